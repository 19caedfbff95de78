//! The keys of the whole page: what they are is in `keymap`.

use super::caret::Unit;
use super::{Desk, Shown, Wish};
use crate::browser::selection;
use crate::keymap::{Command, chord};
use glossator_core::annotation::Category;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, window};

impl Desk {
    /// Whether a person sees a dialog. Of one that was closed the browser tells only later, on a busy machine much later.
    pub(super) fn has_dialog(&self) -> bool {
        let page = window().and_then(|window| window.document());
        let is_seen = || page.is_none_or(|page| page.query_selector("dialog[open]").is_ok_and(|it| it.is_some()));
        self.ui().shown.is_some() && is_seen()
    }

    pub(super) fn on_key(self: &Rc<Self>, event: &Event) {
        let event: &KeyboardEvent = event.unchecked_ref();
        self.pointer.borrow_mut().on_controls = false;
        // Behind a dialog nothing is done by keys, wherever the focus is.
        if self.has_dialog() || event.default_prevented() || event.is_composing() || is_in(event, FIELDS) {
            return;
        }
        let held = event.ctrl_key() || event.meta_key();
        let chord = chord(&event.key(), held, event.shift_key(), event.alt_key());
        let command = self.keymap.borrow().command(&chord);
        // Enter and Space press a button.
        let obeyed = match command {
            Some(_) if matches!(event.key().as_str(), "Enter" | " ") && is_in(event, BUTTONS) => false,
            // What a key means hangs on what the keys before it did.
            Some(command) if self.settling.get() > 0 => {
                self.wait(move |desk| _ = desk.obey(command));
                true
            }
            Some(command) => self.obey(command),
            None => match self.own_category(&chord) {
                Some(category) if self.settling.get() > 0 => {
                    self.wait(move |desk| _ = desk.categorise_now(category));
                    true
                }
                Some(category) => self.categorise_now(category),
                None => event.shift_key() && is_in(event, CARD) && self.resize_by(event),
            },
        };
        if obeyed {
            event.prevent_default();
        }
    }

    /// The category that has this key of its own.
    fn own_category(&self, chord: &str) -> Option<Category> {
        self.keymap.borrow().category(&self.document().codebook, chord)
    }

    /// Says whether the key was of use; one that is not stays the browser's.
    fn obey(self: &Rc<Self>, command: Command) -> bool {
        let state = self.state();
        let selected = state.session.selection.is_some();
        let presenting = self.ui().presenting.is_some();
        let wish = match (command, state.session.focused.clone()) {
            (Command::Category(index), focused) => {
                let category = Category::ALL[index].clone();
                return state.document.codebook.offered().contains(&category)
                    && self.categorise(category, selected, focused);
            }
            (Command::Repeat, focused) if !presenting => {
                return self.categorise(self.last_category(), selected, focused);
            }
            (Command::Sentence, _) => Wish::SelectSentence,
            (Command::Quotation, _) => Wish::SelectQuotation,
            (Command::Next, _) => Wish::Step(true),
            (Command::Previous, _) => Wish::Step(false),
            (Command::Write, Some(id)) => Wish::Write(id),
            (Command::Speaker, Some(id)) => Wish::NameSpeaker(id),
            (Command::Extend, Some(id)) => Wish::Extend(id),
            (Command::Split, Some(id)) => Wish::Split(id),
            (Command::Join, Some(id)) => Wish::Join(id),
            (Command::Delete, Some(id)) => Wish::Delete(id),
            (Command::Find, _) => Wish::ToggleFilters,
            (Command::Present, _) => Wish::Present,
            (Command::Out, _) if presenting && self.ui().stack.is_some() => Wish::CloseStack,
            (Command::Out, _) if presenting => Wish::Present,
            (Command::Undo, _) => Wish::Do(Action::Undo),
            (Command::Redo, _) => Wish::Do(Action::Redo),
            (Command::Help, _) => Wish::Show(Shown::Help),
            (Command::Out, _) => return self.step_out(),
            _ => return false,
        };
        self.carry_out(wish);
        true
    }

    /// The same for who does not know what is selected.
    fn categorise_now(self: &Rc<Self>, category: Category) -> bool {
        let session = &self.state().session;
        self.categorise(category, session.selection.is_some(), session.focused.clone())
    }

    /// Shows a category, or hides it, where the article is presented. Else marks the selection; without one what stands
    /// at the text cursor; else the annotation in focus gets the category.
    fn categorise(
        self: &Rc<Self>,
        category: Category,
        selected: bool,
        focused: Option<glossator_core::annotation::Iri>,
    ) -> bool {
        let wish = match focused {
            _ if self.ui().presenting.is_some() => Wish::Reveal(category),
            _ if selected => Wish::Mark(category),
            _ if self.caret_is_shown() => Wish::MarkHere(category),
            Some(id) => Wish::Recategorise(id, category),
            None => return false,
        };
        self.carry_out(wish);
        true
    }

    /// Shift with an arrow moves the end of the annotation in focus, with Ctrl its start, with Alt by words.
    fn resize_by(self: &Rc<Self>, event: &KeyboardEvent) -> bool {
        let Some(id) = self.state().session.focused.clone() else { return false };
        let anchors = self.anchors();
        let extent = anchors.anchored.iter().find(|it| it.annotation.id == id).and_then(|it| it.extent());
        let at = extent.map_or(0, |extent| extent.start);
        let runs_left = selection::runs_left(&self.document().article, at);
        let forward = match event.key().as_str() {
            "ArrowLeft" => runs_left,
            "ArrowRight" => !runs_left,
            _ => return false,
        };
        let unit = if event.alt_key() { Unit::Word } else { Unit::Character };
        let end = !(event.ctrl_key() || event.meta_key());
        self.carry_out(Wish::Resize { id, end, unit, forward });
        true
    }
}

/// Where keys are letters, or belong to a dialog.
const FIELDS: &str = "input, textarea, select, dialog, [contenteditable]";

/// Where Enter and Space press.
const BUTTONS: &str = "button, a, summary";

const CARD: &str = ".card";

fn is_in(event: &Event, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.and_then(|element| element.closest(selector).ok().flatten()).is_some()
}
