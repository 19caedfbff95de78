//! Word documents (.docx), by ECMA-376: paragraphs with the styles that say what they are.

use crate::archive::Archive;
use crate::page;
use crate::writer::Writer;
use crate::{Found, LeftOut, Problem};
use glossator_core::article::{BlockKind, InlineKind, Metadata};
use glossator_core::file;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::HashMap;

/// Nodes of a part of a document. A book has a hundred thousand.
const NODES_MAX: u32 = 4_000_000;

/// Reads a document. What somebody deleted and the document still holds is left out and counted.
pub(crate) fn read(mut archive: Archive<'_>) -> Result<Found, Problem> {
    let body = archive.text("word/document.xml")?.ok_or(Problem::Damaged)?;
    let mut part = |name: &str| archive.text(name).map(Option::unwrap_or_default);
    let (styles, numbering) = (part("word/styles.xml")?, part("word/numbering.xml")?);
    let (footnotes, endnotes) = (part("word/footnotes.xml")?, part("word/endnotes.xml")?);
    let (relations, core) = (part("word/_rels/document.xml.rels")?, part("docProps/core.xml")?);
    let mut reader = Reader {
        styles: Styles::read(&styles),
        ordered: ordered(&numbering),
        links: links(&relations),
        notes: HashMap::new(),
        note: 0,
        writer: Writer::default(),
        left_out: LeftOut::default(),
    };
    let body = parse(&body).ok_or(Problem::Damaged)?;
    reader.blocks(body.root_element(), None);
    // What a note says belongs to the text; where it is said, the document shows a number alone.
    for (notes, kind) in [(&footnotes, "footnoteReference"), (&endnotes, "endnoteReference")] {
        let Some(notes) = parse(notes) else { continue };
        let is_text = |note: &Node<'_, '_>| attribute(*note, "type").is_none_or(|kind| kind == "normal");
        for note in notes.root_element().children().filter(Node::is_element).filter(is_text) {
            let id = attribute(note, "id").unwrap_or_default();
            reader.note = reader.notes.get(&(kind, id.to_owned())).copied().unwrap_or_default();
            reader.blocks(note, Some(BlockKind::Furniture));
        }
    }
    let mut metadata = metadata(&core);
    if metadata.title.is_empty() {
        let mut headings = reader.writer.blocks().filter(|(kind, ..)| matches!(kind, BlockKind::Heading { .. }));
        metadata.title = headings.next().map(|(_, text, _)| text.trim().to_owned()).unwrap_or_default();
    }
    let article = reader.writer.finish(metadata);
    Ok(Found::whole(article, reader.left_out))
}

/// A part as a tree. One that declares entities is refused: they are how XML swells, and no document needs them.
pub(crate) fn parse(xml: &str) -> Option<Document<'_>> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    Document::parse_with_options(xml, options).ok()
}

/// An attribute, whatever its prefix.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|it| it.name() == name).map(|it| it.value())
}

fn child<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    node.children().find(|it| it.tag_name().name() == name)
}

/// The value of a property such as `<w:b w:val="0"/>`; one without a value is on.
fn switched(properties: Option<Node<'_, '_>>, name: &str) -> Option<bool> {
    let property = child(properties?, name)?;
    Some(!matches!(attribute(property, "val"), Some("0" | "false" | "off" | "none")))
}

