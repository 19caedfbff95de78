//! A native modal dialog: the browser keeps the focus inside, Esc closes it, and the focus returns where it was.

use super::icon::{Icon, icon};
use crate::messages;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement};
use yew::prelude::*;

/// What a dialog shows.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Its heading and accessible name.
    pub title: AttrValue,
    /// A class for its width.
    #[prop_or_default]
    pub class: &'static str,
    /// It was closed, by whatever way.
    pub on_closed: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A dialog that is open as long as it is rendered.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                let _ = dialog.show_modal();
            }
            // A dialog that is taken out of the page while open would take the focus with it.
            move || dialog.iter().filter(|dialog| dialog.open()).for_each(HtmlDialogElement::close)
        }
    });
    html! {
        <dialog
            ref={node}
            class={props.class}
            aria-label={props.title.clone()}
            onclose={props.on_closed.reform(|_: Event| ())}
        >
            <div class="head">
                <h2>{ &props.title }</h2>
                <button type="button" class="close" aria-label={messages::close()} onclick={Callback::from(|event: MouseEvent| { close(&event); })}>
                    { icon(Icon::Close) }
                </button>
            </div>
            { props.children.clone() }
        </dialog>
    }
}

/// What is shown under a number of its own, which is its key: the same dialog that is asked for again while the one before
/// is being closed is another one, and is opened.
#[component]
pub fn Numbered(props: &html::ChildrenProps) -> Html {
    props.children.clone()
}

/// Closes the dialog that an event is in; its `on_closed` follows. Says whether it was open.
pub fn close(event: &Event) -> bool {
    let dialog = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("dialog").ok().flatten())
        .and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok());
    let open = dialog.filter(HtmlDialogElement::open);
    if let Some(dialog) = &open {
        dialog.close();
    }
    open.is_some()
}
