//! What the browser, another version of the page or a broken disk does to the database.

use crate::support::*;
use glossator::browser::storage::{ErrorKind, Event, Storage, StorageError};
use glossator_core::state::{Outgoing, State};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// The events of a storage, as they come.
fn watched(storage: &Storage) -> Rc<RefCell<Vec<Event>>> {
    let events = Rc::<RefCell<Vec<Event>>>::default();
    let kept = events.clone();
    storage.watch(move |event| kept.borrow_mut().push(event));
    events
}

fn kind<T: std::fmt::Debug>(outcome: Result<T, StorageError>) -> ErrorKind {
    outcome.expect_err("it fails").kind
}

#[wasm_bindgen_test]
async fn records_of_the_wrong_shape_are_set_aside_and_stay() {
    let name = fresh("shape");
    let storage = open(&name).await;
    let page = stored(&storage, "d", &["a", "b"]).await;
    let wrong = [
        "{document: 'urn:x:d', id: 'urn:x:c', json: '{'}",
        "{document: 'urn:x:d', id: 'urn:x:d'}",
        "{document: 'urn:x:d', id: 'urn:x:e', json: 7}",
        "{document: 'urn:x:d', id: 'urn:x:f', json: '[]'}",
        "{document: 'urn:x:d', id: 'urn:x:g', json: '{\"id\": \"urn:x:other\"}'}",
        "{document: 'urn:x:d', id: 7, json: '{}'}",
        "{document: 'urn:x:d', id: new Date(0), json: 'null'}",
    ];
    for record in wrong {
        script(&name, &format!("await put('annotations', {record})")).await;
    }
    let loaded = storage.load(&id("d")).await.expect("loads").expect("is there");
    assert_eq!(loaded.document, *page.document);
    assert_eq!(loaded.unreadable.len(), wrong.len());
    assert!(loaded.unreadable.iter().all(|it| !it.reason.is_empty()));
    // Work goes on, and does not overwrite them.
    let page = save(&storage, &after(&page, [write("a", "n"), mark("c"), write("c", "mine")])).await;
    assert_eq!(notes(&page.document), ["", "mine", "n"]);
    assert!(page.document.annotations.get(&id("c")).is_none());
    let again = storage.load(&id("d")).await.expect("loads").expect("is there");
    assert_eq!(again.document, *page.document);
    assert_eq!(again.unreadable, loaded.unreadable);
}

#[wasm_bindgen_test]
async fn documents_that_cannot_be_read_are_listed_as_such() {
    let name = fresh("headers");
    let storage = open(&name).await;
    stored(&storage, "d", &["a"]).await;
    stored(&storage, "e", &["a", "b"]).await;
    let wrong = ["{id: 'urn:x:e', json: '{}'}", "{id: 'urn:x:f'}", "{id: ['x'], json: null}"];
    for record in wrong {
        script(&name, &format!("await put('documents', {record})")).await;
    }
    // The article of two annotations is gone altogether.
    script(&name, "await put('annotations', {document: 'urn:x:g', id: 'urn:x:1', json: '{}'})").await;
    script(&name, "await put('annotations', {document: 'urn:x:g', id: 'urn:x:2', json: '{}'})").await;
    let library = storage.library().await.expect("read");
    assert_eq!(library.entries.len(), 1);
    assert_eq!(library.unreadable.len(), 4);
    assert!(library.unreadable[3].reason.starts_with('2'));
    assert_eq!(kind(storage.load(&id("e")).await), ErrorKind::Damaged);
    assert_eq!(kind(storage.add(&page("e").document).await), ErrorKind::Exists);
    assert_eq!(storage.add_first(&page("e").document).await, Ok(false));
    assert!(storage.raw_export().await.expect("exported").contains("urn:x:g"));
}

#[wasm_bindgen_test]
async fn an_article_that_cannot_be_read_is_kept_where_a_new_version_takes_its_place() {
    let name = fresh("replaced");
    let storage = open(&name).await;
    let page = stored(&storage, "d", &["a"]).await;
    script(&name, "await put('documents', {id: 'urn:x:d', json: 'torn off', more: 7})").await;
    save(&storage, &after(&page, [replace("Another.", 5)])).await;
    assert_eq!(loaded(&storage, "d").await.article.text.as_str().trim(), "Another.");
    let library = storage.library().await.expect("read");
    assert_eq!((library.entries.len(), library.unreadable.len()), (1, 1));
    let all = storage.raw_export().await.expect("exported");
    assert!(all.contains("torn off") && all.contains("\"more\""), "{all}");
}

