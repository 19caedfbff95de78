//! The words on the screen, in one place. Plain and short: what happened, and what to do.
//!
//! [`english`] has each sentence once, by a name, and a translation is a file with the same names. Here is what makes
//! sentences of values.

pub mod english;
mod template;
mod told;
mod translation;

pub use english::*;
pub use template::language as spoken;
pub use told::told;
pub use translation::take_up;

use glossator_core::annotation::{Annotation, Category, Timestamp};
use glossator_core::article::{Article, BlockKind};
use glossator_core::catalogue::{Count, counts};
use glossator_core::codebook::Codebook;
use glossator_core::filter::Standing;
use glossator_core::state::{Event, SaveState};

/// The languages that the page speaks, by their codes.
pub const LANGUAGES: [&str; 2] = ["en", "de"];

/// A category as people read it.
pub fn category(codebook: &Codebook, category: &Category) -> String {
    match category {
        known if !codebook.label(known).is_empty() => codebook.label(known),
        Category::Claim => claim(),
        Category::Quote => quote(),
        Category::Opinion => opinion(),
        Category::Other(name) if name.is_empty() => unclassified(),
        Category::Other(name) => name,
    }
    .to_owned()
}

/// A category within a sentence.
fn a_category<'a>(codebook: &'a Codebook, category: &'a Category) -> &'a str {
    match category {
        known if !codebook.label(known).is_empty() => codebook.label(known),
        Category::Claim => a_claim(),
        Category::Quote => a_quote(),
        Category::Opinion => an_opinion(),
        Category::Other(name) if name.is_empty() => an_unclassified(),
        Category::Other(name) => name,
    }
}

/// The accessible name of a card: "Claim: the first words of it".
pub fn card_name(codebook: &Codebook, annotation: &Annotation) -> String {
    [&category(codebook, &annotation.category), ": ", &shortened(&annotation.quote(), 80)].concat()
}

/// `text` on one line, cut at a word to at most `max` code points and an ellipsis.
pub fn shortened(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(max) {
        None => line,
        Some((cut, _)) => {
            let cut = line[..cut].rfind(' ').filter(|&space| space > 0).unwrap_or(cut);
            [line[..cut].trim_end_matches([',', ';', ':', ' ']), "…"].concat()
        }
    }
}

/// What is said of an annotation whose end was moved.
pub fn moved_end(codebook: &Codebook, annotation: &Annotation) -> String {
    [&category(codebook, &annotation.category), ": ", &both_ends(&annotation.quote())].concat()
}

/// `text` on one line; of a long one both ends, for either may be what matters.
fn both_ends(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().rev().nth(39) {
        Some((start, _)) if line.chars().count() > 80 => {
            let start = line[start..].find(' ').map_or(start, |space| start + space);
            [&shortened(&line, 40), &line[start..]].concat()
        }
        _ => line,
    }
}

/// What is said of a selection.
pub fn selected(words: &str) -> String {
    selection(&shortened(words, 120))
}

/// What is said when the marker is taken up.
pub fn marker(codebook: &Codebook, with: &Category) -> String {
    marker_on(a_category(codebook, with))
}

/// A character as it is spoken.
pub fn character(character: &str) -> String {
    match character {
        " " | "\u{a0}" => space().to_owned(),
        "\n" | "" => paragraph_end().to_owned(),
        other => other.to_owned(),
    }
}

/// "Sentence 4: …"; `at` counts from 0.
pub fn sentence(at: usize, words: &str) -> String {
    sentence_at(at + 1, &shortened(words, 200))
}

/// "Sentence 4: …, selected"; both count from 0.
pub fn selected_sentences(first: usize, last: usize, words: &str) -> String {
    if first == last {
        also_selected(&sentence(first, words))
    } else {
        sentences_selected(first + 1, last + 1, &shortened(words, 200))
    }
}

/// "Paragraph, 3 of 12: …"; `at` counts from 0.
pub fn block(kind: &BlockKind, at: usize, of: usize, words: &str) -> String {
    block_at(block_kind(kind), at + 1, of, &shortened(words, 120))
}

