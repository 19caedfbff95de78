//! What happens to the page and its storage from outside: a newer build, another version in another tab.

use super::Desk;
use crate::browser::service_worker::{self, Watch};
use crate::browser::storage;
use crate::messages;
use gloo::timers::callback::Timeout;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// What the service worker has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// A newer build waits.
    Ready,
    /// Another tab has started the newer build.
    TakenElsewhere,
    /// The page could not be kept for offline use.
    NotOffline,
}

/// Milliseconds without an announcement after which one comes that can wait.
const QUIET: u32 = 5_000;

impl Desk {
    /// Says what can wait once nothing else was said for a while: it would take the place of what somebody is told of
    /// their own work.
    fn say_once_quiet(self: &Rc<Self>, text: &'static str) {
        let (desk, before) = (self.clone(), self.ui().said.0);
        let later = Timeout::new(QUIET, move || {
            let quiet = desk.ui().said.0 == before;
            if quiet { desk.say(text.to_owned()) } else { desk.say_once_quiet(text) }
        });
        later.forget();
    }

    pub(super) fn watch_updates(self: &Rc<Self>) -> Watch {
        let desk = self.clone();
        self.storage.watch(move |event| match event {
            storage::Event::Superseded => desk.trouble(messages::superseded().to_owned()),
            storage::Event::Cleared => {
                let desk = desk.clone();
                spawn_local(async move {
                    if !desk.refill().await {
                        // What cannot be stored again at once waits, is said, and is tried again.
                        desk.act(Action::Store);
                    }
                });
            }
        });
        let desk = self.clone();
        service_worker::watch(Callback::from(move |event| {
            let update = match event {
                service_worker::Event::OfflineReady => {
                    // It may have failed at first, and gone well at the second try.
                    desk.change(|ui| ui.update = ui.update.filter(|update| *update != Update::NotOffline));
                    desk.say_once_quiet(messages::offline_ready());
                    return;
                }
                service_worker::Event::OfflineFailed => Update::NotOffline,
                service_worker::Event::UpdateReady => Update::Ready,
                service_worker::Event::Updated => Update::TakenElsewhere,
            };
            desk.change(|ui| ui.update = Some(update));
        }))
    }
}
