//! What a file is: by its first bytes and what is in it, and by its name where that leaves it open.

use crate::Problem;
use crate::archive::Archive;

/// What a file is.
pub(crate) enum Kind<'a> {
    Html,
    Markdown,
    Text,
    Word(Archive<'a>),
    Epub(Archive<'a>),
}

/// Bytes at the start among which a page says that it is one.
const START: usize = 4096;

/// Elements with which pages and parts of pages begin. What begins with another one is Markdown or text.
const OPENINGS: [&str; 14] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<title",
    "<div",
    "<p>",
    "<p ",
    "<article",
    "<section",
    "<h1",
    "<main",
    "<table",
];

pub(crate) fn of<'a>(name: &str, bytes: &'a [u8]) -> Result<Kind<'a>, Problem> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let mut archive = Archive::open(bytes)?;
        return if archive.has("word/document.xml") {
            Ok(Kind::Word(archive))
        } else if archive.has("META-INF/container.xml") {
            Ok(Kind::Epub(archive))
        } else {
            Err(Problem::NotText)
        };
    }
    let start = &bytes[..bytes.len().min(START)];
    if start.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Err(Problem::Pdf);
    }
    // An old Word document, a document that is encrypted, a picture.
    if start.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Problem::Locked);
    }
    let is_wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    if !is_wide && is_binary(start) {
        return Err(Problem::NotText);
    }
    Ok(match &*ending {
        "md" | "markdown" => Kind::Markdown,
        "html" | "htm" | "xhtml" | "xht" | "shtml" => Kind::Html,
        // A page in one file, as mail: its words are packed.
        "mhtml" | "mht" => return Err(Problem::NotText),
        _ if opens_a_page(start) => Kind::Html,
        _ => Kind::Text,
    })
}

/// Whether there are bytes that no text in any encoding of the web has, in more than one place in fifty.
fn is_binary(start: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    start.iter().filter(control).count() * 50 > start.len()
}

fn opens_a_page(start: &[u8]) -> bool {
    let text: String = start.iter().filter(|byte| **byte != 0).map(|byte| byte.to_ascii_lowercase() as char).collect();
    let mut rest = text.trim_start_matches(|char: char| char.is_whitespace() || !char.is_ascii());
    // A declaration and comments may stand first.
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if rest.starts_with(open) {
            rest = rest.split_once(close).map_or("", |(_, after)| after).trim_start();
        }
    }
    OPENINGS.iter().any(|opening| rest.starts_with(opening))
}
