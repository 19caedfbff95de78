//! A section of the article: blocks that are drawn together. Memoised: a change elsewhere does not reach it.

use super::block::{self, Shown};
use crate::browser::selection::PART;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::article::{Article, Block, BlockKind};
use glossator_core::codebook::Codebook;
use glossator_core::direction::Direction;
use glossator_core::highlight::Run;
use glossator_core::text::TextRange;
use std::ops::Range;
use yew::prelude::*;

/// Blocks and bytes in a section, unless more stand together: few enough to be drawn within a frame, and so many that
/// nothing is left to gain from looking at fewer sections.
const BLOCKS: usize = 32;
const BYTES: usize = 16 * 1024;

/// Letters in a line, and in hundredths of an `em` its height and what is below a paragraph: as the sheet has it for most
/// text.
const LETTERS: usize = 70;
const LINE: usize = 162;
const BELOW: usize = 105;

/// What a section shows.
#[derive(Properties, PartialEq)]
pub struct SectionProps {
    /// The article.
    pub article: Shared<Article>,
    /// The blocks of it.
    pub blocks: Range<usize>,
    /// Which way the article runs.
    pub around: Direction,
    /// For each of the blocks the runs over it.
    pub runs: Vec<Shared<Vec<Run>>>,
    /// How categories look.
    pub codebook: Codebook,
    /// The annotation in focus, where it has a run here.
    pub lit: Option<Iri>,
    /// Whether it has an element of its own, as one of many.
    pub apart: bool,
}

/// The blocks of a section, with the text between them.
#[component]
pub fn Section(props: &SectionProps) -> Html {
    let blocks = Writer { props, runs: props.around }.blocks();
    if props.apart {
        html! { <div class={PART}>{ blocks }</div> }
    } else {
        blocks
    }
}

/// How high a section may be, in its own `em`, before it is laid out: what the browser takes for it until it comes near.
pub fn height(article: &Article, blocks: &Range<usize>) -> usize {
    let lines = |block: &Block| block.range.len().div_ceil(LETTERS).max(1);
    article.blocks[blocks.clone()].iter().map(|block| lines(block) * LINE + BELOW).sum::<usize>() / 100
}

/// An article's blocks, cut where nothing stands together.
pub fn sections(article: &Article) -> Vec<Range<usize>> {
    let blocks = &article.blocks;
    let (mut sections, mut start, mut at) = (Vec::new(), 0, 0);
    if blocks.is_empty() {
        // There may be text all the same.
        sections.push(0..0);
    }
    while at < blocks.len() {
        at += together(article, at);
        let bytes = blocks[at - 1].range.end - blocks[start].range.start;
        if at - start >= BLOCKS || bytes >= BYTES || at == blocks.len() {
            sections.push(start..at);
            start = at;
        }
    }
    sections
}

/// How many blocks stand together from `at` on.
fn together(article: &Article, at: usize) -> usize {
    let blocks = &article.blocks[at..];
    let group = group(&blocks[0].kind);
    match group {
        Group::One => 1,
        _ => blocks.iter().take_while(|it| same(&group, &it.kind)).count(),
    }
}

/// Blocks that stand together: a list, the lines around the article.
enum Group {
    One,
    List { ordered: bool, depth: u8 },
    Furniture,
}

struct Writer<'a> {
    props: &'a SectionProps,
    /// Which way the article runs.
    runs: Direction,
}

