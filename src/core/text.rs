//! The text of an article and the units it is measured in. **Every offset in this crate is a UTF-8 byte.**
//!
//! The browser counts UTF-16 code units and annotation files count Unicode code points. The conversions live here and
//! nowhere else. Both cost O(1) and not O(length): the text remembers both counts every 256 bytes, because an
//! article of a megabyte with ten thousand annotations would otherwise be read ten thousand times.

use std::fmt;
use std::ops::Range;
use std::rc::Rc;
use unicode_segmentation::GraphemeCursor;

/// Bytes between two remembered counts. 256 keeps the table at 3 % of the text and a conversion under a microsecond.
const STRIDE: usize = 256;

/// A half-open range of bytes, `start..end`, of a [`Text`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextRange {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl TextRange {
    /// The range from `start` to `end`, the smaller one first.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// What both ranges cover, if they share at least a byte.
    ///
    /// ```
    /// use glossator_core::text::TextRange;
    /// assert_eq!(TextRange::new(0, 5).intersect(TextRange::new(3, 9)), Some(TextRange::new(3, 5)));
    /// assert_eq!(TextRange::new(0, 5).intersect(TextRange::new(5, 9)), None);
    /// ```
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The same as a range to index with.
    pub fn bytes(self) -> Range<usize> {
        self.start..self.end
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}..{}", self.start, self.end)
    }
}

/// The text of an article, with the counts that turn one unit into another. Cloning it is free.
#[derive(Clone)]
pub struct Text(Rc<Inner>);

struct Inner {
    string: String,
    /// `counts[k]`: how much lies before the character boundary at or before byte `k * STRIDE`.
    counts: Vec<Counts>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    byte: usize,
    utf16: usize,
    code_points: usize,
}

impl Text {
    /// Takes the text as it is. Importers bring it into canonical form first, see [`canonical`].
    pub fn new(string: impl Into<String>) -> Self {
        let string = string.into();
        let mut counts = Vec::with_capacity(string.len() / STRIDE + 1);
        let mut here = Counts::default();
        for step in (0..=string.len()).step_by(STRIDE) {
            let byte = string.floor_char_boundary(step);
            let passed = &string[here.byte..byte];
            here = Counts {
                byte,
                utf16: here.utf16 + utf16_len(passed),
                code_points: here.code_points + passed.chars().count(),
            };
            counts.push(here);
        }
        Self(Rc::new(Inner { string, counts }))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0.string
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.0.string.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.string.is_empty()
    }

    /// The whole text as a range.
    pub fn range(&self) -> TextRange {
        TextRange { start: 0, end: self.len() }
    }

    /// The text in `range`; empty where the range does not lie on characters of this text.
    pub fn slice(&self, range: TextRange) -> &str {
        self.0.string.get(range.bytes()).unwrap_or_default()
    }

    /// UTF-16 code units before `byte`. `None` past the end or inside a character.
    pub fn byte_to_utf16(&self, byte: usize) -> Option<usize> {
        let (base, passed) = self.passed(byte)?;
        Some(base.utf16 + utf16_len(passed))
    }

    /// Code points before `byte`. `None` past the end or inside a character.
    pub fn byte_to_code_point(&self, byte: usize) -> Option<usize> {
        let (base, passed) = self.passed(byte)?;
        Some(base.code_points + passed.chars().count())
    }

    /// The byte at a count of UTF-16 code units. `None` past the end or between two surrogates.
    ///
    /// ```
    /// use glossator_core::text::Text;
    /// let text = Text::new("a🚗b");
    /// assert_eq!(text.utf16_to_byte(3), Some(5));
    /// assert_eq!(text.utf16_to_byte(2), None);
    /// ```
    pub fn utf16_to_byte(&self, units: usize) -> Option<usize> {
        self.find(units, |counts| counts.utf16, char::len_utf16)
    }

    /// The byte at a count of code points. `None` past the end.
    pub fn code_point_to_byte(&self, units: usize) -> Option<usize> {
        self.find(units, |counts| counts.code_points, |_| 1)
    }

    /// The whole text's length in code points.
    pub fn code_points(&self) -> usize {
        self.byte_to_code_point(self.len()).unwrap_or_default()
    }

