//! Carrying annotations over to an edited article, a little at a time, so that a page can do other things in between.
//! There is no clock here: the unit of work is a character compared.

use crate::anchor::Anchor;
use crate::difference::{Difference, Mapped};
use crate::effort::Effort;
use crate::reanchor::Finder;
use crate::selector::Target;
use crate::text::{Text, TextRange};

/// What a target costs that needs no search, in characters.
const MAPPED_COST: usize = 200;

/// Characters that are compared altogether, looking for the words of a file: some ten seconds. A thousand annotations
/// that are gone from an article of a megabyte ask for most of it, and a file has room for fifty thousand.
const LOOKING: u64 = 1 << 32;

/// How alike the words in a mapped range must be to be believed without a search, per mille. Less is left to the
/// search, which sees a passage that was moved and not edited.
const ALIKE: u16 = 700;

/// A quote of so many characters is no word that stands everywhere, and needs no neighbour that touches it: with 5
/// in place of 4, 98.9 % of single words would be found and not 99.2 %. Without any such rule 0.12 % were wrong.
const RARE: usize = 4;

/// So many words do not come along by chance, and need no neighbours.
const MANY: usize = 4;

/// Words that must have come along where the rest was replaced, per mille: one of four.
const KEPT: usize = 240;

/// Finds targets of one text in another.
pub struct Carrier {
    difference: Option<Difference>,
    old: Option<Text>,
    finder: Finder,
    targets: Vec<Target>,
    anchors: Vec<Anchor>,
    not_looked_for: Vec<usize>,
    progress: Progress,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Work done.
    pub done: usize,
    /// Work altogether; `done` once all is done.
    pub total: usize,
}

impl Progress {
    /// Whether all is done.
    pub fn is_complete(self) -> bool {
        self.done == self.total
    }
}

impl Carrier {
    /// Carries `targets` over to `new`; `old` is the text that they were described in, if it came along.
    pub fn new(old: Option<Text>, new: Text, targets: Vec<Target>) -> Self {
        Self::within(old, new, targets, LOOKING)
    }

    /// The same, comparing no more than so many characters in looking for words, but for the last that are looked for.
    fn within(old: Option<Text>, new: Text, targets: Vec<Target>, most: u64) -> Self {
        let read = old.as_ref().map_or(0, |old| old.len() + new.len());
        let total = read + targets.len();
        Self {
            difference: old.clone().map(|old| Difference::new(old, new.clone())),
            old,
            finder: Finder::within(new, Effort::of(most)),
            anchors: Vec::with_capacity(targets.len()),
            not_looked_for: Vec::new(),
            targets,
            progress: Progress { done: 0, total },
        }
    }

    /// Does about as much of the work as comparing `budget` characters is; at least a step of it.
    ///
    /// ```
    /// use glossator_core::{anchor::Anchor, carry_over::Carrier, selector::describe, text::{Text, TextRange}};
    /// let (old, new) = (Text::new("The old mayor resigned."), Text::new("On Monday the old mayor resigned."));
    /// let target = describe(&old, TextRange::new(8, 13));
    /// let mut carrier = Carrier::new(Some(old), new, vec![target]);
    /// while !carrier.step(10_000).is_complete() {}
    /// assert_eq!(carrier.anchors(), [Anchor::Moved(TextRange::new(18, 23))]);
    /// ```
    pub fn step(&mut self, budget: usize) -> Progress {
        let mut spent = 0;
        let read = self.progress.total - self.targets.len();
        if let Some(difference) = self.difference.as_mut().filter(|difference| !difference.is_done()) {
            spent += difference.step(budget);
            self.progress.done = (self.progress.done + spent).min(read.saturating_sub(1));
            if !difference.is_done() {
                return self.progress;
            }
        }
        self.progress.done = read + self.anchors.len();
        while spent < budget.max(1) && self.anchors.len() < self.targets.len() {
            let before = self.finder.spent();
            let anchor = self.carry(&self.targets[self.anchors.len()]).unwrap_or_else(|| {
                self.not_looked_for.push(self.anchors.len());
                Anchor::Lost
            });
            self.anchors.push(anchor);
            self.progress.done += 1;
            let looking = usize::try_from(self.finder.spent() - before).unwrap_or(usize::MAX);
            spent = spent.saturating_add(MAPPED_COST).saturating_add(looking);
        }
        self.progress
    }

    /// The anchors found so far, in the order of the targets.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// Those of the targets that are called lost because there is no room to look for them; their indices, in order.
    pub fn not_looked_for(&self) -> &[usize] {
        &self.not_looked_for
    }

    /// Where a target is now, unless there is no room for looking for it.
    fn carry(&self, target: &Target) -> Option<Anchor> {
        let mapped = self.mapped(target);
        let rare = target.quote.exact.chars().count() >= RARE;
        let pinned = |mapped: &Mapped| mapped.sides == 2 && (mapped.touched || mapped.words > 1 || rare);
        let certain = |mapped: &Mapped, anchor: &Anchor| match anchor {
            Anchor::Exact(_) | Anchor::Moved(_) => mapped.firm || pinned(mapped) || mapped.words >= MANY,
            changed => mapped.sides >= 1 && changed.score() >= ALIKE,
        };
        if let Some((_, anchor)) = mapped.as_ref().filter(|(mapped, anchor)| certain(mapped, anchor)) {
            return Some(*anchor);
        }
        Some(match (self.finder.look(target)?, mapped) {
            // Pinned down by its neighbours on both sides, what is left of a passage is where it was.
            (Anchor::Lost, Some((mapped, anchor)))
                if mapped.kept >= KEPT && (pinned(&mapped) || mapped.words >= MANY) =>
            {
                anchor
            }
            (found, _) => found,
        })
    }

