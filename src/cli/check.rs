//! `check`: whether files can be read, and whether their words are found.

use crate::files::{created, shown};
use crate::opened::{Opened, Taken, article, open};
use crate::{Failure, Result, help, say};
use glossator_core::anchor::Anchor;
use glossator_core::file::quoted;
use glossator_core::highlight::anchored_and_rest;
use lexopt::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

const HELP: &str = "\
glossator check [--strict] [--json] [--onto ARTICLE] FILE…

Says of each file whether it can be read, what is wrong with it, and how many of its annotations are found where they
say, somewhere else, changed, or not at all. Files of other tools are checked as they would be imported.

  --onto ARTICLE   the article for annotations that come without one
  --strict         problems and words that are lost make it end with 1, too
  --json           a line of JSON for each file
";

/// How many annotations are how well found.
#[derive(Default)]
struct Tally {
    exact: usize,
    moved: usize,
    changed: usize,
    lost: usize,
    /// Places of those that are lost that there was no room to look for.
    not_looked_for: usize,
}

pub fn run(mut parser: lexopt::Parser) -> Result<()> {
    let (mut paths, mut strict, mut json, mut onto) = (Vec::new(), false, false, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return help(HELP),
            Long("strict") => strict = true,
            Long("json") => json = true,
            Long("onto") => onto = Some(PathBuf::from(parser.value()?)),
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(Failure::Usage("There is no file.".to_owned()));
    }
    let onto = onto.as_deref().map(article).transpose()?;
    let taken = Taken { map: &[], onto: onto.as_ref(), created: created(None)? };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut wrong = false;
    for path in &paths {
        match open(path, &taken) {
            Ok(opened) => {
                let tally = Tally::of(&opened);
                wrong |= strict && (!opened.problems.is_empty() || tally.lost > 0);
                if json {
                    valid_json(&mut out, path, &opened, &tally)?
                } else {
                    valid(&mut out, path, &opened, &tally)?
                }
            }
            Err(Failure::File(sentence)) => {
                wrong = true;
                if json {
                    let file = quoted(&path.to_string_lossy());
                    writeln!(out, "{{\"file\":{file},\"valid\":false,\"problems\":[{}]}}", quoted(&sentence))?;
                } else {
                    // In the order of the files, whichever stream it goes to.
                    out.flush()?;
                    say(&sentence);
                }
            }
            Err(other) => return Err(other),
        }
    }
    out.flush()?;
    if wrong { Err(Failure::Told) } else { Ok(()) }
}

impl Tally {
    fn of(opened: &Opened) -> Self {
        let mut tally = Self::default();
        let mut all = Vec::new();
        for document in &opened.documents {
            let (anchored, rest) = anchored_and_rest(document, &[]);
            all.extend(anchored);
            tally.not_looked_for += rest;
        }
        for it in all {
            let any = |wanted: fn(&Anchor) -> bool| it.anchors.iter().any(wanted);
            let count = if it.anchors.is_empty() || any(|anchor| matches!(anchor, Anchor::Lost)) {
                &mut tally.lost
            } else if any(|anchor| matches!(anchor, Anchor::Changed { .. })) {
                &mut tally.changed
            } else if any(|anchor| matches!(anchor, Anchor::Moved(_))) {
                &mut tally.moved
            } else {
                &mut tally.exact
            };
            *count += 1;
        }
        tally
    }

    /// What was not looked for, in a sentence.
    fn rest(&self) -> Option<String> {
        let count = self.not_looked_for;
        (count > 0).then(|| format!("{count} of the places called lost were not looked for: there are too many."))
    }

    fn counts(&self) -> [(&'static str, usize); 4] {
        [("exact", self.exact), ("moved", self.moved), ("changed", self.changed), ("lost", self.lost)]
    }
}

fn valid(out: &mut impl Write, path: &Path, opened: &Opened, tally: &Tally) -> Result<()> {
    let total: usize = opened.documents.iter().map(|document| document.annotations.len()).sum();
    let counts = tally.counts().into_iter().filter(|(_, count)| *count > 0);
    let found: Vec<String> = counts.map(|(name, count)| format!("{count} {name}")).collect();
    let found = if found.is_empty() { String::new() } else { format!(": {}", found.join(", ")) };
    let name = if path == Path::new("-") { "-".to_owned() } else { shown(path) };
    let annotations = if total == 1 { "1 annotation".to_owned() } else { format!("{total} annotations") };
    writeln!(out, "{name}: valid ({}), {annotations}{found}", opened.format)?;
    for problem in opened.problems.iter().chain(&tally.rest()) {
        writeln!(out, "{name}: {problem}")?;
    }
    Ok(())
}

fn valid_json(out: &mut impl Write, path: &Path, opened: &Opened, tally: &Tally) -> Result<()> {
    let counts: Vec<String> = tally.counts().iter().map(|(name, count)| format!("\"{name}\":{count}")).collect();
    let problems: Vec<String> = opened.problems.iter().chain(&tally.rest()).map(|problem| quoted(problem)).collect();
    writeln!(
        out,
        "{{\"file\":{},\"valid\":true,\"format\":{},\"articles\":{},{},\"problems\":[{}]}}",
        quoted(&path.to_string_lossy()),
        quoted(&opened.format),
        opened.documents.len(),
        counts.join(","),
        problems.join(",")
    )?;
    Ok(())
}
