//! Ada marks the sample and sends the file; Ben opens it, merges it, takes it back.

use glossator_core::annotation::{Category, Iri, Person, Timestamp};
use glossator_core::article::plain_text;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::merge;
use glossator_core::state::{Action, State};
use glossator_core::text::TextRange;
use serde_json::Value;
use std::rc::Rc;

const SAMPLE: &str = include_str!("../../src/core/article/sample.md");

fn document(id: &str) -> Rc<Document> {
    Rc::new(Document::new(Iri::new(id), plain_text::parse(SAMPLE), Timestamp(1_782_000_000_000)))
}

/// One of each category, an overlapping pair, and one across two blocks.
const MARKS: [(Category, &str, &str); 5] = [
    (Category::Claim, "Mexico's Senate voted 107 to 0", "into the country"),
    (Category::Quote, "\"a step in the right direction.\"", "own elected officials.\""),
    (Category::Opinion, "it would be naive", "to expect it"),
    (Category::Claim, "an important political message", "elected officials"),
    (Category::Opinion, "The timing is hard to miss", "Representative Dan Crenshaw"),
];

fn ada() -> State {
    let person = Person {
        id: Some(Iri::new("urn:uuid:7f0c1d7e-0a3e-4c55-9d5c-3f5f6c1f0a11")),
        name: "Ada".into(),
        ..Person::default()
    };
    MARKS.iter().enumerate().fold(
        State::new(document("urn:uuid:3b1c7c58-5f0e-4d8b-9c55-0f6a3f6d2a10")),
        |state, (index, (category, from, to))| {
            let text = state.document.article.text.as_str();
            let start = text.find(from).expect("the first words");
            let end = start + text[start..].find(to).expect("the last words") + to.len();
            state.update(Action::Mark {
                id: Iri::new(format!("urn:uuid:ae7aa096-4d76-597b-90e3-ebe4c145275{index}")),
                category: category.clone(),
                ranges: vec![TextRange::new(start, end)],
                creator: Some(person.clone()),
                at: Timestamp(1_782_000_001_000 + index as i64),
            })
        },
    )
}

#[test]
fn the_file_follows_every_rule() {
    let ada = ada();
    let written = file::write(&ada.document, "0.1.0");
    let json: Value = serde_json::from_str(&written).expect("JSON");
    let is_iri = |value: &Value| {
        value.as_str().is_some_and(|iri| {
            iri.split_once(':')
                .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.chars().all(|it| it.is_ascii_alphanumeric()))
        })
    };

    assert_eq!(json["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(json["@context"][1], serde_json::json!({ "gl": "urn:x-glossator:" }));
    assert_eq!((json["type"].as_str(), json["gl:formatVersion"].as_u64()), (Some("AnnotationCollection"), Some(1)));
    assert!(is_iri(&json["id"]));
    assert_eq!(json["total"].as_u64(), Some(5));

    let article = &json["schema:about"];
    let body: Vec<char> = article["schema:articleBody"].as_str().expect("a body").chars().collect();
    assert!(!body.contains(&'\r'));
    assert!(article["id"].as_str().expect("an id").starts_with("ni:///sha-256;"));
    let mut at = 0;
    for block in article["gl:blocks"].as_array().expect("blocks") {
        let (start, end) = (number(&block["start"]), number(&block["end"]));
        assert_eq!(start, at, "one line feed between blocks");
        assert!(body[end] == '\n' && body[end - 1] != ' ');
        at = end + 1;
    }
    assert_eq!(at, body.len());

    let first = &json["first"];
    assert_eq!((first["type"].as_str(), &first["partOf"]), (Some("AnnotationPage"), &json["id"]));
    let items = first["items"].as_array().expect("items");
    let mut last = 0;
    for item in items {
        assert!(is_iri(&item["id"]));
        assert_eq!(item["motivation"], "classifying");
        assert!(item.get("bodyValue").is_none());
        for date in ["created", "modified"] {
            assert!(item[date].as_str().expect("a date").ends_with('Z'));
        }
        let target = &item["target"];
        assert!(is_iri(&target["source"]));
        assert_eq!(target["source"], article["id"], "an article without an address is named by its hash");
        let [quote, position] = [&target["selector"][0], &target["selector"][1]];
        let (start, end) = (number(&position["start"]), number(&position["end"]));
        let slice = |from: usize, to: usize| body[from..to].iter().collect::<String>();
        assert_eq!(quote["exact"], slice(start, end));
        let prefix = quote["prefix"].as_str().expect("a prefix");
        assert!(prefix.chars().count() >= start.min(32) && slice(0, start).ends_with(prefix));
        let suffix = quote["suffix"].as_str().expect("a suffix");
        assert!(suffix.chars().count() >= (body.len() - end).min(32) && slice(end, body.len()).starts_with(suffix));
        assert!(start >= last, "items are in the order of the article");
        last = start;
    }
    let categories: Vec<&str> = items.iter().filter_map(|item| first_body(item)["value"].as_str()).collect();
    assert_eq!(categories, ["claim", "opinion", "quote", "claim", "opinion"]);
    assert_eq!(file::write(&file::read(written.as_bytes()).expect("our file").document, "0.1.0"), written);
}

fn first_body(item: &Value) -> &Value {
    item["body"].get(0).unwrap_or(&item["body"])
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("a number") as usize
}

#[test]
fn ben_sees_the_same_and_can_take_it_back() {
    let ada = ada();
    let sent = file::write(&ada.document, "0.1.0");
    let received = file::read(sent.as_bytes()).expect("Ada's file");
    assert!(received.problems.is_empty(), "{:?}", received.problems);
    assert_eq!(received.document, *ada.document);

    let ben = State::new(document("urn:uuid:00000000-0000-4000-8000-000000000001"));
    let merge_in = |state: &State| {
        let merge = merge(&state.document, &[&received.document]);
        state.update(Action::merge(Rc::new(merge)))
    };
    let merged = merge_in(&ben);
    // What Ben sends on is what Ada sent, to the letter.
    let items = |document: &Document| {
        let file: Value = serde_json::from_str(&file::write(document, "0.1.0")).expect("JSON");
        file["first"]["items"].clone()
    };
    assert_eq!(items(&merged.document), items(&ada.document));
    assert_eq!(merge_in(&merged).document, merged.document);
    assert_eq!(merged.update(Action::Undo).document, ben.document);
}
