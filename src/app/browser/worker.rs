//! What needs much code and is needed seldom, or takes long: a second program does it, in a worker (`src/worker`). It is
//! loaded when it is first asked, by `boot.js`.

use super::turn::{IN_A_TURN, LARGE, turn_if};
use crate::messages::{self, told};
use glossator_core::annotation::{Annotation, Category, Iri};
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::text::TextRange;
use js_sys::{Array, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What files hold.
pub struct Read {
    /// The documents: one, where they are not other tools'.
    pub documents: Vec<Document>,
    /// What was wrong with the files, in sentences.
    pub problems: Vec<String>,
    /// What the format is called; empty for ours.
    pub format: String,
    /// The labels of another tool.
    pub labels: Vec<Label>,
}

/// A label of another tool, and what it is taken for.
#[derive(Clone)]
pub struct Label {
    /// The label.
    pub name: String,
    /// How many annotations have it.
    pub times: usize,
    /// What they become; `None` for a tag that says nothing of a category.
    pub category: Option<Category>,
}

/// A format that documents are written in.
#[derive(Clone, PartialEq)]
pub struct Format {
    /// What it is asked for by.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// In a sentence, what it is for.
    pub purpose: String,
    /// What of the document it cannot hold.
    pub losses: Vec<String>,
}

/// Reads plain text or Markdown; `None` if there are no words in it.
///
/// # Errors
/// In a sentence, as for every function here.
pub async fn plain_text(text: &str) -> Result<Option<Rc<Article>>, String> {
    Ok(article(&ask("plainText", &text.into()).await?))
}

/// A date that a person typed, as ISO 8601; as it was typed where it is none that is understood.
///
/// # Errors
/// In a sentence.
pub async fn iso_date(typed: &str) -> Result<String, String> {
    Ok(ask("isoDate", &typed.into()).await?.as_string().unwrap_or_else(|| typed.to_owned()))
}

/// Reads files that a person chose or dropped. `labels` says what another tool's labels are taken for; `onto` is the
/// header of the document whose article is meant where a file brings none.
///
/// # Errors
/// Why they could not be read, in a sentence.
pub async fn read_files(chosen: &[web_sys::File], labels: &[Label], onto: &str) -> Result<Read, String> {
    let pair = |label: &Label| {
        let category = label.category.as_ref().map(Category::as_str).unwrap_or_default();
        Array::of2(&label.name.as_str().into(), &category.into())
    };
    let pairs: Array = labels.iter().map(pair).collect();
    let files: Array = chosen.iter().collect();
    let answer = ask_with("readFiles", &Array::of3(&files, &pairs, &onto.into())).await.map_err(told)?;
    let strange = || messages::not_understood().to_owned();
    let mut documents = Vec::new();
    for records in list(&answer, "documents") {
        documents.push(document(records).await.ok_or_else(strange)?);
    }
    let label = |label: JsValue| Label {
        name: text(&label, "name"),
        times: number(&label, "times"),
        category: Some(text(&label, "category")).filter(|name| !name.is_empty()).map(|name| Category::from_name(&name)),
    };
    Ok(Read {
        documents,
        problems: texts(&answer, "problems").into_iter().map(told).collect(),
        format: text(&answer, "format"),
        labels: list(&answer, "labels").iter().map(label).collect(),
    })
}

/// Leaves whatever is being done; who waits for it is told that there is no worker.
pub fn stop() {
    js::stop();
}

/// Annotations that were carried over to another text.
pub struct Carried {
    /// As they are to be taken.
    pub annotations: Vec<Rc<Annotation>>,
    /// Where words may stand that have changed.
    pub proposals: Vec<Proposal>,
}

/// Where a segment's words may stand that have changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The annotation.
    pub id: Iri,
    /// The number of the segment.
    pub segment: usize,
    /// The words as they are now.
    pub range: TextRange,
}

impl Proposal {
    /// How many annotations proposals are for. Those of one annotation follow each other.
    pub fn annotations(proposals: &[Self]) -> usize {
        let mut ids: Vec<&Iri> = proposals.iter().map(|proposal| &proposal.id).collect();
        ids.dedup();
        ids.len()
    }
}

/// A document with `article` and nothing else, as [`carry_over`] wants it.
pub fn header_of(document: &Document, article: Rc<Article>) -> String {
    file::write_header(&Document { article, ..document.clone().alone() }, "")
}