/// What is said after something happened.
pub fn event(codebook: &Codebook, event: &Event) -> String {
    let a_category = |it| a_category(codebook, it);
    match event {
        Event::Marked(it) => marked(a_category(it)),
        Event::Placed(it) => placed(a_category(it)),
        Event::Recategorised(it) => recategorised(a_category(it)),
        Event::Split(it) => split(a_category(it)),
        Event::Joined(it) => joined(a_category(it)),
        Event::Deleted(it) => deleted(a_category(it)),
        Event::Undone(count) => undone(*count),
        Event::Redone(count) => redone(*count),
        Event::Back { count, redo: false } => undone_back(*count),
        Event::Back { count, .. } => redone_back(*count),
        Event::ChangedElsewhere(count) => changed_elsewhere(*count),
        Event::Merged { added: 0, kept_both: 0, replaced: 0 } => nothing_new().to_owned(),
        Event::Merged { added, kept_both, replaced } => {
            let mut said = merged(*added);
            for (count, and) in [(*kept_both, merged_both as fn(&str, usize) -> String), (*replaced, merged_replaced)] {
                if count > 0 {
                    said = and(&said, count);
                }
            }
            said
        }
        Event::CodebookChanged => codebook_changed().to_owned(),
        Event::CodebookElsewhere => codebook_elsewhere().to_owned(),
        Event::Replaced => replaced().to_owned(),
        Event::OtherVersion => other_version().to_owned(),
        Event::ReplacedElsewhere => replaced_elsewhere().to_owned(),
        Event::OtherTab(count) => other_tab(*count),
        Event::KeptBoth => kept_both().to_owned(),
    }
}

/// The save state; in English it begins "Saved", "Saving" or "Not saved".
pub fn save_state(state: &SaveState, keeps: bool, time_of_day: impl Fn(Timestamp) -> String) -> String {
    match state {
        SaveState::NotSaved(_) => not_saved().to_owned(),
        _ if !keeps => not_saved().to_owned(),
        SaveState::Saving => saving().to_owned(),
        SaveState::Saved(None) => saved().to_owned(),
        SaveState::Saved(Some(at)) => saved_at(&time_of_day(*at)),
    }
}

/// "1 heading, 12 paragraphs and 3 list items".
pub fn blocks(article: &Article) -> String {
    type Counted = fn(usize) -> String;
    let count = |wanted: fn(&BlockKind) -> bool| article.blocks.iter().filter(|block| wanted(&block.kind)).count();
    let parts: Vec<String> = [
        (count(|it| matches!(it, BlockKind::Heading { .. })), headings as Counted),
        (count(|it| matches!(it, BlockKind::Paragraph)), paragraphs),
        (count(|it| matches!(it, BlockKind::ListItem { .. })), list_items),
        (count(|it| matches!(it, BlockKind::Blockquote)), quotations),
        (count(|it| matches!(it, BlockKind::Preformatted)), preformatted_blocks),
        (count(|it| matches!(it, BlockKind::Caption)), captions),
        (count(|it| matches!(it, BlockKind::TableRow)), table_rows),
        (count(|it| matches!(it, BlockKind::Furniture)), furniture),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, said)| said(count))
    .collect();
    listed(&parts)
}

/// "2 claims, 1 quote and 3 opinions", in the order of the categories; others by their names.
pub fn categories<'a>(codebook: &Codebook, annotations: impl Iterator<Item = &'a Annotation>) -> String {
    counted(&counts(codebook, annotations))
}

/// The same of what was counted already.
pub fn counted(counts: &[Count]) -> String {
    let part = |it: &Count| match &it.category {
        _ if !it.label.is_empty() => of_category(it.count, &it.label),
        Category::Claim => claims(it.count),
        Category::Quote => quotes(it.count),
        Category::Opinion => opinions(it.count),
        other => of_category(it.count, &category(&Codebook::default(), other)),
    };
    listed(&counts.iter().map(part).collect::<Vec<_>>())
}

/// "one, two and three".
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => nothing().to_owned(),
        [one] => one.clone(),
        [first @ .., last] => last_of_list(&first.join(", "), last),
    }
}

/// What a block is called in the preview of a new article.
pub fn block_kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading { level: 1 } => kind_title(),
        BlockKind::Heading { .. } => kind_heading(),
        BlockKind::Paragraph => kind_paragraph(),
        BlockKind::ListItem { .. } => kind_list_item(),
        BlockKind::Blockquote => kind_quotation(),
        BlockKind::Preformatted => kind_preformatted(),
        BlockKind::Caption => kind_caption(),
        BlockKind::TableRow => kind_table_row(),
        BlockKind::Furniture => kind_furniture(),
    }
}

