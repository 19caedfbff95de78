//! All articles on this device.

use super::dialog::{Dialog, close};
use crate::browser::clock;
use crate::browser::storage::{self, Entry};
use crate::desk::{Ask, Wish};
use crate::messages;
use glossator_core::annotation::Iri;
use glossator_core::document::Document;
use std::rc::Rc;
use yew::prelude::*;

/// What the list shows.
pub struct Library {
    /// What is kept, newest first; `None` while it is read.
    pub kept: Option<storage::Library>,
    /// The document that is open.
    pub current: Iri,
    /// The one that was deleted last, while the list is open.
    pub deleted: Option<Rc<Document>>,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The list.
pub fn library(props: &Library) -> Html {
    let row = |entry: &Entry| {
        let (id, article) = (entry.document.id.clone(), &entry.document.article);
        let current = id == props.current;
        let open = {
            let (ask, id) = (props.ask.clone(), id.clone());
            Callback::from(move |event: MouseEvent| {
                close(&event);
                ask.emit(Wish::Open(id.clone()));
            })
        };
        let remove = {
            let id = id.clone();
            props.ask.reform(move |_: MouseEvent| Wish::Remove(id.clone()))
        };
        let facts: Vec<String> = [article.metadata.author.clone(), clock::date(&article.metadata.date)]
            .into_iter()
            .filter(|it| !it.is_empty())
            .chain([messages::annotations(entry.count), messages::changed_at(&clock::short(entry.modified))])
            .collect();
        html! {
            <li key={id.as_str()} class={current.then_some("current")}>
                <button type="button" class="open" aria-current={current.then_some("true")} onclick={open}>
                    <strong dir="auto">{ article.name() }</strong>
                    <span>{ facts.join(" · ") }</span>
                </button>
                <button
                    type="button"
                    class="remove"
                    aria-label={messages::delete_article(&messages::shortened(article.name(), 60))}
                    onclick={remove}
                >
                    { messages::delete() }
                </button>
            </li>
        }
    };
    html! {
        <Dialog title={messages::articles()} on_closed={props.on_closed.clone()}>
            if let Some(deleted) = &props.deleted {
                <p class="deleted" role="status">
                    { messages::article_deleted_now(&messages::shortened(deleted.article.name(), 60)) }{ " " }
                    <button
                        type="button"
                        class="link"
                        onclick={props.ask.reform({ let deleted = deleted.clone(); move |_: MouseEvent| Wish::Restore(deleted.clone()) })}
                    >
                        { messages::undo() }
                    </button>
                </p>
            }
            if let Some(kept) = &props.kept {
                <ul class="library" role="list">{ for kept.entries.iter().map(row) }</ul>
                if !kept.unreadable.is_empty() {
                    <p class="hint">{ messages::unreadable_articles(kept.unreadable.len()) }{ download_stored(&props.ask) }</p>
                }
            } else {
                <p class="hint">{ messages::reading_list() }</p>
            }
        </Dialog>
    }
}

/// A way out for what is stored and cannot be read.
pub fn download_stored(ask: &Ask) -> Html {
    html! {
        <>
            { " " }
            <button type="button" class="link" onclick={ask.reform(|_: MouseEvent| Wish::ExportRaw)}>
                { messages::download_stored() }
            </button>
        </>
    }
}
