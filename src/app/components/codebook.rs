//! The codebook: the categories with what they mean, as they are looked up, and the dialog in which they are changed.

use super::dialog::{Dialog, close};
use crate::desk::{Ask, Wish, focus_later};
use crate::keymap::{Keymap, own_key};
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::{Annotation, Category};
use glossator_core::codebook::{COLOURS, Codebook, Entry, PATTERNS};
use glossator_core::document::Document;
use glossator_core::state::Action;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What the dialog shows.
#[derive(Properties, PartialEq)]
pub struct CodebookProps {
    /// What is open.
    pub document: Shared<Document>,
    /// Which keys are taken.
    pub keymap: Keymap,
    /// How it asks for something.
    pub ask: Ask,
    /// It was closed.
    pub on_closed: Callback<()>,
}

/// The categories with their definitions and examples.
pub fn definitions(codebook: &Codebook) -> Html {
    let row = |entry: &Entry| {
        let definition = match entry.text("definition") {
            "" => meaning(&entry.category),
            said => said,
        };
        let example = entry.text("example");
        html! {
            <div class={codebook.look(&entry.category)}>
                <dt><i aria-hidden="true"></i><bdi>{ messages::category(codebook, &entry.category) }</bdi></dt>
                <dd dir="auto">
                    { messages::shortened(definition, 600) }
                    if !example.is_empty() { <q class="example">{ messages::shortened(example, 600) }</q> }
                </dd>
            </div>
        }
    };
    html! { <dl class="meanings">{ for codebook.entries().iter().map(row) }</dl> }
}

/// What a category means as long as nobody says otherwise; empty for one of somebody's own.
fn meaning(category: &Category) -> &'static str {
    match category {
        Category::Claim => messages::meaning_claim(),
        Category::Quote => messages::meaning_quote(),
        Category::Opinion => messages::meaning_opinion(),
        _ => "",
    }
}

/// A row of the dialog.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    entry: Entry,
    /// Whether it was added here and has no name of its own yet: that of its category is nobody's until it is saved.
    is_new: bool,
}

fn codebook_of(rows: &[Row]) -> Codebook {
    Codebook::new(rows.iter().map(|row| row.entry.clone()))
}

/// The dialog. Nothing changes until it is saved, and then in one step.
#[component]
pub fn CodebookDialog(props: &CodebookProps) -> Html {
    let document = &props.document;
    let opened = use_state(|| document.codebook.clone());
    let entries = use_state(|| -> Vec<Row> {
        document.codebook.entries().into_iter().map(|entry| Row { entry, is_new: false }).collect()
    });
    let change = {
        let entries = entries.clone();
        Callback::from(move |(at, entry): (usize, Entry)| {
            let mut all = (*entries).clone();
            all[at].entry = entry;
            entries.set(all);
        })
    };
    let move_to = {
        let entries = entries.clone();
        Callback::from(move |(from, to): (usize, Option<usize>)| {
            let mut all = (*entries).clone();
            let entry = all.remove(from);
            if let Some(to) = to {
                all.insert(to, entry);
            }
            entries.set(all);
        })
    };
    let add = {
        let entries = entries.clone();
        Callback::from(move |_: MouseEvent| {
            let mut all = (*entries).clone();
            let entry = Entry::new(Category::Other(new_name(&all).into()));
            let colour = COLOURS.iter().find(|it| all.iter().all(|known| known.entry.colour() != **it));
            let pattern = PATTERNS.iter().find(|it| all.iter().all(|known| known.entry.pattern() != **it));
            let key = ('1'..='9').map(String::from).find(|it| !has_key(&all, it));
            let entry = entry
                .with("colour", colour.unwrap_or(&COLOURS[0]))
                .with("pattern", pattern.unwrap_or(&PATTERNS[0]))
                .with("key", &key.unwrap_or_default());
            focus_later(place("name", all.len()));
            all.push(Row { entry, is_new: true });
            entries.set(all);
        })
    };
    let problem = problem(&entries, &props.keymap);
    let changed = codebook_of(&entries) != *opened;
    // What another tab added meanwhile stays.
    let added = opened.missing(&document.codebook);
    let save = {
        let (ask, rows) = (props.ask.clone(), entries.clone());
        Callback::from(move |event: MouseEvent| {
            if close(&event) {
                let all = named(&rows).entries().into_iter().chain(added.clone());
                ask.emit(Wish::Do(Action::set_codebook(Codebook::new(all))));
            }
        })
    };
    let cancel = Callback::from(|event: MouseEvent| {
        close(&event);
    });
    let last = entries.len().saturating_sub(1);
    let row = |(at, row): (usize, &Row)| {
        let has_it = |it: &&Rc<Annotation>| !row.is_new && it.category == row.entry.category;
        let used = document.annotations.iter().filter(has_it).count();
        fields(at, last, row, used, &props.keymap, &change, &move_to)
    };
    html! {
        <Dialog title={messages::categories_name()} class="wide" on_closed={props.on_closed.clone()}>
            <p class="hint">{ messages::codebook_hint() }</p>
            <ol class="codebook" role="list">{ for entries.iter().enumerate().map(row) }</ol>
            <button type="button" onclick={add}>{ messages::add_category() }</button>
            if let Some(problem) = &problem {
                <p role="status">{ problem }</p>
            }
            <div class="foot">
                <button type="button" onclick={cancel}>{ messages::cancel() }</button>
                <button type="button" class="main" disabled={!changed || problem.is_some()} onclick={save}>
                    { messages::save_categories() }
                </button>
            </div>
        </Dialog>
    }
}

