//! What the tests are made of: documents, databases, two things at once, and IndexedDB without the page's code.

use glossator::browser::storage::{News, Storage};
use glossator_core::annotation::{Annotation, Category, Iri, Timestamp};
use glossator_core::article::plain_text;
use glossator_core::document::Document;
use glossator_core::state::{Action, Event, Outgoing, State};
use glossator_core::text::TextRange;
use glossator_core::transaction::Change;
use js_sys::{Function, Promise};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A name that no other test has.
pub fn fresh(label: &str) -> String {
    format!("test {label} {}", js_sys::Math::random())
}

pub async fn open(name: &str) -> Storage {
    Storage::open_named(name).await.expect("opens")
}

/// The check on each kind of storage.
pub async fn on_each(label: &str, check: impl AsyncFn(Storage)) {
    check(Storage::in_memory()).await;
    check(open(&fresh(label)).await).await;
}

pub fn id(name: &str) -> Iri {
    Iri::new(format!("urn:x:{name}"))
}

/// A page that shows a document without annotations.
pub fn page(name: &str) -> State {
    let text =
        "City to close Main Street to cars 🚗\n\nThe council voted 7–2. “It’s time,” said the mayor, 👩‍👩‍👧‍👦 cheered.\n";
    State::new(Document::new(id(name), plain_text::parse(text), Timestamp(1_700_000_000_000)).into())
}

pub fn mark(name: &str) -> Action {
    Action::Mark {
        id: id(name),
        category: Category::Quote,
        ranges: vec![TextRange::new(0, 4), TextRange::new(8, 38)],
        creator: None,
        at: Timestamp(1_700_000_001_000),
    }
}

pub fn write(name: &str, note: &str) -> Action {
    let at = Timestamp(1_700_000_002_000);
    Action::Write { id: id(name), note: note.to_owned(), tags: vec!["<b>tag</b>".into(), "🚗".into()], visit: 1, at }
}

pub fn replace(text: &str, at: i64) -> Action {
    Action::replace(plain_text::parse(text).into(), vec![], Timestamp(at))
}

/// The text of the article and, before it, of its earlier versions.
pub fn versions(document: &Document) -> Vec<String> {
    let articles = document.earlier.iter().map(|version| &version.article).chain([&document.article]);
    articles.map(|article| article.text.as_str().trim().to_owned()).collect()
}

pub fn remove(name: &str) -> Action {
    Action::Remove(id(name))
}

/// The page after these actions.
pub fn after(page: &State, actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(page.clone(), |page, action| page.update(action))
}

/// A document with these annotations, stored, and the page that shows it.
pub async fn stored(storage: &Storage, name: &str, annotations: &[&str]) -> State {
    let marked = after(&page(name), annotations.iter().map(|name| mark(name)));
    storage.add(&marked.document).await.expect("added");
    State::new(loaded(storage, name).await)
}

pub async fn loaded(storage: &Storage, name: &str) -> Rc<Document> {
    let loaded = storage.load(&id(name)).await.expect("loads").expect("is there");
    assert_eq!(loaded.unreadable, []);
    Rc::new(loaded.document)
}

pub async fn sequence(storage: &Storage, name: &str) -> u64 {
    storage.load(&id(name)).await.expect("loads").expect("is there").sequence
}

/// Saves what waits and does what storage says of it, as the page does.
pub async fn save(storage: &Storage, page: &State) -> State {
    let waiting: Vec<Outgoing> = page.outbox.waiting().cloned().collect();
    let saved = storage.save(&waiting).await.expect("saved");
    let serial = waiting.last().map_or(0, |outgoing| outgoing.serial);
    let next = page.update(Action::Saved(serial, Timestamp(0)));
    let stored = |page: State, header| page.update(Action::Stored(Rc::new(header)));
    let next = saved.headers.into_iter().fold(next, stored);
    let corrections = saved.corrections.into_iter();
    corrections.fold(next, |page, (id, changes)| page.update(Action::Remote(id, changes, Event::KeptBoth)))
}

/// What others did to the page's document.
pub async fn catch_up(storage: &Storage, page: &State, since: u64) -> (State, u64) {
    match storage.changes_since(&page.document.id, since).await.expect("read") {
        News::Changes { changes, sequence } => (told(page, changes), sequence),
        other => panic!("{other:?}"),
    }
}

fn told(page: &State, changes: Vec<Change>) -> State {
    page.update(Action::Remote(page.document.id.clone(), changes, Event::OtherTab(1)))
}

/// The notes of all annotations, sorted.
pub fn notes(document: &Document) -> Vec<String> {
    let mut notes: Vec<String> = document.annotations.iter().map(|annotation| annotation.note.clone()).collect();
    notes.sort();
    notes
}

pub fn noted(page: &State, name: &str, note: &str) -> Rc<Annotation> {
    let annotation = page.document.annotations.get(&id(name)).expect("there");
    Rc::new(Annotation { note: note.into(), ..(**annotation).clone() })
}

/// Both at once.
pub async fn both<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(move |context| {
        if first.is_none() {
            first = ready(one.as_mut().poll(context));
        }
        if second.is_none() {
            second = ready(other.as_mut().poll(context));
        }
        if first.is_none() || second.is_none() {
            return Poll::Pending;
        }
        first.take().zip(second.take()).map_or(Poll::Pending, Poll::Ready)
    })
    .await
}

fn ready<T>(poll: Poll<T>) -> Option<T> {
    match poll {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Runs script: the body of an async function of `name`.
pub async fn script(name: &str, body: &str) -> JsValue {
    let helpers = "
        const done = (request) => new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = request.onblocked = () => reject(request.error ?? new Error('blocked'));
        });
        const open = (version, upgrade) => {
            const request = indexedDB.open(name, version);
            request.onupgradeneeded = () => upgrade?.(request.result, request.transaction);
            return done(request);
        };
        const ended = (transaction) => new Promise((resolve, reject) => {
            transaction.oncomplete = () => resolve();
            transaction.onabort = () => reject(transaction.error);
        });
        const put = async (store, record) => {
            const database = await open();
            const transaction = database.transaction(store, 'readwrite');
            transaction.objectStore(store).put(record);
            await ended(transaction);
            database.close();
        };
        const record = async (store, key) => {
            const database = await open();
            const got = await done(database.transaction(store).objectStore(store).get(key));
            database.close();
            return got;
        };
        const count = async (store) => {
            const database = await open();
            const counted = await done(database.transaction(store).objectStore(store).count());
            database.close();
            return counted;
        };
        const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    ";
    let body = format!("return (async () => {{ {helpers} {body} }})();");
    let promise = Function::new_with_args("name", &body).call1(&JsValue::NULL, &name.into()).expect("script runs");
    JsFuture::from(promise.unchecked_into::<Promise>()).await.expect("script succeeds")
}
