//! What of the view stands in the page's address, behind the `#`: so that it can be linked to. It never leaves the
//! browser, for servers are not told that part.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{UrlSearchParams, window};

/// The names and values in the address, in order.
pub fn pairs() -> Vec<(String, String)> {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    let Ok(params) = UrlSearchParams::new_with_str(hash.trim_start_matches('#')) else { return Vec::new() };
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    Array::from(params.as_ref())
        .iter()
        .map(|pair| pair.unchecked_into::<Array>())
        .map(|pair| (text(pair.get(0)), text(pair.get(1))))
        .collect()
}

/// Puts names and values there, in place of what was there. It is no step in the browser's history.
pub fn set(pairs: &[(&str, &str)]) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Refused where a page does it too often: the view is right, and the next change comes.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&with(pairs)));
    }
}

/// The page's address with these names and values.
pub fn with(pairs: &[(&str, &str)]) -> String {
    let (Some(window), Ok(params)) = (window(), UrlSearchParams::new()) else { return String::new() };
    for (name, value) in pairs {
        params.append(name, value);
    }
    let address = window.location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    if pairs.is_empty() { page.to_owned() } else { format!("{page}#{}", params.to_string()) }
}

/// The folder that the page lies in.
pub fn home() -> String {
    let address = with(&[]);
    address.rsplit_once('/').map_or(address.clone(), |(folder, _)| format!("{folder}/"))
}

/// `text` in small letters, by the browser's tables.
pub fn folded(text: &str) -> String {
    if cfg!(target_arch = "wasm32") { js_sys::JsString::from(text).to_lower_case().into() } else { text.to_owned() }
}
