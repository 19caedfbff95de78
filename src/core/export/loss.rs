//! What a format cannot hold, told before it is written.

use super::Format;
use super::mark::{Mark, marks};
use super::words::attributes;
use crate::article::{Article, BlockKind};
use crate::document::Document;
use crate::text::TextRange;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use unicode_segmentation::UnicodeSegmentation;

/// What a document has besides marked words and their categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The text of the article.
    Text,
    /// Headings, lists, links and the like.
    Structure,
    /// Title, author, date, address and language of the article.
    Metadata,
    /// What people wrote about the words.
    Notes,
    /// Tags.
    Tags,
    /// Verdict, speaker and the like.
    Attributes,
    /// Who made an annotation.
    People,
    /// When it was made and changed.
    Dates,
    /// The names of annotations, by which they are known again.
    Ids,
    /// That several places belong to one annotation.
    Segments,
    /// Annotations whose words are not in the article any more.
    Lost,
    /// Annotations over others of the same category.
    Overlaps,
    /// Marks that begin or end within a word.
    PartsOfWords,
    /// What categories mean, how they look and their keys.
    Codebook,
    /// What relates annotations to each other, as other tools have it.
    Relations,
    /// What other tools said and Glossator does not know.
    Unknown,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Text,
        Self::Structure,
        Self::Metadata,
        Self::Notes,
        Self::Tags,
        Self::Attributes,
        Self::People,
        Self::Dates,
        Self::Ids,
        Self::Segments,
        Self::Lost,
        Self::Overlaps,
        Self::PartsOfWords,
        Self::Codebook,
        Self::Relations,
        Self::Unknown,
    ];
}

/// Something of a document that a format has no place for. Its `Display` is a few words for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Of what kind it is.
    pub part: Part,
    /// What it is, in words.
    pub what: String,
    /// How many there are; 0 where there is nothing to count.
    pub times: usize,
}

impl fmt::Display for Loss {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)?;
        if self.times > 0 { write!(out, " ({})", self.times) } else { Ok(()) }
    }
}

/// Where the relations of other tools are kept that Glossator does not know.
pub(crate) const RELATIONS: &str = "gl:relations";

pub(super) fn losses(document: &Document, format: &Format) -> Vec<Loss> {
    let marks = marks(document);
    let mut losses = Vec::new();
    for part in Part::ALL.into_iter().filter(|part| !format.holds(*part)) {
        let mut lose = |what: &str, times: usize, counted: bool| {
            if times > 0 {
                losses.push(Loss { part, what: what.to_owned(), times: if counted { times } else { 0 } });
            }
        };
        let count = |has: fn(&Mark) -> bool| marks.iter().filter(|mark| has(mark)).count();
        let article = &document.article;
        match part {
            // Of a format of tokens or rows, nobody expects it.
            Part::Text if matches!(format.key, "csv" | "markdown" | "bio" | "claim-review") => {}
            Part::Text => lose("the text of the article", 1, false),
            Part::Structure => lose("headings, lists and links of the article", structured(article), false),
            Part::Metadata => {
                let missing = missing(article, format);
                if let Some((last, others)) = missing.split_last() {
                    let others = if others.is_empty() { String::new() } else { format!("{} and ", others.join(", ")) };
                    lose(&format!("{others}{last} of the article"), 1, false);
                }
            }
            Part::Notes => lose("notes", count(|mark| !mark.annotation.note.is_empty()), true),
            Part::Tags => lose("tags", marks.iter().map(|mark| mark.annotation.tags.len()).sum(), true),
            Part::Attributes => {
                let mut names: BTreeMap<&str, usize> = BTreeMap::new();
                for (name, _) in marks.iter().flat_map(|mark| attributes(&mark.annotation)) {
                    *names.entry(name).or_default() += 1;
                }
                for (name, times) in names.into_iter().filter(|(name, _)| !is_reviewed(format, name)) {
                    lose(&format!("the attribute “{name}”"), times, true);
                }
            }
            Part::People => lose("who made each annotation", count(|mark| mark.annotation.creator.is_some()), true),
            Part::Dates => lose("when each annotation was made and changed", marks.len(), true),
            Part::Ids => lose("the ids of the annotations", marks.len(), true),
            Part::Segments => {
                lose("which places belong to one annotation", count(|mark| mark.ranges.len() > 1), true);
            }
            Part::Lost => {
                lose("annotations whose words are not found in the article", count(|mark| mark.ranges.is_empty()), true)
            }
            Part::Overlaps => {
                lose("annotations on words that another one of the same category has", overlaps(&marks), true);
            }
            Part::PartsOfWords => lose(
                "the exact bounds of marks within words and across paragraphs",
                within_words(&marks, article),
                true,
            ),
            Part::Codebook => {
                lose(
                    "definitions, colours and keys of the categories",
                    usize::from(!document.codebook.is_default()),
                    false,
                );
            }
            Part::Relations => {
                let relations = document.unknown.get(RELATIONS).and_then(|value| value.as_array());
                lose("relations between annotations", relations.map_or(0, Vec::len), true);
            }
            Part::Unknown => {
                let own = document.unknown.iter().filter(|(key, _)| *key != RELATIONS).count() + article.unknown.len();
                let of_annotations = marks.iter().filter(|mark| has_unknown(mark)).count();
                lose("properties of other tools", own + of_annotations, true);
            }
        }
    }
    if format.key != "glossator" && format.key != "html" && format.key != "pages" {
        let changed = marks.iter().filter(|mark| mark.changed > 0).count();
        if changed > 0 {
            let what = "the words as they were when they were marked, where the article has changed since".to_owned();
            losses.push(Loss { part: Part::Lost, what, times: changed });
        }
    }
    if format.key == "bio" {
        let names = marks.iter().map(|mark| super::bio::column(&mark.annotation.category));
        let others = names.collect::<BTreeSet<_>>().len();
        if others > super::bio::COLUMNS_MAX {
            let what = format!("categories after the first {}", super::bio::COLUMNS_MAX);
            losses.push(Loss { part: Part::Overlaps, what, times: others - super::bio::COLUMNS_MAX });
        }
    }
    if format.key == "claim-review" {
        let others = marks.iter().filter(|mark| !super::claim_review::is_reviewed(&mark.annotation)).count();
        if others > 0 {
            let what = "annotations that are no claims with a verdict".to_owned();
            losses.insert(0, Loss { part: Part::Attributes, what, times: others });
        }
    }
    losses
}

