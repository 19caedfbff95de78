//! Handles at the ends of the annotation in focus, for the pointer: who uses keys moves the ends by Shift and arrows.

use crate::browser::{pixels, selection};
use crate::desk::{Ask, Wish};
use crate::hooks::on_layout::OnLayout;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::article::Article;
use glossator_core::text::TextRange;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What the handles are at.
#[derive(Properties, PartialEq)]
pub struct HandlesProps {
    /// The article's element.
    pub reader_node: NodeRef,
    /// The article.
    pub article: Shared<Article>,
    /// The annotation.
    pub id: Iri,
    /// From where to where it goes.
    pub extent: TextRange,
    /// How they ask for something.
    pub ask: Ask,
}

/// The handles.
#[component]
pub fn Handles(props: &HandlesProps) -> Html {
    let nodes = (use_node_ref(), use_node_ref());
    use_effect_with((props.article.clone(), props.extent), {
        let (nodes, reader) = (nodes.clone(), props.reader_node.clone());
        move |(article, extent)| {
            let (article, extent) = (article.clone(), *extent);
            let stand = move || {
                put(&nodes.0, &reader, &article, extent, false);
                put(&nodes.1, &reader, &article, extent, true);
            };
            stand();
            let layout = OnLayout::new(None, stand);
            move || drop(layout)
        }
    });
    let handle = |end: bool, node: &NodeRef| {
        let at = |event: &PointerEvent| (event.client_x(), event.client_y());
        let (ask, id, held) = (props.ask.clone(), props.id.clone(), node.clone());
        let on_down = Callback::from(move |event: PointerEvent| {
            let handle = held.cast::<Element>();
            if let Some(handle) = handle.filter(|_| event.button() == 0 && event.is_primary()) {
                event.prevent_default();
                // What is dragged stays the handle's, wherever the pointer is.
                let _ = handle.set_pointer_capture(event.pointer_id());
                ask.emit(Wish::Grab(id.clone(), end, at(&event)));
            }
        });
        let ask = props.ask.clone();
        let on_move = Callback::from(move |event: PointerEvent| {
            if event.buttons() & 1 == 1 {
                ask.emit(Wish::Drag(at(&event)));
            }
        });
        html! {
            <div
                ref={node.clone()}
                class={if end { "handle end" } else { "handle start" }}
                aria-hidden="true"
                onpointerdown={on_down}
                onpointermove={on_move}
                onpointerup={props.ask.reform(|_: PointerEvent| Wish::LetGo(true))}
                onpointercancel={props.ask.reform(|_: PointerEvent| Wish::LetGo(false))}
            ></div>
        }
    };
    html! { <>{ handle(false, &nodes.0) }{ handle(true, &nodes.1) }</> }
}

fn put(node: &NodeRef, reader: &NodeRef, article: &Article, extent: TextRange, end: bool) -> Option<()> {
    let (handle, reader) = (node.cast::<HtmlElement>()?, reader.cast::<Element>()?);
    let (left, top, height) = selection::edge_rect(&reader, article, extent, end)?;
    let base = handle.offset_parent()?.get_bounding_client_rect();
    let style = handle.style();
    style.set_property("left", &pixels(left - base.left())).ok()?;
    style.set_property("top", &pixels(top + height - base.top())).ok()
}
