//! All articles on this device: found, put in order, kept in folders, taken out of the way, and what is in the trash.

use super::dialog::{Dialog, close};
use super::shelving::{Shelving, chosen_tools};
use crate::browser::address::folded;
use crate::browser::clock;
use crate::browser::storage::Library;
use crate::desk::{Ask, Keeping, Listing, Wish};
use crate::messages;
use crate::shared::{Opaque, Shared};
use glossator_core::annotation::Iri;
use glossator_core::catalogue::{Entry, Order, Query, sorted};
use glossator_core::sorting::sort_and_dedup;
use std::collections::HashSet;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Rows that are drawn at a time: some windows full. Thousands at once would hold the page.
const ROWS: usize = 100;

/// What the list shows.
#[derive(Properties, PartialEq)]
pub struct LibraryProps {
    /// What is listed.
    pub listing: Opaque<Listing>,
    /// The document that is open.
    pub current: Iri,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The list.
#[component]
pub fn LibraryDialog(props: &LibraryProps) -> Html {
    let view = use_state_eq(View::default);
    html! {
        <Dialog title={messages::articles()} class="wide" on_closed={props.on_closed.clone()}>
            if let Some((ids, name)) = &props.listing.deleted {
                <p class="deleted" role="status">
                    { messages::article_deleted_now(&messages::shortened(name, 60)) }{ " " }
                    <button type="button" class="link" onclick={keep(&props.ask, Keeping::Restore(ids.clone()))}>
                        { messages::undo() }
                    </button>
                </p>
            }
            if let Some(kept) = &props.listing.kept {
                { list(props, kept, &view) }
                if !kept.unreadable.is_empty() {
                    <p class="hint">{ messages::unreadable_articles(kept.unreadable.len()) }{ download_stored(&props.ask) }</p>
                }
            } else {
                <p class="hint">{ messages::reading_list() }</p>
            }
        </Dialog>
    }
}

/// What a person looks at.
#[derive(Clone, Default, PartialEq)]
struct View {
    query: Query,
    order: Order,
    in_trash: bool,
    /// Which are chosen, to do something with all of them.
    chosen: Rc<HashSet<Iri>>,
    /// Rows that are shown besides the first ones.
    more: usize,
}

/// How one changes to another view.
#[derive(Clone, PartialEq)]
struct Views(UseStateHandle<View>);

impl Views {
    /// A view whose list is another one begins at its top, with nothing chosen that is out of sight.
    fn list(&self, change: impl Fn(&mut View)) {
        self.set(|view| {
            change(view);
            view.chosen = Rc::default();
            view.more = 0;
        });
    }

