//! What a single line is, seen by itself: the markers that Markdown and its look-alikes put at the start of a line.
//!
//! A marker is only taken for one where text follows it. "#hashtag", "-5 degrees" and a lone "-" are text.

/// A line with its marker told apart from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Blank,
    /// Only dashes, stars, underscores or equals signs: a rule, or the underline of a heading above.
    Rule {
        /// What it may underline: `=` or `-` in one run.
        underline: Option<char>,
    },
    /// Opens or closes a block of code.
    Fence {
        mark: char,
        /// Nothing stands after it, so it can close.
        bare: bool,
    },
    Heading {
        level: u8,
        text: &'a str,
    },
    Quote {
        text: &'a str,
    },
    Item(Item<'a>),
    Text,
}

/// A line that begins an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item<'a> {
    /// Columns before the marker.
    pub(super) indent: usize,
    /// The number, where it is one.
    pub(super) number: Option<u32>,
    /// As written: `-`, `12.`
    pub(super) marker: &'a str,
    pub(super) text: &'a str,
}

/// Columns up to the next tab stop.
const TAB: usize = 4;

/// Characters of the word after an opening fence, at most. A longer one is text and must not be lost.
const LONGEST_INFO: usize = 30;

impl<'a> Line<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return Line::Blank;
        }
        rule(trimmed)
            .or_else(|| fence(trimmed))
            .or_else(|| heading(trimmed))
            .or_else(|| quote(trimmed))
            .or_else(|| item(line, trimmed).map(Line::Item))
            .unwrap_or(Line::Text)
    }
}

/// The columns of white space that `line` begins with.
pub(super) fn indent(line: &str) -> usize {
    line.chars().take_while(|char| char.is_whitespace()).fold(0, |column, char| match char {
        '\t' => column / TAB * TAB + TAB,
        _ => column + 1,
    })
}

fn rule(trimmed: &str) -> Option<Line<'_>> {
    let mark = trimmed.chars().next().filter(|char| "-*_=".contains(*char))?;
    let marks = trimmed.chars().filter(|char| *char == mark).count();
    let unbroken = marks == trimmed.len();
    let spaced = trimmed.chars().all(|char| char == mark || char == ' ') && mark != '=';
    let underline = (unbroken && "=-".contains(mark)).then_some(mark);
    (marks >= 3 && (unbroken || spaced)).then_some(Line::Rule { underline })
}

fn fence(trimmed: &str) -> Option<Line<'_>> {
    let mark = trimmed.chars().next().filter(|char| "`~".contains(*char))?;
    let info = trimmed.trim_start_matches(mark);
    let is_word = |char: char| char.is_ascii_alphanumeric() || "+-_.#".contains(char);
    let word = info.trim_start();
    let fits = word.len() <= LONGEST_INFO && word.chars().all(is_word);
    (trimmed.len() - info.len() >= 3 && fits).then_some(Line::Fence { mark, bare: word.is_empty() })
}

fn heading(trimmed: &str) -> Option<Line<'_>> {
    let text = trimmed.trim_start_matches('#');
    let level = u8::try_from(trimmed.len() - text.len()).ok()?;
    // "# # #" ends a press release.
    let says_something = text.chars().any(|char| char != '#' && !char.is_whitespace());
    let is_heading = (1..=6).contains(&level) && text.starts_with(char::is_whitespace) && says_something;
    is_heading.then(|| Line::Heading { level, text: text.trim() })
}

fn quote(trimmed: &str) -> Option<Line<'_>> {
    let text = trimmed.trim_start_matches(|char: char| char == '>' || char.is_whitespace());
    trimmed.starts_with('>').then_some(Line::Quote { text })
}

fn item<'a>(line: &str, trimmed: &'a str) -> Option<Item<'a>> {
    let (marker, number) = bullet(trimmed).or_else(|| numeral(trimmed))?;
    let rest = &trimmed[marker.len()..];
    // "•One" is what copying from a word processor gives; no other marker is one without a space.
    let apart = rest.starts_with(char::is_whitespace) || marker == "•";
    let text = rest.trim_start();
    (apart && !text.is_empty()).then(|| Item { indent: indent(line), number, marker, text })
}

fn bullet(trimmed: &str) -> Option<(&str, Option<u32>)> {
    let mark = trimmed.chars().next().filter(|char| "-*+•".contains(*char))?;
    Some((&trimmed[..mark.len_utf8()], None))
}

fn numeral(trimmed: &str) -> Option<(&str, Option<u32>)> {
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let number = trimmed[..digits].parse().ok()?;
    let point = trimmed[digits..].starts_with(['.', ')']);
    (point && digits <= 4).then(|| (&trimmed[..=digits], Some(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let found = match Line::of(line) {
            Line::Blank => "blank".to_owned(),
            Line::Rule { underline: None } => "rule".to_owned(),
            Line::Rule { underline: Some(mark) } => format!("rule {mark}"),
            Line::Fence { mark, bare } => {
                format!("fence {mark}{}", if bare { " bare" } else { "" })
            }
            Line::Heading { level, text } => format!("h{level} {text}"),
            Line::Quote { text } => format!("quote {text}"),
            Line::Item(item) => {
                format!("item {} {} {:?} {}", item.indent, item.marker, item.number, item.text)
            }
            Line::Text => "text".to_owned(),
        };
        assert_eq!(found, expected, "{line:?}");
    }

    #[test]
    fn markers_are_told_from_text() {
        check("", "blank");
        check("\u{a0} \u{3000}", "blank");
        check("---", "rule -");
        check("=====", "rule =");
        check("* * *", "rule");
        check("___", "rule");
        check("= = =", "text");
        check("--", "text");
        check("---a", "text");
        check("```", "fence ` bare");
        check("~~~ rust", "fence ~");
        check("``` two words", "text");
        check("``inline``", "text");
        check("# One", "h1 One");
        check("   ###### Six ##", "h6 Six ##");
        check("####### Seven", "text");
        check("#hashtag", "text");
        check("#", "text");
        check("# # #", "text");
        check("###", "text");
        check("> a > b", "quote a > b");
        check(">", "quote ");
        check("> > nested", "quote nested");
        check("- one", "item 0 - None one");
        check("\t* two", "item 4 * None two");
        check("•three", "item 0 • None three");
        check("-four", "text");
        check("-", "text");
        check("12) five", "item 0 12) Some(12) five");
        check("3.5 percent", "text");
        check("12345. long", "text");
        check("2024 was", "text");
        check("\u{301}# one", "text");
        check("\u{202e}- one", "text");
    }
}
