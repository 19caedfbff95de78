//! Plain and Markdown-like text, as people paste it.
//!
//! **Nothing of the text is lost and nothing is invented.** Every character that is not white space comes out, in its
//! place, but the markers of recognised structure: `#`, `>`, bullets and numbers at the start of a line, underlines of
//! headings, rules and code fences. Where it is doubtful whether something is a marker, it is text.
//!
//! In four steps, each of them linear: the head is read off the first lines (`head`), lines are put together to
//! blocks (`lines` says what a line is, `wrap` whether its end means anything), the end is searched for what is no
//! part of the article (`furniture`), and what is left is looked through for a title and for headings without marks.
//!
//! Markdown within a line, such as `**bold**`, stays as it is written.

mod furniture;
mod head;
mod lines;
#[cfg(test)]
mod tests;
mod wrap;

use super::{Article, ArticleBuilder, BlockKind};
use crate::text::canonical;
use head::Head;
use lines::{Item, Line, indent};

/// An article to try things on, in the form that [`parse`] reads.
pub const SAMPLE: &str = include_str!("sample.md");

/// Line ends that are none to [`canonical`]: vertical tab, form feed, next line, line and paragraph separator.
const OTHER_LINE_ENDS: [char; 5] = ['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Bytes of a heading that is marked by an underline.
const LONGEST_UNDERLINED: usize = 200;

/// Bytes of a heading that is marked by nothing.
const LONGEST_UNMARKED: usize = 90;

/// Bytes of a paragraph that may follow a heading that is marked by nothing; half as many may stand before it.
const LONG_PARAGRAPH: usize = 100;

/// Blocks among which a title may stand.
const TITLE_BLOCKS: usize = 12;

/// Reads an article out of `source`. Total: there is no text that is not one.
///
/// Title, author, date and address are in the metadata where the text says them, and their lines stay in the text.
///
/// ```
/// use glossator_core::article::{BlockKind, plain_text};
/// let article = plain_text::parse("A quiet vote\nBy Anna Berg | Feb. 14, 2025\n\nNobody spoke.\n\n- one\n- two");
/// assert_eq!(article.text.as_str(), "A quiet vote\nBy Anna Berg | Feb. 14, 2025\nNobody spoke.\none\ntwo\n");
/// assert_eq!(article.metadata.title, "A quiet vote");
/// assert_eq!(article.metadata.author, "Anna Berg");
/// assert_eq!(article.metadata.date, "2025-02-14");
/// assert_eq!(article.blocks[1].kind, BlockKind::Furniture);
/// assert_eq!(article.blocks[4].kind, BlockKind::ListItem { ordered: false, depth: 0 });
/// ```
pub fn parse(source: &str) -> Article {
    let text = canonical(&source.replace(OTHER_LINE_ENDS, "\n"));
    let lines: Vec<&str> = text.split('\n').collect();
    let head = Head::read(&lines);
    let mut drafts = Scan::new(&lines, &head.lines).drafts();
    unmark(&mut drafts);
    let mut metadata = head.metadata;
    furniture::mark(&mut drafts);
    if let Some(title) = title(&mut drafts, &metadata.title) {
        metadata.title = title;
    }
    unmarked_headings(&mut drafts);
    if metadata.date.is_empty() {
        metadata.date = dateline(&drafts).unwrap_or_default();
    }
    let mut builder = ArticleBuilder::default();
    for draft in &drafts {
        builder.push(draft.kind, &draft.text);
    }
    builder.finish(metadata)
}

/// Takes a byte order mark away that stood behind the marker of the first line: whoever reads the text takes it for no
/// part of it, and every position would be one less.
fn unmark(drafts: &mut Vec<Draft>) {
    let marked = |char: char| char == '\u{feff}' || char.is_whitespace();
    while let Some(first) = drafts.first_mut().filter(|first| first.text.starts_with('\u{feff}')) {
        first.text = first.text.trim_start_matches(marked).to_owned();
        if first.text.is_empty() {
            drafts.remove(0);
        }
    }
}

/// A block in the making.
#[derive(Debug)]
struct Draft {
    kind: BlockKind,
    text: String,
    /// What an item was marked with.
    marker: String,
    /// The list that an item belongs to.
    list: usize,
    /// A blank line stands before it.
    apart: bool,
    /// Lines it was put together from.
    lines: usize,
}

/// A list whose next item may follow.
struct Level {
    indent: usize,
    list: usize,
    /// The number of its last item, where it has numbers.
    number: Option<u32>,
}

/// What the next line may go on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Paragraph,
    Quote,
    Item { indent: usize },
}

