//! The list of documents. What it says of each is remembered beside it, with the time of the change that it tells of, so
//! that thousands are listed without reading one; what was touched since is read, and told anew. Nothing else keeps it
//! true: who changes a document knows nothing of the list.

use super::connection::{ANNOTATIONS, DOCUMENTS, Keys, META, Mode, number, property, record, text};
use super::indexed::{Indexed, Work, annotations_of, beside, count_in, end_of, is_trashed, put_document, touched};
use super::{Backend, ErrorKind, Library, Storage, StorageError, Unreadable};
use crate::browser::clock;
use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::catalogue::{Entry, Shelf};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::sorting::sort;
use js_sys::Array;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// What a list says of a document: `{at, json}`.
const ENTRY: &str = "entry";

/// Where a person put it: `{json}`.
pub const SHELF: &str = "shelf";

/// Milliseconds for which a document was left alone before what is said of it is kept: two changes in one millisecond
/// have the same time.
const REST: f64 = 1000.0;

/// Records that are read at a time. They are small.
const PAGE: u32 = 500;

/// Entries that are written in one transaction.
const WRITTEN: usize = 200;

impl Storage {
    /// What is kept, without reading it.
    ///
    /// # Errors
    /// Storage cannot be read. A document that cannot be read is among [`Library::unreadable`].
    pub async fn library(&self) -> Result<Library, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => library(indexed).await,
            Backend::Memory(memory) => Ok(memory.library()),
        }
    }

    /// Puts documents somewhere else, all or none. It does not count as a change of them.
    pub async fn shelve(&self, shelves: &[(Iri, Shelf)]) -> Result<(), StorageError> {
        let properties = |(id, shelf): &(Iri, Shelf)| (id.clone(), vec![("json", shelf.write().into())]);
        self.remember_each(SHELF, &shelves.iter().map(properties).collect::<Vec<_>>()).await
    }

    /// As [`Storage::remember`] of many documents, all or none.
    pub async fn remember_each(
        &self,
        kind: &str,
        all: &[(Iri, Vec<(&'static str, JsValue)>)],
    ) -> Result<(), StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => {
                let keyed = |(id, properties): &(Iri, Vec<(&'static str, JsValue)>)| {
                    let key = [("key", beside(kind, Some(id)))];
                    record(&key.into_iter().chain(properties.iter().cloned()).collect::<Vec<_>>())
                };
                let records: Vec<JsValue> = all.iter().map(keyed).collect();
                indexed.transact(Mode::Write, &|work| Box::pin(keep(work, &records))).await?;
            }
            Backend::Memory(memory) => {
                for (id, properties) in all {
                    memory.remember(kind, Some(id), properties);
                }
            }
        }
        Ok(())
    }

    /// Keeps documents with their shelves, all or none, in place of whatever has their ids.
    pub async fn take_in(&self, documents: &[(Document, Shelf)]) -> Result<(), StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => {
                indexed.transact(Mode::Write, &|work| Box::pin(take_in(work, documents))).await?;
            }
            Backend::Memory(memory) => {
                for (document, _) in documents {
                    memory.restore(document);
                }
                let shelves = documents.iter().map(|(document, shelf)| (document.id.clone(), shelf.clone()));
                self.shelve(&shelves.collect::<Vec<_>>()).await?;
            }
        }
        Ok(())
    }
}

/// What is found for the library.
#[derive(Default)]
struct Found {
    listed: Vec<Listed>,
    /// Annotations whose document has no header, and headers under a name that no document has.
    orphans: Vec<Unreadable>,
}

/// A document in the library.
struct Listed {
    id: String,
    /// When it was changed, as its record has it.
    touched: Option<f64>,
    trashed: Option<f64>,
    count: Option<usize>,
    shelf: Shelf,
    /// What was said of it when it was changed last.
    entry: Option<Entry>,
}

async fn library(indexed: &Indexed) -> Result<Library, StorageError> {
    let found = RefCell::default();
    indexed.transact(Mode::Read, &|work| Box::pin(list(work, &found))).await?;
    let Found { listed, orphans } = found.take();
    let mut library = Library::default();
    let mut told: Vec<JsValue> = Vec::new();
    for mut it in listed {
        let id = Iri::new(it.id.as_str());
        let entry = match it.entry.take() {
            Some(entry) => entry,
            // Each in a transaction of its own: Chromium keeps a large record in a file, and one that is missing fails
            // everything that is read with it.
            None => match indexed.load(&id).await {
                // It was removed since it was listed.
                Ok(None) => continue,
                Ok(Some(loaded)) => {
                    let entry = Entry::of(&loaded.document);
                    if let Some(at) = it.touched.filter(|at| *at + REST < clock::now().0 as f64) {
                        told.push(told_of(&entry, at));
                    }
                    entry
                }
                Err(error) if error.kind == ErrorKind::Damaged => {
                    library.unreadable.push(Unreadable { id: it.id, reason: error.to_string() });
                    continue;
                }
                Err(error) => return Err(error),
            },
        };
        // A deletion is later than what was touched, whichever of the two stands where: that was changed once.
        let modified = it.touched.unwrap_or_default().max(it.trashed.unwrap_or_default());
        let list = if it.trashed.is_some() { &mut library.trash } else { &mut library.entries };
        let count = it.count.unwrap_or(entry.count);
        list.push(Rc::new(Entry { shelf: it.shelf, count, modified: Timestamp(modified as i64), ..entry }));
    }
    library.unreadable.extend(orphans);
    for list in [&mut library.entries, &mut library.trash] {
        sort(list, |one, other| other.modified.cmp(&one.modified).then_with(|| other.id.cmp(&one.id)));
    }
    for told in told.chunks(WRITTEN) {
        // Where there is no room it is told anew the next time: the list is wanted now, above all then.
        let _ = indexed.transact(Mode::Write, &|work| Box::pin(keep(work, told))).await;
    }
    Ok(library)
}

