//! Inputs that mean harm, each by its name, and what is done about it: files, exports and texts.

mod exports;
mod files;
mod texts;

use glossator_core::annotation::{Annotation, Iri};
use glossator_core::document::Document;
use glossator_core::file::{self, Problem, write};
use glossator_core::merge::{Merge, merge};
use serde_json::Value;

/// A file as it is written, with everything in it that the format has.
const FERRY: &str = include_str!("../fixtures/files/winter-ferry.glossator.json");

/// What is read of a file that is read; what is written of it is read as the same.
#[track_caller]
fn read(content: impl AsRef<[u8]>) -> (Document, Vec<Problem>) {
    let file = file::read(content.as_ref()).expect("a file that is read");
    let again = file::read(write(&file.document, "0.1.0").as_bytes()).expect("what was written");
    assert_eq!(again.document, file.document);
    (file.document, file.problems)
}

/// A file that is refused, and why.
#[track_caller]
fn refused(content: impl AsRef<[u8]>, sentence: &str) {
    let problem = file::read(content.as_ref()).expect_err("a refusal").to_string();
    assert!(problem.starts_with(sentence) && problem.ends_with("Nothing was changed."), "{problem}");
}

fn ferry() -> Document {
    read(FERRY).0
}

/// [`FERRY`] with a change, as JSON.
fn ferry_with(change: impl FnOnce(&mut Value)) -> String {
    let mut file = serde_json::from_str(FERRY).expect("JSON");
    change(&mut file);
    file.to_string()
}

/// The item of that number.
fn item(file: &mut Value, number: usize) -> &mut Value {
    &mut file["first"]["items"][number]
}

fn first(document: &Document) -> &Annotation {
    let items: Value = serde_json::from_str(FERRY).expect("JSON");
    let id = items["first"]["items"][0]["id"].as_str().expect("an id").to_owned();
    document.annotations.get(&Iri::new(id)).expect("the first")
}

/// Merges a file into mine; whatever it is, mine is there as it was, byte for byte, and one step takes it back.
#[track_caller]
fn merged(content: &str) -> (Merge, Document) {
    let (mine, (theirs, _)) = (ferry(), read(content));
    let step = merge(&mine, &[&theirs]);
    let mut both = mine.clone();
    step.transaction.apply(&mut both.annotations);
    for annotation in mine.annotations.iter() {
        let now = both.annotations.get(&annotation.id).expect("mine is there");
        assert_eq!(file::write_annotation(now, &both), file::write_annotation(annotation, &mine));
    }
    let mut undone = both.clone();
    step.transaction.invert(glossator_core::transaction::Origin::Undo).apply(&mut undone.annotations);
    assert_eq!(undone, mine);
    (step, both)
}

/// What came of a merge: new, kept in both versions, the same.
fn came(step: &Merge) -> (usize, usize, usize) {
    (step.added, step.kept_both, step.same)
}
