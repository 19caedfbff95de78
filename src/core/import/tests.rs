//! Tests of what is read: each tool's own shape, what we wrote ourselves, and files that mean harm.

use super::*;
use crate::anchor::{Anchor, anchor};
use crate::article::{ArticleBuilder, BlockKind, Metadata};
use crate::export::{FORMATS, Format};
use crate::fixtures::any_text;
use crate::selector::describe;
use crate::text::{Text, TextRange};
use proptest::prelude::*;
use serde_json::json;

const NOW: Timestamp = Timestamp(1_782_000_000_000);

#[track_caller]
fn opened(name: &str, content: &str) -> Foreign {
    read(&[Input { name, bytes: content.as_bytes() }]).expect("a file that is read")
}

#[track_caller]
fn documents(foreign: Foreign) -> Vec<Document> {
    let documents = foreign.into_documents(None, NOW).expect("documents");
    for document in &documents {
        // What was made of it is a document like any other.
        let written = file::write(document, "0.1.0");
        let again = file::read(written.as_bytes()).expect("our own file");
        assert_eq!(again.document, *document);
        assert_eq!(again.problems, []);
    }
    documents
}

/// Category, words, note and tags of the annotations, in the order of the text.
fn told(document: &Document) -> Vec<String> {
    crate::highlight::anchored(document, &[])
        .iter()
        .map(|it| {
            let annotation = &it.annotation;
            let words: Vec<String> = it
                .anchors
                .iter()
                .map(|anchor| match anchor {
                    Anchor::Exact(range) => document.article.text.slice(*range).to_owned(),
                    other => format!("{other:?}"),
                })
                .collect();
            let mut told = format!("{}: {}", annotation.category.as_str(), words.join(" | "));
            for said in std::iter::once(&annotation.note).chain(&annotation.tags).filter(|said| !said.is_empty()) {
                told.push_str(&format!(", {said}"));
            }
            told
        })
        .collect()
}

#[track_caller]
fn check(name: &str, content: &str, expected: &[&str]) -> Document {
    let foreign = opened(name, content);
    assert_eq!(foreign.problems, []);
    let document = documents(foreign).remove(0);
    assert_eq!(told(&document), expected);
    document
}

#[track_caller]
fn refused(content: &str, sentence: &str) {
    let problem = read(&[Input { name: "x", bytes: content.as_bytes() }]).expect_err("a refusal");
    assert_eq!(problem.to_string(), format!("{sentence} Nothing was changed."));
}

/// The article that annotations without one are put on.
fn ferry() -> Rc<Article> {
    let mut builder = ArticleBuilder::default();
    builder.push(BlockKind::Heading { level: 1 }, "Ferry 🚢 to run through the winter");
    builder
        .push(BlockKind::Paragraph, "The board voted 5–4 on Monday. “It is a lifeline,” said Zoë. The boat is late.");
    let address = "https://news.example.org/ferry".to_owned();
    Rc::new(builder.finish(Metadata { address, ..Metadata::default() }))
}

#[track_caller]
fn onto_ferry(content: &Value) -> Document {
    let foreign = opened("x.json", &content.to_string());
    assert!(foreign.needs_article());
    assert_eq!(foreign.clone().into_documents(None, NOW), Err(Problem::NoArticle));
    let document = foreign.into_documents(Some(&ferry()), NOW).expect("a document").remove(0);
    let written = file::write(&document, "0.1.0");
    assert_eq!(file::read(written.as_bytes()).expect("our own file").document, document);
    document
}

// ---- Hypothesis, Recogito, the standard, books

