//! The first look at files as HTML: who made what, what differs, and what is chosen.

use super::{html, text_content};
use glossator::browser::worker::Read;
use glossator::components::open_file::{OpenFile, OpenFileProps};
use glossator::desk::Look;
use glossator::shared::Opaque;
use glossator_core::annotation::{Annotation, Category, Iri, Person, Timestamp};
use glossator_core::article::plain_text;
use glossator_core::document::Document;
use glossator_core::merge::merge;
use glossator_core::state::{Action, State};
use glossator_core::text::TextRange;
use std::rc::Rc;
use yew::prelude::*;

fn person(id: &str, name: &str) -> Person {
    Person { id: Some(Iri::new(id)), name: name.to_owned(), ..Person::default() }
}

/// `count` annotations by somebody, with that note.
fn document(by: &Person, note: &str, count: usize) -> Document {
    let article = plain_text::parse(&"Some words. ".repeat(20));
    let state = State::new(Document::new(Iri::new("urn:x:document"), article, Timestamp(0)).into());
    let mark = |state: State, at: usize| {
        let id = Iri::new(format!("urn:x:{at}"));
        let marked = state.update(Action::Mark {
            id: id.clone(),
            category: Category::Claim,
            // Each on words of its own.
            ranges: vec![TextRange::new(at * 5, at * 5 + 10)],
            creator: Some(by.clone()),
            at: Timestamp(1),
        });
        marked.update(Action::Write { id, note: note.to_owned(), tags: vec![], visit: 1, at: Timestamp(2) })
    };
    Document::clone(&(0..count).fold(state, mark).document)
}

fn look(mine: Document, theirs: Vec<Document>) -> Look {
    let found = theirs.iter().map(|document| document.annotations.len()).sum();
    Look {
        names: (0..theirs.len()).map(|at| format!("file-{at}.json")).collect(),
        which: String::new(),
        together: true,
        same_text: true,
        merge: merge(&mine, &theirs.iter().collect::<Vec<_>>()),
        found,
        changed: 0,
        groups: Vec::new(),
        carried: theirs.clone(),
        proposals: Vec::new(),
        files: Vec::new(),
        target: mine,
        read: Read { documents: theirs, problems: Vec::new(), format: String::new(), labels: Vec::new() },
    }
}

fn render(look: Look) -> String {
    html::<OpenFile>(OpenFileProps {
        look: Opaque::new(look),
        me: person("urn:x:me", "Ada"),
        ask: Callback::noop(),
        on_closed: Callback::noop(),
    })
}

#[test]
fn both_versions_stand_side_by_side_with_what_differs_set_off() {
    let (me, other) = (person("urn:x:me", "Ada"), person("urn:x:other", "Ada"));
    let html = render(look(document(&me, "the mayor said so", 1), vec![document(&other, "the mayor denied it", 1)]));
    let text = text_content(&html);
    for words in [
        "They differ in the note and the author.",
        "What is here You",
        "What the file has Ada (not you)",
        "keeps both versions of 1",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(html.contains("<em>said so</em>") && html.contains("<em>denied it</em>"), "{html}");
    assert_eq!(html.matches("type=\"radio\"").count(), 3, "{html}");
    let both = html.find("value=\"both\"").expect("both");
    assert!(html[both..].starts_with("value=\"both\" checked"), "{html}");
    assert!(html.contains("<legend dir=\"auto\">Claim: Some words</legend>"), "{html}");
}

#[test]
fn of_many_the_first_are_shown_and_one_choice_is_for_all() {
    let me = person("urn:x:me", "Ada");
    let html = render(look(document(&me, "mine", 21), vec![document(&me, "theirs", 21)]));
    assert_eq!(html.matches("<fieldset").count(), 21, "{html}");
    assert!(html.contains("For all 21, keep") && html.contains("For the other 1, the choice for all holds."), "{html}");
}

#[test]
fn versions_of_several_files_are_counted_and_say_whose_and_which_file() {
    let (me, one, other) = (person("urn:x:me", "Ada"), person("urn:x:1111", "Ben"), person("urn:x:2222", "Ben"));
    let theirs = vec![document(&other, "twelve", 1), document(&other, "thirteen", 1), document(&one, "ten", 1)];
    let text = text_content(&render(look(document(&one, "ten", 1), theirs)));
    for words in [
        "1 annotation in 3 versions",
        "What is here Ben (…1111)",
        "What the file has Ben (…2222)",
        "In file-0.json",
        "In file-1.json",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let alone = text_content(&render(look(document(&me, "ten", 2), vec![document(&me, "twelve", 2)])));
    assert!(alone.contains("2 annotations in two versions") && !alone.contains("In file-0.json"), "{alone}");
}

#[test]
fn several_files_are_listed_with_what_each_brings() {
    let (ben, nobody) = (person("urn:x:ben", "Ben"), person("urn:x:nobody", " "));
    let none = document(&ben, "", 0);
    let mut theirs = document(&nobody, "", 1);
    // Under an id of its own.
    theirs.annotations =
        theirs.annotations.iter().map(|it| Rc::new(Annotation { id: Iri::new("urn:x:n"), ..(**it).clone() })).collect();
    let text = text_content(&render(look(none, vec![document(&ben, "", 2), theirs])));
    for words in [
        "file-0.json Ben, 2 annotations",
        "file-1.json Somebody without a name, 1 annotation",
        "adds 3 annotations; nothing of yours is overwritten",
        "Keeping them apart adds each",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
