//! Hypothesis' export: `annotations` with `target[].selector`, positions in UTF-16 of a web page's text, tags for
//! labels. What its search answers (`rows`) is the same.

use super::{Reader, list, text, web_annotation};
use crate::Properties;
use serde_json::Value;

/// Properties that become ours; the others are kept in one place.
const KNOWN: [&str; 9] = ["id", "created", "updated", "user", "user_info", "uri", "text", "tags", "target"];

/// Whether it is such an export: annotations that have a `uri`, which those of the standard have not.
pub(super) fn is(value: &Value) -> bool {
    items(value).is_some_and(|items| {
        items
            .iter()
            .any(|item| item.get("uri").is_some() && (item.get("target").is_some() || item.get("user").is_some()))
            || (items.is_empty() && value.get("export_date").is_some())
    })
}

fn items(value: &Value) -> Option<&Vec<Value>> {
    ["annotations", "rows"].into_iter().find_map(|key| value.get(key)?.as_array())
}

pub(super) fn read(reader: &mut Reader, value: Value) -> &'static str {
    let items: Vec<Value> = items(&value).map_or_else(Vec::new, |items| items.iter().map(annotation).collect());
    web_annotation::items(reader, items, true);
    if let Some(part) = reader.parts.last_mut()
        && let Value::Object(map) = value
    {
        let rest: Properties =
            map.into_iter().filter(|(key, _)| !["annotations", "rows"].contains(&key.as_str())).collect();
        if !rest.is_empty() {
            part.unknown.insert("gl:hypothesis".to_owned(), Value::Object(rest));
        }
    }
    "Hypothesis JSON"
}

/// As the standard has it.
fn annotation(item: &Value) -> Value {
    let mut bodies = Vec::new();
    let mut body = |purpose: &str, value: &str, format: Option<&str>| {
        let mut body = Properties::from_iter([
            ("type".to_owned(), "TextualBody".into()),
            ("purpose".to_owned(), purpose.into()),
            ("value".to_owned(), value.into()),
        ]);
        body.extend(format.map(|format| ("format".to_owned(), format.into())));
        bodies.push(Value::Object(body));
    };
    if !text(item, "text").is_empty() {
        body("commenting", text(item, "text"), Some("text/markdown"));
    }
    list(item, "tags").iter().filter_map(Value::as_str).for_each(|tag| body("tagging", tag, None));
    let uri = text(item, "uri");
    let targets: Vec<Value> = list(item, "target")
        .iter()
        .filter_map(Value::as_object)
        .map(|target| {
            let mut target = target.clone();
            target.entry("source").or_insert_with(|| uri.into());
            Value::Object(target)
        })
        .collect();
    let mut map = Properties::from_iter([
        ("id".to_owned(), text(item, "id").into()),
        ("type".to_owned(), "Annotation".into()),
        ("body".to_owned(), Value::Array(bodies)),
        // A note on the page as a whole has no target.
        ("target".to_owned(), if targets.is_empty() { uri.into() } else { Value::Array(targets) }),
    ]);
    for (theirs, ours) in [("created", "created"), ("updated", "modified")] {
        if let Some(date) = item.get(theirs) {
            map.insert(ours.to_owned(), date.clone());
        }
    }
    let user = text(item, "user");
    let shown = item.get("user_info").map(|info| text(info, "display_name")).unwrap_or_default();
    // `acct:ada@hypothes.is`
    let account = user.strip_prefix("acct:").unwrap_or(user).split('@').next().unwrap_or_default();
    if !user.is_empty() || !shown.is_empty() {
        let mut person = Properties::from_iter([
            ("type".to_owned(), "Person".into()),
            ("name".to_owned(), if shown.is_empty() { account } else { shown }.into()),
        ]);
        if !user.is_empty() {
            person.insert("id".to_owned(), user.into());
        }
        map.insert("creator".to_owned(), Value::Object(person));
    }
    let rest: Properties = item
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| !KNOWN.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !rest.is_empty() {
        map.insert("gl:hypothesis".to_owned(), Value::Object(rest));
    }
    Value::Object(map)
}
