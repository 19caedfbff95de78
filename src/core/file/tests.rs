//! Tests of the format: what comes back, the rules that are easy to get wrong, and files that mean harm.

use super::name::is_absolute;
use super::*;
use crate::Properties;
use crate::anchor::{Anchor, anchor};
use crate::annotation::{Annotation, Category, Iri, Person, Timestamp, Unknown};
use crate::article::{Article, Block, BlockKind, Inline, InlineKind, Metadata};
use crate::codebook::{self, Codebook};
use crate::document::{Document, Earlier};
use crate::fixtures::any_text;
use crate::selector::{Target, describe};
use crate::text::{Text, TextRange};
use proptest::prelude::*;
use proptest::{collection, option};
use serde_json::{Value, json};
use std::rc::Rc;

/// A file as it is written, with everything in it that the format has.
const FERRY: &str = include_str!("../../../tests/fixtures/files/winter-ferry.glossator.json");

/// The same article as another tool might send it.
const ANOTHER: &str = include_str!("../../../tests/fixtures/files/another-tool.json");

/// Where the first annotation of [`FERRY`] stands, and the second one.
const FIRST: &str = "/first/items/0";
const SECOND: &str = "/first/items/1";

// ---- notation

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// [`FERRY`] with `value`, JSON text, at `pointer`.
fn ferry_with(pointer: &str, value: &str) -> String {
    let mut file = parsed(FERRY);
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match file.pointer_mut(parent).expect("a place") {
        Value::Object(map) => drop(map.insert(key.replace("~1", "/"), parsed(value))),
        Value::Array(items) => items[key.parse::<usize>().expect("an index")] = parsed(value),
        other => panic!("{other} holds nothing"),
    }
    file.to_string()
}

fn ferry() -> Document {
    opened(FERRY).document
}

/// What was read, after checking that it is stable: what is written is read again as the same, and written the same.
#[track_caller]
fn opened(file: &str) -> File {
    let opened = read(file.as_bytes()).expect("a file that is read");
    let written = write(&opened.document, "0.1.0");
    let again = read(written.as_bytes()).expect("what was written");
    assert_eq!(again.document, opened.document);
    assert_eq!(write(&again.document, "0.1.0"), written);
    opened
}

/// `file` is read, and `problems` are all that is told of it.
#[track_caller]
fn check(file: &str, problems: &[Problem]) -> Document {
    let opened = opened(file);
    assert_eq!(opened.problems, problems);
    opened.document
}

/// `file` is refused with `sentence`.
#[track_caller]
fn refused(file: impl AsRef<[u8]>, sentence: &str) {
    let problem = read(file.as_ref()).expect_err("a refusal");
    assert_eq!(problem.to_string(), format!("{sentence} Nothing was changed."));
}

fn by_number(document: &Document, number: usize) -> &Annotation {
    let id = Iri::new(format!("urn:uuid:0d5b8f7e-62b4-4f8b-8c55-3a1de0b1d{number:03}"));
    document.annotations.get(&id).expect("the annotation")
}

fn note(document: &Document) -> &str {
    &by_number(document, 1).note
}

// ---- generated documents

pub(super) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| Value::Number(number.into())),
        Just(parsed("1e+400")),
        any_text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            collection::btree_map("[a-z:_\u{e9}🚗\"]{0,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_unknown() -> impl Strategy<Value = Properties> {
    let key = prop_oneof![Just("__proto__".to_owned()), "x:[a-z\u{e9}]{1,3}"];
    prop_oneof![
        3 => Just(Properties::new()),
        1 => collection::btree_map(key, any_json(), 0..3).prop_map(|map| map.into_iter().collect()),
    ]
}

fn any_note() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        any_text(),
        Just("</script><script>alert(1)</script> --> ``` =SUM(A1)".to_owned()),
        Just("\u{2028}\u{2029}\0\u{1f}\u{7f}\\\" \u{202e}gpj 🚗".to_owned()),
    ]
}

fn any_iri() -> impl Strategy<Value = Iri> {
    prop_oneof![
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            .prop_map(|uuid| Iri::new(format!("urn:uuid:{uuid}"))),
        "https://[a-z]{3}\\.example/[a-z]{1,3}".prop_map(Iri::new),
    ]
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    (-62_167_219_200_000i64..=253_402_300_799_999).prop_map(Timestamp)
}

prop_compose! {
    fn any_person()(id in option::of(any_iri()), name in any_note(), unknown in any_unknown()) -> Person {
        Person { id, name, unknown }
    }
}

fn any_article() -> impl Strategy<Value = Article> {
    let kind = prop_oneof![
        (1u8..=6).prop_map(|level| BlockKind::Heading { level }),
        (any::<bool>(), any::<u8>()).prop_map(|(ordered, depth)| BlockKind::ListItem { ordered, depth }),
        prop::sample::select(vec![
            BlockKind::Paragraph,
            BlockKind::Blockquote,
            BlockKind::Preformatted,
            BlockKind::Caption,
            BlockKind::TableRow,
            BlockKind::Furniture,
        ]),
    ];
    let inline = prop_oneof![
        Just(InlineKind::Emphasis),
        Just(InlineKind::Strong),
        Just(InlineKind::Code),
        Just(InlineKind::Link { href: "https://example.org/?a=\"b\"".to_owned() }),
        Just(InlineKind::Link { href: "mailto:ada@example.org".to_owned() }),
    ];
    let block = (kind, 0usize..40, 1usize..40, collection::vec((inline, 0usize..20, 1usize..20), 0..3));
    let address = prop_oneof![Just(String::new()), Just("https://example.org/ä?b".to_owned())];
    (any_text(), collection::vec(block, 0..6), [any_note(), any_note(), any_note(), any_note()], address, any_unknown())
        .prop_map(|(string, blocks, [title, author, date, language], address, unknown)| {
            let text = Text::new(string);
            let mut at = 0;
            let blocks = blocks.into_iter().map(|(kind, gap, length, inlines)| {
                let start = text.grapheme_ceil(at + gap);
                at = text.grapheme_ceil(start + length);
                let inlines = inlines.into_iter().map(|(kind, from, length)| Inline {
                    kind,
                    range: text.snap(TextRange { start: start + from, end: start + from + length }),
                });
                Block { kind, range: TextRange { start, end: at }, inlines: inlines.collect() }
            });
            let blocks = blocks.collect();
            let mut article = Article::new(text, blocks, Metadata { title, author, date, address, language });
            article.unknown = unknown;
            article
        })
}

