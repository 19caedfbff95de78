//! Files dropped on the page.

use super::listener::use_document_event;
use web_sys::{DragEvent, File};
use yew::prelude::*;

/// Calls `on_files` with the files that are dropped anywhere on the page. Gives whether some hover over it.
#[hook]
pub fn use_dropped(on_files: Callback<Vec<File>>) -> bool {
    let over = use_state_eq(|| false);
    use_document_event("dragover", {
        let over = over.clone();
        move |event: &DragEvent| {
            if holds_files(event) {
                // Without this the browser would leave the page for the file.
                event.prevent_default();
                over.set(true);
            }
        }
    });
    use_document_event("dragleave", {
        let over = over.clone();
        // Only when the pointer leaves the window, not when it goes from one element to the next.
        move |event: &DragEvent| {
            if event.related_target().is_none() {
                over.set(false);
            }
        }
    });
    use_document_event("drop", {
        let over = over.clone();
        move |event: &DragEvent| {
            over.set(false);
            if holds_files(event) {
                event.prevent_default();
                let list = event.data_transfer().and_then(|data| data.files());
                let files: Vec<File> =
                    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default();
                on_files.emit(files);
            }
        }
    });
    *over
}

fn holds_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
