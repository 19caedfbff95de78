//! Where the words of one text went in another: a difference by words, made a little at a time.
//!
//! Four words in a row that occur once in each text are the same four words. The longest sequence of such fours that
//! keeps its order holds the texts together (the idea of the patience difference, on fours instead of lines); what
//! lies between two of them is short, and is compared by the histogram difference of `imara-diff`. Fours that left
//! their order are passages that were moved.

use crate::approximate::folded;
use crate::text::{Text, TextRange};
use imara_diff::{Algorithm, Diff, Token};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// Words in a row that hold the texts together. Three repeat themselves in any longer text ("one of the"), and of
/// five hardly any are left where a third of the words was replaced.
const ROW: usize = 4;

/// Words between two rows, in both texts together, that are compared at once: some milliseconds. Only text without any
/// row in common has more, and nothing of it is mapped.
const BETWEEN_MAX: usize = 6_000;

/// Words on each side that are asked whether they came along.
const BESIDE: usize = 6;

/// What a word of a gap costs in comparing, in words read.
const GAP_COST: usize = 8;

/// No word.
const NONE: u32 = u32::MAX;

/// A row that occurs more than once.
const REPEATED: u32 = u32::MAX - 1;

/// A difference of two texts, finished when [`Difference::step`] has nothing left to do.
pub struct Difference {
    texts: [Text; 2],
    words: [Vec<Word>; 2],
    /// How far each text was cut into words, in bytes.
    cut: [usize; 2],
    rows: HashMap<u64, [u32; 2], BuildHasherDefault<Identity>>,
    /// How many rows of each text were entered into `rows`.
    entered: [usize; 2],
    /// The rows that occur once in each text, as word of the old and of the new one, each with the one before it in
    /// the longest sequence that ends with it.
    shared: Vec<(usize, usize, Option<usize>)>,
    /// For each length the row that the best sequence of that length ends with.
    tops: Vec<usize>,
    /// For each old word the new one, or [`NONE`].
    pairs: Vec<u32>,
    /// Rows that left their order, as word of the old and of the new text.
    moved: Vec<(usize, usize)>,
    gaps: Vec<[Range<usize>; 2]>,
    phase: Phase,
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Words(usize),
    Rows(usize),
    Order,
    Runs,
    Gaps,
    Moves,
    Done,
}

/// A word, or a character that is none.
#[derive(Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    /// A digest of its letters, which stands for them.
    id: u64,
    letters: bool,
}

/// Where a range of the old text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The range in the new text.
    pub range: TextRange,
    /// Words of it that came along, per mille.
    pub kept: usize,
    /// Sides, 0 to 2, whose neighbouring words came along too. An end of the text is a neighbour of the other end.
    pub sides: usize,
    /// Whether the three words beside it on one of the sides came along without a gap.
    pub firm: bool,
    /// Whether a word right beside it came along without a gap.
    pub touched: bool,
    /// Words that came along.
    pub words: usize,
}

impl Difference {
    /// The difference from `old` to `new`, of which nothing is done yet.
    pub fn new(old: Text, new: Text) -> Self {
        Self {
            texts: [old, new],
            words: Default::default(),
            cut: [0; 2],
            rows: HashMap::default(),
            entered: [0; 2],
            shared: Vec::new(),
            tops: Vec::new(),
            pairs: Vec::new(),
            moved: Vec::new(),
            gaps: Vec::new(),
            phase: Phase::Words(0),
        }
    }

