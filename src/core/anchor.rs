//! Finding an annotation's words in a text. The inverse of [`describe`](crate::selector::describe).
//!
//! Wrong is worse than lost: a highlight on other words than the annotator meant is a lie in somebody's name. So the
//! position is believed only where it still holds the words, and words that are found elsewhere are believed only
//! where their surroundings agree or where they are too long to be there by chance.
//!
//! This is the cheap half, which a page may call for every annotation it shows. What it takes for lost in a text that
//! was edited, [`reanchor`](crate::reanchor) and [`carry_over`](crate::carry_over) may still find.

use crate::effort::Effort;
use crate::selector::{CONTEXT_MAX, REPETITIONS_MAX, Target, TextQuoteSelector, common, occurrences};
use crate::text::{Text, TextRange, is_word};
use std::cmp::Reverse;

/// Where a target's words are now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    /// Where the selector says.
    Exact(TextRange),
    /// The same words in another place.
    Moved(TextRange),
    /// Words that are nearly the same; a person has to look.
    Changed {
        /// The words as they are now.
        range: TextRange,
        /// How alike they are, per mille: the page neither reads nor writes floating-point numbers.
        score: u16,
    },
    /// Not found, or not with enough certainty.
    Lost,
}

impl Anchor {
    /// Where the words are, if they were found.
    pub fn range(self) -> Option<TextRange> {
        match self {
            Self::Exact(range) | Self::Moved(range) | Self::Changed { range, .. } => Some(range),
            Self::Lost => None,
        }
    }

    /// How alike the words are to those that were marked, per mille; 0 where they are lost.
    pub fn score(self) -> u16 {
        match self {
            Self::Exact(_) | Self::Moved(_) => 1000,
            Self::Changed { score, .. } => score,
            Self::Lost => 0,
        }
    }
}

/// Code points from which a quote that occurs once is believed without any context: five words or so. Shorter ones
/// ("the mayor") turn up in any text about the same thing.
pub(crate) const SPEAKS_FOR_ITSELF: usize = 24;

/// The part of the context that must agree for a shorter quote: one in so many characters. An edit beside the quote spoils one side of it and
/// leaves the other, so a third is what a quote with one intact neighbour reaches easily and chance does not.
const CONTEXT_SHARE: usize = 3;

/// Characters on each side that must agree for a shorter quote: a word or so. In a text whose sentences were deleted or
/// moved, a word at the beginning of a sentence finds one full side of its context at the beginning of the next.
const NEIGHBOUR: usize = 6;

/// Where the words of `target` are in `text`: at their position if it still holds them, else wherever they are found
/// with the best context; the nearest to the position where several are equally good.
///
/// ```
/// use glossator_core::{anchor::{Anchor, anchor}, selector::describe, text::{Text, TextRange}};
/// let (old, new) = (Text::new("The mayor resigned."), Text::new("On Monday, the mayor resigned. The mayor wept."));
/// let target = describe(&old, TextRange::new(4, 9));
/// assert_eq!(anchor(&old, &target), Anchor::Exact(TextRange::new(4, 9)));
/// assert_eq!(anchor(&new, &target), Anchor::Moved(TextRange::new(15, 20)));
/// assert_eq!(anchor(&Text::new("Nobody resigned."), &target), Anchor::Lost);
/// ```
pub fn anchor(text: &Text, target: &Target) -> Anchor {
    anchor_within(text, target, &Effort::endless()).unwrap_or(Anchor::Lost)
}

