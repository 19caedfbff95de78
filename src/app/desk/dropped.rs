//! Files dropped on the page.

use super::{Desk, Wish};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, FileList};

impl Desk {
    pub(super) fn on_drag(self: &Rc<Self>, event: &Event) {
        let event: &DragEvent = event.unchecked_ref();
        let over = match event.type_().as_str() {
            // Only when the pointer leaves the window, not when it goes from one element to the next.
            "dragleave" => event.related_target().is_some() && self.ui().over,
            kind if holds_files(event) => {
                // Without this the browser would leave the page for the file.
                event.prevent_default();
                kind == "dragover"
            }
            _ => false,
        };
        if over != self.ui().over {
            self.fetch_later();
            self.change(|ui| ui.over = over);
        }
        if event.type_() == "drop" && holds_files(event) {
            self.carry_out(Wish::Files(all(event.data_transfer().and_then(|data| data.files()))));
        }
    }
}

/// The files of a list.
pub fn all(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default()
}

fn holds_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
