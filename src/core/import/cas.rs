//! UIMA CAS as JSON, version 0.4: the text is that of a `Sofa`, and annotations are structures with `begin` and `end` in
//! **UTF-16**.

use super::problem::Problem;
use super::source::{Source, Unit};
use super::{Found, Part, Reader, blank, text};
use crate::annotation::{Iri, Person, Timestamp};
use crate::export::cas::TYPE;
use crate::file::json::parse;
use crate::file::name::is_absolute;
use crate::file::read::count;
use crate::file::{Place, derived_id};
use serde_json::Value;
use std::collections::BTreeMap;

/// Features that name the class of an annotation, the likeliest first.
const CLASSES: [&str; 4] = ["category", "label", "value", "identifier"];

pub(super) fn read(reader: &mut Reader, cas: &Value) -> Result<&'static str, Problem> {
    let structures = structures(cas.get("%FEATURE_STRUCTURES").unwrap_or(&Value::Null));
    let mut sources: BTreeMap<String, (Source, Part)> = BTreeMap::new();
    for (id, structure) in &structures {
        if text(structure, "%TYPE") == "uima.cas.Sofa" && structure.get("sofaString").is_some() {
            let source = Source::new(text(structure, "sofaString"), "", text(structure, "sofaURI"));
            sources.insert(id.clone(), (source, Part::default()));
        }
    }
    if sources.is_empty() {
        return Err(Problem::NotRead);
    }
    let mut by_own_id: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut number = 0;
    for (_, structure) in &structures {
        let kind = text(structure, "%TYPE");
        let Some(sofa) = structure.get("@sofa").and_then(number_of) else { continue };
        if is_of_the_text_itself(kind) || structure.get("begin").is_none() {
            continue;
        }
        number += 1;
        let place = Place::Annotation(number);
        let Some((source, part)) = sources.get_mut(&sofa) else {
            reader.report(Problem::Position { place });
            continue;
        };
        let at = |key: &str| structure.get(key).and_then(count);
        let Some(target) = source.target(reader, place, (at("begin"), at("end")), None, Unit::Utf16) else { continue };
        let own = text(structure, "annotation");
        if kind == TYPE
            && is_absolute(own)
            && let Some(&same) = by_own_id.get(&(sofa.clone(), own.to_owned()))
        {
            part.annotations[same].annotation.targets.push(target);
            continue;
        }
        let class = CLASSES.into_iter().find(|key| !text(structure, key).is_empty());
        // `webanno.custom.Claim` is a layer called Claim.
        let label = class.map_or_else(|| kind.rsplit('.').next().unwrap_or(kind), |key| text(structure, key));
        let local = format!("{:?} {:?} {kind} {label}", at("begin"), at("end"));
        let is_ours = kind == TYPE && is_absolute(own);
        let id = if is_ours { Iri::new(own) } else { derived_id(&Iri::new(source.article.hash()), &local) };
        let mut annotation = blank(id);
        annotation.targets.push(target);
        if kind == TYPE {
            annotation.note = text(structure, "note").to_owned();
            annotation.tags = text(structure, "tags").lines().map(str::to_owned).collect();
            if let Ok(parsed) = parse(text(structure, "attributes").as_bytes())
                && let Value::Object(attributes) = parsed.value
            {
                annotation.attributes = attributes;
            }
            let name = text(structure, "annotator");
            annotation.creator = (!name.is_empty()).then(|| Person { name: name.to_owned(), ..Person::default() });
            annotation.created = Timestamp::parse(text(structure, "created")).unwrap_or_default();
            annotation.modified = Timestamp::parse(text(structure, "modified")).unwrap_or(annotation.created);
        } else {
            for (key, value) in structure.as_object().into_iter().flatten() {
                let known = key.starts_with(['%', '@', '^', '#']) || key == "begin" || key == "end";
                if !known && Some(key.as_str()) != class && !value.is_null() {
                    annotation.attributes.insert(key.clone(), value.clone());
                }
            }
            annotation.unknown.annotation.insert("gl:was-type".to_owned(), kind.into());
        }
        by_own_id.insert((sofa, own.to_owned()), part.annotations.len());
        part.annotations.push(Found { annotation, label: Some(label.to_owned()), sources: Vec::new() });
    }
    for (_, (source, mut part)) in sources {
        part.article = Some(source.article);
        reader.parts.push(part);
    }
    Ok("UIMA CAS JSON")
}

/// The structures with their ids, whether they are a list or by id.
fn structures(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(map) => map.iter().map(|(id, structure)| (id.clone(), structure)).collect(),
        other => list_of(other).iter().filter_map(|it| Some((number_of(it.get("%ID")?)?, it))).collect(),
    }
}

fn list_of(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number_of(value: &Value) -> Option<String> {
    value.as_number().map(ToString::to_string)
}

/// Types that every corpus tool puts over the whole text: its tokens, sentences and the text as such.
fn is_of_the_text_itself(kind: &str) -> bool {
    kind.starts_with("uima.tcas.DocumentAnnotation")
        || kind.contains(".segmentation.type.")
        || kind.contains(".metadata.type.")
        || kind.contains(".lexmorph.type.")
        || kind.contains(".syntax.type.")
        || ["Token", "Sentence", "Lemma", "Paragraph"].contains(&kind.rsplit('.').next().unwrap_or_default())
}
