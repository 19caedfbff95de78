//! Prepares the page's program for being cut into what the first visit fetches and what is loaded later, which
//! `cargo xtask stage` does. Other builds, for tests and lints, stay whole.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-cfg=split");
        // They say what refers to what, down to the data.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
