//! What a person does with whole documents: open, add, delete, export, and look into files of others.

use crate::VERSION;
use crate::app::unreadable;
use crate::browser::storage::Storage;
use crate::browser::{clock, download, preferences};
use crate::components::library::Entry;
use crate::components::open_file::{Choice, Look};
use crate::hooks::saving::Saver;
use crate::messages;
use crate::store::{Dispatch, Shared};
use glossator_core::anchor::anchor;
use glossator_core::annotation::Iri;
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::merge;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, MouseEvent};
use yew::Callback;

/// A dialog over the page.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// A new article.
    NewArticle,
    /// The help.
    Help,
    /// The list of articles, `None` while it is read; and the one that was deleted from it last.
    Library(Option<Vec<Entry>>, Option<Rc<Document>>),
    /// The first look at a file.
    File(Shared<Look>),
}

/// What is needed for it.
#[derive(Clone)]
pub struct Files {
    /// Where documents are kept.
    pub storage: Storage,
    /// What saves them.
    pub saver: Rc<Saver>,
    /// Changes the state.
    pub dispatch: Dispatch,
    /// Tells of a problem.
    pub trouble: Callback<String>,
    /// Speaks.
    pub say: Callback<String>,
    /// Shows a dialog.
    pub show: Callback<Option<Shown>>,
}

impl Files {
    /// Opens the document of that id.
    pub fn open(self, id: Iri) {
        spawn_local(async move { self.open_now(&id).await });
    }

    async fn open_now(&self, id: &Iri) {
        match self.storage.load(id).await {
            Ok(Some(loaded)) => {
                if let Some(trouble) = unreadable(loaded.unreadable.len()) {
                    self.trouble.emit(trouble);
                }
                self.switch_to(Rc::new(loaded.document), loaded.sequence);
            }
            Ok(None) => self.trouble.emit("This article is no longer on this device.".to_owned()),
            Err(error) => self.trouble.emit(error.to_string()),
        }
    }

