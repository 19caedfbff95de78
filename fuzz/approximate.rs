//! The search by bits against the plain table. Parts between lines `===`: how many errors, the pattern, the text.

use crate::notation;
use glossator_core::approximate::{Haystack, Match};

/// Beyond, the plain table takes so long that little else is tried.
const CELLS: usize = 1 << 17;

pub fn run(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let parts = notation::parts(&input, "===");
    let [head, pattern, text] = parts[..] else { return };
    let errors = notation::numbers(head).first().copied().unwrap_or_default();
    // So that short seeds reach long patterns, where words of 64 rows are many, and divided texts.
    let times = notation::numbers(head).get(1).map_or(1, |times| times.clamp(&1, &64).to_owned());
    let (pattern, text) = (pattern.repeat(times.min(8)), text.repeat(times));
    let [chars, wanted] = [&text, &pattern].map(|text| text.chars().collect::<Vec<char>>());
    if chars.len().saturating_mul(wanted.len()) > CELLS {
        return;
    }
    let found = Haystack::new(&text).search(&pattern, errors);
    let ends: Vec<(usize, usize)> = found.iter().map(|it| (it.end, it.errors)).collect();
    assert_eq!(ends, best_ends(&chars, &wanted, errors), "{errors} errors of {pattern:?} in {text:?}");
    for it in &found {
        assert!(it.start <= it.end && it.end <= chars.len());
        assert_eq!(distance(&wanted, &chars[it.start..it.end]), it.errors, "{it:?} of {pattern:?} in {text:?}");
    }
}

/// The best of the ends that are beside each other, from the whole table.
fn best_ends(text: &[char], pattern: &[char], errors: usize) -> Vec<(usize, usize)> {
    let mut best: Vec<Match> = Vec::new();
    if pattern.is_empty() || errors >= pattern.len() {
        return Vec::new();
    }
    for (at, found) in last_row(text, pattern, true).into_iter().enumerate().skip(1) {
        let end = Match { start: at, end: at, errors: found };
        match best.last_mut() {
            _ if found > errors => {}
            Some(last) if at - last.end <= pattern.len() / 2 => {
                if found < last.errors {
                    *last = end;
                }
            }
            _ => best.push(end),
        }
    }
    best.into_iter().map(|it| (it.end, it.errors)).collect()
}

fn distance(one: &[char], other: &[char]) -> usize {
    last_row(other, one, false).last().copied().unwrap_or_default()
}

/// For each place in the text the errors of the pattern that ends there, and begins anywhere or at the start.
fn last_row(text: &[char], pattern: &[char], anywhere: bool) -> Vec<usize> {
    let mut column: Vec<usize> = (0..=pattern.len()).collect();
    let mut last = vec![pattern.len()];
    for char in text {
        let mut diagonal = column[0];
        column[0] += usize::from(!anywhere);
        for (row, other) in pattern.iter().enumerate() {
            let replaced = diagonal + usize::from(folded(*char) != folded(*other));
            diagonal = column[row + 1];
            column[row + 1] = replaced.min(column[row] + 1).min(diagonal + 1);
        }
        last.push(column[pattern.len()]);
    }
    last
}

/// What is the same to a reader is the same to the search.
fn folded(char: char) -> char {
    match char {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        char if char.is_whitespace() && !char.is_ascii() => ' ',
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' => ' ',
        char => char,
    }
}