/// What is known about the article and is not held.
fn missing(article: &Article, format: &Format) -> Vec<&'static str> {
    let data = &article.metadata;
    let held: &[&str] = match format.key {
        "csv" | "spacy" | "label-studio" => &["title", "address"],
        "claim-review" => &["title", "author", "date", "address"],
        _ => &[],
    };
    [
        ("title", &data.title),
        ("author", &data.author),
        ("date", &data.date),
        ("address", &data.address),
        ("language", &data.language),
    ]
    .into_iter()
    .filter(|(name, value)| !value.is_empty() && !held.contains(name))
    .map(|(name, _)| name)
    .collect()
}

/// Whether a review of a claim has a place for the attribute.
fn is_reviewed(format: &Format, name: &str) -> bool {
    format.key == "claim-review" && matches!(name, "verdict" | "claimant")
}

fn structured(article: &Article) -> usize {
    article.blocks.iter().filter(|block| block.kind != BlockKind::Paragraph || !block.inlines.is_empty()).count()
}

fn has_unknown(mark: &Mark) -> bool {
    let unknown = &mark.annotation.unknown;
    let of_targets = mark.annotation.targets.iter().any(|target| {
        !target.unknown.is_empty() || !target.other_selectors.is_empty() || !target.quote.unknown.is_empty()
    });
    of_targets
        || !unknown.bodies.is_empty()
        || [&unknown.annotation, &unknown.category, &unknown.note, &unknown.tags].iter().any(|map| !map.is_empty())
}

/// How many marks begin before another of their category has ended. They come in the order of the text.
fn overlaps(marks: &[Mark]) -> usize {
    let mut ranges: Vec<(&str, TextRange, usize)> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        ranges.extend(mark.ranges.iter().map(|&range| (mark.annotation.category.as_str(), range, index)));
    }
    ranges.sort_unstable();
    let mut over = BTreeSet::new();
    let mut last: Option<(&str, usize)> = None;
    for (category, range, index) in ranges {
        match last {
            Some((same, end)) if same == category && range.start < end => {
                over.insert(index);
                last = Some((category, end.max(range.end)));
            }
            _ => last = Some((category, range.end)),
        }
    }
    over.len()
}

/// How many marks do not begin and end with a word, or go over the end of a block.
fn within_words(marks: &[Mark], article: &Article) -> usize {
    let bounds: BTreeSet<usize> =
        article.text.as_str().split_word_bound_indices().flat_map(|(at, word)| [at, at + word.len()]).collect();
    let whole = |range: &TextRange| {
        let block = article.block_at(range.start).map_or(0, |index| article.blocks[index].range.end);
        bounds.contains(&range.start) && bounds.contains(&range.end) && range.end <= block
    };
    marks.iter().filter(|mark| !mark.ranges.iter().all(whole)).count()
}