fn any_target(text: Text) -> impl Strategy<Value = Target> {
    let others = prop_oneof![
        3 => Just(vec![]),
        1 => any_unknown().prop_map(|mut unknown| {
            unknown.insert("type".to_owned(), "XPathSelector".into());
            vec![Value::Object(unknown)]
        }),
    ];
    let states = option::weighted(0.1, Just(json!([{ "type": "HttpRequestState", "value": "Accept: text/plain" }])));
    let parts = (others, any_unknown(), any_unknown(), any_unknown(), states, any::<bool>());
    (0usize..300, 1usize..60, parts).prop_map(move |(start, length, parts)| {
        let (others, on_target, on_quote, on_position, state, lost) = parts;
        let start = start.min(text.len().saturating_sub(1));
        let range = text.snap(TextRange { start, end: start + length });
        // The words of another text are lost in this one.
        let elsewhere = Text::new("Something else entirely stands here.");
        let range_elsewhere = TextRange::new(10, 10 + length.min(20));
        let mut target = match lost || range.is_empty() {
            true => describe(&elsewhere, range_elsewhere),
            false => describe(&text, range),
        };
        (target.other_selectors, target.unknown, target.quote.unknown) = (others, on_target, on_quote);
        target.unknown.extend(state.map(|state| ("state".to_owned(), state)));
        match &mut target.position {
            Some(position) if !lost => position.unknown = on_position,
            position => *position = None,
        }
        target
    })
}

fn any_annotation(text: Text) -> impl Strategy<Value = Annotation> {
    let category = prop_oneof![
        prop::sample::select(Category::ALL.to_vec()),
        any_note().prop_map(|name| Category::from_name(&name)),
    ];
    let tag = prop_oneof![
        any_note().prop_filter("a tag", |tag| !tag.is_empty()),
        prop::sample::select(vec!["claim".to_owned(), "Quote".to_owned(), "x".to_owned()]),
    ];
    let tags = collection::vec((tag, any_unknown()), 0..3);
    let body = prop_oneof![
        any_json().prop_filter("no role", |body| !body.is_null() && read::role(body).is_none()),
        Just(json!({ "type": "TextualBody", "purpose": "commenting", "value": "A second note", "creator": "Jo" })),
        Just(json!({ "type": "TextualBody", "value": "no purpose" })),
        Just(json!({ "type": "TextualBody", "purpose": "classifying", "value": "quote" })),
        Just(json!({ "type": "Image", "id": "https://example.org/i.png" })),
    ];
    let unknown = (any_unknown(), any_unknown(), any_unknown(), collection::vec(body, 0..2));
    let said = (category, any_note(), tags, any_unknown(), unknown);
    let made = (option::of(any_person()), any_time(), any_time(), any::<u64>(), option::of(any_iri()));
    (any_iri(), collection::vec(any_target(text), 1..3), said, made).prop_map(|(id, targets, said, made)| {
        let (category, note, tags, attributes, (on_annotation, on_category, on_note, bodies)) = said;
        let (creator, created, modified, revision, copy_of) = made;
        let unknown = Unknown {
            annotation: on_annotation,
            category: on_category,
            note: on_note,
            tags: tags
                .iter()
                .filter(|(_, unknown)| !unknown.is_empty())
                .map(|(tag, unknown)| (tag.clone(), Value::Object(unknown.clone())))
                .collect(),
            bodies,
        };
        let tags = tags.into_iter().map(|(tag, _)| tag).collect();
        Annotation {
            id,
            category,
            targets,
            note,
            tags,
            attributes,
            creator,
            created,
            modified,
            revision,
            copy_of,
            merged: false,
            unknown,
        }
    })
}

fn any_document() -> impl Strategy<Value = Document> {
    any_article().prop_flat_map(|article| {
        let annotations = collection::vec(any_annotation(article.text.clone()).prop_map(Rc::new), 0..4);
        let made = (any_iri(), any_note(), option::of(any_person()), any_time(), any_unknown());
        let version =
            (any_article(), any_time()).prop_map(|(article, replaced)| Earlier { article: article.into(), replaced });
        let entry = (prop_oneof![Just("claim"), Just("opinion"), Just("source")], any_unknown());
        let made = (made, collection::vec(version, 0..3), collection::vec(entry, 0..4));
        (Just(article), annotations, made).prop_map(|(article, annotations, made)| {
            let ((id, label, creator, created, unknown), earlier, entries) = made;
            let mut document = Document::new(id, article, created);
            (document.label, document.creator, document.unknown) = (label, creator, unknown);
            document.earlier = earlier;
            let entry = |(name, said)| codebook::Entry { category: Category::from_name(name), said };
            document.codebook = Codebook::new(entries.into_iter().map(entry));
            document.annotations = annotations.into_iter().collect();
            document
        })
    })
}

proptest! {
    #[test]
    fn bytes_changed_anywhere_are_no_panic(at in 0..FERRY.len(), byte in any::<u8>(), drop in 0usize..40) {
        let mut bytes = FERRY.as_bytes().to_vec();
        let end = (at + drop).min(bytes.len());
        bytes.splice(at..end, [byte]);
        let _ = read(&bytes).map(|file| write(&file.document, "0.1.0"));
    }

    #[test]
    fn what_is_written_is_read_as_the_same(document in any_document()) {
        let written = write(&document, "0.1.0");
        let file = read(written.as_bytes()).expect("our own file");
        prop_assert_eq!(&file.document, &document);
        prop_assert_eq!(file.problems, []);
        prop_assert_eq!(write(&file.document, "0.1.0"), written);
    }

    #[test]
    fn records_of_storage_are_read_as_the_same(document in any_document()) {
        let header = write_header(&document, "0.1.0");
        let records: Vec<String> =
            document.annotations.iter().map(|annotation| write_annotation(annotation, &document)).collect();
        let mut read = read_header(&header).expect("a header");
        prop_assert!(read.annotations.is_empty());
        read.annotations = records.iter().map(|record| {
            let (annotation, problems) = read_annotation(record).expect("a record");
            assert_eq!(problems, []);
            Rc::new(annotation)
        }).collect();
        prop_assert_eq!(&read, &document);

        // A page without this program puts a file together from them.
        let mut file = parsed(&header);
        let id = file["id"].as_str().expect("an id").to_owned();
        file["total"] = records.len().into();
        if !records.is_empty() {
            let items: Vec<Value> = records.iter().map(|record| parsed(record)).collect();
            let page = format!("{id}#page-1");
            file["first"] =
                json!({ "id": page, "type": "AnnotationPage", "partOf": id, "startIndex": 0, "items": items });
        }
        prop_assert_eq!(super::read(file.to_string().as_bytes()).map(|file| file.document), Ok(document));
    }
}

