//! What holds of every storage, and what it costs.

use crate::support::*;
use glossator::browser::storage::{ErrorKind, News, Storage};
use glossator_core::annotation::{Annotation, Iri};
use glossator_core::catalogue::Entry;
use glossator_core::document::Document;
use glossator_core::merge::merge;
use glossator_core::state::{Action, Outgoing};
use js_sys::Date;
use std::rc::Rc;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen_test]
async fn a_document_comes_back_equal() {
    on_each("equal", async |storage| {
        let page = after(&page("d"), [mark("a"), mark("b"), write("b", "A note,\nwith “words” 🚗\u{202e} and \u{0}.")]);
        storage.add(&page.document).await.expect("added");
        assert_eq!(loaded(&storage, "d").await, page.document);
        assert_eq!(storage.load(&id("other")).await, Ok(None));
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_id_is_added_once() {
    on_each("once", async |storage| {
        let first = stored(&storage, "d", &["a"]).await;
        let error = storage.add(&page("d").document).await.expect_err("there already");
        assert_eq!(error.kind, ErrorKind::Exists);
        assert_eq!(loaded(&storage, "d").await, first.document);
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_first_document_is_added_once() {
    on_each("first", async |storage| {
        assert_eq!(storage.add_first(&page("one").document).await, Ok(true));
        assert_eq!(storage.add_first(&page("other").document).await, Ok(false));
        assert_eq!(storage.library().await.expect("read").entries.len(), 1);
    })
    .await;
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_start_at_once_one_adds_the_first_document() {
    let name = fresh("race");
    let (one, other) = both(open(&name), open(&name)).await;
    let (first, second) = (page("one"), page("other"));
    let (first, second) = both(one.add_first(&first.document), other.add_first(&second.document)).await;
    assert_ne!(first.expect("done"), second.expect("done"));
    assert_eq!(one.library().await.expect("read").entries.len(), 1);
}

#[wasm_bindgen_test]
async fn the_library_has_the_last_touched_first() {
    on_each("library", async |storage| {
        assert_eq!(storage.library().await, Ok(Default::default()));
        let older = stored(&storage, "older", &["a", "b"]).await;
        script("", "await later(5)").await;
        stored(&storage, "newer", &[]).await;
        let listed = async || {
            let library = storage.library().await.expect("read");
            assert_eq!(library.unreadable, []);
            library.entries.into_iter().map(|it| (it.id.to_string(), it.count)).collect::<Vec<_>>()
        };
        assert_eq!(listed().await, [("urn:x:newer".into(), 0), ("urn:x:older".into(), 2)]);
        script("", "await later(5)").await;
        save(&storage, &after(&older, [mark("c")])).await;
        assert_eq!(listed().await, [("urn:x:older".into(), 3), ("urn:x:newer".into(), 0)]);
        let entry = storage.library().await.expect("read").entries.remove(0);
        assert_eq!((entry.name.as_str(), entry.created), (older.document.article.name(), older.document.created));
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_saved_is_what_the_page_shows() {
    on_each("save", async |storage| {
        let page = stored(&storage, "d", &["a", "b"]).await;
        let page = save(&storage, &after(&page, [mark("c"), write("a", "one")])).await;
        let page = save(&storage, &after(&page, [remove("b"), write("a", "two"), mark("e"), Action::Undo])).await;
        assert_eq!(loaded(&storage, "d").await, page.document);
        assert_eq!(notes(&page.document), ["", "two"]);
    })
    .await;
}

#[wasm_bindgen_test]
async fn saving_again_changes_nothing() {
    on_each("again", async |storage| {
        let page = stored(&storage, "d", &["a", "b"]).await;
        let changed = after(&page, [write("a", "one"), remove("b"), mark("c")]);
        let waiting: Vec<Outgoing> = changed.outbox.waiting().cloned().collect();
        let saved = storage.save(&waiting).await.expect("saved");
        assert_eq!(storage.save(&waiting).await, Ok(saved));
        assert_eq!(loaded(&storage, "d").await, changed.document);
        assert!(storage.save(&[]).await.expect("nothing to do").corrections.is_empty());
    })
    .await;
}

#[wasm_bindgen_test]
async fn transactions_of_several_documents_are_saved_together() {
    on_each("several", async |storage| {
        let (one, other) = (stored(&storage, "one", &["a"]).await, stored(&storage, "other", &["a"]).await);
        let (one, other) = (after(&one, [write("a", "1")]), after(&other, [mark("b")]));
        let waiting: Vec<Outgoing> = one.outbox.waiting().chain(other.outbox.waiting()).cloned().collect();
        assert_eq!(storage.save(&waiting).await.expect("saved").corrections, []);
        assert_eq!(loaded(&storage, "one").await, one.document);
        assert_eq!(loaded(&storage, "other").await, other.document);
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_removed_document_is_gone_and_comes_back_with_work_on_it() {
    on_each("remove", async |storage| {
        let page = stored(&storage, "d", &["a", "b"]).await;
        stored(&storage, "e", &["a"]).await;
        storage.remove(&id("d")).await.expect("removed");
        assert_eq!(storage.load(&id("d")).await, Ok(None));
        assert_eq!(storage.library().await.expect("read").entries.len(), 1);
        assert_eq!(
            storage.changes_since(&id("d"), 0).await.map(|news| matches!(news, News::Changes { .. })),
            Ok(false)
        );
        let page = save(&storage, &after(&page, [write("a", "still at it")])).await;
        assert_eq!(loaded(&storage, "d").await, page.document);
        assert_eq!(loaded(&storage, "e").await.annotations.len(), 1);
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_in_the_trash_is_kept_whole_until_it_is_deleted_for_good() {
    on_each("trash", async |storage| {
        let page = stored(&storage, "d", &["a", "b"]).await;
        stored(&storage, "e", &["a"]).await;
        let lists = async || {
            let library = storage.library().await.expect("read");
            let ids = |all: Vec<Rc<Entry>>| all.iter().map(|it| it.id.to_string()).collect::<Vec<_>>().join(" ");
            (ids(library.entries), ids(library.trash))
        };
        let before = storage.library().await.expect("read");
        storage.trash(&id("d"), true).await.expect("trashed");
        assert_eq!(lists().await, ("urn:x:e".to_owned(), "urn:x:d".to_owned()));
        // Twice is once, and what is not there cannot be thrown away.
        storage.trash(&id("d"), true).await.expect("trashed");
        storage.trash(&id("nothing"), true).await.expect("no matter");
        storage.trash(&id("d"), false).await.expect("taken out");
        assert_eq!(loaded(&storage, "d").await, page.document);
        assert_eq!(storage.library().await.expect("read"), before);
        // Work on it takes it out too.
        storage.trash(&id("d"), true).await.expect("trashed");
        let page = save(&storage, &after(&page, [write("a", "still at it")])).await;
        assert_eq!(lists().await, ("urn:x:d urn:x:e".to_owned(), String::new()));
        assert_eq!(loaded(&storage, "d").await, page.document);
        storage.trash(&id("d"), true).await.expect("trashed");
        storage.remove(&id("d")).await.expect("removed");
        assert_eq!(lists().await, ("urn:x:e".to_owned(), String::new()));
        assert_eq!(storage.load(&id("d")).await, Ok(None));
    })
    .await;
}

#[wasm_bindgen_test]
async fn restoring_replaces_whatever_is_there() {
    on_each("restore", async |storage| {
        stored(&storage, "d", &["a", "b"]).await;
        let other = after(&page("d"), [mark("c")]);
        let other = Document { label: "Ada’s notes".into(), ..(*other.document).clone() };
        storage.restore(&other).await.expect("restored");
        assert_eq!(*loaded(&storage, "d").await, other);
    })
    .await;
}

#[wasm_bindgen_test]
async fn everything_can_be_taken_out_as_json() {
    on_each("export", async |storage| {
        stored(&storage, "d", &["first", "second"]).await;
        stored(&storage, "e", &[]).await;
        let json = storage.raw_export().await.expect("exported");
        let value: serde_json::Value = serde_json::from_str(&json).expect("is JSON");
        assert_eq!(value["documents"].as_array().map(Vec::len), Some(2));
        for part in ["urn:x:first", "urn:x:second", "Main Street"] {
            assert!(json.contains(part), "{part}");
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn handles_are_the_same_storage() {
    let storage = Storage::in_memory();
    let clone = storage.clone();
    stored(&storage, "d", &["a"]).await;
    assert_eq!(clone.library().await.expect("read").entries.len(), 1);
    assert_eq!(clone, storage);
    assert!(!clone.keeps());
    assert_ne!(Storage::in_memory(), storage);
    assert!(open(&fresh("keeps")).await.keeps());
}

/// That many annotations.
fn many(count: usize) -> Document {
    let document = after(&page("d"), [mark("a")]).document;
    let pattern = document.annotations.iter().next().expect("one");
    let annotation = |nth: usize| Annotation {
        id: Iri::new(format!("urn:x:{nth:05}")),
        note: nth.to_string(),
        ..(**pattern).clone()
    };
    Document { annotations: (0..count).map(annotation).map(Rc::new).collect(), ..(*document).clone() }
}

#[wasm_bindgen_test]
async fn ten_thousand_annotations_are_added_and_come_back() {
    let storage = open(&fresh("many")).await;
    let document = many(10_000);
    let start = Date::now();
    storage.add(&document).await.expect("added");
    let added = Date::now();
    let back = loaded(&storage, "d").await;
    console_log!("10,000 added in {} ms, loaded in {} ms", added - start, Date::now() - added);
    assert!(*back == document);
}

#[wasm_bindgen_test]
async fn a_merged_file_is_saved_as_one_step() {
    on_each("merge", async |storage| {
        let page = stored(&storage, "e", &["a"]).await;
        let start = Date::now();
        let merge = merge(&page.document, &[&many(1_000)]);
        let page = save(&storage, &page.update(Action::merge(Rc::new(merge)))).await;
        console_log!("1,000 saved in {} ms", Date::now() - start);
        assert!(loaded(&storage, "e").await == page.document);
    })
    .await;
}
