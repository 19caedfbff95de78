//! Keeps a copy of the open document outside of this program, for when it dies.

use super::Desk;
use crate::VERSION;
use crate::browser::rescue;
use gloo::timers::callback::Timeout;
use glossator_core::annotation::Annotation;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::transaction::Change;
use std::rc::Rc;

/// Annotations written in one go when a document is opened, so that a large one does not hold the page.
const CHUNK: usize = 500;

impl Desk {
    /// Tells it what changed; all of it where there is no `before` of the same article.
    pub(super) fn tell_rescue(self: &Rc<Self>, before: Option<&Rc<Document>>, document: &Rc<Document>) {
        match before {
            // In a turn of its own: to write out a long article takes a while.
            None => {
                let (desk, id) = (self.clone(), document.id.clone());
                Timeout::new(0, move || {
                    let document = desk.document();
                    if document.id == id {
                        rescue::reset(&file::write_header(&document, VERSION));
                        desk.name_rescue();
                        desk.tell_from(0, document);
                    }
                })
                .forget();
            }
            Some(before) => {
                for change in Change::between(&before.annotations, &document.annotations) {
                    match (&change.after, change.id()) {
                        (Some(after), Some(id)) => {
                            rescue::put(id.as_str(), &file::write_annotation(after, document));
                        }
                        (None, Some(id)) => rescue::remove(id.as_str()),
                        (_, None) => {}
                    }
                }
            }
        }
    }

    /// Says what a copy of the open document is called, once that can be worked out.
    pub(super) fn name_rescue(&self) {
        if let Some(later) = self.later() {
            rescue::called(&(later.file_name)(self.document().article.name()));
        }
    }

    /// Stops when another document is open.
    fn tell_from(self: &Rc<Self>, from: usize, document: Rc<Document>) {
        let current = self.document();
        if current.id != document.id {
            return;
        }
        let unchanged = |annotation: &&Rc<Annotation>| {
            current.annotations.get(&annotation.id).is_some_and(|now| Rc::ptr_eq(now, annotation))
        };
        // What changed meanwhile was told already.
        for annotation in document.annotations.iter().skip(from).take(CHUNK).filter(unchanged) {
            rescue::put(annotation.id.as_str(), &file::write_annotation(annotation, &document));
        }
        if from + CHUNK < document.annotations.len() {
            let desk = self.clone();
            Timeout::new(0, move || desk.tell_from(from + CHUNK, document)).forget();
        }
    }
}