fn fields(
    at: usize,
    last: usize,
    Row { entry, is_new }: &Row,
    used: usize,
    keymap: &Keymap,
    change: &Callback<(usize, Entry)>,
    move_to: &Callback<(usize, Option<usize>)>,
) -> Html {
    let codebook = Codebook::new([entry.clone()]);
    let name = messages::category(&codebook, &entry.category);
    let shown = if entry.text("label").is_empty() && *is_new { messages::new_category().to_owned() } else { name };
    let set = |key: &'static str| {
        let (change, entry) = (change.clone(), entry.clone());
        move |words: String| change.emit((at, entry.clone().with(key, &words)))
    };
    let typed = |key: &'static str| {
        let set = set(key);
        Callback::from(move |event: InputEvent| set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let written = |key: &'static str| {
        let set = set(key);
        Callback::from(move |event: InputEvent| set(event.target_unchecked_into::<HtmlTextAreaElement>().value()))
    };
    let chosen = |key: &'static str| {
        let set = set(key);
        Callback::from(move |event: Event| set(event.target_unchecked_into::<HtmlSelectElement>().value()))
    };
    let retire = {
        let (change, entry) = (change.clone(), entry.clone());
        Callback::from(move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            change.emit((at, entry.clone().retired(on)));
        })
    };
    // The focus goes along, or to the neighbour of what is gone.
    let go = |what: &'static str, to: Option<usize>| {
        move_to.reform(move |_: MouseEvent| {
            focus_later(place(what, to.unwrap_or(at.saturating_sub(1))));
            (at, to)
        })
    };
    let is_standard = Category::ALL.contains(&entry.category);
    let select =
        |key: &'static str, label: &'static str, values: &[&'static str], now: &'static str, said: fn(&str) -> &str| {
            html! {
                <label>
                    <span>{ label }</span>
                    <select onchange={chosen(key)}>
                        { for values.iter().map(|value| html! {
                            <option value={*value} selected={now == *value}>{ said(value).to_owned() }</option>
                        }) }
                    </select>
                </label>
            }
        };
    html! {
        <li key={entry.category.as_str().to_owned()} class={codebook.look(&entry.category)}>
            <fieldset>
                <legend><i aria-hidden="true"></i>{ &shown }</legend>
                <label>
                    <span>{ messages::category_label() }</span>
                    <input
                        id={place("name", at)}
                        type="text"
                        dir="auto"
                        autocomplete="off"
                        placeholder={if *is_new { String::new() } else { messages::category(&Codebook::default(), &entry.category) }}
                        value={entry.text("label").to_owned()}
                        oninput={typed("label")}
                    />
                </label>
                { select("colour", messages::colour(), &COLOURS, entry.colour(), messages::colour_name) }
                { select("pattern", messages::pattern(), &PATTERNS, entry.pattern(), messages::pattern_name) }
                <label class="key">
                    <span>{ messages::category_key() }</span>
                    <input
                        type="text"
                        autocomplete="off"
                        maxlength="1"
                        placeholder={Some(keymap.key_of(&codebook, &entry.category)).filter(|it| is_standard && !it.is_empty()).map(|it| messages::key(&it))}
                        value={entry.key().to_owned()}
                        oninput={typed("key")}
                    />
                </label>
                <label class="long">
                    <span>{ messages::definition() }</span>
                    <textarea rows="2" dir="auto" placeholder={Some(meaning(&entry.category)).filter(|it| !it.is_empty())} value={entry.text("definition").to_owned()} oninput={written("definition")} />
                </label>
                <label class="long">
                    <span>{ messages::example() }</span>
                    <textarea rows="1" dir="auto" value={entry.text("example").to_owned()} oninput={written("example")} />
                </label>
                <div class="row">
                    <label class="flag">
                        <input type="checkbox" checked={entry.is_retired()} onchange={retire} />
                        <span>{ messages::no_longer_offered() }</span>
                    </label>
                    if used > 0 {
                        <small>{ messages::annotations(used) }</small>
                    }
                    <button type="button" class="link" id={place("up", at)} aria-disabled={(at == 0).then_some("true")} aria-label={messages::up_with(&shown)} onclick={go("up", at.checked_sub(1).or(Some(0)))}>{ messages::up() }</button>
                    <button type="button" class="link" id={place("down", at)} aria-disabled={(at == last).then_some("true")} aria-label={messages::down_with(&shown)} onclick={go("down", Some(last.min(at + 1)))}>{ messages::down() }</button>
                    if !is_standard && used == 0 {
                        <button type="button" class="link" aria-label={messages::remove_with(&shown)} onclick={go("name", None)}>{ messages::evidence_remove() }</button>
                    }
                </div>
            </fieldset>
        </li>
    }
}

