//! What is done with several articles of the list at once.

use super::library::keep;
use crate::desk::{Ask, Keeping, Wish};
use crate::messages;
use crate::shared::Opaque;
use glossator_core::annotation::Iri;
use glossator_core::catalogue::{Entry, Shelf};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it is done with.
#[derive(Properties, PartialEq)]
pub struct ShelvingProps {
    /// The articles: one at least.
    pub chosen: Vec<Rc<Entry>>,
    /// The folders that there are.
    pub folders: Rc<Vec<String>>,
    /// The tags that there are.
    pub tags: Rc<Vec<String>>,
    /// How it asks for something.
    pub ask: Ask,
}

/// The line of what can be done.
#[component]
pub fn Shelving(props: &ShelvingProps) -> Html {
    let ShelvingProps { chosen, folders, tags, ask } = props;
    let (folder, tag) = (use_node_ref(), use_node_ref());
    let ids: Vec<Iri> = chosen.iter().map(|it| it.id.clone()).collect();
    let archived = chosen.iter().all(|it| it.shelf.archived);
    let put = {
        let (chosen, ask, folder) = (chosen.clone(), ask.clone(), folder.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let name = typed(&folder);
            ask.emit(Wish::Keep(Opaque::new(shelves(&chosen, |it| Shelf::new(&name, it.tags.clone(), it.archived)))));
        }
    };
    let add = {
        let (chosen, ask, field) = (chosen.clone(), ask.clone(), tag.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let name = typed(&field);
            if !name.is_empty() {
                let with = |it: &Shelf| it.tags.iter().cloned().chain([name.clone()]).collect::<Vec<_>>();
                ask.emit(Wish::Keep(Opaque::new(shelves(&chosen, |it| Shelf::new(&it.folder, with(it), it.archived)))));
                if let Some(field) = field.cast::<HtmlInputElement>() {
                    field.set_value("");
                }
            }
        }
    };
    let archive = keep(ask, shelves(chosen, |it| Shelf { archived: !archived, ..it.clone() }));
    let options = |all: &[String]| all.iter().map(|it| html! { <option value={it.clone()} /> }).collect::<Html>();
    let common = chosen[0].shelf.folder.clone();
    let common = if chosen.iter().all(|it| it.shelf.folder == common) { common } else { String::new() };
    html! {
        <div class="shelving" role="group" aria-label={messages::chosen(chosen.len())}>
            <p role="status">{ messages::chosen(chosen.len()) }</p>
            <button type="button" onclick={archive}>
                { if archived { messages::out_of_archive() } else { messages::into_archive() } }
            </button>
            <button type="button" onclick={keep(ask, Keeping::Export(ids.clone()))}>{ messages::download_as_one() }</button>
            <button type="button" onclick={keep(ask, Keeping::Remove(ids))}>{ messages::delete() }</button>
            <details>
                <summary>{ messages::folder_and_tags() }</summary>
                <div>
                <form onsubmit={put}>
                    <label>
                        { messages::folder() }{ " " }
                        <input key={common.clone()} ref={folder} type="text" dir="auto" list="folders" value={common.clone()} />
                    </label>
                    <datalist id="folders">{ options(folders) }</datalist>
                    <button>{ messages::put_there() }</button>
                </form>
                <form onsubmit={add}>
                    <label>{ messages::tag() }{ " " }<input ref={tag} type="text" dir="auto" list="shelf-tags" /></label>
                    <datalist id="shelf-tags">{ options(tags) }</datalist>
                    <button>{ messages::add_tag() }</button>
                </form>
                { for tags.iter().filter(|tag| chosen.iter().any(|it| it.shelf.tags.contains(tag))).map(|tag| remove_tag(chosen, tag, ask)) }
                </div>
            </details>
        </div>
    }
}

fn remove_tag(chosen: &[Rc<Entry>], tag: &str, ask: &Ask) -> Html {
    let without = |it: &Shelf| it.tags.iter().filter(|it| *it != tag).cloned().collect::<Vec<_>>();
    html! {
        <button
            type="button"
            class="link"
            aria-label={messages::remove_tag(tag)}
            onclick={keep(ask, shelves(chosen, |it| Shelf::new(&it.folder, without(it), it.archived)))}
        >
            <bdi>{ tag }</bdi>{ " ×" }
        </button>
    }
}

/// All that are shown, as one file.
pub fn chosen_tools(shown: &[&Rc<Entry>], ask: &Ask) -> Html {
    if shown.is_empty() {
        return Html::default();
    }
    let ids: Vec<Iri> = shown.iter().map(|it| it.id.clone()).collect();
    html! {
        <p class="hint">
            { messages::one_file_keeps() }{ " " }
            <button type="button" class="link" onclick={keep(ask, Keeping::Export(ids))}>
                { messages::download_all(shown.len()) }
            </button>
        </p>
    }
}

fn typed(field: &NodeRef) -> String {
    field.cast::<HtmlInputElement>().map(|field| field.value().trim().to_owned()).unwrap_or_default()
}

/// Puts each on another shelf.
fn shelves(chosen: &[Rc<Entry>], change: impl Fn(&Shelf) -> Shelf) -> Keeping {
    Keeping::Shelve(chosen.iter().map(|it| (it.id.clone(), change(&it.shelf))).collect())
}
