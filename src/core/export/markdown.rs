//! Markdown: the article with numbered marks, `[¹like this¹]`, then the list of the annotations.
//!
//! A mark shows its number at both ends, so that marks which cross each other can be told apart. What the article says
//! is escaped, so that it says the same in Markdown.

use super::mark::{Mark, marks};
use super::words::{annotator, attributes, named};
use crate::article::{Block, BlockKind};
use crate::document::Document;
use crate::text::TextRange;
use std::fmt::Write;

pub(super) fn write(document: &Document) -> String {
    let article = &document.article;
    let marks = marks(document);
    let signs = signs(&marks);
    let mut out = String::new();
    if !article.blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading { level: 1 })) {
        let _ = write!(out, "# {}\n\n", heading(&escaped(article.name())));
    }
    let mut before: Option<BlockKind> = None;
    for block in &article.blocks {
        let item = |kind: BlockKind| matches!(kind, BlockKind::ListItem { .. });
        // Items of a list stand together; everything else is a paragraph apart.
        if before.is_some_and(|before| !(item(before) && item(block.kind))) {
            out.push('\n');
        }
        write_block(&mut out, article.text.as_str(), block, &signs);
        before = Some(block.kind);
    }
    if !marks.is_empty() {
        out.push_str("\n## Annotations\n");
    }
    for (index, mark) in marks.iter().enumerate() {
        out.push('\n');
        write_mark(&mut out, index + 1, mark, document);
    }
    let data = &article.metadata;
    let source: Vec<String> = [&data.author, &data.date, &data.address]
        .into_iter()
        .filter(|value| !value.is_empty())
        .map(|value| heading(&escaped(value)))
        .collect();
    out.push_str("\n## Source\n\n");
    let title = heading(&escaped(article.name()));
    let _ = writeln!(out, "{}", [vec![title], source].concat().join(" · "));
    if !data.language.is_empty() {
        let _ = writeln!(out, "\nLanguage: {}", heading(&escaped(&data.language)));
    }
    out
}

/// Where marks begin and end, with what is written there, in the order of the text. At the same place ends come
/// first, and of two that begin there the longer one.
fn signs(marks: &[Mark]) -> Vec<(usize, String)> {
    let mut signs: Vec<(usize, bool, usize, String)> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let number = superscript(index + 1);
        for range in &mark.ranges {
            signs.push((range.start, true, usize::MAX - range.end, format!("[{number}")));
            signs.push((range.end, false, usize::MAX - range.start, format!("{number}]")));
        }
    }
    signs.sort();
    signs.into_iter().map(|(at, _, _, sign)| (at, sign)).collect()
}

fn superscript(number: usize) -> String {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().chars().filter_map(|digit| digits.get(digit.to_digit(10)? as usize)).collect()
}

fn write_block(out: &mut String, text: &str, block: &Block, signs: &[(usize, String)]) {
    let TextRange { start, end } = block.range;
    let code = block.kind == BlockKind::Preformatted;
    let mut content = String::new();
    let mut at = start;
    let first = signs.partition_point(|(place, _)| *place < start);
    for (place, sign) in signs[first..].iter().take_while(|(place, _)| *place <= end) {
        // An end at the start of a block belongs to the block before, a start at its end to the next.
        if (*place == start && !sign.starts_with('[')) || (*place == end && sign.starts_with('[')) {
            continue;
        }
        let part = &text[at..*place];
        content.push_str(&if code { part.to_owned() } else { escaped_from(part, at == start) });
        content.push_str(&if code { sign.clone() } else { sign.replace('[', "\\[").replace(']', "\\]") });
        at = *place;
    }
    content.push_str(&if code { text[at..end].to_owned() } else { escaped_from(&text[at..end], at == start) });
    // Writing to a string cannot fail.
    let _ = match block.kind {
        BlockKind::Heading { level } => {
            writeln!(out, "{} {}", "#".repeat(level.clamp(1, 6).into()), heading(&content))
        }
        BlockKind::Blockquote => writeln!(out, "> {}", lines(&content, "> ")),
        BlockKind::ListItem { ordered, depth } => {
            let indent = "   ".repeat(depth.min(6).into());
            let marker = if ordered { "1. " } else { "-  " };
            writeln!(out, "{indent}{marker}{}", lines(&content, &format!("{indent}   ")))
        }
        BlockKind::Preformatted => {
            let fence = "`".repeat(longest_run(&content, '`').max(2) + 1);
            writeln!(out, "{fence}\n{}\n{fence}", content.replace("\r\n", "\n"))
        }
        _ => writeln!(out, "{}", lines(&content, "")),
    };
}

fn write_mark(out: &mut String, number: usize, mark: &Mark, document: &Document) {
    let annotation = &mark.annotation;
    let category = escaped(&named(&document.codebook, &annotation.category));
    let quote = heading(&escaped(&mark.words(&document.article.text)));
    let start = format!("{number}. ");
    let indent = " ".repeat(start.len());
    let gone = if mark.ranges.is_empty() { " (not found in the article)" } else { "" };
    let _ = writeln!(out, "{start}**{}**{gone}: “{quote}”", heading(&category));
    if !annotation.note.is_empty() {
        let _ = write!(out, "\n{indent}{}\n", lines(&escaped(&annotation.note), &indent));
    }
    for (name, words) in attributes(annotation) {
        let _ = write!(out, "\n{indent}{}: {}\n", heading(&escaped(name)), lines(&escaped(&words), &indent));
    }
    if !annotation.tags.is_empty() {
        let tags: Vec<String> = annotation.tags.iter().map(|tag| heading(&escaped(tag))).collect();
        let _ = write!(out, "\n{indent}Tags: {}\n", tags.join(", "));
    }
    let who = heading(&escaped(annotator(annotation)));
    let when = annotation.modified.to_string();
    let by = if who.is_empty() { when } else { format!("{who}, {when}") };
    let _ = write!(out, "\n{indent}{by}\n");
}

/// `text` so that Markdown shows it as it is: every mark of punctuation that may mean something gets a backslash.
fn escaped(text: &str) -> String {
    escaped_from(text, true)
}

/// The same of text that stands at the start of a line, or behind other text.
fn escaped_from(text: &str, at_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let (mut line_start, mut number) = (at_start, at_start);
    for char in text.chars() {
        let special = match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' | '!' | '$' | '^' => true,
            // At the start of a line a bullet or an underline, after digits there the number of an item.
            '-' | '+' | '=' | ':' => line_start,
            '.' | ')' => number,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(match char {
            '\0' => char::REPLACEMENT_CHARACTER,
            other => other,
        });
        match char {
            '\n' | '\r' => (line_start, number) = (true, true),
            _ => {
                number = number && (char.is_ascii_digit() || char.is_whitespace());
                line_start = line_start && char.is_whitespace();
            }
        }
    }
    out
}

/// On one line.
fn heading(text: &str) -> String {
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// On several lines, each with `prefix` before it and a break at the end of the one before.
fn lines(text: &str, prefix: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_matches([' ', '\t', '\r'])).collect();
    // A blank line would end the block; a space that does not break keeps it.
    let shown = lines.iter().map(|line| if line.is_empty() { "\u{a0}" } else { line });
    shown.collect::<Vec<_>>().join(&format!("\\\n{prefix}"))
}

fn longest_run(text: &str, of: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for char in text.chars() {
        run = if char == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
