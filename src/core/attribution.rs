//! Whose words a quotation is: the name and the verb that stand around it in the press's usual forms, in English and
//! German. A suggestion for a person to take, and nothing that is done by itself.

use crate::article::Article;
use crate::quotation::quotations;
use crate::text::TextRange;

/// Who said it and how, as ranges of the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The name, or what stands for it.
    pub speaker: TextRange,
    /// The verb, or "according to".
    pub cue: TextRange,
    /// Whether the words stand between quotation marks.
    pub is_direct: bool,
}

const VERBS: &[&str] = &[
    "acknowledged",
    "added",
    "adds",
    "admitted",
    "advised",
    "agreed",
    "alleged",
    "announced",
    "answered",
    "argued",
    "argues",
    "asked",
    "asks",
    "asserted",
    "believes",
    "called",
    "claimed",
    "claims",
    "commented",
    "complained",
    "conceded",
    "concluded",
    "confirmed",
    "continued",
    "countered",
    "cried",
    "declared",
    "demanded",
    "denied",
    "estimated",
    "estimates",
    "exclaimed",
    "explained",
    "explains",
    "found",
    "insisted",
    "insists",
    "joked",
    "noted",
    "notes",
    "observed",
    "predicted",
    "promised",
    "recalled",
    "recalls",
    "remarked",
    "repeated",
    "replied",
    "reported",
    "reports",
    "responded",
    "said",
    "says",
    "shouted",
    "stated",
    "states",
    "stressed",
    "suggested",
    "suggests",
    "testified",
    "thinks",
    "told",
    "tells",
    "urged",
    "vowed",
    "warned",
    "warns",
    "wondered",
    "writes",
    "wrote",
    "antwortete",
    "behauptet",
    "behauptete",
    "berichtet",
    "berichtete",
    "betont",
    "betonte",
    "erklärt",
    "erklärte",
    "ergänzte",
    "fordert",
    "forderte",
    "fragt",
    "fragte",
    "kritisierte",
    "lobte",
    "meint",
    "meinte",
    "rief",
    "sagt",
    "sagte",
    "schreibt",
    "schrieb",
    "teilte",
    "versicherte",
    "warnt",
    "warnte",
];

/// What stands before a name in place of a verb.
const ACCORDING: &[&str] = &["according to", "nach Angaben von", "laut", "so"];

/// Small words that a name or a title may have in it.
const INSIDE: &[&str] = &["of", "the", "de", "da", "del", "der", "di", "la", "van", "von", "zu", "al", "bin"];

/// Small words that a title may begin with.
const ARTICLES: &[&str] = &["the", "a", "an", "his", "her", "their", "its", "der", "die", "das", "ein", "eine"];

/// Where a title without a name ends.
const ENDS: &[&str] = &[
    "who",
    "which",
    "that",
    "when",
    "while",
    "where",
    "as",
    "in",
    "on",
    "at",
    "to",
    "during",
    "after",
    "before",
    "by",
    "with",
    "for",
    "from",
    "and",
    "but",
    "last",
    "this",
    "yesterday",
    "today",
    "later",
    "earlier",
    "am",
    "im",
    "in",
    "dass",
    "und",
    "als",
    "nach",
    "bei",
    "mit",
];

/// They stand for a name that is somewhere before.
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "I", "we", "er", "sie", "es", "ich", "wir", "who"];

/// The most words between a quotation and what names its speaker.
const REACH: usize = 12;

/// A word of the paragraph: where it is, and what stands between it and the one before.
#[derive(Clone, Copy)]
struct Word<'a> {
    range: TextRange,
    word: &'a str,
    before: &'a str,
}

