//! When a selection is complete: on the release of the pointer or of Shift, and on touch when the browser's own menu
//! comes or the handles rest. Its changes alone never commit anything.

use super::listener::use_document_event;
use crate::browser::selection;
use crate::store::{Dispatch, Shared};
use gloo::timers::callback::Timeout;
use glossator_core::article::Article;
use glossator_core::state::Action;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent, PointerEvent};
use yew::prelude::*;

/// Milliseconds that the handles of a touch selection rest before the selection counts. Their drags reach the page as
/// changes of the selection alone.
const REST: u32 = 250;

/// What the pointer is doing.
#[derive(Default)]
struct Pointer {
    down: bool,
    touch: bool,
    later: Option<Timeout>,
}

/// Tells the state what is selected in the article.
#[hook]
pub fn use_selecting(reader: &NodeRef, article: &Shared<Article>, dispatch: &Dispatch) {
    let pointer = use_mut_ref(Pointer::default);
    let commit = {
        let (reader, article, dispatch) = (reader.clone(), article.clone(), dispatch.clone());
        Callback::from(move |()| {
            if let Some(reader) = reader.cast::<Element>() {
                dispatch.dispatch(Action::Select(selection::selected(&reader, &article)));
            }
        })
    };
    let commit_in = {
        let (pointer, commit) = (pointer.clone(), commit.clone());
        Callback::from(move |rest: u32| {
            let commit = commit.clone();
            pointer.borrow_mut().later = Some(Timeout::new(rest, move || commit.emit(())));
        })
    };
    use_document_event("pointerdown", {
        let pointer = pointer.clone();
        move |event: &PointerEvent| {
            let mut pointer = pointer.borrow_mut();
            pointer.touch = event.pointer_type() == "touch";
            pointer.down = !on_controls(event);
        }
    });
    let released = {
        let (pointer, commit_in) = (pointer.clone(), commit_in.clone());
        move |_: &PointerEvent| {
            // A click collapses the selection only after this event.
            if std::mem::take(&mut pointer.borrow_mut().down) {
                commit_in.emit(0);
            }
        }
    };
    use_document_event("pointerup", released.clone());
    use_document_event("pointercancel", released);
    use_document_event("contextmenu", {
        let (pointer, commit_in) = (pointer.clone(), commit_in.clone());
        move |_: &MouseEvent| {
            let touch = {
                let mut pointer = pointer.borrow_mut();
                pointer.down = false;
                pointer.touch
            };
            if touch {
                commit_in.emit(0);
            }
        }
    });
    use_document_event("keyup", {
        let commit = commit.clone();
        move |event: &KeyboardEvent| {
            let all = event.key().eq_ignore_ascii_case("a") && (event.ctrl_key() || event.meta_key());
            if event.key() == "Shift" || all {
                commit.emit(());
            }
        }
    });
    use_document_event("selectionchange", move |_: &Event| {
        let (down, touch) = {
            let pointer = pointer.borrow();
            (pointer.down, pointer.touch)
        };
        let gone = selection::selection().is_none_or(|selection| selection.is_collapsed());
        match () {
            () if down && !touch => {}
            () if gone => commit.emit(()),
            () if touch => commit_in.emit(REST),
            () => {}
        }
    });
}

/// Whether the pointer is on something that works on the selection and must not end it.
fn on_controls(event: &PointerEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("[role=toolbar], button").ok().flatten())
        .is_some()
}
