//! Which annotations are shown: those that a person asks for by category, tag, standing and words.

use crate::anchor::Anchor;
use crate::annotation::{Annotation, Category, Iri, Person};
use crate::attribute::{Decision, decision, is_unsaid};
use crate::highlight::Anchored;
use crate::text::holds;

/// What is asked for. Of several in one group one is enough, and every group that asks for something must be met; the
/// empty filter shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that stand in the quote, the note or a tag. Written as [`Fold`] writes them.
    pub text: String,
    /// Categories, by their names in a file.
    pub categories: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// What is still to do.
    pub standings: Vec<Standing>,
    /// Whose annotations are not shown: each author is a layer, as in a drawing that several people made on one sheet.
    pub hidden: Vec<Author>,
}

/// Who made an annotation: by id where there is one, else by name, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// Somebody with an id.
    Known(Iri),
    /// Somebody with a name alone.
    Named(String),
}

impl Author {
    /// The author of an annotation.
    pub fn of(annotation: &Annotation) -> Self {
        match &annotation.creator {
            Some(Person { id: Some(id), .. }) => Self::Known(id.clone()),
            Some(person) => Self::Named(person.name.clone()),
            None => Self::Named(String::new()),
        }
    }
}

/// What is still to do on an annotation, or was decided about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is no note.
    NoNote,
    /// A claim without evidence, or a quote of which nobody said whose words it is.
    NoSource,
    /// A claim that nobody has checked.
    Unchecked,
    /// The words stand there in another form.
    Changed,
    /// The words are not found.
    Lost,
    /// Somebody decided for it.
    Accepted,
    /// Somebody decided against it.
    Rejected,
}

impl Standing {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 7] =
        [Self::NoNote, Self::NoSource, Self::Unchecked, Self::Changed, Self::Lost, Self::Accepted, Self::Rejected];

    /// The name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoNote => "no-note",
            Self::NoSource => "no-source",
            Self::Unchecked => "unchecked",
            Self::Changed => "changed",
            Self::Lost => "lost",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// Whether an annotation stands so.
    pub fn holds(self, anchored: &Anchored) -> bool {
        let annotation = &*anchored.annotation;
        let empty = |name: &str| is_unsaid(annotation, name);
        match self {
            Self::NoNote => annotation.note.trim().is_empty(),
            Self::NoSource => match annotation.category {
                Category::Claim => empty("evidence"),
                Category::Quote => empty("source"),
                _ => false,
            },
            Self::Unchecked => {
                annotation.category == Category::Claim
                    && (empty("verdict") || annotation.attributes.get("verdict").is_some_and(|it| it == "unchecked"))
            }
            Self::Changed => anchored.anchors.iter().any(|anchor| matches!(anchor, Anchor::Changed { .. })),
            Self::Lost => anchored.anchors.contains(&Anchor::Lost),
            Self::Accepted => decision(annotation) == Some(Decision::Accepted),
            Self::Rejected => decision(annotation) == Some(Decision::Rejected),
        }
    }
}

/// A group of what can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// By words.
    Text,
    /// By category.
    Categories,
    /// By tag.
    Tags,
    /// By what is still to do.
    Standings,
    /// By author.
    Authors,
}

/// How words are written so that capital letters make no difference. The tables for it are the caller's to have.
pub type Fold<'a> = &'a dyn Fn(&str) -> String;

impl Filter {
    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an annotation is shown.
    pub fn shows(&self, anchored: &Anchored, fold: Fold<'_>) -> bool {
        self.shows_but(None, anchored, fold)
    }

    /// The same, whatever is asked for in one group: what that group's choices would show is counted so.
    pub fn shows_but(&self, but: Option<Group>, anchored: &Anchored, fold: Fold<'_>) -> bool {
        let annotation = &*anchored.annotation;
        let asks = |group: Group, nothing: bool| !nothing && but != Some(group);
        (!asks(Group::Categories, self.categories.is_empty())
            || self.categories.iter().any(|it| it == annotation.category.as_str()))
            && (!asks(Group::Tags, self.tags.is_empty()) || self.tags.iter().any(|tag| annotation.tags.contains(tag)))
            && (!asks(Group::Standings, self.standings.is_empty())
                || self.standings.iter().any(|standing| standing.holds(anchored)))
            && !(asks(Group::Authors, self.hidden.is_empty()) && self.hidden.contains(&Author::of(annotation)))
            && (!asks(Group::Text, self.text.is_empty()) || says(annotation, &self.text, fold))
    }

    /// By name and value, for an address; read again by [`Filter::from_pairs`].
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let mut pairs: Vec<(&'static str, &str)> = Vec::new();
        pairs.extend(self.categories.iter().map(|it| ("category", it.as_str())));
        pairs.extend(self.tags.iter().map(|it| ("tag", it.as_str())));
        pairs.extend(self.standings.iter().map(|it| ("state", it.as_str())));
        pairs.extend(self.hidden.iter().map(|author| match author {
            Author::Known(id) => ("without", id.as_str()),
            Author::Named(name) => ("without-name", name.as_str()),
        }));
        if !self.text.is_empty() {
            pairs.push(("find", &self.text));
        }
        pairs
    }

