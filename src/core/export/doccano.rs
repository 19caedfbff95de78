//! doccano's JSONL for sequence labelling: a line a text, its labels as `[start, end, label]` in code points.

use super::mark::{code_points, found};
use super::words::label;
use crate::document::Document;
use crate::file::json::Writer;

pub(super) fn write(document: &Document) -> String {
    let text = &document.article.text;
    let mut out = Writer::new(false);
    out.object(|out| {
        out.key("id").number(1);
        out.key("text").string(text.as_str());
        out.key("label").array(|out| {
            for mark in found(document) {
                for &range in &mark.ranges {
                    let (start, end) = code_points(text, range);
                    out.item().array(|out| {
                        out.item().number(start);
                        out.item().number(end);
                        out.item().string(label(&mark.annotation.category));
                    });
                }
            }
        });
        // doccano keeps comments by text and not by label: notes there would be about nothing.
        out.key("Comments").array(|_| {});
    });
    let mut line = out.finish();
    line.push('\n');
    line
}
