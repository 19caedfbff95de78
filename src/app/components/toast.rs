//! What happened and cannot be seen in the text itself, with the way back.

use super::icon::{Icon, icon};
use crate::desk::{Ask, Wish};
use crate::messages;
use gloo::timers::callback::Timeout;
use glossator_core::codebook::Codebook;
use glossator_core::state::{Action, Event, Notice};
use yew::prelude::*;

/// Milliseconds that it stays. Nothing in it is lost with it: Undo is also a tool and a key.
const STAYS: u32 = 10_000;

/// What it says.
#[derive(Properties, PartialEq)]
pub struct ToastProps {
    /// What happened.
    pub notice: Option<Notice>,
    /// What categories are called.
    pub codebook: Codebook,
    /// How it asks for something.
    pub ask: Ask,
}

/// The toast.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    let shown = props.notice.clone().filter(|notice| deserves_a_toast(&notice.event));
    let hidden = use_state_eq(|| 0_u64);
    use_effect_with(shown.as_ref().map(|notice| notice.serial), {
        let hidden = hidden.clone();
        move |serial: &Option<u64>| {
            let timer = serial.map(|serial| Timeout::new(STAYS, move || hidden.set(serial)));
            move || drop(timer)
        }
    });
    let Some(notice) = shown.filter(|notice| notice.serial != *hidden) else { return Html::default() };
    let undoable = matches!(notice.event, Event::Deleted(_))
        || matches!(notice.event, Event::Merged { added, kept_both, replaced } if added + kept_both + replaced > 0);
    html! {
        // Spoken by the live region: a second one here would say it twice.
        <div class="toast" key={notice.serial}>
            <span aria-hidden="true">{ messages::event(&props.codebook, &notice.event) }</span>
            if undoable {
                <button type="button" aria-label={messages::undo_this()} onclick={props.ask.reform(|_: MouseEvent| Wish::Do(Action::Undo))}>{ messages::undo() }</button>
            }
            <button type="button" class="close" aria-label={messages::dismiss()} onclick={props.ask.reform(|_: MouseEvent| Wish::Do(Action::Dismiss))}>
                { icon(Icon::Close) }
            </button>
        </div>
    }
}

fn deserves_a_toast(event: &Event) -> bool {
    matches!(
        event,
        Event::Deleted(_)
            | Event::Merged { .. }
            | Event::ChangedElsewhere(_)
            | Event::KeptBoth
            | Event::ReplacedElsewhere
            | Event::CodebookElsewhere
    )
}
