//! What a person may say of an annotation besides its note: who speaks, what became of a claim, where the evidence is.
//! All of it is optional. A file may hold anything under these names, and what is not understood is left as it is.

use crate::Properties;
use crate::annotation::{Annotation, Category};
use crate::file::name::is_web;
use crate::text::{Text, TextRange};
use serde_json::Value;

/// Something that may be said of annotations of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in a file.
    pub key: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// What an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, mostly a name.
    Text,
    /// One of these values.
    Choice(&'static [&'static str]),
    /// It is so, or nobody said that it is.
    Flag,
    /// Links that support, refute or explain.
    Evidence,
}

const fn of_kind(key: &'static str, kind: Kind) -> Attribute {
    Attribute { key, kind }
}

/// What became of a claim, as ClaimReview's practice has it.
pub const VERDICTS: &[&str] = &["unchecked", "true", "mostly true", "mixed", "misleading", "false", "unproven"];

/// What a source may do to a claim.
pub const STANCES: &[&str] = &["supports", "refutes", "context"];

/// What somebody decided about an annotation, where several people marked the same article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is part of the result.
    Accepted,
    /// It is not.
    Rejected,
}

/// Its name in a file.
const DECISION: &str = "decision";

impl Decision {
    /// All.
    pub const ALL: [Self; 2] = [Self::Accepted, Self::Rejected];

    /// The value in a file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// Writes it down.
    pub fn put(self, annotation: &mut Annotation) {
        annotation.attributes.insert(DECISION.to_owned(), self.as_str().into());
    }
}

/// What was decided about an annotation. A word that is none of ours is no decision.
pub fn decision(annotation: &Annotation) -> Option<Decision> {
    let said = words(&annotation.attributes, DECISION);
    Decision::ALL.into_iter().find(|it| it.as_str() == said)
}

/// Takes a decision back.
pub fn undecided(annotation: &mut Annotation) {
    annotation.attributes.shift_remove(DECISION);
}

const CLAIM: &[Attribute] = &[
    of_kind("claimant", Kind::Text),
    of_kind("verdict", Kind::Choice(VERDICTS)),
    of_kind("checkworthiness", Kind::Choice(&["check-worthy", "unimportant", "not checkable"])),
    of_kind("restatement", Kind::Flag),
    of_kind("evidence", Kind::Evidence),
];

const QUOTE: &[Attribute] = &[
    of_kind("source", Kind::Text),
    of_kind("cue", Kind::Text),
    of_kind("directness", Kind::Choice(&["direct", "indirect", "mixed"])),
    of_kind("sourceType", Kind::Choice(&["person", "organisation", "document", "unnamed", "none"])),
];

const OPINION: &[Attribute] = &[
    of_kind("holder", Kind::Text),
    of_kind("target", Kind::Text),
    of_kind("polarity", Kind::Choice(&["positive", "negative", "neutral", "mixed"])),
    of_kind("strength", Kind::Choice(&["weak", "medium", "strong"])),
    of_kind("kind", Kind::Choice(&["evaluation", "speculation", "exhortation", "loaded language", "sarcasm"])),
    of_kind("labelled", Kind::Flag),
];

/// What may be said of annotations of that category, in the order in which it is asked for.
pub fn attributes_of(category: &Category) -> &'static [Attribute] {
    match category {
        Category::Claim => CLAIM,
        Category::Quote => QUOTE,
        Category::Opinion => OPINION,
        Category::Other(_) => &[],
    }
}

/// The attribute that names whose words, claim or opinion it is.
pub fn speaker_of(category: &Category) -> Option<&'static str> {
    attributes_of(category).first().map(|attribute| attribute.key)
}

/// The words of an attribute, which stand there alone or as the `text` of an object; empty where there are none.
///
/// ```
/// use glossator_core::attribute::words;
/// let attributes = serde_json::from_str(r#"{"cue": "said", "source": {"text": "Ada"}, "verdict": null}"#).unwrap();
/// assert_eq!((words(&attributes, "cue"), words(&attributes, "source"), words(&attributes, "verdict")), ("said", "Ada", ""));
/// ```
pub fn words<'a>(attributes: &'a Properties, key: &str) -> &'a str {
    match attributes.get(key) {
        Some(Value::String(words)) => words,
        Some(Value::Object(properties)) => properties.get("text").and_then(Value::as_str).unwrap_or_default(),
        _ => "",
    }
}