/// Puts lines together to blocks.
struct Scan<'a> {
    sources: &'a [&'a str],
    lines: Vec<Line<'a>>,
    is_head: Vec<bool>,
    margin: Option<usize>,
    drafts: Vec<Draft>,
    levels: Vec<Level>,
    lists: usize,
    open: Open,
    apart: bool,
}

impl<'a> Scan<'a> {
    fn new(sources: &'a [&'a str], head: &[usize]) -> Self {
        let lines: Vec<Line<'_>> = sources.iter().map(|line| Line::of(line)).collect();
        let mut is_head = vec![false; lines.len()];
        for &index in head {
            is_head[index] = true;
        }
        let goes_on = |index: &usize| {
            let is_text = lines[*index] == Line::Text && !is_head[*index];
            let before = lines[*index - 1];
            is_text && matches!(before, Line::Text | Line::Item(_)) && !is_head[*index - 1]
        };
        let pairs = (1..lines.len()).filter(goes_on);
        let margin = wrap::margin(pairs.map(|index| (sources[index - 1], sources[index])));
        Self {
            sources,
            lines,
            is_head,
            margin,
            drafts: Vec::new(),
            levels: Vec::new(),
            lists: 0,
            open: Open::Nothing,
            apart: false,
        }
    }

    fn drafts(mut self) -> Vec<Draft> {
        let closers = self.closers();
        let mut index = 0;
        while index < self.lines.len() {
            index = match self.lines[index] {
                Line::Fence { .. } if closers[index].is_some() => {
                    let end = closers[index].unwrap_or(index);
                    self.preformatted(index + 1, end);
                    end
                }
                line => {
                    self.line(index, line);
                    index
                }
            } + 1;
        }
        without_lists_of_one(&mut self.drafts, self.lists);
        self.drafts
    }

    /// For each fence, the next bare one of its mark: it closes it. A fence that nothing closes is text.
    fn closers(&self) -> Vec<Option<usize>> {
        let mut next = [None, None];
        let mut closers = vec![None; self.lines.len()];
        for (index, line) in self.lines.iter().enumerate().rev() {
            if let Line::Fence { mark, bare } = *line {
                let next = &mut next[usize::from(mark == '~')];
                closers[index] = *next;
                if bare {
                    *next = Some(index);
                }
            }
        }
        closers
    }

    fn preformatted(&mut self, start: usize, end: usize) {
        let text = self.sources[start..end].join("\n");
        self.levels.clear();
        if !text.trim().is_empty() {
            self.push(BlockKind::Preformatted, text.trim_matches('\n'));
        }
        self.open = Open::Nothing;
    }

    fn line(&mut self, index: usize, line: Line<'a>) {
        match line {
            Line::Blank => {
                self.open = Open::Nothing;
                self.apart = true;
            }
            Line::Rule { underline } => self.rule(underline),
            Line::Heading { level, text } => {
                self.levels.clear();
                self.push(BlockKind::Heading { level }, text);
            }
            Line::Quote { text } => self.quote(text),
            Line::Item(item) => self.item(index, item),
            Line::Text | Line::Fence { .. } => self.text(index),
        }
    }

    /// A rule under a line of text makes a heading of it.
    fn rule(&mut self, underline: Option<char>) {
        self.levels.clear();
        if self.open == Open::Paragraph
            && let (Some(mark), Some(last)) = (underline, self.drafts.last_mut())
            && last.lines == 1
            && last.text.len() <= LONGEST_UNDERLINED
            && !last.text.ends_with('.')
        {
            let level = if mark == '=' { 1 } else { 2 };
            last.kind = BlockKind::Heading { level };
        }
        self.open = Open::Nothing;
        self.apart = true;
    }

    fn quote(&mut self, text: &str) {
        self.levels.clear();
        if text.is_empty() {
            self.open = Open::Nothing;
        } else if self.open == Open::Quote {
            self.go_on(text);
        } else {
            self.push(BlockKind::Blockquote, text);
            self.open = Open::Quote;
        }
    }

    fn item(&mut self, index: usize, item: Item<'_>) {
        // A dash or a year at the start of a wrapped line.
        let is_text =
            self.open == Open::Paragraph && self.joins_line_before(index) && !wrap::is_ended(self.sources[index - 1]);
        let Some(list) = (!is_text).then(|| self.list_of(item)).flatten() else {
            return self.text(index);
        };
        let depth = u8::try_from(self.levels.len() - 1).unwrap_or(u8::MAX);
        let ordered = item.number.is_some();
        self.push(BlockKind::ListItem { ordered, depth }, item.text);
        if let Some(draft) = self.drafts.last_mut() {
            draft.marker = item.marker.to_owned();
            draft.list = list;
        }
        self.open = Open::Item { indent: item.indent };
    }

    /// The list that `item` belongs to, now the last of the open ones. None where its number neither begins a list nor
    /// follows: "14. Februar" and "1984. That was the year" begin sentences.
    fn list_of(&mut self, item: Item<'_>) -> Option<usize> {
        while self.levels.last().is_some_and(|level| level.indent > item.indent + 1) {
            self.levels.pop();
        }
        let begins = item.number.is_none_or(|number| number <= 1);
        match self.levels.last_mut() {
            Some(level) if item.indent < level.indent + 2 => {
                if follows(level.number, item.number) {
                    level.number = item.number;
                    return Some(level.list);
                }
                if begins {
                    self.levels.pop();
                }
            }
            _ => {}
        }
        begins.then(|| {
            self.lists += 1;
            self.levels.push(Level { indent: item.indent, list: self.lists, number: item.number });
            self.lists
        })
    }

    fn text(&mut self, index: usize) {
        let source = self.sources[index];
        let text = source.trim();
        if self.is_head[index] {
            self.levels.clear();
            return self.push(BlockKind::Furniture, text);
        }
        let goes_on = match self.open {
            Open::Paragraph => self.joins_line_before(index),
            Open::Item { indent: marker } => indent(source) > marker || self.joins_line_before(index),
            Open::Nothing | Open::Quote => false,
        };
        if goes_on {
            return self.go_on(text);
        }
        self.levels.clear();
        self.push(BlockKind::Paragraph, text);
        self.open = Open::Paragraph;
    }

    fn joins_line_before(&self, index: usize) -> bool {
        self.margin.is_some_and(|margin| wrap::joins(self.sources[index - 1], self.sources[index], margin))
    }

    fn push(&mut self, kind: BlockKind, text: &str) {
        self.drafts.push(Draft {
            kind,
            text: text.to_owned(),
            marker: String::new(),
            list: 0,
            apart: self.apart,
            lines: 1,
        });
        self.apart = false;
        self.open = Open::Nothing;
    }

    fn go_on(&mut self, text: &str) {
        if let Some(last) = self.drafts.last_mut() {
            last.text.push(' ');
            last.text.push_str(text);
            last.lines += 1;
        }
    }
}

