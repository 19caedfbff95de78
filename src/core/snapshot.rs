//! What a document was at a time: its annotations and categories, and of its article only which one it was, so that ten
//! of them cost little. The articles themselves stay in the document as its earlier versions.

use crate::annotation::{Annotation, AnnotationSet, Timestamp};
use crate::article::Article;
use crate::codebook::Codebook;
use crate::document::Document;
use crate::merge::says_the_same;
use crate::transaction::{Change, Origin, Transaction};
use std::rc::Rc;

/// How many are kept of a document.
pub const KEPT: usize = 10;

/// Milliseconds between two that are taken only because work goes on. What is lost by a mistake that is noticed late is
/// at most this much work besides what undo and the journal have; with ten kept and thinned, they reach back for weeks.
pub const SPACING: i64 = 10 * 60 * 1000;

/// Deleting so many annotations in one step is an occasion. One or two are seen at once, and undone.
const MANY: usize = 5;

/// Why a snapshot was taken: what came next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Work went on, and the last one was some time ago.
    Work,
    /// A file was merged.
    Merge,
    /// The article was replaced by another version.
    Version,
    /// Many annotations were deleted at once.
    Deletion,
    /// A person went back to an older one.
    Return,
}

/// What a document was.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// When it was taken.
    pub at: Timestamp,
    /// Why.
    pub occasion: Occasion,
    /// The hash of the article.
    pub article: Rc<str>,
    /// The categories.
    pub codebook: Codebook,
    /// The annotations.
    pub annotations: AnnotationSet,
}

/// What changed since a snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since {
    /// Annotations that came.
    pub added: Vec<Rc<Annotation>>,
    /// Annotations that went.
    pub removed: Vec<Rc<Annotation>>,
    /// Annotations that say something else: then and now.
    pub changed: Vec<(Rc<Annotation>, Rc<Annotation>)>,
    /// Whether the article is another one.
    pub article: bool,
    /// Whether the categories are others.
    pub categories: bool,
}

impl Occasion {
    /// Each with the name that it is stored by.
    pub const NAMES: [(Self, &'static str); 5] = [
        (Self::Work, "work"),
        (Self::Merge, "merge"),
        (Self::Version, "version"),
        (Self::Deletion, "deletion"),
        (Self::Return, "return"),
    ];

    /// What a step is an occasion for.
    pub fn of(step: &Transaction) -> Self {
        let deleted = step.changes.iter().filter(|change| change.after.is_none()).count();
        match step.origin {
            _ if step.edition.is_some() => Self::Version,
            Origin::Import => Self::Merge,
            _ if deleted >= MANY => Self::Deletion,
            _ => Self::Work,
        }
    }
}

impl Snapshot {
    /// Of a document as it is.
    pub fn of(document: &Document, occasion: Occasion, at: Timestamp) -> Self {
        Self {
            at,
            occasion,
            article: document.article.hash().into(),
            codebook: document.codebook.clone(),
            annotations: document.annotations.clone(),
        }
    }

    /// Whether there is anything in it to go back to.
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty() && self.codebook.is_default()
    }

