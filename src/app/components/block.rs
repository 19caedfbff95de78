//! A block of the article with its marks.

use crate::browser::selection::BLOCK;
use glossator_core::annotation::Iri;
use glossator_core::article::{Article, Block as ArticleBlock, BlockKind, InlineKind};
use glossator_core::codebook::Codebook;
use glossator_core::highlight::{Node, Run, nest, segments};
use glossator_core::text::TextRange;
use yew::prelude::*;
use yew::virtual_dom::VTag;

/// Underlines further down would meet the next line of text.
const LANES_MAX: usize = 4;

/// What a block shows.
pub struct Shown<'a> {
    /// The article.
    pub article: &'a Article,
    /// The index of the block in it.
    pub index: usize,
    /// Which way it runs, where that is another way than what is around it.
    pub dir: Option<&'static str>,
    /// The runs of the annotations over the block.
    pub runs: &'a [Run],
    /// How categories look.
    pub codebook: &'a Codebook,
    /// The annotation in focus.
    pub lit: Option<&'a Iri>,
}

/// The element of a block. Its text content is the block's text, to the letter.
pub fn block(props: &Shown<'_>) -> Html {
    let Some(block) = props.article.blocks.get(props.index) else { return Html::default() };
    let mut element = VTag::new(tag(&block.kind));
    element.add_attribute(BLOCK, props.index.to_string());
    if let Some(class) = class(&block.kind) {
        element.add_attribute("class", class);
    }
    if let Some(dir) = props.dir {
        element.add_attribute("dir", dir);
    }
    element.add_child(content(props, block));
    element.into()
}

fn tag(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading { level: 1 } => "h1",
        BlockKind::Heading { level: 2 } => "h2",
        BlockKind::Heading { level: 3 } => "h3",
        BlockKind::Heading { level: 4 } => "h4",
        BlockKind::Heading { level: 5 } => "h5",
        BlockKind::Heading { .. } => "h6",
        BlockKind::ListItem { .. } => "span",
        BlockKind::Preformatted => "pre",
        _ => "p",
    }
}

fn class(kind: &BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Caption => Some("caption"),
        BlockKind::TableRow => Some("table-row"),
        _ => None,
    }
}

fn content(props: &Shown<'_>, block: &ArticleBlock) -> Html {
    let &Shown { article, runs, lit, codebook, .. } = props;
    // Inlines and runs nest alike: items are the inlines first, then the runs.
    let items: Vec<TextRange> =
        block.inlines.iter().map(|inline| inline.range).chain(runs.iter().map(|run| run.range)).collect();
    let mut writer = Writer { article, block, runs, lit, codebook, begun: Vec::new() };
    writer.nodes(&nest(&segments(block.range, &items)))
}

struct Writer<'a> {
    article: &'a Article,
    block: &'a ArticleBlock,
    runs: &'a [Run],
    lit: Option<&'a Iri>,
    codebook: &'a Codebook,
    /// Annotations whose first element is written.
    begun: Vec<&'a Iri>,
}

impl<'a> Writer<'a> {
    fn nodes(&mut self, nodes: &[Node]) -> Html {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn node(&mut self, node: &Node) -> Html {
        match node {
            Node::Text(range) => Html::from(self.article.text.slice(*range).to_owned()),
            Node::Element { item, children } => match item.checked_sub(self.block.inlines.len()) {
                Some(run) => self.mark(&self.runs[run], children),
                None => self.inline(&self.block.inlines[*item].kind, children),
            },
        }
    }

    fn inline(&mut self, kind: &InlineKind, children: &[Node]) -> Html {
        let inner = self.nodes(children);
        match kind {
            InlineKind::Emphasis => html! { <em>{ inner }</em> },
            InlineKind::Strong => html! { <strong>{ inner }</strong> },
            InlineKind::Code => html! { <code>{ inner }</code> },
            InlineKind::Link { href } => html! {
                <a href={href.clone()} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">{ inner }</a>
            },
        }
    }

    fn mark(&mut self, run: &'a Run, children: &[Node]) -> Html {
        let begins = run.first && !self.begun.contains(&&run.id);
        if begins {
            self.begun.push(&run.id);
        }
        let lane = run.lane.min(LANES_MAX);
        let classes = classes!(
            self.codebook.look(&run.category),
            (lane > 0).then(|| format!("lane-{lane}")),
            (self.lit == Some(&run.id)).then_some("lit"),
        );
        html! {
            <mark
                class={classes}
                data-annotation={run.id.to_string()}
                data-category={run.category.as_str().to_owned()}
                aria-details={begins.then(|| card_id(&run.id))}
            >
                { self.nodes(children) }
            </mark>
        }
    }
}

/// The id of an annotation's card in the page.
pub fn card_id(id: &Iri) -> String {
    // White space would make two references of one.
    format!("card-{}", id.as_str().replace(char::is_whitespace, "_"))
}
