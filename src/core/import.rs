//! What other tools write: annotations in the formats of the field, and how their labels become categories.
//!
//! [`read`] tells the format by the content of a file and never by its name. What it gives is a preview: the labels that
//! were found, each with the category that it is taken for, which a person can change. Then
//! [`Foreign::into_documents`] makes documents of it; every label that is not simply one of our categories survives as a
//! tag, and what has no place here as a property that is not known.
//!
//! **The quote decides.** A position is a count of code points or of UTF-16, in one text or another; words are words.
//!
//! ```
//! use glossator_core::annotation::{Category, Timestamp};
//! use glossator_core::import::{Input, read};
//!
//! let file = br#"{"text": "The mayor resigned.", "label": [[4, 9, "Statement"]]}"#;
//! let mut foreign = read(&[Input { name: "export.jsonl", bytes: file }]).expect("a file that is read");
//! assert_eq!(foreign.format, "doccano JSONL");
//! assert_eq!(foreign.labels[0].name, "Statement");
//! foreign.labels[0].category = Some(Category::Claim);
//! let documents = foreign.into_documents(None, Timestamp(0)).expect("documents");
//! let annotation = documents[0].annotations.iter().next().expect("an annotation");
//! assert_eq!((annotation.quote().as_str(), &annotation.category), ("mayor", &Category::Claim));
//! assert_eq!(annotation.tags, ["Statement"]);
//! ```

mod brat;
mod cas;
mod html;
mod hypothesis;
mod label;
mod label_studio;
mod place;
mod problem;
mod rows;
mod source;
#[cfg(test)]
mod tests;
mod web_annotation;

pub use label::Label;
pub use problem::Problem;

use crate::Properties;
use crate::annotation::{Annotation, AnnotationSet, Category, Iri, Timestamp, Unknown};
use crate::article::Article;
use crate::document::Document;
use crate::effort::Effort;
use crate::export::RELATIONS;
use crate::file::json::parse;
use crate::file::{self, ANNOTATIONS_MAX, derived_id};
use place::Settler;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A file that somebody chose.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name, for the title of a text that has none.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What was found in other tools' files, before it is made ours.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// What the format is called.
    pub format: &'static str,
    /// The labels, in the order in which they were found. Their categories are for a person to change.
    pub labels: Vec<Label>,
    /// What was wrong, in the order of the file.
    pub problems: Vec<Problem>,
    parts: Vec<Part>,
}

/// An article with annotations, or annotations alone.
#[derive(Clone, Debug, Default)]
struct Part {
    /// A whole document of ours: nothing of it is changed.
    whole: Option<Document>,
    article: Option<Rc<Article>>,
    annotations: Vec<Found>,
    /// Whether positions without words are counted in UTF-16.
    utf16: bool,
    /// What has no place here, for the document.
    unknown: Properties,
    relations: Vec<Relation>,
}

/// An annotation in the making. Its category is decided by the labels; a date of 1970 stands for none.
#[derive(Clone, Debug)]
struct Found {
    annotation: Annotation,
    /// The name of its class, where it has one.
    label: Option<String>,
    /// What each of its targets names as its source.
    sources: Vec<String>,
}

/// What relates annotations of a part to each other, by their indices.
#[derive(Clone, Debug)]
struct Relation {
    /// "relation", "event" or "equivalence".
    kind: &'static str,
    name: String,
    arguments: Vec<(String, usize)>,
}

