//! The first look at a file: what it holds, before anything changes.

use super::dialog::{Dialog, close};
use crate::browser::clock;
use crate::browser::worker::Label;
use crate::desk::{Ask, Choice, Look, Wish};
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::{Annotation, Category};
use glossator_core::article::date;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Problems that are listed; the rest is counted.
const PROBLEMS: usize = 8;

/// What the dialog needs.
pub struct OpenFile {
    /// The file.
    pub look: Shared<Look>,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The dialog.
pub fn open_file(props: &OpenFile) -> Html {
    let look = &props.look;
    let documents = &look.read.documents;
    let all = || documents.iter().flat_map(|document| document.annotations.iter().map(|it| &**it));
    let choose = |choice: Choice| {
        let (ask, look) = (props.ask.clone(), props.look.clone());
        Callback::from(move |event: MouseEvent| {
            close(&event);
            ask.emit(Wish::Take(look.clone(), choice));
        })
    };
    let cancel = Callback::from(|event: MouseEvent| {
        close(&event);
    });
    let Some(document) = documents.first() else { return Html::default() };
    let metadata = &document.article.metadata;
    let about: Vec<String> = [metadata.author.clone(), date::display(&metadata.date), metadata.address.clone()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    let total = look.annotations();
    let cannot_merge = documents.len() > 1 || (look.found + look.changed == 0 && !look.same_text);
    html! {
        <Dialog title="Open file" on_closed={props.on_closed.clone()}>
            <p class="file-name">{ &look.name }</p>
            <dl class="look">
                if !look.read.format.is_empty() {
                    <dt>{ "Format" }</dt>
                    <dd>{ &look.read.format }</dd>
                }
                if documents.len() > 1 {
                    <dt>{ "Articles" }</dt>
                    <dd>{ documents.len() }</dd>
                } else {
                    <dt>{ "Article" }</dt>
                    <dd><strong>{ document.article.name() }</strong>{ for about.iter().map(|it| html! { <><br />{ it }</> }) }</dd>
                }
                <dt>{ "Annotations" }</dt>
                <dd>{ if total == 0 { "None".to_owned() } else { messages::categories(all()) } }</dd>
                if total > 0 {
                    <dt>{ "By" }</dt>
                    <dd><bdi>{ authors(all()) }</bdi></dd>
                }
                <dt>{ "Last changed" }</dt>
                <dd>{ clock::day_and_time(document.modified()) }</dd>
            </dl>
            { labels(props) }
            if !look.read.problems.is_empty() {
                <section class="problems" aria-label="Problems in the file">
                    <h3>{ messages::counted(look.read.problems.len(), "problem in the file", "problems in the file") }</h3>
                    <ul>{ for look.read.problems.iter().take(PROBLEMS).map(|problem| html! { <li>{ problem }</li> }) }</ul>
                    if let Some(more) = look.read.problems.len().checked_sub(PROBLEMS + 1) {
                        <p class="hint">{ format!("And {} more.", more + 1) }</p>
                    }
                </section>
            }
            <p>{ what_merging_does(look) }</p>
            <p class="hint">{ "Nothing has changed so far." }</p>
            <div class="foot">
                <button type="button" onclick={cancel}>{ "Cancel" }</button>
                <button
                    type="button"
                    class={(!look.same_text).then_some("main")}
                    onclick={choose(Choice::KeepApart)}
                >
                    { "Keep apart" }
                </button>
                <button
                    type="button"
                    class={look.same_text.then_some("main")}
                    disabled={cannot_merge}
                    onclick={choose(Choice::Merge)}
                >
                    { "Merge" }
                </button>
            </div>
        </Dialog>
    }
}

fn what_merging_does(look: &Look) -> String {
    let (merge, total) = (&look.merge, look.annotations());
    if look.document().is_none() {
        return "Keeping them apart adds each as an article of its own.".to_owned();
    }
    if total == 0 {
        return "It holds an article without annotations. Keep it apart to add it to your articles.".to_owned();
    }
    let into = format!("“{}”", messages::shortened(look.target.article.name(), 60));
    if !look.same_text && look.found < total {
        let found = match look.found {
            0 if look.changed == 0 => "none of them is found in it, so they can only be kept apart".to_owned(),
            found if look.changed > 0 => format!(
                "{found} of {total} are found in it, {} may stand in other words, and you decide about each that is not found",
                look.changed
            ),
            found => format!("{found} of {total} are found in it, and the others would be listed as not found"),
        };
        return format!(
            "This is another text than {into}: {found}. Keeping it apart adds it as an article of its own."
        );
    }
    let mut parts = Vec::new();
    if merge.added > 0 {
        parts.push(format!("adds {}", messages::annotations(merge.added)));
    }
    if merge.kept_both > 0 {
        parts.push(format!("keeps {} that you have in another version, both yours and theirs", merge.kept_both));
    }
    if merge.same > 0 && !parts.is_empty() {
        parts.push(format!("leaves {} that you have already", merge.same));
    }
    match parts.as_slice() {
        [] => format!("Everything in it is in {into} already. Keeping it apart adds it as an article of its own."),
        parts => format!(
            "Merging into {into} {}; nothing of yours is overwritten. Keeping it apart adds it as an article of its own.",
            parts.join(", ")
        ),
    }
}

/// What another tool's labels are taken for.
fn labels(props: &OpenFile) -> Html {
    let look = &props.look;
    if look.read.labels.is_empty() {
        return Html::default();
    }
    let row = |(at, label): (usize, &Label)| {
        let onchange = {
            let (ask, look) = (props.ask.clone(), look.clone());
            Callback::from(move |event: Event| {
                let name = event.target_unchecked_into::<HtmlInputElement>().value();
                let category = (!name.is_empty()).then(|| Category::from_name(&name));
                ask.emit(Wish::MapLabel(look.clone(), at, category));
            })
        };
        let option = |category: &Category| {
            html! {
                <option value={category.as_str().to_owned()} selected={label.category.as_ref() == Some(category)}>
                    { messages::category(category) }
                </option>
            }
        };
        let own = Category::Other(label.name.as_str().into());
        html! {
            <li key={at}>
                <label>
                    <span>{ &label.name }<small>{ format!(" {}", label.times) }</small></span>
                    <select {onchange}>
                        { for Category::ALL.iter().chain([&own]).map(option) }
                        <option value="" selected={label.category.is_none()}>{ "Only a tag" }</option>
                    </select>
                </label>
            </li>
        }
    };
    html! {
        <section class="labels" aria-label="Labels">
            <h3>{ "What its labels mean" }</h3>
            <ul role="list">{ for look.read.labels.iter().enumerate().map(row) }</ul>
        </section>
    }
}

fn authors<'a>(annotations: impl Iterator<Item = &'a Annotation>) -> String {
    let mut unnamed = false;
    let mut names: Vec<String> = Vec::new();
    for annotation in annotations {
        match annotation.creator.as_ref().map(|person| person.name.trim()).filter(|name| !name.is_empty()) {
            Some(name) if names.iter().any(|known| known == name) => {}
            Some(name) => names.push(name.to_owned()),
            None => unnamed = true,
        }
    }
    if unnamed {
        names.push(if names.is_empty() {
            "Somebody without a name".to_owned()
        } else {
            "others without a name".to_owned()
        });
    }
    names.join(", ")
}
