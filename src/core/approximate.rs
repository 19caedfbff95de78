//! Words that are nearly there: approximate search by edit distance. **Offsets in this file are code points.**
//!
//! The table of edit distances is computed a column a character, 64 rows in one machine word, from the differences
//! between neighbouring cells: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
//! programming", Journal of the ACM 46 (1999). Longer patterns take several words, of which only those are computed
//! whose cells can still lead to a match (Ukkonen's cut-off).
//!
//! A step waits for the one before it, so several parts of the text are searched side by side: an absent quote is what
//! takes longest, and most annotations that are looked for here are absent.

use pair::Pair;
use std::collections::HashMap;
use std::ops::Range;

/// Rows in a machine word.
const WORD: usize = 64;

/// Parts of the text that are searched side by side, an even number. In Chromium an absent quote took 2.1 ns a character
/// with four, 1.3 with six and as long with eight.
const LANES: usize = 6;

/// A shorter text is not worth dividing.
const DIVIDED_FROM: usize = 1 << 11;

/// Stands for what matches nothing: the 65,535th different character of a text and all that come after it.
const NO_SYMBOL: u16 = 0;

/// A text made ready to be searched many times: a number for each character, equal for those that mean the same to a
/// reader. Kinds of white space, of quotation marks and of dashes are not told apart.
pub struct Haystack {
    symbols: Vec<u16>,
    ascii: [u16; 128],
    others: HashMap<char, u16>,
    count: u16,
}

/// Where a pattern was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The first code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// Characters to put in, leave out or replace until it is the pattern.
    pub errors: usize,
}

impl Haystack {
    /// Takes a text of any length.
    pub fn new(text: &str) -> Self {
        let mut haystack =
            Self { symbols: Vec::with_capacity(text.len()), ascii: [NO_SYMBOL; 128], others: HashMap::new(), count: 0 };
        for char in text.chars() {
            let symbol = match haystack.ascii.get(char as usize) {
                Some(symbol) if *symbol != NO_SYMBOL => *symbol,
                _ => haystack.symbol(char).unwrap_or_else(|| haystack.add(char)),
            };
            haystack.symbols.push(symbol);
        }
        haystack
    }

    /// The length in code points.
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// Where `pattern` is found with the fewest errors, of which there are `errors` at the most. Of matches that
    /// overlap the best is given, of equally good ones the first; in the order of the text. Nothing is found for an
    /// empty pattern.
    ///
    /// ```
    /// use glossator_core::approximate::{Haystack, Match};
    /// let text = Haystack::new("On Monday, the mayer resined.");
    /// assert_eq!(text.search("mayor resigned", 4), [Match { start: 15, end: 28, errors: 2 }]);
    /// assert_eq!(text.search("mayor resigned", 1), []);
    /// ```
    pub fn search(&self, pattern: &str, errors: usize) -> Vec<Match> {
        let pattern: Vec<char> = pattern.chars().collect();
        let mut found = self.best_ends(&pattern, errors);
        self.find_starts(&pattern, &mut found);
        found
    }

    /// The best `count` matches, of equally good ones those that end nearest to `near`; the best first.
    pub(crate) fn search_best(&self, pattern: &[char], errors: usize, count: usize, near: usize) -> Vec<Match> {
        let mut found = self.best_ends(pattern, errors);
        found.sort_unstable_by_key(|it| (it.errors, it.end.abs_diff(near)));
        found.truncate(count);
        self.find_starts(pattern, &mut found);
        found
    }

    /// The best end of those that are beside each other. The starts are not known yet and equal the ends.
    fn best_ends(&self, pattern: &[char], errors: usize) -> Vec<Match> {
        let mut best: Vec<Match> = Vec::new();
        for end in self.ends(pattern, 0..self.len(), errors) {
            match best.last_mut() {
                Some(last) if end.end - last.end <= pattern.len() / 2 => {
                    if end.errors < last.errors {
                        *last = end;
                    }
                }
                _ => best.push(end),
            }
        }
        best
    }

    fn find_starts(&self, pattern: &[char], found: &mut [Match]) {
        if found.is_empty() {
            return;
        }
        let reversed = Pattern::new(self, pattern.iter().rev().copied());
        for it in found {
            it.start = self.start(&reversed, *it);
        }
    }

