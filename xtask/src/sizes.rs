//! What the first visit fetches, weighed.
//!
//! The rule: `index.html`, each stylesheet, script, preload, favicon and manifest that it links,
//! and each file that one of these scripts or stylesheets names in turn. The rest of `dist/` (the
//! service worker and what it keeps for later, the worker, chunks of the page, icons to install with, licences) is fetched after
//! the page has started, or never, and is listed apart.

use crate::run::capture;
use crate::split::CHUNK;
use crate::{Result, node, project};
use std::path::Path;
use std::process::Command;

/// The budget of the first visit, compressed with brotli: it may only come down.
const BUDGET: u64 = 200 * 1024;

/// How the names of files begin that are named at the start and fetched when the page runs.
const LATER: [&str; 4] = ["sw.js", "worker-start-", "importer-start-", CHUNK];

/// Prints the table, and fails over the budget.
pub fn weigh(root: &Path, dist: &Path) -> Result<()> {
    let files = project::files_under(dist)?;
    let first = first_visit(&files, &|file| std::fs::read_to_string(dist.join(file)).unwrap_or_default());
    let (first, later): (Vec<String>, Vec<String>) = files.into_iter().partition(|file| first.contains(file));
    let first = measure(root, dist, first)?;
    let later = measure(root, dist, later)?;
    print!("{}", table(&first, &later));
    verdict(first.iter().map(|size| size.brotli).sum())
}

struct Size {
    file: String,
    raw: u64,
    brotli: u64,
}

/// The files that the first visit fetches, of those there are.
fn first_visit(files: &[String], content: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut found = vec!["index.html".to_owned()];
    let mut next = 0;
    while let Some(file) = found.get(next).cloned() {
        next += 1;
        let named: Vec<String> = match file.rsplit('.').next() {
            Some("html") => linked(&content(&file)),
            Some("js" | "css") => {
                let text = content(&file);
                let files = files.iter().filter(|other| *other != "index.html" && names(&text, other));
                files.cloned().collect()
            }
            _ => Vec::new(),
        };
        for name in named {
            if files.contains(&name) && !found.contains(&name) && !LATER.iter().any(|later| name.starts_with(later)) {
                found.push(name);
            }
        }
    }
    found
}

/// What a page's tags fetch at once.
fn linked(html: &str) -> Vec<String> {
    let fetched = ["stylesheet", "modulepreload", "preload", "icon", "manifest"];
    html.split('<')
        .filter_map(|tag| tag.split_once('>').map(|(tag, _)| tag))
        .filter_map(|tag| match tag.split_whitespace().next()? {
            "script" => attribute(tag, "src"),
            "link" if attribute(tag, "rel")?.split(' ').any(|rel| fetched.contains(&rel)) => attribute(tag, "href"),
            _ => None,
        })
        .map(|path| path.trim_start_matches("./").to_owned())
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

/// Whether a script or stylesheet names a file: between quotes, slashes or brackets.
fn names(text: &str, file: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| matches!(c, '\'' | '"' | '`' | '/' | '(' | ')'));
    text.match_indices(file)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + file.len()..].chars().next()))
}

fn measure(root: &Path, dist: &Path, files: Vec<String>) -> Result<Vec<Size>> {
    let mut brotli = Command::new(node::node()?);
    brotli.current_dir(dist).arg(root.join("xtask/js/brotli.js")).args(&files);
    let printed = capture(&mut brotli)?;
    let packed = printed.lines().map(|line| line.parse().unwrap_or(0));
    let mut sizes: Vec<Size> = files
        .into_iter()
        .zip(packed)
        .map(|(file, brotli)| {
            let raw = std::fs::metadata(dist.join(&file)).map_or(0, |metadata| metadata.len());
            Size { file, raw, brotli }
        })
        .collect();
    sizes.sort_by_key(|size| std::cmp::Reverse(size.brotli));
    Ok(sizes)
}

