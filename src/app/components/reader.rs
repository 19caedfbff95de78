//! The article, set like a page of a book. Its text content is the article's text, character for character.

use super::block::Block;
use crate::shared::Shared;
use glossator_core::annotation::Iri;
use glossator_core::article::{Article, BlockKind};
use glossator_core::codebook::Codebook;
use glossator_core::direction::Direction;
use glossator_core::highlight::Run;
use glossator_core::text::TextRange;
use std::ops::Range;
use yew::prelude::*;

/// What the reader shows.
#[derive(Properties, PartialEq)]
pub struct ReaderProps {
    /// The element, for those who measure it.
    pub node: NodeRef,
    /// The article.
    pub article: Shared<Article>,
    /// For each block the runs over it.
    pub runs: Shared<Vec<Shared<Vec<Run>>>>,
    /// How categories look.
    pub codebook: Codebook,
    /// The annotation in focus.
    pub focused: Option<Iri>,
    /// A click on it, for the marks.
    pub onclick: Callback<MouseEvent>,
    /// A key in it, for the text cursor.
    pub onkeydown: Callback<KeyboardEvent>,
    /// It was left.
    pub onblur: Callback<FocusEvent>,
}

/// The article.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let runs = Direction::of_most(props.article.text.as_str());
    html! {
        // An article that does not say its language is of none that is known: the page's is not its own.
        // Translators and extensions that change the text would break every position in it.
        <article
            ref={props.node.clone()}
            class="reader notranslate"
            translate="no"
            dir={runs.as_str()}
            lang={props.article.metadata.language.clone()}
            tabindex="0"
            aria-label={props.article.name().to_owned()}
            onclick={props.onclick.clone()}
            onkeydown={props.onkeydown.clone()}
            onblur={props.onblur.clone()}
        >
            { Writer { props, runs }.blocks() }
        </article>
    }
}

/// Blocks that stand together: a list, the lines around the article.
enum Group {
    One,
    List { ordered: bool, depth: u8 },
    Furniture,
}

struct Writer<'a> {
    props: &'a ReaderProps,
    /// Which way the article runs.
    runs: Direction,
}

impl Writer<'_> {
    fn article(&self) -> &Article {
        &self.props.article
    }

    fn blocks(&self) -> Html {
        let blocks = &self.article().blocks;
        let mut parts = vec![self.gap(0, blocks.first().map_or(self.article().text.len(), |block| block.range.start))];
        let mut at = 0;
        while at < blocks.len() {
            let group = group(&blocks[at].kind);
            let len = match group {
                Group::One => 1,
                _ => blocks[at..].iter().take_while(|it| same(&group, &it.kind)).count(),
            };
            let range = at..at + len;
            parts.push(match group {
                Group::One => html! { <>{ self.block(at) }{ self.after(at) }</> },
                Group::List { .. } => self.list(range.clone(), self.runs),
                Group::Furniture => {
                    let front = blocks[..at].iter().all(|it| matches!(it.kind, BlockKind::Heading { level: 1 }));
                    let class = if front { "furniture front" } else { "furniture" };
                    html! { <div class={class}>{ for range.clone().map(|at| html! { <>{ self.block(at) }{ self.after(at) }</> }) }</div> }
                }
            });
            at += len;
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
        let runs = self.props.runs.get(index).cloned().unwrap_or_else(|| Shared(Default::default()));
        let lit = self.props.focused.clone().filter(|id| runs.iter().any(|run| run.id == *id));
        let dir = self.dir(index);
        // Of an item and a quotation the sign at its side goes along.
        let own = dir.filter(|_| !matches!(kind, BlockKind::ListItem { .. } | BlockKind::Blockquote));
        let block = html! { <Block key={index} dir={own} article={self.props.article.clone()} {index} {runs} codebook={self.props.codebook.clone()} {lit} /> };
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
