//! Storage in IndexedDB.
//!
//! A transaction is carried out in one place, and what is done in it is a boxed future, so that nothing of the way there
//! and back is compiled more than once. A body asks for what it needs together, waits, and then computes; what it finds
//! out it leaves in a cell outside of it, because it may be done twice.

use super::connection::{
    self, ANNOTATIONS, Connection, DOCUMENTS, Event, JOURNAL, Keys, META, Mode, SNAPSHOTS, Transaction, Watchers,
    counter_record, number, property, record, text,
};
use super::error::{ErrorKind, StorageError};
use super::settle::{Stored, Verdict, by_document, compose, settle, settle_header};
use super::{Loaded, News, Saved, Unreadable};
use crate::browser::clock;
use crate::browser::turn::{LARGE, turn_if};
use glossator_core::annotation::{Annotation, Iri};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::other_version;
use glossator_core::state::Outgoing;
use glossator_core::transaction::Change;
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// How many entries the journal keeps: enough for a tab that slept through a day of somebody else's marking, and a few
/// megabytes at most. A tab that slept longer loads the document again.
const JOURNAL_LENGTH: u64 = 2000;

/// A step of more changes than that is not written out in the journal, which would hold an import twice.
const JOURNALLED: usize = 100;

/// How many records are asked for or handed over at a time: what they cost to read or write stays well below a frame.
const PAGE: usize = 100;

pub struct Indexed {
    name: String,
    /// Whose changes in the journal are this handle's own.
    tab: Rc<str>,
    connection: RefCell<Option<Rc<Connection>>>,
    /// Zero until it is known.
    born: Cell<u64>,
    lost_work: Cell<bool>,
    watchers: Watchers,
}

/// What number the database gives to changes.
#[derive(Clone, Copy)]
pub struct Counter {
    born: u64,
    sequence: u64,
}

/// A transaction at work.
pub struct Work {
    pub transaction: Transaction,
    tab: Rc<str>,
    counter: Cell<Counter>,
    /// Whether the browser lost something: what is kept of how many annotations there are is not to be built on then.
    lost: bool,
}

/// What is done in a transaction. It may wait for the transaction's answers and for nothing else.
pub type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), StorageError>> + 'a>>;

/// Makes it anew for each try.
pub type Body<'a> = &'a (dyn Fn(Rc<Work>) -> Doing<'a> + 'a);

/// Where a document is not stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unless {
    /// Nowhere: it replaces what is there.
    Never,
    /// Where one has its id.
    Exists,
    /// Where there is any.
    Any,
}

impl Indexed {
    pub async fn open(name: &str) -> Result<Rc<Self>, StorageError> {
        // First: another tab may count on meanwhile.
        let seen = canary(name);
        let indexed = Rc::new(Self {
            name: name.to_owned(),
            tab: clock::new_id().as_str().into(),
            connection: RefCell::default(),
            born: Cell::default(),
            lost_work: Cell::default(),
            watchers: Watchers::default(),
        });
        let counter = indexed.transact(Mode::Read, &|_| Box::pin(async { Ok(()) })).await?;
        let lost = |seen: Counter| seen.born != counter.born || seen.sequence > counter.sequence;
        indexed.lost_work.set(seen.is_some_and(lost));
        Ok(indexed)
    }

    pub fn lost_work(&self) -> bool {
        self.lost_work.get()
    }

    pub fn watch(&self, react: Rc<dyn Fn(Event)>) {
        self.watchers.borrow_mut().push(react);
    }

    pub async fn load(&self, id: &Iri) -> Result<Option<Loaded>, StorageError> {
        let found: RefCell<Option<Loaded>> = RefCell::default();
        self.transact(Mode::Read, &|work| Box::pin(load(work, id, &found))).await?;
        if found.borrow().as_ref().is_some_and(|it| it.missing) {
            self.lost_work.set(true);
        }
        Ok(found.take())
    }

    /// Gives the number of the change, or nothing where it was not stored.
    pub async fn store(&self, document: &Document, unless: Unless) -> Result<Option<u64>, StorageError> {
        let stored = Cell::default();
        let header = written_header(document).await;
        let body = |work| -> Doing<'_> { Box::pin(store(work, document, &header, unless, &stored)) };
        let counter = self.transact(Mode::Write, &body).await?;
        Ok(stored.get().then_some(counter.sequence))
    }

