//! JSONL for the library `datasets`: an object a line, the same columns of the same types in each of them, because
//! the columns of a table are what it becomes. What is missing is empty and never left out; attributes, which differ
//! from one annotation to the next, are JSON in a string.

use super::mark::{code_points, found};
use super::words::{annotator, attributes_json, label};
use crate::document::Document;
use crate::file::json::Writer;

pub(super) fn write(document: &Document) -> String {
    let article = &document.article;
    let mut out = Writer::new(false);
    out.object(|out| {
        out.key("id").string(document.id.as_str());
        out.key("title").string(article.name());
        out.key("author").string(&article.metadata.author);
        // Under a name that no reader takes for a date: it may be any words.
        out.key("published").string(&article.metadata.date);
        out.key("url").string(&article.metadata.address);
        out.key("language").string(&article.metadata.language);
        out.key("text").string(article.text.as_str());
        out.key("spans").array(|out| {
            for mark in found(document) {
                let annotation = &mark.annotation;
                for &range in &mark.ranges {
                    let (start, end) = code_points(&article.text, range);
                    out.item().object(|out| {
                        out.key("start").number(start);
                        out.key("end").number(end);
                        out.key("label").string(label(&annotation.category));
                        out.key("text").string(article.text.slice(range));
                        // The places of one annotation share its id.
                        out.key("id").string(annotation.id.as_str());
                        out.key("note").string(&annotation.note);
                        out.key("tags").array(|out| annotation.tags.iter().for_each(|tag| out.item().string(tag)));
                        out.key("attributes").string(&attributes_json(annotation));
                        out.key("annotator").string(annotator(annotation));
                        out.key("created").string(&annotation.created.to_string());
                        out.key("modified").string(&annotation.modified.to_string());
                    });
                }
            }
        });
    });
    let mut line = out.finish();
    line.push('\n');
    line
}
