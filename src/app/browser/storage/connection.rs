//! One connection to the database, and transactions on it.
//!
//! It speaks to IndexedDB itself. A library that gives each kind of request a future of its own made of this module and
//! its neighbours a tenth of the page: each body of a transaction was compiled with a driver of its own. Here is one
//! way to wait, a promise, and one for all; bodies ask for what they need together and then compute.

use super::error::{ErrorKind, StorageError};
use gloo::events::EventListener;
use js_sys::{Array, JSON, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// Raise it with the layout, and convert older databases in [`upgrade`].
const VERSION: u32 = 2;

pub const DOCUMENTS: &str = "documents";
pub const ANNOTATIONS: &str = "annotations";
pub const JOURNAL: &str = "journal";
pub const META: &str = "meta";
pub const SNAPSHOTS: &str = "snapshots";

/// What a transaction may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Read,
    Write,
}

/// What happens to the storage from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A newer version of the page, in another tab, needs the database in a layout that this one does not know. This
    /// tab has let go of it, and cannot store anything until it is reloaded.
    Superseded,
    /// The database was deleted, by the browser, by its person or by another tab.
    Cleared,
}

/// Who is told of events.
pub type Watchers = Rc<RefCell<Vec<Rc<dyn Fn(Event)>>>>;

#[wasm_bindgen]
extern "C" {
    /// The same as in `web-sys`, where the options of a transaction are not stable yet, and what takes options is a
    /// function for each choice of them.
    type Raw;

    #[wasm_bindgen(method, catch)]
    fn open(this: &Raw, name: &str, version: Option<u32>) -> Result<IdbOpenDbRequest, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Raw, stores: &Array, mode: &str, options: &JsValue) -> Result<IdbTransaction, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn commit(this: &Raw) -> Result<(), JsValue>;
}

/// An open connection; dropping it closes it.
pub struct Connection {
    database: IdbDatabase,
    /// Whether nothing was read on it yet.
    pub fresh: Cell<bool>,
    gone: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
}

impl Connection {
    pub async fn open(name: &str, watchers: &Watchers) -> Result<Self, StorageError> {
        let database = open(name, Some(VERSION)).await.map_err(StorageError::of_opening)?;
        let gone = Rc::new(Cell::new(false));
        // In either case it must be closed here, or the other side waits for ever.
        let listeners = ["versionchange", "close"].map(|event| {
            let (gone, watchers, closing) = (gone.clone(), Rc::downgrade(watchers), database.clone());
            EventListener::new(&database, event, move |event| {
                if gone.replace(true) {
                    return;
                }
                closing.close();
                let newer = number(event, "newVersion").is_some();
                let event = if newer { Event::Superseded } else { Event::Cleared };
                let watchers = watchers.upgrade().map(|watchers| watchers.borrow().clone());
                watchers.into_iter().flatten().for_each(|react| react(event));
            })
        });
        Ok(Self { database, fresh: Cell::new(true), gone, _listeners: listeners })
    }

    /// Whether it serves no longer.
    pub fn is_gone(&self) -> bool {
        self.gone.get()
    }

    /// Gives it up.
    pub fn give_up(&self) {
        self.gone.set(true);
    }

    /// A transaction on all stores.
    pub fn begin(&self, mode: Mode) -> Result<Transaction, StorageError> {
        let stores = [DOCUMENTS, ANNOTATIONS, JOURNAL, META, SNAPSHOTS].into_iter().map(JsValue::from_str).collect();
        Transaction::begin(&self.database, &stores, mode)
    }

    /// Every record of every store, as JSON.
    pub async fn export(&self) -> Result<String, StorageError> {
        export(&self.database).await
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.close();
    }
}

