//! All articles on this device, with what is in the trash.

use super::dialog::{Dialog, close};
use crate::browser::address::folded;
use crate::browser::clock;
use crate::browser::storage::{self, Entry};
use crate::desk::{Ask, Wish};
use crate::messages;
use glossator_core::annotation::Iri;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the list shows.
#[derive(Properties, PartialEq)]
pub struct LibraryProps {
    /// What is kept, newest first; `None` while it is read.
    pub kept: Option<storage::Library>,
    /// The document that is open.
    pub current: Iri,
    /// The one that was deleted last, while the list is open, and its name.
    pub deleted: Option<(Iri, String)>,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The list.
#[component]
pub fn LibraryDialog(props: &LibraryProps) -> Html {
    let words = use_state(String::new);
    let in_trash = use_state(|| false);
    html! {
        <Dialog title={messages::articles()} on_closed={props.on_closed.clone()}>
            if let Some((id, name)) = &props.deleted {
                <p class="deleted" role="status">
                    { messages::article_deleted_now(&messages::shortened(name, 60)) }{ " " }
                    <button
                        type="button"
                        class="link"
                        onclick={props.ask.reform({ let id = id.clone(); move |_: MouseEvent| Wish::Restore(id.clone()) })}
                    >
                        { messages::undo() }
                    </button>
                </p>
            }
            if let Some(kept) = &props.kept {
                { list(props, kept, &words, &in_trash) }
                if !kept.unreadable.is_empty() {
                    <p class="hint">{ messages::unreadable_articles(kept.unreadable.len()) }{ download_stored(&props.ask) }</p>
                }
            } else {
                <p class="hint">{ messages::reading_list() }</p>
            }
        </Dialog>
    }
}

fn list(
    props: &LibraryProps,
    kept: &storage::Library,
    words: &UseStateHandle<String>,
    in_trash: &UseStateHandle<bool>,
) -> Html {
    // Of an emptied trash there is nothing to show.
    let trashed = **in_trash && !kept.trash.is_empty();
    let all = if trashed { &kept.trash } else { &kept.entries };
    let wanted = folded(words.trim());
    let found: Vec<&Entry> = all.iter().filter(|entry| says(entry, &wanted)).collect();
    let on_words = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| words.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let turn = {
        let in_trash = in_trash.clone();
        Callback::from(move |_: MouseEvent| in_trash.set(!trashed))
    };
    html! {
        <>
            <p class="library-tools">
                <input
                    type="search"
                    dir="auto"
                    aria-label={messages::search_articles()}
                    placeholder={messages::search_articles()}
                    value={(**words).clone()}
                    oninput={on_words}
                />
                <span role="status">
                    { match wanted.is_empty() {
                        true => messages::count_of_articles(all.len()),
                        false => messages::articles_found(found.len(), all.len()),
                    } }
                </span>
                if !kept.trash.is_empty() {
                    <button type="button" class="link" onclick={turn}>
                        { if trashed { messages::back_to_articles().to_owned() } else { messages::trash(kept.trash.len()) } }
                    </button>
                }
            </p>
            if trashed {
                <p class="hint">{ messages::trash_is_kept() }</p>
            }
            <ul class="library" role="list">
                { for found.iter().map(|entry| if trashed { trashed_row(props, entry) } else { row(props, entry) }) }
            </ul>
            if trashed && found.len() > 1 {
                <Destroy ids={found.iter().map(|it| it.document.id.clone()).collect::<Vec<_>>()} ask={props.ask.clone()} />
            }
        </>
    }
}

/// Whether an article is one of those that are looked for: by its name, author and address.
fn says(entry: &Entry, wanted: &str) -> bool {
    let (article, data) = (&entry.document.article, &entry.document.article.metadata);
    wanted.is_empty() || [article.name(), &data.author, &data.address].iter().any(|text| folded(text).contains(wanted))
}

fn facts(entry: &Entry, when: String) -> String {
    let data = &entry.document.article.metadata;
    let known = [data.author.clone(), clock::date(&data.date)].into_iter().filter(|it| !it.is_empty());
    known.chain([messages::annotations(entry.count), when]).collect::<Vec<_>>().join(" · ")
}

fn row(props: &LibraryProps, entry: &Entry) -> Html {
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
    html! {
        <li key={id.as_str()} class={current.then_some("current")}>
            <button type="button" class="open" aria-current={current.then_some("true")} onclick={open}>
                <strong dir="auto">{ article.name() }</strong>
                <span>{ facts(entry, messages::changed_at(&clock::short(entry.modified))) }</span>
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
}

fn trashed_row(props: &LibraryProps, entry: &Entry) -> Html {
    let (id, article) = (entry.document.id.clone(), &entry.document.article);
    let name = messages::shortened(article.name(), 60);
    let restore = {
        let id = id.clone();
        props.ask.reform(move |_: MouseEvent| Wish::Restore(id.clone()))
    };
    html! {
        <li key={id.as_str()} class="trashed">
            <div class="open">
                <strong dir="auto">{ article.name() }</strong>
                <span>{ facts(entry, messages::deleted_at(&clock::short(entry.modified))) }</span>
            </div>
            <button type="button" class="remove" aria-label={messages::bring_back_article(&name)} onclick={restore}>
                { messages::bring_back() }
            </button>
            <Destroy ids={vec![id]} {name} ask={props.ask.clone()} />
        </li>
    }
}

/// What deletes for good.
#[derive(Properties, PartialEq)]
struct DestroyProps {
    ids: Vec<Iri>,
    /// What it is called, if it is one.
    #[prop_or_default]
    name: String,
    ask: Ask,
}

/// It asks once more: this alone cannot be undone.
#[component]
fn Destroy(props: &DestroyProps) -> Html {
    let asking = use_state(|| false);
    let turn = |on: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(on))
    };
    let destroy = {
        let (ask, ids) = (props.ask.clone(), props.ids.clone());
        Callback::from(move |_: MouseEvent| ask.emit(Wish::Destroy(ids.clone())))
    };
    let (question, label) = match props.name.as_str() {
        "" => (messages::ask_to_empty_trash(props.ids.len()), messages::empty_trash().to_owned()),
        name => (messages::ask_to_destroy(name), messages::destroy_article(name)),
    };
    if *asking {
        html! {
            <p class="asked" role="alert">
                { question }{ " " }
                <button type="button" class={classes!("link", "bad")} onclick={destroy}>{ messages::destroy() }</button>
                { " " }
                <button type="button" class="link" onclick={turn(false)}>{ messages::keep_it() }</button>
            </p>
        }
    } else if props.name.is_empty() {
        html! { <p><button type="button" class="link" onclick={turn(true)}>{ label }</button></p> }
    } else {
        html! { <button type="button" class="remove" aria-label={label} onclick={turn(true)}>{ messages::destroy() }</button> }
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
