//! The steps that are made seldom: each is an [`Action`] that brings along how it is carried out. So a page that makes none
//! of them yet need not have them, and [`State::update`] does not name them.

use crate::anchor::anchor;
use crate::annotation::{Annotation, Iri, Person, Timestamp};
use crate::article::Article;
use crate::attribute::{Decision, decision, undecided};
use crate::codebook::Codebook;
use crate::history::Group;
use crate::merge::Merge;
use crate::reshape::{extended, join, split};
use crate::sorting::sort;
use crate::state::{Action, Event, State};
use crate::text::TextRange;
use crate::transaction::{Change, Origin, Transaction};
use std::fmt;
use std::rc::Rc;

/// A step, worked out on the state that it is made on. Like every action it is total: where it cannot be made, nothing
/// changes.
#[derive(Clone)]
pub struct Step {
    name: &'static str,
    make: Rc<dyn Fn(&mut State)>,
}

impl Step {
    /// Makes it.
    pub(crate) fn make(&self, state: &mut State) {
        (self.make)(state);
    }
}

/// Two are equal if they are the same one.
impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.make, &other.make)
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

fn step(name: &'static str, make: impl Fn(&mut State) + 'static) -> Action {
    Action::Step(Step { name, make: Rc::new(make) })
}

impl Action {
    /// Accepts annotations or rejects them, or takes that back, in one step.
    ///
    /// ```
    /// use glossator_core::{annotation::*, article::plain_text, attribute::{Decision, decision}, document::Document, state::*};
    /// # use glossator_core::text::TextRange;
    /// # let article = plain_text::parse("The mayor resigned on Monday.");
    /// # let state = State::new(Document::new(Iri::new("urn:uuid:1"), article, Timestamp(0)).into());
    /// let id = Iri::new("urn:uuid:2");
    /// # let (category, ranges, creator, at) = (Category::Claim, vec![TextRange::new(0, 18)], None, Timestamp(1));
    /// let marked = state.update(Action::Mark { id: id.clone(), category, ranges, creator, at });
    /// let decided = marked.update(Action::decide(vec![(id.clone(), Some(Decision::Accepted))], Timestamp(2)));
    /// assert_eq!(decided.document.annotations.get(&id).and_then(|it| decision(it)), Some(Decision::Accepted));
    /// ```
    pub fn decide(decisions: Vec<(Iri, Option<Decision>)>, at: Timestamp) -> Self {
        step("decide", move |state| state.decide(decisions.clone(), at))
    }

    /// Puts segments of an annotation on other words: the number of the segment and the words.
    pub fn place(id: Iri, places: Vec<(usize, TextRange)>, at: Timestamp) -> Self {
        step("place", move |state| state.place(&id, &places, at, None))
    }

    /// The same with one segment, by keys. Calls of one visit, which none that a note was written in is, are one step.
    pub fn resize(id: Iri, segment: usize, range: TextRange, visit: u32, at: Timestamp) -> Self {
        step("resize", move |state| {
            let group = Group { annotation: id.clone(), visit };
            state.place(&id, &[(segment, range)], at, Some(group));
        })
    }

    /// Divides an annotation at a byte of the text; what comes after it gets the second id.
    pub fn split(id: Iri, byte: usize, second: Iri, at: Timestamp) -> Self {
        step("split", move |state| state.split(&id, byte, second.clone(), at))
    }

    /// Makes an annotation and a second one a single one.
    pub fn join(id: Iri, other: Iri, at: Timestamp) -> Self {
        step("join", move |state| state.join(&id, &other, at))
    }

    /// Gives an annotation more words.
    pub fn extend(id: Iri, range: TextRange, at: Timestamp) -> Self {
        step("extend", move |state| state.extend(&id, range, at))
    }

    /// Puts a person's name of today on all that the person of that id made.
    pub fn sign(person: Person, at: Timestamp) -> Self {
        step("sign", move |state| state.sign(&person, at))
    }

    /// Merges what came in files, as it was worked out on the open document.
    pub fn merge(merge: Rc<Merge>) -> Self {
        step("merge", move |state| state.merge(&merge))
    }

    /// Goes back to what the document was: a transaction that was worked out on it as it is.
    pub fn restore(transaction: Rc<Transaction>) -> Self {
        step("restore", move |state| state.restore(&transaction))
    }

    /// Has other categories.
    pub fn set_codebook(codebook: Codebook) -> Self {
        step("set_codebook", move |state| state.set_codebook(codebook.clone()))
    }

    /// Puts another version of the article in the place of the one that is read, and the annotations on their words in
    /// it: those of the document that are given, with their targets in it.
    pub fn replace(article: Rc<Article>, carried: Vec<Rc<Annotation>>, at: Timestamp) -> Self {
        step("replace", move |state| state.replace(article.clone(), &carried, at))
    }
}

impl State {
    fn decide(&mut self, mut decisions: Vec<(Iri, Option<Decision>)>, at: Timestamp) {
        // Each id once: a second change of it would not begin with what the first one made.
        sort(&mut decisions, |one, other| one.0.cmp(&other.0));
        decisions.dedup_by(|later, first| later.0 == first.0);
        let mut changes: Vec<Change> = Vec::new();
        for (id, decided) in decisions {
            let Some(before) = self.document.annotations.get(&id) else { continue };
            if decision(before) == decided {
                continue;
            }
            let after = before.revised(at, |annotation| match decided {
                Some(decision) => decision.put(annotation),
                None => undecided(annotation),
            });
            changes.push(Change::edit(before, after));
        }
        if !changes.is_empty() {
            self.commit(Transaction::new(changes, Origin::User), None);
        }
    }

