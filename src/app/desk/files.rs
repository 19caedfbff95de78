//! Files of others: looked into first, then merged or kept apart.

use super::{Brought, Desk, Shown};
use crate::browser::clock;
use crate::browser::turn::{IN_A_TURN, turn};
use crate::browser::worker::{self, Label, Proposal, Read};
use crate::messages;
use crate::shared::Opaque;
use glossator_core::annotation::{Annotation, Category};
use glossator_core::article::Article;
use glossator_core::catalogue::Entry;
use glossator_core::codebook;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::gather::{Gathering, by_text, gather};
use glossator_core::highlight::anchored;
use glossator_core::merge::{Conflict, Keep, Merge, Merging};
use glossator_core::resemblance;
use glossator_core::state::Action;
use std::rc::Rc;
use web_sys::File;

/// Files that were read, and what merging them would do.
pub struct Look {
    /// What each is called.
    pub names: Vec<String>,
    /// What they hold: one document at least.
    pub read: Read,
    /// The document it would be merged into.
    pub target: Document,
    /// Which one that is, where another has an article of the same name; else empty.
    pub which: String,
    /// Whether they hold one and the same article. Others can only be kept apart.
    pub together: bool,
    /// Whether the target holds the very same text.
    pub same_text: bool,
    /// What that does.
    pub merge: Merge,
    /// How many of the annotations are found in the target's text.
    pub found: usize,
    /// How many may be there in other words.
    pub changed: usize,
    /// The documents by their text, which the target does not have: what bringing them together makes one of each.
    /// None where there is nothing to bring together.
    pub groups: Vec<Group>,
    /// The documents to merge: what was read, carried over to the target's text.
    pub carried: Vec<Document>,
    /// Where words may stand that have changed.
    pub proposals: Vec<Proposal>,
    /// The files themselves, to be read again with other categories.
    pub files: Vec<File>,
}

/// Files whose article has the same text.
pub struct Group {
    /// Which of the documents.
    pub members: Vec<usize>,
    /// What they come to; of a single file, none.
    pub gathering: Option<Gathering>,
}

impl Look {
    /// The categories in them that the target does not have, each once.
    pub fn new_categories(&self) -> Vec<codebook::Entry> {
        let all =
            self.read.documents.iter().fold(self.target.codebook.clone(), |all, it| all.with_missing_of(&it.codebook));
        self.target.codebook.missing(&all)
    }

    /// All annotations.
    pub fn annotations(&self) -> impl Iterator<Item = &Rc<Annotation>> {
        self.read.documents.iter().flat_map(|document| document.annotations.iter())
    }
}

/// As [`merge_deciding`](glossator_core::merge::merge_deciding), some annotations a turn.
async fn merge_in_turns(target: &Document, carried: &[&Document], decide: &dyn Fn(&[Conflict]) -> Vec<Keep>) -> Merge {
    let mut merging = Merging::new(target, carried);
    while !merging.step(4 * IN_A_TURN) {
        turn().await;
    }
    turn().await;
    merging.finish(decide)
}

/// Endings of files that hold articles and no annotations.
const ARTICLES: &[&str] = &["docx", "epub", "md", "markdown"];

/// Endings of files that hold articles where they hold no annotations.
const OFTEN_ARTICLES: &[&str] = &["html", "htm", "xhtml", "txt"];

fn has_ending(file: &File, endings: &[&str]) -> bool {
    let name = file.name();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|it| it.eq_ignore_ascii_case(ending))
}

/// Why files are not shown.
enum Refused {
    /// Nobody annotated anything in them.
    NoAnnotations(String),
    /// Anything else.
    Other(String),
}

impl From<String> for Refused {
    fn from(sentence: String) -> Self {
        Self::Other(sentence)
    }
}

/// What a person wants of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Merge its annotations into the target.
    Merge {
        /// For each conflict.
        keeps: Vec<Keep>,
        /// Whether categories that the target does not have come along.
        categories: bool,
    },
    /// Keep it as an article of its own.
    KeepApart,
    /// Make one new article of all files with the same text: for each group, what becomes of its conflicts.
    Together(Vec<Vec<Keep>>),
}

