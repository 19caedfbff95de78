//! Where one reads: kept when the page is left, and found again when the article is opened.

use super::Desk;
use crate::browser::{preferences, selection};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use web_sys::Element;

/// Pixels at the top of the window that the tools cover.
const COVERED: f64 = 70.0;

impl Desk {
    /// Keeps the first block that is on the screen.
    pub(super) fn keep_place(&self) {
        let first = self.reader.cast::<Element>().and_then(|reader| selection::first_below(&reader, COVERED));
        if let Some(first) = first {
            preferences::remember_place(&self.document().id, first);
        }
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
