//! Finding an annotation's words in a text that is not the one they were marked in: the expensive sibling of
//! [`anchor`](crate::anchor), for a text that somebody edited. **Offsets in this file are code points**, but for those
//! that come from and go to [`Text`].
//!
//! Every place where the words may be, exact occurrences and approximate ones, is aligned with the quote and its
//! context as a whole. What is left of each of the three parts is added up as agreement, in characters beyond what
//! chance gives, and a place is believed from a fixed agreement on. So a short quote needs context, a long one speaks
//! for itself, and a word that was deleted from between its neighbours is not taken for the next one like it.
//!
//! The thresholds are measured by `cargo xtask bench anchoring`, and wrong is taken for worse than lost: each was
//! raised until no more than 1 in 1,000 passages that are gone was found, and no further.

use crate::anchor::{Anchor, SPEAKS_FOR_ITSELF, anchor_within, expected, halves_a_word, inside, nearer};
use crate::approximate::Haystack;
use crate::effort::Effort;
use crate::selector::{REPETITIONS_MAX, Target, common, occurrences};
use crate::text::{Text, TextRange};
use std::cmp::Reverse;
use unicode_segmentation::UnicodeSegmentation;

/// Code points of context that are compared on each side. [`describe`](crate::selector::describe) gives so many, and
/// more only for text that repeats itself, where the exact comparison of [`anchor`](crate::anchor::anchor) decides.
const CONTEXT: usize = 32;

/// Errors allowed in an approximate search, per mille of the pattern. A passage with 30 % of its words replaced has
/// some 250 in the mean. From 500 on most of what is found is alike in nothing but the frequency of letters, and
/// finding it takes longer than searching.
const ERRORS: usize = 400;

/// What an error takes from the agreement, per mille: the best place for words in a text without them agrees in about
/// 40 % of their letters, and that is to count as no agreement at all.
const ERROR_WEIGHT: usize = 1667;

/// Places that are aligned, of exact and of approximate ones. An alignment takes as long as searching some thousand
/// characters.
const PLACES: usize = 8;

/// From this length on a quote is searched by itself, a shorter one only together with its context.
const SEARCHED_ALONE: usize = 32;

/// From this length on a quote's two ends are aligned, each with so much of it, and not the whole: the table of an
/// alignment grows with the square.
const ENDS: usize = 256;

/// The agreement from which a place is believed, in characters: one side of the context and a word are not enough.
/// With 34, 0.2 to 1 % of single words whose sentences were deleted were found at the beginning of the next sentence,
/// with 40 none; for that, of single words that are there among 15 % of replaced ones 91 % are found and not 96 %.
const AGREEMENT: usize = 40;

/// What must be left of changed words whose neighbours on both sides are found, per mille. With 15 % of the words
/// replaced, 96 % of quotes of three words are found in their place, with 400 in place of 250 they were 93 %.
const LEFT_BETWEEN: u16 = 250;

/// What must be left of changed words where a side is not found, per mille: "The mayor blames" and "The opposition
/// blames" begin two sentences that stand side by side.
const LEFT_OF_SHORT: u16 = 800;

/// The same for quotes from [`LONG`] on. Of 12 words with 30 % replaced, 95 % are found, with 600 they were 85 %.
const LEFT_OF_LONG: u16 = 550;

/// Characters from which a quote is long: seven words or so, which do not come by chance in a like order.
const LONG: usize = 40;

/// Words that must be as they were, per mille: one of three.
const KEPT: usize = 300;

/// What must be left where fewer words are as they were, per mille: a form of the same word, or a typing error mended.
const LEFT_OF_LETTERS: u16 = 700;

/// Where the gap is found that the words left, this much of them must be found elsewhere, per mille: they were moved
/// and not edited.
const MOVED_ON: u16 = 850;

/// Words of a quote that are compared, at the most: the table grows with the square.
const WORDS: usize = 200;

/// Code points of two stretches that are compared as a whole, once their ends that are the same are left out. The
/// tables for more would take more memory than a page has.
const COMPARED: usize = 1 << 14;

