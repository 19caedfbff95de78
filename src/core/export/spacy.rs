//! JSONL of spaCy's and Prodigy's spans: a line a text, `spans` with `start`, `end` and `label` in code points.
//!
//! The places of one annotation share its `id`. Spans may overlap, and therefore belong into `doc.spans`: `doc.ents`
//! refuses them.

use super::mark::{code_points, found};
use super::words::label;
use crate::document::Document;
use crate::file::json::Writer;

pub(super) fn write(document: &Document) -> String {
    let article = &document.article;
    let mut out = Writer::new(false);
    out.object(|out| {
        out.key("text").string(article.text.as_str());
        // Prodigy shows it under the text.
        out.key("meta").object(|out| {
            out.key("title").string(article.name());
            out.key("source").string(article.source());
        });
        out.key("spans").array(|out| {
            for mark in found(document) {
                for &range in &mark.ranges {
                    let (start, end) = code_points(&article.text, range);
                    out.item().object(|out| {
                        out.key("start").number(start);
                        out.key("end").number(end);
                        out.key("label").string(label(&mark.annotation.category));
                        out.key("id").string(mark.annotation.id.as_str());
                    });
                }
            }
        });
    });
    let mut line = out.finish();
    line.push('\n');
    line
}
