//! A text with its spans in one object: doccano's export, spaCy's and Prodigy's spans, and what `datasets` writes.
//!
//! doccano has `label` or `labels` of `[start, end, label]`, and in projects with relations `entities`; the others have
//! `spans` of `start`, `end` and `label`. Spans that share an id are the places of one annotation.

use super::problem::Problem;
use super::source::{Source, Unit};
use super::{Found, Part, Reader, Relation, blank, list, text};
use crate::Properties;
use crate::annotation::{Annotation, Iri, Person, Timestamp};
use crate::file::json::{Writer, parse};
use crate::file::name::is_absolute;
use crate::file::read::count;
use crate::file::{Place, derived_id};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where spans stand.
const SPANS: [&str; 4] = ["spans", "entities", "label", "labels"];

/// Whether it is a row, or rows.
pub(super) fn is(value: &Value) -> bool {
    let is_row = |row: &Value| {
        row.get("text").is_some_and(Value::is_string)
            && SPANS.iter().any(|key| row.get(*key).is_some_and(Value::is_array))
    };
    value.as_array().map_or_else(|| is_row(value), |rows| rows.iter().any(is_row))
}

/// Reads rows, each with the number of its line.
pub(super) fn read(reader: &mut Reader, rows: Vec<(usize, Value)>) -> Result<&'static str, Problem> {
    if !rows.iter().any(|(_, row)| is(row)) {
        return Err(Problem::NotRead);
    }
    let of_spans = rows.iter().any(|(_, row)| row.get("spans").is_some());
    let mut number = 0;
    for (line, row) in rows {
        let Some(body) = row.get("text").and_then(Value::as_str) else {
            reader.report(Problem::Strange { line, why: "there is no text" });
            continue;
        };
        let part = part(reader, &row, body, &mut number);
        reader.parts.push(part);
    }
    Ok(if of_spans { "JSONL of spans (spaCy, Prodigy, Hugging Face)" } else { "doccano JSONL" })
}

fn part(reader: &mut Reader, row: &Value, body: &str, number: &mut usize) -> Part {
    let meta = row.get("meta").unwrap_or(&Value::Null);
    let said =
        |key: &str| [text(row, key), text(meta, key)].into_iter().find(|said| !said.is_empty()).unwrap_or_default();
    let address = [said("url"), said("source")].into_iter().find(|said| !said.is_empty()).unwrap_or_default();
    let source = Source::new(body, said("title"), address);
    let mut part = Part::default();
    // Annotations by the id that the tool gives them: its own number, or one of ours.
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    let used = SPANS.into_iter().find(|key| row.get(*key).is_some_and(Value::is_array));
    for span in used.map_or(&[][..], |key| list(row, key)) {
        *number += 1;
        let place = Place::Annotation(*number);
        let Some((start, end, label)) = bounds(span) else {
            reader.report(Problem::Position { place });
            continue;
        };
        let quote = span.get("text").and_then(Value::as_str);
        let Some(target) = source.target(reader, place, (Some(start), Some(end)), quote, Unit::CodePoints) else {
            continue;
        };
        let id = id(span);
        if let Some(&same) = id.as_ref().and_then(|id| by_id.get(id)) {
            part.annotations[same].annotation.targets.push(target);
            continue;
        }
        let own = id.as_deref().filter(|id| is_absolute(id)).map(Iri::new);
        let local = format!("{start} {end} {label} {}", id.as_deref().unwrap_or_default());
        let mut annotation = blank(own.unwrap_or_else(|| derived_id(&Iri::new(source.article.hash()), &local)));
        describe(&mut annotation, span);
        annotation.targets.push(target);
        if let Some(id) = id {
            by_id.insert(id, part.annotations.len());
        }
        part.annotations.push(Found { annotation, label: Some(label), sources: Vec::new() });
    }
    for relation in list(row, "relations") {
        let end = |key: &str| by_id.get(&relation.get(key).and_then(number_or_text)?).copied();
        if let Some((from, to)) = end("from_id").zip(end("to_id")) {
            part.relations.push(Relation {
                kind: "relation",
                name: text(relation, "type").to_owned(),
                arguments: vec![("Arg1".to_owned(), from), ("Arg2".to_owned(), to)],
            });
        }
    }
    let rest: Properties = row
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, value)| {
            let empty = value.as_array().is_some_and(Vec::is_empty) || value.is_null() || **value == "";
            !["text", "tokens", "relations"].contains(&key.as_str()) && Some(key.as_str()) != used && !empty
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !rest.is_empty() {
        part.unknown.insert("gl:was-row".to_owned(), Value::Object(rest));
    }
    part.article = Some(source.article);
    part
}

/// Start, end and label of a span of either shape.
fn bounds(span: &Value) -> Option<(usize, usize, String)> {
    if let Some([start, end, label, ..]) = span.as_array().map(Vec::as_slice) {
        return Some((count(start)?, count(end)?, label.as_str()?.to_owned()));
    }
    let at = |keys: [&str; 2]| keys.into_iter().find_map(|key| count(span.get(key)?));
    // Label Studio's short form has several labels a span.
    let label = list(span, "labels").first().and_then(Value::as_str).unwrap_or_else(|| text(span, "label"));
    Some((at(["start", "start_offset"])?, at(["end", "end_offset"])?, label.to_owned()))
}

fn id(span: &Value) -> Option<String> {
    span.get("id").and_then(number_or_text).filter(|id| !id.is_empty())
}

fn number_or_text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| value.as_number().map(ToString::to_string))
}

/// What our own export says of a span besides; what others say is kept.
fn describe(annotation: &mut Annotation, span: &Value) {
    const KNOWN: [&str; 16] = [
        "start",
        "end",
        "start_offset",
        "end_offset",
        "label",
        "labels",
        "text",
        "id",
        "note",
        "tags",
        "attributes",
        "annotator",
        "created",
        "modified",
        "token_start",
        "token_end",
    ];
    annotation.note = text(span, "note").to_owned();
    annotation.tags = list(span, "tags").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if let Ok(parsed) = parse(text(span, "attributes").as_bytes())
        && let Value::Object(attributes) = parsed.value
    {
        annotation.attributes = attributes;
    }
    let name = text(span, "annotator");
    if !name.is_empty() {
        annotation.creator = Some(Person { name: name.to_owned(), ..Person::default() });
    }
    annotation.created = Timestamp::parse(text(span, "created")).unwrap_or_default();
    annotation.modified = Timestamp::parse(text(span, "modified")).unwrap_or(annotation.created);
    let rest: Properties = span
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| !KNOWN.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !rest.is_empty() {
        annotation.unknown.annotation.insert("gl:was-span".to_owned(), Value::Object(rest));
    }
}

/// A value as JSON in one line.
pub(super) fn json(value: &Value) -> String {
    let mut out = Writer::new(false);
    out.value(value);
    out.finish()
}
