//! What is in a file that a person chose: its text, or a part of it.

use glossator_core::file::check_size;
use js_sys::{Array, Uint8Array};
use std::ops::Range;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// All of it, as UTF-8.
///
/// # Errors
/// In a sentence: it is too large, or the browser could not read it.
pub async fn read(file: &File) -> Result<String, String> {
    check_size(file.size() as u64).map_err(|problem| problem.to_string())?;
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or_else(|| crate::messages::file_unreadable().to_owned())
}

/// These bytes of it, or as many of them as there are.
///
/// # Errors
/// In a sentence: the browser could not read it.
pub async fn bytes_of(file: &File, range: Range<u64>) -> Result<Vec<u8>, String> {
    let unreadable = |_| crate::messages::file_unreadable().to_owned();
    let part = file.slice_with_f64_and_f64(range.start as f64, range.end as f64).map_err(unreadable)?;
    let bytes = JsFuture::from(part.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// These bytes of it as a file of its own, of the same name. Nothing is read yet.
///
/// # Errors
/// What the browser said.
pub fn part_of(file: &File, range: Range<u64>) -> Result<File, JsValue> {
    let part = file.slice_with_f64_and_f64(range.start as f64, range.end as f64)?;
    File::new_with_blob_sequence(&Array::of1(&part), &file.name())
}
