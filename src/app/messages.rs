//! The words on the screen, in one place. Plain and short: what happened, and what to do.

use glossator_core::annotation::{Annotation, Category};
use glossator_core::article::{Article, BlockKind};
use glossator_core::filter::Standing;
use glossator_core::sorting::sort;
use glossator_core::state::{Event, SaveState};

/// A category as people read it.
pub fn category(category: &Category) -> String {
    match category {
        Category::Claim => "Claim".to_owned(),
        Category::Quote => "Quote".to_owned(),
        Category::Opinion => "Opinion".to_owned(),
        Category::Other(name) if name.is_empty() => "Unclassified".to_owned(),
        Category::Other(name) => name.to_string(),
    }
}

/// The accessible name of a card: "Claim: the first words of it".
pub fn card_name(annotation: &Annotation) -> String {
    format!("{}: {}", category(&annotation.category), shortened(&annotation.quote(), 80))
}

/// `text` on one line, cut at a word to at most `max` code points and an ellipsis.
pub fn shortened(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(max) {
        None => line,
        Some((cut, _)) => {
            let cut = line[..cut].rfind(' ').filter(|&space| space > 0).unwrap_or(cut);
            format!("{}…", line[..cut].trim_end_matches([',', ';', ':', ' ']))
        }
    }
}

/// "1 annotation", "3 annotations".
pub fn annotations(count: usize) -> String {
    counted(count, "annotation", "annotations")
}

/// A number with its noun.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What is said of a selection.
pub fn selected(words: &str) -> String {
    format!("Selected: {}", shortened(words, 120))
}

/// What is said when the marker is taken up.
pub fn marker(with: &Category) -> String {
    format!("Marker on: each selection is marked as {}. Esc ends it", lower(with))
}

/// What is said where a key needs the text cursor.
pub const NO_CURSOR: &str = "Put the cursor into the article first: press Tab until it is there, then an arrow";

/// A character as it is spoken.
pub fn character(character: &str) -> String {
    match character {
        " " | "\u{a0}" => "Space".to_owned(),
        "\n" | "" => "End of the paragraph".to_owned(),
        other => other.to_owned(),
    }
}

/// "Sentence 4: …"; `at` counts from 0.
pub fn sentence(at: usize, words: &str) -> String {
    format!("Sentence {}: {}", at + 1, shortened(words, 200))
}

/// "Sentence 4: …, selected"; both count from 0.
pub fn selected_sentences(first: usize, last: usize, words: &str) -> String {
    if first == last {
        format!("{}, selected", sentence(first, words))
    } else {
        format!("Sentences {} to {}: {}, selected", first + 1, last + 1, shortened(words, 200))
    }
}

/// "Paragraph, 3 of 12: …"; `at` counts from 0.
pub fn block(kind: &BlockKind, at: usize, of: usize, words: &str) -> String {
    format!("{}, {} of {of}: {}", block_kind(kind), at + 1, shortened(words, 120))
}

/// What is said after something happened.
pub fn event(event: &Event) -> String {
    match event {
        Event::Marked(it) => format!("Marked as {}", lower(it)),
        Event::Placed(it) => format!("The {} has these words now", lower(it)),
        Event::Recategorised(it) => format!("Changed to {}", lower(it)),
        Event::Split(it) => format!("The {} is two now", lower(it)),
        Event::Joined(it) => format!("One {} now", lower(it)),
        Event::Deleted(it) => format!("Deleted: {}", lower(it)),
        Event::Undone(count) => format!("Undone: {} changed", annotations(*count)),
        Event::Redone(count) => format!("Redone: {} changed", annotations(*count)),
        Event::Back { count, redo } => {
            let said = if *redo { "Redone" } else { "Undone" };
            format!("{said}: {} back", counted(*count, "annotation is", "annotations are"))
        }
        Event::ChangedElsewhere(count) => {
            format!("{} changed in another tab since, and left as it is now", annotations(*count))
        }
        Event::Merged { added: 0, kept_both: 0, replaced: 0 } => "Nothing new came: all is as it was".to_owned(),
        Event::Merged { added, kept_both, replaced } => {
            let mut said = format!("Merged: {} added", annotations(*added));
            for (count, what) in [(*kept_both, "kept in both versions"), (*replaced, "replaced")] {
                if count > 0 {
                    said.push_str(&format!(", {count} {what}"));
                }
            }
            said
        }
        Event::Replaced => "This is the new version now. The one before is kept with it".to_owned(),
        Event::OtherVersion => "The article is the other version again, with its annotations".to_owned(),
        Event::ReplacedElsewhere => "Another tab replaced the article since. It was left as it is now".to_owned(),
        Event::OtherTab(count) => format!("Another tab changed {}", annotations(*count)),
        Event::KeptBoth => "Another tab changed the same annotation. Both versions are kept".to_owned(),
    }
}