proptest! {
    // Each document is a long way to generate.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_keys_and_items_in_a_file_is_nothing_to_the_reader(document in any_document()) {
        // A map of serde_json has its keys in the order of the alphabet.
        let mut file = parsed(&write(&document, "0.1.0"));
        if let Some(items) = file.pointer_mut("/first/items").and_then(Value::as_array_mut) {
            items.reverse();
        }
        prop_assert_eq!(read(file.to_string().as_bytes()).map(|file| file.document), Ok(document));
    }

    #[test]
    fn every_id_and_source_is_one_absolute_iri(document in any_document()) {
        let file = parsed(&write(&document, "0.1.0"));
        let mut pointers = vec!["/id".to_owned(), "/schema:about/id".into(), "/generator/id".into()];
        if let Some(items) = file.pointer("/first/items").and_then(Value::as_array) {
            pointers.extend(["/first/id".to_owned(), "/first/partOf".into()]);
            for (index, item) in items.iter().enumerate() {
                pointers.push(format!("/first/items/{index}/id"));
                match &item["target"] {
                    Value::Array(targets) => pointers.extend(
                        (0..targets.len()).map(|target| format!("/first/items/{index}/target/{target}/source")),
                    ),
                    _ => pointers.push(format!("/first/items/{index}/target/source")),
                }
            }
        }
        for pointer in pointers {
            let iri = file.pointer(&pointer).and_then(Value::as_str).unwrap_or_default();
            prop_assert!(is_absolute(iri), "{} at {}", iri, pointer);
        }
    }

    #[test]
    fn a_file_damaged_anywhere_is_no_panic(
        pointer in prop::sample::select(pointers(&parsed(FERRY), String::new())),
        value in any_json(),
    ) {
        if pointer.is_empty() {
            return Ok(());
        }
        if let Ok(file) = read(ferry_with(&pointer, &value.to_string()).as_bytes()) {
            // Whatever was made of it, is stable.
            let written = write(&file.document, "0.1.0");
            let again = read(written.as_bytes()).expect("what was written");
            prop_assert_eq!(&again.document, &file.document);
            prop_assert_eq!(write(&again.document, "0.1.0"), written);
        }
    }
}

/// The pointers to every value in `value`.
fn pointers(value: &Value, here: String) -> Vec<String> {
    let inner: Vec<String> = match value {
        Value::Object(map) => {
            map.iter().flat_map(|(key, value)| pointers(value, format!("{here}/{}", key.replace('/', "~1")))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, value)| pointers(value, format!("{here}/{index}"))).collect()
        }
        _ => Vec::new(),
    };
    [here].into_iter().chain(inner).collect()
}

// ---- the rules that are easy to get wrong

#[test]
fn the_file_is_written_exactly_as_the_format_says() {
    let document = check(FERRY, &[]);
    assert_eq!(write(&document, "0.1.0"), FERRY);
    assert_eq!(document.label, "");
    assert_eq!(document.article.metadata.author, "Noor Haddad");
    assert_eq!(document.article.blocks.len(), 12);
    assert_eq!(document.annotations.len(), 5);
    assert_eq!(by_number(&document, 1).revision, 2);
    assert_eq!(by_number(&document, 2).quote(), "It is a lifeline, … Nobody here asked for a favour.");
    assert_eq!(by_number(&document, 4).category, Category::from_name("hearsay"));
}