    /// Where the difference says that the words went, and what is there.
    fn mapped(&self, target: &Target) -> Option<(Mapped, Anchor)> {
        let (difference, old) = (self.difference.as_ref()?, self.old.as_ref()?);
        let position = target.position.as_ref()?;
        let range =
            TextRange { start: old.code_point_to_byte(position.start)?, end: old.code_point_to_byte(position.end)? };
        // The position is the file's word for it, the quote the annotator's: where they differ, the quote is right.
        if range.start >= range.end || old.slice(range) != target.quote.exact {
            return None;
        }
        let mapped = difference.map(range)?;
        Some((mapped, self.finder.judge(target, mapped.range)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use crate::selector::{TextQuoteSelector, describe};
    use proptest::prelude::*;

    fn carried(old: Option<&str>, new: &str, targets: &[Target], budget: usize) -> Vec<Anchor> {
        let mut carrier = Carrier::new(old.map(Text::new), Text::new(new), targets.to_vec());
        let mut before = Progress::default();
        loop {
            let progress = carrier.step(budget);
            assert!(progress.done >= before.done && progress.done <= progress.total, "{before:?} {progress:?}");
            before = progress;
            if progress.is_complete() {
                return carrier.anchors().to_vec();
            }
        }
    }

    fn target(text: &str, words: &str) -> Target {
        let start = text.find(words).expect("the words");
        describe(&Text::new(text), TextRange::new(start, start + words.len()))
    }

    #[test]
    fn the_text_decides_where_the_quote_alone_cannot() {
        let old = "They said so. Then it rained, it rained and it rained. Nobody knew why.";
        let new = "It is told that they said so. Then it rained, it rained hard and it rained. But nobody knew why.";
        let mut middle = target(old, "it rained and");
        // Without context, as other tools write it.
        (middle.quote.prefix, middle.quote.suffix) = (String::new(), String::new());
        middle.quote.exact = "it rained".to_owned();
        middle.position.as_mut().expect("a position").end -= 4;
        let start = new.find("it rained hard").expect("the words");
        let found = carried(Some(old), new, &[middle.clone()], 100);
        assert_eq!(found, [Anchor::Moved(TextRange::new(start, start + 9))]);
        assert_eq!(carried(None, new, &[middle], 100), [Anchor::Lost]);
    }

    #[test]
    fn what_is_left_between_its_neighbours_is_changed_and_what_is_not_is_lost() {
        let old = "When the rain came the old grey mayor resigned from all of her offices, and the town was glad.";
        let new = "When the rain came the kind young mayor resigned from all of her offices, and the town was glad.";
        let gone = "When the rain came, and the town was glad.";
        let target = target(old, "old grey mayor");
        let found = carried(Some(old), new, std::slice::from_ref(&target), 100)[0];
        assert_eq!(found.range().map(|range| &new[range.bytes()]), Some("kind young mayor"));
        assert!(matches!(found, Anchor::Changed { .. }));
        assert_eq!(carried(Some(old), gone, &[target], 100), [Anchor::Lost]);
    }

    #[test]
    fn a_text_that_is_not_what_the_quote_says_is_not_believed() {
        let target = target("The old mayor resigned.", "mayor");
        assert_eq!(carried(Some("Another text came along."), "A text came.", &[target], 9), [Anchor::Lost]);
    }

    #[test]
    fn looking_ends_and_what_was_not_looked_for_is_told() {
        let text = "Here is what is left of the article, and none of it is what anybody marked. ".repeat(400);
        let gone = "words of a quotation that are nowhere in this text, however long one looks for them";
        let lost = Target {
            quote: TextQuoteSelector { exact: gone.to_owned(), ..TextQuoteSelector::default() },
            ..Target::default()
        };
        let mut targets = vec![lost; 2_000];
        // Where it is expected costs nothing, and is found whatever there was before.
        let here = TextRange::new(8, 20);
        targets.push(describe(&Text::new(text.as_str()), here));
        let most = 10_000_000;
        let mut carrier = Carrier::within(None, Text::new(text.as_str()), targets, most);
        while !carrier.step(1).is_complete() {}
        // The last one that is begun may go over it by a table or two.
        let spent = carrier.finder.spent();
        assert!(spent > most / 2 && spent < most + 1_000_000, "{spent}");
        let looked_for = 2_000 - carrier.not_looked_for().len();
        assert!((20..200).contains(&looked_for), "{looked_for}");
        assert!(carrier.not_looked_for().iter().eq((looked_for..2_000).collect::<Vec<_>>().iter()));
        assert_eq!(carrier.anchors()[2_000], Anchor::Exact(here));
        assert!(carrier.anchors()[..2_000].iter().all(|anchor| *anchor == Anchor::Lost));
    }

    #[test]
    fn no_targets_and_no_text_are_done() {
        assert_eq!(carried(None, "", &[], 0), []);
        assert_eq!(carried(Some(""), "", &[target("a b", "b")], 0), [Anchor::Lost]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn slices_make_no_difference_and_an_equal_text_is_exact(
            string in any_text(),
            other in any_text(),
            a in 0usize..300,
            b in 0usize..300,
        ) {
            let text = Text::new(string.as_str());
            let range = text.snap(TextRange::new(a.min(text.len()), b.min(text.len())));
            prop_assume!(!range.is_empty());
            let targets = [describe(&text, range)];
            prop_assert_eq!(carried(Some(&string), &string, &targets, 10), [Anchor::Exact(range)]);
            let at_once = carried(Some(&string), &other, &targets, usize::MAX);
            prop_assert_eq!(carried(Some(&string), &other, &targets, 1), at_once);
        }
    }
}
