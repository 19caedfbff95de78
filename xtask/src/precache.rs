//! Writes into the staged service worker which files make up the build, each with the digest of its content.
//!
//! The service worker keeps a build whole or not at all, and this list is what "whole" means. The digests are of
//! content, for one file name can carry different bytes from build to build.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

const WORKER: &str = "sw.js";
const BUILD: &str = "const BUILD = '';";
const ASSETS: &str = "const ASSETS = {};";

/// Fills in the list in `staging_dir/sw.js`, when every other file of the build is final.
pub fn write(staging_dir: &Path) -> Result<(), String> {
    let path = staging_dir.join(WORKER);
    let worker = fs::read_to_string(&path)
        .map_err(|error| format!("The service worker {} could not be read: {error}.", path.display()))?;
    let mut assets = Vec::new();
    collect(staging_dir, "", &mut assets)?;
    assets.sort();
    fs::write(&path, fill(&worker, &assets)?)
        .map_err(|error| format!("The service worker {} could not be written: {error}.", path.display()))
}

/// The worker with its list. The digest of the build covers the worker itself too: one that keeps files in another
/// way makes another build.
fn fill(worker: &str, assets: &[(String, String)]) -> Result<String, String> {
    for line in [BUILD, ASSETS] {
        if worker.matches(line).count() != 1 {
            return Err(format!("src/pwa/{WORKER} must hold `{line}` exactly once: the list of files goes there."));
        }
    }
    if !assets.iter().any(|(path, _)| path == "index.html") {
        return Err("The build has no index.html, so there is no page to keep for offline use.".to_owned());
    }
    let list: String = assets.iter().map(|(path, digest)| format!("  '{path}': '{digest}',\n")).collect();
    let build = sha256(format!("{worker}\n{list}").as_bytes());
    Ok(worker
        .replace(BUILD, &format!("const BUILD = '{build}';"))
        .replace(ASSETS, &format!("const ASSETS = {{\n{list}}};")))
}

/// The files under a folder that the page may ask for, as URLs relative to the page, with their digests.
fn collect(dir: &Path, prefix: &str, assets: &mut Vec<(String, String)>) -> Result<(), String> {
    let unreadable = |error| format!("The build's folder {} could not be read: {error}.", dir.display());
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type().map_err(unreadable)?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), assets)?;
        } else if is_asset(&path) {
            if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)) {
                return Err(format!(
                    "The file {path} of the build has a name that is not the same in every URL. Use only letters, \
                     digits, dots, hyphens and underscores."
                ));
            }
            let content = fs::read(entry.path())
                .map_err(|error| format!("The file {path} of the build could not be read: {error}."))?;
            assets.push((path, sha256(&content)));
        }
    }
    Ok(())
}

/// Not the worker itself, which the browser keeps in its own way, nor what only tools and servers read.
fn is_asset(path: &str) -> bool {
    path != WORKER && ![".map", ".d.ts", ".br", ".gz"].iter().any(|end| path.ends_with(end))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "const BUILD = '';\nconst ASSETS = {};\nkeep(ASSETS);\n";

    fn asset(path: &str, content: &str) -> (String, String) {
        (path.to_owned(), sha256(content.as_bytes()))
    }

    #[test]
    fn the_worker_gets_each_file_and_its_digest() {
        let filled = fill(TEMPLATE, &[asset("icons/a.svg", "abc"), asset("index.html", "")]).unwrap();
        assert!(filled.contains(
            "const ASSETS = {\n  'icons/a.svg': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',\n  \
             'index.html': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',\n};"
        ));
        assert!(filled.ends_with("keep(ASSETS);\n"));
        assert!(!filled.contains(BUILD));
    }

    #[test]
    fn content_name_and_worker_each_make_another_build() {
        let build = |worker: &str, assets: &[(String, String)]| {
            let filled = fill(worker, assets).unwrap();
            filled.lines().find(|line| line.starts_with("const BUILD")).unwrap().to_owned()
        };
        let first = build(TEMPLATE, &[asset("index.html", "one")]);
        assert_eq!(first, build(TEMPLATE, &[asset("index.html", "one")]));
        assert_ne!(first, build(TEMPLATE, &[asset("index.html", "two")]));
        assert_ne!(first, build(TEMPLATE, &[asset("a.js", ""), asset("index.html", "one")]));
        assert_ne!(first, build(&format!("{TEMPLATE}//"), &[asset("index.html", "one")]));
    }

    #[test]
    fn a_folder_is_listed_in_order_without_what_the_page_never_asks_for() {
        let dir = std::env::temp_dir().join(format!("glossator-precache-{}", std::process::id()));
        fs::create_dir_all(dir.join("icons")).unwrap();
        for name in ["index.html", "b.wasm", "b.wasm.br", "b.d.ts", "b.js.map", "icons/z.png", "icons/a.png"] {
            fs::write(dir.join(name), name).unwrap();
        }
        fs::write(dir.join(WORKER), TEMPLATE).unwrap();
        let written = write(&dir);
        let worker = fs::read_to_string(dir.join(WORKER));
        let again = write(&dir);
        fs::remove_dir_all(&dir).unwrap();

        written.unwrap();
        let worker = worker.unwrap();
        let paths: Vec<_> = worker.lines().filter_map(|line| line.strip_prefix("  '")?.split('\'').next()).collect();
        assert_eq!(paths, ["b.wasm", "icons/a.png", "icons/z.png", "index.html"]);
        // A list that is there already is not taken for an empty one.
        assert!(again.unwrap_err().contains("exactly once"));
    }

    #[test]
    fn what_cannot_be_kept_is_refused_in_a_sentence() {
        assert!(fill("no list", &[asset("index.html", "")]).unwrap_err().contains("exactly once"));
        assert!(fill(TEMPLATE, &[]).unwrap_err().contains("no index.html"));

        let dir = std::env::temp_dir().join(format!("glossator-precache-name-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("é.js"), "").unwrap();
        let refused = collect(&dir, "", &mut Vec::new());
        fs::remove_dir_all(&dir).unwrap();
        assert!(refused.unwrap_err().contains("é.js"));
    }
}
