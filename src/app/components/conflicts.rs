//! Annotations that are here and in a file with other content: both side by side, and which is kept.

use super::attributes::said;
use super::compared::{self as words, Compared};
use crate::browser::clock;
use crate::desk::{NameOf, Names};
use crate::messages;
use glossator_core::annotation::{Annotation, Iri};
use glossator_core::attribute::{decision, undecided};
use glossator_core::codebook::Codebook;
use glossator_core::merge::{Conflict, Keep};
use glossator_core::sorting::sort;
use yew::prelude::*;

/// Conflicts that are shown. Nobody looks through a thousand, and rendering them would hold the page.
const SHOWN: usize = 20;

/// What is shown of conflicts.
pub struct Conflicts<'a> {
    /// All of them.
    pub all: &'a [Conflict],
    /// What is chosen for each; of those that nothing is chosen for, both are kept.
    pub keeps: &'a [Keep],
    /// The categories of the document that is merged into.
    pub codebook: &'a Codebook,
    /// What authors are called.
    pub names: &'a Names,
    /// What the files are called, a file a document; empty where they belong together.
    pub files: &'a [String],
    /// Whether one version is here and the other comes; else both come.
    pub here: bool,
    /// What tells these from other ones in the same dialog.
    pub number: usize,
    /// What was chosen.
    pub on_keep: &'a Callback<Vec<Keep>>,
}

/// A group a conflict, and one for all.
pub fn conflicts(props: &Conflicts) -> Html {
    let count = props.all.len();
    if count == 0 {
        return Html::default();
    }
    let called = NameOf::new(props.names);
    let keep = |at: usize| props.keeps.get(at).copied().unwrap_or_default();
    let now: Vec<Keep> = (0..count).map(keep).collect();
    let for_one = |at: usize| {
        let (now, on_keep) = (now.clone(), props.on_keep.clone());
        Callback::from(move |keep: Keep| {
            let mut next = now.clone();
            next[at] = keep;
            on_keep.emit(next);
        })
    };
    let [first, second] = match props.here {
        true => [messages::what_is_here(), messages::what_the_file_has()],
        false => [messages::first_version(), messages::second_version()],
    };
    let row = |(at, conflict): (usize, &Conflict)| {
        let (mine, theirs) = (&*conflict.mine, &*conflict.theirs);
        let differs = differences(mine, theirs);
        let by = |it: &Annotation| called.of(it);
        // Of one file its name stands above.
        let several = props.files.len() > 1;
        let files = |all: &[usize]| -> Vec<String> {
            all.iter().filter(|_| several).filter_map(|at| props.files.get(*at)).cloned().collect()
        };
        let of_mine = if props.here { Vec::new() } else { files(&conflict.alike) };
        html! {
            <fieldset key={at} class={props.codebook.look(&mine.category)}>
                <legend dir="auto">{ messages::card_name(props.codebook, mine) }</legend>
                <p class="hint">{ messages::differ_in(&differs) }</p>
                <div class="sides">
                    { side(first, mine, theirs, props.codebook, by(mine), &of_mine) }
                    { side(second, theirs, mine, props.codebook, by(theirs), &files(&conflict.from)) }
                </div>
                { choice(&format!("keep-{}-{at}", props.number), [first, second], Some(keep(at)), &for_one(at)) }
            </fieldset>
        }
    };
    let same = now.iter().all(|keep| *keep == now[0]).then_some(now[0]);
    let for_all = props.on_keep.reform(move |keep: Keep| vec![keep; count]);
    html! {
        <section class="conflicts" aria-label={messages::other_versions()}>
            <h3>{ counted(props.all) }</h3>
            if count > 1 {
                <fieldset class="for-all">
                    <legend>{ messages::for_all_keep(count) }</legend>
                    { choice(&format!("keep-{}-all", props.number), [first, second], same, &for_all) }
                </fieldset>
            }
            { for props.all.iter().enumerate().take(SHOWN).map(row) }
            if count > SHOWN {
                <p class="hint">{ messages::first_shown(SHOWN, count - SHOWN) }</p>
            }
        </section>
    }
}

