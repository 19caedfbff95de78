//! What ours is compared with: the scoring that annotation tools use today. Edit distance for the quote and for each
//! side of its context, added up with fixed weights: 50 for the quote, 20 for the prefix, 20 for the suffix, 2 for
//! the position; up to half of the quote may be errors.

use glossator_core::approximate::Haystack;
use glossator_core::selector::Target;
use std::ops::Range;

/// Errors allowed at the most, however long the quote is.
const ERRORS_MAX: usize = 256;

/// The best match of the quote and its score, from 0 to 1.
pub fn best(text: &[char], haystack: &Haystack, target: &Target) -> Option<(Range<usize>, f64)> {
    let quote = &target.quote;
    let length = quote.exact.chars().count();
    let errors = ERRORS_MAX.min(length / 2);
    let mut found: Vec<(Range<usize>, usize)> = exact(text, &quote.exact).map(|range| (range, 0)).collect();
    if found.is_empty() {
        found = haystack.search(&quote.exact, errors).into_iter().map(|it| (it.start..it.end, it.errors)).collect();
        let least = found.iter().map(|it| it.1).min()?;
        found.retain(|it| it.1 == least);
    }
    let score = |range: &Range<usize>, errors: usize| {
        let words = 1.0 - errors as f64 / length as f64;
        let prefix =
            context(&text[range.start.saturating_sub(quote.prefix.chars().count())..range.start], &quote.prefix);
        let end = (range.end + quote.suffix.chars().count()).min(text.len());
        let suffix = context(&text[range.end..end], &quote.suffix);
        let near = target
            .position
            .as_ref()
            .map_or(0.0, |position| 1.0 - range.start.abs_diff(position.start) as f64 / text.len() as f64);
        (50.0 * words + 20.0 * prefix + 20.0 * suffix + 2.0 * near) / 92.0
    };
    let scored = found.into_iter().map(|(range, errors)| {
        let score = score(&range, errors);
        (range, score)
    });
    scored.max_by(|one, other| one.1.total_cmp(&other.1))
}

fn context(text: &[char], wanted: &str) -> f64 {
    if wanted.is_empty() {
        return 1.0;
    }
    if text.is_empty() {
        return 0.0;
    }
    let length = wanted.chars().count();
    let found = Haystack::new(&text.iter().collect::<String>()).search(wanted, length - 1);
    found.iter().map(|it| it.errors).min().map_or(0.0, |errors| 1.0 - errors as f64 / length as f64)
}

fn exact<'a>(text: &'a [char], words: &str) -> impl Iterator<Item = Range<usize>> + 'a {
    let words: Vec<char> = words.chars().collect();
    let count = words.len();
    let found: Vec<usize> =
        text.windows(count.max(1)).enumerate().filter(|(_, it)| **it == words[..]).map(|(at, _)| at).collect();
    found.into_iter().map(move |at| at..at + count)
}
