//! Each block is a line: what it is, and its text with `*emphasis*`, `**strong**`, `` `code` `` and `[links](…)`.

mod corpus;
mod hostile;
mod pages;
mod properties;

use crate::Found;
use glossator_core::article::{Article, BlockKind, InlineKind};

/// An article as lines.
pub(crate) fn lines(article: &Article) -> String {
    let mut lines = String::new();
    for block in &article.blocks {
        let kind = match block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::ListItem { ordered, depth } => {
                format!("{}{}", "  ".repeat(depth.into()), if ordered { "1." } else { "-" })
            }
            BlockKind::Blockquote => ">".to_owned(),
            BlockKind::Preformatted => "pre".to_owned(),
            BlockKind::Caption => "cap".to_owned(),
            BlockKind::TableRow => "row".to_owned(),
            BlockKind::Furniture => "~".to_owned(),
        };
        let mut marks: Vec<(usize, bool, usize, String)> = Vec::new();
        for (at, inline) in block.inlines.iter().enumerate() {
            let (open, close) = match &inline.kind {
                InlineKind::Emphasis => ("*".to_owned(), "*".to_owned()),
                InlineKind::Strong => ("**".to_owned(), "**".to_owned()),
                InlineKind::Code => ("`".to_owned(), "`".to_owned()),
                InlineKind::Link { href } => ("[".to_owned(), format!("]({href})")),
            };
            marks.push((inline.range.start, true, at, open));
            marks.push((inline.range.end, false, usize::MAX - at, close));
        }
        marks.sort();
        let (mut text, mut from) = (String::new(), block.range.start);
        for (at, _, _, mark) in marks {
            text.push_str(&article.text.as_str()[from..at]);
            text.push_str(&mark);
            from = at;
        }
        text.push_str(&article.text.as_str()[from..block.range.end]);
        let text = text.replace('\n', "⏎").replace('\t', "⇥");
        lines.push_str(&format!("{kind} {text}\n"));
    }
    lines
}

/// What was found, with its metadata where there is some and what was left out.
pub(crate) fn told(found: &Found) -> String {
    let metadata = &found.proposed().metadata;
    let named = [
        ("title", &metadata.title),
        ("author", &metadata.author),
        ("date", &metadata.date),
        ("address", &metadata.address),
        ("language", &metadata.language),
    ];
    let mut told = String::new();
    for (name, value) in named.iter().filter(|(_, value)| !value.is_empty()) {
        told.push_str(&format!("{name}: {value}\n"));
    }
    let counts = found.left_out.counts();
    let counts: Vec<String> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{count} {name}")).collect();
    if !counts.is_empty() {
        told.push_str(&format!("without: {}\n", counts.join(", ")));
    }
    told
}
