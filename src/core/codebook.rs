//! The codebook: which categories there are, what they mean, and how they look. Claim, quote and opinion are what
//! everybody has; a teacher or a project adds, explains, orders and retires, and it travels in the file.

use crate::Properties;
use crate::annotation::Category;
use crate::sorting::{sort, sort_and_dedup};
use serde_json::Value;
use std::rc::Rc;

/// The colours that a category may have, by name: each has a fill and a line for light, sepia and dark pages, whose
/// contrast is looked after. A colour of other tools has none, so there is no other.
pub const COLOURS: [&str; 8] = ["amber", "blue", "plum", "green", "red", "teal", "violet", "grey"];

/// The patterns of the line, which tell categories apart where colours do not.
pub const PATTERNS: [&str; 5] = ["solid", "dotted", "wavy", "dashed", "double"];

macro_rules! looks {
    ($($colour:literal)*) => {
        [$([
            concat!($colour, " solid"),
            concat!($colour, " dotted"),
            concat!($colour, " wavy"),
            concat!($colour, " dashed"),
            concat!($colour, " double"),
        ]),*]
    };
}

/// Each colour with each pattern, as classes of the page.
const LOOKS: [[&str; PATTERNS.len()]; COLOURS.len()] =
    looks!("amber" "blue" "plum" "green" "red" "teal" "violet" "grey");

/// Bytes of a label that are shown: it stands on every card.
const LABEL_MAX: usize = 120;

/// A category with what is said of it. Cloning it copies what is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The category; its name in a file never changes.
    pub category: Category,
    /// What is said of it, as the file has it: `label`, `definition`, `example`, `colour`, `pattern`, `key`, `retired`,
    /// and whatever else.
    pub said: Properties,
}

impl Entry {
    /// A category of which nothing is said.
    pub fn new(category: Category) -> Self {
        Self { category, said: Properties::new() }
    }

    /// What is said under that name; empty for nothing.
    pub fn text(&self, name: &str) -> &str {
        self.said.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The same entry with other words under that name; empty ones take them back.
    #[must_use]
    pub fn with(mut self, name: &str, words: &str) -> Self {
        if words.is_empty() {
            self.said.shift_remove(name);
        } else {
            self.said.insert(name.to_owned(), words.into());
        }
        self
    }

    /// The name of its colour.
    pub fn colour(&self) -> &'static str {
        let said = self.text("colour");
        COLOURS.into_iter().find(|it| *it == said).unwrap_or(standard(&self.category).0)
    }

    /// The name of its pattern.
    pub fn pattern(&self) -> &'static str {
        let said = self.text("pattern");
        PATTERNS.into_iter().find(|it| *it == said).unwrap_or(standard(&self.category).1)
    }

    /// The key that marks as it, of those that are its own; the standard ones have theirs in the page.
    pub fn key(&self) -> &str {
        self.text("key")
    }

    /// Whether it is no longer offered. What is marked as it stays.
    pub fn is_retired(&self) -> bool {
        self.said.get("retired") == Some(&Value::Bool(true))
    }

    /// The same entry, offered no longer or again.
    #[must_use]
    pub fn retired(mut self, retired: bool) -> Self {
        if retired {
            self.said.insert("retired".to_owned(), Value::Bool(true));
        } else {
            self.said.shift_remove("retired");
        }
        self
    }
}

/// How a category looks of which nobody said anything.
fn standard(category: &Category) -> (&'static str, &'static str) {
    match category {
        Category::Claim => ("amber", "solid"),
        Category::Quote => ("blue", "dotted"),
        Category::Opinion => ("plum", "wavy"),
        Category::Other(_) => ("grey", "dashed"),
    }
}

/// Categories in their order, each once. Cloning it is free. The empty one stands for claim, quote and opinion, as they
/// are: only what somebody changed is written into files.
#[derive(Clone, Debug, Default)]
pub struct Codebook(Rc<Vec<Entry>>);

/// The same one is equal without a look into it.
impl PartialEq for Codebook {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Codebook {
    /// Of these entries; of several of one category the first counts. What is as everybody has it is the default one.
    ///
    /// ```
    /// use glossator_core::{annotation::Category, codebook::{Codebook, Entry}};
    /// assert_eq!(Codebook::new(Category::ALL.map(Entry::new)), Codebook::default());
    /// let other = Entry::new(Category::from_name("evidence")).with("label", "Evidence");
    /// let codebook = Codebook::new(Category::ALL.map(Entry::new).into_iter().chain([other]));
    /// assert_eq!(codebook.entries().len(), 4);
    /// ```
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut all: Vec<Entry> = Vec::new();
        for entry in entries {
            if all.iter().all(|known| known.category != entry.category) {
                all.push(entry);
            }
        }
        if all == standards() { Self::default() } else { Self(Rc::new(all)) }
    }

    /// Whether it is what everybody has.
    pub fn is_default(&self) -> bool {
        self.0.is_empty()
    }

