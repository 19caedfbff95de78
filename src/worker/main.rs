//! The tasks of the worker: a second Wasm module that the page loads when it first needs one of them.
//!
//! Values cross as the records of the file format, which the page reads anyway for its storage: a header with the
//! article, and the annotations one by one. A failure is a sentence for a person; anything else that goes wrong ends
//! the worker, and the page starts another.

mod carrying;
mod reading;
mod writing;

use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::article::{date, plain_text};
use glossator_core::document::Document;
use glossator_core::file;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

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

/// An object with these properties.
fn object(properties: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}

/// Each thing as text.
fn texts<T: ToString>(things: impl IntoIterator<Item = T>) -> JsValue {
    things.into_iter().map(|thing| JsValue::from(thing.to_string())).collect::<Array>().into()
}
