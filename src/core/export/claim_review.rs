//! schema.org's ClaimReview, as JSON-LD: the claims that have a verdict. <https://schema.org/ClaimReview>

use super::mark::marks;
use super::words::{annotator, words};
use crate::annotation::{Annotation, Category};
use crate::document::Document;
use crate::file::json::Writer;
use crate::file::name::is_web;

/// The verdicts that have a place on a scale from false to true, with that place. One that is unproven has none.
const SCALE: [(&str, u64); 5] = [("false", 1), ("misleading", 2), ("mixed", 3), ("mostly true", 4), ("true", 5)];

pub(super) fn write(document: &Document) -> String {
    let article = &document.article;
    let mut out = Writer::new(true);
    out.object(|out| {
        out.key("@context").string("https://schema.org");
        out.key("@graph").array(|out| {
            for mark in marks(document).iter().filter(|mark| is_reviewed(&mark.annotation)) {
                let annotation = &mark.annotation;
                let verdict = verdict(annotation);
                out.item().object(|out| {
                    out.key("@type").string("ClaimReview");
                    // Where the review will stand nobody knows but who publishes it; until then, its name.
                    let id = annotation.id.as_str();
                    out.key("url").string(if is_web(id) { id } else { article.source() });
                    out.key("datePublished").string(&annotation.modified.to_string());
                    let reviewer = annotator(annotation);
                    if !reviewer.is_empty() {
                        named(out.key("author"), "Person", reviewer);
                    }
                    out.key("claimReviewed").string(&mark.words(&article.text));
                    out.key("itemReviewed").object(|out| {
                        out.key("@type").string("Claim");
                        let claimant = annotation.attributes.get("claimant").map(words).unwrap_or_default();
                        let author = if claimant.is_empty() { &article.metadata.author } else { &claimant };
                        if !author.is_empty() {
                            named(out.key("author"), "Person", author);
                        }
                        if !article.metadata.date.is_empty() {
                            out.key("datePublished").string(&article.metadata.date);
                        }
                        out.key("appearance").object(|out| {
                            out.key("@type").string("Article");
                            out.key("headline").string(article.name());
                            if !article.metadata.address.is_empty() {
                                out.key("url").string(&article.metadata.address);
                            }
                        });
                    });
                    out.key("reviewRating").object(|out| {
                        out.key("@type").string("Rating");
                        out.key("alternateName").string(&verdict);
                        if let Some((_, place)) = SCALE.iter().find(|(name, _)| *name == plain(&verdict)) {
                            out.key("ratingValue").number(*place);
                            out.key("worstRating").number(1);
                            out.key("bestRating").number(5);
                        }
                    });
                    if !annotation.note.is_empty() {
                        out.key("reviewBody").string(&annotation.note);
                    }
                });
            }
        });
    });
    let mut file = out.finish();
    file.push('\n');
    file
}

/// Whether it is a claim that somebody has judged.
pub(super) fn is_reviewed(annotation: &Annotation) -> bool {
    let verdict = verdict(annotation);
    annotation.category == Category::Claim && !verdict.is_empty() && plain(&verdict) != "unchecked"
}

fn verdict(annotation: &Annotation) -> String {
    annotation.attributes.get("verdict").map(words).unwrap_or_default()
}

/// A verdict as it is compared: "Mostly-true" is "mostly true".
fn plain(verdict: &str) -> String {
    verdict.trim().to_lowercase().replace(['-', '_'], " ")
}

fn named(out: &mut Writer, kind: &str, name: &str) {
    out.object(|out| {
        out.key("@type").string(kind);
        out.key("name").string(name);
    });
}
