//! What stands between quotation marks.

use crate::text::TextRange;

/// An opening mark and what closes it.
const MARKS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”', '‟']),
    ('«', &['»']),
    ('»', &['«']),
    ('‹', &['›']),
    ('「', &['」']),
    ('『', &['』']),
    ('"', &['"']),
];

/// What is quoted in `text`, a paragraph: in bytes and in order, without the quotation marks. A quotation that is not
/// closed goes on in the next paragraph, as the press has it, and ends with this one; a straight mark alone is none.
///
/// ```
/// use glossator_core::quotation::quotations;
/// let text = "“It is over,” she said. “Go home.”";
/// let found: Vec<&str> = quotations(text).into_iter().map(|range| &text[range.bytes()]).collect();
/// assert_eq!(found, ["It is over,", "Go home."]);
/// ```
pub fn quotations(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((open, mark)) = text[at..].char_indices().find(|(_, char)| is_opening(*char)) {
        let start = at + open + mark.len_utf8();
        let closing = MARKS.iter().find(|(opening, _)| *opening == mark).map_or(&[][..], |(_, closing)| closing);
        match text[start..].find(closing) {
            Some(length) => {
                push(&mut found, text, start, start + length);
                at = start + length + text[start + length..].chars().next().map_or(0, char::len_utf8);
            }
            None if mark == '"' => at = start,
            // In one that is left open, others may be whole.
            None => {
                push(&mut found, text, start, text.len());
                break;
            }
        }
    }
    found
}

/// The quotation that `byte` stands in, or the next one in `text`.
pub fn quotation_from(text: &str, byte: usize) -> Option<TextRange> {
    quotations(text).into_iter().find(|range| byte < range.end)
}

fn is_opening(char: char) -> bool {
    MARKS.iter().any(|(opening, _)| *opening == char)
}

fn push(found: &mut Vec<TextRange>, text: &str, start: usize, end: usize) {
    let words = text[start..end].trim();
    if !words.is_empty() {
        let start = start + text[start..end].find(words).unwrap_or_default();
        found.push(TextRange { start, end: start + words.len() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    /// Text with what is quoted in brackets.
    fn check(expected: &str) {
        let text = expected.replace(['[', ']'], "");
        let mut shown = text.clone();
        for range in quotations(&text).into_iter().rev() {
            shown.insert(range.end, ']');
            shown.insert(range.start, '[');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn marks_of_many_languages() {
        check("“[It is over,]” she said. “[Go home.]”");
        check("\"[It is over,]\" he said, \"[go home].\"".replace("].\"", ".]\"").as_str());
        check("„[Es ist vorbei]“, sagte sie. „[Geht.]”");
        check("« [C’est fini] » et »[vorbei]«");
        check("「[終わり]」");
    }

    #[test]
    fn one_inside_another_belongs_to_it() {
        check("“[He called it ‘a joke,’ and left.]” Nobody laughed.");
    }

    #[test]
    fn one_that_is_not_closed_goes_on() {
        check("She said: “[It is over. Go home.]");
        check("A board of 6\" width is no quotation.");
        check("“” is nothing.");
    }

    #[test]
    fn the_next_one_is_found_from_a_place() {
        let text = "She spoke. “One,” she said. “Two.”";
        let from = |words: &str| quotation_from(text, text.find(words).expect("there")).map(|it| &text[it.bytes()]);
        assert_eq!(from("She"), Some("One,"));
        assert_eq!(from("ne,"), Some("One,"));
        assert_eq!(from("” she"), Some("Two."));
        assert_eq!(from("she said"), Some("Two."));
        assert_eq!(quotation_from(text, text.len()), None);
    }

    proptest! {
        #[test]
        fn they_lie_on_characters_and_do_not_overlap(text in any_text()) {
            let mut end = 0;
            for range in quotations(&text) {
                prop_assert!(end <= range.start && range.start < range.end && text.get(range.bytes()).is_some());
                end = range.end;
            }
        }
    }
}