    /// Does about as much of the work as reading `budget` characters is, and says how much it was; `0` when all is
    /// done.
    ///
    /// ```
    /// use glossator_core::{difference::Difference, text::{Text, TextRange}};
    /// let (old, new) = (Text::new("The old mayor resigned."), Text::new("Then the old, tired mayor resigned."));
    /// let mut difference = Difference::new(old, new);
    /// while difference.step(1000) > 0 {}
    /// let mapped = difference.map(TextRange::new(8, 22)).expect("it is there");
    /// assert_eq!(mapped.range, TextRange::new(20, 34));
    /// ```
    pub fn step(&mut self, budget: usize) -> usize {
        let mut done = 0;
        while done < budget.max(1) && self.phase != Phase::Done {
            let left = budget.max(1) - done;
            done += match self.phase {
                Phase::Words(side) => self.cut_words(side, left),
                Phase::Rows(side) => self.enter_rows(side, left),
                Phase::Order => self.order(left),
                Phase::Runs => self.join(),
                Phase::Gaps => self.compare_gap(),
                Phase::Moves => self.pair_moved(),
                Phase::Done => 0,
            }
            .max(1);
        }
        done
    }

    /// Whether all is done.
    pub fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }

    /// Where the words in `range` of the old text went, if any word of it came along and nothing tore it apart.
    pub fn map(&self, range: TextRange) -> Option<Mapped> {
        let [old, new] = &self.words;
        let first = old.partition_point(|word| word.end as usize <= range.start);
        let last = old.partition_point(|word| (word.start as usize) < range.end);
        if !self.is_done() || first >= last {
            return None;
        }
        let came = |word: usize| self.pairs.get(word).copied().filter(|pair| *pair != NONE).map(|pair| pair as usize);
        let pairs: Vec<(usize, usize)> = (first..last).filter_map(|word| Some((word, came(word)?))).collect();
        let (&(head, start), &(tail, end)) = (pairs.first()?, pairs.last()?);
        let spread = pairs.windows(2).all(|two| two[0].1 < two[1].1);
        if !spread || end - start > (last - first) * 3 / 2 + 1 {
            return None;
        }
        // A replaced word at an end is as far from the first that came along as it was, if no neighbour stands there.
        let before = first.checked_sub(1).and_then(came).filter(|word| *word < start);
        let after = came(last).filter(|word| *word > end);
        let start = start.saturating_sub(head - first).max(before.map_or(0, |word| word + 1));
        let end = (end + (last - 1 - tail)).min(after.map_or(new.len(), |word| word) - 1);
        let near = |word: usize, from: usize, to: usize| came(word).is_some_and(|pair| (from..to).contains(&pair));
        let left = (first.saturating_sub(BESIDE)..first)
            .filter(|word| near(*word, start.saturating_sub(2 * BESIDE), start))
            .count();
        let right =
            (last..(last + BESIDE).min(old.len())).filter(|word| near(*word, end + 1, end + 1 + 2 * BESIDE)).count();
        let sides = usize::from(left >= 2 || first == 0 && start == 0)
            + usize::from(right >= 2 || last == old.len() && end + 1 == new.len());
        // The ends of the texts are beside each other.
        let follows = |step: usize| match (first.checked_sub(step), start.checked_sub(step)) {
            (Some(word), Some(pair)) => came(word) == Some(pair),
            (word, pair) => word == pair,
        };
        let precedes = |step: usize| match (last + step - 1, end + step) {
            (word, pair) if word < old.len() && pair < new.len() => came(word) == Some(pair),
            (word, pair) => word >= old.len() && pair >= new.len(),
        };
        let firm = (1..=3).all(follows) || (1..=3).all(precedes);
        let touched = follows(1) || precedes(1);
        let letters = |words: &[Word]| words.iter().filter(|word| word.letters).count().max(1);
        let words = pairs.iter().filter(|(word, _)| old[*word].letters).count();
        let kept = words * 1000 / letters(&old[first..last]);
        let [old_text, new_text] = [0, 1].map(|side| self.texts[side].as_str());
        // A range that begins or ends within a word, or in the white space beside one, does so in the new text too, if
        // that is the same.
        let like = |word: usize, pair: usize, at: usize, edge: fn(&Word) -> u32| {
            let (from, to) = (edge(&old[word]) as usize, edge(&new[pair]) as usize);
            let same = |at: usize, other: usize| {
                let part = |text: &str, one: usize, two: usize| text.get(one.min(two)..one.max(two)).map(str::to_owned);
                part(old_text, from, at).is_some_and(|part_of_old| part(new_text, to, other) == Some(part_of_old))
            };
            let other =
                (to + at).checked_sub(from).filter(|other| self.pairs[word] as usize == pair && same(at, *other));
            other.unwrap_or(to)
        };
        let range = TextRange {
            start: like(first, start, range.start, |word| word.start),
            end: like(last - 1, end, range.end, |word| word.end),
        };
        (range.start < range.end).then_some(Mapped { range, kept, sides, firm, touched, words })
    }

    fn cut_words(&mut self, side: usize, budget: usize) -> usize {
        let text = self.texts[side].as_str();
        let from = self.cut[side];
        let mut word: Option<Word> = None;
        let mut at = from;
        for (offset, char) in text[from..].char_indices() {
            at = from + offset;
            let joins = char.is_alphanumeric() && !stands_alone(char);
            if !joins || word.is_none() {
                self.words[side].extend(word.take());
                if offset >= budget {
                    self.cut[side] = at;
                    return offset;
                }
            }
            if char.is_whitespace() {
                continue;
            }
            let char = folded(char);
            let known = word.get_or_insert(Word { start: at as u32, end: 0, id: 0, letters: char.is_alphanumeric() });
            known.end = (at + text[at..].chars().next().map_or(0, char::len_utf8)) as u32;
            known.id = mixed(known.id, u64::from(u32::from(char)));
            if !joins {
                self.words[side].extend(word.take());
            }
        }
        self.words[side].extend(word);
        self.cut[side] = text.len();
        self.phase = if side == 0 { Phase::Words(1) } else { Phase::Rows(0) };
        if side == 1 {
            self.rows.reserve(self.words[0].len() + self.words[1].len() / 2);
            self.pairs = vec![NONE; self.words[0].len()];
        }
        at - from
    }

    fn enter_rows(&mut self, side: usize, budget: usize) -> usize {
        let words = &self.words[side];
        let rows = words.len().saturating_sub(ROW - 1);
        let from = self.entered[side];
        let to = rows.min(from + budget / 4 + 1);
        for at in from..to {
            let row = row(&words[at..at + ROW]);
            if side == 1 && !self.rows.contains_key(&row) {
                continue;
            }
            let entry = &mut self.rows.entry(row).or_insert([NONE; 2])[side];
            *entry = if *entry == NONE { at as u32 } else { REPEATED };
        }
        self.entered[side] = to;
        if to == rows {
            self.phase = if side == 0 { Phase::Rows(1) } else { Phase::Order };
        }
        (to - from) * 4
    }

    /// Finds the rows that occur once in each text, in the order of the old one, and with each of them the longest
    /// sequence so far that keeps its order in the new one.
    fn order(&mut self, budget: usize) -> usize {
        let words = &self.words[0];
        let rows = words.len().saturating_sub(ROW - 1);
        let from = self.entered[0] - rows;
        let to = rows.min(from + budget / 4 + 1);
        for at in from..to {
            let Some([old, new]) = self.rows.get(&row(&words[at..at + ROW])).filter(|pair| pair.iter().all(once))
            else {
                continue;
            };
            let (index, new) = (self.shared.len(), *new as usize);
            let length = self.tops.partition_point(|top| self.shared[*top].1 < new);
            let before = length.checked_sub(1).map(|length| self.tops[length]);
            self.shared.push((*old as usize, new, before));
            match self.tops.get_mut(length) {
                Some(top) => *top = index,
                None => self.tops.push(index),
            }
        }
        // Beyond the number of rows it counts those that were put in order.
        self.entered[0] = to + rows;
        if to == rows {
            self.rows = HashMap::default();
            self.phase = Phase::Runs;
        }
        (to - from) * 4
    }

    /// Pairs the words of the rows that keep their order, and finds the gaps between them.
    fn join(&mut self) -> usize {
        let rows = std::mem::take(&mut self.shared);
        let mut in_order = vec![false; rows.len()];
        let mut next = self.tops.last().copied();
        while let Some(index) = next {
            in_order[index] = true;
            next = rows[index].2;
        }
        // Rows that follow each other are one run.
        let mut runs: Vec<[Range<usize>; 2]> = Vec::new();
        for (index, (row, other, _)) in rows.iter().copied().enumerate() {
            if !in_order[index] {
                self.moved.push((row, other));
                continue;
            }
            match runs.last_mut() {
                Some([old, new]) if row <= old.end && other <= new.end && row - old.start == other - new.start => {
                    *old = old.start..row + ROW;
                    *new = new.start..other + ROW;
                }
                _ => runs.push([row..row + ROW, other..other + ROW]),
            }
        }
        let (mut old, mut new) = (0, 0);
        let mut doubtful = 0;
        for (index, run) in runs.iter().enumerate() {
            self.gap(old..run[0].start, new..run[1].start);
            // Where two runs share words, something between them is gone or new that begins or ends with these words,
            // and which of the two they are cannot be known.
            let before = doubtful;
            doubtful = runs.get(index + 1).map_or(0, |next| {
                let shared = |side: usize| run[side].end.saturating_sub(next[side].start);
                shared(0).max(shared(1))
            });
            for (word, pair) in run[0].clone().zip(run[1].clone()).skip(before) {
                if word + doubtful < run[0].end {
                    self.pairs[word] = pair as u32;
                }
            }
            (old, new) = (run[0].end, run[1].end);
        }
        let (old_end, new_end) = (self.words[0].len(), self.words[1].len());
        self.gap(old..old_end, new..new_end);
        self.phase = Phase::Gaps;
        rows.len()
    }

    fn gap(&mut self, old: Range<usize>, new: Range<usize>) {
        if !old.is_empty() && !new.is_empty() && old.len() + new.len() <= BETWEEN_MAX {
            self.gaps.push([old, new]);
        }
    }

    fn compare_gap(&mut self) -> usize {
        let Some([old, new]) = self.gaps.pop() else {
            self.phase = Phase::Moves;
            return 1;
        };
        let mut numbers: HashMap<u64, u32, BuildHasherDefault<Identity>> = HashMap::default();
        let mut numbered = |words: &[Word]| -> Vec<Token> {
            let mut number = |word: &Word| {
                let next = numbers.len() as u32;
                Token(*numbers.entry(word.id).or_insert(next))
            };
            words.iter().map(&mut number).collect()
        };
        let (before, after) = (numbered(&self.words[0][old.clone()]), numbered(&self.words[1][new.clone()]));
        let mut difference = Diff::default();
        difference.compute_with(Algorithm::Histogram, &before, &after, numbers.len() as u32);
        let (mut word, mut pair) = (old.start, new.start);
        let hunks = difference.hunks().map(|hunk| (hunk.before, hunk.after));
        let ends = (old.len() as u32..old.len() as u32, new.len() as u32..new.len() as u32);
        for (removed, added) in hunks.chain([ends]) {
            while word < old.start + removed.start as usize {
                self.pairs[word] = pair as u32;
                (word, pair) = (word + 1, pair + 1);
            }
            (word, pair) = (old.start + removed.end as usize, new.start + added.end as usize);
        }
        (old.len() + new.len()) * GAP_COST
    }

    fn pair_moved(&mut self) -> usize {
        let mut taken = vec![false; self.words[1].len()];
        for pair in self.pairs.iter().filter(|pair| **pair != NONE) {
            taken[*pair as usize] = true;
        }
        for (old, new) in std::mem::take(&mut self.moved) {
            for step in 0..ROW {
                let (word, pair) = (old + step, new + step);
                if self.pairs[word] == NONE && !taken[pair] {
                    self.pairs[word] = pair as u32;
                    taken[pair] = true;
                }
            }
        }
        self.phase = Phase::Done;
        self.pairs.len()
    }
}