    pub async fn trash(&self, id: &Iri, trashed: bool) -> Result<(), StorageError> {
        self.transact(Mode::Write, &|work| Box::pin(trash(work, id, trashed))).await.map(|_| ())
    }

    pub async fn remove(&self, id: &Iri) -> Result<(), StorageError> {
        self.transact(Mode::Write, &|work| Box::pin(remove(work, id))).await.map(|_| ())
    }

    pub async fn save(&self, outgoing: &[Outgoing]) -> Result<Saved, StorageError> {
        let saved = RefCell::default();
        let counter = self.transact(Mode::Write, &|work| Box::pin(save(work, outgoing, &saved))).await?;
        Ok(Saved { sequence: counter.sequence, ..saved.take() })
    }

    pub async fn changes_since(&self, document: &Iri, known: u64) -> Result<News, StorageError> {
        let news = RefCell::new(News::Behind);
        self.transact(Mode::Read, &|work| Box::pin(changes_since(work, document, known, &news))).await?;
        Ok(news.into_inner())
    }

    pub async fn remembered(&self, kind: &str, of: Option<&Iri>) -> Result<Vec<JsValue>, StorageError> {
        let found = RefCell::default();
        self.transact(Mode::Read, &|work| Box::pin(remembered(work, kind, of, &found))).await?;
        Ok(found.take())
    }

    pub async fn remember(
        &self,
        kind: &str,
        of: Option<&Iri>,
        properties: &[(&str, JsValue)],
    ) -> Result<(), StorageError> {
        let key = beside(kind, of);
        let all: Vec<_> = [("key", key)].into_iter().chain(properties.iter().cloned()).collect();
        let record = record(&all);
        let body = |work: Rc<Work>| -> Doing<'_> {
            let record = record.clone();
            Box::pin(async move {
                work.transaction.put(META, &record);
                Ok(())
            })
        };
        self.transact(Mode::Write, &body).await.map(|_| ())
    }

    pub async fn raw_export(&self) -> Result<String, StorageError> {
        self.connection().await?.export().await
    }

    /// Does `body` in a transaction, once more on a new connection where the old one is gone. Gives the number of the
    /// last change.
    pub async fn transact(&self, mode: Mode, body: Body<'_>) -> Result<Counter, StorageError> {
        let mut again = false;
        loop {
            let connection = self.connection().await?;
            match self.attempt(&connection, mode, body).await {
                Err(error)
                    if !again
                        && error.kind != ErrorKind::Closed
                        && (connection.is_gone() || error.is_of_connection()) =>
                {
                    connection.give_up();
                    again = true;
                }
                outcome => return outcome,
            }
        }
    }

    async fn attempt(&self, connection: &Connection, mode: Mode, body: Body<'_>) -> Result<Counter, StorageError> {
        let transaction = connection.begin(mode)?;
        let counter = Cell::new(Counter { born: 0, sequence: 0 });
        let work = Rc::new(Work { transaction, tab: self.tab.clone(), counter, lost: self.lost_work.get() });
        let done = self.carry_out(connection, &work, body).await;
        let counter = work.counter.get();
        match done {
            Err(error) => return Err(work.transaction.reason(error)),
            Ok(()) if mode == Mode::Write => {
                self.born.set(counter.born);
                set_canary(&self.name, counter);
            }
            Ok(()) => {}
        }
        Ok(counter)
    }

    async fn carry_out(&self, connection: &Connection, work: &Rc<Work>, body: Body<'_>) -> Result<(), StorageError> {
        let transaction = &work.transaction;
        transaction.get(META, &"counter".into());
        let before = counter_in(&transaction.answer().await?);
        work.counter.set(before);
        // What was stored in the database before is not in this one, and whoever asks must know.
        if connection.fresh.replace(false) {
            let known = self.born.replace(before.born);
            if known != 0 && known != before.born {
                return Err(StorageError::new(ErrorKind::Closed, "the database is a new one"));
            }
        }
        body(work.clone()).await?;
        let counter = work.counter.get();
        if counter.sequence != before.sequence {
            transaction.put(META, &counter_record(counter.born, counter.sequence));
            let past = counter.sequence.saturating_sub(JOURNAL_LENGTH) + 1;
            let past = Keys::between(JsValue::from_f64(0.0), JsValue::from_f64(past as f64));
            transaction.delete(JOURNAL, &past.range());
        }
        transaction.commit().await
    }

    /// The connection; a new one if the old one is gone.
    async fn connection(&self) -> Result<Rc<Connection>, StorageError> {
        let open = self.connection.borrow().clone();
        if let Some(connection) = open.filter(|connection| !connection.is_gone()) {
            return Ok(connection);
        }
        let connection = Rc::new(Connection::open(&self.name, &self.watchers).await?);
        self.connection.replace(Some(connection.clone()));
        Ok(connection)
    }
}

