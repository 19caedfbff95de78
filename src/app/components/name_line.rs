//! The one time that the reader's name is asked for.

use crate::desk::{Ask, Wish};
use crate::messages;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// A line with a field. It takes no focus and stops nothing.
pub fn name_line(ask: &Ask) -> Html {
    let save = ask.reform(|event: SubmitEvent| {
        event.prevent_default();
        let field = event.target_unchecked_into::<Element>().query_selector("input").ok().flatten();
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        Wish::GiveName(field.map(|field| field.value()).unwrap_or_default())
    });
    html! {
        <form class="line name-line" key="name" aria-label={messages::your_name()} onsubmit={save}>
            <label>
                { messages::your_name_asked() }
                <input type="text" dir="auto" name="name" autocomplete="name" />
            </label>
            <span>
                <button type="submit">{ messages::save() }</button>
                <button type="button" onclick={ask.reform(|_: MouseEvent| Wish::GiveName(String::new()))}>
                    { messages::not_now() }
                </button>
            </span>
        </form>
    }
}