fn table(first: &[Size], later: &[Size]) -> String {
    let mut lines = format!("{:<44} {:>10} {:>10}\n", "The first visit fetches", "bytes", "brotli");
    for Size { file, raw, brotli } in first {
        lines += &format!("  {file:<42} {raw:>10} {brotli:>10}\n");
    }
    let raw: u64 = first.iter().map(|size| size.raw).sum();
    let brotli: u64 = first.iter().map(|size| size.brotli).sum();
    lines += &format!("  {:<42} {raw:>10} {brotli:>10}  of {BUDGET}\n", "in all");
    // What is cut from the page is what it weighs without: both belong before one's eyes.
    for Size { file, raw, brotli } in later.iter().filter(|size| size.file.ends_with(".wasm")) {
        lines += &format!("  {file:<42} {raw:>10} {brotli:>10}  when first needed\n");
    }
    if !later.is_empty() {
        let raw: u64 = later.iter().map(|size| size.raw).sum();
        let brotli: u64 = later.iter().map(|size| size.brotli).sum();
        let files = if later.len() == 1 { "file" } else { "files" };
        lines += &format!("  {:<42} {raw:>10} {brotli:>10}\n", format!("{} {files} for later or never", later.len()));
    }
    lines
}

fn verdict(brotli: u64) -> Result<()> {
    if brotli <= BUDGET {
        return Ok(());
    }
    Err(format!(
        "The first visit fetches {brotli} bytes, {} over its budget: make the page smaller, or move what it needs only later into a file of its own.",
        brotli - BUDGET
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_visit_is_what_the_page_reaches() {
        let content = |file: &str| {
            match file {
                "index.html" => {
                    r#"<link rel="stylesheet" href="./a.css"><link rel="apple-touch-icon" href="big.png">
                    <link rel="icon" href="icon.svg"><script type="module" src="./boot.js"></script>"#
                }
                "a.css" => "b { background: url('pattern.png') }",
                "boot.js" => {
                    r#"await import("./app.js"); "./app_bg.wasm"; register('sw.js'); new Worker("worker-start-1.js")"#
                }
                "worker-start-1.js" => "import './worker-2.js'",
                "app.js" => "import { f } from './snippets/x/inline0.js'; './chunk-later-1.wasm'; // not my_icon.png",
                "sw.js" => r#"["index.html", "big.png"]"#,
                _ => "",
            }
            .to_owned()
        };
        let files = [
            "a.css",
            "app.js",
            "app_bg.wasm",
            "big.png",
            "boot.js",
            "chunk-later-1.wasm",
            "icon.png",
            "icon.svg",
            "index.html",
            "pattern.png",
            "snippets/x/inline0.js",
            "sw.js",
            "worker-2.js",
            "worker-start-1.js",
        ]
        .map(str::to_owned);
        let mut first = first_visit(&files, &content);
        first.sort();
        let expected = [
            "a.css",
            "app.js",
            "app_bg.wasm",
            "boot.js",
            "icon.svg",
            "index.html",
            "pattern.png",
            "snippets/x/inline0.js",
        ];
        assert_eq!(first, expected);
    }

    #[test]
    fn the_table_adds_up() {
        let size = |file: &str, raw, brotli| Size { file: file.to_owned(), raw, brotli };
        let later = [size("sw.js", 9, 8), size("chunk-later-1.wasm", 7, 6)];
        let table = table(&[size("index.html", 1000, 300), size("a.css", 500, 200)], &later);
        assert!(table.contains(&format!("1500        500  of {BUDGET}")), "{table}");
        assert!(table.contains("2 files for later or never") && table.contains("chunk-later-1.wasm"), "{table}");
        assert!(!table.contains("sw.js"), "{table}");
    }

    #[test]
    fn over_the_budget_is_an_error() {
        assert!(verdict(BUDGET).is_ok());
        assert!(verdict(BUDGET + 1).unwrap_err().contains("1 over"));
    }
}
