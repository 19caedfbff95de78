//! A text cursor in the reader, for people who choose the words without a mouse. It is the browser's own selection,
//! moved by Unicode's graphemes and words; drawn here, because browsers draw none in text that cannot be edited.

use super::Desk;
use crate::browser::words::words;
use crate::browser::{pixels, selection};
use glossator_core::article::{Article, Block};
use web_sys::{Element, HtmlElement, KeyboardEvent, window};
use yew::NodeRef;

/// Pixels that stay free above and below the cursor when the page follows it: the tools stand above.
const CLEAR: f64 = 110.0;

impl Desk {
    /// A key in the reader.
    pub fn move_caret(&self, event: &KeyboardEvent) {
        let Some(reader) = self.reader.cast::<Element>() else { return };
        // After a click the arrows go on scrolling the page: the cursor is for those who came by the keyboard.
        let by_keyboard = self.caret_is_shown() || reader.matches(":focus-visible").unwrap_or(true);
        let article = self.document().article.clone();
        if by_keyboard && step(&reader, &article, event) {
            event.prevent_default();
            draw(&self.reader, &self.caret, &article, true);
        }
    }

    /// The reader lost the focus.
    pub fn hide_caret(&self) {
        if let Some(caret) = self.caret.cast::<HtmlElement>() {
            caret.set_hidden(true);
        }
    }

    pub(super) fn caret_moved(&self) {
        if self.caret_is_shown() {
            draw(&self.reader, &self.caret, &self.document().article, false);
        }
    }

    fn caret_is_shown(&self) -> bool {
        self.caret.cast::<HtmlElement>().is_some_and(|caret| !caret.hidden())
    }
}

/// Moves the cursor if the key is one of its keys.
fn step(reader: &Element, article: &Article, event: &KeyboardEvent) -> bool {
    if event.alt_key() || event.meta_key() {
        return false;
    }
    let (extend, word) = (event.shift_key(), event.ctrl_key());
    // Arrows are where they point: in a text that runs to the left, left is onwards.
    let key = match (event.key().as_str(), selection::runs_left(reader)) {
        ("ArrowLeft", true) => "ArrowRight".to_owned(),
        ("ArrowRight", true) => "ArrowLeft".to_owned(),
        (key, _) => key.to_owned(),
    };
    if !matches!(
        key.as_str(),
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown" | "Home" | "End"
    ) {
        return false;
    }
    let Some((anchor, head)) = selection::ends(reader, article) else {
        let start = first_visible(reader, article);
        return selection::select(reader, article, start, start).is_some();
    };
    if let "ArrowUp" | "ArrowDown" = key.as_str() {
        let alter = if extend { "extend" } else { "move" };
        let direction = if key == "ArrowUp" { "backward" } else { "forward" };
        let Some(selection) = selection::selection() else { return false };
        let moved = selection.modify(alter, direction, "line").is_ok();
        // Not out of the article.
        if selection::ends(reader, article).is_none() {
            selection::select(reader, article, anchor, head);
        }
        return moved;
    }
    let text = &article.text;
    let next = match key.as_str() {
        // Without Shift a selection collapses to its end in the direction of the arrow.
        "ArrowLeft" if !extend && anchor != head && !word => anchor.min(head),
        "ArrowRight" if !extend && anchor != head && !word => anchor.max(head),
        "ArrowLeft" | "ArrowRight" if word => by_word(article, head, &key),
        "ArrowLeft" => text.grapheme_before(head),
        "ArrowRight" => text.grapheme_after(head),
        _ => by_block(article, head, &key),
    };
    // Nothing can stand between two blocks: onwards from the end of one is the start of the next.
    let next = match article.block_at(next).map(|at| (at, article.blocks[at].range)) {
        Some((at, range)) if next > range.end => {
            article.blocks.get(at + 1).map_or(range.end, |block| block.range.start)
        }
        _ => next,
    };
    // The line feed behind the last block is nothing to stand on.
    let next = next.min(article.blocks.last().map_or(0, |block| block.range.end));
    selection::select(reader, article, if extend { anchor } else { next }, next).is_some()
}

/// The end of the word after `head`, or the start of the one before it; the end or the start of the text beyond the
/// last.
fn by_word(article: &Article, head: usize, key: &str) -> usize {
    let at = article.block_at(head).unwrap_or(0);
    let words = |block: &Block| {
        let start = block.range.start;
        words(article.text.slice(block.range)).into_iter().map(move |word| (start + word.start, start + word.end))
    };
    if key == "ArrowRight" {
        let mut onwards = article.blocks.iter().skip(at);
        onwards.find_map(|block| words(block).map(|(_, end)| end).find(|end| *end > head)).unwrap_or(article.text.len())
    } else {
        let mut back = article.blocks.iter().take(at + 1).rev();
        back.find_map(|block| words(block).map(|(start, _)| start).rfind(|start| *start < head)).unwrap_or(0)
    }
}

fn by_block(article: &Article, head: usize, key: &str) -> usize {
    let Some(at) = article.block_at(head) else { return 0 };
    let range = article.blocks[at].range;
    let block = |index: usize| article.blocks.get(index).map(|block| block.range);
    match key {
        "Home" => range.start,
        "End" => range.end,
        "PageUp" if head > range.start => range.start,
        "PageUp" => at.checked_sub(1).and_then(block).map_or(0, |range| range.start),
        _ => block(at + 1).map_or(range.end, |range| range.start),
    }
}

/// Where the cursor begins: the first block that is on the screen.
fn first_visible(reader: &Element, article: &Article) -> usize {
    let Ok(blocks) = reader.query_selector_all(&format!("[{}]", selection::BLOCK)) else { return 0 };
    for index in 0..blocks.length() {
        let element = blocks.item(index).and_then(|node| wasm_bindgen::JsCast::dyn_into::<Element>(node).ok());
        let visible = element.is_some_and(|element| element.get_bounding_client_rect().bottom() > CLEAR);
        if let (true, Some(block)) = (visible, article.blocks.get(index as usize)) {
            return block.range.start;
        }
    }
    0
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