/// The same, if that is not more effort than there is room for. Words that are where they are expected cost none.
pub(crate) fn anchor_within(text: &Text, target: &Target, effort: &Effort) -> Option<Anchor> {
    let quote = &target.quote;
    let expected = expected(text, target);
    // Context is compared only so far; a grapheme of thousands of marks makes it longer.
    let compared = |context: &str| context.chars().take(CONTEXT_MAX).count();
    let wanted = compared(&quote.prefix) + compared(&quote.suffix);
    let agreeing = |at: usize| {
        let before = text.as_str()[..at].chars().rev();
        let after = text.as_str()[at + quote.exact.len()..].chars();
        (common(quote.prefix.chars().rev(), before), common(quote.suffix.chars(), after))
    };
    let speaks = quote.exact.chars().count() >= SPEAKS_FOR_ITSELF;
    let beside = |same: usize, context: &str| same >= (compared(context) / 2).min(NEIGHBOUR);
    if let Some(range) = expected
        && text.slice(range) == quote.exact
        && agreeing(range.start) == (compared(&quote.prefix), compared(&quote.suffix))
    {
        return Some(Anchor::Exact(range));
    }
    if !effort.search(text) {
        return None;
    }
    let near = expected.map_or(0, |range| range.start);
    let mut count = 0;
    let (mut best, mut rival) = (None, None);
    for at in occurrences(text.as_str(), &quote.exact).take(REPETITIONS_MAX) {
        count += 1;
        let (before, after) = agreeing(at);
        // To find the place, the words were compared as well.
        if !effort.spend(before + after + quote.exact.len()) {
            return None;
        }
        if halves_a_word(text.as_str(), at, quote)
            || !(speaks || beside(before, &quote.prefix) && beside(after, &quote.suffix))
        {
            continue;
        }
        let found = (before + after, Reverse(at.abs_diff(near)), at);
        rival = rival.max(best.min(Some(found)));
        best = best.max(Some(found));
    }
    let Some((context, Reverse(distance), at)) = best else {
        return Some(Anchor::Lost);
    };
    let rival = rival.filter(|rival| rival.0 == context);
    if rival.is_some_and(|(_, Reverse(other), _)| expected.is_none() || !nearer(distance, other)) {
        return Some(Anchor::Lost);
    }
    let range = TextRange::new(at, at + quote.exact.len());
    let alone = count == 1 && speaks;
    let in_place = expected == Some(range);
    let agrees = wanted > 0 && context * CONTEXT_SHARE >= wanted;
    Some(match range {
        // Another tool's selector may come without context: then the position, which holds the words, is all there is.
        _ if in_place && (wanted == 0 || agrees) => Anchor::Exact(range),
        _ if alone || agrees => Anchor::Moved(range),
        _ => Anchor::Lost,
    })
}

/// Whether a place is so much nearer to where the words are expected than another that this alone may decide. Where a
/// passage was copied, the original moves by the length of the copy. Without a factor a copy is taken for the original
/// in 4 % of the cases; with 2 in none of 4,000, and 10 % are lost; with 4, 20 % are lost.
pub(crate) fn nearer(distance: usize, other: usize) -> bool {
    distance * 2 <= other && other > 0
}

/// Whether the quote begins or ends within a word there, and does not so by itself.
pub(crate) fn halves_a_word(text: &str, at: usize, quote: &TextQuoteSelector) -> bool {
    let end = at + quote.exact.len();
    let halves = |before: &str, after: &str| inside(before.chars().next_back(), after.chars().next());
    halves(&text[..at], &text[at..]) && !halves(&quote.prefix, &quote.exact)
        || halves(&text[..end], &text[end..]) && !halves(&quote.exact, &quote.suffix)
}

/// Whether a place between two characters is within a word.
pub(crate) fn inside(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(is_word) && after.is_some_and(is_word)
}

