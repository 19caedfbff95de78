//! What tabs learn of each other.

use crate::support::*;
use glossator::browser::storage::{News, Storage};
use glossator_core::annotation::{Annotation, Category, Iri, Timestamp};
use glossator_core::merge::merge;
use glossator_core::state::{Action, State};
use glossator_core::transaction::Change;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

struct Tabs {
    one: Storage,
    other: Storage,
    page: State,
    since: u64,
    name: String,
}

async fn tabs(label: &str) -> Tabs {
    let name = fresh(label);
    let (one, other) = both(open(&name), open(&name)).await;
    let page = stored(&one, "d", &["a", "b"]).await;
    let since = sequence(&one, "d").await;
    Tabs { one, other, page, since, name }
}

async fn news(storage: &Storage, since: u64) -> News {
    storage.changes_since(&id("d"), since).await.expect("read")
}

async fn changes(storage: &Storage, since: u64) -> Vec<Change> {
    match news(storage, since).await {
        News::Changes { changes, .. } => changes,
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn others_learn_what_changed_and_i_do_not() {
    let Tabs { one, other, page, since, .. } = tabs("news").await;
    assert_eq!(news(&one, since).await, News::Changes { changes: vec![], sequence: since });
    let changed = save(&other, &after(&page, [write("a", "n"), remove("b"), mark("c")])).await;
    let mut expected = vec![
        Change { before: page.document.annotations.get(&id("a")).cloned(), after: Some(noted(&changed, "a", "n")) },
        Change { before: page.document.annotations.get(&id("b")).cloned(), after: None },
        Change { before: None, after: changed.document.annotations.get(&id("c")).cloned() },
    ];
    expected.sort_by_key(|change| change.id().cloned());
    assert_eq!(changes(&one, since).await, expected);
    assert_eq!(changes(&other, since).await, []);
    let (page, until) = catch_up(&one, &page, since).await;
    assert_eq!(page.document, changed.document);
    assert_eq!(changes(&one, until).await, []);
}

#[wasm_bindgen_test]
async fn what_i_changed_last_is_not_taken_back() {
    let Tabs { one, other, page, since, .. } = tabs("last").await;
    let theirs = save(&other, &after(&page, [write("a", "theirs"), write("b", "theirs")])).await;
    // I know of it, from a correction or an earlier look, and went on.
    save(&one, &after(&theirs, [write("a", "mine")])).await;
    let told = changes(&one, since).await;
    assert_eq!(told.iter().filter_map(Change::id).collect::<Vec<_>>(), [&id("b")]);
}

#[wasm_bindgen_test]
async fn several_steps_are_told_as_one() {
    let Tabs { one, other, page, since, .. } = tabs("steps").await;
    let page = save(&other, &after(&page, [write("a", "1")])).await;
    let recategorised = Action::SetCategory(id("a"), Category::Opinion, Timestamp(9));
    let page = save(&other, &after(&page, [recategorised])).await;
    let told = changes(&one, since).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].after.as_ref(), page.document.annotations.get(&id("a")));
    assert_eq!(told[0].before.as_ref().map(|it| it.note.clone()), Some(String::new()));
}

#[wasm_bindgen_test]
async fn other_documents_are_no_news() {
    let Tabs { one, other, since, .. } = tabs("others").await;
    let elsewhere = stored(&other, "elsewhere", &["a"]).await;
    save(&other, &after(&elsewhere, [write("a", "n")])).await;
    let News::Changes { changes, sequence } = news(&one, since).await else { panic!("no changes") };
    assert_eq!(changes, []);
    assert!(sequence > since);
}

#[wasm_bindgen_test]
async fn a_removal_is_told() {
    let Tabs { one, other, page, since, .. } = tabs("removed").await;
    save(&other, &after(&page, [write("a", "n")])).await;
    other.remove(&id("d")).await.expect("removed");
    assert_eq!(news(&one, since).await, News::Removed);
    other.add(&page.document).await.expect("added");
    assert_eq!(news(&one, since).await, News::Behind);
    // It is theirs altogether.
    assert_eq!(changes(&other, since).await, []);
}