/// A text made ready for finding many targets in it.
pub struct Finder {
    text: Text,
    haystack: Haystack,
    effort: Effort,
}

/// A place where a quote may be, as the alignment with quote and context sees it.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: usize,
    end: usize,
    /// How alike the words are, per mille.
    likeness: usize,
    /// Characters of quote and context that agree beyond chance.
    agreement: usize,
    /// The part of it that is context.
    context: usize,
    /// Whether both sides of the context agree, each by a quarter, of which chance alone gives little.
    between: bool,
    /// Errors of the context on both sides.
    errors_beside: usize,
    /// Context that is the very same, without a gap; 0 where the words are not.
    same: usize,
}

/// A target's quote as characters.
struct Quote {
    prefix: Vec<char>,
    exact: Vec<char>,
    suffix: Vec<char>,
    /// Where the quote is to be expected, if anywhere.
    near: Option<usize>,
}

impl Finder {
    /// Takes a text of any length.
    pub fn new(text: Text) -> Self {
        Self::within(text, Effort::endless())
    }

    /// The same, for so much effort altogether.
    pub(crate) fn within(text: Text, effort: Effort) -> Self {
        let haystack = Haystack::new(text.as_str());
        Self { text, haystack, effort }
    }

    /// How much effort there has been.
    pub(crate) fn spent(&self) -> u64 {
        self.effort.spent()
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Where the words of `target` are now, approximately if need be.
    ///
    /// ```
    /// use glossator_core::{anchor::Anchor, reanchor::Finder, selector::describe, text::{Text, TextRange}};
    /// let old = Text::new("On Tuesday the mayor of the town resigned from all of her offices. It rained.");
    /// let target = describe(&old, TextRange::new(15, 41));
    /// let new = Text::new("On Tuesday the major of this town resigned from all her offices. It rained.");
    /// let found = Finder::new(new.clone()).find(&target);
    /// assert!(matches!(found, Anchor::Changed { .. }));
    /// assert_eq!(found.range().map(|range| new.slice(range)), Some("major of this town resigned"));
    /// ```
    pub fn find(&self, target: &Target) -> Anchor {
        self.look(target).unwrap_or(Anchor::Lost)
    }

    /// The same, if that is not more effort than there is room for. A target that was begun is brought to its end.
    pub(crate) fn look(&self, target: &Target) -> Option<Anchor> {
        let cheap = anchor_within(&self.text, target, &self.effort)?;
        let quote = Quote::new(target);
        let speaks = quote.exact.len() >= SPEAKS_FOR_ITSELF;
        if matches!(cheap, Anchor::Exact(_)) || matches!(cheap, Anchor::Moved(_)) && speaks || quote.exact.is_empty() {
            return Some(cheap);
        }
        let mut places = self.exact_places(target, &quote);
        // Nothing that is only alike can be better than the words themselves between their neighbours.
        let settled = |place: &Place| place.likeness == 1000 && quote.surrounds(place.context);
        if !places.iter().any(settled) {
            places.extend(self.approximate_places(&quote)?);
        }
        Some(self.choose(&places, &quote, target))
    }

    /// What to say of the words in `range` if they are those of `target`.
    pub(crate) fn judge(&self, target: &Target, range: TextRange) -> Anchor {
        if self.text.slice(range) != target.quote.exact {
            return Anchor::Changed { range, score: self.score(&target.quote.exact, range).clamp(1, 999) as u16 };
        }
        let in_place = expected(&self.text, target) == Some(range);
        if in_place { Anchor::Exact(range) } else { Anchor::Moved(range) }
    }

    /// The best place that is good enough, if there is one.
    fn choose(&self, places: &[Place], quote: &Quote, target: &Target) -> Anchor {
        let judged: Vec<(Place, Anchor)> =
            places.iter().map(|place| (*place, self.outcome(place, quote, target))).collect();
        let gap = judged.iter().any(|(place, anchor)| *anchor == Anchor::Lost && quote.surrounds(place.context));
        let enough = |place: &Place, anchor: &Anchor| {
            *anchor != Anchor::Lost
                && place.agreement >= AGREEMENT
                && (!gap || quote.exact.len() >= SPEAKS_FOR_ITSELF && anchor.score() >= MOVED_ON)
        };
        let mut good: Vec<(Place, Anchor)> =
            judged.into_iter().filter(|(place, anchor)| enough(place, anchor)).collect();
        let distance = |place: &Place| quote.near.map_or(0, |near| place.start.abs_diff(near));
        good.sort_by_key(|(place, _)| (Reverse(place.agreement), Reverse(place.same), distance(place)));
        let Some((best, anchor)) = good.first() else { return Anchor::Lost };
        let rival = good.iter().find(|(place, other)| place.equals(best) && other.range() != anchor.range());
        match rival {
            Some((rival, _)) if !nearer(distance(best), distance(rival)) => Anchor::Lost,
            _ => *anchor,
        }
    }

    /// What to say of a place if it is the right one: lost, where too little is left of the words.
    fn outcome(&self, place: &Place, quote: &Quote, target: &Target) -> Anchor {
        let bytes = self.text.code_point_to_byte(place.start).zip(self.text.code_point_to_byte(place.end));
        let Some((start, end)) = bytes else { return Anchor::Lost };
        let range = self.whole_words(TextRange { start, end }, target);
        let now = self.text.slice(range);
        let found = self.judge(target, range);
        let Anchor::Changed { score, .. } = found else { return found };
        let kept = kept_words(&target.quote.exact, now) >= KEPT;
        let long = target.quote.exact.chars().count() >= LONG;
        let needed = match (place.between, kept, long) {
            (true, true, _) => LEFT_BETWEEN,
            (true, false, _) => LEFT_OF_LETTERS,
            (false, _, true) => LEFT_OF_LONG,
            (false, _, false) => LEFT_OF_SHORT,
        };
        if score < needed || score < LEFT_OF_SHORT && quote.exact.len() < LONG && self.closed(place, quote) {
            return Anchor::Lost;
        }
        found
    }

    /// Whether prefix and suffix stand side by side there, so that what looks like the rest of the quote is a word of
    /// theirs. Then they agree as well without anything between them.
    fn closed(&self, place: &Place, quote: &Quote) -> bool {
        let slack = 16 + quote.exact.len();
        let start = place.start.saturating_sub(quote.prefix.len() + slack);
        let end = (place.end + quote.suffix.len() + slack).min(self.haystack.len());
        let together: usize = self.cut(&[&quote.prefix, &quote.suffix], start..end).errors.iter().sum();
        together.saturating_sub(place.errors_beside) * 2 < place.end - place.start
    }

    /// How alike `words` and the text in `range` are, per mille.
    fn score(&self, words: &str, range: TextRange) -> usize {
        let points = self.text.byte_to_code_point(range.start).zip(self.text.byte_to_code_point(range.end));
        let Some((start, end)) = points else { return 0 };
        let words: Vec<char> = words.chars().collect();
        likeness(self.distance(&words, start..end), words.len().max(end - start))
    }

    /// The edit distance between `words` and the text in `range`; of very much that differs, all of it.
    fn distance(&self, words: &[char], range: std::ops::Range<usize>) -> usize {
        let text = self.haystack.symbols(range.clone());
        let same = |(word, symbol): &(&char, &u16)| self.haystack.symbol(**word) == Some(**symbol);
        let before = words.iter().zip(text).take_while(same).count();
        let (words, text) = (&words[before..], &text[before..]);
        let after = words.iter().rev().zip(text.iter().rev()).take_while(same).count();
        let (words, length) = (&words[..words.len() - after], text.len() - after);
        let start = range.start + before;
        self.effort.count(range.len() + words.len().div_ceil(64) * length);
        if words.len().min(length) == 0 || words.len().max(length) > COMPARED {
            return words.len().max(length);
        }
        self.haystack.distance(words, start..start + length)
    }

    /// An alignment knows no words: a letter that two different words have in common must not halve one of them. Of
    /// the ranges that halve none the one that has as many words as the quote.
    fn whole_words(&self, range: TextRange, target: &Target) -> TextRange {
        let text = self.text.as_str();
        let quote = &target.quote;
        let halved_start = inside(quote.prefix.chars().next_back(), quote.exact.chars().next());
        let halved_end = inside(quote.exact.chars().next_back(), quote.suffix.chars().next());
        let [starts, ends] = [(range.start, halved_start), (range.end, halved_end)].map(|(at, halved)| {
            let cut = |at: &usize| inside(text[..*at].chars().next_back(), text[*at..].chars().next());
            if halved || !cut(&at) {
                return [at, at];
            }
            let left = text[..at].char_indices().rev().map(|(at, _)| at).find(|at| !cut(at)).unwrap_or(0);
            let right =
                text[at..].char_indices().map(|(after, _)| at + after).find(|at| !cut(at)).unwrap_or(text.len());
            [left, right]
        });
        let words = quote.exact.unicode_words().count();
        // White space at the ends stays only where the quote has it.
        let bare = quote.exact.trim().len() == quote.exact.len();
        let ranges =
            starts.iter().flat_map(|start| ends.iter().map(|end| TextRange { start: *start, end: *end.max(start) }));
        ranges
            .map(|range| if bare { self.text.trim(range) } else { self.text.snap(range) })
            .min_by_key(|it| {
                let moved = it.start.abs_diff(range.start) + it.end.abs_diff(range.end);
                (self.text.slice(*it).unicode_words().count().abs_diff(words), moved)
            })
            .unwrap_or(range)
    }

    /// The occurrences of the very words that have the most context, aligned.
    fn exact_places(&self, target: &Target, quote: &Quote) -> Vec<Place> {
        let text = self.text.as_str();
        let mut found: Vec<(usize, usize)> = occurrences(text, &target.quote.exact)
            .take(REPETITIONS_MAX)
            .filter(|at| !halves_a_word(text, *at, &target.quote))
            .map(|at| {
                let before = common(target.quote.prefix.chars().rev(), text[..at].chars().rev());
                let after = common(target.quote.suffix.chars(), text[at + target.quote.exact.len()..].chars());
                self.effort.count(before + after + target.quote.exact.len());
                (before + after, at)
            })
            .collect();
        found.sort_unstable_by_key(|(context, at)| (Reverse(*context), *at));
        found.truncate(PLACES);
        let aligned = found.into_iter().filter_map(|(same, at)| {
            let start = self.text.byte_to_code_point(at)?;
            Some(Place { same, ..self.align(quote, start..start + quote.exact.len()) })
        });
        aligned.collect()
    }

    /// The best approximate matches of the quote or, if it is short, of the quote with either side's context; aligned.
    fn approximate_places(&self, quote: &Quote) -> Option<Vec<Place>> {
        let (before, words) = (quote.prefix.len(), quote.exact.len());
        let whole: Vec<char> = [&quote.prefix[..], &quote.exact, &quote.suffix].concat();
        // From where to where of the whole is searched. To search all of it as well would find 99.9 in place of 99.2 % of
        // 12 words with 15 % replaced, and take two thirds more time. The two ends of a very long quote are enough to find it by, and
        // take no longer to search than any other quote.
        let parts = if words > 2 * ENDS {
            [before..before + ENDS, before + words - ENDS..before + words]
        } else if words >= SEARCHED_ALONE {
            [before..before + words, 0..0]
        } else {
            [0..before + words, before..whole.len()]
        };
        // Once through the text for each machine word of a pattern.
        let through: usize = parts.iter().map(|part| part.len().div_ceil(64)).sum();
        if !self.effort.spend(through * self.haystack.len()) {
            return None;
        }
        let mut places = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if parts[..index].contains(part) {
                continue;
            }
            let pattern = &whole[part.clone()];
            let errors = pattern.len() * ERRORS / 1000;
            for it in self.haystack.search_best(pattern, errors, PLACES, quote.near.unwrap_or(0)) {
                // From the words found to the quote, as far as the quote had it.
                let start = (it.start + before).saturating_sub(part.start);
                let end = (it.end + before + words).saturating_sub(part.end);
                places.push(self.align(quote, start.min(end)..end.max(start)));
            }
        }
        Some(places)
    }

