//! The text of another tool, its canonical form, and the way from positions in the one to ranges of the other.

use super::Reader;
use super::problem::Problem;
use crate::article::{Article, Metadata};
use crate::file::Place;
use crate::file::is_address;
use crate::selector::{REPETITIONS_MAX, Target, occurrences};
use crate::text::{Text, TextRange};
use std::rc::Rc;

/// What a tool counts its positions in. The other one is tried where the words say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    CodePoints,
    Utf16,
}

/// A text as it came, and the article that it became.
pub(super) struct Source {
    raw: Text,
    pub article: Rc<Article>,
    /// The lines that were kept: where each was, where it is, and how long.
    lines: Vec<(usize, usize, usize)>,
}

impl Source {
    /// The article of `raw`: a paragraph a line, no white space at the ends of lines, no blank lines.
    pub fn new(raw: &str, title: &str, address: &str) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut lines = Vec::new();
        let mut at = 0;
        for line in raw.split(['\n', '\r']) {
            let kept = line.trim_end_matches(|char: char| char.is_whitespace() && char != '\u{a0}');
            if !kept.is_empty() {
                lines.push((at, text.len(), kept.len()));
                text.push_str(kept);
                text.push('\n');
            }
            at += line.len() + 1;
        }
        let address = if is_address(address) { address } else { "" };
        let metadata = Metadata { title: title.trim().to_owned(), address: address.to_owned(), ..Metadata::default() };
        Self { raw: Text::new(raw), article: Rc::new(Article::new(Text::new(text), vec![], metadata)), lines }
    }

    /// The byte of the article that a byte of the raw text became; what was left out is where it was.
    fn canonical(&self, byte: usize) -> usize {
        match self.lines.partition_point(|(from, _, _)| *from <= byte).checked_sub(1) {
            Some(line) => {
                let (from, to, len) = self.lines[line];
                to + (byte - from).min(len)
            }
            None => 0,
        }
    }

    /// Whether two positions, in code points of the raw text, have nothing but white space between them.
    pub fn only_space_between(&self, start: usize, end: usize) -> bool {
        let bytes = self.raw.code_point_to_byte(start).zip(self.raw.code_point_to_byte(end));
        bytes.is_some_and(|(start, end)| self.raw.slice(TextRange::new(start, end)).trim().is_empty())
    }

    /// The target that means `start` to `end`, whose words are `quote` where the tool says them. Problems are those of
    /// `place`; without a target there is nothing to be had.
    pub fn target(
        &self,
        reader: &mut Reader,
        place: Place,
        (start, end): (Option<usize>, Option<usize>),
        quote: Option<&str>,
        unit: Unit,
    ) -> Option<Target> {
        // The file is refused already.
        if reader.effort.is_too_much() {
            return None;
        }
        let in_unit = |unit: Unit| {
            let byte = |position: Option<usize>| match unit {
                Unit::CodePoints => self.raw.code_point_to_byte(position?),
                Unit::Utf16 => self.raw.utf16_to_byte(position?),
            };
            match (byte(start), byte(end)) {
                (Some(start), Some(end)) if start < end => Some(TextRange { start, end }),
                _ => None,
            }
        };
        let other = if unit == Unit::Utf16 { Unit::CodePoints } else { Unit::Utf16 };
        let here = in_unit(unit);
        let quote = quote.filter(|quote| !quote.trim().is_empty());
        let says = |range: &TextRange| quote.is_none_or(|quote| same(self.raw.slice(*range), quote));
        let range = here.filter(says).or_else(|| in_unit(other).filter(|_| quote.is_some()).filter(says));
        let range = range.or_else(|| {
            // Neither count leads to the words: the nearest place that has them.
            let near = here.map_or(0, |range| range.start);
            let quote = quote.filter(|_| reader.effort.search(&self.raw))?;
            let places = occurrences(self.raw.as_str(), quote).take(REPETITIONS_MAX);
            let at = places.min_by_key(|at| at.abs_diff(near))?;
            reader.report(Problem::OtherWords { place });
            Some(TextRange { start: at, end: at + quote.len() })
        });
        // Words that are nowhere: what stands at the position is what there is.
        let range = range.or_else(|| here.inspect(|_| reader.report(Problem::OtherWords { place })));
        let text = &self.article.text;
        let range = range.map(|range| TextRange::new(self.canonical(range.start), self.canonical(range.end)));
        // A line feed at the end belongs to what comes next.
        let trimmed = range.map(|range| if text.slice(range).trim().is_empty() { range } else { text.trim(range) });
        match trimmed.filter(|range| !range.is_empty()) {
            Some(range) => Some(reader.effort.describe(text, range)),
            None => {
                reader.report(Problem::Position { place });
                None
            }
        }
    }
}

/// Whether two texts have the same words: tools join lines by spaces, and write other line ends.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}
