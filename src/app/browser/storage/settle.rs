//! What becomes of a change when another tab may have been first. Pure, so that each case is tested by itself.

use glossator_core::annotation::{Annotation, AnnotationSet, Iri, Timestamp};
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::merge::{differ_at_most_in_decision, other_version};
use glossator_core::state::Outgoing;
use glossator_core::transaction::Change;
use std::collections::HashMap;
use std::rc::Rc;

/// What is stored under an annotation's id.
#[derive(Clone, Debug)]
pub enum Stored {
    /// Nothing.
    Absent,
    /// An annotation, and the text it was read from.
    Annotation(Rc<Annotation>, Rc<str>),
    /// A record that cannot be read, and its text if it has one.
    Broken(Option<Rc<str>>),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is so already.
    Nothing,
    /// The change is made.
    Make,
    /// What is stored stays, and so the page changes its own. A version of mine is stored beside it, if it says
    /// anything else.
    Yield {
        /// What the page must change; `None` where it cannot show what is stored.
        correction: Option<Change>,
        /// Mine under an id of its own.
        version: Option<Rc<Annotation>>,
    },
}

/// What becomes of `change` to `document` where `stored` is what is stored now.
pub fn settle(change: &Change, stored: &Stored, document: &Document) -> Verdict {
    if stored.is(change.after.as_deref(), document) {
        return Verdict::Nothing;
    }
    if stored.is(change.before.as_deref(), document) {
        return Verdict::Make;
    }
    match (stored, &change.after) {
        // I took back what I did, and the page did not hear meanwhile what another tab did.
        (_, Some(mine)) if change.before.as_ref() == Some(mine) => {
            let theirs = match stored {
                Stored::Annotation(theirs, _) => Some(theirs.clone()),
                Stored::Absent => None,
                // What the page has is the better one.
                Stored::Broken(_) => return Verdict::Nothing,
            };
            Verdict::Yield { correction: Some(Change { before: Some(mine.clone()), after: theirs }), version: None }
        }
        // Another tab deleted it, and I went on with it.
        (Stored::Absent, _) => Verdict::Make,
        (Stored::Annotation(theirs, _), None) => {
            Verdict::Yield { correction: Some(Change { before: None, after: Some(theirs.clone()) }), version: None }
        }
        (Stored::Annotation(theirs, _), Some(mine)) => Verdict::Yield {
            correction: Some(Change { before: Some(mine.clone()), after: Some(theirs.clone()) }),
            version: (!differ_at_most_in_decision(mine, theirs)).then(|| Rc::new(other_version(mine, document))),
        },
        (Stored::Broken(_), None) => Verdict::Yield { correction: None, version: None },
        (Stored::Broken(_), Some(mine)) => Verdict::Yield {
            correction: Some(Change { before: Some(mine.clone()), after: None }),
            version: Some(Rc::new(other_version(mine, document))),
        },
    }
}

/// The changes of one document, those that continue each other made one. What was changed and changed back stays in, from
/// itself to itself, and what was made and deleted as its deletion: another tab may have done something to it meanwhile.
pub fn compose<'a>(outgoing: impl IntoIterator<Item = &'a Outgoing>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    // By id, the number of the last change, and whether what it deletes was made here: storage has never seen it.
    let mut last: HashMap<Iri, (usize, bool)> = HashMap::new();
    for change in outgoing.into_iter().flat_map(|outgoing| &outgoing.transaction.changes) {
        let Some(id) = change.id() else { continue };
        match last.get_mut(id) {
            Some((at, made_here)) if changes[*at].after == change.before => {
                let known = &mut changes[*at];
                if *made_here {
                    // It is there again, as if it had never been deleted.
                    known.before = None;
                    *made_here = false;
                }
                if known.before.is_none() && change.after.is_none() {
                    // Another tab may have brought it back, too: the deletion is of what was seen here.
                    known.before.clone_from(&change.before);
                    *made_here = true;
                }
                known.after.clone_from(&change.after);
            }
            // Another tab's change came between: that is for storage to see.
            _ => {
                last.insert(id.clone(), (changes.len(), false));
                changes.push(change.clone());
            }
        }
    }
    changes
}

