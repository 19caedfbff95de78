//! Two documents with a line `=====` between: mine stays byte for byte, theirs comes, and the same again changes nothing.

use crate::{file, notation};
use glossator_core::document::Document;
use glossator_core::file::{read, write, write_annotation};
use glossator_core::merge::merge;
use glossator_core::transaction::Origin;

pub fn run(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let parts = notation::parts(&input, "=====");
    let mine = notation::document(parts[0]);
    let theirs = notation::document(parts.get(1).copied().unwrap_or_default());
    file::comes_back(&mine);
    into(&mine, &theirs);
    into(&theirs, &mine);
    into(&mine, &mine);
}

fn into(mine: &Document, theirs: &Document) {
    let step = merge(mine, &[theirs]);
    let told = step.added + step.renewed + step.kept_both + step.taken + step.same;
    assert_eq!(told, theirs.annotations.len());
    let mut both = mine.clone();
    step.transaction.apply(&mut both.annotations);
    for annotation in mine.annotations.iter() {
        let now = both.annotations.get(&annotation.id).expect("mine");
        assert_eq!(write_annotation(now, &both), write_annotation(annotation, mine), "mine is not what it was");
    }
    // One without a note says nothing that one with a note on the same words does not.
    for annotation in theirs.annotations.iter().filter(|it| !it.note.is_empty()) {
        let says = |note: &str| both.annotations.iter().any(|mine| mine.note == note);
        assert!(says(&annotation.note), "theirs did not come: {annotation:?}");
    }
    assert!(merge(&both, &[theirs]).transaction.changes.is_empty(), "the same again changes something");
    // What was merged goes on as a file, and comes home to both.
    let file = read(write(&both, "0.1.0").as_bytes()).expect("our own file").document;
    assert_eq!(write(&file, "0.1.0"), write(&both, "0.1.0"));
    assert!(merge(&file, &[mine]).transaction.changes.is_empty(), "mine came home as something else");
    let mut undone = both;
    step.transaction.invert(Origin::Undo).apply(&mut undone.annotations);
    assert_eq!(&undone, mine);
}
