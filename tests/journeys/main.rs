//! What people do from end to end, in the core alone: no browser, but the same values and the same file.
#![cfg(not(target_arch = "wasm32"))]

mod boundary;
mod passed_on;
mod releases;
mod sample;
