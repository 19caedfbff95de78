//! The open work, told to `boot.js`, which keeps it outside this Wasm instance: when the instance dies, the page it
//! leaves offers the work as a download.
//!
//! Every call does nothing where there is no such page: on the host, and in the browser tests.

use std::panic;

use wasm_bindgen::prelude::*;

/// Another article is open. `header` is its collection as JSON, without `total` and `first`. The items follow, one [`put`]
/// each.
pub fn reset(header: &str) {
    attempt(|| js::reset(header));
}

/// What a downloaded copy is called; until this is known, it has a name that any may have.
pub fn called(file_name: &str) {
    attempt(|| js::called(file_name));
}

/// One annotation, added or changed.
pub fn put(id: &str, json: &str) {
    attempt(|| js::put(id, json));
}

/// One annotation less.
pub fn remove(id: &str) {
    attempt(|| js::remove(id));
}

/// A panic replaces the page by one that offers the work. To be called before the app is rendered: Yew sets a hook of
/// its own where there is none.
pub fn install_panic_hook() {
    let report = |info: &panic::PanicHookInfo<'_>| {
        let message = info.to_string();
        attempt(|| js::log(&message));
        attempt(|| js::stopped(&message));
    };
    if cfg!(target_arch = "wasm32") {
        yew::set_custom_panic_hook(Box::new(report));
    }
}

/// The rescue is the last resort, and its absence must not stop anything.
fn attempt(call: impl FnOnce() -> Result<(), JsValue>) {
    if cfg!(target_arch = "wasm32") {
        let _ = call();
    }
}

mod js {
    use super::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_namespace = ["glossator", "rescue"])]
        pub fn reset(header: &str) -> Result<(), JsValue>;

        #[wasm_bindgen(catch, js_namespace = ["glossator", "rescue"])]
        pub fn called(file_name: &str) -> Result<(), JsValue>;

        #[wasm_bindgen(catch, js_namespace = ["glossator", "rescue"])]
        pub fn put(id: &str, json: &str) -> Result<(), JsValue>;

        #[wasm_bindgen(catch, js_namespace = ["glossator", "rescue"])]
        pub fn remove(id: &str) -> Result<(), JsValue>;

        #[wasm_bindgen(catch, js_namespace = glossator)]
        pub fn stopped(message: &str) -> Result<(), JsValue>;

        #[wasm_bindgen(catch, js_namespace = console, js_name = error)]
        pub fn log(message: &str) -> Result<(), JsValue>;
    }
}
