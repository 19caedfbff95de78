//! What is wrong with a file, in a sentence for the person who opened it.

use super::{ANNOTATIONS_MAX, FORMAT_VERSION, NESTING_MAX, SIZE_MAX};
use crate::annotation::Iri;
use std::fmt;

/// What is wrong with a file. Those up to [`NewerVersion`](Problem::NewerVersion) are why a file is not read; the
/// others are found in files that are read nonetheless. Their `Display` is a sentence for the page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// More bytes than are read.
    TooLarge {
        /// How many there are.
        bytes: u64,
    },
    /// There is nothing in it.
    Empty,
    /// Bytes that are no text in UTF-8.
    NotUtf8 {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
    },
    /// Text that is no JSON.
    NotJson {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
    },
    /// JSON that ends in the middle.
    CutOff {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
    },
    /// Arrays and objects lie too deep within each other.
    TooDeep {
        /// Where it gets too deep, from 1.
        line: usize,
    },
    /// More annotations than are read.
    TooMany {
        /// How many there are.
        annotations: usize,
    },
    /// Positions that stand for more words than a file may hold.
    TooManyWords,
    /// JSON of something else.
    NotAnnotations,
    /// Annotations without the text that they are about.
    NoArticle,
    /// Made by a later version, see [`read_newer`](super::read_newer).
    NewerVersion {
        /// The version of its format.
        version: u64,
    },

    /// A key stands twice in one object. The last one counts, as everywhere in JSON.
    RepeatedKey {
        /// The first such key, cut to forty characters.
        key: String,
        /// Where it stands the second time, from 1.
        line: usize,
        /// How many keys do.
        times: usize,
    },
    /// Half of a surrogate pair is no character. It became U+FFFD.
    BrokenCharacter {
        /// Where the first one stands, from 1.
        line: usize,
        /// How many there are.
        times: usize,
    },
    /// The file does not name the context of Web Annotations.
    Context,
    /// The file's version is no version.
    Version,
    /// There are not as many annotations as the file says.
    Count {
        /// What it says.
        said: u64,
        /// How many there are.
        found: usize,
    },
    /// Pages of the collection are not in the file. They are not fetched.
    PagesElsewhere,
    /// The text is not the one that the file's own checksum names.
    OtherText,
    /// The article's address is none to follow: not http or https, or with a password in it.
    Address,
    /// Links to something other than http, https and mailto became plain text.
    Links {
        /// How many.
        dropped: usize,
    },
    /// Blocks of the article that are not understood are shown as paragraphs.
    Blocks {
        /// How many.
        strange: usize,
    },
    /// An annotation that cannot be shown. It is kept as it is and written again.
    Unread {
        /// Which one.
        place: Place,
        /// What is missing, as the end of a sentence.
        why: &'static str,
    },
    /// Another annotation has the same id, and other content. Both are kept; this one has a new id.
    SameId {
        /// Which one.
        place: Place,
        /// The id of both.
        id: Iri,
    },
    /// An annotation stands in the file twice, the same in everything. It is kept once.
    Twice {
        /// The second one.
        place: Place,
    },
    /// A date that does not exist.
    Date {
        /// Whose date.
        place: Place,
        /// The name of the property.
        key: &'static str,
    },
    /// A property with a value that cannot be understood.
    Property {
        /// Whose property.
        place: Place,
        /// The name of the property.
        key: &'static str,
    },
    /// A position that is none. The words decide alone.
    Position {
        /// Whose position.
        place: Place,
    },
    /// Nothing says which words are meant.
    Words {
        /// Which annotation.
        place: Place,
    },
    /// An annotation that was made on something else.
    OtherSource {
        /// Which annotation.
        place: Place,
    },
    /// There are more problems than a person would read.
    More {
        /// How many.
        hidden: usize,
    },
}

