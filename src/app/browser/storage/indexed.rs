//! Storage in IndexedDB.

use super::connection::{
    self, Connection, Event, Keys, Stores, Watchers, after, all, counter_record, property, record,
};
use super::error::{ErrorKind, StorageError};
use super::settle::{Stored, Verdict, by_document, compose, settle};
use super::{Entry, Library, Loaded, News, Saved, Unreadable};
use crate::browser::clock;
use glossator_core::annotation::{Annotation, Iri, Timestamp};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::other_version;
use glossator_core::sorting::sort;
use glossator_core::state::Outgoing;
use glossator_core::transaction::Change;
use indexed_db_futures::transaction::TransactionMode::{self, Readonly, Readwrite};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How many entries the journal keeps: enough for a tab that slept through a day of somebody else's marking, and a few
/// megabytes at most. A tab that slept longer loads the document again.
const JOURNAL: u64 = 2000;

/// A step of more changes than that is not written out in the journal, which would hold an import twice.
const JOURNALLED: usize = 100;

/// How many records are asked for or handed over at a time: what they cost to read or write stays well below a frame.
const PAGE: usize = 100;

/// How many keys are asked for at a time.
const KEYS: usize = 2000;

/// The same of headers, each of which holds an article.
const HEADERS: usize = 10;

pub struct Indexed {
    name: String,
    /// Whose changes in the journal are this handle's own.
    tab: String,
    connection: RefCell<Option<Rc<Connection>>>,
    born: Cell<u64>,
    lost_work: bool,
    watchers: Watchers,
}

/// What number the database gives to changes.
#[derive(Clone, Copy)]
struct Counter {
    born: u64,
    sequence: u64,
}

impl Indexed {
    pub async fn open(name: &str) -> Result<Rc<Self>, StorageError> {
        let watchers = Watchers::default();
        // First: another tab may count on meanwhile.
        let seen = canary(name);
        let connection = Connection::open(name, &watchers).await?;
        let counter = read_counter(&connection).await?;
        Ok(Rc::new(Self {
            name: name.to_owned(),
            tab: clock::new_id().to_string(),
            connection: RefCell::new(Some(Rc::new(connection))),
            born: Cell::new(counter.born),
            lost_work: seen.is_some_and(|seen| seen.born != counter.born || seen.sequence > counter.sequence),
            watchers,
        }))
    }

    pub fn lost_work(&self) -> bool {
        self.lost_work
    }

    pub fn watch(&self, react: Rc<dyn Fn(Event)>) {
        self.watchers.borrow_mut().push(react);
    }

    pub async fn library(&self) -> Result<Library, StorageError> {
        let (listed, orphans) = self.transact(Readonly, list).await?;
        let mut library = Library::default();
        for page in listed.chunks(HEADERS) {
            for (it, header) in page.iter().zip(self.headers(page).await?) {
                match header {
                    Ok(Some(document)) => library.entries.push(Entry {
                        document: Rc::new(document),
                        count: it.count,
                        modified: it.modified,
                    }),
                    // Removed since it was listed.
                    Ok(None) => {}
                    Err(unreadable) => library.unreadable.push(unreadable),
                }
            }
        }
        sort(&mut library.entries, |one, other| other.modified.cmp(&one.modified));
        library.unreadable.extend(orphans);
        Ok(library)
    }

