//! Labels of other tools, and which of our categories they mean.

use super::Found;
use crate::annotation::Category;
use std::collections::BTreeMap;

/// A label or tag that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As the file has it.
    pub name: String,
    /// How many annotations have it.
    pub times: usize,
    /// What annotations with it become. None for a tag that says nothing of a category.
    pub category: Option<Category>,
}

/// What each of our categories is called elsewhere: its plural, and the words that handbooks of argument mining and of
/// news analysis have for the very same thing. Words that mean more or less than it, such as "statement" or
/// "sentiment", are left to a person.
const CALLED: [(Category, &[&str]); 3] = [
    (Category::Claim, &["claim", "claims", "factual claim", "assertion", "assertions"]),
    (Category::Quote, &["quote", "quotes", "quotation", "quotations", "direct quote", "direct quotation"]),
    (Category::Opinion, &["opinion", "opinions", "judgement", "judgements", "judgment", "judgments"]),
];

/// The category that a label names, whatever its case and whether its words are joined by spaces, `-` or `_`.
pub(super) fn named(label: &str) -> Option<Category> {
    let plain = label.trim().to_lowercase().replace(['-', '_'], " ");
    CALLED.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(category, _)| category.clone())
}

/// The labels of `found`, in the order in which they first come.
pub(super) fn of<'a>(found: impl Iterator<Item = &'a Found>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for it in found {
        let own = it.label.as_deref().filter(|label| !label.is_empty());
        let tags = it.annotation.tags.iter().map(String::as_str);
        for (name, is_tag) in own.map(|name| (name, false)).into_iter().chain(tags.map(|tag| (tag, true))) {
            let at = *known.entry(name).or_insert_with(|| {
                labels.push(Label { name: name.to_owned(), times: 0, category: named(name) });
                labels.len() - 1
            });
            labels[at].times += 1;
            // A class that is none of ours stays what it is; a tag says nothing of a class.
            if !is_tag && labels[at].category.is_none() {
                labels[at].category = Some(Category::Other(name.into()));
            }
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_whatever_their_case() {
        for (label, category) in [
            ("Claim", Some(Category::Claim)),
            ("CLAIMS", Some(Category::Claim)),
            ("Factual_Claim", Some(Category::Claim)),
            (" quotation ", Some(Category::Quote)),
            ("Opinion", Some(Category::Opinion)),
            ("Statement", None),
            ("", None),
            ("no claim", None),
        ] {
            assert_eq!(named(label), category, "{label}");
        }
    }
}
