//! The list of documents: what is said of each, without reading it, and where a person put it.

use crate::support::*;
use glossator::browser::storage::Storage;
use glossator_core::annotation::Category;
use glossator_core::catalogue::{Entry, Shelf};
use glossator_core::document::Document;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

async fn listed(storage: &Storage, name: &str) -> Rc<Entry> {
    let library = storage.library().await.expect("read");
    library.entries.into_iter().find(|it| it.id == id(name)).expect("is listed")
}

fn shelf() -> Shelf {
    Shelf::new("Heat", ["water", "bern"].map(str::to_owned), true)
}

#[wasm_bindgen_test]
async fn an_entry_says_what_the_document_says() {
    on_each("entries", async |storage| {
        let page = stored(&storage, "d", &["a", "b"]).await;
        let entry = listed(&storage, "d").await;
        assert_eq!(*entry, Entry { modified: entry.modified, ..Entry::of(&page.document) });
        assert_eq!((entry.counts[0].category.clone(), entry.counts[0].count), (Category::Quote, 2));
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_was_left_alone_is_listed_without_being_read_and_what_changed_is_told_anew() {
    let name = fresh("told");
    let storage = open(&name).await;
    let page = stored(&storage, "d", &["a", "b"]).await;
    script("", "await later(1100)").await;
    let told = listed(&storage, "d").await;
    let header = "(await record('documents', 'urn:x:d'))";
    script(&name, &format!("globalThis.kept = {header}; await put('documents', {{id: 'urn:x:d', json: 'torn off'}})"))
        .await;
    assert_eq!(listed(&storage, "d").await, told);
    script(&name, "await put('documents', globalThis.kept)").await;
    let page = save(&storage, &after(&page, [mark("c")])).await;
    assert_eq!(listed(&storage, "d").await.counts, Entry::of(&page.document).counts);
    // What is said of it is no article's, nor of another time.
    for wrong in ["{at: 5, json: '{}'}", "{json: 'nonsense'}", "{at: 'x'}"] {
        let put = format!("await put('meta', {{key: ['entry', 'urn:x:d'], ...{wrong}}})");
        script(&name, &put).await;
        assert_eq!(listed(&storage, "d").await.count, 3, "{wrong}");
    }
}

#[wasm_bindgen_test]
async fn a_document_stays_where_it_was_put_until_it_is_deleted_for_good() {
    on_each("shelves", async |storage| {
        let page = stored(&storage, "d", &["a"]).await;
        assert!(listed(&storage, "d").await.shelf.is_none());
        let before = listed(&storage, "d").await.modified;
        storage.shelve(&[(id("d"), shelf())]).await.expect("put there");
        let entry = listed(&storage, "d").await;
        assert_eq!((&entry.shelf, entry.modified), (&shelf(), before));
        save(&storage, &after(&page, [write("a", "more")])).await;
        storage.trash(&id("d"), true).await.expect("trashed");
        storage.trash(&id("d"), false).await.expect("taken out");
        assert_eq!(listed(&storage, "d").await.shelf, shelf());
        storage.remove(&id("d")).await.expect("removed");
        stored(&storage, "d", &[]).await;
        assert!(listed(&storage, "d").await.shelf.is_none());
    })
    .await;
}

#[wasm_bindgen_test]
async fn many_are_taken_in_at_once_with_their_shelves() {
    on_each("many", async |storage| {
        let marked = |name: &str| (*after(&page(name), [mark("a")]).document).clone();
        let all: Vec<(Document, Shelf)> = vec![(marked("d"), shelf()), (marked("e"), Shelf::default())];
        storage.take_in(&all).await.expect("taken in");
        assert_eq!(*loaded(&storage, "d").await, all[0].0);
        for (name, (document, shelf)) in ["d", "e"].into_iter().zip(&all) {
            let entry = listed(&storage, name).await;
            assert_eq!((&entry.shelf, &entry.counts), (shelf, &Entry::of(document).counts));
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn two_thousand_are_listed() {
    let name = fresh("thousands");
    let storage = open(&name).await;
    let document = |nth: usize| Document { id: id(&nth.to_string()), ..(*page("d").document).clone() };
    let all: Vec<(Document, Shelf)> = (0..2000).map(|nth| (document(nth), Shelf::default())).collect();
    for some in all.chunks(100) {
        storage.take_in(some).await.expect("taken in");
    }
    let since = js_sys::Date::now();
    let library = storage.library().await.expect("read");
    wasm_bindgen_test::console_log!("2,000 documents: listed in {} ms", js_sys::Date::now() - since);
    assert_eq!((library.entries.len(), library.unreadable.len()), (2000, 0));
}
