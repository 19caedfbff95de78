//! The tour through the page: it begins when it is asked for and never by itself.

use super::{Desk, Wish};
use crate::components::tour::STEPS;
use crate::messages;
use std::rc::Rc;

impl Desk {
    /// Goes to a step of the tour, or leaves it.
    pub(super) fn tour(self: &Rc<Self>, step: Option<usize>) {
        // The line that offers it says no more than the tour does. Closed, it never comes back on this device.
        if self.ui().hint {
            self.carry_out(Wish::DismissHint);
        }
        let before = self.ui().tour;
        let step = step.filter(|step| *step < STEPS);
        self.change(|ui| {
            ui.tour = step;
            // It points at the page, and not at a dialog over it.
            ui.shown = None;
        });
        match (before, step) {
            // What takes the focus is read out.
            (None, _) => {}
            (Some(_), None) => self.say(messages::tour_left().to_owned()),
            (Some(_), Some(step)) => {
                let words = messages::tour_words(step, self.keys_to_mark().as_ref());
                self.say(messages::tour_step_said(step + 1, STEPS, messages::tour_title(step), &words));
            }
        }
    }

    /// The keys of claim, quote and opinion, where these are the categories and each has one.
    pub fn keys_to_mark(&self) -> Option<[String; 3]> {
        let keys = ["claim", "quote", "opinion"].map(|name| messages::key(&self.keymap().first(name)));
        Some(keys).filter(|keys| self.document().codebook.is_default() && keys.iter().all(|key| !key.is_empty()))
    }
}