#[test]
fn hypothesis_counts_in_utf_16_and_the_quote_decides() {
    let selector = |start: u64, exact: &str, prefix: &str, suffix: &str| {
        json!([
            {"type": "RangeSelector", "startContainer": "/div[1]", "startOffset": 1, "endContainer": "/div[1]", "endOffset": 9},
            {"type": "TextPositionSelector", "start": start, "end": start + exact.encode_utf16().count() as u64},
            {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        ])
    };
    let uri = "https://news.example.org/ferry";
    let export = json!({
        "export_date": "2026-07-01T09:00:00Z", "export_userid": "acct:ada@hypothes.is", "client_version": "1.1",
        "annotations": [
            {"id": "a1", "created": "2026-07-01T08:00:00+00:00", "updated": "2026-07-01T08:30:00+00:00",
             "user": "acct:ada@hypothes.is", "user_info": {"display_name": "Ada"}, "uri": uri, "text": "*Where?*",
             "tags": ["Claim", "ferry"], "group": "__world__",
             "target": [{"source": uri, "selector": selector(9004, "The board voted 5–4", "", " on")}]},
            {"id": "a2", "user": "acct:ben@hypothes.is", "uri": uri, "text": "", "tags": ["quotation"],
             "target": [{"source": uri, "selector": selector(3, "It is\n    a lifeline", "Monday. “", ",” said")}]},
            {"id": "a3", "user": "acct:ben@hypothes.is", "uri": uri, "text": "No tag", "tags": [],
             "target": [{"source": uri, "selector": selector(6, "🚢 to run", "Ferry ", " through")}]},
            {"id": "a4", "user": "acct:ben@hypothes.is", "uri": uri, "text": "On the page", "tags": [],
             "target": [{"source": uri}]},
        ],
    });
    let document = onto_ferry(&export);
    assert_eq!(
        told(&document),
        [
            ": 🚢 to run, No tag",
            "claim: The board voted 5–4, *Where?*, Claim, ferry",
            "quote: It is a lifeline, quotation",
            ": Lost, On the page",
        ]
    );
    let first = document.annotations.iter().find(|it| it.note == "*Where?*").expect("the first");
    assert_eq!(first.creator.as_ref().map(|person| person.name.as_str()), Some("Ada"));
    assert_eq!(first.created.to_string(), "2026-07-01T08:00:00Z");
    assert_eq!(first.unknown.annotation["gl:hypothesis"], json!({"group": "__world__"}));
    assert_eq!(first.targets[0].other_selectors.len(), 1);
    assert_eq!(document.unknown["gl:hypothesis"]["client_version"], "1.1");
    assert!(!first.targets[0].unknown.contains_key("gl:was-source"));
}

#[test]
fn recogito_exports_a_bare_list() {
    let article = ferry();
    let at = article.text.as_str().find("boat is late").expect("the words");
    let start = article.text.byte_to_utf16(at).expect("a character");
    let end = start + "boat is late".len();
    assert_ne!(Some(start), article.text.byte_to_code_point(at));
    let classic = json!([{
        "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "#0b3c",
        "body": [{"type": "TextualBody", "value": "No.", "purpose": "commenting"},
                 {"type": "TextualBody", "value": "opinion", "purpose": "tagging"}],
        "target": {"selector": [{"type": "TextQuoteSelector", "exact": "boat is late"},
                                {"type": "TextPositionSelector", "start": start, "end": end}]},
    }]);
    assert_eq!(told(&onto_ferry(&classic)), ["opinion: boat is late, No., opinion"]);
    let own = json!([{
        "id": "5", "bodies": [{"purpose": "tagging", "value": "Claim"}],
        "target": {"annotation": "5", "selector": [{"quote": "boat is late", "start": start, "end": end}], "creator": {"id": "x"}},
    }]);
    let document = onto_ferry(&own);
    assert_eq!(told(&document), ["claim: boat is late, Claim"]);
    let position = document.annotations.iter().next().expect("one").targets[0].position.clone().expect("a position");
    let quote: String =
        ferry().text.as_str().chars().skip(position.start).take(position.end - position.start).collect();
    assert_eq!(quote, "boat is late", "positions are code points now");
}

#[test]
fn pages_and_single_annotations_come_without_their_article() {
    let one = json!({
        "type": "Annotation", "id": "urn:x:1", "body": {"type": "TextualBody", "purpose": "classifying", "value": "Assertion"},
        "target": {"source": "https://else.example.org", "selector": {"type": "TextQuoteSelector", "exact": "voted 5–4 on Monday. “It"}},
    });
    for content in [
        one.clone(),
        json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "id": "urn:x:p", "items": [one]}),
        json!({"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [], "next": {"items": [one]}}}),
    ] {
        let document = onto_ferry(&content);
        assert_eq!(told(&document), ["claim: voted 5–4 on Monday. “It, Assertion"]);
        let target = &document.annotations.iter().next().expect("one").targets[0];
        assert_eq!(target.unknown["gl:was-source"], "https://else.example.org");
    }
}

#[test]
fn books_have_keywords() {
    let set = json!({
        "@context": "https://www.w3.org/ns/epub-anno.jsonld", "type": "AnnotationSet", "id": "urn:uuid:1",
        "about": {"dc:title": "A book"}, "generator": {"name": "Reader"},
        "items": [{
            "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:2", "type": "Annotation",
            "created": "2026-01-01T00:00:00Z",
            "body": {"type": "TextualBody", "value": "Why?", "keyword": "opinion", "color": "pink"},
            "target": {"source": "OEBPS/one.html", "meta": {"page": "XI"}, "selector": [
                {"type": "TextQuoteSelector", "prefix": "said\n  \t Zoë. ", "exact": "The boat\n\n   is late", "suffix": "."},
                {"type": "ProgressionSelector", "value": 0.5}]},
        }],
    });
    let document = onto_ferry(&set);
    assert_eq!(told(&document), ["opinion: The boat is late, Why?, opinion"]);
    let annotation = document.annotations.iter().next().expect("one");
    assert_eq!(annotation.unknown.note["color"], "pink");
    assert_eq!(annotation.targets[0].unknown["meta"]["page"], "XI");
    assert_eq!(document.unknown["gl:was-collection"]["about"]["dc:title"], "A book");
}

// ---- brat

const BRAT_TEXT: &str = "Sony 🚗 said so.\r\nNobody  \r\n\r\nasked them.\r\n";

#[test]
fn brat_is_read_with_its_text() {
    let standoff = "\
T1\tOrganization 0 4\tSony
T2\tCLAIM 7 11;17 23\tsaid Nobody
T3\tCustom_Type 29 34;35 39\tasked them
A1\tNegation T1
A2\tConfidence T2 high
#1\tAnnotatorNotes T2\tsure?
R1\tSaid Arg1:T2 Arg2:T1
E1\tAsking:T3 Who:T1
*\tEquiv T1 T2
N1\tReference T1 Wikipedia:534366\tSony
T9\tBroken here
";
    // CRLF counts as two, as brat's own server counts it.
    let text = BRAT_TEXT;
    let words: String = text.chars().skip(17).take(6).collect();
    assert_eq!(words, "Nobody");
    let read = |inputs: &[Input<'_>]| read(inputs).expect("a pair");
    let (txt, ann) = (
        Input { name: "a/doc-1.txt", bytes: text.as_bytes() },
        Input { name: "a/doc-1.ann", bytes: standoff.as_bytes() },
    );
    let foreign = read(&[txt, ann]);
    assert_eq!(read(&[ann, txt]).labels, foreign.labels);
    assert_eq!(foreign.problems, [Problem::Strange { line: 11, why: "the type or the offsets are missing" }]);
    let labels: Vec<(&str, Option<Category>)> =
        foreign.labels.iter().map(|label| (label.name.as_str(), label.category.clone())).collect();
    assert_eq!(
        labels,
        [
            ("Organization", Some(Category::Other("Organization".into()))),
            ("CLAIM", Some(Category::Claim)),
            ("Custom_Type", Some(Category::Other("Custom_Type".into()))),
        ]
    );
    let document = documents(foreign).remove(0);
    assert_eq!(document.article.text.as_str(), "Sony 🚗 said so.\nNobody\nasked them.\n");
    assert_eq!(
        told(&document),
        [
            "Organization: Sony, Organization",
            "claim: said | Nobody, sure?, CLAIM",
            "Custom_Type: asked them, Custom_Type"
        ]
    );
    let second = document.annotations.iter().find(|it| it.note == "sure?").expect("the second");
    assert_eq!(second.attributes["confidence"], "high");
    assert_eq!(document.unknown[RELATIONS].as_array().map(Vec::len), Some(3));
    assert_eq!(document.unknown["gl:was-lines"], json!(["N1\tReference T1 Wikipedia:534366\tSony"]));
    // And it is written again.
    let files = Format::find("brat").expect("a format").write(&document, "0.1.0");
    for line in [
        "R1\tSaid Arg1:T2 Arg2:T1",
        "E1\tAsking:T3 Who:T1",
        "*\tEquiv T1 T2",
        "#2\tAnnotatorNotes T2\tsure?",
        "A1\tNegation T1",
    ] {
        assert!(files[1].content.contains(&format!("{line}\n")), "{line} in {}", files[1].content);
    }
}

#[test]
fn brat_without_its_text_is_for_an_article_that_is_open() {
    let foreign = opened("x.ann", "T1\tClaim 41 51\tboard voted\nT2\tQuote 900 910\tnot there at all, nowhere\n");
    assert!(foreign.needs_article());
    let document = foreign.into_documents(Some(&ferry()), NOW).expect("a document").remove(0);
    let told = told(&document);
    assert_eq!(told.len(), 2);
    assert!(told[1].starts_with("quote: Lost"), "{told:?}");
    let pair = [Input { name: "x.txt", bytes: b"Some text" }, Input { name: "x.ann", bytes: b"" }];
    assert_eq!(documents(read(&pair).expect("a pair"))[0].annotations.len(), 0);
}

// ---- rows, tasks, structures

#[test]
fn doccano_has_lists_or_entities() {
    check(
        "x.jsonl",
        "{\"id\": 7, \"text\": \"🚗 one\\r\\ntwo\", \"label\": [[2, 5, \"claim\"], [0, 10, \"Rest\"]], \"Comments\": []}\n",
        &["Rest: 🚗 one\ntwo, Rest", "claim: one"],
    );
    let document = check(
        "x.jsonl",
        &json!({"id": 1, "text": "Ada met Ben", "entities": [
            {"id": 3, "label": "PER", "start_offset": 0, "end_offset": 3},
            {"id": 4, "label": "PER", "start_offset": 8, "end_offset": 11}],
            "relations": [{"id": 1, "from_id": 3, "to_id": 4, "type": "met"}], "Comments": ["mine"]})
        .to_string(),
        &["PER: Ada, PER", "PER: Ben, PER"],
    );
    assert_eq!(document.unknown[RELATIONS][0]["type"], "met");
    assert_eq!(document.unknown["gl:was-row"], json!({"id": 1, "Comments": ["mine"]}));
    let many = opened(
        "x.jsonl",
        "{\"text\":\"a b\",\"labels\":[[0,1,\"X\"]]}\n\n{\"text\":\"c d\",\"labels\":[[2,3,\"X\"],[7,9,\"X\"]]}",
    );
    assert_eq!(many.problems, [Problem::Position { place: file::Place::Annotation(3) }]);
    assert_eq!(documents(many).len(), 2);
}

#[test]
fn prodigy_has_spans_with_tokens() {
    let row = json!({
        "text": "He said 🚗 no", "_input_hash": -5, "tokens": [{"text": "He", "start": 0, "end": 2, "id": 0}],
        "meta": {"source": "https://example.org/a"}, "answer": "accept",
        "spans": [{"start": 8, "end": 12, "token_start": 2, "token_end": 3, "label": "QUOTE"}],
    });
    let document = check("x.jsonl", &row.to_string(), &["quote: 🚗 no, QUOTE"]);
    assert_eq!(document.article.metadata.address, "https://example.org/a");
    assert_eq!(document.unknown["gl:was-row"]["answer"], "accept");
}

#[test]
fn label_studio_has_regions_and_what_is_said_of_them() {
    let task = json!([{
        "id": 1, "data": {"text": "One 🚗 two three", "title": "T"},
        "annotations": [
            {"id": 2, "completed_by": {"email": "ada@example.org"}, "created_at": "2026-01-02T03:04:05.678901Z", "result": [
                {"id": "r1", "type": "labels", "from_name": "label", "to_name": "text",
                 "value": {"start": 6, "end": 9, "text": "two", "labels": ["Claim", "Sure"]}},
                {"id": "r2", "type": "labels", "from_name": "label", "to_name": "text",
                 "value": {"start": 4, "end": 5, "text": "🚗", "labels": ["Other"]}},
                {"id": "r1", "type": "textarea", "from_name": "note", "to_name": "text",
                 "value": {"start": 6, "end": 9, "text": ["Why", "two?"]}},
                {"id": "r1", "type": "choices", "from_name": "verdict", "to_name": "text",
                 "value": {"start": 6, "end": 9, "choices": ["false"]}},
                {"id": "c", "type": "choices", "from_name": "genre", "to_name": "text", "value": {"choices": ["news"]}},
                {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right", "labels": ["about"]}]},
            {"id": 3, "was_cancelled": true, "result": [{"id": "x", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["X"]}}]},
        ],
    }]);
    let document = check("x.json", &task.to_string(), &["Other: 🚗, Other", "claim: two, Why\ntwo?, Claim, Sure"]);
    let two = document.annotations.iter().find(|it| !it.note.is_empty()).expect("one with a note");
    assert_eq!(two.attributes["verdict"], "false");
    assert_eq!(two.creator.as_ref().map(|person| person.name.as_str()), Some("ada@example.org"));
    assert_eq!(two.created.to_string(), "2026-01-02T03:04:05.678Z");
    assert_eq!(document.unknown[RELATIONS][0]["type"], "about");
    assert_eq!(document.unknown["gl:was-results"][0]["id"], "c");
    assert_eq!(document.article.metadata.title, "T");
}

#[test]
fn a_cas_of_another_tool_has_layers_of_its_own() {
    let cas = json!({
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "🚗 Ada is late"},
            {"%ID": 2, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "@sofa": 1, "begin": 0, "end": 2},
            {"%ID": 3, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, "begin": 3, "end": 6, "value": "PER"},
            {"%ID": 4, "%TYPE": "webanno.custom.Opinion", "@sofa": 1, "begin": 7, "end": 14, "polarity": "negative"},
        ],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4]}},
    });
    let document = check("x.json", &cas.to_string(), &["PER: Ada, PER", "opinion: is late, Opinion"]);
    let opinion = document.annotations.iter().find(|it| it.category == Category::Opinion).expect("one");
    assert_eq!(opinion.attributes["polarity"], "negative");
    assert_eq!(opinion.unknown.annotation["gl:was-type"], "webanno.custom.Opinion");
}

