//! Undo and redo: what was done, as the transactions that did it.

use crate::annotation::Iri;
use crate::transaction::{Change, Transaction};
use std::rc::Rc;

/// Steps that can be taken back. More than anybody walks back; it bounds the memory of a page left open for weeks.
const STEPS_MAX: usize = 10_000;

/// The steps of one document. Never stored: a page that is opened anew starts a new one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// Which steps are one to a person: the keystrokes of one visit to one note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The annotation.
    pub annotation: Iri,
    /// The visit: the caller gives each a number of its own.
    pub visit: u32,
}

#[derive(Clone, Debug, PartialEq)]
struct Step {
    transaction: Rc<Transaction>,
    group: Option<Group>,
}

impl History {
    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Remembers a step. One of the same group as the step before becomes part of it. What was undone cannot be
    /// redone any more.
    pub fn push(&mut self, transaction: Rc<Transaction>, group: Option<Group>) {
        self.undone.clear();
        if let Some(last) = self.done.last_mut()
            && group.is_some()
            && last.group == group
            && continues(&last.transaction, &transaction)
        {
            last.transaction = Rc::new(joined(&last.transaction, &transaction));
            return;
        }
        if self.done.len() == STEPS_MAX {
            self.done.remove(0);
        }
        self.done.push(Step { transaction, group });
    }

    /// Takes the last step off, for the caller to invert and apply.
    pub fn undo(&mut self) -> Option<Rc<Transaction>> {
        let step = self.done.pop()?;
        let transaction = step.transaction.clone();
        // Typing that goes on after an undo is a new step.
        self.undone.push(Step { group: None, ..step });
        Some(transaction)
    }

    /// Takes the last undone step off, for the caller to apply.
    pub fn redo(&mut self) -> Option<Rc<Transaction>> {
        let step = self.undone.pop()?;
        let transaction = step.transaction.clone();
        self.done.push(step);
        Some(transaction)
    }
}

/// Whether the second goes on where the first ended: another tab may have come between.
fn continues(first: &Transaction, second: &Transaction) -> bool {
    [first, second].iter().all(|it| it.edition.is_none() && it.codebook.is_none())
        && second.changes.iter().all(|change| {
            first.changes.iter().any(|earlier| earlier.id() == change.id() && earlier.after == change.before)
        })
}

/// Both in one: of each annotation the first `before` and the last `after`.
fn joined(first: &Transaction, second: &Transaction) -> Transaction {
    let mut changes = first.changes.clone();
    for change in &second.changes {
        match changes.iter_mut().find(|earlier| earlier.id() == change.id()) {
            Some(earlier) => earlier.after.clone_from(&change.after),
            None => changes.push(Change::clone(change)),
        }
    }
    Transaction { changes, ..first.clone() }
}