    /// Whether it would bring back the same as another one.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (&self.article, &self.codebook, &self.annotations) == (&other.article, &other.codebook, &other.annotations)
    }

    /// What changed since.
    pub fn since(&self, document: &Document) -> Since {
        let mut since = Since {
            article: *self.article != *document.article.hash(),
            categories: self.codebook != document.codebook,
            ..Since::default()
        };
        for now in document.annotations.iter() {
            match self.annotations.get(&now.id) {
                Some(then) if is_same(then, now) => {}
                Some(then) => since.changed.push((then.clone(), now.clone())),
                None => since.added.push(now.clone()),
            }
        }
        let gone = |then: &&Rc<Annotation>| document.annotations.get(&then.id).is_none();
        since.removed = self.annotations.iter().filter(gone).cloned().collect();
        since
    }

    /// The article that it was taken of, if the document still has it.
    pub fn article_in(&self, document: &Document) -> Option<Rc<Article>> {
        let versions = document.earlier.iter().map(|version| &version.article);
        versions.chain([&document.article]).find(|article| article.hash() == &*self.article).cloned()
    }

    /// The step that makes the document what it was. Where its article is not there any more, the annotations come back
    /// on the one that is.
    pub fn restoring(&self, document: &Document, at: Timestamp) -> Transaction {
        let Since { added, removed, changed, .. } = self.since(document);
        let back = changed.iter().map(|(then, now)| Change::edit(now, as_before(now, then, at)));
        let removed = removed.iter().map(|then| Change { before: None, after: Some(then.clone()) });
        let mut step =
            Transaction::new(added.iter().map(Change::remove).chain(removed).chain(back).collect(), Origin::User);
        let other = self.article_in(document).filter(|article| article.hash() != document.article.hash());
        step.edition = other.map(|article| (document.edition(), document.edition().replaced(article, at)));
        step.codebook =
            (self.codebook != document.codebook).then(|| (document.codebook.clone(), self.codebook.clone()));
        step
    }
}

/// An annotation made what it was before, as a change of today: for others it is its newest state.
pub fn as_before(now: &Annotation, then: &Annotation, at: Timestamp) -> Annotation {
    let was = Annotation { revision: now.revision, ..then.clone() };
    was.revised(at, |_| {})
}

/// Whether a person would find no difference.
pub fn is_same(one: &Annotation, other: &Annotation) -> bool {
    one == other || says_the_same(one, other)
}

