//! The bar at a selection: three words and their keys. It takes no focus, so that the selection stays.

use crate::browser::{pixels, selection};
use crate::desk::{Ask, Wish};
use crate::keymap::Keymap;
use crate::messages;
use crate::shared::Shared;
use gloo::events::EventListener;
use glossator_core::annotation::Category;
use glossator_core::article::Article;
use glossator_core::codebook::Codebook;
use glossator_core::text::TextRange;
use web_sys::{Element, HtmlElement, window};
use yew::prelude::*;

/// Pixels between the selection and the bar, and between the bar and the edge of the window.
const GAP: f64 = 8.0;

/// What the bar is at.
#[derive(Properties, PartialEq)]
pub struct SelectionBarProps {
    /// The article's element.
    pub reader_node: NodeRef,
    /// The article.
    pub article: Shared<Article>,
    /// The words; the bar is hidden where there are none.
    pub selection: Option<TextRange>,
    /// Which categories there are.
    pub codebook: Codebook,
    /// Which key does what.
    pub keymap: Keymap,
    /// How it asks for something.
    pub ask: Ask,
}

/// The bar.
#[component]
pub fn SelectionBar(props: &SelectionBarProps) -> Html {
    let node = use_node_ref();
    use_effect_with((props.selection, props.article.clone()), {
        let (node, reader) = (node.clone(), props.reader_node.clone());
        move |(selection, article)| {
            let follow = selection.map(|range| {
                show(&node, &reader, article, range);
                let article = article.clone();
                // The bar stands in the window, the words scroll.
                let (inner, reader) = (node.clone(), reader.clone());
                window().map(|window| {
                    EventListener::new(&window, "scroll", move |_| {
                        position(&inner, &reader, &article, range);
                    })
                })
            });
            if selection.is_none() {
                hide(&node);
            }
            move || drop(follow)
        }
    });
    let button = |category: &Category| {
        let (chosen, key) = (category.clone(), props.keymap.key_of(&props.codebook, category));
        html! {
            <button
                type="button"
                class={props.codebook.look(category)}
                aria-keyshortcuts={Some(in_full(&key)).filter(|key| !key.is_empty())}
                onclick={props.ask.reform(move |_: MouseEvent| Wish::Mark(chosen.clone()))}
            >
                <i aria-hidden="true"></i>{ messages::category(&props.codebook, category) }if !key.is_empty() {
                    <kbd aria-hidden="true">{ messages::key(&key) }</kbd>
                }
            </button>
        }
    };
    // Pressing a button must not take the selection away.
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div
            ref={node}
            class="selection-bar"
            role="toolbar"
            aria-label={messages::mark_selection()}
            popover="manual"
            onmousedown={keep}
        >
            { for props.codebook.offered().iter().map(button) }
        </div>
    }
}

fn show(node: &NodeRef, reader: &NodeRef, article: &Article, range: TextRange) {
    if let Some(bar) = node.cast::<HtmlElement>() {
        if !bar.matches(":popover-open").unwrap_or(false) {
            let _ = bar.show_popover();
        }
        position(node, reader, article, range);
    }
}

fn hide(node: &NodeRef) {
    if let Some(bar) = node.cast::<HtmlElement>()
        && bar.matches(":popover-open").unwrap_or(false)
    {
        let _ = bar.hide_popover();
    }
}

/// A chord as assistive technology names it. What is held stands before the key, and Ctrl before all else.
fn in_full(chord: &str) -> String {
    match chord.strip_prefix("Ctrl") {
        Some(rest) => ["Control", rest].concat(),
        None => chord.to_owned(),
    }
}

/// Below the end of the words; above them where there is no room below.
fn position(node: &NodeRef, reader: &NodeRef, article: &Article, range: TextRange) -> Option<()> {
    let (bar, reader) = (node.cast::<HtmlElement>()?, reader.cast::<Element>()?);
    let (end, line_top, line_height) = selection::edge_rect(&reader, article, range, true)?;
    let window = window()?;
    let (width, height) = (window.inner_width().ok()?.as_f64()?, window.inner_height().ok()?.as_f64()?);
    let (bar_width, bar_height) = (f64::from(bar.offset_width()), f64::from(bar.offset_height()));
    let left = (end - bar_width / 2.0).min(width - bar_width - GAP).max(GAP);
    let below = line_top + line_height + GAP;
    let top = if below + bar_height + GAP > height { line_top - bar_height - GAP } else { below };
    let style = bar.style();
    style.set_property("--left", &pixels(left)).ok()?;
    style.set_property("--top", &pixels(top)).ok()
}
