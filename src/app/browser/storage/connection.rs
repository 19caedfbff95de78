//! One connection to the database, and transactions on it.

use super::error::{ErrorKind, StorageError};
use gloo::events::EventListener;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::future::{BasicRequest, VoidRequest};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Raise it with the layout, and convert older databases in [`upgrade`].
const VERSION: u32 = 1;

const STORES: [&str; 4] = ["documents", "annotations", "journal", "meta"];

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

/// An open connection; dropping it closes it.
pub struct Connection {
    database: Database,
    gone: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
}

/// The stores, in a transaction.
pub struct Stores<'a> {
    pub documents: Store<'a>,
    pub annotations: Store<'a>,
    pub journal: Store<'a>,
    pub meta: Store<'a>,
}

/// A store. Each call asks at once; what it returns is the wait for the answer.
pub struct Store<'a>(ObjectStore<'a>);

/// A range of keys.
pub type Keys = KeyRange<JsValue>;

impl Connection {
    pub async fn open(name: &str, watchers: &Watchers) -> Result<Self, StorageError> {
        let opening = Database::open(name).with_version(VERSION);
        let opening = opening.with_on_upgrade_needed(|event, database| upgrade(event.old_version() as u32, &database));
        let database = opening.await.map_err(StorageError::of_opening)?;

        let gone = Rc::new(Cell::new(false));
        // In either case it must be closed here, or the other side waits for ever.
        let listen = |event: &'static str| {
            let (gone, watchers, database) = (gone.clone(), Rc::downgrade(watchers), database.clone());
            EventListener::new(database.clone().as_sys(), event, move |event| {
                if gone.replace(true) {
                    return;
                }
                database.clone().close();
                let change = event.dyn_ref::<web_sys::IdbVersionChangeEvent>();
                let newer = change.is_some_and(|change| change.new_version().is_some());
                let event = if newer { Event::Superseded } else { Event::Cleared };
                let watchers = watchers.upgrade().map(|watchers| watchers.borrow().clone());
                watchers.into_iter().flatten().for_each(|react| react(event));
            })
        };
        let listeners = [listen("versionchange"), listen("close")];
        Ok(Self { database, gone, _listeners: listeners })
    }

    /// Whether it serves no longer.
    pub fn is_gone(&self) -> bool {
        self.gone.get()
    }

    /// Gives it up.
    pub fn give_up(&self) {
        self.gone.set(true);
    }

    /// Does `body` in one strict transaction on all stores: all of it or, on an error, nothing. It returns when the
    /// browser says that everything is on disk.
    ///
    /// A transaction ends by itself when nothing is asked of it, so `body` may wait for its answers and for nothing
    /// else.
    pub async fn transact<T>(
        &self,
        mode: TransactionMode,
        body: impl AsyncFnOnce(&Stores<'_>) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let transaction = self.begin(mode)?;
        let done = match stores(&transaction) {
            Ok(stores) => body(&stores).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(value) => end(transaction, None).await.map(|()| value),
            Err(error) => end(transaction, Some(error)).await.and(Err(StorageError::new(ErrorKind::Other, ""))),
        }
    }

    // What does not depend on the body stands apart from it: it would be compiled anew for each body.
    #[inline(never)]
    fn begin(&self, mode: TransactionMode) -> Result<Transaction<'_>, StorageError> {
        let mut strict = TransactionOptions::new();
        strict.set_durability(TransactionDurability::Strict);
        let transaction = self.database.transaction(STORES).with_mode(mode).with_options(strict).build()?;
        // Its listener for errors serves once, and each request that fails calls it. What a failure comes to is told
        // by the abort that follows, and by the transaction's own error.
        transaction.as_sys().set_onerror(None);
        Ok(transaction)
    }

    /// Every record of every store, as JSON.
    pub async fn export(&self) -> Result<String, StorageError> {
        export(&self.database).await
    }
}

#[inline(never)]
fn stores<'a>(transaction: &'a Transaction<'_>) -> Result<Stores<'a>, StorageError> {
    Ok(Stores {
        documents: Store(transaction.object_store(STORES[0])?),
        annotations: Store(transaction.object_store(STORES[1])?),
        journal: Store(transaction.object_store(STORES[2])?),
        meta: Store(transaction.object_store(STORES[3])?),
    })
}

/// Commits; or, on an error, takes everything back and gives the error.
async fn end(transaction: Transaction<'_>, error: Option<StorageError>) -> Result<(), StorageError> {
    let raw = transaction.as_sys().clone();
    let outcome = match error {
        None => transaction.commit().await.map_err(StorageError::from),
        // Still held here, so that it is not taken back before it was asked why.
        Some(error) => return Err(raw.error().map_or(error, StorageError::from)),
    };
    // A request says only that it was aborted, and a commit that it did not happen; the transaction knows why. Above
    // all, no room is often found out after the last request has succeeded. One that was not committed takes
    // everything back when it is dropped.
    outcome.map_err(|error| raw.error().map_or(error, StorageError::from))
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.clone().close();
    }
}

