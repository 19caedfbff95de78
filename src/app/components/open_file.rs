//! The first look at files: what they hold, before anything changes.

use super::conflicts::{Conflicts, conflicts};
use super::dialog::{Dialog, close};
use super::layers;
use crate::browser::clock;
use crate::browser::worker::Label;
use crate::desk::{self, Ask, Choice, Look, Wish};
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::{Annotation, Category, Person};
use glossator_core::article::date;
use glossator_core::document::Document;
use glossator_core::merge::Keep;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Problems that are listed; the rest is counted.
const PROBLEMS: usize = 8;

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct OpenFileProps {
    /// The files.
    pub look: Shared<Look>,
    /// The person at this device.
    pub me: Person,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The dialog. It remembers what is chosen for each conflict.
#[component]
pub fn OpenFile(props: &OpenFileProps) -> Html {
    let look = &props.look;
    let chosen = use_state(|| (look.clone(), Vec::new()));
    // Of the look that it was chosen in: with other categories, others differ.
    let keeps: Vec<Keep> = if chosen.0 == *look { chosen.1.clone() } else { Vec::new() };
    let on_keep = {
        let look = look.clone();
        Callback::from(move |keeps: Vec<Keep>| chosen.set((look.clone(), keeps)))
    };
    let documents = &look.read.documents;
    let Some(document) = documents.first() else { return Html::default() };
    let choose = |choice: Choice| {
        let (ask, look) = (props.ask.clone(), props.look.clone());
        Callback::from(move |event: MouseEvent| {
            close(&event);
            ask.emit(Wish::Take(look.clone(), choice.clone()));
        })
    };
    let cancel = Callback::from(|event: MouseEvent| {
        close(&event);
    });
    let metadata = &document.article.metadata;
    let about: Vec<String> = [metadata.author.clone(), date::display(&metadata.date), metadata.address.clone()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    let total = look.annotations().count();
    let modified = documents.iter().map(Document::modified).fold(document.created, Ord::max);
    let cannot_merge = !look.together || (look.found + look.changed == 0 && !look.same_text);
    html! {
        <Dialog title="Open file" on_closed={props.on_closed.clone()}>
            { files(look, &props.me) }
            <dl class="look">
                if !look.read.format.is_empty() {
                    <dt>{ "Format" }</dt>
                    <dd>{ &look.read.format }</dd>
                }
                if look.together {
                    <dt>{ "Article" }</dt>
                    <dd><strong>{ document.article.name() }</strong>{ for about.iter().map(|it| html! { <><br />{ it }</> }) }</dd>
                } else {
                    <dt>{ "Articles" }</dt>
                    <dd>{ documents.len() }</dd>
                }
                <dt>{ "Annotations" }</dt>
                <dd>{ if total == 0 { "None".to_owned() } else { messages::categories(look.annotations().map(|it| &**it)) } }</dd>
                if total > 0 {
                    <dt>{ "By" }</dt>
                    <dd>{ authors(&mut look.annotations(), &props.me) }</dd>
                }
                <dt>{ "Last changed" }</dt>
                <dd>{ clock::day_and_time(modified) }</dd>
                if !look.which.is_empty() && !cannot_merge {
                    <dt>{ "Merges into" }</dt>
                    <dd><strong>{ look.target.article.name() }</strong><br />{ &look.which }</dd>
                }
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
            if !cannot_merge {
                { conflicts(&Conflicts { all: &look.merge.conflicts, keeps: &keeps, me: &props.me, on_keep: &on_keep }) }
            }
            <p role="status">{ what_merging_does(look, &keeps) }</p>
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
                    onclick={choose(Choice::Merge(keeps))}
                >
                    { "Merge" }
                </button>
            </div>
        </Dialog>
    }
}

/// What the files are called; of several, by whom each is.
fn files(look: &Look, me: &Person) -> Html {
    if let [name] = &look.names[..] {
        return html! { <p class="file-name">{ name }</p> };
    }
    let row = |(at, name): (usize, &String)| {
        // Other tools' files belong together, and what is in one of them cannot be told.
        let document = look.read.documents.get(at).filter(|_| look.read.documents.len() == look.names.len());
        let holds = |document: &Document| {
            let count = messages::annotations(document.annotations.len());
            html! { <small>{ " " }{ authors(&mut document.annotations.iter(), me) }{ ", " }{ count }</small> }
        };
        html! { <li key={at}>{ name }{ for document.map(holds) }</li> }
    };
    html! {
        <section class="files" aria-label="Files">
            <h3>{ messages::counted(look.names.len(), "file", "files") }</h3>
            <ul role="list" tabindex="0" aria-label="Files">{ for look.names.iter().enumerate().map(row) }</ul>
        </section>
    }
}

fn what_merging_does(look: &Look, keeps: &[Keep]) -> String {
    let (merge, total) = (&look.merge, look.annotations().count());
    let apart = match look.read.documents.len() {
        1 => "Keeping it apart adds it as an article of its own.",
        _ => "Keeping them apart adds each as an article of its own.",
    };
    if !look.together {
        return apart.to_owned();
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
        return format!("This is another text than {into}: {found}. {apart}");
    }
    let count = |keep: Keep| {
        (0..merge.conflicts.len()).filter(|at| keeps.get(*at).copied().unwrap_or_default() == keep).count()
    };
    let (theirs, mine, both) = (count(Keep::Theirs), count(Keep::Mine), count(Keep::Both));
    let mut parts = Vec::new();
    if merge.added > 0 {
        parts.push(format!("adds {}", messages::annotations(merge.added)));
    }
    if merge.renewed > 0 {
        parts.push(format!("brings {} up to date that you merged before", merge.renewed));
    }
    if both > 0 {
        parts.push(format!("keeps {both} that you have in another version, both yours and theirs"));
    }
    if theirs > 0 {
        parts.push(format!("puts theirs in place of yours for {theirs}"));
    }
    if mine > 0 {
        parts.push(format!("leaves yours alone for {mine}"));
    }
    if merge.same > 0 && !parts.is_empty() {
        parts.push(format!("leaves {} that you have already", merge.same));
    }
    match parts.as_slice() {
        [] => format!("Everything in it is in {into} already. {apart}"),
        parts => {
            let yours = if theirs > 0 { "Undo brings yours back" } else { "nothing of yours is overwritten" };
            format!("Merging into {into} {}; {yours}. {apart}", parts.join(", "))
        }
    }
}

/// What another tool's labels are taken for.
fn labels(props: &OpenFileProps) -> Html {
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

/// Who made them, each set apart: a name may hold characters that turn the direction of what follows.
fn authors(annotations: &mut dyn Iterator<Item = &Rc<Annotation>>, me: &Person) -> Html {
    let mut names: Vec<String> = Vec::new();
    let mut unnamed = false;
    for layer in desk::layers(annotations, me, &[]) {
        let name = layers::name(&layer, me.name.trim());
        match layer.mine {
            false if layer.name.trim().is_empty() => unnamed = true,
            _ if names.contains(&name) => {}
            _ => names.push(name),
        }
    }
    if unnamed {
        names.push(if names.is_empty() { "Somebody without a name" } else { "others without a name" }.to_owned());
    }
    let name = |(at, name): (usize, &String)| html! { <>{ if at > 0 { ", " } else { "" } }<bdi>{ name }</bdi></> };
    names.iter().enumerate().map(name).collect()
}
