//! The state of the core as a Yew reducer.

use glossator_core::state::{Action, State};
use std::ops::Deref;
use std::rc::Rc;
use yew::prelude::*;

/// The state; components read it through [`Deref`].
#[derive(Clone, Debug, PartialEq)]
pub struct Store(pub State);

/// What components change the state with.
pub type Dispatch = UseReducerDispatcher<Store>;

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = self.0.update(action);
        // Yew renders nothing where the state stays the same one.
        if next == self.0 { self } else { Rc::new(Self(next)) }
    }
}

impl Deref for Store {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

/// A shared value as a property: two are equal if they are the same one, so that comparing them costs nothing.
#[derive(Debug)]
pub struct Shared<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
