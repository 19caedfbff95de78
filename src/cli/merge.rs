//! `merge`: the annotations of several files in one.

use crate::files::{created, shown, write};
use crate::opened::{Taken, open};
use crate::{Failure, Result, VERSION, help, say};
use glossator_core::file;
use glossator_core::merge::merge;
use lexopt::prelude::*;
use std::path::PathBuf;

const HELP: &str = "\
glossator merge FILE… --out FILE [--quiet]

Puts the annotations of all files into the first one, and writes that to --out. Nothing is overwritten: of an
annotation that two files have with other content, both are kept. The same author's mark on the same words comes
once. The same file merged again changes nothing, and the order of the files after the first does not matter.

  --quiet   do not say what came from which file
";

pub fn run(mut parser: lexopt::Parser) -> Result<()> {
    let (mut paths, mut out, mut quiet) = (Vec::new(), None, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return help(HELP),
            Short('o') | Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Short('q') | Long("quiet") => quiet = true,
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let Some(out) = out else {
        return Err(Failure::Usage("Say with --out where to.".to_owned()));
    };
    let Some((first, others)) = paths.split_first() else {
        return Err(Failure::Usage("There is no file.".to_owned()));
    };
    let created = created(None)?;
    let opened = open(first, &Taken { map: &[], onto: None, created })?;
    let several = || Failure::File(format!("{} has several articles: nothing can be merged into it.", shown(first)));
    let [mut document] = <[_; 1]>::try_from(opened.documents).map_err(|_| several())?;
    for path in others {
        // What comes without an article is for the one of the first file.
        let article = document.article.clone();
        let opened = match open(path, &Taken { map: &[], onto: None, created }) {
            Err(Failure::File(_)) => open(path, &Taken { map: &[], onto: Some(&article), created })?,
            opened => opened?,
        };
        for incoming in &opened.documents {
            let merge = merge(&document, &[incoming]);
            merge.transaction.apply(&mut document.annotations);
            document.codebook = document.codebook.with_missing_of(&incoming.codebook);
            if !quiet {
                let of_another =
                    if incoming.article.text == article.text { "" } else { ", found by their words in another text" };
                let renewed = match merge.renewed {
                    0 => String::new(),
                    renewed => format!("{renewed} brought up to date, "),
                };
                say(&format!(
                    "{}: {} added{of_another}, {renewed}{} kept beside another version, {} there already.",
                    shown(path),
                    merge.added,
                    merge.kept_both,
                    merge.same
                ));
            }
        }
    }
    write(&out, &file::write(&document, VERSION))
}
