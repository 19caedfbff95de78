//! Label Studio's export: tasks with `data` and `annotations`, whose results are regions, what is said of a region, and
//! relations between them.

use super::problem::Problem;
use super::source::{Source, Unit};
use super::{Found, Part, Reader, Relation, blank, list, rows, text};
use crate::Properties;
use crate::annotation::{Annotation, Iri, Person};
use crate::file::name::is_absolute;
use crate::file::read::{count, timestamp};
use crate::file::{Place, derived_id};
use serde_json::Value;
use std::collections::BTreeMap;

/// What our own export calls the relation of one place of an annotation to the next.
const CONTINUES: &str = "continues";

/// Whether it is a task, or tasks.
pub(super) fn is(value: &Value) -> bool {
    let is_task = |task: &Value| {
        task.get("data").is_some_and(Value::is_object)
            && ["annotations", "completions", "predictions"]
                .iter()
                .any(|key| task.get(*key).is_some_and(Value::is_array))
    };
    value.as_array().map_or_else(|| is_task(value), |tasks| tasks.iter().any(is_task))
}

pub(super) fn read(reader: &mut Reader, value: &Value) -> Result<&'static str, Problem> {
    let tasks = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let mut number = 0;
    for (index, task) in tasks.iter().enumerate() {
        let data = task.get("data").unwrap_or(&Value::Null);
        let Some(body) = body(data) else {
            reader.report(Problem::Strange { line: index + 1, why: "there is no text" });
            continue;
        };
        let part = part(reader, task, data, body, &mut number);
        reader.parts.push(part);
    }
    if reader.parts.is_empty() { Err(Problem::NotRead) } else { Ok("Label Studio JSON") }
}

/// The text of a task: what is called so, or the longest there is.
fn body(data: &Value) -> Option<&str> {
    let called = data.get("text").and_then(Value::as_str);
    called.or_else(|| data.as_object()?.values().filter_map(Value::as_str).max_by_key(|value| value.len()))
}

fn part(reader: &mut Reader, task: &Value, data: &Value, body: &str, number: &mut usize) -> Part {
    let address = ["url", "source"].into_iter().map(|key| text(data, key)).find(|said| !said.is_empty());
    let source = Source::new(body, text(data, "title"), address.unwrap_or_default());
    let mut part = Part::default();
    let sets = ["annotations", "completions", "predictions"].into_iter().map(|key| list(task, key));
    for set in sets.into_iter().find(|sets| !sets.is_empty()).unwrap_or_default() {
        // What somebody skipped or withdrew is no annotation.
        if set.get("was_cancelled") != Some(&Value::Bool(true)) {
            results(reader, &mut part, &source, set, number);
        }
    }
    let rest: Properties = data
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| value.as_str() != Some(body))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !rest.is_empty() {
        part.unknown.insert("gl:was-data".to_owned(), Value::Object(rest));
    }
    part.article = Some(source.article);
    part
}

