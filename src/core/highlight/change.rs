//! What is derived of a document after a change of it: from what was derived before, at the cost of what changed. Of ten
//! thousand annotations, one more costs a walk over pointers.

use super::{Anchored, Run, anchored, find, place_runs, reading_order};
use crate::annotation::AnnotationSet;
use crate::article::Article;
use crate::document::Document;
use crate::effort::Effort;
use crate::transaction::Change;
use std::rc::Rc;

/// Changes up to which each is looked for among the annotations by itself. Of more, all are put in order anew.
const FEW: usize = 64;

/// As [`anchored`], where `previous` is what that gave for the same article with the annotations `before`.
///
/// ```
/// use glossator_core::{annotation::*, article::plain_text, document::Document, highlight::*};
/// let document = Document::new(Iri::new("urn:uuid:1"), plain_text::parse("Words."), Timestamp(0));
/// assert_eq!(anchored_after(&document, &AnnotationSet::default(), &[]), anchored(&document, &[]));
/// ```
pub fn anchored_after(document: &Document, before: &AnnotationSet, previous: &[Rc<Anchored>]) -> Vec<Rc<Anchored>> {
    let changes = Change::between(before, &document.annotations);
    if changes.len() > FEW {
        return anchored(document, previous);
    }
    let is_gone = |it: &&Rc<Anchored>| {
        let gone = |change: &Change| change.before.as_ref().is_some_and(|before| Rc::ptr_eq(before, &it.annotation));
        !changes.iter().any(gone)
    };
    let mut all: Vec<Rc<Anchored>> = previous.iter().filter(is_gone).cloned().collect();
    let effort = Effort::looking();
    for annotation in changes.iter().filter_map(|change| change.after.as_ref()) {
        let new = find(document, annotation, &effort).0;
        all.insert(all.partition_point(|it| reading_order(it, &new).is_lt()), Rc::new(new));
    }
    all
}

/// The blocks whose runs are other ones than before, with these, in order: what [`by_block`](super::by_block) gives for
/// `after` where it gave `runs` for `before`. `None` where most of it may be another one: then that is to be asked.
pub fn changed_runs<'a>(
    article: &Article,
    before: &[Rc<Anchored>],
    runs: impl Fn(usize) -> &'a [Run],
    after: &[Rc<Anchored>],
) -> Option<Vec<(usize, Vec<Run>)>> {
    let alike = |(one, other): &(&Rc<Anchored>, &Rc<Anchored>)| Rc::ptr_eq(one, other);
    let head = before.iter().zip(after).take_while(alike).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(alike).count();
    let (old, new) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    if old.len() + new.len() > FEW {
        return None;
    }
    let extents = |items: &[Rc<Anchored>]| items.iter().filter_map(|it| it.extent()).collect::<Vec<_>>();
    let touched: Vec<_> = [extents(old), extents(new)].concat();
    let Some(start) = touched.iter().map(|extent| extent.start).min() else { return Some(Vec::new()) };
    let mut end = touched.iter().map(|extent| extent.end).max().unwrap_or(start);
    // Lanes depend on what lies over each other, and on that alone: back to where nothing reaches over a place, ...
    let (mut from, mut reach) = (0, 0);
    for (at, it) in after[..head].iter().enumerate() {
        let Some(extent) = it.extent() else { break };
        if reach <= extent.start && reach <= start {
            from = at;
        }
        reach = reach.max(extent.end);
    }
    if reach <= start {
        from = head;
    }
    let start = after[from..head].first().and_then(|it| it.extent()).map_or(start, |extent| extent.start.min(start));
    // ... and on to the next such place.
    end = after[from..head + new.len()].iter().filter_map(|it| it.extent()).fold(end, |end, it| end.max(it.end));
    let mut to = head + new.len();
    while let Some(extent) = after.get(to).and_then(|it| it.extent()).filter(|extent| extent.start < end) {
        end = end.max(extent.end);
        to += 1;
    }
    let again = &after[from..to];
    let first = article.block_at(start).unwrap_or(0);
    let blocks = article.blocks[first..].iter().take_while(|block| block.range.start < end).count();
    let mut fresh = vec![Vec::new(); blocks];
    place_runs(article, again, first, &mut fresh);
    let changed = |(nth, fresh): (usize, Vec<Run>)| {
        let old = runs(first + nth);
        // What is not among them ends before they begin, or begins after they end.
        let mut all: Vec<Run> = old.iter().take_while(|run| run.range.end <= start).cloned().collect();
        all.extend(fresh);
        all.extend(old.iter().filter(|run| run.range.start >= end).cloned());
        (all != old).then_some((first + nth, all))
    };
    Some(fresh.into_iter().enumerate().filter_map(changed).collect())
}

