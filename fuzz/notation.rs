//! Documents in a notation that a person can write as a seed and a fuzzer cannot get wrong: every text is one.
//!
//! The article comes first; a line `---` ends it and each annotation. The first line of an annotation is its id, a
//! letter, its category and its ranges in bytes; the others are its note, but for those that begin with a mark:
//!
//! ```text
//! The mayor resigned.
//! ---
//! a claim 4 9
//! Where does it say so?
//! @Ada
//! #needs-source
//! :verdict false
//! ?words that are not in the article
//! !the id of what it is a copy of
//! ~1782000000000
//! ```

use glossator_core::Properties;
use glossator_core::annotation::{Annotation, Category, Iri, Person, Timestamp, Unknown};
use glossator_core::article::{Article, Metadata, plain_text};
use glossator_core::document::Document;
use glossator_core::selector::{Target, describe};
use glossator_core::text::{Text, TextRange};
use std::rc::Rc;

/// The parts of `input` between lines that are `mark`, which bytes that are no text do not end.
pub fn parts<'a>(input: &'a str, mark: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in input.split_inclusive('\n') {
        if line.trim_end_matches('\n') == mark {
            // The line feed before the mark belongs to it.
            parts.push(input[start..at].strip_suffix('\n').unwrap_or(&input[start..at]));
            start = at + line.len();
        }
        at += line.len();
    }
    parts.push(&input[start..]);
    parts
}

/// The numbers in `text`, whatever stands between them.
pub fn numbers(text: &str) -> Vec<usize> {
    text.split(|char: char| !char.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The ranges that pairs of numbers are in `text`, on graphemes; empty ones too.
pub fn ranges(text: &Text, numbers: &[usize]) -> Vec<TextRange> {
    numbers
        .chunks_exact(2)
        .map(|pair| text.snap(TextRange::new(pair[0].min(text.len()), pair[1].min(text.len()))))
        .collect()
}

/// The document that `input` is.
pub fn document(input: &str) -> Document {
    let parts = parts(input, "---");
    let (article, annotations) = parts.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let article = match article.strip_prefix("raw\n") {
        // A file may hold any text, canonical or not.
        Some(raw) => {
            let title = raw.lines().next().unwrap_or_default().to_owned();
            Article::new(Text::new(raw), vec![], Metadata { title, ..Metadata::default() })
        }
        None => plain_text::parse(article),
    };
    let mut document = Document::new(Iri::new("urn:uuid:d"), article, Timestamp(1));
    let annotations: Vec<Rc<Annotation>> =
        annotations.iter().filter_map(|text| annotation(&document.article.text, text)).map(Rc::new).collect();
    document.annotations = annotations.into_iter().collect();
    document
}

fn annotation(text: &Text, said: &str) -> Option<Annotation> {
    let (head, rest) = said.split_once('\n').unwrap_or((said, ""));
    let mut words = head.split(' ');
    let id = words.next().filter(|id| !id.is_empty())?;
    let category = Category::from_name(words.next().unwrap_or_default());
    let ranges = ranges(text, &numbers(&words.collect::<Vec<_>>().join(" ")));
    let mut annotation = Annotation {
        id: iri(id),
        category,
        targets: ranges.into_iter().filter(|range| !range.is_empty()).map(|range| describe(text, range)).collect(),
        note: String::new(),
        tags: Vec::new(),
        attributes: Properties::new(),
        creator: None,
        created: Timestamp(1),
        modified: Timestamp(1),
        revision: 0,
        copy_of: None,
        merged: false,
        unknown: Unknown::default(),
    };
    let mut note = Vec::new();
    for line in rest.split('\n') {
        let mut chars = line.chars();
        match (chars.next(), chars.as_str()) {
            (Some('@'), name) => annotation.creator = Some(Person { name: name.to_owned(), ..Person::default() }),
            (Some('#'), tag) if !tag.is_empty() => annotation.tags.push(tag.to_owned()),
            (Some(':'), said) => {
                let (name, value) = said.split_once(' ').unwrap_or((said, ""));
                annotation.attributes.insert(name.to_owned(), value.into());
            }
            (Some('?'), words) if !words.is_empty() => annotation.targets.push(lost(words)),
            (Some('!'), id) if !id.is_empty() => {
                annotation.copy_of = Some(iri(id));
            }
            (Some('~'), time) => {
                // Of the years that can be written.
                annotation.modified =
                    Timestamp(time.parse::<i64>().unwrap_or_default().clamp(-62_167_219_200_000, 253_402_300_799_999));
            }
            _ => note.push(line),
        }
    }
    annotation.note = note.join("\n");
    (!annotation.targets.is_empty()).then_some(annotation)
}

/// Of what stands for an id only so much as a file may say.
fn iri(id: &str) -> Iri {
    let id: String = id.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { 'z' }).collect();
    Iri::new(format!("urn:x:{id}"))
}

/// A target that has nothing but words.
fn lost(words: &str) -> Target {
    let mut target = Target::default();
    target.quote.exact = words.to_owned();
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_at_lines_that_are_marks() {
        assert_eq!(parts("a\n---\nb\n--- c\n---\n", "---"), ["a", "b\n--- c", ""]);
        assert_eq!(parts("---\n", "---"), ["", ""]);
        assert_eq!(parts("", "---"), [""]);
    }

    #[test]
    fn an_annotation_is_read_as_it_is_written() {
        let document =
            document("The mayor resigned.\n---\na claim 4 9\nWhere?\n@Ada\n#x\n:verdict false\n---\nb quote\n");
        assert_eq!(document.annotations.len(), 1, "one without words is none");
        let annotation = document.annotations.iter().next().expect("one");
        assert_eq!((annotation.quote().as_str(), annotation.note.as_str()), ("mayor", "Where?"));
        assert_eq!(annotation.attributes["verdict"], "false");
    }
}
