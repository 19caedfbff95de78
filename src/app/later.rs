//! What the first visit does without: the dialogs, and what is done with whole documents. In the page that is built for
//! use, this is a Wasm file of its own, which is loaded when it is first needed.
//!
//! All of it is reached through one [`Later`], and only through it: what something else names too becomes part of the
//! first visit, and nothing says so but `cargo xtask build`, by its sizes.
// Of the macro: it declares the other file's function, and the one that loads it.
#![allow(unsafe_code)]

use crate::app::{self, Opening};
use crate::browser::storage::Storage;
use crate::browser::{language, sheet};
use crate::desk::{Ask, Desk, Wish};
use crate::surfaces;
use glossator_core::document::Document;
use glossator_core::file::file_name;
use std::rc::Rc;
use std::sync::Once;
pub use wasm_split_helpers::SplitLoaderError as Missing;
use yew::Html;

/// A part of the page, as a function of the desk.
pub type Surface = fn(&Rc<Desk>, &Ask) -> Html;

/// The ways into it.
pub struct Later {
    /// What follows from a change of the open document, besides that it is stored.
    pub changed: fn(&Rc<Desk>, &Rc<Document>),
    /// The dialog over the page.
    pub dialog: Surface,
    /// The way to the versions before this one.
    pub earlier: Surface,
    /// What a file with an article of that title is called.
    pub file_name: fn(&str) -> String,
    /// What is shown of the annotations.
    pub filters: Surface,
    /// Handles at the ends of the annotation in focus.
    pub handles: Surface,
    /// Whose annotations are shown.
    pub layers: Surface,
    /// The cards.
    pub margin: Surface,
    /// The marker, while it is on.
    pub marker: Surface,
    /// Lines at the top for what can wait: the reader's name, copies of the work.
    pub lines: Surface,
    /// What is opened where the article that was open last is not there.
    pub open_any: fn(Storage, &mut Vec<String>) -> Opening<'_>,
    /// The language that is wanted, from now on.
    pub speak: fn(),
    /// The choice among annotations that lie over each other.
    pub stack: Surface,
    /// The whole article in a strip.
    pub strip: Surface,
    /// What happened.
    pub toast: Surface,
    /// The step of the tour that is being taken.
    pub tour: Surface,
    /// What is done with whole documents.
    pub with_documents: fn(&Rc<Desk>, Wish),
}

/// How what is in it looks.
const SHEETS: [&str; 9] = [
    include_str!("../../styles/cards.css"),
    include_str!("../../styles/toast.css"),
    include_str!("../../styles/dialogs.css"),
    include_str!("../../styles/summary.css"),
    include_str!("../../styles/agreement.css"),
    include_str!("../../styles/strip.css"),
    include_str!("../../styles/pointer.css"),
    include_str!("../../styles/tour.css"),
    include_str!("../../styles/presentation.css"),
];

/// Whether the page wears them.
static DRESSED: Once = Once::new();

/// There is one.
impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

static LATER: Later = Later {
    changed: Desk::changed,
    dialog: surfaces::dialog,
    earlier: surfaces::earlier,
    file_name,
    filters: surfaces::filters,
    handles: surfaces::handles,
    layers: surfaces::layers,
    margin: surfaces::margin,
    marker: surfaces::marker,
    lines: surfaces::lines,
    open_any: app::open_any,
    speak: language::speak,
    stack: surfaces::stack,
    strip: surfaces::strip,
    toast: surfaces::toast,
    tour: surfaces::tour,
    with_documents: Desk::with_documents,
};

/// Loads it, or has it already.
///
/// # Errors
/// It could not be had. It can be asked for again.
pub async fn load() -> Result<&'static Later, Missing> {
    #[cfg(split)]
    return later().await;
    #[cfg(not(split))]
    later()
}

/// The macro makes this asynchronous, and what is in it the root of the other file.
#[cfg_attr(split, wasm_split_helpers::wasm_split(later, fallible))]
fn later() -> Result<&'static Later, Missing> {
    DRESSED.call_once(|| {
        for css in SHEETS {
            sheet::wear(css);
        }
    });
    Ok(&LATER)
}
