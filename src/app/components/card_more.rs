//! What unfolds in a card: another category, a link to the annotation, its words with their source; and its words as they
//! may stand there now.

use super::card::CardProps;
use crate::desk::{Ask, Open, Wish};
use crate::messages;
use glossator_core::annotation::{Category, Iri};
use yew::prelude::*;

/// What is chosen from, if something is.
pub fn choice(props: &CardProps) -> Html {
    match props.open {
        Some(Open::Categories) => categories(props),
        Some(Open::More { done }) => more(&props.anchored.annotation.id, done, &props.ask),
        _ => Html::default(),
    }
}

/// What else can be done; `done` says what was done with it last.
fn more(id: &Iri, done: &'static str, ask: &Ask) -> Html {
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

/// The choice of another category.
fn categories(props: &CardProps) -> Html {
    let annotation = &props.anchored.annotation;
    let button = |category: &Category| {
        let chosen = annotation.category == *category;
        let wish = Wish::Recategorise(annotation.id.clone(), category.clone());
        let onclick = props.ask.reform(move |_: MouseEvent| wish.clone());
        html! {
            <button type="button" class={props.codebook.look(category)} aria-pressed={chosen.to_string()} {onclick}>
                <i aria-hidden="true"></i>{ messages::category(&props.codebook, category) }
            </button>
        }
    };
    html! {
        <div class="categories" role="group" aria-label={messages::category_name()}>{ for props.codebook.offered().iter().map(button) }</div>
    }
}

/// The words as they were marked and as they are now, with what differs between them.
pub fn compared(old: &str, new: &str) -> Html {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let shorter = old.len().min(new.len());
    let front = (0..shorter).take_while(|&at| old[at] == new[at]).count();
    let back = (0..shorter - front).take_while(|&at| old[old.len() - 1 - at] == new[new.len() - 1 - at]).count();
    let parts = |words: &[&str]| {
        [&words[..front], &words[front..words.len() - back], &words[words.len() - back..]].map(|part| part.join(" "))
    };
    let ([before, was, after], [_, is, _]) = (parts(&old), parts(&new));
    html! {
        <p class="compared" dir="auto">
            { messages::perhaps_now() }{ " " }{ messages::open_quote() }{ before }{ " " }<del>{ was }</del>{ " " }<ins>{ is }</ins>{ " " }{ after }{ messages::close_quote() }
        </p>
    }
}
