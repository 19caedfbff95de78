//! Puts the cards level with their text. Cards that would overlap push each other aside; the one in focus keeps its
//! place and the others give way.

use crate::browser::pixels;
use crate::browser::selection;
use crate::hooks::on_layout::OnLayout;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::article::Article;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Where annotations begin.
const MARKS: &str = "mark[aria-details]";

/// Pixels between two cards.
const GAP: f64 = 8.0;

/// A card to be placed, in pixels from the top of the margin.
#[derive(Clone, Copy)]
pub struct Wanted {
    /// Where its text is.
    pub top: f64,
    /// How high it is.
    pub height: f64,
}

/// The tops of `cards`, given in order: as near to their text as there is room. The card of index `keep` stands exactly
/// at its text; those before it end above it, further up than their text if need be.
pub fn place(cards: &[Wanted], keep: Option<usize>) -> Vec<f64> {
    let mut tops = Vec::with_capacity(cards.len());
    let mut floor = f64::NEG_INFINITY;
    for (index, card) in cards.iter().enumerate() {
        let top = if keep == Some(index) { card.top } else { card.top.max(floor) };
        tops.push(top);
        floor = top + card.height + GAP;
    }
    if let Some(keep) = keep.filter(|keep| *keep < cards.len()) {
        let mut ceiling = tops[keep];
        for index in (0..keep).rev() {
            let top = tops[index].min(ceiling - GAP - cards[index].height);
            if top == tops[index] {
                break;
            }
            tops[index] = top;
            ceiling = top;
        }
    }
    tops
}

/// The blocks whose marks have cards; all of them where it is `None`.
type Near = Option<Range<usize>>;

/// Places the cards in `margin` by the marks in `reader`, which shows `article`, whenever `deps` or `near` change and
/// whenever the page is laid out anew.
#[hook]
pub fn use_card_layout<D: PartialEq + 'static>(
    reader: &NodeRef,
    margin: &NodeRef,
    article: &Shared<Article>,
    deps: D,
    near: Near,
) {
    let places = Rc::new(Places { reader: reader.clone(), margin: margin.clone(), near: use_mut_ref(|| None) });
    places.near.replace(near.clone());
    // Another article has another element.
    use_effect_with(article.clone(), {
        let places = places.clone();
        move |_| {
            let reader = places.reader.cast::<Element>();
            let layout = OnLayout::new(reader.as_ref(), move || {
                lay_out(&places);
            });
            move || drop(layout)
        }
    });
    use_effect_with((deps, near), move |_| {
        lay_out(&places);
    });
}

/// Where cards are placed.
struct Places {
    reader: NodeRef,
    margin: NodeRef,
    near: Rc<RefCell<Near>>,
}

fn lay_out(places: &Places) -> Option<()> {
    let (reader, margin) = (places.reader.cast::<Element>()?, places.margin.cast::<HtmlElement>()?);
    // Read everything first, then write: one layout.
    let base = margin.get_bounding_client_rect().top();
    let mut lists = Vec::new();
    match &*places.near.borrow() {
        None => lists.extend(reader.query_selector_all(MARKS)),
        Some(near) => {
            let blocks = selection::blocks(&reader)?;
            let near = near.clone().filter_map(|at| blocks.item(at as u32));
            lists.extend(near.filter_map(|it| it.unchecked_ref::<Element>().query_selector_all(MARKS).ok()));
            // Its card is there wherever it is.
            lists.extend(reader.query_selector_all("mark.lit[aria-details]"));
        }
    }
    let (mut places, mut by_id) = (Vec::new(), HashMap::<Iri, usize>::new());
    for (marks, index) in lists.iter().flat_map(|marks| (0..marks.length()).map(move |index| (marks, index))) {
        let mark: Element = marks.item(index)?.unchecked_into();
        if let (Some(id), Some(rect)) = (mark.get_attribute("data-annotation"), mark.get_client_rects().item(0)) {
            by_id.insert(Iri::new(id), places.len());
            places.push(rect.top() - base);
        }
    }
    let cards = margin.query_selector_all("[data-card]").ok()?;
    let (mut elements, mut wanted, mut keep) = (Vec::new(), Vec::new(), None);
    let mut last = 0.0;
    for index in 0..cards.length() {
        let card: HtmlElement = cards.item(index)?.unchecked_into();
        let top = card
            .get_attribute("data-card")
            .and_then(|id| by_id.get(&Iri::new(id)).map(|&at| places[at]))
            .unwrap_or(last);
        last = top;
        if card.class_list().contains("lit") {
            keep = Some(elements.len());
        }
        wanted.push(Wanted { top, height: f64::from(card.offset_height()) });
        elements.push(card);
    }
    // Nothing stands above the first line of the margin: the page could not be scrolled to it.
    let tops = place(&wanted, keep);
    let shift = tops.first().map_or(0.0, |top| (-top).max(0.0));
    let mut bottom = 0.0_f64;
    for ((card, top), wanted) in elements.iter().zip(&tops).zip(&wanted) {
        let top = top + shift;
        bottom = bottom.max(top + wanted.height);
        // Not as a custom property: what a card holds would inherit it, and the browser would look at all of that anew.
        let _ = card.style().set_property("top", &pixels(top));
    }
    let _ = margin.style().set_property("min-height", &pixels(bottom));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cards: &[(f64, f64)], keep: Option<usize>, expected: &[f64]) {
        let cards: Vec<Wanted> = cards.iter().map(|&(top, height)| Wanted { top, height }).collect();
        let tops = place(&cards, keep);
        assert_eq!(tops, expected);
        for (pair, card) in tops.windows(2).zip(&cards) {
            assert!(pair[1] >= pair[0] + card.height + GAP, "cards overlap: {tops:?}");
        }
    }

    #[test]
    fn cards_stand_at_their_text_and_never_overlap() {
        check(&[], None, &[]);
        check(&[(0.0, 50.0), (200.0, 50.0)], None, &[0.0, 200.0]);
        check(&[(0.0, 50.0), (20.0, 50.0), (30.0, 50.0)], None, &[0.0, 58.0, 116.0]);
    }

    #[test]
    fn the_card_in_focus_keeps_its_place() {
        check(&[(0.0, 50.0), (20.0, 50.0), (30.0, 50.0)], Some(1), &[-38.0, 20.0, 78.0]);
        check(&[(0.0, 50.0), (20.0, 50.0), (30.0, 50.0)], Some(2), &[-86.0, -28.0, 30.0]);
        check(&[(0.0, 50.0), (300.0, 50.0)], Some(1), &[0.0, 300.0]);
        check(&[(5.0, 10.0)], Some(9), &[5.0]);
    }
}
