//! From a document to the bytes of a file: the same bytes for the same document, always.

use super::json::Writer;
use super::read::{Role, deciding, role};
use super::{CONTEXT, FORMAT_VERSION, NAMESPACE, known};
use crate::Properties;
use crate::anchor::anchor_within;
use crate::annotation::{Annotation, Person, Timestamp};
use crate::article::{Article, Block, BlockKind, InlineKind};
use crate::document::Document;
use crate::effort::Effort;
use crate::selector::Target;
use crate::sorting::sort;
use crate::text::{Text, TextRange};
use serde_json::Value;

/// The file of a document. `generator_version` is the version of the program that writes, as in `0.1.0`.
///
/// Annotations stand in the order of the words they mean, so that a diff in version control shows only what changed.
pub fn write(document: &Document, generator_version: &str) -> String {
    written(document, generator_version, true)
}

/// As [`write()`], in one line with its line feed, for a file that holds a document a line.
pub fn write_line(document: &Document, generator_version: &str) -> String {
    written(document, generator_version, false)
}

fn written(document: &Document, generator_version: &str, pretty: bool) -> String {
    let text = &document.article.text;
    let effort = Effort::looking();
    let place = |annotation: &Annotation| {
        let found = annotation.targets.iter().filter_map(|target| anchor_within(text, target, &effort)?.range());
        found.map(|range| range.start).min().unwrap_or(usize::MAX)
    };
    let mut annotations: Vec<(usize, &Annotation)> =
        document.annotations.iter().map(|annotation| (place(annotation), &**annotation)).collect();
    sort(&mut annotations, |one, other| {
        let age = || one.1.created.cmp(&other.1.created);
        one.0.cmp(&other.0).then_with(age).then_with(|| one.1.id.cmp(&other.1.id))
    });

    let mut out = Writer::new(pretty);
    out.object(|out| {
        header(out, document, generator_version);
        out.key("total").number(annotations.len() as u64);
        // A page must have an item.
        if !annotations.is_empty() {
            out.key("first").object(|out| {
                out.key("id").string(&format!("{}#page-1", document.id));
                out.key("type").string("AnnotationPage");
                out.key("partOf").string(document.id.as_str());
                out.key("startIndex").number(0);
                out.key("items").array(|out| {
                    for (_, item) in annotations {
                        annotation(out.item(), item, document, false);
                    }
                });
            });
        }
        out.rest(&document.unknown, known::COLLECTION);
    });
    let mut file = out.finish();
    file.push('\n');
    file
}

/// A document without its annotations, in one line: what storage keeps beside them, one record each. A whole file is
/// `{...header, total, first: {id: header.id + "#page-1", type: "AnnotationPage", partOf: header.id, startIndex: 0,
/// items}}`, which needs nothing of this program: a page that rescues the work after a crash does it.
pub fn write_header(document: &Document, generator_version: &str) -> String {
    let mut out = Writer::new(false);
    out.object(|out| {
        header(out, document, generator_version);
        out.rest(&document.unknown, known::COLLECTION);
    });
    out.finish()
}

/// One annotation of `document`, in one line, as a record of storage: an item of a file, and whether it was merged,
/// which is nobody else's business.
pub fn write_annotation(item: &Annotation, document: &Document) -> String {
    let mut out = Writer::new(false);
    annotation(&mut out, item, document, item.merged);
    out.finish()
}

/// What a collection without a label of its own is called.
pub(crate) fn derived_label(creator: Option<&Person>, article: &Article) -> String {
    let name = article.name();
    match creator.map(|person| person.name.trim()) {
        None | Some("") => format!("Notes on “{name}”"),
        Some(creator) => format!("{creator}’s notes on “{name}”"),
    }
}

/// Which vocabulary the properties are of.
pub(crate) fn context(out: &mut Writer) {
    out.key("@context").array(|out| {
        out.item().string(CONTEXT);
        out.item().object(|out| out.key("gl").string(NAMESPACE));
    });
}

fn header(out: &mut Writer, document: &Document, generator_version: &str) {
    context(out);
    out.key("id").string(document.id.as_str());
    out.key("type").string("AnnotationCollection");
    if document.label.is_empty() {
        out.key("label").string(&derived_label(document.creator.as_ref(), &document.article));
    } else {
        out.key("label").string(&document.label);
    }
    person(out, document.creator.as_ref());
    out.key("generator").object(|out| {
        out.key("id").string("urn:x-glossator:app");
        out.key("type").string("Software");
        out.key("name").string(&format!("Glossator {generator_version}"));
    });
    date(out, "created", document.created);
    date(out, "modified", document.modified());
    out.key("gl:formatVersion").number(FORMAT_VERSION);
    article(out.key("schema:about"), &document.article, None);
    if !document.earlier.is_empty() {
        out.key("gl:earlierVersions").array(|out| {
            for version in &document.earlier {
                article(out.item(), &version.article, Some(version.replaced));
            }
        });
    }
    if !document.codebook.is_default() {
        out.key("gl:codebook").array(|out| {
            for entry in document.codebook.entries() {
                out.item().object(|out| {
                    out.key("name").string(entry.category.as_str());
                    out.rest(&entry.said, &["name"]);
                });
            }
        });
    }
}

