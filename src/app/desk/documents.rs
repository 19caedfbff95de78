//! What a person does with whole documents: open, add, delete, export, and look into files of others.

use super::{Desk, Wish};
use crate::VERSION;
use crate::app::{sample, unreadable};
use crate::browser::storage::{Library, Storage, StorageError};
use crate::browser::worker::{self, Read};
use crate::browser::{clock, download, preferences};
use crate::messages;
use crate::shared::Shared;
use glossator_core::anchor::anchor;
use glossator_core::annotation::Iri;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::{Merge, merge};
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A dialog over the page.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// A new article.
    NewArticle,
    /// The help.
    Help,
    /// The list of articles, `None` while it is read; and the one that was deleted from it last.
    Library(Option<Library>, Option<Rc<Document>>),
    /// The first look at a file.
    File(Shared<Look>),
}

/// A file that was read, and what merging it would do.
pub struct Look {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub file: Read,
    /// The document it would be merged into.
    pub target: Document,
    /// Whether the target holds the very same text.
    pub same_text: bool,
    /// What that does.
    pub merge: Merge,
    /// How many of the file's annotations are found in the target's text.
    pub found: usize,
}

/// What a person wants of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Merge its annotations into the target.
    Merge,
    /// Keep it as an article of its own.
    KeepApart,
}

impl Desk {
    /// Carries out what concerns whole documents. Storage takes its time.
    pub(super) fn with_documents(self: &Rc<Self>, wish: Wish) {
        let desk = self.clone();
        spawn_local(async move {
            match wish {
                Wish::Open(id) => desk.open(&id).await,
                Wish::Add(article) => {
                    desk.add(Document::new(clock::new_id(), (*article).clone(), clock::now())).await;
                }
                Wish::List => {
                    desk.change(|ui| ui.shown = Some(Shown::Library(None, None)));
                    desk.list(None).await;
                }
                Wish::Remove(id) => desk.remove(&id).await,
                Wish::Restore(document) => desk.restore(document).await,
                Wish::Files(files) => desk.choose(files).await,
                Wish::Take(look, choice) => desk.take(&look, choice).await,
                Wish::ExportRaw => match desk.raw_export().await {
                    Ok(raw) => drop(download::download("glossator-storage.json", "application/json", &raw)),
                    Err(error) => desk.trouble(error.to_string()),
                },
                _ => {}
            }
        });
    }

    async fn open(self: &Rc<Self>, id: &Iri) {
        match self.storage.load(id).await {
            Ok(Some(loaded)) => {
                if let Some(trouble) = unreadable(loaded.unreadable.len()) {
                    self.trouble(trouble);
                }
                self.switch_to(Rc::new(loaded.document), loaded.sequence);
            }
            Ok(None) => self.trouble("This article is no longer on this device.".to_owned()),
            Err(error) => self.trouble(error.to_string()),
        }
    }

