//! Tests of what is written: every part that a format says it holds is in its files, and what it says it loses is not;
//! offsets slice to the words; hostile words stay words.

use super::*;
use crate::annotation::{Annotation, Category, Iri, Person, Timestamp, Unknown};
use crate::article::{Article, ArticleBuilder, BlockKind, Metadata};
use crate::codebook::{COLOURS, Codebook, Entry, PATTERNS};
use crate::selector::describe;
use crate::text::{Text, TextRange};
use crate::{Properties, fixtures::any_text};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::rc::Rc;

/// Articles in a small notation: `words` and what they are, of the paragraphs.
fn document(paragraphs: &[&str], marks: &[(&[&str], Category)]) -> Document {
    let mut builder = ArticleBuilder::default();
    paragraphs.iter().for_each(|paragraph| builder.push(BlockKind::Paragraph, paragraph));
    let title = paragraphs.first().copied().unwrap_or_default().to_owned();
    let article = builder.finish(Metadata { title, ..Metadata::default() });
    let mut document = Document::new(Iri::new("urn:uuid:0"), article, Timestamp(0));
    for (index, (words, category)) in marks.iter().enumerate() {
        let mark = mark(&document.article, &format!("urn:uuid:m{index}"), words, category);
        document.annotations.insert(Rc::new(mark));
    }
    document
}

fn mark(article: &Article, id: &str, words: &[&str], category: &Category) -> Annotation {
    let target = |words: &&str| {
        let start = article.text.as_str().find(words).expect("the words");
        describe(&article.text, TextRange::new(start, start + words.len()))
    };
    Annotation {
        id: Iri::new(id),
        category: category.clone(),
        targets: words.iter().map(target).collect(),
        note: String::new(),
        tags: Vec::new(),
        attributes: Properties::new(),
        creator: None,
        created: Timestamp(0),
        modified: Timestamp(0),
        revision: 0,
        copy_of: None,
        merged: false,
        unknown: Unknown::default(),
    }
}

fn changed(document: &mut Document, id: &str, change: impl FnOnce(&mut Annotation)) {
    let mut annotation = (**document.annotations.get(&Iri::new(id)).expect("the annotation")).clone();
    change(&mut annotation);
    document.annotations.insert(Rc::new(annotation));
}

/// Whatever breaks offsets and formats, in one document.
fn hostile() -> Document {
    let mut document = document(
        &[
            "Car 🚗 and family 👩‍👩‍👧‍👦 in the cafe\u{301}",
            "</script><script>alert(1)</script> <!-- --> & \"said\" 'he' שלום",
            "=SUM(A1) *bold* [link](javascript:alert(1)) `code`\tand a tab",
        ],
        &[
            (&["🚗 and family 👩‍👩‍👧‍👦"], Category::Claim),
            (&["family 👩‍👩‍👧‍👦 in"], Category::Quote),
            (&["cafe\u{301}\n</script><script>alert(1)"], Category::Opinion),
            (&["alert(1)</script>"], Category::Claim),
            (&["=SUM(A1)", "`code`\tand"], Category::Other("my kind".into())),
            (&["שלום"], Category::Quote),
        ],
    );
    changed(&mut document, "urn:uuid:m0", |it| it.note = "=cmd|' /C calc'!A0\r\n</script>\t\"q\" ``` -->".into());
    changed(&mut document, "urn:uuid:m1", |it| it.tags = vec!["needs-source".into(), "@tag".into()]);
    changed(&mut document, "urn:uuid:m3", |it| {
        it.attributes =
            json!({"verdict": "false", "claimant": {"text": "the city & co"}}).as_object().cloned().expect("a map");
        it.creator = Some(Person { name: "+Ada".into(), ..Person::default() });
    });
    document
}

fn written(key: &str, document: &Document) -> String {
    let files = Format::find(key).expect("a format").write(document, "0.1.0");
    files.into_iter().next_back().expect("a file").content
}

fn json_of(key: &str, document: &Document) -> Value {
    serde_json::from_str(&written(key, document)).expect("JSON")
}

