//! What must hold of any input whatever. Each [`Target`] takes bytes from anywhere and panics where something does not
//! hold; "no panic" alone is the least of it.
//!
//! `cargo xtask fuzz` runs a target under libFuzzer (`driver/`, a workspace of its own, so that nobody else compiles
//! it), and the test `seeds` replays `seeds/` on whatever compiler there is. So a target knows nothing of a fuzzer.

#![forbid(unsafe_code)]

mod anchor;
mod approximate;
mod article;
mod carry_over;
mod export;
mod file;
mod foreign;
mod import;
mod merge;
mod notation;
mod state;

/// Something that reads bytes from anywhere.
pub struct Target {
    /// What it is called, and its folder of seeds.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub run: fn(&[u8]),
}

/// All of them, in the order of their names.
pub const TARGETS: [Target; 10] = [
    Target { name: "anchor", run: anchor::run },
    Target { name: "approximate", run: approximate::run },
    Target { name: "article", run: article::run },
    Target { name: "carry_over", run: carry_over::run },
    Target { name: "export", run: export::run },
    Target { name: "file", run: file::run },
    Target { name: "foreign", run: foreign::run },
    Target { name: "import", run: import::run },
    Target { name: "merge", run: merge::run },
    Target { name: "state", run: state::run },
];

/// The target of that name.
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
