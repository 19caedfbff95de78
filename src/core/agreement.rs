//! How far several people marked an article alike: by category, in words, and place by place, for somebody to decide
//! where they differ.

mod most;
mod pairs;

pub use pairs::{PAIRED, Pair};

use crate::anchor::Anchor;
use crate::annotation::{Annotation, Category};
use crate::article::Article;
use crate::attribute::{Decision, decision};
use crate::codebook::Codebook;
use crate::filter::Author;
use crate::highlight::Anchored;
use crate::sorting::{sort, sort_and_dedup};
use crate::summary::covered;
use crate::text::TextRange;
use crate::word;
use std::cmp::Reverse;
use std::rc::Rc;

/// Annotations that one is likened to at most. In work that people did, a place has a handful; of thousands on the same
/// words, made by a program, the rest stand alone.
const LIKENED: usize = 128;

/// What several people's annotations come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// The categories that one of them used, in the order of the codebook, those that it does not have last.
    pub rows: Vec<Row>,
    /// How far each two of them agree, where they are more than two and no more than [`PAIRED`].
    pub pairs: Vec<Pair>,
    /// What they marked, in the order of the text.
    pub places: Vec<Place>,
    /// Annotations none of whose words are found: they cannot be compared.
    pub lost: usize,
}

/// How far they agree on a category.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The category.
    pub category: Category,
    /// Annotations, an author each.
    pub counts: Vec<usize>,
    /// Words that everybody marked so.
    pub by_all: usize,
    /// Words that anybody marked so.
    pub by_any: usize,
    /// Krippendorff's α, in hundredths: 100 where all agree, 0 where they agree as by chance, less where they agree
    /// less. None where chance could not have differed: nobody marked a word so, or everybody every word.
    pub alpha: Option<i32>,
}

/// Annotations that are about the same words, one of an author at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// From the first of their words to the last.
    pub extent: TextRange,
    /// An author each, in the order in which the authors were given.
    pub versions: Vec<Option<Rc<Anchored>>>,
    /// How they differ.
    pub difference: Difference,
}

/// How the annotations of a place differ: the first of these that they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// In their category.
    Category,
    /// Somebody has none there.
    Missing,
    /// In the words that they cover.
    Extent,
    /// In none of these.
    None,
}

impl Place {
    /// The annotations there are.
    pub fn annotations(&self) -> impl Iterator<Item = &Rc<Annotation>> {
        self.versions.iter().flatten().map(|it| &it.annotation)
    }

    /// Whether somebody decided about each of them.
    pub fn is_decided(&self) -> bool {
        self.annotations().all(|it| decision(it).is_some())
    }
}

/// How the annotations of `authors` in `anchored`, each of which is of `article`, agree.
///
/// The unit of α is the word, and a word counts as marked where a mark touches it: categories overlap, so each is a
/// question of its own, with yes or no for an answer from everybody (Krippendorff, *Computing Krippendorff's
/// Alpha-Reliability*, 2011, nominal data). Annotations are about the same words where each two of them share some, and
/// one is put with another for having the category and words in common, or else more than half of what either covers.
pub fn agreement(article: &Article, codebook: &Codebook, anchored: &[Rc<Anchored>], authors: &[Author]) -> Agreement {
    let whose = |it: &Rc<Anchored>| {
        let author = Author::of(&it.annotation);
        Some((authors.iter().position(|one| *one == author)?, it.clone()))
    };
    let mut items: Vec<Item> = Vec::new();
    let mut lost = 0;
    for (author, anchored) in anchored.iter().filter_map(whose) {
        match anchored.extent() {
            Some(extent) => items.push(Item { author, ranges: found(&anchored), anchored, extent }),
            None => lost += 1,
        }
    }
    // By what they are and not by when they came, so that the order of merging changes nothing.
    sort(&mut items, |one, other| {
        let place = |it: &Item| (it.extent.start, it.extent.end, it.author);
        place(one).cmp(&place(other)).then_with(|| one.anchored.annotation.id.cmp(&other.anchored.annotation.id))
    });
    let words = word::words(article.text.as_str());
    let rows = rows(&words, codebook, &items, authors.len());
    let categories: Vec<Category> = rows.iter().map(|it| it.category.clone()).collect();
    let pairs = pairs::pairs(&words, &items, &categories, authors.len());
    Agreement { rows, pairs, places: places(&items, authors.len()), lost }
}

