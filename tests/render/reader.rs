//! The reader's text content is the article's text, character for character, whatever is marked in it.

use super::{html, text_content};
use glossator::components::reader::{Reader, ReaderProps};
use glossator::shared::Shared;
use glossator_core::annotation::{Category, Iri, Timestamp};
use glossator_core::article::{Article, Block, BlockKind, Inline, InlineKind, Metadata, plain_text};
use glossator_core::codebook::Codebook;
use glossator_core::document::Document;
use glossator_core::highlight::{anchored, by_block};
use glossator_core::state::{Action, State};
use glossator_core::text::{Text, TextRange};
use std::rc::Rc;
use yew::prelude::*;

fn render(document: &Document, focused: Option<Iri>) -> String {
    render_up_to(document, focused, document.article.blocks.len())
}

/// As it is drawn first, where it is needed up to a block.
fn render_up_to(document: &Document, focused: Option<Iri>, reach: usize) -> String {
    let runs = by_block(&document.article, &anchored(document, &[]));
    html::<Reader>(ReaderProps {
        codebook: Codebook::default(),
        node: NodeRef::default(),
        article: Shared(document.article.clone()),
        runs: Shared(Rc::new(runs.into_iter().map(|runs| Shared(Rc::new(runs))).collect())),
        focused,
        reach,
        onclick: Callback::noop(),
        onkeydown: Callback::noop(),
        onblur: Callback::noop(),
    })
}

/// `article` with each of the ranges marked, in turn as claim, quote and opinion.
fn marked(article: Article, ranges: &[Vec<TextRange>]) -> Rc<Document> {
    let state = State::new(Rc::new(Document::new(Iri::new("urn:x:document"), article, Timestamp(0))));
    ranges
        .iter()
        .enumerate()
        .fold(state, |state, (index, ranges)| {
            state.update(Action::Mark {
                id: Iri::new(format!("urn:x:{index}")),
                category: Category::ALL[index % 3].clone(),
                ranges: ranges.clone(),
                creator: None,
                at: Timestamp(index as i64),
            })
        })
        .document
}

/// The range of `words` in the article.
fn find(article: &Article, words: &str) -> TextRange {
    let start = article.text.as_str().find(words).expect("the words");
    TextRange::new(start, start + words.len())
}

#[test]
fn of_a_long_article_the_beginning_is_drawn_first_and_what_is_needed() {
    let text: String = (0..2_000).map(|nth| format!("Paragraph number {nth}.\n\n")).collect();
    let article = plain_text::parse(&text);
    let last = find(&article, "number 1234.");
    let document = marked(article, &[vec![last]]);
    let shown = |focused: Option<&str>, reach: usize| {
        let html = render_up_to(&document, focused.map(Iri::new), reach);
        let count = html.matches("data-block").count();
        // What is drawn is the article up to some block.
        assert!(document.article.text.as_str().starts_with(text_content(&html).trim_end()), "{reach}");
        assert_eq!(html.contains("<p data-block=\"1234\""), count > 1234);
        count
    };
    let first = shown(None, 0);
    assert!((100..400).contains(&first), "{first}");
    assert!((1_235..1_400).contains(&shown(Some("urn:x:0"), 0)));
    assert!((1_801..1_900).contains(&shown(None, 1_800)));
    assert_eq!(shown(None, usize::MAX), 2_000);
}

const HOSTILE: &str = "\
# <script>alert(1)</script> & \"quotes\" 'here'

By A & B · 3 May 2024

A family 👩‍👩‍👧‍👦, a flag 🇲🇽, e\u{301} and क्षि; &amp; stays as it is, and so does </article>.

- one <b>item</b>
- another
  - deeper
  - and deeper

1. first
2. second

> A quotation with \u{202e}bidi\u{202c} and\u{a0}hard spaces.

مرحبا بالعالم، هذا نص.

Sources: none.
";

#[test]
fn the_text_content_is_the_text() {
    for source in [HOSTILE, include_str!("../../src/core/article/sample.md"), "One line", "a\n\nb\n\n\n\nc"] {
        let article = plain_text::parse(source);
        let text = article.text.as_str().to_owned();
        let all = article.text.range();
        let step = (all.len() / 7).max(1);
        // Ranges that cross each other and the blocks.
        let ranges: Vec<Vec<TextRange>> = (0..all.len())
            .step_by(step)
            .map(|start| vec![TextRange::new(start, (start + 3 * step).min(all.end))])
            .collect();
        let document = marked(article, &ranges);
        assert!(!document.annotations.is_empty());
        assert_eq!(text_content(&render(&document, None)), text, "{source}");
    }
}

