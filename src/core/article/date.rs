//! Dates as articles write them, in English, German and Japanese and in numbers, and the one form in which they are shown.
//!
//! A date is kept as ISO 8601 and without its time of day: articles give times in zones that only their readers know.

use time::{Date, Month};

/// Longer than any date with its weekday, time and zone; what is longer is not looked at.
const LONGEST: usize = 80;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Those that German calls otherwise, by their places.
const GERMAN_MONTHS: [(&str, usize); 8] = [
    ("januar", 0),
    ("februar", 1),
    ("märz", 2),
    ("mai", 4),
    ("juni", 5),
    ("juli", 6),
    ("oktober", 9),
    ("dezember", 11),
];

const GERMAN_WEEKDAYS: [&str; 8] =
    ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What may stand beside the figures of a time of day.
const CLOCK_WORDS: &[&str] = &[
    "a", "am", "at", "bst", "cdt", "central", "cest", "cet", "cst", "ct", "eastern", "edt", "est", "et", "gmt", "ist",
    "jst", "local", "m", "mdt", "mst", "mt", "p", "pacific", "pdt", "pm", "pst", "pt", "standard", "t", "time", "uhr",
    "um", "utc", "z", "分", "時",
];

/// The date that the whole of `text` is, as ISO 8601. Weekday and time of day may stand beside it and are dropped.
///
/// Between slashes the month comes first unless it cannot: that is how the English-language sites that use slashes
/// write. Between points the day comes first. Between dashes nobody can know, so only what has one reading is taken.
///
/// ```
/// use glossator_core::article::date::parse;
/// assert_eq!(parse("02/14/2025").as_deref(), Some("2025-02-14"));
/// assert_eq!(parse("Friday, February 14th, 2025 at 3:15 p.m. ET").as_deref(), Some("2025-02-14"));
/// assert_eq!(parse("31/02/2025"), None);
/// assert_eq!(parse("14 February 2025 was a Friday"), None);
/// ```
pub fn parse(text: &str) -> Option<String> {
    let tokens = tokens(text)?;
    let (date, rest) = date(without_weekday(&tokens))?;
    let rest = without_weekday(rest);
    let ended = skip(rest, &['.', ',', ';', ':']).is_empty();
    (ended || clock(rest)).then(|| iso(date))
}

/// An ISO date as people read it. What is no ISO date is returned as it is.
///
/// ```
/// use glossator_core::article::date::display;
/// assert_eq!(display("2025-02-14"), "14 February 2025");
/// assert_eq!(display("2025-02-14T09:30:00Z"), "14 February 2025");
/// assert_eq!(display("early spring"), "early spring");
/// ```
pub fn display(iso: &str) -> String {
    let day = iso.get(..10).unwrap_or_default();
    let time = iso.get(10..).unwrap_or_default();
    match from_iso(day) {
        Some(date) if time.is_empty() || is_iso_time(time) => {
            format!("{} {} {}", date.day(), date.month(), date.year())
        }
        _ => iso.to_owned(),
    }
}

/// Whether the whole of `text` is a time of day, such as `3:15 PM EST,`.
pub(super) fn is_time(text: &str) -> bool {
    tokens(text).is_some_and(|tokens| clock(&tokens))
}

/// Whether `word` names a weekday or a month: a line "By Friday" is no byline.
pub(super) fn is_day_or_month(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    WEEKDAYS.contains(&word.as_str()) || MONTHS.contains(&word.as_str())
}

#[derive(Debug, PartialEq)]
enum Token {
    Digits(String),
    /// In lower case.
    Word(String),
    Mark(char),
}

use Token::{Digits, Mark, Word};

/// `None` where there is nothing or more than a date can be.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let mut tokens: Vec<Token> = Vec::new();
    let mut glued = false;
    for char in text.chars() {
        match (tokens.last_mut(), char) {
            (Some(Digits(digits)), '0'..='9') if glued => digits.push(char),
            (Some(Word(word)), _) if glued && char.is_alphabetic() => word.push(char.to_ascii_lowercase()),
            (_, '0'..='9') => tokens.push(Digits(char.into())),
            _ if char.is_alphabetic() => tokens.push(Word(char.to_ascii_lowercase().to_string())),
            _ if char.is_whitespace() => {}
            _ => tokens.push(Mark(char)),
        }
        glued = !char.is_whitespace();
    }
    Some(tokens)
}

fn without_weekday(tokens: &[Token]) -> &[Token] {
    let after_comma = skip(tokens, &[',']);
    match after_comma {
        [Word(word), rest @ ..] if is_weekday(word) => skip(rest, &['.', ',']),
        _ => tokens,
    }
}

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| *name == word || (3..=5).contains(&word.len()) && name.starts_with(word))
        || GERMAN_WEEKDAYS.iter().any(|name| *name == word || word.len() == 2 && name.starts_with(word))
}

