//! The one file format: browser storage, download and sharing all go through here. **Offsets in a file are Unicode
//! code points** of the article's text.
//!
//! A file is a W3C Web Annotation collection that also carries the article.
//! <https://www.w3.org/TR/annotation-model/#collections>
//!
//! Reading never destroys. What is not known is kept where it stood; the value of a known property that cannot be
//! understood is set aside beside it, as `gl:was-<property>`; an annotation that cannot be shown is kept whole in the
//! collection's `gl:unread`, and tried again by the next reader. What was found is told as [`Problem`]s.
//!
//! ```
//! use glossator_core::annotation::{Iri, Timestamp};
//! use glossator_core::article::{ArticleBuilder, BlockKind, Metadata};
//! use glossator_core::document::Document;
//! use glossator_core::file;
//!
//! let mut article = ArticleBuilder::default();
//! article.push(BlockKind::Paragraph, "The mayor resigned.");
//! let document = Document::new(Iri::new("urn:uuid:1"), article.finish(Metadata::default()), Timestamp(0));
//! let written = file::write(&document, "0.1.0");
//! let read = file::read(written.as_bytes()).expect("our own file");
//! assert_eq!(read.document, document);
//! assert!(read.problems.is_empty());
//! ```

pub(crate) mod json;
pub(crate) mod name;
mod problem;
pub(crate) mod read;
pub(crate) mod write;

#[cfg(test)]
mod tests;

pub use json::quoted;
pub use name::{derived_id, file_name, is_address, is_link};
pub use problem::{Place, Problem};
pub use read::{File, PassedHeader, check_size, read, read_annotation, read_header, read_newer};
pub use write::{write, write_annotation, write_header, write_line};

use json::NESTING_MAX;

/// The version of the format that is written, and the newest that is read.
pub const FORMAT_VERSION: u64 = 1;

/// Bytes of a file that are read: forty times a long article with a thousand annotations.
pub const SIZE_MAX: u64 = 20 * 1024 * 1024;

/// Categories of a file; what is over it is kept and not offered. Nobody chooses among more.
pub const CATEGORIES_MAX: usize = 100;

/// Annotations of a file that are read.
pub const ANNOTATIONS_MAX: usize = 50_000;

/// The media type of a file.
pub const MEDIA_TYPE: &str = "application/ld+json;profile=\"http://www.w3.org/ns/anno.jsonld\"";

/// The context of Web Annotations. It is named and never fetched.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What `gl:` stands for.
const NAMESPACE: &str = "urn:x-glossator:";

/// Where annotations are kept that could not be read.
const UNREAD: &str = "gl:unread";

/// The properties that are read and written here, by the object they stand on. Whatever else an object has is kept
/// and written after them.
mod known {
    pub const COLLECTION: &[&str] = &[
        "@context",
        "id",
        "type",
        "label",
        "creator",
        "generator",
        "created",
        "modified",
        "gl:formatVersion",
        "schema:about",
        "gl:earlierVersions",
        "gl:codebook",
        "total",
        "first",
        "items",
    ];
    pub const ARTICLE: &[&str] = &[
        "id",
        "type",
        "schema:url",
        "schema:headline",
        "schema:author",
        "schema:datePublished",
        "schema:inLanguage",
        "schema:articleBody",
        "gl:blocks",
        "gl:replaced",
    ];
    pub const ANNOTATION: &[&str] = &[
        "@context",
        "id",
        "type",
        "motivation",
        "created",
        "modified",
        "creator",
        "gl:revision",
        "gl:copyOf",
        "gl:merged",
        "body",
        "bodyValue",
        "gl:attributes",
        "target",
    ];
    pub const PERSON: &[&str] = &["id", "type", "name"];
    pub const BODY: &[&str] = &["type", "purpose", "value", "format"];
    /// A tag has no format: one that a file says is kept.
    pub const TAG: &[&str] = &["type", "purpose", "value"];
    /// `state` is ours and others', see `write`.
    pub const TARGET: &[&str] = &["type", "source", "state", "selector"];
    pub const QUOTE: &[&str] = &["type", "exact", "prefix", "suffix"];
    pub const POSITION: &[&str] = &["type", "start", "end"];
}