/// A strict transaction: all of it or nothing. One that was not committed takes everything back when it is dropped.
///
/// It ends by itself when nothing is asked of it, so whoever uses it may wait for its answers and for nothing else.
///
/// Each call asks at once. What the browser refuses then and there fails the next wait.
pub struct Transaction {
    raw: IdbTransaction,
    /// What was asked and is to be answered.
    asked: RefCell<Vec<IdbRequest>>,
    /// The last of all requests: the browser answers them in order.
    last: RefCell<Option<IdbRequest>>,
    refused: RefCell<Option<JsValue>>,
}

impl Transaction {
    fn begin(database: &IdbDatabase, stores: &Array, mode: Mode) -> Result<Self, StorageError> {
        // What was committed is on disk. Without this, a browser may say so before it is.
        let strict = record(&[("durability", "strict".into())]);
        let mode = if mode == Mode::Write { "readwrite" } else { "readonly" };
        let raw = database.unchecked_ref::<Raw>().transaction(stores, mode, &strict).map_err(StorageError::of)?;
        Ok(Self { raw, asked: RefCell::default(), last: RefCell::default(), refused: RefCell::default() })
    }

    /// The record of that key.
    pub fn get(&self, store: &str, key: &JsValue) {
        self.ask(store, true, |store| store.get(key));
    }

    /// How many records there are.
    pub fn count(&self, store: &str, keys: &JsValue) {
        self.ask(store, true, |store| store.count_with_key(keys));
    }

    /// The keys of the first records, or of all where the limit is 0.
    pub fn keys(&self, store: &str, keys: &JsValue, limit: u32) {
        self.ask(store, true, |store| store.get_all_keys_with_key_and_limit(keys, limit));
    }

    /// The first records, in the order of their keys.
    fn records(&self, store: &str, keys: &JsValue, limit: u32) {
        self.ask(store, true, |store| store.get_all_with_key_and_limit(keys, limit));
    }

    /// Adds the record, or replaces the one of its key.
    pub fn put(&self, store: &str, record: &JsValue) {
        self.ask(store, false, |store| store.put(record));
    }

    /// Deletes records.
    pub fn delete(&self, store: &str, keys: &JsValue) {
        self.ask(store, false, |store| store.delete(keys));
    }

    #[inline]
    fn ask(&self, store: &str, answered: bool, ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>) {
        self.note(self.raw.object_store(store).and_then(|store| ask(&store)), answered);
    }

    #[inline(never)]
    fn note(&self, request: Result<IdbRequest, JsValue>, answered: bool) {
        match request {
            Ok(request) => {
                if answered {
                    self.asked.borrow_mut().push(request.clone());
                }
                self.last.replace(Some(request));
            }
            Err(refusal) => drop(self.refused.borrow_mut().get_or_insert(refusal)),
        }
    }

    /// Waits until everything is done that was asked, and gives the answers since the last time, in order.
    pub async fn answers(&self) -> Result<Vec<JsValue>, StorageError> {
        if let Some(refusal) = self.refused.take() {
            return Err(StorageError::of(refusal));
        }
        let (asked, last) = (self.asked.take(), self.last.take());
        if let Some(last) = last
            && settled(&last, "onsuccess", "onerror").await.is_err()
        {
            return Err(StorageError::of(property(&last, "error")));
        }
        Ok(asked.iter().map(|request| property(request, "result")).collect())
    }

    /// As [`Transaction::answers`], of one question.
    pub async fn answer(&self) -> Result<JsValue, StorageError> {
        Ok(self.answers().await?.pop().unwrap_or_default())
    }

    /// The next records of a range; none when all were read.
    pub async fn page(&self, store: &str, keys: &mut Keys, limit: u32) -> Result<Array, StorageError> {
        let range = keys.range();
        self.keys(store, &range, limit);
        self.records(store, &range, limit);
        let mut answers = self.answers().await?;
        let records = answers.pop().unwrap_or_default().unchecked_into();
        keys.go_on(&answers.pop().unwrap_or_default());
        Ok(records)
    }