    fn set(&self, change: impl Fn(&mut View)) {
        let mut view = (*self.0).clone();
        change(&mut view);
        self.0.set(view);
    }
}

/// A click that does something with documents.
pub fn keep(ask: &Ask, keeping: Keeping) -> Callback<MouseEvent> {
    let keeping = Opaque::new(keeping);
    ask.reform(move |_| Wish::Keep(keeping.clone()))
}

fn list(props: &LibraryProps, kept: &Shared<Library>, view: &UseStateHandle<View>) -> Html {
    let views = Views(view.clone());
    let archived = kept.entries.iter().filter(|it| it.shelf.archived).count();
    // Of an emptied trash or archive there is nothing to show.
    let in_trash = view.in_trash && !kept.trash.is_empty();
    let mut query = Query { words: folded(view.query.words.trim()), ..view.query.clone() };
    query.archived = query.archived && archived > 0;
    let all: Vec<&Rc<Entry>> = match in_trash {
        true => kept.trash.iter().collect(),
        false => kept.entries.iter().filter(|it| it.shelf.archived == query.archived).collect(),
    };
    // What is in the trash is found by its words alone, wherever it was.
    let wanted = |it: &Rc<Entry>| match in_trash {
        true => {
            Query { archived: it.shelf.archived, words: query.words.clone(), ..Query::default() }.finds(it, &folded)
        }
        false => query.finds(it, &folded),
    };
    let found: Vec<&Rc<Entry>> = all.iter().copied().filter(|it| wanted(it)).collect();
    let narrowed = found.len() != all.len() || !query.words.is_empty();
    let found = if in_trash { found } else { sorted(found, view.order, &folded) };
    let shown = ROWS + view.more;
    let chosen: Vec<&Rc<Entry>> = found.iter().copied().filter(|it| view.chosen.contains(&it.id)).collect();
    html! {
        <>
            { tools(&views, in_trash, &query, kept, archived) }
            <p class="library-count">
                <span role="status">
                    { match narrowed {
                        false => messages::count_of_articles(all.len()),
                        true => messages::articles_found(found.len(), all.len()),
                    } }
                </span>
                if !in_trash && !found.is_empty() {
                    { choose_all(&views, &found, chosen.len()) }
                }
            </p>
            if in_trash {
                <p class="hint">{ messages::trash_is_kept() }</p>
            }
            if !chosen.is_empty() && !in_trash {
                <Shelving
                    chosen={chosen.iter().map(|it| (*it).clone()).collect::<Vec<_>>()}
                    folders={folders(kept)}
                    tags={tags(kept)}
                    ask={props.ask.clone()}
                />
            }
            <ul class="library" role="list">
                { for found.iter().take(shown).map(|it| if in_trash { trashed_row(props, it) } else { row(props, it, &views) }) }
            </ul>
            if found.is_empty() {
                <p class="hint">{ messages::no_article_found() }</p>
            }
            if found.len() > shown {
                <p>
                    <button type="button" onclick={{ let views = views.clone(); move |_: MouseEvent| views.set(|view| view.more += ROWS) }}>
                        { messages::more_articles(ROWS.min(found.len() - shown)) }
                    </button>
                </p>
            }
            if in_trash && found.len() > 1 {
                <Destroy ids={found.iter().map(|it| it.id.clone()).collect::<Vec<_>>()} ask={props.ask.clone()} />
            }
            if !in_trash && chosen.is_empty() {
                { chosen_tools(&found, &props.ask) }
            }
        </>
    }
}

/// What is looked for, in which order, and where.
fn tools(views: &Views, in_trash: bool, query: &Query, kept: &Library, archived: usize) -> Html {
    let on_words = {
        let views = views.clone();
        Callback::from(move |event: InputEvent| {
            let words = event.target_unchecked_into::<HtmlInputElement>().value();
            views.list(|view| view.query.words.clone_from(&words));
        })
    };
    let link = |label: String, change: fn(&mut View)| {
        let views = views.clone();
        html! { <button type="button" class="link" onclick={move |_: MouseEvent| views.list(change)}>{ label }</button> }
    };
    let back = |view: &mut View| (view.in_trash, view.query.archived) = (false, false);
    let (folders, tags) = (folders(kept), tags(kept));
    html! {
        <div class="library-tools">
            <input
                type="search"
                dir="auto"
                aria-label={messages::search_articles()}
                placeholder={messages::search_articles()}
                value={views.0.query.words.clone()}
                oninput={on_words}
            />
            if !in_trash {
                { select(messages::order(), &orders(), views.0.order as usize, views, |view, at| view.order = ORDERS[at]) }
                if !folders.is_empty() {
                    { by_folder(&folders, query, views) }
                }
                if !tags.is_empty() {
                    { by_tag(&tags, query, views) }
                }
            }
            if in_trash || query.archived {
                { link(messages::back_to_articles().to_owned(), back) }
            }
            if !query.archived && !in_trash && archived > 0 {
                { link(messages::archive(archived), |view| view.query.archived = true) }
            }
            if !in_trash && !kept.trash.is_empty() {
                { link(messages::trash(kept.trash.len()), |view| (view.in_trash, view.query.archived) = (true, false)) }
            }
        </div>
    }
}

const ORDERS: [Order; 4] = [Order::Modified, Order::Created, Order::Name, Order::Count];

fn orders() -> [String; 4] {
    [messages::by_change(), messages::by_addition(), messages::by_title(), messages::by_annotations()]
        .map(str::to_owned)
}

fn by_folder(folders: &Rc<Vec<String>>, query: &Query, views: &Views) -> Html {
    let fixed = [messages::all_folders(), messages::in_no_folder()].map(str::to_owned);
    let names: Vec<String> = fixed.into_iter().chain(folders.iter().cloned()).collect();
    let at = match &query.folder {
        None => 0,
        Some(folder) => folders.iter().position(|it| it == folder).map_or(1, |at| at + 2),
    };
    let folders = folders.clone();
    select(messages::folder(), &names, at, views, move |view, at| {
        view.query.folder = match at {
            0 => None,
            1 => Some(String::new()),
            more => folders.get(more - 2).cloned(),
        };
    })
}

fn by_tag(tags: &Rc<Vec<String>>, query: &Query, views: &Views) -> Html {
    let names: Vec<String> = std::iter::once(messages::all_tags().to_owned()).chain(tags.iter().cloned()).collect();
    let at = query.tag.as_ref().and_then(|tag| tags.iter().position(|it| it == tag)).map_or(0, |at| at + 1);
    let tags = tags.clone();
    select(messages::tag(), &names, at, views, move |view, at| {
        view.query.tag = at.checked_sub(1).and_then(|at| tags.get(at).cloned());
    })
}

fn select(
    label: &str,
    names: &[String],
    at: usize,
    views: &Views,
    choose: impl Fn(&mut View, usize) + 'static,
) -> Html {
    let views = views.clone();
    let onchange = move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        views.list(|view| choose(view, usize::try_from(chosen).unwrap_or_default()));
    };
    html! {
        <label>
            { label }{ " " }
            <select {onchange}>
                { for names.iter().enumerate().map(|(nth, name)| html! { <option selected={nth == at}>{ name }</option> }) }
            </select>
        </label>
    }
}