#[test]
fn words_win_over_positions() {
    for (start, end) in [(7, 10), (6, 9), (2, 5), (900, 903)] {
        let row = json!({"text": "One 🚗 two 🚗 three", "spans": [{"start": start, "end": end, "label": "claim", "text": "two"}]});
        let foreign = opened("x", &row.to_string());
        assert_eq!(told(&documents(foreign)[0]), ["claim: two"], "{start}..{end}");
    }
}

// ---- what we wrote ourselves

fn mixed() -> Document {
    let article = ferry();
    let mut document = Document::new(Iri::new("urn:uuid:d"), (*article).clone(), NOW);
    let mark = |id: &str, words: &[&str], category: Category| {
        let target = |words: &&str| {
            let at = article.text.as_str().find(words).expect("the words");
            describe(&article.text, TextRange::new(at, at + words.len()))
        };
        let targets = words.iter().map(target).collect();
        Annotation { targets, category, created: NOW, modified: NOW, ..blank(Iri::new(id)) }
    };
    let mut first = mark("urn:uuid:1", &["voted 5–4", "The boat"], Category::Claim);
    first.note = "Where? </script>".into();
    first.tags = vec!["needs-source".into()];
    first.attributes = json!({"verdict": "false"}).as_object().cloned().expect("a map");
    let over = mark("urn:uuid:2", &["through the winter\nThe board"], Category::Quote);
    let within = mark("urn:uuid:3", &["winter"], Category::Other("my kind".into()));
    document.annotations = [first, over, within].map(Rc::new).into_iter().collect();
    document
}