    fn switch_to(self: &Rc<Self>, document: Rc<Document>, sequence: u64) {
        self.saver.opened(document.id.clone(), sequence);
        preferences::remember_open(&document.id);
        let name = document.article.name().to_owned();
        self.change(|ui| {
            ui.open = None;
            ui.stack = None;
            ui.hidden.clear();
        });
        self.act(Action::Open(document));
        self.say(format!("Opened: {name}"));
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    async fn add(self: &Rc<Self>, document: Document) {
        match self.storage.add(&document).await {
            Ok(()) => {
                self.saver.poke(&document.id, 0);
                self.open(&document.id).await;
            }
            Err(error) => {
                // It is opened all the same: what a person pasted must not vanish.
                self.trouble(format!("{error} The article is open, but not saved: export a copy."));
                self.switch_to(Rc::new(document), 0);
                self.act(Action::Store);
            }
        }
    }

    /// Shows the list; `deleted` can be brought back from it.
    async fn list(&self, deleted: Option<Rc<Document>>) {
        let library = self.storage.library().await;
        if !matches!(self.ui().shown, Some(Shown::Library(..))) {
            // It was closed meanwhile.
            return;
        }
        match library {
            Ok(library) => self.change(|ui| ui.shown = Some(Shown::Library(Some(library), deleted))),
            Err(error) => {
                self.change(|ui| ui.shown = None);
                self.trouble(error.to_string());
            }
        }
    }

    /// Everything that is stored, as it is stored.
    async fn raw_export(&self) -> Result<String, StorageError> {
        if self.storage.keeps() { self.storage.raw_export().await } else { Storage::raw_export_unopened().await }
    }

    /// Downloads the open document as a file.
    pub(super) fn export(&self) {
        let document = self.document();
        let name = file::file_name(document.article.name());
        match download::download(&name, file::MEDIA_TYPE, &file::write(&document, VERSION)) {
            Ok(()) => self.say(format!("Downloaded: {name}")),
            Err(_) => self.trouble("The browser refused the download. Allow downloads for this page.".to_owned()),
        }
    }

    /// Looks into chosen or dropped files; changes nothing.
    async fn choose(&self, chosen: Vec<web_sys::File>) {
        match chosen.as_slice() {
            [] => {}
            _ if matches!(self.ui().shown, Some(Shown::NewArticle)) => {
                self.trouble("Add the new article or close it, then open the file.".to_owned());
            }
            [file] => match self.look(file).await {
                Ok(look) => self.change(|ui| ui.shown = Some(Shown::File(Shared(Rc::new(look))))),
                Err(problem) => self.trouble(format!("“{}”: {problem}", messages::shortened(&file.name(), 60))),
            },
            _ => self.trouble("Open one file at a time. These were left alone, and nothing was changed.".to_owned()),
        }
    }

    async fn look(&self, chosen: &web_sys::File) -> Result<Look, String> {
        let file = worker::read_file(chosen).await?;
        let (target, same_text) = self.target(&file.document).await;
        let merge = merge(&target, &file.document);
        let text = &target.article.text;
        let annotations = file.document.annotations.iter();
        let found = annotations
            .filter(|annotation| annotation.targets.iter().any(|target| anchor(text, target).range().is_some()))
            .count();
        Ok(Look { name: chosen.name(), file, target, same_text, merge, found })
    }

    /// What a file would be merged into: a document with the same text (the open one first), or with the same
    /// address; else the open one. Says whether the text is the same.
    async fn target(&self, incoming: &Document) -> (Document, bool) {
        let open = self.document();
        let same_text = |document: &Document| document.article.hash() == incoming.article.hash();
        let address = &incoming.article.metadata.address;
        let same_address = |document: &Document| !address.is_empty() && document.article.metadata.address == *address;
        if same_text(&open) {
            return ((*open).clone(), true);
        }
        let entries = self.storage.library().await.map(|library| library.entries).unwrap_or_default();
        let find = |wanted: &dyn Fn(&Document) -> bool| entries.iter().find(|entry| wanted(&entry.document));
        if let Some(best) = find(&same_text).or_else(|| find(&same_address))
            && let Ok(Some(loaded)) = self.storage.load(&best.document.id).await
        {
            let same = same_text(&loaded.document);
            return (loaded.document, same);
        }
        ((*open).clone(), false)
    }

    /// Does with a file what was chosen.
    async fn take(self: &Rc<Self>, look: &Look, choice: Choice) {
        match choice {
            Choice::Merge => {
                if self.document().id != look.target.id {
                    self.open(&look.target.id).await;
                    // It could not be opened, and why was said.
                    if self.document().id != look.target.id {
                        return;
                    }
                }
                self.act(Action::Merge(Rc::new(look.file.document.clone())));
            }
            // An id of its own: the same file may be kept apart twice, and its first copy stays.
            Choice::KeepApart => self.add(Document { id: clock::new_id(), ..look.file.document.clone() }).await,
        }
    }

    /// Deletes a document; another one is opened if it was the open one. It can be brought back while the list is
    /// open.
    async fn remove(self: &Rc<Self>, id: &Iri) {
        let open = self.document();
        let deleted = match self.storage.load(id).await {
            // What waits for storage belongs to it too.
            _ if open.id == *id => Some(open),
            Ok(loaded) => loaded.map(|loaded| Rc::new(loaded.document)),
            Err(_) => None,
        };
        if let Err(error) = self.storage.remove(id).await {
            self.trouble(error.to_string());
            return;
        }
        self.act(Action::Forget(id.clone()));
        self.saver.poke(id, 0);
        self.say("Article deleted".to_owned());
        if self.document().id == *id {
            match self.storage.library().await.map(|library| library.entries) {
                Ok(entries) if !entries.is_empty() => self.open(&entries[0].document.id).await,
                _ => self.add(sample()).await,
            }
        }
        self.list(deleted).await;
    }

    async fn restore(&self, document: Rc<Document>) {
        match self.storage.restore(&document).await {
            Ok(()) => {
                self.saver.poke(&document.id, 0);
                self.say("Article brought back".to_owned());
                self.list(None).await;
            }
            Err(error) => self.trouble(error.to_string()),
        }
    }
}
