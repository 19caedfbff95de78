//! What others read: the formats that a document is written in, besides our own, for the tools of the field.
//!
//! [`FORMATS`] is the one list: the dialog of the page and the command show the same names, say the same sentences,
//! and write the same bytes. What a format has no place for is told by [`Format::losses`] before anything is written.
//!
//! Offsets are code points, but for UIMA, whose offsets are UTF-16. Each format's file says what its reader wants.
//!
//! ```
//! use glossator_core::annotation::{Iri, Timestamp};
//! use glossator_core::article::plain_text;
//! use glossator_core::document::Document;
//! use glossator_core::export::Format;
//!
//! let document = Document::new(Iri::new("urn:uuid:1"), plain_text::parse("A vote\n\nIt passed."), Timestamp(0));
//! let brat = Format::find("brat").expect("a format");
//! let files = brat.write(&document, "0.1.0");
//! let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
//! assert_eq!(names, ["a-vote.txt", "a-vote.ann"]);
//! ```

mod bio;
mod brat;
pub(crate) mod cas;
mod claim_review;
pub mod csv;
mod doccano;
pub(crate) mod html;
mod hugging_face;
mod label_studio;
mod loss;
mod mark;
mod markdown;
mod pages;
mod spacy;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use loss::RELATIONS;
pub use loss::{Loss, Part};

use crate::document::Document;
use crate::file;

/// A format that documents are written in.
pub struct Format {
    /// What the command calls it.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// In a sentence, what it is for.
    pub purpose: &'static str,
    /// The endings of its files, with their media types.
    pub files: &'static [(&'static str, &'static str)],
    /// What it has a place for. Positions and categories go without saying.
    holds: &'static [Part],
    /// The contents of its files, in the order of `files`.
    write: fn(&Document, &str) -> Vec<String>,
}

/// A file that was written: it has a name, but stands nowhere yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// A name that no file system refuses, after the article's title.
    pub name: String,
    /// What a browser is told that it is.
    pub media_type: &'static str,
    /// In UTF-8.
    pub content: String,
}