    /// Every end of a match within `range`, with the fewest errors of a match that ends there. The starts are not
    /// known yet and equal the ends.
    fn ends(&self, pattern: &[char], range: Range<usize>, errors: usize) -> Vec<Match> {
        let mut ends = Vec::new();
        // With as many errors as characters, the empty match is everywhere.
        if pattern.is_empty() || errors >= pattern.len() {
            return ends;
        }
        let mut found = |end: usize, errors: usize| ends.push(Match { start: end, end, errors });
        if pattern.len() <= WORD {
            self.scan_short(pattern, range, errors, &mut found);
            ends.sort_unstable_by_key(|it| it.end);
        } else {
            let compiled = Pattern::new(self, pattern.iter().copied());
            for region in self.regions(pattern, range, errors) {
                let mut column = Column::new(&compiled, errors, false);
                let from = region.start;
                for (at, symbol) in self.symbols[region].iter().enumerate() {
                    if let Some(errors) = column.step(*symbol).filter(|found| *found <= errors) {
                        found(from + at + 1, errors);
                    }
                }
            }
        }
        ends
    }

    /// Where a long pattern can be. It is cut into pieces of a word each: a match of the whole with so many errors
    /// holds a piece with no more than its share of them, so that all else can be left out (R. Baeza-Yates and
    /// G. Navarro, "Faster approximate string matching", Algorithmica 23, 1999). Pieces need no carry between words.
    fn regions(&self, pattern: &[char], range: Range<usize>, errors: usize) -> Vec<Range<usize>> {
        let pieces = pattern.len().div_ceil(WORD);
        let mut regions: Vec<Range<usize>> = Vec::new();
        for piece in 0..pieces {
            let (start, end) = (pattern.len() * piece / pieces, pattern.len() * (piece + 1) / pieces);
            let (before, after) = (end + errors, pattern.len() - end + errors);
            self.scan_short(&pattern[start..end], range.clone(), errors / pieces, &mut |end, _| {
                // A column is right once everything that its matches can begin with was seen.
                let region = end.saturating_sub(before + errors).max(range.start)..(end + after).min(range.end);
                match regions.last_mut() {
                    Some(last) if last.start <= region.start && region.start <= last.end => {
                        last.end = last.end.max(region.end);
                    }
                    _ => regions.push(region),
                }
            });
        }
        regions.sort_unstable_by_key(|region| region.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for region in regions {
            match joined.last_mut() {
                Some(last) if region.start <= last.end => last.end = last.end.max(region.end),
                _ => joined.push(region),
            }
        }
        joined
    }

    /// Every end of a pattern of one word, not in order.
    fn scan_short(&self, pattern: &[char], range: Range<usize>, errors: usize, found: &mut dyn FnMut(usize, usize)) {
        let masks = Masks::new(self, pattern);
        let text = &self.symbols[range.clone()];
        // A match is no longer than this, so that a part that starts so much earlier misses nothing.
        let overlap = pattern.len() + errors;
        // Of a pair whose lanes are the same, the first one reports.
        let mut alone = |lanes: &mut Lanes<1>, text: Range<usize>| {
            let parts = [[&self.symbols[text.clone()]; 2]];
            lanes.scan(&masks, parts, errors, &mut |lane, at, errors| {
                if lane == 0 {
                    found(text.start + at + 1, errors);
                }
            });
        };
        if text.len() < DIVIDED_FROM.max(LANES * overlap * 2) {
            return alone(&mut Lanes::new(&masks), range);
        }
        let share = text.len() / LANES;
        let starts: [usize; LANES] = std::array::from_fn(|lane| (lane * share).saturating_sub(overlap));
        let mut lanes = Lanes::<{ LANES / 2 }>::new(&masks);
        let parts = std::array::from_fn(|pair| [0, 1].map(|lane| &text[starts[2 * pair + lane]..][..share]));
        let mut ends = Vec::new();
        lanes.scan(&masks, parts, errors, &mut |lane, at, errors| {
            let end = starts[lane] + at + 1;
            // What ends in the overlap is the lane's before it.
            if end > lane * share {
                ends.push((end, errors));
            }
        });
        // What the overlaps took is left at the end of each part.
        for (lane, start) in starts.into_iter().enumerate() {
            let end = if lane + 1 == LANES { text.len() } else { (lane + 1) * share };
            alone(&mut lanes.only(lane), range.start + start + share..range.start + end);
        }
        for (end, errors) in ends {
            found(range.start + end, errors);
        }
    }

    /// Where the match begins that ends there: the reversed pattern is matched backwards from the end. Of several
    /// starts with as few errors the one that makes it most nearly as long as the pattern.
    fn start(&self, reversed: &Pattern, found: Match) -> usize {
        let mut column = Column::new(reversed, usize::MAX, true);
        let longest = (reversed.len + found.errors).min(found.end);
        let mut best = (usize::MAX, found.end);
        for (before, symbol) in self.symbols[found.end - longest..found.end].iter().rev().enumerate() {
            let length = before + 1;
            if column.step(*symbol) == Some(found.errors) && length.abs_diff(reversed.len) < best.0 {
                best = (length.abs_diff(reversed.len), found.end - length);
            }
        }
        best.1
    }

    /// The edit distance between `words` and the text in `range`.
    pub(crate) fn distance(&self, words: &[char], range: Range<usize>) -> usize {
        let pattern = Pattern::new(self, words.iter().copied());
        let mut column = Column::new(&pattern, usize::MAX, true);
        let mut distance = words.len();
        for symbol in &self.symbols[range] {
            distance = column.step(*symbol).unwrap_or(distance);
        }
        distance
    }

    /// The number of each character of the text in `range`.
    pub(crate) fn symbols(&self, range: Range<usize>) -> &[u16] {
        &self.symbols[range]
    }

    /// The number that `char` has in this text; [`None`] for one that does not occur in it.
    pub(crate) fn symbol(&self, char: char) -> Option<u16> {
        self.entry(char).or_else(|| self.entry(folded(char)))
    }

    fn entry(&self, char: char) -> Option<u16> {
        let symbol = match self.ascii.get(char as usize) {
            Some(symbol) => *symbol,
            None => self.others.get(&char).copied().unwrap_or(NO_SYMBOL),
        };
        (symbol != NO_SYMBOL).then_some(symbol)
    }

    /// Gives `char` and what stands for it a number.
    fn add(&mut self, char: char) -> u16 {
        if self.count == u16::MAX {
            return NO_SYMBOL;
        }
        self.count += 1;
        for char in [char, folded(char)] {
            match self.ascii.get_mut(char as usize) {
                Some(symbol) => *symbol = self.count,
                None => drop(self.others.insert(char, self.count)),
            }
        }
        self.count
    }
}

/// The one character that stands for all that are typed, set and pasted in its place.
pub(crate) fn folded(char: char) -> char {
    match char {
        ' '..='~' => char,
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐'..='―' | '−' => '-',
        char if char.is_whitespace() => ' ',
        char => char,
    }
}

/// Which rows of a pattern of one word each character matches. The pattern lies in the word's highest bits, so that
/// the last row is the sign; the bits below match everything, which keeps their cells at zero.
struct Masks {
    of: Vec<u64>,
    rows: u64,
}

impl Masks {
    fn new(haystack: &Haystack, pattern: &[char]) -> Self {
        let below = WORD - pattern.len();
        let rows = u64::MAX << below;
        let mut of = vec![!rows; usize::from(haystack.count) + 1];
        for (row, char) in pattern.iter().enumerate() {
            if let Some(symbol) = haystack.symbol(*char) {
                of[usize::from(symbol)] |= 1 << (below + row);
            }
        }
        Self { of, rows }
    }
}

/// Columns of the table for a pattern of one word, each in a text of its own, two in a [`Pair`]: where a cell is one
/// more (`up`) or one less (`down`) than the cell above it. The last cell is the sum of all, since the row above the
/// pattern is zero.
#[derive(Clone, Copy)]
struct Lanes<const PAIRS: usize> {
    up: [Pair; PAIRS],
    down: [Pair; PAIRS],
}

impl<const PAIRS: usize> Lanes<PAIRS> {
    fn new(masks: &Masks) -> Self {
        Self { up: [Pair::new(masks.rows, masks.rows); PAIRS], down: [Pair::new(0, 0); PAIRS] }
    }

