//! What the page says by itself: problems, lines at the top, the toast, and what is spoken.

use super::icon::{Icon, icon};
use crate::messages;
use gloo::timers::callback::Timeout;
use glossator_core::state::{Event, Notice};
use yew::prelude::*;

/// Milliseconds that a toast stays. Nothing in it is lost with it: Undo is also a tool and a key.
const TOAST: u32 = 10_000;

/// A line at the top of the page.
#[derive(Properties, PartialEq)]
pub struct LineProps {
    /// What it says.
    pub children: Html,
    /// A class for its tone.
    #[prop_or_default]
    pub class: Classes,
    /// Whether it is a problem: then it is spoken at once.
    #[prop_or_default]
    pub alert: bool,
    /// It was closed; a line without this cannot be.
    #[prop_or_default]
    pub on_close: Option<Callback<()>>,
}

/// A line at the top of the page.
#[component]
pub fn Line(props: &LineProps) -> Html {
    html! {
        <div class={classes!("line", props.class.clone())}>
            <p role={props.alert.then_some("alert")}>{ props.children.clone() }</p>
            if let Some(on_close) = &props.on_close {
                <button type="button" class="close" aria-label="Dismiss" onclick={on_close.reform(|_: MouseEvent| ())}>
                    { icon(Icon::Close) }
                </button>
            }
        </div>
    }
}

/// What happened last.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// What happened.
    pub notice: Option<Notice>,
    /// Take it back.
    pub on_undo: Callback<()>,
    /// It was seen.
    pub on_dismiss: Callback<()>,
}

/// The toast. It comes for what cannot be seen in the text itself.
#[component]
pub fn Toast(props: &NoticeProps) -> Html {
    let shown = props.notice.clone().filter(|notice| deserves_a_toast(&notice.event));
    let hidden = use_state_eq(|| 0_u64);
    use_effect_with(shown.as_ref().map(|notice| notice.serial), {
        let hidden = hidden.clone();
        move |serial: &Option<u64>| {
            let timer = serial.map(|serial| Timeout::new(TOAST, move || hidden.set(serial)));
            move || drop(timer)
        }
    });
    let Some(notice) = shown.filter(|notice| notice.serial != *hidden) else { return Html::default() };
    let undoable = matches!(notice.event, Event::Deleted(_))
        || matches!(notice.event, Event::Merged { added, kept_both } if added + kept_both > 0);
    html! {
        // Spoken by the live region: a second one here would say it twice.
        <div class="toast" key={notice.serial}>
            <span aria-hidden="true">{ messages::event(&notice.event) }</span>
            if undoable {
                <button type="button" aria-label="Undo this" onclick={props.on_undo.reform(|_: MouseEvent| ())}>{ "Undo" }</button>
            }
            <button type="button" class="close" aria-label="Dismiss" onclick={props.on_dismiss.reform(|_: MouseEvent| ())}>
                { icon(Icon::Close) }
            </button>
        </div>
    }
}

fn deserves_a_toast(event: &Event) -> bool {
    matches!(event, Event::Deleted(_) | Event::Merged { .. } | Event::ChangedElsewhere(_) | Event::KeptBoth)
}

/// What the live region holds.
#[derive(Properties, PartialEq)]
pub struct AnnouncementsProps {
    /// The sentence.
    pub text: AttrValue,
    /// A number that is another one each time, so that the same sentence is spoken again.
    pub serial: u64,
}

/// What is spoken to those who do not see the page change.
#[component]
pub fn Announcements(props: &AnnouncementsProps) -> Html {
    html! {
        <div class="spoken" role="status" aria-label="Announcements" aria-live="polite">
            <span key={props.serial}>{ &props.text }</span>
        </div>
    }
}
