//! UIMA CAS as JSON, version 0.4, which INCEpTION and dkpro-cassis read. Offsets are **UTF-16** code units, as Java
//! counts them: <https://github.com/apache/uima-uimaj-io-jsoncas>
//!
//! The type's name begins as INCEpTION's own layers do, so that it makes a layer of it. The places of one annotation
//! share its `annotation`.

use super::mark::found;
use super::words::{annotator, attributes_json, label};
use crate::document::Document;
use crate::file::json::Writer;

/// The type of the annotations.
pub(crate) const TYPE: &str = "webanno.custom.Glossator";

/// Its features, all of them text.
const FEATURES: [&str; 8] =
    ["category", "note", "tags", "attributes", "annotation", "annotator", "created", "modified"];

/// What the whole text is annotated with.
const WHOLE: &str = "uima.tcas.DocumentAnnotation";

pub(super) fn write(document: &Document) -> String {
    let text = &document.article.text;
    let utf16 = |byte| text.byte_to_utf16(byte).unwrap_or_default() as u64;
    let mut out = Writer::new(true);
    let mut members: Vec<u64> = Vec::new();
    out.object(|out| {
        out.key("%TYPES").object(|out| {
            out.key(TYPE).object(|out| {
                out.key("%NAME").string(TYPE);
                out.key("%SUPER_TYPE").string("uima.tcas.Annotation");
                for feature in FEATURES {
                    out.key(feature).object(|out| {
                        out.key("%NAME").string(feature);
                        out.key("%RANGE").string("uima.cas.String");
                    });
                }
            });
        });
        out.key("%FEATURE_STRUCTURES").array(|out| {
            out.item().object(|out| {
                out.key("%ID").number(1);
                out.key("%TYPE").string("uima.cas.Sofa");
                out.key("sofaNum").number(1);
                out.key("sofaID").string("_InitialView");
                out.key("mimeType").string("text/plain");
                out.key("sofaString").string(text.as_str());
            });
            let mut structure = |out: &mut Writer, kind: &str, begin: usize, end: usize, said: &[(&str, &str)]| {
                let id = members.len() as u64 + 2;
                members.push(id);
                out.item().object(|out| {
                    out.key("%ID").number(id);
                    out.key("%TYPE").string(kind);
                    out.key("@sofa").number(1);
                    out.key("begin").number(utf16(begin));
                    out.key("end").number(utf16(end));
                    for (feature, value) in said.iter().filter(|(_, value)| !value.is_empty()) {
                        out.key(feature).string(value);
                    }
                });
            };
            let language = document.article.metadata.language.as_str();
            let language = if language.is_empty() { "x-unspecified" } else { language };
            structure(out, WHOLE, 0, text.len(), &[("language", language)]);
            for mark in found(document) {
                let annotation = &mark.annotation;
                let (tags, attributes) = (annotation.tags.join("\n"), attributes_json(annotation));
                let (created, modified) = (annotation.created.to_string(), annotation.modified.to_string());
                let values: [&str; 8] = [
                    label(&annotation.category),
                    &annotation.note,
                    &tags,
                    &attributes,
                    annotation.id.as_str(),
                    annotator(annotation),
                    &created,
                    &modified,
                ];
                let said: Vec<(&str, &str)> = FEATURES.into_iter().zip(values).collect();
                for range in &mark.ranges {
                    structure(out, TYPE, range.start, range.end, &said);
                }
            }
        });
        out.key("%VIEWS").object(|out| {
            out.key("_InitialView").object(|out| {
                out.key("%SOFA").number(1);
                out.key("%MEMBERS").array(|out| members.iter().for_each(|&id| out.item().number(id)));
            });
        });
    });
    let mut file = out.finish();
    file.push('\n');
    file
}
