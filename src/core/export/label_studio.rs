//! Label Studio's JSON: one task with its text and one set of results, in code points.
//!
//! A region is a place; the places of one annotation are related. What Label Studio knows nothing of rides along in
//! the `meta` of the region, where its own notes stand as `text`.

use super::mark::{code_points, found};
use super::words::label;
use crate::document::Document;
use crate::file::json::Writer;

pub(super) fn write(document: &Document) -> String {
    let article = &document.article;
    let marks = found(document);
    let mut out = Writer::new(true);
    out.array(|out| {
        out.item().object(|out| {
            out.key("data").object(|out| {
                out.key("text").string(article.text.as_str());
                out.key("title").string(article.name());
                out.key("source").string(article.source());
            });
            out.key("annotations").array(|out| {
                out.item().object(|out| {
                    out.key("result").array(|out| {
                        for (number, mark) in marks.iter().enumerate() {
                            let region = |place: usize| format!("m{}-{}", number + 1, place + 1);
                            for (place, &range) in mark.ranges.iter().enumerate() {
                                let annotation = &mark.annotation;
                                out.item().object(|out| {
                                    out.key("id").string(&region(place));
                                    out.key("from_name").string("label");
                                    out.key("to_name").string("text");
                                    out.key("type").string("labels");
                                    out.key("value").object(|out| {
                                        let (start, end) = code_points(&article.text, range);
                                        out.key("start").number(start);
                                        out.key("end").number(end);
                                        out.key("text").string(article.text.slice(range));
                                        out.key("labels").array(|out| {
                                            out.item().string(label(&annotation.category));
                                        });
                                    });
                                    out.key("meta").object(|out| {
                                        if !annotation.note.is_empty() && place == 0 {
                                            out.key("text").array(|out| out.item().string(&annotation.note));
                                        }
                                        if !annotation.tags.is_empty() && place == 0 {
                                            out.key("tags").array(|out| {
                                                annotation.tags.iter().for_each(|tag| out.item().string(tag));
                                            });
                                        }
                                        if !annotation.attributes.is_empty() && place == 0 {
                                            out.key("attributes").object(|out| out.rest(&annotation.attributes, &[]));
                                        }
                                        out.key("annotation").string(annotation.id.as_str());
                                    });
                                });
                            }
                            for place in 1..mark.ranges.len() {
                                out.item().object(|out| {
                                    out.key("from_id").string(&region(place - 1));
                                    out.key("to_id").string(&region(place));
                                    out.key("type").string("relation");
                                    out.key("direction").string("right");
                                    out.key("labels").array(|out| out.item().string("continues"));
                                });
                            }
                        }
                    });
                });
            });
        });
    });
    let mut file = out.finish();
    file.push('\n');
    file
}
