//! Our own files: what is read is written, and what was written is read as the same.

use glossator_core::document::Document;
use glossator_core::file::{
    self, Problem, read, read_annotation, read_header, read_newer, write, write_annotation, write_header,
};

pub fn run(bytes: &[u8]) {
    if let Ok(file) = read(bytes) {
        assert!(file.problems.iter().all(|problem| !problem.to_string().is_empty()));
        comes_back(&file.document);
        records_come_back(&file.document);
    }
    // To look at a file of a later version, as far as it is understood, must do no harm.
    let _ = read_newer(bytes).map(|file| write(&file.document, "0.1.0"));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = read_annotation(text);
        let _ = read_header(text);
    }
}

/// A document is read as it was written: the same values, nothing to tell of, and the same bytes again.
pub fn comes_back(document: &Document) {
    let written = write(document, "0.1.0");
    if written.len() as u64 > file::SIZE_MAX {
        return;
    }
    let again = match read(written.as_bytes()) {
        Ok(again) => again,
        Err(problem) => panic!("what was written is not read: {problem}\n{written}"),
    };
    assert!(again.problems.iter().all(stays), "{:?} of {written}", again.problems);
    assert_eq!(&again.document, document, "{written}");
    assert_eq!(write(&again.document, "0.1.0"), written);
}

fn records_come_back(document: &Document) {
    let header = read_header(&write_header(document, "0.1.0")).expect("a header");
    assert_eq!(header.article, document.article);
    for annotation in document.annotations.iter() {
        let (again, problems) = read_annotation(&write_annotation(annotation, document)).expect("a record");
        assert_eq!(&again, &**annotation);
        assert!(problems.iter().all(stays), "{problems:?}");
    }
}

/// What is kept as it was found is found again: annotations that cannot be read, words and positions that are none.
fn stays(problem: &Problem) -> bool {
    matches!(problem, Problem::Unread { .. } | Problem::Words { .. } | Problem::Position { .. } | Problem::More { .. })
}
