//! What is marked in an article, counted: how much of it is claimed, quoted and opinion, what is still to do, and who
//! speaks.

use crate::annotation::{Annotation, Category};
use crate::article::Article;
use crate::attribute;
use crate::codebook::Codebook;
use crate::filter::Standing;
use crate::highlight::Anchored;
use crate::sorting::sort;
use crate::text::TextRange;
use crate::word;
use std::ops::Range;
use std::rc::Rc;

/// The counts. They depend on what is marked and not on the order in which it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The words of the article.
    pub words: usize,
    /// Those of them that nothing is marked on.
    pub unmarked: usize,
    /// The categories that are offered or used, in the order of the codebook, those that it does not have last.
    pub categories: Vec<Tally>,
    /// Annotations none of whose words are found: they are counted and cover nothing.
    pub lost: usize,
    /// Claims without evidence.
    pub without_source: usize,
    /// Claims that nobody has checked.
    pub unchecked: usize,
    /// Who is quoted, the most often first, and last the quotes of which nobody said whose words they are.
    pub speakers: Vec<Speaker>,
}

/// How much is marked as a category.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The category.
    pub category: Category,
    /// Annotations.
    pub count: usize,
    /// Words that at least one of them covers, in whole or in part. Categories overlap, so that these may be more
    /// than all words together.
    pub words: usize,
}

/// Somebody's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The name as it was written: who is spelled in two ways is listed twice, for names are not ours to equate. Empty
    /// where nobody said.
    pub name: String,
    /// The quotes in reading order, the lost ones last.
    pub quotes: Vec<String>,
}

/// What `anchored` comes to, each of which is of `article`.
pub fn summary(article: &Article, codebook: &Codebook, anchored: &[Rc<Anchored>]) -> Summary {
    let words = word::words(article.text.as_str());
    let mut all: Vec<&Anchored> = anchored.iter().map(|it| &**it).collect();
    let place = |it: &Anchored| it.extent().map_or((usize::MAX, 0), |extent| (extent.start, extent.end));
    sort(&mut all, |one, other| {
        place(one).cmp(&place(other)).then_with(|| one.annotation.id.cmp(&other.annotation.id))
    });
    let claims = |standing: Standing| {
        all.iter().filter(|it| it.annotation.category == Category::Claim && standing.holds(it)).count()
    };
    Summary {
        words: words.len(),
        unmarked: words.len() - count(covered(&words, &all)),
        lost: all.iter().filter(|it| it.extent().is_none()).count(),
        without_source: claims(Standing::NoSource),
        unchecked: claims(Standing::Unchecked),
        speakers: speakers(&all),
        categories: tallies(codebook, &words, all),
    }
}

fn tallies(codebook: &Codebook, words: &[TextRange], mut all: Vec<&Anchored>) -> Vec<Tally> {
    sort(&mut all, |one, other| one.annotation.category.cmp(&other.annotation.category));
    let tally = |group: &[&Anchored]| Tally {
        category: group[0].annotation.category.clone(),
        count: group.len(),
        words: count(covered(words, group)),
    };
    let mut used: Vec<Tally> =
        all.chunk_by(|one, other| one.annotation.category == other.annotation.category).map(tally).collect();
    let mut tallies = Vec::new();
    for entry in codebook.entries() {
        match used.iter().position(|it| it.category == entry.category) {
            Some(at) => tallies.push(used.remove(at)),
            None if entry.is_retired() => {}
            None => tallies.push(Tally { category: entry.category, count: 0, words: 0 }),
        }
    }
    tallies.extend(used);
    tallies
}

/// Which of `words`, which are in order, a mark of `group` touches: runs of them, in order, none of which overlap.
pub(crate) fn covered(words: &[TextRange], group: &[&Anchored]) -> Vec<Range<usize>> {
    let mut ranges: Vec<TextRange> =
        group.iter().flat_map(|it| it.anchors.iter().filter_map(|anchor| anchor.range())).collect();
    sort(&mut ranges, TextRange::cmp);
    let mut counted = 0;
    let run = |range: TextRange| {
        let from = words.partition_point(|word| word.end <= range.start).max(counted);
        counted = words.partition_point(|word| word.start < range.end).max(from);
        from..counted
    };
    ranges.into_iter().map(run).collect()
}

