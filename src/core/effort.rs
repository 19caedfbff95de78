//! How much searching a file may ask for. One that is nothing but short words in a long text, or words that are not in
//! it, would otherwise keep a page busy for hours: a file has room for a hundred thousand of them.
//!
//! The unit is a character compared, a nanosecond or so, and never time: the same file is searched as far everywhere.

use crate::Properties;
use crate::selector::{
    CONTEXT_MAX, REPETITIONS_MAX, Target, TextPositionSelector, TextQuoteSelector, describe, occurrences,
};
use crate::text::{Text, TextRange};
use std::cell::Cell;

/// Characters that are compared one by one where words are described: a tenth of a second. An article with a thousand
/// annotations asks for a hundredth.
const DESCRIBING: u64 = 1 << 25;

/// The same where words are looked for as they are: a second at the most. Four thousand annotations that all moved in an
/// article of a megabyte ask for all of it.
const LOOKING: u64 = 1 << 28;

/// Bytes of words that are described: as many as a file may have, because what is read is written, and read again.
const WORDS: u64 = 20 * 1024 * 1024;

/// How many characters are passed over, looking for words, in the time that one is compared.
const PASSED: usize = 16;

/// Code points of context on each side where looking for more is too much effort.
const CONTEXT: usize = 32;

/// Counts the characters that were compared.
#[derive(Debug)]
pub(crate) struct Effort {
    spent: Cell<u64>,
    most: u64,
    /// Bytes of words that were described.
    words: Cell<u64>,
}

impl Effort {
    /// For so many characters.
    pub fn of(most: u64) -> Self {
        Self { spent: Cell::new(0), most, words: Cell::new(0) }
    }

    /// For describing the words of a file.
    pub fn describing() -> Self {
        Self::of(DESCRIBING)
    }

    /// For looking for the words of a file.
    pub fn looking() -> Self {
        Self::of(LOOKING)
    }

    /// For a single thing, which is bounded in itself.
    pub fn endless() -> Self {
        Self::of(u64::MAX)
    }

    /// How many it was.
    pub fn spent(&self) -> u64 {
        self.spent.get()
    }

    /// Counts what was compared in any case.
    pub fn count(&self, characters: usize) {
        self.spent.set(self.spent.get().saturating_add(characters as u64));
    }

    /// Whether there is room for a search through `text`; if so, it counts.
    pub fn search(&self, text: &Text) -> bool {
        self.spend(text.len() / PASSED)
    }

    /// Whether there is room for comparing that many characters; if so, they count.
    pub fn spend(&self, characters: usize) -> bool {
        let spent = self.spent.get().saturating_add(characters as u64);
        let room = spent <= self.most;
        if room {
            self.spent.set(spent);
        }
        room
    }

    /// Whether positions stood for more words than a file may hold: a position is short, and what it stands for may be
    /// the whole text, a hundred thousand times over.
    pub fn is_too_much(&self) -> bool {
        self.words.get() > WORDS
    }

    /// What [`describe`] says, or, where that is too much effort, the same with the least context. Nothing once it
    /// [is too much](Self::is_too_much).
    pub fn describe(&self, text: &Text, range: TextRange) -> Target {
        if self.is_too_much() {
            return Target::default();
        }
        let target = self.described(text, range);
        let TextQuoteSelector { exact, prefix, suffix, .. } = &target.quote;
        self.words.set(self.words.get() + (exact.len() + prefix.len() + suffix.len()) as u64);
        target
    }

    fn described(&self, text: &Text, range: TextRange) -> Target {
        let words = text.slice(text.snap(range));
        if self.search(text) {
            // One more than there is room for is enough to know that there is none.
            let left = usize::try_from(self.most.saturating_sub(self.spent())).unwrap_or(usize::MAX);
            let room = left / (2 * CONTEXT_MAX) + 2;
            let times = occurrences(text.as_str(), words).take(REPETITIONS_MAX.min(room)).count();
            if self.spend(times.saturating_sub(1) * (2 * CONTEXT_MAX + words.len())) {
                return describe(text, range);
            }
        }
        plain(text, range)
    }
}

fn plain(text: &Text, range: TextRange) -> Target {
    let range = text.snap(range);
    let (before, after) = (&text.as_str()[..range.start], &text.as_str()[range.end..]);
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| range.end + at);
    let slice = |start, end| text.slice(TextRange::new(start, end)).to_owned();
    let points = |byte| text.byte_to_code_point(byte).unwrap_or_default();
    Target {
        quote: TextQuoteSelector {
            exact: slice(range.start, range.end),
            prefix: slice(text.grapheme_floor(start), range.start),
            suffix: slice(range.end, text.grapheme_ceil(end)),
            unknown: Properties::new(),
        },
        position: Some(TextPositionSelector {
            start: points(range.start),
            end: points(range.end),
            unknown: Properties::new(),
        }),
        ..Target::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::{Anchor, anchor};
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_least_context_is_enough_for_the_place(string in any_text(), a in 0usize..300, b in 0usize..300) {
            let text = Text::new(string);
            let range = text.snap(TextRange::new(a.min(text.len()), b.min(text.len())));
            prop_assume!(!range.is_empty());
            prop_assert_eq!(anchor(&text, &plain(&text, range)), Anchor::Exact(range));
        }
    }

    #[test]
    fn effort_ends() {
        let effort = Effort::of(1000);
        assert!(effort.spend(1000));
        assert!(!effort.spend(1) && effort.spend(0));
        assert_eq!(effort.spent(), 1000);
        let text = Text::new("one two");
        assert_eq!(effort.describe(&text, TextRange::new(4, 7)), describe(&text, TextRange::new(4, 7)));
    }
}
