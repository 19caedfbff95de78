//! One page that anybody can read: the article with its marks, the notes, a legend, and our own file within it, so that
//! the page opens here again (see [`crate::import`]).
//!
//! **Nothing runs and nothing is fetched.** The page has no script, its policy allows none, and every word of the
//! article and of the notes is escaped. The file stands in a data block, which no browser executes; its `<` are
//! escaped as JSON has it, so that no word in it can end the block.

use super::mark::{Mark, marks};
use super::words::{annotator, attributes, named};
use crate::annotation::Timestamp;
use crate::article::date::display;
use crate::article::{Block, BlockKind, InlineKind};
use crate::codebook::Codebook;
use crate::direction::Direction;
use crate::document::Document;
use crate::file::name::{is_link, is_web};
use crate::file::{self, write::derived_label};
use crate::highlight::{Node, nest, segments};
use crate::text::TextRange;
use std::fmt::Write;

/// What the page may do: have a style.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The data block begins with it, so that it is found again.
pub(crate) const DATA_BLOCK: &str = "<script type=\"application/ld+json\" id=\"glossator\">";

pub(super) fn write(document: &Document, version: &str) -> String {
    let article = &document.article;
    let marks = marks(document);
    let mut out = String::new();
    let title = escaped(article.name());
    let language = match article.metadata.language.as_str() {
        "" => String::new(),
        tag => format!(" lang=\"{}\"", escaped(tag)),
    };
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<!doctype html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"Glossator {version}\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n",
        version = escaped(version),
        style = include_str!("html.css"),
    );
    head(&mut out, document, &title);
    // `auto` asks no element that has a direction of its own, and each block has one.
    let _ = writeln!(out, "<main><article dir=\"{}\">", Direction::of_most(article.text.as_str()).as_str());
    if !article.blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading { level: 1 })) {
        let _ = writeln!(out, "<h1 dir=\"auto\">{title}</h1>");
    }
    Body { document, marks: &marks }.blocks(&mut out);
    out.push_str("</article></main>\n");
    legend(&mut out, &marks, &document.codebook);
    notes(&mut out, &marks, document);
    let _ = writeln!(
        out,
        "<footer><p>This page holds its annotations as data: open it in Glossator to go on with them.</p></footer>"
    );
    let _ = write!(out, "{DATA_BLOCK}\n{}</script>\n</body>\n</html>\n", file(document, version));
    out
}

/// Our file, in which no word ends a script or begins a comment.
fn file(document: &Document, version: &str) -> String {
    file::write(document, version).replace('<', "\\u003c")
}

/// Where it is from, and who made the annotations.
fn head(out: &mut String, document: &Document, title: &str) {
    let article = &document.article;
    let label = match document.label.as_str() {
        "" => &derived_label(document.creator.as_ref(), article),
        label => label,
    };
    let _ = write!(out, "<header>\n<p dir=\"auto\">{}</p>\n", escaped(label));
    let data = &article.metadata;
    let author = format!("<bdi>{}</bdi>", escaped(&data.author));
    let mut source: Vec<String> = [(&data.author, author), (&data.date, day(&data.date))]
        .into_iter()
        .filter(|(value, _)| !value.is_empty())
        .map(|(_, shown)| shown)
        .collect();
    if is_web(&data.address) {
        let address = escaped(&data.address);
        source.push(format!("<a href=\"{address}\" rel=\"noopener noreferrer nofollow\">{address}</a>"));
    }
    if !source.is_empty() {
        let _ = writeln!(out, "<p><bdi>{title}</bdi>: {}</p>", source.join(" · "));
    }
    let _ = write!(out, "<p>As of {}</p>\n</header>\n", moment(document.modified()));
}

struct Body<'a> {
    document: &'a Document,
    marks: &'a [Mark],
}

/// What covers a run of text: an annotation, or what the article itself has there.
#[derive(Clone, Copy)]
enum Cover<'a> {
    /// Of the mark of that index; true where it ends with this run.
    Mark(usize, bool),
    Inline(&'a InlineKind),
}

