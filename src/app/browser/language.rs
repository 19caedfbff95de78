//! Which language the page speaks: what a person chose on this device, else the first of the browser's that it knows.

use crate::messages::{LANGUAGES, take_up};
use wasm_bindgen::JsValue;
use web_sys::{Element, window};

/// The language that is wanted.
pub fn wanted() -> &'static str {
    let known = |wanted: String| LANGUAGES.into_iter().find(|code| wanted.get(..2) == Some(*code));
    // `boot.js` puts there what is chosen.
    let chosen = root().and_then(|root| root.get_attribute("data-language"));
    let browsers = || window()?.navigator().languages().iter().filter_map(|it| it.as_string()).find_map(known);
    chosen.and_then(known).or_else(browsers).unwrap_or(LANGUAGES[0])
}

/// Speaks the language that is wanted. Of the part that is loaded later: translations are there.
pub fn speak() {
    let spoken = take_up(wanted());
    if let Some(root) = root() {
        // The platform takes any value.
        let _ = root.set_attribute("lang", spoken);
    }
}

/// Whose customs dates and numbers follow: the browser's, which knows of countries, unless the page speaks another
/// language.
pub(super) fn customs() -> JsValue {
    let (spoken, browsers) = (crate::messages::spoken(), window().and_then(|window| window.navigator().language()));
    if browsers.is_some_and(|it| it.starts_with(spoken)) { JsValue::UNDEFINED } else { spoken.into() }
}

fn root() -> Option<Element> {
    window()?.document()?.document_element()
}