/// Which is kept; none is chosen for all where it is not the same for each.
fn choice(name: &str, [first, second]: [&'static str; 2], now: Option<Keep>, on_keep: &Callback<Keep>) -> Html {
    let radio = |(keep, value, label): (Keep, &'static str, &'static str)| {
        let onchange = on_keep.reform(move |_: Event| keep);
        let checked = now == Some(keep);
        html! {
            <label>
                <input type="radio" name={name.to_owned()} {value} {checked} {onchange} />
                { label }
            </label>
        }
    };
    let keeps = [(Keep::Mine, "mine", first), (Keep::Theirs, "theirs", second), (Keep::Both, "both", messages::both())];
    html! { <div class="choice">{ for keeps.into_iter().map(radio) }</div> }
}

/// One version, with what the other has not got set off.
fn side(
    title: &'static str,
    it: &Annotation,
    other: &Annotation,
    codebook: &Codebook,
    by: String,
    files: &[String],
) -> Html {
    let (words, other_words) = (it.quote(), other.quote());
    let category = messages::category(codebook, &it.category);
    let tag = |tag: &String| html! { <li>{ set_off(tag.clone(), !other.tags.contains(tag)) }</li> };
    html! {
        <div role="group" aria-label={title}>
            <p class="by">
                <b>{ title }</b>{ " " }<bdi>{ by }</bdi>
                <span>{ format!(" · {}", clock::short(it.modified)) }</span>
            </p>
            if !files.is_empty() {
                <p class="hint">{ messages::in_files() }{ " " }{ for files.iter().enumerate().map(|(at, file)| html! { <>{ if at > 0 { ", " } else { "" } }<bdi>{ file }</bdi></> }) }</p>
            }
            if it.category != other.category {
                <p>{ set_off(category, true) }</p>
            }
            if words != other_words {
                <p class="words" dir="auto">{ compared(&messages::shortened(&words, 300), &messages::shortened(&other_words, 300)) }</p>
            }
            if it.note.is_empty() {
                <p class="hint">{ messages::no_note() }</p>
            } else {
                <p class="note" dir="auto">{ compared(&it.note, &other.note) }</p>
            }
            { said(it) }
            if !it.tags.is_empty() {
                <ul class="tags" aria-label={messages::tags()}>{ for it.tags.iter().map(tag) }</ul>
            }
        </div>
    }
}

/// How many annotations there are in how many versions: of one there may be several in the files.
fn counted(conflicts: &[Conflict]) -> String {
    let mut ids: Vec<&Iri> = conflicts.iter().map(|it| &it.mine.id).collect();
    sort(&mut ids, Ord::cmp);
    ids.dedup();
    match conflicts.len() {
        more if more > ids.len() => messages::in_versions(ids.len(), ids.len() + more),
        _ => messages::in_two_versions(ids.len()),
    }
}

/// What differs, in words: nobody has to find it by the eye.
fn differences(mine: &Annotation, theirs: &Annotation) -> String {
    let bare = |annotation: &Annotation| {
        let mut it = annotation.clone();
        undecided(&mut it);
        it.attributes
    };
    let parts: Vec<String> = [
        (mine.category != theirs.category, messages::the_category()),
        (mine.quote() != theirs.quote(), messages::the_words()),
        (mine.note != theirs.note, messages::the_note()),
        (mine.tags != theirs.tags, messages::the_tags()),
        (bare(mine) != bare(theirs), messages::the_attributes()),
        (decision(mine) != decision(theirs), messages::the_decision()),
        (mine.creator.as_ref().map(|it| &it.id) != theirs.creator.as_ref().map(|it| &it.id), messages::the_author()),
    ]
    .into_iter()
    .filter(|(differs, _)| *differs)
    .map(|(_, what)| what.to_owned())
    .collect();
    // Of other tools, or where in the text the words stand.
    if parts.is_empty() { messages::not_shown_here().to_owned() } else { messages::listed(&parts) }
}

/// Text with the part set off that the other has not got.
fn compared(text: &str, other: &str) -> Html {
    let Compared { before, one, after, .. } = words::compared(text, other);
    let (space, begins) = (|shown: bool| if shown { " " } else { "" }, !before.is_empty() || !one.is_empty());
    html! {
        <>
            { before.join(" ") }
            { space(!before.is_empty() && !one.is_empty()) }
            { set_off(one.join(" "), true) }
            { space(begins && !after.is_empty()) }
            { after.join(" ") }
        </>
    }
}

fn set_off(text: String, differs: bool) -> Html {
    if differs && !text.is_empty() {
        html! { <em>{ text }</em> }
    } else {
        html! { text }
    }
}