#[wasm_bindgen_test]
async fn a_newer_database_is_not_touched() {
    let name = fresh("newer");
    let storage = open(&name).await;
    stored(&storage, "d", &["a"]).await;
    drop(storage);
    script(&name, "(await open(3, (database) => database.createObjectStore('future'))).close()").await;
    let error = Storage::open_named(&name).await.expect_err("it is newer");
    assert_eq!(error.kind, ErrorKind::Newer);
    let json = Storage::raw_export_unopened_named(&name).await.expect("exported");
    assert!(json.contains("urn:x:a") && json.contains("\"future\": ["));
    assert_eq!(script(&name, "return await count('annotations')").await.as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
async fn exporting_what_is_not_there_makes_nothing() {
    let name = fresh("nothing");
    Storage::raw_export_unopened_named(&name).await.expect_err("there is nothing");
    stored(&open(&name).await, "d", &["a"]).await;
}

#[wasm_bindgen_test]
async fn a_newer_page_in_another_tab_does_not_wait_and_this_one_says_so() {
    let name = fresh("superseded");
    let storage = open(&name).await;
    let events = watched(&storage);
    let page = stored(&storage, "d", &["a"]).await;
    script(&name, "(await open(3)).close()").await;
    assert_eq!(*events.borrow(), [Event::Superseded]);
    let waiting: Vec<Outgoing> = after(&page, [write("a", "n")]).outbox.waiting().cloned().collect();
    assert_eq!(kind(storage.save(&waiting).await), ErrorKind::Newer);
    assert_eq!(kind(storage.load(&id("d")).await), ErrorKind::Newer);
    assert_eq!(script(&name, "return await count('annotations')").await.as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
async fn a_database_deleted_underneath_is_noticed_and_filled_again() {
    let name = fresh("cleared");
    let storage = open(&name).await;
    let events = watched(&storage);
    let page = stored(&storage, "d", &["a", "b"]).await;
    let other = stored(&storage, "e", &["a"]).await;
    let since = sequence(&storage, "d").await;
    script(&name, "await done(indexedDB.deleteDatabase(name))").await;
    assert_eq!(*events.borrow(), [Event::Cleared]);

    let page = after(&page, [write("a", "n")]);
    let waiting: Vec<Outgoing> = page.outbox.waiting().cloned().collect();
    assert_eq!(kind(storage.save(&waiting).await), ErrorKind::Closed);
    // It is said once; then storage works again, and the page fills it.
    storage.restore(&other.document).await.expect("restored");
    assert_eq!(storage.save(&waiting).await.expect("saved").corrections, []);
    assert_eq!(loaded(&storage, "d").await, page.document);
    assert_eq!(loaded(&storage, "e").await, other.document);
    // Numbers of the old database mean nothing in the new one.
    let news = open(&name).await.changes_since(&id("d"), since).await.expect("read");
    assert_eq!(news, glossator::browser::storage::News::Behind);
}

#[wasm_bindgen_test]
async fn of_several_tabs_that_fill_a_deleted_database_again_none_replaces_what_another_has() {
    let name = fresh("refill");
    let (one, other) = both(open(&name), open(&name)).await;
    let page = stored(&one, "d", &["a", "b"]).await;
    // What the one stored the other has not read yet.
    let one_page = save(&one, &after(&page, [write("a", "one's"), mark("c")])).await;
    let other_page = after(&page, [write("a", "the other's"), mark("e")]);
    script(&name, "await done(indexedDB.deleteDatabase(name))").await;
    let (first, second) = both(one.refill(&one_page.document), other.refill(&other_page.document)).await;
    let (first, second) = (first.expect("filled"), second.expect("filled"));
    let document = loaded(&one, "d").await;
    assert_eq!(notes(&document), ["", "", "", "one's", "the other's"]);
    // The one that came second is told what is there in place of its own.
    assert_eq!(first.corrections.len() + second.corrections.len(), 1);
    // Filled twice is as good as once.
    assert_eq!(one.refill(&document).await.expect("filled").corrections, []);
    assert_eq!(loaded(&other, "d").await, document);
}

#[wasm_bindgen_test]
async fn work_that_the_browser_lost_between_two_visits_is_missed() {
    let name = fresh("lost");
    let storage = open(&name).await;
    assert!(!storage.lost_work());
    stored(&storage, "d", &["a"]).await;
    drop(storage);
    assert!(!open(&name).await.lost_work());
    script(&name, "await done(indexedDB.deleteDatabase(name))").await;
    let storage = open(&name).await;
    assert!(storage.lost_work());
    // Known from now on.
    stored(&storage, "e", &[]).await;
    assert!(!open(&name).await.lost_work());
    // An older state of the same database.
    let older = "
        const database = await open();
        const transaction = database.transaction('meta', 'readwrite');
        const meta = transaction.objectStore('meta');
        const counter = await done(meta.get('counter'));
        meta.put({ ...counter, sequence: counter.sequence - 1 });
        await ended(transaction);
        database.close();";
    script(&name, older).await;
    assert!(open(&name).await.lost_work());
}

#[wasm_bindgen_test]
async fn a_count_that_is_none_is_counted_anew() {
    let name = fresh("count");
    let storage = open(&name).await;
    stored(&storage, "d", &["a", "b"]).await;
    for wrong in ["-7", "NaN", "'x'", "undefined"] {
        script(&name, &format!("await put('meta', {{key: ['touched', 'urn:x:d'], at: 1, count: {wrong}}})")).await;
        let library = storage.library().await.expect("is listed");
        assert_eq!(library.entries[0].count, 2, "{wrong}");
    }
}

#[wasm_bindgen_test]
async fn annotations_that_are_missing_are_missed_until_something_is_saved() {
    let name = fresh("missing");
    let storage = open(&name).await;
    let page = stored(&storage, "d", &["a", "b", "c"]).await;
    let page = save(&storage, &after(&page, [remove("c")])).await;
    assert_eq!(loaded(&storage, "d").await, page.document);
    assert!(!storage.lost_work(), "what was deleted here is not missed");
    let clear = "const database = await open();
        await done(database.transaction('annotations', 'readwrite').objectStore('annotations').clear());
        database.close();";
    script(&name, clear).await;
    let storage = open(&name).await;
    let page = State::new(loaded(&storage, "d").await);
    assert!(page.document.annotations.is_empty() && storage.lost_work());
    save(&storage, &after(&page, [mark("d")])).await;
    let storage = open(&name).await;
    assert_eq!(loaded(&storage, "d").await.annotations.len(), 1);
    assert!(!storage.lost_work());
}

#[wasm_bindgen_test]
async fn a_lost_counter_starts_anew() {
    let name = fresh("counter");
    let storage = open(&name).await;
    let page = stored(&storage, "d", &["a"]).await;
    script(&name, "await put('meta', {key: 'counter', born: 'x'})").await;
    save(&storage, &after(&page, [write("a", "n")])).await;
    assert_eq!(notes(loaded(&open(&name).await, "d").await.as_ref()), ["n"]);
}

#[wasm_bindgen_test]
async fn a_database_of_another_layout_is_damaged_and_stays() {
    let name = fresh("layout");
    script(&name, "(await open(1, (database) => database.createObjectStore('documents'))).close()").await;
    assert_eq!(kind(Storage::open_named(&name).await), ErrorKind::Damaged);
    assert!(Storage::raw_export_unopened_named(&name).await.expect("exported").contains("documents"));
}

#[wasm_bindgen_test]
async fn a_request_that_fails_takes_everything_back() {
    let name = fresh("abort");
    // The second annotation breaks a rule of this database.
    let layout = "(await open(1, (database) => {
        database.createObjectStore('documents', {keyPath: 'id'});
        const annotations = database.createObjectStore('annotations', {keyPath: ['document', 'id']});
        annotations.createIndex('one', 'document', {unique: true});
        database.createObjectStore('journal', {keyPath: 'sequence'});
        database.createObjectStore('meta', {keyPath: 'key'});
    })).close()";
    script(&name, layout).await;
    let storage = open(&name).await;
    let error = storage.add(&after(&page("d"), [mark("a"), mark("b")]).document).await.expect_err("it fails");
    assert_eq!(error.kind, ErrorKind::Other);
    assert!(error.to_string().contains("ConstraintError"), "{error}");
    assert_eq!(storage.load(&id("d")).await, Ok(None));
    // And storage goes on.
    let page = stored(&storage, "d", &["a"]).await;
    let waiting: Vec<Outgoing> = after(&page, [write("a", "n"), mark("b")]).outbox.waiting().cloned().collect();
    storage.save(&waiting).await.expect_err("it fails");
    assert_eq!(loaded(&storage, "d").await, page.document);
}

#[wasm_bindgen_test]
async fn no_room_found_out_at_the_end_is_said_and_takes_everything_back() {
    let name = fresh("quota");
    let storage = open(&name).await;
    let page = stored(&storage, "d", &["a"]).await;
    // As Chromium does it: every request succeeds, then the transaction aborts.
    let full = "
        const prototype = IDBTransaction.prototype;
        const error = Object.getOwnPropertyDescriptor(prototype, 'error');
        const commit = prototype.commit;
        const room = new DOMException('no room', 'QuotaExceededError');
        const full = (transaction) => transaction.db.name === name && transaction.mode === 'readwrite';
        globalThis.makeRoom = () => {
            Object.defineProperty(prototype, 'error', error);
            prototype.commit = commit;
        };
        Object.defineProperty(prototype, 'error', {
            configurable: true,
            get() { return full(this) ? room : error.get.call(this); },
        });
        prototype.commit = function () { return full(this) ? this.abort() : commit.call(this); };";
    script(&name, full).await;
    let changed = after(&page, [write("a", "n"), mark("b")]);
    let waiting: Vec<Outgoing> = changed.outbox.waiting().cloned().collect();
    let outcome = storage.save(&waiting).await;
    let added = storage.add(&crate::support::page("e").document).await;
    script(&name, "makeRoom()").await;
    assert_eq!(kind(outcome), ErrorKind::Quota);
    assert_eq!(kind(added), ErrorKind::Quota);
    assert_eq!(loaded(&storage, "d").await, page.document);
    // Once there is room, the same save succeeds.
    assert_eq!(storage.save(&waiting).await.expect("saved").corrections, []);
    assert_eq!(loaded(&storage, "d").await, changed.document);
}

#[wasm_bindgen_test]
async fn a_record_whose_file_is_missing_does_not_take_the_others_along() {
    let name = fresh("file");
    let storage = open(&name).await;
    for document in ["d", "e", "f"] {
        stored(&storage, document, &["a"]).await;
    }
    // As Chromium does it: the request fails, and the transaction with it.
    let missing = "
        const error = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'error');
        const { get, getAll } = IDBObjectStore.prototype;
        const missing = new DOMException('Data lost due to missing file.', 'NotReadableError');
        const hit = new WeakSet();
        globalThis.findFile = () => {
            Object.defineProperty(IDBTransaction.prototype, 'error', error);
            Object.assign(IDBObjectStore.prototype, { get, getAll });
        };
        Object.defineProperty(IDBTransaction.prototype, 'error', {
            configurable: true,
            get() { return hit.has(this) ? missing : error.get.call(this); },
        });
        IDBObjectStore.prototype.get = function (key) {
            const request = get.call(this, key);
            if (this.transaction.db.name === name && this.name === 'documents' && key === 'urn:x:e') {
                hit.add(this.transaction);
                this.transaction.abort();
            }
            return request;
        };
        IDBObjectStore.prototype.getAll = function (query, limit) {
            const request = getAll.call(this, query, limit);
            const has = !query || (query.includes ? query.includes('urn:x:e') : query === 'urn:x:e');
            const first = query?.lower === 'urn:x:d' || limit > 1;
            if (this.transaction.db.name === name && this.name === 'documents' && has && first) {
                hit.add(this.transaction);
                this.transaction.abort();
            }
            return request;
        };";
    script(&name, missing).await;
    let library = storage.library().await;
    let missing = storage.load(&id("e")).await;
    let exported = storage.raw_export().await;
    script(&name, "findFile()").await;
    let library = library.expect("read");
    assert_eq!(library.entries.len(), 2);
    assert_eq!(library.unreadable.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["urn:x:e"]);
    assert_eq!(kind(missing), ErrorKind::Damaged);
    let exported: serde_json::Value = serde_json::from_str(&exported.expect("exported")).expect("is JSON");
    let documents = exported["documents"].as_array().expect("is a list");
    let ids: Vec<_> = documents.iter().map(|record| record["id"].as_str()).collect();
    assert_eq!(ids, [Some("urn:x:d"), None, Some("urn:x:f")]);
    assert_eq!(exported["annotations"].as_array().map(Vec::len), Some(3));
}

#[wasm_bindgen_test]
fn every_failure_is_told_in_a_sentence() {
    let names = ["QuotaExceededError", "VersionError", "SecurityError", "UnknownError", "AbortError", ""];
    let kinds = names.map(|name| {
        let exception = web_sys::DomException::new_with_message_and_name("why", name).expect("made");
        let error = StorageError::from(exception);
        assert!(error.to_string().ends_with('.'), "{error}");
        error.kind
    });
    use ErrorKind::*;
    assert_eq!(kinds, [Quota, Newer, Blocked, Damaged, Other, Other]);
}
