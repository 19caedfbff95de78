//! `build`: the page, in `dist/`.

use crate::{Result, digest, node, project, run, sizes, tools};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The verb.
pub fn build(args: &[String]) -> Result<()> {
    if let Some(arg) = args.first() {
        return Err(format!("`build` takes no `{arg}`."));
    }
    let root = project::root()?;
    let dist = bring_up_to_date(&root)?;
    sizes::weigh(&root, &dist)
}

/// Builds the page unless `dist/` has it already, and gives its folder.
pub fn bring_up_to_date(root: &Path) -> Result<PathBuf> {
    let dist = root.join("dist");
    let stamp = project::target(root).join("xtask/page");
    let sources = sources(root)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|found| stamp_of(&sources, &dist).is_ok_and(|now| found == now)) {
        println!("dist/ is up to date.");
        return Ok(dist);
    }
    tools::wasm_target(root)?;
    let folders = [node::packages(root)?, tools::trunk()?, tools::wasm_bindgen(root)?];
    // Staging uses it, and had better not begin by compiling it.
    tools::wasm_split()?;
    println!("Building the page: some seconds after a change, about two minutes the first time.");
    let start = Instant::now();
    let mut trunk = Command::new("trunk");
    trunk
        .current_dir(root)
        .args(["--quiet", "build"])
        .env("PATH", run::path_with(&folders))
        // What a panic says of its place is no business of this machine's.
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remapped())
        // Trunk takes only `true` and `false` here, where the convention is any value.
        .env_remove("NO_COLOR");
    run::run(&mut trunk)?;
    project::write(&stamp, stamp_of(&sources, &dist)?)?;
    println!("Built in {:.1} s.", start.elapsed().as_secs_f32());
    Ok(dist)
}

/// Has the compiler leave out where the sources of packages are.
fn remapped() -> String {
    let home = std::env::home_dir().map(|home| home.join(".cargo"));
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home).unwrap_or_default();
    let sources = std::fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    let remap = |source: std::fs::DirEntry| format!("--remap-path-prefix={}=", source.path().display());
    sources.map(remap).collect::<Vec<_>>().join(" ")
}

/// The page that is there, without building it.
pub fn present(root: &Path) -> Result<PathBuf> {
    let dist = root.join("dist");
    if dist.join("index.html").is_file() {
        Ok(dist)
    } else {
        Err("dist/ has no page yet: run `cargo xtask build`.".to_owned())
    }
}

/// A digest of all that the page is made from: sources, versions, compiler.
fn sources(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(root).map_err(|error| format!("{} cannot be listed: {error}.", root.display()))?;
    for entry in entries.flatten() {
        if entry.path().is_file() {
            files.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    for folder in ["src", "styles", "xtask"] {
        let found = project::files_under(&root.join(folder))?;
        files.extend(found.into_iter().map(|file| format!("{folder}/{file}")));
    }
    files.sort();
    let compiler = run::capture(Command::new("rustc").current_dir(root).arg("--version"))?;
    digest_of_files(root, &files, &compiler)
}

/// Sources and what was built from them: if either differs, the page is built anew.
fn stamp_of(sources: &str, dist: &Path) -> Result<String> {
    digest_of_files(dist, &project::files_under(dist)?, sources)
}

fn digest_of_files(folder: &Path, files: &[String], more: &str) -> Result<String> {
    let mut parts = vec![more.as_bytes().to_vec()];
    for file in files {
        parts.push(file.as_bytes().to_vec());
        parts.push(std::fs::read(folder.join(file)).map_err(|error| format!("{file} cannot be read: {error}."))?);
    }
    Ok(digest::of(parts.iter().map(Vec::as_slice)))
}
