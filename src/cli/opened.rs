//! Whatever file of annotations, opened: ours, or another tool's.

use crate::files::{read, shown};
use crate::{Failure, Result};
use glossator_core::annotation::{Category, Timestamp};
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::import::{self, Input};
use glossator_core::library;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What was in a file.
pub struct Opened {
    /// What the format is called.
    pub format: String,
    /// One or, of a corpus, several.
    pub documents: Vec<Document>,
    /// What was wrong with it, a sentence each.
    pub problems: Vec<String>,
}

/// How files of other tools are taken.
pub struct Taken<'a> {
    /// The category of each label that the command names.
    pub map: &'a [(String, Category)],
    /// The article for annotations that come without one.
    pub onto: Option<&'a Rc<Article>>,
    /// When what says nothing of it was made.
    pub created: Timestamp,
}

/// Opens a file of annotations. brat's two files are found by either of their names.
pub fn open(path: &Path, taken: &Taken<'_>) -> Result<Opened> {
    let bytes = read(path)?;
    let refused = |sentence: String| Failure::File(format!("{}: {sentence}", shown(path)));
    if library::begins(&bytes)
        && let Some(opened) = library(&bytes)
    {
        return opened.map_err(refused);
    }
    match file::read(&bytes) {
        Ok(file) => {
            let problems = file.problems.iter().map(ToString::to_string).collect();
            return Ok(Opened { format: "Glossator".to_owned(), documents: vec![file.document], problems });
        }
        // A newer file of ours is no file of another tool.
        Err(problem @ file::Problem::NewerVersion { .. }) => return Err(refused(problem.to_string())),
        Err(_) => {}
    }
    let other = beside(path);
    let other_bytes = other.as_deref().map(read).transpose()?;
    let name = path.to_string_lossy();
    let other_name = other.as_deref().unwrap_or(path).to_string_lossy();
    let mut inputs = vec![Input { name: &name, bytes: &bytes }];
    inputs.extend(other_bytes.as_deref().map(|bytes| Input { name: &other_name, bytes }));
    let mut foreign = import::read(&inputs).map_err(|problem| refused(problem.to_string()))?;
    for label in &mut foreign.labels {
        if let Some((_, category)) = taken.map.iter().find(|(name, _)| *name == label.name) {
            label.category = Some(category.clone());
        }
    }
    let problems = foreign.problems.iter().map(ToString::to_string).collect();
    let format = foreign.format.to_owned();
    let documents =
        foreign.into_documents(taken.onto, taken.created).map_err(|problem| refused(problem.to_string()))?;
    Ok(Opened { format, documents, problems })
}

/// Our file of many documents, a line each; `None` where it has one line, which is a file like any other. A line that
/// cannot be read is a problem, and only of a file without any other it is the end.
fn library(bytes: &[u8]) -> Option<std::result::Result<Opened, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines: Vec<(usize, &[u8])> =
        (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.trim_ascii().is_empty()).collect();
    if lines.len() < 2 {
        return None;
    }
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        let said = |problem: &file::Problem| format!("Line {number}: {problem}");
        match file::read(line) {
            Ok(read) => {
                problems.extend(read.problems.iter().map(said));
                documents.push(read.document);
            }
            Err(problem) => problems.push(said(&problem)),
        }
    }
    let format = format!("Glossator, {} articles", documents.len());
    Some(match documents.is_empty() {
        true => Err(problems.swap_remove(0)),
        false => Ok(Opened { format, documents, problems }),
    })
}

/// The other one of brat's two files, if it is there.
fn beside(path: &Path) -> Option<PathBuf> {
    let other = match path.extension()?.to_str()? {
        "ann" => "txt",
        "txt" => "ann",
        _ => return None,
    };
    Some(path.with_extension(other)).filter(|path| path.is_file())
}

/// What of a page or a book is the article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    /// All of a page, and not what was found to be its article.
    pub whole: bool,
    /// Which chapter, from 1.
    pub chapter: Option<usize>,
}

/// Opens an article: a text, a page, a document, or the article of a file of annotations.
pub fn article(path: &Path) -> Result<Rc<Article>> {
    part_of(path, Part::default())
}

/// Opens an article of which more is said than where it is.
pub fn part_of(path: &Path, part: Part) -> Result<Rc<Article>> {
    let bytes = read(path)?;
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start();
    if start.starts_with(b"{") {
        match file::read(&bytes) {
            Ok(file) => return Ok(file.document.article),
            // A text may begin with a brace.
            Err(file::Problem::NotJson { .. } | file::Problem::NotAnnotations | file::Problem::CutOff { .. }) => {}
            Err(problem) => return Err(Failure::File(format!("{}: {problem}", shown(path)))),
        }
    }
    let name = path.to_string_lossy();
    if start.starts_with(b"<")
        && let Ok(page) = import::read(&[Input { name: &name, bytes: &bytes }])
        && let Some(article) = page.articles().next()
    {
        return Ok(Rc::new(article.clone()));
    }
    let refused = |sentence: String| Failure::File(format!("{}: {sentence}", shown(path)));
    let mut found = glossator_importer::read(&name, &bytes).map_err(|problem| refused(problem.to_string()))?;
    let count = found.len();
    let found = match part.chapter {
        Some(chapter) if (1..=count).contains(&chapter) => found.swap_remove(chapter - 1),
        Some(chapter) => return Err(refused(format!("There is no chapter {chapter}; the last is {count}."))),
        None if count == 1 => found.swap_remove(0),
        None => {
            let chapters: Vec<String> =
                (1..).zip(&found).map(|(at, it)| format!("\n{at:>4}  {}", it.whole.name())).collect();
            return Err(refused(format!("It has several chapters; say which with --chapter.{}", chapters.concat())));
        }
    };
    Ok(Rc::new(if part.whole { found.whole } else { found.article.unwrap_or(found.whole) }))
}