#[test]
fn what_we_write_we_read() {
    let document = mixed();
    for (key, expected) in [
        (
            "html",
            &[
                "quote: through the winter\nThe board",
                "my kind: winter",
                "claim: voted 5–4 | The boat, Where? </script>, needs-source",
            ][..],
        ),
        (
            "pages",
            &[
                "quote: through the winter\nThe board",
                "my kind: winter, my kind",
                "claim: voted 5–4 | The boat, Where? </script>, needs-source",
            ],
        ),
        (
            "hugging-face",
            &[
                "quote: through the winter\nThe board",
                "my kind: winter, my kind",
                "claim: voted 5–4 | The boat, Where? </script>, needs-source",
            ],
        ),
        (
            "cas",
            &[
                "quote: through the winter\nThe board",
                "my kind: winter, my kind",
                "claim: voted 5–4 | The boat, Where? </script>, needs-source",
            ],
        ),
        (
            "label-studio",
            &[
                "quote: through the winter\nThe board",
                "my kind: winter, my kind",
                "claim: voted 5–4 | The boat, Where? </script>, needs-source",
            ],
        ),
        ("spacy", &["quote: through the winter\nThe board", "my kind: winter, my kind", "claim: voted 5–4 | The boat"]),
        (
            "doccano",
            &[
                "quote: through the winter\nThe board",
                "my kind: winter, my kind",
                "claim: voted 5–4",
                "claim: The boat",
            ],
        ),
        (
            "brat",
            &[
                "quote: through the winter\nThe board, Quote",
                "my kind: winter, my kind",
                "claim: voted 5–4 | The boat, Where? </script>, Claim, needs-source",
            ],
        ),
    ] {
        let files = Format::find(key).expect("a format").write(&document, "0.1.0");
        let inputs: Vec<Input<'_>> =
            files.iter().map(|file| Input { name: &file.name, bytes: file.content.as_bytes() }).collect();
        let foreign = read(&inputs).unwrap_or_else(|problem| panic!("{key}: {problem}"));
        assert_eq!(foreign.problems, [], "{key}");
        let article = Rc::new((*document.article).clone());
        let onto = foreign.clone().into_documents(Some(&article), NOW).expect("a document").remove(0);
        assert_eq!(told(&onto), expected, "{key}");
        if !foreign.needs_article() {
            assert_eq!(told(&documents(foreign)[0]), expected, "{key}");
        }
        // Where ids are held, it is the same annotation.
        let held = Format::find(key).is_some_and(|format| format.holds(crate::export::Part::Ids));
        assert_eq!(onto.annotations.get(&Iri::new("urn:uuid:1")).is_some(), held, "{key}");
    }
    let page = &Format::find("html").expect("a format").write(&document, "0.1.0")[0].content;
    assert_eq!(documents(opened("x.html", page)), [document]);
}