fn slice(text: &str, start: &Value, end: &Value) -> String {
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    text.chars().skip(number(start)).take(number(end) - number(start)).collect()
}

const WORDS: [&str; 7] = [
    "🚗 and family 👩‍👩‍👧‍👦",
    "family 👩‍👩‍👧‍👦 in",
    "cafe\u{301}\n</script><script>alert(1)",
    "alert(1)</script>",
    "שלום",
    "=SUM(A1)",
    "`code`\tand",
];

#[track_caller]
fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

#[test]
fn spans_slice_to_the_words() {
    let document = hostile();
    let expected = sorted(WORDS.map(str::to_owned).to_vec());
    for (key, spans) in [("spacy", "spans"), ("hugging-face", "spans"), ("doccano", "label")] {
        let row = json_of(key, &document);
        let text = row["text"].as_str().expect("text");
        let places = row[spans].as_array().expect("spans").iter().map(|span| match span {
            Value::Array(span) => slice(text, &span[0], &span[1]),
            span => slice(text, &span["start"], &span["end"]),
        });
        assert_eq!(sorted(places.collect()), expected, "{key}");
    }
    let tasks = json_of("label-studio", &document);
    let text = tasks[0]["data"]["text"].as_str().expect("text");
    let regions = tasks[0]["annotations"][0]["result"].as_array().expect("results");
    let places = regions.iter().filter(|region| region["type"] == "labels").map(|region| {
        let value = &region["value"];
        assert_eq!(slice(text, &value["start"], &value["end"]), value["text"].as_str().expect("text"));
        value["text"].as_str().expect("text").to_owned()
    });
    assert_eq!(sorted(places.collect()), expected);
}

#[test]
fn a_cas_counts_in_utf_16() {
    let cas = json_of("cas", &hostile());
    let structures = cas["%FEATURE_STRUCTURES"].as_array().expect("structures");
    let text: Vec<u16> = structures[0]["sofaString"].as_str().expect("text").encode_utf16().collect();
    let places = structures.iter().filter(|it| it["%TYPE"] == "webanno.custom.Glossator").map(|it| {
        let at = |key: &str| it[key].as_u64().expect("a number") as usize;
        String::from_utf16(&text[at("begin")..at("end")]).expect("whole characters")
    });
    assert_eq!(sorted(places.collect()), sorted(WORDS.map(str::to_owned).to_vec()));
}

#[test]
fn brat_splits_at_line_ends_and_tabs() {
    let document = hostile();
    let files = Format::find("brat").expect("a format").write(&document, "0.1.0");
    let text: Vec<char> = files[0].content.chars().collect();
    let mut kinds = Vec::new();
    for line in files[1].content.lines().filter(|line| line.starts_with('T')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (kind, places) = fields[1].split_once(' ').expect("places");
        let parts: Vec<String> = places
            .split(';')
            .map(|place| {
                let (start, end) = place.split_once(' ').expect("two numbers");
                text[start.parse().expect("a number")..end.parse().expect("a number")].iter().collect()
            })
            .collect();
        assert_eq!(parts.join(" "), fields[2]);
        assert!(parts.iter().all(|part| !part.contains('\n')));
        kinds.push((kind, parts.len()));
    }
    assert_eq!(kinds, [("Claim", 1), ("Quote", 1), ("Opinion", 2), ("Claim", 1), ("Quote", 1), ("My_kind", 3)]);
    assert!(files[1].content.contains("A1\tVerdict T4 false\n"), "{}", files[1].content);
    assert!(files[1].content.contains("\tClaimant T4\tthe city & co\n"));
    assert!(files[1].content.contains("\tCategory T6\tmy kind\n"));
}

#[test]
fn a_table_has_a_row_an_annotation_and_no_formula() {
    let table = written("csv", &hostile());
    let rows = rows(table.strip_prefix('\u{feff}').expect("a byte order mark"));
    assert_eq!(rows.len(), 7);
    assert!(rows.iter().all(|row| row.len() == 14));
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{cell}");
    }
    assert!(rows.iter().flatten().any(|cell| cell == "'=SUM(A1) … `code`\tand"));
    assert!(rows.iter().flatten().any(|cell| cell == "'+Ada"));
}

