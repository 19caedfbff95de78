//! A file of each format that was ever released is opened for ever, and loses nothing when it is written in today's.

use glossator_core::file;

/// By the version of the format. A fixture is added with each new one, and none is ever changed or taken out.
const RELEASED: [(u64, &str); 1] = [(1, include_str!("../fixtures/files/winter-ferry.glossator.json"))];

#[test]
fn files_of_every_format_are_opened() {
    for (version, text) in RELEASED {
        let says = serde_json::from_str::<serde_json::Value>(text).expect("JSON")["gl:formatVersion"].as_u64();
        assert_eq!(says, Some(version));
        let opened = file::read(text.as_bytes()).expect("opened");
        assert_eq!(opened.problems, []);
        assert_eq!(opened.document.annotations.len(), 5);
        let again = file::read(file::write(&opened.document, "0.0.0").as_bytes()).expect("opened again");
        assert_eq!((again.document, again.problems), (opened.document, vec![]));
    }
}

#[test]
fn there_is_a_fixture_of_the_format_that_is_written_today() {
    let today = file::write(&file::read(RELEASED[0].1.as_bytes()).expect("opened").document, "0.0.0");
    let version = serde_json::from_str::<serde_json::Value>(&today).expect("JSON")["gl:formatVersion"].as_u64();
    assert_eq!(version, RELEASED.last().map(|(version, _)| *version));
}
