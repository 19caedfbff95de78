//! The open article with everything around it: what is on the page, and what a person's doing means.

use crate::browser::storage::Storage;
use crate::browser::{clock, preferences, selection};
use crate::components::block::card_id;
use crate::components::card::{Open, Wish};
use crate::components::help::help;
use crate::components::library::{Library, library};
use crate::components::margin::Margin;
use crate::components::new_article::NewArticle;
use crate::components::notices::{Line, Toast, announcements};
use crate::components::open_file::{OpenFile, open_file};
use crate::components::reader::Reader;
use crate::components::selection_bar::SelectionBar;
use crate::components::stack_menu::{Stack, StackMenu};
use crate::components::tools::{Tool, Tools, tools};
use crate::components::update_line::update_line;
use crate::files::{Files, Shown};
use crate::hooks::anchors::use_anchors;
use crate::hooks::caret::use_caret;
use crate::hooks::dropped::use_dropped;
use crate::hooks::focus::{focus, focus_later, use_focus_in_view};
use crate::hooks::keys::{Command, use_keys};
use crate::hooks::saving::use_saving;
use crate::hooks::selecting::use_selecting;
use crate::hooks::spoken::use_spoken;
use crate::hooks::title::use_title;
use crate::hooks::updates::use_updates;
use crate::store::{Shared, Store};
use gloo::timers::callback::Timeout;
use glossator_core::annotation::{Category, Iri};
use glossator_core::article::{Article, date};
use glossator_core::document::Document;
use glossator_core::state::{Action, SaveState, State};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlElement, HtmlInputElement, window};
use yew::prelude::*;

/// What the page starts with.
pub struct Start {
    /// Where documents are kept.
    pub storage: Storage,
    /// The document that is open.
    pub document: Rc<Document>,
    /// The last change of it that storage had.
    pub sequence: u64,
    /// What a person should know.
    pub troubles: Vec<String>,
    /// Whether there is something in storage that could not be opened, and can be downloaded as it is.
    pub raw: bool,
}

/// What the workspace starts with.
#[derive(Properties, PartialEq)]
pub struct WorkspaceProps {
    /// All of it.
    pub start: Shared<Start>,
}

