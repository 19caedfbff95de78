//! Whose annotations are shown: a layer an author, as in a drawing that several people made on the same sheet.

use super::Desk;
use crate::browser::address::folded;
use glossator_core::annotation::{Annotation, Person};
use glossator_core::filter::{Author, Filter, Group, toggle};
use std::rc::Rc;

/// The annotations of one author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// What tells authors apart.
    pub author: Author,
    /// The name that the annotations carry; a claim, like any name in a file.
    pub name: String,
    /// Whether it is the person at this device.
    pub mine: bool,
    /// How many annotations.
    pub count: usize,
    /// Whether they are shown.
    pub shown: bool,
}

/// The layers of annotations, mine first, the others in the order in which they first appear.
pub fn layers(annotations: &mut dyn Iterator<Item = &Rc<Annotation>>, me: &Person, hidden: &[Author]) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    for annotation in annotations {
        let author = Author::of(annotation);
        let name = annotation.creator.as_ref().map(|person| person.name.clone()).unwrap_or_default();
        match layers.iter_mut().find(|layer| layer.author == author) {
            Some(layer) => {
                layer.count += 1;
                if layer.name.is_empty() {
                    layer.name = name;
                }
            }
            None => {
                let shown = !hidden.contains(&author);
                let mine = me.id.clone().is_some_and(|id| author == Author::Known(id));
                let at = if mine { 0 } else { layers.len() };
                layers.insert(at, Layer { author, name, mine, count: 1, shown });
            }
        }
    }
    layers
}

impl Desk {
    /// The layers of the open document, each with how much it shows of what else is asked for.
    pub fn layers(&self) -> Vec<Layer> {
        let (document, filter) = (self.document(), self.ui().filter.clone());
        let mut layers = layers(&mut document.annotations.iter(), &self.me(), &filter.hidden);
        // One author's need no switch, and nothing else changes how many they are.
        if layers.len() < 2 || filter == (Filter { hidden: filter.hidden.clone(), ..Filter::default() }) {
            return layers;
        }
        layers.iter_mut().for_each(|layer| layer.count = 0);
        for it in self.all_anchored().iter().filter(|it| filter.shows_but(Some(Group::Authors), it, &folded)) {
            let author = Author::of(&it.annotation);
            if let Some(layer) = layers.iter_mut().find(|layer| layer.author == author) {
                layer.count += 1;
            }
        }
        layers
    }

    /// Shows or hides what an author made.
    pub(super) fn toggle_layer(self: &Rc<Self>, author: Author) {
        let mut filter = self.ui().filter.clone();
        let hide = !filter.hidden.contains(&author);
        toggle(&mut filter.hidden, author, hide);
        self.set_filter(filter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossator_core::annotation::{Category, Iri, Timestamp};
    use glossator_core::article::plain_text;
    use glossator_core::document::Document;
    use glossator_core::state::{Action, State};
    use glossator_core::text::TextRange;

    fn person(id: Option<&str>, name: &str) -> Person {
        Person { id: id.map(Iri::new), name: name.to_owned(), ..Person::default() }
    }

    #[test]
    fn authors_are_told_apart_by_id_and_else_by_name() {
        let me = person(Some("urn:x:me"), "Ada");
        let article = plain_text::parse("Some words to mark.");
        let mut state = State::new(Document::new(Iri::new("urn:x:document"), article, Timestamp(0)).into());
        let creators = [
            Some(person(Some("urn:x:ben"), "Ben")),
            Some(me.clone()),
            Some(person(Some("urn:x:other"), "Ada")),
            Some(person(Some("urn:x:ben"), "")),
            Some(person(None, "Ben")),
            None,
        ];
        for (at, creator) in creators.into_iter().enumerate() {
            state = state.update(Action::Mark {
                id: Iri::new(format!("urn:x:{at}")),
                category: Category::Claim,
                ranges: vec![TextRange::new(at, at + 4)],
                creator,
                at: Timestamp(at as i64),
            });
        }
        let named = Author::Named("Ben".to_owned());
        let found = layers(&mut state.document.annotations.iter(), &me, std::slice::from_ref(&named));
        let told: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.count, it.shown)).collect();
        assert_eq!(told, [("Ada", 1, true), ("Ben", 2, true), ("Ada", 1, true), ("Ben", 1, false), ("", 1, true)]);
        assert_eq!(found.iter().map(|it| it.mine).collect::<Vec<_>>(), [true, false, false, false, false]);
        assert_eq!(found[3].author, named);
    }
}
