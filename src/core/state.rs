//! The value that the page is a function of, and the one function that changes it.

use crate::Properties;
use crate::annotation::{Annotation, Category, Iri, Person, Timestamp, Unknown};
use crate::document::Document;
use crate::history::{Group, History};
use crate::selector::describe;
use crate::sorting::sort_and_dedup;
use crate::step::Step;
use crate::text::TextRange;
use crate::transaction::{Change, Origin, Transaction};
use serde_json::Value;
use std::collections::VecDeque;
use std::rc::Rc;

/// What is read, annotated and undone, and where a person is in it. What dialogs are open is the page's own business.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What is read and annotated.
    pub document: Rc<Document>,
    /// Where the person is in it. Undo does not reach it.
    pub session: Session,
    /// How many notices there were, so that each has a number of its own.
    notices: u64,
    /// The steps of the open document.
    pub history: History,
    /// The steps of documents that were open before.
    shelf: Rc<Vec<(Iri, History)>>,
    /// What is not stored yet.
    pub outbox: Outbox,
}

/// Where a person is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The annotation that is lit in the text and in the margin.
    pub focused: Option<Iri>,
    /// The words that a category key would mark.
    pub selection: Option<TextRange>,
    /// What happened last, to be shown or spoken.
    pub notice: Option<Notice>,
}

/// Something that happened. Each has a number of its own, so that the same thing twice is told twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// One more than the notice before.
    pub serial: u64,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Words were marked.
    Marked(Category),
    /// An annotation got another category.
    Recategorised(Category),
    /// An annotation got another place.
    Placed(Category),
    /// An annotation was divided into two.
    Split(Category),
    /// Two annotations were made one.
    Joined(Category),
    /// An annotation was deleted.
    Deleted(Category),
    /// So many annotations changed by undo.
    Undone(usize),
    /// So many annotations changed by redo.
    Redone(usize),
    /// So many annotations are there again, by undo, or by redo.
    Back {
        /// How many.
        count: usize,
        /// Whether by redo.
        redo: bool,
    },
    /// Undo or redo left alone what was changed elsewhere since.
    ChangedElsewhere(usize),
    /// A file was merged.
    Merged {
        /// Annotations that came new.
        added: usize,
        /// Annotations kept in both versions.
        kept_both: usize,
        /// Annotations that came in place of what was here.
        replaced: usize,
    },
    /// There are other categories.
    CodebookChanged,
    /// Undo or redo left the categories alone, because another tab changed them since.
    CodebookElsewhere,
    /// The article was replaced by another version.
    Replaced,
    /// Undo or redo put another version of the article in place.
    OtherVersion,
    /// Undo or redo left the article alone, because another tab replaced it since.
    ReplacedElsewhere,
    /// Another tab changed the open document.
    OtherTab(usize),
    /// Another tab had changed the same annotation: both versions are kept.
    KeptBoth,
}

/// Transactions on their way to storage, oldest first, and how that goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    waiting: VecDeque<Outgoing>,
    serial: u64,
    saved: Option<Timestamp>,
    failure: Option<String>,
}

/// A transaction on its way to storage.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// The order in which they are stored.
    pub serial: u64,
    /// The document as it is after the transaction.
    pub document: Rc<Document>,
    /// What changed.
    pub transaction: Rc<Transaction>,
}

/// What may be said of the work's safety.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Storage holds everything; since when, if anything was stored since the page was opened.
    Saved(Option<Timestamp>),
    /// Something is on its way.
    Saving,
    /// Storage refused. What is not stored is still here.
    NotSaved(String),
}

