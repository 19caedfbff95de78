//! A new article, or a new version of the open one: paste or type it, or bring files; see what was recognised, correct
//! it, add it.

use super::bringing::{Bringing, Pasted, known_besides};
use super::dialog::{Dialog, close};
use super::facts::{Corrections, facts};
use super::sources;
use super::versions::{Outlook, carried_over, no_room};
use crate::browser::{address, worker};
use crate::desk::{Ask, Brought, Wish, all_files};
use crate::messages;
use crate::shared::Shared;
use gloo::timers::callback::Timeout;
use glossator_core::annotation::Annotation;
use glossator_core::article::{Article, Metadata};
use glossator_core::direction::Direction;
use glossator_core::document::Document;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Blocks that the preview shows. The rest is counted: a preview of a book would hold the page.
const PREVIEW: usize = 60;

/// Milliseconds that typing rests before the text is read.
const REST: u32 = 150;

/// What a browser offers to choose among; the content decides what a file is.
const ACCEPTED: &str = ".txt,.md,.markdown,.html,.htm,.xhtml,.docx,.epub,text/plain,text/markdown,text/html";

thread_local! {
    /// What was typed when the dialog was left, by a slip perhaps. It is there again the next time, as long as the page is
    /// open.
    static LEFT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct NewArticleProps {
    /// What is open.
    pub document: Shared<Document>,
    /// What it begins with.
    pub brought: Brought,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The dialog.
#[component]
pub fn NewArticle(props: &NewArticleProps) -> Html {
    let typed = use_state(|| None::<Rc<Article>>);
    let corrections = use_state_eq(Corrections::default);
    let trouble = use_state_eq(|| None::<String>);
    let as_version = use_state_eq(|| false);
    let outlook = use_state(|| None::<Result<Outlook, String>>);
    let bringing = use_memo((), |()| Bringing::default());
    let update = use_force_update();
    let changed = {
        let update = update.clone();
        Callback::from(move |()| update.force_update())
    };
    // What was carried over last, from which document and to which text: it takes long, and is needed once more.
    let known = use_mut_ref(|| None::<(Shared<Document>, String, Vec<Rc<Annotation>>)>);
    let waiting = use_mut_ref(|| None::<Timeout>);
    let field = use_node_ref();
    use_effect_with((), {
        let field = field.clone();
        move |()| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                let _ = field.focus();
            }
        }
    });
    let read_typed = {
        let (typed, field, trouble) = (typed.clone(), field.clone(), trouble.clone());
        move || {
            let (typed, field, trouble) = (typed.clone(), field.clone(), trouble.clone());
            let text = move || field.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
            async move {
                let asked = text();
                let read = worker::plain_text(&asked).await;
                // What was typed meanwhile is read by its own turn.
                if text() == asked {
                    trouble.set(read.as_ref().err().cloned());
                    typed.set(read.clone().ok().flatten());
                }
                read.ok().flatten()
            }
        }
    };
    let on_input = {
        let (waiting, read) = (waiting.clone(), read_typed.clone());
        Callback::from(move |event: InputEvent| {
            LEFT.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            let read = read.clone();
            *waiting.borrow_mut() = Some(Timeout::new(REST, move || spawn_local(async move { drop(read().await) })));
        })
    };
    // Text takes the place of what was brought.
    let write = {
        let (field, read, bringing, changed) = (field.clone(), read_typed.clone(), bringing.clone(), changed.clone());
        Callback::from(move |text: String| {
            bringing.stop();
            bringing.sources.take();
            changed.emit(());
            let (field, read) = (field.clone(), read.clone());
            // The field is seen again once that is rendered.
            let later = Timeout::new(0, move || {
                let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
                // What was typed meanwhile stays.
                let typed = field.value();
                field.set_value(&if typed.is_empty() { text } else { typed + &text });
                let _ = field.focus();
                spawn_local(async move { drop(read().await) });
            });
            later.forget();
        })
    };
    let bring = {
        let (bringing, changed, write, trouble) = (bringing.clone(), changed.clone(), write.clone(), trouble.clone());
        let corrections = corrections.clone();
        Callback::from(move |brought: Brought| {
            let (bringing, changed, write) = (bringing.clone(), changed.clone(), write.clone());
            trouble.set(None);
            match brought {
                Brought::Nothing => {}
                Brought::Files(files) if files.is_empty() => {}
                Brought::Files(files) => spawn_local(bringing.read(files, changed)),
                Brought::Text { text, title, address } => {
                    corrections.set(Corrections::said(&title, &address));
                    write.emit(text);
                }
                Brought::Html { html, text } => spawn_local(async move {
                    match bringing.paste(html).await {
                        Pasted::Taken => changed.emit(()),
                        Pasted::Plain => write.emit(text),
                        Pasted::Overtaken => {}
                    }
                }),
            }
        })
    };
    let came_back = use_state_eq(|| false);
    use_effect_with(props.brought.clone(), {
        let (bring, write, came_back) = (bring.clone(), write.clone(), came_back.clone());
        move |brought| {
            let left = LEFT.take();
            if *brought == Brought::Nothing && !left.trim().is_empty() {
                came_back.set(true);
                LEFT.set(left.clone());
                return write.emit(left);
            }
            bring.emit(brought.clone());
        }
    });
    let empty = {
        let (field, read, came_back) = (field.clone(), read_typed.clone(), came_back.clone());
        Callback::from(move |_: MouseEvent| {
            LEFT.take();
            came_back.set(false);
            let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
            field.set_value("");
            let _ = field.focus();
            let read = read.clone();
            spawn_local(async move { drop(read().await) });
        })
    };
    use_effect_with((), {
        let bringing = bringing.clone();
        move |()| move || bringing.stop()
    });
    let on_paste = {
        let bring = bring.clone();
        Callback::from(move |event: Event| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let Some(data) = event
                .dyn_into::<ClipboardEvent>()
                .ok()
                .and_then(|event| event.clipboard_data().map(|data| (event, data)))
            else {
                return;
            };
            let (event, data) = data;
            let files = all_files(data.files());
            let of = |kind: &str| data.get_data(kind).unwrap_or_default();
            let brought = match of("text/html") {
                html if !html.is_empty() => Brought::Html { html, text: of("text/plain") },
                _ if !files.is_empty() => Brought::Files(files),
                _ => return,
            };
            // What is typed already stays, and what is pasted into it is text like it.
            if field.value().is_empty() {
                event.prevent_default();
                bring.emit(brought);
            }
        })
    };
    let on_file = {
        let bring = bring.clone();
        Callback::from(move |event: Event| {
            let picker: HtmlInputElement = event.target_unchecked_into();
            let files = all_files(picker.files());
            picker.set_value("");
            bring.emit(Brought::Files(files));
        })
    };

    let sources = bringing.sources.borrow();
    let progress = bringing.progress.get();
    let bare = sources.is_empty() && progress.is_none();
    let at = bringing.at.get().min(sources.len().saturating_sub(1));
    let article = if bare { (*typed).clone() } else { sources.get(at).and_then(|it| it.article().cloned()) };
    let wanted = if bare { usize::from(article.is_some()) } else { sources.iter().filter(|it| it.wanted).count() };
    let single = bare || sources.len() == 1;
    let version = *as_version && single;

    let asked = use_mut_ref(|| (None::<Shared<Article>>, false));
    use_effect_with((article.clone().map(Shared), version), {
        let (outlook, document, known) = (outlook.clone(), props.document.clone(), known.clone());
        move |(article, version)| {
            outlook.set(None);
            let wanted = article.clone().filter(|_| *version);
            let (_, busy) = std::mem::replace(&mut *asked.borrow_mut(), (wanted, true));
            if busy {
                return;
            }
            // One at a time, and of what was typed meanwhile only the last: the worker does one after the other.
            spawn_local(async move {
                loop {
                    let Some(article) = asked.borrow_mut().0.take() else { break };
                    let found = carried_over(&document, &article).await.map(|(carried, outlook)| {
                        *known.borrow_mut() = Some((document.clone(), article.hash().to_owned(), carried));
                        outlook
                    });
                    if asked.borrow().0.is_none() {
                        outlook.set(Some(found));
                    }
                }
                asked.borrow_mut().1 = false;
            });
        }
    });
    let about = |found: Metadata| match version {
        true => known_besides(found, &props.document.article.metadata),
        false => found,
    };
    let found = about(article.as_ref().map(|article| article.metadata.clone()).unwrap_or_default());
    let corrected = if bare {
        (*corrections).clone()
    } else {
        sources.get(at).map(|it| it.corrections.clone()).unwrap_or_default()
    };
    let correct = {
        let (corrections, bringing, changed) = (corrections.clone(), bringing.clone(), changed.clone());
        Callback::from(move |next: Corrections| match bringing.sources.borrow_mut().get_mut(at).filter(|_| !bare) {
            Some(source) => {
                source.corrections = next;
                changed.emit(());
            }
            None => corrections.set(next),
        })
    };
    let same = version && article.as_ref().is_some_and(|it| it.hash() == props.document.article.hash());
    let add = {
        let (ask, corrections, trouble) = (props.ask.clone(), corrections.clone(), trouble.clone());
        let (read, document, known) = (read_typed.clone(), props.document.clone(), known.clone());
        let bringing = bringing.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (ask, corrections, trouble, read) = (ask.clone(), corrections.clone(), trouble.clone(), read.clone());
            let (document, known, bringing) = (document.clone(), known.clone(), bringing.clone());
            spawn_local(async move {
                // Typed text is read anew: the last words may not have rested yet.
                let chosen: Vec<(Rc<Article>, Corrections)> = match bare {
                    true => read().await.map(|article| (article, (*corrections).clone())).into_iter().collect(),
                    false => {
                        let sources = bringing.sources.borrow();
                        let wanted = sources.iter().filter(|it| it.wanted);
                        wanted.filter_map(|it| Some((it.article()?.clone(), it.corrections.clone()))).collect()
                    }
                };
                let mut articles = Vec::new();
                for (article, corrections) in chosen {
                    let mut article = Rc::unwrap_or_clone(article);
                    if version {
                        article.metadata = known_besides(article.metadata, &document.article.metadata);
                    }
                    match corrections.applied(&article.metadata).await {
                        Ok(metadata) => article.metadata = metadata,
                        Err(sentence) => return trouble.set(Some(sentence)),
                    }
                    articles.push(Shared(Rc::new(article)));
                }
                let wish = match (articles.first().cloned(), version) {
                    (None, _) => return,
                    // What was pasted stays in its field until it can be taken.
                    (Some(article), true) => {
                        let known = known.take().filter(|(of, to, _)| *of == document && to == article.hash());
                        let carried = match known {
                            Some((_, _, carried)) => Ok(carried),
                            None => carried_over(&document, &article).await.map(|(carried, _)| carried),
                        };
                        match carried {
                            Ok(carried) => Wish::Replace(article, Shared(Rc::new(carried))),
                            Err(sentence) => return trouble.set(Some(sentence)),
                        }
                    }
                    _ => Wish::Add(articles),
                };
                // Once, however often it was asked for meanwhile.
                if close(&event) {
                    LEFT.take();
                    ask.emit(wish);
                }
            });
        })
    };
    let kind = |is_version: bool, words: String| {
        let as_version = as_version.clone();
        let onchange = Callback::from(move |_: Event| as_version.set(is_version));
        html! {
            <label>
                <input type="radio" name="kind" checked={version == is_version} {onchange} />
                <span>{ words }</span>
            </label>
        }
    };
    let change = |change: fn(&Bringing, usize, bool)| {
        let (bringing, changed) = (bringing.clone(), changed.clone());
        Callback::from(move |(at, on): (usize, bool)| {
            change(&bringing, at, on);
            changed.emit(());
        })
    };
    let set_wanted = change(|it, at, on| it.sources.borrow_mut()[at].wanted = on);
    let set_whole = change(|it, at, whole| it.sources.borrow_mut()[at].whole = whole).reform(move |whole| (at, whole));
    let show = change(|it, at, _| it.at.set(at)).reform(|at| (at, true));
    let stop = change(|it, _, _| it.stop()).reform(|_: MouseEvent| (0, false));
    // What was typed before is still in the field.
    let start_again = change(|it, _, _| drop((it.stop(), it.sources.take()))).reform(|_: MouseEvent| (0, false));
    let as_text = article.clone().map(|article| {
        let (write, corrections, kept) = (write.clone(), corrections.clone(), corrected.keeping(&article.metadata));
        Callback::from(move |_: MouseEvent| {
            corrections.set(kept.clone());
            write.emit(article.text.as_str().to_owned());
        })
    });
    let brought = sources.get(at);
    // Not `auto`: in a long article, browsers would be busy with it for minutes.
    let runs = typed.as_ref().and_then(|article| Direction::of(article.text.as_str())).map(Direction::as_str);
    let name = messages::shortened(props.document.article.name(), 60);
    html! {
        <Dialog title={messages::new_article()} class="wide" on_closed={props.on_closed.clone()}>
            <form class="new-article" onsubmit={add}>
                if single {
                    <fieldset class="kind">
                        <legend>{ messages::add_as() }</legend>
                        { kind(false, messages::as_new().to_owned()) }
                        { kind(true, messages::as_version(&name)) }
                    </fieldset>
                }
                <label class="text" hidden={!bare}>
                    <span>{ messages::article_text() }</span>
                    <textarea
                        ref={field}
                        rows="10"
                        dir={runs}
                        spellcheck="false"
                        placeholder={messages::article_text_hint()}
                        oninput={on_input}
                        onpaste={on_paste}
                    />
                </label>
                if bare && *came_back {
                    <p class="hint" role="status">
                        { messages::text_came_back() }{ " " }
                        <button type="button" class="link" onclick={empty}>{ messages::empty_field() }</button>
                    </p>
                }
                if bare {
                    <label class="choose">
                        <span>{ messages::from_file() }</span>
                        <input type="file" multiple=true accept={ACCEPTED} onchange={on_file} />
                    </label>
                    { from_a_page() }
                } else {
                    <div class="brought">
                        if let Some((read, all)) = progress {
                            <p role="status">{ messages::reading_files(read, all) }{" "}<progress value={read.to_string()} max={all.to_string()} aria-label={messages::reading_name()}></progress></p>
                            <button type="button" onclick={stop}>{ messages::cancel() }</button>
                        } else {
                            if let Some(source) = brought.filter(|_| single) {
                                <p>{ from(source) }</p>
                            }
                            <button type="button" onclick={start_again}>{ messages::start_again() }</button>
                            if let Some(as_text) = as_text.filter(|_| single) {
                                <button type="button" onclick={as_text}>{ messages::edit_as_text() }</button>
                            }
                        }
                    </div>
                    if !single {
                        { sources::list(&sources, at, &set_wanted, &show) }
                    }
                    if let Some(source) = brought {
                        { sources::extent(source, &set_whole) }
                    }
                }
                if bare || article.is_some() {
                    { facts(&found, &corrected, &correct) }
                }
                if let Some(sentence) = &*trouble {
                    <p class="hint" role="alert">{ sentence }</p>
                }
                <section class="preview" aria-label={messages::recognised_name()}>{ preview(article.as_deref()) }</section>
                if let Some(article) = article.as_ref().filter(|_| version && !same) {
                    { no_room(&props.document, article) }
                }
                <div class="foot">
                    if same {
                        <p role="status">{ messages::same_text() }</p>
                    } else if version && article.is_some() {
                        { self::outlook(&outlook) }
                    }
                    <button type="submit" class="main" disabled={wanted == 0 || same || progress.is_some()}>
                        { match (version, single) {
                            (true, _) => messages::take_version().to_owned(),
                            (_, true) => messages::add_article().to_owned(),
                            _ => messages::add_articles(wanted),
                        } }
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// How one gets a page from a browser into this.
fn from_a_page() -> Html {
    const SCRIPT: &str = include_str!("../../pwa/send.js");
    let script: String = SCRIPT.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let quoted = |text: &str| glossator_core::file::quoted(text);
    let script =
        script.replace("{too large}", &quoted(messages::page_too_large())).replace("{home}", &quoted(&address::home()));
    let href = format!("javascript:{}", String::from(js_sys::encode_uri_component(&script)));
    // It is for other pages: here it says what it is for.
    let onclick = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <details class="from-a-page">
            <summary>{ messages::from_a_page() }</summary>
            <p>{ messages::save_the_page() }</p>
            <p>{ messages::drag_the_link() }{" "}<a class="bookmarklet" {href} {onclick}>{ messages::send_to_glossator() }</a></p>
        </details>
    }
}

