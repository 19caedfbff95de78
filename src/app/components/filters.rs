//! What is shown of the annotations: words, categories, tags and what is still to do, with how many each would show.

use crate::browser::address::folded;
use crate::browser::clock;
use crate::desk::{Ask, Shown, Wish};
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::Category;
use glossator_core::codebook::Codebook;
use glossator_core::filter::{Filter, Group, Standing, toggle};
use glossator_core::highlight::Anchored;
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Tags that are listed, the most frequent ones: of a thousand nobody finds one in a list.
const TAGS: usize = 24;

/// What a switch does to the filter, on or off.
type Change = Rc<dyn Fn(&mut Filter, bool)>;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct FiltersProps {
    /// What is asked for.
    pub filter: Filter,
    /// Which categories there are.
    pub codebook: Codebook,
    /// All annotations that could be shown.
    pub all: Shared<Vec<Rc<Anchored>>>,
    /// How it asks for something.
    pub ask: Ask,
}

/// The panel.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            if let Some(field) = node.cast::<HtmlElement>() {
                let _ = field.focus();
            }
        }
    });
    let filter = &props.filter;
    let count = |group: Group, chosen: &dyn Fn(&Anchored) -> bool| {
        props.all.iter().filter(|it| filter.shows_but(Some(group), it, &folded) && chosen(it)).count()
    };
    let change = |change: Change| {
        let (ask, filter) = (props.ask.clone(), filter.clone());
        Callback::from(move |event: Event| {
            let mut next = filter.clone();
            change(&mut next, event.target_unchecked_into::<HtmlInputElement>().checked());
            ask.emit(Wish::Filter(next));
        })
    };
    let option = |key: String, content: Html, checked: bool, count: usize, onchange: Callback<Event>| {
        html! {
            <label {key} class={(count == 0 && !checked).then_some("none")}>
                <input type="checkbox" {checked} {onchange} />
                <span>{ content }</span>
                <small>{ clock::number(count) }</small>
            </label>
        }
    };
    let codebook = &props.codebook;
    let mut categories: Vec<Category> = codebook.offered();
    let mut tags: Vec<(String, usize)> = Vec::new();
    for it in props.all.iter() {
        if !categories.contains(&it.annotation.category) {
            categories.push(it.annotation.category.clone());
        }
        for tag in &it.annotation.tags {
            match tags.iter_mut().find(|(known, _)| known == tag) {
                Some((_, times)) => *times += 1,
                None => tags.push((tag.clone(), 1)),
            }
        }
    }
    tags.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    // What is asked for stays in sight.
    let listed = |at: usize, tag: &String| at < TAGS || filter.tags.contains(tag);
    let by_category = categories.iter().map(|category| {
        let name = category.as_str().to_owned();
        let content =
            html! { <b class={codebook.look(category)}><i aria-hidden="true"></i>{ messages::category(codebook, category) }</b> };
        let checked = filter.categories.contains(&name);
        let count = count(Group::Categories, &|it| it.annotation.category == *category);
        let key = format!("category {name}");
        option(
            key,
            content,
            checked,
            count,
            change(Rc::new(move |it, on| toggle(&mut it.categories, name.clone(), on))),
        )
    });
    let is_decision = |it: &Standing| matches!(it, Standing::Accepted | Standing::Rejected);
    // Nobody needs to know of decisions where there are none.
    let is_listed = |standing: &&Standing| {
        !is_decision(standing) || filter.standings.contains(standing) || props.all.iter().any(|it| standing.holds(it))
    };
    let (decisions, to_do): (Vec<Standing>, Vec<Standing>) =
        Standing::ALL.iter().filter(is_listed).partition(|it| is_decision(it));
    let by_standing = |standing: &Standing| {
        let standing = *standing;
        let content = html! { messages::standing(standing) };
        let checked = filter.standings.contains(&standing);
        let count = count(Group::Standings, &|it| standing.holds(it));
        let key = standing.as_str().to_owned();
        option(key, content, checked, count, change(Rc::new(move |it, on| toggle(&mut it.standings, standing, on))))
    };
    let by_tag = tags.iter().enumerate().filter(|(at, (tag, _))| listed(*at, tag)).map(|(_, (tag, _))| {
        let checked = filter.tags.contains(tag);
        let count = count(Group::Tags, &|it| it.annotation.tags.contains(tag));
        let (key, content) = (format!("tag {tag}"), html! { <bdi>{ tag }</bdi> });
        let tag = tag.clone();
        option(key, content, checked, count, change(Rc::new(move |it, on| toggle(&mut it.tags, tag.clone(), on))))
    });
    let on_text = {
        let (ask, filter) = (props.ask.clone(), filter.clone());
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            ask.emit(Wish::Filter(Filter { text: folded(typed.trim_start()), ..filter.clone() }));
        })
    };
    let on_key = {
        let ask = props.ask.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                ask.emit(Wish::ToggleFilters);
            }
        })
    };
    html! {
        <section class="filters" aria-label={messages::filter()} onkeydown={on_key}>
            <label class="find">
                <span>{ messages::find() }</span>
                <input
                    ref={node}
                    type="search"
                    dir="auto"
                    placeholder={messages::find_hint()}
                    autocomplete="off"
                    value={filter.text.clone()}
                    oninput={on_text}
                />
            </label>
            <fieldset><legend>{ messages::category_name() }</legend>{ for by_category }</fieldset>
            <fieldset><legend>{ messages::still_to_do() }</legend>{ for to_do.iter().map(by_standing) }</fieldset>
            if !decisions.is_empty() {
                <fieldset><legend>{ messages::says_decision() }</legend>{ for decisions.iter().map(by_standing) }</fieldset>
            }
            if !tags.is_empty() {
                <fieldset><legend>{ messages::tag() }</legend>{ for by_tag }</fieldset>
            }
            if tags.len() > TAGS {
                <p class="hint">{ messages::most_frequent(TAGS, tags.len()) }</p>
            }
            <p>
                <button type="button" class="link" onclick={props.ask.reform(|_: MouseEvent| Wish::Show(Shown::Summary))}>
                    { messages::summary_of_shown() }
                </button>
            </p>
        </section>
    }
}