/// RFC 4180, as a reader has it.
fn rows(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = table.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && row.is_empty());
    rows
}

#[test]
fn tokens_have_a_column_a_category() {
    let document = document(
        &["The mayor resigned, he said.", "No one asked."],
        &[
            (&["The mayor resigned, he said.\nNo one"], Category::Claim),
            (&["mayor"], Category::Quote),
            (&["resigned", "said"], Category::Opinion),
        ],
    );
    let expected = "\
token	start	end	claim	quote	opinion

The	0	3	B-claim	O	O
mayor	4	9	I-claim	B-quote	O
resigned	10	18	I-claim	O	B-opinion
,	18	19	I-claim	O	O
he	20	22	I-claim	O	O
said	23	27	I-claim	O	B-opinion
.	27	28	I-claim	O	O

No	29	31	B-claim	O	O
one	32	35	I-claim	O	O
asked	36	41	O	O	O
.	41	42	O	O	O
";
    assert_eq!(written("bio", &document), expected);
}

#[test]
fn tokens_have_only_so_many_columns() {
    let names: Vec<Category> = (0..70).map(|number| Category::Other(format!("kind {number}").into())).collect();
    let marks: Vec<(&[&str], Category)> = names.into_iter().map(|name| (&["word"][..], name)).collect();
    let document = document(&["A word."], &marks);
    assert_eq!(written("bio", &document).lines().next().map(|line| line.split('\t').count()), Some(3 + 64));
    let losses = Format::find("bio").expect("a format").losses(&document);
    assert!(losses.iter().any(|loss| loss.to_string() == "categories after the first 64 (6)"), "{losses:?}");
}

#[test]
fn markdown_numbers_marks_and_lists_them() {
    let mut document = document(
        &["# not a heading", "1. One *two* three"],
        &[(&["One *two*"], Category::Claim), (&["*two* three"], Category::Quote)],
    );
    changed(&mut document, "urn:uuid:m0", |it| it.note = "No source.\n# none".into());
    let expected = "\
# \\# not a heading

\\# not a heading

1\\. \\[¹One \\[²\\*two\\*¹\\] three²\\]

## Annotations

1. **Claim**: “One \\*two\\*”

   No source.\\
   \\# none

   1970-01-01T00:00:00Z

2. **Quote**: “\\*two\\* three”

   1970-01-01T00:00:00Z

## Source

\\# not a heading
";
    assert_eq!(written("markdown", &document), expected);
}

#[test]
fn a_page_has_no_script_and_no_word_of_the_article_is_markup() {
    let document = hostile();
    let page = written("html", &document);
    assert_eq!(page.matches("<script").count(), 1, "only the data block");
    assert_eq!(page.matches("</script").count(), 1);
    assert!(!page.contains("<!--"));
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;"));
    assert!(page.contains("default-src 'none'"));
    for number in 1..=6 {
        assert!(page.contains(&format!("href=\"#m{number}\"")) && page.contains(&format!("id=\"m{number}\"")));
        assert!(page.contains(&format!("href=\"#n{number}\"")) && page.contains(&format!("id=\"n{number}\"")));
    }
}

#[test]
fn dates_on_a_page_are_for_people_and_for_machines() {
    let mut document = hostile();
    Rc::make_mut(&mut document.article).metadata.date = "2025-02-14".to_owned();
    document.created = Timestamp(1_777_968_000_000);
    let page = written("html", &document);
    assert!(page.contains("<time datetime=\"2025-02-14\">14 February 2025</time>"));
    assert!(page.contains("As of <time datetime=\"2026-05-05T08:00:00Z\">5 May 2026, 08:00 UTC</time>"));
    assert!(page.contains("<time datetime=\"1970-01-01T00:00:00Z\">1 January 1970, 00:00 UTC</time></p></li>"));
    Rc::make_mut(&mut document.article).metadata.date = "early <spring>".to_owned();
    assert!(written("html", &document).contains("<bdi>early &lt;spring&gt;</bdi>"));
}