/// As [`Indexed::raw_export`], where the database cannot be opened by this version.
pub async fn raw_export_unopened(name: &str) -> Result<String, StorageError> {
    connection::export_unopened(name).await
}

impl Work {
    /// Hands an annotation over.
    fn put(&self, document: &JsValue, id: &Iri, json: &str) {
        let record = record(&[("document", document.clone()), ("id", id.as_str().into()), ("json", json.into())]);
        self.transaction.put(ANNOTATIONS, &record);
    }

    /// Notes that a document was changed now and has so many annotations, if that is known. That takes it out of the
    /// trash.
    fn touch(&self, document: &JsValue, count: Option<usize>) {
        let at = JsValue::from_f64(clock::now().0 as f64);
        let count = count.map_or(JsValue::UNDEFINED, |count| JsValue::from_f64(count as f64));
        self.transaction.put(META, &record(&[("key", touched(document)), ("at", at), ("count", count)]));
    }

    /// Enters into the journal what was done.
    fn note(&self, document: &JsValue, kind: &str, changes: Array) {
        let mut counter = self.counter.get();
        counter.sequence += 1;
        self.counter.set(counter);
        let entry = record(&[
            ("sequence", JsValue::from_f64(counter.sequence as f64)),
            ("document", document.clone()),
            ("kind", kind.into()),
            ("changes", changes.into()),
            ("at", JsValue::from_f64(clock::now().0 as f64)),
            ("tab", (*self.tab).into()),
        ]);
        self.transaction.put(JOURNAL, &entry);
    }
}

/// The whole document in place of whatever there is.
pub async fn put_document(work: &Work, document: &Document, header: &JsValue) -> Result<(), StorageError> {
    let id = JsValue::from_str(document.id.as_str());
    work.transaction.delete(ANNOTATIONS, &annotations_of(&id).range());
    work.transaction.put(DOCUMENTS, &record(&[("id", id.clone()), ("json", header.clone())]));
    for (nth, annotation) in document.annotations.iter().enumerate() {
        work.put(&id, &annotation.id, &file::write_annotation(annotation, document));
        // Waits only now and then, so that neither a task grows long nor the queue.
        if nth % PAGE == PAGE - 1 {
            work.transaction.answers().await?;
        }
    }
    work.note(&id, "whole", Array::new());
    work.touch(&id, Some(document.annotations.len()));
    Ok(())
}

/// The header of a document as its record has it. To be written before a transaction where there is time: of a text of
/// megabytes, each of the three steps takes a while, and in a transaction there is no turn for anything else.
async fn written_header(document: &Document) -> JsValue {
    let is_large = document.article.text.len() > LARGE;
    let header = file::write_header(document, crate::VERSION);
    turn_if(is_large).await;
    let header = JsValue::from(header);
    turn_if(is_large).await;
    header
}

async fn store(
    work: Rc<Work>,
    document: &Document,
    header: &JsValue,
    unless: Unless,
    stored: &Cell<bool>,
) -> Result<(), StorageError> {
    let in_the_way = if unless == Unless::Any { JsValue::UNDEFINED } else { document.id.as_str().into() };
    work.transaction.count(DOCUMENTS, &in_the_way);
    stored.set(is_none(&work.transaction.answer().await?) || unless == Unless::Never);
    if stored.get() {
        put_document(&work, document, header).await?;
    }
    Ok(())
}

async fn remove(work: Rc<Work>, id: &Iri) -> Result<(), StorageError> {
    let key = JsValue::from_str(id.as_str());
    work.transaction.delete(DOCUMENTS, &key);
    work.transaction.delete(ANNOTATIONS, &annotations_of(&key).range());
    work.transaction.delete(SNAPSHOTS, &annotations_of(&key).range());
    for kind in ["touched", "entry", "shelf"] {
        work.transaction.delete(META, &beside(kind, Some(id)));
    }
    work.note(&key, "removed", Array::new());
    Ok(())
}