fn told_of(entry: &Entry, at: f64) -> JsValue {
    record(&[("key", beside(ENTRY, Some(&entry.id))), ("at", JsValue::from_f64(at)), ("json", entry.write().into())])
}

async fn keep(work: Rc<Work>, told: &[JsValue]) -> Result<(), StorageError> {
    for record in told {
        work.transaction.put(META, record);
    }
    Ok(())
}

async fn take_in(work: Rc<Work>, documents: &[(Document, Shelf)]) -> Result<(), StorageError> {
    for (document, shelf) in documents {
        put_document(&work, document, &file::write_header(document, crate::VERSION).into()).await?;
        work.transaction.get(META, &touched(&document.id.as_str().into()));
        let at = number(&work.transaction.answer().await?, "at").unwrap_or_default();
        work.transaction.put(META, &told_of(&Entry::of(document), at));
        let json = shelf.write().into();
        work.transaction.put(META, &record(&[("key", beside(SHELF, Some(&document.id))), ("json", json)]));
    }
    Ok(())
}

/// The records of that kind, by the document that they are of.
async fn records(work: &Work, kind: &str) -> Result<HashMap<String, JsValue>, StorageError> {
    let mut keys = Keys::between(beside(kind, None), end_of(&kind.into()));
    let mut all = HashMap::new();
    loop {
        let page = work.transaction.page(META, &mut keys, PAGE).await?;
        if page.length() == 0 {
            return Ok(all);
        }
        for record in page.iter() {
            let key = property(&record, "key");
            if let Some(id) = key.unchecked_into::<Array>().get(1).as_string() {
                all.insert(id, record);
            }
        }
    }
}

async fn list(work: Rc<Work>, found: &RefCell<Found>) -> Result<(), StorageError> {
    let transaction = &work.transaction;
    transaction.keys(DOCUMENTS, &JsValue::UNDEFINED, 0);
    let ids = transaction.answer().await?.unchecked_into::<Array>().to_vec();
    let all_touched = records(&work, "touched").await?;
    let entries = records(&work, ENTRY).await?;
    let shelves = records(&work, SHELF).await?;
    // Between the annotations of one document and those of the next there must be none.
    let mut from = JsValue::from_f64(f64::NEG_INFINITY);
    for id in &ids {
        let until = Array::of1(id).into();
        transaction.keys(ANNOTATIONS, &Keys { from, after: true, until }.range(), 0);
        from = end_of(id);
    }
    transaction.keys(ANNOTATIONS, &Keys::after(from).range(), 0);
    let mut orphans: Vec<(String, u32)> = Vec::new();
    for answer in transaction.answers().await? {
        for key in answer.unchecked_into::<Array>().iter() {
            let id = key.unchecked_into::<Array>().get(0).as_string().unwrap_or_default();
            match orphans.last_mut() {
                Some((last, count)) if *last == id => *count += 1,
                _ => orphans.push((id, 1)),
            }
        }
    }
    let orphan = |(id, count)| Unreadable { id, reason: format!("{count} annotations without their article") };
    let mut orphans: Vec<Unreadable> = orphans.into_iter().map(orphan).collect();
    let mut listed: Vec<Listed> = Vec::new();
    for key in &ids {
        let Some(id) = key.as_string() else {
            let reason = "the record has another shape".to_owned();
            orphans.insert(0, Unreadable { id: String::new(), reason });
            continue;
        };
        let of = |records: &HashMap<String, JsValue>| records.get(&id).cloned().unwrap_or_default();
        let (touched, entry) = (of(&all_touched), of(&entries));
        let count = count_in(&touched);
        if count.is_none() {
            transaction.count(ANNOTATIONS, &annotations_of(key).range());
        }
        let at = number(&touched, "at");
        let is_of_it = |entry: &Entry| entry.id.as_str() == id;
        listed.push(Listed {
            touched: at,
            trashed: number(&touched, "trashed").filter(|_| is_trashed(&touched)),
            count,
            shelf: Shelf::read(&text(&of(&shelves), "json").unwrap_or_default()),
            entry: text(&entry, "json")
                .filter(|_| at.is_some() && number(&entry, "at") == at)
                .and_then(|json| Entry::read(&json))
                .filter(is_of_it),
            id,
        });
    }
    let uncounted = listed.iter_mut().filter(|it| it.count.is_none());
    for (it, count) in uncounted.zip(transaction.answers().await?) {
        it.count = count.as_f64().map(|count| count as usize);
    }
    found.replace(Found { listed, orphans });
    Ok(())
}
