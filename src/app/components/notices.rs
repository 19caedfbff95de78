//! What the page says by itself: problems, lines at the top, and what is spoken.

use super::icon::{Icon, icon};
use crate::messages;
use yew::prelude::*;

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

/// What is spoken to those who do not see the page change. `serial` is another one each time, so that the same sentence
/// is spoken again.
pub fn announcements(serial: u64, text: &str) -> Html {
    html! {
        <div class="spoken" role="status" aria-label={messages::announcements()} aria-live="polite">
            <span key={serial}>{ text }</span>
        </div>
    }
}