fn count(runs: Vec<Range<usize>>) -> usize {
    runs.into_iter().map(|run| run.len()).sum()
}

fn speakers(all: &[&Anchored]) -> Vec<Speaker> {
    let name = |annotation: &Annotation| {
        let key = attribute::speaker_of(&Category::Quote).unwrap_or_default();
        attribute::words(&annotation.attributes, key).trim().to_owned()
    };
    let quotes = all.iter().filter(|it| it.annotation.category == Category::Quote);
    let mut named: Vec<(String, String)> = quotes.map(|it| (name(&it.annotation), it.annotation.quote())).collect();
    sort(&mut named, |one, other| one.0.cmp(&other.0));
    let mut speakers: Vec<Speaker> = named
        .chunk_by(|one, other| one.0 == other.0)
        .map(|group| Speaker {
            name: group[0].0.clone(),
            quotes: group.iter().map(|(_, quote)| quote.clone()).collect(),
        })
        .collect();
    sort(&mut speakers, |one, other| {
        one.name.is_empty().cmp(&other.name.is_empty()).then(other.quotes.len().cmp(&one.quotes.len()))
    });
    speakers
}

/// A share in tenths of a per cent, rounded; of nothing, nothing.
///
/// ```
/// use glossator_core::summary::per_mille;
/// assert_eq!((per_mille(1, 3), per_mille(3, 3), per_mille(0, 0)), (333, 1000, 0));
/// ```
pub fn per_mille(part: usize, all: usize) -> usize {
    (part * 1000 + all / 2).checked_div(all).unwrap_or_default()
}

