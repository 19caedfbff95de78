//! Files of annotations.

use super::*;
use glossator_core::anchor::{Anchor, anchor};
use glossator_core::annotation::{Category, Timestamp};
use glossator_core::article::plain_text;
use glossator_core::file::check_size;
use glossator_core::import::{self, Input};
use serde_json::json;
use std::rc::Rc;

#[test]
fn cut_at_every_percent() {
    for percent in 1..100 {
        refused(&FERRY.as_bytes()[..FERRY.len() * percent / 100], "The file is cut off");
    }
}

#[test]
fn a_wrong_top_level_type() {
    for content in ["7", "\"AnnotationCollection\"", "true", "null", "[]", "[[]]", "{}", "{\"type\":\"Person\"}"] {
        refused(content, "The file is JSON, but does not hold annotations.");
    }
    for kind in [json!(7), json!({}), json!(["x"]), json!("annotationcollection")] {
        refused(ferry_with(|file| file["type"] = kind), "The file is JSON, but does not hold annotations.");
    }
}

#[test]
fn another_tools_json() {
    let json = json!({"name": "x", "version": "1.0.0", "dependencies": {"y": "^1"}}).to_string();
    refused(&json, "The file is JSON, but does not hold annotations.");
    assert!(import::read(&[Input { name: "package.json", bytes: json.as_bytes() }]).is_err());
    refused(json!([{"target": "x"}]).to_string(), "The file holds annotations, but not the article");
}

#[test]
fn nested_ten_thousand_and_a_million_deep() {
    for depth in [10_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let content = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            refused(&content, "The file is nested more than 64 levels deep");
            assert!(import::read(&[Input { name: "x", bytes: content.as_bytes() }]).is_err());
            // Cut off, it is as deep.
            refused(&content[..content.len() / 2], "The file is nested more than 64 levels deep");
        }
    }
}

#[test]
fn five_hundred_megabytes() {
    let problem = check_size(500 << 20).expect_err("a refusal, before a byte is read");
    assert_eq!(problem.to_string(), "The file is larger than 20 MB (it has 500 MB). Nothing was changed.");
}

#[test]
fn a_million_annotations() {
    let items = vec!["{}"; 1_000_000].join(",");
    refused(
        format!(
            "{{\"type\":\"AnnotationPage\",\"schema:about\":{{\"schema:articleBody\":\"x\"}},\"items\":[{items}]}}"
        ),
        "The file has more than 50000 annotations (it has 1000000).",
    );
}

#[test]
fn duplicate_keys() {
    let content = FERRY.replacen("\"motivation\"", "\"id\": \"urn:x:1\", \"motivation\"", 1);
    let (document, problems) = read(content);
    assert!(matches!(&problems[..], [Problem::RepeatedKey { key, times: 1, .. }] if key == "id"), "{problems:?}");
    assert!(document.annotations.get(&Iri::new("urn:x:1")).is_some(), "the last one counts");
}

#[test]
fn proto_is_a_property_like_any_other() {
    let (document, problems) = read(ferry_with(|file| {
        file["__proto__"] = json!({"label": "x"});
        item(file, 0)["__proto__"] = json!([]);
        item(file, 0)["constructor"] = json!({"prototype": 1});
    }));
    assert_eq!(problems, []);
    assert_eq!(document.unknown["__proto__"]["label"], "x");
    assert_eq!(first(&document).unknown.annotation["constructor"]["prototype"], 1);
    assert_eq!(document.label, ferry().label);
}

/// The first annotation with another position, and what is told of it.
#[track_caller]
fn position(start: &str, end: &str, told: bool) {
    let content = ferry_with(|file| {
        item(file, 0)["target"]["selector"][1] =
            serde_json::from_str(&format!("{{\"type\":\"TextPositionSelector\",\"start\":{start},\"end\":{end}}}"))
                .expect("JSON");
    });
    let (document, problems) = read(content);
    let tells = problems.iter().any(|problem| matches!(problem, Problem::Position { .. }));
    assert_eq!(tells, told, "{start}..{end}: {problems:?}");
    // Wherever the position leads, the words decide.
    let target = &first(&document).targets[0];
    let found = anchor(&document.article.text, target).range().expect("found by its words");
    assert_eq!(document.article.text.slice(found), target.quote.exact);
}

#[test]
fn numbers_that_are_negative() {
    position("-1", "5", true);
    position("-9223372036854775809", "-1", true);
}

#[test]
fn numbers_that_are_fractional() {
    position("1.5", "5", true);
    position("1e-7", "5", true);
    position("1.0", "5.0", false);
}

#[test]
fn numbers_that_are_infinite() {
    position("0", "1e400", true);
    position("0", "1e9223372036854775807", true);
    position("0", "-1e99999999999999999999", true);
}

