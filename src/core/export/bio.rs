//! Tokens, one a line, with a column a category: `B-claim` begins, `I-claim` goes on, `O` is outside. A blank line
//! ends a block. One column for all categories would lose marks that overlap.
//!
//! Tokens are the words and marks of punctuation of UAX 29, the same everywhere; their places, in code points, stand
//! beside them so that they can be found again in the text.

use super::mark::{Mark, code_points, found};
use super::words::label;
use crate::annotation::Category;
use crate::document::Document;
use crate::text::{Text, TextRange};
use std::collections::BTreeMap;
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;

pub(super) fn write(document: &Document) -> String {
    let text = &document.article.text;
    let marks = found(document);
    let columns = columns(&marks);
    let mut out = format!(
        "token\tstart\tend\t{}\n",
        columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("\t")
    );
    let mut cursors: Vec<Cursor> = columns.iter().map(|(_, ranges)| Cursor { ranges, at: 0, open: None }).collect();
    for block in &document.article.blocks {
        out.push('\n');
        // What goes on from the block before begins again: a sequence cannot begin in the middle.
        cursors.iter_mut().for_each(|cursor| cursor.open = None);
        for token in tokens(text, block.range) {
            let (start, end) = code_points(text, token);
            // Writing to a string cannot fail.
            let _ = write!(out, "{}\t{start}\t{end}", text.slice(token));
            for ((name, _), cursor) in columns.iter().zip(&mut cursors) {
                let _ = match cursor.over(token) {
                    Place::Outside => write!(out, "\tO"),
                    Place::Begins => write!(out, "\tB-{name}"),
                    Place::Inside => write!(out, "\tI-{name}"),
                };
            }
            out.push('\n');
        }
    }
    out
}

/// The most columns. Every one of them is in every line: thousands of categories would fill any disk.
pub(super) const COLUMNS_MAX: usize = 64;

/// The categories that everybody has, then the others, each with its ranges: sorted, and none over another.
fn columns(marks: &[Mark]) -> Vec<(String, Vec<TextRange>)> {
    let mut columns: Vec<(String, Vec<TextRange>)> =
        Category::ALL.iter().map(|category| (column(category), Vec::new())).collect();
    let mut known: BTreeMap<String, usize> =
        columns.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
    for mark in marks {
        let name = column(&mark.annotation.category);
        let at = match known.get(&name) {
            Some(&at) => at,
            None if columns.len() == COLUMNS_MAX => continue,
            None => {
                known.insert(name.clone(), columns.len());
                columns.push((name, Vec::new()));
                columns.len() - 1
            }
        };
        columns[at].1.extend(&mark.ranges);
    }
    for (_, ranges) in &mut columns {
        ranges.sort_unstable();
        // Of two on the same words the one that begins first stays.
        let mut end = 0;
        ranges.retain(|range| {
            let free = range.start >= end;
            end = if free { range.end } else { end };
            free
        });
    }
    columns
}

/// The name of a category's column: one word.
pub(super) fn column(category: &Category) -> String {
    label(category).split(|char: char| char.is_whitespace() || char.is_control()).collect::<Vec<_>>().join("_")
}

/// The words and marks of punctuation in `within`.
fn tokens(text: &Text, within: TextRange) -> impl Iterator<Item = TextRange> {
    let bounds = text.slice(within).split_word_bound_indices();
    bounds.filter_map(move |(at, word)| {
        let space = |char: char| char.is_whitespace() || char.is_control();
        let start = within.start + at + (word.len() - word.trim_start_matches(space).len());
        let token = word.trim_matches(space);
        // What still has white space within would be two columns.
        (!token.is_empty() && !token.contains(space)).then(|| TextRange { start, end: start + token.len() })
    })
}

enum Place {
    Outside,
    Begins,
    Inside,
}

/// Goes along the ranges of a column as the tokens come.
struct Cursor<'a> {
    ranges: &'a [TextRange],
    at: usize,
    /// The range that the last token was in.
    open: Option<usize>,
}

impl Cursor<'_> {
    fn over(&mut self, token: TextRange) -> Place {
        while self.ranges.get(self.at).is_some_and(|range| range.end <= token.start) {
            self.at += 1;
        }
        let here = self.ranges.get(self.at).is_some_and(|range| range.start < token.end).then_some(self.at);
        let place = match here {
            None => Place::Outside,
            Some(_) if here == self.open => Place::Inside,
            Some(_) => Place::Begins,
        };
        self.open = here;
        place
    }
}
