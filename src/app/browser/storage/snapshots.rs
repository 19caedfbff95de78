//! What documents were: snapshots, ten a document, and the earlier states of one annotation, which are read out of the
//! snapshots and the journal and kept nowhere else.
//!
//! A snapshot holds the annotations as their records are, and the header of a document without its article, of which it
//! has the hash. It is written in a transaction of its own before that of the step that it is taken before, because the
//! browser does transactions in their order; of very many annotations, which are written out in turns, it may come after
//! that one. It never counts the sequence on: other tabs need not know.

use super::connection::{JOURNAL, Keys, Mode, SNAPSHOTS, number, property, record, text};
use super::indexed::{Work, annotations_of};
use super::{Backend, Storage, StorageError};
use crate::VERSION;
use crate::browser::turn::{IN_A_TURN, turn_if};
use glossator_core::annotation::{Annotation, AnnotationSet, Iri, Timestamp};
use glossator_core::article::{ArticleBuilder, Metadata};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::snapshot::{KEPT, Occasion, SPACING, Snapshot, is_same, surplus};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

impl Storage {
    /// Keeps what a document was, unless that is kept already or, where only work goes on, something was a short while
    /// ago. Gives the time of the newest.
    pub async fn keep_snapshot(&self, document: &Document, taken: &Snapshot) -> Result<Timestamp, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => {
                let newest = Cell::new(taken.at);
                let written = Written::of(document, taken).await;
                indexed.transact(Mode::Write, &|work| Box::pin(keep(work, document, taken, &written, &newest))).await?;
                Ok(newest.get())
            }
            Backend::Memory(memory) => {
                let mut all = memory.snapshots.borrow_mut();
                let of_it: Vec<usize> = (0..all.len()).filter(|at| all[*at].0 == document.id).collect();
                let newest = of_it.last().map(|at| &all[*at].1);
                if let Some(newest) = newest.filter(|newest| !is_due(newest.at, taken) || newest.says_the_same(taken)) {
                    return Ok(newest.at);
                }
                all.push((document.id.clone(), taken.clone()));
                let times: Vec<Timestamp> =
                    all.iter().filter(|(id, _)| *id == document.id).map(|(_, it)| it.at).collect();
                if let Some(at) = surplus(&times, taken.at) {
                    all.remove(of_it[at]);
                }
                Ok(taken.at)
            }
        }
    }

    /// What is kept of what a document was, newest first. What cannot be read whole is left out, so that nobody goes back
    /// to a part; it stays until it makes room.
    pub async fn snapshots(&self, id: &Iri) -> Result<Vec<Rc<Snapshot>>, StorageError> {
        match &self.0 {
            Backend::Indexed(indexed) => {
                let found = RefCell::default();
                indexed.transact(Mode::Read, &|work| Box::pin(list(work, id, &found))).await?;
                Ok(found.take())
            }
            Backend::Memory(memory) => {
                let all = memory.snapshots.borrow();
                Ok(all.iter().rev().filter(|(of, _)| of == id).map(|(_, it)| Rc::new(it.clone())).collect())
            }
        }
    }

    /// What an annotation was before, newest first and each state once, as far as journal and snapshots know it.
    pub async fn history_of(&self, document: &Iri, now: &Annotation) -> Result<Vec<Rc<Annotation>>, StorageError> {
        let snapshots = self.snapshots(document).await?;
        let mut states: Vec<Rc<Annotation>> =
            snapshots.iter().filter_map(|it| it.annotations.get(&now.id).cloned()).collect();
        if let Backend::Indexed(indexed) = &self.0 {
            let found = RefCell::default();
            indexed.transact(Mode::Read, &|work| Box::pin(journal(work, document, &now.id, &found))).await?;
            states.extend(found.take());
        }
        let newer = |one: &Rc<Annotation>, other: &Rc<Annotation>| {
            (other.modified, other.revision).cmp(&(one.modified, one.revision))
        };
        glossator_core::sorting::sort(&mut states, newer);
        let mut once: Vec<Rc<Annotation>> = Vec::new();
        for state in states {
            if !is_same(&state, now) && !once.iter().any(|known| is_same(known, &state)) {
                once.push(state);
            }
        }
        Ok(once)
    }
}

/// Whether one is to be taken at all, where the newest is of that time.
fn is_due(newest: Timestamp, taken: &Snapshot) -> bool {
    taken.occasion != Occasion::Work || taken.at.0.saturating_sub(newest.0).abs() >= SPACING
}

/// A snapshot as its record has it.
struct Written {
    header: String,
    annotations: Vec<String>,
}

impl Written {
    async fn of(document: &Document, taken: &Snapshot) -> Self {
        let nothing = ArticleBuilder::default().finish(Metadata::default());
        let bare =
            Document { codebook: taken.codebook.clone(), ..Document::new(document.id.clone(), nothing, Timestamp(0)) };
        let mut annotations = Vec::with_capacity(taken.annotations.len());
        for (nth, it) in taken.annotations.iter().enumerate() {
            annotations.push(file::write_annotation(it, document));
            // Of very many, other things may come between.
            turn_if(nth % IN_A_TURN == IN_A_TURN - 1).await;
        }
        Self { header: file::write_header(&bare, VERSION), annotations }
    }

