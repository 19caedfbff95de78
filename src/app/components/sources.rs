//! What a new article is made of besides typed text: files and what was pasted, each looked at before it is added.

use crate::browser::importer::{Found, LeftOut};
use crate::components::facts::Corrections;
use crate::messages;
use glossator_core::article::Article;
use std::rc::Rc;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

/// A file, a chapter of one, or what was pasted.
#[derive(Clone)]
pub struct Source {
    /// What it is called; empty for what was pasted.
    pub name: String,
    /// What came of it, or why nothing did.
    pub read: Result<Found, String>,
    /// All of the page is wanted, and not only its article.
    pub whole: bool,
    /// It is to be added.
    pub wanted: bool,
    /// What a person wrote over what was found.
    pub corrections: Corrections,
    /// How many words the article has, and the whole page: a book is not counted anew at each key.
    words: (usize, usize),
}

impl Source {
    /// What was read, to be added unless a person says otherwise.
    pub fn new(name: String, read: Result<Found, String>) -> Self {
        let wanted = read.is_ok();
        let words = read.as_ref().map(|found| {
            let whole = words(&found.whole);
            (found.article.as_deref().map_or(whole, words), whole)
        });
        let words = words.unwrap_or_default();
        Self { name, read, whole: false, wanted, corrections: Corrections::default(), words }
    }

    /// The article as it would be added.
    pub fn article(&self) -> Option<&Rc<Article>> {
        let found = self.read.as_ref().ok()?;
        Some(if self.whole { &found.whole } else { found.article.as_ref().unwrap_or(&found.whole) })
    }

    /// What to call it in a list.
    fn label(&self) -> String {
        match self.article() {
            Some(article) => messages::shortened(article.name(), 80),
            None => messages::shortened(&self.name, 80),
        }
    }
}

/// The sources, where there are several: which are added, and which one is shown.
pub fn list(sources: &[Source], at: usize, set: &Callback<(usize, bool)>, show: &Callback<usize>) -> Html {
    let row = |(index, source): (usize, &Source)| {
        let label = source.label();
        let change =
            set.reform(move |event: Event| (index, event.target_unchecked_into::<HtmlInputElement>().checked()));
        html! {
            <li key={index} aria-current={(index == at).then_some("true")}>
                <input type="checkbox" aria-label={messages::add_this(&label)} checked={source.wanted} disabled={source.read.is_err()} onchange={change} />
                <span>
                    if source.read.is_ok() {
                        <button type="button" class="link" onclick={show.reform(move |_: MouseEvent| index)}><bdi>{ label }</bdi></button>
                    } else {
                        <bdi>{ label }</bdi>
                    }
                    {" "}
                    { detail(source) }
                </span>
            </li>
        }
    };
    html! { <ul class="sources" role="list" aria-label={messages::what_was_read()}>{ for sources.iter().enumerate().map(row) }</ul> }
}

fn detail(source: &Source) -> Html {
    match &source.read {
        Err(sentence) => html! { <span class="bad">{ sentence }</span> },
        Ok(_) => {
            let words = if source.whole { source.words.1 } else { source.words.0 };
            html! { <span class="quiet">{ messages::words(words) }</span> }
        }
    }
}

/// Whether the article or the whole page is taken, and what is left out.
pub fn extent(source: &Source, set: &Callback<bool>) -> Html {
    let Ok(found) = &source.read else { return Html::default() };
    let choice = |whole: bool, sentence: String| {
        let set = set.reform(move |_: Event| whole);
        html! {
            <label>
                <input type="radio" name="extent" checked={source.whole == whole} onchange={set} />
                <span>{ sentence }</span>
            </label>
        }
    };
    let left_out = left_out(&found.left_out, source.whole);
    html! {
        <>
            if found.article.is_some() {
                <fieldset class="kind">
                    <legend>{ messages::take() }</legend>
                    { choice(false, messages::take_article(source.words.0)) }
                    { choice(true, messages::take_whole(source.words.1)) }
                </fieldset>
            }
            if !left_out.is_empty() {
                <p class="hint" role="status">{ messages::left_out(&messages::listed(&left_out)) }</p>
            }
        </>
    }
}

/// What is left out, in parts of a sentence. Pictures and what is hidden are so of the whole page too.
fn left_out(out: &LeftOut, whole: bool) -> Vec<String> {
    type Counted = fn(usize) -> String;
    let parts: [(usize, Counted); 6] = [
        (if whole { 0 } else { out.words }, messages::words),
        (if whole { 0 } else { out.links }, messages::links),
        (out.pictures, messages::pictures),
        (out.embedded, messages::embedded),
        (out.hidden, messages::hidden_passages),
        (out.deleted, messages::deleted_passages),
    ];
    parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| words(count)).collect()
}

fn words(article: &Article) -> usize {
    article.text.as_str().split_whitespace().count()
}
