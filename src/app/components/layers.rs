//! The choice of whose annotations are shown, where there are several people's.

use crate::browser::clock;
use crate::desk::{Ask, Author, Layer, Wish};
use crate::messages;
use yew::prelude::*;

/// A switch an author; nothing where there is one author alone.
pub fn layers(layers: &[Layer], my_name: &str, ask: &Ask) -> Html {
    if layers.len() < 2 {
        return Html::default();
    }
    let switch = |layer: &Layer| {
        let author = layer.author.clone();
        html! {
            <button
                type="button"
                aria-pressed={layer.shown.to_string()}
                onclick={ask.reform(move |_: MouseEvent| Wish::ToggleLayer(author.clone()))}
            >
                <bdi>{ name(layer, my_name) }</bdi><span>{ " " }{ clock::number(layer.count) }</span>
            </button>
        }
    };
    html! {
        <div class="layers" role="group" aria-label={messages::annotations_shown()}>
            { messages::annotations_by() }{ " " }{ for layers.iter().map(switch) }
        </div>
    }
}

/// What an author is called. Names are claims: whoever bears mine and is not me is told from me.
pub fn name(layer: &Layer, my_name: &str) -> String {
    match &layer.author {
        Author::Me => messages::you().to_owned(),
        _ if layer.name.trim().is_empty() => messages::unknown().to_owned(),
        _ if layer.name.trim() == my_name => messages::not_you(&layer.name),
        _ => layer.name.clone(),
    }
}
