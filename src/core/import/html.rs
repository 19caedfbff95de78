//! A page that [`crate::export`] wrote: the file within it. No HTML is parsed; whatever else the page says is passed over.

use super::problem::Problem;
use super::{Part, Reader};
use crate::file;

pub(super) fn read(reader: &mut Reader, page: &str) -> Result<&'static str, Problem> {
    let mut refused = None;
    let mut rest = page;
    // Browsers that save the page may write the tag's attributes in another order.
    while let Some((data, after)) = next_block(rest) {
        match file::read(data.trim().as_bytes()) {
            Ok(file) => {
                reader.problems.extend(file.problems.into_iter().map(Problem::File));
                reader.parts.push(Part { whole: Some(file.document), ..Part::default() });
                return Ok("a page of Glossator");
            }
            // Other pages have data of other kinds; ours is the one that is nearly read.
            Err(file::Problem::NotAnnotations | file::Problem::Empty) => {}
            Err(problem) => refused = refused.or(Some(problem)),
        }
        rest = after;
    }
    Err(refused.map_or(Problem::NoData, Problem::File))
}

/// The next data block of JSON-LD in `page`, and what comes after it.
fn next_block(page: &str) -> Option<(&str, &str)> {
    let mut rest = page;
    loop {
        let start = find(rest, "<script")?;
        let (tag, after) = rest[start..].split_once('>')?;
        if find(tag, "application/ld+json").is_some() {
            let end = find(after, "</script")?;
            return Some((&after[..end], &after[end..]));
        }
        rest = after;
    }
}

/// Where `words`, in small letters of ASCII, stand in `text`, whatever their case.
fn find(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    (0..(text.len() + 1).saturating_sub(words.len())).find(|&at| {
        text[at] == words[0].to_ascii_uppercase() && text[at..at + words.len()].eq_ignore_ascii_case(words)
            || text[at] == words[0] && text[at..at + words.len()].eq_ignore_ascii_case(words)
    })
}
