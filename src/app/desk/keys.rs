//! The keys of the whole page.

use super::{Desk, Shown, Wish};
use glossator_core::annotation::Category;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    /// Mark the selection as the category of that index, or give it to the annotation in focus.
    Category(usize),
    /// To the next annotation.
    Next,
    /// To the previous annotation.
    Previous,
    /// Write a note.
    Write,
    /// Delete the annotation in focus.
    Delete,
    /// One step out.
    Out,
    /// Take the last step back.
    Undo,
    /// Make it again.
    Redo,
    /// Show the keys.
    Help,
}

impl Desk {
    pub(super) fn on_key(self: &Rc<Self>, event: &Event) {
        let event: &KeyboardEvent = event.unchecked_ref();
        self.pointer.borrow_mut().on_controls = false;
        // Behind a dialog nothing is done by keys, wherever the focus is.
        if self.ui().shown.is_some() || event.default_prevented() || event.is_composing() || is_in(event, FIELDS) {
            return;
        }
        let held = event.ctrl_key() || event.meta_key();
        if let Some(command) = command(&event.key(), held, event.shift_key(), event.alt_key())
            // Enter on a button presses it.
            && !(event.key() == "Enter" && is_in(event, BUTTONS))
            && self.obey(command)
        {
            event.prevent_default();
        }
    }

    /// Says whether the key was of use; one that is not stays the browser's.
    fn obey(self: &Rc<Self>, command: Command) -> bool {
        let state = self.state();
        let wish = match (command, state.session.focused.clone()) {
            (Command::Category(index), _) if state.session.selection.is_some() => {
                Wish::Mark(Category::ALL[index].clone())
            }
            (Command::Category(index), Some(id)) => Wish::Recategorise(id, Category::ALL[index].clone()),
            (Command::Next, _) => Wish::Step(true),
            (Command::Previous, _) => Wish::Step(false),
            (Command::Write, Some(id)) => Wish::Write(id),
            (Command::Delete, Some(id)) => Wish::Delete(id),
            (Command::Undo, _) => Wish::Do(Action::Undo),
            (Command::Redo, _) => Wish::Do(Action::Redo),
            (Command::Help, _) => Wish::Show(Some(Shown::Help)),
            (Command::Out, _) => return self.step_out(),
            _ => return false,
        };
        self.carry_out(wish);
        true
    }
}

/// Where keys are letters, or belong to a dialog.
const FIELDS: &str = "input, textarea, select, dialog, [contenteditable]";

/// Where Enter presses.
const BUTTONS: &str = "button, a, summary";

fn is_in(event: &Event, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.and_then(|element| element.closest(selector).ok().flatten()).is_some()
}

fn command(key: &str, held: bool, shift: bool, alt: bool) -> Option<Command> {
    if alt {
        return None;
    }
    if held {
        return match (key, shift) {
            ("z" | "Z", false) => Some(Command::Undo),
            ("z" | "Z", true) | ("y" | "Y", false) => Some(Command::Redo),
            _ => None,
        };
    }
    match key {
        "1" | "2" | "3" => key.parse::<usize>().ok().map(|number| Command::Category(number - 1)),
        "j" | "J" => Some(Command::Next),
        "k" | "K" => Some(Command::Previous),
        "n" | "N" | "Enter" => Some(Command::Write),
        "Delete" | "Backspace" => Some(Command::Delete),
        "Escape" => Some(Command::Out),
        "?" => Some(Command::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_the_help_says() {
        let plain = |key| command(key, false, false, false);
        assert_eq!(plain("3"), Some(Command::Category(2)));
        assert_eq!(plain("4"), None);
        assert_eq!(plain("Enter"), Some(Command::Write));
        assert_eq!(command("z", true, false, false), Some(Command::Undo));
        assert_eq!(command("Z", true, true, false), Some(Command::Redo));
        assert_eq!(command("y", true, false, false), Some(Command::Redo));
        // The browser's own shortcuts stay the browser's.
        for key in ["1", "j", "n", "Delete", "c"] {
            assert_eq!(command(key, true, false, false), None);
            assert_eq!(command(key, false, false, true), None);
        }
    }
}