    /// The last cell of both lanes of a pair.
    fn errors(&self, pair: usize) -> [usize; 2] {
        let (up, down) = (self.up[pair].get(), self.down[pair].get());
        [0, 1].map(|lane| (up[lane].count_ones() - down[lane].count_ones()) as usize)
    }

    /// A lane by itself. A pair is what there is, so both lanes of it are that lane.
    fn only(&self, lane: usize) -> Lanes<1> {
        let both = |pair: Pair| [Pair::new(pair.get()[lane % 2], pair.get()[lane % 2])];
        Lanes { up: both(self.up[lane / 2]), down: both(self.down[lane / 2]) }
    }

    /// Runs equally long texts through a lane each, side by side, and reports lane, index and errors of each end.
    fn scan(
        &mut self,
        masks: &Masks,
        texts: [[&[u16]; 2]; PAIRS],
        errors: usize,
        report: &mut dyn FnMut(usize, usize, usize),
    ) {
        let length = texts[0][0].len();
        let mut last: [[usize; 2]; PAIRS] = std::array::from_fn(|pair| self.errors(pair));
        let mut at = 0;
        while at < length {
            // From one column to the next, the last cell changes by one at the most: so many columns are no match.
            let fewest = last.iter().flatten().min().map_or(0, |fewest| fewest.saturating_sub(errors));
            let steps = fewest.max(1).min(length - at);
            self.run(masks, texts.map(|pair| pair.map(|text| &text[at..at + steps])), steps);
            at += steps;
            last = std::array::from_fn(|pair| self.errors(pair));
            for (lane, last) in last.iter().flatten().enumerate().filter(|(_, last)| **last <= errors) {
                report(lane, at - 1, *last);
            }
        }
    }

