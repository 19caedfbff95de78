//! Whether the browser promises to keep what this page stores, where it would otherwise clear it when room runs short.

use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

thread_local! {
    static ANSWER: Cell<Option<bool>> = const { Cell::new(None) };
}

/// What the browser answered since the page was opened; nothing where it was not asked or has no such promise.
pub fn answer() -> Option<bool> {
    ANSWER.get()
}

/// Asks for the promise, or only whether it was given. Firefox asks its person; Chromium decides by itself, by how much
/// the page is used. Gives nothing where there is no such thing.
pub async fn promised(ask: bool) -> Option<bool> {
    let answer = call(if ask { "persist" } else { "persisted" }).await.and_then(|answer| answer.as_bool());
    ANSWER.set(answer.or(ANSWER.get()));
    answer
}

async fn call(name: &str) -> Option<JsValue> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    // Not there where the page is not served securely.
    let storage = Reflect::get(&window()?.navigator(), &"storage".into()).ok()?;
    let method: Function = Reflect::get(&storage, &name.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = method.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