/// The tokens after the leading ones among `marks`.
fn skip<'a>(tokens: &'a [Token], marks: &[char]) -> &'a [Token] {
    let count = tokens.iter().take_while(|token| matches!(token, Mark(mark) if marks.contains(mark))).count();
    &tokens[count..]
}

/// The date that `tokens` begin with, and what follows it.
fn date(tokens: &[Token]) -> Option<(Date, &[Token])> {
    match tokens {
        [Digits(a), Mark(first), Digits(b), Mark(second), Digits(c), rest @ ..] if first == second => {
            Some((in_numbers(*first, a, b, c)?, rest))
        }
        [Digits(year), Word(y), Digits(month), Word(m), Digits(day), Word(d), rest @ ..]
            if [y, m, d].map(String::as_str) == ["年", "月", "日"] =>
        {
            Some((calendar(day, month, year)?, rest))
        }
        [Digits(_), ..] => day_first(tokens),
        _ => month_first(tokens),
    }
}

fn in_numbers(mark: char, a: &str, b: &str, c: &str) -> Option<Date> {
    if a.len() == 4 {
        return "-/.".contains(mark).then(|| calendar(c, b, a))?;
    }
    match mark {
        '/' if number(a)? > 12 => calendar(a, b, &century(c)),
        '/' => calendar(b, a, &century(c)),
        '.' => calendar(a, b, c),
        '-' if number(a)? > 12 || a == b => calendar(a, b, c),
        '-' if number(b)? > 12 => calendar(b, a, c),
        _ => None,
    }
}

/// A year of two figures is taken as people mean it who write one: of this century up to 69.
fn century(year: &str) -> String {
    match (year.len(), number(year)) {
        (2, Some(0..70)) => format!("20{year}"),
        (2, Some(_)) => format!("19{year}"),
        _ => year.to_owned(),
    }
}

/// "14 February 2025", "14th of February, 2025", "14-Feb-2025".
fn day_first(tokens: &[Token]) -> Option<(Date, &[Token])> {
    let [Digits(day), rest @ ..] = tokens else {
        return None;
    };
    let rest = skip(without_ordinal(rest), &['.', '-']);
    let rest = match rest {
        [Word(of), rest @ ..] if of == "of" => rest,
        _ => rest,
    };
    let [Word(month), rest @ ..] = rest else {
        return None;
    };
    let [Digits(year), rest @ ..] = skip(rest, &['.', ',', '-']) else {
        return None;
    };
    Some((named(day, month, year)?, rest))
}

/// "February 14, 2025", "Feb. 14th 2025".
fn month_first(tokens: &[Token]) -> Option<(Date, &[Token])> {
    let [Word(month), rest @ ..] = tokens else {
        return None;
    };
    let [Digits(day), rest @ ..] = skip(rest, &['.']) else {
        return None;
    };
    let [Digits(year), rest @ ..] = skip(without_ordinal(rest), &[',']) else {
        return None;
    };
    Some((named(day, month, year)?, rest))
}

fn without_ordinal(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Word(word), rest @ ..] if matches!(word.as_str(), "st" | "nd" | "rd" | "th") => rest,
        _ => tokens,
    }
}

fn named(day: &str, month: &str, year: &str) -> Option<Date> {
    let abbreviation = if month == "sept" { "sep" } else { month };
    let is_it =
        |name: &str| name == abbreviation || abbreviation.chars().count() == 3 && name.starts_with(abbreviation);
    let german = || GERMAN_MONTHS.iter().find(|(name, _)| is_it(name)).map(|(_, index)| *index);
    let index = MONTHS.iter().position(|name| is_it(name)).or_else(german)?;
    calendar(day, &(index + 1).to_string(), year)
}

/// Only days that were in the calendar.
fn calendar(day: &str, month: &str, year: &str) -> Option<Date> {
    if day.len() > 2 || month.len() > 2 || year.len() != 4 {
        return None;
    }
    let month = Month::try_from(u8::try_from(number(month)?).ok()?).ok()?;
    let year = i32::from(number(year)?);
    let date = Date::from_calendar_date(year, month, u8::try_from(number(day)?).ok()?).ok()?;
    (year >= 1000).then_some(date)
}

fn number(digits: &str) -> Option<u16> {
    digits.parse().ok()
}

/// Whether `tokens` are a time of day and nothing else.
fn clock(tokens: &[Token]) -> bool {
    let parts_of_a_clock = tokens.iter().enumerate().all(|(index, token)| match token {
        Digits(digits) => match index.checked_sub(1).map(|before| &tokens[before]) {
            Some(Mark('+' | '-')) => digits.len() <= 4,
            Some(Mark('.')) => digits.len() <= 9,
            _ => digits.len() <= 2,
        },
        Word(word) => CLOCK_WORDS.contains(&word.as_str()),
        Mark(mark) => ",.;:·|-–—@()+".contains(*mark),
    });
    let tells_the_time = tokens.windows(2).any(|pair| match pair {
        [Digits(_), Mark(':')] => true,
        [Digits(_), Word(word)] => matches!(word.as_str(), "a" | "am" | "p" | "pm" | "時"),
        _ => false,
    });
    parts_of_a_clock && tells_the_time
}