    /// The headers of these documents. Chromium keeps a large record in a file of its own; one that is missing fails
    /// the whole transaction, and must not take the others along.
    async fn headers(&self, of: &[Listed]) -> Result<Vec<Result<Option<Document>, Unreadable>>, StorageError> {
        let records = self
            .transact(Readonly, async |stores| {
                let asked = of.iter().map(|it| stores.documents.get(it.id.clone())).collect::<Result<Vec<_>, _>>()?;
                let mut records = Vec::new();
                for request in asked {
                    records.push(request.await?);
                }
                Ok(records)
            })
            .await;
        match (records, of) {
            (Ok(records), _) => Ok(records.iter().map(|it| it.as_ref().map(read_header).transpose()).collect()),
            (Err(error), [only]) if error.kind == ErrorKind::Damaged => {
                let id = only.id.as_string().unwrap_or_default();
                Ok(vec![Err(Unreadable { id, reason: error.to_string() })])
            }
            (Err(error), _) if error.kind == ErrorKind::Damaged => {
                let mut headers = Vec::new();
                for only in of.chunks(1) {
                    headers.extend(Box::pin(self.headers(only)).await?);
                }
                Ok(headers)
            }
            (Err(error), _) => Err(error),
        }
    }

    pub async fn load(&self, id: &Iri) -> Result<Option<Loaded>, StorageError> {
        self.transact(Readonly, async |stores| {
            let Some(header) = stores.documents.get(id.as_str().into())?.await? else { return Ok(None) };
            let mut document = read_header(&header).map_err(|it| StorageError::new(ErrorKind::Damaged, it.reason))?;
            let sequence = counter(stores).await?.sequence;
            let mut annotations = Vec::new();
            let mut unreadable = Vec::new();
            let key = JsValue::from_str(id.as_str());
            let mut next = annotations_of(&key);
            loop {
                let page = stores.annotations.records(next, PAGE).await?;
                let Some(id) = page.last().map(|record| property(record, "id")) else { break };
                next = Keys::Bound(key_of(&[key.clone(), id]), true, end_of(&key), true);
                for record in &page {
                    match read_annotation(record) {
                        Ok(annotation) => annotations.push(Rc::new(annotation)),
                        Err(it) => unreadable.push(it),
                    }
                }
            }
            document.annotations = annotations.into_iter().collect();
            Ok(Some(Loaded { document, sequence, unreadable }))
        })
        .await
    }

    pub async fn add(&self, document: &Document) -> Result<(), StorageError> {
        self.write(async |writer| {
            if writer.has(&document.id).await? {
                return Err(StorageError::new(ErrorKind::Exists, document.id.as_str()));
            }
            writer.put_document(document).await
        })
        .await
        .map(|_| ())
    }

    pub async fn add_first(&self, document: &Document) -> Result<bool, StorageError> {
        let added = self.write(async |writer| {
            let first = writer.stores.documents.count(all())?.await? == 0;
            if first {
                writer.put_document(document).await?;
            }
            Ok(first)
        });
        added.await.map(|(added, _)| added)
    }

    pub async fn restore(&self, document: &Document) -> Result<(), StorageError> {
        self.write(async |writer| writer.put_document(document).await).await.map(|_| ())
    }

    pub async fn remove(&self, id: &Iri) -> Result<(), StorageError> {
        self.write(async |writer| {
            let key = JsValue::from_str(id.as_str());
            writer.stores.documents.delete(Keys::Only(key.clone()))?;
            writer.stores.annotations.delete(annotations_of(&key))?;
            writer.stores.meta.delete(Keys::Only(touched(&key)))?;
            writer.note(id, "removed", &[])
        })
        .await
        .map(|_| ())
    }

    pub async fn save(&self, outgoing: &[Outgoing]) -> Result<Saved, StorageError> {
        let saved = self.write(async |writer| {
            let mut corrections = Vec::new();
            for (document, outgoing) in by_document(outgoing) {
                if writer.has(&document.id).await? {
                    let mut save = Save { writer, document, seen: HashMap::new(), made: vec![], corrections: vec![] };
                    save.make(&compose(outgoing)).await?;
                    if !save.corrections.is_empty() {
                        corrections.push((document.id.clone(), save.corrections));
                    }
                } else {
                    writer.put_document(document).await?;
                }
            }
            Ok(corrections)
        });
        let (corrections, sequence) = saved.await?;
        Ok(Saved { sequence, corrections })
    }