    /// Commits. It returns when the browser says that everything is on disk.
    pub async fn commit(&self) -> Result<(), StorageError> {
        // All requests are waited for: one that fails once the transaction is told to commit fails alone in Firefox,
        // and the others are stored.
        self.answers().await?;
        let done = settled(&self.raw, "oncomplete", "onabort");
        self.raw.unchecked_ref::<Raw>().commit().map_err(StorageError::of)?;
        match done.await {
            Ok(_) => Ok(()),
            Err(_) => Err(StorageError::new(ErrorKind::Other, "AbortError: the transaction was taken back")),
        }
    }

    /// Why it failed. A request says only that it was aborted, and a commit that it did not happen; the transaction
    /// knows why. Above all, no room is often found out after the last request has succeeded.
    pub fn reason(&self, error: StorageError) -> StorageError {
        let reason = property(&self.raw, "error");
        if reason.is_object() { StorageError::of(reason) } else { error }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // Refused where it is complete or aborted.
        let _ = self.raw.abort();
    }
}

/// Waits for an event, of two that exclude each other and are properties of `target`; the second one is an error.
///
/// What goes on after a promise belongs to the event that settled it, so a transaction is still open then.
fn settled(target: &JsValue, success: &str, failure: &str) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        set(target, success, &resolve);
        set(target, failure, &reject);
    }))
}

/// A range of keys, read page by page.
pub struct Keys {
    /// Undefined where it begins with the first key.
    pub from: JsValue,
    /// Whether it begins after `from` and not with it.
    pub after: bool,
    /// A key after all of them; undefined where there is none.
    pub until: JsValue,
}

impl Keys {
    /// The keys after that one.
    pub fn after(key: JsValue) -> Self {
        Self { from: key, after: true, until: JsValue::UNDEFINED }
    }

    /// The keys from that one to before the other.
    pub fn between(from: JsValue, until: JsValue) -> Self {
        Self { from, after: false, until }
    }

    /// As requests take it.
    pub fn range(&self) -> JsValue {
        let range = match (self.from.is_undefined(), self.until.is_undefined()) {
            (true, _) => return JsValue::UNDEFINED,
            (_, true) => IdbKeyRange::lower_bound_with_open(&self.from, self.after),
            _ => IdbKeyRange::bound_with_lower_open_and_upper_open(&self.from, &self.until, self.after, true),
        };
        // What is no key is refused by the request too.
        range.map_or(JsValue::FALSE, JsValue::from)
    }

    /// Goes on after the last of these keys.
    fn go_on(&mut self, keys: &JsValue) {
        self.from = keys.unchecked_ref::<Array>().pop();
        self.after = true;
    }
}

/// A record with these properties.
pub fn record(properties: &[(&str, JsValue)]) -> JsValue {
    let record = Object::new();
    for (name, value) in properties {
        set(&record, name, value);
    }
    record.into()
}

fn set(target: &JsValue, name: &str, value: &JsValue) {
    // It cannot fail: these are new objects, and objects of the browser.
    let _ = Reflect::set(target, &JsValue::from_str(name), value);
}

/// A property of a record; undefined where there is none.
pub fn property(record: &JsValue, name: &str) -> JsValue {
    Reflect::get(record, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is text.
pub fn text(record: &JsValue, name: &str) -> Option<String> {
    property(record, name).as_string()
}

/// A property that is a number.
pub fn number(record: &JsValue, name: &str) -> Option<f64> {
    property(record, name).as_f64()
}

/// The record of the counter, which gives every change its number.
///
/// A database starts counting at the time of its making. So the numbers of one that was made anew do not go on from
/// those of the one before, and a tab that remembers such a number is told that it is behind.
pub fn counter_record(born: u64, sequence: u64) -> JsValue {
    let number = |number: u64| JsValue::from_f64(number as f64);
    record(&[("key", "counter".into()), ("born", number(born)), ("sequence", number(sequence))])
}

/// Opens a database. Without a version it is opened as it is, and not made where it is not there.
async fn open(name: &str, version: Option<u32>) -> Result<IdbDatabase, StorageError> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().transpose());
    let factory = factory.unwrap_or(Err(JsValue::UNDEFINED));
    let request = factory.and_then(|factory| factory.unchecked_ref::<Raw>().open(name, version));
    let request = request.map_err(StorageError::of)?;
    let upgrading = request.clone();
    let _upgrading = EventListener::new(&request, "upgradeneeded", move |event| {
        let old = number(event, "oldVersion").unwrap_or_default();
        let made = version.is_some() && upgrade(&property(&upgrading, "result").unchecked_into(), old).is_ok();
        if !made && let Some(transaction) = upgrading.transaction() {
            let _ = transaction.abort();
        }
    });
    match settled(&request, "onsuccess", "onerror").await {
        Ok(_) => Ok(property(&request, "result").unchecked_into()),
        Err(_) => Err(StorageError::of(property(&request, "error"))),
    }
}