/// The records of that kind, without those of other documents where one is named.
async fn remembered(
    work: Rc<Work>,
    kind: &str,
    of: Option<&Iri>,
    found: &RefCell<Vec<JsValue>>,
) -> Result<(), StorageError> {
    if of.is_some() {
        work.transaction.get(META, &beside(kind, of));
        let answer = work.transaction.answer().await?;
        found.replace(Some(answer).filter(|it| !it.is_undefined()).into_iter().collect());
        return Ok(());
    }
    let mut keys = Keys::between(beside(kind, None), key_of(&kind.into(), Array::new().into()));
    let mut all = Vec::new();
    loop {
        let page = work.transaction.page(META, &mut keys, PAGE as u32).await?;
        if page.length() == 0 {
            break;
        }
        all.extend(page.iter());
    }
    found.replace(all);
    Ok(())
}

/// The key of what is remembered of that kind, of a document or of the page.
pub fn beside(kind: &str, of: Option<&Iri>) -> JsValue {
    match of {
        Some(id) => key_of(&kind.into(), id.as_str().into()),
        None => Array::of1(&kind.into()).into(),
    }
}

/// The annotations stay where they are: what is in the trash is what it was.
async fn trash(work: Rc<Work>, id: &Iri, trashed: bool) -> Result<(), StorageError> {
    let key = JsValue::from_str(id.as_str());
    work.transaction.count(DOCUMENTS, &key);
    work.transaction.get(META, &touched(&key));
    let answers = work.transaction.answers().await?;
    if is_none(&answers[0]) || is_trashed(&answers[1]) == trashed {
        return Ok(());
    }
    let when = if trashed { JsValue::from_f64(clock::now().0 as f64) } else { JsValue::UNDEFINED };
    // Both stay, so that it comes back where it was in the list.
    let [at, count] = ["at", "count"].map(|name| property(&answers[1], name));
    work.transaction.put(META, &record(&[("key", touched(&key)), ("at", at), ("count", count), ("trashed", when)]));
    // To other tabs it is gone, and comes back as a whole.
    work.note(&key, if trashed { "removed" } else { "whole" }, Array::new());
    Ok(())
}

pub fn is_trashed(touched: &JsValue) -> bool {
    number(touched, "trashed").is_some()
}

async fn save(work: Rc<Work>, outgoing: &[Outgoing], saved: &RefCell<Saved>) -> Result<(), StorageError> {
    saved.take();
    for (document, outgoing) in by_document(outgoing) {
        let key = JsValue::from_str(document.id.as_str());
        work.transaction.count(DOCUMENTS, &key);
        work.transaction.get(META, &touched(&key));
        let answers = work.transaction.answers().await?;
        if is_none(&answers[0]) {
            put_document(&work, document, &file::write_header(document, crate::VERSION).into()).await?;
            continue;
        }
        let of_header =
            |outgoing: &&Outgoing| outgoing.transaction.edition.is_some() || outgoing.transaction.codebook.is_some();
        let replaced = outgoing.iter().any(of_header);
        if replaced {
            work.transaction.get(DOCUMENTS, &key);
            let there = work.transaction.answer().await?;
            let stored = read_header(&there).ok();
            if let Some(header) = settle_header(&outgoing, stored.as_ref(), document, clock::now()) {
                if stored.is_none() {
                    set_aside(&work, there, document);
                }
                if (&header.earlier, &header.codebook) != (&document.earlier, &document.codebook) {
                    saved.borrow_mut().headers.push(header.clone());
                }
                let json = file::write_header(&header, crate::VERSION);
                work.transaction.put(DOCUMENTS, &record(&[("id", key.clone()), ("json", json.into())]));
            }
        }
        let mut save = Save {
            work: &work,
            document,
            key,
            steps: compose(outgoing).into_iter().map(Step::Change).collect(),
            made: 0,
            more: 0,
            written: Array::new(),
            corrections: Vec::new(),
        };
        loop {
            // First all questions, then the answers: the way there and back is what takes time.
            let page = save.ask();
            if page.is_empty() {
                break;
            }
            save.make(&page, &work.transaction.answers().await?);
        }
        if save.finish(count_in(&answers[1]).filter(|_| !work.lost)) && is_trashed(&answers[1]) {
            // It is out of the trash, which other tabs took for its end.
            work.note(&save.key, "whole", Array::new());
        }
        if replaced {
            // Neither article nor categories are told in changes: the other tabs load the document again.
            work.note(&save.key, "replaced", Array::new());
        }
        if !save.corrections.is_empty() {
            saved.borrow_mut().corrections.push((document.id.clone(), save.corrections));
        }
    }
    Ok(())
}

