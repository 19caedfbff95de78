//! What becomes of annotations whose words are divided, joined or added to. Where the words are is the caller's to
//! know: each takes the text and the ranges that the targets have in it, as [`anchor`](crate::anchor::anchor) gives
//! them.

use crate::Properties;
use crate::annotation::{Annotation, Iri, Timestamp};
use crate::selector::{Target, describe};
use crate::text::{Text, TextRange};

/// The annotation up to `at` and from there on; the second gets that id, has the tags and attributes too, and the note
/// stays with the first. `None` where one of them would be empty.
pub fn split(
    annotation: &Annotation,
    ranges: &[TextRange],
    text: &Text,
    at: usize,
    id: Iri,
    when: Timestamp,
) -> Option<(Annotation, Annotation)> {
    let part = |of: fn(TextRange, usize) -> TextRange| -> Vec<TextRange> {
        let parts = ranges.iter().map(|range| text.trim(of(*range, at)));
        parts.filter(|range| !range.is_empty()).collect()
    };
    let before = part(|range, at| TextRange::new(range.start.min(at), range.end.min(at)));
    let after = part(|range, at| TextRange::new(range.start.max(at), range.end.max(at)));
    if before.is_empty() || after.is_empty() {
        return None;
    }
    let known = known(annotation, ranges);
    let second = Annotation {
        id,
        targets: after.iter().map(|range| target(&known, text, *range)).collect(),
        note: String::new(),
        created: when,
        modified: when,
        revision: 0,
        copy_of: None,
        // It was made here, whoever's the words were before.
        merged: false,
        ..annotation.clone()
    };
    let first = annotation
        .revised(when, |first| first.targets = before.iter().map(|range| target(&known, text, *range)).collect());
    Some((first, second))
}

