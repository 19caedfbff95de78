//! What stands above an article: who wrote it, when, and where it is on the web. The lines stay in the text.
//!
//! Lines are read before they are put together to paragraphs, so that no byline is taken for the end of a wrapped
//! title. Only the first [`LINES`] lines are looked at and a line must be of the wanted shape as a whole: "By the time
//! the vote was over, half of the seats were empty" is not a byline.

use super::furniture::{is_kicker, is_notice_above};
use super::lines::Line;
use super::wrap::is_ended;
use crate::article::{Metadata, date};

/// Lines with text that are looked at.
const LINES: usize = 15;

/// Lines with text among which an address of the article itself may stand; further down it is somebody else's.
const ADDRESS_LINES: usize = 8;

/// Bytes from which on a line is a paragraph. The head ends at the second of them: a summary may stand above a byline.
const LONG: usize = 240;

/// Bytes of a line that says who and when.
const LONGEST: usize = 180;

/// Bytes of an author's name, or of the names of several.
const LONGEST_NAME: usize = 100;

/// Bytes of an address.
const LONGEST_ADDRESS: usize = 2000;

/// The words that a name may have in small letters, and those of an office.
const SMALL_WORDS: &[&str] = &[
    "a",
    "al",
    "and",
    "at",
    "bin",
    "correspondent",
    "da",
    "de",
    "del",
    "della",
    "den",
    "der",
    "di",
    "dos",
    "du",
    "editor",
    "el",
    "for",
    "foreign",
    "in",
    "la",
    "le",
    "of",
    "our",
    "reporter",
    "staff",
    "ten",
    "ter",
    "the",
    "van",
    "von",
    "with",
    "writer",
    "y",
    "zu",
];

/// What sections of a paper are called: beside a date, these are no names.
const SECTION_WORDS: &[&str] = &[
    "analysis",
    "blog",
    "breaking",
    "business",
    "comment",
    "comments",
    "culture",
    "editorial",
    "feature",
    "health",
    "home",
    "international",
    "listen",
    "local",
    "magazine",
    "min",
    "minute",
    "minutes",
    "national",
    "news",
    "opinion",
    "photo",
    "politics",
    "press",
    "read",
    "release",
    "review",
    "science",
    "section",
    "share",
    "sport",
    "sports",
    "story",
    "tech",
    "technology",
    "today",
    "update",
    "updated",
    "video",
    "views",
    "watch",
    "world",
];

/// What may be said of a date before it.
const DATE_WORDS: &[&str] = &[
    "at",
    "created",
    "date",
    "dated",
    "filed",
    "first",
    "issued",
    "last",
    "modified",
    "on",
    "originally",
    "posted",
    "published",
    "publication",
    "released",
    "updated",
];

/// The head of an article.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// What the lines say; the title only where one is labelled as such.
    pub(super) metadata: Metadata,
    /// The indices of the lines that are no part of the body, ascending.
    pub(super) lines: Vec<usize>,
}

impl Head {
    pub(super) fn read(lines: &[&str]) -> Self {
        let mut head = Head::default();
        let mut revised = String::new();
        let mut paragraphs = 0;
        let written = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
        for (position, (index, line)) in written.take(LINES).enumerate() {
            if line.len() > LONG {
                paragraphs += 1;
                if paragraphs == 2 {
                    break;
                }
                continue;
            }
            if !matches!(Line::of(line), Line::Text) {
                continue;
            }
            let is_top = paragraphs == 0 && position < ADDRESS_LINES;
            if head.take(bare(line), is_top, &mut revised) {
                head.lines.push(index);
            }
        }
        if head.metadata.date.is_empty() {
            head.metadata.date = revised;
        }
        head
    }

