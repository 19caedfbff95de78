//! The title of the page.

use web_sys::window;
use yew::prelude::*;

/// Names the page after the article.
#[hook]
pub fn use_title(article: &str) {
    use_effect_with(article.to_owned(), |article| {
        if let Some(page) = window().and_then(|window| window.document()) {
            page.set_title(&format!("{article} – Glossator"));
        }
    });
}
