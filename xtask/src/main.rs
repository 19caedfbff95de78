//! One command for everything: `cargo xtask`.
fn main() {}