/// The workspace.
#[component]
pub fn Workspace(props: &WorkspaceProps) -> Html {
    let start = &props.start;
    let store = use_reducer(|| Store(State::new(start.document.clone())));
    let dispatch = store.dispatcher();
    let troubles = use_state_eq(|| start.troubles.clone());
    let on_trouble = {
        let current = use_mut_ref(Vec::new);
        (*troubles).clone_into(&mut current.borrow_mut());
        let setter = troubles.setter();
        use_callback((), move |trouble: String, ()| {
            let mut all = current.borrow_mut();
            all.retain(|known: &String| *known != trouble);
            all.push(trouble);
            setter.set(all.clone());
        })
    };
    let said = use_state_eq(|| (0_u64, String::new()));
    let say = {
        let serial = use_mut_ref(|| 0_u64);
        let setter = said.setter();
        use_callback((), move |text: String, ()| {
            *serial.borrow_mut() += 1;
            setter.set((*serial.borrow(), text));
        })
    };
    let saver = use_saving(&store, &start.storage, start.sequence, &on_trouble);
    let shown = use_state_eq(|| None::<Shown>);
    let open_card = use_state_eq(|| None::<(Iri, Open)>);
    let visits = use_mut_ref(|| 0_u32);
    let stack = use_state_eq(|| None::<Stack>);
    let hint = use_state_eq(|| !preferences::is_set(preferences::HINT_CLOSED));
    let me = use_memo((), |()| preferences::reader());
    let (reader_node, caret_node, picker) = (use_node_ref(), use_node_ref(), use_node_ref());

    let document = store.document.clone();
    let article = Shared(document.article.clone());
    let anchors = use_anchors(&document);
    let focused = store.session.focused.clone();

    use_selecting(&reader_node, &article, &dispatch);
    let (on_reader_key, on_reader_blur) = use_caret(&reader_node, &caret_node, &article);
    use_title(article.name());
    use_spoken(&store, &say);
    use_focus_in_view(&reader_node, &focused);
    let update = use_updates(&start.storage, &saver, &say, &on_trouble);

    let files = Files {
        storage: start.storage.clone(),
        saver: saver.clone(),
        dispatch: dispatch.clone(),
        trouble: on_trouble.clone(),
        say: say.clone(),
        show: {
            let shown = shown.setter();
            Callback::from(move |dialog| shown.set(dialog))
        },
    };
    let on_files = {
        let files = files.clone();
        Callback::from(move |chosen: Vec<File>| files.clone().choose(chosen))
    };
    let over = use_dropped(on_files.clone());

    let on_mark = {
        let (store, me, reader, article) = (store.clone(), me.clone(), reader_node.clone(), article.clone());
        Callback::from(move |category: Category| {
            let Some(range) = store.session.selection else { return };
            store.dispatch(Action::Mark {
                id: clock::new_id(),
                category,
                ranges: vec![range],
                creator: Some((*me).clone()),
                at: clock::now(),
            });
            selection::clear();
            // The text is drawn anew around the mark; then the cursor goes on from its end.
            let (reader, article) = (reader.clone(), article.clone());
            Timeout::new(0, move || {
                if let Some(reader) = reader.cast::<Element>()
                    && window().and_then(|window| window.document()?.active_element()).as_ref() == Some(&reader)
                {
                    selection::select(&reader, &article, range.end, range.end);
                }
            })
            .forget();
        })
    };
    let on_step = {
        let (anchors, store) = (anchors.clone(), store.clone());
        Callback::from(move |forth: bool| {
            if let Some(id) = anchors.step(store.session.focused.as_ref(), forth) {
                store.dispatch(Action::Focus(Some(id.clone())));
                focus_later(card_id(&id));
            }
        })
    };
    let on_wish = {
        let (open_card, visits, anchors, store) = (open_card.clone(), visits.clone(), anchors.clone(), store.clone());
        Callback::from(move |(id, wish): (Iri, Wish)| match wish {
            Wish::Write => {
                *visits.borrow_mut() += 1;
                open_card.set(Some((id, Open::Note { visit: *visits.borrow() })));
            }
            Wish::Choose => open_card.set(Some((id, Open::Categories))),
            Wish::Close => {
                open_card.set(None);
                focus_later(card_id(&id));
            }
            Wish::Delete => {
                // The focus goes to a neighbour, so that one can go on from there.
                let neighbour = anchors
                    .step(Some(&id), true)
                    .filter(|next| *next != id)
                    .or_else(|| anchors.step(Some(&id), false).filter(|previous| *previous != id));
                open_card.set(None);
                store.dispatch(Action::Remove(id));
                if let Some(neighbour) = neighbour {
                    store.dispatch(Action::Focus(Some(neighbour.clone())));
                    focus_later(card_id(&neighbour));
                }
            }
        })
    };
    let on_tool = {
        let (store, shown, files, picker) = (store.clone(), shown.clone(), files.clone(), picker.clone());
        Callback::from(move |tool: Tool| match tool {
            Tool::Undo => store.dispatch(Action::Undo),
            Tool::Redo => store.dispatch(Action::Redo),
            Tool::New => shown.set(Some(Shown::NewArticle)),
            Tool::Help => shown.set(Some(Shown::Help)),
            Tool::Articles => files.clone().list(),
            Tool::Export => files.export(&store.document),
            Tool::Open => {
                if let Some(picker) = picker.cast::<HtmlInputElement>() {
                    picker.click();
                }
            }
        })
    };
    use_keys({
        let (store, on_mark, on_step, on_wish, shown) =
            (store.clone(), on_mark.clone(), on_step.clone(), on_wish.clone(), shown.clone());
        let (open_card, reader, article, anchors) =
            (open_card.clone(), reader_node.clone(), article.clone(), anchors.clone());
        move |command| {
            let focused = store.session.focused.clone();
            match (command, focused) {
                (Command::Category(index), _) if store.session.selection.is_some() => {
                    on_mark.emit(Category::ALL[index].clone());
                }
                (Command::Category(index), Some(id)) => {
                    store.dispatch(Action::SetCategory(id, Category::ALL[index].clone(), clock::now()));
                }
                (Command::Next, _) => on_step.emit(true),
                (Command::Previous, _) => on_step.emit(false),
                (Command::Write, Some(id)) => on_wish.emit((id, Wish::Write)),
                (Command::Delete, Some(id)) => on_wish.emit((id, Wish::Delete)),
                (Command::Undo, _) => store.dispatch(Action::Undo),
                (Command::Redo, _) => store.dispatch(Action::Redo),
                (Command::Help, _) => shown.set(Some(Shown::Help)),
                (Command::Out, focused) => match (&*open_card, focused) {
                    (Some((id, _)), _) => on_wish.emit((id.clone(), Wish::Close)),
                    (None, _) if store.session.selection.is_some() => {
                        selection::clear();
                        store.dispatch(Action::Select(None));
                    }
                    (None, Some(id)) => {
                        store.dispatch(Action::Focus(None));
                        let place = anchors.anchored.iter().find(|it| it.annotation.id == id);
                        if let (Some(reader), Some(extent)) =
                            (reader.cast::<HtmlElement>(), place.and_then(|it| it.extent()))
                        {
                            focus(&reader);
                            selection::select(&reader, &article, extent.start, extent.start);
                        }
                    }
                    (None, None) => return false,
                },
                _ => return false,
            }
            true
        }
    });
    let on_reader_click = {
        let (dispatch, stack) = (dispatch.clone(), stack.clone());
        Callback::from(move |event: MouseEvent| {
            // The click that ends a drag is not one on an annotation.
            if selection::selection().is_some_and(|selection| !selection.is_collapsed()) {
                return;
            }
            let ids = marks_under(&event);
            dispatch.dispatch(Action::Focus(ids.first().cloned()));
            stack.set((ids.len() > 1).then(|| Stack { ids, at: (event.client_x(), event.client_y()) }));
        })
    };
    let on_picked = {
        let on_files = on_files.clone();
        Callback::from(move |event: Event| {
            let picker: HtmlInputElement = event.target_unchecked_into();
            let chosen = picker
                .files()
                .map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect())
                .unwrap_or_default();
            // So that the same file can be chosen again.
            picker.set_value("");
            on_files.emit(chosen);
        })
    };
    let close_dialog = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(None))
    };
    let dialog = shown.as_ref().map(|dialog| match dialog {
        Shown::Help => help(close_dialog.clone()),
        Shown::NewArticle => {
            let files = files.clone();
            let on_add = Callback::from(move |article| files.clone().add(article));
            html! { <NewArticle {on_add} on_closed={close_dialog.clone()} /> }
        }
        Shown::Library(entries, deleted) => {
            let (to_open, to_remove, to_restore) = (files.clone(), files.clone(), files.clone());
            library(&Library {
                entries: entries.clone(),
                current: document.id.clone(),
                on_open: Callback::from(move |id| to_open.clone().open(id)),
                on_remove: Callback::from(move |id| to_remove.clone().remove(id)),
                deleted: deleted.clone(),
                on_restore: Callback::from(move |document| to_restore.clone().restore(document)),
                on_closed: close_dialog.clone(),
            })
        }
        Shown::File(look) => {
            let (files, look) = (files.clone(), look.clone());
            let on_choice = {
                let look = look.clone();
                Callback::from(move |choice| files.clone().take(&look, choice))
            };
            open_file(&OpenFile { look, on_choice, on_closed: close_dialog.clone() })
        }
    });
    let dismiss = |trouble: &String| {
        let (troubles, trouble) = (troubles.clone(), trouble.clone());
        Callback::from(move |()| {
            troubles.set(troubles.iter().filter(|known| **known != trouble).cloned().collect());
        })
    };
    let close_hint = {
        let hint = hint.clone();
        Callback::from(move |()| {
            preferences::set(preferences::HINT_CLOSED);
            hint.set(false);
        })
    };
    let menu = stack.as_ref().map(|it| {
        let annotations = it.ids.iter().filter_map(|id| document.annotations.get(id).cloned()).collect::<Vec<_>>();
        let stack = stack.clone();
        html! {
            <StackMenu
                at={it.at}
                {annotations}
                focused={focused.clone()}
                on_closed={Callback::from(move |()| stack.set(None))}
                dispatch={dispatch.clone()}
            />
        }
    });
    let lit = focused.clone().filter(|id| document.annotations.get(id).is_some());
    let keeps = start.storage.keeps();
    let save_state = store.outbox.save_state();
    let mut lines: Vec<Html> = troubles
        .iter()
        .map(|trouble| Line {
            key: trouble.clone().into(),
            class: "trouble",
            alert: true,
            on_close: Some(dismiss(trouble)),
            content: html! { trouble },
        })
        .map(Line::html)
        .collect();
    if !keeps {
        lines.push(keeps_nothing(start.raw.then(|| files.clone().rescue())));
    }
    if let SaveState::NotSaved(reason) = &save_state {
        let content = html! { reason };
        lines.push(Line { key: "not-saved".into(), class: "trouble", alert: true, content, on_close: None }.html());
    }
    if let Some(state) = *update {
        let update = update.clone();
        let saved = matches!(save_state, SaveState::Saved(_));
        lines.push(update_line(state, saved, Callback::from(move |()| update.set(None))));
    }
    if *hint {
        let content =
            html! { "Select some words in the article, then choose Claim, Quote or Opinion, or press 1, 2 or 3." };
        lines
            .push(Line { key: "hint".into(), class: "hint", on_close: Some(close_hint), content, alert: false }.html());
    }
    html! {
        <>
            { tools(&Tools {
                title: document.article.name().to_owned().into(),
                save_state: save_state.clone(),
                keeps,
                can_undo: store.history.can_undo(),
                can_redo: store.history.can_redo(),
                on_tool,
            }) }
            <div class="lines">{ lines }</div>
            <div class={classes!("page", over.then_some("dropping"))}>
                <main>
                    { heading(&document.article) }
                    <Reader
                        key={document.id.as_str()}
                        node={reader_node.clone()}
                        article={article.clone()}
                        runs={anchors.runs.clone()}
                        focused={lit}
                        onclick={on_reader_click}
                        onkeydown={on_reader_key}
                        onblur={on_reader_blur}
                    />
                    <div class="caret" ref={caret_node} hidden=true aria-hidden="true"></div>
                    <SelectionBar
                        reader_node={reader_node.clone()}
                        {article}
                        selection={store.session.selection}
                        {on_mark}
                    />
                </main>
                <Margin
                    {reader_node}
                    anchors={anchors.clone()}
                    {focused}
                    open={(*open_card).clone()}
                    reader={me.id.clone()}
                    {on_wish}
                    {on_step}
                    dispatch={dispatch.clone()}
                />
            </div>
            <input
                ref={picker}
                type="file"
                class="picker"
                accept=".json,application/json,application/ld+json"
                tabindex="-1"
                aria-hidden="true"
                hidden=true
                onchange={on_picked}
            />
            { menu }
            { dialog }
            <Toast
                notice={store.session.notice.clone()}
                on_undo={let dispatch = dispatch.clone(); Callback::from(move |()| dispatch.dispatch(Action::Undo))}
                on_dismiss={let dispatch = dispatch.clone(); Callback::from(move |()| dispatch.dispatch(Action::Dismiss))}
            />
            { announcements(said.0, &said.1) }
            if over {
                <div class="drop-here" aria-hidden="true"><p>{ "Drop the file to look into it" }</p></div>
            }
        </>
    }
}

