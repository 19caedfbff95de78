//! The open document on its way out, in whatever format.

use super::{Desk, Shown};
use crate::VERSION;
use crate::browser::worker::{self, Format};
use crate::browser::{clock, download, preferences};
use crate::messages;
use crate::shared::Opaque;
use glossator_core::annotation::Person;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::state::Action;
use std::rc::Rc;

/// The key of our own format.
pub const OURS: &str = "glossator";

impl Desk {
    /// Shows the formats. Ours is there at once, the others when the worker has told them.
    pub(super) async fn show_formats(&self) {
        self.show(Shown::Export(None));
        let document = self.document();
        let mut told = worker::export_formats(&for_others(&document)).await;
        let mut lost = Vec::new();
        if !document.earlier.is_empty() {
            lost.push(messages::earlier_articles());
        }
        for format in told.iter_mut().flatten().filter(|format| format.key != OURS) {
            format.losses.extend(lost.iter().map(|it| (*it).to_owned()));
        }
        if !matches!(self.ui().shown, Some(Shown::Export(_))) {
            // It was closed meanwhile.
            return;
        }
        self.change(|ui| ui.shown = Some(Shown::Export(Some(Opaque::new(told)))));
    }

    /// Downloads the open document, in a format and under a name for the person at this device.
    pub(super) async fn export(self: &Rc<Self>, key: &str, name: &str) {
        self.sign(name);
        let document = self.document();
        let files = if key == OURS {
            let ours = file::write(&document, VERSION);
            Ok(vec![(file::file_name(document.article.name()), file::MEDIA_TYPE.to_owned(), ours)])
        } else {
            worker::export_as(&for_others(&document), key).await
        };
        let files = match files {
            Ok(files) => files,
            Err(sentence) => return self.trouble(sentence),
        };
        let mut names = Vec::new();
        for (name, media_type, content) in files {
            if download::download(&name, &media_type, &content).is_err() {
                self.trouble(messages::download_refused().to_owned());
                return;
            }
            names.push(name);
        }
        if key == OURS {
            self.is_in_a_file(&document.id);
        }
        self.say(messages::downloaded(&names.join(", ")));
        self.ask_for_name();
    }

    /// Asks what the person at this device is called, where others see their annotations beside their own. Once: any
    /// answer holds on this device.
    pub(super) fn ask_for_name(&self) {
        let asked = self.ui().asks_name.is_some() || preferences::is_set(preferences::NAME_ASKED);
        if !asked && self.me().name.is_empty() {
            self.change(|ui| ui.asks_name = Some(true));
        }
    }

    /// The answer.
    pub(super) fn give_name(self: &Rc<Self>, name: &str) {
        preferences::set(preferences::NAME_ASKED);
        self.change(|ui| ui.asks_name = Some(false));
        if !name.trim().is_empty() {
            self.sign(name);
            self.say(messages::name_kept().to_owned());
        }
    }

    /// Gives the person at this device another name, also on what they made in the open document.
    fn sign(self: &Rc<Self>, name: &str) {
        let person = Person { name: name.trim().to_owned(), ..self.me() };
        if person.name != self.me().name {
            preferences::set_name(&person.name);
            *self.me.borrow_mut() = person.clone();
        }
        self.act(Action::sign(person, clock::now()));
    }
}

/// What other formats are made from: they have no place for earlier versions, which may be large.
fn for_others(document: &Document) -> String {
    file::write(&Document { earlier: Vec::new(), ..document.clone() }, VERSION)
}

/// Ours alone: what there is until the worker has told the others.
pub fn only_ours() -> Vec<Format> {
    vec![Format {
        key: OURS.to_owned(),
        name: "Glossator".to_owned(),
        purpose: messages::ours_purpose().to_owned(),
        losses: Vec::new(),
    }]
}