impl<'a> Body<'a> {
    fn blocks(&self, out: &mut String) {
        let blocks = &self.document.article.blocks;
        // For each block the marks over it; they come in the order of the text, blocks too.
        let mut over: Vec<Vec<(usize, TextRange, bool)>> = vec![Vec::new(); blocks.len()];
        for (index, mark) in self.marks.iter().enumerate() {
            let mut last = None;
            for &range in &mark.ranges {
                let from = self.document.article.block_at(range.start).unwrap_or(0);
                for (at, block) in blocks.iter().enumerate().skip(from) {
                    if block.range.start >= range.end {
                        break;
                    }
                    if let Some(part) = block.range.intersect(range) {
                        last = Some((at, over[at].len()));
                        over[at].push((index, part, false));
                    }
                }
            }
            // The number stands once, where the last word is.
            if let Some((at, place)) = last {
                over[at][place].2 = true;
            }
        }
        let mut open: Option<BlockKind> = None;
        // The number of the next item, by depth.
        let mut numbers = [1usize; 256];
        for (block, over) in blocks.iter().zip(&over) {
            let goes_on = open == Some(block.kind);
            if !goes_on && let Some(kind) = open.take() {
                out.push_str(end_of_group(kind));
            }
            match block.kind {
                BlockKind::ListItem { ordered, depth } => {
                    if !goes_on {
                        let mut deep = if depth > 0 { " class=\"deep\"".to_owned() } else { String::new() };
                        let text = &self.document.article.text;
                        // The signs stand at the side at which the items begin.
                        if let Some(runs) = Direction::of(text.slice(block.range))
                            && runs != Direction::of_most(text.as_str())
                        {
                            let _ = write!(deep, " dir=\"{}\"", runs.as_str());
                        }
                        let start = numbers[usize::from(depth)];
                        let _ = match ordered {
                            true if start > 1 => writeln!(out, "<ol{deep} start=\"{start}\">"),
                            true => writeln!(out, "<ol{deep}>"),
                            false => writeln!(out, "<ul{deep}>"),
                        };
                    }
                    if ordered {
                        numbers[usize::from(depth)] += 1;
                    }
                    numbers[usize::from(depth) + 1..].fill(1);
                    open = Some(block.kind);
                }
                BlockKind::TableRow => {
                    if !goes_on {
                        out.push_str("<table>\n");
                    }
                    open = Some(block.kind);
                }
                _ => numbers.fill(1),
            }
            self.block(out, block, over);
        }
        if let Some(kind) = open {
            out.push_str(end_of_group(kind));
        }
    }

