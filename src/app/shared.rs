//! Values shared by pointer.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

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

/// A shared value that most of the page only hands on: what it is made of, and how it ends, is known where it is made
/// and where it is looked into. So what is needed later does not weigh on the first visit. Two are equal if they are the
/// same one.
pub struct Opaque<T>(Rc<dyn Any>, PhantomData<T>);

impl<T: 'static> Opaque<T> {
    /// Takes the value in.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value), PhantomData)
    }
}

impl<T> Clone for Opaque<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> PartialEq for Opaque<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: 'static> Deref for Opaque<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let Some(value) = self.0.downcast_ref() else { unreachable!() };
        value
    }
}
