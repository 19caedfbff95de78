//! The text of a file that a person chose.

use glossator_core::file::check_size;
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