#[wasm_bindgen_test]
async fn to_other_tabs_what_is_in_the_trash_is_gone_until_it_is_out_again() {
    let Tabs { one, other, page, since, .. } = tabs("trashed").await;
    other.trash(&id("d"), true).await.expect("trashed");
    assert_eq!(news(&one, since).await, News::Removed);
    other.trash(&id("d"), false).await.expect("taken out");
    assert_eq!(news(&one, since).await, News::Behind);
    other.trash(&id("d"), true).await.expect("trashed");
    save(&other, &after(&page, [write("a", "n")])).await;
    assert_eq!(news(&one, since).await, News::Behind);
}

#[wasm_bindgen_test]
async fn a_large_step_is_to_be_loaded() {
    let Tabs { one, other, page, since, .. } = tabs("large").await;
    let pattern = page.document.annotations.iter().next().expect("one").clone();
    let many = (0..300).map(|nth| Annotation {
        id: Iri::new(format!("urn:x:{nth}")),
        note: nth.to_string(),
        ..(*pattern).clone()
    });
    let mut incoming = (*page.document).clone();
    incoming.annotations = many.map(Rc::new).collect();
    let merge = merge(&page.document, &[&incoming]);
    let page = save(&other, &page.update(Action::merge(Rc::new(merge)))).await;
    assert_eq!(news(&one, since).await, News::Behind);
    assert_eq!(changes(&other, since).await, []);
    assert_eq!(loaded(&one, "d").await, page.document);
}

#[wasm_bindgen_test]
async fn who_is_too_far_behind_is_told_so() {
    let Tabs { one, other, page, since, name } = tabs("behind").await;
    save(&other, &after(&page, [write("a", "n")])).await;
    // As if more had happened than the journal keeps.
    let long = "
        const database = await open();
        const transaction = database.transaction(['journal', 'meta'], 'readwrite');
        const meta = transaction.objectStore('meta');
        const counter = await done(meta.get('counter'));
        const journal = transaction.objectStore('journal');
        for (let nth = 1; nth <= 2000; nth++) {
            const sequence = counter.sequence + nth;
            journal.put({ sequence, document: 'urn:x:else', kind: 'changes', changes: [], at: 0, tab: '' });
        }
        meta.put({ ...counter, sequence: counter.sequence + 2000 });
        await ended(transaction);
        database.close();";
    script(&name, long).await;
    assert_eq!(changes(&one, since).await.len(), 1);
    let page = State::new(loaded(&one, "d").await);
    save(&other, &after(&page, [write("a", "again")])).await;
    assert_eq!(news(&one, since).await, News::Behind);
    assert_eq!(script(&name, "return await count('journal')").await.as_f64(), Some(2000.0));
    let now = sequence(&one, "d").await;
    assert_eq!(changes(&one, now).await, []);
    // A number that storage has never given.
    assert_eq!(news(&one, now + 1).await, News::Behind);
}

#[wasm_bindgen_test]
async fn garbage_in_the_journal_is_no_news() {
    let Tabs { one, since, name, .. } = tabs("garbage").await;
    for entry in ["{}", "{changes: 7}", "{kind: 'changes', changes: [1, null, {id: 'x', after: '{'}]}", "{kind: 1}"] {
        let body = format!(
            "const database = await open();
             const transaction = database.transaction(['journal', 'meta'], 'readwrite');
             const meta = transaction.objectStore('meta');
             const counter = await done(meta.get('counter'));
             counter.sequence++;
             meta.put(counter);
             transaction.objectStore('journal').put({{sequence: counter.sequence, document: 'urn:x:d', ...({entry})}});
             await ended(transaction);
             database.close();"
        );
        script(&name, &body).await;
        // Nothing is believed, and the page does not fail.
        match news(&one, since).await {
            News::Changes { changes, .. } => assert!(changes.iter().all(|change| change.id().is_none()), "{entry}"),
            other => assert_eq!(other, News::Behind, "{entry}"),
        }
    }
}
