//! What is derived from the document: where its annotations are, and what each block shows of them. What a change
//! does not touch stays the same value, so that components need not look at it again.

use super::{Desk, Held, Presentation};
use crate::browser::address::folded;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::filter::{Author, Filter};
use glossator_core::highlight::{Anchored, Run, anchored, anchored_after, by_block, changed_runs};
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

/// What was derived last, and from what.
pub struct Derived {
    document: Rc<Document>,
    filter: Filter,
    held: Option<Held>,
    revealed: Option<Vec<String>>,
    /// Those that no hidden author made.
    pub(super) choosable: Rc<Vec<Rc<Anchored>>>,
    /// All that are anchored, hidden or not: what need not be looked for again.
    pub(super) all: Rc<Vec<Rc<Anchored>>>,
    anchors: Anchors,
}

/// What was looked for before a document is opened.
pub struct Ahead {
    /// The document.
    pub document: Rc<Document>,
    /// Its annotations, each where it is.
    pub found: Vec<Rc<Anchored>>,
}

impl Desk {
    /// Where the annotations of the open document are, as far as they are shown.
    pub fn anchors(&self) -> Anchors {
        let document = self.document();
        let (filter, held) = (self.ui().filter.clone(), self.ui().held.clone());
        let revealed = self.ui().presenting.as_ref().and_then(Presentation::revealed);
        let mut cached = self.anchors.borrow_mut();
        if let Some(derived) = &*cached
            && Rc::ptr_eq(&derived.document, &document)
            && derived.filter == filter
            && derived.held == held
            && derived.revealed == revealed
        {
            return derived.anchors.clone();
        }
        let old = cached.take().filter(|derived| Rc::ptr_eq(&derived.document.article, &document.article));
        let every = match &old {
            Some(old) if Rc::ptr_eq(&old.document, &document) => old.all.clone(),
            Some(old) => Rc::new(anchored_after(&document, &old.document.annotations, &old.all)),
            None => {
                let ahead = self.ahead.take().filter(|ahead| Rc::ptr_eq(&ahead.document, &document));
                Rc::new(anchored(&document, &ahead.map(|ahead| ahead.found).unwrap_or_default()))
            }
        };
        let only = |all: &Rc<Vec<Rc<Anchored>>>, everything: bool, shown: &dyn Fn(&Anchored) -> bool| match everything {
            true => all.clone(),
            false => Rc::new(all.iter().filter(|it| shown(it)).cloned().collect()),
        };
        let hidden = &filter.hidden;
        let choosable = only(&every, hidden.is_empty(), &|it| !hidden.contains(&Author::of(&it.annotation)));
        let shown = only(&choosable, filter.is_empty() && revealed.is_none(), &|it| {
            let name = it.annotation.category.as_str();
            revealed.as_ref().is_none_or(|all| all.iter().any(|it| it == name)) && filter.shows(it, &folded)
        });
        let shown = match &held {
            Some(held) => Rc::new(shown.iter().map(|it| held.over(it)).collect()),
            None => shown,
        };
        let old = old.map(|old| old.anchors);
        let runs = runs(&document.article, old.as_ref(), &shown);
        let anchors = Anchors { anchored: Shared(shown), runs: Shared(Rc::new(runs)) };
        *cached = Some(Derived { document, filter, held, revealed, choosable, all: every, anchors: anchors.clone() });
        anchors
    }
}

/// The runs of each block; those that are as they were are the same values.
fn runs(article: &Article, old: Option<&Anchors>, shown: &[Rc<Anchored>]) -> Vec<Shared<Vec<Run>>> {
    let Some(old) = old else {
        return by_block(article, shown).into_iter().map(|runs| Shared(Rc::new(runs))).collect();
    };
    let Some(changed) = changed_runs(article, &old.anchored, |block| &old.runs[block], shown) else {
        let again =
            |(old, new): (&Shared<Vec<Run>>, Vec<Run>)| if **old == new { old.clone() } else { Shared(Rc::new(new)) };
        return old.runs.iter().zip(by_block(article, shown)).map(again).collect();
    };
    let mut runs = (**old.runs).to_vec();
    for (block, changed) in changed {
        runs[block] = Shared(Rc::new(changed));
    }
    runs
}
