//! The first look at a file of many articles: what it holds, before anything changes.

use super::dialog::{Dialog, close};
use super::library::keep;
use crate::desk::{Ask, Keeping, LibraryLook};
use crate::messages;
use crate::shared::Opaque;
use yew::prelude::*;

/// The dialog.
pub fn library_file(look: &Opaque<LibraryLook>, ask: &Ask, on_closed: Callback<()>) -> Html {
    let cancel = Callback::from(|event: MouseEvent| {
        close(&event);
    });
    let all = look.new + look.known;
    html! {
        <Dialog title={messages::open_file()} {on_closed}>
            <p>
                <strong><bdi>{ messages::shortened(&look.name, 60) }</bdi></strong>{ ": " }
                { messages::library_holds(&messages::count_of_articles(all), &messages::annotations(look.annotations)) }
            </p>
            if look.known > 0 {
                <p>{ messages::known_are_merged(look.known) }</p>
            }
            if let Some((count, problem)) = &look.broken {
                <p>{ messages::lines_unreadable(*count, problem) }</p>
            }
            <p class="hint">{ messages::nothing_changed() }</p>
            <div class="foot">
                <button type="button" onclick={cancel}>{ messages::cancel() }</button>
                <button type="button" class="main" onclick={keep(ask, Keeping::TakeIn(look.clone()))}>
                    { messages::take_in_all() }
                </button>
            </div>
        </Dialog>
    }
}
