//! Where documents are kept: IndexedDB, by record, in strict transactions.
//!
//! What is promised: a call that returned `Ok` survives a crash of the tab or the browser; two tabs never overwrite
//! each other's work, and where both changed one annotation both versions are kept; nothing that cannot be read is
//! deleted.
//!
//! | store | key | record |
//! |---|---|---|
//! | `documents` | id | `{id, json}`: the header, which holds the article |
//! | `annotations` | document, id | `{document, id, json}` |
//! | `journal` | sequence | `{sequence, document, kind, changes, at, tab}`: what was done, for the other tabs |
//! | `meta` | key | the counter; when a document was last touched, and how many annotations it has; what a list says of it, and where a person put it |
//! | `snapshots` | document, time | `{document, at, occasion, article, header, annotations}`: what a document was; since version 2 |
//!
//! The JSON is the file format's, so that there is one format and one reader.

mod catalogue;
mod connection;
mod error;
mod indexed;
mod memory;
mod settle;
mod snapshots;

pub use connection::Event;
pub use error::{ErrorKind, StorageError};

use glossator_core::annotation::Iri;
use glossator_core::catalogue::Entry;
use glossator_core::document::Document;
use glossator_core::state::Outgoing;
use glossator_core::transaction::{Change, Origin, Transaction};
use indexed::Unless;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The name of the page's database.
const DATABASE: &str = "glossator";

/// Where documents are kept. A handle: its clones are the same storage.
#[derive(Clone)]
pub struct Storage(Backend);

#[derive(Clone)]
enum Backend {
    Indexed(Rc<indexed::Indexed>),
    Memory(Rc<memory::Memory>),
}

/// Everything that is kept: what a list says of each document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// Touched last comes first.
    pub entries: Vec<Rc<Entry>>,
    /// What is in the trash; what was put there last comes first.
    pub trash: Vec<Rc<Entry>>,
    /// What could not be read. It stays where it is.
    pub unreadable: Vec<Unreadable>,
}

/// A record that could not be read. It stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The id that it is stored under.
    pub id: String,
    /// Why it could not be read.
    pub reason: String,
}

/// A document as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The document with all its annotations that could be read.
    pub document: Document,
    /// The number of the last change in it, for [`Storage::changes_since`].
    pub sequence: u64,
    /// Annotations that could not be read. They stay where they are.
    pub unreadable: Vec<Unreadable>,
    /// Whether there had been more annotations than there are records.
    pub missing: bool,
    /// Whether it lies in the trash.
    pub trashed: bool,
}

/// What came of saving.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// The number of the last change in storage, to tell other tabs. It is not what this tab has read: changes of
    /// others may lie before it, and [`Storage::changes_since`] alone says how far one has come.
    pub sequence: u64,
    /// What the page must change to be as storage is, where another tab was first: by document, `before` being what
    /// the page has and `after` what storage has.
    pub corrections: Vec<(Iri, Vec<Change>)>,
    /// The articles with their earlier versions as storage has them, where another tab made some that the page does not
    /// know.
    pub headers: Vec<Document>,
}

/// What happened to a document in other tabs.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// These changes, at most one an annotation. Those that this handle made itself are not among them.
    Changes {
        /// What changed.
        changes: Vec<Change>,
        /// Up to this number, the next time to start from.
        sequence: u64,
    },
    /// So much that it is not told in changes: [`Storage::load`] the document again, once what waits is saved.
    Behind,
    /// The document was deleted. Saving to it stores it again.
    Removed,
}

impl Storage {
    /// The page's storage in this browser.
    pub async fn open() -> Result<Self, StorageError> {
        Self::open_named(DATABASE).await
    }

    /// As [`Storage::open`], in a database of that name: for tests.
    pub async fn open_named(name: &str) -> Result<Self, StorageError> {
        if cfg!(not(target_arch = "wasm32")) {
            return Err(StorageError::new(ErrorKind::Blocked, "there is no browser"));
        }
        Ok(Self(Backend::Indexed(indexed::Indexed::open(name).await?)))
    }

    /// Storage that forgets everything with the page, for where the browser's is blocked.
    pub fn in_memory() -> Self {
        Self(Backend::Memory(Rc::default()))
    }

    /// Whether work outlives the page.
    pub fn keeps(&self) -> bool {
        matches!(self.0, Backend::Indexed(_))
    }