/// The annotation with the words of another one besides: segments that touch, or that only white space parts, become
/// one. The notes follow each other, and of an attribute that both have the first one's stays.
pub fn join(
    annotation: &Annotation,
    ranges: &[TextRange],
    other: &Annotation,
    others: &[TextRange],
    text: &Text,
    when: Timestamp,
) -> Annotation {
    let known: Vec<_> = known(annotation, ranges).into_iter().chain(known(other, others)).collect();
    annotation.revised(when, |joined| {
        joined.targets = united(text, ranges, others).iter().map(|range| target(&known, text, *range)).collect();
        let notes: Vec<&str> = [&annotation.note, &other.note].into_iter().map(|it| it.trim()).collect();
        joined.note = match notes[..] {
            [first, ""] => first.to_owned(),
            ["", second] => second.to_owned(),
            [first, second] if first == second => first.to_owned(),
            _ => notes.join("\n"),
        };
        joined.tags.extend(other.tags.iter().filter(|tag| !annotation.tags.contains(tag)).cloned());
        let missing: Properties = other
            .attributes
            .iter()
            .filter(|(key, _)| !annotation.attributes.contains_key(*key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        joined.attributes.extend(missing);
    })
}

/// The annotation with `range` as a segment besides, or as part of one that it touches.
pub fn extended(
    annotation: &Annotation,
    ranges: &[TextRange],
    range: TextRange,
    text: &Text,
    when: Timestamp,
) -> Annotation {
    let known = known(annotation, ranges);
    annotation.revised(when, |annotation| {
        annotation.targets = united(text, ranges, &[range]).iter().map(|range| target(&known, text, *range)).collect();
    })
}

fn known<'a>(annotation: &'a Annotation, ranges: &'a [TextRange]) -> Vec<(TextRange, &'a Target)> {
    ranges.iter().copied().zip(&annotation.targets).collect()
}

/// The target of a range: as it is where the words stay the same, so that what others said of it stays too.
fn target(known: &[(TextRange, &Target)], text: &Text, range: TextRange) -> Target {
    match known.iter().find(|(known, _)| *known == range) {
        Some((_, target)) => (*target).clone(),
        None => describe(text, range),
    }
}

/// Both, in the order of the text; what touches is one.
fn united(text: &Text, one: &[TextRange], other: &[TextRange]) -> Vec<TextRange> {
    let mut all: Vec<TextRange> = one.iter().chain(other).copied().collect();
    crate::sorting::sort_and_dedup(&mut all);
    let mut united: Vec<TextRange> = Vec::new();
    for range in all {
        match united.last_mut() {
            Some(last)
                if range.start <= last.end
                    || text.slice(TextRange { start: last.end, end: range.start }).chars().all(is_blank) =>
            {
                last.end = last.end.max(range.end);
            }
            _ => united.push(range),
        }
    }
    united
}

/// A line feed parts blocks, and words of two blocks stay two segments.
fn is_blank(char: char) -> bool {
    char.is_whitespace() && char != '\n'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Category;
    use crate::fixtures::annotation;

    /// Text with the words of one annotation in brackets and of another in braces.
    fn read(marked: &str) -> (Text, Vec<TextRange>, Vec<TextRange>) {
        let (mut text, mut one, mut other, mut start) = (String::new(), Vec::new(), Vec::new(), 0);
        for char in marked.chars() {
            match char {
                '[' | '{' => start = text.len(),
                ']' => one.push(TextRange::new(start, text.len())),
                '}' => other.push(TextRange::new(start, text.len())),
                char => text.push(char),
            }
        }
        (Text::new(text), one, other)
    }

    fn on(text: &Text, ranges: &[TextRange], note: &str) -> Annotation {
        let targets = ranges.iter().map(|range| describe(text, *range)).collect();
        Annotation { targets, note: note.to_owned(), ..(*annotation("urn:x:a", Category::Quote)).clone() }
    }

    fn check_split(marked: &str, at: &str, expected: Option<(&str, &str)>) {
        let (text, ranges, _) = read(marked);
        let at = text.as_str().find(at).expect("there");
        let parts = split(&on(&text, &ranges, "n"), &ranges, &text, at, Iri::new("urn:x:b"), Timestamp(5));
        let words = parts.as_ref().map(|(one, other)| (one.quote(), other.quote()));
        assert_eq!(words.as_ref().map(|(one, other)| (one.as_str(), other.as_str())), expected, "{marked}");
        if let Some((one, other)) = parts {
            assert_eq!((one.note.as_str(), one.revision, other.note.as_str(), other.revision), ("n", 1, "", 0));
        }
    }

    #[test]
    fn split_at_a_place() {
        check_split("a [one two] b", "two", Some(("one", "two")));
        check_split("a [one two] b [three]", " b", Some(("one two", "three")));
        check_split("a [one two] b [three]", "two", Some(("one", "two … three")));
        check_split("a [one two] b", "one", None);
        check_split("a [one two] b", "b", None);
    }

    fn check_join(marked: &str, notes: (&str, &str), expected: &str, note: &str) {
        let (text, one, other) = read(marked);
        let second = Annotation { tags: vec!["t".into()], ..on(&text, &other, notes.1) };
        let joined = join(&on(&text, &one, notes.0), &one, &second, &other, &text, Timestamp(5));
        assert_eq!((joined.quote().as_str(), joined.note.as_str()), (expected, note), "{marked}");
        assert_eq!(joined.tags, ["t"]);
    }

    #[test]
    fn joined_words_that_touch_are_one_segment() {
        check_join("[one] {two} x", ("", ""), "one two", "");
        check_join("{one} and [two]", ("n", ""), "one … two", "n");
        check_join("[one two] {two}", ("n", "m"), "one two two", "n\nm");
        check_join("[one]\n{two}", ("n", "n"), "one … two", "n");
    }

    #[test]
    fn splitting_what_was_joined_gives_the_words_back() {
        let (text, one, other) = read("[one] {two}");
        let joined = join(&on(&text, &one, ""), &one, &on(&text, &other, ""), &other, &text, Timestamp(5));
        let ranges = [TextRange::new(one[0].start, other[0].end)];
        let (first, second) =
            split(&joined, &ranges, &text, other[0].start, Iri::new("urn:x:c"), Timestamp(6)).expect("two");
        assert_eq!((first.quote(), second.quote()), ("one".into(), "two".into()));
    }

    #[test]
    fn another_segment_comes_in_the_order_of_the_text() {
        let (text, one, other) = read("{“It is} over,” she said, [“go home.”]");
        let both = extended(&on(&text, &one, ""), &one, other[0], &text, Timestamp(5));
        assert_eq!(both.quote(), "“It is … “go home.”");
    }
}