/// The id of a control of a row.
fn place(what: &str, at: usize) -> String {
    format!("category-{what}-{at}")
}

/// A name that no other row has, until the category gets its own.
fn new_name(all: &[Row]) -> String {
    let taken = |name: &String| all.iter().any(|row| row.entry.category.as_str() == name);
    (0..=all.len()).map(|at| format!("new {at}")).find(|name| !taken(name)).unwrap_or_default()
}

fn has_key(all: &[Row], key: &str) -> bool {
    let standard = |entry: &Entry| Category::ALL.iter().position(|it| *it == entry.category).map(|at| at + 1);
    let mut entries = all.iter().map(|row| &row.entry);
    entries.any(|entry| entry.key() == key || standard(entry).is_some_and(|at| at.to_string() == key))
}

/// Why it cannot be saved, if it cannot.
fn problem(rows: &[Row], keymap: &Keymap) -> Option<String> {
    if rows.iter().any(|row| row.is_new && row.entry.text("label").trim().is_empty()) {
        return Some(messages::category_without_name().to_owned());
    }
    let called = codebook_of(rows);
    let all: Vec<&Entry> = rows.iter().map(|row| &row.entry).collect();
    if all.iter().all(|entry| entry.is_retired()) {
        return Some(messages::none_offered().to_owned());
    }
    let blank = |entry: &&Entry| !entry.text("label").is_empty() && entry.text("label").trim().is_empty();
    if all.iter().any(blank) {
        return Some(messages::category_without_name().to_owned());
    }
    let names: Vec<String> = all.iter().map(|entry| messages::category(&called, &entry.category)).collect();
    if let Some(name) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)).map(|(_, name)| name) {
        return Some(messages::name_is_taken(name));
    }
    let offered = || all.iter().filter(|entry| !entry.is_retired() && !entry.key().is_empty());
    for (at, entry) in offered().enumerate() {
        let Some(key) = own_key(entry.key()) else { return Some(messages::no_such_key().to_owned()) };
        let own = keymap.first(entry.category.as_str()) == key;
        if offered().take(at).any(|other| own_key(other.key()).as_ref() == Some(&key))
            || keymap.command(&key).is_some() && !own
        {
            return Some(messages::key_is_taken(&messages::key(&key)));
        }
    }
    None
}