struct Reader {
    styles: Styles,
    ordered: HashMap<(String, String), bool>,
    links: HashMap<String, String>,
    /// The number of each note, by what refers to it and its id, and that of the one that is read.
    notes: HashMap<(&'static str, String), usize>,
    note: usize,
    writer: Writer,
    left_out: LeftOut,
}

impl Reader {
    /// Paragraphs and tables. `kind` is what they are whatever they say.
    fn blocks(&mut self, root: Node<'_, '_>, kind: Option<BlockKind>) {
        // Tables and text boxes lie within each other: a stack of its own, for documents may nest as they like.
        let mut open: Vec<Node<'_, '_>> = children(root);
        while let Some(node) = open.pop() {
            match node.tag_name().name() {
                "p" => {
                    let kind = kind.unwrap_or_else(|| self.kind(node));
                    self.paragraph(node, kind);
                    self.writer.close();
                    // A text box stands in a paragraph and holds others.
                    open.extend(boxes(node));
                }
                "tbl" => open.extend(parts(node, "tr").into_iter().rev()),
                "tr" => {
                    let cells = parts(node, "tc");
                    let nested = cells.iter().any(|cell| child(*cell, "tbl").is_some());
                    if cells.len() < 2 || nested {
                        open.extend(cells.into_iter().rev().flat_map(children));
                        continue;
                    }
                    for (at, cell) in cells.into_iter().enumerate() {
                        if at > 0 {
                            self.writer.cell(BlockKind::TableRow);
                        }
                        for paragraph in parts(cell, "p") {
                            self.paragraph(paragraph, BlockKind::TableRow);
                            self.writer.words(" ", BlockKind::TableRow);
                        }
                    }
                    self.writer.close();
                }
                "del" | "moveFrom" => self.left_out.deleted += 1,
                // Of a drawing that is there twice, the newer form counts.
                "Fallback" | "sectPr" | "tblPr" | "pPr" => {}
                _ => open.extend(children(node)),
            }
        }
    }

    fn kind(&self, paragraph: Node<'_, '_>) -> BlockKind {
        let properties = child(paragraph, "pPr");
        let value = |name: &str| properties.and_then(|it| child(it, name)).and_then(|it| attribute(it, "val"));
        let style = value("pStyle").map(|id| self.styles.look_up(id)).unwrap_or_default();
        let level = value("outlineLvl").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
        if let Some(level) = level.or(style.outline) {
            return BlockKind::Heading { level: (level + 1).min(6) };
        }
        if let Some(kind) = style.kind {
            return kind;
        }
        let numbers = properties.and_then(|it| child(it, "numPr"));
        let of = |name: &str| numbers.and_then(|it| child(it, name)).and_then(|it| attribute(it, "val"));
        match of("numId").map(str::to_owned).or(style.number) {
            Some(id) if id != "0" => {
                let level = of("ilvl").unwrap_or("0");
                let ordered = self.ordered.get(&(id, level.to_owned())).copied().unwrap_or_default();
                BlockKind::ListItem { ordered, depth: level.parse().unwrap_or_default() }
            }
            _ => BlockKind::Paragraph,
        }
    }

