//! The marker: while it is on, each selection that the pointer completes is marked at once.

use super::Desk;
use crate::messages;
use glossator_core::annotation::Category;
use std::rc::Rc;

impl Desk {
    /// Takes the marker up with a category, or puts it down.
    pub(super) fn set_marker(self: &Rc<Self>, category: Option<Category>) {
        let said = match &category {
            Some(category) => messages::marker(&self.document().codebook, category),
            None => messages::marker_off().to_owned(),
        };
        self.change(|ui| ui.marker = category);
        self.say(said);
    }

    /// What the marker would mark now: keys have their own way.
    pub(super) fn marker(&self) -> Option<Category> {
        self.ui().marker.clone().filter(|_| !self.caret_is_shown())
    }
}