/// The same with names for the new ones: what people call them, so that other tools show it too.
fn named(rows: &[Row]) -> Codebook {
    let mut all: Vec<Entry> = Vec::new();
    let old: Vec<&Entry> = rows.iter().filter(|row| !row.is_new).map(|row| &row.entry).collect();
    for Row { entry, is_new } in rows {
        let label = entry.text("label").trim().to_owned();
        let mut entry = entry.clone().with("label", &label);
        if *is_new {
            let taken = |name: &str| old.iter().copied().chain(&all).any(|known| known.category.as_str() == name);
            let mut name = label.clone();
            let mut number = 2;
            while taken(&name) {
                name = format!("{label} {number}");
                number += 1;
            }
            entry.category = Category::from_name(&name);
            if name == label {
                // It is what the name says.
                entry = entry.with("label", "");
            }
        }
        all.push(entry);
    }
    Codebook::new(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, label: &str, key: &str) -> Entry {
        Entry::new(Category::from_name(name)).with("label", label).with("key", key)
    }

    #[test]
    fn new_categories_are_named_as_people_call_them_and_none_twice() {
        let new = |at: usize, label: &str| Row { entry: entry(&format!("new {at}"), label, ""), is_new: true };
        let old = |name: &str| Row { entry: entry(name, "", ""), is_new: false };
        let named_of = |rows: &[Row]| -> Vec<String> {
            named(rows).entries().iter().map(|it| it.category.as_str().to_owned()).collect()
        };
        // Whatever a category is called that was there before.
        assert_eq!(named_of(&[old("\u{0}new 0"), new(1, "Source")]), ["\u{0}new 0", "Source"]);
        assert_eq!(named_of(&[new(0, "new 1"), new(1, "new 0")]), ["new 1", "new 0"]);
        let named = named(&[old("claim"), new(0, "Source "), new(1, "claim"), new(2, "Source")]);
        let names: Vec<String> = named.entries().iter().map(|it| it.category.as_str().to_owned()).collect();
        assert_eq!(names, ["claim", "Source", "claim 2", "Source 2"]);
        assert_eq!(messages::category(&named, &Category::from_name("claim 2")), "claim");
    }

    #[test]
    fn what_cannot_be_saved_is_said() {
        let keymap = Keymap::default();
        let check = |entries: &[Entry], wrong: bool| {
            let rows: Vec<Row> =
                entries.iter().map(|it| Row { entry: it.clone(), is_new: it.category.as_str() == "new" }).collect();
            assert_eq!(problem(&rows, &keymap).is_some(), wrong, "{entries:?}");
        };
        check(&[entry("claim", "", "")], false);
        check(&[entry("claim", "", "1")], false);
        check(&[entry("new", " ", "")], true);
        check(&[entry("\u{0}new 0", "", "")], false);
        check(&[entry("x", "", "4"), entry("y", "", "4")], true);
        check(&[entry("x", "", "n")], true);
        check(&[entry("x", "", "").retired(true)], true);
        check(&[entry("x", "", "4"), entry("y", "", "4").retired(true)], false);
    }
}
