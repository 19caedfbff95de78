//! The formats that a document is written in.

use crate::{object, texts};
use glossator_core::document::Document;
use glossator_core::export::{FORMATS, Format, Written};
use glossator_core::file;
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

/// The formats for a document, given as our file: `[{key, name, purpose, losses}]`.
///
/// # Errors
/// In a sentence, if the file cannot be read.
#[wasm_bindgen(js_name = exportFormats)]
pub fn export_formats(document: &str) -> Result<Array, JsValue> {
    let document = read(document)?;
    let entry = |format: &Format| {
        object(&[
            ("key", format.key.into()),
            ("name", format.name.into()),
            ("purpose", format.purpose.into()),
            ("losses", texts(format.losses(&document))),
        ])
    };
    Ok(FORMATS.iter().map(entry).collect::<Result<Vec<_>, _>>()?.iter().collect())
}

/// The files of a document, given as our file, in the format that `key` names: `[{name, mediaType, content}]`.
///
/// # Errors
/// In a sentence, if the file cannot be read or there is no such format.
#[wasm_bindgen(js_name = exportAs)]
pub fn export_as(document: &str, key: &str) -> Result<Array, JsValue> {
    let document = read(document)?;
    let format = Format::find(key).ok_or("There is no such format in this version. Reload the page.")?;
    let entry = |file: Written| -> Result<Object, JsValue> {
        object(&[("name", file.name.into()), ("mediaType", file.media_type.into()), ("content", file.content.into())])
    };
    let files = format.write(&document, env!("CARGO_PKG_VERSION"));
    Ok(files.into_iter().map(entry).collect::<Result<Vec<_>, _>>()?.iter().collect())
}

fn read(document: &str) -> Result<Document, JsValue> {
    Ok(file::read(document.as_bytes()).map_err(|problem| problem.to_string())?.document)
}