/// Of `anchored`, what was accepted. Of several that mark the same words as the same, those stay that say something of
/// them, or else one.
pub fn accepted(anchored: &[Rc<Anchored>]) -> Vec<Rc<Annotation>> {
    let is_accepted = |it: &&Rc<Anchored>| decision(&it.annotation) == Some(Decision::Accepted);
    let place = |it: &Rc<Anchored>| (found(it), it.annotation.category.clone());
    let mut all: Vec<_> = anchored.iter().filter(is_accepted).map(|it| (place(it), it)).collect();
    sort(&mut all, |one, other| one.0.cmp(&other.0).then_with(|| one.1.annotation.id.cmp(&other.1.annotation.id)));
    let mut kept = Vec::new();
    for same in all.chunk_by(|one, other| one.0 == other.0) {
        let says = |it: &Rc<Anchored>| {
            let it = &it.annotation;
            let more = it.attributes.len() > 1 || !it.unknown.annotation.is_empty() || !it.unknown.bodies.is_empty();
            more || !it.note.is_empty() || !it.tags.is_empty()
        };
        let stays = |it: &&Rc<Anchored>| says(it) || it.anchors.contains(&Anchor::Lost);
        let staying: Vec<&Rc<Anchored>> = same.iter().map(|(_, it)| *it).filter(stays).collect();
        let staying = if staying.is_empty() { vec![same[0].1] } else { staying };
        kept.extend(staying.into_iter().map(|it| it.annotation.clone()));
    }
    kept
}

