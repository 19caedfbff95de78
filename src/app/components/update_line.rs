//! What the service worker has to say: a newer build, or none kept.

use super::notices::Line;
use crate::browser::service_worker;
use crate::desk::Update;
use yew::prelude::*;

/// The line. Nothing is reloaded before everything is `saved`.
pub fn update_line(state: Update, saved: bool, on_close: Callback<MouseEvent>) -> Html {
    let button = |words: &'static str, act: fn()| {
        let onclick = Callback::from(move |_: MouseEvent| act());
        html! { <button type="button" class="link" disabled={!saved} {onclick}>{ words }</button> }
    };
    let content = match state {
        Update::Ready => html! {
            <>{ "A new version of Glossator is ready. " }{ button("Update now", service_worker::take_update) }</>
        },
        Update::TakenElsewhere => html! {
            <>{ "Another tab runs a newer version of Glossator. " }{ button("Reload this one", service_worker::reload) }</>
        },
        Update::NotOffline => html! {
            { "This browser could not keep the page: it opens only while there is a network. Your work is not affected." }
        },
    };
    Line { key: "update".into(), on_close: Some(on_close), content, ..Line::default() }.html()
}
