//! Annotations whose words are not found: a place is proposed where there is one, and a person decides. Until then
//! nothing of them is changed.

use super::Desk;
use crate::browser::{clock, selection, worker};
use crate::messages;
use glossator_core::anchor::Anchor;
use glossator_core::annotation::Iri;
use glossator_core::file;
use glossator_core::highlight::Anchored;
use glossator_core::state::Action;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Whether some of an annotation's words are not found.
pub fn is_lost(anchored: &Anchored) -> bool {
    anchored.anchors.contains(&Anchor::Lost)
}

impl Desk {
    /// Has places proposed for what is not found in the open document.
    pub(super) fn propose(self: &Rc<Self>) {
        let document = self.document();
        let lost: Vec<String> = self
            .anchors()
            .anchored
            .iter()
            .filter(|anchored| is_lost(anchored))
            .map(|anchored| file::write_annotation(&anchored.annotation, &document))
            .collect();
        if lost.is_empty() {
            return;
        }
        // The text that they were most likely made on.
        let old = document.earlier.last().map(|version| version.article.clone());
        let header = |article| worker::header_of(&document, article);
        let (old, new) = (old.map(header).unwrap_or_default(), header(document.article.clone()));
        let desk = self.clone();
        spawn_local(async move {
            // Without a worker there are no proposals, and everything can be placed by hand.
            let Ok(carried) = worker::carry_over(&old, &new, lost).await else { return };
            if Rc::ptr_eq(&desk.document().article, &document.article) {
                desk.change(|ui| ui.proposals.extend(carried.proposals));
            }
        });
    }

    /// Puts an annotation on the words that are proposed for it.
    pub(super) fn accept(self: &Rc<Self>, id: &Iri) {
        let of_it = |proposal: &&worker::Proposal| proposal.id == *id;
        let places = self.ui().proposals.iter().filter(of_it).map(|it| (it.segment, it.range)).collect();
        self.act(Action::place(id.clone(), places, clock::now()));
        self.focus_card(id.clone());
    }

    /// Puts an annotation's first segment that is not found on the selected words.
    pub(super) fn place(self: &Rc<Self>, id: Iri) {
        let segment = self
            .anchors()
            .anchored
            .iter()
            .find(|anchored| anchored.annotation.id == id)
            .and_then(|anchored| anchored.anchors.iter().position(|anchor| *anchor == Anchor::Lost));
        match (self.state().session.selection, segment) {
            (Some(range), Some(segment)) => {
                self.act(Action::place(id.clone(), vec![(segment, range)], clock::now()));
                selection::clear();
                self.focus_card(id);
            }
            _ => self.say(messages::select_first().to_owned()),
        }
    }

    /// To the first annotation whose words are not found.
    pub(super) fn review(self: &Rc<Self>) {
        let first = self.anchors().anchored.iter().find(|it| is_lost(it)).map(|it| it.annotation.id.clone());
        if let Some(id) = first {
            self.focus_card(id);
        }
    }
}
