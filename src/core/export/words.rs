//! Attributes as words: a file may hold any JSON in them, and most formats and people want a line of text.

use crate::annotation::{Annotation, Category};
use crate::codebook::Codebook;
use crate::file::json::Writer;
use serde_json::Value;

/// The value as a person would write it: text as it is, a thing by its name, several things one after another.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(string) => string.clone(),
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().map(words).filter(|words| !words.is_empty()).collect();
            parts.join("; ")
        }
        Value::Object(map) => {
            // A thing is called by its text, title or name; the rest is said of it.
            let named = ["text", "title", "name"].into_iter().find(|key| map.get(*key).is_some_and(Value::is_string));
            let name = named.map(|key| words(&map[key])).filter(|name| !name.is_empty());
            let others = map.iter().filter(|(key, _)| Some(key.as_str()) != named);
            let said: Vec<String> = others
                .map(|(key, value)| (key, words(value)))
                .filter(|(_, words)| !words.is_empty())
                .map(|(key, words)| format!("{key}: {words}"))
                .collect();
            match (name, said.is_empty()) {
                (Some(name), true) => name,
                (Some(name), false) => format!("{name} ({})", said.join(", ")),
                (None, _) => said.join(", "),
            }
        }
    }
}

/// The attributes that say something, each with its words.
pub(super) fn attributes(annotation: &Annotation) -> Vec<(&str, String)> {
    let all = annotation.attributes.iter().map(|(name, value)| (name.as_str(), words(value)));
    all.filter(|(_, words)| !words.is_empty()).collect()
}

/// The attributes as a line of JSON, for formats that want text in one place; empty where there are none.
pub(super) fn attributes_json(annotation: &Annotation) -> String {
    if annotation.attributes.is_empty() {
        return String::new();
    }
    let mut out = Writer::new(false);
    out.object(|out| out.rest(&annotation.attributes, &[]));
    out.finish()
}

/// The category as a label: every tool wants one, so that an annotation without one is called "mark".
pub(super) fn label(category: &Category) -> &str {
    match category.as_str() {
        "" => "mark",
        name => name,
    }
}

/// What people call the category: what the codebook says, else its name with a capital.
pub(super) fn named(codebook: &Codebook, category: &Category) -> String {
    match codebook.label(category) {
        "" => capitalised(label(category)),
        name => name.to_owned(),
    }
}

/// The category with a capital, as the name of a type or a heading.
pub(super) fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Who made the annotation, as people call them.
pub(super) fn annotator(annotation: &Annotation) -> &str {
    let person = annotation.creator.as_ref();
    person.map_or("", |person| match person.name.as_str() {
        "" => person.id.as_ref().map_or("", |id| id.as_str()),
        name => name,
    })
}
