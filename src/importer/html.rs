//! A tree of HTML to blocks of text. What a page does not show is left out and counted.
//!
//! The tree is walked with a stack of its own: pages may nest as deep as they like.

use crate::LeftOut;
use crate::page::Base;
use crate::writer::{Place, Writer};
use dom_query::NodeRef;
use glossator_core::article::{BlockKind, InlineKind};

/// The deepest list that is told apart.
const DEPTH_MAX: u8 = 8;

/// What is written, and what was seen besides.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub writer: Writer,
    /// What has no text or is not shown. `words` and `links` stay zero.
    pub left_out: LeftOut,
}

/// What holds for everything within an element.
#[derive(Clone, Copy)]
struct Context {
    kind: BlockKind,
    /// White space counts.
    verbatim: bool,
    /// In a row of a table, where blocks are words.
    row: bool,
    /// In an item of a list, where paragraphs are lines.
    item: bool,
    lists: u8,
    ordered: bool,
    /// In an element that is one thing, whatever it is made of.
    whole: bool,
    place: Place,
}

enum Step<'a> {
    Enter(NodeRef<'a>, Context),
    Leave {
        block: bool,
        line: bool,
        inlines: usize,
        after: &'static str,
    },
    /// Between the cells of a row.
    Cell(BlockKind),
}

/// What an attribute is called by which a block element has a number. Each number is an attribute of its own: where one
/// element takes the place of another, it has the attributes of both.
pub(crate) const NUMBER: &str = "data-glossator-";

/// Writes everything within `root`.
pub(crate) fn write(root: NodeRef<'_>, base: &Base) -> Written {
    let mut walk = Walk { written: Written::default(), base, link: 0, element: 0, steps: Vec::new() };
    let (kind, place) = (BlockKind::Paragraph, Place::default());
    let (verbatim, row, item, ordered, whole) = (false, false, false, false, false);
    let context = Context { kind, verbatim, row, item, lists: 0, ordered, whole, place };
    walk.push(root, context);
    while let Some(step) = walk.steps.pop() {
        match step {
            Step::Enter(node, context) => walk.enter(node, context),
            Step::Cell(kind) => walk.written.writer.cell(kind),
            Step::Leave { block, line, inlines, after } => {
                walk.written.writer.words(after, kind);
                (0..inlines).for_each(|_| walk.written.writer.end());
                match (block, line) {
                    (true, true) => walk.written.writer.next_line(),
                    (true, false) => walk.written.writer.close(),
                    _ => {}
                }
            }
        }
    }
    walk.written.writer.close();
    walk.written
}

struct Walk<'a> {
    written: Written,
    base: &'a Base,
    /// The number of the link and of the block element that were met last.
    link: u32,
    element: u32,
    steps: Vec<Step<'a>>,
}

impl<'a> Walk<'a> {
    /// The children of `node` are next.
    fn push(&mut self, node: NodeRef<'a>, context: Context) {
        let from = self.steps.len();
        self.steps.extend(node.children_it(false).map(|child| Step::Enter(child, context)));
        self.steps[from..].reverse();
    }