    /// What [`Filter::pairs`] gave; what is not known is left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name {
                "category" => toggle(&mut filter.categories, value.to_owned(), true),
                "tag" => toggle(&mut filter.tags, value.to_owned(), true),
                "state" => {
                    if let Some(standing) = Standing::ALL.into_iter().find(|it| it.as_str() == value) {
                        toggle(&mut filter.standings, standing, true);
                    }
                }
                "without" => toggle(&mut filter.hidden, Author::Known(Iri::new(value)), true),
                "without-name" => toggle(&mut filter.hidden, Author::Named(value.to_owned()), true),
                "find" => filter.text = value.to_owned(),
                _ => {}
            }
        }
        filter
    }
}

/// Puts a value into a list, once, or takes it out.
pub fn toggle<T: PartialEq>(values: &mut Vec<T>, value: T, on: bool) {
    values.retain(|known| *known != value);
    if on {
        values.push(value);
    }
}

fn says(annotation: &Annotation, words: &str, fold: Fold<'_>) -> bool {
    let quotes = annotation.targets.iter().map(|target| &target.quote.exact);
    quotes.chain([&annotation.note]).chain(&annotation.tags).any(|text| holds(&fold(text), words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Timestamp;
    use crate::article::plain_text;
    use crate::document::Document;
    use crate::highlight::anchored;
    use crate::selector::{Target, describe};
    use crate::text::TextRange;
    use serde_json::json;
    use std::rc::Rc;

    fn fold(text: &str) -> String {
        text.to_lowercase()
    }

    /// Five annotations, the last of which is lost.
    fn all() -> Vec<Rc<Anchored>> {
        let article = plain_text::parse("One two three four five.");
        let text = article.text.clone();
        let mut document = Document::new(Iri::new("urn:x:d"), article, Timestamp(0));
        let rows = [
            ("claim", "One", "A NOTE", vec!["x"], json!({"verdict": "true", "evidence": [{"url": "https://a"}]})),
            ("claim", "two", "", vec!["x", "y"], json!({"verdict": "unchecked", "evidence": []})),
            ("quote", "three", "", vec![], json!({"source": {"text": "Ada"}})),
            ("quote", "four", "", vec!["y"], json!({"source": {"text": " "}})),
            ("opinion", "gone", "n", vec![], json!({})),
        ];
        for (number, (category, words, note, tags, attributes)) in rows.into_iter().enumerate() {
            let start = text.as_str().find(words);
            let target = match start {
                Some(start) => describe(&text, TextRange::new(start, start + words.len())),
                None => {
                    let mut lost = Target::default();
                    lost.quote.exact = words.to_owned();
                    lost
                }
            };
            document.annotations.insert(Rc::new(Annotation {
                targets: vec![target],
                note: note.to_owned(),
                tags: tags.into_iter().map(str::to_owned).collect(),
                attributes: attributes.as_object().cloned().unwrap_or_default(),
                creator: (number > 0).then(|| Person {
                    id: (number % 2 == 0).then(|| Iri::new("urn:x:ada")),
                    name: "Ada".to_owned(),
                    ..Person::default()
                }),
                ..(*crate::fixtures::annotation(&format!("urn:x:{number}"), Category::from_name(category))).clone()
            }));
        }
        anchored(&document, &[])
    }

    /// The filter as in an address, and the words that it shows.
    fn check(filter: &str, expected: &str) {
        let pairs = filter.split('&').filter_map(|pair| pair.split_once('='));
        let filter = Filter::from_pairs(pairs);
        let shown: Vec<String> =
            all().iter().filter(|it| filter.shows(it, &fold)).map(|it| it.annotation.quote()).collect();
        assert_eq!(shown.join(" "), expected);
        assert_eq!(Filter::from_pairs(filter.pairs()), filter);
    }

    #[test]
    fn one_of_a_group_and_all_groups() {
        check("", "One two three four gone");
        check("category=claim", "One two");
        check("category=claim&category=opinion", "One two gone");
        check("category=claim&tag=y", "two");
        check("tag=x&tag=y", "One two four");
        check("tag=z", "");
        check("nonsense=1&state=nonsense", "One two three four gone");
    }

    #[test]
    fn what_is_still_to_do() {
        check("state=no-note", "two three four");
        check("state=no-source", "two four");
        check("state=unchecked", "two");
        check("state=lost", "gone");
        check("state=lost&state=unchecked", "two gone");
    }

    #[test]
    fn words_in_quote_note_and_tags() {
        check("find=note", "One");
        check("find=th", "three");
        check("find=y", "two four");
        check("find=e&category=quote", "three");
    }

    #[test]
    fn layers_are_hidden_by_author() {
        // One and the same name is not one and the same person.
        check("without=urn:x:ada", "One two four");
        check("without-name=Ada", "One three gone");
        check("without-name=", "two three four gone");
        check("without=urn:x:ada&without-name=Ada&category=claim", "One");
    }

    #[test]
    fn a_group_is_counted_as_if_it_asked_for_nothing() {
        let filter = Filter::from_pairs([("category", "claim"), ("tag", "y")]);
        let counted = |but| all().iter().filter(|it| filter.shows_but(but, it, &fold)).count();
        assert_eq!((counted(None), counted(Some(Group::Categories)), counted(Some(Group::Tags))), (1, 2, 2));
        let filter = Filter::from_pairs([("category", "quote"), ("without", "urn:x:ada")]);
        let counted = |but| all().iter().filter(|it| filter.shows_but(but, it, &fold)).count();
        assert_eq!((counted(None), counted(Some(Group::Authors))), (1, 2));
    }
}
