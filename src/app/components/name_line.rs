//! The one time that the reader's name is asked for.

use crate::desk::{Ask, Wish};
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
        <form class="line name-line" key="name" aria-label="Your name" onsubmit={save}>
            <label>
                { "Your name, so that others can tell your annotations from theirs (optional):" }
                <input type="text" name="name" autocomplete="name" />
            </label>
            <span>
                <button type="submit">{ "Save" }</button>
                <button type="button" onclick={ask.reform(|_: MouseEvent| Wish::GiveName(String::new()))}>
                    { "Not now" }
                </button>
            </span>
        </form>
    }
}