    fn enter(&mut self, node: NodeRef<'a>, context: Context) {
        let writer = &mut self.written.writer;
        writer.place = context.place;
        if node.is_text() {
            let text = node.text();
            return match context.verbatim {
                true => writer.verbatim(&text, context.kind),
                false => writer.words(&text, context.kind),
            };
        }
        if !node.is_element() {
            return;
        }
        let name = node.node_name().unwrap_or_default();
        let style = Style::of(&node);
        let left_out = &mut self.written.left_out;
        match &*name {
            _ if is_unseen(&name) => return,
            "img" | "picture" => {
                left_out.pictures += 1;
                return;
            }
            "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "svg" | "math" | "frame" | "applet" => {
                left_out.embedded += 1;
                return;
            }
            "input" | "select" | "textarea" | "progress" | "meter" => return,
            _ if style.hidden || is_hidden(&node) => {
                left_out.hidden += usize::from(!node.text().trim().is_empty());
                return;
            }
            "br" if context.row => return writer.words(" ", context.kind),
            "br" if context.verbatim => return writer.verbatim("\n", context.kind),
            "br" => return writer.line(),
            _ if style.ignored || is_control(&node, &name, context.kind, self.base) => return,
            _ => {}
        }
        self.element(node, &name, &style, context);
    }

    fn element(&mut self, node: NodeRef<'a>, name: &str, style: &Style, mut context: Context) {
        let mut after = "";
        let block = is_block(name);
        context.place.aside |= is_beside(&node);
        if block && !context.whole {
            // Whoever reads the numbers counts as this does.
            self.element += 1;
            node.set_attr(&format!("{NUMBER}{}", self.element), "");
            context.place.element = self.element;
            // What is in these belongs together.
            context.whole = matches!(name, "details" | "blockquote" | "figure" | "dl");
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                context.kind = BlockKind::Heading { level: name.as_bytes()[1] - b'0' };
                context.item = false;
            }
            "blockquote" => context.kind = BlockKind::Blockquote,
            "ul" | "menu" | "dir" => (context.lists, context.ordered) = (context.lists + 1, false),
            "ol" => (context.lists, context.ordered) = (context.lists + 1, true),
            "li" => {
                let depth = context.lists.saturating_sub(1).min(DEPTH_MAX);
                context.kind = BlockKind::ListItem { ordered: context.ordered, depth };
                context.item = true;
            }
            "pre" | "listing" | "xmp" | "plaintext" => {
                (context.kind, context.verbatim) = (BlockKind::Preformatted, true);
            }
            "figcaption" | "caption" => context.kind = BlockKind::Caption,
            "small" | "span" | "cite" if context.kind == BlockKind::Caption => {
                // Whose picture it is stands apart, which only a style says.
                self.written.writer.part_sentences();
            }
            "a" => {
                if let Some(href) = node.attr("href") {
                    self.link += 1;
                    context.place.link = Some((self.link, self.base.is_within(&href)));
                    let text = node.text();
                    let is_number = (1..=3).contains(&text.trim().len()) && text.trim().parse::<u16>().is_ok();
                    // The number of a note would be one of the text's.
                    if href.contains('#') && is_number {
                        self.written.writer.words("[", context.kind);
                        after = "]";
                    }
                }
            }
            "tr" if is_row(&node) => return self.row(node, context),
            "rt" => {
                self.written.writer.words("(", context.kind);
                after = ")";
            }
            "q" => {
                self.written.writer.words("“", context.kind);
                after = "”";
            }
            "p" => {
                if let Some(level) = style.list_level.filter(|_| context.lists == 0) {
                    let ordered = style_marker(&node).is_some_and(|marker| marker.ends_with(['.', ')']));
                    let depth = level.saturating_sub(1).min(DEPTH_MAX);
                    (context.kind, context.item) = (BlockKind::ListItem { ordered, depth }, true);
                }
            }
            _ => {}
        }
        context.lists = context.lists.min(DEPTH_MAX + 1);
        // Within an item, paragraphs are lines of it; what is a block of its own ends it.
        let plain = matches!(name, "p" | "div" | "section" | "span");
        let line = block && context.item && plain && style.list_level.is_none();
        let block = block && !context.row;
        if block && line {
            self.written.writer.next_line();
        } else if block {
            self.written.writer.close();
        } else if is_block(name) {
            self.written.writer.words(" ", context.kind);
        }
        let inlines = self.inlines(&node, name, style, context);
        let count = inlines.len();
        inlines.into_iter().for_each(|kind| self.written.writer.begin(kind));
        self.steps.push(Step::Leave { block, line, inlines: count, after });
        self.push(node, context);
    }

    /// A row of a table: its cells are words, parted by tabs.
    fn row(&mut self, node: NodeRef<'a>, context: Context) {
        self.written.writer.close();
        let cells: Vec<NodeRef<'a>> = node.children_it(false).filter(|it| it.is_element()).collect();
        let kind = BlockKind::TableRow;
        let context = Context { kind, row: true, item: false, ..context };
        self.steps.push(Step::Leave { block: true, line: false, inlines: 0, after: "" });
        for (at, cell) in cells.into_iter().enumerate().rev() {
            self.steps.push(Step::Enter(cell, context));
            if at > 0 {
                self.steps.push(Step::Cell(kind));
            }
        }
    }

    /// The runs that an element begins.
    fn inlines(&mut self, node: &NodeRef<'a>, name: &str, style: &Style, context: Context) -> Vec<InlineKind> {
        let heading = matches!(context.kind, BlockKind::Heading { .. });
        let mut inlines = Vec::new();
        // A heading is strong by itself.
        if style.strong.unwrap_or(matches!(name, "b" | "strong")) && !heading {
            inlines.push(InlineKind::Strong);
        }
        if style.emphasis.unwrap_or(matches!(name, "i" | "em" | "cite" | "dfn" | "var")) {
            inlines.push(InlineKind::Emphasis);
        }
        if matches!(name, "code" | "kbd" | "samp" | "tt") && !context.verbatim {
            inlines.push(InlineKind::Code);
        }
        if name == "a"
            && let Some(href) = node.attr("href")
        {
            inlines.extend(self.base.link(&href).map(|href| InlineKind::Link { href }));
        }
        inlines
    }
}

/// Whether an element holds what no page shows.
pub(crate) fn is_unseen(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "noscript" | "head" | "title" | "rp" | "datalist")
}

pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
            | "option"
            | "optgroup"
            | "html"
    )
}