/// An article, and when another version took its place.
fn article(out: &mut Writer, article: &Article, replaced: Option<Timestamp>) {
    let metadata = &article.metadata;
    out.object(|out| {
        out.key("id").string(article.hash());
        out.key("type").string("schema:Article");
        unless_empty(out, "schema:url", &metadata.address);
        unless_empty(out, "schema:headline", &metadata.title);
        if !metadata.author.is_empty() {
            // An object, because that is what the vocabulary has an author be.
            out.key("schema:author").object(|out| {
                out.key("type").string("schema:Person");
                out.key("schema:name").string(&metadata.author);
            });
        }
        unless_empty(out, "schema:datePublished", &metadata.date);
        unless_empty(out, "schema:inLanguage", &metadata.language);
        out.key("schema:articleBody").string(article.text.as_str());
        if !article.blocks.is_empty() {
            out.key("gl:blocks").array(|out| {
                for item in &article.blocks {
                    block(out.item(), item, &article.text);
                }
            });
        }
        if let Some(replaced) = replaced {
            date(out, "gl:replaced", replaced);
        }
        out.rest(&article.unknown, known::ARTICLE);
    });
}

fn block(out: &mut Writer, block: &Block, text: &Text) {
    out.object(|out| {
        let kind = match block.kind {
            BlockKind::Heading { .. } => "heading",
            BlockKind::Paragraph => "paragraph",
            BlockKind::ListItem { .. } => "list-item",
            BlockKind::Blockquote => "blockquote",
            BlockKind::Preformatted => "preformatted",
            BlockKind::Caption => "caption",
            BlockKind::TableRow => "table-row",
            BlockKind::Furniture => "furniture",
        };
        out.key("kind").string(kind);
        match block.kind {
            BlockKind::Heading { level } => out.key("level").number(level.into()),
            BlockKind::ListItem { ordered, depth } => {
                out.key("ordered").value(&Value::Bool(ordered));
                out.key("depth").number(depth.into());
            }
            _ => {}
        }
        range(out, block.range, text);
        if !block.inlines.is_empty() {
            out.key("inlines").array(|out| {
                for inline in &block.inlines {
                    out.item().object(|out| {
                        let (kind, href) = match &inline.kind {
                            InlineKind::Emphasis => ("emphasis", None),
                            InlineKind::Strong => ("strong", None),
                            InlineKind::Code => ("code", None),
                            InlineKind::Link { href } => ("link", Some(href)),
                        };
                        out.key("kind").string(kind);
                        range(out, inline.range, text);
                        if let Some(href) = href {
                            out.key("href").string(href);
                        }
                    });
                }
            });
        }
    });
}

/// A range in code points. Ranges of an article lie on characters; one that does not is written as empty, and the
/// reader makes a paragraph of its text.
fn range(out: &mut Writer, range: TextRange, text: &Text) {
    let start = text.byte_to_code_point(range.start).unwrap_or_default();
    out.key("start").number(start as u64);
    out.key("end").number(text.byte_to_code_point(range.end).unwrap_or(start) as u64);
}

pub(crate) fn annotation(out: &mut Writer, annotation: &Annotation, document: &Document, merged: bool) {
    let unknown = &annotation.unknown;
    out.object(|out| {
        out.key("id").string(annotation.id.as_str());
        out.key("type").string("Annotation");
        out.key("motivation").string("classifying");
        date(out, "created", annotation.created);
        date(out, "modified", annotation.modified);
        person(out, annotation.creator.as_ref());
        if annotation.revision > 0 {
            out.key("gl:revision").number(annotation.revision);
        }
        if let Some(original) = &annotation.copy_of {
            out.key("gl:copyOf").string(original.as_str());
        }
        if merged {
            out.key("gl:merged").value(&Value::Bool(true));
        }
        bodies(out, annotation);
        if !annotation.attributes.is_empty() {
            out.key("gl:attributes").object(|out| out.rest(&annotation.attributes, &[]));
        }
        out.key("target");
        match &annotation.targets[..] {
            [one] => target(out, one, document),
            several => out.array(|out| {
                for item in several {
                    target(out.item(), item, document);
                }
            }),
        }
        out.rest(&unknown.annotation, known::ANNOTATION);
    });
}

