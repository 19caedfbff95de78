//! brat's standoff: the text, and beside it a line a thing that is said of it. Offsets are code points.
//! <https://brat.nlplab.org/standoff.html>
//!
//! A line cannot hold a line feed or a tab within its text, so that words over several lines are several fragments.
//! Attributes have names and values of one word each; what is more than a word is written as a note of that name.

use super::loss::RELATIONS;
use super::mark::{code_points, found};
use super::words::{attributes, capitalised, label};
use crate::document::Document;
use crate::text::{Text, TextRange};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

pub(super) fn write(document: &Document) -> Vec<String> {
    let text = &document.article.text;
    let mut out = String::new();
    let (mut attribute_number, mut note_number) = (0, 0);
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut number = 0;
    for mark in found(document) {
        let fragments: Vec<TextRange> = mark.ranges.iter().flat_map(|&range| fragments(text, range)).collect();
        // White space alone has no words that a line could hold.
        if fragments.is_empty() {
            continue;
        }
        number += 1;
        let annotation = &mark.annotation;
        let category = label(&annotation.category);
        let kind = name(&capitalised(category));
        let places: Vec<String> = fragments
            .iter()
            .map(|&fragment| code_points(text, fragment))
            .map(|(start, end)| format!("{start} {end}"))
            .collect();
        let words: Vec<&str> = fragments.iter().map(|&fragment| text.slice(fragment)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "T{number}\t{kind} {}\t{}", places.join(";"), words.join(" "));
        names.insert(annotation.id.as_str().to_owned(), format!("T{number}"));
        let mut note = |kind: &str, text: &str| {
            note_number += 1;
            let _ = writeln!(out, "#{note_number}\t{kind} T{number}\t{}", one_line(text));
        };
        if !kind.eq_ignore_ascii_case(category) {
            note("Category", category);
        }
        if !annotation.note.is_empty() {
            note("AnnotatorNotes", &annotation.note);
        }
        annotation.tags.iter().for_each(|tag| note("Tag", tag));
        let (short, long): (Vec<_>, Vec<_>) =
            attributes(annotation).into_iter().partition(|(key, value)| name(value) == *value && name(key) == *key);
        for (key, value) in long {
            note(&name(&capitalised(key)), &value);
        }
        for (key, value) in short {
            attribute_number += 1;
            // What is only true or not has no value.
            let flag = annotation.attributes.get(key) == Some(&Value::Bool(true));
            let value = if flag { String::new() } else { format!(" {value}") };
            let _ = writeln!(out, "A{attribute_number}\t{} T{number}{value}", capitalised(key));
        }
    }
    relations(&mut out, document, &names);
    vec![text.as_str().to_owned(), out]
}

/// The parts of `range` that lie between line ends and tabs, without the white space at their ends.
fn fragments(text: &Text, range: TextRange) -> Vec<TextRange> {
    let is_break = |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}');
    let mut fragments = Vec::new();
    let mut at = range.start;
    for part in text.slice(range).split(is_break) {
        let start = at + (part.len() - part.trim_start().len());
        let end = start + part.trim().len();
        if start < end {
            fragments.push(TextRange { start, end });
        }
        at += part.len();
        at += text.as_str()[at..].chars().next().map_or(0, char::len_utf8);
    }
    fragments
}

/// `words` as the name of a type or attribute: letters, digits, `-` and `_`.
fn name(words: &str) -> String {
    let fit = |char: char| if char.is_alphanumeric() || "-_".contains(char) { char } else { '_' };
    let name: String = words.chars().map(fit).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

/// Line feeds of a note become spaces; there is no way to write them.
fn one_line(text: &str) -> String {
    text.split(|char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}'))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the reader of this format kept of relations, between the annotations that are still there.
fn relations(out: &mut String, document: &Document, names: &BTreeMap<String, String>) {
    let (mut relations, mut events) = (0, 0);
    for relation in document.unknown.get(RELATIONS).and_then(Value::as_array).into_iter().flatten() {
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let kind = name(&text(relation, "type"));
        let arguments = relation.get("arguments").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let all: Option<Vec<(String, &String)>> = arguments
            .iter()
            .map(|argument| Some((name(&text(argument, "role")), names.get(&text(argument, "annotation"))?)))
            .collect();
        let event = text(relation, "kind") == "event";
        // An event may have no part but its trigger; everything else is between two.
        let Some(all) = all.filter(|all| all.len() > usize::from(!event)) else { continue };
        let _ = if text(relation, "kind") == "equivalence" {
            let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
            writeln!(out, "*\t{kind} {}", names.join(" "))
        } else {
            let arguments: Vec<String> = all.iter().map(|(role, name)| format!("{role}:{name}")).collect();
            if event {
                events += 1;
                // The first argument is what the event is marked by.
                let first = arguments[0].split_once(':').map_or("", |(_, trigger)| trigger);
                writeln!(out, "E{events}\t{}", [&[format!("{kind}:{first}")], &arguments[1..]].concat().join(" "))
            } else {
                relations += 1;
                writeln!(out, "R{relations}\t{kind} {}", arguments.join(" "))
            }
        };
    }
}
