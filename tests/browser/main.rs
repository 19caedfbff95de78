//! What only a browser can show: storage and other tabs. Each test has a database of its own.
//!
//! On the host there is nothing to run here.
#![cfg(target_arch = "wasm32")]

mod catalogue;
mod conflicts;
mod damage;
mod journal;
mod snapshots;
mod storage;
mod support;
mod tabs;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