fn results(reader: &mut Reader, part: &mut Part, source: &Source, set: &Value, number: &mut usize) {
    let created = timestamp(text(set, "created_at")).unwrap_or_default();
    let modified = timestamp(text(set, "updated_at")).unwrap_or(created);
    let creator = annotator(set.get("completed_by").unwrap_or(&Value::Null));
    let results = list(set, "result");
    let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_annotation: BTreeMap<String, usize> = BTreeMap::new();
    for result in results.iter().filter(|result| text(result, "type").ends_with("labels")) {
        *number += 1;
        let place = Place::Annotation(*number);
        let value = result.get("value").unwrap_or(&Value::Null);
        let offsets = value.get("globalOffsets").unwrap_or(value);
        let at = |key: &str| offsets.get(key).and_then(count);
        let quote = value.get("text").and_then(Value::as_str);
        let Some(target) = source.target(reader, place, (at("start"), at("end")), quote, Unit::CodePoints) else {
            continue;
        };
        let labels: Vec<&str> = list(value, text(result, "type")).iter().filter_map(Value::as_str).collect();
        let region = text(result, "id");
        let meta = result.get("meta").unwrap_or(&Value::Null);
        let own = text(meta, "annotation");
        if let Some(&same) = by_annotation.get(own).filter(|_| is_absolute(own)) {
            part.annotations[same].annotation.targets.push(target);
            regions.insert(region, same);
            continue;
        }
        let local = format!("{:?} {:?} {labels:?} {region}", at("start"), at("end"));
        let id = if is_absolute(own) { Iri::new(own) } else { derived_id(&Iri::new(source.article.hash()), &local) };
        let mut annotation = Annotation { created, modified, creator: creator.clone(), ..blank(id) };
        annotation.targets.push(target);
        said(&mut annotation, meta);
        // Of several labels the first one is the class, and the others are tags.
        annotation.tags.extend(labels.iter().skip(1).map(|label| (*label).to_owned()));
        let index = part.annotations.len();
        regions.insert(region, index);
        by_annotation.insert(own.to_owned(), index);
        let label = labels.first().map(|label| (*label).to_owned());
        part.annotations.push(Found { annotation, label, sources: Vec::new() });
    }
    let mut rest = Vec::new();
    for result in results.iter().filter(|result| !text(result, "type").ends_with("labels")) {
        let kind = text(result, "type");
        if kind == "relation" {
            let ends = regions.get(text(result, "from_id")).zip(regions.get(text(result, "to_id")));
            let names: Vec<&str> = list(result, "labels").iter().filter_map(Value::as_str).collect();
            match ends {
                Some((&from, &to)) if from != to => part.relations.push(Relation {
                    kind: "relation",
                    name: names.first().copied().unwrap_or("related").to_owned(),
                    arguments: vec![("Arg1".to_owned(), from), ("Arg2".to_owned(), to)],
                }),
                // Places of one annotation, which are together again.
                Some(_) if names == [CONTINUES] => {}
                _ => rest.push(result.clone()),
            }
            continue;
        }
        let value = result.get("value").unwrap_or(&Value::Null);
        match regions.get(text(result, "id")) {
            // What is said of a region: its note where the control is called so, else an attribute.
            Some(&index) => {
                let annotation = &mut part.annotations[index].annotation;
                let words: Vec<&str> = list(value, if kind == "textarea" { "text" } else { kind })
                    .iter()
                    .filter_map(Value::as_str)
                    .collect();
                let name = text(result, "from_name");
                let is_note = ["note", "notes", "comment", "comments"].contains(&name.to_lowercase().as_str());
                if kind == "textarea" && is_note && annotation.note.is_empty() {
                    annotation.note = words.join("\n");
                } else if words.is_empty() {
                    annotation.attributes.insert(name.to_owned(), value.clone());
                } else {
                    let mut words: Vec<Value> = words.into_iter().map(Value::from).collect();
                    let one = if words.len() == 1 { words.remove(0) } else { Value::Array(words) };
                    annotation.attributes.insert(name.to_owned(), one);
                }
            }
            None => rest.push(result.clone()),
        }
    }
    if !rest.is_empty() {
        part.unknown.insert("gl:was-results".to_owned(), Value::Array(rest));
    }
}

/// What stands in the `meta` of a region: its note as `text`, and what our own export puts beside it.
fn said(annotation: &mut Annotation, meta: &Value) {
    let note: Vec<&str> = list(meta, "text").iter().filter_map(Value::as_str).collect();
    annotation.note = note.join("\n");
    annotation.tags = list(meta, "tags").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if let Some(Value::Object(attributes)) = meta.get("attributes") {
        annotation.attributes = attributes.clone();
    }
}

/// Label Studio names people by a number, or by what it knows of them.
fn annotator(by: &Value) -> Option<Person> {
    let name = match by {
        Value::Null => return None,
        Value::String(name) => name.clone(),
        Value::Object(_) => {
            let first = format!("{} {}", text(by, "first_name"), text(by, "last_name"));
            let names = [first.trim(), text(by, "email"), text(by, "username")].map(str::to_owned);
            names.into_iter().find(|name| !name.is_empty())?
        }
        other => format!("Annotator {}", rows::json(other)),
    };
    Some(Person { name, ..Person::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_by_what_is_known_of_them() {
        let name = |by: Value| annotator(&by).map(|person| person.name);
        assert_eq!(name(Value::Null), None);
        assert_eq!(name(3.into()).as_deref(), Some("Annotator 3"));
        assert_eq!(name(serde_json::json!({"email": "a@b.c", "first_name": ""})).as_deref(), Some("a@b.c"));
    }
}
