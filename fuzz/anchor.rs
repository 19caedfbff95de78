//! Any target onto any text. Parts between lines `===`: numbers, a text, and the text to look in or, where there are
//! more, the words, what stands before and what stands after them.
//!
//! The first two numbers are a range of the first text, which is described; with words, they are the position that
//! somebody else says.

use crate::notation;
use glossator_core::anchor::{Anchor, anchor};
use glossator_core::reanchor::Finder;
use glossator_core::selector::{Target, TextPositionSelector, describe};
use glossator_core::text::Text;

pub fn run(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let parts = notation::parts(&input, "===");
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let numbers = notation::numbers(part(0));
    let text = Text::new(part(1));
    if parts.len() > 3 {
        let mut target = Target::default();
        target.quote.exact = part(2).to_owned();
        target.quote.prefix = part(3).to_owned();
        target.quote.suffix = part(4).to_owned();
        if let [start, end, ..] = numbers[..] {
            target.position = Some(TextPositionSelector { start, end, ..TextPositionSelector::default() });
        }
        look(&text, &target);
        return;
    }
    let other = Text::new(part(2));
    for range in notation::ranges(&text, &numbers).into_iter().filter(|range| !range.is_empty()) {
        let target = describe(&text, range);
        assert_eq!(anchor(&text, &target), Anchor::Exact(range), "described and not found");
        assert_eq!(Finder::new(text.clone()).find(&target), Anchor::Exact(range));
        look(&other, &target);
    }
}

fn look(text: &Text, target: &Target) {
    let cheap = anchor(text, target);
    believable(text, target, cheap);
    assert!(!matches!(cheap, Anchor::Changed { .. }), "the cheap half finds nothing that is only alike");
    let found = Finder::new(text.clone()).find(target);
    believable(text, target, found);
    if let Anchor::Exact(_) = cheap {
        assert_eq!(found, cheap);
    }
}

/// What is found lies on characters of the text and is what it is said to be.
pub fn believable(text: &Text, target: &Target, anchor: Anchor) {
    let Some(range) = anchor.range() else { return };
    let words = text.as_str().get(range.bytes()).expect("a range of characters");
    assert!(!words.is_empty(), "{anchor:?}");
    match anchor {
        Anchor::Exact(range) => {
            assert_eq!(words, target.quote.exact);
            let position = target.position.as_ref().expect("a position");
            assert_eq!(text.byte_to_code_point(range.start), Some(position.start));
        }
        Anchor::Moved(_) => assert_eq!(words, target.quote.exact),
        Anchor::Changed { score, .. } => {
            assert_ne!(words, target.quote.exact);
            assert!((1..1000).contains(&score), "{score}");
        }
        Anchor::Lost => {}
    }
}
