//! Edits that know where each word went.

use crate::corpus::Dice;
use std::ops::Range;

/// What is done to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The passage is taken out, and nothing else.
    PassageDeleted,
    /// The sentences that the passage is in are taken out.
    SentencesDeleted,
    /// So many words of a hundred are replaced.
    WordsReplaced(usize),
    /// So many sentences of a hundred change places.
    SentencesMoved(usize),
    /// Paragraphs of another article are put in.
    ParagraphsInserted,
    /// White space and quotation marks are set otherwise.
    Retyped,
    /// The paragraph of the passage is there a second time, further up or down.
    Duplicated,
}

impl Edit {
    pub const ALL: [Self; 9] = [
        Self::PassageDeleted,
        Self::SentencesDeleted,
        Self::WordsReplaced(5),
        Self::WordsReplaced(15),
        Self::WordsReplaced(30),
        Self::SentencesMoved(20),
        Self::ParagraphsInserted,
        Self::Retyped,
        Self::Duplicated,
    ];

    pub fn name(self) -> String {
        match self {
            Self::PassageDeleted => "passage deleted".to_owned(),
            Self::SentencesDeleted => "its sentences deleted".to_owned(),
            Self::WordsReplaced(share) => format!("{share} % of words replaced"),
            Self::SentencesMoved(share) => format!("{share} % of sentences moved"),
            Self::ParagraphsInserted => "paragraphs inserted".to_owned(),
            Self::Retyped => "spaces, quotes retyped".to_owned(),
            Self::Duplicated => "paragraph duplicated".to_owned(),
        }
    }
}

/// A character of an edited text.
#[derive(Clone, Copy, Debug)]
struct Char {
    char: char,
    /// Which character of the old text stood here, if any.
    from: Option<usize>,
    /// Whether it still does.
    kept: bool,
}

/// An edited text, with where everything came from.
pub struct Edited(Vec<Char>);

impl Edited {
    pub fn text(&self) -> String {
        self.0.iter().map(|it| it.char).collect()
    }

    /// Where the old characters `range`, or what replaced them, are now.
    pub fn place(&self, old: &[char], range: &Range<usize>) -> Place {
        let within = |it: &Char| it.from.is_some_and(|from| range.contains(&from));
        let mut kept = vec![false; range.len()];
        for from in self.0.iter().filter(|it| it.kept && within(it)).filter_map(|it| it.from) {
            kept[from - range.start] = true;
        }
        if !words(&old[range.clone()]).into_iter().any(|word| kept[word].iter().all(|kept| *kept)) {
            return Place::Gone;
        }
        let Some(start) = self.0.iter().position(within) else { return Place::Gone };
        let piece: Vec<usize> = self.0[start..].iter().take_while(|it| within(it)).filter_map(|it| it.from).collect();
        let whole = piece.is_sorted() && self.0.iter().filter(|it| within(it)).count() == piece.len();
        if whole { Place::There(start..start + piece.len()) } else { Place::Torn }
    }
}

/// Where a passage went.
pub enum Place {
    /// There.
    There(Range<usize>),
    /// No word of it is left.
    Gone,
    /// In several places, so that nobody can say which is the right one.
    Torn,
}

