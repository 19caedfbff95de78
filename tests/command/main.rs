//! The command: the examples of its documentation, run as they stand there, and how it refuses.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_glossator");
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A folder of its own for a test, with the files that the documentation speaks of.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}"));
    let _ = fs::remove_dir_all(&folder);
    copy(&Path::new(ROOT).join("tests/fixtures/command"), &folder);
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
}

fn run(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(PROGRAM)
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    // It may end without having read all of it.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("an end")
}

#[cfg(unix)]
#[test]
fn the_examples_of_the_documentation_are_true() {
    let folder = folder("examples");
    let documentation = fs::read_to_string(Path::new(ROOT).join("docs/command.md")).expect("the documentation");
    let blocks: Vec<&str> =
        documentation.split("```console\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
    assert!(blocks.len() >= 6, "there are examples");
    let folders = [Path::new(PROGRAM).parent().expect("a folder").to_path_buf()];
    let before = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
    let path = std::env::join_paths(folders.into_iter().chain(before)).expect("a path");
    for block in blocks {
        let mut shown = String::new();
        for line in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
            let output = Command::new("sh")
                .current_dir(&folder)
                .args(["-c", &format!("( {line} ) 2>&1")])
                .env("PATH", &path)
                .output()
                .expect("a shell");
            shown.push_str(&format!("$ {line}\n{}", String::from_utf8_lossy(&output.stdout)));
            if let Some(code) = output.status.code().filter(|code| *code != 0) {
                shown.push_str(&format!("(ends with {code})\n"));
            }
        }
        assert_eq!(shown.trim_end(), block.trim_end());
    }
}

#[test]
fn it_refuses_in_a_sentence_and_ends_with_two_or_one() {
    let folder = folder("refusals");
    for (args, code, sentence) in [
        (&[][..], 2, "There is no verb."),
        (&["frob"][..], 2, "There is no verb `frob`."),
        (&["check"][..], 2, "There is no file."),
        (&["check", "--frob"][..], 2, "invalid option '--frob'."),
        (&["convert", "ferry.txt"][..], 2, "Say with --to in which format."),
        (&["convert", "ferry.txt", "--to", "frob"][..], 2, "There is no format `frob`"),
        (&["convert", "a", "b", "--to", "csv"][..], 2, "There is more than one file."),
        (&["convert", "corpus/ferry.ann", "--to", "brat"][..], 2, "several files"),
        (&["convert", "corpus/ferry.ann", "--to", "csv", "--map", "x"][..], 2, "no mapping"),
        (&["import", "ferry.txt"][..], 2, "Say with --out where to."),
        (&["import", "ferry.txt", "--out", "x", "--created", "noon"][..], 2, "`noon` is no date"),
        (&["merge", "ferry.txt"][..], 2, "Say with --out where to."),
        (&["anchor", "ferry.txt"][..], 2, "Say with --onto in which article."),
        (&["check", "missing"][..], 1, "missing cannot be read"),
        (&["check", "corpus"][..], 1, "corpus is a folder."),
        (&["check", "ferry.txt"][..], 1, "no annotations that are understood"),
        (&["import", "letters.epub", "--chapter", "two", "--out", "x"][..], 2, "two"),
        (&["import", "letters.epub", "--out", "x"][..], 1, "say which with --chapter"),
        (&["import", "letters.epub", "--chapter", "3", "--out", "x"][..], 1, "There is no chapter 3; the last is 2."),
        (&["import", "missing", "--out", "x"][..], 1, "missing cannot be read"),
        (&["import", "ferry.txt", "--out", "no/such/folder/x"][..], 1, "cannot be written"),
    ] {
        let output = run(&folder, args, b"");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.starts_with("glossator: ") && said.contains(sentence), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn standard_streams_do_for_files() {
    let folder = folder("streams");
    let text = fs::read(folder.join("ferry.txt")).expect("a text");
    let made = run(&folder, &["import", "-", "--out", "-", "--created", "2026-02-04T08:00:00Z"], &text);
    assert!(made.status.success());
    let page = run(&folder, &["convert", "-", "--to=html", "--quiet"], &made.stdout);
    assert!(page.status.success() && page.stdout.starts_with(b"<!doctype html>"));
    assert!(page.stderr.is_empty());
    // And the page is the file again, byte for byte.
    let again = run(&folder, &["convert", "-", "--to", "glossator"], &page.stdout);
    assert_eq!(String::from_utf8_lossy(&again.stdout), String::from_utf8_lossy(&made.stdout));
    let large = vec![b' '; 20 * 1024 * 1024 + 1];
    let refused = run(&folder, &["check", "-"], &large);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("larger than 20 MB"));
}

#[test]
fn a_corpus_becomes_a_folder_of_files_and_a_failure_leaves_what_was_there() {
    let folder = folder("corpus");
    fs::write(
        folder.join("many.jsonl"),
        "{\"text\":\"Same title.\",\"label\":[[0,4,\"claim\"]]}\n{\"text\":\"Same title.\",\"label\":[]}\n{\"text\":\"../../x\",\"label\":[]}\n",
    )
    .expect("a file");
    let done = run(&folder, &["convert", "many.jsonl", "--to", "brat", "--out", "out/", "--quiet"], b"");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut names: Vec<String> = fs::read_dir(folder.join("out"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let expected = ["same-title-2.ann", "same-title-2.txt", "same-title.ann", "same-title.txt", "x.ann", "x.txt"];
    assert_eq!(names, expected);
    let rows = run(&folder, &["convert", "many.jsonl", "--to", "hugging-face", "--quiet"], b"");
    assert_eq!(String::from_utf8_lossy(&rows.stdout).lines().count(), 3);
    fs::write(folder.join("kept"), "mine").expect("a file");
    let refused = run(&folder, &["convert", "cut-off.json", "--to", "csv", "--out", "kept"], b"");
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.join("kept")).expect("a file"), "mine");
}
