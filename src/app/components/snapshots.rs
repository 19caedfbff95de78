//! What an article and its annotations were before: the snapshots of the open document, and the states of one annotation.
//! One looks at one, and goes back to it in one step that one undo takes back.

use super::dialog::{Dialog, close};
use crate::browser::clock;
use crate::browser::storage::{Storage, StorageError};
use crate::desk::{Ask, Wish};
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::{Annotation, Iri};
use glossator_core::document::Document;
use glossator_core::snapshot::{Occasion, Since, Snapshot, as_before};
use glossator_core::state::Action;
use glossator_core::transaction::{Change, Origin, Transaction};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Annotations that are named of each kind of difference.
const NAMED: usize = 20;

/// What they need.
#[derive(Properties, PartialEq)]
pub struct SnapshotsProps {
    /// What is open.
    pub document: Shared<Document>,
    /// Where they are kept.
    pub storage: Storage,
    /// How they ask for something.
    pub ask: Ask,
}

/// The snapshots of the open document, newest first.
#[component]
pub fn Snapshots(props: &SnapshotsProps) -> Html {
    let found = use_state(|| None::<Result<Vec<Rc<Snapshot>>, StorageError>>);
    use_effect_with(props.document.id.clone(), {
        let (found, storage) = (found.clone(), props.storage.clone());
        move |id: &Iri| {
            let id = id.clone();
            spawn_local(async move { found.set(Some(storage.snapshots(&id).await)) });
        }
    });
    let row = |taken: &Rc<Snapshot>| {
        let since = taken.since(&props.document);
        let back = {
            let (document, storage, ask, taken) =
                (props.document.clone(), props.storage.clone(), props.ask.clone(), taken.clone());
            Callback::from(move |event: MouseEvent| {
                if !close(&event) {
                    return;
                }
                let (document, storage, ask, taken) = (document.clone(), storage.clone(), ask.clone(), taken.clone());
                spawn_local(async move {
                    // What there is now comes first, so that one can come back from there too.
                    let now = Snapshot::of(&document, Occasion::Return, clock::now());
                    // Where it cannot be kept there is still the undo.
                    drop(storage.keep_snapshot(&document, &now).await);
                    ask.emit(Wish::Do(Action::restore(Rc::new(taken.restoring(&document, clock::now())))));
                });
            })
        };
        html! {
            <li key={taken.at.0.to_string()}>
                <details>
                    <summary>
                        { messages::snapshot_of(&clock::day_and_time(taken.at), taken.annotations.len()) }
                        { occasion(taken.occasion).map(|before| html! { <>{ " " }{ before }</> }) }
                    </summary>
                    <p>{ told(&since) }</p>
                    if since.article && taken.article_in(&props.document).is_none() {
                        <p class="hint">{ messages::snapshot_article_gone() }</p>
                    }
                    { differences(&props.document, &since) }
                    if since != Since::default() {
                        <button type="button" onclick={back}>{ messages::go_back_to_state() }</button>
                    }
                </details>
            </li>
        }
    };
    let list = match &*found {
        None => html! { <p class="hint" role="status">{ messages::reading_list() }</p> },
        Some(Err(error)) => html! { <p class="hint" role="alert">{ error.to_string() }</p> },
        Some(Ok(all)) if all.is_empty() => html! { <p class="hint">{ messages::no_snapshots() }</p> },
        Some(Ok(all)) => html! { <ul class="versions" role="list">{ for all.iter().map(row) }</ul> },
    };
    html! {
        <section aria-label={messages::earlier_states()}>
            <h3>{ messages::earlier_states() }</h3>
            <p class="hint">{ messages::earlier_states_hint() }</p>
            { list }
        </section>
    }
}

fn occasion(occasion: Occasion) -> Option<&'static str> {
    match occasion {
        Occasion::Work => None,
        Occasion::Merge => Some(messages::before_merge()),
        Occasion::Version => Some(messages::before_version()),
        Occasion::Deletion => Some(messages::before_deletion()),
        Occasion::Return => Some(messages::before_return()),
    }
}