#[test]
fn text_that_no_block_holds_is_rendered_all_the_same() {
    let text = Text::new("\n\nFirst\n\n\nSecond");
    let document = Document::new(Iri::new("urn:x:d"), Article::new(text, vec![], Metadata::default()), Timestamp(0));
    assert_eq!(text_content(&render(&document, None)), "\n\nFirst\n\n\nSecond");
}

#[test]
fn foreign_markup_is_text() {
    let article = plain_text::parse(HOSTILE);
    let html = render(&Document::new(Iri::new("urn:x:d"), article, Timestamp(0)), None);
    assert!(!html.contains("<script") && !html.contains("<b>item"), "{html}");
}

#[test]
fn overlapping_marks_nest_and_name_their_cards_once() {
    let article = plain_text::parse("The mayor resigned on Monday.\n\nNobody was surprised at all.");
    let ranges = vec![
        vec![find(&article, "mayor resigned")],
        vec![find(&article, "resigned on Monday.\nNobody")],
        vec![find(&article, "resigned")],
    ];
    let html = render(&marked(article, &ranges), Some(Iri::new("urn:x:2")));
    for id in 0..3 {
        let details = format!("aria-details=\"card-urn:x:{id}\"");
        assert_eq!(html.matches(&details).count(), 1, "{html}");
    }
    // The quote runs over two blocks, and is split by the claim that it crosses.
    assert_eq!(html.matches("data-annotation=\"urn:x:1\"").count(), 3, "{html}");
    assert_eq!(html.matches("data-category=\"opinion\"").count(), 1, "{html}");
    assert!(html.contains("class=\"plum wavy lane-2 lit\""), "{html}");
    let (claim, opinion) = (html.find("urn:x:0").expect("the claim"), html.find("urn:x:2").expect("the opinion"));
    assert!(
        claim < opinion && !html[claim..opinion].contains("</mark>"),
        "the opinion is not inside the claim: {html}"
    );
}

#[test]
fn links_lead_out_without_a_referrer_and_may_be_marked() {
    let text = Text::new("See the record for it.\n");
    let link = Inline { kind: InlineKind::Link { href: "https://example.org/".into() }, range: TextRange::new(4, 14) };
    let block = Block { kind: BlockKind::Paragraph, range: TextRange::new(0, 22), inlines: vec![link] };
    let article = Article::new(text, vec![block], Metadata::default());
    let html = render(&marked(article, &[vec![TextRange::new(8, 18)]]), None);
    assert!(html.contains("rel=\"noopener noreferrer\"") && html.contains("referrerpolicy=\"no-referrer\""), "{html}");
    assert_eq!(text_content(&html), "See the record for it.\n");
}

#[test]
fn lists_nest_and_the_lines_around_the_article_stand_apart() {
    let article = plain_text::parse(HOSTILE);
    let html = render(&Document::new(Iri::new("urn:x:d"), article, Timestamp(0)), None);
    assert!(
        html.contains("<ol>") && html.contains("<blockquote>") && html.contains("class=\"furniture front\""),
        "{html}"
    );
    let inner = html.find("<ul>").and_then(|at| html[at + 4..].find("<ul>"));
    assert!(inner.is_some(), "the inner list is not in the outer: {html}");
}

#[test]
fn an_inner_list_runs_as_its_own_first_words_do() {
    let text = "- שלום לכם\n  - Paris\n  - שוב\n- Again\n  - Once more\n\nMost of this article runs to the right, as English does.\n";
    let html = render(&Document::new(Iri::new("urn:x:d"), plain_text::parse(text), Timestamp(0)), None);
    let lists: Vec<&str> = html.split('<').filter(|it| it.starts_with("ul") || it.starts_with("li")).collect();
    let lists: Vec<&str> = lists.iter().map(|it| it.split('>').next().unwrap_or_default()).collect();
    let expected = ["ul dir=\"rtl\"", "li", "ul dir=\"ltr\"", "li", "li dir=\"rtl\"", "li dir=\"ltr\"", "ul", "li"];
    assert_eq!(lists, expected, "{html}");
}
