//! Events of the whole page.

use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, window};
use yew::prelude::*;

/// Calls the newest `handler` for events of that name at the document, while the component lives.
#[hook]
pub fn use_document_event<E, F>(name: &'static str, handler: F)
where
    E: JsCast + 'static,
    F: Fn(&E) + 'static,
{
    let latest = use_mut_ref(|| None::<Rc<F>>);
    *latest.borrow_mut() = Some(Rc::new(handler));
    use_effect_with((), move |()| listen(name, latest));
}

fn listen<E: JsCast + 'static, F: Fn(&E) + 'static>(
    name: &'static str,
    latest: Rc<RefCell<Option<Rc<F>>>>,
) -> impl FnOnce() {
    let target: Option<EventTarget> = window().and_then(|window| window.document()).map(Into::into);
    let listener = target.map(|target| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&target, name, options, move |event: &Event| {
            // Taken out first: the handler may cause a render, which puts a newer one in.
            let handler = latest.borrow().clone();
            if let Some(handler) = handler {
                handler(event.unchecked_ref());
            }
        })
    });
    move || drop(listener)
}

/// Whether keys belong to what has the focus: a field, or anything in a dialog.
pub fn in_field(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("input, textarea, select, dialog, [contenteditable]").ok().flatten())
        .is_some()
}