    fn place(&mut self, id: &Iri, places: &[(usize, TextRange)], at: Timestamp, group: Option<Group>) {
        let Some(category) = self.document.annotations.get(id).map(|annotation| annotation.category.clone()) else {
            return;
        };
        let (before, text) = (self.document.clone(), self.document.article.text.clone());
        self.revise(id, at, group, |annotation| {
            for (segment, range) in places {
                let range = text.trim(*range);
                if let Some(target) = annotation.targets.get_mut(*segment).filter(|_| !range.is_empty()) {
                    *target = target.moved_to(&text, range);
                }
            }
        });
        if !Rc::ptr_eq(&before, &self.document) {
            self.session.focused = Some(id.clone());
            self.session.selection = None;
            self.notify(Event::Placed(category));
        }
    }

    /// An annotation and where its words are, if all of them are found.
    fn found(&self, id: &Iri) -> Option<(Rc<Annotation>, Vec<TextRange>)> {
        let annotation = self.document.annotations.get(id)?.clone();
        let text = &self.document.article.text;
        let ranges = annotation.targets.iter().map(|target| anchor(text, target).range()).collect::<Option<_>>()?;
        Some((annotation, ranges))
    }

    fn split(&mut self, id: &Iri, byte: usize, second: Iri, at: Timestamp) {
        let Some((annotation, ranges)) = self.found(id) else { return };
        let text = &self.document.article.text;
        if self.document.annotations.get(&second).is_some() {
            return;
        }
        let Some((first, second)) = split(&annotation, &ranges, text, byte, second, at) else { return };
        let changes = vec![Change::edit(&annotation, first), Change::add(second)];
        self.commit(Transaction::new(changes, Origin::User), None);
        self.notify(Event::Split(annotation.category.clone()));
    }

    fn join(&mut self, id: &Iri, other: &Iri, at: Timestamp) {
        if id == other {
            return;
        }
        let (Some((one, ranges)), Some((other, others))) = (self.found(id), self.found(other)) else { return };
        let joined = join(&one, &ranges, &other, &others, &self.document.article.text, at);
        let changes = vec![Change::edit(&one, joined), Change::remove(&other)];
        self.commit(Transaction::new(changes, Origin::User), None);
        self.session.focused = Some(id.clone());
        self.notify(Event::Joined(one.category.clone()));
    }

    fn extend(&mut self, id: &Iri, range: TextRange, at: Timestamp) {
        let Some((annotation, ranges)) = self.found(id) else { return };
        let range = self.document.article.text.trim(range);
        let more = extended(&annotation, &ranges, range, &self.document.article.text, at);
        if range.is_empty() || more.targets == annotation.targets {
            return;
        }
        self.commit(Transaction::new(vec![Change::edit(&annotation, more)], Origin::User), None);
        self.session.focused = Some(id.clone());
        self.session.selection = None;
        self.notify(Event::Placed(annotation.category.clone()));
    }

    fn sign(&mut self, person: &Person, at: Timestamp) {
        let unsigned = |it: &&Rc<Annotation>| {
            it.creator
                .as_ref()
                .is_some_and(|known| known.id.is_some() && known.id == person.id && known.name != person.name)
        };
        let sign = |annotation: &Rc<Annotation>| {
            let name = |annotation: &mut Annotation| {
                if let Some(creator) = &mut annotation.creator {
                    creator.name.clone_from(&person.name);
                }
            };
            Change::edit(annotation, annotation.revised(at, name))
        };
        let changes: Vec<Change> = self.document.annotations.iter().filter(unsigned).map(sign).collect();
        if !changes.is_empty() {
            self.commit(Transaction::new(changes, Origin::User), None);
        }
    }

    fn merge(&mut self, merge: &Merge) {
        let (transaction, _) = merge.transaction.clone().fitting(&self.document);
        let brings_categories = transaction.codebook.is_some();
        if !transaction.changes.is_empty() || brings_categories {
            self.commit(transaction, None);
        }
        let replaced = merge.renewed + merge.taken;
        if merge.added + merge.kept_both + replaced == 0 && brings_categories {
            return self.notify(Event::CodebookChanged);
        }
        self.notify(Event::Merged { added: merge.added, kept_both: merge.kept_both, replaced });
    }

    fn restore(&mut self, step: &Transaction) {
        let (step, _) = step.clone().fitting(&self.document);
        if !step.changes.is_empty() || step.edition.is_some() || step.codebook.is_some() {
            self.commit(step, None);
        }
    }

    fn set_codebook(&mut self, codebook: Codebook) {
        let before = self.document.codebook.clone();
        if before != codebook {
            let nothing = Transaction::new(Vec::new(), Origin::User);
            self.commit(Transaction { codebook: Some((before, codebook)), ..nothing }, None);
            self.notify(Event::CodebookChanged);
        }
    }

    fn replace(&mut self, article: Rc<Article>, carried: &[Rc<Annotation>], at: Timestamp) {
        let before = self.document.edition();
        if before.article == article {
            return;
        }
        let edit = |carried: &Rc<Annotation>| {
            let annotation = self.document.annotations.get(&carried.id)?;
            (annotation.targets != carried.targets).then(|| {
                let targets = carried.targets.clone();
                let after = match annotation.merged {
                    // Nobody changed it: it is still as it came, on its words in this text.
                    true => Annotation { targets, ..(**annotation).clone() },
                    false => annotation.revised(at, |annotation| annotation.targets = targets),
                };
                Change::edit(annotation, after)
            })
        };
        let changes = carried.iter().filter_map(edit).collect();
        let after = before.replaced(article, at);
        self.commit(Transaction { edition: Some((before, after)), ..Transaction::new(changes, Origin::User) }, None);
        self.notify(Event::Replaced);
    }
}