    /// Figure 8 of the paper, without carries and without the last cell.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn run(&mut self, masks: &Masks, texts: [[&[u16]; 2]; PAIRS], steps: usize) {
        // A copy, so that it stays in registers.
        let mut lanes = *self;
        let texts = texts.map(|pair| pair.map(|text| &text[..steps]));
        for index in 0..steps {
            for (pair, [one, other]) in texts.iter().enumerate() {
                let equal = Pair::new(masks.of[usize::from(one[index])], masks.of[usize::from(other[index])]);
                let (up, down) = (lanes.up[pair], lanes.down[pair]);
                let vertical = equal.or(down);
                let horizontal = equal.and(up).add(up).xor(up).or(equal);
                let right = down.or(horizontal.or(up).not()).double();
                let left = up.and(horizontal).double();
                lanes.up[pair] = left.or(vertical.or(right).not());
                lanes.down[pair] = right.and(vertical);
            }
        }
        *self = lanes;
    }
}

/// Which rows of a pattern of any length each character matches, word after word. The pattern lies in the lowest bits.
struct Pattern {
    len: usize,
    words: usize,
    /// For each character of the text, where its words begin in `masks`.
    offsets: Vec<u32>,
    masks: Vec<u64>,
}

impl Pattern {
    fn new(haystack: &Haystack, chars: impl ExactSizeIterator<Item = char>) -> Self {
        let len = chars.len();
        let words = len.div_ceil(WORD);
        let mut offsets = vec![0; usize::from(haystack.count) + 1];
        // The first words are those of all characters that are not in the pattern.
        let mut masks = vec![0; words];
        for (row, char) in chars.enumerate() {
            let Some(symbol) = haystack.symbol(char) else { continue };
            let offset = &mut offsets[usize::from(symbol)];
            if *offset == 0 {
                *offset = masks.len() as u32;
                masks.resize(masks.len() + words, 0);
            }
            masks[*offset as usize + row / WORD] |= 1 << (row % WORD);
        }
        Self { len, words, offsets, masks }
    }
}

/// A column of the table for a pattern of any length.
struct Column<'a> {
    pattern: &'a Pattern,
    /// As in [`Lanes`], a word after the other, with the last cell of each word.
    cells: Vec<(u64, u64, usize)>,
    /// Words computed. The others have no cell with so few errors that it matters.
    active: usize,
    errors: usize,
    /// Whether a match begins at the first character and nowhere else: the row above the pattern counts up.
    anchored: bool,
}

impl<'a> Column<'a> {
    fn new(pattern: &'a Pattern, errors: usize, anchored: bool) -> Self {
        let cells = (1..=pattern.words).map(|word| (u64::MAX, 0, (word * WORD).min(pattern.len))).collect();
        let active = (errors / WORD + 1).min(pattern.words);
        Self { pattern, cells, active, errors, anchored }
    }

