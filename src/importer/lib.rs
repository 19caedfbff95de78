//! Articles from web pages and documents: HTML, Markdown, Word and EPUB become blocks of text.
//!
//! **Nothing foreign comes through but words.** What is read is parsed into our own blocks; no markup, attribute or
//! style survives, and of addresses only those of http, https and mailto. Nothing is fetched: this crate knows no
//! network.
//!
//! What something is, is told by its content, and by its name only where the content leaves it open. All of the page's
//! text is at hand beside the article that was found on it, so that a person can choose.
//!
//! ```
//! let page = b"<title>Vote - The Paper</title><nav><a href=/>Home</a></nav><h1>Vote</h1><p>The mayor <b>resigned</b>.";
//! let read = glossator_importer::read("page.html", page).expect("a page");
//! assert_eq!(read[0].whole.text.as_str(), "Home\nVote\nThe mayor resigned.\n");
//! ```

#![forbid(unsafe_code)]

mod archive;
mod encoding;
mod epub;
mod html;
mod kind;
mod markdown;
mod page;
mod problem;
mod selection;
mod tree;
mod word;
mod writer;

#[cfg(test)]
mod tests;

pub use problem::Problem;

use glossator_core::article::{Article, plain_text};
use kind::Kind;

/// Bytes of a file that are read: more than any article, and little enough that a refusal comes at once.
pub const SIZE_MAX: u64 = 20 * 1024 * 1024;

/// What was found in a file, or a chapter of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The article on the page; `None` where all of it is article.
    pub article: Option<Article>,
    /// Everything that can be read there.
    pub whole: Article,
    /// What the article is without.
    pub left_out: LeftOut,
}

/// What was left out of an article, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Words that are on the page and not in the article.
    pub words: usize,
    /// Links that are on the page and not in the article.
    pub links: usize,
    /// Pictures. They have no text.
    pub pictures: usize,
    /// Players, frames, drawings and the like.
    pub embedded: usize,
    /// Passages that the page does not show.
    pub hidden: usize,
    /// What somebody deleted and the document still holds.
    pub deleted: usize,
}

impl LeftOut {
    /// Each count by its name.
    pub fn counts(&self) -> [(&'static str, usize); 6] {
        [
            ("words", self.words),
            ("links", self.links),
            ("pictures", self.pictures),
            ("embedded", self.embedded),
            ("hidden", self.hidden),
            ("deleted", self.deleted),
        ]
    }
}

impl Found {
    /// A text of which all is article.
    fn whole(article: Article, left_out: LeftOut) -> Self {
        Self { article: None, whole: article, left_out }
    }

    /// The article, or everything where nothing was left out.
    pub fn proposed(&self) -> &Article {
        self.article.as_ref().unwrap_or(&self.whole)
    }
}

/// Reads a file: one article, or as many as the chapters of a book.
///
/// # Errors
/// Why there is nothing to annotate in it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Found>, Problem> {
    if bytes.len() as u64 > SIZE_MAX {
        return Err(Problem::TooLarge { bytes: bytes.len() as u64 });
    }
    let found = match kind::of(name, bytes)? {
        Kind::Html => vec![page::read(&encoding::decode_page(bytes))],
        Kind::Markdown => vec![markdown::read(&encoding::decode_text(bytes))],
        Kind::Text => vec![Found::whole(plain_text::parse(&encoding::decode_text(bytes)), LeftOut::default())],
        Kind::Word(archive) => vec![word::read(archive)?],
        Kind::Epub(archive) => epub::read(archive)?,
    };
    let found: Vec<Found> = found.into_iter().filter(|it| !it.whole.blocks.is_empty()).collect();
    if found.is_empty() { Err(Problem::NoText) } else { Ok(found) }
}

/// Reads what was pasted from a browser or a word processor, as HTML. All of it is article: it was chosen.
///
/// # Errors
/// If there are no words in it, or too many.
///
/// ```
/// let found = glossator_importer::paste("<meta charset=utf-8><h2>Vote</h2><p>The mayor <i>resigned</i>.").unwrap();
/// assert_eq!(found.whole.text.as_str(), "Vote\nThe mayor resigned.\n");
/// ```
pub fn paste(html: &str) -> Result<Found, Problem> {
    if html.len() as u64 > SIZE_MAX {
        return Err(Problem::TooLarge { bytes: html.len() as u64 });
    }
    let found = page::fragment(html);
    if found.whole.blocks.is_empty() { Err(Problem::NoText) } else { Ok(found) }
}
