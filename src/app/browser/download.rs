//! Files out of the browser.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, window};

/// Offers `content` as a download of that name.
///
/// # Errors
/// What the browser said where it refused.
pub fn download(name: &str, media_type: &str, content: &str) -> Result<(), JsValue> {
    download_parts(name, media_type, &Array::of1(&content.into()))
}

/// The same of texts one after the other, which need never be one text.
///
/// # Errors
/// What the browser said where it refused.
pub fn download_parts(name: &str, media_type: &str, parts: &Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(parts, &options)?;
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
