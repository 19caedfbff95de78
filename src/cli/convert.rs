//! `convert`: a file in another format.

use crate::files::{created, one, shown, write};
use crate::opened::{Taken, article, open};
use crate::{Failure, Result, VERSION, help, say};
use glossator_core::annotation::Category;
use glossator_core::export::{FORMATS, Format, LINES, Written};
use lexopt::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const HELP: &str = "\
glossator convert FILE --to FORMAT [--out PATH] [--map LABEL=CATEGORY]… [--onto ARTICLE] [--created DATE] [--quiet]

Writes a file in another format. FILE is ours or another tool's: a page made here, Web Annotations, Hypothesis,
Recogito, a book's annotations, brat (.ann beside its .txt), UIMA CAS JSON, doccano, Label Studio, spaCy, Prodigy.
What the format has no place for is said on standard error.

  --out PATH             a file, or a folder for files that are named after their article
  --map LABEL=CATEGORY   what a label of another tool becomes: claim, quote, opinion, or a category of its own
  --onto ARTICLE         the article for annotations that come without one: a text, or one of our files
  --created DATE         when what says nothing of it was made; now if it is not given
  --quiet                do not say what is lost

Formats:
";

/// Bytes of `-` on the command line.
const STANDARD: &str = "-";

pub fn run(mut parser: lexopt::Parser) -> Result<()> {
    let (mut paths, mut map) = (Vec::new(), Vec::new());
    let (mut to, mut out, mut onto, mut date, mut quiet) = (None, None, None, None, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return help(&format!("{HELP}{}", formats())),
            Short('t') | Long("to") => to = Some(parser.value()?.to_string_lossy().into_owned()),
            Short('o') | Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("map") => map.push(mapping(&parser.value()?.to_string_lossy())?),
            Long("onto") => onto = Some(PathBuf::from(parser.value()?)),
            Long("created") => date = Some(parser.value()?),
            Short('q') | Long("quiet") => quiet = true,
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = one(paths, "file")?;
    let Some(to) = to else {
        return Err(Failure::Usage("Say with --to in which format.".to_owned()));
    };
    let Some(format) = Format::find(&to).or((to == LINES.key).then_some(&LINES)) else {
        let keys: Vec<&str> = all().map(|format| format.key).collect();
        return Err(Failure::Usage(format!("There is no format `{to}`: there are {}.", keys.join(", "))));
    };
    let onto = onto.as_deref().map(article).transpose()?;
    let taken = Taken { map: &map, onto: onto.as_ref(), created: created(date)? };
    let opened = open(&path, &taken)?;
    if !quiet {
        opened.problems.iter().for_each(|problem| say(&format!("{}: {problem}", shown(&path))));
    }
    let out = out.unwrap_or_else(|| STANDARD.into());
    // Lines of one file each are one file of lines.
    let lines = format.files.len() == 1 && format.files[0].0.ends_with("jsonl");
    let several = opened.documents.len() > 1 && !lines;
    if out == Path::new(STANDARD) && (several || format.files.len() > 1) {
        return Err(Failure::Usage(format!("{} makes several files: say with --out in which folder.", format.name)));
    }
    let mut taken_names = BTreeSet::new();
    let mut together = String::new();
    for document in &opened.documents {
        if !quiet {
            let losses: Vec<String> = format.losses(document).iter().map(ToString::to_string).collect();
            if !losses.is_empty() {
                say(&format!("{}: {} has no place for {}.", shown(&path), format.name, losses.join("; ")));
            }
        }
        let files = format.write(document, VERSION);
        if lines {
            together.extend(files.into_iter().map(|file| file.content));
        } else {
            let folder = several || is_folder(&out);
            put(files, format, &out, folder, &mut taken_names)?;
        }
    }
    if lines && is_folder(&out) {
        let name = opened.documents.first().and_then(|first| format.write(first, VERSION).into_iter().next());
        return write(&out.join(name.map_or_else(|| "article.jsonl".to_owned(), |file| file.name)), &together);
    }
    if lines { write(&out, &together) } else { Ok(()) }
}

/// Puts the files of one document where they are to be.
fn put(files: Vec<Written>, format: &Format, out: &Path, folder: bool, taken: &mut BTreeSet<String>) -> Result<()> {
    if folder {
        std::fs::create_dir_all(out)
            .map_err(|error| Failure::File(format!("{} cannot be made: {error}.", out.display())))?;
        // Articles of one name are told apart by a number, which all files of an article share.
        let number = (1..).find(|&number| files.iter().all(|file| !taken.contains(&numbered(&file.name, number))));
        for file in files {
            let name = numbered(&file.name, number.unwrap_or(1));
            write(&out.join(&name), &file.content)?;
            taken.insert(name);
        }
        return Ok(());
    }
    match &files[..] {
        [one] => write(out, &one.content),
        several => several
            .iter()
            .zip(format.files)
            .try_for_each(|(file, (ending, _))| write(&out.with_extension(ending), &file.content)),
    }
}

fn numbered(name: &str, number: usize) -> String {
    match name.split_once('.') {
        Some((stem, ending)) if number > 1 => format!("{stem}-{number}.{ending}"),
        _ => name.to_owned(),
    }
}

fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

fn mapping(text: &str) -> Result<(String, Category)> {
    // A label may have any characters; a category has no `=`.
    let Some((label, category)) = text.rsplit_once('=') else {
        return Err(Failure::Usage(format!("`{text}` is no mapping such as Statement=claim.")));
    };
    Ok((label.to_owned(), Category::from_name(category)))
}

fn formats() -> String {
    let line = |format: &Format| format!("  {:<13} {}: {}\n", format.key, format.name, format.purpose);
    all().map(line).collect()
}

fn all() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().chain([&LINES])
}
