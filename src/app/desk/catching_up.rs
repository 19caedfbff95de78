//! The way from other tabs back into the state. Loaded when it is first needed, as what others did can wait that long: it
//! is storage that keeps two tabs from overwriting each other.

use super::Desk;
use crate::browser::storage::{Loaded, News};
use crate::messages;
use glossator_core::annotation::Iri;
use glossator_core::document::Document;
use glossator_core::state::{Action, Event};
use glossator_core::transaction::Change;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

impl Desk {
    /// Reads what other tabs did to the open document. One reading at a time: of two, the slower one would bring back what
    /// was there before this tab's edits since the faster one.
    pub(super) fn catch_up(self: &Rc<Self>) {
        self.saver.read_again.set(true);
        if self.saver.reading.replace(true) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            while desk.saver.read_again.replace(false) {
                desk.read_on().await;
            }
            desk.saver.reading.set(false);
        });
    }

    async fn read_on(self: &Rc<Self>) {
        let (id, sequence) = self.saver.read.borrow().clone();
        let (changes, sequence) = match self.storage.changes_since(&id, sequence).await {
            Ok(News::Changes { changes, sequence }) => (changes, sequence),
            // What waits here is stored first; then this is asked again.
            Ok(News::Behind) if self.state().outbox.waiting().next().is_none() => match self.reread(&id).await {
                Some((loaded, before)) if loaded.document.article.hash() != before.article.hash() => {
                    self.saver.advance(&id, loaded.sequence);
                    // Its annotations are where they were, and who made that version will look for it.
                    let mine = self.saver.made.borrow().as_ref() == Some(&before.article);
                    self.act(Action::Open(Rc::new(loaded.document)));
                    if mine {
                        self.trouble(messages::other_tab_took_yours().to_owned());
                    } else {
                        self.say(messages::other_tab_version().to_owned());
                    }
                    return;
                }
                Some((loaded, before)) => {
                    self.act(Action::Stored(Rc::new(loaded.document.clone())));
                    (Change::between(&before.annotations, &loaded.document.annotations), loaded.sequence)
                }
                None => return,
            },
            Ok(News::Removed) => {
                if !self.saver.told_removed.replace(true) {
                    self.trouble(messages::removed_elsewhere().to_owned());
                }
                return;
            }
            Ok(News::Behind) | Err(_) => return,
        };
        self.saver.advance(&id, sequence);
        if !changes.is_empty() {
            let count = changes.len();
            self.act(Action::Remote(id, changes, Event::OtherTab(count)));
        }
    }

    /// The whole document again, and what the page has of it.
    async fn reread(&self, id: &Iri) -> Option<(Loaded, Rc<Document>)> {
        loop {
            if self.state().outbox.waiting().next().is_some() {
                return None;
            }
            let before = self.document();
            if before.id != *id {
                return None;
            }
            let loaded = self.storage.load(id).await.ok()??;
            // What was done while it was read would look as if storage had taken it back.
            if Rc::ptr_eq(&before, &self.document()) {
                return Some((loaded, before));
            }
        }
    }
}