impl Desk {
    /// The dialog that a person sees.
    fn open_dialog(&self) -> Option<Shown> {
        self.ui().shown.clone().filter(|_| self.has_dialog())
    }

    /// Whether a dialog is open that holds what a person typed or decided, and that is stored nowhere yet.
    pub(super) fn has_unfinished(&self) -> bool {
        match &self.open_dialog() {
            Some(Shown::NewArticle(_) | Shown::Codebook) => true,
            // What goes on in steps would be broken off.
            Some(Shown::Underway(it)) => it.done.is_some(),
            Some(Shown::File(look)) => {
                let differs = |it: &Group| it.gathering.as_ref().is_some_and(|it| !it.merge.conflicts.is_empty());
                !look.merge.conflicts.is_empty() || look.groups.iter().any(differs)
            }
            _ => false,
        }
    }

    /// Looks into chosen or dropped files; changes nothing.
    pub(super) async fn choose(self: &Rc<Self>, chosen: Vec<File>) {
        let Some(first) = chosen.first() else { return };
        let are_articles = chosen.iter().all(|file| has_ending(file, ARTICLES) || has_ending(file, OFTEN_ARTICLES));
        let as_articles = Shown::NewArticle(Brought::Files(chosen.clone()));
        if matches!(self.open_dialog(), Some(Shown::NewArticle(_))) {
            return match are_articles {
                true => self.change(|ui| ui.shown = Some(as_articles)),
                false => self.trouble(messages::finish_new_article().to_owned()),
            };
        }
        if self.has_unfinished() {
            return self.trouble(messages::finish_new_article().to_owned());
        }
        if chosen.iter().all(|file| has_ending(file, ARTICLES)) {
            return self.show(as_articles);
        }
        if let [only] = &chosen[..]
            && Self::is_library(only).await
        {
            return self.look_into_library(only.clone()).await;
        }
        let name = messages::shortened(&first.name(), 60);
        let name = match chosen.len() {
            1 => messages::file_name(&name),
            more => messages::file_and_more(&name, more - 1),
        };
        // What was cancelled is not spoken of any more.
        let Some(looked) = self.while_reading(&name, self.look(chosen, &[])).await else { return };
        // Another dialog may be open by now.
        if looked.is_ok() && self.has_unfinished() {
            return self.trouble(messages::of_file(&name, messages::finish_new_article()));
        }
        match looked {
            Ok(look) => self.show(Shown::File(Opaque::new(look))),
            Err(Refused::NoAnnotations(_)) if are_articles => self.show(as_articles),
            Err(Refused::NoAnnotations(problem) | Refused::Other(problem)) => {
                self.trouble(messages::of_file(&name, &problem));
            }
        }
    }

    /// Looks again, with another category for a label.
    pub(super) async fn map_label(self: &Rc<Self>, look: &Look, at: usize, category: Option<Category>) {
        let mut labels = look.read.labels.clone();
        if let Some(label) = labels.get_mut(at) {
            label.category = category;
        }
        let dialog = self.ui().dialog;
        match self.while_waiting(self.look(look.files.clone(), &labels)).await {
            // Unless it was closed meanwhile.
            Ok(look) if self.ui().dialog == dialog && matches!(self.ui().shown, Some(Shown::File(_))) => {
                self.change(|ui| ui.shown = Some(Shown::File(Opaque::new(look))));
            }
            Ok(_) => {}
            Err(Refused::NoAnnotations(problem) | Refused::Other(problem)) => self.trouble(problem),
        }
    }

