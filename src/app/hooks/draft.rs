//! A note, and what is said besides, while it is written: what is typed goes into the state after a short rest, and at once when it is left.

use crate::browser::clock;
use crate::desk::{Ask, Wish};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use glossator_core::Properties;
use glossator_core::annotation::{Annotation, Iri, Timestamp};
use glossator_core::state::Action;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Event, window};
use yew::prelude::*;

/// Milliseconds that typing rests before it is stored: storing every keystroke would be waste.
const REST: u32 = 300;

/// Milliseconds of typing without a rest after which it is stored all the same: what a crash takes along at most.
const LONGEST: i64 = 1_000;

/// A note, tags and attributes being written.
#[derive(Clone)]
pub struct Draft(Rc<Inner>);

/// Two are equal if they are the same visit.
impl PartialEq for Draft {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    id: Iri,
    visit: u32,
    ask: Ask,
    typed: RefCell<Typed>,
}

struct Typed {
    note: String,
    tags: String,
    attributes: Properties,
    /// What the state was told last.
    sent: (String, Vec<String>),
    sent_attributes: Properties,
    rest: Option<Timeout>,
    /// When the first was typed that the state does not know.
    since: Option<Timestamp>,
}

impl Draft {
    /// The note was typed in.
    pub fn note(&self, note: String) {
        self.0.typed.borrow_mut().note = note;
        self.rest();
    }

    /// The tags were typed in.
    pub fn tags(&self, tags: String) {
        self.0.typed.borrow_mut().tags = tags;
        self.rest();
    }

    /// Something was said, or taken back. What is chosen and not typed is stored `at_once`.
    pub fn attribute(&self, key: &str, value: Option<Value>, at_once: bool) {
        {
            let attributes = &mut self.0.typed.borrow_mut().attributes;
            match value {
                Some(value) => drop(attributes.insert(key.to_owned(), value)),
                None => drop(attributes.shift_remove(key)),
            }
        }
        self.rest();
        if at_once {
            self.flush();
        }
    }

    /// What is said, as typed.
    pub fn attributes(&self) -> Properties {
        self.0.typed.borrow().attributes.clone()
    }

    /// The note and the tags as typed.
    pub fn values(&self) -> (String, String) {
        let typed = self.0.typed.borrow();
        (typed.note.clone(), typed.tags.clone())
    }

    /// Tells the state what was typed, if it does not know yet.
    pub fn flush(&self) {
        let (next, attributes) = {
            let mut typed = self.0.typed.borrow_mut();
            if typed.rest.take().is_none() {
                return;
            }
            // A tag may have a comma in it that nobody typed.
            let tags = if typed.tags == typed.sent.1.join(", ") { typed.sent.1.clone() } else { split(&typed.tags) };
            let next = (typed.note.clone(), tags);
            let is_written = next != typed.sent;
            let attributes = changed(&typed.sent_attributes, &typed.attributes);
            typed.sent = next.clone();
            typed.sent_attributes = typed.attributes.clone();
            typed.since = None;
            (Some(next).filter(|_| is_written), attributes)
        };
        self.0.ask.emit(Wish::Typing(false));
        if let Some((note, tags)) = next {
            let (id, visit) = (self.0.id.clone(), self.0.visit);
            self.0.ask.emit(Wish::Do(Action::Write { id, note, tags, visit, at: clock::now() }));
        }
        if !attributes.is_empty() {
            let (id, visit) = (self.0.id.clone(), Some(self.0.visit));
            self.0.ask.emit(Wish::Do(Action::Describe { id, attributes, visit, at: clock::now() }));
        }
    }

    fn rest(&self) {
        let draft = self.clone();
        let before = {
            let mut typed = self.0.typed.borrow_mut();
            let now = clock::now();
            let since = *typed.since.get_or_insert(now);
            let rest = if now.0 - since.0 < LONGEST { REST } else { 0 };
            typed.rest.replace(Timeout::new(rest, move || draft.flush()))
        };
        if before.is_none() {
            // Until it is stored, nothing may say that all is saved.
            self.0.ask.emit(Wish::Typing(true));
        }
    }

