//! The way from the state's outbox to storage, and from other tabs back into the state.

use crate::VERSION;
use crate::browser::storage::{ErrorKind, News, Storage};
use crate::browser::tabs::Tabs;
use crate::browser::{clock, rescue};
use crate::store::{Dispatch, Shared, Store};
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use glossator_core::annotation::{Annotation, Iri};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::state::{Action, Event, Outgoing};
use glossator_core::transaction::Change;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::window;
use yew::prelude::*;

/// Milliseconds between two tries where storage refuses.
const RETRY: u32 = 5_000;

/// Annotations written for the rescue in one go, when a document is opened.
const CHUNK: usize = 500;

/// Stores what waits, one batch at a time, and reads what other tabs stored.
pub struct Saver {
    storage: Storage,
    dispatch: Dispatch,
    on_trouble: Callback<String>,
    latest: RefCell<Rc<Store>>,
    busy: Cell<bool>,
    /// The last outgoing transaction that is stored, told to the state or not.
    done: Cell<u64>,
    /// The document that is open and the last change of it that this tab has read.
    read: RefCell<(Iri, u64)>,
    tabs: RefCell<Option<Tabs>>,
}

impl Saver {
    /// The document that is open now was read up to that change.
    pub fn opened(&self, id: Iri, sequence: u64) {
        *self.read.borrow_mut() = (id, sequence);
    }

    /// The document that is open.
    pub fn document(&self) -> Rc<Document> {
        self.latest.borrow().document.clone()
    }

    /// Tells the other tabs of something stored beside the outbox.
    pub fn poke(&self, id: &Iri) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.poke(id, 0);
        }
    }

    fn waiting(&self) -> Vec<Outgoing> {
        self.latest.borrow().outbox.waiting().filter(|outgoing| outgoing.serial > self.done.get()).cloned().collect()
    }

    /// Stores until nothing waits or storage refuses.
    async fn drain(self: Rc<Self>) {
        if self.busy.replace(true) {
            return;
        }
        loop {
            let batch = self.waiting();
            let Some(last) = batch.last().map(|outgoing| outgoing.serial) else { break };
            match self.storage.save(&batch).await {
                Ok(saved) => {
                    self.done.set(last);
                    for (id, changes) in saved.corrections {
                        self.dispatch.dispatch(Action::Remote(id, changes, Event::KeptBoth));
                    }
                    self.dispatch.dispatch(Action::Saved(last, clock::now()));
                    if let (Some(tabs), Some(outgoing)) = (&*self.tabs.borrow(), batch.last()) {
                        tabs.poke(&outgoing.document.id, saved.sequence);
                    }
                }
                Err(error) if error.kind == ErrorKind::Closed && self.refill().await => {}
                Err(error) => {
                    self.dispatch.dispatch(Action::SaveFailed(error.to_string()));
                    break;
                }
            }
        }
        self.busy.set(false);
    }

    /// The storage was emptied from outside: what this tab has is stored again. Says whether that went well.
    pub async fn refill(&self) -> bool {
        let document = self.latest.borrow().document.clone();
        match self.storage.restore(&document).await {
            Ok(()) => {
                self.on_trouble.emit(
                    "The browser emptied this page’s storage while it was open. The open article with its annotations \
                     was saved again; other articles are gone from this device."
                        .to_owned(),
                );
                true
            }
            Err(_) => false,
        }
    }

    /// Reads what other tabs did to the open document.
    async fn catch_up(self: Rc<Self>) {
        let (id, sequence) = self.read.borrow().clone();
        match self.storage.changes_since(&id, sequence).await {
            Ok(News::Changes { changes, sequence }) => {
                let count = changes.len();
                self.advance(&id, sequence);
                if count > 0 {
                    self.dispatch.dispatch(Action::Remote(id, changes, Event::OtherTab(count)));
                }
            }
            // What waits here is stored first, and pokes nobody into a loop: the next poke or visit reads again.
            Ok(News::Behind) if self.waiting().is_empty() => {
                if let Ok(Some(loaded)) = self.storage.load(&id).await {
                    let changes = difference(&self.latest.borrow().document, &loaded.document);
                    let count = changes.len();
                    self.advance(&id, loaded.sequence);
                    self.dispatch.dispatch(Action::Remote(id, changes, Event::OtherTab(count)));
                }
            }
            Ok(News::Removed) => self.on_trouble.emit(
                "This article was deleted in another tab. It is still here: the next change saves it again.".to_owned(),
            ),
            Ok(News::Behind) | Err(_) => {}
        }
    }

    fn advance(&self, id: &Iri, sequence: u64) {
        let mut read = self.read.borrow_mut();
        if read.0 == *id {
            read.1 = read.1.max(sequence);
        }
    }
}

