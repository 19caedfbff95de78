//! The choice of whose annotations are shown, where there are several people's.

use crate::desk::{Ask, Layer, Wish};
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
                <bdi>{ name(layer, my_name) }</bdi><span>{ format!(" {}", layer.count) }</span>
            </button>
        }
    };
    html! {
        <div class="layers" role="group" aria-label="Annotations shown">
            { "Annotations by " }{ for layers.iter().map(switch) }
        </div>
    }
}

/// What an author is called. Names are claims: whoever bears mine and is not me is told from me.
pub fn name(layer: &Layer, my_name: &str) -> String {
    if layer.mine {
        return "You".to_owned();
    }
    match layer.name.trim() {
        "" => "Unknown".to_owned(),
        name if name == my_name => format!("{} (not you)", layer.name),
        _ => layer.name.clone(),
    }
}
