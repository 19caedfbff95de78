//! Articles from web pages and documents. A third program reads them, in a worker (`src/importer`), which is loaded when
//! it is first asked, by `boot.js`.

use super::worker::{get, header, number, spoken};
use glossator_core::article::Article;
use js_sys::{Array, Promise};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// What was found in a file, or a chapter of it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The article on the page; `None` where all of it is article.
    pub article: Option<Rc<Article>>,
    /// Everything that can be read there.
    pub whole: Rc<Article>,
    /// What the article is without.
    pub left_out: LeftOut,
}

/// What was left out of an article, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Words that are on the page and not in the article.
    pub words: usize,
    /// Links that are on the page and not in the article.
    pub links: usize,
    /// Pictures.
    pub pictures: usize,
    /// Players, frames, drawings and the like.
    pub embedded: usize,
    /// Passages that the page does not show.
    pub hidden: usize,
    /// What somebody deleted and the document still holds.
    pub deleted: usize,
}

/// Reads a file: an article, or the chapters of a book.
///
/// # Errors
/// Why there is nothing to annotate in it, in a sentence; as for every function here.
pub async fn file(file: &File) -> Result<Vec<Found>, String> {
    ask("importFile", file).await
}

/// Reads HTML that was pasted.
///
/// # Errors
/// In a sentence.
pub async fn paste(html: &str) -> Result<Vec<Found>, String> {
    ask("importPaste", &html.into()).await
}

/// Leaves whatever is being read; who waits for it is told that there is no worker.
pub fn stop() {
    js::stop_import();
}

async fn ask(task: &str, given: &JsValue) -> Result<Vec<Found>, String> {
    let answer = JsFuture::from(js::import(task, &Array::of1(given)).map_err(spoken)?).await.map_err(spoken)?;
    let found = |it: JsValue| {
        let out = get(&it, "leftOut");
        Some(Found {
            article: header(&it, "article"),
            whole: header(&it, "whole")?,
            left_out: LeftOut {
                words: number(&out, "words"),
                links: number(&out, "links"),
                pictures: number(&out, "pictures"),
                embedded: number(&out, "embedded"),
                hidden: number(&out, "hidden"),
                deleted: number(&out, "deleted"),
            },
        })
    };
    Ok(Array::from(&answer).iter().filter_map(found).collect())
}

mod js {
    use super::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_namespace = glossator)]
        pub fn import(task: &str, given: &Array) -> Result<Promise, JsValue>;

        #[wasm_bindgen(js_namespace = glossator, js_name = stopImport)]
        pub fn stop_import();
    }
}