/// What a person or the page does. Ids and times are the caller's: this crate has neither clock nor dice.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Reads another document.
    Open(Rc<Document>),
    /// Marks words; several ranges are one annotation of several segments.
    Mark {
        /// The new annotation's id.
        id: Iri,
        /// What the words are.
        category: Category,
        /// The words.
        ranges: Vec<TextRange>,
        /// Who marks them.
        creator: Option<Person>,
        /// When.
        at: Timestamp,
    },
    /// Gives an annotation another category.
    SetCategory(Iri, Category, Timestamp),
    /// Writes an annotation's note and tags. Calls of one visit are one step.
    Write {
        /// The annotation.
        id: Iri,
        /// The whole note.
        note: String,
        /// All tags.
        tags: Vec<String>,
        /// The number of the visit.
        visit: u32,
        /// When.
        at: Timestamp,
    },
    /// Says something of an annotation: attributes by name, `None` takes one back. Calls of one visit are one step.
    Describe {
        /// The annotation.
        id: Iri,
        /// The attributes.
        attributes: Vec<(Rc<str>, Option<Value>)>,
        /// The number of the visit, if it is one.
        visit: Option<u32>,
        /// When.
        at: Timestamp,
    },
    /// Deletes an annotation.
    Remove(Iri),
    /// Takes the last step back.
    Undo,
    /// Makes the step again that was taken back last.
    Redo,
    /// Another tab or storage made changes to the document of that id: they are taken as they are, but for those of
    /// annotations of which something waits for storage.
    Remote(Iri, Vec<Change>, Event),
    /// Makes a step that is made seldom, see [`Step`].
    Step(Step),
    /// Storage has the document so: where it holds the same article as the open one, its earlier versions and its
    /// categories are taken over, which another tab may have made.
    Stored(Rc<Document>),
    /// Sends the open document to storage as a whole, where it is not kept yet.
    Store,
    /// The document of that id is deleted: nothing of it waits for storage any more.
    Forget(Iri),
    /// Storage holds all up to that serial number.
    Saved(u64, Timestamp),
    /// Storage refused, and why.
    SaveFailed(String),
    /// Lights an annotation, or none.
    Focus(Option<Iri>),
    /// Selects words, or none.
    Select(Option<TextRange>),
    /// The notice was seen.
    Dismiss,
}

impl Outbox {
    /// What waits, oldest first.
    pub fn waiting(&self) -> impl Iterator<Item = &Outgoing> {
        self.waiting.iter()
    }

    /// What may be said of the work's safety.
    pub fn save_state(&self) -> SaveState {
        match &self.failure {
            Some(reason) => SaveState::NotSaved(reason.clone()),
            None if self.waiting.is_empty() => SaveState::Saved(self.saved),
            None => SaveState::Saving,
        }
    }
}

impl State {
    /// A page that shows `document`.
    pub fn new(document: Rc<Document>) -> Self {
        Self {
            document,
            session: Session::default(),
            notices: 0,
            history: History::default(),
            shelf: Rc::default(),
            outbox: Outbox::default(),
        }
    }

