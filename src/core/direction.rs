//! Which way text runs: for a paragraph as its first strong character says, and for a single character as the Unicode
//! Bidirectional Algorithm (UAX #9) lays it out. Enough of it to say at which side of a character a cursor stands.

/// What follows, up to [`POP_DIRECTIONAL_ISOLATE`], is laid out for itself, as its first strong character says.
pub const FIRST_STRONG_ISOLATE: char = '\u{2068}';

/// Ends what [`FIRST_STRONG_ISOLATE`] began.
pub const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// Which way text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right, as Latin does.
    Ltr,
    /// From right to left, as Arabic and Hebrew do.
    Rtl,
}

/// Characters at the beginning of an article that say which way most of it runs.
const ENOUGH: usize = 20_000;

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    /// That of a text: of its first strong character. `None` where it has none, as in a row of figures.
    pub fn of(text: &str) -> Option<Self> {
        text.chars().find_map(strong)
    }

    /// Whether anything in a text runs from right to left.
    pub fn has_rtl(text: &str) -> bool {
        text.chars().any(|char| strong(char) == Some(Self::Rtl))
    }

    /// That in which most of the characters of a text run that run in any: of an article, where a first line may be in
    /// another script than the rest. Of a long text the beginning says it.
    pub fn of_most(text: &str) -> Self {
        let (mut left, mut right) = (0_usize, 0_usize);
        for char in text.chars().take(ENOUGH) {
            match strong(char) {
                Some(Self::Ltr) => right += 1,
                Some(Self::Rtl) => left += 1,
                None => {}
            }
        }
        if left > right { Self::Rtl } else { Self::Ltr }
    }

    /// That of the character at `byte` of a paragraph, which runs in `base` itself. What is neither, like a space or a
    /// point, goes with what stands on both sides of it, and else with the paragraph.
    pub fn at(paragraph: &str, byte: usize, base: Self) -> Self {
        let (before, after) = (paragraph.get(..byte).unwrap_or_default(), paragraph.get(byte..).unwrap_or_default());
        let here = after.chars().next();
        if let Some(strong) = here.and_then(strong) {
            return strong;
        }
        // Figures run to the right everywhere.
        if here.is_some_and(is_figure) {
            return Self::Ltr;
        }
        // Beside a figure in Arabic or Hebrew text things run as beside the text.
        let side = |char: char| strong(char).or(is_figure(char).then_some(base));
        let sides = (before.chars().rev().find_map(side), after.chars().find_map(side));
        match sides {
            (Some(one), Some(other)) if one == other => one,
            _ => base,
        }
    }
}

fn is_figure(char: char) -> bool {
    matches!(char, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// The scripts that run to the left have blocks of their own in Unicode, new ones included (UAX #9, 3.2). Their marks and
/// figures are no strong characters.
fn strong(char: char) -> Option<Direction> {
    match char {
        '\u{200e}' => Some(Direction::Ltr),
        '\u{200f}' | '\u{61c}' => Some(Direction::Rtl),
        '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => None,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => Some(Direction::Rtl),
        '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' => Some(Direction::Rtl),
        // Ranges with few signs among the letters, for a table of all letters would be larger than all of this.
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{2ff}' | '\u{370}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' => {
            Some(Direction::Ltr)
        }
        '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{fb1c}' | '\u{ff21}'..='\u{ffdc}' => Some(Direction::Ltr),
        '\u{10000}'..='\u{1d7ff}' | '\u{20000}'..='\u{3ffff}' => Some(Direction::Ltr),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Ltr, Rtl};
    use proptest::prelude::*;

    #[test]
    fn a_paragraph_runs_as_its_first_strong_character() {
        for (text, expected) in [
            ("The word سلام", Some(Ltr)),
            ("سلام is a word", Some(Rtl)),
            ("«שלום» said", Some(Rtl)),
            ("1. 2024: שלום", Some(Rtl)),
            ("\u{200f}(English)", Some(Rtl)),
            ("12 – 14!", None),
            ("٣٤", None),
            ("", None),
        ] {
            assert_eq!(Direction::of(text), expected, "{text}");
        }
    }

    #[test]
    fn an_article_runs_as_most_of_it() {
        assert_eq!(Direction::of_most("BBC\n\nقال الوزير إن الحكومة"), Rtl);
        assert_eq!(Direction::of_most("שלום\n\nis the Hebrew word for peace"), Ltr);
        assert_eq!(Direction::of_most("2024"), Ltr);
    }

    /// The letters say how each character runs: `l`, `r`; as many as characters.
    fn check(text: &str, base: Direction, expected: &str) {
        let found: String = text
            .char_indices()
            .map(|(byte, _)| if Direction::at(text, byte, base) == Ltr { 'l' } else { 'r' })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn characters_run_as_their_neighbours() {
        check("אב cd ef. גד", Rtl, "rrrlllllrrrr");
        check("ab גד, הו.", Ltr, "lllrrrrrrl");
        check("אב 12 גד", Rtl, "rrrllrrr");
        check("ab 12", Ltr, "lllll");
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_runs_somehow(text in ".{0,40}", byte in 0_usize..200) {
            for base in [Ltr, Rtl] {
                let here = Direction::at(&text, byte, base);
                // Beyond the text, and within a character, it is the paragraph's.
                if byte >= text.len() || !text.is_char_boundary(byte) {
                    prop_assert_eq!(here, base);
                }
                let char = text.get(byte..).and_then(|rest| rest.chars().next());
                if let Some(strong) = char.and_then(strong) {
                    prop_assert_eq!(here, strong);
                }
            }
        }
    }
}
