//! What is said of an annotation besides its note: as it is shown in a card, and the form in which it is written.

use crate::desk::suggestion;
use crate::hooks::draft::Draft;
use crate::messages;
use crate::shared::Shared;
use glossator_core::Properties;
use glossator_core::annotation::Annotation;
use glossator_core::article::Article;
use glossator_core::attribute::{
    Attribute, Evidence, Kind, STANCES, attributes_of, evidence, is_unsaid, with_evidence, with_words, words,
};
use glossator_core::highlight::Anchored;
use serde_json::Value;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the form needs of the page around the card.
#[derive(Clone, PartialEq)]
pub struct Around {
    /// The article: whose words suggest who speaks.
    pub article: Shared<Article>,
    /// All annotations: what was entered in them completes what is typed.
    pub all: Shared<Vec<std::rc::Rc<Anchored>>>,
}

/// What the form shows.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// The annotation as it is stored.
    pub anchored: Shared<Anchored>,
    /// What is typed.
    pub draft: Draft,
    /// The page around.
    pub around: Around,
}

/// Names are entered under several attributes, and each completes the others.
const NAMES: [&str; 3] = ["source", "claimant", "holder"];

/// What is said, as the card shows it: what is asked for in its order, then what other tools wrote.
pub fn said(annotation: &Annotation) -> Html {
    let attributes = &annotation.attributes;
    if attributes.is_empty() {
        return Html::default();
    }
    let known = attributes_of(&annotation.category);
    let row = |key: &str, content: Html| {
        html! { <div><dt><bdi>{ messages::attribute(key).to_owned() }</bdi></dt><dd dir="auto">{ content }</dd></div> }
    };
    let asked = known.iter().filter(|it| !is_unsaid(annotation, it.key)).filter_map(|attribute| {
        let key = attribute.key;
        match attribute.kind {
            Kind::Evidence => Some(row(key, links(attributes))),
            Kind::Flag => (attributes.get(key) == Some(&Value::Bool(true))).then(|| row(key, html! { "✓" })),
            _ => Some(words(attributes, key))
                .filter(|words| !words.is_empty())
                .map(|words| row(key, html! { messages::value(key, words).to_owned() })),
        }
    });
    let others = attributes.iter().filter(|(key, _)| known.iter().all(|it| it.key != key.as_str()));
    let others = others.filter_map(|(key, value)| {
        let content = match (key.as_str(), value) {
            ("evidence", _) => links(attributes),
            (_, Value::Bool(true)) => html! { "✓" },
            (_, Value::Null | Value::Bool(false)) => return None,
            _ => match words(attributes, key) {
                "" => html! { messages::shortened(&value.to_string(), 80) },
                words => html! { messages::value(key, words).to_owned() },
            },
        };
        Some(row(key, content))
    });
    let rows: Vec<Html> = asked.chain(others).collect();
    if rows.is_empty() {
        Html::default()
    } else {
        html! { <dl class="attributes">{ rows }</dl> }
    }
}

fn links(attributes: &Properties) -> Html {
    let link = |it: Evidence| {
        let name = if it.title.is_empty() { it.address.clone() } else { it.title.clone() };
        let name = match it.href() {
            Some(href) => html! {
                <a href={href.to_owned()} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">{ name }</a>
            },
            None => html! { name },
        };
        let stance = messages::value("stance", &it.stance).to_owned();
        html! { <li>{ name }if !stance.is_empty() { <small>{ format!(" · {stance}") }</small> }</li> }
    };
    html! { <ul>{ for evidence(attributes).into_iter().map(link) }</ul> }
}

/// The form.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let annotation = &props.anchored.annotation;
    // Chosen values are stored at once, which draws the card anew; typed ones after a rest.
    let attributes = props.draft.attributes();
    let fields = attributes_of(&annotation.category).iter().map(|it| field(props, it, &attributes));
    html! {
        <div class="attributes-form">
            { suggested(props) }
            { for fields }
        </div>
    }
}

