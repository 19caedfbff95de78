//! brat's standoff: `.ann`, beside the `.txt` that it is about or, for an article that one has, without it.
//!
//! Lines of text-bound annotations (`T`) become annotations, with their attributes (`A`, `M`) and notes (`#`); relations,
//! events and equivalences are kept between them, and what else there is is kept line by line.

use super::problem::Problem;
use super::source::{Source, Unit};
use super::{Found, Part, Reader, Relation, blank};
use crate::annotation::Iri;
use crate::file::{Place, derived_id};
use crate::selector::{Target, TextPositionSelector, TextQuoteSelector};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether a text is standoff: most of its lines are lines of it.
pub(super) fn is_standoff(text: &str) -> bool {
    let (mut standoff, mut others) = (0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if is_line(line) { standoff += 1 } else { others += 1 }
    }
    standoff > others
}

fn is_line(line: &str) -> bool {
    let Some((id, rest)) = line.split_once('\t') else { return false };
    let number =
        id.get(1..).is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    match id.chars().next() {
        Some('T') => number && text_bound(rest).is_some(),
        Some('A' | 'M' | 'R' | 'E' | 'N' | '#') => number && rest.contains([' ', ':']),
        Some('*') => id == "*" && rest.contains(' '),
        _ => false,
    }
}

/// A `T` line behind its id: type, fragments, words.
struct TextBound<'a> {
    kind: &'a str,
    fragments: Vec<(usize, usize)>,
    words: &'a str,
}

fn text_bound(rest: &str) -> Option<TextBound<'_>> {
    let (head, words) = rest.split_once('\t').unwrap_or((rest, ""));
    let (kind, places) = head.split_once(' ')?;
    let fragment = |place: &str| {
        let (start, end) = place.trim().split_once(' ')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    let fragments: Option<Vec<(usize, usize)>> = places.split(';').map(fragment).collect();
    Some(TextBound { kind, fragments: fragments.filter(|all| !all.is_empty())?, words })
}

pub(super) fn read(reader: &mut Reader, text: Option<&str>, lines: &str, title: &str) -> &'static str {
    let source = text.map(|text| Source::new(text, "", ""));
    let mut part = Part::default();
    // What the lines call each other by: indices of annotations. Events are called by their trigger.
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    let lines: Vec<(usize, &str)> = lines
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let mut others = Vec::new();
    let mut count = 0;
    for &(number, line) in &lines {
        let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
        if !id.starts_with('T') {
            others.push((number, id, rest));
            continue;
        }
        count += 1;
        let Some(bound) = text_bound(rest) else {
            reader.report(Problem::Strange { line: number, why: "the type or the offsets are missing" });
            continue;
        };
        let targets = match &source {
            Some(source) => targets(reader, source, &bound, Place::Annotation(count)),
            None => alone(reader, &bound, Place::Annotation(count)),
        };
        if targets.is_empty() {
            continue;
        }
        let base = source.as_ref().map_or("urn:x-glossator:import", |source| source.article.hash());
        let mut annotation = blank(derived_id(&Iri::new(base), line));
        annotation.targets = targets;
        by_name.insert(id, part.annotations.len());
        let label = Some(bound.kind.to_owned());
        part.annotations.push(Found { annotation, label, sources: Vec::new() });
    }
    for &(_, id, rest) in others.iter().filter(|(_, id, _)| id.starts_with('E')) {
        let trigger = rest.split(' ').next().and_then(|head| head.split_once(':'));
        if let Some(&index) = trigger.and_then(|(_, trigger)| by_name.get(trigger)) {
            by_name.insert(id, index);
        }
    }
    let mut kept = Vec::new();
    for (_, id, rest) in others {
        if !said(&mut part, &by_name, id, rest) {
            kept.push(Value::from(format!("{id}\t{rest}")));
        }
    }
    if !kept.is_empty() {
        part.unknown.insert("gl:was-lines".to_owned(), Value::Array(kept));
    }
    part.article = source.map(|source| source.article);
    if part.article.is_none() && !title.is_empty() {
        part.unknown.insert("gl:was-file".to_owned(), title.into());
    }
    reader.parts.push(part);
    "brat standoff"
}

/// The fragments, those that a line end alone keeps apart put together again.
fn targets(reader: &mut Reader, source: &Source, bound: &TextBound<'_>, place: Place) -> Vec<Target> {
    let whole = (bound.fragments.first().map(|first| first.0), bound.fragments.last().map(|last| last.1));
    let mut targets = Vec::new();
    let mut fragments: Vec<(usize, usize, String)> = Vec::new();
    let words = per_fragment(bound);
    for (&(start, end), words) in bound.fragments.iter().zip(&words) {
        match fragments.last_mut() {
            Some(last) if start >= last.1 && source.only_space_between(last.1, start) => {
                last.1 = end;
                last.2.push(' ');
                last.2.push_str(words);
            }
            _ => fragments.push((start, end, words.clone())),
        }
    }
    let one = fragments.len() == 1;
    for (start, end, words) in fragments {
        let range = if one { whole } else { (Some(start), Some(end)) };
        targets.extend(source.target(reader, place, range, Some(&words), Unit::CodePoints));
    }
    targets
}

