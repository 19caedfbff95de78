//! Why there is no article in a file, in a sentence for the person who chose it.

use std::fmt;

/// Why there is no article in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// More bytes than are read.
    TooLarge {
        /// How many there are.
        bytes: u64,
    },
    /// There are no words in it.
    NoText,
    /// A PDF, whatever it is called.
    Pdf,
    /// An archive that is no document, or something else that is no text.
    NotText,
    /// A document that is damaged or cut off.
    Damaged,
    /// A document with a password or a book with copy protection.
    Locked,
    /// An archive that would become too large.
    Swells,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNCHANGED: &str = "Nothing was changed.";
        match self {
            Self::TooLarge { bytes } => {
                let megabytes = bytes.div_ceil(1 << 20);
                write!(out, "The file is larger than 20 MB (it has {megabytes} MB). {UNCHANGED}")
            }
            Self::NoText => write!(out, "There is no text in it. {UNCHANGED}"),
            Self::Pdf => write!(
                out,
                "It is a PDF, which cannot be read here. Open it, select its text, copy it and paste it. {UNCHANGED}"
            ),
            Self::NotText => write!(
                out,
                "It is no text, web page, Word document or EPUB. Open it, copy its text and paste it. {UNCHANGED}"
            ),
            Self::Damaged => write!(out, "The document is damaged or was cut off. {UNCHANGED}"),
            Self::Locked => {
                write!(out, "The document is locked. Open it with its program, copy its text and paste it. {UNCHANGED}")
            }
            Self::Swells => write!(out, "What is packed in it is larger than can be read here. {UNCHANGED}"),
        }
    }
}

impl std::error::Error for Problem {}
