//! Many articles as one file, out and back in. A line is read or written at a time, so that neither the page nor the file
//! need hold them all; whoever leaves keeps what they had.

use super::{Desk, Shown};
use crate::VERSION;
use crate::browser::file_text::{bytes_of, part_of};
use crate::browser::storage::Library;
use crate::browser::worker;
use crate::browser::{clock, download};
use crate::messages;
use crate::shared::Opaque;
use glossator_core::annotation::Iri;
use glossator_core::catalogue::Shelf;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::library::{self, BEGINNING, ENDING, Lines};
use glossator_core::merge::merge;
use glossator_core::state::{Action, Outgoing};
use js_sys::Array;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::File;

/// Bytes in which a file is looked through for its lines.
const PIECE: u64 = 4 * 1024 * 1024;

/// Lines that are read in one go: what the worker is asked in one question, and what is stored in one transaction.
const BATCH: usize = 16;

/// Something that takes its time, and what of it is done.
#[derive(Clone, PartialEq)]
pub struct Underway {
    /// What the dialog is called.
    pub title: String,
    /// What is done.
    pub says: String,
    /// What is not changed by leaving it.
    pub hint: String,
    /// How much of how much; `None` where nobody knows.
    pub done: Option<(usize, usize)>,
}

/// A file of many articles that was looked through.
pub struct LibraryLook {
    /// What it is called.
    pub name: String,
    file: File,
    /// The lines that can be read.
    lines: Vec<Range<u64>>,
    /// Articles in it that are not here.
    pub new: usize,
    /// Articles in it that are here, by their ids.
    pub known: usize,
    /// Annotations of all.
    pub annotations: usize,
    /// Lines that cannot be read, and what is wrong with the first.
    pub broken: Option<(usize, String)>,
}

impl Desk {
    /// Shows that something is on its way; gives the number of the dialog.
    fn begin(&self, underway: Underway) -> u64 {
        self.show(Shown::Underway(Opaque::new(underway)));
        self.ui().dialog
    }

    /// Tells how far it has come; whether anybody still waits for it.
    fn go_on_with(&self, dialog: u64, done: usize, all: usize) -> bool {
        let waits = self.ui().dialog == dialog && matches!(self.ui().shown, Some(Shown::Underway(_)));
        if waits {
            self.change(|ui| {
                if let Some(Shown::Underway(underway)) = &mut ui.shown {
                    *underway = Opaque::new(Underway { done: Some((done, all)), ..(**underway).clone() });
                }
            });
        }
        waits
    }

    /// Downloads documents as one file.
    pub(super) async fn export_library(self: &Rc<Self>, ids: &[Iri]) {
        let Ok(listed) = self.storage.library().await else {
            return self.trouble(messages::not_understood().to_owned());
        };
        let shelves: HashMap<&Iri, &Shelf> = listed.entries.iter().map(|it| (&it.id, &it.shelf)).collect();
        let dialog = self.begin(Underway {
            title: messages::articles().to_owned(),
            says: messages::writing_articles(ids.len()),
            hint: messages::nothing_changed().to_owned(),
            done: Some((0, ids.len())),
        });
        let lines = Array::new();
        let mut missing = 0;
        let mut written = Vec::new();
        for (nth, id) in ids.iter().enumerate() {
            if nth % BATCH == 0 && !self.go_on_with(dialog, nth, ids.len()) {
                return;
            }
            let loaded = self.storage.load(id).await.ok().flatten();
            let open = self.document();
            // Of the open one the page may know more than what is stored yet.
            let document = match &loaded {
                _ if open.id == *id => &open,
                Some(loaded) => &loaded.document,
                None => {
                    missing += 1;
                    continue;
                }
            };
            let nowhere = Shelf::default();
            let shelf = shelves.get(id).copied().unwrap_or(&nowhere);
            lines.push(&library::line(document, shelf, VERSION).into());
            missing += loaded.as_ref().map_or(0, |it| it.unreadable.len());
            written.push(id.clone());
        }
        if !self.go_on_with(dialog, ids.len(), ids.len()) {
            return;
        }
        let name = ["Glossator ", clock::day(clock::now()).as_str(), ENDING].concat();
        let done = download::download_parts(&name, "application/jsonl", &lines);
        self.show_list().await;
        if done.is_err() {
            return self.trouble(messages::download_refused().to_owned());
        }
        self.are_in_a_file(&written);
        if missing > 0 {
            self.trouble(messages::not_in_the_file(missing));
        }
        self.say(messages::downloaded(&name));
    }