/// Targets for an article that is elsewhere: positions and words, and no context.
fn alone(reader: &mut Reader, bound: &TextBound<'_>, place: Place) -> Vec<Target> {
    // As our own files have them: none runs backwards, and no text is so long.
    let possible = |&(start, end): &(usize, usize)| start < end && u32::try_from(end).is_ok();
    if !bound.fragments.iter().all(possible) {
        reader.report(Problem::Position { place });
    }
    let words = per_fragment(bound).into_iter();
    words
        .zip(&bound.fragments)
        .map(|(exact, fragment)| Target {
            quote: TextQuoteSelector { exact, ..TextQuoteSelector::default() },
            position: possible(fragment).then(|| TextPositionSelector {
                start: fragment.0,
                end: fragment.1,
                ..TextPositionSelector::default()
            }),
            ..Target::default()
        })
        .collect()
}

/// The words of each fragment: they are joined by a space.
fn per_fragment(bound: &TextBound<'_>) -> Vec<String> {
    let mut rest = bound.words;
    let last = bound.fragments.len() - 1;
    bound
        .fragments
        .iter()
        .enumerate()
        .map(|(index, (start, end))| {
            if index == last {
                return rest.to_owned();
            }
            let cut = rest.char_indices().nth(end.saturating_sub(*start)).map_or(rest.len(), |(at, _)| at);
            let words = rest[..cut].to_owned();
            rest = rest[cut..].strip_prefix(' ').unwrap_or(&rest[cut..]);
            words
        })
        .collect()
}

/// Takes in what a line says of annotations; false where there is no place for it.
fn said(part: &mut Part, by_name: &BTreeMap<&str, usize>, id: &str, rest: &str) -> bool {
    let (head, tail) = rest.split_once('\t').unwrap_or((rest, ""));
    let mut words = head.split(' ').filter(|word| !word.is_empty());
    let Some(name) = words.next() else { return false };
    let index = |word: &str| by_name.get(word).copied();
    match id.chars().next() {
        Some('A' | 'M') => {
            let Some(at) = words.next().and_then(index) else { return false };
            let value = words.collect::<Vec<_>>().join(" ");
            // Without a value, that it is there is what is said.
            let value = if value.is_empty() { Value::Bool(true) } else { value.into() };
            part.annotations[at].annotation.attributes.insert(small(name), value);
            true
        }
        Some('#') => {
            let Some(at) = words.next().and_then(index) else { return false };
            let found = &mut part.annotations[at];
            let annotation = &mut found.annotation;
            match name {
                // brat's own, and what our export puts beside it.
                "AnnotatorNotes" if annotation.note.is_empty() => annotation.note = tail.to_owned(),
                "AnnotatorNotes" => annotation.note = format!("{}\n{tail}", annotation.note),
                "Tag" => annotation.tags.push(tail.to_owned()),
                "Category" => found.label = Some(tail.to_owned()),
                other => drop(annotation.attributes.insert(small(other), tail.into())),
            }
            true
        }
        Some('R' | 'E') => {
            let kind = if id.starts_with('R') { "relation" } else { "event" };
            let (name, trigger) = name.split_once(':').map_or((name, None), |(name, trigger)| (name, Some(trigger)));
            let trigger = trigger.map(|trigger| ("Trigger", trigger));
            let arguments = trigger.into_iter().chain(words.filter_map(|word| word.split_once(':')));
            relation(part, kind, name, arguments, index)
        }
        Some('*') => relation(part, "equivalence", name, words.map(|word| ("Arg", word)), index),
        _ => false,
    }
}

fn relation<'a>(
    part: &mut Part,
    kind: &'static str,
    name: &str,
    arguments: impl Iterator<Item = (&'a str, &'a str)>,
    index: impl Fn(&str) -> Option<usize>,
) -> bool {
    let arguments: Option<Vec<(String, usize)>> =
        arguments.map(|(role, word)| Some((role.to_owned(), index(word)?))).collect();
    let Some(arguments) = arguments.filter(|arguments| !arguments.is_empty()) else { return false };
    part.relations.push(Relation { kind, name: name.to_owned(), arguments });
    true
}

/// The name of an attribute as ours are: `Verdict` is `verdict`.
fn small(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
