//! One step of a person: changes that are made, undone and stored together.

use crate::annotation::{Annotation, AnnotationSet, Iri};
use crate::codebook::Codebook;
use crate::document::{Document, Edition};
use std::cmp::Ordering;
use std::rc::Rc;

/// What becomes of one annotation. Adding has no `before`, removing has no `after`; swapping them inverts it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The annotation as it was.
    pub before: Option<Rc<Annotation>>,
    /// The annotation as it will be.
    pub after: Option<Rc<Annotation>>,
}

/// Where a transaction comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person did it here.
    User,
    /// A file was merged.
    Import,
    /// A step was taken back.
    Undo,
    /// A step that was taken back was made again.
    Redo,
}

/// Changes that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// At most one an annotation.
    pub changes: Vec<Change>,
    /// Another version of the article: before and after.
    pub edition: Option<(Edition, Edition)>,
    /// Other categories: before and after.
    pub codebook: Option<(Codebook, Codebook)>,
    /// Where they come from.
    pub origin: Origin,
}

impl Change {
    /// An annotation comes.
    pub fn add(annotation: Annotation) -> Self {
        Self { before: None, after: Some(Rc::new(annotation)) }
    }

    /// An annotation changes. Both have the same id.
    pub fn edit(before: &Rc<Annotation>, after: Annotation) -> Self {
        Self { before: Some(before.clone()), after: Some(Rc::new(after)) }
    }

    /// An annotation goes.
    pub fn remove(annotation: &Rc<Annotation>) -> Self {
        Self { before: Some(annotation.clone()), after: None }
    }

    /// The changes that make `before` into `after`, ordered by id. Annotations that are the same values by pointer are
    /// not looked into: of many, few of which differ, it is a walk over pointers.
    pub fn between(before: &AnnotationSet, after: &AnnotationSet) -> Vec<Self> {
        let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
        let mut changes = Vec::new();
        loop {
            let order = match (before.peek(), after.peek()) {
                (Some(one), Some(other)) if Rc::ptr_eq(one, other) => Ordering::Equal,
                (Some(one), Some(other)) => one.id.cmp(&other.id),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return changes,
            };
            let before = before.next_if(|_| order.is_le()).cloned();
            let after = after.next_if(|_| order.is_ge()).cloned();
            let same = matches!((&before, &after), (Some(one), Some(other)) if Rc::ptr_eq(one, other) || one == other);
            if !same {
                changes.push(Self { before, after });
            }
        }
    }

    /// The annotation that it is about; `None` for a change of nothing into nothing.
    pub fn id(&self) -> Option<&Iri> {
        self.before.as_ref().or(self.after.as_ref()).map(|annotation| &annotation.id)
    }

    /// The change that takes this one back.
    pub fn invert(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }

    /// Whether the annotation is still as the change expects it.
    pub fn fits(&self, annotations: &AnnotationSet) -> bool {
        self.id().and_then(|id| annotations.get(id)) == self.before.as_ref()
    }
}

impl Transaction {
    /// Changes of annotations alone.
    pub fn new(changes: Vec<Change>, origin: Origin) -> Self {
        Self { changes, edition: None, codebook: None, origin }
    }

    /// Splits off the changes whose annotation is no longer as they expect it, because somebody else (another tab)
    /// changed it since. They are not made: their work would be overwritten. Where the article is another one, none is
    /// made: the changes were meant for its text.
    pub fn fitting(self, document: &Document) -> (Self, Vec<Change>) {
        if self.edition.as_ref().is_some_and(|(before, _)| before.article.hash() != document.article.hash()) {
            return (Self::new(Vec::new(), self.origin), self.changes);
        }
        let (fits, other) = self.changes.into_iter().partition(|change| change.fits(&document.annotations));
        // Categories that somebody changed since stay as they are.
        let codebook = self.codebook.filter(|(before, _)| *before == document.codebook);
        (Self { changes: fits, codebook, ..self }, other)
    }

    /// Makes it, whatever stands there.
    pub fn apply_to(&self, document: &mut Document) {
        self.apply(&mut document.annotations);
        if let Some((_, after)) = &self.edition {
            document.article = after.article.clone();
            document.earlier.clone_from(&after.earlier);
        }
        if let Some((_, after)) = &self.codebook {
            document.codebook = after.clone();
        }
    }

    /// Makes all of its changes of annotations, whatever stands there.
    pub fn apply(&self, annotations: &mut AnnotationSet) {
        // One by one, each change moves the pointers behind it: fine for a step, not for a file of 50,000.
        if self.changes.len() < 64 {
            for change in &self.changes {
                match (&change.after, change.id()) {
                    (Some(after), _) => annotations.insert(after.clone()),
                    (None, Some(id)) => annotations.remove(id),
                    (None, None) => {}
                }
            }
            return;
        }
        let changed: AnnotationSet = self
            .changes
            .iter()
            .filter_map(|change| change.after.as_ref().or(change.before.as_ref()).cloned())
            .collect();
        let kept = annotations.iter().filter(|annotation| changed.get(&annotation.id).is_none()).cloned();
        *annotations = kept.chain(self.changes.iter().filter_map(|change| change.after.clone())).collect();
    }

    /// The transaction that takes this one back.
    ///
    /// ```
    /// use glossator_core::{annotation::AnnotationSet, transaction::{Origin, Transaction}};
    /// let nothing = Transaction::new(vec![], Origin::User);
    /// assert_eq!(nothing.invert(Origin::Undo).invert(Origin::User), nothing);
    /// ```
    pub fn invert(&self, origin: Origin) -> Self {
        let edition = self.edition.clone().map(|(before, after)| (after, before));
        let codebook = self.codebook.clone().map(|(before, after)| (after, before));
        Self { changes: self.changes.iter().rev().map(Change::invert).collect(), edition, codebook, origin }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Category;
    use crate::fixtures::annotation;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn invert_after_apply_is_the_identity(
            old in prop::collection::btree_set(0u32..200, 0..80),
            new in prop::collection::btree_set(0u32..200, 0..150),
        ) {
            let make = |id: &u32, category| annotation(&format!("urn:x:{id:03}"), category);
            let before: AnnotationSet = old.iter().map(|id| make(id, Category::Claim)).collect();
            let changes = old.union(&new).map(|id| Change {
                before: old.contains(id).then(|| make(id, Category::Claim)),
                after: new.contains(id).then(|| make(id, Category::Quote)),
            });
            let transaction = Transaction::new(changes.collect(), Origin::User);
            let mut after = before.clone();
            transaction.apply(&mut after);
            prop_assert_eq!(&after, &new.iter().map(|id| make(id, Category::Quote)).collect());
            prop_assert_eq!(Change::between(&before, &after), transaction.changes.clone());
            prop_assert_eq!(Change::between(&after, &after.iter().map(|it| Rc::new((**it).clone())).collect()), []);
            transaction.invert(Origin::Undo).apply(&mut after);
            prop_assert_eq!(after, before);
        }
    }
}