    fn block(&self, out: &mut String, block: &Block, over: &[(usize, TextRange, bool)]) {
        let covers: Vec<(TextRange, Cover<'_>)> = over
            .iter()
            .map(|&(index, range, ends)| (range, Cover::Mark(index, ends)))
            .chain(block.inlines.iter().map(|inline| (inline.range, Cover::Inline(&inline.kind))))
            .collect();
        let (open, close) = match block.kind {
            BlockKind::Heading { level } => {
                let level = level.clamp(1, 6);
                (format!("<h{level} dir=\"auto\">"), format!("</h{level}>"))
            }
            BlockKind::Paragraph => ("<p dir=\"auto\">".to_owned(), "</p>".to_owned()),
            BlockKind::ListItem { .. } => ("<li dir=\"auto\">".to_owned(), "</li>".to_owned()),
            BlockKind::Blockquote => ("<blockquote dir=\"auto\">".to_owned(), "</blockquote>".to_owned()),
            // A line feed right behind the tag would be dropped.
            BlockKind::Preformatted => ("<pre dir=\"auto\">\n".to_owned(), "</pre>".to_owned()),
            BlockKind::Caption => ("<p class=\"caption\" dir=\"auto\">".to_owned(), "</p>".to_owned()),
            BlockKind::Furniture => ("<p class=\"furniture\" dir=\"auto\">".to_owned(), "</p>".to_owned()),
            BlockKind::TableRow => {
                out.push_str("<tr>");
                let mut at = block.range.start;
                for cell in self.document.article.text.slice(block.range).split('\t') {
                    out.push_str("<td dir=\"auto\">");
                    self.run(out, TextRange { start: at, end: at + cell.len() }, &covers);
                    out.push_str("</td>");
                    at += cell.len() + 1;
                }
                out.push_str("</tr>\n");
                return;
            }
        };
        out.push_str(&open);
        self.run(out, block.range, &covers);
        out.push_str(&close);
        out.push('\n');
    }

    fn run(&self, out: &mut String, range: TextRange, covers: &[(TextRange, Cover<'a>)]) {
        // A run of no length has nothing to tile.
        if range.is_empty() {
            return;
        }
        let ranges: Vec<TextRange> = covers.iter().map(|&(range, _)| range).collect();
        self.nodes(out, &nest(&segments(range, &ranges)), covers, false);
    }

    /// Writes the nodes and says where they end.
    fn nodes(&self, out: &mut String, nodes: &[Node], covers: &[(TextRange, Cover<'a>)], in_link: bool) -> usize {
        let mut end = 0;
        for node in nodes {
            end = match node {
                Node::Text(range) => {
                    out.push_str(&escaped(self.document.article.text.slice(*range)));
                    range.end
                }
                Node::Element { item, children } => {
                    let (range, cover) = covers[*item];
                    match cover {
                        Cover::Mark(index, ends) => {
                            let category = &self.marks[index].annotation.category;
                            let codebook = &self.document.codebook;
                            let name = escaped(&named(codebook, category));
                            let number = index + 1;
                            let _ =
                                write!(out, "<mark class=\"{}\" title=\"{name} {number}\">", codebook.look(category));
                            let end = self.nodes(out, children, covers, in_link);
                            out.push_str("</mark>");
                            if ends && end == range.end {
                                // A link within a link would end it.
                                let _ = match in_link {
                                    true => write!(out, "<sup id=\"m{number}\">{number}</sup>"),
                                    false => write!(
                                        out,
                                        "<sup id=\"m{number}\"><a href=\"#n{number}\" aria-label=\"Annotation \
                                         {number}\">{number}</a></sup>"
                                    ),
                                };
                            }
                            end
                        }
                        Cover::Inline(kind) => self.inline(out, kind, children, covers, in_link),
                    }
                }
            };
        }
        end
    }

    fn inline(
        &self,
        out: &mut String,
        kind: &InlineKind,
        children: &[Node],
        covers: &[(TextRange, Cover<'a>)],
        in_link: bool,
    ) -> usize {
        let (open, close, links) = match kind {
            InlineKind::Emphasis => ("<em>".to_owned(), "</em>", false),
            InlineKind::Strong => ("<strong>".to_owned(), "</strong>", false),
            InlineKind::Code => ("<code>".to_owned(), "</code>", false),
            InlineKind::Link { href } if is_link(href) && !in_link => {
                (format!("<a href=\"{}\" rel=\"noopener noreferrer nofollow\">", escaped(href)), "</a>", true)
            }
            InlineKind::Link { .. } => (String::new(), "", false),
        };
        out.push_str(&open);
        let end = self.nodes(out, children, covers, in_link || links);
        out.push_str(close);
        end
    }
}

fn end_of_group(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::ListItem { ordered: true, .. } => "</ol>\n",
        BlockKind::ListItem { ordered: false, .. } => "</ul>\n",
        _ => "</table>\n",
    }
}

/// The categories in use, each as it looks, with what it means where somebody said so.
fn legend(out: &mut String, marks: &[Mark], codebook: &Codebook) {
    if marks.is_empty() {
        return;
    }
    let used = marks.iter().map(|mark| mark.annotation.category.clone()).collect();
    out.push_str("<section class=\"legend\" aria-label=\"Legend\"><ul>\n");
    for category in codebook.in_order(used) {
        let (look, name) = (codebook.look(&category), escaped(&named(codebook, &category)));
        let _ = write!(out, "<li><mark class=\"{look}\">{name}</mark>");
        let entry = codebook.entry(&category);
        if !entry.text("definition").is_empty() {
            let _ = write!(out, " <span dir=\"auto\">{}</span>", escaped(entry.text("definition")));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul></section>\n");
}

/// The annotations in their order, numbered as in the text.
fn notes(out: &mut String, marks: &[Mark], document: &Document) {
    if marks.is_empty() {
        return;
    }
    out.push_str("<section class=\"notes\">\n<h2>Annotations</h2>\n<ol>\n");
    for (index, mark) in marks.iter().enumerate() {
        let (number, annotation) = (index + 1, &mark.annotation);
        let category = escaped(&named(&document.codebook, &annotation.category));
        let words = escaped(&mark.words(&document.article.text));
        let class = document.codebook.look(&annotation.category);
        let _ = write!(out, "<li id=\"n{number}\"><p dir=\"auto\"><strong>{category}</strong> ");
        let _ = match mark.ranges.is_empty() {
            false => write!(out, "<a href=\"#m{number}\">“<mark class=\"{class}\">{words}</mark>”</a></p>"),
            true => write!(out, "“{words}” <span class=\"lost\">(not found in the article)</span></p>"),
        };
        if !annotation.note.is_empty() {
            let _ = write!(out, "<p dir=\"auto\">{}</p>", escaped(&annotation.note));
        }
        let attributes = attributes(annotation);
        if !attributes.is_empty() {
            out.push_str("<dl>");
            for (name, words) in attributes {
                let _ = write!(out, "<dt>{}:</dt><dd dir=\"auto\">{}</dd>", escaped(name), escaped(&words));
            }
            out.push_str("</dl>");
        }
        let mut by: Vec<String> = Vec::new();
        if !annotation.tags.is_empty() {
            let tags: Vec<String> = annotation.tags.iter().map(|tag| format!("<bdi>{}</bdi>", escaped(tag))).collect();
            by.push(format!("Tags: {}", tags.join(", ")));
        }
        let who = annotator(annotation);
        if !who.is_empty() {
            by.push(format!("<bdi>{}</bdi>", escaped(who)));
        }
        by.push(moment(annotation.modified));
        let _ = writeln!(out, "<p class=\"by\">{}</p></li>", by.join(" · "));
    }
    out.push_str("</ol>\n</section>\n");
}

/// A date as people read it, and for machines; what is no ISO date stays as it is.
fn day(date: &str) -> String {
    let shown = display(date);
    match shown == date {
        true => format!("<bdi>{}</bdi>", escaped(date)),
        false => format!("<time datetime=\"{}\">{}</time>", escaped(date), escaped(&shown)),
    }
}

/// The same of a moment, to the minute. Whoever opens the page may be anywhere, so the time is the world's.
fn moment(at: Timestamp) -> String {
    let iso = at.to_string();
    let (day, time) = (display(&iso), iso.get(11..16).unwrap_or_default());
    format!("<time datetime=\"{iso}\">{day}, {time} UTC</time>")
}

/// Text as it may stand between tags and within quoted attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A bare one would become a line feed.
            '\r' => out.push_str("&#13;"),
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            other => out.push(other),
        }
    }
    out
}
