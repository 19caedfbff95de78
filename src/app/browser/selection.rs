//! Between the browser's selection and ranges of the text: the one place where UTF-16 is met.
//!
//! The reader's text content is the article's text, block by block: an element with `data-block` holds the text of the
//! block of that index. So a point in the page is the text before it within its block.

use glossator_core::article::Article;
use glossator_core::direction::Direction;
use glossator_core::text::TextRange;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, Node, NodeList, Range, Selection, window};

/// The attribute with a block's index.
pub const BLOCK: &str = "data-block";

/// The class of an element with a section of a long article: what is far out of sight of it is not laid out.
pub const PART: &str = "part";

/// `NodeFilter.SHOW_TEXT` of the DOM.
const SHOW_TEXT: u32 = 4;

/// The browser's selection, if there is any.
pub fn selection() -> Option<Selection> {
    window()?.get_selection().ok()?
}

/// Takes the browser's selection away.
pub fn clear() {
    if let Some(selection) = selection() {
        let _ = selection.remove_all_ranges();
    }
}

/// The part of the browser's selection that lies in the article, untrimmed. `None` where nothing of it does.
pub fn selected(reader: &Element, article: &Article) -> Option<TextRange> {
    let selection = selection()?;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let whole = whole(reader)?;
    // -1, 0, 1: the end of the whole lies before, at, after the start of the selection; and the other way round.
    let after = range.compare_boundary_points(Range::START_TO_END, &whole).ok()? <= 0;
    let before = range.compare_boundary_points(Range::END_TO_START, &whole).ok()? >= 0;
    if after || before {
        return None;
    }
    let starts_before = range.compare_boundary_points(Range::START_TO_START, &whole).ok()? < 0;
    let ends_after = range.compare_boundary_points(Range::END_TO_END, &whole).ok()? > 0;
    let start = match starts_before {
        true => 0,
        false => offset(reader, article, &range.start_container().ok()?, range.start_offset().ok()?)?,
    };
    let end = match ends_after {
        true => article.text.len(),
        false => offset(reader, article, &range.end_container().ok()?, range.end_offset().ok()?)?,
    };
    Some(TextRange::new(start, end))
}

/// Where the selection was begun and where it is being moved, as bytes. `None` where either is outside the article.
pub fn ends(reader: &Element, article: &Article) -> Option<(usize, usize)> {
    let selection = selection()?;
    let anchor = offset(reader, article, &selection.anchor_node()?, selection.anchor_offset())?;
    let head = offset(reader, article, &selection.focus_node()?, selection.focus_offset())?;
    Some((anchor, head))
}

/// Selects from `anchor` to `head`; both the same is a caret.
pub fn select(reader: &Element, article: &Article, anchor: usize, head: usize) -> Option<()> {
    let (anchor, head) = (point(reader, article, anchor)?, point(reader, article, head)?);
    selection()?.set_base_and_extent(&anchor.0, anchor.1, &head.0, head.1).ok()
}

/// Whether the paragraph at `byte` runs from right to left.
pub fn runs_left(article: &Article, byte: usize) -> bool {
    let block = article.block_at(byte).and_then(|at| Direction::of(article.text.slice(article.blocks.get(at)?.range)));
    block.unwrap_or_else(|| Direction::of_most(article.text.as_str())) == Direction::Rtl
}

/// Where a caret stands: where the grapheme at `byte` begins, or where the one before ends. Left, top and height in the
/// window.
pub fn caret_rect(reader: &Element, article: &Article, byte: usize) -> Option<(f64, f64, f64)> {
    let after = TextRange::new(byte, article.text.grapheme_after(byte));
    if article.text.slice(after) != "\n"
        && let Some(rect) = dom_range(reader, article, after).and_then(|range| range.get_client_rects()?.item(0))
        && rect.height() > 0.0
    {
        return Some((side(article, byte, &rect, false), rect.top(), rect.height()));
    }
    end_rect(reader, article, byte)
}

/// Where the end of `range` stands, or its start: left, top and height in the window.
pub fn edge_rect(reader: &Element, article: &Article, range: TextRange, end: bool) -> Option<(f64, f64, f64)> {
    // What follows may be on another line.
    if end { end_rect(reader, article, range.end) } else { caret_rect(reader, article, range.start) }
}

/// Where the grapheme before `byte` ends.
fn end_rect(reader: &Element, article: &Article, byte: usize) -> Option<(f64, f64, f64)> {
    let last = TextRange::new(article.text.grapheme_before(byte), byte);
    let rects = dom_range(reader, article, last)?.get_client_rects()?;
    // A selection that ends at the start of a block has an empty rectangle there.
    let rect = (0..rects.length()).rev().filter_map(|index| rects.item(index)).find(|rect| rect.width() > 0.0)?;
    Some((side(article, last.start, &rect, true), rect.top(), rect.height()))
}

/// The side of a grapheme's rectangle where it ends, or begins: as the words around it run, for in one line some run to
/// the left and some to the right.
fn side(article: &Article, byte: usize, rect: &DomRect, end: bool) -> f64 {
    let runs_left = article.block_at(byte).and_then(|at| article.blocks.get(at)).is_some_and(|block| {
        let (text, base) = (article.text.slice(block.range), runs_left(article, byte));
        let base = if base { Direction::Rtl } else { Direction::Ltr };
        Direction::at(text, byte.saturating_sub(block.range.start), base) == Direction::Rtl
    });
    if runs_left == end { rect.left() } else { rect.right() }
}

