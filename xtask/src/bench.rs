//! `bench`: measures what is promised, and fails where it is not kept.

use crate::run::{self, cargo};
use crate::{Result, browsers, node, project, soak, tools};
use std::path::Path;
use std::process::Command;

/// The verb.
pub fn bench(args: &[String]) -> Result<()> {
    let root = project::root()?;
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["anchoring"] => anchoring(&root),
        // Also prints what was put in a wrong place.
        ["anchoring", "--show"] => run::run(&mut program(&root, &["--show"])),
        _ => page(&root, args),
    }
}

/// The built page, beside what it is compared with (`bench/browser/`, a file a row).
fn page(root: &Path, args: &[String]) -> Result<()> {
    let report = project::target(root).join("xtask/bench.json");
    let mut runner = soak::driver(root, "bench/browser/run.js")?;
    runner.args(args).env("GLOSSATOR_BENCH_REPORT", report).env("GLOSSATOR_TARGET", project::target(root));
    run::run(&mut runner).map_err(|_| "Not everything was measured; see above.".to_owned())
}

/// Both halves are run, whatever comes of the first.
fn anchoring(root: &Path) -> Result<()> {
    let places = run::run(&mut program(root, &[]));
    let speed = anchoring_speed(root);
    places.and(speed).map_err(|_| "Not all figures are reached; see above.".to_owned())
}

fn anchoring_speed(root: &Path) -> Result<()> {
    tools::wasm_target(root)?;
    let bindgen = tools::wasm_bindgen(root)?.join("wasm-bindgen");
    node::packages(root)?;
    let browsers = browsers::bring(root)?;
    let package = "glossator-bench-page";
    let mut build = cargo(root);
    build.args(["build", "--quiet", "--profile", "bench", "--package", package, "--target", tools::WASM]);
    run::run(&mut build)?;
    let target = project::target(root);
    let folder = target.join("xtask/bench");
    let module = target.join(tools::WASM).join("release").join(format!("{}.wasm", package.replace('-', "_")));
    let mut bind = Command::new(bindgen);
    bind.args(["--target", "web", "--no-typescript", "--out-name", "core", "--out-dir"]).arg(&folder).arg(module);
    run::run(&mut bind)?;
    let texts = folder.join("texts.json");
    run::run(&mut program(root, &["texts", &texts.to_string_lossy()]))?;
    let mut drive = Command::new(node::node()?);
    drive.current_dir(root).arg("xtask/js/bench_anchoring.js").arg(&folder).envs(browsers);
    run::run(&mut drive)
}

/// The bench of the core, optimised.
fn program(root: &Path, args: &[&str]) -> Command {
    let mut program = cargo(root);
    program.args(["run", "--quiet", "--profile", "bench", "--package", "glossator-bench", "--"]).args(args);
    program
}
