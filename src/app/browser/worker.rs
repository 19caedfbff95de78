//! What needs much code and is needed seldom, or takes long: a second program does it, in a worker (`src/worker`). It is
//! loaded when it is first asked, by `boot.js`.

use glossator_core::annotation::Annotation;
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::file;
use js_sys::{Array, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What a file holds.
pub struct Read {
    /// The document.
    pub document: Document,
    /// What was wrong with the file, in sentences.
    pub problems: Vec<String>,
}

/// Reads plain text or Markdown; `None` if there are no words in it.
///
/// # Errors
/// In a sentence, as for every function here.
pub async fn plain_text(text: &str) -> Result<Option<Rc<Article>>, String> {
    let header = ask("plainText", &text.into()).await?;
    Ok(header.as_string().and_then(|header| file::read_header(&header).ok()).map(|document| document.article))
}

/// A date that a person typed, as ISO 8601; as it was typed where it is none that is understood.
///
/// # Errors
/// In a sentence.
pub async fn iso_date(typed: &str) -> Result<String, String> {
    Ok(ask("isoDate", &typed.into()).await?.as_string().unwrap_or_else(|| typed.to_owned()))
}

/// Reads a file that a person chose or dropped.
///
/// # Errors
/// Why it could not be read, in a sentence.
pub async fn read_file(chosen: &web_sys::File) -> Result<Read, String> {
    let answer = ask("readFile", chosen).await?;
    let get = |name: &str| Reflect::get(&answer, &name.into()).unwrap_or_default();
    let texts = |name: &str| Array::from(&get(name)).iter().filter_map(|text| text.as_string()).collect::<Vec<_>>();
    let strange = || "It was read, but not understood by this page. Reload the page, then open it again.".to_owned();
    let mut document = file::read_header(&get("header").as_string().unwrap_or_default()).map_err(|_| strange())?;
    let annotations: Option<Vec<Rc<Annotation>>> = texts("annotations")
        .iter()
        .map(|json| file::read_annotation(json).ok().map(|(annotation, _)| Rc::new(annotation)))
        .collect();
    document.annotations = annotations.ok_or_else(strange)?.into_iter().collect();
    Ok(Read { document, problems: texts("problems") })
}

async fn ask(task: &str, given: &JsValue) -> Result<JsValue, String> {
    let failed = |error: JsValue| {
        // A sentence is the task's own; anything else says that there is no worker to do it.
        error.as_string().unwrap_or_else(|| {
            "The part of Glossator that does this could not be loaded. Check the connection, then try again.".to_owned()
        })
    };
    JsFuture::from(js::ask(task, given).map_err(failed)?).await.map_err(failed)
}

mod js {
    use super::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_namespace = glossator)]
        pub fn ask(task: &str, given: &JsValue) -> Result<Promise, JsValue>;
    }
}
