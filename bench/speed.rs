//! What the page that measures speed is given.

use crate::corpus::{self, Dice};
use crate::edits::{self, Edit};
use std::fmt::Write as _;

/// Characters of the text in which an absent quote is searched.
const SEARCHED: usize = 100_000;

/// Words in the quotes that are searched.
const LENGTHS: [usize; 3] = [3, 12, 40];

/// Bytes of the article that is edited.
const EDITED: usize = 1_000_000;

/// Annotations carried over.
const ANNOTATIONS: usize = 1_000;

/// Writes the texts as JSON: one that is searched with absent quotes, and one with what it was edited to and the
/// ranges of annotations, in code points.
pub fn write_texts(file: &str) -> Result<(), String> {
    let sections = corpus::sections()?;
    let mut dice = Dice::new(1);
    let searched: String = corpus::long_article(&sections, SEARCHED * 2, &mut dice).chars().take(SEARCHED).collect();
    // Words in an order that no sentence has.
    let vocabulary: Vec<&str> = sections.iter().flat_map(|section| section.split_whitespace()).collect();
    let quotes = LENGTHS.map(|length| {
        let words: Vec<&str> = (0..length).map(|_| vocabulary[dice.below(vocabulary.len())]).collect();
        words.join(" ")
    });
    let old: Vec<char> = corpus::long_article(&sections, EDITED, &mut dice).chars().collect();
    let other: Vec<char> = corpus::articles(&sections).concat().chars().collect();
    let mut new = old.clone();
    // A word of twenty is replaced, a sentence of fifty moved, and paragraphs are put in.
    for edit in [Edit::WordsReplaced(5), Edit::SentencesMoved(2), Edit::ParagraphsInserted] {
        new = edits::apply(edit, &new, &(0..1), &other, &mut dice).text().chars().collect();
    }
    let words = edits::words(&old);
    let ranges: Vec<String> = (0..ANNOTATIONS)
        .map(|number| {
            let length = [1, 3, 12, 40][number % 4];
            let first = dice.below(words.len() - length);
            format!("[{},{}]", words[first].start, words[first + length - 1].end)
        })
        .collect();
    let [old, new] = [old, new].map(|text| quoted(&text.into_iter().collect::<String>()));
    let json = format!(
        "{{\"text\":{},\"quotes\":[{}],\"old\":{old},\"new\":{new},\"ranges\":[{}]}}",
        quoted(&searched),
        quotes.map(|quote| quoted(&quote)).join(","),
        ranges.join(",")
    );
    std::fs::write(file, json).map_err(|error| format!("{file} cannot be written: {error}."))
}

/// A string of JSON.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => drop(write!(json, "\\{char}")),
            char if char.is_control() => drop(write!(json, "\\u{:04x}", u32::from(char))),
            char => json.push(char),
        }
    }
    json.push('"');
    json
}
