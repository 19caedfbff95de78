//! What is on the page: the tools, the article, the margin, and what lies over them.

use crate::app::Start;
use crate::browser::clock;
use crate::components::library::download_stored;
use crate::components::marker::marker_button;
use crate::components::notices::{Line, announcements};
use crate::components::reader::Reader;
use crate::components::selection_bar::SelectionBar;
use crate::components::tools::{Tools, tools};
use crate::components::update_line::update_line;
use crate::desk::{self, Ask, Desk, Wish};
use crate::later::{Later, Surface};
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::article::{Article, BlockKind};
use glossator_core::filter::Filter;
use glossator_core::state::SaveState;
use glossator_core::text::holds;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// What the workspace starts with.
#[derive(Properties, PartialEq)]
pub struct WorkspaceProps {
    /// All of it.
    pub start: Shared<Start>,
}

/// The workspace.
#[component]
pub fn Workspace(props: &WorkspaceProps) -> Html {
    let update = use_force_update();
    let desk = use_memo((), |()| {
        let desk = Desk::new(&props.start, Callback::from(move |()| update.force_update()));
        let ask: Ask = {
            let desk = desk.clone();
            Callback::from(move |wish| desk.carry_out(wish))
        };
        (desk, ask)
    });
    use_effect_with((), {
        let desk = desk.0.clone();
        move |()| {
            let attention = desk.attend();
            move || drop(attention)
        }
    });
    // Effects come when all that is in the page is drawn.
    use_effect({
        let (desk, asked) = (desk.0.clone(), desk.0.asked());
        move || desk.drawn(asked)
    });
    page(&desk.0, &desk.1)
}

fn page(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (state, ui, anchors) = (desk.state(), desk.ui(), desk.anchors());
    let (document, focused) = (&state.document, state.session.focused.clone());
    let article = Shared(document.article.clone());
    let (me, reader_node) = (desk.me(), desk.reader.clone());
    let on_click = ask.clone();
    // What is drawn only when its own values change is drawn anew in another language.
    let language = messages::spoken();
    let (on_key, on_blur) = (desk.clone(), desk.clone());
    // What is loaded when it is first needed. Nothing is a node too: its neighbours must stay what they are when it comes.
    let later = |part: fn(&Later) -> Surface| desk.later().map(|later| part(later)(desk, ask)).unwrap_or_default();
    html! {
        <>
            { tools(&Tools {
                title: document.article.name().to_owned().into(),
                save_state: desk.save_state(),
                copy_state: desk.copy_state(),
                keeps: desk.storage.keeps(),
                can_undo: state.history.can_undo(),
                can_redo: state.history.can_redo(),
                me: me.name.clone(),
                keymap: desk.keymap(),
                ask: ask.clone(),
            }) }
            <section class="lines" aria-label={messages::messages()}>{ lines(desk, ask) }</section>
            { later(|it| it.marker) }
            { later(|it| it.tour) }
            <div class="page">
                <main
                    class={classes!(
                        ui.marker.as_ref().map(|it| format!("marking {}", document.codebook.look(it))),
                        ui.held.is_some().then_some("holding"),
                    )}
                >
                    { heading(&document.article) }
                    { later(|it| it.earlier) }
                    { later(|it| it.layers) }
                    { filter_row(desk, ask) }
                    <Reader
                        key={format!("{} {}", document.id, document.article.hash())}
                        node={reader_node.clone()}
                        article={article.clone()}
                        runs={anchors.runs.clone()}
                        codebook={document.codebook.clone()}
                        focused={focused.clone()}
                        reach={ui.reach}
                        onclick={Callback::from(move |event| clicked(&on_click, &event))}
                        onkeydown={Callback::from(move |event| on_key.move_caret(&event))}
                        onblur={Callback::from(move |_| on_blur.hide_caret())}
                    />
                    if !document.annotations.is_empty() {
                        <p class="legend" aria-hidden="true">
                            { for document.codebook.offered().iter().map(|it| html! {
                                <span class={document.codebook.look(it)}>{ messages::category(&document.codebook, it) }</span>
                            }) }
                        </p>
                    }
                    <div class="caret" ref={desk.caret.clone()} hidden=true aria-hidden="true"></div>
                    { later(|it| it.handles) }
                    <SelectionBar
                        key={language}
                        reader_node={reader_node.clone()}
                        {article}
                        selection={state.session.selection}
                        codebook={document.codebook.clone()}
                        keymap={desk.keymap()}
                        ask={ask.clone()}
                    />
                    { later(|it| it.stack) }
                </main>
                if let Some(later) = desk.later() {
                    { (later.margin)(desk, ask) }
                } else {
                    <aside class="margin none" aria-label={messages::annotations_name()}>
                        if document.annotations.is_empty() {
                            <p class="empty">{ messages::nothing_marked() }</p>
                        }
                        <ul class="cards" role="list"></ul>
                    </aside>
                }
            </div>
            { later(|it| it.strip) }
            <input
                ref={desk.picker.clone()}
                type="file"
                multiple=true
                accept=".json,.jsonl,.html,.ann,.txt,.md,.docx,.epub,application/json,application/ld+json"
                hidden=true
                onchange={ask.reform(picked)}
            />
            { later(|it| it.dialog) }
            { later(|it| it.toast) }
            { announcements(ui.said.0, &ui.said.1) }
        </>
    }
}

