//! What happens to the page and its storage from outside: a newer build, another version in another tab.

use super::Desk;
use crate::browser::service_worker::{self, Watch};
use crate::browser::storage;
use crate::messages;
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

impl Desk {
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
                    desk.say(messages::offline_ready().to_owned());
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
