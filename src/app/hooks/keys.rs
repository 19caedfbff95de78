//! The keys of the whole page.

use super::listener::{in_field, use_document_event};
use web_sys::KeyboardEvent;
use yew::prelude::*;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
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

/// Calls `on_command` for the page's keys. It returns whether it used the key; one that is not used stays the
/// browser's.
#[hook]
pub fn use_keys(on_command: impl Fn(Command) -> bool + 'static) {
    use_document_event("keydown", move |event: &KeyboardEvent| {
        if event.default_prevented() || event.is_composing() || in_field(event) {
            return;
        }
        let on_button = event
            .target()
            .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok())
            .is_some_and(|element| element.closest("button, a, summary").ok().flatten().is_some());
        let held = event.ctrl_key() || event.meta_key();
        if let Some(command) = command(&event.key(), held, event.shift_key(), event.alt_key())
            // Enter on a button presses it.
            && !(on_button && event.key() == "Enter")
            && on_command(command)
        {
            event.prevent_default();
        }
    });
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
