//! What happens to the page and its storage from outside: a newer build, another version in another tab.

use super::saving::Saver;
use crate::browser::service_worker;
use crate::browser::storage::{self, Storage};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

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

/// Watches the service worker and the storage.
#[hook]
pub fn use_updates(
    storage: &Storage,
    saver: &Rc<Saver>,
    say: &Callback<String>,
    on_trouble: &Callback<String>,
) -> UseStateHandle<Option<Update>> {
    let update = use_state_eq(|| None::<Update>);
    use_effect_with((), {
        let (update, say) = (update.clone(), say.clone());
        move |()| {
            let watch = service_worker::watch(Callback::from(move |event| match event {
                service_worker::Event::OfflineReady => {
                    say.emit("Ready: works without a network from now on".to_owned())
                }
                service_worker::Event::OfflineFailed => update.set(Some(Update::NotOffline)),
                service_worker::Event::UpdateReady => update.set(Some(Update::Ready)),
                service_worker::Event::Updated => update.set(Some(Update::TakenElsewhere)),
            }));
            move || drop(watch)
        }
    });
    use_effect_with((), {
        let (storage, saver, on_trouble) = (storage.clone(), saver.clone(), on_trouble.clone());
        move |()| {
            storage.watch(move |event| {
                match event {
                storage::Event::Superseded => on_trouble.emit(
                    "A newer version of Glossator runs in another tab, and this one can save no more. Export a copy if \
                     something is not saved, then reload this tab."
                        .to_owned(),
                ),
                storage::Event::Cleared => {
                    let saver = saver.clone();
                    spawn_local(async move {
                        saver.refill().await;
                    });
                }
            }
            });
        }
    });
    update
}
