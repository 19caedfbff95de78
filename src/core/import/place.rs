//! From what another tool says of a place to a place in our article.

use crate::anchor::{Anchor, anchor, anchor_within};
use crate::effort::Effort;
use crate::selector::{Target, TextQuoteSelector};
use crate::text::{Text, TextRange};
use std::cell::OnceCell;

/// Finds the words of targets in an article, and describes them as they stand there.
pub(super) struct Settler<'a> {
    text: &'a Text,
    utf16: bool,
    /// Made when first needed.
    loose: OnceCell<Loose>,
    /// For describing words, and for looking for them.
    describing: Effort,
    looking: Effort,
}

impl<'a> Settler<'a> {
    /// `utf16`: whether positions without words are counted in UTF-16.
    pub fn new(text: &'a Text, utf16: bool) -> Self {
        Self { text, utf16, loose: OnceCell::new(), describing: Effort::describing(), looking: Effort::looking() }
    }

    /// Describes the words anew where they are found. A target whose words are not found stays as it came: its words
    /// are listed as lost, and may be found in another version of the article.
    pub fn settle(&self, target: &mut Target) {
        if self.is_too_much() {
            return;
        }
        if let Some(range) = self.find(target) {
            let mut described = self.describing.describe(self.text, range);
            described.quote.unknown = std::mem::take(&mut target.quote.unknown);
            if let (Some(at), Some(was)) = (&mut described.position, &mut target.position) {
                at.unknown = std::mem::take(&mut was.unknown);
            }
            described.other_selectors = std::mem::take(&mut target.other_selectors);
            described.unknown = std::mem::take(&mut target.unknown);
            *target = described;
        }
    }

    /// Whether positions stood for more words than a file may hold.
    pub fn is_too_much(&self) -> bool {
        self.describing.is_too_much()
    }

    fn find(&self, target: &Target) -> Option<TextRange> {
        let text = self.text;
        let exact = &target.quote.exact;
        let position = target.position.as_ref();
        let range = |start: Option<usize>, end: Option<usize>| match (start, end) {
            (Some(start), Some(end)) if start < end => Some(TextRange { start, end }),
            _ => None,
        };
        let points = position.and_then(|at| range(text.code_point_to_byte(at.start), text.code_point_to_byte(at.end)));
        let units = position.and_then(|at| range(text.utf16_to_byte(at.start), text.utf16_to_byte(at.end)));
        if exact.is_empty() {
            // Nothing but a position: it is what the tool says it is.
            let own = target.quote == TextQuoteSelector::default();
            let range = if self.utf16 { units } else { points };
            return range.map(|range| text.trim(range)).filter(|range| own && !range.is_empty());
        }
        // Where both counts lead to the words, the context decides, as everywhere.
        let mut best = target.clone();
        let converted = units.filter(|range| text.slice(*range) == exact);
        if points.is_none_or(|range| text.slice(range) != exact)
            && let (Some(range), Some(at)) = (converted, &mut best.position)
            && let Some((start, end)) = text.byte_to_code_point(range.start).zip(text.byte_to_code_point(range.end))
        {
            (at.start, at.end) = (start, end);
        }
        match anchor_within(text, &best, &self.looking)? {
            Anchor::Exact(range) | Anchor::Moved(range) => Some(range),
            // Nearly the same is for a person to judge, and the words as they were are what is compared.
            Anchor::Changed { .. } | Anchor::Lost => self.find_loosely(&target.quote),
        }
    }

    /// Web pages and books have line ends and runs of spaces where an article has one space.
    fn find_loosely(&self, quote: &TextQuoteSelector) -> Option<TextRange> {
        if !self.describing.search(self.text) {
            return None;
        }
        let loose = self.loose.get_or_init(|| Loose::of(self.text));
        let spaced = |text: &str| Loose::of(&Text::new(text)).text.as_str().to_owned();
        let exact = spaced(&quote.exact).trim().to_owned();
        let target = Target {
            quote: TextQuoteSelector {
                exact,
                prefix: spaced(&quote.prefix),
                suffix: spaced(&quote.suffix),
                ..TextQuoteSelector::default()
            },
            ..Target::default()
        };
        match anchor(&loose.text, &target) {
            Anchor::Exact(range) | Anchor::Moved(range) => Some(loose.back(range)),
            Anchor::Changed { .. } | Anchor::Lost => None,
        }
    }
}

/// A text in which every run of white space is one space, and the way back.
struct Loose {
    text: Text,
    /// The start of each run of other characters: there, and in the text that it is from.
    runs: Vec<(usize, usize)>,
}

impl Loose {
    fn of(text: &Text) -> Self {
        let mut loose = String::with_capacity(text.len());
        let mut runs = Vec::new();
        let mut space = true;
        for (at, char) in text.as_str().char_indices() {
            if char.is_whitespace() {
                if !space || at == 0 {
                    loose.push(' ');
                }
                space = true;
            } else {
                if space {
                    runs.push((loose.len(), at));
                }
                loose.push(char);
                space = false;
            }
        }
        Self { text: Text::new(loose), runs }
    }

    fn back(&self, range: TextRange) -> TextRange {
        let byte = |at: usize| match self.runs.partition_point(|(loose, _)| *loose <= at).checked_sub(1) {
            Some(run) => self.runs[run].1 + (at - self.runs[run].0),
            None => 0,
        };
        // The end is counted from the last character, which is in the run that the words end with.
        TextRange { start: byte(range.start), end: byte(range.end.saturating_sub(1)) + 1 }
    }
}

/// Whether two texts differ by white space alone.
pub(super) fn same_words(one: &Text, other: &Text) -> bool {
    super::source::same(one.as_str(), other.as_str())
}