#[test]
fn reading_twice_gives_the_same() {
    let row = r#"{"text": "a a a", "label": [[0, 1, "X"], [0, 1, "X"], [2, 3, "X"]]}"#;
    let one = documents(opened("x", row)).remove(0);
    assert_eq!(one.annotations.len(), 3, "the same twice is two");
    assert_eq!(documents(opened("y", row)), [one]);
}

// ---- files that mean harm

#[test]
fn what_is_nothing_is_refused_in_a_sentence() {
    refused("", "The file is empty.");
    refused("   \n", "The file is empty.");
    refused(
        "An article about ferries.",
        "The file holds no annotations that are understood here. It may be a text: paste it as an article.",
    );
    refused("<!doctype html><p>hello</p>", "The web page was not made by Glossator: there are no annotations in it.");
    refused(
        "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\"}</script>",
        "The web page was not made by Glossator: there are no annotations in it.",
    );
    refused("{\"a\": 1}", "The file is JSON, but does not hold annotations.");
    refused("[1, 2]", "The file is JSON, but does not hold annotations.");
    refused("[", "The file is cut off: it ends in the middle, at line 1, column 2.");
    refused(&"[".repeat(100), "The file is nested more than 64 levels deep (line 1).");
    refused(
        "{\"text\":\"a\",\"label\":[]}\n{\"text\":",
        "In line 2 of the file: The file is cut off: it ends in the middle, at line 1, column 9.",
    );
    let many = vec!["[0,1,\"x\"]"; 50_001].join(",");
    refused(
        &format!("{{\"text\":\"a\",\"label\":[{many}]}}"),
        "The file has more than 50000 annotations (it has 50001).",
    );
    let large = vec![b' '; 21 * 1024 * 1024];
    let problem = read(&[Input { name: "x", bytes: &large }]).expect_err("a refusal");
    assert_eq!(problem.to_string(), "The file is larger than 20 MB (it has 21 MB). Nothing was changed.");
    let three = [Input { name: "x", bytes: b"a" }; 3];
    assert_eq!(read(&three).expect_err("a refusal"), Problem::NotAPair);
    assert!(read(&[Input { name: "x", bytes: b"a\xff" }]).is_err());
}

