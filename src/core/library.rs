//! A file of many documents: a line each, and each line a file of its own (JSON Lines). It can be cut and joined by any
//! tool that knows lines, and is read and written line by line, so that its size does not matter.
//!
//! ```
//! use glossator_core::{annotation::{Iri, Timestamp}, article::plain_text, catalogue::Shelf, document::Document};
//! use glossator_core::{file, library};
//! let mut document = Document::new(Iri::new("urn:uuid:1"), plain_text::parse("Words."), Timestamp(0));
//! let shelf = Shelf::new("Heat", [], false);
//! let line = library::line(&document, &shelf, "0.1.0");
//! assert!(library::begins(line.as_bytes()));
//! let mut read = file::read(line.as_bytes()).expect("our own line").document;
//! assert_eq!(library::take_shelf(&mut read), shelf);
//! assert_eq!(read, document);
//! ```

use crate::catalogue::{SHELF, Shelf};
use crate::document::Document;
use crate::file;
use std::ops::Range;

/// How the name of such a file ends.
pub const ENDING: &str = ".glossator.jsonl";

/// Bytes by which such a file is told from other tools' lines: what our own lines begin with lies well within.
pub const BEGINNING: usize = 4096;

/// A document as a line, with its line feed.
pub fn line(document: &Document, shelf: &Shelf, version: &str) -> String {
    let mut document = document.clone();
    document.unknown.remove(SHELF);
    if !shelf.is_none() {
        document.unknown.insert(SHELF.to_owned(), shelf.value());
    }
    file::write_line(&document, version)
}

/// Takes the shelf out of a document that was read from a line.
pub fn take_shelf(document: &mut Document) -> Shelf {
    let shelf = Shelf::of(&document.unknown);
    document.unknown.remove(SHELF);
    shelf
}

/// Whether the first bytes of a file are those of a line of ours. A file over several lines is none.
pub fn begins(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes, |end| &bytes[..end]);
    let first = &first[..first.len().min(BEGINNING)];
    let first = String::from_utf8_lossy(first);
    let first = first.trim_start();
    first.starts_with('{') && first.contains("\"@context\"") && first.contains("\"AnnotationCollection\"")
}

/// Where the lines of a file are, which comes in pieces.
#[derive(Debug, Default)]
pub struct Lines {
    /// Bytes that came.
    at: u64,
    /// Where the line began that has no end yet.
    start: u64,
}

impl Lines {
    /// The lines that end in this piece, as bytes of the whole, without what ends them. Empty ones are left out.
    pub fn push(&mut self, piece: &[u8]) -> Vec<Range<u64>> {
        let mut found = Vec::new();
        for (nth, _) in piece.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            let end = self.at + nth as u64;
            if end > self.start {
                found.push(self.start..end);
            }
            self.start = end + 1;
        }
        self.at += piece.len() as u64;
        found
    }

    /// The last line, which nothing need end.
    pub fn finish(self) -> Option<Range<u64>> {
        (self.at > self.start).then_some(self.start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_files_are_told_apart() {
        let check = |text: &str, expected| assert_eq!(begins(text.as_bytes()), expected, "{text}");
        check("", false);
        check("{\n  \"@context\": 1,\n  \"type\": \"AnnotationCollection\"", false);
        check(r#"{"text": "doccano", "label": []}"#, false);
        check("{\"@context\":[],\"id\":\"a\",\"type\":\"AnnotationCollection\"}\n{}", true);
        check("\u{feff}{\"@context\":[],\"id\":\"a\",\"type\":[\"AnnotationCollection\"]}", true);
    }

    proptest! {
        #[test]
        fn lines_are_found_in_whatever_pieces_they_come(text in "[a\n]{0,40}", cuts in prop::collection::vec(0_usize..40, 0..5)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|at| at.min(text.len())).chain([0, text.len()]).collect();
            cuts.sort_unstable();
            let mut lines = Lines::default();
            let mut found = Vec::new();
            for piece in cuts.windows(2) {
                found.extend(lines.push(&text.as_bytes()[piece[0]..piece[1]]));
            }
            found.extend(lines.finish());
            let found: Vec<&str> = found.into_iter().map(|it| &text[it.start as usize..it.end as usize]).collect();
            let expected: Vec<&str> = text.split('\n').filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
