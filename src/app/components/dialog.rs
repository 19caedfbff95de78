//! A native modal dialog: the browser keeps the focus inside, Esc closes it, and the focus returns where it was.

use super::icon::{Icon, icon};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What a dialog shows.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Its heading and accessible name.
    pub title: AttrValue,
    /// A class for its width.
    #[prop_or_default]
    pub class: Classes,
    /// The element, for those who close it by a button: [`close`].
    pub node: NodeRef,
    /// It was closed, by whatever way.
    pub on_closed: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A dialog that is open as long as it is rendered.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    use_effect_with((), {
        let node = props.node.clone();
        move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
            // A dialog that is taken out of the page while open would take the focus with it.
            move || close(&node)
        }
    });
    let close_button = {
        let node = props.node.clone();
        Callback::from(move |_: MouseEvent| close(&node))
    };
    html! {
        <dialog
            ref={props.node.clone()}
            class={props.class.clone()}
            aria-label={props.title.clone()}
            onclose={props.on_closed.reform(|_: Event| ())}
        >
            <header>
                <h2>{ &props.title }</h2>
                <button type="button" class="close" aria-label="Close" onclick={close_button}>{ icon(Icon::Close) }</button>
            </header>
            { props.children.clone() }
        </dialog>
    }
}

/// Closes a dialog; its `on_closed` follows.
pub fn close(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>()
        && dialog.open()
    {
        dialog.close();
    }
}
