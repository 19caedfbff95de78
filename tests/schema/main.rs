//! The JSON Schema of our format, `docs/glossator.schema.json`: generated from the types in `shape`, and held against
//! what the core writes, so that neither drifts from the other.
//!
//! After a change of the format: `GLOSSATOR_SCHEMA=write cargo test --package glossator-cli --test schema`.

mod shape;

use glossator_core::annotation::{Category, Iri, Timestamp};
use glossator_core::article::plain_text;
use glossator_core::catalogue::{SHELF, Shelf};
use glossator_core::codebook::{Codebook, Entry};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::other_version;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn committed() -> PathBuf {
    Path::new(ROOT).join("docs/glossator.schema.json")
}

/// The schema, as it is generated.
fn generated() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema: Value = generator.into_root_schema_for::<shape::Collection>().into();
    without_null(&mut schema);
    schema
}

/// What is optional is left out of a file and never null.
fn without_null(schema: &mut Value) {
    if let Value::Object(map) = schema {
        if let Some(Value::Array(types)) = map.get_mut("type") {
            types.retain(|name| name != "null");
            if let [one] = &types[..] {
                let one = one.clone();
                map.insert("type".to_owned(), one);
            }
        }
        if let Some(Value::Array(any)) = map.get_mut("anyOf") {
            any.retain(|one| *one != json!({"type": "null"}));
            if let [Value::Object(one)] = &any[..] {
                let one = one.clone();
                map.remove("anyOf");
                map.extend(one);
            }
        }
        map.values_mut().for_each(without_null);
    } else if let Value::Array(items) = schema {
        items.iter_mut().for_each(without_null);
    }
}

#[test]
fn the_schema_in_the_project_is_the_one_of_the_types() {
    let text = format!("{}\n", serde_json::to_string_pretty(&generated()).expect("JSON"));
    if std::env::var_os("GLOSSATOR_SCHEMA").is_some_and(|wish| wish == "write") {
        std::fs::write(committed(), &text).expect("a file");
    }
    let there = std::fs::read_to_string(committed()).unwrap_or_default();
    assert!(there == text, "docs/glossator.schema.json is not what the types say; see the head of this test");
}

/// Files that we write: with everything that the format has, with nothing, and of another tool.
fn files() -> Vec<(&'static str, Value)> {
    let rewritten = |name: &str| {
        let bytes = std::fs::read(Path::new(ROOT).join("tests/fixtures/files").join(name)).expect("a file");
        file::write(&file::read(&bytes).expect("a file that is read").document, "0.1.0")
    };
    let empty = Document::new(Iri::new("urn:uuid:0"), plain_text::parse(""), Timestamp(0));
    // Of an annotation that was kept beside another version of it.
    let mut kept = file::read(rewritten("winter-ferry.glossator.json").as_bytes()).expect("our own file").document;
    let version = kept.annotations.iter().next().map(|first| other_version(first, &kept)).expect("an annotation");
    kept.annotations.insert(Rc::new(version));
    let edition = kept.edition().replaced(plain_text::parse("Another version.").into(), Timestamp(1));
    (kept.article, kept.earlier) = (edition.article, edition.earlier);
    // Of a library.
    kept.unknown.insert(SHELF.to_owned(), Shelf::new("Heat", ["water".to_owned()], true).value());
    let said = [
        ("label", "Source"),
        ("definition", "d"),
        ("example", "e"),
        ("colour", "green"),
        ("pattern", "double"),
        ("key", "4"),
    ];
    let source =
        said.into_iter().fold(Entry::new(Category::from_name("source")), |it, (name, words)| it.with(name, words));
    let source = source.retired(true);
    kept.codebook = Codebook::default().with_missing_of(&Codebook::new([source]));
    [
        ("full", rewritten("winter-ferry.glossator.json")),
        ("foreign", rewritten("another-tool.json")),
        ("kept", file::write(&kept, "0.1.0")),
        ("empty", file::write(&empty, "0.1.0")),
    ]
    .map(|(name, text)| (name, serde_json::from_str(&text).expect("JSON")))
    .into()
}