    /// Aligns the quote and its context with the text around `guess`.
    fn align(&self, quote: &Quote, guess: std::ops::Range<usize>) -> Place {
        let (words, head) = (quote.exact.len(), quote.exact.len().min(ENDS));
        let whole = words <= 2 * ENDS;
        let slack = 16 + head / 4;
        let around = |from: usize, to: usize| from.min(self.haystack.len())..to.min(self.haystack.len());
        if whole {
            let window = around(
                guess.start.saturating_sub(quote.prefix.len() + slack),
                guess.end.max(guess.start + words) + quote.suffix.len() + slack,
            );
            let cut = self.cut(&[&quote.prefix, &quote.exact, &quote.suffix], window);
            return Place::new(quote, cut.ends[0].1, cut.ends[1].0, cut.errors[1], (cut.errors[0], cut.errors[2]));
        }
        let window = around(guess.start.saturating_sub(quote.prefix.len() + slack), guess.start + head + slack);
        let first = self.cut(&[&quote.prefix, &quote.exact[..head]], window);
        let window = around(guess.end.saturating_sub(head + slack), guess.end + quote.suffix.len() + slack);
        let last = self.cut(&[&quote.exact[words - head..], &quote.suffix], window);
        let (start, end) = (first.ends[0].1, last.ends[0].0);
        let errors = self.distance(&quote.exact, start..end.max(start));
        Place::new(quote, start, end.max(start), errors, (first.errors[0], last.errors[1]))
    }