/// What changed, in a sentence.
fn told(since: &Since) -> String {
    let count = |count: usize, say: fn(usize) -> String| (count > 0).then(|| say(count));
    let parts: Vec<String> = [
        count(since.added.len(), messages::since_added),
        count(since.removed.len(), messages::since_removed),
        count(since.changed.len(), messages::since_changed),
        since.article.then(|| messages::since_article().to_owned()),
        since.categories.then(|| messages::since_categories().to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { messages::since_nothing().to_owned() } else { messages::since_then(&parts.join(", ")) }
}

/// Which annotations differ, by name.
fn differences(document: &Document, since: &Since) -> Html {
    let name = |annotation: &Rc<Annotation>| html! { <li dir="auto">{ messages::card_name(&document.codebook, annotation) }</li> };
    let list = |title: &'static str, all: Vec<&Rc<Annotation>>| {
        if all.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <h3>{ title }</h3>
                <ul class="changes" role="list" tabindex="0" aria-label={title}>
                    { for all.iter().take(NAMED).map(|it| name(it)) }
                    if all.len() > NAMED {
                        <li>{ messages::and_more(all.len() - NAMED) }</li>
                    }
                </ul>
            </>
        }
    };
    html! {
        <>
            { list(messages::deleted_since(), since.removed.iter().collect()) }
            { list(messages::changed_since(), since.changed.iter().map(|(then, _)| then).collect()) }
            { list(messages::added_since(), since.added.iter().collect()) }
        </>
    }
}

/// What the states of an annotation need.
#[derive(Properties, PartialEq)]
pub struct StatesProps {
    /// What is open.
    pub document: Shared<Document>,
    /// The annotation.
    pub id: Iri,
    /// Where they are kept.
    pub storage: Storage,
    /// How they ask for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// What an annotation was before, newest first.
#[component]
pub fn States(props: &StatesProps) -> Html {
    let found = use_state(|| None::<Result<Vec<Rc<Annotation>>, StorageError>>);
    let now = props.document.annotations.get(&props.id).cloned();
    use_effect_with(now.clone().map(Shared), {
        let (found, storage, document) = (found.clone(), props.storage.clone(), props.document.id.clone());
        move |now: &Option<Shared<Annotation>>| {
            if let Some(now) = now.clone() {
                spawn_local(async move { found.set(Some(storage.history_of(&document, &now).await)) });
            }
        }
    });
    let codebook = &props.document.codebook;
    let row = |then: &Rc<Annotation>| {
        let (ask, then_, now) = (props.ask.clone(), then.clone(), now.clone());
        let back = Callback::from(move |event: MouseEvent| {
            if let Some(now) = now.as_ref().filter(|_| close(&event)) {
                let change = Change::edit(now, as_before(now, &then_, clock::now()));
                ask.emit(Wish::Do(Action::restore(Rc::new(Transaction::new(vec![change], Origin::User)))));
            }
        });
        html! {
            <li>
                <p class="hint">{ messages::as_of(&clock::day_and_time(then.modified)) }</p>
                <p dir="auto">{ messages::card_name(codebook, then) }</p>
                if !then.note.is_empty() {
                    <p class="text" dir="auto">{ &then.note }</p>
                }
                if !then.tags.is_empty() {
                    <p dir="auto">{ messages::tags() }{ ": " }{ then.tags.join(", ") }</p>
                }
                <button type="button" onclick={back}>{ messages::go_back_to_state() }</button>
            </li>
        }
    };
    let list = match &*found {
        _ if now.is_none() => html! { <p class="hint">{ messages::state_gone() }</p> },
        None => html! { <p class="hint" role="status">{ messages::reading_list() }</p> },
        Some(Err(error)) => html! { <p class="hint" role="alert">{ error.to_string() }</p> },
        Some(Ok(all)) if all.is_empty() => html! { <p class="hint">{ messages::no_states() }</p> },
        Some(Ok(all)) => html! { <ul class="versions" role="list">{ for all.iter().map(row) }</ul> },
    };
    html! {
        <Dialog title={messages::earlier_states()} on_closed={props.on_closed.clone()}>
            <p class="hint">{ messages::states_hint() }</p>
            { list }
        </Dialog>
    }
}