/// The header to store where the article was replaced, or nothing where it was not. `stored` is the document that is
/// stored now: where another tab has replaced the article too, the versions of both are kept.
fn settle_edition<'a>(
    outgoing: impl IntoIterator<Item = &'a Outgoing>,
    stored: Option<&Document>,
    document: &Document,
    at: Timestamp,
) -> Option<Document> {
    let (before, _) = outgoing.into_iter().find_map(|outgoing| outgoing.transaction.edition.as_ref())?;
    let mut document = Document { annotations: AnnotationSet::default(), ..document.clone() };
    if let Some(stored) = stored.map(Document::edition).filter(|stored| stored != before) {
        let mine = document.edition();
        let both = match stored.article.hash() == before.article.hash() {
            // The version that I put another in place of, or took back: it is not there besides.
            true => mine.with_earlier_of(&stored, before),
            false => mine.with_versions_of(&stored, at),
        };
        document.earlier = both.earlier;
    }
    Some(document)
}

/// The header to store where the article was replaced or the categories were changed, or nothing where neither was.
/// Where another tab changed the categories too, mine stand, with what it has besides.
pub fn settle_header(
    outgoing: &[&Outgoing],
    stored: Option<&Document>,
    document: &Document,
    at: Timestamp,
) -> Option<Document> {
    let edition = settle_edition(outgoing.iter().copied(), stored, document, at);
    let changed = outgoing.iter().find_map(|outgoing| outgoing.transaction.codebook.as_ref());
    if edition.is_none() && changed.is_none() {
        return None;
    }
    let alone = |document: &Document| Document { annotations: AnnotationSet::default(), ..document.clone() };
    let mut header = edition.unwrap_or_else(|| alone(stored.unwrap_or(document)));
    header.codebook = match (changed, stored) {
        (Some((before, _)), Some(stored)) if stored.codebook != *before => {
            document.codebook.with_missing_of(&stored.codebook)
        }
        (None, Some(stored)) => stored.codebook.clone(),
        _ => document.codebook.clone(),
    };
    Some(header)
}

/// The outgoing transactions by document, with the document as it is after the last of them.
pub fn by_document(outgoing: &[Outgoing]) -> Vec<(&Document, Vec<&Outgoing>)> {
    let mut documents: Vec<(&Document, Vec<&Outgoing>)> = Vec::new();
    for outgoing in outgoing {
        match documents.iter_mut().find(|(document, _)| document.id == outgoing.document.id) {
            Some((document, of_it)) => {
                *document = &outgoing.document;
                of_it.push(outgoing);
            }
            None => documents.push((&outgoing.document, vec![outgoing])),
        }
    }
    documents
}

impl Stored {
    /// What a record's text holds.
    pub fn read(id: &str, json: Option<String>) -> Self {
        let Some(json) = json.map(Rc::from) else { return Self::Broken(None) };
        match file::read_annotation(&json) {
            Ok((annotation, _)) if annotation.id.as_str() == id => Self::Annotation(Rc::new(annotation), json),
            _ => Self::Broken(Some(json)),
        }
    }

    /// The stored text.
    pub fn json(&self) -> Option<&str> {
        match self {
            Self::Annotation(_, json) | Self::Broken(Some(json)) => Some(json),
            Self::Absent | Self::Broken(None) => None,
        }
    }

