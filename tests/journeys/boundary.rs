//! The core is pure: a fact of its manifest, asked of cargo itself.

use std::process::Command;

#[test]
fn the_core_depends_on_no_browser_no_clock_and_no_dice() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", "glossator-core"])
        .args(["--edges", "normal", "--target", "all", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout);
    let crates: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"unicode-segmentation"), "this is not the core's tree: {tree}");
    let foreign =
        ["wasm-bindgen", "js-sys", "web-sys", "gloo", "yew", "getrandom", "rand", "uuid", "tokio", "web-time"];
    for name in foreign {
        assert!(!crates.contains(&name), "glossator-core depends on {name}");
    }
}