/// Makes the layout out of that of an older version; 0 is a database that was not there. Records stay as they are.
///
/// Version 2 added the snapshots. Of each version there is a fixture in `tests/fixtures/storage`, which is opened for ever.
fn upgrade(database: &IdbDatabase, old: f64) -> Result<(), JsValue> {
    let make = |name, path: &JsValue| {
        let options = record(&[("keyPath", path.clone())]);
        database.create_object_store_with_optional_parameters(name, options.unchecked_ref())
    };
    let pair = |second: &str| ["document", second].into_iter().map(JsValue::from_str).collect::<Array>();
    if old < 1.0 {
        make(DOCUMENTS, &"id".into())?;
        make(ANNOTATIONS, &pair("id"))?;
        make(JOURNAL, &"sequence".into())?;
        let now = js_sys::Date::now() as u64;
        make(META, &"key".into())?.put(&counter_record(now, now))?;
    }
    make(SNAPSHOTS, &pair("at"))?;
    Ok(())
}

/// As [`Connection::export`], of a database of any version, which is not changed.
pub async fn export_unopened(name: &str) -> Result<String, StorageError> {
    let database = open(name, None).await.map_err(StorageError::of_opening)?;
    let exported = export(&database).await;
    database.close();
    exported
}

/// Everything that can be read at all; `null` stands for a record that cannot.
async fn export(database: &IdbDatabase) -> Result<String, StorageError> {
    let mut limit = 200;
    let stores = Array::from(&database.object_store_names());
    if stores.length() == 0 {
        return Err(StorageError::new(ErrorKind::Damaged, "the database is empty"));
    }
    let mut transaction = Transaction::begin(database, &stores, Mode::Read)?;
    let mut json = String::from("{");
    let mut separator = "\n";
    for store in stores.iter() {
        let store = store.as_string().unwrap_or_default();
        json = json + separator + &glossator_core::file::quoted(&store) + ": [";
        separator = "\n";
        let mut keys = Keys { from: JsValue::UNDEFINED, after: false, until: JsValue::UNDEFINED };
        loop {
            transaction.keys(&store, &keys.range(), limit);
            let page = transaction.answer().await?;
            if page.unchecked_ref::<Array>().length() == 0 {
                break;
            }
            transaction.records(&store, &keys.range(), limit);
            let records = match transaction.answer().await {
                Ok(records) => records.unchecked_into(),
                // One whose file is missing fails the whole transaction: from here on one at a time.
                Err(_) => {
                    transaction = Transaction::begin(database, &stores, Mode::Read)?;
                    if std::mem::replace(&mut limit, 1) > 1 {
                        continue;
                    }
                    Array::of1(&JsValue::NULL)
                }
            };
            for record in records.iter() {
                let written = JSON::stringify(&record).ok().and_then(|text| text.as_string());
                json = json + separator + written.as_deref().unwrap_or("null");
                separator = ",\n";
            }
            keys.go_on(&page);
        }
        json += "\n]";
        separator = ",\n";
    }
    json += "\n}\n";
    Ok(json)
}