    /// Whether it is the same annotation, in value or in writing: should writing and reading one not give the same
    /// value, its own earlier self must not be taken for another tab's.
    fn is(&self, annotation: Option<&Annotation>, document: &Document) -> bool {
        match (self, annotation) {
            (Self::Absent, None) => true,
            (Self::Annotation(stored, json), Some(annotation)) => {
                **stored == *annotation || **json == *file::write_annotation(annotation, document)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::annotation::Category;
    use glossator_core::article::plain_text;
    use glossator_core::codebook::{Codebook, Entry};
    use glossator_core::state::{Action, State};
    use glossator_core::text::TextRange;
    use glossator_core::transaction::{Origin, Transaction};

    fn state() -> State {
        let article = plain_text::parse("Some words to mark.");
        State::new(Document::new(Iri::new("urn:x:document"), article, Timestamp(0)).into()).update(Action::Mark {
            id: Iri::new("urn:x:a"),
            category: Category::Claim,
            ranges: vec![TextRange::new(0, 4)],
            creator: None,
            at: Timestamp(1),
        })
    }

    fn noted(note: &str) -> Option<Rc<Annotation>> {
        let annotation = (**state().document.annotations.iter().next().expect("one")).clone();
        (!note.is_empty()).then(|| Rc::new(Annotation { note: note.into(), ..annotation }))
    }

    fn stored(note: &str) -> Stored {
        noted(note).map_or(Stored::Absent, |annotation| {
            let json = file::write_annotation(&annotation, &state().document);
            Stored::Annotation(annotation, json.into())
        })
    }

    /// Annotations by their notes, none for `""`: I change `before` to `after` and find `there`.
    fn check(before: &str, after: &str, there: &str) -> Verdict {
        settle(&Change { before: noted(before), after: noted(after) }, &stored(there), &state().document)
    }

    fn beside(after: &str, there: &str) -> Verdict {
        let version = noted(after).map(|mine| Rc::new(other_version(&mine, &state().document)));
        Verdict::Yield { correction: Some(Change { before: noted(after), after: noted(there) }), version }
    }

    #[test]
    fn what_is_as_expected_is_changed() {
        assert_eq!(check("", "new", ""), Verdict::Make);
        assert_eq!(check("old", "new", "old"), Verdict::Make);
        assert_eq!(check("old", "", "old"), Verdict::Make);
    }

    #[test]
    fn what_is_so_already_is_left() {
        assert_eq!(check("old", "new", "new"), Verdict::Nothing);
        assert_eq!(check("", "new", "new"), Verdict::Nothing);
        assert_eq!(check("old", "", ""), Verdict::Nothing);
    }

    #[test]
    fn an_edit_is_kept_beside_another_edit() {
        assert_eq!(check("old", "mine", "theirs"), beside("mine", "theirs"));
        assert_eq!(check("", "mine", "theirs"), beside("mine", "theirs"));
    }

    #[test]
    fn an_edit_outlives_a_deletion() {
        assert_eq!(check("old", "mine", ""), Verdict::Make);
        assert_eq!(check("old", "", "theirs"), beside("", "theirs"));
    }

    #[test]
    fn what_was_taken_back_is_as_another_tab_left_it() {
        let theirs = |there: &str| Verdict::Yield {
            correction: Some(Change { before: noted("old"), after: noted(there) }),
            version: None,
        };
        assert_eq!(check("old", "old", "old"), Verdict::Nothing);
        assert_eq!(check("old", "old", "theirs"), theirs("theirs"));
        assert_eq!(check("old", "old", ""), theirs(""));
        let broken = Stored::read("urn:x:a", Some("{".into()));
        let change = Change { before: noted("old"), after: noted("old") };
        assert_eq!(settle(&change, &broken, &state().document), Verdict::Nothing);
    }

    #[test]
    fn the_same_words_at_another_time_are_no_second_version() {
        let later =
            noted("same").map(|it| Rc::new(Annotation { modified: Timestamp(9), revision: 7, ..(*it).clone() }));
        let change = Change { before: noted("old"), after: later.clone() };
        let expected =
            Verdict::Yield { correction: Some(Change { before: later, after: noted("same") }), version: None };
        assert_eq!(settle(&change, &stored("same"), &state().document), expected);
    }

    #[test]
    fn what_cannot_be_read_stays_and_mine_is_kept_beside_it() {
        let broken = Stored::read("urn:x:a", Some("{".into()));
        let change = Change { before: noted("old"), after: noted("mine") };
        let Verdict::Yield { correction, version } = settle(&change, &broken, &state().document) else {
            panic!("the record would be overwritten")
        };
        assert_eq!(correction, Some(Change { before: noted("mine"), after: None }));
        assert_ne!(version.expect("mine").id, Iri::new("urn:x:a"));
        let removal = Change { before: noted("old"), after: None };
        let nothing = Verdict::Yield { correction: None, version: None };
        assert_eq!(settle(&removal, &broken, &state().document), nothing);
    }

    #[test]
    fn changes_that_continue_each_other_are_one() {
        let write = |note: &str| Action::Write {
            id: Iri::new("urn:x:a"),
            note: note.into(),
            tags: vec![],
            visit: 1,
            at: Timestamp(2),
        };
        let typed = state().update(write("s")).update(write("so"));
        let composed = compose(typed.outbox.waiting());
        assert_eq!(composed, [Change { before: None, after: typed.document.annotations.iter().next().cloned() }]);
        let undone = typed.update(Action::Undo);
        let made = composed[0].after.clone();
        let deleted = compose(undone.update(Action::Undo).outbox.waiting());
        assert_eq!(
            deleted.iter().map(|it| (it.id(), it.after.is_some())).collect::<Vec<_>>(),
            [(Some(&made.expect("made").id), false)]
        );
        // And as it was made where it is brought back.
        let again = |state: State| compose(state.outbox.waiting()).into_iter().map(|it| (it.before, it.after));
        let made = || state().document.annotations.iter().next().cloned();
        let redone = state().update(Action::Undo).update(Action::Redo);
        assert_eq!(again(redone.clone()).collect::<Vec<_>>(), [(None, made())]);
        let twice = redone.update(Action::Remove(Iri::new("urn:x:a"))).update(Action::Undo);
        assert_eq!(again(twice.clone()).collect::<Vec<_>>(), [(None, made())]);
        assert_eq!(again(twice.update(Action::Undo)).collect::<Vec<_>>(), [(made(), None)]);
        let marked = state().update(Action::Saved(9, Timestamp(9)));
        let back = marked.update(write("so")).update(Action::Undo);
        let same = marked.document.annotations.iter().next().cloned();
        assert_eq!(compose(back.outbox.waiting()), [Change { before: same.clone(), after: same }]);
    }

    #[test]
    fn changes_with_another_tabs_between_are_not() {
        let outgoing = |before: &str, after: &str| Outgoing {
            serial: 0,
            document: state().document,
            transaction: Rc::new(Transaction::new(
                vec![Change { before: noted(before), after: noted(after) }],
                Origin::User,
            )),
        };
        assert_eq!(compose(&[outgoing("old", "mine"), outgoing("theirs", "ours")]).len(), 2);
    }

    #[test]
    fn categories_of_two_tabs_are_all_kept() {
        let with = |names: &[&str]| {
            let entries = names.iter().map(|name| Entry::new(Category::from_name(name)));
            Codebook::new(Category::ALL.map(Entry::new).into_iter().chain(entries))
        };
        let settled = |state: &State, stored: &Document| {
            let header = settle_header(
                &state.outbox.waiting().collect::<Vec<_>>(),
                Some(stored),
                &state.document,
                Timestamp(9),
            )?;
            Some((header.codebook, header.article.text.as_str().trim().to_owned()))
        };
        let old = state();
        let text = "Some words to mark.".to_owned();
        let mine = old.update(Action::set_codebook(with(&["x"])));
        assert_eq!(settled(&mine, &old.document), Some((with(&["x"]), text.clone())));
        let theirs = old.update(Action::set_codebook(with(&["y"])));
        assert_eq!(settled(&mine, &theirs.document), Some((with(&["x", "y"]), text)));
        // Neither what another tab made of the article nor of the categories is taken back by the other one.
        let replace = Action::replace(plain_text::parse("New.").into(), vec![], Timestamp(5));
        let replaced = old.update(replace);
        assert_eq!(settled(&mine, &replaced.document), Some((with(&["x"]), "New.".to_owned())));
        assert_eq!(settled(&replaced, &theirs.document), Some((with(&["y"]), "New.".to_owned())));
    }

    #[test]
    fn the_header_is_stored_anew_where_the_article_was_replaced() {
        let replace = |text| Action::replace(plain_text::parse(text).into(), vec![], Timestamp(5));
        let settled = |state: &State, stored: &Document| {
            let header = settle_edition(state.outbox.waiting(), Some(stored), &state.document, Timestamp(9))?;
            let texts = header.earlier.iter().map(|version| &version.article).chain([&header.article]);
            Some(texts.map(|article| article.text.as_str().trim().to_owned()).collect::<Vec<_>>())
        };
        let old = state();
        assert_eq!(settled(&old, &old.document), None);
        let mine = old.update(replace("Mine."));
        assert_eq!(settled(&mine, &old.document), Some(vec!["Some words to mark.".into(), "Mine.".into()]));
        let theirs = old.update(replace("Theirs."));
        let both = vec!["Some words to mark.".into(), "Theirs.".into(), "Mine.".into()];
        assert_eq!(settled(&mine, &theirs.document), Some(both));
        // Taken back after another tab's was stored with it: theirs stays, and mine is gone.
        let stored = Document { article: mine.document.article.clone(), ..(*theirs.document).clone() };
        let earlier = mine.document.edition().with_versions_of(&theirs.document.edition(), Timestamp(6)).earlier;
        let saved = mine.update(Action::Saved(9, Timestamp(6)));
        assert_eq!(
            settled(&saved.update(Action::Undo), &Document { earlier, ..stored }),
            Some(vec!["Theirs.".into(), "Some words to mark.".into()])
        );
        // Taken back before it was stored.
        assert_eq!(settled(&mine.update(Action::Undo), &old.document), Some(vec!["Some words to mark.".into()]));
    }
}