    /// The next column. The last cell, if it was computed.
    fn step(&mut self, symbol: u16) -> Option<usize> {
        let offset = self.pattern.offsets[usize::from(symbol)] as usize;
        let mut carry = i32::from(self.anchored);
        for word in 0..self.active {
            carry = self.word(word, self.pattern.masks[offset + word], carry);
        }
        // Figure 9: a word more where the last cell could lead to a match below it, fewer where none of the word can.
        let last = self.active - 1;
        let before = self.cells[last].2.saturating_add_signed(-carry as isize);
        if self.active < self.pattern.words
            && before <= self.errors
            && (carry < 0 || self.pattern.masks[offset + self.active] & 1 == 1)
        {
            let rows = (self.pattern.len - self.active * WORD).min(WORD);
            self.cells[self.active] = (u64::MAX, 0, before + rows);
            self.word(self.active, self.pattern.masks[offset + self.active], carry);
            self.active += 1;
        } else {
            while self.active > 1 && self.cells[self.active - 1].2 >= self.errors.saturating_add(WORD) {
                self.active -= 1;
            }
        }
        (self.active == self.pattern.words).then(|| self.cells[self.active - 1].2)
    }

    /// Figure 8: a word of a column, from what its first row differs by from the column before to what its last does.
    fn word(&mut self, word: usize, equal: u64, carry: i32) -> i32 {
        let rows = (self.pattern.len - word * WORD).min(WORD);
        let (up, down, errors) = &mut self.cells[word];
        let vertical = equal | *down;
        let equal = equal | u64::from(carry < 0);
        let horizontal = ((equal & *up).wrapping_add(*up) ^ *up) | equal;
        let right = *down | !(horizontal | *up);
        let left = *up & horizontal;
        let last = 1 << (rows - 1);
        let out = i32::from(right & last != 0) - i32::from(left & last != 0);
        let right = (right << 1) | u64::from(carry > 0);
        *up = (left << 1) | u64::from(carry < 0) | !(vertical | right);
        *down = right & vertical;
        *errors = errors.wrapping_add_signed(out as isize);
        out
    }
}

/// Two machine words at a time. A WebAssembly module that searches needs SIMD for it, which browsers have since 2023; in
/// one that does not there is nothing of this.
#[cfg(target_arch = "wasm32")]
mod pair {
    use std::arch::wasm32 as simd;

    #[derive(Clone, Copy)]
    pub struct Pair(simd::v128);

    #[rustfmt::skip]
    impl Pair {
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn new(one: u64, other: u64) -> Self { Self(simd::u64x2(one, other)) }
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn get(self) -> [u64; 2] {
            [simd::u64x2_extract_lane::<0>(self.0), simd::u64x2_extract_lane::<1>(self.0)]
        }
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn and(self, other: Self) -> Self { Self(simd::v128_and(self.0, other.0)) }
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn or(self, other: Self) -> Self { Self(simd::v128_or(self.0, other.0)) }
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn xor(self, other: Self) -> Self { Self(simd::v128_xor(self.0, other.0)) }
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn not(self) -> Self { Self(simd::v128_not(self.0)) }
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn add(self, other: Self) -> Self { Self(simd::u64x2_add(self.0, other.0)) }
        #[inline]
        #[target_feature(enable = "simd128")]
        pub fn double(self) -> Self { Self(simd::u64x2_add(self.0, self.0)) }
    }
}

/// Two machine words at a time.
#[cfg(not(target_arch = "wasm32"))]
mod pair {
    #[derive(Clone, Copy)]
    pub struct Pair(u64, u64);

