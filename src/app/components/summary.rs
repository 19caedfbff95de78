//! The summary: how much of the article is marked as what, what is still to do, and who speaks, as tables to read, to
//! copy and to download.

use super::dialog::Dialog;
use crate::browser::{clipboard, clock, download};
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::Category;
use glossator_core::document::Document;
use glossator_core::export::csv;
use glossator_core::file::file_name;
use glossator_core::highlight::Anchored;
use glossator_core::summary::{Speaker, Summary, per_cent, per_mille, summary};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Speakers that are listed, and quotes of each: nobody reads thousands here, and the copy and the file have them all.
const LISTED: usize = 50;

/// What the dialog shows.
#[derive(Properties, PartialEq)]
pub struct SummaryProps {
    /// What is open.
    pub document: Shared<Document>,
    /// Those of its annotations that are shown.
    pub anchored: Shared<Vec<Rc<Anchored>>>,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The dialog.
#[component]
pub fn SummaryDialog(props: &SummaryProps) -> Html {
    let document = &props.document;
    let told = use_state(String::new);
    let counts = summary(&document.article, &document.codebook, &props.anchored);
    let (shown, all) = (props.anchored.len(), document.annotations.len());
    let left_out = (shown < all).then(|| messages::only_shown(shown, all));
    let rows = rows(document, &counts, left_out.as_deref());
    let copy = {
        let (told, text) = (told.clone(), csv::tabbed(&rows));
        Callback::from(move |_: MouseEvent| {
            let (told, text) = (told.clone(), text.clone());
            spawn_local(async move {
                told.set(match clipboard::write(&text).await {
                    true => messages::summary_copied().to_owned(),
                    false => messages::cannot_copy(&["\n", &text].concat()),
                });
            });
        })
    };
    let save = {
        let (told, table) = (told.clone(), csv::table(&rows));
        let name = file_name(document.article.name()).replace("glossator.json", "summary.csv");
        Callback::from(move |_: MouseEvent| {
            told.set(match download::download(&name, "text/csv", &table) {
                Ok(()) => messages::downloaded(&name),
                Err(_) => messages::download_refused().to_owned(),
            });
        })
    };
    let claims = counts.categories.iter().find(|it| it.category == Category::Claim).map_or(0, |it| it.count);
    let of_claims = |what: &'static str, count: usize| {
        html! { <div><dt>{ what }</dt><dd>{ messages::of(count, claims) }</dd></div> }
    };
    html! {
        <Dialog title={messages::summary()} class="wide" on_closed={props.on_closed.clone()}>
            <div class="summary">
                if let Some(sentence) = left_out {
                    <p class="left-out">{ sentence }</p>
                }
                { by_category(document, &counts, shown) }
                <p class="hint">
                    { messages::shares_overlap() }
                    if counts.lost > 0 { { " " }{ messages::lost_cover_nothing(counts.lost) } }
                </p>
                if claims > 0 {
                    <h3>{ messages::claims_name() }</h3>
                    <dl>
                        { of_claims(messages::claims_without_source(), counts.without_source) }
                        { of_claims(messages::claims_unchecked(), counts.unchecked) }
                    </dl>
                }
                if !counts.speakers.is_empty() {
                    <h3>{ messages::speakers() }</h3>
                    <ul class="speakers" role="list">{ for counts.speakers.iter().take(LISTED).map(speaker) }</ul>
                    { more(counts.speakers.len()) }
                }
                <div class="foot">
                    <p role="status">{ &*told }</p>
                    <button type="button" onclick={copy}>{ messages::copy_as_text() }</button>
                    <button type="button" class="main" onclick={save}>{ messages::download_as_csv() }</button>
                </div>
            </div>
        </Dialog>
    }
}

