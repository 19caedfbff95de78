//! The line above the page that says how many annotations are not found in the text.

use super::notices::Line;
use crate::desk::{self, Ask, Desk, Wish};
use crate::messages;
use yew::prelude::*;

/// The line with the way to the review, where something is lost.
pub fn lost_line(desk: &Desk, ask: &Ask) -> Html {
    let lost = desk.anchors().anchored.iter().filter(|anchored| desk::is_lost(anchored)).count();
    if lost == 0 {
        return Html::default();
    }
    let content = html! {
        <>
            { messages::not_found(lost) }
            { " " }<button type="button" class="link" onclick={ask.reform(|_: MouseEvent| Wish::Review)}>{ messages::review() }</button>
        </>
    };
    Line { key: "lost".into(), content, ..Line::default() }.html()
}
