//! The cards, level with their text; on a narrow screen a sheet at the bottom.

use super::attributes::Around;
use super::card::Card;
use super::icon::{Icon, icon};
use crate::browser::worker::Proposal;
use crate::desk::{Anchors, Ask, NameOf, Names, Open, Wish};
use crate::hooks::card_layout::use_card_layout;
use crate::later::Later;
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::{Iri, Person};
use glossator_core::article::Article;
use glossator_core::codebook::Codebook;
use glossator_core::state::Action;
use yew::prelude::*;

/// What the margin shows.
#[derive(Properties, PartialEq)]
pub struct MarginProps {
    /// The article's element, to be level with.
    pub reader_node: NodeRef,
    /// The annotations and where they are.
    pub anchors: Anchors,
    /// Whether nothing is marked at all, rather than nothing shown.
    pub nothing_marked: bool,
    /// The annotation in focus.
    pub focused: Option<Iri>,
    /// What is open in which card.
    pub open: Option<(Iri, Open)>,
    /// Where words may stand that have changed.
    pub proposals: Vec<Proposal>,
    /// The article.
    pub article: Shared<Article>,
    /// What shows attributes, once it is there.
    pub later: Option<&'static Later>,
    /// Which categories there are.
    pub codebook: Codebook,
    /// What authors are called.
    pub names: Names,
    /// The person at this device.
    pub me: Person,
    /// How it asks for something.
    pub ask: Ask,
}

/// The margin.
#[component]
pub fn Margin(props: &MarginProps) -> Html {
    let node = use_node_ref();
    // What makes a card higher or lower.
    let shown = (
        props.anchors.clone(),
        props.focused.clone(),
        props.open.clone(),
        props.proposals.clone(),
        props.later.is_some(),
    );
    use_card_layout(&props.reader_node, &node, shown);
    let all = &props.anchors.anchored;
    let at = props.focused.as_ref().and_then(|id| all.iter().position(|it| it.annotation.id == *id));
    let step = |forth: bool| props.ask.reform(move |_: MouseEvent| Wish::Step(forth));
    let close = props.ask.reform(|_: MouseEvent| Wish::Do(Action::Focus(None)));
    let called = NameOf::new(&props.names);
    let cards = all.iter().enumerate().map(|(index, anchored)| {
        let id = &anchored.annotation.id;
        let lit = at == Some(index);
        let is_open = props.open.as_ref().is_some_and(|(open, _)| open == id);
        html! {
            <Card
                key={id.as_str()}
                anchored={Shared(anchored.clone())}
                {lit}
                tab_stop={lit || (at.is_none() && index == 0)}
                later={props.later}
                codebook={props.codebook.clone()}
                around={is_open.then(|| Around { article: props.article.clone(), all: all.clone() })}
                open={props.open.as_ref().filter(|(open, _)| open == id).map(|(_, open)| *open)}
                proposed={proposed(props, id)}
                by={called.of(&anchored.annotation)}
                ask={props.ask.clone()}
            />
        }
    });
    html! {
        <aside
            ref={node}
            class={classes!("margin", all.is_empty().then_some("none"))}
            aria-label={messages::annotations_name()}
        >
            // Only the sheet of a narrow screen shows these: where one is among them, and the way to the others.
            <div class="sheet-bar">
                <span class="count">
                    { match at {
                        Some(at) => messages::of(at + 1, all.len()),
                        None => messages::annotations(all.len()),
                    } }
                </span>
                <button type="button" disabled={all.is_empty() || at == Some(0)} onclick={step(false)}>{ messages::previous() }</button>
                <button type="button" disabled={all.is_empty() || at.map(|at| at + 1) == Some(all.len())} onclick={step(true)}>
                    { messages::next() }
                </button>
                <button type="button" class="close" aria-label={messages::close_annotation()} hidden={at.is_none()} onclick={close}>
                    { icon(Icon::Close) }
                </button>
            </div>
            if props.nothing_marked {
                <p class="empty">{ messages::nothing_marked() }</p>
            }
            <ul class="cards" role="list">{ for cards }</ul>
        </aside>
    }
}

/// The words that are proposed for an annotation.
fn proposed(props: &MarginProps, id: &Iri) -> Option<String> {
    let words = |proposal: &Proposal| props.article.text.as_str().get(proposal.range.bytes()).map(str::to_owned);
    let words: Option<Vec<String>> = props.proposals.iter().filter(|it| it.id == *id).map(words).collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join(" … "))
}
