//! The page from its start: storage is opened, then the last article, or the sample on the first day.

use crate::browser::storage::{ErrorKind, Storage};
use crate::browser::{clock, language, preferences};
use crate::later;
use crate::messages;
use crate::shared::Shared;
use crate::workspace::{Workspace, WorkspaceProps};
use glossator_core::annotation::Iri;
use glossator_core::document::Document;
use glossator_core::file;
use std::pin::Pin;
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
    let opened = open_last(&storage, &mut troubles).await;
    if storage.lost_work() {
        troubles.push(messages::work_lost().to_owned());
    }
    match opened {
        Some((document, sequence)) => Start { storage, document, sequence, troubles, raw },
        // Nothing could be opened. What is done from here is saved if it can be, and says so if not.
        None => Start { storage, document: Rc::new(sample()), sequence: 0, troubles, raw },
    }
}

/// The article that was open last, or the sample where there is nothing yet. What else is kept is not looked at: of
/// thousands of articles, that would take its time.
async fn open_last(storage: &Storage, troubles: &mut Vec<String>) -> Option<(Rc<Document>, u64)> {
    let sample = sample();
    let id = match storage.add_first(&sample).await {
        Ok(true) => Some(sample.id),
        Ok(false) => preferences::last_open(),
        Err(error) => {
            troubles.push(error.to_string());
            preferences::last_open()
        }
    };
    if let Some(id) = id
        && let Some(opened) = open(storage, &id, troubles).await
    {
        return Some(opened);
    }
    match later::load().await {
        Ok(later) => (later.open_any)(storage.clone(), troubles).await,
        Err(_) => {
            troubles.push(messages::part_missing().to_owned());
            None
        }
    }
}

/// The document that was touched last, of those that can be read.
pub fn open_any(storage: Storage, troubles: &mut Vec<String>) -> Opening<'_> {
    Box::pin(async move {
        let library = match storage.library().await {
            Ok(library) => library,
            Err(error) => {
                troubles.push(error.to_string());
                return None;
            }
        };
        for entry in library.entries {
            if let Some(opened) = open(&storage, &entry.id, troubles).await {
                return Some(opened);
            }
        }
        None
    })
}

/// What is opened at the start: a document, and the number of the last change of it.
pub type Opening<'a> = Pin<Box<dyn Future<Output = Option<(Rc<Document>, u64)>> + 'a>>;

fn open<'a>(storage: &'a Storage, id: &'a Iri, troubles: &'a mut Vec<String>) -> Opening<'a> {
    Box::pin(async move {
        match storage.load(id).await {
            // Another tab deleted it.
            Ok(Some(loaded)) if loaded.trashed => None,
            Ok(Some(loaded)) => {
                troubles.extend(unreadable(loaded.unreadable.len()));
                Some((Rc::new(loaded.document), loaded.sequence))
            }
            Ok(None) => None,
            Err(error) => {
                troubles.push(error.to_string());
                None
            }
        }
    })
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
