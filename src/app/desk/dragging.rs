//! An end of an annotation in the hand of the pointer. The mark follows at once; the document changes when it is let go.

use super::{Desk, Wish};
use crate::browser::selection;
use glossator_core::anchor::Anchor;
use glossator_core::annotation::Iri;
use glossator_core::highlight::Anchored;
use glossator_core::text::{Text, TextRange};
use std::rc::Rc;
use web_sys::{Element, window};

/// Pixels from the edge of what is in sight at which the page begins to scroll, and how far it does at a time.
const EDGE: f64 = 36.0;
const STEP: f64 = 14.0;

/// What is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The annotation.
    pub id: Iri,
    /// Which of its segments.
    pub segment: usize,
    /// Its end, or its start.
    end: bool,
    /// The words as they were.
    from: TextRange,
    /// The words as they would be now.
    pub range: TextRange,
    /// From the pointer to the middle of the line that it holds.
    offset: (f64, f64),
}

impl Held {
    /// The annotations as they would be now.
    pub fn over(&self, anchored: &Rc<Anchored>) -> Rc<Anchored> {
        if anchored.annotation.id != self.id || self.range == self.from {
            return anchored.clone();
        }
        let mut moved = (**anchored).clone();
        if let Some(anchor) = moved.anchors.get_mut(self.segment) {
            *anchor = Anchor::Exact(self.range);
        }
        Rc::new(moved)
    }
}

impl Desk {
    pub(super) fn drag(self: &Rc<Self>, wish: Wish) {
        match wish {
            Wish::Grab(id, end, at) => drop(self.grab(id, end, at)),
            Wish::Drag(at) => drop(self.drag_to(at)),
            Wish::LetGo(keep) => self.let_go(keep),
            _ => {}
        }
    }

    fn grab(self: &Rc<Self>, id: Iri, end: bool, at: (i32, i32)) -> Option<()> {
        let anchors = self.anchors();
        let anchored = anchors.anchored.iter().find(|it| it.annotation.id == id)?;
        let extent = anchored.extent()?;
        let (segment, from) = anchored.anchors.iter().enumerate().find_map(|(segment, anchor)| {
            let range = anchor.range()?;
            let there = if end { range.end == extent.end } else { range.start == extent.start };
            there.then_some((segment, range))
        })?;
        let reader = self.reader.cast::<Element>()?;
        let (left, top, height) = selection::edge_rect(&reader, &self.document().article, from, end)?;
        let offset = (left - f64::from(at.0), top + height / 2.0 - f64::from(at.1));
        self.change(|ui| ui.held = Some(Held { id, segment, end, from, range: from, offset }));
        Some(())
    }

    fn drag_to(self: &Rc<Self>, at: (i32, i32)) -> Option<()> {
        let held = self.ui().held.clone()?;
        let (reader, article) = (self.reader.cast::<Element>()?, self.document().article.clone());
        scroll_at_the_edge(f64::from(at.1));
        let (x, y) = (f64::from(at.0) + held.offset.0, f64::from(at.1) + held.offset.1);
        let byte = selection::byte_at(&reader, &article, x, y)?;
        let range = dragged(&article.text, held.from, held.end, byte, self.whole_words())?;
        if range != held.range {
            self.change(|ui| ui.held = Some(Held { range, ..held }));
        }
        Some(())
    }

    /// Ends it; whether the words are kept as they are now.
    pub(super) fn let_go(self: &Rc<Self>, keep: bool) {
        let held = self.ui.borrow_mut().held.take();
        match held {
            Some(held) if keep && held.range != held.from => self.place_at(&held.id, held.segment, held.range),
            Some(_) => self.redraw(),
            None => {}
        }
    }
}

/// `from` with its end or its start at `byte`, or where the nearest grapheme or word ends. `None` where nothing would be
/// left of it.
fn dragged(text: &Text, from: TextRange, end: bool, byte: usize, whole_words: bool) -> Option<TextRange> {
    let to = if end { TextRange { end: byte, ..from } } else { TextRange { start: byte, ..from } };
    if to.start >= to.end {
        return None;
    }
    let mut to = text.trim(to);
    if whole_words {
        // The end that is not held stays where it is.
        let grown = text.grown_to_words(to);
        to = if end { TextRange { end: grown.end, ..to } } else { TextRange { start: grown.start, ..to } };
    }
    (!to.is_empty()).then_some(to)
}

fn scroll_at_the_edge(y: f64) -> Option<()> {
    let window = window()?;
    let bottom = window.inner_height().ok()?.as_f64()?;
    let tools = window.document()?.query_selector(".tools").ok()??.get_bounding_client_rect().bottom();
    let by = if y < tools + EDGE {
        -STEP
    } else if y > bottom - EDGE {
        STEP
    } else {
        return None;
    };
    window.scroll_by_with_x_and_y(0.0, by);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words between brackets, with one of their ends dragged to `|`.
    fn check(marked: &str, end: bool, whole_words: bool, expected: Option<&str>) {
        let place = |sign: char| marked.replace(|other| other != sign && "[]|".contains(other), "").find(sign);
        let (start, stop, byte) = (place('[').expect("["), place(']').expect("]"), place('|').expect("|"));
        let text = Text::new(marked.replace(['[', ']', '|'], ""));
        let range = dragged(&text, TextRange::new(start, stop), end, byte, whole_words);
        assert_eq!(range.map(|range| text.slice(range)), expected, "{marked}");
    }

    #[test]
    fn an_end_goes_where_it_is_dragged() {
        check("one [two] thr|ee four", true, false, Some("two thr"));
        check("one [two thr|ee] four", true, false, Some("two thr"));
        check("o|ne [two] three", false, false, Some("ne two"));
        check("one [two] |three", true, false, Some("two"));
        check("one [two three] |four", false, false, None);
        check("o|ne [two] three", true, false, None);
        check("[one two| ] three", false, false, None);
    }

    #[test]
    fn an_end_snaps() {
        check("one [two] thr|ee four", true, true, Some("two three"));
        check("o|ne [two] three", false, true, Some("one two"));
        // The other end may stand in a word.
        check("one t[wo] thr|ee four", true, true, Some("wo three"));
        let flags = "[a] 🇲🇽🇺🇸";
        let text = Text::new(flags.replace(['[', ']'], ""));
        let inside = 2 + '🇲'.len_utf8();
        let range = dragged(&text, TextRange::new(0, 1), true, inside, false).expect("a range");
        assert_eq!(text.slice(range), "a 🇲🇽");
    }
}
