//! What goes on in a page: a document, a line `=====`, and actions. An action is a letter, with as many characters after
//! it as it takes; whatever is no action is passed over, so that spaces and lines may stand between them.

use crate::notation;
use glossator_core::annotation::{Annotation, Category, Iri, Person, Timestamp};
use glossator_core::attribute::Decision;
use glossator_core::codebook::{Codebook, Entry};
use glossator_core::document::Document;
use glossator_core::merge::merge;
use glossator_core::state::{Action, Event, SaveState, State};
use glossator_core::text::TextRange;
use glossator_core::transaction::Change;
use std::rc::Rc;

pub fn run(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let parts = notation::parts(&input, "=====");
    let first = State::new(Rc::new(notation::document(parts[0])));
    let mut reader = Reader { bytes: parts.get(1).copied().unwrap_or_default().bytes(), other: other(&first) };
    let mut state = first.clone();
    // What another tab did, and what lies in another document, is not this page's to undo.
    let mut alone = true;
    let mut stored = false;
    while let Some(action) = reader.action(&state) {
        alone &= !matches!(action, Action::Remote(..) | Action::Open(_));
        stored |= matches!(action, Action::Saved(..) | Action::Forget(_));
        state = state.update(action);
        sound(&state);
    }
    if !alone {
        return;
    }
    if !stored {
        waits_for_storage(&first, &state);
    }
    let last = state.clone();
    let mut steps = 0;
    while state.history.can_undo() {
        state = state.update(Action::Undo);
        steps += 1;
    }
    assert_eq!(state.document, first.document, "undo of everything is not the first state");
    for _ in 0..steps {
        state = state.update(Action::Redo);
    }
    assert_eq!(state.document, last.document, "redo of everything is not the last state");
}

/// What holds after every action.
fn sound(state: &State) {
    let (document, session) = (&state.document, &state.session);
    if let Some(focused) = &session.focused {
        assert!(document.annotations.get(focused).is_some(), "what is lit is gone");
    }
    if let Some(selection) = session.selection {
        assert!(!document.article.text.slice(selection).trim().is_empty(), "nothing is selected");
    }
    if let SaveState::Saved(_) = state.outbox.save_state() {
        assert_eq!(state.outbox.waiting().count(), 0, "saved, and something waits");
    }
    assert!(document.annotations.iter().all(|annotation| !annotation.targets.is_empty()));
}

/// What is on its way to storage, made there in its order, is the document.
fn waits_for_storage(first: &State, last: &State) {
    let mut stored = (*first.document).clone();
    for outgoing in last.outbox.waiting() {
        assert!(outgoing.transaction.changes.iter().all(|change| change.fits(&stored.annotations)));
        outgoing.transaction.apply_to(&mut stored);
    }
    assert_eq!(stored, *last.document);
}

/// A document of another name that is opened now and then, and merged.
fn other(first: &State) -> Rc<Document> {
    let mut other = Document { id: Iri::new("urn:uuid:other"), ..(*first.document).clone() };
    let changed: Vec<Rc<Annotation>> = other
        .annotations
        .iter()
        .map(|it| Rc::new(Annotation { note: format!("{} (theirs)", it.note), ..(**it).clone() }))
        .collect();
    other.annotations = changed.into_iter().collect();
    let text = format!("An earlier word. {}", other.article.text.as_str());
    other.article = Rc::new(glossator_core::article::plain_text::parse(&text));
    Rc::new(other)
}

struct Reader<'a> {
    bytes: std::str::Bytes<'a>,
    other: Rc<Document>,
}

