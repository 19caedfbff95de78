//! An annotation where its words are now.

use crate::anchor::Anchor;
use crate::annotation::Annotation;
use crate::document::Document;
use crate::highlight::anchored;
use crate::text::{Text, TextRange};
use std::rc::Rc;

/// An annotation with the ranges of its words that were found.
pub(super) struct Mark {
    pub annotation: Rc<Annotation>,
    /// In the order of the text, none of them empty, none over another.
    pub ranges: Vec<TextRange>,
    /// Segments whose words have changed since they were marked.
    pub changed: usize,
}

impl Mark {
    /// From the first word to the last; `None` where nothing was found.
    pub fn extent(&self) -> Option<TextRange> {
        let (first, last) = self.ranges.first().zip(self.ranges.last())?;
        Some(TextRange { start: first.start, end: last.end })
    }

    /// The words as they stand in the article, or as they were marked where nothing was found.
    pub fn words(&self, text: &Text) -> String {
        if self.ranges.is_empty() {
            return self.annotation.quote();
        }
        let parts: Vec<&str> = self.ranges.iter().map(|&range| text.slice(range)).collect();
        parts.join(" … ")
    }
}

/// All annotations in reading order, the lost ones last.
pub(super) fn marks(document: &Document) -> Vec<Mark> {
    anchored(document, &[])
        .iter()
        .map(|it| {
            let found = it.anchors.iter().filter_map(|anchor| anchor.range());
            Mark {
                annotation: it.annotation.clone(),
                ranges: joined(found.filter(|range| !range.is_empty()).collect()),
                changed: it.anchors.iter().filter(|anchor| matches!(anchor, Anchor::Changed { .. })).count(),
            }
        })
        .collect()
}

/// Those of which something was found.
pub(super) fn found(document: &Document) -> Vec<Mark> {
    let mut marks = marks(document);
    marks.retain(|mark| !mark.ranges.is_empty());
    marks
}

/// A range in code points, the unit of most formats. Anchors lie on characters, so there always is one.
pub(super) fn code_points(text: &Text, range: TextRange) -> (u64, u64) {
    let count = |byte| text.byte_to_code_point(byte).unwrap_or_default() as u64;
    (count(range.start), count(range.end))
}

/// Sorted, and those that overlap made one: no reader expects an annotation to cover the same words twice.
fn joined(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_unstable();
    let mut joined: Vec<TextRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