#[test]
fn impossible_offsets_are_left_out_and_told() {
    for span in [
        "[5, 2, \"x\"]",
        "[-1, 2, \"x\"]",
        "[0.5, 2, \"x\"]",
        "[0, 1e400, \"x\"]",
        "[99999999999999999999, 2, \"x\"]",
        "[0]",
        "\"x\"",
    ] {
        let foreign = opened("x", &format!("{{\"text\": \"one two\", \"label\": [{span}]}}"));
        assert_eq!(foreign.problems.len(), 1, "{span}");
        assert_eq!(documents(foreign)[0].annotations.len(), 0, "{span}");
    }
}

#[test]
fn impossible_offsets_without_a_text_are_left_out_and_told() {
    for offsets in ["17 3", "3 3", "5000000000 5000000001", "4 5000000000"] {
        let foreign = opened("x.ann", &format!("T1\tClaim {offsets}\tIt is a lifeline,” said Zoë\n"));
        assert_eq!(foreign.problems, [Problem::Position { place: file::Place::Annotation(1) }], "{offsets}");
        let document = foreign.into_documents(Some(&ferry()), NOW).expect("a document").remove(0);
        assert_eq!(told(&document), ["claim: It is a lifeline,” said Zoë, Claim"]);
        // Where the words are not, they are kept without a position, and the file has nothing wrong in it.
        let foreign = opened("x.ann", &format!("T1\tClaim {offsets}\tnever said\n"));
        let document = foreign.into_documents(Some(&ferry()), NOW).expect("a document").remove(0);
        let again = file::read(file::write(&document, "0.1.0").as_bytes()).expect("our own file");
        assert_eq!((again.document, again.problems), (document, vec![]), "{offsets}");
    }
}

