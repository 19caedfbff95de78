//! What must hold of whatever is read.

use crate::{Found, paste, read};
use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::article::{Article, InlineKind};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::text::canonical;
use proptest::prelude::*;

fn sound(article: &Article) -> Result<(), TestCaseError> {
    let text = article.text.as_str();
    prop_assert_eq!(&canonical(text), text);
    for block in &article.blocks {
        prop_assert!(text.get(block.range.bytes()).is_some_and(|words| !words.is_empty()), "{:?}", block);
        for inline in &block.inlines {
            prop_assert!(text.get(inline.range.bytes()).is_some(), "{:?}", inline);
            prop_assert_eq!(block.range.intersect(inline.range), Some(inline.range));
            if let InlineKind::Link { href } = &inline.kind {
                prop_assert!(file::is_link(href), "{}", href);
            }
        }
    }
    let document = Document::new(Iri::new("urn:x:1"), article.clone(), Timestamp(0));
    let again = file::read(file::write(&document, "0.1.0").as_bytes()).expect("our own file");
    prop_assert!(again.problems.is_empty(), "{:?}", again.problems);
    prop_assert_eq!(&*again.document.article, article);
    Ok(())
}

fn all_sound(found: &[Found]) -> Result<(), TestCaseError> {
    found.iter().flat_map(|found| found.article.iter().chain([&found.whole])).try_for_each(sound)
}

/// Tags, words and what stands between them, in whatever order.
fn soup() -> impl Strategy<Value = String> {
    const NAMES: &str = "p|div|b|i|a|ul|ol|li|table|tr|td|th|blockquote|pre|h1|h2|br|q|rt|ruby|figure|figcaption|dl|dd|svg|\
                         style|math|details|summary|form|button|nav|code|span|template|select|option|noscript|title|body|frameset";
    let name = prop::sample::select(NAMES.split('|').map(str::to_owned).collect::<Vec<_>>());
    let attribute = prop::sample::select(vec![
        "",
        " hidden",
        " href=https://a.example/x",
        " href='javascript:x'",
        " href=#1",
        " style='mso-list:l0 level2'",
        " style='font-weight:700;font-style:italic'",
        " style=display:none",
        " class=comment",
    ]);
    let word = prop::sample::select(vec![
        "word",
        " ",
        "\n",
        "\t",
        "1",
        "\u{a0}",
        "\u{feff}",
        "🚢",
        "e\u{301}",
        "\u{2028}",
        "\u{85}",
        "&lt;b&gt;",
        "&#0;",
        "<!--",
        "-->",
        "\r",
        ".",
    ]);
    let piece = prop_oneof![
        (name.clone(), attribute).prop_map(|(name, attribute)| format!("<{name}{attribute}>")),
        name.prop_map(|name| format!("</{name}>")),
        word.clone().prop_map(str::to_owned),
        word.prop_map(|word| word.repeat(9)),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_soup_of_tags_becomes_an_article(soup in soup(), name in prop::sample::select(vec!["a.html", "a.md", "a.txt", "a"])) {
        if let Ok(found) = read(name, soup.as_bytes()) {
            all_sound(&found)?;
        }
        if let Ok(found) = paste(&soup) {
            all_sound(&[found])?;
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400), start in prop::sample::select(vec!["", "<p>", "PK\u{3}\u{4}", "\u{feff}"])) {
        let bytes = [start.as_bytes(), &bytes].concat();
        for name in ["a.html", "a.md", "a.docx"] {
            if let Ok(found) = read(name, &bytes) {
                all_sound(&found)?;
            }
        }
    }
}