    pub async fn changes_since(&self, document: &Iri, known: u64) -> Result<News, StorageError> {
        self.transact(Readonly, async |stores| {
            let sequence = counter(stores).await?.sequence;
            if known == sequence {
                return Ok(News::Changes { changes: Vec::new(), sequence });
            }
            let oldest = stores.journal.keys(all(), 1).await?.first().and_then(JsValue::as_f64);
            if known > sequence || oldest.is_none_or(|oldest| oldest as u64 > known + 1) {
                return Ok(News::Behind);
            }
            let mut news = Reading::default();
            let mut next = after(JsValue::from_f64(known as f64));
            loop {
                let page = stores.journal.records(next, PAGE).await?;
                let Some(last) = page.last().map(|entry| property(entry, "sequence")) else { break };
                next = after(last);
                for entry in &page {
                    if property(entry, "document").as_string().as_deref() == Some(document.as_str()) {
                        news.read(entry, &self.tab);
                    }
                }
            }
            Ok(news.finish(sequence))
        })
        .await
    }

    pub async fn raw_export(&self) -> Result<String, StorageError> {
        self.connection().await?.export().await
    }

    /// Does `body` in a transaction, once more on a new connection where the old one is gone.
    async fn transact<T>(
        &self,
        mode: TransactionMode,
        body: impl AsyncFn(&Stores<'_>) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let connection = self.connection().await?;
        match connection.transact(mode, &body).await {
            Err(error) if connection.is_gone() || error.is_of_connection() => {
                connection.give_up();
                self.connection().await?.transact(mode, &body).await
            }
            outcome => outcome,
        }
    }

    /// As [`Indexed::transact`], for changes; with the number of the last one.
    async fn write<T>(
        &self,
        body: impl AsyncFn(&Writer<'_, '_>) -> Result<T, StorageError>,
    ) -> Result<(T, u64), StorageError> {
        let (value, counter) = self
            .transact(Readwrite, async |stores| {
                let counter = Cell::new(counter(stores).await?);
                let before = counter.get().sequence;
                let writer = Writer { stores, tab: &self.tab, counter, handed_over: Cell::new(0) };
                let value = body(&writer).await?;
                Ok((value, count_on(&writer, before).await?))
            })
            .await?;
        self.born.set(counter.born);
        set_canary(&self.name, counter);
        Ok((value, counter.sequence))
    }

    /// The connection; a new one if the old one is gone.
    async fn connection(&self) -> Result<Rc<Connection>, StorageError> {
        let open = self.connection.borrow().clone();
        if let Some(connection) = open.filter(|connection| !connection.is_gone()) {
            return Ok(connection);
        }
        let connection = Rc::new(Connection::open(&self.name, &self.watchers).await?);
        let born = read_counter(&connection).await?.born;
        self.connection.replace(Some(connection.clone()));
        if self.born.replace(born) != born {
            return Err(StorageError::new(ErrorKind::Closed, "the database is a new one"));
        }
        Ok(connection)
    }
}

/// As [`Indexed::raw_export`], where the database cannot be opened by this version.
pub async fn raw_export_unopened(name: &str) -> Result<String, StorageError> {
    connection::export_unopened(name).await
}

/// A transaction that changes something.
struct Writer<'a, 'b> {
    stores: &'a Stores<'b>,
    tab: &'a str,
    counter: Cell<Counter>,
    handed_over: Cell<usize>,
}

impl Writer<'_, '_> {
    async fn has(&self, document: &Iri) -> Result<bool, StorageError> {
        self.stores.documents.has(document.as_str().into()).await
    }

    /// The whole document in place of whatever there is.
    async fn put_document(&self, document: &Document) -> Result<(), StorageError> {
        let id = JsValue::from_str(document.id.as_str());
        self.stores.annotations.delete(annotations_of(&id))?;
        let header = file::write_header(document, crate::VERSION);
        self.stores.documents.put(record(&[("id", id.clone()), ("json", header.into())]))?;
        for annotation in document.annotations.iter() {
            self.put(&id, annotation, &file::write_annotation(annotation, document)).await?;
        }
        self.note(&document.id, "whole", &[])?;
        self.touch(&id, document.annotations.len())
    }

