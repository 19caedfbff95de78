//! The tasks of the worker: a second Wasm module that the page loads when it first needs one of them.
//!
//! Values cross as the records of the file format, which the page reads anyway for its storage: a header with the
//! article, and the annotations one by one. A failure is a sentence for a person; anything else that goes wrong ends
//! the worker, and the page starts another.

use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::article::{date, plain_text};
use glossator_core::document::Document;
use glossator_core::file::{self, Problem};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

fn main() {}

/// Reads plain text or Markdown: the header of a document with that article, or nothing if there are no words in it.
#[wasm_bindgen(js_name = plainText)]
pub fn plain_text(text: &str) -> Option<String> {
    let article = plain_text::parse(text);
    // The id and the time are the page's to give.
    let document = || Document::new(Iri::new("urn:x-glossator:new"), article.clone(), Timestamp(0));
    (!article.blocks.is_empty()).then(|| file::write_header(&document(), ""))
}

/// A date that a person typed as ISO 8601, or nothing if it is none that is understood.
#[wasm_bindgen(js_name = isoDate)]
pub fn iso_date(typed: &str) -> Option<String> {
    date::parse(typed)
}

/// Reads a file that a person chose or dropped: `{header, annotations, problems}`, all text.
///
/// # Errors
/// Why it could not be read, in a sentence.
#[wasm_bindgen(js_name = readFile)]
pub async fn read_file(chosen: Blob) -> Result<Object, JsValue> {
    let told = |problem: Problem| JsValue::from(problem.to_string());
    file::check_size(chosen.size() as u64).map_err(told)?;
    let content = JsFuture::from(chosen.array_buffer()).await.map_err(|_| {
        JsValue::from("The browser could not read it. Is it a folder, or was it moved? Nothing was changed.")
    })?;
    let read = file::read(&Uint8Array::new(&content).to_vec()).map_err(told)?;
    let document = &read.document;
    let texts = |texts: &mut dyn Iterator<Item = String>| texts.map(JsValue::from).collect::<Array>();
    let answer = Object::new();
    Reflect::set(&answer, &"header".into(), &file::write_header(document, "").into())?;
    let annotations = texts(&mut document.annotations.iter().map(|it| file::write_annotation(it, document)));
    Reflect::set(&answer, &"annotations".into(), &annotations)?;
    Reflect::set(&answer, &"problems".into(), &texts(&mut read.problems.iter().map(ToString::to_string)))?;
    Ok(answer)
}
