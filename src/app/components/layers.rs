//! The choice of whose annotations are shown, where there are several people's.

use crate::browser::clock;
use crate::desk::{Ask, Layer, Shown, Wish};
use crate::messages;
use glossator_core::filter::Author;
use yew::prelude::*;

/// A switch an author; nothing where there is one author alone.
pub fn layers(layers: &[Layer], names: &[(Author, String)], ask: &Ask) -> Html {
    if layers.len() < 2 {
        return Html::default();
    }
    let switch = |(layer, (_, name)): (&Layer, &(Author, String))| {
        let author = layer.author.clone();
        html! {
            <button
                type="button"
                aria-pressed={layer.shown.to_string()}
                onclick={ask.reform(move |_: MouseEvent| Wish::ToggleLayer(author.clone()))}
            >
                <bdi>{ name }</bdi><span>{ " " }{ clock::number(layer.count) }</span>
            </button>
        }
    };
    html! {
        <div class="layers" role="group" aria-label={messages::annotations_shown()}>
            { messages::annotations_by() }{ " " }{ for layers.iter().zip(names).map(switch) }
            <button type="button" class="link" onclick={ask.reform(|_: MouseEvent| Wish::Show(Shown::Agreement))}>
                { messages::compare_annotators() }
            </button>
        </div>
    }
}