/// Where the position says, if there is such a place.
pub(crate) fn expected(text: &Text, target: &Target) -> Option<TextRange> {
    let position = target.position.as_ref()?;
    let range =
        TextRange { start: text.code_point_to_byte(position.start)?, end: text.code_point_to_byte(position.end)? };
    (range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use crate::selector::describe;
    use proptest::prelude::*;

    /// `before` and `after` mark a range in brackets: where it was described, and where it is to be found.
    fn check(before: &str, after: &str) {
        let (old, range) = parse(before);
        let (new, expected) = parse(after);
        let found = anchor(&new, &describe(&old, range.expect("a range to describe")));
        assert_eq!(found.range(), expected, "{before} => {after}: {found:?}");
    }

    fn parse(marked: &str) -> (Text, Option<TextRange>) {
        let text = Text::new(marked.replace(['[', ']'], ""));
        let range = marked.find('[').zip(marked.find(']')).map(|(start, end)| TextRange::new(start, end - 1));
        (text, range)
    }

    #[test]
    fn words_are_found_where_they_went() {
        check("The [mayor] resigned.", "Yesterday the [mayor] resigned.");
        check("He said no. [She said no.] They left.", "They came. He said no. [She said no.] They left.");
        check("a b a [b] a b", "a b a [b] a b");
        check(
            "The [mayor resigned on Monday morning] at ten.",
            "Nothing else is left but: [mayor resigned on Monday morning]",
        );
    }

    #[test]
    fn words_without_their_surroundings_are_lost_rather_than_wrong() {
        check("The [mayor] resigned.", "Nobody saw that the cat was the mayor's and so it stayed.");
        check("It rained. [The] mayor resigned.", "Something else entirely. The end.");
        check("A [car] came.", "Nothing.");
    }

    #[test]
    fn the_position_decides_among_equals_and_never_against_the_words() {
        let text = Text::new("yes\nyes\nyes\n");
        for start in [0, 4, 8] {
            let range = TextRange::new(start, start + 3);
            assert_eq!(anchor(&text, &describe(&text, range)), Anchor::Exact(range));
        }
        let mut target = describe(&Text::new("The mayor resigned."), TextRange::new(4, 9));
        target.position = None;
        assert_eq!(anchor(&Text::new("The mayor resigned."), &target), Anchor::Moved(TextRange::new(4, 9)));
    }

    #[test]
    fn a_quote_without_context_is_believed_in_its_place() {
        let text = Text::new("a mayor and a mayor");
        let mut target = describe(&text, TextRange::new(14, 19));
        (target.quote.prefix, target.quote.suffix) = (String::new(), String::new());
        assert_eq!(anchor(&text, &target), Anchor::Exact(TextRange::new(14, 19)));
        target.position = None;
        assert_eq!(anchor(&text, &target), Anchor::Lost);
    }

    #[test]
    fn words_beside_a_grapheme_of_thousands_of_marks_are_found() {
        let text = Text::new(format!("e{} word e{}", "\u{301}".repeat(10_000), "\u{301}".repeat(10_000)));
        let start = text.as_str().find("word").expect("the word");
        let range = TextRange::new(start, start + 4);
        assert_eq!(anchor(&text, &describe(&text, range)), Anchor::Exact(range));
    }

    #[test]
    fn looking_for_what_is_everywhere_or_nowhere_ends() {
        let text = Text::new("a".repeat(50_000));
        let quote = |exact: &str| TextQuoteSelector {
            exact: exact.to_owned(),
            prefix: "b".to_owned(),
            ..TextQuoteSelector::default()
        };
        let range = TextRange::new(5, 6);
        let here = describe(&text, range);
        for (exact, before) in [("aaaa", 0..20), ("aaaab", 50..400)] {
            let target = Target { quote: quote(exact), ..Target::default() };
            let effort = Effort::of(1_000_000);
            let done = (0..1000).filter(|_| anchor_within(&text, &target, &effort).is_some()).count();
            assert!(before.contains(&done), "{exact}: {done}");
            assert!(effort.spent() <= 1_000_000);
            // What is where it is expected costs nothing.
            assert_eq!(anchor_within(&text, &here, &effort), Some(Anchor::Exact(range)));
        }
    }

    #[test]
    fn impossible_positions_are_lost_and_not_a_panic() {
        let text = Text::new("🚗 short");
        let mut target = describe(&text, TextRange::new(0, 4));
        for (start, end) in [(usize::MAX, 0), (3, 1), (0, usize::MAX), (900, 901)] {
            target.position = Some(crate::selector::TextPositionSelector { start, end, ..Default::default() });
            assert_eq!(anchor(&text, &target).range(), Some(TextRange::new(0, 4)));
        }
        target.quote.exact.clear();
        assert_eq!(anchor(&text, &target), Anchor::Lost);
    }

    proptest! {
        #[test]
        fn anchor_inverts_describe(string in any_text(), a in 0usize..300, b in 0usize..300) {
            let text = Text::new(string);
            let range = text.snap(TextRange::new(a.min(text.len()), b.min(text.len())));
            prop_assume!(!range.is_empty());
            prop_assert_eq!(anchor(&text, &describe(&text, range)), Anchor::Exact(range));
        }

        #[test]
        fn text_put_before_moves_every_anchor_along(string in any_text(), a in 0usize..300, b in 0usize..300) {
            let old = Text::new(string);
            let range = old.snap(TextRange::new(a.min(old.len()), b.min(old.len())));
            prop_assume!(!range.is_empty());
            let new = Text::new(format!("Put before, with no bracket.\n{}", old.as_str()));
            let found = anchor(&new, &describe(&old, range)).range();
            if let Some(found) = found {
                prop_assert_eq!(new.slice(found), old.slice(range));
            }
        }
    }
}
