//! Node and what comes from npm: wasm-opt and the tools of the end-to-end tests.

use crate::{Result, digest, project, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST: u32 = 20;

/// Brings the packages of `package-lock.json` and gives the folder of their programs.
pub fn packages(root: &Path) -> Result<PathBuf> {
    let node = node()?;
    let programs = root.join("node_modules/.bin");
    let stamp = root.join("node_modules/.glossator");
    let lock = project::read(&root.join("package-lock.json"))?;
    let wanted = digest::of([lock.as_bytes()]);
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(programs);
    }
    let npm = run::find("npm").ok_or("npm is missing: it comes with Node, see https://nodejs.org.")?;
    println!("Fetching wasm-opt and the test tools by npm: about ten seconds.");
    let mut install = Command::new(npm);
    install
        .current_dir(root)
        .args(["ci", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("PATH", run::path_with(&node.parent().map(PathBuf::from).into_iter().collect::<Vec<_>>()));
    run::run(&mut install).map_err(|_| {
        "The packages of package-lock.json could not be fetched; see npm's words above and try again.".to_owned()
    })?;
    project::write(&stamp, wanted)?;
    Ok(programs)
}

/// Finds a Node that is new enough.
pub fn node() -> Result<PathBuf> {
    let how = format!("install Node {OLDEST} or newer, from your system's packages or https://nodejs.org");
    let node = run::find("node").ok_or_else(|| format!("Node is missing, which brings wasm-opt: {how}."))?;
    let version = run::version(&node).unwrap_or_default();
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(node),
        _ => Err(format!("Node on the PATH is {version}, which is too old: {how}.")),
    }
}

/// `v20.1.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("nonsense"), None);
    }
}