impl Writer<'_> {
    fn article(&self) -> &Article {
        &self.props.article
    }

    fn blocks(&self) -> Html {
        let (blocks, section) = (&self.article().blocks, &self.props.blocks);
        let mut parts = Vec::new();
        if section.start == 0 {
            parts.push(self.gap(0, blocks.first().map_or(self.article().text.len(), |block| block.range.start)));
        }
        let mut at = section.start;
        while at < section.end {
            let range = at..at + together(self.article(), at);
            let next = range.end;
            parts.push(match group(&blocks[at].kind) {
                Group::One => html! { <>{ self.block(at) }{ self.after(at) }</> },
                Group::List { .. } => self.list(range, self.runs),
                Group::Furniture => {
                    let front = blocks[..at].iter().all(|it| matches!(it.kind, BlockKind::Heading { level: 1 }));
                    let class = if front { "furniture front" } else { "furniture" };
                    html! { <div class={class}>{ for range.map(|at| html! { <>{ self.block(at) }{ self.after(at) }</> }) }</div> }
                }
            });
            at = next;
        }
        parts.into_iter().collect()
    }

    /// A list in what runs as `around` says, which an element without a `dir` takes on.
    fn list(&self, items: Range<usize>, around: Direction) -> Html {
        let blocks = &self.article().blocks;
        let BlockKind::ListItem { ordered, depth } = blocks[items.start].kind else { return Html::default() };
        let runs = self.direction(items.start);
        let dir = unlike(runs, around);
        let mut parts = Vec::new();
        let mut at = items.start;
        while at < items.end {
            // What is deeper belongs to the item before it.
            let deeper =
                |it: usize| matches!(blocks[it].kind, BlockKind::ListItem { depth: other, .. } if other > depth);
            let end = (at + 1..items.end).find(|&it| !deeper(it)).unwrap_or(items.end);
            let own = self.direction(at);
            let inner = if end > at + 1 { self.list(at + 1..end, own) } else { Html::default() };
            parts.push(html! { <li dir={unlike(own, runs)}>{ self.block(at) }{ self.after(at) }{ inner }</li> });
            at = end;
        }
        let parts: Html = parts.into_iter().collect();
        if ordered {
            html! { <ol {dir}>{ parts }</ol> }
        } else {
            html! { <ul {dir}>{ parts }</ul> }
        }
    }

    fn block(&self, index: usize) -> Html {
        let kind = &self.article().blocks[index].kind;
        let runs = self.props.runs.get(index - self.props.blocks.start).map_or(&[][..], |runs| &runs[..]);
        let dir = self.dir(index);
        // Of an item and a quotation the sign at its side goes along.
        let own = dir.filter(|_| !matches!(kind, BlockKind::ListItem { .. } | BlockKind::Blockquote));
        let block = block::block(&Shown {
            article: self.article(),
            index,
            dir: own,
            runs,
            codebook: &self.props.codebook,
            lit: self.props.lit.as_ref(),
        });
        match kind {
            BlockKind::Blockquote => html! { <blockquote {dir}>{ block }</blockquote> },
            _ => block,
        }
    }

    /// Which way a block runs, by its first strong character, where that is not the article's.
    fn dir(&self, index: usize) -> Option<&'static str> {
        unlike(self.direction(index), self.runs)
    }

    fn direction(&self, index: usize) -> Direction {
        let block = self.article().blocks.get(index);
        block.and_then(|block| Direction::of(self.article().text.slice(block.range))).unwrap_or(self.runs)
    }

    /// The text between a block and the next: line feeds, which a browser does not show but copies and counts.
    fn after(&self, index: usize) -> Html {
        let blocks = &self.article().blocks;
        let end = blocks.get(index + 1).map_or(self.article().text.len(), |next| next.range.start);
        self.gap(blocks[index].range.end, end)
    }

    fn gap(&self, start: usize, end: usize) -> Html {
        Html::from(self.article().text.slice(TextRange::new(start, end)).to_owned())
    }
}

fn unlike(runs: Direction, around: Direction) -> Option<&'static str> {
    (runs != around).then(|| runs.as_str())
}

fn group(kind: &BlockKind) -> Group {
    match kind {
        BlockKind::ListItem { ordered, depth } => Group::List { ordered: *ordered, depth: *depth },
        BlockKind::Furniture => Group::Furniture,
        _ => Group::One,
    }
}

fn same(group: &Group, kind: &BlockKind) -> bool {
    match group {
        Group::One => false,
        // A numbered item after bullets begins a list of its own, unless it is an inner one.
        Group::List { ordered, depth } => {
            matches!(kind, BlockKind::ListItem { ordered: other, depth: inner } if other == ordered || inner > depth)
        }
        Group::Furniture => matches!(kind, BlockKind::Furniture),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::article::plain_text;

    #[test]
    fn sections_follow_each_other_and_cut_nothing_that_stands_together() {
        let items = "- An item.\n".repeat(100);
        let long = "Words ".repeat(5_000);
        let text = format!("{}\n{items}\n{}{long}\n\nThe end.", "One.\n\n".repeat(30), "Two.\n\n".repeat(40));
        let article = plain_text::parse(&text);
        let sections = sections(&article);
        assert_eq!(sections.first().map(|it| it.start), Some(0));
        assert_eq!(sections.last().map(|it| it.end), Some(article.blocks.len()));
        assert!(sections.windows(2).all(|pair| pair[0].end == pair[1].start && !pair[1].is_empty()));
        let is_item = |at: usize| matches!(article.blocks[at].kind, BlockKind::ListItem { .. });
        assert!(sections[1..].iter().all(|it| !(is_item(it.start - 1) && is_item(it.start))));
        assert!(sections.iter().all(|it| it.len() < BLOCKS + 100));
        let nothing = super::sections(&plain_text::parse(""));
        assert!(nothing.len() == 1 && nothing[0].is_empty());
    }
}
