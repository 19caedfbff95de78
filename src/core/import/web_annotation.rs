//! Annotations by the W3C standard that come without their article: a collection, a page, a bare list, a single one;
//! Recogito's own shape of them; and the annotations of the EPUB draft (`AnnotationSet`).

use super::problem::Problem;
use super::{Found, Part, Reader, list, text};
use crate::Properties;
use crate::annotation::{Category, Iri};
use crate::file::json::Writer;
use crate::file::read::read_item;
use crate::file::{self, Place, derived_id};
use serde_json::Value;

pub(super) fn read(reader: &mut Reader, value: Value) -> Result<&'static str, Problem> {
    let kind = |wanted: &str| list(&value, "type").iter().any(|kind| kind == wanted);
    let format = match &value {
        Value::Array(_) => "a list of Web Annotations",
        _ if kind("AnnotationSet") => "annotations of a book (EPUB)",
        _ if kind("AnnotationCollection") || kind("AnnotationPage") => "Web Annotations",
        _ if kind("Annotation") || is_annotation(&value) => "a Web Annotation",
        _ if value.get("items").is_some() => "Web Annotations",
        _ => return Err(Problem::File(file::Problem::NotAnnotations)),
    };
    let (all, rest) = match value {
        Value::Array(items) => (items, Properties::new()),
        Value::Object(map) if map.contains_key("target") || map.contains_key("bodies") => {
            (vec![Value::Object(map)], Properties::new())
        }
        Value::Object(map) => collected(map),
        _ => return Err(Problem::File(file::Problem::NotAnnotations)),
    };
    if !all.is_empty() && !all.iter().any(is_annotation) {
        return Err(Problem::File(file::Problem::NotAnnotations));
    }
    items(reader, all, false);
    if let Some(part) = reader.parts.last_mut()
        && !rest.is_empty()
    {
        part.unknown.insert("gl:was-collection".to_owned(), Value::Object(rest));
    }
    Ok(format)
}

fn is_annotation(value: &Value) -> bool {
    value.get("target").is_some()
}

/// The items of all pages that are there, and what the collection says besides.
fn collected(mut map: Properties) -> (Vec<Value>, Properties) {
    let take = |map: &mut Properties| match map.remove("items") {
        Some(Value::Array(items)) => items,
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    };
    let mut items = take(&mut map);
    let mut page = map.remove("first");
    while let Some(Value::Object(mut properties)) = page {
        items.append(&mut take(&mut properties));
        page = properties.remove("next");
    }
    for derived in ["@context", "total", "startIndex"] {
        map.remove(derived);
    }
    (items, map)
}

/// Takes in annotations of the standard's shape. `utf16`: what positions without words are counted in.
pub(super) fn items(reader: &mut Reader, items: Vec<Value>, utf16: bool) {
    let mut part = Part { utf16, ..Part::default() };
    for (index, item) in items.into_iter().enumerate() {
        let place = Place::Annotation(index + 1);
        let Value::Object(map) = item else {
            reader.report(Problem::File(file::Problem::Unread {
                place,
                why: "there is something that is no annotation",
            }));
            continue;
        };
        let map = usual(map);
        let bodies = map.get("body").and_then(Value::as_array);
        let classified = bodies.is_some_and(|bodies| bodies.iter().any(|body| text(body, "purpose") == "classifying"));
        let sources = targets(&map).iter().map(|target| source(target)).collect();
        match read_item(Value::Object(map), place) {
            Ok((mut annotation, problems)) => {
                problems.into_iter().for_each(|problem| reader.report(Problem::File(problem)));
                // What only the tags decided is for the labels to decide.
                let category = annotation.category.as_str();
                let label = (classified && !category.is_empty()).then(|| category.to_owned());
                annotation.category = Category::Other("".into());
                part.annotations.push(Found { annotation, label, sources });
            }
            Err(problem) => reader.report(Problem::File(problem)),
        }
    }
    reader.parts.push(part);
}

/// The targets that the reader will take: others are set aside by it.
fn targets(map: &Properties) -> Vec<&Value> {
    let targets = match map.get("target") {
        Some(Value::Array(targets)) => targets.iter().collect(),
        Some(target) => vec![target],
        None => Vec::new(),
    };
    targets
        .into_iter()
        .filter(|target| target.is_object() || target.as_str().is_some_and(|target| !target.is_empty()))
        .collect()
}

/// The source that a target names.
fn source(target: &Value) -> String {
    if let Some(source) = target.as_str() {
        return source.to_owned();
    }
    match target.get("source") {
        Some(Value::String(source)) => source.clone(),
        Some(source) => text(source, "id").to_owned(),
        None => String::new(),
    }
}

/// The shapes of single tools, as the standard has them.
fn usual(mut map: Properties) -> Properties {
    // Recogito's annotator writes `bodies`, and selectors that are a quote with a position.
    if let Some(bodies) = map.remove("bodies") {
        map.entry("body").or_insert(bodies);
    }
    if let Some(target) = map.get_mut("target") {
        let several = match target {
            Value::Array(targets) => targets.iter_mut().collect(),
            one => vec![one],
        };
        for target in several {
            let Some(selectors) = target.get_mut("selector").and_then(Value::as_array_mut) else { continue };
            let told: Vec<Value> = std::mem::take(selectors).into_iter().flat_map(recogito).collect();
            *selectors = told;
        }
    }
    // The EPUB draft has a keyword on the body, and no purpose.
    let bodies = match map.remove("body") {
        Some(Value::Array(bodies)) => bodies,
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    };
    let mut tags = Vec::new();
    for body in &bodies {
        for key in ["keyword", "tag"] {
            tags.extend(list(body, key).iter().filter_map(Value::as_str).map(|tag| {
                Value::Object(Properties::from_iter([
                    ("type".to_owned(), "TextualBody".into()),
                    ("purpose".to_owned(), "tagging".into()),
                    ("value".to_owned(), tag.into()),
                ]))
            }));
        }
    }
    let bodies: Vec<Value> = bodies.into_iter().chain(tags).collect();
    if !bodies.is_empty() {
        map.insert("body".to_owned(), Value::Array(bodies));
    }
    if map.get("id").and_then(Value::as_str).is_none_or(str::is_empty) {
        // Named by its content, so that it is the same one when the file is read again.
        let mut out = Writer::new(false);
        out.object(|out| out.rest(&map, &[]));
        let id = derived_id(&Iri::new("urn:x-glossator:import"), &out.finish());
        map.insert("id".to_owned(), id.as_str().into());
    }
    map
}

/// A selector of Recogito's annotator as the two that the standard has for it.
fn recogito(selector: Value) -> Vec<Value> {
    let Some(quote) = selector.get("quote").and_then(Value::as_str).map(str::to_owned) else { return vec![selector] };
    if selector.get("type").is_some() {
        return vec![selector];
    }
    let mut told = vec![Value::Object(Properties::from_iter([
        ("type".to_owned(), "TextQuoteSelector".into()),
        ("exact".to_owned(), quote.into()),
    ]))];
    if let Some((start, end)) = selector.get("start").zip(selector.get("end")) {
        told.push(Value::Object(Properties::from_iter([
            ("type".to_owned(), "TextPositionSelector".into()),
            ("start".to_owned(), start.clone()),
            ("end".to_owned(), end.clone()),
        ])));
    }
    told
}