    /// Aligns the parts, one after the other, with some stretch of the text in `window`, so that the errors of all are
    /// as few as can be: the plain table, with the way back through it.
    fn cut(&self, parts: &[&[char]], window: std::ops::Range<usize>) -> Cut {
        let text = self.haystack.symbols(window.clone());
        let pattern: Vec<Option<u16>> =
            parts.iter().flat_map(|part| part.iter().map(|char| self.haystack.symbol(*char))).collect();
        let width = text.len() + 1;
        self.effort.count(width * (pattern.len() + 1));
        let mut table = vec![0u16; width * (pattern.len() + 1)];
        for (row, symbol) in pattern.iter().enumerate() {
            let (above, below) = table.split_at_mut((row + 1) * width);
            let (above, below) = (&above[row * width..], &mut below[..width]);
            below[0] = row as u16 + 1;
            for column in 0..text.len() {
                let replaced = above[column] + u16::from(*symbol != Some(text[column]));
                below[column + 1] = replaced.min(above[column + 1] + 1).min(below[column] + 1);
            }
        }
        let cell = |row: usize, column: usize| table[row * width + column];
        let mut row = pattern.len();
        let mut column = (0..width).min_by_key(|column| cell(row, *column)).unwrap_or(0);
        let mut cut = Cut { ends: vec![(0, 0); parts.len()], errors: vec![0; parts.len()] };
        for (index, part) in parts.iter().enumerate().rev() {
            let (bottom, last) = (row - part.len(), column);
            let errors_at_end = cell(row, column);
            let mut left = column;
            while row > bottom {
                let here = cell(row, column);
                let equal = column > 0 && pattern[row - 1] == Some(text[column - 1]);
                if column > 0 && here == cell(row - 1, column - 1) + u16::from(!equal) {
                    (row, column) = (row - 1, column - 1);
                } else if here == cell(row - 1, column) + 1 {
                    row -= 1;
                } else {
                    column -= 1;
                }
                if row == bottom {
                    left = column;
                }
            }
            let _ = left;
            let errors_at_start = cell(row, column);
            cut.errors[index] += usize::from(errors_at_end - errors_at_start);
            // What was put in between two parts belongs to neither.
            let mut between = column;
            while index > 0 && between > 0 && cell(row, between) == cell(row, between - 1) + 1 {
                between -= 1;
            }
            cut.ends[index].0 = last + window.start;
            if index > 0 {
                cut.ends[index - 1].1 = column + window.start;
                cut.errors[index - 1] += column - between;
                column = between;
            }
        }
        cut
    }
}

