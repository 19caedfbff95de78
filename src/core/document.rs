//! A document: an article and one collection of annotations on it. What is stored, sent and opened.

use crate::Properties;
use crate::annotation::{AnnotationSet, Iri, Person, Timestamp};
use crate::article::Article;
use crate::codebook::Codebook;
use std::rc::Rc;

/// A version of an article that another one took the place of.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// The article as it was.
    pub article: Rc<Article>,
    /// When the next version came.
    pub replaced: Timestamp,
}

/// An article with what it was before: what a new version changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// The article as it is.
    pub article: Rc<Article>,
    /// What it was before, oldest first.
    pub earlier: Vec<Earlier>,
}

/// An article with annotations. Cloning it is cheap: the article and the annotations are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The name of the collection. Two documents may hold the same article.
    pub id: Iri,
    /// What its maker called it; empty for one that is called after its article.
    pub label: String,
    /// Who made it.
    pub creator: Option<Person>,
    /// When it was made, which is when the article was taken in.
    pub created: Timestamp,
    /// What is annotated.
    pub article: Rc<Article>,
    /// What the article was before, oldest first.
    pub earlier: Vec<Earlier>,
    /// Which categories there are.
    pub codebook: Codebook,
    /// The annotations.
    pub annotations: AnnotationSet,
    /// What a file said of the collection and this version does not know.
    pub unknown: Properties,
}

impl Document {
    /// A document without annotations.
    pub fn new(id: Iri, article: Article, created: Timestamp) -> Self {
        Self {
            id,
            label: String::new(),
            creator: None,
            created,
            article: Rc::new(article),
            earlier: Vec::new(),
            codebook: Codebook::default(),
            annotations: AnnotationSet::default(),
            unknown: Properties::new(),
        }
    }

    /// Its article alone, without the annotations and what it was before.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { annotations: AnnotationSet::default(), earlier: Vec::new(), ..self }
    }

    /// The article with what it was before.
    pub fn edition(&self) -> Edition {
        Edition { article: self.article.clone(), earlier: self.earlier.clone() }
    }

    /// When anything in it last changed.
    pub fn modified(&self) -> Timestamp {
        self.annotations.iter().map(|annotation| annotation.modified).fold(self.created, Timestamp::max)
    }
}

impl Edition {
    /// With `article` in place of the one that is read now.
    ///
    /// ```
    /// use glossator_core::{annotation::*, article::plain_text, document::Document};
    /// let old = Document::new(Iri::new("urn:uuid:1"), plain_text::parse("Ten people came."), Timestamp(0)).edition();
    /// let new = old.replaced(plain_text::parse("Twelve people came.").into(), Timestamp(1));
    /// assert_eq!((new.earlier.len(), &new.earlier[0].article), (1, &old.article));
    /// ```
    pub fn replaced(&self, article: Rc<Article>, at: Timestamp) -> Self {
        // One that comes back is no earlier one, and none is there twice.
        let other = |version: &Earlier| ![article.hash(), self.article.hash()].contains(&version.article.hash());
        let mut earlier: Vec<Earlier> = self.earlier.iter().filter(|version| other(version)).cloned().collect();
        earlier.push(Earlier { article: self.article.clone(), replaced: at });
        Self { article, earlier }
    }

    /// With the earlier versions in `other` that are not in `known`: those that another tab added meanwhile.
    pub fn with_earlier_of(&self, other: &Self, known: &Self) -> Self {
        let new = |version: &Earlier| !known.has(&version.article);
        let earlier = other.earlier.iter().filter(|version| new(version)).cloned();
        let mut all = self.clone();
        earlier.for_each(|version| all.add(version));
        all
    }

    /// With the versions of another tab's edition besides, so that none is lost where two tabs made one each. Which
    /// article is read now is this one's to say.
    pub fn with_versions_of(&self, other: &Self, at: Timestamp) -> Self {
        let mut all = self.clone();
        let current = Earlier { article: other.article.clone(), replaced: at };
        other.earlier.iter().chain([&current]).for_each(|version| all.add(version.clone()));
        all
    }

    fn has(&self, article: &Article) -> bool {
        let is_it = |other: &Article| other.hash() == article.hash();
        is_it(&self.article) || self.earlier.iter().any(|version| is_it(&version.article))
    }

    /// Puts an earlier version in its place, unless it is there.
    fn add(&mut self, version: Earlier) {
        if !self.has(&version.article) {
            let at = self.earlier.iter().take_while(|known| known.replaced <= version.replaced).count();
            self.earlier.insert(at, version);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text;

    /// Editions in a small notation: the articles in order, the last is read now.
    fn edition(texts: &str) -> Edition {
        let mut texts = texts.split(' ').map(|text| Rc::new(plain_text::parse(text)));
        let first = Edition { article: texts.next().expect("one"), earlier: Vec::new() };
        texts.zip(1..).fold(first, |edition, (text, at)| edition.replaced(text, Timestamp(at)))
    }

    #[test]
    fn one_that_comes_back_is_no_earlier_one() {
        let texts = |edition: &Edition| -> Vec<String> {
            edition.earlier.iter().map(|it| it.article.text.as_str().trim().to_owned()).collect()
        };
        assert_eq!(texts(&edition("a b a")), ["b"]);
        assert_eq!(texts(&edition("a b a b c")), ["a", "b"]);
    }

    fn check(mine: &str, theirs: &str, expected: &str) {
        let both = edition(mine).with_versions_of(&edition(theirs), Timestamp(9));
        let articles = both.earlier.iter().map(|version| &version.article).chain([&both.article]);
        let texts: Vec<&str> = articles.map(|article| article.text.as_str().trim()).collect();
        assert_eq!(texts.join(" "), expected, "{mine} with {theirs}");
    }

    #[test]
    fn versions_of_two_tabs_are_all_kept() {
        check("a b", "a c", "a c b");
        check("a b", "a b", "a b");
        check("a b", "a", "a b");
        check("a", "a b c", "b c a");
    }
}
