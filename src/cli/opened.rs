//! Whatever file of annotations, opened: ours, or another tool's.

use crate::files::{read, shown};
use crate::{Failure, Result};
use glossator_core::annotation::{Category, Timestamp};
use glossator_core::article::{Article, plain_text};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::import::{self, Input};
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

/// The other one of brat's two files, if it is there.
fn beside(path: &Path) -> Option<PathBuf> {
    let other = match path.extension()?.to_str()? {
        "ann" => "txt",
        "txt" => "ann",
        _ => return None,
    };
    Some(path.with_extension(other)).filter(|path| path.is_file())
}

/// Opens an article: a text, or the article of a file of annotations.
pub fn article(path: &Path) -> Result<Rc<Article>> {
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
    if start.starts_with(b"<") {
        let name = path.to_string_lossy();
        if let Ok(page) = import::read(&[Input { name: &name, bytes: &bytes }])
            && let Some(article) = page.articles().next()
        {
            return Ok(Rc::new(article.clone()));
        }
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) if text.trim().is_empty() => Err(Failure::File(format!("{}: The text is empty.", shown(path)))),
        Ok(text) => Ok(Rc::new(plain_text::parse(text))),
        Err(_) => Err(Failure::File(format!("{}: The file is not text in UTF-8.", shown(path)))),
    }
}