impl Reader<'_> {
    fn number(&mut self) -> usize {
        usize::from(self.bytes.next().unwrap_or_default())
    }

    /// One of a few, so that actions meet.
    fn id(&mut self) -> Iri {
        Iri::new(format!("urn:x:{}", char::from(b'a' + (self.number() % 6) as u8)))
    }

    fn category(&mut self) -> Category {
        Category::ALL.get(self.number() % 4).cloned().unwrap_or_else(|| Category::Other("hearsay".into()))
    }

    /// From a letter for the start and one for the length; a space is the beginning.
    fn range(&mut self) -> TextRange {
        let start = self.number().saturating_sub(32);
        TextRange { start, end: start + self.number().saturating_sub(32) }
    }

    fn person(&mut self) -> Person {
        let name = format!("Ada {}", self.number() % 3);
        Person { id: Some(Iri::new("urn:x:ada")), name, ..Person::default() }
    }

    fn action(&mut self, state: &State) -> Option<Action> {
        let at = Timestamp(state.document.annotations.len() as i64);
        Some(loop {
            break match self.bytes.next()? {
                b'm' => {
                    let (id, category, range) = (self.id(), self.category(), self.range());
                    Action::Mark { id, category, ranges: vec![range], creator: Some(self.person()), at }
                }
                b'M' => {
                    let (id, category, ranges) = (self.id(), self.category(), vec![self.range(), self.range()]);
                    Action::Mark { id, category, ranges, creator: None, at }
                }
                b'c' => Action::SetCategory(self.id(), self.category(), at),
                b'w' => {
                    let (id, visit) = (self.id(), (self.number() % 3) as u32);
                    let note = "so it goes"[..self.number() % 11].to_owned();
                    let tags = ["x", "y"][..self.number() % 3].iter().map(|tag| (*tag).to_owned()).collect();
                    Action::Write { id, note, tags, visit, at }
                }
                b'D' => {
                    let (id, number) = (self.id(), self.number());
                    let value = (!number.is_multiple_of(3)).then(|| ["true", "false"][number % 2].into());
                    let visit = Some(number as u32 % 4).filter(|visit| *visit < 3);
                    Action::Describe { id, attributes: vec![("verdict".into(), value)], visit, at }
                }
                b'A' => {
                    let one = |it: &mut Self| (it.id(), Decision::ALL.get(it.number() % 3).copied());
                    Action::decide(vec![one(self), one(self)], at)
                }
                b'R' => Action::resize(self.id(), self.number() % 3, self.range(), (self.number() % 3) as u32, at),
                b'p' => Action::place(self.id(), vec![(self.number() % 3, self.range())], at),
                b'x' => Action::Remove(self.id()),
                b'/' => Action::split(self.id(), self.number(), self.id(), at),
                b'j' => Action::join(self.id(), self.id(), at),
                b'a' => Action::extend(self.id(), self.range(), at),
                b'V' => {
                    let carried = self.other.annotations.iter().cloned().collect();
                    Action::replace(self.other.article.clone(), carried, at)
                }
                b'K' => {
                    let entry = |category: Category| Entry::new(category).with("label", "so called");
                    Action::set_codebook(Codebook::new([entry(self.category()), entry(self.category())]))
                }
                b's' => Action::sign(self.person(), at),
                b'g' => Action::merge(Rc::new(merge(&state.document, &[&self.other]))),
                b'u' => Action::Undo,
                b'r' => Action::Redo,
                b'o' => {
                    let id = self.id();
                    let before = state.document.annotations.get(&id).cloned();
                    let after = before.as_ref().filter(|_| self.number().is_multiple_of(2));
                    let after = after.map(|it| Rc::new(Annotation { note: "elsewhere".to_owned(), ..(**it).clone() }));
                    Action::Remote(state.document.id.clone(), vec![Change { before, after }], Event::OtherTab(1))
                }
                b'O' => Action::Open(self.other.clone()),
                b't' => Action::Store,
                b'f' => Action::Focus(Some(self.id())),
                b'e' => Action::Select(Some(self.range())),
                b'F' => Action::Forget(state.document.id.clone()),
                b'v' => Action::Saved(self.number() as u64, at),
                b'n' => Action::SaveFailed("no room".to_owned()),
                b'd' => Action::Dismiss,
                _ => continue,
            };
        })
    }
}
