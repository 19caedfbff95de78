//! The note, the tags and the attributes of an annotation, while they are written in its card.

use super::attributes::{Around, Form};
use crate::desk::{Ask, Wish};
use crate::hooks::draft::use_draft;
use crate::messages;
use crate::shared::Shared;
use glossator_core::direction::Direction;
use glossator_core::highlight::Anchored;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What the editor shows.
#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// The annotation and where it was found.
    pub anchored: Shared<Anchored>,
    /// The number of the visit.
    pub visit: u32,
    /// The page around the card.
    pub around: Around,
    /// How it asks for something.
    pub ask: Ask,
}

/// The note, the tags and the attributes of an annotation. What is typed is stored on the way, not only at the end.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let annotation = &props.anchored.annotation;
    let draft = use_draft(annotation, props.visit, &props.ask);
    let note = use_node_ref();
    use_effect_with((), {
        let note = note.clone();
        move |()| {
            if let Some(note) = note.cast::<HtmlTextAreaElement>() {
                let _ = note.focus();
                // Cut to the end of the text.
                let _ = note.set_selection_range(u32::MAX, u32::MAX);
            }
        }
    });
    let on_note = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let text = field.value();
            field.set_dir(runs(&text));
            draft.note(text)
        })
    };
    let on_tags = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| draft.tags(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let on_blur = {
        let draft = draft.clone();
        Callback::from(move |_: FocusEvent| draft.flush())
    };
    let done = {
        let id = annotation.id.clone();
        props.ask.reform(move |()| Wish::CloseCard(id.clone()))
    };
    let on_done = done.reform(|_: MouseEvent| ());
    let on_key = Callback::from(move |event: KeyboardEvent| {
        let enter = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if (enter || event.key() == "Escape") && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            done.emit(());
        }
    });
    let (note_value, tags_value) = draft.values();
    let note_runs = runs(&note_value);
    html! {
        <div class="editor" onkeydown={on_key} onfocusout={on_blur}>
            <textarea
                ref={note}
                rows="3"
                dir={note_runs}
                aria-label={messages::note()}
                placeholder={messages::note_hint()}
                value={note_value}
                oninput={on_note}
            />
            <input
                type="text"
                dir="auto"
                aria-label={messages::tags()}
                placeholder={messages::tags_hint()}
                autocomplete="off"
                value={tags_value}
                oninput={on_tags}
            />
            <Form anchored={props.anchored.clone()} {draft} around={props.around.clone()} />
            <button type="button" class="done" onclick={on_done}>{ messages::done() }</button>
        </div>
    }
}

/// Which way a note runs, for `dir`. It is not `auto`: in a long note, browsers would be busy with that for minutes.
fn runs(note: &str) -> &'static str {
    Direction::of(note).map_or("", Direction::as_str)
}
