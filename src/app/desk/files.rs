//! Files of others: looked into first, then merged or kept apart.

use super::{Desk, Shown};
use crate::browser::clock;
use crate::browser::worker::{self, Label, Proposal, Read};
use crate::messages;
use crate::shared::Shared;
use glossator_core::anchor::anchor;
use glossator_core::annotation::{Category, Iri};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::{Merge, merge};
use glossator_core::state::Action;
use std::rc::Rc;
use web_sys::File;

/// Files that were read, and what merging them would do.
pub struct Look {
    /// What the first is called.
    pub name: String,
    /// What they hold: one document at least.
    pub read: Read,
    /// The document it would be merged into.
    pub target: Document,
    /// Whether the target holds the very same text.
    pub same_text: bool,
    /// What that does.
    pub merge: Merge,
    /// How many of the annotations are found in the target's text.
    pub found: usize,
    /// How many may be there in other words.
    pub changed: usize,
    /// The document to merge: what was read, carried over to the target's text.
    carried: Document,
    proposals: Vec<Proposal>,
    files: Vec<File>,
}

impl Look {
    /// The document, if it is one. Several can only be kept apart.
    pub fn document(&self) -> Option<&Document> {
        self.read.documents.first().filter(|_| self.read.documents.len() == 1)
    }

    /// How many annotations there are in all.
    pub fn annotations(&self) -> usize {
        self.read.documents.iter().map(|document| document.annotations.len()).sum()
    }
}

/// What a person wants of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Merge its annotations into the target.
    Merge,
    /// Keep it as an article of its own.
    KeepApart,
}

impl Desk {
    /// Looks into chosen or dropped files; changes nothing.
    pub(super) async fn choose(self: &Rc<Self>, chosen: Vec<File>) {
        let Some(first) = chosen.first() else { return };
        if matches!(self.ui().shown, Some(Shown::NewArticle)) {
            self.trouble("Add the new article or close it, then open the file.".to_owned());
            return;
        }
        let name = messages::shortened(&first.name(), 60);
        match self.while_waiting(self.look(chosen, &[])).await {
            Ok(look) => self.change(|ui| ui.shown = Some(Shown::File(Shared(Rc::new(look))))),
            Err(problem) => self.trouble(format!("“{name}”: {problem}")),
        }
    }

    /// Looks again, with another category for a label.
    pub(super) async fn map_label(self: &Rc<Self>, look: &Look, at: usize, category: Option<Category>) {
        let mut labels = look.read.labels.clone();
        if let Some(label) = labels.get_mut(at) {
            label.category = category;
        }
        match self.while_waiting(self.look(look.files.clone(), &labels)).await {
            // Unless it was closed meanwhile.
            Ok(look) if matches!(self.ui().shown, Some(Shown::File(_))) => {
                self.change(|ui| ui.shown = Some(Shown::File(Shared(Rc::new(look)))));
            }
            Ok(_) => {}
            Err(problem) => self.trouble(problem),
        }
    }

    async fn look(&self, files: Vec<File>, labels: &[Label]) -> Result<Look, String> {
        let open = self.document();
        let read = worker::read_files(&files, labels, &file::write_header(&open, "")).await?;
        let first = read.documents.first().ok_or("There are no annotations in it. Nothing was changed.")?;
        let (target, same_text) = self.target(first).await;
        let mut carried = first.clone();
        let mut proposals = Vec::new();
        if !same_text && first.article.hash() != target.article.hash() {
            let records = first.annotations.iter().map(|it| file::write_annotation(it, first)).collect();
            let header = |document: &Document| file::write_header(document, "");
            let over = worker::carry_over(&header(first), &header(&target), records).await?;
            carried.annotations = over.annotations.into_iter().collect();
            proposals = over.proposals;
        }
        let merge = merge(&target, &carried);
        let text = &target.article.text;
        let found = carried
            .annotations
            .iter()
            .filter(|annotation| annotation.targets.iter().any(|target| anchor(text, target).range().is_some()))
            .count();
        let name = files.first().map(File::name).unwrap_or_default();
        let mut changed: Vec<&Iri> = proposals.iter().map(|proposal| &proposal.id).collect();
        changed.dedup();
        let changed = changed.len();
        Ok(Look { name, read, target, same_text, merge, found, changed, carried, proposals, files })
    }

    /// What a file would be merged into: a document with the same text (the open one first), or with the same
    /// address; with that text before a new version came; else the open one. Says whether the text is the same.
    async fn target(&self, incoming: &Document) -> (Document, bool) {
        let open = self.document();
        let same_text = |document: &Document| document.article.hash() == incoming.article.hash();
        let an_earlier_one = |document: &Document| {
            document.earlier.iter().any(|version| version.article.hash() == incoming.article.hash())
        };
        let address = &incoming.article.metadata.address;
        let same_address = |document: &Document| !address.is_empty() && document.article.metadata.address == *address;
        if same_text(&open) || an_earlier_one(&open) {
            return ((*open).clone(), same_text(&open));
        }
        let entries = self.storage.library().await.map(|library| library.entries).unwrap_or_default();
        let find = |wanted: &dyn Fn(&Document) -> bool| entries.iter().find(|entry| wanted(&entry.document));
        if let Some(best) = find(&same_text).or_else(|| find(&an_earlier_one)).or_else(|| find(&same_address))
            && let Ok(Some(loaded)) = self.storage.load(&best.document.id).await
        {
            let same = same_text(&loaded.document);
            return (loaded.document, same);
        }
        ((*open).clone(), false)
    }

    /// Does with a file what was chosen.
    pub(super) async fn take(self: &Rc<Self>, look: &Look, choice: Choice) {
        // An id of its own: the same file may be kept apart twice, and its first copy stays.
        let apart = |document: &Document| Document { id: clock::new_id(), ..document.clone() };
        match (choice, &look.read.documents[..]) {
            (Choice::Merge, [_]) => {
                if self.document().id != look.target.id {
                    self.open(&look.target.id).await;
                    // It could not be opened, and why was said.
                    if self.document().id != look.target.id {
                        return;
                    }
                }
                self.act(Action::Merge(Rc::new(look.carried.clone())));
                self.change(|ui| ui.proposals.extend(look.proposals.iter().cloned()));
            }
            (Choice::KeepApart, [one]) => self.add(apart(one)).await,
            // Of several the first is opened, last: the others are in the list.
            (_, documents) => {
                for document in documents.iter().rev() {
                    self.add(apart(document)).await;
                }
            }
        }
    }
}