    /// Whether `line` is of the head; what it says goes into the metadata, the first to say it wins.
    fn take(&mut self, line: &str, is_top: bool, revised: &mut String) -> bool {
        if is_top && is_notice_above(line) {
            return true;
        }
        if let Some(address) = is_top.then(|| labelled_address(line)).flatten() {
            keep(&mut self.metadata.address, address);
            return true;
        }
        if let Some((label, value)) = is_top.then(|| labelled(line)).flatten() {
            return self.take_labelled(label, value);
        }
        let Some(byline) = Byline::read(line) else {
            return false;
        };
        // Chronicles have a date above every paragraph; only the first may be the article's.
        let is_one_more_date = byline.author.is_empty() && byline.revised.is_empty();
        if is_one_more_date && !self.metadata.date.is_empty() {
            return false;
        }
        keep(&mut self.metadata.author, &byline.author);
        keep(&mut self.metadata.date, &byline.date);
        keep(revised, &byline.revised);
        true
    }

    fn take_labelled(&mut self, label: Label, value: &str) -> bool {
        let metadata = &mut self.metadata;
        match label {
            Label::Title => keep(&mut metadata.title, value),
            Label::Author => keep(&mut metadata.author, mailbox_name(value)),
            // The text says that it is the date: where it is not understood it is kept as it is written.
            Label::Date => keep(&mut metadata.date, &date::parse(value).unwrap_or(value.to_owned())),
            Label::Recipient => {}
        }
        true
    }
}

fn keep(field: &mut String, value: &str) {
    if field.is_empty() {
        value.clone_into(field);
    }
}

/// `line` without the stars and underscores that set it in italics.
fn bare(line: &str) -> &str {
    line.trim().trim_matches(['*', '_']).trim()
}

#[derive(Clone, Copy)]
enum Label {
    Title,
    Author,
    Date,
    Recipient,
}

/// "Author: Anna Berg", and the same of a mail's header.
fn labelled(line: &str) -> Option<(Label, &str)> {
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let label = match key.trim().to_ascii_lowercase().as_str() {
        "title" | "headline" | "subject" => Label::Title,
        "author" | "authors" | "from" | "written by" => Label::Author,
        "date" | "publication date" => Label::Date,
        "to" | "cc" => Label::Recipient,
        _ => return None,
    };
    let longest = match label {
        Label::Title | Label::Recipient => LONGEST,
        Label::Author => LONGEST_NAME,
        Label::Date => 50,
    };
    // A sentence that begins with such a word is one.
    let fits = !value.is_empty() && value.len() <= longest && !value.ends_with('.');
    fits.then_some((label, value))
}

/// The name in "Anna Berg <anna@example.org>".
fn mailbox_name(value: &str) -> &str {
    match value.split_once('<') {
        Some((name, _)) if !name.trim().is_empty() => name.trim().trim_matches('"'),
        _ => value,
    }
}

/// A line that says who wrote an article or when, and nothing else.
#[derive(Debug, Default)]
struct Byline {
    author: String,
    date: String,
    /// The date of an update: second choice.
    revised: String,
}

enum Part<'a> {
    Author(&'a str),
    Other(&'a str),
}

impl Byline {
    fn read(line: &str) -> Option<Self> {
        if line.len() > LONGEST {
            return None;
        }
        let (parts, has_dash) = parts(line);
        let mut byline = Byline::default();
        let mut others = Vec::new();
        let mut says_by = false;
        for part in &parts {
            let rest = byline.take_dates(part);
            match author(rest) {
                Some(Part::Author(name)) => {
                    says_by = true;
                    keep(&mut byline.author, name);
                }
                Some(Part::Other(other)) => {
                    let is_beside_date = rest.len() < part.len();
                    if !can_stand_beside(other, has_dash, is_beside_date) {
                        return None;
                    }
                    others.push(other);
                }
                None => {}
            }
        }
        // "Anna Berg | Feb 3, 2024 | 5 min read"
        let mut names = others.iter().filter(|other| is_name(other));
        if let (Some(name), None, false) = (names.next(), names.next(), says_by)
            && parts.len() > 1
            && parts[0] == *name
        {
            byline.author = (*name).to_owned();
        }
        let dated = !byline.date.is_empty() || !byline.revised.is_empty();
        (dated || says_by).then_some(byline)
    }

    /// Takes the dates off the end of `part`, with what is said of them; returns what is left.
    fn take_dates<'a>(&mut self, part: &'a str) -> &'a str {
        let mut rest = part;
        while let Some((before, date)) = trailing_date(rest) {
            let (before, label) = without_date_words(before);
            let revises = label.to_ascii_lowercase();
            if revises.contains("updated") || revises.contains("modified") {
                keep(&mut self.revised, &date);
            } else {
                keep(&mut self.date, &date);
            }
            rest = before;
        }
        rest
    }
}

