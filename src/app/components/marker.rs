//! The marker: the button that takes it up and, while it is on, the line that says so and has the categories.

use crate::desk::{Ask, Wish};
use crate::messages;
use glossator_core::annotation::Category;
use glossator_core::codebook::Codebook;
use yew::prelude::*;

/// The button; `next` is the category that the marker would begin with.
pub fn marker_button(marker: Option<&Category>, next: &Category, ask: &Ask) -> Html {
    let wanted = marker.is_none().then(|| next.clone());
    html! {
        <button
            type="button"
            aria-pressed={marker.is_some().to_string()}
            title={messages::marker_title()}
            onclick={ask.reform(move |_: MouseEvent| Wish::Marker(wanted.clone()))}
        >
            { messages::marker_name() }
        </button>
    }
}

/// The line, where the marker is on.
pub fn marker_line(marker: &Category, codebook: &Codebook, ask: &Ask) -> Html {
    let button = |category: &Category| {
        let wanted = category.clone();
        html! {
            <button
                type="button"
                class={codebook.look(category)}
                aria-pressed={(category == marker).to_string()}
                onclick={ask.reform(move |_: MouseEvent| Wish::Marker(Some(wanted.clone())))}
            >
                <i aria-hidden="true"></i>{ messages::category(codebook, category) }
            </button>
        }
    };
    html! {
        // A toolbar is no landmark, and what is on the page is within one.
        <section class="marker" aria-label={messages::marker_name()}>
            <span>{ messages::each_is_marked_as() }</span>
            <div role="toolbar" aria-label={messages::marker_name()}>
                { for codebook.offered().iter().map(button) }
                <button type="button" class="off" onclick={ask.reform(|_: MouseEvent| Wish::Marker(None))}>{ messages::off() }</button>
            </div>
        </section>
    }
}
