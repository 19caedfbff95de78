//! What the service worker has to say: a newer build, or none kept.

use super::notices::Line;
use crate::browser::service_worker;
use crate::hooks::updates::Update;
use glossator_core::state::SaveState;
use yew::prelude::*;

/// What the line shows.
#[derive(Properties, PartialEq)]
pub struct UpdateLineProps {
    /// What there is to say.
    pub state: Update,
    /// Nothing is reloaded before everything is saved.
    pub saved: SaveState,
    /// It was closed.
    pub on_close: Callback<()>,
}

/// The line.
#[component]
pub fn UpdateLine(props: &UpdateLineProps) -> Html {
    let ready = matches!(props.saved, SaveState::Saved(_));
    let button = |words: &'static str, act: fn()| {
        let onclick = Callback::from(move |_: MouseEvent| act());
        html! { <button type="button" class="link" disabled={!ready} {onclick}>{ words }</button> }
    };
    match props.state {
        Update::Ready => html! {
            <Line on_close={props.on_close.clone()}>
                { "A new version of Glossator is ready. " }{ button("Update now", service_worker::take_update) }
            </Line>
        },
        Update::TakenElsewhere => html! {
            <Line on_close={props.on_close.clone()}>
                { "Another tab runs a newer version of Glossator. " }{ button("Reload this one", service_worker::reload) }
            </Line>
        },
        Update::NotOffline => html! {
            <Line on_close={props.on_close.clone()}>
                { "This browser could not keep the page: it opens only while there is a network. Your work is not \
                   affected." }
            </Line>
        },
    }
}
