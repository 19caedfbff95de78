//! The way from the state's outbox to storage. What comes back from other tabs is read by `catching_up`.

use super::{Desk, Wish};
use crate::browser::clock;
use crate::browser::storage::ErrorKind;
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
    pub(super) reading: Cell<bool>,
    pub(super) read_again: Cell<bool>,
    /// The document that is open and the last change of it that this tab has read.
    pub(super) read: RefCell<(Iri, u64)>,
    /// Whether it was told that another tab deleted the document.
    pub(super) told_removed: Cell<bool>,
    tabs: RefCell<Option<Tabs>>,
    /// The version of an article that this tab stored last.
    pub(super) made: RefCell<Option<Rc<Article>>>,
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

    pub(super) fn advance(&self, id: &Iri, sequence: u64) {
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
            move || desk.have_done(Wish::CatchUp)
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
                desk.have_done(Wish::CatchUp);
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
        self.have_done(Wish::CatchUp);
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
}