    /// The state after `action`. Total: an action that cannot be carried out (an id that is gone, nothing to undo)
    /// changes nothing.
    ///
    /// ```
    /// use glossator_core::{annotation::*, article::plain_text, document::Document, state::*, text::TextRange};
    /// let article = plain_text::parse("The mayor resigned on Monday.");
    /// let state = State::new(Document::new(Iri::new("urn:uuid:1"), article, Timestamp(0)).into());
    /// let marked = state.update(Action::Mark {
    ///     id: Iri::new("urn:uuid:2"),
    ///     category: Category::Claim,
    ///     ranges: vec![TextRange::new(0, 18)],
    ///     creator: None,
    ///     at: Timestamp(1),
    /// });
    /// assert_eq!(marked.document.annotations.len(), 1);
    /// assert_eq!(marked.update(Action::Undo).document, state.document);
    /// ```
    #[must_use]
    pub fn update(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Open(document) => next.open(document),
            Action::Mark { id, category, ranges, creator, at } => next.mark(id, category, ranges, creator, at),
            Action::SetCategory(id, category, at) => {
                next.revise(&id, at, None, |annotation| annotation.category = category.clone());
                if !Rc::ptr_eq(&next.document, &self.document) {
                    next.notify(Event::Recategorised(category));
                }
            }
            Action::Write { id, note, tags, visit, at } => {
                let group = Group { annotation: id.clone(), visit };
                next.revise(&id, at, Some(group), |annotation| {
                    annotation.note = note;
                    annotation.tags = tags;
                });
            }
            Action::Describe { id, attributes, visit, at } => {
                let group = visit.map(|visit| Group { annotation: id.clone(), visit });
                next.revise(&id, at, group, |annotation| {
                    for (key, value) in attributes {
                        match value {
                            Some(value) => drop(annotation.attributes.insert(key.to_string(), value)),
                            None => drop(annotation.attributes.shift_remove(&*key)),
                        }
                    }
                });
            }
            Action::Remove(id) => next.remove(&id),
            Action::Undo => next.step(History::undo, |step| step.invert(Origin::Undo), Event::Undone),
            Action::Redo => {
                let again = |step: &Transaction| Transaction { origin: Origin::Redo, ..step.clone() };
                next.step(History::redo, again, Event::Redone);
            }
            Action::Step(step) => step.make(&mut next),
            Action::Remote(id, changes, event) => next.remote(&id, &changes, event),
            Action::Stored(stored) => {
                let open = &next.document;
                if open.id == stored.id && open.article.hash() == stored.article.hash() {
                    let document = Rc::make_mut(&mut next.document);
                    document.earlier.clone_from(&stored.earlier);
                    document.codebook = stored.codebook.clone();
                }
            }
            Action::Store => next.apply(Rc::new(Transaction::new(Vec::new(), Origin::User))),
            Action::Forget(id) => {
                next.outbox.waiting.retain(|outgoing| outgoing.document.id != id);
                if next.outbox.waiting.is_empty() {
                    next.outbox.failure = None;
                }
            }
            Action::Saved(serial, at) => {
                next.outbox.waiting.retain(|outgoing| outgoing.serial > serial);
                next.outbox.saved = Some(at);
                next.outbox.failure = None;
            }
            Action::SaveFailed(reason) => next.outbox.failure = Some(reason),
            Action::Focus(id) => next.session.focused = id.filter(|id| next.document.annotations.get(id).is_some()),
            Action::Select(range) => {
                next.session.selection =
                    range.map(|range| next.document.article.text.trim(range)).filter(|range| !range.is_empty());
            }
            Action::Dismiss => next.session.notice = None,
        }
        next
    }

    fn open(&mut self, mut document: Rc<Document>) {
        if document.id != self.document.id {
            let shelf = Rc::make_mut(&mut self.shelf);
            shelf.push((self.document.id.clone(), std::mem::take(&mut self.history)));
            if let Some(at) = shelf.iter().position(|(id, _)| *id == document.id) {
                self.history = shelf.swap_remove(at).1;
            }
        }
        self.session = Session::default();
        // It may have been read before what waits for it was stored.
        let id = document.id.clone();
        for outgoing in self.outbox.waiting.iter().filter(|outgoing| outgoing.document.id == id) {
            outgoing.transaction.apply_to(Rc::make_mut(&mut document));
        }
        self.document = document;
    }

    fn mark(&mut self, id: Iri, category: Category, ranges: Vec<TextRange>, creator: Option<Person>, at: Timestamp) {
        let text = &self.document.article.text;
        let mut ranges: Vec<TextRange> =
            ranges.into_iter().map(|range| text.trim(range)).filter(|range| !range.is_empty()).collect();
        sort_and_dedup(&mut ranges);
        if ranges.is_empty() || self.document.annotations.get(&id).is_some() {
            return;
        }
        let annotation = Annotation {
            id: id.clone(),
            category: category.clone(),
            targets: ranges.into_iter().map(|range| describe(text, range)).collect(),
            note: String::new(),
            tags: Vec::new(),
            attributes: Properties::new(),
            creator,
            created: at,
            modified: at,
            revision: 0,
            copy_of: None,
            merged: false,
            unknown: Unknown::default(),
        };
        self.commit(Transaction::new(vec![Change::add(annotation)], Origin::User), None);
        self.session.focused = Some(id);
        self.session.selection = None;
        self.notify(Event::Marked(category));
    }

    pub(crate) fn revise(
        &mut self,
        id: &Iri,
        at: Timestamp,
        group: Option<Group>,
        change: impl FnOnce(&mut Annotation),
    ) {
        let Some(before) = self.document.annotations.get(id).cloned() else { return };
        let mut after = (*before).clone();
        change(&mut after);
        if after != *before {
            let after = before.revised(at, |annotation| *annotation = after);
            let changes = vec![Change::edit(&before, after)];
            self.commit(Transaction::new(changes, Origin::User), group);
        }
    }

    fn remove(&mut self, id: &Iri) {
        let Some(annotation) = self.document.annotations.get(id).cloned() else { return };
        let changes = vec![Change::remove(&annotation)];
        self.commit(Transaction::new(changes, Origin::User), None);
        self.notify(Event::Deleted(annotation.category.clone()));
    }

    fn step(
        &mut self,
        take: fn(&mut History) -> Option<Rc<Transaction>>,
        transaction: impl FnOnce(&Transaction) -> Transaction,
        event: fn(usize) -> Event,
    ) {
        let Some(step) = take(&mut self.history) else { return };
        let (transaction, elsewhere) = transaction(&step).fitting(&self.document);
        let count = transaction.changes.len();
        let back = count > 0 && transaction.changes.iter().all(|change| change.before.is_none());
        let redo = transaction.origin == Origin::Redo;
        let of_version = step.edition.is_some().then(|| transaction.edition.is_some());
        self.session.focused = transaction
            .changes
            .iter()
            .filter_map(|change| change.after.as_ref())
            .map(|annotation| annotation.id.clone())
            .next();
        let of_codebook = step.codebook.is_some() && transaction.codebook.is_some() && count == 0;
        if count > 0 || transaction.edition.is_some() || transaction.codebook.is_some() {
            self.apply(Rc::new(transaction));
        }
        self.notify(match of_version {
            Some(true) => Event::OtherVersion,
            Some(false) => Event::ReplacedElsewhere,
            None if of_codebook => Event::CodebookChanged,
            None if step.codebook.is_some() && count == 0 => Event::CodebookElsewhere,
            None if elsewhere.is_empty() && back => Event::Back { count, redo },
            None if elsewhere.is_empty() => event(count),
            None => Event::ChangedElsewhere(elsewhere.len()),
        });
    }

    fn remote(&mut self, id: &Iri, changes: &[Change], event: Event) {
        if self.document.id != *id {
            return;
        }
        // Of what waits for it storage decides, which knows both sides, and answers with what is to be changed. Done here
        // already, a deletion would take away what storage keeps, and of a tab's own change it tells this tab nothing.
        let waits = |change: &Change| {
            let mut mine = self.outbox.waiting.iter().filter(|outgoing| outgoing.document.id == *id);
            mine.any(|outgoing| outgoing.transaction.changes.iter().any(|mine| mine.id() == change.id()))
        };
        let changes: Vec<Change> = changes
            .iter()
            .filter(|change| change.id().and_then(|id| self.document.annotations.get(id)) != change.after.as_ref())
            .filter(|change| !waits(change))
            .cloned()
            .collect();
        if !changes.is_empty() {
            self.change_document(&Transaction::new(changes, Origin::Import));
            self.notify(event);
        }
    }

    /// A step of the person's: done, remembered, sent to storage.
    pub(crate) fn commit(&mut self, transaction: Transaction, group: Option<Group>) {
        let transaction = Rc::new(transaction);
        self.history.push(transaction.clone(), group);
        self.apply(transaction);
        // An older notice would offer to take this step back in place of its own.
        self.session.notice = None;
    }

    fn apply(&mut self, transaction: Rc<Transaction>) {
        self.change_document(&transaction);
        self.outbox.serial += 1;
        let serial = self.outbox.serial;
        self.outbox.waiting.push_back(Outgoing { serial, document: self.document.clone(), transaction });
    }

    fn change_document(&mut self, transaction: &Transaction) {
        transaction.apply_to(Rc::make_mut(&mut self.document));
        if transaction.edition.is_some() {
            self.session.selection = None;
        }
        let annotations = &self.document.annotations;
        self.session.focused = self.session.focused.take().filter(|id| annotations.get(id).is_some());
    }

    pub(crate) fn notify(&mut self, event: Event) {
        self.notices += 1;
        self.session.notice = Some(Notice { serial: self.notices, event });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleBuilder, BlockKind, Metadata};
    use crate::attribute::{Decision, decision};
    use crate::codebook::Codebook;
    use crate::codebook::Entry;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    fn state(text: &str) -> State {
        let mut builder = ArticleBuilder::default();
        builder.push(BlockKind::Paragraph, text);
        State::new(Document::new(Iri::new("urn:x:doc"), builder.finish(Metadata::default()), Timestamp(0)).into())
    }

    #[test]
    fn an_annotation_is_put_on_other_words_and_back() {
        let marked = state("The mayor resigned on Monday.").update(mark("urn:x:a", 4, 9));
        let place = |segment, start, end| {
            Action::place(Iri::new("urn:x:a"), vec![(segment, TextRange::new(start, end))], Timestamp(2))
        };
        let placed = marked.update(place(0, 10, 19));
        let words = |state: &State| state.document.annotations.iter().next().expect("one").quote();
        assert_eq!((words(&placed), words(&placed.update(Action::Undo))), ("resigned".to_owned(), "mayor".to_owned()));
        assert_eq!(placed.session.notice.as_ref().expect("one").event, Event::Placed(Category::Claim));
        // No such segment, no words, no such annotation: nothing happens.
        for nothing in [place(1, 0, 3), place(0, 3, 4), Action::place(Iri::new("urn:x:b"), vec![], Timestamp(2))] {
            assert_eq!(marked.update(nothing), marked);
        }
    }

    #[test]
    fn a_run_of_keys_on_an_end_is_one_step() {
        let marked = state("The mayor resigned on Monday.").update(mark("urn:x:a", 4, 9));
        let resize = |end, visit| Action::resize(Iri::new("urn:x:a"), 0, TextRange::new(4, end), visit, Timestamp(2));
        let words = |state: &State| state.document.annotations.iter().next().expect("one").quote();
        let all =
            [(18, 1), (21, 1), (28, 2)].iter().fold(marked.clone(), |it, &(end, visit)| it.update(resize(end, visit)));
        assert_eq!(words(&all), "mayor resigned on Monday");
        let back = all.update(Action::Undo);
        assert_eq!(words(&back), "mayor resigned on");
        let back = back.update(Action::Undo);
        assert_eq!((words(&back), &back.document), ("mayor".to_owned(), &marked.document));
        assert_eq!(words(&back.update(Action::Redo)), "mayor resigned on");
    }

    #[test]
    fn what_was_deleted_is_back() {
        let marked = state("The mayor resigned on Monday.").update(mark("urn:x:a", 4, 9));
        let told = |state: &State| state.session.notice.as_ref().expect("a notice").event.clone();
        let back = marked.update(Action::Remove(Iri::new("urn:x:a"))).update(Action::Undo);
        assert_eq!(told(&back), Event::Back { count: 1, redo: false });
        assert_eq!(told(&marked.update(Action::Undo)), Event::Undone(1));
        assert_eq!(told(&marked.update(Action::Undo).update(Action::Redo)), Event::Back { count: 1, redo: true });
    }

    fn mark(id: &str, start: usize, end: usize) -> Action {
        Action::Mark {
            id: Iri::new(id),
            category: Category::Claim,
            ranges: vec![TextRange::new(start, end)],
            creator: None,
            at: Timestamp(1),
        }
    }

    /// Another version, in which the first annotation stands on the first words.
    fn replace(text: String) -> Action {
        let article = state(&text).document.article.clone();
        let start = article.text.trim(TextRange::new(0, 40.min(article.text.len())));
        let carried = Rc::new(Annotation {
            targets: vec![describe(&article.text, start)],
            ..(*crate::fixtures::annotation("a", Category::Claim)).clone()
        });
        Action::replace(article, vec![carried], Timestamp(4))
    }

    fn write(id: &str, note: &str, visit: u32) -> Action {
        Action::Write { id: Iri::new(id), note: note.to_owned(), tags: vec![], visit, at: Timestamp(2) }
    }

    fn describe_as(id: &str, key: &str, value: &str, visit: Option<u32>) -> Action {
        let value = (!value.is_empty()).then(|| value.into());
        Action::Describe { id: Iri::new(id), attributes: vec![(key.into(), value)], visit, at: Timestamp(2) }
    }

    fn decide(decisions: &[(&str, Option<Decision>)]) -> Action {
        Action::decide(decisions.iter().map(|(id, decision)| (Iri::new(*id), *decision)).collect(), Timestamp(6))
    }

    #[test]
    fn decisions_about_several_are_one_step() {
        let marked = run(state("Some words to mark."), [mark("a", 0, 4), mark("b", 5, 10), mark("c", 11, 13)]);
        let of = |state: &State| -> Vec<_> { state.document.annotations.iter().map(|it| decision(it)).collect() };
        let (yes, no) = (Some(Decision::Accepted), Some(Decision::Rejected));
        // The first word about an id holds, and an id that is not there is no matter.
        let decided = marked.update(decide(&[("b", no), ("a", yes), ("x", yes), ("a", no)]));
        assert_eq!(of(&decided), [yes, no, None]);
        assert_eq!(decided.update(decide(&[("a", yes), ("b", no)])), decided);
        assert_eq!(of(&decided.update(decide(&[("b", None), ("c", None)]))), [yes, None, None]);
        assert_eq!(decided.update(Action::Undo).document, marked.document);
        assert_eq!(marked.update(decide(&[("c", None)])), marked);
    }

    fn run(state: State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(state, |state, action| state.update(action))
    }

    fn note(state: &State, id: &str) -> String {
        state.document.annotations.get(&Iri::new(id)).map(|it| it.note.clone()).unwrap_or_default()
    }

    /// What can go on in a page, with few ids so that actions meet.
    fn any_action() -> impl Strategy<Value = Action> {
        let id = || "[a-d]".prop_map(|id| Iri::new(id.as_str()));
        let category = prop_oneof![Just(Category::Claim), Just(Category::Quote), Just(Category::from_name("x"))];
        prop_oneof![
            4 => ("[a-d]", 0usize..200, 0usize..200).prop_map(|(id, start, end)| mark(&id, start, end)),
            2 => (id(), category).prop_map(|(id, category)| Action::SetCategory(id, category, Timestamp(3))),
            2 => ("[a-d]", "[a-z]{0,3}", 0u32..3).prop_map(|(id, text, visit)| write(&id, &text, visit)),
            1 => ("[a-d]", "[a-z]?", "[xy]?", 0u32..3)
                .prop_map(|(id, key, value, visit)| describe_as(&id, &key, &value, Some(visit).filter(|it| *it > 0))),
            1 => id().prop_map(Action::Remove),
            1 => prop::collection::vec((id(), prop::option::of(prop::sample::select(&Decision::ALL[..]))), 0..4)
                .prop_map(|decisions| Action::decide(decisions, Timestamp(6))),
            1 => (id(), 0usize..200, id()).prop_map(|(id, at, new)| Action::split(id, at, new, Timestamp(5))),
            1 => (id(), id()).prop_map(|(id, other)| Action::join(id, other, Timestamp(5))),
            1 => (id(), 0usize..200, 0usize..200)
                .prop_map(|(id, a, b)| Action::extend(id, TextRange::new(a, b), Timestamp(5))),
            1 => any_text().prop_map(replace),
            1 => Just(Action::Undo),
            1 => Just(Action::Redo),
            1 => id().prop_map(|id| Action::Focus(Some(id))),
            1 => (0usize..200, 0usize..900).prop_map(|(a, b)| Action::Select(Some(TextRange::new(a, b)))),
        ]
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_the_first_state_and_redoing_the_last(
            text in any_text(),
            actions in prop::collection::vec(any_action(), 0..40),
        ) {
            let first = state(&text);
            let last = run(first.clone(), actions);
            let mut undone = last.clone();
            let mut steps = 0;
            while undone.history.can_undo() {
                undone = undone.update(Action::Undo);
                steps += 1;
            }
            prop_assert_eq!(&undone.document, &first.document);
            let redone = run(undone, std::iter::repeat_n(Action::Redo, steps));
            prop_assert_eq!(redone.document, last.document);
        }

        #[test]
        fn undo_of_anything_is_the_state_before(
            text in any_text(),
            before in prop::collection::vec(any_action(), 0..20),
            action in any_action(),
        ) {
            let before = run(state(&text), before);
            let after = before.update(action.clone());
            let own_step = !matches!(action, Action::Undo | Action::Redo)
                && after.document != before.document
                // Typing that joins the visit before is one step with it.
                && !matches!(action, Action::Write { .. } | Action::Describe { .. });
            if own_step {
                prop_assert_eq!(after.update(Action::Undo).document, before.document);
            }
        }

        #[test]
        fn what_waits_for_storage_replays_to_the_document(
            text in any_text(),
            actions in prop::collection::vec(any_action(), 0..40),
        ) {
            let first = state(&text);
            let last = run(first.clone(), actions);
            let mut replayed = (*first.document).clone();
            for outgoing in last.outbox.waiting() {
                for change in &outgoing.transaction.changes {
                    prop_assert!(change.fits(&replayed.annotations));
                }
                outgoing.transaction.apply_to(&mut replayed);
            }
            prop_assert_eq!(&replayed, &*last.document);
        }
    }

    #[test]
    fn a_new_version_keeps_the_old_one_and_is_taken_back_in_one_step() {
        let old = run(state("Ten people came. The end."), [mark("a", 4, 10)]);
        let new = old.update(replace("Twelve came.".to_owned()));
        assert_eq!(new.document.article.text.as_str().trim(), "Twelve came.");
        let earlier = &new.document.earlier[..];
        assert_eq!((earlier.len(), &earlier[0].article, earlier[0].replaced), (1, &old.document.article, Timestamp(4)));
        let annotation = new.document.annotations.iter().next().expect("one");
        assert_eq!((annotation.quote().as_str(), annotation.revision), ("Twelve came.", 1));
        assert_eq!(new.update(Action::Undo).document, old.document);
        assert_eq!(new.update(Action::Undo).update(Action::Redo).document, new.document);
        // The same text again is no version.
        assert_eq!(new.update(replace("Twelve came.".to_owned())), new);
    }

    #[test]
    fn a_version_that_another_tab_replaced_is_not_undone() {
        let mine = run(state("One."), [replace("Two.".to_owned())]);
        let theirs =
            Rc::new(Document { article: state("Three.").document.article.clone(), ..(*mine.document).clone() });
        let after = mine.update(Action::Open(theirs.clone())).update(Action::Undo);
        // What waits for storage was applied to it: it is stored first.
        let stored = run(mine, [Action::Saved(9, Timestamp(9)), Action::Open(theirs.clone()), Action::Undo]);
        assert_eq!(stored.document, theirs);
        assert_ne!(after.document, theirs);
    }

    #[test]
    fn a_selection_loses_its_outer_white_space() {
        let state = state("  one two  ").update(Action::Select(Some(TextRange::new(0, 900))));
        assert_eq!(state.session.selection, Some(TextRange::new(2, 9)));
        assert_eq!(state.update(Action::Select(Some(TextRange::new(5, 6)))).session.selection, None);
    }

    #[test]
    fn typing_in_one_visit_is_one_step() {
        let first = run(state("some words"), [mark("a", 0, 4)]);
        let typed = run(first.clone(), [write("a", "s", 1), write("a", "so", 1), write("a", "so?", 1)]);
        assert_eq!(note(&typed, "a"), "so?");
        assert_eq!(typed.update(Action::Undo).document, first.document);
        let twice = typed.update(write("a", "other", 2));
        assert_eq!(note(&twice.update(Action::Undo), "a"), "so?");
    }

    #[test]
    fn what_is_said_of_an_annotation_is_one_step_with_its_note() {
        let first = run(state("some words"), [mark("a", 0, 4)]);
        let said = [
            describe_as("a", "verdict", "false", Some(1)),
            write("a", "so", 1),
            describe_as("a", "verdict", "", Some(1)),
        ];
        let verdict = |state: &State| state.document.annotations.get(&Iri::new("a")).expect("one").attributes.clone();
        let once = run(first.clone(), said[..1].iter().cloned());
        assert_eq!(verdict(&once).get("verdict"), Some(&"false".into()));
        let all = run(first.clone(), said);
        assert!(verdict(&all).is_empty());
        assert_eq!(all.update(Action::Undo).document, first.document);
        // Without a visit it is a step of its own; saying the same again is none.
        let alone = all.update(describe_as("a", "verdict", "true", None));
        assert_eq!(alone.update(Action::Undo).document, all.document);
        assert_eq!(alone.update(describe_as("a", "verdict", "true", None)), alone);
    }

    #[test]
    fn categories_are_changed_and_taken_back_in_one_step() {
        let first = run(state("some words"), [mark("a", 0, 4)]);
        let more = Codebook::default().with_missing_of(&Codebook::new([Entry::new(Category::from_name("x"))]));
        let changed = first.update(Action::set_codebook(more.clone()));
        assert_eq!(changed.document.codebook, more);
        assert_eq!(changed.session.notice.as_ref().map(|it| &it.event), Some(&Event::CodebookChanged));
        assert_eq!(changed.update(Action::set_codebook(more)), changed);
        let undone = changed.update(Action::Undo);
        assert_eq!(undone.document, first.document);
        assert_eq!(undone.update(Action::Redo).document, changed.document);
        // What another tab made of it since stays.
        let theirs = Codebook::new([Entry::new(Category::Quote)]);
        let elsewhere = Rc::new(Document { codebook: theirs.clone(), ..(*changed.document).clone() });
        let saved = changed.update(Action::Saved(9, Timestamp(9))).update(Action::Open(elsewhere));
        let undone = saved.update(Action::Undo);
        assert_eq!(undone.document.codebook, theirs);
        assert_eq!(undone.session.notice.map(|it| it.event), Some(Event::CodebookElsewhere));
    }

    #[test]
    fn what_another_tab_changed_is_not_undone() {
        let mine = run(state("some words"), [mark("a", 0, 4), write("a", "mine", 1)]);
        let annotation = mine.document.annotations.get(&Iri::new("a")).expect("there").clone();
        let theirs = Change::edit(&annotation, Annotation { note: "theirs".into(), ..(*annotation).clone() });
        let saved = mine.update(Action::Saved(2, Timestamp(2)));
        let both = saved.update(Action::Remote(mine.document.id.clone(), vec![theirs], Event::OtherTab(1)));
        assert_eq!(note(&both, "a"), "theirs");
        let undone = both.update(Action::Undo);
        assert_eq!(note(&undone, "a"), "theirs");
        assert_eq!(undone.session.notice.map(|it| it.event), Some(Event::ChangedElsewhere(1)));
    }

    #[test]
    fn what_waits_for_storage_is_not_taken_back_by_what_another_tab_did_before() {
        let marked = run(state("some words"), [mark("a", 0, 4), Action::Saved(1, Timestamp(1))]);
        let annotation = marked.document.annotations.get(&Iri::new("a")).expect("there").clone();
        let edited = marked.update(write("a", "mine", 1));
        let theirs = vec![Change::remove(&annotation)];
        let told =
            |page: &State| page.update(Action::Remote(page.document.id.clone(), theirs.clone(), Event::OtherTab(1)));
        // Storage will keep what was edited, and tells this tab nothing of its own change.
        assert_eq!(note(&told(&edited), "a"), "mine");
        assert_eq!(told(&edited).session.notice, None);
        assert!(told(&marked).document.annotations.is_empty());
    }

    #[test]
    fn what_is_forgotten_waits_no_more_and_what_is_stored_waits() {
        let failed = run(state("some words"), [mark("a", 0, 4), Action::SaveFailed("no room".into())]);
        let forgotten = failed.update(Action::Forget(failed.document.id.clone()));
        assert_eq!(forgotten.outbox.save_state(), SaveState::Saved(None));
        let stored = forgotten.update(Action::Store);
        assert_eq!(stored.outbox.save_state(), SaveState::Saving);
        assert_eq!(stored.document, forgotten.document);
    }

    #[test]
    fn a_notice_is_gone_with_the_next_step_and_has_a_number_of_its_own() {
        let deleted = run(state("some words"), [mark("a", 0, 4), mark("b", 5, 10), Action::Remove(Iri::new("a"))]);
        let first = deleted.session.notice.clone().expect("a notice").serial;
        assert_eq!(deleted.update(write("b", "n", 1)).session.notice, None);
        let again = run(deleted, [Action::Dismiss, Action::Remove(Iri::new("b"))]);
        assert!(again.session.notice.expect("a notice").serial > first);
    }

    #[test]
    fn undo_after_another_tab_came_between_two_keystrokes_keeps_what_it_did() {
        let typed = run(state("some words"), [mark("a", 0, 4), write("a", "s", 1)]);
        let annotation = typed.document.annotations.get(&Iri::new("a")).expect("there").clone();
        let theirs = Change::edit(&annotation, Annotation { category: Category::Quote, ..(*annotation).clone() });
        let saved = typed.update(Action::Saved(2, Timestamp(2)));
        let both = saved.update(Action::Remote(typed.document.id.clone(), vec![theirs], Event::OtherTab(1)));
        let undone = run(both, [write("a", "so", 1), Action::Undo]);
        let left = undone.document.annotations.get(&Iri::new("a")).expect("there");
        assert_eq!((left.category.clone(), left.note.as_str()), (Category::Quote, "s"));
    }

    #[test]
    fn saved_is_said_only_of_what_storage_holds() {
        let marked = run(state("some words"), [mark("a", 0, 4), mark("b", 5, 10)]);
        assert_eq!(marked.outbox.save_state(), SaveState::Saving);
        let half = marked.update(Action::Saved(1, Timestamp(5)));
        assert_eq!(half.outbox.save_state(), SaveState::Saving);
        let failed = half.update(Action::SaveFailed("no room".into()));
        assert_eq!(failed.outbox.save_state(), SaveState::NotSaved("no room".into()));
        assert_eq!(failed.outbox.waiting().count(), 1);
        let saved = failed.update(Action::Saved(2, Timestamp(6)));
        assert_eq!(saved.outbox.save_state(), SaveState::Saved(Some(Timestamp(6))));
    }

    #[test]
    fn a_document_read_too_early_gets_what_waits_for_storage() {
        let first = state("some words");
        let marked = run(first.clone(), [mark("a", 0, 4)]);
        assert_eq!(marked.update(Action::Open(first.document)).document, marked.document);
    }

    #[test]
    fn each_document_keeps_its_own_steps() {
        let first = run(state("some words"), [mark("a", 0, 4)]);
        let other = Rc::new(Document { id: Iri::new("urn:x:other"), ..(*first.document).clone() });
        let there = first.update(Action::Open(other));
        assert!(!there.history.can_undo());
        let back = there.update(Action::Open(first.document.clone()));
        assert!(back.update(Action::Undo).document.annotations.is_empty());
    }
}