/// What a person should know, above the page.
fn lines(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (save_state, ui) = (desk.save_state(), desk.ui());
    let mut lines: Vec<Html> = Vec::new();
    for trouble in &ui.troubles {
        let (key, content) = (trouble.clone().into(), problem(desk, ask, trouble));
        let dismissed = trouble.clone();
        let on_close = Some(ask.reform(move |_: MouseEvent| Wish::DismissTrouble(dismissed.clone())));
        lines.push(Line { key, class: "trouble", alert: true, on_close, content }.html());
    }
    if !desk.storage.keeps() {
        lines.push(keeps_nothing(desk.raw.then(|| download_stored(ask))));
    }
    if let SaveState::NotSaved(reason) = &save_state {
        let content = problem(desk, ask, reason);
        lines.push(Line { key: "not-saved".into(), class: "trouble", alert: true, content, on_close: None }.html());
    }
    if let Some(update) = ui.update {
        // Where nothing is kept, nothing will ever be saved; that a copy is needed stands in a line of its own.
        let saved = matches!(save_state, SaveState::Saved(_)) || !desk.storage.keeps();
        lines.push(update_line(update, saved, ask.reform(|_: MouseEvent| Wish::DismissUpdate)));
    }
    if ui.loading {
        let content =
            html! { <>{ messages::loading_now() }{ " " }<progress aria-label={messages::loading()}></progress></> };
        lines.push(Line { key: "loading".into(), class: "hint", content, alert: false, on_close: None }.html());
    }
    if let Some(later) = desk.later() {
        lines.push((later.lines)(desk, ask));
    }
    if ui.hint {
        let content = match desk.keys_to_mark() {
            None => messages::hint().to_owned(),
            Some([claim, quote, opinion]) => messages::hint_with_keys(&claim, &quote, &opinion),
        };
        let content = html! {
            <>
                { content }
                { " " }<button type="button" class="link" onclick={ask.reform(|_: MouseEvent| Wish::Tour(Some(0)))}>{ messages::take_the_tour() }</button>
            </>
        };
        let on_close = Some(ask.reform(|_: MouseEvent| Wish::DismissHint));
        lines.push(Line { key: "hint".into(), class: "hint", on_close, content, alert: false }.html());
    }
    lines.into_iter().collect()
}

/// A problem; with a way out for what is stored and cannot be read.
fn problem(desk: &Desk, ask: &Ask, text: &str) -> Html {
    // Where storage could not be opened at all, a line of its own has it.
    let rescue = (desk.storage.keeps() && holds(text, messages::kept())).then(|| download_stored(ask));
    html! { <>{ text }{ rescue }</> }
}

/// The way to the filter and, where it hides something, how much is shown and the way back.
fn filter_row(desk: &Rc<Desk>, ask: &Ask) -> Html {
    let (ui, all) = (desk.ui(), desk.document().annotations.len());
    let none = (all == 0 && ui.filter.is_empty()).then_some("none");
    let panel = desk.later().filter(|_| ui.filtering).map(|later| (later.filters)(desk, ask));
    html! {
        <>
            <div class="filter-row">
                { marker_button(ui.marker.as_ref(), &desk.last_category(), ask) }
                <button
                    type="button"
                    class={none}
                    aria-expanded={ui.filtering.to_string()}
                    onclick={ask.reform(|_: MouseEvent| Wish::ToggleFilters)}
                >
                    { messages::filter() }
                </button>
                if !ui.filter.is_empty() {
                    <span>{ messages::shown(desk.anchors().anchored.len(), all) }</span>
                    <button type="button" class="link" onclick={ask.reform(|_: MouseEvent| Wish::Filter(Filter::default()))}>
                        { messages::show_all() }
                    </button>
                }
            </div>
            { panel }
        </>
    }
}

fn clicked(ask: &Ask, event: &MouseEvent) {
    // The click that ends a drag is not one on an annotation.
    if crate::browser::selection::selection().is_none_or(|selection| selection.is_collapsed()) {
        ask.emit(Wish::Click(marks_under(event), (event.client_x(), event.client_y())));
    }
}

fn picked(event: Event) -> Wish {
    let picker: HtmlInputElement = event.target_unchecked_into();
    let files = desk::all_files(picker.files());
    // So that the same file can be chosen again.
    picker.set_value("");
    Wish::Files(files)
}

/// What is said where storage is blocked; with a way out for what is in it, if there is something.
fn keeps_nothing(rescue: Option<Html>) -> Html {
    let content = html! {
        <>
            { if rescue.is_some() { messages::keeps_nothing_unopened() } else { messages::keeps_nothing_blocked() } }
            { rescue }
        </>
    };
    Line { key: "keeps-nothing".into(), class: "trouble", alert: true, content, on_close: None }.html()
}

/// Bytes of an article in which its title and its author are looked for.
const HEAD: usize = 64 * 1024;

/// What is known of the article and does not stand at the head of its text.
fn heading(article: &Article) -> Html {
    let metadata = &article.metadata;
    // It is looked at each time that the page is drawn, and what is said at the head stands at the head.
    let text = article.text.as_str();
    let text = &text[..text.floor_char_boundary(HEAD)];
    let title = Some(&metadata.title).filter(|title| !title.is_empty() && !holds(text, title));
    let author = Some(&metadata.author).filter(|author| !author.is_empty() && !holds(text, author));
    let date = Some(&metadata.date).filter(|date| !date.is_empty() && author.is_some());
    if title.is_none() && author.is_none() {
        return Html::default();
    }
    let byline: Vec<String> =
        author.map(|author| messages::byline(author)).into_iter().chain(date.map(|date| clock::date(date))).collect();
    html! {
        <div class="heading">
            if let Some(title) = title {
                // A page has one heading of the first level: the text's, or else this.
                if article.blocks.iter().any(|block| block.kind == BlockKind::Heading { level: 1 }) {
                    <p class="headline" dir="auto">{ title }</p>
                } else {
                    <h1 class="headline" dir="auto">{ title }</h1>
                }
            }
            if !byline.is_empty() {
                <p class="byline" dir="auto">{ byline.join(" · ") }</p>
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
