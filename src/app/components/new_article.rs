//! A new article: paste or type it, see what was recognised, correct it, add it.

use super::dialog::{Dialog, close};
use crate::browser::worker;
use crate::desk::{Ask, Wish};
use crate::messages;
use crate::shared::Shared;
use gloo::timers::callback::Timeout;
use glossator_core::article::{Article, Metadata, date};
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
    let found = article.as_ref().map(|article| article.metadata.clone()).unwrap_or_default();
    let shown = corrected(&found, &corrections);
    let add = {
        let (ask, corrections, trouble) = (props.ask.clone(), corrections.clone(), trouble.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (ask, corrections, trouble, read) = (ask.clone(), corrections.clone(), trouble.clone(), read.clone());
            spawn_local(async move {
                // Read anew: the last words may not have rested yet.
                let Some(read) = read().await else { return };
                let mut read = Rc::unwrap_or_clone(read);
                let shown = corrected(&read.metadata, &corrections);
                let date = match worker::iso_date(shown[2].trim()).await {
                    Ok(date) => date,
                    Err(sentence) => return trouble.set(Some(sentence)),
                };
                read.metadata = Metadata {
                    title: shown[0].trim().to_owned(),
                    author: shown[1].trim().to_owned(),
                    date,
                    address: web_address(&shown[3]).unwrap_or_default(),
                    language: read.metadata.language,
                };
                // Once, however often it was asked for meanwhile.
                if close(&event) {
                    ask.emit(Wish::Add(Shared(Rc::new(read))));
                }
            });
        })
    };
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
        <Dialog title="New article" class="wide" on_closed={props.on_closed.clone()}>
            <form class="new-article" onsubmit={add}>
                <label class="text">
                    <span>{ "Article text" }</span>
                    <textarea
                        ref={field}
                        rows="10"
                        spellcheck="false"
                        placeholder="Paste or type the article here: plain text, or Markdown with # headings, - lists and > quotations."
                        oninput={on_input}
                    />
                </label>
                <div class="facts">
                    { input(0, "Title", "None found") }
                    { input(1, "Author", "None found") }
                    { input(2, "Date", "None found") }
                    { input(3, "Address", "https://") }
                </div>
                if odd_address {
                    <p class="hint" role="status">{ "The address is left out: it has to begin with https:// or http:// and hold no password." }</p>
                }
                if let Some(sentence) = &*trouble {
                    <p class="hint" role="alert">{ sentence }</p>
                }
                <section class="preview" aria-label="What was recognised">
                    if let Some(article) = &*article {
                        <p class="hint">{ format!("Recognised: {}.", messages::blocks(article)) }</p>
                        <ol role="list">{ for article.blocks.iter().take(PREVIEW).map(|block| html! {
                            <li>
                                <b>{ messages::block_kind(&block.kind) }</b>
                                <span>{ messages::shortened(article.text.slice(block.range), 110) }</span>
                            </li>
                        }) }</ol>
                        if let Some(more) = article.blocks.len().checked_sub(PREVIEW + 1) {
                            <p class="hint">{ format!("And {} more.", more + 1) }</p>
                        }
                    } else {
                        <p class="hint">{ "What is recognised in the text is shown here before it is added." }</p>
                    }
                </section>
                <div class="foot">
                    <button type="submit" class="main" disabled={article.is_none()}>{ "Add article" }</button>
                </div>
            </form>
        </Dialog>
    }
}

/// Title, author, date and address: corrected where a person did, else as found.
fn corrected(found: &Metadata, corrections: &Corrections) -> [String; 4] {
    let either = |correction: &Option<String>, found: String| correction.clone().unwrap_or(found);
    [
        either(&corrections.title, found.title.clone()),
        either(&corrections.author, found.author.clone()),
        either(&corrections.date, date::display(&found.date)),
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