/// The words of a text, with their punctuation.
pub fn words(text: &[char]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, char) in text.iter().chain([&' ']).enumerate() {
        match (char.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The edited article. `passage` is what was marked, `other` the text that new words and paragraphs come from.
pub fn apply(edit: Edit, old: &[char], passage: &Range<usize>, other: &[char], dice: &mut Dice) -> Edited {
    let kept = |range: Range<usize>| range.map(|at| Char { char: old[at], from: Some(at), kept: true });
    let new =
        |chars: &[char]| chars.iter().map(|char| Char { char: *char, from: None, kept: false }).collect::<Vec<_>>();
    let all = 0..old.len();
    Edited(match edit {
        Edit::PassageDeleted => {
            // With the space after it, or two would be left.
            let end = passage.end + usize::from(old.get(passage.end) == Some(&' '));
            kept(0..passage.start).chain(kept(end..all.end)).collect()
        }
        Edit::SentencesDeleted => pieces(old, sentence_ends)
            .into_iter()
            .filter(|it| it.end <= passage.start || passage.end <= it.start)
            .flat_map(kept)
            .collect(),
        Edit::WordsReplaced(share) => {
            let vocabulary = words(other);
            let mut result = Vec::new();
            let mut done = 0;
            for word in words(old) {
                result.extend(kept(done..word.start));
                done = word.end;
                let replacement = &other[vocabulary[dice.below(vocabulary.len())].clone()];
                if !dice.percent(share) || *replacement == old[word.clone()] {
                    result.extend(kept(word));
                    continue;
                }
                // Each new character stands for one of the old ones, the last for all that are left.
                result.extend(replacement.iter().enumerate().map(|(index, char)| Char {
                    char: *char,
                    from: Some((word.start + index).min(word.end - 1)),
                    kept: false,
                }));
            }
            result.extend(kept(done..all.end));
            result
        }
        Edit::SentencesMoved(share) => {
            let mut sentences = pieces(old, sentence_ends);
            for _ in 0..sentences.len() * share / 100 {
                let sentence = sentences.remove(dice.below(sentences.len()));
                sentences.insert(dice.below(sentences.len() + 1), sentence);
            }
            sentences.into_iter().flat_map(kept).collect()
        }
        Edit::ParagraphsInserted => {
            let foreign = pieces(other, paragraph_ends);
            let mut result = Vec::new();
            for paragraph in pieces(old, paragraph_ends) {
                if dice.percent(30) {
                    let mut chosen = other[foreign[dice.below(foreign.len())].clone()].to_vec();
                    if chosen.last() != Some(&'\n') {
                        chosen.push('\n');
                    }
                    result.extend(new(&chosen));
                }
                result.extend(kept(paragraph));
            }
            result
        }
        Edit::Retyped => all
            .flat_map(|at| {
                let opens = at == 0 || old[at - 1].is_whitespace();
                let chars: &[char] = match old[at] {
                    '"' if opens => &['“'],
                    '"' => &['”'],
                    '\'' => &['’'],
                    '\n' => &['\n', '\n'],
                    ' ' if dice.percent(5) => &['\u{a0}'],
                    ' ' if dice.percent(5) => &[' ', ' '],
                    _ => &old[at..=at],
                };
                chars.iter().map(move |char| Char { char: *char, from: Some(at), kept: true }).collect::<Vec<_>>()
            })
            .collect(),
        Edit::Duplicated => {
            let paragraphs = pieces(old, paragraph_ends);
            let own = paragraphs.iter().position(|it| it.contains(&passage.start)).unwrap_or(0);
            // Beside itself the copy cannot be told from the original by anyone.
            let places: Vec<usize> = (0..=paragraphs.len()).filter(|at| !(own..=own + 1).contains(at)).collect();
            let place = places[dice.below(places.len())];
            let mut copy = old[paragraphs[own].clone()].to_vec();
            if copy.last() != Some(&'\n') {
                copy.push('\n');
            }
            let mut result = Vec::new();
            for (index, paragraph) in paragraphs.iter().enumerate() {
                if index == place {
                    result.extend(new(&copy));
                }
                result.extend(kept(paragraph.clone()));
            }
            if place == paragraphs.len() {
                result.extend(new(&['\n']));
                result.extend(new(&copy));
            }
            result
        }
    })
}

/// The text in pieces, each up to and with what ends it.
fn pieces(text: &[char], ends: fn(char, char) -> bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for at in 1..=text.len() {
        if at == text.len() || ends(text[at - 1], *text.get(at.wrapping_sub(2)).unwrap_or(&' ')) {
            pieces.push(start..at);
            start = at;
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn sentence_ends(last: char, before: char) -> bool {
    last == '\n' || last == ' ' && matches!(before, '.' | '?' | '"')
}

fn paragraph_ends(last: char, _: char) -> bool {
    last == '\n'
}
