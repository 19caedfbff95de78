//! Keeps what a document was before something happens to it that a person may regret when undo is gone.
//!
//! | taken before | because |
//! |---|---|
//! | a merge | a file brings many changes that nobody looked at one by one |
//! | a new version of the article | every annotation may get other words |
//! | a step that deletes five or more | one does not see at once what is missing |
//! | going back to an older state | going back must not lose the newer one |
//! | the next change, ten minutes after the last | what is noticed late is no further away than that |
//!
//! Nothing waits for it, and nothing is said where it fails: the work itself is stored by its own transaction.

use super::Desk;
use crate::browser::clock;
use crate::browser::storage::ErrorKind;
use crate::browser::turn::IN_A_TURN;
use gloo::timers::future::TimeoutFuture;
use glossator_core::annotation::{Iri, Timestamp};
use glossator_core::document::Document;
use glossator_core::snapshot::{Occasion, SPACING, Snapshot};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds until what was done is on the screen, also on an old machine.
const SEEN: u32 = 300;

thread_local! {
    /// Of which document the last one is, and from when, so that not every change asks storage. Not a part of the desk,
    /// which is part of the first visit.
    static LAST: RefCell<Option<(Iri, Timestamp)>> = const { RefCell::new(None) };
}

impl Desk {
    /// The open document was `before` and is another one now.
    pub(crate) fn changed(self: &Rc<Self>, before: &Rc<Document>) {
        self.ask_to_persist();
        let state = self.state();
        // What this person did here; what other tabs did, they have kept.
        let last = state.outbox.waiting().last();
        let Some(own) = last.filter(|it| Rc::ptr_eq(&it.document, &state.document) && it.document.id == before.id)
        else {
            return;
        };
        let (occasion, now) = (Occasion::of(&own.transaction), clock::now());
        let recent = |(id, at): &(Iri, Timestamp)| *id == before.id && (0..SPACING).contains(&(now.0 - at.0));
        if occasion == Occasion::Work && LAST.with_borrow(|last| last.as_ref().is_some_and(recent)) {
            return;
        }
        let taken = Snapshot::of(before, occasion, now);
        if taken.is_empty() {
            return;
        }
        LAST.set(Some((before.id.clone(), now)));
        let (desk, before) = (self.clone(), before.clone());
        spawn_local(async move {
            // Of very many it is written out in turns, and what was done is to be seen first.
            if before.annotations.len() > IN_A_TURN {
                TimeoutFuture::new(SEEN).await;
            }
            match desk.storage.keep_snapshot(&before, &taken).await {
                Ok(newest) => LAST.set(Some((before.id.clone(), newest))),
                // That the storage was emptied is said once, and was said here.
                Err(error) if error.kind == ErrorKind::Closed => drop(desk.refill().await),
                Err(_) => LAST.set(None),
            }
        });
    }
}