/// Characters of scripts that put no space between words: each counts as one.
fn stands_alone(char: char) -> bool {
    matches!(char, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A digest of a row of words.
fn row(words: &[Word]) -> u64 {
    words.iter().fold(0, |row, word| mixed(row, word.id))
}

/// Whether a row occurs, and not more than once.
fn once(at: &u32) -> bool {
    *at < REPEATED
}

/// A step of a digest, from the finish of SplitMix64.
fn mixed(digest: u64, value: u64) -> u64 {
    let z = (digest.rotate_left(5) ^ value).wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 31)
}

/// Keys that are digests need no other.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mixed(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    fn difference(old: &str, new: &str, budget: usize) -> Difference {
        let mut difference = Difference::new(Text::new(old), Text::new(new));
        while difference.step(budget) > 0 {}
        difference
    }

    /// `before` and `after` mark a range in brackets: where it was, and where it went, if anywhere.
    fn check(before: &str, after: &str) {
        let parse = |marked: &str| {
            let range = marked.find('[').zip(marked.find(']')).map(|(start, end)| TextRange::new(start, end - 1));
            (marked.replace(['[', ']'], ""), range)
        };
        let ((old, range), (new, expected)) = (parse(before), parse(after));
        for budget in [1, 7, usize::MAX] {
            let mapped = difference(&old, &new, budget).map(range.expect("a range"));
            assert_eq!(mapped.map(|it| it.range), expected, "{before} => {after}: {mapped:?}");
        }
    }

    #[test]
    fn words_are_followed() {
        check("one two [three four] five", "zero one two [three four] five");
        check("one two [three four] five six", "one two [three and four] five six");
        check("one two [three four] five six", "one two [three 4] five six");
        check("one two [three four] five six", "one two [3 four] five six");
        check("one “two” [three]  four", "one \"two\"\n\n[three] four");
        check("行ったり[来たり]する毎日", "また行ったり[来たり]する毎日だ");
        check("one un[believ]able two", "so one un[believ]able two");
    }

    #[test]
    fn deleted_words_are_not() {
        check("one two [three] four five six seven", "one two four five six seven");
        check("a b c d. [The] e f g h. The i j k l.", "a b c d. The i j k l.");
        check("one [two] three", "");
    }

    #[test]
    fn moved_sentences_are_followed() {
        check(
            "He came late. She saw the [old] mayor resign that day. They left by the road to the sea.",
            "They left by the road to the sea. She saw the [old] mayor resign that day. He came late.",
        );
    }

    #[test]
    fn texts_without_a_word_in_common_and_empty_ones_are_nothing_special() {
        let many = |word: &str| format!("{word} ").repeat(50_000);
        assert_eq!(difference(&many("a"), &many("b"), 10_000).map(TextRange::new(0, 1)), None);
        // The same word and nothing else: no row occurs once, and too much lies between.
        assert_eq!(difference(&many("a"), &many("a"), 10_000).map(TextRange::new(0, 1)), None);
        assert_eq!(difference("", "", 1).map(TextRange::new(0, 0)), None);
        assert_eq!(difference("a", "a", 1).map(TextRange::new(0, 90)).map(|it| it.range), Some(TextRange::new(0, 1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn pieces_of_work_make_no_difference(old in any_text(), new in any_text(), a in 0usize..200, b in 0usize..200) {
            let range = TextRange::new(a, b);
            let at_once = difference(&old, &new, usize::MAX).map(range);
            prop_assert_eq!(difference(&old, &new, 3).map(range), at_once);
            if let Some(mapped) = at_once {
                prop_assert!(new.get(mapped.range.bytes()).is_some_and(|words| !words.is_empty()));
            }
        }

        #[test]
        fn what_stays_is_mapped_to_itself(words in prop::collection::vec("[a-z]{2,8}", 1..80), a in 0usize..80) {
            let text = words.join(" ");
            let start: usize = words[..a % words.len()].iter().map(|word| word.len() + 1).sum();
            let range = TextRange::new(start, start + words[a % words.len()].len());
            let mapped = difference(&text, &text, 100).map(range);
            // A word between rows that are not unique may be left out, but never goes elsewhere.
            prop_assert!(mapped.is_none_or(|mapped| mapped.range == range), "{mapped:?}");
        }
    }
}