/// What the words around suggest, to be taken with one press.
fn suggested(props: &FormProps) -> Html {
    let words = props.anchored.anchors.iter().find_map(|anchor| anchor.range());
    let found = words.map(|words| suggestion(&props.around.article, &props.anchored.annotation, words));
    // A verb alone is no suggestion worth a line.
    let Some(found) = found.filter(|found| found.iter().any(|(key, _)| NAMES.contains(key))) else {
        return Html::default();
    };
    let part =
        |(_, value): &(&str, Value)| value.get("text").or(Some(value)).and_then(Value::as_str).map(str::to_owned);
    let names: Vec<String> = found.iter().filter(|(key, _)| *key != "directness").filter_map(part).collect();
    let draft = props.draft.clone();
    let take = Callback::from(move |_: MouseEvent| {
        for (at, (key, value)) in found.iter().enumerate() {
            draft.attribute(key, Some(value.clone()), at + 1 == found.len());
        }
    });
    html! {
        <p class="suggested">
            <span dir="auto">{ names.join(", ") }</span>
            <button type="button" class="link" onclick={take}>{ messages::take_over() }</button>
        </p>
    }
}

fn field(props: &FormProps, attribute: &Attribute, attributes: &Properties) -> Html {
    let key = attribute.key;
    let label = messages::attribute(key).to_owned();
    let draft = props.draft.clone();
    match attribute.kind {
        Kind::Text => {
            let list = format!("{}-{key}", props.anchored.annotation.id);
            let before = entered_before(props, key);
            let oninput = Callback::from(move |event: InputEvent| {
                let typed = event.target_unchecked_into::<HtmlInputElement>().value();
                let value = with_words(&draft.attributes(), key, &typed);
                draft.attribute(key, value, false);
            });
            html! {
                <label>
                    <span>{ label }</span>
                    <input type="text" dir="auto" autocomplete="off" list={list.clone()} value={words(attributes, key).to_owned()} {oninput} />
                    <datalist id={list}>{ for before.into_iter().map(|value| html! { <option {value} /> }) }</datalist>
                </label>
            }
        }
        Kind::Choice(values) => {
            let current = words(attributes, key).to_owned();
            let onchange = Callback::from(move |event: Event| {
                let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
                let value = with_words(&draft.attributes(), key, &chosen);
                draft.attribute(key, value, true);
            });
            // What another tool wrote there can be kept.
            let foreign = Some(current.as_str()).filter(|it| !it.is_empty() && !values.contains(it));
            let options = values.iter().copied().chain(foreign).map(|value| {
                html! {
                    <option value={value.to_owned()} selected={current == value}>
                        { messages::value(key, value).to_owned() }
                    </option>
                }
            });
            html! {
                <label>
                    <span>{ label }</span>
                    <select {onchange}><option value="" selected={current.is_empty()}>{ "–" }</option>{ for options }</select>
                </label>
            }
        }
        Kind::Flag => {
            let onchange = Callback::from(move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                draft.attribute(key, on.then_some(Value::Bool(true)), true);
            });
            let checked = attributes.get(key) == Some(&Value::Bool(true));
            html! { <label class="flag"><input type="checkbox" {checked} {onchange} /><span>{ label }</span></label> }
        }
        Kind::Evidence => html! { <EvidenceFields draft={props.draft.clone()} stored={evidence(attributes)} /> },
    }
}

/// What was entered under that name in this article, each once, in the order of the article.
fn entered_before(props: &FormProps, key: &str) -> Vec<String> {
    let keys = if NAMES.contains(&key) { &NAMES[..] } else { &[key][..] };
    let mut found: Vec<String> = Vec::new();
    let id = &props.anchored.annotation.id;
    for anchored in props.around.all.iter().filter(|it| it.annotation.id != *id) {
        for key in keys {
            let words = words(&anchored.annotation.attributes, key);
            if !words.is_empty() && !found.iter().any(|known| known == words) {
                found.push(words.to_owned());
            }
        }
    }
    found
}

