//! What documents were, and databases of every released layout.

use crate::support::*;
use glossator::browser::storage::{ErrorKind, Storage};
use glossator_core::annotation::Timestamp;
use glossator_core::document::Document;
use glossator_core::snapshot::{KEPT, Occasion, SPACING, Snapshot};
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

async fn keep(storage: &Storage, document: &Document, occasion: Occasion, at: i64) -> i64 {
    let taken = Snapshot::of(document, occasion, Timestamp(at));
    storage.keep_snapshot(document, &taken).await.expect("kept").0
}

async fn kept(storage: &Storage, name: &str) -> Vec<Rc<Snapshot>> {
    storage.snapshots(&id(name)).await.expect("read")
}

#[wasm_bindgen_test]
async fn a_snapshot_comes_back_as_it_was_taken() {
    on_each("snapshot", async |storage| {
        let page = stored(&storage, "d", &["a", "b"]).await;
        let page = save(&storage, &after(&page, [write("a", "mine")])).await;
        stored(&storage, "e", &["a"]).await;
        let taken = Snapshot::of(&page.document, Occasion::Merge, Timestamp(SPACING));
        assert_eq!(storage.keep_snapshot(&page.document, &taken).await, Ok(Timestamp(SPACING)));
        let changed = after(&page, [remove("b"), write("a", "other"), replace("Another.", 5)]);
        assert_eq!(kept(&storage, "d").await, [Rc::new(taken)]);
        assert_eq!(kept(&storage, "e").await, []);
        let step = kept(&storage, "d").await[0].restoring(&changed.document, Timestamp(7));
        let back = save(&storage, &after(&changed, [Action::restore(step.into())])).await;
        let there = loaded(&storage, "d").await;
        assert_eq!(notes(&there), ["", "mine"]);
        assert_eq!(there.article, page.document.article);
        assert_eq!(kept(&storage, "d").await[0].since(&back.document), Default::default());
    })
    .await;
}

#[wasm_bindgen_test]
async fn none_is_kept_twice_and_work_that_goes_on_keeps_one_now_and_then() {
    on_each("spacing", async |storage| {
        let page = stored(&storage, "d", &["a"]).await;
        let start = 100 * SPACING;
        assert_eq!(keep(&storage, &page.document, Occasion::Work, start).await, start);
        let next = after(&page, [mark("b")]);
        assert_eq!(keep(&storage, &next.document, Occasion::Work, start + SPACING - 1).await, start);
        assert_eq!(keep(&storage, &next.document, Occasion::Version, start + 1).await, start + 1);
        // The same once more, as another tab would.
        assert_eq!(keep(&storage, &next.document, Occasion::Merge, start + 2).await, start + 1);
        assert_eq!(keep(&storage, &next.document, Occasion::Work, start + 3 * SPACING).await, start + 1);
        assert_eq!(kept(&storage, "d").await.len(), 2);
    })
    .await;
}

#[wasm_bindgen_test]
async fn ten_are_kept_and_go_with_their_document() {
    on_each("ten", async |storage| {
        let mut page = stored(&storage, "d", &["a"]).await;
        for at in 1..=(2 * KEPT as i64) {
            page = after(&page, [mark(&format!("m{at}"))]);
            keep(&storage, &page.document, Occasion::Work, at * SPACING).await;
        }
        let times: Vec<i64> = kept(&storage, "d").await.iter().map(|it| it.at.0 / SPACING).collect();
        assert_eq!(times.len(), KEPT);
        assert_eq!((times[0], times[KEPT - 1]), (2 * KEPT as i64, 1));
        storage.trash(&id("d"), true).await.expect("in the trash");
        assert_eq!(kept(&storage, "d").await.len(), KEPT);
    })
    .await;
    let storage = open(&fresh("gone")).await;
    let page = stored(&storage, "d", &["a"]).await;
    keep(&storage, &page.document, Occasion::Work, 1).await;
    storage.remove(&id("d")).await.expect("removed");
    assert_eq!(kept(&storage, "d").await, []);
}

#[wasm_bindgen_test]
async fn one_that_cannot_be_read_whole_is_not_offered_and_stays() {
    let name = fresh("torn");
    let storage = open(&name).await;
    let page = stored(&storage, "d", &["a"]).await;
    keep(&storage, &page.document, Occasion::Work, 1).await;
    let torn = "await put('snapshots', {document: 'urn:x:d', at: 2, occasion: 'work', article: 'x', header: '{}', annotations: ['{']})";
    script(&name, torn).await;
    assert_eq!(kept(&storage, "d").await.len(), 1);
    // By a clock that was put back: it comes after the others all the same.
    let next = after(&page, [mark("b")]);
    assert_eq!(keep(&storage, &next.document, Occasion::Merge, 1).await, 3);
    assert_eq!(script(&name, "return await count('snapshots')").await.as_f64(), Some(3.0));
}

#[wasm_bindgen_test]
async fn what_an_annotation_was_is_read_out_of_journal_and_snapshots() {
    let storage = open(&fresh("history")).await;
    let page = stored(&storage, "d", &["a", "b"]).await;
    let written = |note: &str, at| Action::Write {
        id: id("a"),
        note: note.into(),
        tags: vec![],
        visit: at,
        at: Timestamp(1_700_000_002_000 + i64::from(at)),
    };
    let one = save(&storage, &after(&page, [written("one", 1), write("b", "other")])).await;
    keep(&storage, &one.document, Occasion::Work, 1).await;
    let two = save(&storage, &after(&one, [written("two", 2)])).await;
    let three = save(&storage, &after(&two, [written("three", 3)])).await;
    let now = three.document.annotations.get(&id("a")).expect("there").clone();
    let history = storage.history_of(&id("d"), &now).await.expect("read");
    let notes: Vec<&str> = history.iter().map(|it| &*it.note).collect();
    assert_eq!(notes, ["two", "one", ""]);
    assert_eq!(Storage::in_memory().history_of(&id("d"), &now).await, Ok(vec![]));
}

