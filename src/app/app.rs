//! The page from its start: storage is opened, then the last article, or the sample on the first day.

use crate::browser::storage::{ErrorKind, Storage};
use crate::browser::{clock, language, preferences};
use crate::later;
use crate::messages;
use crate::shared::Shared;
use crate::workspace::{Workspace, WorkspaceProps};
use glossator_core::document::Document;
use glossator_core::file;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// What the page starts with.
pub struct Start {
    /// Where documents are kept.
    pub storage: Storage,
    /// The document that is open.
    pub document: Rc<Document>,
    /// The last change of it that storage had.
    pub sequence: u64,
    /// What a person should know.
    pub troubles: Vec<String>,
    /// Whether there is something in storage that could not be opened, and can be downloaded as it is.
    pub raw: bool,
}

/// The article that is open on the first day, read beforehand: what reads plain text is not part of the first visit.
const SAMPLE: &str = include_str!("sample.json");

/// Puts the page into `root`. What stands there until storage has answered stays, so that nothing moves.
///
/// It is no async function: what such a one does is compiled where it is waited for, and all that it calls and the page
/// calls too would be there twice.
pub fn mount(root: Element) {
    spawn_local(async {
        let start = Shared(Rc::new(begin().await));
        yew::Renderer::<Workspace>::with_root_and_props(root, WorkspaceProps { start }).render();
    });
}

async fn begin() -> Start {
    // Another language is fetched while storage opens; where it cannot be had, the page speaks English.
    let translated = language::wanted() != messages::spoken();
    if translated {
        spawn_local(async { drop(later::load().await) });
    }
    let opened = Storage::open().await;
    if translated && let Ok(later) = later::load().await {
        (later.speak)();
    }
    let (storage, mut troubles, raw) = match opened {
        Ok(storage) => (storage, Vec::new(), false),
        // In memory everything works but for being kept, and what could not be opened is left as it is.
        Err(error) => (Storage::in_memory(), vec![error.to_string()], error.kind != ErrorKind::Blocked),
    };
    if storage.lost_work() {
        troubles.push(messages::work_lost().to_owned());
    }
    match open_last(&storage, &mut troubles).await {
        Some((document, sequence)) => Start { storage, document, sequence, troubles, raw },
        // Nothing could be opened. What is done from here is saved if it can be, and says so if not.
        None => Start { storage, document: Rc::new(sample()), sequence: 0, troubles, raw },
    }
}

async fn open_last(storage: &Storage, troubles: &mut Vec<String>) -> Option<(Rc<Document>, u64)> {
    let sample = sample();
    if let Err(error) = storage.add_first(&sample).await {
        troubles.push(error.to_string());
    }
    let library = match storage.library().await {
        Ok(library) => library,
        Err(error) => {
            troubles.push(error.to_string());
            return None;
        }
    };
    if !library.unreadable.is_empty() {
        troubles.push(messages::unreadable_articles(library.unreadable.len()));
    }
    let last = preferences::last_open();
    let mut ids: Vec<_> = library.entries.iter().map(|entry| entry.document.id.clone()).collect();
    // The last one first; should it not open, the others by their age.
    if let Some(at) = ids.iter().position(|id| Some(id) == last.as_ref()) {
        ids[..=at].rotate_right(1);
    }
    for id in ids {
        match storage.load(&id).await {
            Ok(Some(loaded)) => {
                troubles.extend(unreadable(loaded.unreadable.len()));
                return Some((Rc::new(loaded.document), loaded.sequence));
            }
            Ok(None) => {}
            Err(error) => troubles.push(error.to_string()),
        }
    }
    None
}

/// What is said of annotations that could not be read.
pub fn unreadable(count: usize) -> Option<String> {
    (count > 0).then(|| messages::unreadable_annotations(count))
}

/// The sample as a new document.
pub fn sample() -> Document {
    let Ok(read) = file::read_header(SAMPLE) else { panic!("the sample, which a test reads") };
    Document::new(clock::new_id(), Rc::unwrap_or_clone(read.article), clock::now())
}