/// Which of more than [`KEPT`] snapshots makes room, by when they were taken, oldest first: the one whose neighbours are
/// nearest to each other, measured by how long ago they are. So they lie dense in the last hours and sparse in the months
/// before. The first and the last stay.
pub fn surplus(times: &[Timestamp], now: Timestamp) -> Option<usize> {
    if times.len() <= KEPT {
        return None;
    }
    // Minutes suffice, so that products of two ages stay far from the largest number.
    let age = |at: usize| u128::from(now.0.saturating_sub(times[at].0).max(0).unsigned_abs() / 60_000 + 1);
    let mut best = 1;
    for at in 2..times.len() - 1 {
        // The ratio of the ages of its neighbours is smaller than that of the best so far.
        if age(at - 1) * age(best + 1) < age(best - 1) * age(at + 1) {
            best = at;
        }
    }
    Some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Category, Iri};
    use crate::article::plain_text;
    use crate::codebook::Entry;
    use crate::fixtures::annotation;
    use crate::state::{Action, State};
    use proptest::prelude::*;

    /// A document with annotations: ids with their notes, "a1 b2".
    fn document(notation: &str) -> Document {
        let noted = |word: &str| {
            let mut it = (*annotation(&format!("urn:x:{}", &word[..1]), Category::Claim)).clone();
            it.note = word[1..].to_owned();
            Rc::new(it)
        };
        let article = plain_text::parse("Ten people came.");
        let mut document = Document::new(Iri::new("urn:x:d"), article, Timestamp(0));
        document.annotations = notation.split_whitespace().map(noted).collect();
        document
    }

    fn shown(document: &Document) -> String {
        let all: Vec<String> =
            document.annotations.iter().map(|it| format!("{}{}", &it.id.as_str()[6..], it.note)).collect();
        all.join(" ")
    }

    fn taken(document: &Document) -> Snapshot {
        Snapshot::of(document, Occasion::Work, Timestamp(1))
    }

    #[test]
    fn what_changed_since_is_told() {
        let since = taken(&document("a1 b1 c1")).since(&document("a1 b2 d1"));
        assert_eq!((since.added.len(), since.removed.len(), since.changed.len()), (1, 1, 1));
        assert_eq!((since.article, since.categories), (false, false));
        assert_eq!(taken(&document("a1")).since(&document("a1")), Since::default());
    }

    #[test]
    fn a_state_of_another_article_and_other_categories_comes_back_with_them() {
        let mut old = document("a1");
        old.codebook = Codebook::new([Entry::new(Category::from_name("x"))]);
        let then = taken(&old);
        let state = State::new(Rc::new(old.clone()));
        let other = plain_text::parse("Twelve people came.").into();
        let state = state.update(Action::replace(other, vec![], Timestamp(2)));
        let state = state.update(Action::set_codebook(Codebook::default())).update(Action::Remove(Iri::new("urn:x:a")));
        let back = state.update(Action::restore(Rc::new(then.restoring(&state.document, Timestamp(3)))));
        assert_eq!(back.document.article.hash(), old.article.hash());
        assert_eq!((&back.document.codebook, &back.document.annotations), (&old.codebook, &old.annotations));
        assert_eq!(then.since(&back.document), Since::default());
        // The version in between is not lost, and one undo takes all of it back.
        assert_eq!(back.document.earlier.len(), 1);
        assert_eq!(back.update(Action::Undo).document, state.document);
    }

    #[test]
    fn annotations_of_an_article_that_is_gone_come_back_on_the_one_that_is_there() {
        let mut then = taken(&document("a1"));
        then.article = "gone".into();
        let now = document("b1");
        let step = then.restoring(&now, Timestamp(2));
        assert!(step.edition.is_none());
        let mut back = now;
        step.apply_to(&mut back);
        assert_eq!(shown(&back), "a1");
    }

    #[test]
    fn what_comes_next_is_the_occasion() {
        let step = |removed: usize, origin| {
            let all: Vec<_> = "abcdefg"[..removed].chars().map(|id| format!("{id}1")).collect();
            let changes = document(&all.join(" ")).annotations.iter().map(Change::remove).collect();
            Occasion::of(&Transaction::new(changes, origin))
        };
        assert_eq!(step(MANY - 1, Origin::User), Occasion::Work);
        assert_eq!(step(MANY, Origin::Undo), Occasion::Deletion);
        assert_eq!(step(1, Origin::Import), Occasion::Merge);
    }

    #[test]
    fn ten_reach_back_for_weeks_and_are_dense_in_the_last_hours() {
        let mut kept: Vec<Timestamp> = Vec::new();
        // Four hours of work a day, for sixty days.
        let times = (0..60).flat_map(|day| (0..24).map(move |tenth| Timestamp(day * 86_400_000 + tenth * SPACING)));
        for now in times {
            kept.push(now);
            if let Some(at) = surplus(&kept, now) {
                kept.remove(at);
            }
            assert!(kept.len() <= KEPT);
        }
        let now = kept[KEPT - 1].0;
        let within = |ms: i64| kept.iter().filter(|at| now - at.0 <= ms).count();
        assert_eq!(kept[0], Timestamp(0));
        assert!(within(3_600_000) >= 3, "{kept:?}");
        assert!((2..=KEPT - 2).contains(&(KEPT - within(86_400_000))), "{kept:?}");
    }

    proptest! {
        #[test]
        fn going_back_gives_what_was_and_one_undo_takes_it_back(then in "([a-f][0-3] ){0,6}", now in "([a-f][0-3] ){0,6}") {
            let (then, now) = (document(&then), document(&now));
            let state = State::new(Rc::new(now.clone()));
            let back = state.update(Action::restore(Rc::new(taken(&then).restoring(&now, Timestamp(9)))));
            prop_assert_eq!(shown(&back.document), shown(&then));
            prop_assert_eq!(taken(&then).since(&back.document), Since::default());
            // Where nothing differs there is no step.
            prop_assert_eq!(&*back.update(Action::Undo).document, &now);
        }

        #[test]
        fn whatever_the_clocks_say_one_in_the_middle_makes_room(times in prop::collection::vec(any::<i64>(), 11..14), now in any::<i64>()) {
            let times: Vec<Timestamp> = times.into_iter().map(Timestamp).collect();
            let at = surplus(&times, Timestamp(now)).expect("too many");
            prop_assert!(at > 0 && at < times.len() - 1);
        }
    }
}
