//! The page of Glossator.
#![forbid(unsafe_code)]

use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    html! { <main><article>{ "Glossator" }</article></main> }
}