#[derive(Properties, PartialEq)]
struct EvidenceProps {
    draft: Draft,
    stored: Vec<Evidence>,
}

/// The links. A row in which nothing is typed is not stored, and stays as long as the form does.
#[component]
fn EvidenceFields(props: &EvidenceProps) -> Html {
    let rows = use_state(|| props.stored.clone());
    let last = use_node_ref();
    use_effect_with(props.stored.clone(), {
        let rows = rows.clone();
        move |stored| {
            let written = rows.iter().filter(|it| **it != Evidence::default());
            // By undo, or in another tab.
            if !written.eq(stored.iter()) {
                rows.set(stored.clone());
            }
        }
    });
    let change_rows = {
        let (draft, rows) = (props.draft.clone(), rows.clone());
        Callback::from(move |(at, changed, at_once): (usize, Option<Evidence>, bool)| {
            let mut all = (*rows).clone();
            match changed {
                Some(changed) => all[at] = changed,
                None => drop(all.remove(at)),
            }
            let value = with_evidence(&draft.attributes(), &all);
            rows.set(all);
            draft.attribute("evidence", value, at_once);
        })
    };
    let row = |(at, it): (usize, &Evidence)| {
        let change = |change: fn(&mut Evidence, String), at_once: bool| {
            let (change_rows, it) = (change_rows.clone(), it.clone());
            move |value: String| {
                let mut it = it.clone();
                change(&mut it, value);
                change_rows.emit((at, Some(it), at_once));
            }
        };
        let typed = |change: Box<dyn Fn(String)>| {
            Callback::from(move |event: InputEvent| change(event.target_unchecked_into::<HtmlInputElement>().value()))
        };
        let stance = change(|it, value| it.stance = value, true);
        let onstance =
            Callback::from(move |event: Event| stance(event.target_unchecked_into::<HtmlSelectElement>().value()));
        let remove = change_rows.reform(move |_: MouseEvent| (at, None, true));
        let options = STANCES.iter().map(|value| {
            html! {
                <option value={*value} selected={it.stance == *value}>{ messages::value("stance", value).to_owned() }</option>
            }
        });
        html! {
            <div class="evidence-row" role="group" aria-label={messages::evidence_at(at + 1)} key={at}>
                <input
                    ref={if at + 1 == rows.len() { last.clone() } else { NodeRef::default() }}
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    aria-label={messages::evidence_address()}
                    placeholder={messages::evidence_address_hint()}
                    value={it.address.clone()}
                    oninput={typed(Box::new(change(|it, value| it.address = value, false)))}
                />
                <input
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    aria-label={messages::evidence_title()}
                    placeholder={messages::evidence_title_short()}
                    value={it.title.clone()}
                    oninput={typed(Box::new(change(|it, value| it.title = value, false)))}
                />
                <select aria-label={messages::evidence_stance()} onchange={onstance}>
                    <option value="" selected={it.stance.is_empty()}>{ "–" }</option>
                    { for options }
                </select>
                <button type="button" class="link" onclick={remove}>{ messages::evidence_remove() }</button>
                if !it.address.trim().is_empty() && it.href().is_none() {
                    <small>{ messages::not_of_the_web() }</small>
                }
            </div>
        }
    };
    let add = {
        let (rows, last) = (rows.clone(), last.clone());
        Callback::from(move |_: MouseEvent| {
            let mut all = (*rows).clone();
            all.push(Evidence::default());
            rows.set(all);
            // Once the row is drawn.
            let last = last.clone();
            gloo::timers::callback::Timeout::new(0, move || {
                if let Some(input) = last.cast::<HtmlInputElement>() {
                    let _ = input.focus();
                }
            })
            .forget();
        })
    };
    html! {
        <fieldset class="evidence">
            <legend>{ messages::attribute("evidence").to_owned() }</legend>
            { for rows.iter().enumerate().map(row) }
            <button type="button" class="link" onclick={add}>{ messages::evidence_add() }</button>
        </fieldset>
    }
}
