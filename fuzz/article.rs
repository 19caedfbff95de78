//! Plain text as an article, and dates: nothing is lost, and what is known of an article stands in it.

use glossator_core::article::{date, plain_text};
use glossator_core::text::canonical;

pub fn run(bytes: &[u8]) {
    let source = &String::from_utf8_lossy(bytes);
    let article = plain_text::parse(source);
    let text = article.text.as_str();
    assert_eq!(canonical(text), text);
    let blocks: String = article.blocks.iter().map(|block| format!("{}\n", article.text.slice(block.range))).collect();
    assert_eq!(blocks, text, "a block is no line of the text");
    assert!(article.blocks.iter().all(|block| !article.text.slice(block.range).trim().is_empty()));
    letters_are_kept(source, text);
    let metadata = &article.metadata;
    for known in [&metadata.title, &metadata.author, &metadata.address] {
        assert!(text.contains(known.as_str()), "{known:?} stands nowhere");
    }
    assert!(!article.name().trim().is_empty());
    // What was taken in is taken in again as the same text.
    for line in source.lines() {
        if let Some(date) = date::parse(line) {
            assert_eq!(date::parse(&date).as_ref(), Some(&date), "of {line:?}");
            assert_ne!(date::display(&date), date, "an ISO date is shown as people read it");
        } else {
            date::display(line);
        }
    }
}

/// Letters are never markers, so every one of them is there, in its order, but for what stands behind a code fence.
fn letters_are_kept(source: &str, text: &str) {
    let letters = |text: &str| text.chars().filter(|char| char.is_alphabetic()).collect::<Vec<char>>();
    let (before, after) = (letters(source), letters(text));
    let mut left = after.iter().peekable();
    let gone = before.iter().filter(|char| left.next_if_eq(char).is_none()).count();
    assert_eq!(left.next(), None, "invented in {text:?}");
    let fenced = |line: &&str| line.contains("```") || line.contains("~~~");
    // Whatever ends a line anywhere.
    let lines = source.split(|char: char| char.is_control() || char == '\u{2028}' || char == '\u{2029}');
    let behind_fences: usize = lines.filter(fenced).map(|line| letters(line).len()).sum();
    assert!(gone <= behind_fences, "{gone} letters are lost in {text:?}");
}