/// Where in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The collection itself.
    Collection,
    /// The article.
    Article,
    /// An annotation, counted from 1 in the order of the file.
    Annotation(usize),
    /// One of those that could not be read before, counted from 1.
    SetAside(usize),
    /// An annotation by itself, as storage holds it.
    Record,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collection => out.write_str("the collection"),
            Self::Article => out.write_str("the article"),
            Self::Annotation(number) => write!(out, "annotation {number}"),
            Self::SetAside(number) => write!(out, "annotation {number} of those set aside"),
            Self::Record => out.write_str("the annotation"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MB: u64 = 1024 * 1024;
        const UNCHANGED: &str = "Nothing was changed.";
        match self {
            Self::TooLarge { bytes } => {
                let (most, size) = (SIZE_MAX / MB, bytes.div_ceil(MB));
                write!(out, "The file is larger than {most} MB (it has {size} MB). {UNCHANGED}")
            }
            Self::Empty => write!(out, "The file is empty. {UNCHANGED}"),
            Self::NotUtf8 { line, column } => {
                write!(out, "The file is not text in UTF-8 (line {line}, column {column}). {UNCHANGED}")
            }
            Self::NotJson { line, column } => {
                write!(out, "The file is not JSON (line {line}, column {column}). {UNCHANGED}")
            }
            Self::CutOff { line, column } => {
                write!(out, "The file is cut off: it ends in the middle, at line {line}, column {column}. {UNCHANGED}")
            }
            Self::TooDeep { line } => {
                write!(out, "The file is nested more than {NESTING_MAX} levels deep (line {line}). {UNCHANGED}")
            }
            Self::TooMany { annotations } => {
                write!(out, "The file has more than {ANNOTATIONS_MAX} annotations (it has {annotations}). {UNCHANGED}")
            }
            Self::TooManyWords => {
                let most = SIZE_MAX / MB;
                write!(out, "The positions in the file stand for more than {most} MB of words. {UNCHANGED}")
            }
            Self::NotAnnotations => write!(out, "The file is JSON, but does not hold annotations. {UNCHANGED}"),
            Self::NoArticle => {
                write!(out, "The file holds annotations, but not the article that they are about. {UNCHANGED}")
            }
            Self::NewerVersion { version } => write!(
                out,
                "The file was made by a newer version of Glossator: its format is {version}, and this one knows \
                 {FORMAT_VERSION}. {UNCHANGED}"
            ),
            Self::RepeatedKey { key, line, times } => {
                write!(out, "“{key}” stands twice in the same place (line {line}); the last one counts.")?;
                further(out, *times, "keys do")
            }
            Self::BrokenCharacter { line, times } => {
                write!(out, "Half a character stands in line {line}; it is shown as \u{fffd}.")?;
                further(out, *times, "places have one")
            }
            Self::Context => {
                out.write_str("The file does not name the context of Web Annotations; it is read as if it did.")
            }
            Self::Version => out.write_str("The version of the file's format is no version; it is read as if it were."),
            Self::Count { said, found } => {
                write!(out, "The file says that it has {said} annotations, and has {found}.")
            }
            Self::PagesElsewhere => {
                out.write_str("Some annotations of the collection are not in the file; nothing was fetched.")
            }
            Self::OtherText => out.write_str(
                "The text is not the one that the file was written with: somebody changed it since. Words that are \
                 no longer there are listed as lost.",
            ),
            Self::Address => out.write_str(
                "The address of the article is not one to open: it is neither http nor https, or has a password in \
                 it. It is kept in the file and not shown.",
            ),
            Self::Links { dropped } => {
                write!(out, "Links that do not lead to the web or to an e-mail address were left out: {dropped}.")
            }
            Self::Blocks { strange } => {
                write!(out, "Parts of the article that are not understood are shown as plain text: {strange}.")
            }
            Self::Unread { place, why } => {
                write!(out, "In {place}, {why}. It is kept in the file and not shown.")
            }
            Self::SameId { place, id } => {
                write!(out, "In {place}, the id is that of another annotation ({id}). Both are kept.")
            }
            Self::Twice { place } => write!(out, "In {place}, another one is repeated to the letter. It is kept once."),
            Self::Date { place, key } => {
                write!(out, "In {place}, “{key}” is no date that exists; another one stands in for it.")
            }
            Self::Property { place, key } => {
                write!(out, "In {place}, “{key}” is not understood. It is kept in the file and not shown.")
            }
            Self::Position { place } => {
                write!(out, "In {place}, a position is no place in the text; the words are looked for alone.")
            }
            Self::Words { place } => write!(out, "In {place}, nothing says which words are meant."),
            Self::OtherSource { place } => {
                write!(out, "In {place}, the words are those of another article; they are looked for in this one.")
            }
            Self::More { hidden } => write!(out, "There are {hidden} more problems like these."),
        }
    }
}

fn further(out: &mut fmt::Formatter<'_>, times: usize, do_so: &str) -> fmt::Result {
    if times > 1 { write!(out, " In all, {times} {do_so}.") } else { Ok(()) }
}

impl std::error::Error for Problem {}
