//! What a person does with the list of articles: put them in order, delete them and bring them back, several at once.

use super::{Desk, LibraryLook, Shown};
use crate::app::sample;
use crate::browser::clock;
use crate::browser::storage::{Library, StorageError};
use crate::messages;
use crate::shared::{Opaque, Shared};
use glossator_core::annotation::Iri;
use glossator_core::catalogue::{Entry, Shelf};
use glossator_core::state::Action;
use std::rc::Rc;

/// How long a deleted article is kept, in milliseconds: thirty days.
const TRASH_KEPT: i64 = 30 * 24 * 60 * 60 * 1000;

/// What the list shows.
#[derive(Clone, Default, PartialEq)]
pub struct Listing {
    /// What is kept; `None` while it is read.
    pub kept: Option<Shared<Library>>,
    /// What was deleted last, while the list is open, and its name.
    pub deleted: Option<(Vec<Iri>, String)>,
}

/// What is done with documents on the list.
pub enum Keeping {
    /// Put each on another shelf.
    Shelve(Vec<(Iri, Shelf)>),
    /// Put them into the trash.
    Remove(Vec<Iri>),
    /// Take them out of the trash.
    Restore(Vec<Iri>),
    /// Delete them for good.
    Destroy(Vec<Iri>),
    /// Download them as one file.
    Export(Vec<Iri>),
    /// Take in what a file of many holds.
    TakeIn(Opaque<LibraryLook>),
}

impl Desk {
    pub(super) async fn keep(self: &Rc<Self>, keeping: &Keeping) {
        match keeping {
            Keeping::Shelve(shelves) => self.shelve(shelves).await,
            Keeping::Remove(ids) => self.remove(ids).await,
            Keeping::Restore(ids) => self.restore(ids).await,
            Keeping::Destroy(ids) => self.destroy(ids).await,
            Keeping::Export(ids) => self.export_library(ids).await,
            Keeping::TakeIn(look) => self.take_in(look).await,
        }
    }

    /// Opens the list.
    pub(super) async fn show_list(self: &Rc<Self>) {
        self.show(Shown::Library(Opaque::new(Listing::default())));
        self.list(None).await;
    }

    /// Shows the list as it is now; `deleted` can be brought back from it.
    async fn list(&self, deleted: Option<(Vec<Iri>, String)>) {
        let library = self.emptied(self.storage.library().await).await;
        if !matches!(self.ui().shown, Some(Shown::Library(_))) {
            // It was closed meanwhile.
            return;
        }
        match library {
            Ok(library) => {
                let kept = Some(Shared(Rc::new(library)));
                self.change(|ui| ui.shown = Some(Shown::Library(Opaque::new(Listing { kept, deleted }))));
            }
            Err(error) => {
                self.change(|ui| ui.shown = None);
                self.trouble(error.to_string());
            }
        }
    }

    /// The library without what was in the trash for too long.
    async fn emptied(&self, library: Result<Library, StorageError>) -> Result<Library, StorageError> {
        let mut library = library?;
        let past = clock::now().0 - TRASH_KEPT;
        for entry in library.trash.extract_if(.., |it| it.modified.0 < past) {
            // What refuses to go goes another time: the list is wanted now, above all where there is no room left.
            let _ = self.storage.remove(&entry.id).await;
        }
        Ok(library)
    }

    /// What the list says of a document.
    fn listed(&self, id: &Iri) -> Option<Rc<Entry>> {
        match &self.ui().shown {
            Some(Shown::Library(listing)) => listing.kept.as_ref()?.entries.iter().find(|it| it.id == *id).cloned(),
            _ => None,
        }
    }

    async fn shelve(self: &Rc<Self>, shelves: &[(Iri, Shelf)]) {
        if let Err(error) = self.storage.shelve(shelves).await {
            self.trouble(error.to_string());
        }
        self.list(None).await;
    }

    /// Puts documents into the trash; another one is opened if the open one is among them.
    async fn remove(self: &Rc<Self>, ids: &[Iri]) {
        let mut removed: Vec<Iri> = Vec::new();
        let name = match ids {
            [only] => self.listed(only).map(|it| it.name.clone()),
            more => Some(messages::count_of_articles(more.len())),
        };
        for id in ids {
            let state = self.state();
            let waiting: Vec<_> = state.outbox.waiting().filter(|it| it.document.id == *id).cloned().collect();
            // What waits for storage belongs to it too.
            let kept = async {
                if !waiting.is_empty() {
                    self.storage.save(&waiting).await?;
                }
                self.storage.trash(id, true).await
            };
            if let Err(error) = kept.await {
                self.trouble(error.to_string());
                break;
            }
            self.act(Action::Forget(id.clone()));
            self.saver.poke(id, 0);
            removed.push(id.clone());
        }
        match removed.len() {
            0 => return,
            1 => self.say(messages::article_deleted().to_owned()),
            more => self.say(messages::articles_deleted(more)),
        }
        if removed.contains(&self.document().id) {
            // The next in the list that is in sight.
            match self.storage.library().await.map(|library| library.entries) {
                Ok(entries) if !entries.is_empty() => {
                    let next = entries.iter().find(|it| !it.shelf.archived).unwrap_or(&entries[0]);
                    self.open(&next.id).await;
                }
                _ => self.add(sample()).await,
            }
        }
        self.list(name.map(|name| (removed, name))).await;
    }

    /// Takes documents out of the trash.
    async fn restore(self: &Rc<Self>, ids: &[Iri]) {
        for id in ids {
            if let Err(error) = self.storage.trash(id, false).await {
                return self.trouble(error.to_string());
            }
            self.saver.poke(id, 0);
        }
        match ids.len() {
            1 => self.say(messages::article_brought_back().to_owned()),
            more => self.say(messages::articles_brought_back(more)),
        }
        self.list(None).await;
    }

    /// Deletes documents for good.
    async fn destroy(&self, ids: &[Iri]) {
        let mut count = 0;
        for id in ids {
            if let Err(error) = self.storage.remove(id).await {
                self.trouble(error.to_string());
                break;
            }
            count += 1;
        }
        self.say(messages::deleted_for_good(count));
        self.list(None).await;
    }
}