/// Who said what is in `words`, a range of `paragraph`: looked for behind the quotation and before it. Where the words
/// stand in a quotation, all of it counts.
///
/// ```
/// use glossator_core::{attribution::attribution, text::TextRange};
/// let paragraph = "“It is over,” said Mayor Jane Smith, who resigned.";
/// let found = attribution(paragraph, TextRange::new(3, 14)).unwrap();
/// assert_eq!((&paragraph[found.speaker.bytes()], &paragraph[found.cue.bytes()]), ("Mayor Jane Smith", "said"));
/// ```
pub fn attribution(paragraph: &str, words: TextRange) -> Option<Attribution> {
    let quoted = quotations(paragraph);
    let around = quoted.iter().find(|it| it.start <= words.start && words.end <= it.end);
    let is_direct = around.is_some() || quoted.iter().any(|it| words.start <= it.start && it.end <= words.end);
    let range = around.copied().unwrap_or(words);
    // Other people's quotations are not searched for names.
    let end = quoted.iter().map(|it| it.start).find(|start| *start > range.end).unwrap_or(paragraph.len());
    let start = quoted.iter().map(|it| it.end).rfind(|end| *end < range.start).unwrap_or(0);
    let after = words_of(paragraph, range.end, end);
    let before = words_of(paragraph, start, range.start);
    let in_between = || words_of(paragraph, range.start, range.end);
    // What is reported without quotation marks names its speaker in the sentence itself, or around it.
    let within = if is_direct { None } else { behind(&in_between()) };
    // Behind a full stop another sentence begins, before one another ended.
    let ended = paragraph[range.bytes()].trim_end().ends_with(['.', '…']);
    let goes_on = |words: &&[Word<'_>]| !ended || words.first().is_none_or(|word| !is_capitalised(word.word));
    let begun = before.last().is_some_and(|word| !ends_sentence(&paragraph[word.range.end..range.start]));
    let (speaker, cue) = within
        .or_else(|| Some(&after[..]).filter(goes_on).and_then(behind))
        .or_else(|| Some(&before[..]).filter(|_| begun).and_then(ahead))?;
    Some(Attribution { speaker: named(paragraph, speaker), cue, is_direct })
}

/// The same in the paragraph of an article that `words` begin in; in bytes of its text.
pub fn attribution_in(article: &Article, words: TextRange) -> Option<Attribution> {
    let block = article.blocks.get(article.block_at(words.start)?)?.range;
    let words = words.intersect(block)?;
    let inside = TextRange { start: words.start - block.start, end: words.end - block.start };
    let found = attribution(article.text.slice(block), inside)?;
    let moved = |it: TextRange| TextRange { start: it.start + block.start, end: it.end + block.start };
    Some(Attribution { speaker: moved(found.speaker), cue: moved(found.cue), ..found })
}

/// The words between two bytes.
fn words_of(paragraph: &str, start: usize, end: usize) -> Vec<Word<'_>> {
    let text = &paragraph[start..end];
    let is_inside = |char: char| char.is_alphanumeric() || matches!(char, '’' | '\'' | '-' | '.');
    let mut words: Vec<Word<'_>> = Vec::new();
    let (mut at, mut last) = (0, 0);
    while let Some(from) = text[at..].find(|char: char| char.is_alphanumeric()) {
        let from = at + from;
        let rest = &text[from..];
        let length = rest.find(|char: char| !is_inside(char)).unwrap_or(rest.len());
        // A full stop is part of a title, an initial or an abbreviation; else it ends the sentence.
        let mut word = rest[..length].trim_end_matches(['’', '\'', '-']);
        if let Some(bare) = word.strip_suffix('.') {
            let is_short = bare.chars().count() <= 1 || bare.contains('.') || TITLES.contains(&bare);
            word = if is_short { word } else { bare };
        }
        let range = TextRange { start: start + from, end: start + from + word.len() };
        words.push(Word { range, word, before: &text[last..from] });
        (at, last) = (from + word.len(), from + word.len());
    }
    words
}

const TITLES: &[&str] =
    &["Dr", "Gov", "Mr", "Mrs", "Ms", "Prof", "Rep", "Sen", "St", "Gen", "Lt", "Col", "Capt", "Jr", "Sr"];

