//! The part of the page that is loaded when it is first needed.

use super::{Desk, Wish};
use crate::later::{self, Later};
use crate::messages;
use gloo::timers::callback::Timeout;
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
    /// connection breaks next; and who has annotations sees the strip. Where it cannot be had, whoever asks for it is told.
    pub(super) fn fetch_later(self: &Rc<Self>) {
        if self.later().is_some() || self.fetching.replace(true) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            if let Ok(later) = later::load().await {
                desk.later.get_or_init(|| later);
                desk.redraw();
            }
        });
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
            desk.change(|ui| ui.troubles.retain(|trouble| trouble != messages::part_missing()));
            match loaded {
                Ok(later) => (desk.later.get_or_init(|| later).with_documents)(&desk, wish),
                Err(_) => desk.trouble(messages::part_missing().to_owned()),
            }
            desk.go_on();
        });
    }
}