    async fn look(&self, files: Vec<File>, labels: &[Label]) -> Result<Look, Refused> {
        let open = self.document();
        let mut read = worker::read_files(&files, labels, &file::write_header(&open, "")).await?;
        let Some(first) = read.documents.first() else {
            return Err(Refused::NoAnnotations(read.problems.pop().unwrap_or_default()));
        };
        let together = read.documents.iter().all(|document| is_of(document, first));
        let (target, which) = self.target(first).await;
        let mut carried = read.documents.clone();
        let mut proposals = Vec::new();
        let groups = by_text(&read.documents);
        // A text is compared once, of however many files.
        let mut unlike = vec![false; carried.len()];
        for members in &groups {
            let text = &read.documents[members[0]];
            let is_unlike = is_unlike(&text.article, &target.article);
            members.iter().for_each(|at| unlike[*at] = is_unlike);
            if !together || is_unlike || text.article.hash() == target.article.hash() {
                continue;
            }
            let all = members.iter().map(|at| &read.documents[*at]);
            let records = all.flat_map(|it| it.annotations.iter().map(|one| file::write_annotation(one, it))).collect();
            let header = |document: &Document| worker::header_of(document, document.article.clone());
            let mut over = worker::carry_over(&header(text), &header(&target), records).await?;
            for at in members {
                let count = carried[*at].annotations.len().min(over.annotations.len());
                carried[*at].annotations = over.annotations.drain(..count).collect();
            }
            proposals.extend(over.proposals);
        }
        // Each of these takes a while where there are very many annotations.
        turn().await;
        let merged: Vec<&Document> = carried.iter().filter(|_| together).collect();
        let merge = merge_in_turns(&target, &merged, &|_| Vec::new()).await;
        turn().await;
        let found = |document: &Document| {
            let there = Document { article: target.article.clone(), ..document.clone() };
            anchored(&there, &[]).iter().filter(|anchored| anchored.extent().is_some()).count()
        };
        let found = carried.iter().zip(&unlike).filter(|(_, unlike)| !**unlike).map(|(it, _)| found(it)).sum();
        let changed = Proposal::annotations(&proposals);
        let same_text = read.documents.iter().all(|document| document.article.hash() == target.article.hash());
        let names = files.iter().map(File::name).collect();
        let group = |members: Vec<usize>| {
            let documents: Vec<&Document> = members.iter().map(|at| &read.documents[*at]).collect();
            let gathering = if documents.len() > 1 { gather(&documents, &|_| Vec::new()) } else { None };
            Group { members, gathering }
        };
        // Of a text that is here, the way is to merge.
        let groups = if same_text || groups.len() == read.documents.len() { Vec::new() } else { groups };
        let groups = groups.into_iter().map(group).collect();
        Ok(Look {
            names,
            read,
            target,
            which,
            together,
            same_text,
            merge,
            found,
            changed,
            groups,
            carried,
            proposals,
            files,
        })
    }

    /// What a file would be merged into: a document with the same text (the open one first), or with the same
    /// address; with that text before a new version came; else the open one. And which one that is, where another has an
    /// article of the same name.
    async fn target(&self, incoming: &Document) -> (Document, String) {
        let open = self.document();
        let entries = self.storage.library().await.map(|library| library.entries).unwrap_or_default();
        let hash = incoming.article.hash();
        let same_text = |entry: &Entry| entry.hash == hash;
        let an_earlier_one = |entry: &Entry| entry.earlier.iter().any(|earlier| earlier == hash);
        let find = |wanted: &dyn Fn(&Entry) -> bool| entries.iter().find(|entry| wanted(entry));
        let address = &incoming.article.metadata.address;
        let same_address = |entry: &Entry| !address.is_empty() && entry.address == *address;
        let best = find(&same_text).or_else(|| find(&an_earlier_one)).or_else(|| find(&same_address));
        let here = Entry::of(&open);
        let mut target = (*open).clone();
        if let Some(best) = best.filter(|_| !same_text(&here) && !an_earlier_one(&here))
            && let Ok(Some(loaded)) = self.storage.load(&best.id).await
        {
            target = loaded.document;
        }
        let namesake = |entry: &Entry| entry.id != target.id && entry.name == target.article.name();
        let which = if find(&namesake).is_some() { told_apart(&target, target.id == open.id) } else { String::new() };
        (target, which)
    }