/// The byte at a point of the window. `None` outside the article.
pub fn byte_at(reader: &Element, article: &Article, x: f64, y: f64) -> Option<usize> {
    let page: JsValue = window()?.document()?.into();
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let call = |name: &str| {
        let function: js_sys::Function = get(&page, name)?.dyn_into().ok()?;
        function.call2(&page, &x.into(), &y.into()).ok().filter(JsValue::is_object)
    };
    // Some browsers have one of the two alone.
    let (node, within) = match call("caretPositionFromPoint") {
        Some(position) => (get(&position, "offsetNode")?, get(&position, "offset")?),
        None => {
            let range = call("caretRangeFromPoint")?;
            (get(&range, "startContainer")?, get(&range, "startOffset")?)
        }
    };
    offset(reader, article, &node.dyn_into().ok()?, within.as_f64()? as u32)
}

fn dom_range(reader: &Element, article: &Article, range: TextRange) -> Option<Range> {
    let (start, end) = (point(reader, article, range.start)?, point(reader, article, range.end)?);
    let dom = Range::new().ok()?;
    dom.set_start(&start.0, start.1).ok()?;
    dom.set_end(&end.0, end.1).ok()?;
    Some(dom)
}

fn whole(reader: &Element) -> Option<Range> {
    let whole = Range::new().ok()?;
    whole.select_node_contents(reader).ok()?;
    Some(whole)
}

/// The byte of a point in the page. `None` outside the reader.
fn offset(reader: &Element, article: &Article, node: &Node, within: u32) -> Option<usize> {
    if !reader.contains(Some(node)) {
        return None;
    }
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element());
    // Only text of one block is measured where that is possible: a block is short, an article is not.
    let block = element.and_then(|element| element.closest(&format!("[{BLOCK}]")).ok().flatten());
    let (root, start) = match &block {
        Some(block) => {
            let index: usize = block.get_attribute(BLOCK)?.parse().ok()?;
            (block, article.blocks.get(index)?.range.start)
        }
        None => (reader, 0),
    };
    let before = whole(root)?;
    before.set_end(node, within).ok()?;
    let units = js_sys::JsString::from(JsValue::from(before.to_string())).length() as usize;
    let text = &article.text;
    text.utf16_to_byte(text.byte_to_utf16(start)? + units)
}

/// The elements of the blocks that are drawn, which are the article's first ones.
pub fn blocks(reader: &Element) -> Option<NodeList> {
    reader.query_selector_all(&format!("[{BLOCK}]")).ok()
}

/// The elements with the sections of a long article: a list that the browser keeps up to date, so that asking for it at
/// each frame costs nothing.
pub fn parts(reader: &Element) -> NodeList {
    // An HTMLCollection, of which no more is asked than both have.
    reader.get_elements_by_class_name(PART).unchecked_into()
}

/// The number of the block that an element is, or of the first one in it.
pub fn first_of(element: &Element) -> Option<u32> {
    let number = |it: &Element| it.get_attribute(BLOCK)?.parse().ok();
    number(element).or_else(|| number(&element.query_selector(&format!("[{BLOCK}]")).ok()??))
}

/// The number of the first block that ends further down in the window than `limit` pixels; of none that is drawn, how
/// many these are.
pub fn first_below(reader: &Element, limit: f64) -> Option<u32> {
    let parts = parts(reader);
    // What a part out of sight holds is laid out when it is asked for: the parts are asked first.
    let part = parts.item(place_below(&parts, limit)).map(|part| part.unchecked_into::<Element>());
    let within = if parts.length() == 0 { Some(reader) } else { part.as_ref() };
    let Some(within) = within else { return Some(blocks(reader)?.length()) };
    Some(first_of(within).unwrap_or(0) + place_below(&blocks(within)?, limit))
}

/// The place of the first of them that ends further down than `limit` pixels. They follow each other, so that few need be
/// looked at.
fn place_below(elements: &NodeList, limit: f64) -> u32 {
    let bottom = |at: u32| Some(elements.item(at)?.unchecked_into::<Element>().get_bounding_client_rect().bottom());
    let (mut low, mut high) = (0, elements.length());
    while low < high {
        let middle = (low + high) / 2;
        if bottom(middle).is_some_and(|bottom| bottom <= limit) { low = middle + 1 } else { high = middle }
    }
    low
}

/// The element of a block, where it is drawn.
pub fn block(reader: &Element, index: usize) -> Option<Element> {
    reader.query_selector(&format!("[{BLOCK}='{index}']")).ok()?
}

/// The point in the page of a byte: a text node and UTF-16 units in it.
fn point(reader: &Element, article: &Article, byte: usize) -> Option<(Node, u32)> {
    let index = article.block_at(byte)?;
    let range = article.blocks.get(index)?.range;
    let byte = byte.clamp(range.start, range.end);
    let block = block(reader, index)?;
    let text = &article.text;
    let mut left = u32::try_from(text.byte_to_utf16(byte)? - text.byte_to_utf16(range.start)?).ok()?;
    let page = window()?.document()?;
    let walker = page.create_tree_walker_with_what_to_show(&block, SHOW_TEXT).ok()?;
    let mut last = None;
    while let Ok(Some(node)) = walker.next_node() {
        let length = node.unchecked_ref::<web_sys::CharacterData>().length();
        if left <= length {
            return Some((node, left));
        }
        left -= length;
        last = Some((node, length));
    }
    last
}