/// What `line` consists of, between bars, dots, spaced slashes and dashes; and whether one of those is a dash.
fn parts(line: &str) -> (Vec<&str>, bool) {
    let is_dash = |gap: &str| [" - ", " – ", " — ", " -- "].contains(&gap);
    let gaps = ["|", "·", "•", "\t", " / ", " - ", " – ", " — ", " -- "];
    let mut parts = Vec::new();
    let (mut rest, mut has_dash) = (line, false);
    while let Some((at, gap)) = gaps.iter().filter_map(|gap| Some((rest.find(gap)?, *gap))).min() {
        has_dash |= is_dash(gap);
        parts.push(rest[..at].trim());
        rest = &rest[at + gap.len()..];
    }
    parts.push(rest.trim());
    // "Posted on February 3, 2024 by Anna Berg"
    if let Some(last) = parts.pop() {
        let by = last.find(" by ").or_else(|| last.find(" By "));
        match by.filter(|by| trailing_date(&last[..*by]).is_some()) {
            Some(by) => parts.extend([&last[..by], last[by..].trim()]),
            None => parts.push(last),
        }
    }
    parts.retain(|part| !part.is_empty());
    (parts, has_dash)
}

/// The date that `part` ends with, and what stands before it.
fn trailing_date(part: &str) -> Option<(&str, String)> {
    let starts = part.char_indices().scan(' ', |before, (at, char)| {
        let starts = !before.is_alphanumeric() && char.is_alphanumeric();
        *before = char;
        Some(starts.then_some(at))
    });
    starts.flatten().find_map(|at| Some((&part[..at], date::parse(&part[at..])?)))
}

/// `before` without the words at its end that only introduce a date, and those words.
fn without_date_words(before: &str) -> (&str, &str) {
    let mut rest = before;
    loop {
        let trimmed = rest.trim_end_matches(|char: char| char.is_whitespace() || ",:;(".contains(char));
        let start = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let start = trimmed.ceil_char_boundary(start);
        let word = trimmed[start..].to_ascii_lowercase();
        if word.is_empty() || !DATE_WORDS.contains(&word.as_str()) {
            // A time may stand before its date: "Updated 3:15 PM EST, Fri February 14, 2025".
            return if introduces_time(trimmed) { ("", before) } else { before.split_at(trimmed.len()) };
        }
        rest = &trimmed[..start];
    }
}

/// Whether `text` is a time of day, maybe behind words that introduce a date.
fn introduces_time(text: &str) -> bool {
    let Some(digit) = text.find(|char: char| char.is_ascii_digit()) else {
        return false;
    };
    let is_known = |word: &str| DATE_WORDS.contains(&word.trim_end_matches([':', ',']).to_ascii_lowercase().as_str());
    text[..digit].split_whitespace().all(is_known) && date::is_time(&text[digit..])
}

/// Tells an author from the rest; nothing where `part` says nothing.
fn author(part: &str) -> Option<Part<'_>> {
    let part = part.trim_matches(|char: char| char.is_whitespace() || ",;:".contains(char));
    if part.is_empty() {
        return None;
    }
    let name = after_by(part).filter(|(name, unknown)| is_author(name, *unknown));
    Some(name.map_or(Part::Other(part), |(name, _)| Part::Author(name)))
}

