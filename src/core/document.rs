//! A document: an article and one collection of annotations on it. What is stored, sent and opened.

use crate::Properties;
use crate::annotation::{AnnotationSet, Iri, Person, Timestamp};
use crate::article::Article;
use std::rc::Rc;

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
            annotations: AnnotationSet::default(),
            unknown: Properties::new(),
        }
    }

    /// When anything in it last changed.
    pub fn modified(&self) -> Timestamp {
        self.annotations.iter().map(|annotation| annotation.modified).fold(self.created, Timestamp::max)
    }
}