    fn switch_to(&self, document: Rc<Document>, sequence: u64) {
        self.saver.opened(document.id.clone(), sequence);
        preferences::remember_open(&document.id);
        self.say.emit(format!("Opened: {}", document.article.name()));
        self.dispatch.dispatch(Action::Open(document));
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Adds an article and opens it.
    pub fn add(self, article: Article) {
        let document = Document::new(clock::new_id(), article, clock::now());
        spawn_local(async move { self.add_document(document).await });
    }

    async fn add_document(&self, document: Document) {
        match self.storage.add(&document).await {
            Ok(()) => {
                self.saver.poke(&document.id);
                self.open_now(&document.id).await;
            }
            Err(error) => {
                // It is opened all the same: what a person pasted must not vanish.
                self.trouble.emit(format!("{error} The article is open, but not saved: export a copy."));
                self.switch_to(Rc::new(document), 0);
            }
        }
    }

    /// Shows the list of articles.
    pub fn list(self) {
        self.show.emit(Some(Shown::Library(None, None)));
        spawn_local(async move { self.list_now(None).await });
    }

    async fn list_now(&self, deleted: Option<Rc<Document>>) {
        match self.storage.library().await {
            Ok(library) => {
                let entries = library
                    .entries
                    .into_iter()
                    .map(|entry| Entry { document: entry.document, count: entry.count, modified: entry.modified })
                    .collect();
                self.show.emit(Some(Shown::Library(Some(entries), deleted)));
            }
            Err(error) => {
                self.show.emit(None);
                self.trouble.emit(error.to_string());
            }
        }
    }

    /// Downloads a document as a file.
    pub fn export(&self, document: &Document) {
        let name = file::file_name(document.article.name());
        match download::download(&name, file::MEDIA_TYPE, &file::write(document, VERSION)) {
            Ok(()) => self.say.emit(format!("Downloaded: {name}")),
            Err(_) => self.trouble.emit("The browser refused the download. Allow downloads for this page.".to_owned()),
        }
    }

    /// Downloads everything that is stored, as it is stored.
    pub fn rescue(self) -> Callback<MouseEvent> {
        Callback::from(move |_| {
            let files = self.clone();
            spawn_local(async move {
                match Storage::raw_export_unopened().await {
                    Ok(raw) => drop(download::download("glossator-storage.json", "application/json", &raw)),
                    Err(error) => files.trouble.emit(error.to_string()),
                }
            });
        })
    }

    /// Looks into chosen or dropped files; changes nothing.
    pub fn choose(self, chosen: Vec<File>) {
        let [file] = chosen.as_slice() else {
            if !chosen.is_empty() {
                self.trouble.emit("Open one file at a time: these were left alone.".to_owned());
            }
            return;
        };
        let file = file.clone();
        spawn_local(async move {
            let name = file.name();
            match self.look(&file).await {
                Ok(look) => self.show.emit(Some(Shown::File(Shared(Rc::new(look))))),
                Err(problem) => self.trouble.emit(format!("“{}”: {problem}", messages::shortened(&name, 60))),
            }
        });
    }

    async fn look(&self, chosen: &File) -> Result<Look, String> {
        file::check_size(chosen.size() as u64).map_err(|problem| problem.to_string())?;
        let bytes = download::read(chosen)
            .await
            .map_err(|_| "The browser could not read it. Is it a folder, or was it moved?".to_owned())?;
        let file = file::read(&bytes).map_err(|problem| problem.to_string())?;
        let (target, same_text) = self.target(&file.document).await;
        let merge = merge(&target, &file.document);
        let text = &target.article.text;
        let found = file
            .document
            .annotations
            .iter()
            .filter(|annotation| annotation.targets.iter().any(|target| anchor(text, target).range().is_some()))
            .count();
        Ok(Look { name: chosen.name(), file, target, same_text, merge, found })
    }

    /// What a file would be merged into: a document with the same text (the open one first), or with the same
    /// address; else the open one. Says whether the text is the same.
    async fn target(&self, incoming: &Document) -> (Document, bool) {
        let open = self.saver.document();
        let same_text = |document: &Document| document.article.hash() == incoming.article.hash();
        let address = &incoming.article.metadata.address;
        let same_address = |document: &Document| !address.is_empty() && document.article.metadata.address == *address;
        if same_text(&open) {
            return ((*open).clone(), true);
        }
        let entries = self.storage.library().await.map(|library| library.entries).unwrap_or_default();
        let best = entries
            .iter()
            .find(|entry| same_text(&entry.document))
            .or_else(|| entries.iter().find(|entry| same_address(&entry.document)));
        if let Some(best) = best
            && let Ok(Some(loaded)) = self.storage.load(&best.document.id).await
        {
            let same = same_text(&loaded.document);
            return (loaded.document, same);
        }
        ((*open).clone(), false)
    }

    /// Does with a file what was chosen.
    pub fn take(self, look: &Shared<Look>, choice: Choice) {
        let look = look.clone();
        spawn_local(async move {
            match choice {
                Choice::Merge => {
                    if self.saver.document().id != look.target.id {
                        self.open_now(&look.target.id).await;
                    }
                    self.dispatch.dispatch(Action::Merge(Rc::new(look.file.document.clone())));
                }
                Choice::KeepApart => {
                    // An id of its own: the same file may be kept apart twice, and its first copy stays.
                    let document = Document { id: clock::new_id(), ..look.file.document.clone() };
                    self.add_document(document).await;
                }
            }
        });
    }

    /// Deletes a document; another one is opened if it was the open one. It can be brought back while the list is
    /// open.
    pub fn remove(self, id: Iri) {
        spawn_local(async move {
            // What waits for storage belongs to it too.
            let open = self.saver.document();
            let deleted = match self.storage.load(&id).await {
                _ if open.id == id => Some(open),
                Ok(loaded) => loaded.map(|loaded| Rc::new(loaded.document)),
                Err(_) => None,
            };
            if let Err(error) = self.storage.remove(&id).await {
                self.trouble.emit(error.to_string());
                return;
            }
            self.saver.poke(&id);
            self.say.emit("Article deleted".to_owned());
            if self.saver.document().id == id {
                match self.storage.library().await.map(|library| library.entries) {
                    Ok(entries) if !entries.is_empty() => self.open_now(&entries[0].document.id).await,
                    _ => self.add_document(crate::app::sample()).await,
                }
            }
            self.list_now(deleted).await;
        });
    }

    /// Brings a deleted document back.
    pub fn restore(self, document: Rc<Document>) {
        spawn_local(async move {
            match self.storage.restore(&document).await {
                Ok(()) => {
                    self.saver.poke(&document.id);
                    self.say.emit("Article brought back".to_owned());
                    self.list_now(None).await;
                }
                Err(error) => self.trouble.emit(error.to_string()),
            }
        });
    }
}