    /// Whether a file holds many articles, a line each. Its content says so: a second line of ours, or its name where it
    /// holds one.
    pub(super) async fn is_library(file: &File) -> bool {
        let begins_at =
            async |at: u64| bytes_of(file, at..at + BEGINNING as u64).await.is_ok_and(|it| library::begins(&it));
        if !begins_at(0).await {
            return false;
        }
        if file.name().to_lowercase().ends_with(".jsonl") {
            return true;
        }
        let (size, mut at, mut lines) = (file.size() as u64, 0, Lines::default());
        while at < size {
            let until = size.min(at + PIECE);
            let Ok(piece) = bytes_of(file, at..until).await else { return false };
            if let Some(first) = lines.push(&piece).first() {
                return begins_at(first.end + 1).await;
            }
            at = until;
        }
        false
    }

    /// Looks into a file of many articles; changes nothing.
    pub(super) async fn look_into_library(self: &Rc<Self>, file: File) {
        let name = messages::shortened(&file.name(), 60);
        let dialog = self.begin(Underway {
            title: messages::open_file().to_owned(),
            says: messages::reading_file(&messages::file_name(&name)),
            hint: messages::nothing_changed().to_owned(),
            done: None,
        });
        match self.looked_through(file, dialog).await {
            Ok(Some(look)) => self.show(Shown::LibraryFile(Opaque::new(look))),
            // It was closed.
            Ok(None) => {}
            Err(problem) => {
                self.change(|ui| ui.shown = None);
                self.trouble(messages::of_file(&messages::file_name(&name), &problem));
            }
        }
    }

    async fn looked_through(&self, file: File, dialog: u64) -> Result<Option<LibraryLook>, String> {
        let mut found = Lines::default();
        let mut lines = Vec::new();
        let size = file.size() as u64;
        let mut at = 0;
        while at < size {
            let until = size.min(at + PIECE);
            lines.extend(found.push(&bytes_of(&file, at..until).await?));
            at = until;
        }
        lines.extend(found.finish());
        let library = self.storage.library().await.map_err(|error| error.to_string())?;
        let here = known(&library);
        let mut look =
            LibraryLook { name: file.name(), file, lines: Vec::new(), new: 0, known: 0, annotations: 0, broken: None };
        for (nth, batch) in lines.chunks(BATCH).enumerate() {
            if !self.go_on_with(dialog, nth * BATCH, lines.len()) {
                return Ok(None);
            }
            for (line, read) in batch.iter().zip(read_lines(&look.file, batch).await) {
                match read {
                    Ok((document, _)) => {
                        if here.contains_key(&document.id) {
                            look.known += 1;
                        } else {
                            look.new += 1;
                        }
                        look.annotations += document.annotations.len();
                        look.lines.push(line.clone());
                    }
                    Err(problem) => look.broken.get_or_insert((0, problem)).0 += 1,
                }
            }
        }
        if look.lines.is_empty() {
            return Err(look.broken.map_or_else(|| messages::not_understood().to_owned(), |(_, problem)| problem));
        }
        Ok(Some(look))
    }

    /// Takes in what a file of many holds: what is new as it is, what is here merged into it.
    pub(super) async fn take_in(self: &Rc<Self>, look: &LibraryLook) {
        let all = look.lines.len();
        let dialog = self.begin(Underway {
            title: messages::open_file().to_owned(),
            says: messages::taking_in(&look.name),
            hint: messages::taken_in_stays().to_owned(),
            done: Some((0, all)),
        });
        let mut done = 0;
        let outcome = async {
            let library = self.storage.library().await.map_err(|error| error.to_string())?;
            let mut here = known(&library);
            for batch in look.lines.chunks(BATCH) {
                if !self.go_on_with(dialog, done, all) {
                    return Ok(());
                }
                self.take_in_batch(&look.file, batch, &mut here).await?;
                done += batch.len();
            }
            Ok::<_, String>(())
        };
        let outcome = outcome.await;
        if self.ui().dialog == dialog {
            self.show_list().await;
        }
        match outcome {
            Ok(()) if done < all => self.say(messages::taking_in_left(done, all)),
            Ok(()) => self.say(messages::taken_in(done)),
            Err(problem) => self.trouble(messages::taken_in_partly(done, all, &problem)),
        }
    }

