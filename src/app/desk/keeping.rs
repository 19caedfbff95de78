//! What becomes of the work besides being stored: whether the browser promises to keep it, and how old the newest copy
//! outside the browser is.

use super::Desk;
use crate::browser::{persistence, preferences};
use crate::messages;
use glossator_core::annotation::{Annotation, Person, Timestamp};
use glossator_core::document::Document;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Annotations without a copy of which a person is reminded. Fewer are marked anew in some minutes.
const MANY: usize = 10;

/// Milliseconds that the first of them may be old: a week. Browsers that clear what is not visited do so after that, and
/// whoever exports at the end of a week's work is never reminded.
pub const OLD: i64 = 7 * 24 * 60 * 60 * 1000;

thread_local! {
    /// Whether the browser was asked already.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Work of which there is no copy outside the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncopied {
    /// How many annotations.
    pub count: usize,
    /// When the first of them was made or changed.
    pub since: Timestamp,
}

/// What `me` did since the last copy, where that is much and old. Derived from the annotations' own dates, so that there is
/// nothing to count.
pub fn uncopied(document: &Document, me: &Person, copied: Option<Timestamp>, now: Timestamp) -> Option<Uncopied> {
    // What came in others' files is outside the browser.
    let mine = |it: &&Rc<Annotation>| it.creator.as_ref().is_none_or(|creator| creator.id == me.id);
    let later = |it: &&Rc<Annotation>| copied.is_none_or(|copied| it.modified > copied);
    let dates = document.annotations.iter().filter(mine).filter(later).map(|it| it.modified);
    let (count, since) = dates.fold((0, now), |(count, since), at| (count + 1, since.min(at)));
    (count >= MANY && now.0.saturating_sub(since.0) >= OLD).then_some(Uncopied { count, since })
}

impl Desk {
    /// Asks the browser for its promise once there is something to keep, and once on a device: whoever said no to it is
    /// not asked again, and may ask again.
    pub(super) fn ask_to_persist(self: &Rc<Self>) {
        if !self.storage.keeps() || self.document().annotations.is_empty() || ASKED.replace(true) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            let first = !preferences::is_set(preferences::PERSISTENCE_ASKED);
            preferences::set(preferences::PERSISTENCE_ASKED);
            if persistence::promised(first).await == Some(false) {
                desk.redraw();
            }
        });
    }

    /// Asks once more, because a person wants it.
    pub fn ask_again_to_persist(self: &Rc<Self>) {
        let desk = self.clone();
        spawn_local(async move {
            let promised = persistence::promised(true).await == Some(true);
            desk.say(
                if promised { messages::persistence_granted() } else { messages::persistence_refused() }.to_owned(),
            );
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::annotation::{Category, Iri};
    use glossator_core::article::plain_text;
    use glossator_core::state::{Action, State};
    use glossator_core::text::TextRange;

    const DAY: i64 = 24 * 60 * 60 * 1000;

    /// A document with as many annotations by somebody of each day.
    fn document(days: &[(i64, usize)], by: &str) -> Rc<Document> {
        let article = plain_text::parse("Ten people came.");
        let state = State::new(Document::new(Iri::new("urn:x:d"), article, Timestamp(0)).into());
        let marks = days.iter().flat_map(|(day, count)| (0..*count).map(move |at| (day * DAY, at)));
        let mark = |state: State, (at, nth): (i64, usize)| {
            state.update(Action::Mark {
                id: Iri::new(format!("urn:x:{at}-{nth}")),
                category: Category::Claim,
                ranges: vec![TextRange::new(0, 3)],
                creator: Some(person(by)),
                at: Timestamp(at),
            })
        };
        marks.fold(state, mark).document
    }

    fn person(id: &str) -> Person {
        Person { id: Some(Iri::new(id)), ..Person::default() }
    }

    /// On day 30, after a copy of that day.
    fn check(days: &[(i64, usize)], by: &str, copied: Option<i64>, expected: Option<(usize, i64)>) {
        let copied = copied.map(|day| Timestamp(day * DAY));
        let found = uncopied(&document(days, by), &person("me"), copied, Timestamp(30 * DAY));
        assert_eq!(found.map(|it| (it.count, it.since.0 / DAY)), expected);
    }

    #[test]
    fn much_old_work_without_a_copy_is_reminded_of() {
        check(&[(10, 6), (29, 6)], "me", None, Some((12, 10)));
        check(&[(10, 6), (29, 6)], "me", Some(5), Some((12, 10)));
        check(&[], "me", None, None);
    }

    #[test]
    fn what_is_little_or_new_or_copied_or_of_others_is_not() {
        check(&[(10, MANY - 1)], "me", None, None);
        check(&[(24, 40)], "me", None, None);
        check(&[(10, 40)], "me", Some(11), None);
        check(&[(10, 40), (29, MANY)], "me", Some(11), None);
        check(&[(10, 40)], "ada", None, None);
    }
}
