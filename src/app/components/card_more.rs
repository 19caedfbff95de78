//! What else can be done with an annotation: copy a link to it, or its words with their source.

use crate::desk::{Ask, Wish};
use crate::messages;
use glossator_core::annotation::Iri;
use yew::prelude::*;

/// The choice; `done` says what was done with it last.
pub fn more(id: &Iri, done: &'static str, ask: &Ask) -> Html {
    let button = |name: &'static str, wish: Wish| {
        let onclick = ask.reform(move |_: MouseEvent| wish.clone());
        html! { <button type="button" {onclick}>{ name }</button> }
    };
    html! {
        <div class="categories" role="group" aria-label={messages::more()}>
            { button(messages::copy_link(), Wish::Copy(id.clone(), true)) }
            { button(messages::copy_quotation(), Wish::Copy(id.clone(), false)) }
            // Spoken by the live region.
            <span class="done-so" aria-hidden="true">{ done }</span>
        </div>
    }
}
