//! What is shown of the annotations, as a person asks for it and as it stands in the address.

use super::Desk;
use crate::browser::address;
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::filter::{Author, Filter};
use glossator_core::highlight::Anchored;
use glossator_core::state::Action;
use std::rc::Rc;

/// What the page's address asks for.
pub fn from_address() -> Filter {
    let pairs = if cfg!(target_arch = "wasm32") { address::pairs() } else { Vec::new() };
    Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

impl Desk {
    /// Shows what a filter asks for, and says how much that is.
    pub(super) fn set_filter(self: &Rc<Self>, filter: Filter) {
        if self.ui().filter == filter {
            return;
        }
        address::set(&filter.pairs());
        self.change(|ui| ui.filter = filter);
        let (anchors, all) = (self.anchors(), self.document().annotations.len());
        // A key must not reach what is not seen.
        let focused = self.state().session.focused.clone();
        if focused.is_some_and(|id| !anchors.anchored.iter().any(|it| it.annotation.id == id)) {
            self.act(Action::Focus(None));
        }
        self.say(messages::shown(anchors.anchored.len(), all));
    }

    /// What was made just now is seen, whatever was asked for before: its author's layer is shown, and if that is not
    /// enough, all that is in the layers.
    pub(super) fn keep_in_sight(self: &Rc<Self>, id: &Iri) {
        let seen = || self.anchors().anchored.iter().any(|it| it.annotation.id == *id);
        let Some(annotation) = self.document().annotations.get(id).cloned() else { return };
        if seen() {
            return;
        }
        let author = Author::of(&annotation);
        self.change(|ui| ui.filter.hidden.retain(|hidden| *hidden != author));
        if !seen() {
            self.change(|ui| ui.filter = Filter { hidden: std::mem::take(&mut ui.filter.hidden), ..Filter::default() });
        }
        address::set(&self.ui().filter.pairs());
    }

    /// All that are anchored, shown or not.
    pub fn all_anchored(&self) -> Rc<Vec<Rc<Anchored>>> {
        self.anchors();
        self.anchors.borrow().as_ref().map(|derived| derived.all.clone()).unwrap_or_default()
    }

    /// What the filter chooses from: all but the annotations of hidden authors.
    pub fn choosable(&self) -> Shared<Vec<Rc<Anchored>>> {
        self.anchors();
        let cached = self.anchors.borrow();
        cached.as_ref().map_or_else(|| Shared(Rc::default()), |derived| Shared(derived.choosable.clone()))
    }
}
