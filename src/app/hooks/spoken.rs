//! What the live region says by itself: what happened, and what is selected.

use crate::messages;
use crate::store::Store;
use yew::prelude::*;

/// Speaks of what happened to the state.
#[hook]
pub fn use_spoken(store: &UseReducerHandle<Store>, say: &Callback<String>) {
    use_effect_with(store.session.notice.clone(), {
        let say = say.clone();
        move |notice| {
            if let Some(notice) = notice {
                say.emit(messages::event(&notice.event));
            }
        }
    });
    let selected = store.session.selection.map(|range| {
        let words = messages::shortened(store.document.article.text.slice(range), 120);
        format!("Selected: {words}")
    });
    use_effect_with(selected, {
        let say = say.clone();
        move |selected| {
            if let Some(selected) = selected {
                say.emit(selected.clone());
            }
        }
    });
}
