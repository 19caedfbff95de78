//! The way out: which format, and what it cannot hold.

use super::dialog::{Dialog, close};
use crate::browser::worker::Format;
use crate::desk::{Ask, OURS, Wish, only_ours};
use crate::messages;
use crate::shared::Opaque;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct ExportProps {
    /// The formats; `None` until they are told, and why they cannot be.
    pub formats: Option<Opaque<Result<Vec<Format>, String>>>,
    /// What the person at this device is called; may be empty.
    pub name: String,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The dialog.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let chosen = use_state_eq(|| OURS.to_owned());
    let name = use_state_eq(|| props.name.clone());
    let download = {
        let (ask, chosen, name) = (props.ask.clone(), chosen.clone(), name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if close(&event) {
                // Whoever saw the field was asked.
                ask.emit(Wish::GiveName((*name).clone()));
                ask.emit(Wish::Export((*chosen).clone(), (*name).clone()));
            }
        })
    };
    let on_name = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| name.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let choose = Callback::from({
        let chosen = chosen.clone();
        move |event: Event| chosen.set(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let ours = only_ours();
    let (formats, trouble) = match props.formats.as_deref() {
        Some(Ok(formats)) => (&formats[..], None),
        Some(Err(sentence)) => (&ours[..], Some(sentence)),
        None => (&ours[..], None),
    };
    let row = |format: &Format| {
        let checked = format.key == *chosen;
        html! {
            <label key={format.key.clone()}>
                <input type="radio" name="format" value={format.key.clone()} {checked} onchange={choose.clone()} />
                <span>
                    <strong>{ &format.name }</strong>
                    <span>{ &format.purpose }</span>
                </span>
            </label>
        }
    };
    let losses = formats.iter().find(|format| format.key == *chosen).map_or(&[][..], |format| &format.losses[..]);
    html! {
        <Dialog title={messages::export()} on_closed={props.on_closed.clone()}>
            <form class="export" onsubmit={download}>
                <label class="name">
                    <span>{ messages::your_name() }</span>
                    <input
                        type="text"
                        dir="auto"
                        autocomplete="name"
                        value={(*name).clone()}
                        oninput={on_name}
                        onchange={props.ask.reform(|event: Event| Wish::GiveName(event.target_unchecked_into::<HtmlInputElement>().value()))}
                        placeholder={messages::your_name_hint()}
                    />
                </label>
                <fieldset>
                    <legend>{ messages::format() }</legend>
                    { for formats.iter().map(row) }
                    if props.formats.is_none() {
                        <p class="hint" role="status">{ messages::reading_formats() }</p>
                    }
                    if let Some(sentence) = trouble {
                        <p class="hint" role="alert">{ sentence }</p>
                    }
                </fieldset>
                <div class="foot">
                    <p role="status">
                        if !losses.is_empty() {
                            { messages::no_place_for(&losses.join(", ")) }
                        }
                    </p>
                    <button type="submit" class="main">{ messages::download() }</button>
                </div>
            </form>
        </Dialog>
    }
}
