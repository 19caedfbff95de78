//! Lines and the save state as HTML: roles and names that people and tests rely on.

use super::rendered;
use glossator::components::notices::{Line, announcements};
use glossator::components::tools::{self, Tools};
use glossator::keymap::Keymap;
use glossator_core::state::SaveState;
use yew::prelude::*;

fn tools(save_state: SaveState, keeps: bool, can_undo: bool) -> String {
    with_keys(save_state, keeps, can_undo, Keymap::default())
}

fn with_keys(save_state: SaveState, keeps: bool, can_undo: bool, keymap: Keymap) -> String {
    rendered(tools::tools(&Tools {
        title: "An article".into(),
        save_state,
        copy_state: Html::default(),
        keeps,
        can_undo,
        can_redo: false,
        me: String::new(),
        keymap,
        ask: Callback::noop(),
    }))
}

#[test]
fn the_tools_have_their_names() {
    let html = tools(SaveState::Saved(None), true, true);
    for name in ["Undo", "Redo", "New article", "Open file", "Export", "Help", "Articles"] {
        assert!(html.contains(&format!("aria-label=\"{name}\"")), "{name}: {html}");
    }
    assert_eq!(html.matches("aria-disabled=\"true\"").count(), 1, "only redo has nothing to do: {html}");
}

#[test]
fn the_tools_name_the_keys_as_a_person_has_them() {
    let html = tools(SaveState::Saved(None), true, true);
    assert!(html.contains("\"Help (?)\"") && html.contains("\"Undo (Ctrl+Z)\""), "{html}");
    let mut keymap = Keymap { letters_off: true, ..Keymap::default() };
    keymap.bind("undo", vec!["Ctrl+u".to_owned()]);
    let html = with_keys(SaveState::Saved(None), true, true, keymap);
    assert!(html.contains("\"Help\"") && !html.contains("(?)") && html.contains("\"Undo (Ctrl+U)\""), "{html}");
}

#[test]
fn the_save_state_is_a_status_that_tells_the_truth() {
    for (state, keeps, words) in [
        (SaveState::Saved(None), true, "Saved on this device"),
        (SaveState::Saving, true, "Saving…"),
        (SaveState::NotSaved("No room.".into()), true, "Not saved"),
        (SaveState::Saved(None), false, "Not saved"),
    ] {
        let html = tools(state, keeps, false);
        let status = html.split("role=\"status\"").nth(1).expect("a status");
        assert!(status.contains("aria-label=\"Save state\"") && status.contains(words), "{html}");
    }
}

#[test]
fn problems_are_alerts_and_what_happened_is_announced() {
    let line = rendered(Line { alert: true, content: html! { "Something is wrong." }, ..Line::default() }.html());
    assert!(line.contains("<p role=\"alert\">Something is wrong.</p>") && !line.contains("<button"), "{line}");
    let spoken = rendered(announcements(1, "Marked as quote"));
    assert!(spoken.contains("role=\"status\" aria-label=\"Announcements\""), "{spoken}");
    assert!(spoken.contains("Marked as quote"), "{spoken}");
}