    /// Hands an annotation over. Waits only now and then, so that neither a task grows long nor the queue.
    async fn put(&self, document: &JsValue, annotation: &Annotation, json: &str) -> Result<(), StorageError> {
        let id = annotation.id.as_str();
        let record = record(&[("document", document.clone()), ("id", id.into()), ("json", json.into())]);
        let request = self.stores.annotations.put(record)?;
        self.handed_over.set(self.handed_over.get() + 1);
        if self.handed_over.get().is_multiple_of(PAGE) {
            request.await?;
        }
        Ok(())
    }

    /// Notes that a document was changed now and has so many annotations.
    fn touch(&self, document: &JsValue, count: usize) -> Result<(), StorageError> {
        let at = JsValue::from_f64(clock::now().0 as f64);
        let count = JsValue::from_f64(count as f64);
        self.stores.meta.put(record(&[("key", touched(document)), ("at", at), ("count", count)]))?;
        Ok(())
    }

    /// Enters into the journal what was done.
    fn note(&self, document: &Iri, kind: &str, changes: &[Made]) -> Result<(), StorageError> {
        let mut counter = self.counter.get();
        counter.sequence += 1;
        self.counter.set(counter);
        let text = |text: &Option<Rc<str>>| text.as_deref().map_or(JsValue::NULL, JsValue::from_str);
        let change = |made: &Made| {
            record(&[("id", made.id.as_str().into()), ("before", text(&made.before)), ("after", text(&made.after))])
        };
        let entry = record(&[
            ("sequence", JsValue::from_f64(counter.sequence as f64)),
            ("document", document.as_str().into()),
            ("kind", kind.into()),
            ("changes", changes.iter().map(change).collect::<Array>().into()),
            ("at", JsValue::from_f64(clock::now().0 as f64)),
            ("tab", self.tab.into()),
        ]);
        self.stores.journal.put(entry)?;
        Ok(())
    }
}

/// A change that was made, in writing.
struct Made {
    id: Iri,
    before: Option<Rc<str>>,
    after: Option<Rc<str>>,
}

/// Stores the counter if anything was written since `before`, and prunes the journal.
async fn count_on(writer: &Writer<'_, '_>, before: u64) -> Result<Counter, StorageError> {
    let counter = writer.counter.get();
    if counter.sequence != before {
        writer.stores.meta.put(counter_record(counter.born, counter.sequence))?;
        let past = JsValue::from_f64(counter.sequence.saturating_sub(JOURNAL) as f64);
        // The last request is waited for: one that fails once the transaction is told to commit fails alone in
        // Firefox, and the others are stored.
        writer.stores.journal.delete(Keys::UpperBound(past, false))?.await?;
    }
    Ok(counter)
}

/// Saving to one document that is there.
struct Save<'a, 'b, 'c> {
    writer: &'a Writer<'b, 'c>,
    document: &'a Document,
    /// What is stored, as far as it was asked for, with what was changed since.
    seen: HashMap<Iri, Stored>,
    made: Vec<Made>,
    corrections: Vec<Change>,
}

