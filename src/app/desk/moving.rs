//! How the text cursor moves, what is said of it, and what one key selects and marks from where it is.

use super::caret::{CLEAR, Movement, Unit};
use super::{Desk, Open, is_lost};
use crate::browser::{clock, selection};
use crate::messages;
use glossator_core::annotation::{Category, Iri};
use glossator_core::article::Article;
use glossator_core::filter::Author;
use glossator_core::quotation::quotation_from;
use glossator_core::sentence::sentences;
use glossator_core::state::Action;
use glossator_core::text::TextRange;
use glossator_core::word::words;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// The sentences of an article, counted from its start.
pub struct Sentences {
    article: Rc<Article>,
    ranges: Vec<TextRange>,
}

impl Sentences {
    fn of(article: Rc<Article>) -> Self {
        let of_block = |block: &glossator_core::article::Block| {
            let start = block.range.start;
            sentences(article.text.slice(block.range)).into_iter().map(move |range| moved(range, start))
        };
        let ranges = article.blocks.iter().flat_map(of_block).collect();
        Self { article, ranges }
    }

    /// The number of the sentence that `byte` stands in or before, from 0.
    fn at(&self, byte: usize) -> Option<usize> {
        let at = self.ranges.partition_point(|range| range.end <= byte);
        // At the end of a paragraph it is the last one there, and not the first of the next.
        let block = self.article.block_at(byte).map(|at| self.article.blocks[at].range);
        let further = self.ranges.get(at).is_none_or(|range| block.is_some_and(|block| range.start > block.end));
        if further && at > 0 { Some(at - 1) } else { (at < self.ranges.len()).then_some(at) }
    }

    /// The numbers of the first and the last sentence that `range` is, if it is whole sentences.
    fn exactly(&self, range: TextRange) -> Option<(usize, usize)> {
        let first = self.ranges.binary_search_by(|sentence| sentence.start.cmp(&range.start)).ok()?;
        let last = self.ranges.binary_search_by(|sentence| sentence.end.cmp(&range.end)).ok()?;
        Some((first, last))
    }
}

fn moved(range: TextRange, by: usize) -> TextRange {
    TextRange { start: range.start + by, end: range.end + by }
}

impl Desk {
    fn with_sentences<T>(&self, read: impl FnOnce(&Sentences) -> T) -> T {
        let article = self.document().article.clone();
        let mut cached = self.sentences.borrow_mut();
        if !cached.as_ref().is_some_and(|known| Rc::ptr_eq(&known.article, &article)) {
            *cached = None;
        }
        read(cached.get_or_insert_with(|| Sentences::of(article)))
    }

    /// Where the cursor is, and where the selection that it ends began.
    fn cursor(&self) -> Option<(Element, usize, usize)> {
        let reader = self.reader.cast::<Element>()?;
        let (anchor, head) = selection::ends(&reader, &self.document().article)?;
        Some((reader, anchor, head))
    }

    /// Moves the cursor, and says what it came upon.
    pub(super) fn move_by(self: &Rc<Self>, movement: Movement) {
        let Some(reader) = self.reader.cast::<Element>() else { return };
        let article = self.document().article.clone();
        let before = self.cursor().map(|(_, _, head)| head);
        let head = match self.cursor() {
            None => {
                let start = first_visible(&reader, &article);
                selection::select(&reader, &article, start, start);
                start
            }
            Some((_, anchor, head)) => self.step(&reader, &article, anchor, head, movement),
        };
        self.show_caret();
        if before == Some(head) && movement.unit != Unit::Line {
            let edge = head == 0 || head + 1 >= article.text.len();
            let said = match (edge, movement.forward) {
                (false, _) => "",
                (true, true) => messages::article_end(),
                (true, false) => messages::article_start(),
            };
            return self.say(said.to_owned());
        }
        let words = self.passed(&article, head, movement);
        if !words.is_empty() {
            self.say(if movement.extend { messages::also_selected(&words) } else { words });
        }
    }