/// Where its words are: in order, and none touch.
fn found(anchored: &Anchored) -> Vec<TextRange> {
    let mut ranges: Vec<TextRange> = anchored.anchors.iter().filter_map(|anchor| anchor.range()).collect();
    sort_and_dedup(&mut ranges);
    let mut joined: Vec<TextRange> = Vec::new();
    for range in ranges {
        match joined.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

struct Item {
    author: usize,
    anchored: Rc<Anchored>,
    /// As [`found`] has them.
    ranges: Vec<TextRange>,
    extent: TextRange,
}

impl Item {
    fn category(&self) -> &Category {
        &self.anchored.annotation.category
    }
}

fn rows(words: &[TextRange], codebook: &Codebook, items: &[Item], authors: usize) -> Vec<Row> {
    let categories = codebook.in_order(items.iter().map(|it| it.category().clone()).collect());
    let row = |category: Category| {
        let mut counts = Vec::new();
        let mut coders = vec![0_usize; words.len()];
        for author in 0..authors {
            let group = items.iter().filter(|it| it.author == author && *it.category() == category);
            let group: Vec<&Anchored> = group.map(|it| &*it.anchored).collect();
            counts.push(group.len());
            for run in covered(words, &group) {
                coders[run].iter_mut().for_each(|coders| *coders += 1);
            }
        }
        Row {
            counts,
            by_all: coders.iter().filter(|coders| **coders == authors).count(),
            by_any: coders.iter().filter(|coders| **coders > 0).count(),
            alpha: alpha(&coders, authors),
            category,
        }
    };
    categories.into_iter().map(row).collect()
}

/// α in hundredths, by how many of `authors` said yes to each word.
fn alpha(coders: &[usize], authors: usize) -> Option<i32> {
    let answers = coders.len() * authors;
    let yes: usize = coders.iter().sum();
    let differing: usize = coders.iter().map(|coders| coders * (authors - coders)).sum();
    alpha_of(answers, yes, differing, authors)
}

/// The same, by how many of all answers are yes, and how many pairs of answers to one word differ.
fn alpha_of(answers: usize, yes: usize, differing: usize, authors: usize) -> Option<i32> {
    let no = answers - yes;
    if authors < 2 || yes == 0 || no == 0 {
        return None;
    }
    // 1 - (n - 1) · Σ k (m - k) / (m - 1) / (yes · no): far below what a float holds exactly.
    let observed = differing as f64 / (authors - 1) as f64;
    let expected = yes as f64 * no as f64 / (answers - 1) as f64;
    let hundredths = (100.0 * (1.0 - observed / expected)).round() as i32;
    // What is not all is never called so.
    Some(if differing > 0 { hundredths.min(99) } else { hundredths })
}

/// Bytes that two annotations share, and that either covers.
fn shared(one: &Item, other: &Item) -> (usize, usize) {
    let length = |ranges: &[TextRange]| -> usize { ranges.iter().map(|range| range.len()).sum() };
    let (mut both, mut from) = (0, 0);
    for range in &one.ranges {
        while other.ranges.get(from).is_some_and(|it| it.end <= range.start) {
            from += 1;
        }
        let overlaps = other.ranges[from..].iter().take_while(|it| it.start < range.end);
        both += overlaps.filter_map(|it| range.intersect(*it)).map(TextRange::len).sum::<usize>();
    }
    (both, length(&one.ranges) + length(&other.ranges) - both)
}

/// The best pairs first: the same; then of one category, that share more than half; then of two, that do; then of one
/// category, whatever they share.
fn places(items: &[Item], authors: usize) -> Vec<Place> {
    let mut pairs: Vec<(usize, Reverse<usize>, usize, usize)> = Vec::new();
    for (at, one) in items.iter().enumerate() {
        let behind = (at + 1..).zip(&items[at + 1..]).take_while(|(_, it)| it.extent.start < one.extent.end);
        let alike = behind.filter(|(_, it)| it.author != one.author).filter_map(|(other_at, other)| {
            let (both, either) = shared(one, other);
            let rank = match (one.category() == other.category(), both * 2 > either) {
                (true, _) if one.ranges == other.ranges => 0,
                (true, true) => 1,
                (false, true) => 2,
                (true, false) if both > 0 => 3,
                _ => return None,
            };
            Some((rank, Reverse(both * 1000 / either.max(1)), at, other_at))
        });
        pairs.extend(alike.take(LIKENED));
    }
    sort_and_dedup(&mut pairs);
    // Which place an item is of, and the items of each place, an author each.
    let mut place_of: Vec<usize> = (0..items.len()).collect();
    let alone = |(at, item): (usize, &Item)| {
        let mut members = vec![None; authors];
        members[item.author] = Some(at);
        members
    };
    let mut members: Vec<Vec<Option<usize>>> = items.iter().enumerate().map(alone).collect();
    for (_, _, one, other) in pairs {
        let (into, from) = (place_of[one], place_of[other]);
        let clash = |(one, other): (&Option<usize>, &Option<usize>)| one.is_some() && other.is_some();
        if into == from || members[into].iter().zip(&members[from]).any(clash) {
            continue;
        }
        // Else one word of each would chain what has none in common.
        let apart = |one: &usize| members[from].iter().flatten().any(|it| shared(&items[*one], &items[*it]).0 == 0);
        if members[into].iter().flatten().any(apart) {
            continue;
        }
        for (author, at) in std::mem::take(&mut members[from]).into_iter().enumerate() {
            if let Some(at) = at {
                place_of[at] = into;
                members[into][author] = Some(at);
            }
        }
    }
    let mut places: Vec<Place> = members.iter().filter_map(|members| place(items, members)).collect();
    sort(&mut places, |one, other| one.extent.cmp(&other.extent));
    places
}

fn place(items: &[Item], members: &[Option<usize>]) -> Option<Place> {
    let here: Vec<&Item> = members.iter().flatten().map(|at| &items[*at]).collect();
    let first = here.first()?;
    let extent = here.iter().fold(first.extent, |all, it| TextRange {
        start: all.start.min(it.extent.start),
        end: all.end.max(it.extent.end),
    });
    let difference = if here.iter().any(|it| it.category() != first.category()) {
        Difference::Category
    } else if here.len() < members.len() {
        Difference::Missing
    } else if here.iter().any(|it| it.ranges != first.ranges || it.anchored.anchors.contains(&Anchor::Lost)) {
        Difference::Extent
    } else {
        Difference::None
    };
    let versions = members.iter().map(|at| at.map(|at| items[at].anchored.clone())).collect();
    Some(Place { extent, versions, difference })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::annotation::Person;
    use crate::article::plain_text;
    use crate::fixtures::annotation;
    use proptest::prelude::*;

    const ARTICLE: &str = "one two three four five six seven eight nine ten";

    fn author(name: &str) -> Author {
        Author::Named(name.to_owned())
    }

    fn item(number: usize, name: &str, category: &str, ranges: &[TextRange]) -> Rc<Anchored> {
        let mut it = (*annotation(&format!("urn:x:{number}"), Category::from_name(category))).clone();
        it.creator = Some(Person { name: name.to_owned(), ..Person::default() });
        Rc::new(Anchored { annotation: Rc::new(it), anchors: ranges.iter().copied().map(Anchor::Exact).collect() })
    }

    /// Annotations, a line each: `author category words`, several runs of words between `|`; `-` in front of those
    /// that are rejected, `+` of those that are accepted.
    fn marked(notation: &str) -> Vec<Rc<Anchored>> {
        let one = |(number, line): (usize, &str)| {
            let (sign, line) = match line.split_at(1) {
                ("+", rest) => (Some(Decision::Accepted), rest),
                ("-", rest) => (Some(Decision::Rejected), rest),
                _ => (None, line),
            };
            let mut parts = line.splitn(3, ' ');
            let (name, category, words) = (parts.next(), parts.next(), parts.next().expect("words"));
            let mut it = item(number, name.expect("a name"), category.expect("a category"), &[]);
            let anchored = Rc::make_mut(&mut it);
            let place = |words: &str| match ARTICLE.find(words) {
                Some(start) => Anchor::Exact(TextRange::new(start, start + words.len())),
                None => Anchor::Lost,
            };
            anchored.anchors = words.split('|').map(place).collect();
            if let Some(decision) = sign {
                decision.put(Rc::make_mut(&mut anchored.annotation));
            }
            it
        };
        notation.split('\n').map(str::trim).filter(|line| !line.is_empty()).enumerate().map(one).collect()
    }

    pub(crate) fn of(notation: &str, authors: &[&str]) -> Agreement {
        let authors: Vec<Author> = authors.iter().map(|name| author(name)).collect();
        agreement(&plain_text::parse(ARTICLE), &Codebook::default(), &marked(notation), &authors)
    }

    fn check_rows(notation: &str, authors: &[&str], expected: &str) {
        let row = |it: &Row| {
            let alpha = it.alpha.map_or("none".to_owned(), |alpha| alpha.to_string());
            format!("{} {:?} {}/{} α {alpha}", it.category.as_str(), it.counts, it.by_all, it.by_any)
        };
        assert_eq!(of(notation, authors).rows.iter().map(row).collect::<Vec<_>>().join(", "), expected);
    }

    #[test]
    fn agreement_is_counted_in_words() {
        check_rows("a claim one two\nb claim one two", &["a", "b"], "claim [1, 1] 2/2 α 100");
        // By hand: n = 20, yes = 3, no = 17, one word differs: 1 - 19 · 1 / 51 = 0.627.
        check_rows("a claim one two\nb claim one", &["a", "b"], "claim [1, 1] 1/2 α 63");
        // Less than by chance: yes = 2, no = 18, two differ: 1 - 19 · 2 / 36.
        check_rows("a claim one\nb claim two", &["a", "b"], "claim [1, 1] 0/2 α -6");
        check_rows(&format!("a claim {ARTICLE}\nb claim {ARTICLE}"), &["a", "b"], "claim [1, 1] 10/10 α none");
        check_rows("a claim gone\nb claim lost", &["a", "b"], "");
        check_rows("a claim one\nb quote one", &["a", "b"], "claim [1, 0] 0/1 α 0, quote [0, 1] 0/1 α 0");
        // Three: yes = 5, no = 25, one word of which two of three say yes: 1 - 29 · (2 / 2) / 125.
        check_rows("a claim one two\nb claim one two\nc claim one", &["a", "b", "c"], "claim [1, 1, 1] 1/2 α 77");
        // Who is not asked for does not count.
        check_rows("a claim one\nb claim one\nc claim ten", &["a", "b"], "claim [1, 1] 1/1 α 100");
    }

    /// A place a line: how the versions differ, then the number of each author's annotation.
    fn check_places(notation: &str, authors: &[&str], expected: &[&str]) {
        let number = |it: &Option<Rc<Anchored>>| {
            it.as_ref().map_or("-".to_owned(), |it| it.annotation.id.as_str().replace("urn:x:", ""))
        };
        let place = |it: &Place| {
            format!("{:?} {}", it.difference, it.versions.iter().map(number).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(of(notation, authors).places.iter().map(place).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn annotations_on_the_same_words_are_one_place() {
        let two = &["a", "b"][..];
        check_places("a claim one two\nb claim one two", two, &["None 0 1"]);
        check_places("a claim one two\nb claim one two three", two, &["Extent 0 1"]);
        check_places("a claim one two\nb opinion one two", two, &["Category 0 1"]);
        check_places("a claim one two\nb claim nine", two, &["Missing 0 -", "Missing - 1"]);
        // A claim in a quotation is no other opinion of the quotation.
        check_places("a quote one two three four\nb claim two", two, &["Missing 0 -", "Missing - 1"]);
        // The same comes before the similar, whichever stands first.
        check_places("a claim one two three\nb claim one\nb claim one two three", two, &["Missing - 1", "None 0 2"]);
        check_places("a claim one two\na opinion one two\nb opinion one two", two, &["Missing 0 -", "None 1 2"]);
        check_places("a claim one two|five\nb claim one two|five\n", two, &["None 0 1"]);
        check_places("a claim one two|five\nb claim one two\n", two, &["Extent 0 1"]);
        check_places("a claim one|nine\nb claim five\n", two, &["Missing 0 -", "Missing - 1"]);
        let three = &["a", "b", "c"][..];
        check_places("a claim one two\nb claim one\nc opinion one two", three, &["Category 0 1 2"]);
        check_places("a claim one\nc claim one", three, &["Missing 0 - 1"]);
        check_places("a claim gone\nb claim one", two, &["Missing - 1"]);
        // A word in common does not chain what shares none, and does not outdo the same words.
        check_places(
            "a claim one two three\nb claim three four five\nc claim five six",
            three,
            &["Missing 0 1 -", "Missing - - 2"],
        );
        check_places(
            "a claim one two three\nb opinion one two three\nb claim three four five six",
            two,
            &["Category 0 1", "Missing - 2"],
        );
        // What is found in part is not the same as what is found whole.
        check_places("a claim one|gone\nb claim one", two, &["Extent 0 1"]);
        check_places("a claim five|one two\nb claim one two|five", two, &["None 0 1"]);
    }

    #[test]
    fn what_is_accepted_is_there_once() {
        let ids = |notation: &str| -> Vec<String> {
            accepted(&marked(notation)).iter().map(|it| it.id.as_str().replace("urn:x:", "")).collect()
        };
        assert_eq!(ids("+a claim one two\n+b claim one two"), ["0"]);
        assert_eq!(ids("+a claim five|one two\n+b claim one two|five"), ["0"]);
        assert_eq!(ids("+a claim one two\n+b claim one"), ["1", "0"]);
        assert_eq!(ids("-a claim one two\n+b claim one two\na claim nine"), ["1"]);
        // What is not found is not the same as anything.
        assert_eq!(ids("+a claim gone\n+b claim lost"), ["0", "1"]);
        let decided = |notation: &str| of(notation, &["a", "b"]).places.iter().all(Place::is_decided);
        assert!(decided("+a claim one two\n-b claim one"));
        assert!(!decided("+a claim one two\nb claim one"));
        // One that says something stays, and beside it none that only marks the same.
        let mut all = marked("+a claim one two\n+b claim one two\n+c claim one two");
        for at in [1, 2] {
            Rc::make_mut(&mut Rc::make_mut(&mut all[at]).annotation).note = at.to_string();
        }
        assert_eq!(accepted(&all).iter().map(|it| it.note.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    }

    fn alone(anchored: &Rc<Anchored>) -> Item {
        let extent = anchored.extent().expect("found");
        Item { author: 0, ranges: found(anchored), anchored: anchored.clone(), extent }
    }

    #[test]
    fn a_long_quotation_is_compared_beyond_the_marks_in_it() {
        let long = "word ".repeat(400);
        let mut all = vec![item(0, "a", "quote", &[TextRange::new(0, 2000)])];
        all.extend((0..300).map(|at| item(at + 2, "a", "claim", &[TextRange::new(at * 2, at * 2 + 1)])));
        all.push(item(1, "b", "quote", &[TextRange::new(700, 2000)]));
        let found = agreement(&plain_text::parse(&long), &Codebook::default(), &all, &[author("a"), author("b")]);
        assert!(found.places.iter().any(|it| it.annotations().count() == 2));
    }

    #[test]
    fn thousands_on_the_same_words_are_compared_in_bounded_time() {
        let word = [TextRange::new(0, 3)];
        let all: Vec<Rc<Anchored>> = (0..5000).map(|at| item(at, ["a", "b"][at % 2], "claim", &word)).collect();
        let found = agreement(&plain_text::parse(ARTICLE), &Codebook::default(), &all, &[author("a"), author("b")]);
        let annotations: usize = found.places.iter().map(|it| it.annotations().count()).sum();
        assert_eq!(annotations, 5000);
    }

    proptest! {
        #[test]
        fn each_annotation_is_in_one_place_whatever_the_order(
            marks in prop::collection::vec((0..3_usize, 0..3_usize, 0..48_usize, 1..20_usize), 0..24),
            turned in 0..24_usize,
        ) {
            let names = ["a", "b", "c"];
            let one = |(number, (name, category, start, length)): (usize, (usize, usize, usize, usize))| {
                let range = TextRange::new(start, (start + length).min(ARTICLE.len()));
                item(number, names[name], ["claim", "quote", "opinion"][category], &[range])
            };
            let mut all: Vec<Rc<Anchored>> =
                marks.into_iter().filter(|it| it.2 < ARTICLE.len()).enumerate().map(one).collect();
            let authors = names.map(author);
            let article = plain_text::parse(ARTICLE);
            let found = agreement(&article, &Codebook::default(), &all, &authors);
            let mut ids: Vec<String> =
                found.places.iter().flat_map(Place::annotations).map(|it| it.id.to_string()).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), all.len());
            for place in &found.places {
                let here: Vec<Item> = place.versions.iter().flatten().map(alone).collect();
                prop_assert!(here.iter().all(|one| here.iter().all(|other| shared(one, other).0 > 0)));
                for (version, author) in place.versions.iter().zip(&authors) {
                    prop_assert!(version.as_ref().is_none_or(|it| Author::of(&it.annotation) == *author));
                }
            }
            prop_assert!(found.rows.iter().all(|it| it.by_all <= it.by_any && it.alpha.is_none_or(|it| it <= 100)));
            let turned = turned.min(all.len());
            all.rotate_left(turned);
            prop_assert_eq!(agreement(&article, &Codebook::default(), &all, &authors), found);
        }

        #[test]
        fn copies_of_one_persons_work_agree(
            marks in prop::collection::vec((0..3_usize, 0..9_usize), 1..12),
        ) {
            let words: Vec<TextRange> = word::words(ARTICLE);
            let mut marks = marks;
            marks.sort();
            marks.dedup();
            let mut all = Vec::new();
            for (at, (category, word)) in marks.into_iter().enumerate() {
                for (copy, name) in ["a", "b"].into_iter().enumerate() {
                    all.push(item(2 * at + copy, name, ["claim", "quote", "opinion"][category], &[words[word]]));
                }
            }
            let authors = ["a", "b"].map(author);
            let found = agreement(&plain_text::parse(ARTICLE), &Codebook::default(), &all, &authors);
            prop_assert!(found.places.iter().all(|it| it.difference == Difference::None));
            prop_assert!(found.rows.iter().all(|it| it.alpha == Some(100) && it.by_all == it.by_any));
        }
    }
}