#[cfg(test)]
mod tests {
    use super::super::by_block;
    use super::*;
    use crate::annotation::{Annotation, Category, Iri, Timestamp};
    use crate::article::plain_text;
    use crate::fixtures;
    use crate::selector::describe;
    use crate::text::TextRange;
    use proptest::prelude::*;

    /// Paragraphs of different lengths.
    fn document() -> Document {
        let text: String = (0..12).map(|nth| format!("{nth} {}\n", "word ".repeat(1 + nth % 4))).collect();
        Document::new(Iri::new("urn:x:document"), plain_text::parse(&text), Timestamp(0))
    }

    fn made(document: &Document, nth: usize, (start, len): (usize, usize), found: bool) -> Rc<Annotation> {
        let text = &document.article.text;
        let start = start % (text.len() - 1);
        let range = TextRange::new(start, (start + 1 + len).min(text.len()));
        let mut annotation = (*fixtures::annotation(&format!("urn:x:{nth:03}"), Category::Claim)).clone();
        annotation.created = Timestamp(nth as i64 % 3);
        annotation.targets = vec![describe(text, range)];
        if !found {
            annotation.targets[0].quote.exact = "is not there".into();
            annotation.targets[0].position = None;
        }
        Rc::new(annotation)
    }

    proptest! {
        #[test]
        fn what_a_change_derives_is_what_is_derived_of_all(
            made_at in prop::collection::vec(((0usize..150, 0usize..40), prop::bool::weighted(0.9)), 0..40),
            removed in prop::collection::vec(0usize..40, 0..4),
            added in prop::collection::vec(((0usize..150, 0usize..40), prop::bool::weighted(0.9)), 0..4),
        ) {
            let mut document = document();
            for (nth, &(at, found)) in made_at.iter().enumerate() {
                document.annotations.insert(made(&document, nth, at, found));
            }
            let before = document.annotations.clone();
            let (old, old_runs) = (anchored(&document, &[]), by_block(&document.article, &anchored(&document, &[])));
            for nth in removed {
                document.annotations.remove(&Iri::new(format!("urn:x:{nth:03}")));
            }
            for (nth, &(at, found)) in added.iter().enumerate() {
                // One in two is another one in place of an old one.
                document.annotations.insert(made(&document, 30 + 2 * nth, at, found));
            }
            let new = anchored_after(&document, &before, &old);
            prop_assert_eq!(&new, &anchored(&document, &[]));
            let mut runs = old_runs.clone();
            let changed = changed_runs(&document.article, &old, |block| &old_runs[block], &new);
            // It gives up only where much is another one.
            prop_assert!(changed.is_some() || old.len() + new.len() > FEW);
            if let Some(changed) = changed {
                for (block, changed) in changed {
                    prop_assert_ne!(&runs[block], &changed);
                    runs[block] = changed;
                }
                prop_assert_eq!(runs, by_block(&document.article, &new));
            }
        }
    }

    #[test]
    fn one_more_of_many_touches_its_block_alone() {
        let mut document = document();
        for nth in 0..100 {
            document.annotations.insert(made(&document, nth, (nth, 0), true));
        }
        let (before, old) = (document.annotations.clone(), anchored(&document, &[]));
        let old_runs = by_block(&document.article, &old);
        document.annotations.insert(made(&document, 200, (50, 1), true));
        let new = anchored_after(&document, &before, &old);
        let changed = changed_runs(&document.article, &old, |block| &old_runs[block], &new).unwrap();
        let block = document.article.block_at(50).unwrap();
        assert_eq!(changed.iter().map(|(block, _)| *block).collect::<Vec<_>>(), [block]);
        assert_eq!(changed_runs(&document.article, &old, |block| &old_runs[block], &old), Some(Vec::new()));
        assert_eq!(changed_runs(&document.article, &[], |_| &[], &new), None);
    }
}