/// The table, with a bar for each share: the whole width of its cell is the whole article, from zero on.
fn by_category(document: &Document, counts: &Summary, shown: usize) -> Html {
    let row = |look: &'static str, name: Html, count: Option<usize>, words: usize| {
        let tenths = per_mille(words, counts.words);
        let width = [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat();
        html! {
            <tr class={look}>
                <th scope="row">{ name }</th>
                <td>{ count.map(clock::number) }</td>
                <td>{ clock::number(words) }</td>
                <td>
                    { messages::per_cent(&per_cent(words, counts.words)) }
                    <span aria-hidden="true">
                        // A word of a long article is seen too.
                        if words > 0 { <svg {width}></svg> }
                    </span>
                </td>
            </tr>
        }
    };
    let categories = counts.categories.iter().map(|it| {
        let name = messages::category(&document.codebook, &it.category);
        let name = html! { <><i aria-hidden="true"></i><bdi>{ name }</bdi></> };
        row(document.codebook.look(&it.category), name, Some(it.count), it.words)
    });
    html! {
        <table>
            <caption>{ messages::words_by_category() }</caption>
            <thead>
                <tr>
                    <th scope="col">{ messages::category_name() }</th>
                    <th scope="col">{ messages::annotations_name() }</th>
                    <th scope="col">{ messages::words_name() }</th>
                    <th scope="col">{ messages::share_of_words() }</th>
                </tr>
            </thead>
            <tbody>
                { for categories }
                { row("unmarked", html! { messages::not_marked() }, None, counts.unmarked) }
            </tbody>
            <tfoot>{ row("all", html! { messages::whole_article() }, Some(shown), counts.words) }</tfoot>
        </table>
    }
}

fn speaker(speaker: &Speaker) -> Html {
    html! {
        <li>
            <bdi class={speaker.name.is_empty().then_some("nobody")}>{ name_of(speaker) }</bdi>
            { " " }<small>{ messages::quotes(speaker.quotes.len()) }</small>
            <ul role="list">
                { for speaker.quotes.iter().take(LISTED).map(|quote| html! { <li dir="auto">{ quote.clone() }</li> }) }
            </ul>
            { more(speaker.quotes.len()) }
        </li>
    }
}

fn name_of(speaker: &Speaker) -> String {
    if speaker.name.is_empty() { messages::nobody_named().to_owned() } else { speaker.name.clone() }
}

/// How many are not listed.
fn more(count: usize) -> Html {
    match count.checked_sub(LISTED) {
        None | Some(0) => Html::default(),
        Some(others) => html! { <p class="hint">{ messages::and_more(others) }</p> },
    }
}

/// The same as one table for other programs: what is counted, its name, how many, and words and share where it has
/// these. Numbers are plain, for programs read them.
fn rows(document: &Document, counts: &Summary, left_out: Option<&str>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = |what: &str, name: &str, count: Option<usize>, words: Option<usize>, quote: &str| {
        rows.push(vec![
            what.to_owned(),
            name.to_owned(),
            count.map(|it| it.to_string()).unwrap_or_default(),
            words.map(|it| it.to_string()).unwrap_or_default(),
            words.map(|it| per_cent(it, counts.words)).unwrap_or_default(),
            quote.to_owned(),
        ]);
    };
    row(messages::article(), document.article.name(), None, None, "");
    if let Some(sentence) = left_out {
        row(messages::summary(), sentence, None, None, "");
    }
    let mut annotations = 0;
    for it in &counts.categories {
        annotations += it.count;
        let name = messages::category(&document.codebook, &it.category);
        row(messages::category_name(), &name, Some(it.count), Some(it.words), "");
    }
    row(messages::category_name(), messages::not_marked(), None, Some(counts.unmarked), "");
    row(messages::whole_article(), "", Some(annotations), Some(counts.words), "");
    row(messages::claims_without_source(), "", Some(counts.without_source), None, "");
    row(messages::claims_unchecked(), "", Some(counts.unchecked), None, "");
    for speaker in &counts.speakers {
        row(messages::attribute("source"), &name_of(speaker), Some(speaker.quotes.len()), None, "");
        speaker.quotes.iter().for_each(|quote| row(messages::quote(), &name_of(speaker), None, None, quote));
    }
    let names = [
        messages::what_is_counted(),
        messages::category_label(),
        messages::number_name(),
        messages::words_name(),
        messages::share_in_per_cent(),
        messages::quote(),
    ];
    rows.insert(0, names.map(str::to_owned).into());
    rows
}
