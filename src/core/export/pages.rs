//! Web Annotations without the article: one `AnnotationPage`. <https://www.w3.org/TR/annotation-model/#annotation-page>

use super::mark::marks;
use crate::document::Document;
use crate::file::json::Writer;
use crate::file::write::{annotation, context, derived_label};

pub(super) fn write(document: &Document) -> String {
    let marks = marks(document);
    let mut out = Writer::new(true);
    out.object(|out| {
        context(out);
        let collection = |out: &mut Writer| {
            let label = match document.label.as_str() {
                "" => &derived_label(document.creator.as_ref(), &document.article),
                label => label,
            };
            out.key("id").string(document.id.as_str());
            out.key("type").string("AnnotationCollection");
            out.key("label").string(label);
            out.key("modified").string(&document.modified().to_string());
            out.key("total").number(marks.len() as u64);
        };
        // A page must have an item, so that without any there is only the collection.
        if marks.is_empty() {
            return collection(out);
        }
        out.key("id").string(&format!("{}#page-1", document.id));
        out.key("type").string("AnnotationPage");
        out.key("partOf").object(collection);
        out.key("startIndex").number(0);
        out.key("items").array(|out| {
            for mark in &marks {
                annotation(out.item(), &mark.annotation, document, false);
            }
        });
    });
    let mut page = out.finish();
    page.push('\n');
    page
}
