//! A document: an article and one collection of annotations on it. What is stored, sent and opened.

use crate::Properties;
use crate::annotation::{AnnotationSet, Iri, Person, Timestamp};
use crate::article::Article;
use crate::codebook::Codebook;
use std::rc::Rc;

/// Bytes of a file that an article takes with what it was before. A file of twenty million bytes is opened again
/// (`file::SIZE_MAX`), and this leaves room for the annotations of a long article.
pub const ROOM: usize = 12 * 1024 * 1024;

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
        // The oldest make room. Undo brings them back with what was there.
        let mut left = ROOM.checked_sub(weight(&article));
        let fits = |version: &&Earlier| {
            left = left.and_then(|left| left.checked_sub(weight(&version.article)));
            left.is_some()
        };
        let kept = earlier.iter().rev().take_while(fits).count();
        earlier.drain(..earlier.len() - kept);
        Self { article, earlier }
    }

    /// How many versions there is no room for once `article` takes the place of the one that is read now: the oldest.
    pub fn dropped_for(&self, article: &Rc<Article>) -> usize {
        let next = self.replaced(article.clone(), Timestamp(0));
        let stays = |version: &Article| next.has(version);
        self.earlier.iter().map(|version| &version.article).chain([&self.article]).filter(|it| !stays(it)).count()
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

/// About how many bytes an article takes in a file: its text, and what is said of each block and each link.
fn weight(article: &Article) -> usize {
    let inlines: usize = article.blocks.iter().map(|block| block.inlines.len()).sum();
    // Measured on files as they are written, where each property has a line; escapes of the text are within it.
    article.text.as_str().len() + 160 * article.blocks.len() + 240 * inlines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleBuilder, BlockKind, Metadata, plain_text};

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

    /// As many megabytes.
    fn long(megabytes: usize, first: &str) -> Rc<Article> {
        let mut article = ArticleBuilder::default();
        article.push(BlockKind::Paragraph, first);
        let paragraph = "A line of about a hundred characters. ".repeat(27);
        (0..1_000 * megabytes).for_each(|_| article.push(BlockKind::Paragraph, &paragraph));
        article.finish(Metadata::default()).into()
    }

    #[test]
    fn the_oldest_versions_make_room_and_the_file_can_be_opened() {
        let mut edition = Edition { article: long(1, "0"), earlier: Vec::new() };
        for at in 1..=20 {
            let article = long(1, &at.to_string());
            let (dropped, before) = (edition.dropped_for(&article), edition.earlier.len() + 1);
            edition = edition.replaced(article, Timestamp(at));
            assert_eq!(before - dropped, edition.earlier.len());
        }
        let text = |version: &Earlier| version.article.text.as_str().lines().next().map(str::to_owned);
        assert_eq!(edition.earlier.last().and_then(text).as_deref(), Some("19"));
        assert!((8..=12).contains(&edition.earlier.len()), "{}", edition.earlier.len());
        let mut document = Document::new(Iri::new("urn:x:d"), (*edition.article).clone(), Timestamp(0));
        document.earlier = edition.earlier;
        let file = crate::file::write(&document, "0");
        assert!(file.len() < ROOM, "{}", file.len());
        assert_eq!(crate::file::read(file.as_bytes()).expect("opens").document.earlier, document.earlier);
    }

    #[test]
    fn what_an_article_takes_in_a_file_is_not_underrated() {
        for text in [
            "# A\n\nB.\n\n",
            "- one\n- two\n  1. three\n\n",
            "> “Q”, said [he](https://a.example/b) and *she*.\n\n",
            "Say \"no\".\n\n",
        ] {
            let article = plain_text::parse(&text.repeat(500));
            let document = Document::new(Iri::new("urn:x:d"), article, Timestamp(0));
            let file = crate::file::write(&document, "0").len();
            let weight = weight(&document.article);
            assert!(file < weight + 2_000 && weight < file * 2, "{file} {weight} {text}");
        }
    }

    #[test]
    fn a_version_that_does_not_fit_at_all_is_not_kept() {
        let edition = Edition { article: long(9, "old"), earlier: Vec::new() };
        let new = long(9, "new");
        assert_eq!(edition.dropped_for(&new), 1);
        assert_eq!(edition.replaced(new, Timestamp(1)).earlier, []);
        assert_eq!(edition.dropped_for(&long(1, "new")), 0);
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
