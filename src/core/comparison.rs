//! What differs between two versions of an article, paragraph by paragraph, to be read.

use crate::article::Article;
use imara_diff::{Algorithm, Diff, Token};
use std::collections::HashMap;
use std::ops::Range;

/// Words of a paragraph, in both versions together, that are compared: some milliseconds. A longer one is shown whole.
const WORDS_MAX: usize = 4_000;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They are in both versions.
    Kept,
    /// They are in the old one alone.
    Removed,
    /// They are in the new one alone.
    Added,
}

/// A paragraph that differs: its words in order, with what became of them, and a space after the last one.
pub type Paragraph = Vec<(Fate, String)>;

/// Where two versions differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The first paragraphs that differ.
    pub paragraphs: Vec<Paragraph>,
    /// How many more do.
    pub more: usize,
}

/// What differs between `old` and `new`, of which as many paragraphs are given as have `bytes` together.
///
/// ```
/// use glossator_core::{article::plain_text, comparison::{Fate, compare}};
/// let [old, new] = ["Ten people came.", "Twelve people came."].map(plain_text::parse);
/// let words = compare(&old, &new, 1000).paragraphs.remove(0);
/// assert_eq!(words[0], (Fate::Removed, "Ten ".to_owned()));
/// ```
pub fn compare(old: &Article, new: &Article, bytes: usize) -> Comparison {
    let (old, new) = (texts(old), texts(new));
    let mut comparison = Comparison::default();
    let mut left = Some(bytes);
    for (removed, added) in hunks(&old, &new) {
        // Which paragraph became which is not known; where as many went as came, the first is likely the first.
        for at in 0..removed.len().max(added.len()) {
            let before = removed.clone().nth(at).map_or("", |at| old[at]);
            let after = added.clone().nth(at).map_or("", |at| new[at]);
            left = left.and_then(|left| left.checked_sub(before.len() + after.len()));
            match left {
                Some(_) => comparison.paragraphs.push(paragraph(before, after)),
                None => comparison.more += 1,
            }
        }
    }
    comparison
}

fn texts(article: &Article) -> Vec<&str> {
    article.blocks.iter().map(|block| article.text.slice(block.range)).collect()
}

fn paragraph(before: &str, after: &str) -> Paragraph {
    // A last word is the same word where others follow it.
    let spaced = |text: &str| if text.is_empty() { String::new() } else { format!("{text} ") };
    let (before, after) = (spaced(before), spaced(after));
    let before: Vec<&str> = before.split_inclusive(char::is_whitespace).collect();
    let after: Vec<&str> = after.split_inclusive(char::is_whitespace).collect();
    let mut parts = Paragraph::new();
    let mut push = |fate: Fate, words: &[&str]| {
        if !words.is_empty() {
            parts.push((fate, words.concat()));
        }
    };
    let all = (0..before.len(), 0..after.len());
    let hunks = if before.len() + after.len() > WORDS_MAX { vec![all] } else { hunks(&before, &after) };
    let mut from = 0;
    for (removed, added) in hunks {
        push(Fate::Kept, &before[from..removed.start]);
        push(Fate::Removed, &before[removed.clone()]);
        push(Fate::Added, &after[added]);
        from = removed.end;
    }
    push(Fate::Kept, &before[from..]);
    parts
}

/// The ranges that differ, in order.
fn hunks(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut tokens: Vec<Token> = Vec::new();
    for item in old.iter().chain(new) {
        let next = numbers.len();
        tokens.push(Token(*numbers.entry(item).or_insert(next) as u32));
    }
    let (before, after) = tokens.split_at(old.len());
    let mut difference = Diff::default();
    difference.compute_with(Algorithm::Histogram, before, after, numbers.len() as u32);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    difference.hunks().map(|hunk| (range(hunk.before), range(hunk.after))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleBuilder, BlockKind, Metadata};
    use proptest::prelude::*;

    /// An article in a small notation: paragraphs between bars.
    fn article(notation: &str) -> Article {
        let mut article = ArticleBuilder::default();
        notation.split('|').for_each(|text| article.push(BlockKind::Paragraph, text));
        article.finish(Metadata::default())
    }

    /// Removed words stand in brackets, added ones in braces.
    fn check(old: &str, new: &str, expected: &str) {
        let comparison = compare(&article(old), &article(new), usize::MAX);
        let part = |(fate, words): &(Fate, String)| match fate {
            Fate::Kept => words.clone(),
            Fate::Removed => format!("[{words}]"),
            Fate::Added => format!("{{{words}}}"),
        };
        let paragraph = |it: &Paragraph| it.iter().map(part).collect::<String>();
        let shown: Vec<String> = comparison.paragraphs.iter().map(paragraph).collect();
        assert_eq!(shown.join("|"), expected, "{old} to {new}");
    }

    #[test]
    fn what_differs_is_told_by_words_and_what_does_not_is_left_out() {
        check("one two", "one two", "");
        check("a b c|same|d", "a x c|same|d", "a [b ]{x }c ");
        check("a|b", "a|new words|b", "{new words }");
        check("a b", "a b c", "a b {c }");
        check("a|b|c", "a|c", "[b ]");
        check("a one|b two|c", "a 1|b 2|c", "a [one ]{1 }|b [two ]{2 }");
    }

    #[test]
    fn there_is_an_end_to_it() {
        let many = |word: &str| article(&vec![word; 1_000].join("|"));
        let comparison = compare(&many("old"), &many("new"), 60);
        assert_eq!((comparison.paragraphs.len(), comparison.more), (10, 990));
        let long = |word: &str| article(format!("{word} ").repeat(WORDS_MAX).trim());
        assert_eq!(compare(&long("old"), &long("new"), usize::MAX).paragraphs[0].len(), 2);
    }

    proptest! {
        #[test]
        fn both_versions_are_in_it(old in "[ab]( [ab]){0,4}([|][ab]( [ab]){0,4}){0,6}", new in "[ab]( [ab]){0,4}([|][ab]( [ab]){0,4}){0,6}") {
            for paragraph in compare(&article(&old), &article(&new), usize::MAX).paragraphs {
                let side = |without: Fate| -> String {
                    paragraph.iter().filter(|(fate, _)| *fate != without).map(|(_, words)| words.as_str()).collect()
                };
                let has = |version: &str, side: String| side.is_empty() || version.split('|').any(|text| text == side.trim_end());
                prop_assert!(has(&old, side(Fate::Added)) && has(&new, side(Fate::Removed)), "{:?}", paragraph);
                prop_assert!(paragraph.iter().any(|(fate, _)| *fate != Fate::Kept));
            }
        }
    }
}