/// What is still to do.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::NoNote => no_note(),
        Standing::NoSource => no_source(),
        Standing::Unchecked => unchecked(),
        Standing::Changed => changed(),
        Standing::Lost => lost(),
        Standing::Accepted => accepted(),
        Standing::Rejected => rejected(),
    }
}

/// What a step of the tour is about, counted from 0.
pub fn tour_title(step: usize) -> &'static str {
    match step {
        0 => tour_select_title(),
        1 => tour_mark_title(),
        2 => tour_note_title(),
        3 => tour_find_title(),
        _ => tour_share_title(),
    }
}

/// What it says, with the keys of claim, quote and opinion where there are these.
pub fn tour_words(step: usize, keys: Option<&[String; 3]>) -> String {
    let words = match (step, keys) {
        (0, _) => tour_select(),
        (1, Some([claim, quote, opinion])) => return tour_mark_with_keys(claim, quote, opinion),
        (1, None) => tour_mark(),
        (2, _) => tour_note(),
        (3, _) => tour_find(),
        _ => tour_share(),
    };
    words.to_owned()
}

/// What is said when the article is shown to a class: which keys do what.
pub fn presentation_begun(keys: &[String]) -> String {
    match keys {
        [] => begun_without_keys().to_owned(),
        keys => begun_with_keys(&listed(keys)),
    }
}

/// What is said of the annotation that is chosen then.
pub fn chosen_while_presenting(category: &str, words: &str, note: &str) -> String {
    let words = shortened(words, 120);
    match note {
        "" => chosen_words(category, &words),
        note => chosen_with_note(category, &words, note),
    }
}

/// What a command of the keymap does.
pub fn command(name: &str) -> &'static str {
    match name {
        "claim" => does_claim(),
        "quote" => does_quote(),
        "opinion" => does_opinion(),
        "repeat" => does_repeat(),
        "sentence" => does_sentence(),
        "quotation" => does_quotation(),
        "next" => does_next(),
        "previous" => does_previous(),
        "note" => does_note(),
        "speaker" => does_speaker(),
        "extend" => does_extend(),
        "split" => does_split(),
        "join" => does_join(),
        "delete" => does_delete(),
        "out" => does_out(),
        "find" => does_find(),
        "present" => does_present(),
        "undo" => undo(),
        "redo" => redo(),
        _ => does_help(),
    }
}

/// What an attribute is called.
pub fn attribute(key: &str) -> &str {
    match key {
        "source" => says_source(),
        "cue" => says_cue(),
        "directness" => says_directness(),
        "sourceType" => says_source_type(),
        "claimant" => says_claimant(),
        "verdict" => says_verdict(),
        "checkworthiness" => says_checkworthiness(),
        "restatement" => says_restatement(),
        "evidence" => says_evidence(),
        "holder" => says_holder(),
        "target" => says_target(),
        "polarity" => says_polarity(),
        "strength" => says_strength(),
        "kind" => says_kind(),
        "labelled" => says_labelled(),
        "decision" => says_decision(),
        other => other,
    }
}