#[test]
fn reviews_are_of_claims_with_a_verdict() {
    let reviews = json_of("claim-review", &hostile());
    let graph = reviews["@graph"].as_array().expect("a graph");
    assert_eq!(graph.len(), 1);
    assert_eq!(graph[0]["claimReviewed"], "alert(1)</script>");
    assert_eq!(graph[0]["itemReviewed"]["author"]["name"], "the city & co");
    assert_eq!(graph[0]["reviewRating"]["alternateName"], "false");
    assert_eq!(graph[0]["reviewRating"]["ratingValue"], 1);
    let told: Vec<String> =
        Format::find("claim-review").expect("a format").losses(&hostile()).iter().map(Loss::to_string).collect();
    assert_eq!(told[0], "annotations that are no claims with a verdict (5)");
}

#[test]
fn an_empty_document_is_written_in_every_format() {
    for paragraphs in [&[][..], &["One paragraph."][..]] {
        let document = document(paragraphs, &[]);
        for format in &FORMATS {
            let files = format.write(&document, "0.1.0");
            assert_eq!(files.len(), format.files.len());
            for file in &files {
                if file.name.ends_with("json") || file.name.ends_with("jsonl") {
                    serde_json::from_str::<Value>(&file.content).expect(&file.name);
                }
            }
        }
    }
    assert_eq!(json_of("pages", &document(&[], &[]))["type"], "AnnotationCollection");
}

#[test]
fn every_format_is_called_differently_and_says_what_it_is_for() {
    let mut keys: Vec<&str> = FORMATS.iter().map(|format| format.key).collect();
    let mut endings: Vec<&str> = FORMATS.iter().flat_map(|format| format.files).map(|(ending, _)| *ending).collect();
    for list in [&mut keys, &mut endings] {
        let len = list.len();
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), len);
    }
    assert!(FORMATS.iter().all(|format| format.purpose.ends_with('.')));
}

/// A document in which each part has a word of its own, to be looked for.
fn telling() -> Document {
    let article = crate::article::plain_text::parse("# Title\n\nOne two three four.\n\n- item");
    let metadata = Metadata { author: "AUTHOR".into(), ..article.metadata.clone() };
    let article = Article::new(article.text.clone(), article.blocks.clone(), metadata);
    let mut document = Document::new(Iri::new("urn:uuid:0"), article, Timestamp(0));
    let mut it = mark(&document.article, "urn:uuid:IDENTITY", &["One"], &Category::Claim);
    it.note = "NOTE".into();
    it.tags = vec!["TAG".into()];
    it.attributes = json!({"verdict": "VERDICT", "cue": "CUE"}).as_object().cloned().expect("a map");
    it.creator = Some(Person { name: "PERSON".into(), ..Person::default() });
    it.created = Timestamp(1_782_000_000_000);
    it.modified = it.created;
    it.unknown.annotation.insert("x:y".into(), "UNKNOWN".into());
    let mut lost = mark(&document.article, "urn:uuid:gone", &["two"], &Category::Claim);
    (lost.targets[0].quote.exact, lost.targets[0].position) = ("GONE".into(), None);
    document.annotations.insert(Rc::new(it));
    document.annotations.insert(Rc::new(lost));
    let claim = Entry::new(Category::Claim).with("definition", "MEANING").with("label", "<Thesis>");
    document.codebook = Codebook::new([claim.with("colour", "teal").with("pattern", "double")]);
    document
}

