//! Merging somebody's annotations into mine. Nothing of mine is overwritten or taken away, and the same file merged
//! again changes nothing.

use crate::annotation::{Annotation, AnnotationSet, Person};
use crate::document::Document;
use crate::file;
use crate::transaction::{Change, Origin, Transaction};
use std::rc::Rc;

/// What a merge does, before it is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The step to take; undoing it takes the whole merge back.
    pub transaction: Transaction,
    /// Annotations that come new.
    pub added: usize,
    /// Annotations whose id I have with other content: both are kept, theirs under an id of its own.
    pub kept_both: usize,
    /// Annotations that are here already.
    pub same: usize,
}

/// What merging `incoming` into `local` does.
///
/// The id of a second version is derived from its content and not made up, so that whoever merges it, and however
/// often, gets the same one.
pub fn merge(local: &Document, incoming: &Document) -> Merge {
    let mut merge =
        Merge { transaction: Transaction::new(Vec::new(), Origin::Import), added: 0, kept_both: 0, same: 0 };
    for theirs in incoming.annotations.iter() {
        match arrival(&local.annotations, theirs, incoming) {
            Arrival::Same => merge.same += 1,
            Arrival::New => {
                merge.added += 1;
                merge.transaction.changes.push(Change { before: None, after: Some(theirs.clone()) });
            }
            Arrival::OtherVersion(version) => {
                merge.kept_both += 1;
                merge.transaction.changes.push(Change::add(*version));
            }
        }
    }
    merge
}

enum Arrival {
    Same,
    New,
    OtherVersion(Box<Annotation>),
}

fn arrival(mine: &AnnotationSet, theirs: &Rc<Annotation>, incoming: &Document) -> Arrival {
    let Some(same_id) = mine.get(&theirs.id) else {
        // A version that was set apart on their side may be the very one that I have under its first id.
        let original = theirs.copy_of.as_ref().and_then(|id| mine.get(id));
        return if original.is_some_and(|mine| says_the_same(mine, theirs)) { Arrival::Same } else { Arrival::New };
    };
    if says_the_same(same_id, theirs) {
        return Arrival::Same;
    }
    let version = other_version(theirs, incoming);
    // I may have changed the version since it came: then mine stands.
    if mine.get(&version.id).is_some() { Arrival::Same } else { Arrival::OtherVersion(Box::new(version)) }
}

/// The same annotation under an id of its own, which its content decides.
pub fn other_version(annotation: &Annotation, document: &Document) -> Annotation {
    let content = file::write_annotation(annotation, document);
    let id = file::derived_id(&annotation.id, &content);
    Annotation { id, copy_of: Some(annotation.id.clone()), ..annotation.clone() }
}

/// Whether a person would find no difference: all is equal but the counting of versions, and the name that a person of
/// the same id goes by.
fn says_the_same(one: &Annotation, other: &Annotation) -> bool {
    let comparable = |annotation: &Annotation| Annotation {
        id: one.id.clone(),
        creator: annotation.creator.as_ref().map(|person| match person.id {
            Some(_) => Person { name: String::new(), ..person.clone() },
            None => person.clone(),
        }),
        copy_of: None,
        modified: one.modified,
        revision: one.revision,
        ..annotation.clone()
    };
    comparable(one) == comparable(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Category, Iri, Timestamp};
    use crate::article::{ArticleBuilder, Metadata};
    use crate::fixtures::annotation;
    use proptest::prelude::*;

    /// Documents in a small notation: `a=x` is an annotation with id a and note x.
    fn document(notes: &str) -> Document {
        let article = ArticleBuilder::default().finish(Metadata::default());
        let mut document = Document::new(Iri::new("urn:uuid:0"), article, Timestamp(0));
        for (id, note) in notes.split_whitespace().filter_map(|it| it.split_once('=')) {
            let it = annotation(&format!("urn:x:{id}"), Category::Claim);
            document.annotations.insert(Rc::new(Annotation { note: note.to_owned(), ..(*it).clone() }));
        }
        document
    }

    fn merged(local: &Document, incoming: &Document) -> Document {
        let mut result = local.clone();
        merge(local, incoming).transaction.apply(&mut result.annotations);
        result
    }

    fn check(mine: &str, theirs: &str, added: usize, kept_both: usize, same: usize) {
        let outcome = merge(&document(mine), &document(theirs));
        assert_eq!((outcome.added, outcome.kept_both, outcome.same), (added, kept_both, same), "{mine} + {theirs}");
    }

    #[test]
    fn what_is_new_comes_and_what_is_known_stays() {
        check("a=1 b=2", "b=2 c=3", 1, 0, 1);
        check("a=1", "a=2", 0, 1, 0);
        check("", "a=1", 1, 0, 0);
        check("a=1", "", 0, 0, 0);
    }

    #[test]
    fn a_version_that_comes_home_is_recognised() {
        let (ada, ben) = (document("a=new"), document("a=old"));
        let ben = merged(&ben, &ada);
        assert_eq!(ben.annotations.len(), 2);
        // Ada gets Ben's old version, and not her own new one a second time.
        assert_eq!(merged(&ada, &ben).annotations.len(), 2);
    }

    #[test]
    fn a_clock_alone_makes_no_second_version() {
        let mine = document("a=1");
        let mut theirs = mine.clone();
        let later = Annotation {
            modified: Timestamp(9),
            revision: u64::MAX,
            ..(**mine.annotations.iter().next().expect("one")).clone()
        };
        theirs.annotations.insert(Rc::new(later));
        assert_eq!(merge(&mine, &theirs).same, 1);
    }

    proptest! {
        #[test]
        fn merging_keeps_mine_and_is_idempotent_and_undone_in_one_step(
            mine in "([a-e]=[1-3] ){0,5}",
            theirs in "([a-e]=[1-3] ){0,5}",
        ) {
            let (mine, theirs) = (document(&mine), document(&theirs));
            let once = merged(&mine, &theirs);
            for annotation in mine.annotations.iter() {
                prop_assert_eq!(once.annotations.get(&annotation.id), Some(annotation));
            }
            prop_assert_eq!(&merged(&once, &theirs), &once);
            let mut undone = once.clone();
            merge(&mine, &theirs).transaction.invert(Origin::Undo).apply(&mut undone.annotations);
            prop_assert_eq!(undone, mine);
        }

        #[test]
        fn the_order_of_files_does_not_matter_for_what_nobody_had(
            one in "([a-e]=[1-3] ){0,5}",
            other in "([f-k]=[1-3] ){0,5}",
        ) {
            let (empty, one, other) = (document(""), document(&one), document(&other));
            let forth = merged(&merged(&empty, &one), &other);
            let back = merged(&merged(&empty, &other), &one);
            prop_assert_eq!(forth.annotations, back.annotations);
        }
    }
}
