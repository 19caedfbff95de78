//! The first look at files: what they hold, before anything changes.

use super::codebook::definitions;
use super::conflicts::{Conflicts, conflicts};
use super::dialog::{Dialog, close};
use crate::browser::clock;
use crate::browser::worker::Label;
use crate::desk::{self, Ask, Choice, Group, Look, Names, Wish};
use crate::messages;
use crate::shared::Opaque;
use glossator_core::annotation::{Annotation, Category, Iri, Person};
use glossator_core::codebook::Codebook;
use glossator_core::document::Document;
use glossator_core::merge::{Conflict, Keep, proposed};
use glossator_core::sorting::sort_and_dedup;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Problems that are listed; the rest is counted.
const PROBLEMS: usize = 8;

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct OpenFileProps {
    /// The files.
    pub look: Opaque<Look>,
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
    let chosen = use_state(|| None::<(Opaque<Look>, Vec<Keep>)>);
    let proposal = use_memo(look.clone(), |look| proposed(&look.merge.conflicts));
    // Of the look that it was chosen in: with other categories, others differ.
    let keeps: Vec<Keep> = match &*chosen {
        Some((of, keeps)) if of == look => keeps.clone(),
        _ => (*proposal).clone(),
    };
    let on_keep = {
        let look = look.clone();
        Callback::from(move |keeps: Vec<Keep>| chosen.set(Some((look.clone(), keeps))))
    };
    let together = use_state(|| (look.clone(), Vec::new()));
    let of_groups: Vec<Vec<Keep>> = if together.0 == *look && !together.1.is_empty() {
        together.1.clone()
    } else {
        look.groups.iter().map(|group| proposed(in_versions(group))).collect()
    };
    let with_categories = use_state_eq(|| true);
    let documents = &look.read.documents;
    // Of all that is here and in the files, so that one person has one name in the whole dialog.
    let everybody = desk::layers(&mut look.target.annotations.iter().chain(look.annotations()), &props.me, &[]);
    let names = desk::names(&everybody, &props.me);
    let Some(document) = documents.first() else { return Html::default() };
    let choose = |choice: Choice| {
        let (ask, look) = (props.ask.clone(), props.look.clone());
        Callback::from(move |event: MouseEvent| {
            close(&event);
            ask.emit(Wish::Take(Opaque::new((look.clone(), choice.clone()))));
        })
    };
    let cancel = Callback::from(|event: MouseEvent| {
        close(&event);
    });
    let metadata = &document.article.metadata;
    let about: Vec<String> = [metadata.author.clone(), clock::date(&metadata.date), metadata.address.clone()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    let total = look.annotations().count();
    let modified = documents.iter().map(Document::modified).fold(document.created, Ord::max);
    let cannot_merge = !look.together || (look.found + look.changed == 0 && !look.same_text);
    let can_gather = !look.groups.is_empty();
    let group = |(at, group): (usize, &Group)| {
        let documents: Vec<&Document> = group.members.iter().filter_map(|at| documents.get(*at)).collect();
        let names_of: Vec<String> = group.members.iter().filter_map(|at| look.names.get(*at)).cloned().collect();
        let on_keep = {
            let (together, look, now) = (together.clone(), look.clone(), of_groups.clone());
            Callback::from(move |keeps: Vec<Keep>| {
                let mut next = now.clone();
                next[at] = keeps;
                together.set((look.clone(), next));
            })
        };
        conflicts(&Conflicts {
            all: in_versions(group),
            keeps: &of_groups[at],
            codebook: &documents[0].codebook,
            names: &names,
            files: if one_each(look) { &names_of } else { &[] },
            here: false,
            number: at + 1,
            on_keep: &on_keep,
        })
    };
    html! {
        <Dialog title={messages::open_file()} on_closed={props.on_closed.clone()}>
            { files(look, &names, &props.me) }
            <dl class="look">
                if !look.read.format.is_empty() {
                    <dt>{ messages::format() }</dt>
                    <dd>{ &look.read.format }</dd>
                }
                if look.together {
                    <dt>{ messages::article() }</dt>
                    <dd><strong>{ document.article.name() }</strong>{ for about.iter().map(|it| html! { <><br />{ it }</> }) }</dd>
                } else {
                    <dt>{ messages::articles() }</dt>
                    <dd>{ clock::number(documents.len()) }</dd>
                }
                <dt>{ messages::annotations_name() }</dt>
                <dd>{ if total == 0 { messages::none().to_owned() } else { messages::categories(&document.codebook, look.annotations().map(|it| &**it)) } }</dd>
                if total > 0 {
                    <dt>{ messages::by() }</dt>
                    <dd>{ authors(&mut look.annotations(), &names, &props.me) }</dd>
                }
                <dt>{ messages::last_changed() }</dt>
                <dd>{ clock::day_and_time(modified) }</dd>
                if !look.which.is_empty() && !cannot_merge {
                    <dt>{ messages::merges_into() }</dt>
                    <dd><strong>{ look.target.article.name() }</strong><br />{ &look.which }</dd>
                }
            </dl>
            { labels(props) }
            if !look.read.problems.is_empty() {
                <section class="problems" aria-label={messages::problems_name()}>
                    <h3>{ messages::problems(look.read.problems.len()) }</h3>
                    <ul>{ for look.read.problems.iter().take(PROBLEMS).map(|problem| html! { <li>{ problem }</li> }) }</ul>
                    if let Some(more) = look.read.problems.len().checked_sub(PROBLEMS + 1) {
                        <p class="hint">{ messages::and_more(more + 1) }</p>
                    }
                </section>
            }
            if !cannot_merge {
                { conflicts(&Conflicts {
                    all: &look.merge.conflicts,
                    keeps: &keeps,
                    codebook: &look.target.codebook,
                    names: &names,
                    files: if one_each(look) { &look.names } else { &[] },
                    here: true,
                    number: 0,
                    on_keep: &on_keep,
                }) }
            }
            { for look.groups.iter().enumerate().map(group) }
            { categories(look, cannot_merge, &with_categories) }
            <p role="status">
                if can_gather { { what_gathering_does(look, &of_groups) }{ " " } }
                { what_merging_does(look, &keeps, *with_categories) }
            </p>
            <p class="hint">{ messages::nothing_changed() }</p>
            <div class="foot">
                <button type="button" onclick={cancel}>{ messages::cancel() }</button>
                <button
                    type="button"
                    class={(!look.same_text && !can_gather).then_some("main")}
                    onclick={choose(Choice::KeepApart)}
                >
                    { messages::keep_apart() }
                </button>
                <button
                    type="button"
                    class={look.same_text.then_some("main")}
                    disabled={cannot_merge}
                    onclick={choose(Choice::Merge { keeps, categories: *with_categories })}
                >
                    { messages::merge() }
                </button>
                if can_gather {
                    <button type="button" class="main" onclick={choose(Choice::Together(of_groups.clone()))}>
                        { messages::one_article() }
                    </button>
                }
            </div>
        </Dialog>
    }
}

/// What is there in several versions in the files of a group.
fn in_versions(group: &Group) -> &[Conflict] {
    group.gathering.as_ref().map_or(&[], |it| &it.merge.conflicts)
}

fn what_gathering_does(look: &Look, keeps: &[Vec<Keep>]) -> String {
    // What remains of a group: a version of each conflict less where one of them is chosen, and one that is replaced by
    // several goes once.
    let remain = |(group, keeps): (&Group, &Vec<Keep>)| {
        let Some(gathering) = &group.gathering else {
            return look.read.documents[group.members[0]].annotations.len();
        };
        let decided = || gathering.merge.conflicts.iter().zip(keeps);
        let mut replaced: Vec<&Iri> =
            decided().filter(|(_, keep)| **keep == Keep::Theirs).map(|(it, _)| &it.mine.id).collect();
        sort_and_dedup(&mut replaced);
        let refused = decided().filter(|(_, keep)| **keep == Keep::Mine).count();
        gathering.merge.added.saturating_sub(replaced.len() + refused)
    };
    let all: Vec<usize> = look.groups.iter().zip(keeps).map(remain).collect();
    match &all[..] {
        [one] => messages::gathering_makes_one(*one),
        more => messages::gathering_makes(more.len(), more.iter().sum()),
    }
}

/// The categories of files that are not here: they are shown before they are taken over.
fn categories(look: &Look, cannot_merge: bool, taken: &UseStateHandle<bool>) -> Html {
    let new = look.new_categories();
    if new.is_empty() {
        return Html::default();
    }
    let onchange = {
        let taken = taken.clone();
        Callback::from(move |event: Event| taken.set(event.target_unchecked_into::<HtmlInputElement>().checked()))
    };
    html! {
        <section aria-label={messages::its_categories()}>
            <h3>{ messages::its_categories() }</h3>
            { definitions(&Codebook::new(new.clone())) }
            if !cannot_merge {
                <label class="flag">
                    <input type="checkbox" checked={**taken} {onchange} />
                    <span>{ messages::also_takes_categories(new.len()) }</span>
                </label>
            }
        </section>
    }
}

/// What the files are called; of several, by whom each is.
fn files(look: &Look, names: &Names, me: &Person) -> Html {
    if let [name] = &look.names[..] {
        return html! { <p class="file-name">{ name }</p> };
    }
    let row = |(at, name): (usize, &String)| {
        let document = look.read.documents.get(at).filter(|_| one_each(look));
        let holds = |document: &Document| {
            let count = messages::annotations(document.annotations.len());
            html! { <small>{ " " }{ authors(&mut document.annotations.iter(), names, me) }{ ", " }{ count }</small> }
        };
        html! { <li key={at}>{ name }{ for document.map(holds) }</li> }
    };
    html! {
        <section class="files" aria-label={messages::files()}>
            <h3>{ messages::file_count(look.names.len()) }</h3>
            <ul role="list" tabindex="0" aria-label={messages::files()}>{ for look.names.iter().enumerate().map(row) }</ul>
        </section>
    }
}

/// Whether each file is a document. Other tools' files belong together, and what is in one of them cannot be told.
fn one_each(look: &Look) -> bool {
    look.read.documents.len() == look.names.len()
}

fn what_merging_does(look: &Look, keeps: &[Keep], with_categories: bool) -> String {
    let (merge, total) = (&look.merge, look.annotations().count());
    let apart = match look.read.documents.len() {
        1 => messages::apart(),
        _ => messages::each_apart(),
    };
    if !look.groups.is_empty() && look.found + look.changed == 0 {
        return apart.to_owned();
    }
    if !look.together {
        return apart.to_owned();
    }
    if total == 0 {
        return messages::only_an_article().to_owned();
    }
    let into = messages::shortened(look.target.article.name(), 60);
    if !look.same_text && look.found < total {
        let found = match look.found {
            0 if look.changed == 0 => messages::found_none().to_owned(),
            found if look.changed > 0 => messages::found_changed(found, total, look.changed),
            found => messages::found_some(found, total),
        };
        return messages::other_text(&into, &found, apart);
    }
    let count = |keep: Keep| {
        (0..merge.conflicts.len()).filter(|at| keeps.get(*at).copied().unwrap_or_default() == keep).count()
    };
    let (theirs, mine, both) = (count(Keep::Theirs), count(Keep::Mine), count(Keep::Both));
    let mut parts = Vec::new();
    if merge.added > 0 {
        parts.push(messages::merging_adds(merge.added));
    }
    if merge.renewed > 0 {
        parts.push(messages::merging_renews(merge.renewed));
    }
    if both > 0 {
        parts.push(messages::merging_keeps_both(both));
    }
    if theirs > 0 {
        parts.push(messages::merging_takes_theirs(theirs));
    }
    if mine > 0 {
        parts.push(messages::merging_keeps_yours(mine));
    }
    let categories = if with_categories { look.new_categories().len() } else { 0 };
    if categories > 0 {
        parts.push(messages::merging_adds_categories(categories));
    }
    if merge.same > 0 && !parts.is_empty() {
        parts.push(messages::merging_has_already(merge.same));
    }
    match parts.as_slice() {
        [] => messages::merging_does_nothing(&into, apart),
        parts if theirs > 0 => messages::merging_overwrites(&into, &parts.join(", "), apart),
        parts => messages::merging_does(&into, &parts.join(", "), apart),
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
                    { messages::category(&look.target.codebook, category) }
                </option>
            }
        };
        let own = Category::Other(label.name.as_str().into());
        let offered: Vec<Category> = look.target.codebook.offered().into_iter().filter(|it| *it != own).collect();
        html! {
            <li key={at}>
                <label>
                    <span>{ &label.name }<small>{ " " }{ clock::number(label.times) }</small></span>
                    <select {onchange}>
                        { for offered.iter().chain([&own]).map(option) }
                        <option value="" selected={label.category.is_none()}>{ messages::only_a_tag() }</option>
                    </select>
                </label>
            </li>
        }
    };
    html! {
        <section class="labels" aria-label={messages::labels()}>
            <h3>{ messages::labels_meaning() }</h3>
            <ul role="list">{ for look.read.labels.iter().enumerate().map(row) }</ul>
        </section>
    }
}

/// Who made them, each set apart: a name may hold characters that turn the direction of what follows.
fn authors(annotations: &mut dyn Iterator<Item = &Rc<Annotation>>, names: &Names, me: &Person) -> Html {
    let mut known: Vec<&str> = Vec::new();
    let mut unnamed = false;
    for layer in desk::layers(annotations, me, &[]) {
        match names.iter().find(|(author, _)| *author == layer.author) {
            _ if !layer.mine && layer.name.trim().is_empty() => unnamed = true,
            Some((_, name)) => known.push(name),
            None => {}
        }
    }
    if unnamed {
        known.push(if known.is_empty() { messages::nameless() } else { messages::other_nameless() });
    }
    let name = |(at, name): (usize, &&str)| html! { <>{ if at > 0 { ", " } else { "" } }<bdi>{ *name }</bdi></> };
    known.iter().enumerate().map(name).collect()
}