#[test]
fn what_a_format_says_it_holds_it_holds_and_what_it_loses_it_tells() {
    let document = telling();
    for format in &FORMATS {
        let content: String = format.write(&document, "0.1.0").into_iter().map(|file| file.content).collect();
        let losses = format.losses(&document);
        let told: Vec<Part> = losses.iter().map(|loss| loss.part).collect();
        for (part, word) in [
            (Part::Text, "three"),
            (Part::Metadata, "AUTHOR"),
            (Part::Notes, "NOTE"),
            (Part::Tags, "TAG"),
            (Part::Attributes, "CUE"),
            (Part::People, "PERSON"),
            (Part::Dates, "2026-06-2"),
            (Part::Ids, "IDENTITY"),
            (Part::Lost, "GONE"),
            (Part::Unknown, "UNKNOWN"),
            (Part::Codebook, "MEANING"),
        ] {
            let there = content.contains(word);
            if format.holds(part) {
                assert!(there || format.key == "claim-review", "{} says that it holds {part:?}", format.key);
                assert!(!told.contains(&part) || format.key == "claim-review", "{} tells of {part:?}", format.key);
            } else if !there {
                // Tables and lists have the words that are marked, and nobody expects the text of them.
                assert!(told.contains(&part) || part == Part::Text, "{} does not tell of {part:?}", format.key);
            }
        }
    }
    let told = |key: &str| -> Vec<String> {
        Format::find(key).expect("a format").losses(&document).iter().map(Loss::to_string).collect()
    };
    assert!(told("glossator").is_empty() && told("html").is_empty());
    assert_eq!(
        told("doccano"),
        [
            "headings, lists and links of the article",
            "title and author of the article",
            "notes (1)",
            "tags (1)",
            "the attribute “cue” (1)",
            "the attribute “verdict” (1)",
            "who made each annotation (1)",
            "when each annotation was made and changed (2)",
            "the ids of the annotations (2)",
            "annotations whose words are not found in the article (1)",
            "definitions, colours and keys of the categories",
            "properties of other tools (1)",
        ]
    );
}

#[test]
fn what_people_read_has_the_categories_as_they_are_called_and_look() {
    let written = |key: &str| Format::find(key).expect("a format").write(&telling(), "0.1.0").remove(0).content;
    let html = written("html");
    assert!(
        html.contains("<li><mark class=\"teal double\">&lt;Thesis&gt;</mark> <span dir=\"auto\">MEANING</span></li>")
    );
    assert!(html.contains("<mark class=\"teal double\" title=\"&lt;Thesis&gt; 1\">One</mark>"));
    assert!(html.contains(".teal {") && html.contains("mark.double {"), "what it wears is in its style");
    assert!(written("markdown").contains(r"**\<Thesis\>**: “One”"));
}

#[test]
fn the_page_has_a_style_for_every_look() {
    let style = include_str!("html.css");
    for colour in COLOURS {
        assert_eq!(style.matches(&format!(".{colour} {{ --fill")).count(), 2, "{colour}: light and dark");
    }
    for pattern in PATTERNS.into_iter().filter(|it| *it != "solid") {
        assert!(style.contains(&format!("mark.{pattern} {{")), "{pattern}");
    }
}

proptest! {
    // Each case writes and reads all formats.
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_text_everything_is_written_and_slices(
        string in any_text(),
        ranges in prop::collection::vec((0usize..300, 0usize..300), 0..8),
    ) {
        let article = Article::new(Text::new(string), vec![], Metadata::default());
        let mut document = Document::new(Iri::new("urn:uuid:0"), article, Timestamp(0));
        for (index, (a, b)) in ranges.into_iter().enumerate() {
            let text = &document.article.text;
            let range = text.snap(TextRange::new(a.min(text.len()), b.min(text.len())));
            if range.is_empty() {
                continue;
            }
            let mut it = mark(&document.article, &format!("urn:uuid:{index}"), &[], &Category::ALL[index % 3]);
            it.targets = vec![describe(text, range)];
            document.annotations.insert(Rc::new(it));
        }
        for format in &FORMATS {
            prop_assert!(!format.write(&document, "0.1.0").is_empty());
            format.losses(&document);
        }
        let row = json_of("hugging-face", &document);
        for span in row["spans"].as_array().expect("spans") {
            let words = slice(document.article.text.as_str(), &span["start"], &span["end"]);
            prop_assert_eq!(&words, span["text"].as_str().expect("text"));
        }
        prop_assert_eq!(row["spans"].as_array().expect("spans").len(), document.annotations.len());
    }
}
