//! Files out of the browser and into it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url, window};

/// Offers `content` as a download of that name.
///
/// # Errors
/// What the browser said where it refused.
pub fn download(name: &str, media_type: &str, content: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let page = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = page.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser may still be reading it when `click` returns.
    gloo::timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}

/// The whole content of a file that a person chose or dropped.
///
/// # Errors
/// What the browser said: mostly that the file was moved, or is a folder.
pub async fn read(file: &File) -> Result<Vec<u8>, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(file.array_buffer()).await?).to_vec())
}
