//! The browser's focus, and the place of the annotation in focus on the screen.

use super::Desk;
use crate::browser::selection;
use gloo::timers::callback::Timeout;
use glossator_core::annotation::Iri;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, window};

/// Pixels at the top and the bottom of the window where the tools and the sheet may cover the text.
const COVERED: (f64, f64) = (110.0, 90.0);

/// How often what is not drawn yet is looked for, and milliseconds until it is looked for again: half a second in all.
const TRIES: u32 = 24;
const TURN: u32 = 20;

/// Milliseconds after which it is looked whether words are still on the screen where a long article is laid out meanwhile.
const SETTLING: [u32; 2] = [60, 250];

/// Pixels between the words and the sheet.
const GAP: f64 = 16.0;

impl Desk {
    /// Puts the text of an annotation on the screen once the page is drawn, if it is not there.
    pub(super) fn reveal_later(self: &Rc<Self>, id: Iri) {
        let desk = self.clone();
        self.once_in_place(move || {
            reveal(&desk, &id)?;
            // Parts that come near are laid out now, and may turn out higher or lower than was foretold.
            let reader = desk.reader.cast::<Element>()?;
            let (from, height) = (window()?.scroll_y().ok()?, window()?.inner_height().ok()?.as_f64()?);
            for wait in SETTLING.into_iter().filter(|_| selection::parts(&reader).length() > 0) {
                let (desk, id) = (desk.clone(), id.clone());
                let look = move || {
                    // Who went elsewhere meanwhile stays there.
                    let gone = (window()?.scroll_y().ok()? - from).abs() > height / 2.0;
                    if gone { None } else { reveal(&desk, &id) }
                };
                Timeout::new(wait, move || _ = look()).forget();
            }
            Some(())
        });
    }

    /// Gives the focus to the text, with the cursor at `byte`.
    pub(super) fn focus_text(self: &Rc<Self>, byte: usize) {
        if let Some(reader) = self.reader.cast::<HtmlElement>() {
            focus(&reader);
            let article = self.document().article.clone();
            if selection::select(&reader, &article, byte, byte).is_none()
                && let Some(block) = article.block_at(byte)
            {
                self.reach(block);
                once_drawn(TRIES, move || selection::select(&reader, &article, byte, byte));
            }
        }
    }

    /// Has the article drawn up to a block at once.
    fn reach(&self, block: usize) {
        self.change(|ui| ui.reach = ui.reach.max(block));
    }

    /// Puts a block at the top of the window once it is drawn.
    pub(super) fn scroll_to_block(self: &Rc<Self>, block: usize) {
        let Some(reader) = self.reader.cast::<Element>() else { return };
        let scroll = move || selection::block(&reader, block).map(|block| block.scroll_into_view());
        if scroll().is_none() && block < self.document().article.blocks.len() {
            self.reach(block);
            self.once_in_place(scroll);
        }
    }

    /// Does what needs places on the page, as [`once_drawn`]: the parts of a long article have their heights only once all
    /// that was asked for is drawn, and the effects were run too.
    fn once_in_place(self: &Rc<Self>, work: impl Fn() -> Option<()> + 'static) {
        let (desk, asked) = (self.clone(), OnceCell::new());
        // What was asked for in the same turn counts, and nothing later.
        once_drawn(TRIES, move || (desk.drawn.get() >= *asked.get_or_init(|| desk.asked.get())).then(&work).flatten());
    }

    /// Puts the cursor at `byte` once the page is drawn, if the text has the focus or something waits for the cursor.
    pub(super) fn caret_later(self: &Rc<Self>, byte: usize) {
        let (desk, shown, asked) = (self.clone(), self.caret_is_shown(), self.asked.get());
        // Until then the text is drawn anew, and the browser may put the cursor anywhere.
        self.settling.set(self.settling.get() + 1);
        let tries = Cell::new(TRIES);
        once_drawn(TRIES, move || {
            tries.set(tries.get().saturating_sub(1));
            if desk.drawn.get() < asked && tries.get() > 0 {
                return None;
            }
            desk.settling.set(desk.settling.get() - 1);
            let active = window().and_then(|window| window.document()?.active_element());
            if let Some(reader) = desk.reader.cast::<Element>() {
                let focused = active.as_ref() == Some(&reader);
                // What waits was meant for there, also where the focus has gone on since.
                if focused || !desk.waiting.borrow().is_empty() {
                    selection::select(&reader, &desk.document().article, byte, byte);
                }
                if focused && shown {
                    desk.show_caret();
                }
            }
            desk.go_on();
            Some(())
        });
    }
}

/// Gives the focus to the element of that id once the page is drawn.
pub fn later(id: String) {
    once_drawn(TRIES, move || {
        let page = window()?.document()?;
        let element = page.get_element_by_id(&id)?.dyn_into::<HtmlElement>().ok()?;
        focus(&element);
        // What is not shown yet takes no focus.
        (page.active_element().as_ref() == Some(&element)).then_some(())
    });
}

/// Does what needs the page as it will be drawn, which may take more than one turn of the browser; again until it could
/// be done.
fn once_drawn(tries: u32, work: impl Fn() -> Option<()> + 'static) {
    Timeout::new(if tries == TRIES { 0 } else { TURN }, move || {
        if work().is_none() && tries > 0 {
            once_drawn(tries - 1, work);
        }
    })
    .forget();
}

/// Without scrolling: where to scroll is [`Desk::reveal_later`]'s business.
pub(super) fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

fn reveal(desk: &Desk, id: &Iri) -> Option<()> {
    let reader = desk.reader.cast::<Element>()?;
    let quoted = id.as_str().replace('\\', "\\\\").replace('"', "\\\"");
    let marks = reader.query_selector_all(&format!("mark.lit[data-annotation=\"{quoted}\"]")).ok()?;
    let rect = |at: u32| Some(marks.item(at)?.unchecked_into::<Element>().get_bounding_client_rect());
    let (first, last) = (rect(0)?, rect(marks.length() - 1)?);
    let height = window()?.inner_height().ok()?.as_f64()?;
    // Where there is a sheet, it has the card in it by now, and must not lie over the words.
    let (bottom, ends) = match sheet_top() {
        Some(top) => (top - GAP, last.bottom()),
        None => (height - COVERED.1, first.top()),
    };
    // The line of the marker stands below the tools.
    let line = window()?.document()?.query_selector(".marker").ok()?;
    let top = line.map_or(COVERED.0, |line| COVERED.0.max(line.get_bounding_client_rect().bottom() + GAP));
    if first.top() < top || ends > bottom {
        // In the middle of what is free; what is longer begins at its top.
        let spare = (bottom - top - (last.bottom() - first.top())).max(0.0);
        window()?.scroll_by_with_x_and_y(0.0, first.top() - top - spare / 2.0);
    }
    Some(())
}

/// The top of the sheet that the margin is on a narrow screen.
fn sheet_top() -> Option<f64> {
    let margin = window()?.document()?.query_selector(".margin").ok()??;
    let position = window()?.get_computed_style(&margin).ok()??.get_property_value("position").ok()?;
    let rect = margin.get_bounding_client_rect();
    // It has no height while the article is presented.
    (position == "fixed" && rect.height() > 0.0).then(|| rect.top())
}