fn lower(it: &Category) -> String {
    category(it).to_ascii_lowercase()
}

/// The save state; it begins "Saved", "Saving" or "Not saved".
pub fn save_state(
    state: &SaveState,
    keeps: bool,
    time_of_day: impl Fn(glossator_core::annotation::Timestamp) -> String,
) -> String {
    match state {
        SaveState::NotSaved(_) => "Not saved: export a copy".to_owned(),
        _ if !keeps => "Not saved: export a copy".to_owned(),
        SaveState::Saving => "Saving…".to_owned(),
        SaveState::Saved(None) => "Saved on this device".to_owned(),
        SaveState::Saved(Some(at)) => format!("Saved on this device {}", time_of_day(*at)),
    }
}

/// "1 heading, 12 paragraphs and 3 list items".
pub fn blocks(article: &Article) -> String {
    let count = |wanted: fn(&BlockKind) -> bool| article.blocks.iter().filter(|block| wanted(&block.kind)).count();
    let parts: Vec<String> = [
        (count(|it| matches!(it, BlockKind::Heading { .. })), "heading", "headings"),
        (count(|it| matches!(it, BlockKind::Paragraph)), "paragraph", "paragraphs"),
        (count(|it| matches!(it, BlockKind::ListItem { .. })), "list item", "list items"),
        (count(|it| matches!(it, BlockKind::Blockquote)), "quotation", "quotations"),
        (count(|it| matches!(it, BlockKind::Preformatted)), "preformatted block", "preformatted blocks"),
        (count(|it| matches!(it, BlockKind::Caption)), "caption", "captions"),
        (count(|it| matches!(it, BlockKind::TableRow)), "table row", "table rows"),
        (count(|it| matches!(it, BlockKind::Furniture)), "line around the article", "lines around the article"),
    ]
    .into_iter()
    .filter(|(count, _, _)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    listed(&parts)
}

/// "2 claims, 1 quote and 3 opinions", in the order of the categories; others by their names.
pub fn categories<'a>(annotations: impl Iterator<Item = &'a Annotation>) -> String {
    let mut counts: Vec<(Category, usize)> = Vec::new();
    for annotation in annotations {
        match counts.iter_mut().find(|(category, _)| *category == annotation.category) {
            Some((_, count)) => *count += 1,
            None => counts.push((annotation.category.clone(), 1)),
        }
    }
    sort(&mut counts, |one, other| one.0.cmp(&other.0));
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(it, count)| match it {
            Category::Claim => counted(count, "claim", "claims"),
            Category::Quote => counted(count, "quote", "quotes"),
            Category::Opinion => counted(count, "opinion", "opinions"),
            other => format!("{count} × {}", category(&other)),
        })
        .collect();
    listed(&parts)
}

/// "one, two and three".
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What a block is called in the preview of a new article.
pub fn block_kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading { level: 1 } => "Title",
        BlockKind::Heading { .. } => "Heading",
        BlockKind::Paragraph => "Paragraph",
        BlockKind::ListItem { .. } => "List item",
        BlockKind::Blockquote => "Quotation",
        BlockKind::Preformatted => "Preformatted",
        BlockKind::Caption => "Caption",
        BlockKind::TableRow => "Table row",
        BlockKind::Furniture => "Around it",
    }
}