/// What stands behind a quotation: `said Jane Smith`, `Jane Smith said`, `according to Jane Smith`.
fn behind(words: &[Word<'_>]) -> Option<(TextRange, TextRange)> {
    let reach = words.len().min(REACH);
    let sentence = (1..reach).find(|&at| ends_sentence(words[at].before)).unwrap_or(reach);
    let words = &words[..sentence];
    if let Some((cue, next)) = according(words) {
        return Some((name_from(&words[next..])?, cue));
    }
    let verb = words.iter().position(|word| VERBS.contains(&word.word))?;
    let cue = words[verb].range;
    let ahead = words[..verb].iter().rposition(|word| word.before.contains([';', ':', '(']));
    let subject = subject(&words[ahead.unwrap_or(0)..verb]);
    Some((subject.or_else(|| name_from(&words[verb + 1..]))?, cue))
}

/// What stands before a quotation: `Jane Smith said:`, `According to Jane Smith,`.
fn ahead(words: &[Word<'_>]) -> Option<(TextRange, TextRange)> {
    let sentence = (0..words.len()).rev().find(|&at| ends_sentence(words[at].before)).unwrap_or(0);
    let words = &words[sentence..];
    let words = &words[words.len().saturating_sub(2 * REACH)..];
    let verb = words.iter().rposition(|word| VERBS.contains(&word.word));
    match verb {
        Some(verb) => Some((subject(&words[..verb]).or_else(|| name_from(&words[verb + 1..]))?, words[verb].range)),
        None => {
            let (cue, next) = according(words)?;
            Some((name_from(&words[next..])?, cue))
        }
    }
}

fn ends_sentence(between: &str) -> bool {
    between.contains(['.', '!', '?', '…', '\n'])
}

/// "according to" and the word behind it.
fn according(words: &[Word<'_>]) -> Option<(TextRange, usize)> {
    ACCORDING.iter().find_map(|phrase| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let is_there = |at: &usize| {
            let words = &words[*at..];
            words.len() > parts.len()
                && parts.iter().zip(words).all(|(part, word)| part.eq_ignore_ascii_case(word.word))
        };
        // Within a sentence "so" is a word like any other.
        let all = if *phrase == "so" { 0..words.len().min(1) } else { 0..words.len() };
        let at = all.into_iter().find(is_there)?;
        let last = at + parts.len();
        Some((TextRange { start: words[at].range.start, end: words[last - 1].range.end }, last))
    })
}

/// The name at the end of what comes before a verb: "Ada Smith, the mayor," is "Ada Smith".
fn subject(words: &[Word<'_>]) -> Option<TextRange> {
    let last = words.last()?;
    if PRONOUNS.iter().any(|it| it.eq_ignore_ascii_case(last.word)) {
        return Some(last.range);
    }
    // Of parts between commas, the first that is a name; else the last.
    let mut parts: Vec<&[Word<'_>]> = vec![];
    let mut from = 0;
    for at in 1..words.len() {
        if words[at].before.contains([',', '–', '—', '(']) {
            parts.push(&words[from..at]);
            from = at;
        }
    }
    parts.push(&words[from..]);
    let capitalised = |part: &&[Word<'_>]| part.iter().any(|word| is_capitalised(word.word)) && part.len() <= 6;
    parts.iter().find(|part| capitalised(part)).or(parts.last().filter(|part| part.len() <= 6)).and_then(|part| {
        let begins = part.iter().position(|word| is_capitalised(word.word) || ARTICLES.contains(&word.word))?;
        name_from(&part[begins..])
    })
}

/// The name, or the title, at the start of `words`.
fn name_from(words: &[Word<'_>]) -> Option<TextRange> {
    let first = words.first()?;
    if PRONOUNS.iter().any(|it| it.eq_ignore_ascii_case(first.word)) {
        return Some(first.range);
    }
    let is_name = is_capitalised(first.word) && !ARTICLES.iter().any(|it| it.eq_ignore_ascii_case(first.word));
    if !is_name && !ARTICLES.iter().any(|it| it.eq_ignore_ascii_case(first.word)) {
        return None;
    }
    let mut end = first.range.end;
    for word in &words[1..] {
        if !word.before.chars().all(char::is_whitespace) {
            break;
        }
        let goes_on = is_capitalised(word.word) || INSIDE.contains(&word.word);
        if is_name && !goes_on || ENDS.contains(&word.word) || VERBS.contains(&word.word) {
            break;
        }
        end = word.range.end;
    }
    Some(TextRange { start: first.range.start, end })
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The name that a pronoun stands for: the last one before it in the paragraph of two words or more, if there is any.
fn named(paragraph: &str, speaker: TextRange) -> TextRange {
    if !PRONOUNS.iter().any(|it| it.eq_ignore_ascii_case(&paragraph[speaker.bytes()])) {
        return speaker;
    }
    let first = quotations(paragraph).first().map_or(speaker.start, |range| range.start.min(speaker.start));
    let words = words_of(paragraph, 0, first);
    let mut found = None;
    let mut at = 0;
    while at < words.len() {
        // "A Texas Republican" is what somebody is, and not who.
        let of_a_kind = at > 0 && matches!(words[at - 1].word, "a" | "an" | "ein" | "eine");
        if !is_capitalised(words[at].word) || of_a_kind {
            at += 1;
            continue;
        }
        let Some(name) = name_from(&words[at..]) else {
            at += 1;
            continue;
        };
        let length = words[at..].iter().take_while(|word| word.range.end <= name.end).count().max(1);
        if length >= 2 {
            found = Some(name);
        }
        at += length;
    }
    found.unwrap_or(speaker)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    /// A paragraph with the marked words in brackets, and who said it how; nobody where it is empty.
    fn check(marked: &str, expected: &str) {
        let (start, end) = (marked.find('[').expect("["), marked.find(']').expect("]") - 1);
        let paragraph = marked.replace(['[', ']'], "");
        let found = attribution(&paragraph, TextRange { start, end });
        let shown = found.map(|it| format!("{} | {}", &paragraph[it.speaker.bytes()], &paragraph[it.cue.bytes()]));
        assert_eq!(shown.unwrap_or_default(), expected, "{marked}");
    }

    #[test]
    fn behind_the_quotation() {
        check("“[It is over],” said Jane Smith, the mayor of Lyng.", "Jane Smith | said");
        check("“[It is over],” Jane Smith said.", "Jane Smith | said");
        check("“[It is over],” Sen. J. Smith told reporters. He left.", "Sen. J. Smith | told");
        check(
            "“[It is over],” said the chief engineer of the council, Ada Lovelace.",
            "the chief engineer of the council | said",
        );
        check("“[It is over],” the mayor said on Monday.", "the mayor | said");
        check("“[It is over],” Jane Smith, the mayor, said on Monday.", "Jane Smith | said");
        check("“It is [over],” said Ursula von der Leyen in Brussels.", "Ursula von der Leyen | said");
        check("[The bridge is safe], according to the Ministry of Works.", "the Ministry of Works | according to");
    }

    #[test]
    fn before_the_quotation() {
        check("Jane Smith said: “[It is over].”", "Jane Smith | said");
        check("It rained. The mayor warned that “[it is over].”", "The mayor | warned");
        check("According to Jane Smith, [the bridge is safe].", "Jane Smith | According to");
        check(
            "Representative Dan Crenshaw, a Texas Republican, called the vote \"[a step].\"",
            "Representative Dan Crenshaw | called",
        );
    }

    #[test]
    fn a_pronoun_stands_for_the_name_before_it() {
        check(
            "President Claudia Sheinbaum defended it. “[It is about us],” she said.",
            "President Claudia Sheinbaum | said",
        );
        check("“[It is over],” she said.", "she | said");
        check(
            "Representative Dan Crenshaw, a Texas Republican, called it \"a step.\" He wrote that it was \"[a message].\"",
            "Representative Dan Crenshaw | wrote",
        );
    }

    #[test]
    fn other_sentences_have_speakers_of_their_own() {
        check("Ben Berg called it “[a step.]” Jane Smith said nothing.", "Ben Berg | called");
        check("It came after Mexico promised more. [The Drug Agency says that it rose.]", "The Drug Agency | says");
        check("Mexico promised more. [It rose.]", "");
        check("“[Why?]” Smith asked.", "Smith | asked");
    }

    #[test]
    fn in_german() {
        check("„[Es ist vorbei]“, sagte Bürgermeisterin Eva Berg am Montag.", "Bürgermeisterin Eva Berg | sagte");
        check("„[Es ist vorbei]“, so Eva Berg.", "Eva Berg | so");
        check("Laut Eva Berg [ist es vorbei].", "Eva Berg | Laut");
    }

    #[test]
    fn nobody_is_nobody() {
        check("“[It is over].” The crowd went home.", "");
        check("He called it “[a joke]” and left.", "He | called");
        check("[Nothing] happened.", "");
        check("“[One],” and so on. “Two,” said Ada Smith.", "");
    }

    #[test]
    fn what_stands_in_quotation_marks_is_direct() {
        let direct = |marked: &str| {
            let (start, end) = (marked.find('[').expect("["), marked.find(']').expect("]") - 1);
            attribution(&marked.replace(['[', ']'], ""), TextRange { start, end }).map(|it| it.is_direct)
        };
        assert_eq!(direct("“[It is over],” said Ada."), Some(true));
        assert_eq!(direct("[“It is over,”] said Ada."), Some(true));
        assert_eq!(direct("[It is over], said Ada."), Some(false));
    }

    proptest! {
        #[test]
        fn whatever_is_found_lies_on_characters(text in any_text(), start in 0usize..200, length in 0usize..60) {
            let start = text.floor_char_boundary(start.min(text.len()));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            if let Some(found) = attribution(&text, TextRange { start, end }) {
                prop_assert!(text.get(found.speaker.bytes()).is_some_and(|it| !it.is_empty()));
                prop_assert!(text.get(found.cue.bytes()).is_some_and(|it| !it.is_empty()));
            }
        }
    }
}