    /// Whether a record says the same.
    fn is(&self, kept: &JsValue) -> bool {
        let annotations = Array::from(&property(kept, "annotations"));
        text(kept, "header").as_deref() == Some(&*self.header)
            && annotations.length() as usize == self.annotations.len()
            && annotations
                .iter()
                .zip(&self.annotations)
                .all(|(kept, mine)| kept.as_string().as_deref() == Some(&**mine))
    }
}

async fn keep(
    work: Rc<Work>,
    document: &Document,
    taken: &Snapshot,
    written: &Written,
    newest: &Cell<Timestamp>,
) -> Result<(), StorageError> {
    let key = JsValue::from_str(document.id.as_str());
    work.transaction.keys(SNAPSHOTS, &annotations_of(&key).range(), 0);
    let keys = work.transaction.answer().await?.unchecked_into::<Array>().to_vec();
    let time = |key: &JsValue| Timestamp(key.unchecked_ref::<Array>().get(1).as_f64().unwrap_or_default() as i64);
    let mut times: Vec<Timestamp> = keys.iter().map(time).collect();
    let mut at = taken.at;
    if let (Some(last), Some(key)) = (times.last().copied(), keys.last()) {
        if !is_due(last, taken) {
            newest.set(last);
            return Ok(());
        }
        work.transaction.get(SNAPSHOTS, key);
        let kept = work.transaction.answer().await?;
        if written.is(&kept) && text(&kept, "article").as_deref() == Some(&*taken.article) {
            newest.set(last);
            return Ok(());
        }
        // By a clock that was put back it would be older than what it comes after.
        at = at.max(Timestamp(last.0.saturating_add(1)));
    }
    let occasion = Occasion::NAMES.iter().find(|(known, _)| *known == taken.occasion).map_or("", |(_, name)| name);
    let record = record(&[
        ("document", key),
        ("at", JsValue::from_f64(at.0 as f64)),
        ("occasion", occasion.into()),
        ("article", (*taken.article).into()),
        ("header", (*written.header).into()),
        ("annotations", written.annotations.iter().map(|json| JsValue::from_str(json)).collect::<Array>().into()),
    ]);
    work.transaction.put(SNAPSHOTS, &record);
    newest.set(at);
    times.push(at);
    // One at a time, and more than one where there were too many.
    let mut keys = keys;
    while times.len() > KEPT
        && let Some(out) = surplus(&times, at)
    {
        times.remove(out);
        work.transaction.delete(SNAPSHOTS, &keys.remove(out));
    }
    Ok(())
}

async fn list(work: Rc<Work>, id: &Iri, found: &RefCell<Vec<Rc<Snapshot>>>) -> Result<(), StorageError> {
    let mut keys = annotations_of(&JsValue::from_str(id.as_str()));
    let mut all = Vec::new();
    loop {
        let page = work.transaction.page(SNAPSHOTS, &mut keys, KEPT as u32).await?;
        if page.length() == 0 {
            break;
        }
        all.extend(page.iter().filter_map(|kept| read(&kept)).map(Rc::new));
    }
    all.reverse();
    found.replace(all);
    Ok(())
}

fn read(kept: &JsValue) -> Option<Snapshot> {
    let occasion = text(kept, "occasion")?;
    let annotations = Array::from(&property(kept, "annotations"));
    let annotation = |json: JsValue| file::read_annotation(&json.as_string()?).ok().map(|(it, _)| Rc::new(it));
    Some(Snapshot {
        at: Timestamp(number(kept, "at")? as i64),
        // One that a later version has another reason for.
        occasion: Occasion::NAMES
            .iter()
            .find(|(_, name)| *name == occasion)
            .map_or(Occasion::Work, |(known, _)| *known),
        article: text(kept, "article")?.into(),
        codebook: file::read_header(&text(kept, "header")?).ok()?.codebook,
        annotations: annotations
            .iter()
            .map(annotation)
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .collect::<AnnotationSet>(),
    })
}

/// All states of an annotation that the journal knows.
async fn journal(
    work: Rc<Work>,
    document: &Iri,
    id: &Iri,
    found: &RefCell<Vec<Rc<Annotation>>>,
) -> Result<(), StorageError> {
    let mut keys = Keys { from: JsValue::UNDEFINED, after: false, until: JsValue::UNDEFINED };
    let mut states: Vec<Rc<Annotation>> = Vec::new();
    loop {
        let page = work.transaction.page(JOURNAL, &mut keys, 100).await?;
        if page.length() == 0 {
            break;
        }
        let of_it = |entry: &JsValue| text(entry, "document").as_deref() == Some(document.as_str());
        for change in page.iter().filter(of_it).flat_map(|entry| Array::from(&property(&entry, "changes")).to_vec()) {
            if text(&change, "id").as_deref() == Some(id.as_str()) {
                let read = |name| Some(Rc::new(file::read_annotation(&text(&change, name)?).ok()?.0));
                states.extend(["before", "after"].into_iter().filter_map(read));
            }
        }
    }
    found.replace(states);
    Ok(())
}
