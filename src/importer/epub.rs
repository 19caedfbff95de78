//! Books (.epub), by the EPUB 3 standard: each chapter is an article.

use crate::archive::Archive;
use crate::word::{attribute, parse};
use crate::{Found, Problem, page};
use glossator_core::article::{Block, BlockKind};
use roxmltree::Node;
use std::collections::HashMap;

/// Chapters of a book that are read. Books have dozens; what has more is not meant to be read.
const CHAPTERS_MAX: usize = 2_000;

/// Reads a book.
pub(crate) fn read(mut archive: Archive<'_>) -> Result<Vec<Found>, Problem> {
    if archive.has("META-INF/encryption.xml") && archive.has("META-INF/rights.xml") {
        return Err(Problem::Locked);
    }
    let container = archive.text("META-INF/container.xml")?.ok_or(Problem::Damaged)?;
    let path = {
        let container = parse(&container).ok_or(Problem::Damaged)?;
        let root = container.descendants().find(|it| it.tag_name().name() == "rootfile");
        root.and_then(|it| attribute(it, "full-path")).ok_or(Problem::Damaged)?.to_owned()
    };
    let package = archive.text(&path)?.ok_or(Problem::Damaged)?;
    let package = parse(&package).ok_or(Problem::Damaged)?;
    let named = |name: &'static str| package.descendants().filter(move |it| it.tag_name().name() == name);
    let text = |name: &'static str| {
        named(name).find_map(|it| it.text()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (book, author, language) = (text("title"), text("creator"), text("language"));
    let date = page::date(&text("date"));
    let file = |it: Node<'_, '_>| Some((attribute(it, "id")?.to_owned(), attribute(it, "href")?.to_owned()));
    let files: HashMap<String, String> = named("item").filter_map(file).collect();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut chapters = Vec::new();
    for chapter in named("itemref").filter(|it| attribute(*it, "linear") != Some("no")).take(CHAPTERS_MAX) {
        let Some(href) = attribute(chapter, "idref").and_then(|id| files.get(id)) else { continue };
        let Some(markup) = archive.text(&within(folder, href))? else { continue };
        let mut found = page::fragment(&spelled_out(&markup));
        let metadata = &mut found.whole.metadata;
        if metadata.title == book {
            let is_heading = |it: &&Block| matches!(it.kind, BlockKind::Heading { .. });
            let heading = found.whole.blocks.iter().take(3).find(is_heading);
            metadata.title = heading.map_or(String::new(), |it| page::collapsed(found.whole.text.slice(it.range)));
        }
        metadata.title = match (metadata.title.is_empty(), book.is_empty()) {
            (true, _) => book.clone(),
            (false, false) if metadata.title != book => format!("{}, {book}", metadata.title),
            (false, _) => std::mem::take(&mut metadata.title),
        };
        metadata.author = author.clone();
        metadata.date = date.clone();
        if metadata.language.is_empty() {
            metadata.language = language.clone();
        }
        chapters.push(found);
    }
    Ok(chapters)
}

/// The name of a part: relative to the folder, with its escapes read.
fn within(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let bytes = href.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| href.get(at + 1..at + 3)).flatten();
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let plain = String::from_utf8_lossy(&plain);
    for part in plain.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// XHTML as HTML: `<title/>` and `<a id="x"/>` are closed, which HTML reads as opened.
fn spelled_out(markup: &str) -> String {
    const VOID: [&str; 14] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(end) = rest.find("/>") {
        let (before, after) = rest.split_at(end);
        let element = before.rfind('<').map(|start| &before[start + 1..]);
        let name = element.map(|it| it.split(|char: char| char.is_whitespace()).next().unwrap_or_default());
        out.push_str(before);
        match name.filter(|name| name.starts_with(|char: char| char.is_ascii_alphabetic())) {
            Some(name) if !VOID.contains(&name) && !element.is_some_and(|it| it.contains('>')) => {
                out.push_str("></");
                out.push_str(name);
                out.push('>');
            }
            _ => out.push_str("/>"),
        }
        rest = &after[2..];
    }
    out.push_str(rest);
    out
}