/// The category, the note, the tags, and what another tool said besides. A body with nothing in it is left out,
/// unless the reader would then take another one for it.
fn bodies(out: &mut Writer, annotation: &Annotation) {
    let unknown = &annotation.unknown;
    let mistaken = |wanted: Role| unknown.bodies.iter().any(|body| role(body) == Some(wanted));
    let category = annotation.category.as_str();
    let with_category = !category.is_empty()
        || !unknown.category.is_empty()
        || deciding(&annotation.tags).is_some()
        || mistaken(Role::Category);
    let with_note = !annotation.note.is_empty() || !unknown.note.is_empty() || mistaken(Role::Note);
    let tags = annotation.tags.iter().filter(|tag| !tag.is_empty() || unknown.tags.contains_key(*tag));
    if !with_category && !with_note && tags.clone().next().is_none() && unknown.bodies.is_empty() {
        return;
    }
    out.key("body").array(|out| {
        if with_category {
            body(out.item(), "classifying", category, &unknown.category);
        }
        if with_note {
            body(out.item(), "commenting", &annotation.note, &unknown.note);
        }
        // As a set: the one kind of map that is compiled anyway.
        let mut described = Properties::new();
        for tag in tags {
            out.item().object(|out| {
                out.key("type").string("TextualBody");
                out.key("purpose").string("tagging");
                out.key("value").string(tag);
                // Of a tag given twice, the first one had what is unknown.
                if let Some(Value::Object(properties)) = unknown.tags.get(tag)
                    && described.insert(tag.clone(), Value::Null).is_none()
                {
                    out.rest(properties, known::TAG);
                }
            });
        }
        for other in &unknown.bodies {
            out.item().value(other);
        }
    });
}

fn body(out: &mut Writer, purpose: &str, value: &str, unknown: &Properties) {
    out.object(|out| {
        out.key("type").string("TextualBody");
        out.key("purpose").string(purpose);
        out.key("value").string(value);
        out.key("format").string("text/plain");
        out.rest(unknown, known::BODY);
    });
}

fn target(out: &mut Writer, target: &Target, document: &Document) {
    let article = &document.article;
    out.object(|out| {
        out.key("type").string("SpecificResource");
        out.key("source").string(article.source());
        out.key("state");
        let ours = |out: &mut Writer| {
            out.object(|out| {
                out.key("type").string("TimeState");
                date(out, "sourceDate", document.created);
                out.key("cached").string(article.hash());
            });
        };
        match target.unknown.get("state") {
            None => ours(out),
            Some(others) => out.array(|out| {
                ours(out.item());
                let others = others.as_array().map_or(std::slice::from_ref(others), Vec::as_slice);
                others.iter().for_each(|other| out.item().value(other));
            }),
        }
        let quote = &target.quote;
        let with_quote = *quote != Default::default();
        if with_quote || target.position.is_some() || !target.other_selectors.is_empty() {
            out.key("selector").array(|out| {
                if with_quote {
                    out.item().object(|out| {
                        out.key("type").string("TextQuoteSelector");
                        out.key("exact").string(&quote.exact);
                        out.key("prefix").string(&quote.prefix);
                        out.key("suffix").string(&quote.suffix);
                        out.rest(&quote.unknown, known::QUOTE);
                    });
                }
                if let Some(position) = &target.position {
                    out.item().object(|out| {
                        out.key("type").string("TextPositionSelector");
                        out.key("start").number(position.start as u64);
                        out.key("end").number(position.end as u64);
                        out.rest(&position.unknown, known::POSITION);
                    });
                }
                for other in &target.other_selectors {
                    out.item().value(other);
                }
            });
        }
        out.rest(&target.unknown, known::TARGET);
    });
}

fn person(out: &mut Writer, person: Option<&Person>) {
    let Some(person) = person else { return };
    out.key("creator").object(|out| {
        if let Some(id) = &person.id {
            out.key("id").string(id.as_str());
        }
        out.key("type").string("Person");
        unless_empty(out, "name", &person.name);
        out.rest(&person.unknown, known::PERSON);
    });
}

fn date(out: &mut Writer, key: &str, at: Timestamp) {
    out.key(key).string(&at.to_string());
}

fn unless_empty(out: &mut Writer, key: &str, value: &str) {
    if !value.is_empty() {
        out.key(key).string(value);
    }
}