/// What is said where storage is blocked; with a way out for what is in it, if there is something.
fn keeps_nothing(rescue: Option<Callback<MouseEvent>>) -> Html {
    let content = html! {
        <>
            { "Nothing is kept: this browser blocks storage for this page. Everything works, but export a copy before you \
               close it." }
            if let Some(onclick) = rescue {
                { " " }<button type="button" class="link" {onclick}>{ "Download what is stored" }</button>
            }
        </>
    };
    Line { key: "keeps-nothing".into(), class: "trouble", alert: true, content, on_close: None }.html()
}

/// What is known of the article and does not stand in its text.
fn heading(article: &Article) -> Html {
    let metadata = &article.metadata;
    let text = article.text.as_str();
    let title = Some(&metadata.title).filter(|title| !title.is_empty() && !text.contains(title.as_str()));
    let author = Some(&metadata.author).filter(|author| !author.is_empty() && !text.contains(author.as_str()));
    let date = Some(&metadata.date).filter(|date| !date.is_empty() && author.is_some());
    if title.is_none() && author.is_none() {
        return Html::default();
    }
    let byline: Vec<String> =
        author.map(|author| format!("By {author}")).into_iter().chain(date.map(|date| date::display(date))).collect();
    html! {
        <div class="heading">
            if let Some(title) = title {
                <p class="headline">{ title }</p>
            }
            if !byline.is_empty() {
                <p class="byline">{ byline.join(" · ") }</p>
            }
        </div>
    }
}

/// The annotations under a click, innermost first.
fn marks_under(event: &MouseEvent) -> Vec<Iri> {
    let mut ids: Vec<Iri> = Vec::new();
    let mut element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    while let Some(mark) = element.and_then(|element| element.closest("mark[data-annotation]").ok().flatten()) {
        ids.extend(mark.get_attribute("data-annotation").map(Iri::new).filter(|id| !ids.contains(id)));
        element = mark.parent_element();
    }
    ids
}