    /// `range` grown outwards to whole graphemes (UAX 29), so that no letter loses its accent and no family a member.
    /// Clamped to the text.
    ///
    /// ```
    /// use glossator_core::text::{Text, TextRange};
    /// let text = Text::new("e\u{301}a"); // é as two code points
    /// assert_eq!(text.snap(TextRange::new(1, 3)), TextRange::new(0, 3));
    /// ```
    pub fn snap(&self, range: TextRange) -> TextRange {
        TextRange { start: self.grapheme_floor(range.start), end: self.grapheme_ceil(range.end) }
    }

    /// `range` snapped to graphemes and without white space at its ends. Empty where it held nothing else.
    pub fn trim(&self, range: TextRange) -> TextRange {
        let range = self.snap(range);
        let text = self.slice(range);
        let start = range.start + (text.len() - text.trim_start().len());
        let end = range.end - (text.len() - text.trim_end().len());
        if start >= end {
            return TextRange { start: range.start, end: range.start };
        }
        // A space that carries a combining mark is one grapheme with it and stays.
        self.snap(TextRange { start, end })
    }

    /// `range` grown outwards over the words that it cuts, as far as they are made of letters and digits. An empty range
    /// stays empty.
    ///
    /// ```
    /// use glossator_core::text::{Text, TextRange};
    /// let text = Text::new("The mayor resigned.");
    /// assert_eq!(text.grown_to_words(TextRange::new(6, 12)), TextRange::new(4, 18));
    /// ```
    pub fn grown_to_words(&self, range: TextRange) -> TextRange {
        let range = self.snap(range);
        if range.is_empty() {
            return range;
        }
        let (inside, string) = (self.slice(range), self.as_str());
        let word = |char: char| is_word(char) || matches!(char, '’' | '\'');
        let before = string[..range.start].trim_end_matches(word).len();
        let after = string.len() - string[range.end..].trim_start_matches(word).len();
        TextRange {
            start: if inside.starts_with(word) { before } else { range.start },
            end: if inside.ends_with(word) { after } else { range.end },
        }
    }

    /// The grapheme boundary at or before `byte`.
    pub fn grapheme_floor(&self, byte: usize) -> usize {
        let byte = self.0.string.floor_char_boundary(byte);
        if self.is_grapheme_boundary(byte) { byte } else { self.grapheme_before(byte) }
    }

    /// The grapheme boundary at or after `byte`.
    pub fn grapheme_ceil(&self, byte: usize) -> usize {
        let byte = self.0.string.ceil_char_boundary(byte);
        if self.is_grapheme_boundary(byte) { byte } else { self.grapheme_after(byte) }
    }

    /// The next grapheme boundary after `byte`, or the end. `byte` lies on a character.
    pub fn grapheme_after(&self, byte: usize) -> usize {
        let mut cursor = GraphemeCursor::new(byte, self.len(), true);
        cursor.next_boundary(self.as_str(), 0).ok().flatten().unwrap_or(self.len())
    }

    /// The next grapheme boundary before `byte`, or 0. `byte` lies on a character.
    pub fn grapheme_before(&self, byte: usize) -> usize {
        let mut cursor = GraphemeCursor::new(byte, self.len(), true);
        cursor.prev_boundary(self.as_str(), 0).ok().flatten().unwrap_or(0)
    }

    fn is_grapheme_boundary(&self, byte: usize) -> bool {
        GraphemeCursor::new(byte, self.len(), true).is_boundary(self.as_str(), 0).unwrap_or(true)
    }

    /// The remembered counts before `byte` and the text from there to it.
    fn passed(&self, byte: usize) -> Option<(Counts, &str)> {
        let base = *self.0.counts.get(byte / STRIDE)?;
        Some((base, self.0.string.get(base.byte..byte)?))
    }