    /// The words of a paragraph.
    fn paragraph(&mut self, paragraph: Node<'_, '_>, kind: BlockKind) {
        enum Step<'a, 'b> {
            Enter(Node<'a, 'b>),
            End,
        }
        fn steps<'a, 'b>(node: Node<'a, 'b>) -> Vec<Step<'a, 'b>> {
            children(node).into_iter().map(Step::Enter).collect()
        }
        let mut open: Vec<Step<'_, '_>> = steps(paragraph);
        let (mut field, mut shown) = (0_usize, Vec::new());
        while let Some(step) = open.pop() {
            let node = match step {
                Step::Enter(node) => node,
                Step::End => {
                    self.writer.end();
                    continue;
                }
            };
            match node.tag_name().name() {
                "r" => {
                    let properties = child(node, "rPr");
                    if switched(properties, "vanish").or(switched(properties, "webHidden")) == Some(true) {
                        self.left_out.hidden += usize::from(!words(node).trim().is_empty());
                        continue;
                    }
                    let style = properties.and_then(|it| child(it, "rStyle")).and_then(|it| attribute(it, "val"));
                    let style = style.map(|id| self.styles.look_up(id)).unwrap_or_default();
                    let heading = matches!(kind, BlockKind::Heading { .. });
                    let strong = switched(properties, "b").or(style.strong) == Some(true) && !heading;
                    let emphasis = switched(properties, "i").or(style.emphasis) == Some(true);
                    for (on, kind) in [(strong, InlineKind::Strong), (emphasis, InlineKind::Emphasis)] {
                        if on {
                            self.writer.begin(kind);
                            open.push(Step::End);
                        }
                    }
                    open.extend(steps(node));
                }
                "hyperlink" => {
                    let href = attribute(node, "id").and_then(|id| self.links.get(id)).filter(|it| file::is_link(it));
                    if let Some(href) = href {
                        self.writer.begin(InlineKind::Link { href: href.clone() });
                        open.push(Step::End);
                    }
                    open.extend(steps(node));
                }
                // A field shows what stands between `separate` and `end`; before it is what it is made of.
                "fldChar" => match attribute(node, "fldCharType") {
                    Some("begin") => {
                        field += 1;
                        shown.push(false);
                    }
                    Some("separate") => drop(shown.last_mut().map(|it| *it = true)),
                    _ => {
                        field = field.saturating_sub(1);
                        shown.pop();
                    }
                },
                "t" if field == 0 || shown.iter().all(|it| *it) => {
                    self.writer.words(node.text().unwrap_or_default(), kind);
                }
                "tab" | "ptab" => self.writer.words(" ", kind),
                "br" | "cr" if matches!(attribute(node, "type"), None | Some("textWrapping")) => {
                    self.writer.next_line()
                }
                "noBreakHyphen" => self.writer.words("\u{2011}", kind),
                "softHyphen" => self.writer.words("\u{ad}", kind),
                "del" | "moveFrom" => self.left_out.deleted += 1,
                "drawing" | "pict" | "object" => self.left_out.pictures += usize::from(boxes(node).is_empty()),
                name @ ("footnoteReference" | "endnoteReference") => {
                    let name = if name.starts_with('f') { "footnoteReference" } else { "endnoteReference" };
                    let (id, next) = (attribute(node, "id").unwrap_or_default().to_owned(), self.notes.len() + 1);
                    let number = *self.notes.entry((name, id)).or_insert(next);
                    self.writer.words(&format!("[{number}]"), kind);
                }
                "footnoteRef" | "endnoteRef" if self.note > 0 => {
                    self.writer.words(&format!("[{}]", self.note), kind);
                }
                "pPr" | "rPr" | "instrText" | "delText" | "Fallback" | "txbxContent" => {}
                _ => open.extend(steps(node)),
            }
        }
    }
}

/// The children of a node, the last first, as a stack wants them.
fn children<'a, 'b>(node: Node<'a, 'b>) -> Vec<Node<'a, 'b>> {
    node.children().rev().filter(Node::is_element).collect()
}

/// The rows of a table, the cells of a row, the paragraphs of a cell: also those that stand in a form's field.
fn parts<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Vec<Node<'a, 'b>> {
    let mut found = Vec::new();
    let mut open = children(node);
    while let Some(node) = open.pop() {
        match node.tag_name().name() {
            it if it == name => found.push(node),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => open.extend(children(node)),
            _ => {}
        }
    }
    found
}

/// What text boxes in a node hold, the last first. Within a box there may be another: that is its own paragraph's.
fn boxes<'a, 'b>(node: Node<'a, 'b>) -> Vec<Node<'a, 'b>> {
    let is_other = |it: &Node<'_, '_>| {
        it.ancestors()
            .skip(1)
            .take_while(|up| *up != node)
            .any(|up| matches!(up.tag_name().name(), "Fallback" | "txbxContent"))
    };
    let found =
        node.descendants().skip(1).filter(|it| it.tag_name().name() == "txbxContent").filter(|it| !is_other(it));
    let mut found: Vec<_> = found.flat_map(|it| it.children().filter(Node::is_element)).collect();
    found.reverse();
    found
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(|it| it.tag_name().name() == "t").filter_map(|it| it.text()).collect()
}

/// What a style says of the paragraphs and runs that have it.
#[derive(Clone, Debug, Default)]
struct Style {
    kind: Option<BlockKind>,
    outline: Option<u8>,
    number: Option<String>,
    strong: Option<bool>,
    emphasis: Option<bool>,
    based_on: Option<String>,
}

#[derive(Default)]
struct Styles(HashMap<String, Style>);

impl Styles {
    fn read(xml: &str) -> Self {
        let Some(document) = parse(xml) else { return Self::default() };
        let style = |node: Node<'_, '_>| {
            let value = |of: Option<Node<'_, '_>>, name: &str| {
                of.and_then(|it| child(it, name)).and_then(|it| attribute(it, "val")).map(str::to_owned)
            };
            let name = value(Some(node), "name").unwrap_or_default().to_ascii_lowercase();
            let (paragraph, run) = (child(node, "pPr"), child(node, "rPr"));
            let number = paragraph.and_then(|it| child(it, "numPr"));
            let outline =
                value(paragraph, "outlineLvl").and_then(|level| level.parse().ok()).filter(|level| *level < 9);
            let heading = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()?.checked_sub(1));
            let kind = match name.as_str() {
                "title" => Some(BlockKind::Heading { level: 1 }),
                "subtitle" => Some(BlockKind::Paragraph),
                "quote" | "intense quote" | "block text" => Some(BlockKind::Blockquote),
                "caption" => Some(BlockKind::Caption),
                "html preformatted" | "plain text" | "macro" => Some(BlockKind::Preformatted),
                "list bullet" | "list bullet 2" | "list bullet 3" => Some(BlockKind::ListItem {
                    ordered: false,
                    // “List Bullet”, “List Bullet 2”.
                    depth: name.as_bytes()[name.len() - 1].saturating_sub(b'1') % 8
                        * u8::from(name.ends_with(['2', '3'])),
                }),
                _ => None,
            };
            let style = Style {
                kind: kind.filter(|kind| !matches!(kind, BlockKind::ListItem { .. }) || number.is_none()),
                outline: outline.or(heading),
                number: value(number, "numId"),
                strong: switched(run, "b"),
                emphasis: switched(run, "i"),
                based_on: value(Some(node), "basedOn"),
            };
            Some((attribute(node, "styleId")?.to_owned(), style))
        };
        let styles = document.root_element().children().filter(|it| it.tag_name().name() == "style");
        Self(styles.filter_map(style).collect())
    }

