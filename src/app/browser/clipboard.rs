//! The clipboard, where the browser lets a page write to it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// Puts text there; says whether it could. Pages that came over plain HTTP have no clipboard at all.
pub async fn write(text: &str) -> bool {
    match promise(text) {
        Some(written) => JsFuture::from(written).await.is_ok(),
        None => false,
    }
}

fn promise(text: &str) -> Option<Promise> {
    let navigator: JsValue = window()?.navigator().into();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object)?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