/// What follows "By", and how many small words of unknown meaning it may have.
fn after_by(part: &str) -> Option<(&str, usize)> {
    let introductions: [(&str, usize); 7] = [
        ("by", 1),
        ("written by", 1),
        ("posted by", 1),
        ("reported by", 1),
        ("story by", 1),
        // In other languages these begin sentences as well.
        ("von", 0),
        ("par", 0),
    ];
    introductions.iter().find_map(|(by, unknown)| {
        let start = part.get(..by.len())?;
        let rest = part.get(by.len()..)?;
        let name = rest.trim_start_matches(|char: char| char.is_whitespace() || char == ':');
        let fits = start.eq_ignore_ascii_case(by)
            && part.starts_with(|char: char| char.is_uppercase() || *unknown > 0)
            && name.len() < rest.len();
        fits.then(|| (name.trim_end_matches([',', ';']), *unknown))
    })
}

/// Whether `name` is one or more people, or an office, and no half of a sentence.
fn is_author(name: &str, unknown: usize) -> bool {
    let words: Vec<&str> = name.split_whitespace().map(|word| word.trim_matches([',', '(', ')'])).collect();
    let small = words.iter().filter(|word| word.starts_with(char::is_lowercase));
    let strange = small.filter(|word| !SMALL_WORDS.contains(word)).count();
    let stands_for_somebody = words.iter().any(|word| is_capital(word));
    let ends_sentence = name.ends_with('.') && !["Jr.", "Sr."].iter().any(|end| name.ends_with(end));
    name.len() <= LONGEST_NAME
        && stands_for_somebody
        && strange <= unknown
        && !words.first().is_some_and(|word| date::is_day_or_month(word))
        && !name.contains(|char: char| char.is_ascii_digit() || "?!:;\"“”".contains(char))
        && !ends_sentence
}

/// Two to four words with capitals, none of them the name of a section.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| is_capital(word) || SMALL_WORDS.contains(word);
    let is_letter = |char: char| char.is_alphabetic() || " .'’-\u{a0}".contains(char);
    (2..=4).contains(&words.len())
        && text.chars().all(is_letter)
        && words.iter().all(is_part)
        && is_capital(words[0])
        && !words.iter().any(|word| SECTION_WORDS.contains(&word.to_ascii_lowercase().as_str()))
}

/// Whether `other` beside a byline or a date leaves the line one. Sentences have dates and dashes, too: with those,
/// only names, places and times do.
fn can_stand_beside(other: &str, has_dash: bool, is_beside_date: bool) -> bool {
    let is_remark = !is_beside_date && is_short_remark(other);
    is_name(other) || date::is_time(other) || !has_dash && (is_place(other) || is_remark)
}

/// "WASHINGTON", as it stands before a date.
fn is_place(text: &str) -> bool {
    text.len() <= 40 && text.chars().all(|char| char.is_uppercase() || " .,'-".contains(char))
}

/// Whether `word` begins with a letter that is not small: many scripts have no capitals.
fn is_capital(word: &str) -> bool {
    word.starts_with(|char: char| char.is_alphabetic() && !char.is_lowercase())
}

/// "Opinion", "5 min read", "WASHINGTON": beside a date or a byline.
fn is_short_remark(text: &str) -> bool {
    text.len() <= 40 && text.split_whitespace().count() <= 4 && !is_ended(text)
}

/// The address in a line that is one, or one behind "Source:" or "URL:".
fn labelled_address(line: &str) -> Option<&str> {
    let after_label = line.split_once(':').and_then(|(label, rest)| {
        let label = label.trim().to_ascii_lowercase();
        ["source", "url", "link", "address", "original"].contains(&label.as_str()).then_some(rest)
    });
    let address = after_label.unwrap_or(line).trim();
    let address = address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(address);
    is_web_address(address).then_some(address)
}

/// Whether `text` is an http or https URL that names nobody's password: an address is shown, shared and clicked.
pub(super) fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host_char = |char: char| char.is_alphanumeric() || ".-:[]".contains(char);
    // What other programs read as the end of a host, or not at all, is no address.
    let is_odd =
        |char: char| char.is_whitespace() || char.is_control() || "\\<>\"`{}|^".contains(char) || is_invisible(char);
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && text.len() <= LONGEST_ADDRESS
        && authority.starts_with(|char: char| char.is_alphanumeric() || char == '[')
        && authority.chars().all(is_host_char)
        && !rest.contains(is_odd)
}