/// Keeps a header that cannot be read and makes room for one that can: the list names it and has a way to download it.
fn set_aside(work: &Work, record: JsValue, document: &Document) {
    let id = file::derived_id(&document.id, &text(&record, "json").unwrap_or_default());
    if js_sys::Reflect::set(&record, &"id".into(), &id.as_str().into()) == Ok(true) {
        work.transaction.put(DOCUMENTS, &record);
    }
}

/// What is to be done to one annotation.
enum Step {
    Change(Change),
    /// Keeps a version beside what is stored.
    Keep(Rc<Annotation>),
}

impl Step {
    fn id(&self) -> Option<&Iri> {
        match self {
            Self::Change(change) => change.id(),
            Self::Keep(version) => Some(&version.id),
        }
    }
}

/// Saving to one document that is there.
struct Save<'a> {
    work: &'a Work,
    document: &'a Document,
    key: JsValue,
    /// What is still to do.
    steps: Vec<Step>,
    /// How many changes were made.
    made: usize,
    /// How many more annotations there are.
    more: isize,
    /// The changes in writing, for the journal.
    written: Array,
    corrections: Vec<Change>,
}

impl Save<'_> {
    /// Takes the next steps and asks what is stored under their ids.
    fn ask(&mut self) -> Vec<Step> {
        let page: Vec<Step> = self.steps.drain(..self.steps.len().min(PAGE)).collect();
        for id in page.iter().filter_map(Step::id) {
            self.work.transaction.get(ANNOTATIONS, &key_of(&self.key, id.as_str().into()));
        }
        page
    }

    fn make(&mut self, page: &[Step], answers: &[JsValue]) {
        let mut seen: Vec<(&Iri, Stored)> = Vec::new();
        for (id, record) in page.iter().filter_map(Step::id).zip(answers) {
            let stored = match record.is_undefined() {
                true => Stored::Absent,
                false => Stored::read(id.as_str(), text(record, "json")),
            };
            seen.push((id, stored));
        }
        for step in page {
            // A later step finds what an earlier one has left.
            let Some((id, stored)) = seen.iter_mut().find(|(id, _)| Some(*id) == step.id()) else { continue };
            match step {
                Step::Keep(version) => {
                    let kept = match &*stored {
                        Stored::Absent => {
                            *stored = self.store(id, stored, Some(version.clone()));
                            version
                        }
                        // The same conflict was settled before; whoever changed the version since has seen it.
                        Stored::Annotation(kept, _) => kept,
                        Stored::Broken(_) => {
                            self.steps.push(Step::Keep(Rc::new(other_version(version, self.document))));
                            continue;
                        }
                    };
                    self.corrections.push(Change { before: None, after: Some(kept.clone()) });
                }
                Step::Change(change) => match settle(change, stored, self.document) {
                    Verdict::Nothing => {}
                    Verdict::Make => *stored = self.store(id, stored, change.after.clone()),
                    Verdict::Yield { correction, version } => {
                        self.corrections.extend(correction);
                        self.steps.extend(version.map(Step::Keep));
                    }
                },
            }
        }
    }

    fn store(&mut self, id: &Iri, before: &Stored, after: Option<Rc<Annotation>>) -> Stored {
        let stored = match after {
            Some(after) => {
                let json = file::write_annotation(&after, self.document);
                self.work.put(&self.key, id, &json);
                Stored::Annotation(after, json.into())
            }
            None => {
                self.work.transaction.delete(ANNOTATIONS, &key_of(&self.key, id.as_str().into()));
                Stored::Absent
            }
        };
        let is_there = |stored: &Stored| isize::from(!matches!(stored, Stored::Absent));
        self.more += is_there(&stored) - is_there(before);
        self.made += 1;
        if self.made <= JOURNALLED {
            let written = |stored: &Stored| stored.json().map_or(JsValue::NULL, JsValue::from_str);
            self.written.push(&record(&[
                ("id", id.as_str().into()),
                ("before", written(before)),
                ("after", written(&stored)),
            ]));
        }
        stored
    }

    /// Enters it into the journal and says whether anything was made. Where it was not known how many annotations there
    /// are, the list will count them.
    fn finish(&mut self, count: Option<usize>) -> bool {
        match self.made {
            0 => return false,
            1..=JOURNALLED => self.work.note(&self.key, "changes", std::mem::take(&mut self.written)),
            _ => self.work.note(&self.key, "many", Array::new()),
        }
        self.work.touch(&self.key, count.map(|count| count.saturating_add_signed(self.more)));
        true
    }
}

