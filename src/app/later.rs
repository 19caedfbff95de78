//! What the first visit does without: the dialogs, and what is done with whole documents. In the page that is built for
//! use, this is a Wasm file of its own, which is loaded when it is first needed.
//!
//! All of it is reached through one [`Later`], and only through it: what something else names too becomes part of the
//! first visit, and nothing says so but `cargo xtask build`, by its sizes.
// Of the macro: it declares the other file's function, and the one that loads it.
#![allow(unsafe_code)]

use crate::browser::language;
use crate::components::attributes::{self, Form, FormProps};
use crate::components::codebook::{CodebookDialog, CodebookProps};
use crate::components::export::{Export, ExportProps};
use crate::components::filters::{Filters, FiltersProps};
use crate::components::handles::{Handles, HandlesProps};
use crate::components::library::Library;
use crate::components::new_article::{NewArticle, NewArticleProps};
use crate::components::open_file::{OpenFile, OpenFileProps};
use crate::components::settings::{Settings, SettingsProps};
use crate::components::strip::{Strip, StripProps};
use crate::components::versions::{Versions, VersionsProps};
use crate::components::{help, library, name_line};
use crate::desk::{Ask, Desk, Wish};
use crate::keymap::Keymap;
use glossator_core::annotation::Annotation;
use glossator_core::codebook::Codebook;
use std::rc::Rc;
pub use wasm_split_helpers::SplitLoaderError as Missing;
use yew::{Callback, Html, html};

/// The ways into it.
pub struct Later {
    /// What is said of an annotation besides its note, as it is written.
    pub attributes: fn(FormProps) -> Html,
    /// The same as it is read.
    pub said: fn(&Annotation) -> Html,
    /// The categories, to be changed.
    pub codebook: fn(CodebookProps) -> Html,
    /// The way out: the formats.
    pub export: fn(ExportProps) -> Html,
    /// What is shown of the annotations.
    pub filters: fn(FiltersProps) -> Html,
    /// Handles at the ends of the annotation in focus.
    pub handles: fn(HandlesProps) -> Html,
    /// The help.
    pub help: fn(&Keymap, &Codebook, &Ask, Callback<()>) -> Html,
    /// All articles on this device.
    pub library: fn(&Library) -> Html,
    /// A new article.
    pub new_article: fn(NewArticleProps) -> Html,
    /// The first look at a file.
    pub open_file: fn(OpenFileProps) -> Html,
    /// The line that asks for the reader's name.
    pub name_line: fn(&Ask) -> Html,
    /// How the page looks, and the keys.
    pub settings: fn(SettingsProps) -> Html,
    /// The language that is wanted, from now on.
    pub speak: fn(),
    /// The whole article in a strip.
    pub strip: fn(StripProps) -> Html,
    /// The versions before this one.
    pub versions: fn(VersionsProps) -> Html,
    /// What is done with whole documents.
    pub with_documents: fn(&Rc<Desk>, Wish),
}

/// There is one.
impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

static LATER: Later = Later {
    attributes: |props| html! { <Form ..props /> },
    said: attributes::said,
    codebook: |props| html! { <CodebookDialog ..props /> },
    export: |props| html! { <Export ..props /> },
    filters: |props| html! { <Filters ..props /> },
    handles: |props| html! { <Handles ..props /> },
    help: help::help,
    library: library::library,
    new_article: |props| html! { <NewArticle ..props /> },
    open_file: |props| html! { <OpenFile ..props /> },
    name_line: name_line::name_line,
    settings: |props| html! { <Settings ..props /> },
    speak: language::speak,
    strip: |props| html! { <Strip ..props /> },
    versions: |props| html! { <Versions ..props /> },
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
    Ok(&LATER)
}