/// Everything that can be written, in the order in which it is offered.
pub static FORMATS: [Format; 13] = [
    Format {
        key: "glossator",
        name: "Glossator",
        purpose: "The article with everything about it, to keep, to send to others and to open here again.",
        files: &[("glossator.json", file::MEDIA_TYPE)],
        holds: &Part::ALL,
        write: |document, version| vec![file::write(document, version)],
    },
    Format {
        key: "html",
        name: "One web page",
        purpose: "The article with marks, notes and a legend, to read and print in any browser and to open here again.",
        files: &[("html", "text/html")],
        holds: &Part::ALL,
        write: |document, version| vec![html::write(document, version)],
    },
    Format {
        key: "markdown",
        name: "Markdown",
        purpose: "The article with numbered marks and a list of the annotations, for wikis, editors and mail.",
        files: &[("md", "text/markdown")],
        holds: &[
            Part::Structure,
            Part::Metadata,
            Part::Notes,
            Part::Tags,
            Part::Attributes,
            Part::People,
            Part::Dates,
            Part::Segments,
            Part::Lost,
            Part::Overlaps,
            Part::PartsOfWords,
        ],
        write: |document, _| vec![markdown::write(document)],
    },
    Format {
        key: "csv",
        name: "Table (CSV)",
        purpose: "One row an annotation, for a spreadsheet or a statistics program.",
        files: &[("csv", "text/csv")],
        holds: &[
            Part::Notes,
            Part::Tags,
            Part::Attributes,
            Part::People,
            Part::Dates,
            Part::Ids,
            Part::Segments,
            Part::Lost,
            Part::Overlaps,
            Part::PartsOfWords,
        ],
        write: |document, _| vec![csv::write(document)],
    },
    Format {
        key: "claim-review",
        name: "ClaimReview",
        purpose: "The claims that have a verdict, as the data that search engines read from a page of fact checks; \
                  put the address of your page into each “url”.",
        files: &[("claimreview.json", "application/ld+json")],
        holds: &[Part::Notes, Part::People, Part::Overlaps, Part::PartsOfWords, Part::Lost],
        write: |document, _| vec![claim_review::write(document)],
    },
    Format {
        key: "pages",
        name: "Web Annotations",
        purpose: "The annotations alone, by the W3C standard, for tools that have the article already.",
        files: &[("annotations.json", file::MEDIA_TYPE)],
        holds: &[
            Part::Notes,
            Part::Tags,
            Part::Attributes,
            Part::People,
            Part::Dates,
            Part::Ids,
            Part::Segments,
            Part::Lost,
            Part::Overlaps,
            Part::PartsOfWords,
            Part::Unknown,
        ],
        write: |document, _| vec![pages::write(document)],
    },
    Format {
        key: "brat",
        name: "brat standoff",
        purpose: "The text and its annotations side by side, for brat and the many corpus tools that read it.",
        files: &[("txt", "text/plain"), ("ann", "text/plain")],
        holds: &[
            Part::Text,
            Part::Notes,
            Part::Tags,
            Part::Attributes,
            Part::Segments,
            Part::Overlaps,
            Part::PartsOfWords,
            Part::Relations,
        ],
        write: |document, _| brat::write(document),
    },
    Format {
        key: "cas",
        name: "UIMA CAS JSON",
        purpose: "For INCEpTION and other tools on UIMA.",
        files: &[("cas.json", "application/json")],
        holds: &[
            Part::Text,
            Part::Notes,
            Part::Tags,
            Part::Attributes,
            Part::People,
            Part::Dates,
            Part::Ids,
            Part::Segments,
            Part::Overlaps,
            Part::PartsOfWords,
        ],
        write: |document, _| vec![cas::write(document)],
    },
    Format {
        key: "doccano",
        name: "doccano JSONL",
        purpose: "To go on labelling in doccano.",
        files: &[("doccano.jsonl", "application/jsonl")],
        holds: &[Part::Text, Part::Overlaps, Part::PartsOfWords],
        write: |document, _| vec![doccano::write(document)],
    },
    Format {
        key: "label-studio",
        name: "Label Studio JSON",
        purpose: "To go on labelling in Label Studio, with a labels control “label” on a text “text”.",
        files: &[("label-studio.json", "application/json")],
        holds: &[
            Part::Text,
            Part::Notes,
            Part::Tags,
            Part::Attributes,
            Part::Ids,
            Part::Segments,
            Part::Overlaps,
            Part::PartsOfWords,
        ],
        write: |document, _| vec![label_studio::write(document)],
    },
    Format {
        key: "spacy",
        name: "spaCy and Prodigy JSONL",
        purpose: "To train a span categoriser with spaCy or to go on in Prodigy; put the spans into doc.spans, \
                  because they may overlap.",
        files: &[("spans.jsonl", "application/jsonl")],
        holds: &[Part::Text, Part::Ids, Part::Segments, Part::Overlaps, Part::PartsOfWords],
        write: |document, _| vec![spacy::write(document)],
    },
    Format {
        key: "hugging-face",
        name: "Hugging Face JSONL",
        purpose: "To load with the library “datasets”: one article a line, with its spans.",
        files: &[("jsonl", "application/jsonl")],
        holds: &[
            Part::Text,
            Part::Metadata,
            Part::Notes,
            Part::Tags,
            Part::Attributes,
            Part::People,
            Part::Dates,
            Part::Ids,
            Part::Segments,
            Part::Overlaps,
            Part::PartsOfWords,
        ],
        write: |document, _| vec![hugging_face::write(document)],
    },
    Format {
        key: "bio",
        name: "Tokens (BIO)",
        purpose: "One token a line and one column a category, to train and score sequence taggers.",
        files: &[("bio.tsv", "text/tab-separated-values")],
        holds: &[],
        write: |document, _| vec![bio::write(document)],
    },
];

/// Ours, a line a document: what the page makes of a whole library. It is not offered for one document.
pub static LINES: Format = Format {
    key: "lines",
    name: "Glossator, a line an article",
    purpose: "Many articles with everything about them in one file, to keep and to open here again.",
    files: &[("glossator.jsonl", "application/jsonl")],
    holds: &Part::ALL,
    write: |document, version| vec![file::write_line(document, version)],
};

impl Format {
    /// The format that the command calls `key`.
    pub fn find(key: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.key == key)
    }

    /// The files of `document` in this format. `version` is that of the program that writes, as in `0.1.0`.
    pub fn write(&self, document: &Document, version: &str) -> Vec<Written> {
        let name = file::file_name(document.article.name());
        let slug = name.strip_suffix("glossator.json").unwrap_or(&name);
        let contents = (self.write)(document, version);
        let named = self.files.iter().zip(contents);
        named
            .map(|(&(ending, media_type), content)| Written { name: format!("{slug}{ending}"), media_type, content })
            .collect()
    }

    /// What of `document` this format has no place for, in words. Empty where everything goes along.
    pub fn losses(&self, document: &Document) -> Vec<Loss> {
        loss::losses(document, self)
    }

    /// Whether this format has a place for `part`.
    pub fn holds(&self, part: Part) -> bool {
        self.holds.contains(&part)
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Format({})", self.key)
    }
}