    fn find(&self, units: usize, count: fn(&Counts) -> usize, width: fn(char) -> usize) -> Option<usize> {
        let base = self.0.counts[self.0.counts.partition_point(|counts| count(counts) <= units) - 1];
        let mut left = units - count(&base);
        for (at, char) in self.0.string[base.byte..].char_indices() {
            if left == 0 {
                return Some(base.byte + at);
            }
            left = left.checked_sub(width(char))?;
        }
        (left == 0).then_some(self.len())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

/// Whether `words` stand in `text`. The same as `str::contains`, whose searcher is larger than all that the page needs of
/// it.
///
/// ```
/// use glossator_core::text::holds;
/// assert!(holds("the lamp", "lamp") && holds("the lamp", ""));
/// assert!(!holds("the lamp", "lamps"));
/// ```
pub fn holds(text: &str, words: &str) -> bool {
    words.is_empty() || text.as_bytes().windows(words.len()).any(|it| it == words.as_bytes())
}

/// Whether words are made of it: letters, marks and digits, which is what is no punctuation and no symbol by the blocks
/// of Unicode. Its full tables would be a hundredth of the first visit.
pub(crate) fn is_word(char: char) -> bool {
    match u32::from(char) {
        ..0x80 => char.is_ascii_alphanumeric(),
        0x80..0xc0 => "ª²³µ¹º".contains(char),
        0xd7 | 0xf7 | 0x2000..=0x2bff | 0x2e00..=0x2e7f | 0x3000..=0x3020 | 0xd800..=0xf8ff => false,
        0xfe10..=0xfe6f | 0xff00..=0xff0f | 0xff1a..=0xff20 | 0xffe0..=0xffff | 0x1_f000..=0x1_fbff => false,
        _ => true,
    }
}

/// The canonical form in which importers hand over text: only LF as line end, no white space at the end of a line.
/// U+00A0 stays, and nothing is normalised: an annotation's quote must find the very same code points.
///
/// ```
/// use glossator_core::text::canonical;
/// assert_eq!(canonical("one \r\ntwo\rthree\u{a0}"), "one\ntwo\nthree\u{a0}");
/// ```
pub fn canonical(source: &str) -> String {
    // However many: what begins with one is not in this form.
    let source = source.trim_start_matches('\u{feff}');
    let unix = source.replace("\r\n", "\n").replace('\r', "\n");
    let mut canonical = String::with_capacity(unix.len());
    for (index, line) in unix.split('\n').enumerate() {
        if index > 0 {
            canonical.push('\n');
        }
        canonical.push_str(line.trim_end_matches(|char: char| char.is_whitespace() && char != '\u{a0}'));
    }
    canonical
}

fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn conversions_invert_each_other(string in any_text()) {
            let text = Text::new(string);
            for (byte, _) in text.as_str().char_indices().chain([(text.len(), ' ')]) {
                let utf16 = text.byte_to_utf16(byte).expect("a boundary");
                let points = text.byte_to_code_point(byte).expect("a boundary");
                prop_assert_eq!(text.utf16_to_byte(utf16), Some(byte));
                prop_assert_eq!(text.code_point_to_byte(points), Some(byte));
                prop_assert_eq!(utf16, text.as_str()[..byte].encode_utf16().count());
                prop_assert_eq!(points, text.as_str()[..byte].chars().count());
            }
        }

        #[test]
        fn what_is_no_boundary_is_none(string in any_text(), byte in 0usize..2000) {
            let text = Text::new(string);
            prop_assert_eq!(text.byte_to_utf16(byte).is_some(), text.as_str().is_char_boundary(byte));
            let end = text.byte_to_utf16(text.len()).expect("the end");
            prop_assert_eq!(text.utf16_to_byte(end + 1), None);
            prop_assert_eq!(text.code_point_to_byte(text.code_points() + 1), None);
        }

        #[test]
        fn snapping_is_idempotent_and_only_grows(string in any_text(), a in 0usize..400, b in 0usize..400) {
            let text = Text::new(string);
            let range = TextRange::new(a.min(text.len()), b.min(text.len()));
            let snapped = text.snap(range);
            prop_assert!(snapped.start <= range.start && range.end <= snapped.end);
            prop_assert_eq!(text.snap(snapped), snapped);
            let trimmed = text.trim(range);
            prop_assert_eq!(text.trim(trimmed), trimmed);
        }

        #[test]
        fn canonical_text_is_a_fixed_point(string in any_text()) {
            let once = canonical(&string);
            prop_assert!(!once.contains('\r'));
            prop_assert_eq!(canonical(&once), once);
        }
    }

    #[test]
    fn a_range_outside_the_text_is_clamped() {
        let text = Text::new("short");
        assert_eq!(text.snap(TextRange::new(2, 900)), TextRange::new(2, 5));
        assert_eq!(text.slice(TextRange::new(3, 900)), "");
        assert!(text.trim(TextRange::new(700, 900)).is_empty());
    }
}
