//! How far each two of several annotators agree, over all categories.

use super::{Item, alpha_of};
use crate::annotation::Category;
use crate::highlight::Anchored;
use crate::summary::covered;
use crate::text::TextRange;
use std::ops::Range;

/// Annotators whose pairs are told: of eleven there are fifty-five, which nobody reads.
pub const PAIRED: usize = 10;

/// How far two of them agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Their numbers, in the order in which the authors were given.
    pub of: (usize, usize),
    /// α over all categories, in hundredths as a row's: for each word and each category that anybody used, whether it
    /// is marked so.
    pub alpha: Option<i32>,
}

/// The pairs of more than two authors, and of no more than [`PAIRED`].
pub(super) fn pairs(words: &[TextRange], items: &[Item], categories: &[Category], authors: usize) -> Vec<Pair> {
    if !(3..=PAIRED).contains(&authors) {
        return Vec::new();
    }
    let runs = |author: usize, category: &Category| {
        let group = items.iter().filter(|it| it.author == author && it.category() == category);
        covered(words, &group.map(|it| &*it.anchored).collect::<Vec<&Anchored>>())
    };
    let all: Vec<Vec<Vec<Range<usize>>>> =
        (0..authors).map(|author| categories.iter().map(|it| runs(author, it)).collect()).collect();
    let said = |runs: &[Vec<Range<usize>>]| -> usize { runs.iter().flatten().map(Range::len).sum() };
    let answers = 2 * words.len() * categories.len();
    let pair = |of: (usize, usize)| {
        let (one, other) = (&all[of.0], &all[of.1]);
        let both: usize = one.iter().zip(other).map(|(one, other)| shared(one, other)).sum();
        let yes = said(one) + said(other);
        Pair { of, alpha: alpha_of(answers, yes, yes - 2 * both, 2) }
    };
    (0..authors).flat_map(|one| (one + 1..authors).map(move |other| (one, other))).map(pair).collect()
}

/// How many are in both; either is in order.
fn shared(one: &[Range<usize>], other: &[Range<usize>]) -> usize {
    let (mut at, mut both) = (0, 0);
    for run in one {
        while other.get(at).is_some_and(|it| it.end <= run.start) {
            at += 1;
        }
        let overlaps = other[at..].iter().take_while(|it| it.start < run.end);
        both += overlaps.map(|it| it.end.min(run.end) - it.start.max(run.start)).sum::<usize>();
    }
    both
}

#[cfg(test)]
mod tests {
    use crate::agreement::tests::of;

    fn check(notation: &str, authors: &[&str], expected: &str) {
        let alpha = |it: &super::Pair| it.alpha.map_or("none".to_owned(), |alpha| alpha.to_string());
        let pair = |it: &super::Pair| format!("{}{} {}", authors[it.of.0], authors[it.of.1], alpha(it));
        assert_eq!(of(notation, authors).pairs.iter().map(pair).collect::<Vec<_>>().join(", "), expected);
    }

    #[test]
    fn each_two_of_several_are_compared() {
        let three = &["a", "b", "c"][..];
        check("a claim one two\nb claim one two\nc claim one", three, "ab 100, ac 63, bc 63");
        // By hand, of a and c: two categories, n = 40, yes = 3, no = 37, three differ: 1 - 39 · 3 / 111.
        check("a claim one two\nb claim one two\nc quote one", three, "ab 100, ac -5, bc -5");
        check("a claim one|five six\nb claim six seven\nc claim eight", three, "ab 24, ac -19, bc -12");
        check("b claim one", three, "ab 0, ac none, bc 0");
        check("a claim one\nb claim one", &["a", "b"], "");
    }

    #[test]
    fn of_two_chosen_annotators_it_is_the_row_where_there_is_one_category() {
        let marks = "a claim one two three|seven\nb claim two|six seven eight\nc claim nine ten";
        let found = of(marks, &["a", "b", "c"]);
        for (pair, names) in found.pairs.iter().zip([["a", "b"], ["a", "c"], ["b", "c"]]) {
            assert_eq!(pair.alpha, of(marks, &names).rows[0].alpha);
        }
    }
}