/// What a value of an attribute, or a stance of evidence, is called.
pub fn value<'a>(key: &str, value: &'a str) -> &'a str {
    match (key, value) {
        ("directness", "direct") => directness_direct(),
        ("directness", "indirect") => directness_indirect(),
        ("directness", "mixed") => directness_mixed(),
        ("sourceType", "person") => source_person(),
        ("sourceType", "organisation") => source_organisation(),
        ("sourceType", "document") => source_document(),
        ("sourceType", "unnamed") => source_unnamed(),
        ("sourceType", "none") => source_none(),
        ("verdict", "unchecked") => verdict_unchecked(),
        ("verdict", "true") => verdict_true(),
        ("verdict", "mostly true") => verdict_mostly_true(),
        ("verdict", "mixed") => verdict_mixed(),
        ("verdict", "misleading") => verdict_misleading(),
        ("verdict", "false") => verdict_false(),
        ("verdict", "unproven") => verdict_unproven(),
        ("checkworthiness", "check-worthy") => check_worthy(),
        ("checkworthiness", "unimportant") => check_unimportant(),
        ("checkworthiness", "not checkable") => check_impossible(),
        ("decision", "accepted") => accepted(),
        ("decision", "rejected") => rejected(),
        ("polarity", "positive") => polarity_positive(),
        ("polarity", "negative") => polarity_negative(),
        ("polarity", "neutral") => polarity_neutral(),
        ("polarity", "mixed") => polarity_mixed(),
        ("strength", "weak") => strength_weak(),
        ("strength", "medium") => strength_medium(),
        ("strength", "strong") => strength_strong(),
        ("kind", "evaluation") => kind_evaluation(),
        ("kind", "speculation") => kind_speculation(),
        ("kind", "exhortation") => kind_exhortation(),
        ("kind", "loaded language") => kind_loaded(),
        ("kind", "sarcasm") => kind_sarcasm(),
        ("stance", "supports") => stance_supports(),
        ("stance", "refutes") => stance_refutes(),
        ("stance", "context") => stance_context(),
        _ => value,
    }
}

/// "Speaker: Jane Smith".
pub fn said(key: &str, words: Option<&str>) -> String {
    named(attribute(key), value(key, words.unwrap_or_default()))
}

/// What a colour of a category is called.
pub fn colour_name(name: &str) -> &str {
    match name {
        "amber" => colour_amber(),
        "blue" => colour_blue(),
        "plum" => colour_plum(),
        "green" => colour_green(),
        "red" => colour_red(),
        "teal" => colour_teal(),
        "violet" => colour_violet(),
        _ => colour_grey(),
    }
}

/// What a pattern of a category is called.
pub fn pattern_name(name: &str) -> &str {
    match name {
        "solid" => pattern_solid(),
        "dotted" => pattern_dotted(),
        "wavy" => pattern_wavy(),
        "dashed" => pattern_dashed(),
        _ => pattern_double(),
    }
}

/// A key as it is printed on the keyboard.
pub fn key(chord: &str) -> String {
    let part = |part: &str| {
        let printed = key_names().split(' ').find_map(|name| name.strip_prefix(part)?.strip_prefix('='));
        if part.len() == 1 { part.to_ascii_uppercase() } else { printed.unwrap_or(part).to_owned() }
    };
    // A plus may be the key itself.
    match chord.strip_suffix("++") {
        Some(held) => part(held) + "++",
        None => chord.split('+').map(part).collect::<Vec<_>>().join("+"),
    }
}

/// The keys that cannot be changed, as the help lists them.
pub fn fixed_keys() -> [(&'static str, &'static str); 10] {
    [
        ("← → ↑ ↓", key_arrows_does()),
        ("Ctrl+← Ctrl+→", key_words_does()),
        ("Alt+← Alt+→", key_sentences_does()),
        ("PageUp PageDown", key_pages_does()),
        ("Home End", key_edges_does()),
        (key_with_these(), key_with_these_does()),
        ("Enter", key_enter_does()),
        ("Shift+← Shift+→", key_card_does()),
        ("Ctrl+Enter", key_done_does()),
        ("Tab", key_tab_does()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_shortened_at_words() {
        assert_eq!(shortened("one two  three\nfour", 80), "one two three four");
        assert_eq!(shortened("one two, three", 10), "one two…");
        assert_eq!(shortened(&"é".repeat(30), 10), format!("{}…", "é".repeat(10)));
    }

    #[test]
    fn of_long_words_both_ends_are_said() {
        assert_eq!(both_ends("one  two"), "one two");
        let long = format!("It began {}and ended.", "in the middle of ".repeat(5));
        assert_eq!(both_ends(&long), "It began in the middle of in the middle… middle of in the middle of and ended.");
        assert_eq!(both_ends(&"é".repeat(90)), format!("{}…{}", "é".repeat(40), "é".repeat(40)));
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
    fn words_that_run_to_the_left_leave_the_sentence_around_them_as_it_is() {
        assert_eq!(marked("שלום"), "Marked as \u{2068}שלום\u{2069}");
        assert_eq!(marked("naïve"), "Marked as naïve");
    }

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(listed(&[]), "nothing");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
