//! Whether two texts are of the same matter at all: what they have in common, by shingles of words (A. Broder, “On the
//! resemblance and containment of documents”, 1997). Where they have nothing, no passage need be looked for.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Words in a shingle: four in a row are hardly ever the same by chance.
const WORDS: usize = 4;

/// Bytes of each text that are looked at, in some pieces of it: a few milliseconds' worth. An article that was changed
/// shows in any piece.
const LOOKED_AT: usize = 1024 * 1024;
const PIECES: usize = 16;

/// Shingles from which on it can be said that two texts have nothing in common.
const ENOUGH: usize = 50;

/// The share below which what two texts have in common is chance, or a turn of phrase.
const CHANCE: f64 = 0.01;

/// Whether two texts have nothing in common: neither is a version of the other nor a part of it. Of texts of a few words
/// that is never said.
///
/// # Examples
/// ```
/// use glossator_core::resemblance::is_unlike;
///
/// let one: String = (0..200).map(|nth| format!("one{nth} ")).collect();
/// let other: String = (0..200).map(|nth| format!("other{nth} ")).collect();
/// assert!(is_unlike(&one, &other));
/// assert!(!is_unlike(&one, &format!("{other}{one}")));
/// ```
pub fn is_unlike(one: &str, other: &str) -> bool {
    // A part of a long text may lie between the pieces of it that are looked at.
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    if longer > LOOKED_AT && shorter < longer / 4 && shorter > LOOKED_AT / 64 {
        return false;
    }
    let (found, sought) = common(one, other);
    sought >= ENOUGH && share(found, sought) < CHANCE
}

/// The share of the shorter text's shingles that the other one has, from 0 to 1. Of texts over a megabyte, pieces are
/// compared, of the shorter one at the places that are as far into the longer one too.
///
/// # Examples
/// ```
/// use glossator_core::resemblance::containment;
///
/// let old = "The council voted on Monday to close the street to cars for a year.";
/// let new = "On Tuesday it was said: the council voted on Monday to close the street to cars for a year, and more.";
/// assert!(containment(old, new) > 0.5);
/// assert_eq!(containment(old, "Something else altogether, of which nothing is said above."), 0.0);
/// ```
pub fn containment(one: &str, other: &str) -> f64 {
    let (found, sought) = common(one, other);
    share(found, sought)
}

fn share(found: usize, sought: usize) -> f64 {
    if sought == 0 { 0.0 } else { found as f64 / sought as f64 }
}

/// How many shingles of the shorter text the other one has, and of how many.
fn common(one: &str, other: &str) -> (usize, usize) {
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let (sought, there) = (shingles(shorter), shingles(longer));
    let found = sought.iter().filter(|shingle| there.binary_search(shingle).is_ok()).count();
    (found, sought.len())
}

/// The hashes of a text's shingles, each once, sorted.
fn shingles(text: &str) -> Vec<u64> {
    let mut all = Vec::new();
    for piece in pieces(text) {
        let mut last = [0; WORDS];
        for (nth, word) in piece.split(|char: char| !char.is_alphanumeric()).filter(|it| !it.is_empty()).enumerate() {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            last.rotate_left(1);
            last[WORDS - 1] = hasher.finish();
            if nth + 1 >= WORDS {
                all.push(
                    last.iter().fold(0_u64, |sum, word| sum.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(*word)),
                );
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn pieces(text: &str) -> Vec<&str> {
    if text.len() <= LOOKED_AT {
        return vec![text];
    }
    let cut = |byte: usize| text.floor_char_boundary(byte);
    (0..PIECES)
        .map(|nth| {
            let start = cut(text.len() / PIECES * nth);
            &text[start..cut(start + LOOKED_AT / PIECES)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(seed: usize, words: usize) -> String {
        (0..words).map(|at| format!("w{} ", (at * 7919 + seed * 104_729) % 5_003)).collect()
    }

    #[test]
    fn a_text_is_contained_in_itself_and_in_what_it_is_a_part_of() {
        let text = prose(1, 2_000);
        assert_eq!(containment(&text, &text), 1.0);
        let half = &text[..text.floor_char_boundary(text.len() / 2)];
        assert!(containment(half, &text) > 0.99);
        assert_eq!(containment(half, &text), containment(&text, half));
    }

    #[test]
    fn a_changed_text_shows_also_where_it_is_large() {
        let text = prose(1, 400_000);
        let (mut changed, mut nth) = (String::new(), 0);
        for word in text.split_inclusive(' ') {
            nth += 1;
            changed.push_str(if nth % 50 == 0 { "new " } else { word });
        }
        assert!(containment(&text, &changed) > 0.1, "{}", containment(&text, &changed));
    }

    #[test]
    fn nothing_in_common_is_none() {
        assert_eq!(containment("", ""), 0.0);
        assert_eq!(containment("a b c", "a b c"), 0.0);
        let other = "quite other words that nobody has written in the text before ".repeat(50);
        assert_eq!(containment(&prose(1, 2_000), &other), 0.0);
        assert_eq!(containment("\u{202e}\u{0}\u{fffd}", "🚗".repeat(900_000).as_str()), 0.0);
    }
}