/// What is still to do.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::NoNote => "No note",
        Standing::NoSource => "No source",
        Standing::Unchecked => "Unchecked",
        Standing::Changed => "Words changed",
        Standing::Lost => "Words not found",
    }
}

/// "3 of 12 annotations shown".
pub fn shown(shown: usize, all: usize) -> String {
    format!("{shown} of {} shown", annotations(all))
}

/// What a command of the keymap does.
pub fn command(name: &str) -> &'static str {
    match name {
        "claim" => {
            "Mark as claim: the selected words, or the sentence at the text cursor; else change the annotation in focus"
        }
        "quote" => "The same as quote; at the text cursor, the quotation in the sentence, if there is one",
        "opinion" => "The same as opinion",
        "repeat" => "The same with the category that was used last",
        "sentence" => "Select the sentence at the text cursor; again, the next one too",
        "quotation" => "Select the quotation at the text cursor; again, the next one",
        "next" => "Next annotation",
        "previous" => "Previous annotation",
        "note" => "Write a note on the annotation in focus",
        "extend" => "Add the selected words to the annotation in focus",
        "split" => "Divide the annotation in focus at the text cursor",
        "join" => "Join the annotation in focus and the next one of its category",
        "delete" => "Delete the annotation in focus",
        "out" => "One step out: from the note to its card, from the card to the text",
        "find" => "Find and filter annotations",
        "undo" => "Undo",
        "redo" => "Redo",
        _ => "This help",
    }
}

/// A key as it is printed on the keyboard.
pub fn key(chord: &str) -> String {
    let part = |part: &str| match part {
        "Escape" => "Esc".to_owned(),
        one if one.chars().count() == 1 => one.to_ascii_uppercase(),
        other => other.to_owned(),
    };
    // A plus may be the key itself.
    match chord.strip_suffix("++") {
        Some(held) => format!("{held}++"),
        None => chord.split('+').map(part).collect::<Vec<_>>().join("+"),
    }
}

/// The keys that cannot be changed, as the help lists them.
pub const KEYS: [(&str, &str); 10] = [
    ("← → ↑ ↓", "In the text: move the cursor by character and line"),
    ("Ctrl+← Ctrl+→", "In the text: move by word"),
    ("Alt+← Alt+→", "In the text: move by sentence"),
    ("PageUp PageDown", "In the text: move by paragraph"),
    ("Home End", "In the text: to the start or end of the paragraph, with Ctrl of the article"),
    ("Shift with these", "Select on the way"),
    ("Enter", "In the text: begin a selection, and end it"),
    ("Shift+← Shift+→", "On a card: move the end of its words, with Ctrl the start, with Alt by word"),
    ("Ctrl+Enter", "In a note: done"),
    ("Tab", "From the tools to the text, from there to the annotation in focus"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::annotation::Timestamp;

    #[test]
    fn text_is_shortened_at_words() {
        assert_eq!(shortened("one two  three\nfour", 80), "one two three four");
        assert_eq!(shortened("one two, three", 10), "one two…");
        assert_eq!(shortened(&"é".repeat(30), 10), format!("{}…", "é".repeat(10)));
    }

    #[test]
    fn the_save_state_begins_as_promised_and_never_claims_too_much() {
        let words = |state: &SaveState, keeps| save_state(state, keeps, |_| "14:02".to_owned());
        assert_eq!(words(&SaveState::Saved(Some(Timestamp(1))), true), "Saved on this device 14:02");
        assert_eq!(words(&SaveState::Saved(None), true), "Saved on this device");
        assert_eq!(words(&SaveState::Saving, true), "Saving…");
        for (state, keeps) in [
            (SaveState::NotSaved("full".into()), true),
            (SaveState::Saved(Some(Timestamp(1))), false),
            (SaveState::Saving, false),
        ] {
            assert!(words(&state, keeps).starts_with("Not saved"), "{state:?}");
        }
    }

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(listed(&[]), "nothing");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