    /// All categories in their order, the retired ones too.
    pub fn entries(&self) -> Vec<Entry> {
        if self.0.is_empty() { standards() } else { (*self.0).clone() }
    }

    /// The categories that can be chosen, in their order.
    pub fn offered(&self) -> Vec<Category> {
        self.entries().into_iter().filter(|entry| !entry.is_retired()).map(|entry| entry.category).collect()
    }

    /// These categories, each once, in the order of the codebook; those that it does not have last.
    pub(crate) fn in_order(&self, mut categories: Vec<Category>) -> Vec<Category> {
        let entries = self.entries();
        let rank = |it: &Category| entries.iter().position(|entry| entry.category == *it).unwrap_or(entries.len());
        sort_and_dedup(&mut categories);
        sort(&mut categories, |one, other| rank(one).cmp(&rank(other)));
        categories
    }

    /// A category with what is said of it, whether it is in the codebook or not.
    pub fn entry(&self, category: &Category) -> Entry {
        self.find(category).cloned().unwrap_or_else(|| Entry::new(category.clone()))
    }

    /// What people call a category; empty where nobody says.
    pub fn label(&self, category: &Category) -> &str {
        let label = self.find(category).map_or("", |entry| entry.text("label"));
        &label[..label.floor_char_boundary(LABEL_MAX)]
    }

    /// The names of a category's colour and pattern, with a space between them.
    pub fn look(&self, category: &Category) -> &'static str {
        let (colour, pattern) =
            self.find(category).map_or(standard(category), |entry| (entry.colour(), entry.pattern()));
        let place = |all: &[&str], name| all.iter().position(|it| *it == name).unwrap_or_default();
        LOOKS[place(&COLOURS, colour)][place(&PATTERNS, pattern)]
    }

    fn find(&self, category: &Category) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.category == *category)
    }

    /// The entries of `other` that this one does not have.
    pub fn missing(&self, other: &Self) -> Vec<Entry> {
        let mine = self.entries();
        other.entries().into_iter().filter(|entry| mine.iter().all(|known| known.category != entry.category)).collect()
    }

    /// With what `other` has besides, after what is here.
    #[must_use]
    pub fn with_missing_of(&self, other: &Self) -> Self {
        Self::new(self.entries().into_iter().chain(self.missing(other)))
    }
}

fn standards() -> Vec<Entry> {
    Category::ALL.map(Entry::new).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codebooks in a small notation: names in order, `name=label`, `-name` for a retired one.
    fn codebook(notation: &str) -> Codebook {
        Codebook::new(notation.split_whitespace().map(|item| {
            let (name, label) = item.split_once('=').unwrap_or((item, ""));
            let bare = name.trim_start_matches('-');
            Entry::new(Category::from_name(bare)).with("label", label).retired(bare != name)
        }))
    }

    fn shown(codebook: &Codebook) -> String {
        let item = |entry: Entry| {
            let label = if entry.text("label").is_empty() { "" } else { "=" };
            let retired = if entry.is_retired() { "-" } else { "" };
            format!("{retired}{}{label}{}", entry.category.as_str(), entry.text("label"))
        };
        codebook.entries().into_iter().map(item).collect::<Vec<_>>().join(" ")
    }

    fn check_union(mine: &str, theirs: &str, expected: &str) {
        let both = codebook(mine).with_missing_of(&codebook(theirs));
        assert_eq!(shown(&both), expected);
        assert_eq!(both.with_missing_of(&codebook(theirs)), both);
    }

    #[test]
    fn what_is_missing_comes_after_what_is_here_and_what_is_here_stands() {
        check_union("", "", "claim quote opinion");
        check_union("", "claim evidence=E", "claim quote opinion evidence=E");
        check_union("claim=Mine quote", "claim=Theirs opinion", "claim=Mine quote opinion");
        check_union("x y", "y z", "x y z");
    }

    #[test]
    fn the_usual_one_is_the_default() {
        assert!(codebook("claim quote opinion").is_default());
        assert!(!codebook("quote claim opinion").is_default());
        assert!(!codebook("claim quote -opinion").is_default());
        assert_eq!(codebook("claim quote -opinion").offered(), [Category::Claim, Category::Quote]);
        assert_eq!(shown(&codebook("x x=second")), "x");
    }

    #[test]
    fn every_colour_goes_with_every_pattern() {
        for colour in COLOURS {
            for pattern in PATTERNS {
                let entry = Entry::new(Category::Claim).with("colour", colour).with("pattern", pattern);
                assert_eq!(Codebook::new([entry]).look(&Category::Claim), format!("{colour} {pattern}"));
            }
        }
        assert_eq!(Codebook::default().look(&Category::Quote), "blue dotted");
    }

    #[test]
    fn looks_are_those_that_there_are() {
        let entry = Entry::new(Category::Claim).with("colour", "green").with("pattern", "zigzag");
        assert_eq!((entry.colour(), entry.pattern()), ("green", "solid"));
        let strange = Codebook::default().entry(&Category::from_name("x"));
        assert_eq!((strange.colour(), strange.pattern()), ("grey", "dashed"));
    }
}
