//! An annotation: which words, what they are, and what a person thinks of them.

use crate::Properties;
use crate::selector::Target;
use crate::sorting::sort;
use serde_json::Value;
use std::fmt;
use std::rc::Rc;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The name of an annotation, a document or a person: an absolute IRI, mostly `urn:uuid:…`. Cloning it is free.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iri(Rc<str>);

impl Iri {
    /// Takes the name as it is.
    pub fn new(iri: impl Into<Rc<str>>) -> Self {
        Self(iri.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Iri {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "<{}>", self.0)
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What the marked words are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Something that can be true or false.
    Claim,
    /// Somebody's words, as words.
    Quote,
    /// A judgement.
    Opinion,
    /// A category of another tool or codebook; it survives.
    Other(Rc<str>),
}

impl Category {
    /// The categories that everybody has, in the order of their keys 1, 2 and 3.
    pub const ALL: [Self; 3] = [Self::Claim, Self::Quote, Self::Opinion];

    /// The name in a file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Claim => "claim",
            Self::Quote => "quote",
            Self::Opinion => "opinion",
            Self::Other(name) => name,
        }
    }

    /// The category of a name in a file; every name has one.
    pub fn from_name(name: &str) -> Self {
        match name {
            "claim" => Self::Claim,
            "quote" => Self::Quote,
            "opinion" => Self::Opinion,
            other => Self::Other(other.into()),
        }
    }
}

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment that RFC 3339 text names; fractions finer than a millisecond are cut.
    ///
    /// ```
    /// use glossator_core::annotation::Timestamp;
    /// let noon = Timestamp::parse("2026-07-01T14:00:00+02:00").expect("a date");
    /// assert_eq!(noon.to_string(), "2026-07-01T12:00:00Z");
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000)).ok().map(Self)
    }
}

/// RFC 3339 in UTC with `Z`, with milliseconds only where there are any. A moment outside the years 0 to 9999, which
/// the format cannot write, comes out as the nearest one it can.
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z
        let clamped = self.0.clamp(-62_167_219_200_000, 253_402_300_799_999);
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(clamped) * 1_000_000);
        out.write_str(&moment.ok().and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_default())
    }
}

/// Who wrote something. Both are claims: nothing proves them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The person's name among machines.
    pub id: Option<Iri>,
    /// The person's name among people.
    pub name: String,
    /// What a file said of the person and this version does not know.
    pub unknown: Properties,
}

/// What somebody marked, and as what.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its name, the same wherever it travels.
    pub id: Iri,
    /// What the words are.
    pub category: Category,
    /// The words: one target a segment, at least one, in the order of the text.
    pub targets: Vec<Target>,
    /// What a person wrote about them.
    pub note: String,
    /// In the order they were given.
    pub tags: Vec<String>,
    /// Verdict, speaker and the like, as the file has them.
    pub attributes: Properties,
    /// Who made it.
    pub creator: Option<Person>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
    /// How often it was changed: the order of versions, which clocks cannot be trusted with.
    pub revision: u64,
    /// The annotation that this is another version of, where a merge kept both.
    pub copy_of: Option<Iri>,
    /// Whether it came by a merge and is here as it came: the next merge may give its id to a version of higher rank,
    /// see [`mod@crate::merge`]. Storage keeps this, and no file that is sent has it.
    pub merged: bool,
    /// What a file said and this version does not know.
    pub unknown: Unknown,
}

/// What a file said of an annotation and this version does not know, by the place it stood in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unknown {
    /// On the annotation itself.
    pub annotation: Properties,
    /// On the body that names the category.
    pub category: Properties,
    /// On the body that holds the note.
    pub note: Properties,
    /// On the body of a tag, by the tag: an object each.
    pub tags: Properties,
    /// Bodies that are none of these, in their order.
    pub bodies: Vec<Value>,
}

impl Annotation {
    /// The marked words, the segments joined by an ellipsis.
    pub fn quote(&self) -> String {
        let parts: Vec<&str> = self.targets.iter().map(|target| target.quote.exact.as_str()).collect();
        parts.join(" … ")
    }

    /// The same annotation after a change at `at`: one revision on.
    pub(crate) fn revised(&self, at: Timestamp, change: impl FnOnce(&mut Self)) -> Self {
        let mut next = self.clone();
        change(&mut next);
        next.modified = at;
        next.revision = self.revision.saturating_add(1);
        next.merged = false;
        // What was said of a tag goes with it: there is no place for it in a file.
        next.unknown.tags.retain(|tag, _| next.tags.contains(tag));
        next
    }
}

/// Annotations by id. Cloning it is free, and a change copies pointers alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnnotationSet(Rc<Vec<Rc<Annotation>>>);

impl AnnotationSet {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The annotation of that id.
    pub fn get(&self, id: &Iri) -> Option<&Rc<Annotation>> {
        self.find(id).ok().map(|at| &self.0[at])
    }

    /// All of them, ordered by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Rc<Annotation>> {
        self.0.iter()
    }

    /// Adds an annotation or replaces the one of the same id.
    pub fn insert(&mut self, annotation: Rc<Annotation>) {
        match self.find(&annotation.id) {
            Ok(at) => Rc::make_mut(&mut self.0)[at] = annotation,
            Err(at) => Rc::make_mut(&mut self.0).insert(at, annotation),
        }
    }

    /// Takes the annotation of that id away, if there is one.
    pub fn remove(&mut self, id: &Iri) {
        if let Ok(at) = self.find(id) {
            Rc::make_mut(&mut self.0).remove(at);
        }
    }

    fn find(&self, id: &Iri) -> Result<usize, usize> {
        self.0.binary_search_by(|annotation| annotation.id.cmp(id))
    }
}

impl FromIterator<Rc<Annotation>> for AnnotationSet {
    /// Of several with the same id the last one counts.
    fn from_iter<I: IntoIterator<Item = Rc<Annotation>>>(annotations: I) -> Self {
        let mut all: Vec<Rc<Annotation>> = annotations.into_iter().collect();
        // The sort keeps the order of equals, and of equal neighbours the first one stays.
        all.reverse();
        sort(&mut all, |one, other| one.id.cmp(&other.id));
        all.dedup_by(|next, kept| next.id == kept.id);
        Self(Rc::new(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn timestamps_survive_writing(millis in -62_167_219_200_000i64..=253_402_300_799_999) {
            prop_assert_eq!(Timestamp::parse(&Timestamp(millis).to_string()), Some(Timestamp(millis)));
        }
    }

    #[test]
    fn impossible_moments_are_written_as_the_nearest_possible() {
        assert_eq!(Timestamp(i64::MAX).to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Timestamp(i64::MIN).to_string(), "0000-01-01T00:00:00Z");
        for wrong in ["", "yesterday", "2026-02-30T00:00:00Z", "2026-07-01", "10000-01-01T00:00:00Z"] {
            assert_eq!(Timestamp::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_category_name_comes_back() {
        for name in ["claim", "quote", "opinion", "Claim", "hearsay", ""] {
            assert_eq!(Category::from_name(name).as_str(), name);
        }
    }
}