#[test]
fn the_context_is_exactly_the_one_of_web_annotations_and_ours_redefines_none_of_its_keys() {
    let file = parsed(FERRY);
    assert_eq!(file["@context"], json!(["http://www.w3.org/ns/anno.jsonld", { "gl": "urn:x-glossator:" }]));
    for context in [r#""https://www.w3.org/ns/anno.jsonld""#, r#""https://evil.example/context.jsonld""#, "null", "7"] {
        check(&ferry_with("/@context", context), &[Problem::Context]);
    }
    check(&ferry_with("/@context", r#""http://www.w3.org/ns/anno.jsonld""#), &[]);
    // Another context besides is kept, because without it other properties mean nothing.
    let more = r#"["http://www.w3.org/ns/anno.jsonld", {"example": "urn:example:"}]"#;
    let document = check(&ferry_with("/@context", more), &[]);
    assert_eq!(document.unknown["gl:was-context"], json!([{ "example": "urn:example:" }]));
}

#[test]
fn an_article_without_an_address_has_its_hash_as_source() {
    let mut file = parsed(FERRY);
    file["schema:about"].as_object_mut().expect("an article").remove("schema:url");
    for item in file["first"]["items"].as_array_mut().expect("items") {
        item["target"] =
            json!({ "source": "ni:///sha-256;x", "selector": [{ "type": "TextQuoteSelector", "exact": "x" }] });
    }
    let document = read(file.to_string().as_bytes()).expect("a file").document;
    let written = parsed(&write(&document, "0.1.0"));
    assert_eq!(written.pointer(&format!("{FIRST}/target/source")), Some(&document.article.hash().into()));
}

#[test]
fn bare_uuids_and_other_names_become_absolute_iris() {
    for (id, expected) in [
        (r#""0D5B8F7E-62B4-4F8B-8C55-3A1DE0B1E001""#, "urn:uuid:0d5b8f7e-62b4-4f8b-8c55-3a1de0b1e001"),
        (r#""note 1""#, "urn:x-glossator:id:note%201"),
    ] {
        let document = check(&ferry_with(&format!("{FIRST}/id"), id), &[]);
        assert!(document.annotations.get(&Iri::new(expected)).is_some());
        assert_eq!(check(&ferry_with("/id", id), &[]).id.as_str(), expected);
    }
    // Without one, the name is made of the content: the same each time.
    let document = check(&ferry_with(&format!("{FIRST}/id"), "null"), &[]);
    assert_eq!(document, check(&ferry_with(&format!("{FIRST}/id"), "null"), &[]));
    assert_eq!(document.annotations.len(), 5);
}

#[test]
fn positions_are_code_points_and_their_slices_are_the_quotes() {
    let file = parsed(FERRY);
    let text: Vec<char> = file["schema:about"]["schema:articleBody"].as_str().expect("text").chars().collect();
    let document = ferry();
    let mut seen = 0;
    for item in file["first"]["items"].as_array().expect("items") {
        let targets = item["target"].as_array().cloned().unwrap_or_else(|| vec![item["target"].clone()]);
        for target in targets {
            let [quote, position, ..] = &target["selector"].as_array().expect("selectors")[..] else { panic!() };
            let at = |key| position[key].as_u64().expect("a number") as usize;
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(quote["exact"], slice);
            seen += 1;
        }
    }
    assert_eq!(seen, 6);
    // And to anchor them and to describe them again says the same.
    for target in document.annotations.iter().flat_map(|annotation| &annotation.targets) {
        let Anchor::Exact(range) = anchor(&document.article.text, target) else { panic!("{target:?}") };
        let again = describe(&document.article.text, range);
        assert_eq!((&again.quote, &again.position), (&target.quote, &target.position));
    }
}

#[test]
fn positions_of_other_tools_in_utf_16_are_told_by_the_quote() {
    let document = opened(ANOTHER).document;
    let annotation = document.annotations.get(&Iri::new("urn:x-glossator:id:note%201")).expect("the first");
    let range = anchor(&document.article.text, &annotation.targets[0]);
    assert!(matches!(range, Anchor::Exact(_)), "{range:?}");
}

#[test]
fn a_position_without_words_gets_the_words_that_stand_there() {
    let selector = r#"{"type": "TextPositionSelector", "start": 51, "end": 62, "example:kept": 1}"#;
    let document = check(&ferry_with(&format!("{FIRST}/target/selector"), selector), &[]);
    let target = &by_number(&document, 1).targets[0];
    let range = anchor(&document.article.text, target).range().expect("found");
    assert_eq!(document.article.text.slice(range), target.quote.exact);
    assert_eq!(target.position.as_ref().expect("kept").unknown["example:kept"], 1);
}

#[test]
fn the_text_is_hashed_again_and_never_trusted() {
    let body = "The text of somebody else.";
    let mut file = parsed(FERRY);
    file["schema:about"]["schema:articleBody"] = body.into();
    file["schema:about"]["gl:blocks"] = Value::Null;
    let document = check(&file.to_string(), &[Problem::OtherText]);
    assert_eq!(document.article.hash(), Article::new(Text::new(body), vec![], Metadata::default()).hash());
}

#[test]
fn a_file_without_blocks_has_a_paragraph_a_line() {
    let mut file = parsed(FERRY);
    file["schema:about"].as_object_mut().expect("an article").remove("gl:blocks");
    let document = check(&file.to_string(), &[]);
    assert_eq!(document.article.blocks.len(), 13);
    assert!(document.article.blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
}

#[test]
fn selectors_are_alternatives_and_targets_are_segments() {
    let file = parsed(FERRY);
    assert_eq!(file.pointer(&format!("{SECOND}/target")).and_then(Value::as_array).map(Vec::len), Some(2));
    let annotation = by_number(&ferry(), 2).clone();
    assert_eq!(annotation.targets.len(), 2);
    assert_eq!(annotation.targets[1].other_selectors, [json!({ "type": "XPathSelector", "value": "/article/p[2]" })]);
}

#[test]
fn dates_are_utc_with_z() {
    let file = ferry_with(&format!("{FIRST}/created"), r#""2026-02-04T09:00:00.5+01:00""#);
    let written = parsed(&write(&check(&file, &[]), "0.1.0"));
    assert_eq!(written.pointer(&format!("{FIRST}/created")), Some(&"2026-02-04T08:00:00.5Z".into()));
    // Other tools leave the zone out, or the time.
    for date in [r#""2026-02-04T08:00:00""#, r#""2026-02-04""#] {
        check(&ferry_with(&format!("{FIRST}/created"), date), &[]);
    }
}

#[test]
fn motivation_is_one_value() {
    let motivations = r#"["highlighting", "tagging"]"#;
    let document = check(&ferry_with(&format!("{FIRST}/motivation"), motivations), &[]);
    let written = parsed(&write(&document, "0.1.0"));
    assert_eq!(written.pointer(&format!("{FIRST}/motivation")), Some(&"classifying".into()));
    assert_eq!(by_number(&document, 1).unknown.annotation["gl:was-motivation"], parsed(motivations));
}

#[test]
fn a_body_with_nothing_in_it_is_left_out_and_so_is_an_empty_body() {
    let mut document = ferry();
    let mut annotation = by_number(&document, 1).clone();
    annotation.note.clear();
    annotation.tags.clear();
    document.annotations.insert(Rc::new(annotation.clone()));
    let body = |document: &Document| {
        parsed(&write(document, "0.1.0")).pointer(FIRST).and_then(|item| item.get("body").cloned())
    };
    assert_eq!(body(&document).as_ref().and_then(Value::as_array).map(Vec::len), Some(1));
    annotation.category = Category::from_name("");
    document.annotations.insert(Rc::new(annotation));
    assert_eq!(body(&document), None);
    check(&write(&document, "0.1.0"), &[]);
}

#[test]
fn a_body_value_is_read_and_never_written() {
    let mut file = parsed(FERRY);
    let item = file.pointer_mut(FIRST).and_then(Value::as_object_mut).expect("an annotation");
    item.remove("body");
    item.insert("bodyValue".to_owned(), "A note.".into());
    let document = check(&file.to_string(), &[]);
    assert_eq!(note(&document), "A note.");
    assert!(!write(&document, "0.1.0").contains("bodyValue"));
}

#[test]
fn a_category_is_that_of_its_body_or_of_a_tag_or_none() {
    for (body, category) in [
        (r#"{"type": "TextualBody", "purpose": "classifying", "value": "opinion"}"#, "opinion"),
        (r#"[{"type": "TextualBody", "purpose": "classifying", "value": "hearsay"}]"#, "hearsay"),
        (
            r#"[{"type": "TextualBody", "purpose": "tagging", "value": "x"}, {"type": "TextualBody", "purpose": "tagging", "value": "Quote"}]"#,
            "quote",
        ),
        (r#"{"type": "TextualBody", "purpose": "commenting", "value": "claim"}"#, ""),
        ("[]", ""),
        ("null", ""),
    ] {
        let document = check(&ferry_with(&format!("{FIRST}/body"), body), &[]);
        assert_eq!(by_number(&document, 1).category.as_str(), category, "{body}");
    }
}

#[test]
fn an_empty_collection_has_a_total_and_no_page() {
    let mut document = ferry();
    document.annotations = Default::default();
    let written = parsed(&write(&document, "0.1.0"));
    assert_eq!(written["total"], 0);
    assert_eq!(written.get("first"), None);
    check(&write(&document, "0.1.0"), &[]);
    let header = parsed(&write_header(&document, "0.1.0"));
    assert_eq!((header.get("total"), header.get("first")), (None, None));
}

#[test]
fn items_stand_in_the_order_of_the_article_then_of_time_and_the_lost_ones_last() {
    let mut document = ferry();
    let mut lost = by_number(&document, 1).clone();
    lost.id = Iri::new("urn:a:lost");
    lost.targets[0].quote.exact = "never written".to_owned();
    let mut later = by_number(&document, 1).clone();
    later.id = Iri::new("urn:a:later");
    later.created = Timestamp(later.created.0 + 1);
    document.annotations.insert(Rc::new(lost));
    document.annotations.insert(Rc::new(later));
    let written = parsed(&write(&document, "0.1.0"));
    let items = written["first"]["items"].as_array().expect("items");
    let ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().expect("an id")).collect();
    let ends: Vec<&str> = ids.iter().map(|id| &id[id.len() - 4..]).collect();
    assert_eq!(ends, ["d001", "ater", "d002", "d003", "d004", "d005", "lost"]);
}

#[test]
fn a_label_is_made_of_the_names_unless_somebody_wrote_one() {
    let mut document = ferry();
    let label = |document: &Document| parsed(&write(document, "0.1.0"))["label"].as_str().map(str::to_owned);
    assert_eq!(label(&document).as_deref(), Some("Mina’s notes on “Ferry to run through the winter 🚢”"));
    document.creator = None;
    assert_eq!(label(&document).as_deref(), Some("Notes on “Ferry to run through the winter 🚢”"));
    assert_eq!(check(&ferry_with("/label", r#""For the desk""#), &[]).label, "For the desk");
}

#[test]
fn unknown_properties_survive_wherever_they_stand() {
    for place in [
        "",
        "/schema:about",
        FIRST,
        &format!("{FIRST}/creator"),
        &format!("{FIRST}/body/0"),
        &format!("{FIRST}/body/1"),
        &format!("{FIRST}/body/2"),
        &format!("{FIRST}/target"),
        &format!("{FIRST}/target/selector/0"),
        &format!("{FIRST}/target/selector/1"),
        &format!("{FIRST}/gl:attributes"),
        "/creator",
    ] {
        for key in ["example:unknown", "__proto__", "constructor", "$serde_json::private::Number"] {
            let value = r#"{"b": [1.0, "x", null], "$serde_json::private::Number": "no number"}"#;
            let mut file = ferry_with(&format!("{place}/{key}"), "\"PLACEHOLDER\"");
            file = file.replace("\"PLACEHOLDER\"", value);
            let written = write(&check(&file, &[]), "0.1.0");
            let compact: String = written.split_whitespace().collect();
            let kept: String = format!("\"{key}\":{value}").split_whitespace().collect();
            // Keys of an unknown object are in the order of the alphabet.
            let sorted = kept.replace(
                r#"{"b":[1.0,"x",null],"$serde_json::private::Number":"nonumber"}"#,
                r#"{"$serde_json::private::Number":"nonumber","b":[1.0,"x",null]}"#,
            );
            assert!(compact.contains(&sorted), "{key} at {place:?}");
        }
    }
}

#[test]
fn an_unknown_property_never_overwrites_one_of_ours() {
    let mut document = ferry();
    let expected = write(&document, "0.1.0");
    let all: Properties = [
        known::COLLECTION,
        known::ARTICLE,
        known::ANNOTATION,
        known::PERSON,
        known::BODY,
        known::TARGET,
        known::QUOTE,
        known::POSITION,
    ]
    .into_iter()
    .flatten()
    .map(|key| ((*key).to_owned(), Value::from("forged")))
    .collect();
    let only = |keys: &[&str]| all.clone().into_iter().filter(|(key, _)| keys.contains(&key.as_str())).collect();
    document.unknown.append(&mut only(known::COLLECTION));
    Rc::make_mut(&mut document.article).unknown = only(known::ARTICLE);
    for annotation in ferry().annotations.iter() {
        let mut annotation = (**annotation).clone();
        annotation.unknown.annotation.append(&mut only(known::ANNOTATION));
        annotation.unknown.category = only(known::BODY);
        for target in &mut annotation.targets {
            target.unknown = only(&["type", "source", "selector"]);
            target.quote.unknown = only(known::QUOTE);
            target.position.as_mut().expect("a position").unknown = only(known::POSITION);
        }
        document.annotations.insert(Rc::new(annotation));
    }
    assert_eq!(write(&document, "0.1.0"), expected);
}

#[test]
fn a_newer_version_is_told_apart_and_can_still_be_looked_at() {
    for (version, read_as) in [("2", 2), ("7.5", 8), ("1e400", u64::MAX), ("18446744073709551616", u64::MAX)] {
        let file = ferry_with("/gl:formatVersion", version);
        assert_eq!(read(file.as_bytes()), Err(Problem::NewerVersion { version: read_as }));
        assert_eq!(read_header(&file), Err(Problem::NewerVersion { version: read_as }));
        assert_eq!(read_newer(file.as_bytes()).map(|file| file.document), Ok(ferry()));
    }
    refused(
        ferry_with("/gl:formatVersion", "2"),
        "The file was made by a newer version of Glossator: its format is 2, and this one knows 1.",
    );
    for version in ["0", "-1", "\"1\"", "null"] {
        check(&ferry_with("/gl:formatVersion", version), &[Problem::Version]);
    }
    check(&ferry_with("/gl:formatVersion", "1.0"), &[]);
}

// ---- other tools

#[test]
fn another_tools_collection_is_read_and_nothing_of_it_lost() {
    let at = Place::Annotation;
    let document = check(
        ANOTHER,
        &[
            Problem::Words { place: at(3) },
            Problem::OtherSource { place: at(4) },
            Problem::Unread { place: at(5), why: "nothing is said to be annotated" },
            Problem::Unread { place: at(6), why: "there is something that is no annotation" },
            Problem::Words { place: at(7) },
        ],
    );
    assert_eq!(document.id.as_str(), "urn:uuid:2f6c1d9e-0b6b-4a39-9b58-6b1d5c0e7a11");
    assert_eq!(document.label, "Export");
    assert_eq!(document.creator.as_ref().map(|person| person.name.as_str()), Some("Marginalia Tool"));
    assert_eq!(document.article.metadata.author, "Noor Haddad, Li Wei");
    assert_eq!(document.annotations.len(), 5);
    let unread = opened(ANOTHER);
    assert_eq!(unread.unread(), [json!({ "id": "urn:x:5", "type": "Annotation" }), json!("urn:x:6")]);
    let first = document.annotations.get(&Iri::new("urn:x-glossator:id:note%201")).expect("the first");
    assert_eq!(first.note, "Really?");
    assert_eq!(first.created.to_string(), "2026-02-04T09:00:00Z");
    let second = Iri::new("urn:uuid:0d5b8f7e-62b4-4f8b-8c55-3a1de0b1e002");
    let second = document.annotations.get(&second).expect("the second");
    assert_eq!((&second.category, second.quote().as_str()), (&Category::Claim, "Tickets will cost €3.50"));
    let third = document.annotations.get(&Iri::new("urn:x:3")).expect("the third");
    assert_eq!((third.note.as_str(), &third.unknown.note["gl:was-format"]), ("<b>bold</b>", &"text/html".into()));
    let written = write(&document, "0.1.0");
    for kept in [
        "https://other.example.net/video",
        "refinedBy",
        "HttpRequestState",
        "https://else.example.net/",
        "example:Export",
        "https://other.example.net/page/2",
        "https://other.example.net/articles/9",
        "FragmentSelector",
    ] {
        assert!(written.contains(kept), "{kept}");
    }
}

#[test]
fn an_annotation_that_was_set_aside_is_tried_again() {
    let mut file = parsed(FERRY);
    let item = file.pointer(FIRST).cloned().expect("an annotation");
    file["first"]["items"].as_array_mut().expect("items").remove(0);
    file["total"] = 4.into();
    file["gl:unread"] = json!(["nothing", item]);
    let place = Place::SetAside(1);
    let document =
        check(&file.to_string(), &[Problem::Unread { place, why: "there is something that is no annotation" }]);
    assert_eq!(document.annotations, ferry().annotations);
    assert_eq!(document.unknown["gl:unread"], json!(["nothing"]));
}

#[test]
fn json_of_something_else_is_refused() {
    for file in [
        "null",
        "7",
        "\"text\"",
        "[]",
        "[1]",
        "{}",
        r#"{"type": "Person", "schema:about": {"schema:articleBody": ""}}"#,
    ] {
        refused(file, "The file is JSON, but does not hold annotations.");
    }
    for file in [
        r#"{"type": "AnnotationCollection", "first": {"items": []}}"#,
        r#"{"type": "AnnotationPage", "items": [], "schema:about": "https://example.org"}"#,
        r#"{"type": "Annotation", "target": "https://example.org"}"#,
        r#"[{"type": "Annotation", "target": "https://example.org"}]"#,
        r#"{"type": "AnnotationCollection", "schema:about": {"schema:articleBody": 7}}"#,
    ] {
        refused(file, "The file holds annotations, but not the article that they are about.");
    }
    let page = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [{"id": "urn:x:1", "target": {"selector": {"type": "TextQuoteSelector", "exact": "words"}}}], "schema:about": {"schema:articleBody": "Some words."}}"#;
    assert_eq!(check(page, &[]).annotations.len(), 1);
    check(&format!("\u{feff}{FERRY}"), &[]);
}

// ---- files that mean harm

#[test]
fn a_file_cut_at_every_percent_is_refused_as_cut_off() {
    for percent in 1..100 {
        let bytes = &FERRY.as_bytes()[..FERRY.len() * percent / 100];
        assert!(matches!(read(bytes), Err(Problem::CutOff { .. })), "{percent} %");
    }
    refused("", "The file is empty.");
    refused("{\n  \"id\"", "The file is cut off: it ends in the middle, at line 2, column 7.");
}

#[test]
fn what_is_no_text_or_no_json_is_refused_with_its_place() {
    refused(b"{\n\"a\xff", "The file is not text in UTF-8 (line 2, column 3).");
    refused("PK\u{3}\u{4}", "The file is not JSON (line 1, column 1).");
    refused("<!doctype html>", "The file is not JSON (line 1, column 1).");
    refused("{\"a\": NaN}", "The file is not JSON (line 1, column 7).");
    refused(FERRY.replacen("\"type\"", "'type'", 1), "The file is not JSON (line 9, column 3).");
}

#[test]
fn deep_nesting_is_refused_before_it_is_followed() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [63, 64, 10_000, 1_000_000] {
        // Within the collection it is one level deeper.
        let file = ferry_with("/example:deep", "0")
            .replace("\"example:deep\":0", &format!("\"example:deep\":{}", nested(depth)));
        match depth {
            63 => drop(check(&file, &[])),
            _ => refused(file, "The file is nested more than 64 levels deep (line 1)."),
        }
    }
    // What another tool wrote flatter than we do must be readable once we have written it.
    let body = r#"{"type": "Image", "example:deep": 0}"#;
    let file = ferry_with(&format!("{FIRST}/body"), body);
    for (depth, is_read) in [(58, true), (59, false), (60, false)] {
        let file = file.replace("\"example:deep\":0", &format!("\"example:deep\":{}", nested(depth)));
        assert_eq!(read(file.as_bytes()).is_ok(), is_read, "{depth}");
    }
}

#[test]
fn a_file_of_five_hundred_megabytes_is_refused_by_its_size() {
    let problem = check_size(500 * 1024 * 1024).expect_err("a refusal");
    assert_eq!(problem.to_string(), "The file is larger than 20 MB (it has 500 MB). Nothing was changed.");
    assert!(check_size(u64::MAX).is_err() && check_size(SIZE_MAX).is_ok());
    refused(vec![b' '; SIZE_MAX as usize + 1], "The file is larger than 20 MB (it has 21 MB).");
}

#[test]
fn more_than_fifty_thousand_annotations_are_refused() {
    let file = |count: usize| {
        let items: Vec<String> =
            (0..count).map(|number| format!("{{\"id\":\"urn:x:{number}\",\"target\":\"urn:y\"}}")).collect();
        format!(
            "{{\"type\":\"AnnotationPage\",\"schema:about\":{{\"schema:articleBody\":\"\"}},\"items\":[{}]}}",
            items.join(",")
        )
    };
    refused(file(50_001), "The file has more than 50000 annotations (it has 50001).");
    let read = read(file(50_000).as_bytes()).expect("a file");
    assert_eq!(read.document.annotations.len(), 50_000);
    // And not as many problems.
    assert!(matches!(read.problems.last(), Some(Problem::More { .. })) && read.problems.len() == 1_001);
}

#[test]
fn of_a_key_that_stands_twice_the_last_one_counts() {
    let file = FERRY.replacen("  \"id\"", "  \"id\": \"urn:x:1\",\n  \"id\"", 1);
    let problem = Problem::RepeatedKey { key: "id".to_owned(), line: 9, times: 1 };
    assert_eq!(problem.to_string(), "“id” stands twice in the same place (line 9); the last one counts.");
    assert_eq!(check(&file, &[problem]), ferry());
}

#[test]
fn impossible_numbers_are_no_positions() {
    for (number, usable) in [
        ("-1", false),
        ("1.5", false),
        ("1e400", false),
        ("1e9223372036854775807", false),
        ("1e-9223372036854775808", false),
        ("9007199254740993", false),
        ("null", false),
        ("\"200\"", false),
        ("18446744073709551616", false),
        ("4294967295", true),
        ("200.0", true),
        ("2e2", true),
        ("0", true),
    ] {
        let file = ferry_with(&format!("{FIRST}/target/selector/1/end"), number);
        let document = match number {
            "0" => check(&file, &[Problem::Position { place: Place::Annotation(1) }]), // ends before it starts
            _ if usable => check(&file, &[]),
            _ => check(&file, &[Problem::Position { place: Place::Annotation(1) }]),
        };
        let target = &by_number(&document, 1).targets[0];
        assert_eq!(target.position.is_some(), usable, "{number}");
        assert_eq!(target.other_selectors.len(), usize::from(!usable), "{number} is kept");
        let found = anchor(&document.article.text, target).range().expect("found by its words");
        assert_eq!(document.article.text.slice(found), target.quote.exact);
    }
}

#[test]
fn a_position_inside_a_grapheme_or_a_surrogate_pair_is_decided_by_the_words() {
    let text = Text::new("👩‍👩‍👧‍👦 came. 🚗 came, too.");
    let mut file = parsed(FERRY);
    file["schema:about"] = json!({ "schema:articleBody": text.as_str() });
    for (selector, words) in [
        // Two of the family alone.
        (json!([{ "type": "TextPositionSelector", "start": 2, "end": 4 }]), Some("👩‍👩‍👧‍👦")),
        (
            json!([{ "type": "TextPositionSelector", "start": 15, "end": 16 }, { "type": "TextQuoteSelector", "exact": "🚗", "prefix": "came. " }]),
            Some("🚗"),
        ),
        // In UTF-16 this would be half a car.
        (
            json!([{ "type": "TextPositionSelector", "start": 20, "end": 21 }, { "type": "TextQuoteSelector", "exact": "absent" }]),
            None,
        ),
    ] {
        file["first"]["items"] = json!([{ "id": "urn:x:1", "target": { "selector": selector } }]);
        file["total"] = 1.into();
        let document = check(&file.to_string(), &[]);
        let annotation = document.annotations.iter().next().expect("one");
        let found = anchor(&document.article.text, &annotation.targets[0]).range();
        assert_eq!(found.map(|range| document.article.text.slice(range)), words);
    }
}

#[test]
fn a_quote_unlike_the_text_at_its_offsets_is_found_by_its_words_or_lost() {
    let file =
        ferry_with(&format!("{FIRST}/target/selector/1"), r#"{"type": "TextPositionSelector", "start": 0, "end": 19}"#);
    let document = check(&file, &[]);
    assert!(matches!(anchor(&document.article.text, &by_number(&document, 1).targets[0]), Anchor::Moved(_)));
    let document = check(&ferry_with(&format!("{FIRST}/target/selector/0/exact"), r#""never said""#), &[]);
    assert_eq!(anchor(&document.article.text, &by_number(&document, 1).targets[0]), Anchor::Lost);
}

#[test]
fn storage_knows_what_came_by_a_merge_and_a_file_does_not() {
    let mut document = ferry();
    let merged = Annotation { merged: true, ..by_number(&document, 1).clone() };
    document.annotations.insert(Rc::new(merged.clone()));
    let (read, problems) = read_annotation(&write_annotation(&merged, &document)).expect("a record");
    assert_eq!((read, problems.len()), (merged, 0));
    assert_eq!(write(&document, "0.1.0"), write(&ferry(), "0.1.0"));
    // What says something else there is kept, and told.
    let odd = ferry_with(&format!("{FIRST}/gl:merged"), r#""perhaps""#);
    check(&odd, &[Problem::Property { place: Place::Annotation(1), key: "gl:merged" }]);
}

#[test]
fn the_same_id_twice_keeps_both_and_the_same_annotation_twice_one() {
    let id = by_number(&ferry(), 1).id.clone();
    let file = ferry_with(&format!("{SECOND}/id"), &json!(id.as_str()).to_string());
    let document = check(&file, &[Problem::SameId { place: Place::Annotation(2), id: id.clone() }]);
    assert_eq!(document.annotations.len(), 5);
    assert_eq!(document.annotations.get(&id), ferry().annotations.get(&id), "mine is as it was");
    let copies =
        |document: &Document| document.annotations.iter().filter(|annotation| annotation.copy_of.is_some()).count();
    assert_eq!(copies(&document), 1);
    assert_eq!(check(&file, &[Problem::SameId { place: Place::Annotation(2), id: id.clone() }]), document);

    let twice = ferry_with(SECOND, &parsed(FERRY).pointer(FIRST).expect("one").to_string());
    assert_eq!(check(&twice, &[Problem::Twice { place: Place::Annotation(2) }]).annotations.len(), 4);

    // Again and again the same id, some the same in everything.
    let mut file = parsed(FERRY);
    file["first"]["items"] = (0..100)
        .map(|number| json!({ "id": "urn:x:1", "target": "urn:y", "body": { "value": format!("{}", number % 50) } }))
        .collect();
    let opened = opened(&file.to_string());
    assert_eq!(opened.document.annotations.len(), 50);
    let reported = |wanted: fn(&Problem) -> bool| opened.problems.iter().filter(|problem| wanted(problem)).count();
    assert_eq!(reported(|problem| matches!(problem, Problem::SameId { .. })), 49);
    assert_eq!(reported(|problem| matches!(problem, Problem::Twice { .. })), 50);
}

#[test]
fn the_largest_revision_is_read_and_a_larger_one_set_aside() {
    let revision = |number: &str, problems: &[Problem]| {
        by_number(&check(&ferry_with(&format!("{FIRST}/gl:revision"), number), problems), 1).revision
    };
    assert_eq!(revision("18446744073709551615", &[]), u64::MAX);
    for wrong in ["18446744073709551616", "-1", "1.5", "1e400", "\"3\""] {
        assert_eq!(revision(wrong, &[Problem::Property { place: Place::Annotation(1), key: "gl:revision" }]), 0);
    }
}

#[test]
fn impossible_dates_are_set_aside() {
    let created = |date: &str, problems: &[Problem]| {
        by_number(&check(&ferry_with(&format!("{FIRST}/created"), date), problems), 1).clone()
    };
    assert_eq!(created(r#""9999-12-31T23:59:59Z""#, &[]).created.to_string(), "9999-12-31T23:59:59Z");
    let problem = Problem::Date { place: Place::Annotation(1), key: "created" };
    for date in [r#""10000-01-01T00:00:00Z""#, r#""2026-02-30T00:00:00Z""#, "7", r#""""#, r#""yesterday""#, "{}"] {
        let annotation = created(date, std::slice::from_ref(&problem));
        assert_eq!(annotation.unknown.annotation["gl:was-created"], parsed(date));
        assert_eq!(annotation.created, annotation.modified);
    }
    let document = check(
        &ferry_with("/created", r#""10000-01-01T00:00:00Z""#),
        &[Problem::Date { place: Place::Collection, key: "created" }],
    );
    assert_eq!(
        (document.created, &document.unknown["gl:was-created"]),
        (Timestamp(0), &"10000-01-01T00:00:00Z".into())
    );
    // A moment that is in another year in UTC, which has no name.
    created(r#""9999-12-31T23:59:59-23:59""#, &[]);
}

#[test]
fn large_notes_and_many_tags_come_back() {
    let mut document = ferry();
    let mut annotation = by_number(&document, 1).clone();
    annotation.note = "</script>\u{202e}\u{2028}\"\\\u{0}é".repeat(60_000);
    annotation.tags = (0..10_000).map(|number| format!("tag {number}")).collect();
    assert!(annotation.note.len() > 1_000_000);
    document.annotations.insert(Rc::new(annotation));
    assert_eq!(check(&write(&document, "0.1.0"), &[]), document);
}

#[test]
fn half_a_surrogate_pair_is_shown_as_a_replacement_character() {
    let file = FERRY.replace("Minutes say", "Minutes \\ud800 say \\udc00");
    let document = check(
        &file,
        &[Problem::BrokenCharacter { line: file[..file.find("ud800").expect("there")].lines().count(), times: 2 }],
    );
    assert!(note(&document).starts_with("Minutes \u{fffd} say \u{fffd}"));
}

#[test]
fn addresses_that_are_not_to_be_opened_are_kept_and_not_used() {
    for address in
        ["javascript:alert(1)", "https://user:pass@example.org/", "file:///etc/passwd", "example.org", "https://a b"]
    {
        let mut file = parsed(FERRY);
        file["schema:about"]["schema:url"] = address.into();
        file["first"]["items"] = json!([]);
        file["total"] = 0.into();
        let document = check(&file.to_string(), &[Problem::Address]);
        assert_eq!(document.article.metadata.address, "");
        assert_eq!(document.article.unknown["gl:was-url"], address);
        assert_eq!(document.article.source(), document.article.hash());
    }
}

#[test]
fn links_that_lead_elsewhere_become_text() {
    for href in [r#""javascript:alert(1)""#, r#""java\tscript:alert(1)""#, r#""data:text/html,x""#, "7", "null"] {
        let file = ferry_with("/schema:about/gl:blocks/2/inlines/0/href", href);
        let document = check(&file, &[Problem::Links { dropped: 1 }]);
        assert!(document.article.blocks[2].inlines.is_empty());
    }
}

#[test]
fn blocks_that_make_no_sense_are_shown_as_text() {
    for blocks in [
        "7",
        "\"x\"",
        r#"[{"kind": "heading"}]"#,
        "[null]",
        r#"[{"kind": "heading", "start": 5, "end": 2}]"#,
        r#"[{"kind": "heading", "start": 0, "end": 99999}]"#,
        r#"[{"kind": "spell", "start": 0, "end": 4}]"#,
    ] {
        let document = check(&ferry_with("/schema:about/gl:blocks", blocks), &[Problem::Blocks { strange: 1 }]);
        let shown: String =
            document.article.blocks.iter().map(|block| document.article.text.slice(block.range)).collect();
        assert_eq!(shown, document.article.text.as_str().replace('\n', "").as_str());
        assert_eq!(document.article.unknown["gl:was-blocks"], parsed(blocks));
    }
}

#[test]
fn ten_thousand_combining_marks_come_back() {
    let marks = format!("e{}", "\u{301}".repeat(10_000));
    let article = Article::new(
        Text::new(format!("a {marks} b")),
        vec![],
        Metadata { title: marks.clone(), ..Metadata::default() },
    );
    let mut document = Document::new(Iri::new("urn:x:1"), article, Timestamp(0));
    let mut annotation = by_number(&ferry(), 1).clone();
    annotation.targets = vec![describe(&document.article.text, TextRange::new(2, 3))];
    (annotation.note, annotation.tags) = (marks.clone(), vec![marks]);
    document.annotations.insert(Rc::new(annotation));
    assert_eq!(check(&write(&document, "0.1.0"), &[]), document);
}

#[test]
fn wrong_counts_and_pages_elsewhere_are_told() {
    check(&ferry_with("/total", "7"), &[Problem::Count { said: 7, found: 5 }]);
    let document = check(
        &ferry_with("/first", r#""https://example.org/page/1""#),
        &[Problem::PagesElsewhere, Problem::Count { said: 5, found: 0 }],
    );
    assert_eq!(document.unknown["gl:was-first"], "https://example.org/page/1");
}

#[test]
fn a_record_of_the_wrong_shape_is_refused_alone() {
    for record in
        ["", "null", "[]", "{}", r#"{"id": "urn:x:1"}"#, r#"{"target": "urn:y"}"#, r#"{"id": "urn:x:1", "target": []}"#]
    {
        assert!(read_annotation(record).is_err(), "{record}");
        assert!(read_header(record).is_err(), "{record}");
    }
}

#[test]
fn every_problem_is_a_sentence() {
    let place = Place::Annotation(17);
    let why = "nothing is said to be annotated";
    for (problem, sentence) in [
        (
            Problem::Unread { place, why },
            "In annotation 17, nothing is said to be annotated. It is kept in the file and not shown.",
        ),
        (
            Problem::Date { place, key: "created" },
            "In annotation 17, “created” is no date that exists; another one stands in for it.",
        ),
        (Problem::Links { dropped: 2 }, "Links that do not lead to the web or to an e-mail address were left out: 2."),
        (
            Problem::BrokenCharacter { line: 3, times: 2 },
            "Half a character stands in line 3; it is shown as \u{fffd}. In all, 2 places have one.",
        ),
        (Problem::More { hidden: 4 }, "There are 4 more problems like these."),
    ] {
        assert_eq!(problem.to_string(), sentence);
    }
}

#[test]
fn categories_that_cannot_be_read_are_kept_beside_the_others() {
    let codebook = r#"[7, {"name": "x", "label": "X", "mine": 1}, {"label": "no name"}, {"name": "x"}]"#;
    let wrong = [Problem::Property { place: Place::Collection, key: "gl:codebook" }];
    let document = check(&ferry_with("/gl:codebook", codebook), &wrong);
    let entries = document.codebook.entries();
    assert_eq!((entries.len(), entries[0].text("label"), &entries[0].said["mine"]), (1, "X", &json!(1)));
    assert_eq!(document.unknown["gl:was-codebook"], json!([7, {"label": "no name"}, {"name": "x"}]));
}

#[test]
fn earlier_versions_that_cannot_be_read_are_kept_beside_the_others() {
    let text = ferry_with("/gl:earlierVersions", r#"[7, {"schema:articleBody": "Old.\n"}, {"x": 1}]"#);
    let wrong = [Problem::Property { place: Place::Collection, key: "gl:earlierVersions" }];
    let document = check(&text, &wrong);
    assert_eq!(document.earlier.len(), 1);
    assert_eq!(document.unknown["gl:was-earlierVersions"], serde_json::json!([7, {"x": 1}]));
}
