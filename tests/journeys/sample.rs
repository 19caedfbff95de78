//! The sample is read beforehand, and the page carries what came of it.

use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::article::plain_text;
use glossator_core::document::Document;
use glossator_core::file;

/// Run it with `WRITE_SAMPLE=1` after the sample or the header of the format has changed.
#[test]
fn the_page_carries_the_sample_as_it_is_read() {
    let mut article = plain_text::parse(include_str!("../../src/core/article/sample.md"));
    // Plain text does not say it, and the page around it may speak another.
    article.metadata.language = "en".to_owned();
    let document = Document::new(Iri::new("urn:x-glossator:sample"), article, Timestamp(0));
    let header = file::write_header(&document, "");
    if std::env::var_os("WRITE_SAMPLE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/app/sample.json"), &header)
            .expect("the project's folder");
    } else {
        let carried = include_str!("../../src/app/sample.json");
        assert_eq!(carried, header, "cargo xtask test native with WRITE_SAMPLE=1 writes it anew");
        assert_eq!(file::read_header(carried).expect("our own").article, document.article);
    }
}