/// A share in whole per cents. What is not nothing is never called 0, and what is not all never 100.
///
/// ```
/// use glossator_core::summary::per_cent;
/// let of_1000 = [0, 1, 445, 999, 1000].map(|part| per_cent(part, 1000));
/// assert_eq!(of_1000, ["0", "<1", "45", ">99", "100"]);
/// ```
pub fn per_cent(part: usize, all: usize) -> String {
    match (part * 100 + all / 2).checked_div(all).unwrap_or_default() {
        0 if part > 0 => "<1".to_owned(),
        100 if part < all => ">99".to_owned(),
        number => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::Anchor;
    use crate::article::plain_text;
    use crate::codebook::Entry;
    use crate::fixtures::{annotation, any_text};
    use crate::text::Text;
    use crate::{article::Metadata, selector::Target};
    use proptest::prelude::*;
    use serde_json::json;

    /// Annotations in a small notation, a line each: `category words`, then `: json` for the attributes. Words that the
    /// article does not have are lost.
    fn marked(article: &Article, notation: &str) -> Vec<Rc<Anchored>> {
        let one = |(number, line): (usize, &str)| {
            let (line, attributes) = line.split_once(": ").unwrap_or((line, "{}"));
            let (category, words) = line.trim().split_once(' ').expect("a category and words");
            let mut it = (*annotation(&format!("urn:x:{number}"), Category::from_name(category))).clone();
            it.attributes = serde_json::from_str(attributes).expect("attributes");
            let mut target = Target::default();
            target.quote.exact = words.to_owned();
            it.targets = vec![target];
            let anchor = article
                .text
                .as_str()
                .find(words)
                .map_or(Anchor::Lost, |start| Anchor::Exact(TextRange::new(start, start + words.len())));
            Rc::new(Anchored { annotation: Rc::new(it), anchors: vec![anchor] })
        };
        notation.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate().map(one).collect()
    }

    fn of(notation: &str) -> Summary {
        let article = plain_text::parse("One two three don’t five.");
        summary(&article, &Codebook::default(), &marked(&article, notation))
    }

    /// Each category with its annotations and words, then what is not marked.
    fn check(notation: &str, expected: &str) {
        let summary = of(notation);
        let mut said: Vec<String> =
            summary.categories.iter().map(|it| format!("{} {}×{}", it.category.as_str(), it.count, it.words)).collect();
        said.push(format!("unmarked {}", summary.unmarked));
        assert_eq!(said.join(", "), expected);
        assert_eq!(summary.words, 5);
    }

    #[test]
    fn words_are_counted_once_for_each_category_that_covers_them() {
        check("", "claim 0×0, quote 0×0, opinion 0×0, unmarked 5");
        check("claim One two", "claim 1×2, quote 0×0, opinion 0×0, unmarked 3");
        check("claim One two\nclaim two three\nclaim two", "claim 3×3, quote 0×0, opinion 0×0, unmarked 2");
        check("claim One two\nquote two three", "claim 1×2, quote 1×2, opinion 0×0, unmarked 2");
        // A part of a word is that word, a space is none, and what is lost covers nothing.
        check("claim e d\nclaim t f", "claim 2×3, quote 0×0, opinion 0×0, unmarked 2");
        check("claim gone", "claim 1×0, quote 0×0, opinion 0×0, unmarked 5");
        check("number five\nage One", "claim 0×0, quote 0×0, opinion 0×0, age 1×1, number 1×1, unmarked 3");
    }

    #[test]
    fn categories_are_those_of_the_codebook_and_whatever_is_used() {
        let article = plain_text::parse("One two three.");
        let retired = |name: &str| Entry::new(Category::from_name(name)).retired(true);
        let codebook = Codebook::new([retired("claim"), Entry::new(Category::from_name("number")), retired("quote")]);
        let summary = summary(&article, &codebook, &marked(&article, "quote two\nopinion One"));
        let names: Vec<&str> = summary.categories.iter().map(|it| it.category.as_str()).collect();
        assert_eq!(names, ["number", "quote", "opinion"]);
    }

    #[test]
    fn what_is_still_to_do_on_claims() {
        let summary = of(r#"
            claim One
            claim two: {"verdict": "unchecked", "evidence": [{"url": "https://a.example/"}]}
            claim three: {"verdict": "false", "evidence": []}
            claim gone
            quote five
        "#);
        assert_eq!((summary.without_source, summary.unchecked, summary.lost), (3, 3, 1));
    }

    #[test]
    fn speakers_are_as_they_are_spelled_and_the_nameless_last() {
        let summary = of(r#"
            quote five: {"source": {"text": " Ada "}}
            quote gone: {"source": "Bo"}
            quote three
            quote two
            quote don’t: {"source": "ada"}
            quote One: {"source": "Bo"}
            claim One: {"source": "Cy"}
        "#);
        let said: Vec<String> =
            summary.speakers.iter().map(|it| format!("{}: {}", it.name, it.quotes.join(", "))).collect();
        assert_eq!(said, ["Bo: One, gone", "Ada: five", "ada: don’t", ": two, three"]);
    }

    proptest! {
        #[test]
        fn no_share_exceeds_all_words_and_the_order_does_not_matter(
            string in any_text(),
            marks in prop::collection::vec((0usize..4, 0usize..3, 0usize..300, 0usize..300), 0..12),
            turn in 0usize..12,
        ) {
            let text = Text::new(string);
            let mut all = Vec::new();
            for (number, (category, name, one, other)) in marks.into_iter().enumerate() {
                let mut it = (*annotation(
                    &format!("urn:x:{number}"),
                    Category::from_name(["claim", "quote", "opinion", "number"][category]),
                )).clone();
                it.attributes.insert("source".to_owned(), json!(["", "Ada", "Bo"][name]));
                let range = text.snap(TextRange::new(one.min(text.len()), other.min(text.len())));
                let anchor = if range.is_empty() { Anchor::Lost } else { Anchor::Exact(range) };
                all.push(Rc::new(Anchored { annotation: Rc::new(it), anchors: vec![anchor] }));
            }
            let article = Article::new(text, vec![], Metadata::default());
            let first = summary(&article, &Codebook::default(), &all);
            let marked = first.words - first.unmarked;
            for tally in &first.categories {
                prop_assert!(tally.words <= marked);
                prop_assert!(per_mille(tally.words, first.words) <= 1000);
            }
            let sum: usize = first.categories.iter().map(|it| it.words).sum();
            prop_assert!(sum >= marked);
            let count: usize = first.categories.iter().map(|it| it.count).sum();
            prop_assert_eq!(count, all.len());
            let turn = turn.min(all.len());
            all.rotate_left(turn);
            all.reverse();
            all.rotate_left(turn / 2);
            prop_assert_eq!(summary(&article, &Codebook::default(), &all), first);
        }
    }
}