/// Carries annotations over to the article of `new`, a header. `old` is the header that they come with, or empty.
///
/// # Errors
/// In a sentence.
pub async fn carry_over(old: &str, new: &str, annotations: Vec<String>) -> Result<Carried, String> {
    let records: Array = annotations.iter().map(|json| JsValue::from_str(json)).collect();
    let answer = ask_with("carryOver", &Array::of3(&old.into(), &new.into(), &records)).await?;
    let proposal = |it: JsValue| Proposal {
        id: Iri::new(text(&it, "id")),
        segment: number(&it, "target"),
        range: TextRange { start: number(&it, "start"), end: number(&it, "end") },
    };
    Ok(Carried {
        annotations: annotations_of(&answer).await.unwrap_or_default(),
        proposals: list(&answer, "proposals").iter().map(proposal).collect(),
    })
}

/// The formats for a document, which is given as our file.
///
/// # Errors
/// In a sentence.
pub async fn export_formats(document: &str) -> Result<Vec<Format>, String> {
    let formats = ask("exportFormats", &document.into()).await.map_err(told)?;
    let format = |it: JsValue| Format {
        key: text(&it, "key"),
        name: told(text(&it, "name")),
        purpose: told(text(&it, "purpose")),
        losses: texts(&it, "losses").into_iter().map(told).collect(),
    };
    Ok(Array::from(&formats).iter().map(format).collect())
}

/// The files of a document, which is given as our file, in a format: name, media type and content.
///
/// # Errors
/// In a sentence.
pub async fn export_as(document: &str, key: &str) -> Result<Vec<(String, String, String)>, String> {
    let files = ask_with("exportAs", &Array::of2(&document.into(), &key.into())).await.map_err(told)?;
    let file = |it: JsValue| (text(&it, "name"), text(&it, "mediaType"), text(&it, "content"));
    Ok(Array::from(&files).iter().map(file).collect())
}

/// A document from its records.
async fn document(records: JsValue) -> Option<Document> {
    let header = text(&records, "header");
    // Of a text of megabytes, each of these takes a while.
    let is_large = header.len() > LARGE;
    turn_if(is_large).await;
    let parsed = file::PassedHeader::parse(&header).ok()?;
    turn_if(is_large).await;
    let mut document = parsed.read().ok()?;
    turn_if(is_large).await;
    document.annotations = annotations_of(&records).await?.into_iter().collect();
    Some(document)
}

/// In turns, so that a key that is pressed meanwhile is heard.
async fn annotations_of(records: &JsValue) -> Option<Vec<Rc<Annotation>>> {
    let mut annotations = Vec::new();
    for record in list(records, "annotations") {
        annotations.push(Rc::new(file::read_annotation(&record.as_string()?).ok()?.0));
        turn_if(annotations.len() % IN_A_TURN == 0).await;
    }
    Some(annotations)
}

/// The article of a document that came as its header.
fn article(header: &JsValue) -> Option<Rc<Article>> {
    Some(file::PassedHeader::parse(&header.as_string()?).and_then(file::PassedHeader::read).ok()?.article)
}

/// The same, of a property.
pub(super) fn header(of: &JsValue, name: &str) -> Option<Rc<Article>> {
    article(&get(of, name))
}

pub(super) fn number(of: &JsValue, name: &str) -> usize {
    get(of, name).as_f64().unwrap_or_default() as usize
}

pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn text(of: &JsValue, name: &str) -> String {
    get(of, name).as_string().unwrap_or_default()
}

fn list(of: &JsValue, name: &str) -> Array {
    get(of, name).dyn_into().unwrap_or_default()
}

fn texts(of: &JsValue, name: &str) -> Vec<String> {
    list(of, name).iter().filter_map(|text| text.as_string()).collect()
}

async fn ask(task: &str, given: &JsValue) -> Result<JsValue, String> {
    ask_with(task, &Array::of1(given)).await
}

async fn ask_with(task: &str, given: &Array) -> Result<JsValue, String> {
    JsFuture::from(js::ask(task, given).map_err(failed)?).await.map_err(failed)
}

/// A sentence is the task's own; anything else says that there is no worker to do it.
fn failed(error: JsValue) -> String {
    error.as_string().unwrap_or_else(|| messages::worker_missing().to_owned())
}

/// The same, in the language of the page.
pub(super) fn spoken(error: JsValue) -> String {
    told(failed(error))
}

mod js {
    use super::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_namespace = glossator)]
        pub fn ask(task: &str, given: &Array) -> Result<Promise, JsValue>;

        #[wasm_bindgen(js_namespace = glossator)]
        pub fn stop();
    }
}
