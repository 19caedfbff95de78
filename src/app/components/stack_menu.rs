//! The choice among annotations that lie over each other: a click on a stack offers each of them.

use crate::browser::pixels;
use crate::desk::{Ask, Wish};
use crate::messages;
use gloo::events::EventListener;
use glossator_core::annotation::{Annotation, Iri};
use glossator_core::codebook::Codebook;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node, window};
use yew::prelude::*;

/// What the menu shows.
#[derive(Properties, PartialEq)]
pub struct StackMenuProps {
    /// Where.
    pub at: (i32, i32),
    /// The annotations, innermost first.
    pub annotations: Vec<Rc<Annotation>>,
    /// Which categories there are.
    pub codebook: Codebook,
    /// The annotation in focus.
    pub focused: Option<Iri>,
    /// How it asks for something.
    pub ask: Ask,
}

/// The menu.
#[component]
pub fn StackMenu(props: &StackMenuProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.at, {
        let (node, ask) = (node.clone(), props.ask.clone());
        move |&(x, y)| {
            if let Some(menu) = node.cast::<HtmlElement>() {
                // A native popover: Esc and a click elsewhere close it.
                let _ = menu.show_popover();
                let room = window().and_then(|window| window.inner_width().ok()?.as_f64()).unwrap_or(0.0);
                let left = f64::from(x).min(room - f64::from(menu.offset_width()) - 8.0).max(8.0);
                let _ = menu.style().set_property("--left", &pixels(left));
                let height = window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(0.0);
                let top = f64::from(y + 14).min(height - f64::from(menu.offset_height()) - 8.0).max(8.0);
                let _ = menu.style().set_property("--top", &pixels(top));
            }
            let closed = node.cast::<HtmlElement>().map(|menu| {
                EventListener::new(&menu, "toggle", move |event| {
                    let state = js_sys::Reflect::get(event, &"newState".into()).ok();
                    if state.and_then(|state| state.as_string()).as_deref() == Some("closed") {
                        ask.emit(Wish::CloseStack);
                    }
                })
            });
            move || drop(closed)
        }
    });
    let entry = |annotation: &Rc<Annotation>| {
        let (ask, id) = (props.ask.clone(), annotation.id.clone());
        let current = props.focused.as_ref() == Some(&annotation.id);
        let onclick = Callback::from(move |_: MouseEvent| {
            ask.emit(Wish::FocusCard(id.clone()));
        });
        html! {
            <li key={annotation.id.as_str()}>
                <button
                    type="button"
                    class={classes!(props.codebook.look(&annotation.category), current.then_some("current"))}
                    aria-current={current.then_some("true")}
                    {onclick}
                >
                    <i aria-hidden="true"></i>
                    <b>{ messages::category(&props.codebook, &annotation.category) }</b>
                    <span>{ messages::shortened(&annotation.quote(), 60) }</span>
                </button>
            </li>
        }
    };
    // It would lie over what has the focus then. A press on a button gives the focus to nothing in some browsers.
    let on_left = {
        let node = node.clone();
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            if let (Some(menu), Some(to)) = (node.cast::<HtmlElement>(), to)
                && !menu.contains(Some(&to))
            {
                let _ = menu.hide_popover();
            }
        })
    };
    html! {
        <ul ref={node} class="stack-menu" popover="auto" aria-label={messages::annotations_here()} onfocusout={on_left}>
            { for props.annotations.iter().map(entry) }
        </ul>
    }
}
