//! What is derived from the document: where its annotations are, and what each block shows of them. What a change
//! does not touch stays the same value, so that components need not look at it again.

use super::Desk;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::highlight::{Anchored, Run, anchored, by_block};
use std::rc::Rc;

/// Where the annotations of a document are.
#[derive(Clone, PartialEq)]
pub struct Anchors {
    /// In reading order, the lost ones last.
    pub anchored: Shared<Vec<Rc<Anchored>>>,
    /// For each block the runs over it.
    pub runs: Shared<Vec<Shared<Vec<Run>>>>,
}

impl Anchors {
    /// The annotation a step after the one of that id, or before it; the first or last where there is none.
    pub fn step(&self, from: Option<&Iri>, forth: bool) -> Option<Iri> {
        let all = &self.anchored;
        let at = from.and_then(|id| all.iter().position(|it| it.annotation.id == *id));
        let next = match (at, forth) {
            (None, true) => 0,
            (None, false) => all.len().checked_sub(1)?,
            (Some(at), true) => (at + 1).min(all.len() - 1),
            (Some(at), false) => at.saturating_sub(1),
        };
        all.get(next).map(|it| it.annotation.id.clone())
    }
}

impl Desk {
    /// Where the annotations of the open document are.
    pub fn anchors(&self) -> Anchors {
        let document = self.document();
        let mut cached = self.anchors.borrow_mut();
        if let Some((known, anchors)) = &*cached
            && Rc::ptr_eq(known, &document)
        {
            return anchors.clone();
        }
        let same_article = cached.take().filter(|(known, _)| Rc::ptr_eq(&known.article, &document.article));
        let (old, old_runs) = same_article.map(|(_, anchors)| (anchors.anchored.0, anchors.runs.0)).unwrap_or_default();
        let all = anchored(&document, &old);
        let mut old_runs = old_runs.iter();
        let runs = by_block(&document.article, &all)
            .into_iter()
            .map(|runs| match old_runs.next() {
                Some(same) if **same == runs => same.clone(),
                _ => Shared(Rc::new(runs)),
            })
            .collect();
        let anchors = Anchors { anchored: Shared(Rc::new(all)), runs: Shared(Rc::new(runs)) };
        *cached = Some((document, anchors.clone()));
        anchors
    }
}
