//! An annotation's card in the margin: what it marks, what it is, what a person thinks of it.

use super::attributes::Around;
use super::block::card_id;
use super::card_more::{choice, compared, said};
use super::editor::Editor;
use crate::browser::clock;
use crate::desk::{Ask, Open, Wish, is_lost};
use crate::messages;
use crate::shared::Shared;
use glossator_core::anchor::Anchor;
use glossator_core::annotation::Iri;
use glossator_core::codebook::Codebook;
use glossator_core::highlight::Anchored;
use glossator_core::state::Action;
use yew::prelude::*;

/// What a card shows.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The annotation and where it was found.
    pub anchored: Shared<Anchored>,
    /// Whether it is in focus.
    pub lit: bool,
    /// Whether it is the one that Tab reaches.
    pub tab_stop: bool,
    /// Which one it is, counted from 1, and of how many, where not all are in the page.
    #[prop_or_default]
    pub place: Option<(usize, usize)>,
    /// What is open in it.
    pub open: Option<Open>,
    /// The words that are proposed for it, where its own are not found.
    pub proposed: Option<String>,
    /// The page around, where the note is open.
    pub around: Option<Around>,
    /// Which categories there are.
    pub codebook: Codebook,
    /// What its author is called.
    pub by: String,
    /// How it asks for something.
    pub ask: Ask,
}