/// Whether an item of number `next` belongs to the list whose last one was `last`. Markdown also counts 1, 1, 1.
fn follows(last: Option<u32>, next: Option<u32>) -> bool {
    match (last, next) {
        (Some(last), Some(next)) => next == last + 1 || (last, next) == (1, 1),
        (last, next) => last == next,
    }
}

/// A number that no second one follows is part of a sentence and goes back to it.
fn without_lists_of_one(drafts: &mut [Draft], lists: usize) {
    let mut items = vec![0; lists + 1];
    for draft in drafts.iter() {
        items[draft.list] += 1;
    }
    for draft in drafts {
        if let BlockKind::ListItem { ordered: true, .. } = draft.kind
            && items[draft.list] == 1
        {
            draft.text = format!("{} {}", draft.marker, draft.text);
            draft.kind = BlockKind::Paragraph;
        }
    }
}

/// Finds the title, and makes a heading of its block where that is none. `labelled` is the title that the head names.
fn title(drafts: &mut [Draft], labelled: &str) -> Option<String> {
    let top = drafts.len().min(TITLE_BLOCKS);
    let is_long = |draft: &Draft| draft.text.len() > 2 * LONG_PARAGRAPH;
    let body = drafts[..top].iter().position(is_long).unwrap_or(top);
    let marked = |draft: &Draft| draft.kind == BlockKind::Heading { level: 1 };
    if labelled.is_empty()
        && let Some(heading) = drafts[..body].iter().find(|draft| marked(draft))
    {
        return Some(heading.text.clone());
    }
    let kickers =
        drafts[..top].iter().take_while(|draft| draft.kind == BlockKind::Furniture || head_is_kicker(draft)).count();
    let first = drafts[..top].get(kickers)?;
    let is_title = match first.kind {
        _ if !labelled.is_empty() => labelled == first.text,
        BlockKind::Heading { .. } => true,
        BlockKind::Paragraph => is_unmarked_title(first, drafts.get(kickers + 1)),
        _ => false,
    };
    if !is_title {
        return None;
    }
    for kicker in &mut drafts[..kickers] {
        kicker.kind = BlockKind::Furniture;
    }
    let title = &mut drafts[kickers];
    if title.kind == BlockKind::Paragraph {
        title.kind = BlockKind::Heading { level: 1 };
    }
    Some(title.text.clone())
}

