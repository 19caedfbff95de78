//! The sentences of a text: Unicode's (UAX 29), and where those break in the middle of what a journalist would call one,
//! joined again: behind "Sen.", behind "U.S.", and between a question and "she asked".

use crate::text::TextRange;
use unicode_segmentation::UnicodeSegmentation;

/// What a name or a number follows: no sentence ends there.
const BEFORE_A_NAME: &[&str] = &[
    "adm", "amb", "art", "bzw", "capt", "cmdr", "col", "cpl", "ca", "cf", "dr", "fig", "fr", "gen", "gov", "hon", "hr",
    "ing", "lt", "maj", "messrs", "mlle", "mme", "mmes", "mr", "mrs", "ms", "mt", "mx", "no", "nos", "nr", "pp",
    "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "ste", "str", "supt", "tel", "usw", "vgl",
    "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "okt", "dez",
];

/// What may stand in the middle of a sentence or at its end.
const ANYWHERE: &[&str] =
    &["bros", "co", "corp", "dept", "est", "etc", "inc", "jr", "llc", "ltd", "sr", "univ", "ave", "blvd", "rd"];

/// Words that begin sentences and stand in no name: behind "U.S." they decide.
const BEGINNINGS: &[&str] = &[
    "A", "After", "Although", "An", "And", "As", "At", "Before", "But", "By", "During", "For", "From", "He", "Her",
    "His", "How", "However", "I", "If", "In", "It", "Its", "Last", "Many", "More", "Most", "No", "On", "One", "Or",
    "Our", "Several", "She", "Since", "So", "Some", "Still", "That", "The", "Their", "Then", "There", "These", "They",
    "This", "Those", "To", "Two", "We", "What", "When", "Where", "While", "Who", "Why", "With", "Yet", "You", "Aber",
    "Am", "Auch", "Das", "Der", "Die", "Ein", "Eine", "Er", "Es", "Im", "Sie", "Und", "Wir",
];

/// What a person who asked or cried out did, as it stands behind the quotation.
const SAYING: &[&str] = &[
    "added",
    "adds",
    "announced",
    "answered",
    "argued",
    "asked",
    "asks",
    "cried",
    "declared",
    "demanded",
    "exclaimed",
    "insisted",
    "joked",
    "replied",
    "responded",
    "said",
    "says",
    "shouted",
    "tells",
    "told",
    "warned",
    "wondered",
    "wrote",
    "yelled",
    "antwortete",
    "fragte",
    "rief",
    "sagte",
    "schrieb",
];

const MONTHS: &[&str] = &[
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Bytes at the end of a sentence that are looked at: more than any abbreviation has.
const LAST: usize = 64;

/// The sentences of `text`, in bytes and in order, without the white space between them.
///
/// ```
/// use glossator_core::sentence::sentences;
/// let text = "Sen. Smith of the U.S. Senate left. “Why?” she asked.";
/// let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range.bytes()]).collect();
/// assert_eq!(found, ["Sen. Smith of the U.S. Senate left.", "“Why?” she asked."]);
/// ```
pub fn sentences(text: &str) -> Vec<TextRange> {
    let mut sentences: Vec<TextRange> = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let words = piece.trim();
        if words.is_empty() {
            continue;
        }
        let start = start + (piece.len() - piece.trim_start().len());
        let range = TextRange { start, end: start + words.len() };
        match sentences.last_mut() {
            Some(last) if goes_on(&text[last.bytes()], words) && !text[last.end..start].contains('\n') => {
                last.end = range.end;
            }
            _ => sentences.push(range),
        }
    }
    sentences
}

/// Whether a sentence that seems to end goes on with what follows.
fn goes_on(before: &str, after: &str) -> bool {
    // The last word decides; a sentence may be as long as the text.
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(LAST))..];
    let first = after.split_whitespace().next().unwrap_or_default();
    let first = first.trim_matches(|char: char| !char.is_alphanumeric());
    if before.ends_with(['”', '"', '’', '»', '“']) {
        let asked = before.trim_end_matches(['”', '"', '’', '»', '“']).ends_with(['?', '!', '…']);
        return asked
            && after.split_whitespace().take(5).any(|word| is_one_of(SAYING, word.trim_end_matches(['.', ',', ':'])));
    }
    let Some(stem) = before.strip_suffix('.') else { return false };
    let word =
        stem.rsplit(|char: char| char.is_whitespace() || "([“‘\"«„—–-".contains(char)).next().unwrap_or_default();
    if is_one_of(MONTHS, first) && (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let lower = word.to_lowercase();
    // "No." before a number, and not the answer.
    if is_one_of(BEFORE_A_NAME, &lower) {
        return lower != "no" || first.starts_with(|char: char| char.is_ascii_digit());
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let dotted = word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()));
    (initial || dotted || is_one_of(ANYWHERE, &lower)) && !is_one_of(BEGINNINGS, first)
}

fn is_one_of(words: &[&str], word: &str) -> bool {
    words.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    /// Text with `|` between its sentences.
    fn check(expected: &str) {
        let text = expected.replace('|', "");
        let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range.bytes()]).collect();
        let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_unicode_ends_them() {
        check("It rained. |Nobody came! |Who would? |The end");
        check("It cost $3.50 in all. |Then it rose to 4.2 percent.");
        check("He waited… and left. |“It is over.” |She went.");
    }

    #[test]
    fn titles_and_initials_end_none() {
        check("Sen. Smith met Gov. Jones and Dr. J. K. Rowe. |They spoke.");
        check("It was No. 4 on the list. |She said no. |He left.");
        check("On Jan. 5, Congress met. |On Sept. 11 it did not.");
        check("George W. Bush spoke first.");
    }

    #[test]
    fn abbreviations_end_a_sentence_where_another_begins() {
        check("The U.S. Senate voted. |He flew to the U.S. |The visit was short.");
        check("It is at 5 p.m. Eastern time. |Acme Inc. Chairman Bo left. |She joined Acme Corp. |It failed.");
        check("In Washington, D.C. Mayor Bo spoke.");
    }

    #[test]
    fn what_is_asked_and_who_asked_is_one() {
        check("“Why?” she asked. |“Stop!” Smith said. |“Enough!” |The crowd went home.");
        check("“It is over,” she said. |“Nobody came.” |Smith left.");
        check("\"Really?\" the mayor of Lyng asked.");
    }

    #[test]
    fn german_dates_and_abbreviations() {
        check("Am 3. Oktober kam Dr. Berg. |Sie blieb bis zum 5. November.");
        check("„Warum?“, fragte sie. |Niemand antwortete.");
    }

    #[test]
    fn lines_part_sentences() {
        check("By Sen.\n|Smith");
    }

    proptest! {
        #[test]
        fn all_words_lie_in_sentences_in_order(text in any_text()) {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(end <= range.start && range.start < range.end);
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert_eq!(text[range.bytes()].trim(), &text[range.bytes()]);
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