/// Where the only source comes from, and why nothing came of it.
fn from(source: &sources::Source) -> Html {
    let name = match source.name.as_str() {
        "" => messages::from_paste().to_owned(),
        name => messages::from_named(&messages::shortened(name, 60)),
    };
    match &source.read {
        Ok(_) => html! { name },
        Err(sentence) => html! { <span role="alert">{ messages::of_file(&name, sentence) }</span> },
    }
}

/// What was recognised, block by block.
fn preview(article: Option<&Article>) -> Html {
    let Some(article) = article else {
        return html! { <p class="hint">{ messages::nothing_recognised() }</p> };
    };
    html! {
        <>
            <p class="hint">{ messages::recognised(&messages::blocks(article)) }</p>
            <ol role="list" tabindex="0" aria-label={messages::recognised_name()}>{ for article.blocks.iter().take(PREVIEW).map(|block| html! {
                <li>
                    <b>{ messages::block_kind(&block.kind) }</b>
                    <span dir="auto">{ messages::shortened(article.text.slice(block.range), 110) }</span>
                </li>
            }) }</ol>
            if let Some(more) = article.blocks.len().checked_sub(PREVIEW + 1) {
                <p class="hint">{ messages::and_more(more + 1) }</p>
            }
        </>
    }
}

/// What becomes of the annotations, `None` until it is known.
fn outlook(outlook: &Option<Result<Outlook, String>>) -> Html {
    match outlook {
        None => html! {
            <p>{ messages::looking_now() }{ " " }<progress aria-label={messages::looking()}></progress></p>
        },
        Some(Ok(outlook)) => html! { <p role="status">{ outlook.sentence() }</p> },
        Some(Err(sentence)) => html! { <p class="hint" role="alert">{ sentence }</p> },
    }
}