/// A card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let annotation = &props.anchored.annotation;
    let id = annotation.id.clone();
    // Of all cards in sight it takes as long as the rest of them.
    let made = use_memo(annotation.created, |created| clock::short(*created));
    let wish = |wish: fn(Iri) -> Wish| {
        let id = id.clone();
        props.ask.reform(move |_: MouseEvent| wish(id.clone()))
    };
    let light = {
        let (ask, id, lit) = (props.ask.clone(), id.clone(), props.lit);
        Callback::from(move |()| {
            if !lit {
                ask.emit(Wish::Do(Action::Focus(Some(id.clone()))));
            }
        })
    };
    // A card that is lit is laid out anew. While the pointer is down on one of its buttons, the button must not move away
    // under it: then the click lights the card.
    let pressed = use_mut_ref(|| false);
    let press = |down: bool| {
        let pressed = pressed.clone();
        Callback::from(move |_: PointerEvent| *pressed.borrow_mut() = down)
    };
    let (on_press, on_leave) = (press(true), press(false));
    let on_focus = {
        let (light, pressed) = (light.clone(), pressed.clone());
        Callback::from(move |_: FocusEvent| {
            if !pressed.take() {
                light.emit(());
            }
        })
    };
    let on_click = {
        let (light, pressed) = (light.clone(), pressed.clone());
        Callback::from(move |_: MouseEvent| {
            // A press without a change of focus would else hide the next one by a key.
            pressed.replace(false);
            light.emit(());
        })
    };
    let (writing, choosing) = (matches!(props.open, Some(Open::Note { .. })), props.open == Some(Open::Categories));
    let told = match props.open {
        Some(Open::More { done }) => Some(done),
        _ => None,
    };
    let lost = props.anchored.extent().is_none();
    let to_decide = is_lost(&props.anchored);
    let proposed = props.proposed.as_ref().filter(|_| to_decide);
    // One tab stop for the whole list: from the card in focus Tab goes on into it, and past the others.
    let in_reach = if props.lit { "0" } else { "-1" };
    let editor = |visit: u32| {
        let (anchored, ask) = (props.anchored.clone(), props.ask.clone());
        let around = props.around.clone()?;
        Some(html! { <Editor {anchored} {visit} {around} {ask} /> })
    };
    html! {
        <li
            class={classes!("card", props.codebook.look(&annotation.category), props.lit.then_some("lit"), lost.then_some("lost"))}
            data-card={id.to_string()}
            aria-posinset={props.place.map(|(at, _)| at.to_string())}
            aria-setsize={props.place.map(|(_, all)| all.to_string())}
        >
            <div
                id={card_id(&id)}
                role="comment"
                aria-label={messages::card_name(&props.codebook, annotation)}
                tabindex={if props.tab_stop { "0" } else { "-1" }}
                onpointerdown={on_press}
                onpointerleave={on_leave}
                onfocusin={on_focus}
                onclick={on_click}
            >
                <header>
                    <b><bdi>{ messages::category(&props.codebook, &annotation.category) }</bdi></b>
                    <span class="by">
                        // Set apart: a name may hold characters that turn the direction of what follows.
                        <bdi>{ &props.by }</bdi>{ " · " }{ &*made }
                    </span>
                </header>
                <p class="words" dir="auto">{ messages::shortened(&annotation.quote(), 120) }</p>
                if annotation.copy_of.is_some() {
                    <p class="version">{ messages::another_version(&clock::short(annotation.modified)) }</p>
                }
                if let Some(trouble) = trouble(&props.anchored) {
                    <p class="trouble">{ trouble }</p>
                }
                if let Some(words) = proposed {
                    { compared(&annotation.quote(), words) }
                }
                if let Some(Open::Note { visit }) = props.open {
                    { editor(visit).unwrap_or_default() }
                } else {
                    if !annotation.note.is_empty() {
                        <p class="note" dir="auto">{ &annotation.note }</p>
                    }
                    { said(props) }
                    if !annotation.tags.is_empty() {
                        <ul class="tags" aria-label={messages::tags()}>
                            { for annotation.tags.iter().map(|tag| html! { <li>{ tag }</li> }) }
                        </ul>
                    }
                }
                <div class="actions">
                    if proposed.is_some() {
                        <button type="button" tabindex={in_reach} onclick={wish(Wish::Accept)}>{ messages::accept() }</button>
                    }
                    if to_decide {
                        <button
                            type="button"
                            tabindex={in_reach}
                            title={messages::select_first()}
                            onpointerdown={Callback::from(|event: PointerEvent| event.prevent_default())}
                            onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
                            onclick={wish(Wish::Place)}
                        >
                            { messages::place() }
                        </button>
                    }
                    <button
                        type="button"
                        tabindex={in_reach}
                        aria-expanded={writing.to_string()}
                        onclick={wish(if writing { Wish::CloseCard } else { Wish::Write })}
                    >
                        { messages::edit_note() }
                    </button>
                    <button
                        type="button"
                        tabindex={in_reach}
                        aria-expanded={choosing.to_string()}
                        onclick={wish(if choosing { Wish::CloseCard } else { Wish::Choose })}
                    >
                        { messages::change_category() }
                    </button>
                    <button type="button" tabindex={in_reach} onclick={wish(Wish::Delete)}>{ messages::delete() }</button>
                    <button
                        type="button"
                        tabindex={in_reach}
                        aria-label={messages::more()}
                        title={messages::more()}
                        aria-expanded={told.is_some().to_string()}
                        onclick={wish(if told.is_some() { Wish::CloseCard } else { Wish::More })}
                    >
                        { "⋯" }
                    </button>
                </div>
                { choice(props) }
            </div>
        </li>
    }
}

/// What a person should know of where the words were found.
fn trouble(anchored: &Anchored) -> Option<String> {
    let lost = anchored.anchors.iter().filter(|anchor| **anchor == Anchor::Lost).count();
    let changed = anchored.anchors.iter().any(|anchor| matches!(anchor, Anchor::Changed { .. }));
    match lost {
        0 if changed => Some(messages::words_changed().to_owned()),
        0 => None,
        _ if lost < anchored.anchors.len() => Some(messages::words_in_part().to_owned()),
        _ => {
            let quote = anchored.annotation.targets.first().map(|target| &target.quote)?;
            let context = format!("{}[{}]{}", quote.prefix, quote.exact, quote.suffix);
            Some(messages::words_not_found(&messages::shortened(&context, 200)))
        }
    }
}
