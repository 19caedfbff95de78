//! Whose annotations are shown: a layer an author, as in a drawing that several people made on the same sheet.

use super::Desk;
use crate::browser::address::folded;
use crate::messages;
use glossator_core::annotation::{Annotation, Iri, Person};
use glossator_core::document::Document;
use glossator_core::filter::{Author, Filter, Group, toggle};
use glossator_core::sorting::sort;
use std::cell::RefCell;
use std::collections::HashMap;
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
    // Most follow one by the same person, which is seen at once.
    let mut before: Option<(&Annotation, usize)> = None;
    for annotation in annotations {
        if let Some((_, at)) = before.filter(|(it, _)| it.creator == annotation.creator) {
            layers[at].count += 1;
            continue;
        }
        let author = Author::of(annotation);
        let name = annotation.creator.as_ref().map(|person| person.name.clone()).unwrap_or_default();
        let at = match layers.iter().position(|layer| layer.author == author) {
            Some(at) => {
                let layer = &mut layers[at];
                layer.count += 1;
                if layer.name.is_empty() {
                    layer.name = name;
                }
                at
            }
            None => {
                let shown = !hidden.contains(&author);
                let mine = me.id.clone().is_some_and(|id| author == Author::Known(id));
                let at = if mine { 0 } else { layers.len() };
                layers.insert(at, Layer { author, name, mine, count: 1, shown });
                at
            }
        };
        before = Some((annotation, at));
    }
    layers
}

/// What authors are called on the screen.
pub type Names = Vec<(Author, String)>;

/// What the authors of these layers are called. Names are claims: whoever bears that of the person `me` and is not they is
/// told from them, and those who bear one name are told apart by the ends of their ids, which stay the same wherever they
/// are shown.
pub fn names(layers: &[Layer], me: &Person) -> Names {
    let claimed = |layer: &Layer| {
        let name = layer.name.trim();
        match name {
            _ if layer.mine => messages::you().to_owned(),
            _ if name.is_empty() => messages::unknown().to_owned(),
            _ if [me.name.trim(), messages::you()].iter().any(|mine| name.eq_ignore_ascii_case(mine)) => {
                messages::not_you(name)
            }
            _ => name.to_owned(),
        }
    };
    let names: Vec<String> = layers.iter().map(claimed).collect();
    // By name, so that namesakes stand together, in their order.
    let mut order: Vec<usize> = (0..layers.len()).collect();
    sort(&mut order, |one, other| names[*one].cmp(&names[*other]).then(one.cmp(other)));
    let mut told = names.clone();
    for namesakes in order.chunk_by(|one, other| names[*one] == names[*other]).filter(|all| all.len() > 1) {
        let ends = |count: usize| -> Vec<&str> {
            let known = namesakes.iter().filter_map(|at| match &layers[*at].author {
                Author::Known(id) => Some(end(id, count)),
                Author::Named(_) => None,
            });
            let mut ends: Vec<&str> = known.collect();
            sort(&mut ends, Ord::cmp);
            ends
        };
        // As short as tells all apart; of ids that somebody made up, a number has to do.
        let length = (4..=END_MAX).find(|count| ends(*count).windows(2).all(|pair| pair[0] != pair[1]));
        for (number, at) in namesakes.iter().enumerate() {
            match &layers[*at].author {
                // Of those without a name, none is told from another: there is nothing to mistake one for.
                Author::Known(id) if !layers[*at].name.trim().is_empty() => {
                    told[*at] = match length {
                        Some(length) => format!("{} (…{})", names[*at], end(id, length)),
                        None => format!("{} ({})", names[*at], number + 1),
                    };
                }
                _ => {}
            }
        }
    }
    layers.iter().map(|layer| layer.author.clone()).zip(told).collect()
}

/// What the authors of annotations are called: a class has as many as annotations of each.
pub struct NameOf<'a> {
    names: &'a [(Author, String)],
    known: HashMap<Iri, usize>,
}

impl<'a> NameOf<'a> {
    /// By these names.
    pub fn new(names: &'a [(Author, String)]) -> Self {
        let mut known = HashMap::new();
        for (at, (author, _)) in names.iter().enumerate() {
            if let Author::Known(id) = author {
                known.insert(id.clone(), at);
            }
        }
        Self { names, known }
    }

    /// What the author of an annotation is called.
    pub fn of(&self, annotation: &Annotation) -> String {
        let name = match Author::of(annotation) {
            Author::Known(id) => self.known.get(&id).map(|at| &self.names[*at].1),
            author => self.names.iter().find(|(one, _)| *one == author).map(|(_, name)| name),
        };
        name.cloned().unwrap_or_default()
    }
}

/// Characters of an id that are shown at most.
const END_MAX: usize = 12;

/// The last characters of an id.
fn end(id: &Iri, count: usize) -> &str {
    let id = id.as_str();
    let from = id.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    &id[from..]
}

/// Layers with what they are of.
type Layered = (Rc<Document>, Person, Filter, Rc<Vec<Layer>>);

thread_local! {
    /// The layers that were worked out last, and of what: they are asked for several times at each drawing. Not a part of
    /// the desk, which is part of the first visit.
    static LAYERED: RefCell<Option<Layered>> = const { RefCell::new(None) };
}

impl Desk {
    /// The layers of the open document, each with how much it shows of what else is asked for.
    pub fn layers(&self) -> Rc<Vec<Layer>> {
        let of = (self.document(), self.me(), self.ui().filter.clone());
        let known = LAYERED
            .take()
            .filter(|(document, me, filter, _)| Rc::ptr_eq(document, &of.0) && (me, filter) == (&of.1, &of.2));
        let layers = known.map_or_else(|| Rc::new(self.layers_anew()), |(.., layers)| layers);
        LAYERED.set(Some((of.0, of.1, of.2, layers.clone())));
        layers
    }

    fn layers_anew(&self) -> Vec<Layer> {
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

    fn check(authors: &[(Option<&str>, &str)], expected: &[&str]) {
        let me = person(Some("urn:x:me"), "Ada");
        let layer = |(id, name): &(Option<&str>, &str)| {
            let creator = person(*id, name);
            let author = match creator.id {
                Some(id) => Author::Known(id),
                None => Author::Named(creator.name),
            };
            let mine = author == Author::Known(Iri::new("urn:x:me"));
            Layer { author, name: (*name).to_owned(), count: 1, shown: true, mine }
        };
        let layers: Vec<Layer> = authors.iter().map(layer).collect();
        let names: Vec<String> = names(&layers, &me).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn namesakes_are_told_apart_and_whoever_bears_my_name_from_me() {
        check(&[(Some("urn:x:me"), "Ada"), (Some("urn:x:ben"), "Ben")], &["You", "Ben"]);
        check(&[(Some("urn:x:1111"), "Ben"), (Some("urn:x:2222"), "Ben ")], &["Ben (…1111)", "Ben (…2222)"]);
        check(&[(Some("urn:x:1-222"), "Ben"), (Some("urn:x:2-222"), "Ben")], &["Ben (…1-222)", "Ben (…2-222)"]);
        check(&[(Some("urn:x:1111"), "Ben"), (None, "Ben")], &["Ben (…1111)", "Ben"]);
        check(&[(Some("urn:x:1111"), "ada"), (None, "you")], &["ada (not you)", "you (not you)"]);
        check(
            &[(Some("urn:x:1111"), "Ada"), (Some("urn:x:2222"), "Ada")],
            &["Ada (not you) (…1111)", "Ada (not you) (…2222)"],
        );
        check(&[(Some("urn:x:1111"), " "), (None, "")], &["Unknown", "Unknown"]);
    }
}