    /// Whether the browser had kept more than it has now: its files were damaged, or emptied behind the page's back. Of a
    /// document's annotations that is known once it is loaded.
    pub fn lost_work(&self) -> bool {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.lost_work(),
            Backend::Memory(_) => false,
        }
    }

    /// Tells `react` what happens to the storage from outside. For as long as the storage lives.
    pub fn watch(&self, react: impl Fn(Event) + 'static) {
        if let Backend::Indexed(indexed) = &self.0 {
            indexed.watch(Rc::new(react));
        }
    }

    /// The document of that id, if there is one.
    pub async fn load(&self, id: &Iri) -> Result<Option<Loaded>, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.load(id).await,
            Backend::Memory(memory) => Ok(memory.load(id)),
        }
    }

    /// Keeps a new document, and gives the number of the change. Fails with [`ErrorKind::Exists`] if one has its id.
    pub async fn add(&self, document: &Document) -> Result<u64, StorageError> {
        let added = match &self.0 {
            Backend::Indexed(indexed) => indexed.store(document, Unless::Exists).await?,
            Backend::Memory(memory) => memory.add(document),
        };
        added.ok_or_else(|| StorageError::new(ErrorKind::Exists, document.id.as_str()))
    }

    /// Keeps a document if there is none at all yet; says whether it did. Of two tabs that start at the same time, one
    /// does.
    pub async fn add_first(&self, document: &Document) -> Result<bool, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.store(document, Unless::Any).await.map(|it| it.is_some()),
            Backend::Memory(memory) => Ok(memory.add_first(document)),
        }
    }

    /// Makes the document what it is here, whatever is kept of it.
    pub async fn restore(&self, document: &Document) -> Result<(), StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.store(document, Unless::Never).await.map(|_| ()),
            Backend::Memory(memory) => {
                memory.restore(document);
                Ok(())
            }
        }
    }

    /// Stores an open document once more after the storage was emptied from outside. Of several tabs with the document
    /// one is first; what the others have besides is added to it as by [`Storage::save`].
    pub async fn refill(&self, document: &Rc<Document>) -> Result<Saved, StorageError> {
        let changes = document.annotations.iter().map(|it| Change { before: None, after: Some(it.clone()) }).collect();
        let transaction = Rc::new(Transaction::new(changes, Origin::User));
        let all = [Outgoing { serial: 0, document: document.clone(), transaction }];
        match self.save(&all).await {
            // That the database is a new one is said once, and nothing is done then.
            Err(error) if error.kind == ErrorKind::Closed => self.save(&all).await,
            outcome => outcome,
        }
    }

    /// Puts a document into the trash, or takes it out: it is kept whole, and work that is saved to it takes it out too.
    pub async fn trash(&self, id: &Iri, trashed: bool) -> Result<(), StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.trash(id, trashed).await,
            Backend::Memory(memory) => {
                memory.trash(id, trashed);
                Ok(())
            }
        }
    }

    /// Deletes a document with its annotations, readable or not, for good.
    pub async fn remove(&self, id: &Iri) -> Result<(), StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.remove(id).await,
            Backend::Memory(memory) => {
                memory.remove(id);
                Ok(())
            }
        }
    }

    /// Makes all these changes, or none. They are in order and may belong to several documents.
    ///
    /// A change is made only where the annotation is still as the change expects it. Otherwise another tab was first:
    /// what it stored stays, and mine is stored beside it under an id of its own. Where mine is a deletion, the
    /// other's edit stays; where the other's is a deletion, my edit does. A document that was deleted is stored
    /// again. Saving the same again changes nothing, so that a save of unknown outcome can be repeated.
    pub async fn save(&self, outgoing: &[Outgoing]) -> Result<Saved, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.save(outgoing).await,
            Backend::Memory(memory) => Ok(memory.save(outgoing)),
        }
    }

    /// What others did to a document after the change of that number.
    pub async fn changes_since(&self, document: &Iri, sequence: u64) -> Result<News, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.changes_since(document, sequence).await,
            Backend::Memory(memory) => Ok(memory.changes_since(document)),
        }
    }

    /// What is remembered beside the documents, of that kind: of one document, or of all.
    pub async fn remembered(&self, kind: &str, of: Option<&Iri>) -> Result<Vec<JsValue>, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.remembered(kind, of).await,
            Backend::Memory(memory) => Ok(memory.remembered(kind, of)),
        }
    }

    /// Remembers something beside the documents, of a document or of the page. It takes the place of what was remembered
    /// of that kind.
    pub async fn remember(
        &self,
        kind: &str,
        of: Option<&Iri>,
        properties: &[(&str, JsValue)],
    ) -> Result<(), StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.remember(kind, of, properties).await,
            Backend::Memory(memory) => {
                memory.remember(kind, of, properties);
                Ok(())
            }
        }
    }

    /// Everything as it is stored, as JSON: a way out when something cannot be read.
    pub async fn raw_export(&self) -> Result<String, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => indexed.raw_export().await,
            Backend::Memory(memory) => Ok(memory.raw_export()),
        }
    }

    /// As [`Storage::raw_export`] where [`Storage::open`] failed, above all because a newer version of the page had
    /// written the database. It is not changed.
    pub async fn raw_export_unopened() -> Result<String, StorageError> {
        Self::raw_export_unopened_named(DATABASE).await
    }

    /// As [`Storage::raw_export_unopened`], from a database of that name: for tests.
    pub async fn raw_export_unopened_named(name: &str) -> Result<String, StorageError> {
        if cfg!(not(target_arch = "wasm32")) {
            return Err(StorageError::new(ErrorKind::Blocked, "there is no browser"));
        }
        indexed::raw_export_unopened(name).await
    }
}

/// Two handles are equal if they are clones of each other.
impl PartialEq for Storage {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Backend::Indexed(one), Backend::Indexed(other)) => Rc::ptr_eq(one, other),
            (Backend::Memory(one), Backend::Memory(other)) => Rc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(if self.keeps() { "Storage in IndexedDB" } else { "Storage in memory" })
    }
}
