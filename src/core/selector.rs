//! How an annotation says which words it means: the selectors of the W3C Web Annotation model.
//! <https://www.w3.org/TR/annotation-model/#selectors>

use crate::Properties;
use crate::text::{Text, TextRange};
use serde_json::Value;

/// Code points of context on each side, where the article has them. Hypothesis found 32 to be enough to tell most
/// repetitions apart while staying readable in a file; [`describe`] takes more where it is not.
const CONTEXT: usize = 32;

/// The most context on a side. Text that repeats itself for longer than this is told apart by its position alone,
/// and describing it stays quick: a megabyte of one letter must not hold the page.
pub(crate) const CONTEXT_MAX: usize = 512;

/// Repetitions looked at for the same reason. Articles have some thousands of "the".
pub(crate) const REPETITIONS_MAX: usize = 20_000;

/// One segment of what an annotation is about. An annotation of several segments (a quotation interrupted by "she
/// said") has several targets, as the W3C model has it.
///
/// The selectors are alternatives for the same words and are kept as they were described or read: they mean
/// something without the text at hand, so that an annotation whose words are gone stays whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// The words with what stands before and after them.
    pub quote: TextQuoteSelector,
    /// Where the words were when the selector was written.
    pub position: Option<TextPositionSelector>,
    /// Selectors of other types, kept for the tools that know them.
    pub other_selectors: Vec<Value>,
    /// What a file said of the target and this version does not know.
    pub unknown: Properties,
}

impl Target {
    /// The same target for `range` of `text`: described anew, with what other tools said of it.
    pub fn moved_to(&self, text: &Text, range: TextRange) -> Self {
        Self { other_selectors: self.other_selectors.clone(), unknown: self.unknown.clone(), ..describe(text, range) }
    }
}

/// Words and their context. <https://www.w3.org/TR/annotation-model/#text-quote-selector>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextQuoteSelector {
    /// The words.
    pub exact: String,
    /// What stands right before them.
    pub prefix: String,
    /// What stands right after them.
    pub suffix: String,
    /// What a file said of the selector and this version does not know.
    pub unknown: Properties,
}

/// A position in **code points**, the unit of the W3C model: the one place in the crate where an offset is not a
/// byte. Only [`describe`], [`anchor`](crate::anchor::anchor) and [`mod@crate::file`] turn it from and into a [`TextRange`].
/// <https://www.w3.org/TR/annotation-model/#text-position-selector>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextPositionSelector {
    /// The first code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// What a file said of the selector and this version does not know.
    pub unknown: Properties,
}

/// The target that means `range` of `text`: the words, at least 32 code points of context on each side (fewer only
/// where the text ends, more where it takes more to make the words unique), and the position. `range` is snapped to
/// graphemes first.
///
/// ```
/// use glossator_core::{selector::describe, text::{Text, TextRange}};
/// let target = describe(&Text::new("The mayor resigned."), TextRange::new(4, 9));
/// assert_eq!(target.quote.exact, "mayor");
/// assert_eq!(target.quote.prefix, "The ");
/// assert_eq!(target.position.map(|at| (at.start, at.end)), Some((4, 9)));
/// ```
pub fn describe(text: &Text, range: TextRange) -> Target {
    let range = text.snap(range);
    let context = context_needed(text, range).max(CONTEXT);
    let before = &text.as_str()[..range.start];
    let after = &text.as_str()[range.end..];
    let start = before.char_indices().rev().nth(context - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(context).map_or(text.len(), |(at, _)| range.end + at);
    let (start, end) = (text.grapheme_floor(start), text.grapheme_ceil(end));
    Target {
        quote: TextQuoteSelector {
            exact: text.slice(range).to_owned(),
            prefix: text.slice(TextRange::new(start, range.start)).to_owned(),
            suffix: text.slice(TextRange::new(range.end, end)).to_owned(),
            unknown: Properties::new(),
        },
        position: text
            .byte_to_code_point(range.start)
            .zip(text.byte_to_code_point(range.end))
            .map(|(start, end)| TextPositionSelector { start, end, unknown: Properties::new() }),
        other_selectors: Vec::new(),
        unknown: Properties::new(),
    }
}

/// Code points of context on both sides that tell `range` from every other occurrence of its words.
fn context_needed(text: &Text, range: TextRange) -> usize {
    let string = text.as_str();
    let (before, after) = (&string[..range.start], &string[range.end..]);
    occurrences(string, text.slice(range))
        .filter(|&at| at != range.start)
        .take(REPETITIONS_MAX)
        .map(|at| {
            let same_before = common(before.chars().rev(), string[..at].chars().rev());
            let same_after = common(after.chars(), string[at + range.len()..].chars());
            // A side that runs out of text tells nothing apart, however long the context is.
            let differs = |same: usize, side: &str| {
                if same < side.chars().take(same + 1).count() { same + 1 } else { 0 }
            };
            match (differs(same_before, before), differs(same_after, after)) {
                (0, context) | (context, 0) => context,
                (left, right) => left.min(right),
            }
        })
        .max()
        .unwrap_or(0)
        .min(CONTEXT_MAX)
}

/// Code points that both have in common from their start, [`CONTEXT_MAX`] at the most.
pub(crate) fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take(CONTEXT_MAX).take_while(|(a, b)| a == b).count()
}