#[test]
fn what_is_written_is_valid() {
    let schema = generated();
    for (name, file) in files() {
        let mut seen = BTreeSet::new();
        check(&schema, &schema, &file, &format!("{name}: "), &mut seen).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
}

#[test]
fn what_breaks_the_format_is_not_valid() {
    let schema = generated();
    let (_, full) = files().remove(0);
    for (pointer, wrong) in [
        ("/gl:formatVersion", json!(2)),
        ("/total", json!(-1)),
        ("/created", json!("2026-02-04")),
        ("/schema:about/id", json!("ni:///sha-256;x")),
        ("/schema:about/gl:blocks/0/kind", json!("header")),
        ("/schema:about/gl:blocks/0/level", json!(7)),
        ("/first/items", json!([])),
        ("/first/items/0/target", json!("urn:x")),
        ("/first/items/0/type", json!("Note")),
    ] {
        let mut file = full.clone();
        *file.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is not there")) = wrong;
        assert!(check(&schema, &schema, &file, "", &mut BTreeSet::new()).is_err(), "{pointer}");
    }
    let mut without = full.clone();
    without.as_object_mut().expect("an object").remove("schema:about");
    assert!(check(&schema, &schema, &without, "", &mut BTreeSet::new()).is_err());
}

#[test]
fn the_schema_knows_each_property_that_is_written_and_no_other() {
    let schema = generated();
    let mut seen = BTreeSet::new();
    for (name, file) in files() {
        check(&schema, &schema, &file, &format!("{name}: "), &mut seen).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
    let mut declared = BTreeSet::new();
    let definitions = schema["$defs"].as_object().expect("definitions");
    for (name, definition) in definitions.iter().chain([(&"Collection".to_owned(), &schema)]) {
        for property in definition["properties"].as_object().into_iter().flat_map(Map::keys) {
            declared.insert((name.clone(), property.clone()));
        }
    }
    let declared_not_written: Vec<_> = declared.difference(&seen).collect();
    assert!(declared_not_written.is_empty(), "no file has {declared_not_written:?}");
    // Of the file that has nothing but what the format has, each property is declared.
    let (_, full) = files().remove(0);
    for (object, kind) in [
        ("", "Collection"),
        ("/schema:about", "Article"),
        ("/first", "Page"),
        ("/first/items/0", "Annotation"),
        ("/first/items/0/target", "Target"),
        ("/creator", "Person"),
        ("/generator", "Generator"),
    ] {
        for key in full.pointer(object).and_then(Value::as_object).expect("an object").keys() {
            let foreign = !key.starts_with("gl:") && key.contains(':') && !key.starts_with("schema:");
            assert!(foreign || declared.contains(&(kind.to_owned(), key.clone())), "{kind} has no {key}");
        }
    }
}

/// Holds a value against a schema: the keywords that ours uses, and none besides. Properties that were seen are noted by
/// the name of their definition.
fn check(
    root: &Value,
    schema: &Value,
    value: &Value,
    place: &str,
    seen: &mut BTreeSet<(String, String)>,
) -> Result<(), String> {
    let name = if std::ptr::eq(root, schema) { "Collection" } else { "" };
    check_named(root, schema, value, place, name, seen)
}

fn check_named(
    root: &Value,
    schema: &Value,
    value: &Value,
    place: &str,
    name: &str,
    seen: &mut BTreeSet<(String, String)>,
) -> Result<(), String> {
    let Value::Object(keywords) = schema else { return Ok(()) };
    for (keyword, wanted) in keywords {
        let fits = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => true,
            "$ref" => {
                let name = wanted.as_str().and_then(|name| name.strip_prefix("#/$defs/")).expect("a definition");
                check_named(root, &root["$defs"][name], value, place, name, seen)?;
                true
            }
            "const" => wanted == value,
            "enum" => wanted.as_array().expect("values").contains(value),
            "type" => match wanted.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_u64() || value.is_i64(),
                other => panic!("there is no type {other}"),
            },
            "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= wanted.as_f64().expect("a number")),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().expect("a count")),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().expect("a count")),
            "pattern" => value.as_str().is_none_or(|text| matches_pattern(wanted.as_str().expect("a pattern"), text)),
            "required" => {
                let names = wanted.as_array().expect("names").iter().filter_map(Value::as_str);
                value.as_object().is_none_or(|map| names.clone().all(|name| map.contains_key(name)))
            }
            "properties" => {
                for (key, of_key) in wanted.as_object().expect("properties") {
                    if let Some(inner) = value.get(key) {
                        check(root, of_key, inner, &format!("{place}/{key}"), seen)?;
                        seen.insert((name.to_owned(), key.clone()));
                    }
                }
                true
            }
            "items" | "additionalProperties" => {
                let inner: Vec<&Value> = match value {
                    Value::Array(items) => {
                        let fixed = keywords.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                        items.iter().skip(fixed).collect()
                    }
                    _ => Vec::new(),
                };
                for (index, inner) in inner.into_iter().enumerate() {
                    check(root, wanted, inner, &format!("{place}/{index}"), seen)?;
                }
                true
            }
            "prefixItems" => {
                for (schema, inner) in
                    wanted.as_array().expect("schemas").iter().zip(value.as_array().into_iter().flatten())
                {
                    check(root, schema, inner, place, seen)?;
                }
                true
            }
            "anyOf" | "oneOf" => {
                // The first that fits is the one that is meant.
                wanted.as_array().expect("schemas").iter().any(|one| check(root, one, value, place, seen).is_ok())
            }
            other => panic!("the schema has a keyword that is not checked: {other}"),
        };
        if !fits {
            return Err(format!("{place}: {keyword} is not {wanted}: {value}"));
        }
    }
    Ok(())
}

/// The patterns of our schema, by hand: there are three.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$" => {
            let Some((whole, rest)) = text.strip_suffix('Z').and_then(|text| text.split_at_checked(19)) else {
                return false;
            };
            let shape: String = whole.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
            let fraction = rest.strip_prefix('.').is_some_and(|rest| (1..=3).contains(&rest.len()) && digits(rest));
            shape == "0000-00-00T00:00:00" && (rest.is_empty() || fraction)
        }
        r"^ni:///sha-256;[A-Za-z0-9_-]{43}$" => text.strip_prefix("ni:///sha-256;").is_some_and(|hash| {
            hash.len() == 43 && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        }),
        r"^[Hh][Tt][Tt][Pp][Ss]?://" => {
            let text = text.to_ascii_lowercase();
            text.starts_with("http://") || text.starts_with("https://")
        }
        other => panic!("the schema has a pattern that is not checked: {other}"),
    }
}