#[test]
fn numbers_over_2_53() {
    position("0", "9007199254740993", true);
    position("18446744073709551616", "18446744073709551617", true);
}

#[test]
fn numbers_that_are_inverted() {
    position("9", "5", true);
}

#[test]
fn offsets_inside_a_surrogate_pair() {
    // In UTF-16 the second half of 🚢; in code points another place altogether.
    let ship = ferry().article.text.as_str().chars().position(|char| char == '🚢').expect("a ship");
    position(&(ship + 1).to_string(), &(ship + 2).to_string(), false);
}

#[test]
fn a_quote_unlike_the_text_at_its_offsets() {
    position("0", "19", false);
    let (document, _) =
        read(ferry_with(|file| item(file, 0)["target"]["selector"][0]["exact"] = "never said by anybody".into()));
    assert_eq!(anchor(&document.article.text, &first(&document).targets[0]), Anchor::Lost);
}

/// The text of the first annotation's note.
fn set_note(file: &mut Value, note: &str) {
    item(file, 0)["body"][1] = json!({"type": "TextualBody", "purpose": "commenting", "value": note});
}

#[test]
fn the_same_id_as_mine_with_other_content() {
    let (step, both) = merged(&ferry_with(|file| set_note(file, "Theirs.")));
    assert_eq!(came(&step), (0, 1, ferry().annotations.len() - 1));
    let theirs: Vec<_> = both.annotations.iter().filter(|it| it.note == "Theirs.").collect();
    assert_eq!(theirs.len(), 1);
    assert_ne!(theirs[0].id, first(&ferry()).id);
    assert_eq!(theirs[0].copy_of.as_ref(), Some(&first(&ferry()).id));
}

#[test]
fn the_same_id_twice() {
    let (document, problems) = read(ferry_with(|file| {
        let id = item(file, 0)["id"].clone();
        item(file, 1)["id"] = id;
    }));
    assert!(problems.iter().any(|problem| matches!(problem, Problem::SameId { .. })), "{problems:?}");
    assert_eq!(document.annotations.len(), ferry().annotations.len());
    assert_eq!(first(&document), first(&ferry()), "the first one keeps it");
}

#[test]
fn the_same_file_ten_times() {
    let theirs = read(ferry_with(|file| {
        set_note(file, "Theirs.");
        item(file, 1)["id"] = "urn:x:new".into();
    }))
    .0;
    let mut mine = ferry();
    merge(&mine, &[&theirs]).transaction.apply(&mut mine.annotations);
    let once = write(&mine, "0.1.0");
    for _ in 0..10 {
        let step = merge(&mine, &[&theirs]);
        assert_eq!(step.transaction.changes, []);
        step.transaction.apply(&mut mine.annotations);
    }
    assert_eq!(write(&mine, "0.1.0"), once);
}

#[test]
fn an_author_who_claims_to_be_me() {
    let me = first(&ferry()).creator.clone().expect("somebody");
    let me = json!({"id": me.id.as_ref().map(Iri::as_str), "type": "Person", "name": me.name});
    // Under a new id it is one more annotation; under mine, it is kept beside mine.
    let (step, _) = merged(&ferry_with(|file| {
        set_note(file, "I was wrong.");
        item(file, 0)["creator"] = me.clone();
        item(file, 1)["creator"] = me.clone();
        item(file, 1)["id"] = "urn:x:new".into();
        item(file, 1)["body"] = json!({"type": "TextualBody", "purpose": "commenting", "value": "So was she."});
    }));
    assert_eq!((step.added, step.kept_both), (1, 1));
    // My id with another name does not rename me.
    let (step, both) = merged(&ferry_with(|file| item(file, 0)["creator"]["name"] = "Somebody else".into()));
    assert_eq!(step.transaction.changes, []);
    assert_eq!(first(&both).creator, first(&ferry()).creator);
}

#[test]
fn revisions_at_the_largest_number() {
    let (step, both) = merged(&ferry_with(|file| {
        item(file, 0)["gl:revision"] = u64::MAX.into();
        set_note(file, "The very last word.");
    }));
    assert_eq!((step.added, step.kept_both), (0, 1));
    assert_eq!(first(&both).note, first(&ferry()).note, "it does not win");
    // And the next change of it does not overflow.
    let theirs = both.annotations.iter().find(|it| it.revision == u64::MAX).expect("theirs").clone();
    let state = glossator_core::state::State::new(Rc::new(both));
    let category = Category::Other("x".into());
    let after =
        state.update(glossator_core::state::Action::SetCategory(theirs.id.clone(), category.clone(), Timestamp(1)));
    assert_eq!(after.document.annotations.get(&theirs.id).map(|it| &it.category), Some(&category));
}