/// Where `words` occur in `string`, overlapping occurrences too. Nothing occurs for empty words.
pub(crate) fn occurrences<'a>(string: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = words.chars().next().map_or(0, char::len_utf8);
    let mut from = (step > 0).then_some(0);
    std::iter::from_fn(move || {
        let at = from.and_then(|from| Some(from + string[from..].find(words)?));
        from = at.map(|at| at + step);
        at
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, prefix_ends: &str, suffix_starts: &str) {
        let (before, rest) = marked.split_once('[').expect("a start");
        let (exact, after) = rest.split_once(']').expect("an end");
        let text = Text::new(format!("{before}{exact}{after}"));
        let quote = describe(&text, TextRange::new(before.len(), before.len() + exact.len())).quote;
        assert_eq!(quote.exact, exact);
        assert!(before.ends_with(&quote.prefix) && after.starts_with(&quote.suffix), "{quote:?}");
        assert!(quote.prefix.ends_with(prefix_ends), "{quote:?}");
        assert!(quote.suffix.starts_with(suffix_starts), "{quote:?}");
    }

    #[test]
    fn context_is_at_least_thirty_two_code_points() {
        let filler = "é".repeat(40);
        check(&format!("{filler}[x]{filler}"), &"é".repeat(32), &"é".repeat(32));
        check("near [x] ends", "near ", " ends");
    }

    #[test]
    fn context_grows_until_the_quote_is_unique() {
        let same = "the same words over and over and over and over again ";
        check(&format!("first {same}[x] {same}; second {same}x {same}"), &format!("t {same}"), &format!(" {same};"));
        // At the start of the text only the suffix can tell.
        check(&format!("[x] {same}one. x {same}two."), "", &format!(" {same}o"));
    }

    #[test]
    fn context_never_halves_a_grapheme() {
        let family = "👩‍👩‍👧‍👦".repeat(6);
        let text = Text::new(format!("{family}x{family}"));
        let quote = describe(&text, TextRange::new(family.len(), family.len() + 1)).quote;
        assert_eq!(quote.prefix.len() % "👩‍👩‍👧‍👦".len(), 0);
        assert!(quote.prefix.chars().count() >= 32);
    }

    #[test]
    fn a_text_of_one_letter_is_described_quickly_and_within_bounds() {
        let text = Text::new("a".repeat(200_000));
        let quote = describe(&text, TextRange::new(100_000, 100_001)).quote;
        assert_eq!(quote.prefix.len(), CONTEXT_MAX);
    }

    #[test]
    fn occurrences_may_overlap() {
        assert_eq!(occurrences("aaaé aa", "aa").collect::<Vec<_>>(), [0, 1, 6]);
        assert_eq!(occurrences("abc", "").count(), 0);
    }
}