async fn changes_since(work: Rc<Work>, document: &Iri, known: u64, news: &RefCell<News>) -> Result<(), StorageError> {
    let sequence = work.counter.get().sequence;
    let mut reading = Reading::default();
    if known != sequence {
        work.transaction.keys(JOURNAL, &JsValue::UNDEFINED, 1);
        let oldest = work.transaction.answer().await?.unchecked_ref::<Array>().get(0).as_f64();
        if known > sequence || oldest.is_none_or(|oldest| oldest as u64 > known + 1) {
            news.replace(News::Behind);
            return Ok(());
        }
        let mut keys = Keys::after(JsValue::from_f64(known as f64));
        loop {
            let page = work.transaction.page(JOURNAL, &mut keys, PAGE as u32).await?;
            if page.length() == 0 {
                break;
            }
            for entry in page.iter() {
                if text(&entry, "document").as_deref() == Some(document.as_str()) {
                    reading.read(&entry, &work.tab);
                }
            }
        }
    }
    news.replace(reading.finish(sequence));
    Ok(())
}

/// Reads the journal of one document.
#[derive(Default)]
struct Reading {
    /// By id, the first state and the last one, and whether the last is this tab's own. Of those it may have made
    /// further changes already, which the journal's would take back.
    changes: Vec<(Iri, Change, bool)>,
    behind: bool,
    removed: bool,
}

impl Reading {
    fn read(&mut self, entry: &JsValue, tab: &str) {
        let own = text(entry, "tab").as_deref() == Some(tab);
        match text(entry, "kind").as_deref() {
            Some("changes") => {
                for change in Array::from(&property(entry, "changes")).iter() {
                    self.change(&change, own);
                }
            }
            // Which annotations it changed is not told; with changes of others before it, only storage knows the end.
            Some("many") => self.behind |= !own || self.changes.iter().any(|(_, _, own)| !own),
            Some("whole") => *self = Self { behind: !own, ..Self::default() },
            Some("replaced") => self.behind |= !own,
            Some("removed") => *self = Self { removed: true, ..Self::default() },
            _ => self.behind = true,
        }
    }

    fn change(&mut self, change: &JsValue, own: bool) {
        let Some(id) = text(change, "id") else {
            self.behind = true;
            return;
        };
        // What is not there and what cannot be read is nothing to a page.
        let read = |name: &str| match Stored::read(&id, text(change, name)) {
            Stored::Annotation(annotation, _) => Some(annotation),
            _ => None,
        };
        let (before, after, id) = (read("before"), read("after"), Iri::new(id.as_str()));
        match self.changes.binary_search_by(|(known, ..)| known.cmp(&id)) {
            Ok(at) => {
                let change = &mut self.changes[at].1;
                // From nothing to nothing would name no annotation, and this tab may have shown what was between.
                change.before = change.before.take().or(before);
                change.after = after;
                self.changes[at].2 = own;
            }
            Err(at) => self.changes.insert(at, (id, Change { before, after }, own)),
        }
    }

    fn finish(self, sequence: u64) -> News {
        match (self.removed, self.behind) {
            (true, _) => News::Removed,
            (_, true) => News::Behind,
            _ => {
                let others = self.changes.into_iter().filter(|(_, _, own)| !own);
                News::Changes { changes: others.map(|(_, change, _)| change).collect(), sequence }
            }
        }
    }
}