    #[rustfmt::skip]
    impl Pair {
        pub fn new(one: u64, other: u64) -> Self { Self(one, other) }
        pub fn get(self) -> [u64; 2] { [self.0, self.1] }
        pub fn and(self, other: Self) -> Self { Self(self.0 & other.0, self.1 & other.1) }
        pub fn or(self, other: Self) -> Self { Self(self.0 | other.0, self.1 | other.1) }
        pub fn xor(self, other: Self) -> Self { Self(self.0 ^ other.0, self.1 ^ other.1) }
        pub fn not(self) -> Self { Self(!self.0, !self.1) }
        pub fn add(self, other: Self) -> Self { Self(self.0.wrapping_add(other.0), self.1.wrapping_add(other.1)) }
        pub fn double(self) -> Self { Self(self.0 << 1, self.1 << 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    /// The last row of the whole table, plainly: for each end the fewest errors of a match that ends there.
    fn table(text: &[char], pattern: &[char]) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut last = Vec::new();
        for char in text {
            let mut diagonal = 0;
            for (row, other) in pattern.iter().enumerate() {
                let replaced = diagonal + usize::from(folded(*char) != folded(*other));
                diagonal = column[row + 1];
                column[row + 1] = replaced.min(column[row] + 1).min(diagonal + 1);
            }
            last.push(column[pattern.len()]);
        }
        last
    }

    fn check(text: &str, pattern: &str, errors: usize) {
        let (chars, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
        let haystack = Haystack::new(text);
        let found: Vec<(usize, usize)> =
            haystack.ends(&pattern, 0..haystack.len(), errors).into_iter().map(|it| (it.end, it.errors)).collect();
        let expected: Vec<(usize, usize)> = table(&chars, &pattern)
            .into_iter()
            .enumerate()
            .map(|(at, errors)| (at + 1, errors))
            .filter(|(_, found)| *found <= errors && errors < pattern.len())
            .collect();
        assert_eq!(found, expected, "{pattern:?} with {errors} errors in {text:?}");
        for found in haystack.search(&pattern.iter().collect::<String>(), errors) {
            let distance = haystack.distance(&pattern, found.start..found.end);
            assert_eq!(distance, found.errors, "{found:?} of {pattern:?} in {text:?}");
        }
    }

    #[test]
    fn words_are_found_with_their_errors() {
        check("the mayor resigned", "mayor", 0);
        check("the mayer resigned", "mayor", 2);
        check("short", "longer than the text", 19);
        check("", "a", 0);
        check("🚗 مرحبا e\u{301} 👩‍👩‍👧‍👦", "مرحبا é", 3);
        check("“so” – he\u{a0}said", "\"so\" - he said", 0);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        for (text, pattern, errors) in [("abc", "", 0), ("", "", 3), ("abc", "x", 1), ("abc", "xyz", 90)] {
            assert_eq!(Haystack::new(text).search(pattern, errors), [], "{pattern:?} in {text:?}");
        }
    }

    #[test]
    fn a_text_of_one_letter_is_one_match_after_the_other() {
        let text = "a".repeat(100_000);
        check(&text, "a", 0);
        check(&text[..9_000], &"a".repeat(64), 20);
        check(&text[..3_000], &"a".repeat(200), 120);
        check(&text[..3_000], &"b".repeat(200), 120);
    }

    #[test]
    fn a_text_of_more_characters_than_there_are_numbers_is_searched() {
        let text: String = ('\u{4e00}'..='\u{9fff}').chain('\u{20000}'..='\u{2fffd}').collect();
        assert_eq!(Haystack::new(&text).search("丁丂七", 0).len(), 1);
        assert_eq!(Haystack::new(&text).search("\u{2fff0}\u{2fff1}\u{2fff2}", 1), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_agrees_with_the_plain_table(text in any_text(), pattern in any_text(), share in 0usize..100) {
            let pattern: String = pattern.chars().take(150).collect();
            check(&text, &pattern, pattern.chars().count() * share / 100);
        }

        #[test]
        fn it_agrees_where_much_is_alike(text in "[ab ]{0,400}", pattern in "[ab ]{1,200}", share in 0usize..70) {
            check(&text, &pattern, pattern.len() * share / 100);
        }

        #[test]
        fn it_agrees_where_the_text_is_divided(
            text in prop::collection::vec("[abcd ]{40}", 60..90),
            pattern in "[abcd ]{1,140}",
            share in 0usize..60,
        ) {
            check(&text.concat(), &pattern, pattern.len() * share / 100);
        }

        #[test]
        fn what_was_put_in_is_found(before in any_text(), words in "[a-z]{3,9}( [a-z]{1,9}){2,20}", after in any_text()) {
            let found = Haystack::new(&format!("{before}{words}{after}")).search(&words, words.len() / 3);
            let start = before.chars().count();
            let expected = Match { start, end: start + words.len(), errors: 0 };
            prop_assert!(found.contains(&expected), "{found:?}");
        }
    }
}