/// Characters that change how others are read without being seen: bidi controls, zero-width spaces.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The date at the start of a report, as agencies write it: "WASHINGTON, Feb. 14, 2025 (Reuters) — The …".
pub(super) fn date_of_dateline(paragraph: &str) -> Option<String> {
    let start = &paragraph[..paragraph.floor_char_boundary(140)];
    let dash = [" — ", " – ", " -- ", " - ", "— "].iter().filter_map(|dash| start.find(dash)).min()?;
    let place = start[..dash].trim_end();
    let agency = |place: &str, open: char, close: char| {
        let inner = place.strip_suffix(close)?;
        inner.rfind(open).map(|at| at.min(place.len()))
    };
    let end = agency(place, '(', ')').or_else(|| agency(place, '/', '/')).unwrap_or(place.len());
    let (before, date) = trailing_date(place[..end].trim_end())?;
    let is_place = before.starts_with(char::is_uppercase) && before.split_whitespace().count() <= 5;
    (is_place || before.is_empty()).then_some(date)
}

/// Whether `text` can be a headline: a line with letters that is no sentence, no remark and no address.
pub(super) fn can_be_title(text: &str) -> bool {
    let last_word = text.split_whitespace().next_back().unwrap_or_default();
    // "… in the U.S."
    let is_abbreviation = last_word.ends_with('.') && last_word.matches('.').count() > 1;
    let is_turn = text.starts_with("Q:") || text.starts_with("A:");
    text.len() <= 220
        && text.contains(char::is_alphabetic)
        && (is_abbreviation || !text.ends_with(['.', ',', ';', ':', '。']))
        && !is_turn
        && !text.contains("://")
        && !is_kicker(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "author | date | address" of a text of one line; "-" where the line is not of the head.
    fn said(line: &str) -> String {
        let head = Head::read(&[line]);
        let Metadata { title, author, date, address, .. } = head.metadata;
        if head.lines.is_empty() {
            assert!(author.is_empty() && date.is_empty() && address.is_empty(), "{line}");
            return "-".to_owned();
        }
        [title, author, date, address].join("|").trim_matches('|').to_owned()
    }

    #[test]
    fn bylines_say_who_and_when() {
        for (line, expected) in [
            ("02/14/2025 / By Willow Tohi", "Willow Tohi|2025-02-14"),
            ("By the Glossator project · 14 February 2025", "the Glossator project|2025-02-14"),
            ("By Anna Berg", "Anna Berg"),
            ("BY ANNA BERG AND JOHN ROE", "ANNA BERG AND JOHN ROE"),
            ("by Anna Berg", "Anna Berg"),
            ("By: Anna Berg", "Anna Berg"),
            ("**By Anna Berg**", "Anna Berg"),
            ("_By Anna Berg, political editor, and John Roe_", "Anna Berg, political editor, and John Roe"),
            ("By Anna Berg, Political Editor", "Anna Berg, Political Editor"),
            ("By Martin Luther King Jr.", "Martin Luther King Jr."),
            ("By Ludwig van Beethoven", "Ludwig van Beethoven"),
            ("By Anna Berg Feb. 14, 2025", "Anna Berg|2025-02-14"),
            ("By Anna Berg, published February 14, 2025", "Anna Berg|2025-02-14"),
            ("By Anna Berg | Feb 3, 2024 | 5 min read", "Anna Berg|2024-02-03"),
            ("By Anna Berg — February 3, 2024, 10:15 AM", "Anna Berg|2024-02-03"),
            ("Written by Anna Berg", "Anna Berg"),
            ("Von Anna Schmidt | 14.02.2025", "Anna Schmidt|2025-02-14"),
            ("Par Anne Dupont", "Anne Dupont"),
            ("By محمد علي", "محمد علي"),
            ("Anna Berg | Feb 3, 2024", "Anna Berg|2024-02-03"),
            ("Anna Berg | Feb 3, 2024 | 5 min read", "Anna Berg|2024-02-03"),
            ("Posted on February 3, 2024 by Anna Berg", "Anna Berg|2024-02-03"),
            ("WASHINGTON, Feb. 3, 2024", "2024-02-03"),
            ("World News | Feb 3, 2024", "2024-02-03"),
            ("Politics | Feb 3, 2024", "2024-02-03"),
            ("February 14, 2025", "2025-02-14"),
            ("Published: 14 February 2025", "2025-02-14"),
            ("Updated 3:15 PM EST, Fri February 14, 2025", "2025-02-14"),
            ("Last updated on 2025-02-14", "2025-02-14"),
            ("Published Feb. 3, 2025 | Updated Feb. 14, 2025", "2025-02-03"),
            ("Updated Feb. 14, 2025 | Published Feb. 3, 2025", "2025-02-03"),
            ("Published Feb. 3, 2025 10:15 AM ET Updated Feb. 14, 2025", "2025-02-03"),
        ] {
            assert_eq!(said(line).trim_matches('|'), expected, "{line}");
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By the time President Sheinbaum spoke on Monday, the vote was over and",
            "By Monday",
            "By February",
            "By 2030",
            "By then",
            "By Anna Berg's account, nobody was there.",
            "Bygone Days",
            "By",
            "By ",
            "By: ",
            "Von Berlin aus gesehen",
            "March 3, 2024 – It was a day like any other",
            "On March 3, 2024, the crane fell",
            "The crane fell on March 3, 2024",
            "WASHINGTON, Feb. 14, 2025 — The Senate",
            "31/02/2025",
            "9999999999",
            "From: here it went on.",
            "A headline about a source",
        ] {
            assert_eq!(said(line), "-", "{line}");
        }
        assert_eq!(said(&format!("By {}", "Anna ".repeat(2000))), "-", "10,000 characters");
    }

    #[test]
    fn labels_are_believed() {
        assert_eq!(said("Title: The crane comes down"), "The crane comes down");
        assert_eq!(said("Subject: Re: the crane"), "Re: the crane");
        assert_eq!(said("From: Anna Berg <anna@example.org>").trim_matches('|'), "Anna Berg");
        assert_eq!(said("Date: Fri, 14 Feb 2025 10:00:00 +0100").trim_matches('|'), "2025-02-14");
        assert_eq!(said("Date: spring 2024").trim_matches('|'), "spring 2024", "as it was written");
        assert_eq!(said("To: the editors"), "");
    }

    #[test]
    fn addresses_are_of_the_web_and_of_nobodys_account() {
        for line in [
            "https://example.org/crane",
            "  <http://example.org>",
            "Source: https://example.org/crane",
            "URL: https://example.org/@anna?x=1#y",
            "HTTPS://EXAMPLE.ORG:8080/",
        ] {
            assert!(said(line).to_ascii_lowercase().contains("http"), "{line}");
        }
        for line in [
            "https://anna:secret@example.org/crane",
            "https://anna@example.org/",
            "https://",
            "https:///crane",
            "https://exa mple.org",
            "https://example.org\\@evil.example",
            "https://example.org/\u{202e}gpj",
            "https://\u{200b}example.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "data:text/html,https://example.org",
            "see https://example.org",
        ] {
            assert_eq!(said(line), "-", "{line}");
        }
    }

    #[test]
    fn datelines_have_dates() {
        let date = |text| date_of_dateline(text).unwrap_or_default();
        assert_eq!(date("WASHINGTON, Feb. 14, 2025 (GLOBE NEWSWIRE) -- The"), "2025-02-14");
        assert_eq!(date("NEW YORK, February 14, 2025 /PRNewswire/ -- The"), "2025-02-14");
        assert_eq!(date("PARIS (Reuters) — The"), "");
        assert_eq!(date("The crane, which fell on a day in the month of Feb. 14, 2025 — no"), "");
        assert_eq!(date(&"é".repeat(200)), "");
    }
}
