//! Whether line ends are part of the text or only where a mail program or a terminal had to turn.
//!
//! A program that wraps fills each line as far as it can: the next word would not have fitted. So every wrapped line
//! says between which columns the margin was, from its own width to the width it would have had with the next word.
//! The margin is the column on which most lines agree. If fewer than half of the lines agree, or the margin is
//! narrower than prose is set ([`NARROWEST`]: verse, addresses) or wider than anything is wrapped ([`WIDEST`]: a
//! paragraph a line, as pages are scraped), or lines hardly ever end in the middle of a sentence (lists, headlines,
//! verse again), then line ends are the author's, and each line is a paragraph.
//!
//! Blank lines play no part in it: a wrapped page without them is still read right, apart from a paragraph that
//! happens to end at the margin.

/// The narrowest margin that is taken for one: most verse is narrower.
const NARROWEST: usize = 45;

/// The widest. Mail stops at 78, text copied from a printed page at about 100.
const WIDEST: usize = 100;

/// A line may miss the margin by an eighth of it and still count as full. Proportional type is measured in
/// millimetres and not in characters, and people edit wrapped text.
const SLACK_DIVISOR: usize = 8;

/// Finds the margin at which `pairs` of successive lines were wrapped; `None` where their ends are the author's.
pub(super) fn margin<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Option<usize> {
    // From `opens[w]` lines on, less the `closes[w]`, the margin `w` is possible.
    let mut opens = [0i64; WIDEST + 2];
    let mut votes = Vec::new();
    let mut all = 0;
    for (line, next) in pairs {
        all += 1;
        let (width, reach) = (width(line), reach(line, next));
        if width <= WIDEST {
            opens[width] += 1;
            opens[reach.min(WIDEST + 1)] -= 1;
            votes.push((width, reach, ends_within_sentence(line, next)));
        }
    }
    let margin = most_agreed(&opens);
    let agreed = || votes.iter().filter(|(width, reach, _)| (*width..*reach).contains(&margin));
    let within = agreed().filter(|(_, _, within)| *within).count();
    let agrees = agreed().count();
    (margin >= NARROWEST && agrees * 2 >= all && within * 3 >= agrees && within > 0).then_some(margin)
}

/// Whether `next` goes on with the paragraph of `line`, in text wrapped at `margin`.
pub(super) fn joins(line: &str, next: &str, margin: usize) -> bool {
    let slack = margin / SLACK_DIVISOR;
    let width = width(line);
    let one_word = !line.trim().contains(' ');
    if width > margin + slack && !one_word || one_word && width < margin / 2 {
        return false;
    }
    if line.trim_start().starts_with('|') || next.trim_start().starts_with('|') {
        return false;
    }
    let begins_anew = super::indent(next) > super::indent(line) + 1 || is_ended(line) && has_speaker(next.trim_start());
    let full = reach(line, next) + slack > margin;
    let ragged = width * 2 >= margin && ends_within_sentence(line, next);
    !begins_anew && (full || ragged)
}

/// The smallest column in which the most lines agree, among those that prose is wrapped at.
fn most_agreed(opens: &[i64]) -> usize {
    let mut possible = 0;
    let mut best = (0, 0);
    for (column, change) in opens.iter().enumerate().take(WIDEST + 1) {
        possible += change;
        if column >= NARROWEST && possible > best.0 {
            best = (possible, column);
        }
    }
    best.1
}

fn width(line: &str) -> usize {
    line.chars().count()
}

/// The width that `line` would have had with the first word of `next`.
fn reach(line: &str, next: &str) -> usize {
    let word = next.split_whitespace().next().unwrap_or_default();
    width(line) + 1 + width(word)
}

/// Whether a sentence runs over the end of `line`: no full stop before it and no capital after. Letters without case
/// speak neither for nor against a capital.
fn ends_within_sentence(line: &str, next: &str) -> bool {
    let begins = next.trim_start().chars().next();
    let small = begins.is_some_and(|char| char.is_alphabetic() && !char.is_uppercase());
    small && !is_ended(line)
}

/// Whether `line` ends as a sentence does, quotation marks and brackets aside.
pub(super) fn is_ended(line: &str) -> bool {
    let bare = line.trim_end().trim_end_matches(|char| "\"'”’»)]*_".contains(char));
    bare.ends_with(|char| ".!?:;…。！？؟".contains(char))
}

/// "Q: Why?", "SENATOR CRUZ: No.": a turn in an interview begins a paragraph even where lines are wrapped.
fn has_speaker(line: &str) -> bool {
    let Some(colon) = line.find(": ").filter(|colon| *colon <= 40) else {
        return false;
    };
    let label = &line[..colon];
    label.starts_with(char::is_uppercase) && label.split_whitespace().count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text::tests::wrapped;

    fn margin_of(text: &str) -> Option<usize> {
        let lines: Vec<&str> = text.lines().collect();
        margin(lines.windows(2).map(|pair| (pair[0], pair[1])))
    }

    const PROSE: &str = "The harbour master said on Tuesday that the old crane would come down before the \
        winter, because nobody could be found who still knew how to grease it. It had stood on the quay since \
        1931, and for most of that time the town had argued about it. Those who wanted it gone said that it was \
        rusty; those who wanted it kept said the same, and meant it as praise.";

    #[test]
    fn prose_tells_where_it_was_wrapped() {
        for at in [50, 60, 64, 72, 78, 80, 96] {
            let text = wrapped(PROSE, at);
            let margin = margin_of(&text).expect("a margin");
            assert!(margin <= at && margin + 8 >= at, "{margin} for {at}");
            let lines: Vec<&str> = text.lines().collect();
            assert!(lines.windows(2).all(|pair| joins(pair[0], pair[1], margin)));
        }
    }

    #[test]
    fn verse_addresses_and_pages_keep_their_lines() {
        for text in [
            "The quay is grey, the crane is tall,\nIt has no work to do at all.\n\
             The gulls that sit upon its arm\nHave never done it any harm.",
            "Port Authority\n12 Long Quay\nSouth Harbour\nTel. 555 0100",
            "Crane to come down\nWinter storms expected early\nFerry fares rise again in the new year",
            "A sentence stands here. And one more of the same.\nThe next paragraph is of another length, \
             and it goes on for rather longer than any line of a mail would, up to its end.\nA third.",
            &format!("{PROSE}\n{PROSE}\n{PROSE}"),
            "",
        ] {
            assert_eq!(margin_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_paragraph_of_wrapped_text_ends_at_a_short_line() {
        let full = "and the committee, which had met four times since the spring, agreed that";
        assert!(joins(full, "the crane", 72));
        assert!(!joins("It was over.", "The crane", 72));
        assert!(!joins("Best wishes", "Anna", 72));
        assert!(joins("it was, so the man said with", "a smile", 50), "ragged, but within a sentence");
        assert!(!joins("so the whole of the committee agreed on that in the end, all of it.", "A: No.", 72));
        assert!(!joins(full, "    Another paragraph", 72));
        assert!(!joins(&full.repeat(3), "the crane", 72));
        assert!(!joins("| one | two | three | four | five | six | seven | eight | nine |", "| a |", 72));
    }
}