impl Save<'_, '_, '_> {
    async fn make(&mut self, changes: &[Change]) -> Result<(), StorageError> {
        if changes.len() > PAGE {
            self.look_around(changes).await?;
        }
        for page in changes.chunks(PAGE) {
            // First all questions, then the answers: the way there and back is what takes time.
            self.ask(page.iter().filter_map(Change::id)).await?;
            for change in page {
                let Some(id) = change.id() else { continue };
                let stored = self.seen.get(id).cloned().unwrap_or(Stored::Absent);
                match settle(change, &stored, self.document) {
                    Verdict::Nothing => {}
                    Verdict::Make => self.store(id, change.after.clone()).await?,
                    Verdict::Yield { correction, version } => {
                        self.corrections.extend(correction);
                        if let Some(version) = version {
                            self.keep(version).await?;
                        }
                    }
                }
            }
        }
        if self.made.is_empty() {
            return Ok(());
        }
        let (kind, written) =
            if self.made.len() > JOURNALLED { ("many", &[][..]) } else { ("changes", &self.made[..]) };
        self.writer.note(&self.document.id, kind, written)?;
        let id = JsValue::from_str(self.document.id.as_str());
        let came = self.made.iter().filter(|made| made.before.is_none()).count();
        let went = self.made.iter().filter(|made| made.after.is_none()).count();
        let before = self.writer.stores.meta.get(touched(&id))?.await?;
        let count = match before.as_ref().and_then(count_in) {
            Some(count) => (count + came).saturating_sub(went),
            None => self.writer.stores.annotations.count(annotations_of(&id))?.await? as usize,
        };
        self.writer.touch(&id, count)
    }

    /// Finds out which annotations are not there, most of them where a file is merged, without asking for each.
    async fn look_around(&mut self, changes: &[Change]) -> Result<(), StorageError> {
        let mut absent: HashSet<Iri> = changes.iter().filter_map(Change::id).cloned().collect();
        let document = JsValue::from_str(self.document.id.as_str());
        let mut next = annotations_of(&document);
        loop {
            let keys = self.writer.stores.annotations.keys(next, KEYS).await?;
            let Some(last) = keys.last().cloned() else { break };
            for id in keys.iter().filter_map(|key| Array::from(key).get(1).as_string()) {
                absent.remove(&Iri::new(id));
            }
            next = Keys::Bound(last, true, end_of(&document), true);
        }
        self.seen.extend(absent.into_iter().map(|id| (id, Stored::Absent)));
        Ok(())
    }

    async fn ask<'i>(&mut self, ids: impl Iterator<Item = &'i Iri>) -> Result<(), StorageError> {
        let mut asked = Vec::new();
        for id in ids.filter(|id| !self.seen.contains_key(*id)) {
            let request = self.writer.stores.annotations.get(self.key(id))?;
            asked.push((id.clone(), request));
        }
        for (id, request) in asked {
            let stored = match request.await? {
                Some(record) => Stored::read(id.as_str(), property(&record, "json").as_string()),
                None => Stored::Absent,
            };
            self.seen.insert(id, stored);
        }
        Ok(())
    }

    /// Keeps a second version, and adds it to the page.
    async fn keep(&mut self, mut version: Rc<Annotation>) -> Result<(), StorageError> {
        loop {
            self.ask([&version.id].into_iter()).await?;
            let kept = match self.seen.get(&version.id).cloned() {
                None | Some(Stored::Absent) => {
                    self.store(&version.id, Some(version.clone())).await?;
                    version
                }
                // The same conflict was settled before; whoever changed the version since has seen it.
                Some(Stored::Annotation(kept, _)) => kept,
                Some(Stored::Broken(_)) => {
                    version = Rc::new(other_version(&version, self.document));
                    continue;
                }
            };
            self.corrections.push(Change { before: None, after: Some(kept) });
            return Ok(());
        }
    }

    async fn store(&mut self, id: &Iri, after: Option<Rc<Annotation>>) -> Result<(), StorageError> {
        let before = self.seen.get(id).and_then(Stored::json).map(Rc::from);
        let written = after.as_ref().map(|after| Rc::from(file::write_annotation(after, self.document)));
        match (&after, &written) {
            (Some(after), Some(json)) => {
                self.writer.put(&JsValue::from_str(self.document.id.as_str()), after, json).await?;
            }
            _ => drop(self.writer.stores.annotations.delete(Keys::Only(self.key(id)))?),
        }
        self.made.push(Made { id: id.clone(), before, after: written.clone() });
        let stored = after.zip(written).map_or(Stored::Absent, |(after, json)| Stored::Annotation(after, json));
        self.seen.insert(id.clone(), stored);
        Ok(())
    }

    fn key(&self, id: &Iri) -> JsValue {
        key_of(&[self.document.id.as_str().into(), id.as_str().into()])
    }
}