#[wasm_bindgen_test]
async fn what_snapshots_cost() {
    let storage = open(&fresh("cost")).await;
    let many: Vec<Action> =
        (0..300).flat_map(|at| [mark(&format!("{at}")), write(&format!("{at}"), "A note of a line.")]).collect();
    let page = after(&page("d"), many);
    storage.add(&page.document).await.expect("added");
    let since = js_sys::Date::now();
    for at in 1..=KEPT as i64 {
        let page = after(&page, [write("0", &at.to_string())]);
        keep(&storage, &page.document, Occasion::Merge, at).await;
    }
    let written = js_sys::Date::now();
    assert_eq!(kept(&storage, "d").await.len(), KEPT);
    let read = js_sys::Date::now();
    // This is a build for tests: in one for use it takes a fraction.
    assert!(written - since < 20_000.0 && read - written < 20_000.0);
    let bytes = kept(&storage, "d").await[0]
        .annotations
        .iter()
        .map(|it| glossator_core::file::write_annotation(it, &page.document).len())
        .sum::<usize>();
    wasm_bindgen_test::console_log!(
        "300 annotations: {bytes} bytes a snapshot; ten written in {} ms, read in {} ms",
        written - since,
        read - written
    );
}

/// A database of an older layout, as it was left by the release that wrote it.
async fn of_version(name: &str, version: u32, records: &str) {
    let layout = "(await open(VERSION, (database, transaction) => {
        database.createObjectStore('documents', {keyPath: 'id'});
        database.createObjectStore('annotations', {keyPath: ['document', 'id']});
        database.createObjectStore('journal', {keyPath: 'sequence'});
        database.createObjectStore('meta', {keyPath: 'key'});
        if (VERSION > 1) database.createObjectStore('snapshots', {keyPath: ['document', 'at']});
        for (const [store, all] of Object.entries(RECORDS)) {
            for (const record of all) transaction.objectStore(store).put(record);
        }
    })).close()";
    script(name, &layout.replace("VERSION", &version.to_string()).replace("RECORDS", records)).await;
}

async fn opens(version: u32, records: &str, snapshots: usize) {
    let name = fresh("layout of a release");
    of_version(&name, version, records).await;
    let storage = open(&name).await;
    let library = storage.library().await.expect("read");
    let names = |entries: &[Rc<glossator_core::catalogue::Entry>]| -> Vec<(String, usize)> {
        entries.iter().map(|it| (it.id.to_string(), it.count)).collect()
    };
    assert_eq!(names(&library.entries), [("urn:x:d".to_owned(), 3)]);
    assert_eq!(names(&library.trash), [("urn:x:e".to_owned(), 1)]);
    assert_eq!(library.unreadable, []);
    let document = loaded(&storage, "d").await;
    assert_eq!(notes(&document), ["", "", "A note, 🚗 and “quotes”."]);
    assert_eq!(versions(&document).len(), 2);
    assert_eq!(kept(&storage, "d").await.len(), snapshots);
    let now = document.annotations.get(&id("a")).expect("there");
    assert!(!storage.history_of(&id("d"), now).await.expect("read").is_empty());
    // Work goes on in it, and everything that was there is there.
    let page = glossator_core::state::State::new(document);
    save(&storage, &after(&page, [mark("new")])).await;
    keep(&storage, &page.document, Occasion::Merge, 1_800_000_000_000).await;
    assert_eq!(kept(&storage, "d").await.len(), snapshots + 1);
    let all = storage.raw_export().await.expect("exported");
    for id in ["urn:x:a", "urn:x:b", "urn:x:c", "urn:x:e", "urn:x:new"] {
        assert!(all.contains(id), "{id}");
    }
    drop(storage);
    assert!(!open(&name).await.lost_work());
}

#[wasm_bindgen_test]
async fn databases_of_every_release_are_opened() {
    opens(1, include_str!("../fixtures/storage/v1.json"), 0).await;
    opens(2, include_str!("../fixtures/storage/v2.json"), 1).await;
}

#[wasm_bindgen_test]
async fn a_page_of_the_release_before_says_that_this_one_is_newer() {
    // What such a page does: it asks for its own version, and for whatever there is to export it.
    let name = fresh("before");
    stored(&open(&name).await, "d", &["a"]).await;
    let refused = "try { await open(1); return ''; } catch (error) { return error.name; }";
    assert_eq!(script(&name, refused).await.as_string().as_deref(), Some("VersionError"));
    // And one that has it open lets go of it, and is told.
    let name = fresh("between");
    of_version(&name, 1, include_str!("../fixtures/storage/v1.json")).await;
    let old = "
        const database = await open(1);
        return new Promise((resolve) => {
            database.onversionchange = () => resolve(database.close());
            globalThis.opened?.();
        });";
    let (_, storage) = both(script(&name, old), async {
        script(&name, "await later(100)").await;
        open(&name).await
    })
    .await;
    assert_eq!(loaded(&storage, "d").await.annotations.len(), 3);
}

#[wasm_bindgen_test]
async fn what_a_later_release_wrote_is_not_touched() {
    let name = fresh("later");
    of_version(&name, 2, include_str!("../fixtures/storage/v2.json")).await;
    script(&name, "(await open(3)).close()").await;
    assert_eq!(Storage::open_named(&name).await.expect_err("it is newer").kind, ErrorKind::Newer);
    let all = Storage::raw_export_unopened_named(&name).await.expect("exported");
    assert!(all.contains("\"snapshots\": [") && all.contains("urn:x:c"));
}
