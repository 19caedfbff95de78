//! What is wrong with another tool's file, in a sentence for the person who opened it.

use crate::file;
use crate::file::Place;
use std::fmt;

/// What is wrong with another tool's file. Those up to [`OtherArticles`](Problem::OtherArticles) are why nothing was
/// read; the others are found in files that are read nonetheless.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// What can be wrong with any file.
    File(file::Problem),
    /// The same, of a line that is a value of its own.
    Line {
        /// From 1.
        line: usize,
        /// What is wrong, as if the line were the file.
        problem: file::Problem,
    },
    /// It is nothing that is read here.
    NotRead,
    /// Several files, of which not one is the text and one its annotations.
    NotAPair,
    /// A web page without our data in it.
    NoData,
    /// There are only annotations, and no article is open that they could be for.
    NoArticle,
    /// None of the texts is the article.
    OtherArticles,

    /// A line or record that is not understood. It is left out.
    Strange {
        /// From 1: the line or the record.
        line: usize,
        /// What is missing, as the end of a sentence.
        why: &'static str,
    },
    /// A position is no place in the text. The annotation is left out.
    Position {
        /// Which one.
        place: Place,
    },
    /// The words at a position are not those that the annotation names.
    OtherWords {
        /// Which one.
        place: Place,
    },
}

impl From<file::Problem> for Problem {
    fn from(problem: file::Problem) -> Self {
        Self::File(problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNCHANGED: &str = "Nothing was changed.";
        match self {
            Self::File(problem) => problem.fmt(out),
            Self::Line { line, problem } => write!(out, "In line {line} of the file: {problem}"),
            Self::NotRead => write!(
                out,
                "The file holds no annotations that are understood here. It may be a text: paste it as an article. \
                 {UNCHANGED}"
            ),
            Self::NotAPair => write!(
                out,
                "These files do not belong together: choose one, or a text with its annotations (.txt and .ann). \
                 {UNCHANGED}"
            ),
            Self::NoData => {
                write!(out, "The web page was not made by Glossator: there are no annotations in it. {UNCHANGED}")
            }
            Self::NoArticle => write!(
                out,
                "The file holds annotations, but not the article that they are about: open that first. {UNCHANGED}"
            ),
            Self::OtherArticles => {
                write!(out, "None of the texts in the file is that of the article. {UNCHANGED}")
            }
            Self::Strange { line, why } => write!(out, "In line {line}, {why}. It is left out."),
            Self::Position { place } => {
                write!(out, "In {place}, the position is no place in the text. It is left out.")
            }
            Self::OtherWords { place } => {
                write!(out, "In {place}, other words stand at its position; it is put where its own words are.")
            }
        }
    }
}

impl std::error::Error for Problem {}