/// Saves what the state sends, as long as the component lives.
#[hook]
pub fn use_saving(
    store: &UseReducerHandle<Store>,
    storage: &Storage,
    sequence: u64,
    on_trouble: &Callback<String>,
) -> Rc<Saver> {
    let saver = use_memo((), |()| Saver {
        storage: storage.clone(),
        dispatch: store.dispatcher(),
        on_trouble: on_trouble.clone(),
        latest: RefCell::new(Rc::new((**store).clone())),
        busy: Cell::new(false),
        done: Cell::new(0),
        read: RefCell::new((store.document.id.clone(), sequence)),
        tabs: RefCell::new(None),
    });
    *saver.latest.borrow_mut() = Rc::new((**store).clone());
    use_effect_with((), {
        let saver = saver.clone();
        move |()| {
            let catch_up = {
                let saver = saver.clone();
                move || spawn_local(saver.clone().catch_up())
            };
            *saver.tabs.borrow_mut() = Some(Tabs::open(catch_up.clone()));
            // A tab in the background may be put to sleep and miss what the others say.
            let page = window().and_then(|window| window.document());
            let visible = page.map(|page| EventListener::new(&page, "visibilitychange", move |_| catch_up()));
            let retry = Interval::new(RETRY, {
                let saver = saver.clone();
                move || spawn_local(saver.clone().drain())
            });
            move || {
                drop((visible, retry));
                saver.tabs.borrow_mut().take();
            }
        }
    });
    use_effect_with(store.outbox.waiting().last().map(|outgoing| outgoing.serial), {
        let saver = saver.clone();
        move |_| spawn_local(saver.drain())
    });
    use_rescue(&store.document);
    saver
}

/// Keeps a copy of the open document outside of this program, for when it dies.
#[hook]
fn use_rescue(document: &Rc<Document>) {
    let told = use_mut_ref(|| None::<Rc<Document>>);
    use_effect_with(Shared(document.clone()), move |Shared(document)| {
        let before = told.borrow_mut().replace(document.clone());
        match before.filter(|before| before.id == document.id) {
            None => {
                rescue::reset(&file::write_header(document, VERSION), &file::file_name(document.article.name()));
                let all: Rc<[Rc<Annotation>]> = document.annotations.iter().cloned().collect();
                tell(all, 0, document.clone(), told.clone());
            }
            Some(before) => {
                for change in difference(&before, document) {
                    match (&change.after, change.id()) {
                        (Some(after), Some(id)) => {
                            rescue::put(id.as_str(), &file::write_annotation(after, document));
                        }
                        (None, Some(id)) => rescue::remove(id.as_str()),
                        (None, None) | (Some(_), None) => {}
                    }
                }
            }
        }
    });
}

/// In pieces, so that a large document does not hold the page. Stops when another one is open.
fn tell(all: Rc<[Rc<Annotation>]>, from: usize, document: Rc<Document>, told: Rc<RefCell<Option<Rc<Document>>>>) {
    let current = told.borrow().clone();
    let Some(current) = current.filter(|current| current.id == document.id) else { return };
    for annotation in all.iter().skip(from).take(CHUNK) {
        // What changed meanwhile was told already.
        if current.annotations.get(&annotation.id).is_some_and(|now| Rc::ptr_eq(now, annotation)) {
            rescue::put(annotation.id.as_str(), &file::write_annotation(annotation, &document));
        }
    }
    if from + CHUNK < all.len() {
        Timeout::new(0, move || tell(all, from + CHUNK, document, told)).forget();
    }
}

/// The changes that make the annotations of `before` those of `after`.
fn difference(before: &Document, after: &Document) -> Vec<Change> {
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
