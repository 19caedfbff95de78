//! The part of the page that is loaded when it is first needed.

use super::{Desk, Shown, Underway, Wish};
use crate::later::{self, Later};
use crate::messages;
use crate::shared::Opaque;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds until it is said that something is on its way.
const PATIENCE: u32 = 400;

impl Desk {
    /// The part, once it is there.
    pub fn later(&self) -> Option<&'static Later> {
        self.later.get().copied()
    }

    /// Has the part at hand before it is needed: whoever is told to export a copy must be able to, also when the
    /// connection breaks next; who has annotations, or is about to, sees their cards; and what is kept is looked through.
    /// Where it cannot be had, it is tried again the next time.
    pub(super) fn fetch_later(self: &Rc<Self>) {
        if self.later().is_some() || self.fetching.replace(true) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            match later::load().await {
                Ok(later) => desk.came(later),
                Err(_) => {
                    desk.fetching.set(false);
                    // Words are marked and kept without it, but their cards are missing.
                    if !desk.document().annotations.is_empty() {
                        desk.trouble(messages::part_missing().to_owned());
                    }
                }
            }
        });
    }

    /// Has the part do what nobody waits for: now, or when it comes.
    pub(super) fn have_done(self: &Rc<Self>, wish: Wish) {
        match self.later() {
            Some(later) => (later.with_documents)(self, wish),
            // It begins with all there is of that kind.
            None => self.fetch_later(),
        }
    }

    /// It is there.
    fn came(self: &Rc<Self>, later: &'static Later) {
        if self.later.set(later).is_ok() {
            self.change(|ui| ui.troubles.retain(|trouble| trouble != messages::part_missing()));
            self.name_rescue();
            for wish in [Wish::LookThrough, Wish::CatchUp, Wish::Propose] {
                (later.with_documents)(self, wish);
            }
        }
    }

    /// Does what takes its time, and says that something is on its way if it takes long.
    pub(super) async fn while_waiting<T>(self: &Rc<Self>, work: impl Future<Output = T>) -> T {
        let desk = self.clone();
        let line = Timeout::new(PATIENCE, move || desk.change(|ui| ui.loading = true));
        let done = work.await;
        drop(line);
        self.change(|ui| ui.loading = false);
        done
    }

    /// Reads files, and says so in a dialog if it takes long. Gives nothing where that was closed: it is left then.
    pub(super) async fn while_reading<T>(self: &Rc<Self>, name: &str, work: impl Future<Output = T>) -> Option<T> {
        let dialog = Rc::new(Cell::new(None));
        let line = {
            let (desk, dialog, says) = (self.clone(), dialog.clone(), messages::reading_file(name));
            Timeout::new(PATIENCE, move || {
                if !desk.has_unfinished() {
                    desk.show(Shown::Underway(Opaque::new(Underway {
                        title: messages::open_file().to_owned(),
                        says,
                        hint: messages::nothing_changed().to_owned(),
                        done: None,
                    })));
                    dialog.set(Some(desk.ui().dialog));
                }
            })
        };
        let done = work.await;
        drop(line);
        if let Some(dialog) = dialog.get() {
            if self.ui().dialog != dialog || self.ui().shown.is_none() {
                return None;
            }
            self.change(|ui| ui.shown = None);
        }
        Some(done)
    }

    /// Carries out what takes that part.
    pub(super) fn carry_out_later(self: &Rc<Self>, wish: Wish) {
        if let Some(later) = self.later() {
            return (later.with_documents)(self, wish);
        }
        let desk = self.clone();
        // Keys that come meanwhile keep their order: what moves the text cursor comes before what marks at it.
        let first = wish.is_of_the_cursor();
        self.settling.set(self.settling.get() + u32::from(first));
        spawn_local(async move {
            let loaded = desk.while_waiting(later::load()).await;
            desk.settling.set(desk.settling.get() - u32::from(first));
            match loaded {
                Ok(later) => {
                    desk.came(later);
                    (later.with_documents)(&desk, wish);
                }
                Err(_) => desk.trouble(messages::part_missing().to_owned()),
            }
            desk.go_on();
        });
    }
}
