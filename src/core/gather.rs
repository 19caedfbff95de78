//! Several people's files on one article that is nowhere here yet: brought together into one new document.

use crate::annotation::{Annotation, AnnotationSet};
use crate::document::Document;
use crate::file;
use crate::merge::{Conflict, Keep, Merge, merge, merge_deciding};
use crate::sorting::sort;
use crate::transaction::Change;
use std::rc::Rc;

/// A new document, and what makes it whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathering {
    /// The article as the oldest of the files has it, with everybody's categories and without annotations. Its id is
    /// that of the oldest file, and the new document needs one of its own.
    pub document: Document,
    /// Everybody's annotations, as one step.
    pub merge: Merge,
}

/// What `files` come to, which have the same text, where `decide` says what becomes of each annotation that is there in
/// several versions. It is the same in whatever order they come, and the same as merging them into the bare article:
/// each annotation is a guest in the new document.
///
/// Of the versions of one annotation, the one of the highest rank counts as the one that is here.
pub fn gather(files: &[&Document], decide: &dyn Fn(&[Conflict]) -> Vec<Keep>) -> Option<Gathering> {
    let mut by_age: Vec<(String, &Document)> = files.iter().map(|it| (file::write_header(it, ""), *it)).collect();
    sort(&mut by_age, |one, other| one.1.created.cmp(&other.1.created).then_with(|| one.0.cmp(&other.0)));
    let (_, first) = by_age.first()?;
    let known = first.edition();
    let (mut edition, mut codebook) = (known.clone(), first.codebook.clone());
    for (_, other) in &by_age[1..] {
        edition = edition.with_earlier_of(&other.edition(), &known);
        codebook = codebook.with_missing_of(&other.codebook);
    }
    let bare = Document {
        label: String::new(),
        creator: None,
        earlier: edition.earlier,
        codebook,
        annotations: AnnotationSet::default(),
        ..(*first).clone()
    };
    let everything = merge(&bare, files);
    // Merged once more beside those that have the ids, what differs from them comes up as a conflict.
    let heads = everything.transaction.changes.iter().filter_map(|change| change.after.clone());
    let heads = heads.filter(|it: &Rc<Annotation>| it.copy_of.is_none());
    let beside = Document { annotations: heads.collect(), ..bare.clone() };
    let mut merge = merge_deciding(&beside, files, decide);
    let mut all = beside.annotations;
    merge.transaction.apply(&mut all);
    merge.transaction.changes = all.iter().map(|it| Change { before: None, after: Some(Rc::clone(it)) }).collect();
    (merge.added, merge.renewed, merge.kept_both, merge.taken) = (all.len(), 0, 0, 0);
    Some(Gathering { document: bare, merge })
}

/// Which of `documents` have the same text: their numbers, in the order of the first of each.
pub fn by_text(documents: &[Document]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let same = |group: &&mut Vec<usize>| documents[group[0]].article.hash() == document.article.hash();
        match groups.iter_mut().find(same) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Iri, Timestamp};
    use crate::merge::tests::{FILE, document, shown};
    use proptest::prelude::*;

    fn whole(files: &[&Document], keep: Keep) -> Document {
        let all = |conflicts: &[Conflict]| vec![keep; conflicts.len()];
        let Gathering { mut document, merge } = gather(files, &all).expect("files");
        merge.transaction.apply(&mut document.annotations);
        document
    }

    fn check(files: [&str; 3], keep: Keep, expected: &str) {
        let files = files.map(document);
        assert_eq!(shown(&whole(&files.each_ref(), keep)), expected);
    }

    #[test]
    fn what_everybody_has_comes_once_and_of_versions_one_decides() {
        check(["a/A1c=", "b/B1c=", "a/A1c= c/C2q=x"], Keep::Both, "a= b= c=x");
        for (keep, expected) in [(Keep::Both, "a=z of-a=x of-a=y"), (Keep::Mine, "a=z"), (Keep::Theirs, "a=y of-a=x")] {
            check(["a/A1c=x", "a1/A1c=y", "a2/A1c=z"], keep, expected);
        }
        let files = ["a/A1c=x b/B1c=", "a1/A1c=y", "a/A1c=x"].map(document);
        let found = gather(&files.each_ref(), &|_| Vec::new()).expect("files").merge;
        let conflicts: Vec<_> = found.conflicts.iter().map(|it| (&*it.mine.note, &*it.alike, &*it.from)).collect();
        assert_eq!((conflicts, found.added), (vec![("y", &[1][..], &[0, 2][..])], 3));
        assert!(gather(&[], &|_| Vec::new()).is_none());
    }

    #[test]
    fn files_are_grouped_by_their_text() {
        let [one, mut other, again] = ["a=", "b=", "c="].map(document);
        other.article = crate::article::plain_text::parse("Something else.").into();
        assert_eq!(by_text(&[one, other, again]), [vec![0, 2], vec![1]]);
    }

    proptest! {
        #[test]
        fn the_order_of_files_does_not_matter(
            notations in [FILE, FILE, FILE],
            ages in [0..2_i64, 0..2, 0..2],
            keep in prop::sample::select(vec![Keep::Both, Keep::Mine, Keep::Theirs]),
        ) {
            let mut files = notations.map(|it| document(&it));
            for (at, file) in files.iter_mut().enumerate() {
                file.created = Timestamp(ages[at]);
                file.id = Iri::new(format!("urn:uuid:{at}"));
                Rc::make_mut(&mut file.article).metadata.title = at.to_string();
            }
            let [a, b, c] = files.each_ref();
            let expected = whole(&[a, b, c], keep);
            for order in [[a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                prop_assert_eq!(&whole(&order, keep), &expected);
            }
            if keep == Keep::Both {
                // As though the article had been there, and whoever merges one of them again gets nothing new.
                let mut bare = Document { annotations: AnnotationSet::default(), ..expected.clone() };
                merge(&bare, &[a, b, c]).transaction.apply(&mut bare.annotations);
                prop_assert_eq!(&bare, &expected);
                prop_assert!(merge(&expected, &[b]).transaction.changes.is_empty());
            }
        }
    }
}
