//! What the page says by itself: problems, lines at the top, the toast, and what is spoken.

use super::icon::{Icon, icon};
use crate::desk::{Ask, Wish};
use crate::messages;
use gloo::timers::callback::Timeout;
use glossator_core::codebook::Codebook;
use glossator_core::state::{Action, Event, Notice};
use yew::prelude::*;

/// Milliseconds that a toast stays. Nothing in it is lost with it: Undo is also a tool and a key.
const TOAST: u32 = 10_000;

/// A line at the top of the page. Plain functions where there is nothing to remember: a component each would make the
/// page larger.
#[derive(Default)]
pub struct Line {
    /// What tells it from the other lines.
    pub key: AttrValue,
    /// A class for its tone.
    pub class: &'static str,
    /// Whether it is a problem: then it is spoken at once.
    pub alert: bool,
    /// It was closed; a line without this cannot be.
    pub on_close: Option<Callback<MouseEvent>>,
    /// What it says.
    pub content: Html,
}

impl Line {
    /// The line.
    pub fn html(self) -> Html {
        html! {
            <div class={classes!("line", self.class)} key={&*self.key}>
                <p role={self.alert.then_some("alert")}>{ self.content }</p>
                if let Some(on_close) = self.on_close {
                    <button type="button" class="close" aria-label={messages::dismiss()} onclick={on_close}>
                        { icon(Icon::Close) }
                    </button>
                }
            </div>
        }
    }
}

/// What happened last.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// What happened.
    pub notice: Option<Notice>,
    /// What categories are called.
    pub codebook: Codebook,
    /// How it asks for something.
    pub ask: Ask,
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

/// What is spoken to those who do not see the page change. `serial` is another one each time, so that the same sentence
/// is spoken again.
pub fn announcements(serial: u64, text: &str) -> Html {
    html! {
        <div class="spoken" role="status" aria-label={messages::announcements()} aria-live="polite">
            <span key={serial}>{ text }</span>
        </div>
    }
}
