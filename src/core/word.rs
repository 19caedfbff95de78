//! The words of a text: Unicode's (UAX 29), the same everywhere.

use crate::text::TextRange;
use unicode_segmentation::UnicodeSegmentation;

/// The words of `text`, in bytes and in order, without what stands between them.
///
/// ```
/// use glossator_core::word::words;
/// let text = "It’s $3.50, he said.";
/// let found: Vec<&str> = words(text).into_iter().map(|range| &text[range.bytes()]).collect();
/// assert_eq!(found, ["It’s", "3.50", "he", "said"]);
/// ```
pub fn words(text: &str) -> Vec<TextRange> {
    text.unicode_word_indices().map(|(start, word)| TextRange { start, end: start + word.len() }).collect()
}