#[test]
fn a_file_of_wrong_positions_in_a_long_text_is_not_searched_for_hours() {
    let body = "word ".repeat(10_000);
    let spans = vec![r#"{"start":0,"end":4,"label":"x","text":"nowhere"}"#; 20_000].join(",");
    let foreign = opened("x", &format!("{{\"text\":\"{body}\",\"spans\":[{spans}]}}"));
    assert_eq!(foreign.annotations(), 20_000);
    // A line of many places counts as many.
    let places = vec!["0 1"; 50_001].join(";");
    let problem = read(&[Input { name: "x", bytes: format!("T1\tX {places}\tw").as_bytes() }]).expect_err("a refusal");
    assert_eq!(problem, Problem::File(file::Problem::TooMany { annotations: 50_001 }));
}

#[test]
fn hostile_labels_and_texts_are_only_words() {
    let row = json!({"text": "</script> x", "label": [[0, 9, "</script><script>alert(1)"], [10, 11, "__proto__"], [10, 11, ""]]});
    let document = documents(opened("x", &row.to_string())).remove(0);
    for format in &FORMATS {
        assert!(!format.write(&document, "0.1.0").is_empty());
    }
}

proptest! {
    // Each case writes and reads all formats.
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_panics(string in any_text()) {
        let inputs = [Input { name: "x", bytes: string.as_bytes() }];
        let _ = read(&inputs);
        for start in ["{\"text\":\"", "T1\tA 0 1\t", "<script type='application/ld+json'>", "[{\"target\":"] {
            let content = format!("{start}{string}");
            let _ = read(&[Input { name: "x", bytes: content.as_bytes() }]);
        }
    }

    #[test]
    fn every_span_of_every_text_comes_back(
        string in any_text(),
        ranges in prop::collection::vec((0usize..300, 0usize..300), 1..6),
    ) {
        let source = source::Source::new(&string, "", "");
        let article = (*source.article).clone();
        let mut document = Document::new(Iri::new("urn:uuid:0"), article, NOW);
        for (index, (a, b)) in ranges.into_iter().enumerate() {
            let text = &document.article.text;
            let range = text.trim(TextRange::new(a.min(text.len()), b.min(text.len())));
            if range.is_empty() || text.slice(range).trim().is_empty() {
                continue;
            }
            let target = describe(text, range);
            let category = Category::ALL[index % 3].clone();
            let annotation = Annotation { targets: vec![target], category, ..blank(Iri::new(format!("urn:uuid:{index}"))) };
            document.annotations.insert(Rc::new(annotation));
        }
        for key in ["hugging-face", "cas", "label-studio", "doccano", "spacy"] {
            let files = Format::find(key).expect("a format").write(&document, "0.1.0");
            let Ok(foreign) = read(&[Input { name: "x", bytes: files[0].content.as_bytes() }]) else {
                prop_assert!(false, "{} is not read", key);
                continue;
            };
            let again = foreign.into_documents(None, NOW).expect("documents").remove(0);
            prop_assert_eq!(again.article.text.as_str(), document.article.text.as_str());
            let words = |document: &Document| {
                let mut words: Vec<String> = document.annotations.iter().map(|it| it.quote()).collect();
                words.sort();
                words
            };
            prop_assert_eq!(words(&again), words(&document), "{}", key);
        }
    }

    #[test]
    fn a_quote_of_another_white_space_is_found_where_it_is(string in any_text(), a in 0usize..300, b in 0usize..300) {
        let text = Text::new(string);
        let range = text.trim(TextRange::new(a.min(text.len()), b.min(text.len())));
        prop_assume!(!range.is_empty());
        let mut target = describe(&text, range);
        for words in [&mut target.quote.exact, &mut target.quote.prefix, &mut target.quote.suffix] {
            *words = words.replace(' ', "\n  \t");
        }
        target.position = None;
        Settler::new(&text, false).settle(&mut target);
        if let Some(found) = anchor(&text, &target).range().filter(|_| target.position.is_some()) {
            let squeezed = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(squeezed(text.slice(found)), squeezed(text.slice(range)));
        }
    }
}