impl Store<'_> {
    /// The record of that key.
    pub fn get(&self, key: JsValue) -> Result<BasicRequest<Option<JsValue>>, StorageError> {
        Ok(self.0.get::<JsValue, JsValue, _>(Keys::Only(key)).primitive()?)
    }

    /// Whether there is a record of that key, without reading it.
    pub async fn has(&self, key: JsValue) -> Result<bool, StorageError> {
        let found: Option<JsValue> = self.0.get_key::<JsValue, _>(Keys::Only(key)).primitive()?.await?;
        Ok(found.is_some())
    }

    /// How many records there are.
    pub fn count(&self, keys: Keys) -> Result<BasicRequest<u32>, StorageError> {
        Ok(self.0.count().with_query::<JsValue, _>(keys).primitive()?)
    }

    /// The first records, in the order of their keys.
    pub async fn records(&self, keys: Keys, limit: usize) -> Result<Vec<JsValue>, StorageError> {
        let request =
            self.0.get_all::<JsValue>().with_query::<JsValue, _>(keys).with_limit(limit as u32).primitive()?;
        Ok(request.await?.collect::<Result<_, _>>()?)
    }

    /// The keys of the first records.
    pub async fn keys(&self, keys: Keys, limit: usize) -> Result<Vec<JsValue>, StorageError> {
        let all = self.0.get_all_keys::<JsValue>();
        let request = all.with_query::<JsValue, _>(keys).with_limit(limit as u32).primitive()?;
        Ok(request.await?.collect::<Result<_, _>>()?)
    }

    /// Adds the record, or replaces the one of its key.
    pub fn put(&self, record: JsValue) -> Result<VoidRequest, StorageError> {
        Ok(self.0.put(record).primitive()?)
    }

    /// Deletes records.
    pub fn delete(&self, keys: Keys) -> Result<VoidRequest, StorageError> {
        Ok(self.0.delete::<JsValue, _>(keys).primitive()?)
    }
}

/// The keys after that one.
pub fn after(key: JsValue) -> Keys {
    Keys::LowerBound(key, true)
}

/// All keys: numbers sort before everything else.
pub fn all() -> Keys {
    Keys::LowerBound(JsValue::from_f64(f64::NEG_INFINITY), false)
}

/// A record with these properties.
pub fn record(properties: &[(&str, JsValue)]) -> JsValue {
    let record = Object::new();
    for (name, value) in properties {
        // Setting a property of a new object cannot fail.
        let _ = Reflect::set(&record, &JsValue::from_str(name), value);
    }
    record.into()
}

/// A property of a record; undefined where there is none.
pub fn property(record: &JsValue, name: &str) -> JsValue {
    Reflect::get(record, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// The record of the counter, which gives every change its number.
///
/// A database starts counting at the time of its making. So the numbers of one that was made anew do not go on from
/// those of the one before, and a tab that remembers such a number is told that it is behind.
pub fn counter_record(born: u64, sequence: u64) -> JsValue {
    let number = |number: u64| JsValue::from_f64(number as f64);
    record(&[("key", "counter".into()), ("born", number(born)), ("sequence", number(sequence))])
}

fn upgrade(from: u32, database: &Database) -> Result<(), Error> {
    if from == 0 {
        database.create_object_store(STORES[0]).with_key_path("id".into()).build()?;
        database.create_object_store(STORES[1]).with_key_path(["document", "id"].into()).build()?;
        database.create_object_store(STORES[2]).with_key_path("sequence".into()).build()?;
        let meta = database.create_object_store(STORES[3]).with_key_path("key".into()).build()?;
        let now = js_sys::Date::now() as u64;
        meta.put(counter_record(now, now)).primitive()?;
    }
    Ok(())
}

/// As [`Connection::export`], of a database of any version, which is not changed.
pub async fn export_unopened(name: &str) -> Result<String, StorageError> {
    // Opening one that is not there would make it; a refusal takes that back.
    let refuse = |_, _| Err(js_sys::Error::new("there is no database").into());
    let database = Database::open(name).with_on_upgrade_needed(refuse).await.map_err(StorageError::of_opening)?;
    let exported = export(&database).await;
    database.close();
    exported
}

async fn export(database: &Database) -> Result<String, StorageError> {
    const PAGE: usize = 200;
    let mut json = String::from("{");
    let names: Vec<String> = database.object_store_names().collect();
    if names.is_empty() {
        return Err(StorageError::new(ErrorKind::Damaged, "the database is empty"));
    }
    let transaction = database.transaction(names.clone()).build()?;
    for (nth, name) in names.iter().enumerate() {
        let store = Store(transaction.object_store(name)?);
        json.push_str(if nth == 0 { "\n" } else { ",\n" });
        json.push_str(&format!("{}: [", glossator_core::file::quoted(name)));
        let mut separator = "\n";
        let mut next = all();
        while let Some(last) = store.keys(next.clone(), PAGE).await?.pop() {
            for record in store.records(next, PAGE).await? {
                let written = js_sys::JSON::stringify(&record).ok().and_then(|text| text.as_string());
                json.push_str(separator);
                json.push_str(written.as_deref().unwrap_or("null"));
                separator = ",\n";
            }
            next = after(last);
        }
        json.push_str("\n]");
    }
    json.push_str("\n}\n");
    transaction.commit().await?;
    Ok(json)
}
