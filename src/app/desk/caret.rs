//! A text cursor in the reader, for people who choose the words without a mouse. It is the browser's own selection,
//! drawn here, because browsers draw none in text that cannot be edited. How it moves is in `moving`.

use super::{Desk, Wish};
use crate::browser::{pixels, selection};
use glossator_core::article::Article;
use std::rc::Rc;
use web_sys::{Element, HtmlElement, KeyboardEvent, window};
use yew::{NodeRef, TargetCast};

/// Pixels that stay free above and below the cursor when the page follows it: the tools stand above.
pub(super) const CLEAR: f64 = 110.0;

/// A move of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// How far.
    pub unit: Unit,
    /// Onwards in the text, or back.
    pub forward: bool,
    /// Whether what lies on the way is selected.
    pub extend: bool,
}

/// What the cursor moves by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A grapheme.
    Character,
    /// A word.
    Word,
    /// A sentence.
    Sentence,
    /// A line on the screen.
    Line,
    /// A block.
    Paragraph,
    /// To the end of the block.
    Edge,
    /// To the end of the article.
    Article,
}

impl Desk {
    /// A key in the reader.
    pub fn move_caret(self: &Rc<Self>, event: &KeyboardEvent) {
        let Some(reader) = self.reader.cast::<Element>() else { return };
        // After a click the arrows go on scrolling the page: the cursor is for those who came by the keyboard.
        if !self.caret_is_shown() && !reader.matches(":focus-visible").unwrap_or(true) {
            return;
        }
        let held = event.ctrl_key() || event.meta_key();
        let article = self.document().article.clone();
        let head = selection::ends(&reader, &article).map_or(0, |(_, head)| head);
        let runs_left = selection::runs_left(&article, head);
        if let Some(movement) = movement(&event.key(), held, event.shift_key(), event.alt_key(), runs_left) {
            event.prevent_default();
            let extend = movement.extend || self.extending.get();
            self.carry_out(Wish::Move(Movement { extend, ..movement }));
        } else if event.key() == "Enter" && event.target_dyn_into::<Element>().as_ref() == Some(&reader) {
            // On a mark, Enter is the mark's.
            event.prevent_default();
            self.toggle_extending();
        }
    }

    /// Begins a selection at the cursor, or ends the one that was begun: for people who cannot hold Shift.
    fn toggle_extending(self: &Rc<Self>) {
        if self.extending.replace(!self.extending.get()) {
            self.select();
        } else {
            self.carry_out(Wish::BeginSelection);
        }
    }

    /// The reader lost the focus.
    pub fn hide_caret(&self) {
        self.extending.set(false);
        if let Some(caret) = self.caret.cast::<HtmlElement>() {
            caret.set_hidden(true);
        }
    }

    pub(super) fn caret_moved(&self) {
        // While it is about to be put somewhere, where the browser has it meanwhile is nobody's business.
        if self.settling.get() == 0 && self.caret_is_shown() {
            draw(&self.reader, &self.caret, &self.document().article, false);
        }
    }

    /// Draws the cursor where it is now, and has the page follow it.
    pub(super) fn show_caret(&self) {
        draw(&self.reader, &self.caret, &self.document().article, true);
    }

    pub(super) fn caret_is_shown(&self) -> bool {
        self.caret.cast::<HtmlElement>().is_some_and(|caret| !caret.hidden())
    }
}

/// What a key moves, if it is one of the cursor's. Arrows are where they point: in a paragraph that runs to the left,
/// left is onwards, also over words in it that run to the right, as in most editors on Windows and Linux. So each press
/// passes the next character of the text, and a selection grows by one.
fn movement(key: &str, held: bool, shift: bool, alt: bool, runs_left: bool) -> Option<Movement> {
    let sideways = match (held, alt) {
        (false, false) => Some(Unit::Character),
        (true, false) => Some(Unit::Word),
        (false, true) => Some(Unit::Sentence),
        (true, true) => None,
    };
    let upright = match (held, alt) {
        (false, false) => Some(Unit::Line),
        (true, false) => Some(Unit::Paragraph),
        (false, true) => Some(Unit::Sentence),
        (true, true) => None,
    };
    let edge = if held { Unit::Article } else { Unit::Edge };
    let (unit, forward) = match key {
        "ArrowLeft" => (sideways?, runs_left),
        "ArrowRight" => (sideways?, !runs_left),
        "ArrowUp" | "ArrowDown" => (upright?, key == "ArrowDown"),
        "PageUp" | "PageDown" if !alt && !held => (Unit::Paragraph, key == "PageDown"),
        "Home" | "End" if !alt => (edge, key == "End"),
        _ => return None,
    };
    Some(Movement { unit, forward, extend: shift })
}

/// Puts the cursor where the selection's moving end is, and the page where the cursor can be seen.
fn draw(reader: &NodeRef, caret: &NodeRef, article: &Article, follow: bool) -> Option<()> {
    let (reader, caret) = (reader.cast::<Element>()?, caret.cast::<HtmlElement>()?);
    let Some((_, head)) = selection::ends(&reader, article) else {
        caret.set_hidden(true);
        return None;
    };
    let (left, top, height) = selection::caret_rect(&reader, article, head)?;
    let window = window()?;
    if follow {
        let room = window.inner_height().ok()?.as_f64()?;
        let out = if top < CLEAR {
            top - CLEAR
        } else if top + height > room - CLEAR {
            top + height - room + CLEAR
        } else {
            0.0
        };
        window.scroll_by_with_x_and_y(0.0, out);
        if out != 0.0 {
            return draw_at(&caret, left, top - out, height);
        }
    }
    draw_at(&caret, left, top, height)
}

fn draw_at(caret: &HtmlElement, left: f64, top: f64, height: f64) -> Option<()> {
    caret.set_hidden(false);
    let base = caret.offset_parent()?.get_bounding_client_rect();
    let style = caret.style();
    style.set_property("left", &pixels(left - base.left())).ok()?;
    style.set_property("top", &pixels(top - base.top())).ok()?;
    style.set_property("height", &pixels(height)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(chord: &str, runs_left: bool, expected: Option<(Unit, bool, bool)>) {
        let held = |name: &str| chord.contains(name);
        let key = chord.rsplit('+').next().expect("a key");
        let found = movement(key, held("Ctrl+"), held("Shift+"), held("Alt+"), runs_left);
        assert_eq!(found.map(|it| (it.unit, it.forward, it.extend)), expected, "{chord}");
    }

    #[test]
    fn keys_move_by_what_they_say() {
        check("ArrowRight", false, Some((Unit::Character, true, false)));
        check("ArrowRight", true, Some((Unit::Character, false, false)));
        check("Ctrl+Shift+ArrowLeft", false, Some((Unit::Word, false, true)));
        check("Alt+ArrowRight", false, Some((Unit::Sentence, true, false)));
        check("Ctrl+Alt+ArrowRight", false, None);
        check("Shift+ArrowDown", false, Some((Unit::Line, true, true)));
        check("PageUp", false, Some((Unit::Paragraph, false, false)));
        check("Ctrl+PageUp", false, None);
        check("Ctrl+End", false, Some((Unit::Article, true, false)));
        check("a", false, None);
    }
}