#[test]
fn dates_at_year_9999() {
    let (step, both) = merged(&ferry_with(|file| {
        item(file, 0)["modified"] = "9999-12-31T23:59:59.999Z".into();
        set_note(file, "From the future.");
    }));
    assert_eq!((step.added, step.kept_both), (0, 1));
    assert_eq!(first(&both).note, first(&ferry()).note, "it does not win");
    // A date alone is no other version.
    let (step, _) = merged(&ferry_with(|file| item(file, 0)["modified"] = "9999-12-31T23:59:59.999Z".into()));
    assert_eq!(step.transaction.changes, []);
}

#[test]
fn deletions_of_mine() {
    // There is no deletion in the format, however it is written: what is not in a file is not deleted.
    for items in [json!([]), json!([{"id": first(&ferry()).id.as_str(), "target": "x", "gl:deleted": true}])] {
        let (step, both) = merged(&ferry_with(|file| {
            file["total"] = items.as_array().map_or(0, Vec::len).into();
            file["first"]["items"] = items.clone();
        }));
        assert!(step.transaction.changes.iter().all(|change| change.before.is_none()));
        assert!(both.annotations.len() >= ferry().annotations.len());
    }
}

#[test]
fn a_text_that_differs_by_one_character() {
    let (document, problems) = read(ferry_with(|file| {
        let body = file["schema:about"]["schema:articleBody"].as_str().expect("text");
        file["schema:about"]["schema:articleBody"] = body.replacen("5–4", "5–3", 1).into();
    }));
    assert!(problems.contains(&Problem::OtherText), "{problems:?}");
    assert_ne!(document.article.hash(), ferry().article.hash());
    for annotation in document.annotations.iter() {
        for target in &annotation.targets {
            if let Some(range) = anchor(&document.article.text, target).range() {
                assert_eq!(document.article.text.slice(range), target.quote.exact);
            }
        }
    }
}

#[test]
fn an_unknown_version() {
    for (version, sentence) in
        [("2", "its format is 2"), ("1.5", "its format is 2"), ("1e9", "its format is 1000000000")]
    {
        let content = FERRY.replacen("\"gl:formatVersion\": 1", &format!("\"gl:formatVersion\": {version}"), 1);
        let problem = file::read(content.as_bytes()).expect_err("a refusal").to_string();
        assert!(problem.contains(sentence), "{problem}");
    }
    for version in ["0", "-1", "\"1\"", "null", "{}"] {
        let content = FERRY.replacen("\"gl:formatVersion\": 1", &format!("\"gl:formatVersion\": {version}"), 1);
        assert_eq!(read(content).1, [Problem::Version]);
    }
}

#[test]
fn an_unknown_category() {
    for name in ["hearsay", "", "__proto__", "</script>", "Claim"] {
        let (document, problems) = read(ferry_with(|file| item(file, 0)["body"][0]["value"] = name.into()));
        assert_eq!((first(&document).category.as_str(), &problems[..]), (name, &[][..]));
    }
}

/// A note that comes back to the letter.
#[track_caller]
fn note(note: &str) {
    let (document, problems) = read(ferry_with(|file| set_note(file, note)));
    assert_eq!(problems, []);
    assert!(first(&document).note == note, "the note is another one");
    // And in every format it is words.
    for format in &glossator_core::export::FORMATS {
        assert!(!format.write(&document, "0.1.0").is_empty());
    }
}

#[test]
fn notes_with_markup() {
    note("<script>alert(1)</script><img src=x onerror=alert(1)> </textarea> <!-- [x](javascript:alert(1))");
}

#[test]
fn a_note_of_one_megabyte() {
    note(&"a note of one megabyte ".repeat(1 << 16)[..1 << 20]);
}

#[test]
fn ten_thousand_tags() {
    let tags: Vec<String> = (0..10_000).map(|number| format!("tag {number}")).collect();
    let (document, problems) = read(ferry_with(|file| {
        item(file, 0)["body"] =
            tags.iter().map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag})).collect();
    }));
    assert_eq!((&first(&document).tags, &problems[..]), (&tags, &[][..]));
}

#[test]
fn bidi_overrides_and_zero_width_characters() {
    note("\u{202e}gpj.exe\u{202c} \u{2066}x\u{2069} a\u{200b}b\u{feff}c\u{ad}d");
    let (document, _) =
        read(ferry_with(|file| file["schema:about"]["schema:headline"] = "\u{202e}gpj\u{200b}.exe".into()));
    // They are part of what is said, and no part of the name of a file.
    assert_eq!(document.article.metadata.title, "\u{202e}gpj\u{200b}.exe");
    assert_eq!(file::file_name(&document.article.metadata.title), "gpj-exe.glossator.json");
}

