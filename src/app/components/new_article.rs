//! A new article, or a new version of the open one: paste or type it, see what was recognised, correct it, add it.

use super::dialog::{Dialog, close};
use super::versions::{Outlook, carried_over, no_room};
use crate::browser::{clock, file_text, worker};
use crate::desk::{Ask, Wish};
use crate::messages;
use crate::shared::Shared;
use gloo::timers::callback::Timeout;
use glossator_core::annotation::Annotation;
use glossator_core::article::{Article, Metadata};
use glossator_core::document::Document;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Blocks that the preview shows. The rest is counted: a preview of a book would hold the page.
const PREVIEW: usize = 60;

/// Milliseconds that typing rests before the text is read.
const REST: u32 = 150;

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct NewArticleProps {
    /// What is open.
    pub document: Shared<Document>,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// What a person wrote over what was found; `None` follows the text.
#[derive(Clone, Default, PartialEq)]
struct Corrections {
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    address: Option<String>,
}

/// The dialog.
#[component]
pub fn NewArticle(props: &NewArticleProps) -> Html {
    let article = use_state(|| None::<Rc<Article>>);
    let corrections = use_state_eq(Corrections::default);
    let trouble = use_state_eq(|| None::<String>);
    let version = use_state_eq(|| false);
    let outlook = use_state(|| None::<Result<Outlook, String>>);
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
    let read = {
        let (article, field, trouble) = (article.clone(), field.clone(), trouble.clone());
        move || {
            let (article, field, trouble) = (article.clone(), field.clone(), trouble.clone());
            let text = move || field.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
            async move {
                let asked = text();
                let read = worker::plain_text(&asked).await;
                // What was typed meanwhile is read by its own turn.
                if text() == asked {
                    trouble.set(read.as_ref().err().cloned());
                    article.set(read.clone().ok().flatten());
                }
                read.ok().flatten()
            }
        }
    };
    let on_input = {
        let (waiting, read) = (waiting.clone(), read.clone());
        Callback::from(move |_: InputEvent| {
            let read = read.clone();
            *waiting.borrow_mut() = Some(Timeout::new(REST, move || spawn_local(async move { drop(read().await) })));
        })
    };
    let asked = use_mut_ref(|| (None::<Shared<Article>>, false));
    use_effect_with((article.as_ref().map(|it| Shared(it.clone())), *version), {
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
    let mut found = article.as_ref().map(|article| article.metadata.clone()).unwrap_or_default();
    if *version {
        found = known_besides(found, &props.document.article.metadata);
    }
    let shown = corrected(&found, &corrections);
    let same = *version && article.as_ref().is_some_and(|it| it.hash() == props.document.article.hash());
    let add = {
        let (ask, corrections, trouble) = (props.ask.clone(), corrections.clone(), trouble.clone());
        let (read, document, version, known) = (read.clone(), props.document.clone(), *version, known.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (ask, corrections, trouble, read) = (ask.clone(), corrections.clone(), trouble.clone(), read.clone());
            let (document, known) = (document.clone(), known.clone());
            spawn_local(async move {
                // Read anew: the last words may not have rested yet.
                let Some(read) = read().await else { return };
                let mut read = Rc::unwrap_or_clone(read);
                if version {
                    read.metadata = known_besides(read.metadata, &document.article.metadata);
                }
                let shown = corrected(&read.metadata, &corrections);
                // What was found is a date already, in whatever language it is shown.
                let date = match &corrections.date {
                    None => read.metadata.date.clone(),
                    Some(typed) => match worker::iso_date(typed.trim()).await {
                        Ok(date) => date,
                        Err(sentence) => return trouble.set(Some(sentence)),
                    },
                };
                read.metadata = Metadata {
                    title: shown[0].trim().to_owned(),
                    author: shown[1].trim().to_owned(),
                    date,
                    address: web_address(&shown[3]).unwrap_or_default(),
                    language: read.metadata.language,
                };
                let read = Shared(Rc::new(read));
                let wish = match version {
                    // What was pasted stays in its field until it can be taken.
                    true => {
                        let known = known.take().filter(|(of, to, _)| *of == document && to == read.hash());
                        let carried = match known {
                            Some((_, _, carried)) => Ok(carried),
                            None => carried_over(&document, &read).await.map(|(carried, _)| carried),
                        };
                        match carried {
                            Ok(carried) => Wish::Replace(read, Shared(Rc::new(carried))),
                            Err(sentence) => return trouble.set(Some(sentence)),
                        }
                    }
                    false => Wish::Add(read),
                };
                // Once, however often it was asked for meanwhile.
                if close(&event) {
                    ask.emit(wish);
                }
            });
        })
    };
    let on_file = {
        let (field, trouble, read) = (field.clone(), trouble.clone(), read.clone());
        Callback::from(move |event: Event| {
            let picker: HtmlInputElement = event.target_unchecked_into();
            let chosen = picker.files().and_then(|files| files.get(0));
            picker.set_value("");
            let (field, trouble, read) = (field.clone(), trouble.clone(), read.clone());
            spawn_local(async move {
                let Some(chosen) = chosen else { return };
                match (file_text::read(&chosen).await, field.cast::<HtmlTextAreaElement>()) {
                    (Ok(text), Some(field)) => {
                        field.set_value(&text);
                        drop(read().await);
                    }
                    (Err(sentence), _) => trouble.set(Some(sentence)),
                    (Ok(_), None) => {}
                }
            });
        })
    };
    let kind = |is_version: bool, words: String| {
        let checked = *version == is_version;
        let version = version.clone();
        let onchange = Callback::from(move |_: Event| version.set(is_version));
        html! {
            <label>
                <input type="radio" name="kind" {checked} {onchange} />
                <span>{ words }</span>
            </label>
        }
    };
    let name = messages::shortened(props.document.article.name(), 60);
    let input = |index: usize, name: &'static str, placeholder: &'static str| {
        let corrections = corrections.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let value = Some(event.target_unchecked_into::<HtmlInputElement>().value());
            let mut next = (*corrections).clone();
            match index {
                0 => next.title = value,
                1 => next.author = value,
                2 => next.date = value,
                _ => next.address = value,
            }
            corrections.set(next);
        });
        html! {
            <label>
                <span>{ name }</span>
                <input type="text" {placeholder} autocomplete="off" value={shown[index].clone()} {oninput} />
            </label>
        }
    };
    let odd_address = !shown[3].trim().is_empty() && web_address(&shown[3]).is_none();
    html! {
        <Dialog title={messages::new_article()} class="wide" on_closed={props.on_closed.clone()}>
            <form class="new-article" onsubmit={add}>
                <fieldset class="kind">
                    <legend>{ messages::add_as() }</legend>
                    { kind(false, messages::as_new().to_owned()) }
                    { kind(true, messages::as_version(&name)) }
                </fieldset>
                <label class="text">
                    <span>{ messages::article_text() }</span>
                    <textarea
                        ref={field}
                        rows="10"
                        spellcheck="false"
                        placeholder={messages::article_text_hint()}
                        oninput={on_input}
                    />
                </label>
                <label class="choose">
                    <span>{ messages::from_file() }</span>
                    <input type="file" accept=".txt,.md,.markdown,text/plain,text/markdown" onchange={on_file} />
                </label>
                <div class="facts">
                    { input(0, messages::title(), messages::none_found()) }
                    { input(1, messages::author(), messages::none_found()) }
                    { input(2, messages::date_name(), messages::none_found()) }
                    { input(3, messages::address(), "https://") }
                </div>
                if odd_address {
                    <p class="hint" role="status">{ messages::address_left_out() }</p>
                }
                if let Some(sentence) = &*trouble {
                    <p class="hint" role="alert">{ sentence }</p>
                }
                <section class="preview" aria-label={messages::recognised_name()}>
                    if let Some(article) = &*article {
                        <p class="hint">{ messages::recognised(&messages::blocks(article)) }</p>
                        <ol role="list">{ for article.blocks.iter().take(PREVIEW).map(|block| html! {
                            <li>
                                <b>{ messages::block_kind(&block.kind) }</b>
                                <span>{ messages::shortened(article.text.slice(block.range), 110) }</span>
                            </li>
                        }) }</ol>
                        if let Some(more) = article.blocks.len().checked_sub(PREVIEW + 1) {
                            <p class="hint">{ messages::and_more(more + 1) }</p>
                        }
                    } else {
                        <p class="hint">{ messages::nothing_recognised() }</p>
                    }
                </section>
                if let Some(article) = article.as_ref().filter(|_| *version && !same) {
                    { no_room(&props.document, article) }
                }
                <div class="foot">
                    if same {
                        <p role="status">{ messages::same_text() }</p>
                    } else if *version && article.is_some() {
                        { self::outlook(&outlook) }
                    }
                    <button type="submit" class="main" disabled={article.is_none() || same}>
                        { if *version { messages::take_version() } else { messages::add_article() } }
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// What is known of the open article, where nothing was found in the text of its new version.
fn known_besides(found: Metadata, known: &Metadata) -> Metadata {
    let either = |found: String, known: &String| if found.is_empty() { known.clone() } else { found };
    Metadata {
        title: either(found.title, &known.title),
        author: either(found.author, &known.author),
        date: either(found.date, &known.date),
        address: either(found.address, &known.address),
        language: either(found.language, &known.language),
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

/// Title, author, date and address: corrected where a person did, else as found.
fn corrected(found: &Metadata, corrections: &Corrections) -> [String; 4] {
    let either = |correction: &Option<String>, found: String| correction.clone().unwrap_or(found);
    [
        either(&corrections.title, found.title.clone()),
        either(&corrections.author, found.author.clone()),
        either(&corrections.date, clock::date(&found.date)),
        either(&corrections.address, found.address.clone()),
    ]
}

/// An address of the web without credentials, or nothing.
fn web_address(typed: &str) -> Option<String> {
    let address = typed.trim();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let sound = !host.is_empty() && !host.contains('@') && !address.contains(char::is_whitespace);
    sound.then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        assert_eq!(web_address(" https://news.example.org/a?b#c ").as_deref(), Some("https://news.example.org/a?b#c"));
        for wrong in
            ["", "https://", "javascript:alert(1)", "news.example.org", "https://a:b@c.example/", "https://a b"]
        {
            assert_eq!(web_address(wrong), None, "{wrong}");
        }
    }
}
