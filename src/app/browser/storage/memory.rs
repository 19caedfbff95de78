//! Storage for where the browser's is blocked: the same behaviour, and nothing outlives the page.

use super::catalogue::SHELF;
use super::connection::{record, text};
use super::indexed::beside;
use super::settle::{Stored, Verdict, by_document, compose, settle, settle_header};
use super::{Library, Loaded, News, Saved};
use crate::VERSION;
use glossator_core::annotation::{AnnotationSet, Iri, Timestamp};
use glossator_core::catalogue::{Entry, Shelf};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::snapshot::Snapshot;
use glossator_core::state::Outgoing;
use glossator_core::transaction::Change;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

#[derive(Default)]
pub struct Memory {
    /// Touched last comes last. Few: a list is as quick as a map and takes less code.
    documents: RefCell<Vec<Kept>>,
    sequence: Cell<u64>,
    /// What is remembered beside the documents.
    beside: RefCell<Vec<Beside>>,
    /// By document, oldest first.
    pub snapshots: RefCell<Vec<(Iri, Snapshot)>>,
}

struct Beside {
    kind: String,
    of: Option<Iri>,
    record: JsValue,
}

struct Kept {
    document: Document,
    modified: Timestamp,
    /// When it was put into the trash, if it is there.
    trashed: Option<Timestamp>,
}

impl Memory {
    pub fn library(&self) -> Library {
        let entry = |kept: &Kept| {
            let shelf = self.remembered(SHELF, Some(&kept.document.id)).pop().and_then(|it| text(&it, "json"));
            let shelf = Shelf::read(&shelf.unwrap_or_default());
            let modified = kept.trashed.unwrap_or(kept.modified);
            Rc::new(Entry { shelf, modified, ..Entry::of(&kept.document) })
        };
        let documents = self.documents.borrow();
        let of = |trashed: bool| {
            documents.iter().rev().filter(|kept| kept.trashed.is_some() == trashed).map(entry).collect()
        };
        Library { entries: of(false), trash: of(true), unreadable: Vec::new() }
    }

    pub fn remembered(&self, kind: &str, of: Option<&Iri>) -> Vec<JsValue> {
        let beside = self.beside.borrow();
        let wanted = |it: &&Beside| it.kind == kind && of.is_none_or(|of| it.of.as_ref() == Some(of));
        beside.iter().filter(wanted).map(|it| it.record.clone()).collect()
    }

    pub fn remember(&self, kind: &str, of: Option<&Iri>, properties: &[(&str, JsValue)]) {
        let mut all = self.beside.borrow_mut();
        all.retain(|it| it.kind != kind || it.of.as_ref() != of);
        let named: Vec<_> = [("key", beside(kind, of))].into_iter().chain(properties.iter().cloned()).collect();
        all.push(Beside { kind: kind.to_owned(), of: of.cloned(), record: record(&named) });
    }

    pub fn load(&self, id: &Iri) -> Option<Loaded> {
        let documents = self.documents.borrow();
        let kept = documents.iter().find(|kept| kept.document.id == *id)?;
        let (document, trashed) = (kept.document.clone(), kept.trashed.is_some());
        Some(Loaded { document, sequence: self.sequence.get(), unreadable: Vec::new(), missing: false, trashed })
    }

    pub fn add(&self, document: &Document) -> Option<u64> {
        let is_new = self.load(&document.id).is_none();
        if is_new {
            self.restore(document);
        }
        is_new.then(|| self.sequence.get())
    }

    pub fn add_first(&self, document: &Document) -> bool {
        let first = self.documents.borrow().is_empty();
        if first {
            self.restore(document);
        }
        first
    }

    pub fn restore(&self, document: &Document) {
        self.sequence.set(self.sequence.get() + 1);
        let kept = Kept { document: document.clone(), modified: now(), trashed: None };
        let mut documents = self.documents.borrow_mut();
        documents.retain(|kept| kept.document.id != document.id);
        documents.push(kept);
    }

    pub fn trash(&self, id: &Iri, trashed: bool) {
        let mut documents = self.documents.borrow_mut();
        if let Some(kept) = documents.iter_mut().find(|kept| kept.document.id == *id) {
            kept.trashed = trashed.then(now);
        }
    }

    pub fn remove(&self, id: &Iri) {
        self.documents.borrow_mut().retain(|kept| kept.document.id != *id);
        self.beside.borrow_mut().retain(|it| it.of.as_ref() != Some(id));
    }

    pub fn save(&self, outgoing: &[Outgoing]) -> Saved {
        let mut saved = Saved::default();
        for (document, outgoing) in by_document(outgoing) {
            let Some(mut kept) = self.load(&document.id).map(|loaded| loaded.document) else {
                self.restore(document);
                continue;
            };
            let before = kept.clone();
            if let Some(header) = settle_header(&outgoing, Some(&kept), document, now()) {
                if (&header.earlier, &header.codebook) != (&document.earlier, &document.codebook) {
                    saved.headers.push(header.clone());
                }
                (kept.article, kept.earlier, kept.codebook) = (header.article, header.earlier, header.codebook);
            }
            let mut mine = Vec::new();
            for change in compose(outgoing) {
                make(&change, document, &mut kept.annotations, &mut mine);
            }
            if kept != before {
                self.restore(&kept);
            }
            if !mine.is_empty() {
                saved.corrections.push((document.id.clone(), mine));
            }
        }
        Saved { sequence: self.sequence.get(), ..saved }
    }

    /// There is no other tab.
    pub fn changes_since(&self, document: &Iri) -> News {
        if self.load(document).is_some() {
            News::Changes { changes: Vec::new(), sequence: self.sequence.get() }
        } else {
            News::Removed
        }
    }

    pub fn raw_export(&self) -> String {
        let documents = self.documents.borrow();
        let files: Vec<String> = documents.iter().map(|kept| file::write(&kept.document, VERSION)).collect();
        format!("{{\"documents\": [\n{}]}}\n", files.join(","))
    }
}

fn make(change: &Change, document: &Document, annotations: &mut AnnotationSet, corrections: &mut Vec<Change>) {
    let Some(id) = change.id() else { return };
    let stored = annotations.get(id).map_or(Stored::Absent, |annotation| {
        Stored::Annotation(annotation.clone(), file::write_annotation(annotation, document).into())
    });
    match settle(change, &stored, document) {
        Verdict::Nothing => {}
        Verdict::Make => match &change.after {
            Some(after) => annotations.insert(after.clone()),
            None => annotations.remove(id),
        },
        Verdict::Yield { correction, version } => {
            corrections.extend(correction);
            if let Some(version) = version {
                let kept = annotations.get(&version.id).cloned().unwrap_or(version);
                annotations.insert(kept.clone());
                corrections.push(Change { before: None, after: Some(kept) });
            }
        }
    }
}

fn now() -> Timestamp {
    // Components are rendered on the host in tests, where there is no clock.
    if cfg!(target_arch = "wasm32") { crate::browser::clock::now() } else { Timestamp(0) }
}