fn from_iso(day: &str) -> Option<Date> {
    let (year, rest) = day.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let digits = [year, month, day].map(str::len) == [4, 2, 2];
    digits.then(|| calendar(day, month, year))?
}

fn is_iso_time(time: &str) -> bool {
    let mut chars = time.chars();
    chars.next() == Some('T')
        && chars.next().is_some_and(|char| char.is_ascii_digit())
        && chars.all(|char| char.is_ascii_digit() || ":.+-Z".contains(char))
}

fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    #[test]
    fn dates_are_found_as_articles_write_them() {
        for text in [
            "02/14/2025",
            "2/14/25",
            "14/02/2025",
            "14 February 2025",
            "14th February 2025",
            "14th of February, 2025",
            "February 14, 2025",
            "February 14th, 2025",
            "FEBRUARY 14, 2025",
            "Feb. 14, 2025",
            "Feb 14 2025",
            "14 Feb 2025",
            "14-Feb-2025",
            "2025-02-14",
            "2025/02/14",
            "14.02.2025",
            "14.2.2025",
            "14-02-2025",
            "02-14-2025",
            "Friday, February 14, 2025",
            "Fri., Feb. 14, 2025",
            "Fri Feb 14, 2025",
            "14 February 2025, Friday",
            "February 14, 2025.",
            "February 14, 2025 at 3:15 p.m. ET",
            "14 February 2025, 10:22 GMT",
            "14.02.2025, 09:05",
            "Fri, 14 Feb 2025 10:00:00 +0100",
            "2025-02-14T09:30:00.123Z",
            "Feb 14, 2025 3PM",
            "\u{a0}February\u{a0}14, 2025 ",
            "14. Februar 2025",
            "2025年2月14日 6時30分",
            "Freitag, 14. Februar 2025, 18:05 Uhr",
            "Fr, 14. Feb. 2025 um 9:05 Uhr",
        ] {
            assert_eq!(parse(text).as_deref(), Some("2025-02-14"), "{text:?}");
        }
        assert_eq!(parse("Sept. 5, 2024").as_deref(), Some("2024-09-05"));
        assert_eq!(parse("03/04/2025").as_deref(), Some("2025-03-04"), "month first");
        assert_eq!(parse("03.04.2025").as_deref(), Some("2025-04-03"), "day first");
        assert_eq!(parse("3. Mär. 2025").as_deref(), Some("2025-03-03"));
        assert_eq!(parse("2024-02-29").as_deref(), Some("2024-02-29"), "a leap year");
        assert_eq!(parse("7/4/76").as_deref(), Some("1976-07-04"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            " ",
            "31/02/2025",
            "02/31/2025",
            "2025-02-29",
            "13/13/2025",
            "0/0/2025",
            "9999999999",
            "99999999999999999999/1/2025",
            "03-04-2025",
            "1.2.3",
            "10.0.0.1",
            "555-123-4567",
            "0999-01-01",
            "February 2025",
            "February 14",
            "14 Thermidor 2025",
            "14 Febru 2025",
            "February 14, 2025 was a Friday",
            "February 14, 2025 - 16",
            "On February 14, 2025",
            "2025-02-14-15",
            "2025-02-14 👩‍👩‍👧‍👦",
            "١٤/٠٢/٢٠٢٥",
            "\0",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
        assert_eq!(parse(&"1/".repeat(50_000)), None);
    }

    #[test]
    fn only_a_time_is_a_time() {
        for text in ["3:15 PM EST,", "10:22", "3 p.m.", "at 09:05 (UTC+1)"] {
            assert!(is_time(text), "{text:?}");
        }
        for text in ["", "at", "3", "12 people", "3:15 soldiers", "15th"] {
            assert!(!is_time(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_iso_is_shown_as_it_is() {
        for text in [
            "",
            "2025",
            "2025-02-30",
            "2025-2-14",
            "+025-02-14",
            "2025-02-14Tomorrow",
            "2025-02-14 or so",
            "14 février 2025",
        ] {
            assert_eq!(display(text), text);
        }
        assert_eq!(display("1999-12-01"), "1 December 1999");
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any_text()) {
            if let Some(iso) = parse(&text) {
                prop_assert_ne!(display(&iso), iso);
            }
            let _ = (display(&text), is_time(&text));
        }

        #[test]
        fn every_day_is_understood_as_it_is_shown(year in 1000i32..=9999, day in 1u16..=365) {
            let iso = iso(Date::from_ordinal_date(year, day).expect("a day"));
            prop_assert_eq!(parse(&iso), Some(iso.clone()));
            prop_assert_eq!(parse(&display(&iso)), Some(iso));
        }
    }
}
