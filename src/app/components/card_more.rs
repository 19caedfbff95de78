//! What unfolds in a card: another category, a link to the annotation, its words with their source; and its words as they
//! may stand there now.

use super::attributes;
use super::card::CardProps;
use super::compared::{self as words, Compared};
use crate::browser::clock;
use crate::desk::{Ask, Open, Shown, Wish};
use crate::messages;
use glossator_core::annotation::{Category, Iri};
use glossator_core::attribute::decision;
use glossator_core::state::Action;
use yew::prelude::*;

/// What is chosen from, if something is.
pub fn choice(props: &CardProps) -> Html {
    match props.open {
        Some(Open::Categories) => categories(props),
        Some(Open::More { done }) => more(&props.anchored.annotation.id, done, &props.ask),
        _ => Html::default(),
    }
}

/// What is said besides the note, and the way back from a decision.
pub fn said(props: &CardProps) -> Html {
    let annotation = &props.anchored.annotation;
    if decision(annotation).is_none() || !props.lit {
        return attributes::said(annotation);
    }
    let (ask, id) = (props.ask.clone(), annotation.id.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        ask.emit(Wish::Do(Action::decide(vec![(id.clone(), None)], clock::now())));
        // The button is gone.
        ask.emit(Wish::FocusCard(id.clone()));
    });
    html! {
        <>
            { attributes::said(annotation) }
            <p class="undecide">
                <button type="button" class="link" {onclick}>{ messages::take_decision_back() }</button>
            </p>
        </>
    }
}

/// What else can be done; `done` says what was done with it last.
fn more(id: &Iri, done: &'static str, ask: &Ask) -> Html {
    let button = |name: &'static str, wish: fn(Iri) -> Wish| {
        let id = id.clone();
        let onclick = ask.reform(move |_: MouseEvent| wish(id.clone()));
        html! { <button type="button" {onclick}>{ name }</button> }
    };
    html! {
        <div class="categories" role="group" aria-label={messages::more()}>
            { button(messages::copy_link(), |id| Wish::Copy(id, true)) }
            { button(messages::copy_quotation(), |id| Wish::Copy(id, false)) }
            { button(messages::earlier_states(), |id| Wish::Show(Shown::States(id))) }
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
        let (id, wanted) = (annotation.id.clone(), category.clone());
        let onclick = props.ask.reform(move |_: MouseEvent| Wish::Recategorise(id.clone(), wanted.clone()));
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
    let Compared { before, one, other, after } = words::compared(old, new);
    let [before, was, is, after] = [before, one, other, after].map(|words| words.join(" "));
    html! {
        <p class="compared" dir="auto">
            { messages::perhaps_now() }{ " " }{ messages::open_quote() }{ before }{ " " }<del>{ was }</del>{ " " }<ins>{ is }</ins>{ " " }{ after }{ messages::close_quote() }
        </p>
    }
}