/// An alignment of parts with a text.
struct Cut {
    /// For each part where it ends, and where the next one starts.
    ends: Vec<(usize, usize)>,
    /// For each part its errors.
    errors: Vec<usize>,
}

impl Quote {
    fn new(target: &Target) -> Self {
        let quote = &target.quote;
        let prefix: Vec<char> = quote.prefix.chars().rev().take(CONTEXT).collect();
        Self {
            prefix: prefix.into_iter().rev().collect(),
            exact: quote.exact.chars().collect(),
            suffix: quote.suffix.chars().take(CONTEXT).collect(),
            near: target.position.as_ref().map(|position| position.start),
        }
    }
}

impl Quote {
    /// Whether so much agreement of the context leaves no doubt where the quote stood.
    fn surrounds(&self, context: usize) -> bool {
        context * 3 >= (self.prefix.len() + self.suffix.len()) * 2 && context > 0
    }
}

impl Place {
    fn new(quote: &Quote, start: usize, end: usize, errors: usize, (before, after): (usize, usize)) -> Self {
        let length = quote.exact.len().max(end.saturating_sub(start));
        let errors_beside = before + after;
        let (before, after) = (agreement(quote.prefix.len(), before), agreement(quote.suffix.len(), after));
        let context = before + after;
        Self {
            start,
            end: end.max(start),
            likeness: likeness(errors, length),
            agreement: agreement(quote.exact.len(), errors) + context,
            context,
            between: before * 4 >= quote.prefix.len() && after * 4 >= quote.suffix.len() && context > 0,
            errors_beside,
            same: 0,
        }
    }