/// The attribute with other words, `None` where nothing is left of it. What an object says besides stays, but for where
/// its old words stand in the article.
pub fn with_words(attributes: &Properties, key: &str, words: &str) -> Option<Value> {
    match attributes.get(key) {
        Some(Value::Object(properties)) => {
            let mut properties = properties.clone();
            for gone in ["text", "start", "end"] {
                properties.shift_remove(gone);
            }
            if !words.is_empty() {
                properties.insert("text".to_owned(), words.into());
            }
            (!properties.is_empty()).then_some(Value::Object(properties))
        }
        _ => (!words.is_empty()).then(|| words.into()),
    }
}

/// A name together with where it stands in the article, in code points of its text.
pub fn mention(text: &Text, range: TextRange) -> Value {
    let mut properties = Properties::new();
    properties.insert("text".to_owned(), text.slice(range).into());
    for (key, byte) in [("start", range.start), ("end", range.end)] {
        if let Some(at) = text.byte_to_code_point(byte) {
            properties.insert(key.to_owned(), (at as u64).into());
        }
    }
    Value::Object(properties)
}

/// Where the words of an attribute stand in the article. A place at which other words stand, as after an edit of the
/// article, is none.
pub fn mentioned(text: &Text, attributes: &Properties, key: &str) -> Option<TextRange> {
    let Some(Value::Object(properties)) = attributes.get(key) else { return None };
    let at = |key: &str| text.code_point_to_byte(usize::try_from(properties.get(key)?.as_u64()?).ok()?);
    let (start, end) = (at("start")?, at("end")?);
    let range = (start < end).then_some(TextRange { start, end })?;
    (text.slice(range) == words(attributes, key)).then_some(range)
}

/// A link that supports a claim, refutes it or explains it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Where it leads, as it was typed.
    pub address: String,
    /// What is there.
    pub title: String,
    /// One of [`STANCES`], or empty.
    pub stance: String,
    /// What a file said besides.
    pub unknown: Properties,
}

impl Evidence {
    /// The address, where it is one of the web.
    pub fn href(&self) -> Option<&str> {
        Some(self.address.trim()).filter(|address| is_web(address))
    }
}