    /// Does with a file what was chosen.
    pub(super) async fn take(self: &Rc<Self>, look: &Look, choice: &Choice) {
        // An id of its own: the same file may be kept apart twice, and its first copy stays.
        let apart = |document: &Document| Document { id: clock::new_id(), ..document.clone() };
        match choice {
            Choice::Merge { keeps, categories } => {
                if self.document().id != look.target.id {
                    self.open(&look.target.id).await;
                    // It could not be opened, and why was said.
                    if self.document().id != look.target.id {
                        return;
                    }
                }
                // Should the document have changed meanwhile, so have the conflicts: of others, both are kept.
                let decide = |conflicts: &[Conflict]| {
                    if conflicts == look.merge.conflicts { keeps.clone() } else { Vec::new() }
                };
                let carried: Vec<&Document> = look.carried.iter().collect();
                let (target, mut merge) = loop {
                    let target = self.document();
                    let merge = merge_in_turns(&target, &carried, &decide).await;
                    // Unless something was done meanwhile.
                    if Rc::ptr_eq(&target, &self.document()) {
                        break (target, merge);
                    }
                };
                let before = target.codebook.clone();
                let all = carried.iter().fold(before.clone(), |all, it| all.with_missing_of(&it.codebook));
                merge.transaction.codebook = (*categories && all != before).then_some((before, all));
                self.act(Action::merge(Rc::new(merge)));
                self.change(|ui| ui.proposals.extend(look.proposals.iter().cloned()));
                self.ask_for_name();
            }
            // Of several the first is opened, last: the others are in the list.
            Choice::KeepApart => {
                for document in look.read.documents.iter().rev() {
                    let document = apart(document);
                    let id = document.id.clone();
                    self.add(document).await;
                    self.is_in_a_file(&id);
                }
            }
            Choice::Together(keeps) => {
                for (at, group) in look.groups.iter().enumerate().rev() {
                    let documents: Vec<&Document> = group.members.iter().map(|at| &look.read.documents[*at]).collect();
                    let decide = |_: &[Conflict]| keeps.get(at).cloned().unwrap_or_default();
                    match group.gathering.as_ref().and_then(|_| gather(&documents, &decide)) {
                        Some(Gathering { document, merge }) => {
                            let document = apart(&document);
                            let id = document.id.clone();
                            self.add(document).await;
                            if self.document().id == id {
                                self.act(Action::merge(Rc::new(merge)));
                            }
                            self.is_in_a_file(&id);
                        }
                        None => {
                            let document = apart(documents[0]);
                            let id = document.id.clone();
                            self.add(document).await;
                            self.is_in_a_file(&id);
                        }
                    }
                }
                self.ask_for_name();
            }
        }
    }
}

/// Whether two articles have nothing in common, so that no annotation's words need be looked for.
fn is_unlike(one: &Article, other: &Article) -> bool {
    one.hash() != other.hash() && resemblance::is_unlike(one.text.as_str(), other.text.as_str())
}

/// Whether both have the same article: the same text or the same address.
fn is_of(document: &Document, other: &Document) -> bool {
    let (one, other) = (&document.article, &other.article);
    let address = &one.metadata.address;
    one.hash() == other.hash() || !address.is_empty() && *address == other.metadata.address
}

/// What tells a document from another one whose article has the same name.
fn told_apart(document: &Document, open: bool) -> String {
    let metadata = &document.article.metadata;
    let mut facts = if open { vec![messages::the_open_one().to_owned()] } else { Vec::new() };
    let known = [metadata.author.clone(), clock::date(&metadata.date), metadata.address.clone()];
    facts.extend(known.into_iter().filter(|fact| !fact.is_empty()));
    facts.push(messages::annotations(document.annotations.len()));
    facts.push(messages::added_at(&clock::short(document.created)));
    facts.join(" · ")
}