/// Reads the journal of one document.
#[derive(Default)]
struct Reading {
    /// By id, the first state and the last one, and whether the last is this tab's own. Of those it may have made
    /// further changes already, which the journal's would take back.
    changes: HashMap<Iri, (Change, bool)>,
    behind: bool,
    removed: bool,
}

impl Reading {
    fn read(&mut self, entry: &JsValue, tab: &str) {
        let own = property(entry, "tab").as_string().as_deref() == Some(tab);
        match property(entry, "kind").as_string().as_deref() {
            Some("changes") => {
                for change in Array::from(&property(entry, "changes")).iter() {
                    self.change(&change, own);
                }
            }
            // Which annotations it changed is not told; with changes of others before it, only storage knows the end.
            Some("many") => self.behind |= !own || self.changes.values().any(|(_, own)| !own),
            Some("whole") => *self = Self { behind: !own, ..Self::default() },
            Some("removed") => *self = Self { removed: true, ..Self::default() },
            _ => self.behind = true,
        }
    }

    fn change(&mut self, change: &JsValue, own: bool) {
        let Some(id) = property(change, "id").as_string() else {
            self.behind = true;
            return;
        };
        // What is not there and what cannot be read is nothing to a page.
        let read = |name: &str| match Stored::read(&id, property(change, name).as_string()) {
            Stored::Annotation(annotation, _) => Some(annotation),
            _ => None,
        };
        let (before, after) = (read("before"), read("after"));
        let known = self.changes.entry(Iri::new(id)).or_insert_with(|| (Change { before, after: None }, own));
        known.0.after = after;
        known.1 = own;
    }

    fn finish(self, sequence: u64) -> News {
        match (self.removed, self.behind) {
            (true, _) => News::Removed,
            (_, true) => News::Behind,
            _ => {
                let others = self.changes.into_values().filter(|(_, own)| !own).map(|(change, _)| change);
                let mut changes: Vec<Change> = others.collect();
                sort(&mut changes, |one, other| one.id().cmp(&other.id()));
                News::Changes { changes, sequence }
            }
        }
    }
}

async fn read_counter(connection: &Connection) -> Result<Counter, StorageError> {
    connection.transact(Readonly, async |stores| counter(stores).await).await
}

/// The counter. Where its record is damaged it starts anew, and tabs that know other numbers are told to load again.
async fn counter(stores: &Stores<'_>) -> Result<Counter, StorageError> {
    let record = stores.meta.get("counter".into())?.await?.unwrap_or(JsValue::UNDEFINED);
    let number = |name| property(&record, name).as_f64().filter(|number| *number > 0.0).map(|number| number as u64);
    let now = clock::now().0.unsigned_abs();
    Ok(match (number("born"), number("sequence")) {
        (Some(born), Some(sequence)) => Counter { born, sequence },
        _ => Counter { born: now, sequence: now },
    })
}

/// A document in the library, without what is in it.
struct Listed {
    id: JsValue,
    count: usize,
    modified: Timestamp,
}

async fn list(stores: &Stores<'_>) -> Result<(Vec<Listed>, Vec<Unreadable>), StorageError> {
    let mut listed: Vec<Listed> = Vec::new();
    let mut next = all();
    loop {
        let page = stores.documents.keys(next, PAGE).await?;
        let Some(last) = page.last().cloned() else { break };
        next = after(last);
        let mut asked = Vec::new();
        for id in page {
            let touched = stores.meta.get(touched(&id))?;
            asked.push((id, touched));
        }
        for (id, touched) in asked {
            let touched = touched.await?.unwrap_or(JsValue::UNDEFINED);
            let count = match count_in(&touched) {
                Some(count) => count,
                None => stores.annotations.count(annotations_of(&id))?.await? as usize,
            };
            let at = property(&touched, "at").as_f64().unwrap_or_default();
            listed.push(Listed { id, count, modified: Timestamp(at as i64) });
        }
    }
    let orphans = orphans(stores).await?;
    Ok((listed, orphans))
}

