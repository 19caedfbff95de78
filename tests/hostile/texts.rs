//! Texts, and what is no text at all.

use super::*;
use glossator_core::article::plain_text::parse;
use glossator_core::import::{self, Input};
use glossator_core::text::canonical;

/// What is left of a text without white space.
fn ink(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// A file that is nothing of ours nor of anybody's: refused, in a sentence.
#[track_caller]
fn nothing(bytes: &[u8]) {
    assert!(file::read(bytes).is_err());
    let problem = import::read(&[Input { name: "page.html", bytes }]).expect_err("a refusal").to_string();
    assert!(problem.ends_with('.') && problem.len() > 20, "{problem}");
}

#[test]
fn an_empty_file() {
    nothing(b"");
    nothing(b"\xef\xbb\xbf");
    nothing(b" \r\n\t");
    assert_eq!(parse("").text.as_str(), "");
}

#[test]
fn a_pdf_and_a_zip_named_html() {
    nothing(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj");
    nothing(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj");
    nothing(b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe");
}

#[test]
fn several_files_at_once() {
    let one = Input { name: "a", bytes: b"{}" };
    assert!(import::read(&[one, one]).is_err() && import::read(&[one; 9]).is_err() && import::read(&[]).is_err());
}

#[test]
fn wrong_and_lying_encodings() {
    let utf16: Vec<u8> = "\u{feff}{\"type\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    nothing(&utf16);
    nothing(b"{\"type\": \"caf\xe9\"}");
    nothing(b"\xff\xfe\x00\x00");
    // An overlong slash, half of a surrogate pair, and what lies beyond the last character.
    for wrong in [&b"\"\xc0\xaf\""[..], b"\"\xed\xa0\x80\"", b"\"\xf4\x90\x80\x80\""] {
        nothing(wrong);
    }
    // A declaration is not believed; UTF-8 it is.
    let page = format!("<?xml encoding=\"utf-7\"?><meta charset=utf-16>{}", "+ADw-script+AD4-");
    nothing(page.as_bytes());
}

#[test]
fn nul_and_other_controls() {
    let article = parse("one\0two\u{1}three\u{7f}\n\nfour\u{1b}[31m");
    assert_eq!(ink(article.text.as_str()), "one\0two\u{1}three\u{7f}four\u{1b}[31m");
}

#[test]
fn hidden_text_stays() {
    let text = "seen\u{200b}\u{202e}neddih\u{202c} \u{e0041}\u{feff}";
    assert_eq!(ink(parse(text).text.as_str()), ink(text));
}

#[test]
fn markdown_with_raw_html() {
    let text =
        "# Title\n\nSome <script>alert(1)</script> and <img src=x onerror=alert(1)>.\n\n<iframe src='x'></iframe>\n";
    let article = parse(text);
    assert!(article.text.as_str().contains("<script>alert(1)</script> and <img src=x onerror=alert(1)>."));
    assert!(article.blocks.iter().all(|block| block.inlines.is_empty()), "no markup is made of it");
}

#[test]
fn fifty_thousand_asterisks() {
    for text in ["*".repeat(50_000), "* ".repeat(50_000), format!("a {}b", "**".repeat(25_000)), "_*".repeat(25_000)] {
        let article = parse(&text);
        assert!(article.text.len() <= text.len() + 1);
        assert_eq!(canonical(article.text.as_str()), article.text.as_str());
    }
}

#[test]
fn two_hundred_thousand_nested_quotations() {
    for text in [format!("{}x", ">".repeat(200_000)), "<div>".repeat(200_000), format!("{}x", "- ".repeat(200_000))] {
        assert!(parse(&text).text.as_str().contains(['x', 'd']));
    }
}

#[test]
fn a_line_of_ten_megabytes() {
    let text = "a line of ten megabytes ".repeat((10 << 20) / 24 + 1);
    let article = parse(&text);
    assert_eq!(article.blocks.len(), 1);
    assert_eq!(article.text.len(), text.trim_end().len() + 1);
    assert!(article.name().len() < 100);
}
