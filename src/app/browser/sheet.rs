//! Stylesheets that come with a part of the program.

use js_sys::{Array, Reflect};
use web_sys::{CssStyleSheet, window};

/// Has the page wear a sheet besides its own, after them. Constructed in place of a `<style>`, which the page's policy
/// refuses. Where a browser knows no such sheets, what it is for is there and plain.
pub fn wear(css: &str) -> Option<()> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(css).ok()?;
    let (document, worn) = (window()?.document()?, "adoptedStyleSheets".into());
    let all = Array::from(&Reflect::get(&document, &worn).ok()?);
    all.push(&sheet);
    Reflect::set(&document, &worn, &all).ok().map(drop)
}
