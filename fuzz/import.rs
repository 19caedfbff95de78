//! Pages and documents, of a kind that the first byte chooses: nothing comes through but words, and what is made of them
//! is a document like any other.

use crate::file;
use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::article::{Article, InlineKind};
use glossator_core::document::Document;
use glossator_core::file::is_link;
use glossator_core::text::canonical;

/// What a file may be called.
const NAMES: [&str; 6] = ["a.html", "a.md", "a.txt", "a.docx", "a.epub", "a"];

pub fn run(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    match glossator_importer::read(NAMES[usize::from(*first) % NAMES.len()], bytes) {
        Ok(found) => {
            assert!(!found.is_empty());
            for found in found {
                found.article.into_iter().for_each(sound);
                sound(found.whole);
            }
        }
        Err(problem) => assert!(problem.to_string().ends_with('.')),
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(found) = glossator_importer::paste(text)
    {
        sound(found.whole);
    }
}

fn sound(article: Article) {
    let text = article.text.as_str();
    assert_eq!(canonical(text), text);
    for block in &article.blocks {
        assert!(text.get(block.range.bytes()).is_some_and(|words| !words.is_empty()), "{block:?}");
        for inline in &block.inlines {
            assert!(text.get(inline.range.bytes()).is_some(), "{inline:?}");
            assert_eq!(block.range.intersect(inline.range), Some(inline.range), "{inline:?} of {block:?}");
            if let InlineKind::Link { href } = &inline.kind {
                assert!(is_link(href), "{href}");
            }
        }
    }
    file::comes_back(&Document::new(Iri::new("urn:x:1"), article, Timestamp(1_782_000_000_000)));
}