fn head_is_kicker(draft: &Draft) -> bool {
    draft.kind == BlockKind::Paragraph && furniture::is_kicker(&draft.text)
}

/// Whether `first`, with `next` behind it, is a headline: set apart from what follows, or much shorter than it.
fn is_unmarked_title(first: &Draft, next: Option<&Draft>) -> bool {
    let Some(next) = next else { return false };
    let is_set_apart = next.apart || next.kind == BlockKind::Furniture;
    let is_shorter = next.text.len() >= LONG_PARAGRAPH && next.text.len() > first.text.len() * 3 / 2;
    head::can_be_title(&first.text) && first.marker.is_empty() && (is_set_apart || is_shorter)
}

/// Makes headings of the short lines between long paragraphs, where no other heading is marked.
fn unmarked_headings(drafts: &mut [Draft]) {
    let is_marked = |draft: &Draft| matches!(draft.kind, BlockKind::Heading { level: 2.. });
    if drafts.iter().any(is_marked) {
        return;
    }
    for index in 1..drafts.len().saturating_sub(1) {
        let (before, after) = (&drafts[index - 1], &drafts[index + 1]);
        let between = is_paragraph_of(before, LONG_PARAGRAPH / 2)
            && wrap::is_ended(&before.text)
            && is_paragraph_of(after, LONG_PARAGRAPH);
        if between && is_unmarked_heading(&drafts[index]) && !furniture::can_begin(&drafts[index]) {
            drafts[index].kind = BlockKind::Heading { level: 2 };
        }
    }
}

fn is_paragraph_of(draft: &Draft, bytes: usize) -> bool {
    draft.kind == BlockKind::Paragraph && draft.text.len() >= bytes
}

/// Whether `draft` reads as a heading: a few words that begin with a capital and end without any mark.
fn is_unmarked_heading(draft: &Draft) -> bool {
    let text = &draft.text;
    draft.kind == BlockKind::Paragraph
        && draft.lines == 1
        && text.len() <= LONGEST_UNMARKED
        && text.split_whitespace().count() <= 12
        && text.starts_with(|char: char| char.is_alphanumeric() && !char.is_lowercase())
        && text.contains(char::is_alphabetic)
        && text.ends_with(|char: char| char.is_alphanumeric() || char == ')')
        && !text.contains(['/', '|', '©', '@', '\t'])
        && !text.starts_with("Q:")
        && !text.starts_with("A:")
}

/// The date in the first paragraph, where that begins with place and date.
fn dateline(drafts: &[Draft]) -> Option<String> {
    let is_paragraph = |draft: &&Draft| draft.kind == BlockKind::Paragraph;
    let mut first = drafts.iter().take(TITLE_BLOCKS).filter(is_paragraph).take(2);
    first.find_map(|draft| head::date_of_dateline(&draft.text))
}
