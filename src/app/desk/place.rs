//! Where one reads: kept when the page is left, and found again when the article is opened.

use super::Desk;
use crate::browser::{preferences, selection};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, NodeList};

/// Pixels at the top of the window that the tools cover.
const COVERED: f64 = 70.0;

impl Desk {
    /// Keeps the first block that is on the screen.
    pub(super) fn keep_place(&self) {
        let Some(blocks) = self.reader.cast::<Element>().and_then(|reader| blocks(&reader)) else { return };
        // They follow each other, so that few need be looked at.
        let (mut low, mut high) = (0, blocks.length());
        while low < high {
            let middle = (low + high) / 2;
            let above = block(&blocks, middle).is_some_and(|it| it.get_bounding_client_rect().bottom() <= COVERED);
            if above { low = middle + 1 } else { high = middle }
        }
        preferences::remember_place(&self.document().id, low);
    }

    /// Puts the block that was kept at the top of the screen once the page is drawn; the start of the article where there
    /// is none.
    pub(super) fn find_place_later(self: &Rc<Self>) {
        let desk = self.clone();
        Timeout::new(0, move || {
            let place = preferences::place(&desk.document().id);
            match place.filter(|place| (1..desk.document().article.blocks.len()).contains(&(*place as usize))) {
                Some(place) => desk.scroll_to_block(place as usize),
                None => {
                    if let Some(window) = web_sys::window() {
                        window.scroll_to_with_x_and_y(0.0, 0.0);
                    }
                }
            }
        })
        .forget();
    }
}

fn blocks(reader: &Element) -> Option<NodeList> {
    reader.query_selector_all(&format!("[{}]", selection::BLOCK)).ok()
}

fn block(blocks: &NodeList, at: u32) -> Option<Element> {
    blocks.item(at)?.dyn_into().ok()
}