    /// All that is new is stored in one transaction.
    async fn take_in_batch(
        self: &Rc<Self>,
        file: &File,
        lines: &[Range<u64>],
        here: &mut HashMap<Iri, Shelf>,
    ) -> Result<(), String> {
        let mut new: Vec<(Document, Shelf)> = Vec::new();
        for read in read_lines(file, lines).await {
            let (mut document, shelf) = read?;
            if let Some(known) = here.get(&document.id) {
                // What it is merged into may be among what is new.
                self.store(&mut new).await?;
                if known.is_none() && !shelf.is_none() {
                    let put = [(document.id.clone(), shelf.clone())];
                    self.storage.shelve(&put).await.map_err(|error| error.to_string())?;
                }
                match self.merge_into_kept(document).await? {
                    None => continue,
                    Some(beside) if here.contains_key(&beside.id) => continue,
                    Some(beside) => document = beside,
                }
            }
            here.insert(document.id.clone(), shelf.clone());
            new.push((document, shelf));
        }
        self.store(&mut new).await
    }

    async fn store(self: &Rc<Self>, new: &mut Vec<(Document, Shelf)>) -> Result<(), String> {
        self.storage.take_in(new).await.map_err(|error| error.to_string())?;
        for (document, _) in new.drain(..) {
            self.saver.poke(&document.id, 0);
            self.copy_later(&document.id);
        }
        Ok(())
    }

    /// Merges a document into the one of its id. Where that has another text it is given back, with an id of its own that
    /// depends on what it holds: taken in again, it is there already.
    async fn merge_into_kept(self: &Rc<Self>, document: Document) -> Result<Option<Document>, String> {
        let id = document.id.clone();
        self.storage.trash(&id, false).await.map_err(|error| error.to_string())?;
        let loaded = self.storage.load(&id).await.map_err(|error| error.to_string())?;
        let open = self.document();
        let local = match loaded {
            _ if open.id == id => open.clone(),
            Some(loaded) => Rc::new(loaded.document),
            None => return Ok(Some(document)),
        };
        if local.article.hash() != document.article.hash() {
            let id = file::derived_id(&id, &file::write_line(&document, ""));
            return Ok(Some(Document { id, ..document }));
        }
        let mut merge = merge(&local, &[&document]);
        let (before, codebook) = (local.codebook.clone(), local.codebook.with_missing_of(&document.codebook));
        merge.transaction.codebook = (codebook != before).then(|| (before, codebook.clone()));
        if merge.transaction.changes.is_empty() && merge.transaction.codebook.is_none() {
            return Ok(None);
        }
        if open.id == id {
            self.act(Action::merge(Rc::new(merge)));
            return Ok(None);
        }
        let document = Rc::new(Document { codebook, ..(*local).clone() });
        let outgoing = Outgoing { serial: 0, document, transaction: Rc::new(merge.transaction) };
        let saved = self.storage.save(&[outgoing]).await.map_err(|error| error.to_string())?;
        self.saver.poke(&id, saved.sequence);
        self.copy_later(&id);
        Ok(None)
    }
}

/// What is here, and on which shelf; in the trash too.
fn known(library: &Library) -> HashMap<Iri, Shelf> {
    library.entries.iter().chain(&library.trash).map(|it| (it.id.clone(), it.shelf.clone())).collect()
}

/// What each line holds, or in a sentence why it cannot be read.
async fn read_lines(file: &File, lines: &[Range<u64>]) -> Vec<Result<(Document, Shelf), String>> {
    let cut = |line: &Range<u64>| part_of(file, line.clone());
    let Ok(parts) = lines.iter().map(cut).collect::<Result<Vec<File>, JsValue>>() else {
        return lines.iter().map(|_| Err(messages::not_understood().to_owned())).collect();
    };
    // Together, which is quicker; where one cannot be read, each by itself.
    if let Ok(read) = worker::read_files(&parts, &[], "").await
        && read.documents.len() == parts.len()
    {
        return read.documents.into_iter().map(|it| Ok(shelved(it))).collect();
    }
    let mut all = Vec::new();
    for part in parts {
        let read = worker::read_files(&[part], &[], "").await;
        all.push(read.and_then(|mut read| {
            let none = || read.problems.first().cloned().unwrap_or_else(|| messages::not_understood().to_owned());
            read.documents.pop().map(shelved).ok_or_else(none)
        }));
    }
    all
}

fn shelved(mut document: Document) -> (Document, Shelf) {
    let shelf = library::take_shelf(&mut document);
    (document, shelf)
}
