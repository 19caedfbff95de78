//! A target under libFuzzer: `GLOSSATOR_FUZZ` says which. One program for all of them, because linking it takes as long
//! as a minute of fuzzing. `cargo xtask fuzz` builds and calls it.

#![no_main]

use glossator_fuzz::{Target, find};
use std::sync::OnceLock;

static TARGET: OnceLock<&Target> = OnceLock::new();

libfuzzer_sys::fuzz_target!(
    init: {
        let name = std::env::var("GLOSSATOR_FUZZ").unwrap_or_default();
        let target = find(&name).unwrap_or_else(|| panic!("GLOSSATOR_FUZZ={name} names no target"));
        let _ = TARGET.set(target);
    },
    |data: &[u8]| {
        if let Some(target) = TARGET.get() {
            (target.run)(data);
        }
    }
);