    /// Takes over what came from elsewhere (undo, another tab). Where something else is being typed here at the same
    /// time, both stay, for the person to sort out.
    fn follow(&self, annotation: &Annotation) {
        let mut typed = self.0.typed.borrow_mut();
        if typed.sent_attributes != annotation.attributes {
            // What is being said here stays, and for the rest what came counts.
            let mine = changed(&typed.sent_attributes, &typed.attributes);
            typed.attributes = annotation.attributes.clone();
            for (key, value) in mine {
                match value {
                    Some(value) => drop(typed.attributes.insert(key.to_string(), value)),
                    None => drop(typed.attributes.shift_remove(&*key)),
                }
            }
            typed.sent_attributes = annotation.attributes.clone();
        }
        let current = (annotation.note.clone(), annotation.tags.clone());
        if typed.sent == current {
            return;
        }
        if typed.rest.is_none() {
            typed.note.clone_from(&current.0);
            typed.tags = current.1.join(", ");
        } else {
            typed.note = both(&typed.sent.0, &current.0, &typed.note);
            let mut tags = current.1.clone();
            let known = |tag: &String| typed.sent.1.contains(tag) || current.1.contains(tag);
            tags.extend(split(&typed.tags).into_iter().filter(|tag| !known(tag)));
            typed.tags = tags.join(", ");
        }
        typed.sent = current;
    }
}

/// The draft of one visit to an annotation's note.
#[hook]
pub fn use_draft(annotation: &Rc<Annotation>, visit: u32, ask: &Ask) -> Draft {
    let draft = use_memo((annotation.id.clone(), visit), |(id, visit)| {
        Draft(Rc::new(Inner {
            id: id.clone(),
            visit: *visit,
            ask: ask.clone(),
            typed: RefCell::new(Typed {
                note: annotation.note.clone(),
                tags: annotation.tags.join(", "),
                attributes: annotation.attributes.clone(),
                sent: (annotation.note.clone(), annotation.tags.clone()),
                sent_attributes: annotation.attributes.clone(),
                rest: None,
                since: None,
            }),
        }))
    });
    draft.follow(annotation);
    use_effect_with((annotation.id.clone(), visit), {
        let draft = (*draft).clone();
        move |_| {
            let flush = || {
                let draft = draft.clone();
                move |_: &Event| draft.flush()
            };
            let leaving = window().map(|window| {
                let hidden = window.document().map(|page| EventListener::new(&page, "visibilitychange", flush()));
                (EventListener::new(&window, "pagehide", flush()), hidden)
            });
            move || {
                drop(leaving);
                draft.flush();
            }
        }
    });
    (*draft).clone()
}

/// What makes `before` into `after`: each attribute that differs, `None` for one that is gone.
fn changed(before: &Properties, after: &Properties) -> Vec<(Rc<str>, Option<Value>)> {
    let set = after.iter().filter(|(key, value)| before.get(*key) != Some(value));
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    set.map(|(key, value)| (key.as_str().into(), Some(value.clone())))
        .chain(gone.map(|key| (key.as_str().into(), None)))
        .collect()
}

/// A note that was `base` and was changed here and elsewhere: whatever either has that the other has not.
fn both(base: &str, theirs: &str, mine: &str) -> String {
    if mine == base || theirs.contains(mine) {
        theirs.to_owned()
    } else if theirs == base || mine.contains(theirs) {
        mine.to_owned()
    } else {
        format!("{theirs}\n\n{mine}")
    }
}

/// Tags as they are typed: separated by commas, each once.
fn split(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::{both, split};

    #[test]
    fn of_a_note_written_in_two_places_nothing_is_lost() {
        assert_eq!(both("", "theirs", "mine"), "theirs\n\nmine");
        assert_eq!(both("so", "so", "so on"), "so on");
        assert_eq!(both("so", "so far", "so"), "so far");
        assert_eq!(both("", "so", "so on"), "so on");
        assert_eq!(both("gone", "", "gone on"), "gone on");
    }

    #[test]
    fn tags_are_separated_by_commas_and_counted_once() {
        assert_eq!(split(" needs-source, to check,, needs-source ,"), ["needs-source", "to check"]);
        assert!(split(" , ").is_empty());
    }
}