#[test]
fn confusable_names() {
    // The same letters to the eye; a Cyrillic a.
    let names = ["Ada", "\u{410}da", "Ada\u{200b}", "A\u{64}a "];
    for name in names {
        let (document, _) = read(ferry_with(|file| {
            item(file, 0)["creator"] = json!({"type": "Person", "name": name});
        }));
        let creator = first(&document).creator.clone().expect("somebody");
        assert_eq!((creator.name.as_str(), creator.id), (name, None), "a name is no id");
        // Nobody is taken for somebody else by a name.
        let mut mine = document.clone();
        let other = read(ferry_with(|file| item(file, 0)["creator"] = json!({"type": "Person", "name": "Ada"}))).0;
        let step = merge(&mine, &[&other]);
        step.transaction.apply(&mut mine.annotations);
        assert_eq!(step.kept_both, usize::from(name != "Ada"), "{name:?}");
    }
}

#[test]
fn ten_thousand_combining_marks() {
    note(&format!("e{}", "\u{301}".repeat(10_000)));
}

#[test]
fn u_2028() {
    note("one\u{2028}two\u{2029}three");
}

#[test]
fn half_a_surrogate_pair() {
    let content = ferry_with(|file| set_note(file, "HALF")).replace("HALF", "a \\ud800 b");
    let (document, problems) = read(content);
    assert!(matches!(problems[..], [Problem::BrokenCharacter { times: 1, .. }]), "{problems:?}");
    assert_eq!(first(&document).note, "a \u{fffd} b");
}

#[test]
fn a_remote_context() {
    let remote = "https://evil.example.org/context.jsonld";
    // Nothing here could fetch it: the core knows no network. It is kept, and what it would change is not changed.
    let (document, problems) =
        read(ferry_with(|file| file["@context"] = json!(["http://www.w3.org/ns/anno.jsonld", remote])));
    assert_eq!((document.annotations.clone(), &problems[..]), (ferry().annotations, &[][..]));
    assert_eq!(document.unknown["gl:was-context"], json!([remote]));
    let (_, problems) = read(ferry_with(|file| file["@context"] = remote.into()));
    assert_eq!(problems, [Problem::Context]);
}

#[test]
fn a_url_with_credentials() {
    let address = "https://user:secret@example.org/";
    let (document, problems) = read(ferry_with(|file| file["schema:about"]["schema:url"] = address.into()));
    assert!(problems.contains(&Problem::Address), "{problems:?}");
    assert_eq!(document.article.metadata.address, "");
    let page = &glossator_core::export::Format::find("html").expect("a format").write(&document, "0.1.0")[0].content;
    assert!(!page.contains(&format!("href=\"{address}")));
}

// ---- small files that ask for much

/// A file with that text and so many targets of that selector, on one annotation each.
fn many(text: &str, count: usize, selector: &str) -> String {
    let items: Vec<String> = (0..count)
        .map(|number| format!("{{\"id\":\"urn:x:{number}\",\"target\":{{\"selector\":{selector}}}}}"))
        .collect();
    format!(
        "{{\"type\":\"AnnotationPage\",\"schema:about\":{{\"schema:articleBody\":\"{text}\"}},\"items\":[{}]}}",
        items.join(",")
    )
}

#[test]
fn positions_that_stand_for_the_whole_text() {
    let text = "word ".repeat(100_000);
    let sentence = "The positions in the file stand for more than 20 MB of words.";
    refused(many(&text, 2_000, r#"{"type":"TextPositionSelector","start":0,"end":500000}"#), sentence);
    // The same of another tool, with and without its text.
    let spans = vec!["[0,500000,\"x\"]"; 2_000].join(",");
    let row = format!("{{\"text\":\"{text}\",\"label\":[{spans}]}}");
    let problem = import::read(&[Input { name: "x", bytes: row.as_bytes() }]).expect_err("a refusal");
    assert!(problem.to_string().starts_with(sentence), "{problem}");
    let targets = vec![r#"{"target":{"selector":{"type":"TextPositionSelector","start":0,"end":499999}}}"#; 2_000];
    let list = format!("[{}]", targets.join(","));
    let foreign = import::read(&[Input { name: "x", bytes: list.as_bytes() }]).expect("annotations");
    let problem =
        foreign.into_documents(Some(&Rc::new(plain_text::parse(&text))), Timestamp(0)).expect_err("a refusal");
    assert!(problem.to_string().starts_with(sentence), "{problem}");
}

#[test]
fn positions_of_words_that_are_everywhere() {
    // Each of them would be told from all others by its surroundings.
    let text = "a".repeat(100_000);
    let (document, _) = read(many(&text, 2_000, r#"{"type":"TextPositionSelector","start":5,"end":6}"#));
    for annotation in document.annotations.iter() {
        assert!(matches!(anchor(&document.article.text, &annotation.targets[0]), Anchor::Exact(_)));
    }
}
