//! The cards, level with their text; on a narrow screen a sheet at the bottom.

use super::attributes::Around;
use super::card::Card;
use super::icon::{Icon, icon};
use super::sight::Sight;
use crate::browser::worker::Proposal;
use crate::desk::{Anchors, Ask, NameOf, Names, Open, Wish};
use crate::hooks::card_layout::use_card_layout;
use crate::messages;
use crate::shared::Shared;
use glossator_core::annotation::{Iri, Person};
use glossator_core::article::Article;
use glossator_core::codebook::Codebook;
use glossator_core::state::Action;
use std::ops::Range;
use yew::prelude::*;

/// Of more annotations than that, only the cards near what is in sight are drawn: each is a dozen elements.
const MANY: usize = 256;

/// Blocks whose cards are there before it is known which are in sight: about a window.
const FIRST: usize = 8;

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
    let shown = (props.anchors.clone(), props.focused.clone(), props.open.clone(), props.proposals.clone());
    let all = &props.anchors.anchored;
    // Until it is known which these are.
    let in_sight = use_state_eq(|| 0..FIRST);
    let near = (all.len() > MANY).then(|| (*in_sight).clone());
    use_card_layout(&props.reader_node, &node, &props.article, shown, near.clone());
    let on_sight = use_callback(in_sight.setter(), |blocks, in_sight| in_sight.set(blocks));
    let at = props.focused.as_ref().and_then(|id| all.iter().position(|it| it.annotation.id == *id));
    let step = |forth: bool| props.ask.reform(move |_: MouseEvent| Wish::Step(forth));
    let close = props.ask.reform(|_: MouseEvent| Wish::Do(Action::Focus(None)));
    let called = NameOf::new(&props.names);
    let shown = match &near {
        Some(blocks) => near_cards(props, blocks, at),
        None => (0..all.len()).collect(),
    };
    let first = shown.first().copied();
    let cards = shown.into_iter().map(|index| {
        let anchored = &all[index];
        let id = &anchored.annotation.id;
        let lit = at == Some(index);
        let is_open = props.open.as_ref().is_some_and(|(open, _)| open == id);
        html! {
            <Card
                key={id.as_str()}
                anchored={Shared(anchored.clone())}
                {lit}
                tab_stop={lit || (at.is_none() && first == Some(index))}
                place={near.is_some().then_some((index + 1, all.len()))}
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
            if near.is_some() {
                <Sight reader_node={props.reader_node.clone()} article={props.article.clone()} {on_sight} />
            }
        </aside>
    }
}

/// The numbers of the cards to draw: those of the annotations that begin in these blocks and, wherever they are, of the one
/// in focus and the one that something is open in.
fn near_cards(props: &MarginProps, blocks: &Range<usize>, focused: Option<usize>) -> Vec<usize> {
    let all = &props.anchors.anchored;
    let begins = |block: usize| props.article.blocks.get(block).map(|block| block.range.start);
    // They are in reading order, those that are not found last: these stand at the end.
    let before = |byte: usize| all.partition_point(|it| it.extent().is_some_and(|extent| extent.start < byte));
    let from = begins(blocks.start).map_or_else(|| before(usize::MAX), before);
    let to = begins(blocks.end).map_or(all.len(), before);
    let open = props.open.as_ref().and_then(|(id, _)| all.iter().position(|it| it.annotation.id == *id));
    let mut cards: Vec<usize> = (from..to).collect();
    for other in [focused, open].into_iter().flatten() {
        match cards.binary_search(&other) {
            Ok(_) => {}
            Err(at) => cards.insert(at, other),
        }
    }
    cards
}

/// The words that are proposed for an annotation.
fn proposed(props: &MarginProps, id: &Iri) -> Option<String> {
    let words = |proposal: &Proposal| props.article.text.as_str().get(proposal.range.bytes()).map(str::to_owned);
    let words: Option<Vec<String>> = props.proposals.iter().filter(|it| it.id == *id).map(words).collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join(" … "))
}