/// The counter in its record. Where that is damaged it starts anew, and tabs that know other numbers are told to load
/// again.
fn counter_in(record: &JsValue) -> Counter {
    let number = |name| number(record, name).filter(|number| *number > 0.0).map(|number| number as u64);
    match (number("born"), number("sequence")) {
        (Some(born), Some(sequence)) => Counter { born, sequence },
        _ => {
            let now = clock::now().0.unsigned_abs();
            Counter { born: now, sequence: now }
        }
    }
}

async fn load(work: Rc<Work>, id: &Iri, found: &RefCell<Option<Loaded>>) -> Result<(), StorageError> {
    let key = JsValue::from_str(id.as_str());
    work.transaction.get(DOCUMENTS, &key);
    work.transaction.get(META, &touched(&key));
    let answers = work.transaction.answers().await?;
    let (header, trashed) = (&answers[0], is_trashed(&answers[1]));
    if header.is_undefined() {
        return Ok(());
    }
    let mut document = read_header(header).map_err(|it| StorageError::new(ErrorKind::Damaged, it.reason))?;
    let mut annotations = Vec::new();
    let mut unreadable = Vec::new();
    let mut keys = annotations_of(&key);
    loop {
        let page = work.transaction.page(ANNOTATIONS, &mut keys, PAGE as u32).await?;
        if page.length() == 0 {
            break;
        }
        for record in page.iter() {
            match read_annotation(&record) {
                Ok(annotation) => annotations.push(Rc::new(annotation)),
                Err(it) => unreadable.push(it),
            }
        }
    }
    // Nothing is deleted without being counted.
    let missing = count_in(&answers[1]).is_some_and(|count| annotations.len() + unreadable.len() < count);
    document.annotations = annotations.into_iter().collect();
    found.replace(Some(Loaded { document, sequence: work.counter.get().sequence, unreadable, missing, trashed }));
    Ok(())
}

fn is_none(count: &JsValue) -> bool {
    count.as_f64() == Some(0.0)
}

/// The count in the record that says when a document was last touched. Firefox takes as long to count records as to
/// read them. What is no count is not believed: the records are counted then.
pub fn count_in(touched: &JsValue) -> Option<usize> {
    number(touched, "count").filter(|count| *count >= 0.0).map(|count| count as usize)
}

fn read_header(record: &JsValue) -> Result<Document, Unreadable> {
    let (id, json) = written(record)?;
    let reason = match file::read_header(&json) {
        Ok(document) if document.id.as_str() == id => return Ok(document),
        Ok(document) => another(&document.id),
        Err(_) => BROKEN.to_owned(),
    };
    Err(Unreadable { id, reason })
}

fn read_annotation(record: &JsValue) -> Result<Annotation, Unreadable> {
    let (id, json) = written(record)?;
    let reason = match file::read_annotation(&json) {
        Ok((annotation, _)) if annotation.id.as_str() == id => return Ok(annotation),
        Ok((annotation, _)) => another(&annotation.id),
        Err(_) => BROKEN.to_owned(),
    };
    Err(Unreadable { id, reason })
}

/// The sentences about what is wrong with a file are many, and their place is the worker.
const BROKEN: &str = "the record is not as Glossator writes it";

fn another(id: &Iri) -> String {
    "it says that it is ".to_owned() + id.as_str()
}

/// The id and the text of a record.
fn written(record: &JsValue) -> Result<(String, String), Unreadable> {
    let id = text(record, "id").unwrap_or_default();
    match text(record, "json") {
        Some(json) => Ok((id, json)),
        None => Err(Unreadable { id, reason: "the record has another shape".to_owned() }),
    }
}

fn key_of(first: &JsValue, second: JsValue) -> JsValue {
    Array::of2(first, &second).into()
}

/// The keys of all annotations of a document, and of its snapshots: an array sorts after every text and number.
pub fn annotations_of(document: &JsValue) -> Keys {
    Keys::between(Array::of1(document).into(), end_of(document))
}

/// A key after those of all annotations of a document.
pub fn end_of(document: &JsValue) -> JsValue {
    key_of(document, Array::new().into())
}

/// The key of the record that says when a document was last touched. It is not in the document's own, which holds the
/// article and would be written again with every mark.
pub fn touched(document: &JsValue) -> JsValue {
    key_of(&"touched".into(), document.clone())
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
