//! Files of ours and of other tools.

use crate::{object, texts};
use glossator_core::annotation::{Category, Timestamp};
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::file::{self, Problem};
use glossator_core::import::{self, Foreign, Input, Label};
use js_sys::{Array, Object, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Reads files that a person chose or dropped: one of ours, or of another tool, of which some write two that belong
/// together. `categories` says by pairs what a person takes a label for; `onto` is the header of the document whose
/// article is meant where a file brings none.
///
/// Gives `{documents: [{header, annotations}], problems, format, labels: [{name, times, category}]}`; `format` is
/// missing for a file of ours. Without any document the problem is that there are no annotations: it may be an article.
///
/// # Errors
/// Why they could not be read, in a sentence.
#[wasm_bindgen(js_name = readFiles)]
pub async fn read_files(chosen: Array, categories: Array, onto: String) -> Result<Object, JsValue> {
    let files: Vec<File> = chosen.iter().filter_map(|file| file.dyn_into().ok()).collect();
    let size = files.iter().map(|file| file.size() as u64).sum();
    file::check_size(size).map_err(sentence)?;
    let mut contents = Vec::new();
    for file in &files {
        let content = JsFuture::from(file.array_buffer()).await.map_err(|_| {
            JsValue::from("The browser could not read it. Is it a folder, or was it moved? Nothing was changed.")
        })?;
        contents.push((file.name(), Uint8Array::new(&content).to_vec()));
    }
    let (mut ours, mut not_ours, mut broken) = (Vec::new(), None, None);
    for (name, content) in &contents {
        // Of several, it must be said which one.
        let of_it = |problem: &Problem| match contents.len() {
            1 => problem.to_string(),
            _ => format!("“{name}”: {problem}"),
        };
        match file::read(content) {
            Ok(read) => ours.push((read.document, read.problems.iter().map(of_it).collect::<Vec<_>>())),
            // What is no file of ours may be another tool's.
            Err(problem @ (Problem::NotAnnotations | Problem::NotJson { .. } | Problem::NoArticle)) => {
                not_ours = Some(problem);
            }
            Err(problem) => broken = broken.or_else(|| Some(of_it(&problem))),
        }
    }
    match broken {
        // Of a pair of another tool, nothing is known yet.
        Some(sentence) if contents.len() == 1 || !ours.is_empty() => return Err(sentence.into()),
        None if not_ours.is_none() && !ours.is_empty() => {
            let (documents, problems): (Vec<Document>, Vec<Vec<String>>) = ours.into_iter().unzip();
            return answer(&documents, texts(problems.iter().flatten()), None);
        }
        _ => {}
    }
    let inputs: Vec<Input<'_>> = contents.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let mut foreign = match (import::read(&inputs), not_ours) {
        (Ok(foreign), _) => foreign,
        // Of JSON, more can be said than that it is nothing known.
        (Err(import::Problem::NotRead), Some(known @ Problem::NotAnnotations)) => return Err(sentence(known)),
        (Err(problem @ (import::Problem::NotRead | import::Problem::NoData)), _) => {
            return answer(&[], texts([problem]), None);
        }
        (Err(problem), _) => return Err(sentence(problem)),
    };
    for pair in categories.iter() {
        let pair = Array::from(&pair);
        let (name, category) = (pair.get(0).as_string(), pair.get(1).as_string().unwrap_or_default());
        for label in foreign.labels.iter_mut().filter(|label| Some(&label.name) == name.as_ref()) {
            label.category = (!category.is_empty()).then(|| Category::from_name(&category));
        }
    }
    // What says nothing of its time is as old as its file: a time of today would make it another one each time.
    let created = files.iter().map(|file| file.last_modified() as i64).max().unwrap_or_default();
    let article: Option<Rc<Article>> = file::read_header(&onto).ok().map(|document| document.article);
    let onto = article.as_ref().filter(|_| foreign.needs_article());
    let (problems, about) = (texts(&foreign.problems), about(&foreign)?);
    let documents = foreign.into_documents(onto, Timestamp(created)).map_err(sentence)?;
    answer(&documents, problems, Some(about))
}

fn sentence(problem: impl ToString) -> JsValue {
    problem.to_string().into()
}

/// What another tool's format is called, and its labels.
fn about(foreign: &Foreign) -> Result<(JsValue, JsValue), JsValue> {
    let label = |label: &Label| {
        let category = label.category.as_ref().map(Category::as_str).unwrap_or_default();
        let times = label.times as f64;
        object(&[("name", (&label.name).into()), ("times", times.into()), ("category", category.into())])
    };
    let labels: Array = foreign.labels.iter().map(label).collect::<Result<Vec<_>, _>>()?.iter().collect();
    Ok((foreign.format.into(), labels.into()))
}

fn answer(documents: &[Document], problems: JsValue, about: Option<(JsValue, JsValue)>) -> Result<Object, JsValue> {
    let record = |document: &Document| {
        let annotations = document.annotations.iter().map(|it| file::write_annotation(it, document));
        object(&[("header", file::write_header(document, "").into()), ("annotations", texts(annotations))])
    };
    let documents: Array = documents.iter().map(record).collect::<Result<Vec<_>, _>>()?.iter().collect();
    let (format, labels) = about.unwrap_or_default();
    object(&[("documents", documents.into()), ("problems", problems), ("format", format), ("labels", labels)])
}
