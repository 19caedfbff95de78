//! The articles that anchoring is measured on: the sections of `tests/corpus`, written for this, put together.

use std::path::Path;

/// Sections in an article: about a thousand words, as a long newspaper article has.
const SECTIONS: usize = 6;

/// Chance that is the same in each run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `end`, without it.
    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

/// The sections, in the order of their names.
pub fn sections() -> Result<Vec<String>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}.", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        files.push(entry.map_err(failed)?.path());
    }
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).map_err(failed)).collect()
}

/// As many articles as there are sections: each section begins one, followed by others from all over the corpus.
pub fn articles(sections: &[String]) -> Vec<String> {
    (0..sections.len())
        .map(|first| {
            let chosen = (0..SECTIONS).map(|step| sections[(first + step * 7) % sections.len()].trim());
            paragraphs(&chosen.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

/// An article of at least so many bytes, put together from two to five words of the corpus at a time: as in any text of
/// that length, most words are frequent, and most rows of four words occur once.
pub fn long_article(sections: &[String], bytes: usize, dice: &mut Dice) -> String {
    let words: Vec<&str> = sections.iter().flat_map(|section| section.split_whitespace()).collect();
    let mut article = String::with_capacity(bytes + 1000);
    let mut sentences = 0;
    while article.len() < bytes {
        let first = dice.below(words.len() - 5);
        for word in &words[first..first + 2 + dice.below(4)] {
            article.push_str(word);
            article.push(' ');
        }
        if article.ends_with(". ") {
            sentences += 1;
            if sentences % 6 == 0 {
                article.pop();
                article.push('\n');
            }
        }
    }
    article.trim_end().to_owned()
}

/// A line a paragraph, as the reader has it.
fn paragraphs(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
