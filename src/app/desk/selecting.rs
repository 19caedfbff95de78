//! When a selection is complete: on the release of the pointer or of Shift, and on touch when the browser's own menu
//! comes or the handles rest. Its changes alone never commit anything.

use super::{Desk, Wish};
use crate::browser::selection;
use gloo::timers::callback::Timeout;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// Milliseconds that the handles of a touch selection rest before the selection counts. Their drags reach the page as
/// changes of the selection alone.
const REST: u32 = 250;

/// The same while the marker is on: it must not come between a finger and the handles.
const REST_MARKING: u32 = 900;

/// What the pointer is doing.
#[derive(Default)]
pub struct Pointer {
    down: bool,
    touch: bool,
    /// Whether it last came down on a control: a tap there takes the browser's selection away before it presses.
    pub(super) on_controls: bool,
    later: Option<Timeout>,
}

impl Desk {
    pub(super) fn on_pointer(self: &Rc<Self>, event: &Event) {
        let kind = event.type_();
        let (down, touch) = {
            let pointer = self.pointer.borrow();
            (pointer.down, pointer.touch)
        };
        match kind.as_str() {
            "pointerdown" => {
                let event: &PointerEvent = event.unchecked_ref();
                let mut pointer = self.pointer.borrow_mut();
                pointer.touch = event.pointer_type() == "touch";
                pointer.on_controls = on_controls(event);
                pointer.down = !pointer.on_controls;
            }
            // A click collapses the selection only after this event.
            "pointerup" | "pointercancel" if down => {
                self.pointer.borrow_mut().down = false;
                self.select_in(0);
            }
            "contextmenu" if touch => {
                self.pointer.borrow_mut().down = false;
                self.select_in(0);
            }
            "keyup" => {
                let event: &KeyboardEvent = event.unchecked_ref();
                let all = event.key().eq_ignore_ascii_case("a") && (event.ctrl_key() || event.meta_key());
                if event.key() == "Shift" || all {
                    self.select();
                }
            }
            "selectionchange" => {
                self.caret_moved();
                let gone = selection::selection().is_none_or(|selection| selection.is_collapsed());
                if down && !touch {
                    return;
                }
                if gone {
                    if !self.pointer.borrow().on_controls {
                        self.select();
                    }
                } else if touch {
                    self.select_in(REST);
                }
            }
            _ => {}
        }
    }

    /// Tells the state what is selected in the article.
    pub(super) fn select(self: &Rc<Self>) {
        let Some(reader) = self.reader.cast::<Element>() else { return };
        let text = self.document().article.text.clone();
        let mut selected = selection::selected(&reader, &self.document().article);
        if self.whole_words() && !self.caret_is_shown() {
            selected = selected.map(|range| text.grown_to_words(text.trim(range)));
        }
        if let (Some(range), Some(category)) = (selected, self.marker()) {
            self.act(Action::Select(Some(range)));
            return self.carry_out(Wish::Mark(category));
        }
        if selected.is_some() || self.state().session.selection.is_some() {
            self.act(Action::Select(selected));
            if selected.is_some() && self.caret_is_shown() {
                self.carry_out(Wish::SaySelected);
            }
        }
    }

    fn select_in(self: &Rc<Self>, rest: u32) {
        let (desk, touch) = (self.clone(), self.pointer.borrow().touch);
        let rest = if touch && self.ui().marker.is_some() { REST_MARKING } else { rest };
        self.pointer.borrow_mut().later = Some(Timeout::new(rest, move || desk.select()));
    }
}

/// Whether the pointer is on something that works on the selection and must not end it.
fn on_controls(event: &PointerEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.and_then(|element| element.closest("[role=toolbar], button, .handle, .strip").ok().flatten()).is_some()
}
