//! What is shown while something takes its time. Closing it leaves what is being done.

use super::dialog::{Dialog, close};
use crate::browser::worker;
use crate::desk::Underway;
use crate::messages;
use yew::prelude::*;

/// The dialog.
pub fn underway(it: &Underway, on_closed: Callback<()>) -> Html {
    // Of what is done in steps, the step is finished.
    let whole = it.done.is_none();
    let on_closed = Callback::from(move |()| {
        if whole {
            worker::stop();
        }
        on_closed.emit(());
    });
    let cancel = Callback::from(|event: MouseEvent| {
        close(&event);
    });
    let bar = match it.done {
        None => html! { <progress aria-label={messages::loading()}></progress> },
        Some((done, all)) => html! {
            <progress aria-label={messages::of(done, all)} value={done.to_string()} max={all.max(1).to_string()}></progress>
        },
    };
    html! {
        <Dialog title={it.title.clone()} {on_closed}>
            <p role="status">{ &it.says }</p>
            <p class="underway">
                { bar }
                if let Some((done, all)) = it.done {
                    { " " }{ messages::of(done, all) }
                }
            </p>
            <p class="hint">{ &it.hint }</p>
            <div class="foot"><button type="button" onclick={cancel}>{ messages::cancel() }</button></div>
        </Dialog>
    }
}