/// Several, or one alone as JSON-LD has it.
fn evidence_values(attributes: &Properties) -> &[Value] {
    match attributes.get("evidence") {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The evidence of a claim. An entry that is a text alone is an address; what is neither text nor object is not listed.
pub fn evidence(attributes: &Properties) -> Vec<Evidence> {
    let items = evidence_values(attributes);
    let read = |item: &Value| match item {
        Value::String(address) => Some(Evidence { address: address.clone(), ..Evidence::default() }),
        Value::Object(properties) => {
            let mut unknown = properties.clone();
            let mut take = |key: &str| match unknown.get(key) {
                Some(Value::String(words)) => {
                    let words = words.clone();
                    unknown.shift_remove(key);
                    words
                }
                _ => String::new(),
            };
            let (address, title, stance) = (take("url"), take("title"), take("stance"));
            Some(Evidence { address, title, stance, unknown })
        }
        _ => None,
    };
    items.iter().filter_map(read).collect()
}

/// The attribute with other evidence, `None` where there is none left. What [`evidence`] does not list stays.
pub fn with_evidence(attributes: &Properties, evidence: &[Evidence]) -> Option<Value> {
    let write = |it: &Evidence| {
        let mut properties = Properties::new();
        for (key, words) in [("url", &it.address), ("title", &it.title), ("stance", &it.stance)] {
            if !words.is_empty() {
                properties.insert(key.to_owned(), words.as_str().into());
            }
        }
        // What is said now takes the place of what was no text.
        let others = it.unknown.iter().filter(|(key, _)| !properties.contains_key(*key));
        let others: Vec<_> = others.map(|(key, value)| (key.clone(), value.clone())).collect();
        properties.extend(others);
        Value::Object(properties)
    };
    let mut items: Vec<Value> =
        evidence.iter().map(write).filter(|it| *it != Value::Object(Properties::new())).collect();
    let known = evidence_values(attributes).iter();
    items.extend(known.filter(|item| !item.is_string() && !item.is_object()).cloned());
    (!items.is_empty()).then_some(Value::Array(items))
}

/// Whether nothing is said under that name.
pub fn is_unsaid(annotation: &Annotation, key: &str) -> bool {
    match annotation.attributes.get(key) {
        None | Some(Value::Null) => true,
        Some(Value::String(words)) => words.trim().is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        Some(Value::Object(_)) => words(&annotation.attributes, key).trim().is_empty(),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn attributes(json: &str) -> Properties {
        serde_json::from_str(json).expect("an object")
    }

    fn check_words(before: &str, words: &str, expected: &str) {
        let mut attributes = attributes(before);
        match with_words(&attributes, "source", words) {
            Some(value) => drop(attributes.insert("source".to_owned(), value)),
            None => drop(attributes.shift_remove("source")),
        }
        assert_eq!(serde_json::to_string(&attributes).expect("text"), expected);
    }

    #[test]
    fn other_words_leave_what_is_said_besides() {
        check_words("{}", "Ada", r#"{"source":"Ada"}"#);
        check_words(r#"{"source":"Ada"}"#, "", "{}");
        check_words(r#"{"source":{"text":"Ada","start":1,"end":4}}"#, "Bo", r#"{"source":{"text":"Bo"}}"#);
        check_words(r#"{"source":{"text":"Ada","role":"mayor"}}"#, "", r#"{"source":{"role":"mayor"}}"#);
        check_words(r#"{"source":7}"#, "Bo", r#"{"source":"Bo"}"#);
    }

    #[test]
    fn a_place_with_other_words_is_none() {
        let text = Text::new("“Ja 🚗,” said Ada.");
        let start = text.as_str().find("Ada").expect("there");
        let range = TextRange { start, end: start + 3 };
        let mut said = Properties::new();
        said.insert("source".to_owned(), mention(&text, range));
        assert_eq!(mentioned(&text, &said, "source"), Some(range));
        assert_eq!(mentioned(&Text::new("“Ja,” said Ada, they say."), &said, "source"), None);
        assert_eq!(mentioned(&Text::new(""), &said, "source"), None);
    }

    #[test]
    fn evidence_of_other_tools_survives() {
        let before = attributes(r#"{"evidence":["https://a.example/",{"url":"https://b.example/","by":"Bo"},7]}"#);
        let mut found = evidence(&before);
        assert_eq!(found.len(), 2);
        "supports".clone_into(&mut found[0].stance);
        let after = with_evidence(&before, &found).expect("some");
        let expected = r#"[{"url":"https://a.example/","stance":"supports"},{"url":"https://b.example/","by":"Bo"},7]"#;
        assert_eq!(after.to_string(), expected);
        assert_eq!(with_evidence(&before, &[]).map(|it| it.to_string()).as_deref(), Some("[7]"));
        assert_eq!(with_evidence(&Properties::new(), &[Evidence::default()]), None);
        // One alone is a list of one, and what was no text gives way to what is.
        let mut alone = evidence(&attributes(r#"{"evidence":{"url":null,"by":"Bo"}}"#));
        assert_eq!((alone.len(), alone[0].address.as_str()), (1, ""));
        "https://c.example/".clone_into(&mut alone[0].address);
        let after = with_evidence(&Properties::new(), &alone).expect("some");
        assert_eq!(after.to_string(), r#"[{"url":"https://c.example/","by":"Bo"}]"#);
        assert_eq!(evidence(&attributes(r#"{"evidence":"https://d.example/"}"#))[0].address, "https://d.example/");
    }

    proptest! {
        #[test]
        fn evidence_is_read_as_it_was_written(
            all in prop::collection::vec(("[a-z:/]{1,9}", "[a-z]{0,3}", "(supports)?"), 0..4),
        ) {
            let all: Vec<Evidence> = all
                .into_iter()
                .map(|(address, title, stance)| Evidence { address, title, stance, ..Evidence::default() })
                .collect();
            let mut attributes = Properties::new();
            attributes.extend(with_evidence(&attributes, &all).map(|value| ("evidence".to_owned(), value)));
            prop_assert_eq!(evidence(&attributes), all);
        }
    }
}