/// Reads what other tools wrote. Two files that belong together, such as brat's `.txt` and `.ann`, are given together.
///
/// Our own files are for [`file::read()`]; a page that [`crate::export`] wrote is read here.
pub fn read(inputs: &[Input<'_>]) -> Result<Foreign, Problem> {
    let size = inputs.iter().map(|input| input.bytes.len() as u64).sum();
    file::check_size(size)?;
    let mut contents = Vec::with_capacity(inputs.len());
    for input in inputs {
        contents.push(Content::of(input)?);
    }
    let mut reader = Reader::default();
    let name = |at: usize| stem(inputs[at].name);
    let format = match &mut contents[..] {
        [] => return Err(Problem::File(file::Problem::Empty)),
        [one] => match std::mem::replace(one, Content::Plain(String::new())) {
            Content::Html(page) => html::read(&mut reader, &page)?,
            Content::Json(value, problems) => {
                reader.problems.extend(problems.into_iter().map(Problem::File));
                json(&mut reader, value)?
            }
            Content::Lines(lines) => rows::read(&mut reader, lines)?,
            Content::Standoff(lines) => brat::read(&mut reader, None, &lines, name(0)),
            Content::Plain(_) => return Err(Problem::NotRead),
        },
        [Content::Plain(text), Content::Standoff(lines)] => brat::read(&mut reader, Some(text), lines, name(0)),
        [Content::Standoff(lines), Content::Plain(text)] => brat::read(&mut reader, Some(text), lines, name(1)),
        _ => return Err(Problem::NotAPair),
    };
    if reader.effort.is_too_much() {
        return Err(Problem::File(file::Problem::TooManyWords));
    }
    // Places are counted and not annotations: a line of brat's may have as many as it likes.
    let all = reader.parts.iter().flat_map(|part| &part.annotations);
    let annotations: usize = all.map(|found| found.annotation.targets.len().max(1)).sum();
    if annotations > ANNOTATIONS_MAX {
        return Err(Problem::File(file::Problem::TooMany { annotations }));
    }
    let labels = label::of(reader.parts.iter().flat_map(|part| &part.annotations));
    Ok(Foreign { format, labels, problems: reader.problems(), parts: reader.parts })
}

impl Foreign {
    /// Whether the text is missing: the annotations are for an article that one must have.
    pub fn needs_article(&self) -> bool {
        self.parts.iter().any(|part| part.article.is_none() && part.whole.is_none())
    }

    /// How many annotations there are.
    pub fn annotations(&self) -> usize {
        let count = |part: &Part| part.whole.as_ref().map_or(part.annotations.len(), |whole| whole.annotations.len());
        self.parts.iter().map(count).sum()
    }

    /// The articles that came along.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.parts.iter().filter_map(|part| {
            part.article.as_deref().or_else(|| part.whole.as_ref().map(|document| &*document.article))
        })
    }

    /// Documents, one an article: of the articles that came along, or of `onto`, on which the words are looked for. What
    /// says nothing of when it was made was made at `created`.
    pub fn into_documents(self, onto: Option<&Rc<Article>>, created: Timestamp) -> Result<Vec<Document>, Problem> {
        let several = self.parts.len() > 1;
        let mut documents = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            if let Some(whole) = part.whole {
                documents.push(whole);
                continue;
            }
            let article = match (onto, &part.article) {
                // Of many texts, only the one that is meant.
                (Some(onto), Some(own)) if several && !place::same_words(&onto.text, &own.text) => continue,
                (Some(onto), _) => onto,
                (None, Some(own)) => own,
                (None, None) => return Err(Problem::NoArticle),
            };
            // On its own text every place was found already.
            let found = onto.is_none() && part.article.is_some();
            documents.push(document(article.clone(), part, found, &self.labels, self.format, created)?);
        }
        if documents.is_empty() && onto.is_some() { Err(Problem::OtherArticles) } else { Ok(documents) }
    }
}

fn document(
    article: Rc<Article>,
    part: Part,
    found_already: bool,
    labels: &[Label],
    format: &str,
    created: Timestamp,
) -> Result<Document, Problem> {
    let mapping: BTreeMap<&str, &Option<Category>> =
        labels.iter().map(|label| (label.name.as_str(), &label.category)).collect();
    let id = derived_id(&Iri::new(article.hash()), &format!("collection from {format}"));
    let settler = Settler::new(&article.text, part.utf16);
    let mut taken: BTreeMap<Iri, usize> = BTreeMap::new();
    let mut annotations = Vec::with_capacity(part.annotations.len());
    let mut ids = Vec::with_capacity(part.annotations.len());
    for found in part.annotations {
        let mut annotation = found.annotation;
        let candidates = found.label.iter().chain(&annotation.tags);
        let category = candidates.filter_map(|name| mapping.get(name.as_str())?.as_ref()).next().cloned();
        annotation.category = category.unwrap_or_else(|| Category::Other("".into()));
        if let Some(label) = found.label {
            let says_nothing = Category::ALL.contains(&annotation.category) && annotation.category.as_str() == label;
            if !says_nothing && !label.is_empty() && !annotation.tags.contains(&label) {
                annotation.tags.insert(0, label);
            }
        }
        for date in [&mut annotation.created, &mut annotation.modified] {
            if *date == Timestamp::default() {
                *date = created;
            }
        }
        let mut sources = found.sources.into_iter();
        for target in &mut annotation.targets {
            let source = sources.next().unwrap_or_default();
            if !source.is_empty() && source != article.source() && source != article.hash() {
                target.unknown.insert("gl:was-source".to_owned(), source.into());
            }
            if !found_already {
                settler.settle(target);
            }
        }
        // The same twice is two things of one name; a second one is called after how many came before.
        let times = taken.entry(annotation.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            annotation.id = derived_id(&annotation.id, &format!("{times}"));
        }
        ids.push(annotation.id.clone());
        annotations.push(Rc::new(annotation));
    }
    if settler.is_too_much() {
        return Err(Problem::File(file::Problem::TooManyWords));
    }
    let mut document = Document::new(id, (*article).clone(), created);
    document.article = article;
    document.annotations = AnnotationSet::from_iter(annotations);
    document.unknown = part.unknown;
    let relations: Vec<Value> = part.relations.iter().filter_map(|relation| relation.value(&ids)).collect();
    if !relations.is_empty() {
        document.unknown.insert(RELATIONS.to_owned(), Value::Array(relations));
    }
    Ok(document)
}