/// Whether a row holds data: one that holds paragraphs or tables lays out a page.
fn is_row(row: &NodeRef<'_>) -> bool {
    let is_layout = |it: &NodeRef<'_>| {
        it.node_name().is_some_and(|name| {
            is_block(&name) && !matches!(&*name, "td" | "th" | "p" | "div" | "ul" | "ol" | "li") || &*name == "tr"
        })
    };
    let long =
        |it: NodeRef<'_>| it.descendants_it().filter(|it| it.has_name("p") || it.has_name("div")).nth(2).is_some();
    let cells = row.children_it(false).filter(|it| it.is_element()).count();
    cells > 1 && !row.descendants_it().any(|it| is_layout(&it)) && !row.children_it(false).any(long)
}

/// Whether what is in an element is not what the page is about.
fn is_beside(node: &NodeRef<'_>) -> bool {
    const ROLES: [&str; 10] = [
        "navigation",
        "note",
        "complementary",
        "banner",
        "contentinfo",
        "search",
        "form",
        "directory",
        "dialog",
        "alertdialog",
    ];
    let is_form = |it: &NodeRef<'_>| {
        let is_text = |it: NodeRef<'_>| ["h1", "article", "main"].iter().any(|name| it.has_name(name));
        // Some programs put a whole page into one.
        it.has_name("form") && !it.descendants_it().any(is_text)
    };
    ["nav", "footer", "aside", "address"].iter().any(|name| node.has_name(name))
        || is_form(node)
        || node.has_name("div") && node.children_it(false).any(|it| is_form(&it))
        || node.attr("role").is_some_and(|role| ROLES.contains(&&*role))
        || node.has_class("noprint")
}

/// Whether an element is there to be clicked: a button, a sign that leads to where it stands or back to where a note is
/// referred to, and the word by which a wiki has a section edited.
fn is_control(node: &NodeRef<'_>, name: &str, kind: BlockKind, base: &Base) -> bool {
    let is_sign = |text: &str| !text.contains(char::is_alphanumeric);
    match name {
        "button" => !matches!(kind, BlockKind::Heading { .. }),
        "a" if node.attr("role").as_deref() == Some("button") => true,
        "a" => node.attr("href").is_some_and(|href| base.is_within(&href)) && is_sign(&node.text()),
        "span" if node.has_class("mw-editsection") => true,
        _ => node.attr("aria-hidden").as_deref() == Some("true") && is_sign(&node.text()),
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    // What is hidden until it is found can be found, and read.
    node.attr("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || node.has_name("dialog") && !node.has_attr("open")
}

fn sets_size(node: &NodeRef<'_>) -> bool {
    node.is_element() && node.attr("style").is_some_and(|style| style.to_ascii_lowercase().contains("font"))
}

/// What the `style` attribute of an element says that matters to its words. Word processors say much with it.
#[derive(Default)]
struct Style {
    hidden: bool,
    /// The marker of an item, which word processors write as text.
    ignored: bool,
    strong: Option<bool>,
    emphasis: Option<bool>,
    /// From 1.
    list_level: Option<u8>,
}

impl Style {
    fn of(node: &NodeRef<'_>) -> Self {
        let mut style = Self::default();
        let Some(text) = node.attr("style") else { return style };
        let text = text.to_ascii_lowercase();
        for declaration in text.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().trim_end_matches("!important").trim_end();
            let is_zero = || value.trim_end_matches(|char: char| char.is_alphabetic() || char == '%') == "0";
            match property.trim() {
                "display" => style.hidden |= value == "none",
                "visibility" => style.hidden |= matches!(value, "hidden" | "collapse"),
                "opacity" => style.hidden |= is_zero(),
                // Newsletters set it on what lays a page out, and another one on the words within.
                "font-size" => style.hidden |= is_zero() && !node.descendants_it().any(|it| sets_size(&it)),
                // Far off the screen.
                "left" | "top" | "text-indent" => {
                    let length = value.trim_end_matches(|char: char| char.is_alphabetic()).parse::<f32>();
                    style.hidden |= length.is_ok_and(|length| length < -900.0);
                }
                "mso-hide" => style.hidden |= value == "all",
                "font-weight" => {
                    let heavy = value.parse().map_or(matches!(value, "bold" | "bolder"), |weight: f32| weight >= 600.0);
                    style.strong = Some(heavy);
                }
                "font-style" => style.emphasis = Some(matches!(value, "italic" | "oblique")),
                "mso-list" if value == "ignore" => style.ignored = true,
                "mso-list" => {
                    let level = value.split_once("level").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
                    style.list_level = level;
                }
                _ => {}
            }
        }
        style
    }
}

/// The marker that a word processor wrote before an item.
fn style_marker(node: &NodeRef<'_>) -> Option<String> {
    let marker = node.descendants_it().find(|it| it.is_element() && Style::of(it).ignored)?;
    Some(marker.text().trim().to_owned())
}