    fn step(&self, reader: &Element, article: &Article, anchor: usize, head: usize, movement: Movement) -> usize {
        let Movement { unit, forward, extend } = movement;
        if unit == Unit::Line {
            let alter = if extend { "extend" } else { "move" };
            let direction = if forward { "forward" } else { "backward" };
            let _ = selection::selection().map(|selection| selection.modify(alter, direction, "line"));
            // Not out of the article.
            return match selection::ends(reader, article) {
                Some((_, head)) => head,
                None => {
                    selection::select(reader, article, anchor, head);
                    head
                }
            };
        }
        let text = &article.text;
        let next = match unit {
            // Without Shift a selection collapses to its end in the direction of the arrow.
            Unit::Character if !extend && anchor != head => {
                if forward {
                    anchor.max(head)
                } else {
                    anchor.min(head)
                }
            }
            Unit::Character if forward => text.grapheme_after(head),
            Unit::Character => text.grapheme_before(head),
            Unit::Word => by_word(article, head, forward),
            Unit::Sentence => self.with_sentences(|all| by_sentence(&all.ranges, head, forward, extend)),
            Unit::Article => {
                if forward {
                    text.len()
                } else {
                    0
                }
            }
            _ => by_block(article, head, unit, forward),
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
        selection::select(reader, article, if extend { anchor } else { next }, next);
        next
    }

    /// What the cursor came upon, in words.
    fn passed(&self, article: &Article, head: usize, movement: Movement) -> String {
        let text = &article.text;
        let at = article.block_at(head).unwrap_or_default();
        match movement.unit {
            Unit::Character => {
                let passed = movement.extend && movement.forward;
                let start = if passed { text.grapheme_before(head) } else { head };
                messages::character(text.slice(TextRange { start, end: text.grapheme_after(start) }))
            }
            Unit::Word => {
                let words = words_of(article, at);
                let word = if movement.forward {
                    words.into_iter().rfind(|word| word.start < head)
                } else {
                    words.into_iter().find(|word| word.end > head)
                };
                word.map(|word| text.slice(word).to_owned()).unwrap_or_default()
            }
            Unit::Sentence | Unit::Line => self.with_sentences(|all| {
                // An extended selection ends where a sentence does.
                let byte = if movement.extend && movement.forward { text.grapheme_before(head) } else { head };
                all.at(byte).map(|at| messages::sentence(at, text.slice(all.ranges[at]))).unwrap_or_default()
            }),
            Unit::Paragraph | Unit::Edge | Unit::Article => {
                let Some(block) = article.blocks.get(at) else { return String::new() };
                messages::block(&block.kind, at, article.blocks.len(), text.slice(block.range))
            }
        }
    }

    /// Says that a selection begins at the cursor.
    pub(super) fn begin_selection(self: &Rc<Self>) {
        if let Some((reader, _, head)) = self.cursor() {
            selection::select(&reader, &self.document().article, head, head);
            self.say(messages::selection_begun().to_owned());
        } else {
            self.extending.set(false);
        }
    }

    /// Selects the sentence at the cursor; the next one too where whole sentences are selected.
    pub(super) fn select_sentence(self: &Rc<Self>) {
        let Some((anchor, head)) = self.cursor().map(|(_, anchor, head)| (anchor.min(head), anchor.max(head))) else {
            return self.say(messages::no_cursor().to_owned());
        };
        let range = self.with_sentences(|all| {
            let whole = all.exactly(TextRange { start: anchor, end: head });
            let (first, last) = match whole {
                Some((first, last)) => (first, (last + 1).min(all.ranges.len() - 1)),
                None => {
                    let first = all.at(anchor)?;
                    (first, first)
                }
            };
            Some(TextRange { start: all.ranges[first].start, end: all.ranges[last].end })
        });
        if let Some(range) = range {
            self.select_range(range);
        }
    }

    /// Selects the quotation at the cursor, or the next one.
    pub(super) fn select_quotation(self: &Rc<Self>) {
        let Some((_, anchor, head)) = self.cursor() else { return self.say(messages::no_cursor().to_owned()) };
        let article = self.document().article.clone();
        // The same key again goes on to the next.
        let from = anchor.max(head);
        let in_block = |(at, block): (usize, &glossator_core::article::Block)| {
            let from = if Some(at) == article.block_at(head) { from.saturating_sub(block.range.start) } else { 0 };
            quotation_from(article.text.slice(block.range), from).map(|range| moved(range, block.range.start))
        };
        let at = article.block_at(head).unwrap_or_default();
        match article.blocks.iter().enumerate().skip(at).find_map(in_block) {
            Some(range) => self.select_range(range),
            None => self.say(messages::no_quotation().to_owned()),
        }
    }

    fn select_range(self: &Rc<Self>, range: TextRange) {
        if let Some(reader) = self.reader.cast::<HtmlElement>() {
            selection::select(&reader, &self.document().article, range.start, range.end);
            self.act(Action::Select(Some(range)));
            self.show_caret();
            self.say_selected(range);
        }
    }

    /// Says which words are selected; of whole sentences, which ones.
    pub(super) fn say_selected(&self, range: TextRange) {
        let text = self.document().article.text.clone();
        let whole = self.with_sentences(|all| all.exactly(range));
        self.say(match whole {
            Some((first, last)) => messages::selected_sentences(first, last, text.slice(range)),
            None => messages::selected(text.slice(range)),
        });
    }

    /// Marks what stands at the cursor: as a quote the quotation in the sentence, else the sentence. The annotation that
    /// the cursor stands in and that is in focus gets the category instead.
    pub(super) fn mark_here(self: &Rc<Self>, category: Category) {
        let Some((_, anchor, head)) = self.cursor() else { return };
        if anchor != head {
            // A selection that was begun by Enter and not ended.
            self.extending.set(false);
            self.act(Action::Select(Some(TextRange::new(anchor, head))));
            return self.mark(category);
        }
        if let Some(id) = self.focused_at(head) {
            return self.act(Action::SetCategory(id, category, clock::now()));
        }
        let article = self.document().article.clone();
        let Some(sentence) = self.with_sentences(|all| all.at(head).map(|at| all.ranges[at])) else { return };
        let quotation = (category == Category::Quote).then(|| {
            let block = article.blocks.get(article.block_at(sentence.start)?)?.range;
            let from = head.max(sentence.start).checked_sub(block.start)?;
            let range = moved(quotation_from(article.text.slice(block), from)?, block.start);
            (range.start < sentence.end).then_some(range)
        });
        self.act(Action::Select(Some(quotation.flatten().unwrap_or(sentence))));
        self.mark(category);
    }

    /// The annotation in focus, if `byte` is in its words or at their end.
    fn focused_at(&self, byte: usize) -> Option<Iri> {
        let focused = self.state().session.focused.clone()?;
        let anchors = self.anchors();
        let extent = anchors.anchored.iter().find(|it| it.annotation.id == focused)?.extent()?;
        // Where nothing parts sentences, the next one begins there.
        let next = byte == extent.end && self.with_sentences(|all| all.ranges.iter().any(|range| range.start == byte));
        (extent.start <= byte && byte <= extent.end && !next).then_some(focused)
    }

    /// Divides an annotation at the cursor.
    pub(super) fn split(self: &Rc<Self>, id: Iri) {
        let at = self.state().session.selection.map(|range| range.start);
        let at = at.or_else(|| self.cursor().map(|(_, _, head)| head));
        let before = self.document();
        if let Some(at) = at {
            self.act(Action::split(id, at, clock::new_id(), clock::now()));
        }
        if Rc::ptr_eq(&before, &self.document()) {
            self.say(messages::divide_where().to_owned());
        }
    }

    /// Makes an annotation and the next one of its category a single one.
    pub(super) fn join(self: &Rc<Self>, id: Iri) {
        let anchors = self.anchors();
        let found = anchors.anchored.iter().position(|it| it.annotation.id == id);
        let next = found.and_then(|at| {
            // Nobody's words are put under another's name.
            let one = &anchors.anchored[at].annotation;
            anchors.anchored[at + 1..].iter().find(|it| {
                it.annotation.category == one.category && Author::of(&it.annotation) == Author::of(one) && !is_lost(it)
            })
        });
        match next {
            Some(next) => self.act(Action::join(id, next.annotation.id.clone(), clock::now())),
            None => self.say(messages::none_to_join().to_owned()),
        }
    }

    /// Gives an annotation the selected words besides.
    pub(super) fn extend(self: &Rc<Self>, id: Iri) {
        // One that was begun by Enter and not ended counts too.
        let begun = self.cursor().filter(|(_, anchor, head)| self.extending.take() && anchor != head);
        let begun = begun.map(|(_, anchor, head)| TextRange::new(anchor, head));
        match self.state().session.selection.or(begun) {
            Some(range) => {
                self.act(Action::extend(id.clone(), range, clock::now()));
                selection::clear();
                self.caret_later(range.end);
            }
            None => self.say(messages::select_first().to_owned()),
        }
    }

    /// Moves an end of an annotation by a character or a word.
    pub(super) fn resize(self: &Rc<Self>, id: &Iri, end: bool, unit: Unit, forward: bool) {
        let anchors = self.anchors();
        let Some(anchored) = anchors.anchored.iter().find(|it| it.annotation.id == *id) else { return };
        let segment = if end { anchored.anchors.len().saturating_sub(1) } else { 0 };
        let Some(range) = anchored.anchors.get(segment).and_then(|anchor| anchor.range()) else { return };
        let article = self.document().article.clone();
        let text = &article.text;
        let mut edge = if end { range.end } else { range.start };
        // White space at an end is no part of an annotation: the end goes on to the next word.
        let next = loop {
            let next = match unit {
                Unit::Word => next_edge(&article, edge, end, forward),
                _ if forward => text.grapheme_after(edge),
                _ => text.grapheme_before(edge),
            };
            let moved = if end { TextRange { end: next, ..range } } else { TextRange { start: next, ..range } };
            if next == edge || moved.start >= moved.end {
                return;
            }
            let moved = text.trim(moved);
            if moved != range && !moved.is_empty() {
                break moved;
            }
            edge = next;
        };
        let visit = self.run.get().unwrap_or_else(|| {
            let mut ui = self.ui.borrow_mut();
            ui.visits += 1;
            ui.visits
        });
        self.run.set(Some(visit));
        let (id, at) = (id.clone(), clock::now());
        self.put(Action::resize(id.clone(), segment, next, visit, at), &id);
    }

    /// Puts a segment of an annotation on other words, and says which they are.
    pub(super) fn place_at(self: &Rc<Self>, id: &Iri, segment: usize, range: TextRange) {
        self.put(Action::place(id.clone(), vec![(segment, range)], clock::now()), id);
    }

    fn put(self: &Rc<Self>, action: Action, id: &Iri) {
        let open: Option<(Iri, Open)> = self.ui().open.clone();
        self.act(action);
        if let Some(annotation) = self.document().annotations.get(id) {
            self.say(messages::moved_end(&self.document().codebook, annotation));
        }
        self.change(|ui| ui.open = open);
    }
}

fn words_of(article: &Article, at: usize) -> Vec<TextRange> {
    let Some(block) = article.blocks.get(at) else { return Vec::new() };
    words(article.text.slice(block.range)).into_iter().map(|word| moved(word, block.range.start)).collect()
}

/// The end of the word after `head`, or the start of the one before it; the end or the start of the text beyond the
/// last.
fn by_word(article: &Article, head: usize, forward: bool) -> usize {
    let at = article.block_at(head).unwrap_or(0);
    if forward {
        (at..article.blocks.len())
            .find_map(|at| words_of(article, at).into_iter().map(|word| word.end).find(|end| *end > head))
            .unwrap_or(article.text.len())
    } else {
        (0..=at)
            .rev()
            .find_map(|at| words_of(article, at).into_iter().map(|word| word.start).rfind(|start| *start < head))
            .unwrap_or(0)
    }
}

/// The next end of a word, or its start, before or after `edge`.
fn next_edge(article: &Article, edge: usize, end: bool, forward: bool) -> usize {
    let at = article.block_at(edge).unwrap_or(0);
    let edges = |at: usize| words_of(article, at).into_iter().map(move |word| if end { word.end } else { word.start });
    if forward {
        (at..article.blocks.len()).find_map(|at| edges(at).find(|next| *next > edge)).unwrap_or(edge)
    } else {
        (0..=at).rev().find_map(|at| edges(at).rfind(|next| *next < edge)).unwrap_or(edge)
    }
}

/// The start of the next sentence or the one before; where what lies on the way is selected, the end of this one first.
fn by_sentence(sentences: &[TextRange], head: usize, forward: bool, extend: bool) -> usize {
    let mut starts = sentences.iter().map(|range| range.start);
    match (forward, extend) {
        (true, true) => sentences.iter().map(|range| range.end).find(|end| *end > head),
        (true, false) => starts.find(|start| *start > head),
        (false, _) => starts.rfind(|start| *start < head),
    }
    .unwrap_or(if forward { sentences.last().map_or(head, |range| range.end) } else { 0 })
}

fn by_block(article: &Article, head: usize, unit: Unit, forward: bool) -> usize {
    let Some(at) = article.block_at(head) else { return 0 };
    let range = article.blocks[at].range;
    let block = |index: usize| article.blocks.get(index).map(|block| block.range);
    match (unit, forward) {
        (Unit::Edge, false) => range.start,
        (Unit::Edge, true) => range.end,
        (_, false) if head > range.start => range.start,
        (_, false) => at.checked_sub(1).and_then(block).map_or(0, |range| range.start),
        (_, true) => block(at + 1).map_or(range.end, |range| range.start),
    }
}

/// Where the cursor begins: the first block that is on the screen.
fn first_visible(reader: &Element, article: &Article) -> usize {
    let first = selection::first_below(reader, CLEAR).unwrap_or(0);
    let is_drawn = selection::block(reader, first as usize).is_some();
    article.blocks.get(first as usize).filter(|_| is_drawn).map_or(0, |block| block.range.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::article::plain_text;

    /// Where the cursor goes, as the text with `|` there.
    fn check(marked: &str, unit: Unit, forward: bool, extend: bool, expected: &str) {
        let head = marked.find('|').expect("a cursor");
        let article = Rc::new(plain_text::parse(&marked.replace('|', "")));
        let next = match unit {
            Unit::Word => by_word(&article, head, forward),
            Unit::Sentence => by_sentence(&Sentences::of(article.clone()).ranges, head, forward, extend),
            unit => by_block(&article, head, unit, forward),
        };
        let mut shown = article.text.as_str().trim_end().to_owned();
        shown.insert(next, '|');
        assert_eq!(shown, expected);
    }

    #[test]
    fn by_words() {
        check("one |two three.", Unit::Word, true, false, "one two| three.");
        check("one two|. Three", Unit::Word, false, false, "one |two. Three");
    }

    #[test]
    fn by_sentences() {
        check("On|e is. Two is.", Unit::Sentence, true, false, "One is. |Two is.");
        check("On|e is. Two is.", Unit::Sentence, true, true, "One is.| Two is.");
        check("One is.| Two is.", Unit::Sentence, true, true, "One is. Two is.|");
        check("One is. Tw|o is.", Unit::Sentence, false, false, "One is. |Two is.");
        check("One is. |Two is.", Unit::Sentence, false, false, "|One is. Two is.");
        check("One is. |Two is.", Unit::Sentence, true, false, "One is. Two is.|");
    }

    #[test]
    fn sentences_are_counted() {
        let all = Sentences::of(Rc::new(plain_text::parse("One is. Two is.\n\nThree is.")));
        assert_eq!((all.at(0), all.at(7), all.at(9), all.at(900)), (Some(0), Some(1), Some(1), Some(2)));
        // At the end of the first paragraph, and at the start of the second.
        assert_eq!((all.at(15), all.at(16)), (Some(1), Some(2)));
        assert_eq!(all.exactly(TextRange { start: 0, end: 15 }), Some((0, 1)));
        assert_eq!(all.exactly(TextRange { start: 0, end: 5 }), None);
    }
}
