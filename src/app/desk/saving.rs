//! The way from the state's outbox to storage, and from other tabs back into the state.

use super::Desk;
use crate::browser::clock;
use crate::browser::storage::{ErrorKind, Loaded, News};
use crate::browser::tabs::Tabs;
use crate::messages;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use glossator_core::annotation::Iri;
use glossator_core::article::Article;
use glossator_core::document::Document;
use glossator_core::state::{Action, Event, Outgoing};
use glossator_core::transaction::Change;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::window;
use yew::Html;

/// Milliseconds between two tries where storage refuses.
const RETRY: u32 = 5_000;

/// How far saving has come.
pub struct Saver {
    busy: Cell<bool>,
    /// Whether what others did is being read, and whether it was asked for once more meanwhile.
    reading: Cell<bool>,
    read_again: Cell<bool>,
    /// The document that is open and the last change of it that this tab has read.
    read: RefCell<(Iri, u64)>,
    /// Whether it was told that another tab deleted the document.
    told_removed: Cell<bool>,
    tabs: RefCell<Option<Tabs>>,
    /// The version of an article that this tab stored last.
    made: RefCell<Option<Rc<Article>>>,
}

impl Saver {
    /// Of a document that was read up to that change.
    pub fn new(id: &Iri, sequence: u64) -> Self {
        Self {
            busy: Cell::new(false),
            reading: Cell::default(),
            read_again: Cell::default(),
            read: RefCell::new((id.clone(), sequence)),
            told_removed: Cell::default(),
            tabs: RefCell::default(),
            made: RefCell::default(),
        }
    }

    /// Another document is open, read up to that change.
    pub fn opened(&self, id: Iri, sequence: u64) {
        *self.read.borrow_mut() = (id, sequence);
        self.told_removed.set(false);
    }

    /// Tells the other tabs of something stored.
    pub fn poke(&self, id: &Iri, sequence: u64) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.poke(id, sequence);
        }
    }

    fn advance(&self, id: &Iri, sequence: u64) {
        let mut read = self.read.borrow_mut();
        if read.0 == *id {
            read.1 = read.1.max(sequence);
        }
    }
}

impl Desk {
    pub(super) fn watch_storage(self: &Rc<Self>) -> (Option<EventListener>, Interval) {
        let catch_up = {
            let desk = self.clone();
            move || desk.catch_up()
        };
        *self.saver.tabs.borrow_mut() = Some(Tabs::open(catch_up.clone()));
        // A tab in the background may be put to sleep and miss what the others say.
        let page = window().and_then(|window| window.document());
        let visible = page.map(|page| EventListener::new(&page, "visibilitychange", move |_| catch_up()));
        let desk = self.clone();
        (visible, Interval::new(RETRY, move || desk.save()))
    }

    /// Stores what waits, if it is not being done already.
    pub(super) fn save(self: &Rc<Self>) {
        if self.state().outbox.waiting().next().is_some() && !self.saver.busy.replace(true) {
            let desk = self.clone();
            spawn_local(async move {
                desk.drain().await;
                desk.saver.busy.set(false);
                // What others did meanwhile could not be read before this tab's own work was stored.
                desk.catch_up();
            });
        }
    }

    /// Stores until nothing waits or storage refuses.
    async fn drain(self: &Rc<Self>) {
        loop {
            let batch: Vec<Outgoing> = self.state().outbox.waiting().cloned().collect();
            let Some(last) = batch.last() else { return };
            match self.storage.save(&batch).await {
                Ok(saved) => {
                    // First: what waits still is not corrected.
                    self.act(Action::Saved(last.serial, clock::now()));
                    self.correct(saved.corrections, saved.headers);
                    if batch.iter().any(|outgoing| outgoing.transaction.edition.is_some()) {
                        *self.saver.made.borrow_mut() = Some(last.document.article.clone());
                    }
                    self.saver.poke(&last.document.id, saved.sequence);
                    for outgoing in &batch {
                        self.copy_later(&outgoing.document.id);
                    }
                }
                Err(error) if error.kind == ErrorKind::Closed && self.refill().await => {}
                Err(error) => {
                    self.act(Action::SaveFailed(error.to_string()));
                    self.fetch_later();
                    return;
                }
            }
        }
    }

    /// Where the newest copy of the open document is outside of the browser's storage.
    pub fn copy_state(self: &Rc<Self>) -> Html {
        self.copies.get().map(|copies| copies.clone().state(self)).unwrap_or_default()
    }

    /// What was stored goes to other places, too.
    pub(super) fn copy_later(self: &Rc<Self>, id: &Iri) {
        if let Some(copies) = self.copies.get() {
            copies.clone().saved(self, id);
        }
    }

    /// The storage was emptied from outside: what this tab has is stored again. Says whether that went well.
    pub(super) async fn refill(self: &Rc<Self>) -> bool {
        let document = self.document();
        let Ok(saved) = self.storage.refill(&document).await else { return false };
        self.correct(saved.corrections, saved.headers);
        self.saver.poke(&document.id, saved.sequence);
        self.trouble(messages::emptied().to_owned());
        // Another tab may have been first, with annotations that this one does not know.
        self.catch_up();
        true
    }

    /// Makes the page as storage is, where another tab was first.
    fn correct(self: &Rc<Self>, corrections: Vec<(Iri, Vec<Change>)>, headers: Vec<Document>) {
        for header in headers {
            self.act(Action::Stored(Rc::new(header)));
        }
        for (id, changes) in corrections {
            // A version that is kept comes with the one that it yields to.
            let event = if changes.len() > 1 { Event::KeptBoth } else { Event::OtherTab(1) };
            self.act(Action::Remote(id, changes, event));
        }
    }

    /// Reads what other tabs did to the open document. One reading at a time: of two, the slower one would bring back what
    /// was there before this tab's edits since the faster one.
    fn catch_up(self: &Rc<Self>) {
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
                    (difference(&before, &loaded.document), loaded.sequence)
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

/// The changes that make the annotations of `before` those of `after`.
pub(super) fn difference(before: &Document, after: &Document) -> Vec<Change> {
    let mut changes: Vec<Change> = before
        .annotations
        .iter()
        .filter(|annotation| after.annotations.get(&annotation.id).is_none())
        .map(Change::remove)
        .collect();
    for annotation in after.annotations.iter() {
        let old = before.annotations.get(&annotation.id);
        if !old.is_some_and(|old| Rc::ptr_eq(old, annotation) || old == annotation) {
            changes.push(Change { before: old.cloned(), after: Some(annotation.clone()) });
        }
    }
    changes
}
