//! What is said of how the work is kept: lines at the top for what a person may want to do, and a sentence in the help.

use super::notices::Line;
use crate::browser::{persistence, preferences};
use crate::desk::{Ask, Desk};
use crate::messages;
use std::rc::Rc;
use yew::prelude::*;

/// The lines, where there is something to say.
pub fn keeping(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let refused = persistence::answer() == Some(false) && !preferences::is_set(preferences::PERSISTENCE_READ);
    let again = desk.clone();
    let read = desk.clone();
    let line = |key: &'static str, content: Html, on_close: Callback<MouseEvent>| {
        Line { key: key.into(), class: "hint", content, alert: false, on_close: Some(on_close) }.html()
    };
    let persistence = refused.then(|| {
        let content = html! {
            <>
                { messages::persistence_refused() }
                { " " }<button type="button" class="link" onclick={Callback::from(move |_: MouseEvent| again.ask_again_to_persist())}>{ messages::ask_again() }</button>
            </>
        };
        let on_close = Callback::from(move |_: MouseEvent| {
            preferences::set(preferences::PERSISTENCE_READ);
            read.redraw();
        });
        line("persistence", content, on_close)
    });
    let copies = desk.copy_line(ask);
    html! { <>{ persistence }{ for copies }</> }
}

/// What the browser answered, for the help.
pub fn promise() -> Html {
    match persistence::answer() {
        None => Html::default(),
        Some(true) => html! { <p>{ messages::persistence_granted() }</p> },
        Some(false) => html! { <p>{ messages::persistence_refused() }</p> },
    }
}
