//! What the service worker has to say: a newer build, or none kept.

use super::notices::Line;
use crate::browser::service_worker;
use crate::desk::Update;
use crate::messages;
use yew::prelude::*;

/// The line. Nothing is reloaded before everything is `saved`.
pub fn update_line(state: Update, saved: bool, on_close: Callback<MouseEvent>) -> Html {
    let button = |words: &'static str, act: fn()| {
        let onclick = Callback::from(move |_: MouseEvent| act());
        html! { <button type="button" class="link" disabled={!saved} {onclick}>{ words }</button> }
    };
    let content = match state {
        Update::Ready => html! {
            <>{ messages::update_ready() }{ " " }{ button(messages::update_now(), service_worker::take_update) }</>
        },
        Update::TakenElsewhere => html! {
            <>{ messages::updated_elsewhere() }{ " " }{ button(messages::reload_this(), service_worker::reload) }</>
        },
        Update::NotOffline => html! { messages::not_offline() },
    };
    Line { key: "update".into(), on_close: Some(on_close), content, ..Line::default() }.html()
}