/// The folders that there are, by their letters.
fn folders(kept: &Library) -> Rc<Vec<String>> {
    names(kept.entries.iter().map(|it| it.shelf.folder.clone()).filter(|it| !it.is_empty()))
}

fn tags(kept: &Library) -> Rc<Vec<String>> {
    names(kept.entries.iter().flat_map(|it| it.shelf.tags.iter().cloned()))
}

fn names(all: impl Iterator<Item = String>) -> Rc<Vec<String>> {
    let mut all: Vec<String> = all.collect();
    sort_and_dedup(&mut all);
    Rc::new(all)
}

fn choose_all(views: &Views, found: &[&Rc<Entry>], chosen: usize) -> Html {
    let all = chosen == found.len();
    let ids: Rc<HashSet<Iri>> =
        Rc::new(if all { HashSet::new() } else { found.iter().map(|it| it.id.clone()).collect() });
    let views = views.clone();
    let onclick = move |_: MouseEvent| views.set(|view| view.chosen = ids.clone());
    let label = if all { messages::choose_none().to_owned() } else { messages::choose_all(found.len()) };
    html! { <button type="button" class="link" {onclick}>{ label }</button> }
}

fn facts(entry: &Entry, when: String) -> String {
    let known = [entry.author.clone(), clock::date(&entry.date)].into_iter().filter(|it| !it.is_empty());
    let counts = match entry.counts.iter().map(|it| it.count).sum::<usize>() == entry.count && entry.count > 0 {
        true => messages::counted(&entry.counts),
        false => messages::annotations(entry.count),
    };
    known.chain([counts, when]).collect::<Vec<_>>().join(" · ")
}

fn row(props: &LibraryProps, entry: &Rc<Entry>, views: &Views) -> Html {
    let id = entry.id.clone();
    let current = id == props.current;
    let name = messages::shortened(&entry.name, 60);
    let open = {
        let (ask, id) = (props.ask.clone(), id.clone());
        Callback::from(move |event: MouseEvent| {
            close(&event);
            ask.emit(Wish::Open(id.clone()));
        })
    };
    let chosen = views.0.chosen.contains(&id);
    let choose = {
        let (views, id) = (views.clone(), id.clone());
        move |_: Event| {
            views.set(|view| {
                let mut all = (*view.chosen).clone();
                if !all.remove(&id) {
                    all.insert(id.clone());
                }
                view.chosen = Rc::new(all);
            });
        }
    };
    let shelf = &entry.shelf;
    html! {
        <li key={id.as_str()} class={current.then_some("current")}>
            <label class="choose">
                <input type="checkbox" checked={chosen} aria-label={messages::choose_article(&name)} onchange={choose} />
            </label>
            <button type="button" class="open" aria-current={current.then_some("true")} onclick={open}>
                <strong dir="auto">{ &entry.name }</strong>
                <span>{ facts(entry, messages::changed_at(&clock::short(entry.modified))) }</span>
                if !shelf.folder.is_empty() || !shelf.tags.is_empty() {
                    <span class="shelf">
                        if !shelf.folder.is_empty() {
                            <b dir="auto">{ &shelf.folder }</b>
                        }
                        { for shelf.tags.iter().map(|tag| html! { <i dir="auto">{ tag }</i> }) }
                    </span>
                }
            </button>
            <button
                type="button"
                class="remove"
                aria-label={messages::delete_article(&name)}
                onclick={keep(&props.ask, Keeping::Remove(vec![id]))}
            >
                { messages::delete() }
            </button>
        </li>
    }
}

fn trashed_row(props: &LibraryProps, entry: &Entry) -> Html {
    let id = entry.id.clone();
    let name = messages::shortened(&entry.name, 60);
    html! {
        <li key={id.as_str()} class="trashed">
            <div class="open">
                <strong dir="auto">{ &entry.name }</strong>
                <span>{ facts(entry, messages::deleted_at(&clock::short(entry.modified))) }</span>
            </div>
            <button
                type="button"
                class="remove"
                aria-label={messages::bring_back_article(&name)}
                onclick={keep(&props.ask, Keeping::Restore(vec![id.clone()]))}
            >
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
    let destroy = keep(&props.ask, Keeping::Destroy(props.ids.clone()));
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
