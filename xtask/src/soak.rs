//! `soak`: what the page withstands, against the built page in Chromium (`tests/soak/`, a file a row).
//!
//! The parsers are not among the rows: their figure is a sum of executions, which `cargo xtask fuzz` counts.

use crate::run::run;
use crate::{Result, browsers, build, node, project};
use std::path::Path;
use std::process::Command;

/// The verb.
pub fn soak(args: &[String]) -> Result<()> {
    let root = project::root()?;
    let report = project::target(&root).join("xtask/soak.json");
    let mut runner = driver(&root, "tests/soak/run.js")?;
    runner.args(args).env("GLOSSATOR_SOAK_REPORT", report);
    run(&mut runner).map_err(|_| "Not all figures are reached; see above.".to_owned())
}

/// A script that drives the built page in Chromium, with all that it needs.
pub fn driver(root: &Path, script: &str) -> Result<Command> {
    node::packages(root)?;
    let browsers = browsers::bring(root)?;
    build::bring_up_to_date(root)?;
    let xtask = std::env::current_exe().map_err(|error| format!("xtask does not know its own place: {error}."))?;
    let mut runner = Command::new(node::node()?);
    runner.current_dir(root).arg(script).envs(browsers).env("GLOSSATOR_XTASK", xtask);
    Ok(runner)
}