impl Relation {
    /// As it is kept in a document, whose annotations have `ids`.
    fn value(&self, ids: &[Iri]) -> Option<Value> {
        let argument = |(role, index): &(String, usize)| {
            let id = ids.get(*index)?;
            Some(Value::Object(Properties::from_iter([
                ("role".to_owned(), role.clone().into()),
                ("annotation".to_owned(), id.as_str().into()),
            ])))
        };
        let arguments: Option<Vec<Value>> = self.arguments.iter().map(argument).collect();
        Some(Value::Object(Properties::from_iter([
            ("kind".to_owned(), self.kind.into()),
            ("type".to_owned(), self.name.clone().into()),
            ("arguments".to_owned(), arguments?.into()),
        ])))
    }
}

/// What a file is, as far as its first characters tell.
enum Content {
    Json(Value, Vec<file::Problem>),
    /// JSON a line, with the number of the line.
    Lines(Vec<(usize, Value)>),
    Html(String),
    Standoff(String),
    Plain(String),
}

impl Content {
    fn of(input: &Input<'_>) -> Result<Self, Problem> {
        let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
        if start == bytes.len() {
            // A text without a single annotation has an empty file beside it.
            let standoff = input.name.ends_with(".ann");
            return if standoff { Ok(Self::Standoff(String::new())) } else { Err(file::Problem::Empty.into()) };
        }
        if let b'{' | b'[' = bytes[start] {
            return Self::json(bytes);
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            // Its reader knows to say where.
            return Err(parse(bytes).err().unwrap_or(file::Problem::Empty).into());
        };
        Ok(match bytes[start] {
            b'<' => Self::Html(text.to_owned()),
            _ if brat::is_standoff(text) => Self::Standoff(text.to_owned()),
            _ => Self::Plain(text.to_owned()),
        })
    }

    fn json(bytes: &[u8]) -> Result<Self, Problem> {
        let all = bytes.split(|&byte| byte == b'\n').enumerate().map(|(index, line)| (index + 1, line));
        let mut lines = all.filter(|(_, line)| !line.trim_ascii().is_empty());
        // Where the first line is whole and another one follows, each line is a value of its own.
        let first = lines.next().and_then(|(_, line)| parse(line).ok());
        if first.is_some_and(|first| first.value.is_object()) && lines.next().is_some() {
            let mut rows = Vec::new();
            for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
                if line.trim_ascii().is_empty() {
                    continue;
                }
                let line_number = index + 1;
                let parsed = parse(line).map_err(|problem| Problem::Line { line: line_number, problem })?;
                rows.push((line_number, parsed.value));
            }
            return Ok(Self::Lines(rows));
        }
        let parsed = parse(bytes)?;
        Ok(Self::Json(parsed.value, parsed.problems))
    }
}

/// JSON of whatever tool: told by the properties that only it has.
fn json(reader: &mut Reader, value: Value) -> Result<&'static str, Problem> {
    if value.get("%FEATURE_STRUCTURES").is_some() {
        return cas::read(reader, &value);
    }
    if hypothesis::is(&value) {
        return Ok(hypothesis::read(reader, value));
    }
    if label_studio::is(&value) {
        return label_studio::read(reader, &value);
    }
    if rows::is(&value) {
        let rows = match value {
            Value::Array(rows) => rows,
            row => vec![row],
        };
        return rows::read(reader, rows.into_iter().enumerate().map(|(index, row)| (index + 1, row)).collect());
    }
    web_annotation::read(reader, value)
}

/// The most problems that are told one by one.
const PROBLEMS_MAX: usize = 1_000;

struct Reader {
    parts: Vec<Part>,
    problems: Vec<Problem>,
    hidden: usize,
    /// How much searching there has been.
    effort: Effort,
}

impl Default for Reader {
    fn default() -> Self {
        Self { parts: Vec::new(), problems: Vec::new(), hidden: 0, effort: Effort::describing() }
    }
}

impl Reader {
    fn report(&mut self, problem: Problem) {
        if self.problems.len() < PROBLEMS_MAX { self.problems.push(problem) } else { self.hidden += 1 }
    }

    fn problems(&mut self) -> Vec<Problem> {
        if self.hidden > 0 {
            self.problems.push(Problem::File(file::Problem::More { hidden: self.hidden }));
        }
        std::mem::take(&mut self.problems)
    }
}

/// An annotation of that name with nothing in it.
fn blank(id: Iri) -> Annotation {
    Annotation {
        id,
        category: Category::Other("".into()),
        targets: Vec::new(),
        note: String::new(),
        tags: Vec::new(),
        attributes: Properties::new(),
        creator: None,
        created: Timestamp::default(),
        modified: Timestamp::default(),
        revision: 0,
        copy_of: None,
        merged: false,
        unknown: Unknown::default(),
    }
}

/// The text of a property, or nothing.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The items of a property that is a list, or the one that it is.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match value.get(key) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The name of a file without folder and ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
