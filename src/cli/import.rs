//! `import`: a file of a text, a page or a document, to be annotated.

use crate::files::{created, one, write};
use crate::opened::{Part, part_of};
use crate::{Failure, Result, VERSION, help};
use glossator_core::annotation::Iri;
use glossator_core::document::Document;
use glossator_core::file;
use lexopt::prelude::*;
use std::path::PathBuf;

const HELP: &str = "\
glossator import ARTICLE --out FILE [--chapter N] [--whole] [--created DATE]

Takes a text in as the page does: title, author, date and address are found where it says them, and headings, lists
and what stands around the article are told apart. Web pages, Markdown, Word documents (.docx) and books (.epub) are
read as well; nothing is fetched. The same text has the same id each time.

  --chapter N      which chapter of a book; without it, one of several chapters is refused with a list of them
  --whole          all of a web page, and not only the article that is found on it
  --created DATE   when it was taken in; now if it is not given
";

pub fn run(mut parser: lexopt::Parser) -> Result<()> {
    let (mut paths, mut out, mut date, mut part) = (Vec::new(), None, None, Part::default());
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return help(HELP),
            Short('o') | Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("chapter") => part.chapter = Some(parser.value()?.parse()?),
            Long("whole") => part.whole = true,
            Long("created") => date = Some(parser.value()?),
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = one(paths, "article")?;
    let Some(out) = out else {
        return Err(Failure::Usage("Say with --out where to.".to_owned()));
    };
    let article = part_of(&path, part)?;
    let id = file::derived_id(&Iri::new(article.hash()), "collection");
    let document = Document::new(id, (*article).clone(), created(date)?);
    write(&out, &file::write(&document, VERSION))
}
