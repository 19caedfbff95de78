//! Pages, pastes and documents of the shapes that people meet, each with what becomes of it beside it.
//!
//! `tests/fixtures/import/` has a folder a kind. `WRITE_EXPECTED=1` writes what becomes of each; look at every
//! difference as a reader would: is the headline there once, is nothing of the article lost and nothing around it kept?

use super::{lines, told};
use crate::{Found, Problem, paste, read};
use encoding_rs::Encoding;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/import");

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    entries
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A document of the parts that a folder holds, as they are.
pub(super) fn packed(folder: &Path) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let part = path.strip_prefix(folder).expect("within").to_string_lossy().replace('\\', "/");
            zip.start_file(part, stored).expect("a part");
            zip.write_all(&fs::read(&path).expect("a part")).expect("room");
        }
    }
    zip.finish().expect("an archive").into_inner()
}

/// The bytes of a page: a name such as `page.shift_jis.html` says in which encoding they are.
fn encoded(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("a file");
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Some((_, label)) = stem.rsplit_once('.') else { return bytes };
    let text = String::from_utf8(bytes).expect("text");
    if label == "utf-16le" {
        return [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    }
    let encoding = Encoding::for_label(label.as_bytes()).expect(label);
    let (bytes, _, lost) = encoding.encode(&text);
    assert!(!lost, "{stem}: not all of it is in {label}");
    bytes.into_owned()
}

fn imported(path: &Path) -> Result<Vec<Found>, Problem> {
    match path.parent().map(name).as_deref() {
        Some("pastes") => paste(&fs::read_to_string(path).expect("text")).map(|found| vec![found]),
        _ if path.is_dir() => read(&name(path), &packed(path)),
        _ => read(&name(path), &encoded(path)),
    }
}

fn shown(found: Result<Vec<Found>, Problem>) -> String {
    match found {
        Err(problem) => format!("{problem}\n"),
        Ok(found) => {
            let each = found.iter().map(|found| format!("{}\n{}", told(found), lines(found.proposed())));
            each.collect::<Vec<_>>().join("\n----\n\n")
        }
    }
}

/// The lines that only one of the two has, in their order; those around them would hide them.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let lost = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("  - {line}"));
    let new = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("  + {line}"));
    let lines: Vec<String> = lost.chain(new).collect();
    if lines.is_empty() {
        "  the same lines in another order, or another number of times".to_owned()
    } else {
        lines.join("\n")
    }
}

#[test]
fn what_becomes_of_pages_pastes_and_documents() {
    let write = std::env::var_os("WRITE_EXPECTED").is_some();
    let (mut count, mut differences) = (0, Vec::new());
    for path in entries(Path::new(FOLDER)).iter().flat_map(|folder| entries(folder)) {
        if path.extension().is_some_and(|it| it == "expected") {
            continue;
        }
        count += 1;
        let beside = path.with_extension("expected");
        let shown = shown(imported(&path));
        if write {
            fs::write(&beside, shown).expect("a file");
            continue;
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if expected != shown {
            differences.push(format!("{}\n{}", name(&path), difference(&expected, &shown)));
        }
    }
    assert!(count >= 36, "there are {count}");
    assert!(differences.is_empty(), "WRITE_EXPECTED=1 writes them anew:\n\n{}", differences.join("\n\n"));
}