    /// A style with what it has from those that it is based on.
    fn look_up(&self, id: &str) -> Style {
        let mut found = Style::default();
        let mut next = self.0.get(id);
        // Styles may be based on each other in a ring.
        for _ in 0..10 {
            let Some(style) = next else { break };
            found.kind = found.kind.or(style.kind);
            found.outline = found.outline.or(style.outline);
            found.number = found.number.or_else(|| style.number.clone());
            found.strong = found.strong.or(style.strong);
            found.emphasis = found.emphasis.or(style.emphasis);
            next = style.based_on.as_deref().and_then(|id| self.0.get(id));
        }
        found
    }
}

/// Whether the items of a list count, by its number and level.
fn ordered(xml: &str) -> HashMap<(String, String), bool> {
    let Some(document) = parse(xml) else { return HashMap::new() };
    let root = document.root_element();
    let named = |name: &'static str| root.children().filter(move |it| it.tag_name().name() == name);
    let mut found = HashMap::new();
    for number in named("num") {
        let (Some(id), Some(of)) =
            (attribute(number, "numId"), child(number, "abstractNumId").and_then(|it| attribute(it, "val")))
        else {
            continue;
        };
        let Some(list) = named("abstractNum").find(|it| attribute(*it, "abstractNumId") == Some(of)) else { continue };
        for level in list.children().filter(|it| it.tag_name().name() == "lvl") {
            let format = child(level, "numFmt").and_then(|it| attribute(it, "val"));
            let counts = !matches!(format, Some("bullet" | "none") | None);
            found.insert((id.to_owned(), attribute(level, "ilvl").unwrap_or("0").to_owned()), counts);
        }
    }
    found
}

fn links(xml: &str) -> HashMap<String, String> {
    let Some(document) = parse(xml) else { return HashMap::new() };
    let link = |it: Node<'_, '_>| Some((attribute(it, "Id")?.to_owned(), attribute(it, "Target")?.to_owned()));
    document.root_element().children().filter_map(link).collect()
}

fn metadata(xml: &str) -> Metadata {
    let Some(document) = parse(xml) else { return Metadata::default() };
    let text = |name: &str| {
        let node = document.descendants().find(|it| it.tag_name().name() == name);
        node.and_then(|it| it.text()).unwrap_or_default().trim().to_owned()
    };
    Metadata {
        title: text("title"),
        author: text("creator"),
        date: page::date(&text("created")),
        address: String::new(),
        language: text("language"),
    }
}
