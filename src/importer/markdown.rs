//! Markdown files, by CommonMark with the tables, footnotes and strikethrough that most writers know.

use crate::{Found, page};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Reads a file. What stands between two lines of dashes at its start is about the article, and is not part of it.
pub(crate) fn read(text: &str) -> Found {
    let (about, text) = front_matter(text.trim_start_matches('\u{feff}'));
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut markup = String::new();
    // Raw HTML in it goes the way of all HTML.
    html::push_html(&mut markup, numbered(Parser::new_ext(text, options).map(without_raw_text)));
    let mut found = page::fragment(&markup);
    let metadata = &mut found.whole.metadata;
    for line in about.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        match key.trim().to_ascii_lowercase().as_str() {
            _ if value.is_empty() => {}
            "title" => metadata.title = value,
            "author" | "by" => metadata.author = value,
            "date" => metadata.date = page::date(&value),
            "url" | "source" | "canonical_url" => metadata.address = page::address(&value).unwrap_or_default(),
            "lang" | "language" => metadata.language = value,
            _ => {}
        }
    }
    found
}

/// What would take all that follows for its own, as text: GitHub's extension 6.11 to CommonMark.
fn without_raw_text(event: Event<'_>) -> Event<'_> {
    const RAW: [&str; 9] =
        ["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"];
    let (Event::Html(markup) | Event::InlineHtml(markup)) = &event else { return event };
    let small = markup.to_ascii_lowercase();
    let opens = |name: &&str| small.contains(&format!("<{name}"));
    // One that is closed takes nothing.
    let takes = |name: &str| !small.contains(&format!("</{name}"));
    match RAW.iter().find(|name| opens(name)) {
        Some(name) if takes(name) => Event::Text(markup.clone()),
        _ => event,
    }
}

/// Footnotes as paragraphs, each behind its number.
fn numbered<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut number = None;
    events
        .flat_map(move |event| match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                number = Some(name);
                [None, None]
            }
            // One that begins with a list has no paragraph to stand before.
            Event::End(TagEnd::FootnoteDefinition) => {
                number = None;
                [None, None]
            }
            Event::Start(Tag::Paragraph) => {
                [Some(event), number.take().map(|name| Event::Text(format!("[{name}] ").into()))]
            }
            Event::FootnoteReference(name) => [Some(Event::Text(format!("[{name}]").into())), None],
            event => [Some(event), None],
        })
        .flatten()
}

fn front_matter(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return ("", text) };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (&rest[..at], &rest[at + line.len()..]);
        }
        // Between rules there is text and not `key: value`.
        if !line.trim().is_empty() && !line.contains(':') && !line.starts_with([' ', '-', '#']) {
            break;
        }
        at += line.len();
    }
    ("", text)
}