/// The count in the record that says when a document was last touched. Firefox takes as long to count records as to
/// read them.
fn count_in(touched: &JsValue) -> Option<usize> {
    property(touched, "count").as_f64().map(|count| count as usize)
}

/// Annotations whose document has no header.
async fn orphans(stores: &Stores<'_>) -> Result<Vec<Unreadable>, StorageError> {
    let mut found = Vec::new();
    let mut next = all();
    while let Some(key) = stores.annotations.keys(next, 1).await?.pop() {
        let document = Array::from(&key).get(0);
        if !stores.documents.has(document.clone()).await? {
            let count = stores.annotations.count(annotations_of(&document))?.await?;
            let reason = format!("{count} annotations without their article");
            found.push(Unreadable { id: document.as_string().unwrap_or_default(), reason });
        }
        next = after(end_of(&document));
    }
    Ok(found)
}

fn read_header(record: &JsValue) -> Result<Document, Unreadable> {
    read(record, |id, json| match file::read_header(json) {
        Ok(document) if document.id.as_str() == id => Ok(document),
        Ok(document) => Err(format!("it says that it is {}", document.id)),
        Err(problem) => Err(problem.to_string()),
    })
}

fn read_annotation(record: &JsValue) -> Result<Annotation, Unreadable> {
    read(record, |id, json| match file::read_annotation(json) {
        Ok((annotation, _)) if annotation.id.as_str() == id => Ok(annotation),
        Ok((annotation, _)) => Err(format!("it says that it is {}", annotation.id)),
        Err(problem) => Err(problem.to_string()),
    })
}

fn read<T>(record: &JsValue, parse: impl FnOnce(&str, &str) -> Result<T, String>) -> Result<T, Unreadable> {
    let id = property(record, "id").as_string().unwrap_or_default();
    let json = property(record, "json").as_string();
    let parsed = json.ok_or_else(|| "the record has another shape".to_owned()).and_then(|json| parse(&id, &json));
    parsed.map_err(|reason| Unreadable { id, reason })
}

fn key_of(parts: &[JsValue]) -> JsValue {
    parts.iter().collect::<Array>().into()
}

/// The keys of all annotations of a document: an array sorts after every text.
fn annotations_of(document: &JsValue) -> Keys {
    Keys::Bound(key_of(std::slice::from_ref(document)), false, end_of(document), true)
}

/// A key after those of all annotations of a document.
fn end_of(document: &JsValue) -> JsValue {
    key_of(&[document.clone(), Array::new().into()])
}

/// The key of the record that says when a document was last touched. It is not in the document's own, which holds the
/// article and would be written again with every mark.
fn touched(document: &JsValue) -> JsValue {
    key_of(&["touched".into(), document.clone()])
}

/// What was last known to be in the database, kept outside of it: a database that was damaged is empty or older when
/// the browser opens it again, and nothing in it says so.
fn canary(name: &str) -> Option<Counter> {
    let kept = local_storage()?.get_item(&canary_key(name)).ok()??;
    let (born, sequence) = kept.split_once(' ')?;
    Some(Counter { born: born.parse().ok()?, sequence: sequence.parse().ok()? })
}

fn set_canary(name: &str, counter: Counter) {
    if let Some(storage) = local_storage() {
        // Without it, work is as safe as before; only its loss would go unnoticed.
        let _ = storage.set_item(&canary_key(name), &format!("{} {}", counter.born, counter.sequence));
    }
}

fn canary_key(name: &str) -> String {
    format!("{name}.kept")
}

fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