    /// Whether nothing but its position tells it from another.
    fn equals(&self, other: &Self) -> bool {
        (self.agreement, self.same) == (other.agreement, other.same)
    }
}

/// The words of `old` that are in `new` too, in the same order; per mille.
fn kept_words(old: &str, new: &str) -> usize {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.unicode_words().take(WORDS).collect(), new.unicode_words().take(WORDS).collect());
    let mut row = vec![0usize; new.len() + 1];
    for word in &old {
        let mut diagonal = 0;
        for (column, other) in new.iter().enumerate() {
            let above = row[column + 1];
            row[column + 1] = if word == other { diagonal + 1 } else { above.max(row[column]) };
            diagonal = above;
        }
    }
    (row[new.len()] * 1000).checked_div(old.len()).unwrap_or(0)
}

/// How alike two strings are, per mille of the longer one.
fn likeness(errors: usize, length: usize) -> usize {
    1000 - (errors * 1000).checked_div(length).unwrap_or(1000).min(1000)
}

fn agreement(length: usize, errors: usize) -> usize {
    length.saturating_sub(errors * ERROR_WEIGHT / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use crate::selector::describe;
    use proptest::prelude::*;

    /// `before` and `after` mark a range in brackets: where it was described, and where it is to be found, if at all.
    fn check(before: &str, after: &str) {
        let (old, range) = parse(before);
        let (new, expected) = parse(after);
        let found = Finder::new(new).find(&describe(&old, range.expect("a range to describe")));
        assert_eq!(found.range(), expected, "{before} => {after}: {found:?}");
        let same = expected.is_some_and(|it| parse(after).0.slice(it) == old.slice(range.unwrap_or_default()));
        assert_eq!(matches!(found, Anchor::Changed { score: 1..1000, .. }), expected.is_some() && !same, "{found:?}");
    }

    fn parse(marked: &str) -> (Text, Option<TextRange>) {
        let text = Text::new(marked.replace(['[', ']'], ""));
        let range = marked.find('[').zip(marked.find(']')).map(|(start, end)| TextRange::new(start, end - 1));
        (text, range)
    }

    #[test]
    fn changed_words_are_found_between_their_neighbours() {
        check(
            "It rained in the valley when the [old mayor resigned] from all of her offices on a Monday.",
            "It rained in the valley when the [old major resigned] from all of her offices on a Monday.",
        );
        check(
            "It rained in the valley when the [old mayor resigned] from all of her offices on a Monday.",
            "So it snowed in a valley when the [young mayor resigned] from most of her offices on Monday.",
        );
        check(
            "He said \"[never again, ever]\" and left the room.",
            "He said “[never\u{a0}again, ever]” and left the room.",
        );
    }

    #[test]
    fn long_words_speak_for_themselves() {
        check(
            "Before. [The machines start from both ends and should meet in the spring of next year.] After.",
            "Nothing is as it was! [The machine starts from both ends and should meet in the autumn of next year.] Not this.",
        );
    }

    #[test]
    fn deleted_words_are_not_taken_for_their_neighbours() {
        check(
            "In the third week of June [the bees] stopped flying, and the hives stood in the sun.",
            "In the third week of June stopped flying, and the hives stood in the sun.",
        );
        check(
            "The ball struck the [goalkeeper on the] back, then the post, then the net.",
            "The ball struck the back, then the post, then the net.",
        );
        check(
            "He came. [The] beekeepers say that it may be. The court found that he had gone.",
            "He came. The court found that he had gone.",
        );
    }

    #[test]
    fn short_and_frequent_words_need_their_neighbours() {
        check(
            "The mayor said that [the] river is high.",
            "Not the one nor the other of the two was in the least the same.",
        );
        check("The mayor said that [it] is high.", "It is what it is, and it stays.");
    }

    #[test]
    fn of_two_equal_places_only_a_much_nearer_one_is_believed() {
        let passage = "The last was a dentist from Porto, dressed as a tooth. She was met by the mayor with a towel.";
        check(
            &passage.replace("dentist from Porto", "[dentist from Porto]"),
            &format!("{} {passage}", passage.replace("dentist from Porto", "[dentist from Porto]")),
        );
        let before = "Some forty letters or so stand before it: yes!";
        check(&format!("{before} {}", passage.replace("met by", "[met by]")), &format!("{passage} {passage}"));
    }

    #[test]
    fn a_long_passage_is_found_by_its_ends() {
        let sentences: Vec<String> =
            (0..60).map(|number| format!("Sentence {number} is about {}.", number * 7919)).collect();
        let passage = sentences.join(" ");
        check(
            &format!("Before. [{passage}] After."),
            &format!("Otherwise! [{}] Not.", passage.replace("Sentence 30 is", "This was")),
        );
    }

    #[test]
    fn nothing_and_too_much_are_lost() {
        let mut target = describe(&Text::new("The mayor resigned."), TextRange::new(4, 9));
        assert_eq!(Finder::new(Text::new("")).find(&target), Anchor::Lost);
        target.quote.exact = "longer than all the text ".repeat(50);
        assert_eq!(Finder::new(Text::new("The short resigned.")).find(&target), Anchor::Lost);
        target.quote.exact.clear();
        assert_eq!(Finder::new(Text::new("The mayor resigned.")).find(&target), Anchor::Lost);
    }

    #[test]
    fn a_letter_that_is_everywhere_is_lost() {
        let target = describe(&Text::new("b a c"), TextRange::new(2, 3));
        assert_eq!(Finder::new(Text::new("a".repeat(100_000))).find(&target), Anchor::Lost);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_was_not_edited_is_exact(string in any_text(), a in 0usize..300, b in 0usize..300) {
            let text = Text::new(string);
            let range = text.snap(TextRange::new(a.min(text.len()), b.min(text.len())));
            prop_assume!(!range.is_empty());
            let found = Finder::new(text.clone()).find(&describe(&text, range));
            prop_assert_eq!(found, Anchor::Exact(range));
        }

        #[test]
        fn whatever_is_found_is_a_range_of_the_text(one in any_text(), other in any_text(), a in 0usize..300, b in 0usize..300) {
            let old = Text::new(one);
            let new = Text::new(other);
            let range = old.snap(TextRange::new(a.min(old.len()), b.min(old.len())));
            prop_assume!(!range.is_empty());
            let found = Finder::new(new.clone()).find(&describe(&old, range));
            if let Some(range) = found.range() {
                prop_assert!(!new.slice(range).is_empty());
                prop_assert!(found.score() > 0);
            }
        }
    }
}
