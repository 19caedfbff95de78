//! What a list of many documents says of each, so that it need not read them: an [`Entry`], and the [`Shelf`] on which a
//! person put it. What is looked for in the list is a [`Query`].

use crate::Properties;
use crate::annotation::{Annotation, Category, Iri, Timestamp};
use crate::codebook::Codebook;
use crate::document::Document;
use crate::file::json::{Writer, parse};
use crate::sorting::sort;
use serde_json::Value;
use std::cmp::Ordering;
use std::rc::Rc;

/// The property of a file with the shelf. Only a file of a whole library has it: what a colleague is sent says nothing
/// of the sender's folders.
pub const SHELF: &str = "gl:shelf";

/// What is known of a document without reading it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The document.
    pub id: Iri,
    /// What its article is called.
    pub name: String,
    /// Who wrote the article.
    pub author: String,
    /// When it appeared, as ISO 8601 where that is known.
    pub date: String,
    /// Where it stands on the web.
    pub address: String,
    /// The hash of its text.
    pub hash: String,
    /// The hashes of the texts before this one.
    pub earlier: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// How many annotations each category has, and what its codebook calls it: the common three first, none with none.
    pub counts: Vec<Count>,
    /// Where a person put it.
    pub shelf: Shelf,
    /// How many annotations are kept, with those that cannot be read.
    pub count: usize,
    /// When something in it was last stored, by this device's clock; of what is in the trash, when it was put there.
    pub modified: Timestamp,
}

/// How many annotations a category has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The category.
    pub category: Category,
    /// What the codebook calls it; empty for the common three.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// Where a person put a document. It belongs to who keeps it, and not to the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// The folder's name; empty for none.
    pub folder: String,
    /// Labels, each once, in the order of their letters.
    pub tags: Vec<String>,
    /// Whether it is out of the way.
    pub archived: bool,
}

/// In which order entries stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What was changed last comes first.
    #[default]
    Modified,
    /// What was added last comes first.
    Created,
    /// By the letters of the name, whatever their case.
    Name,
    /// The most annotations come first.
    Count,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words of name, author or address, with their case and accents taken away; all must be there.
    pub words: String,
    /// In this folder alone; an empty name stands for those in none.
    pub folder: Option<String>,
    /// With this tag alone.
    pub tag: Option<String>,
    /// Those in the archive, in place of the others.
    pub archived: bool,
}

/// How many annotations each category has, in the order of the categories.
pub fn counts<'a>(codebook: &Codebook, annotations: impl Iterator<Item = &'a Annotation>) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    for Annotation { category, .. } in annotations {
        match counts.iter_mut().find(|it| it.category == *category) {
            Some(it) => it.count += 1,
            None => {
                let label = codebook.label(category).to_owned();
                counts.push(Count { category: category.clone(), label, count: 1 });
            }
        }
    }
    sort(&mut counts, |one, other| one.category.cmp(&other.category));
    counts
}

impl Entry {
    /// What there is to say of a document, on no shelf.
    pub fn of(document: &Document) -> Self {
        let (article, data) = (&document.article, &document.article.metadata);
        let counts = counts(&document.codebook, document.annotations.iter().map(|it| &**it));
        Self {
            id: document.id.clone(),
            name: article.name().to_owned(),
            author: data.author.clone(),
            date: data.date.clone(),
            address: data.address.clone(),
            hash: article.hash().to_owned(),
            earlier: document.earlier.iter().map(|it| it.article.hash().to_owned()).collect(),
            created: document.created,
            counts,
            shelf: Shelf::default(),
            count: document.annotations.len(),
            modified: document.modified(),
        }
    }

    /// As a line of JSON, to be kept beside the document. What is not about the document is left out: shelf, count of
    /// what is kept, time of the last change.
    ///
    /// ```
    /// use glossator_core::{annotation::{Iri, Timestamp}, article::plain_text, catalogue::Entry, document::Document};
    /// let document = Document::new(Iri::new("urn:uuid:1"), plain_text::parse("Words."), Timestamp(0));
    /// let entry = Entry::of(&document);
    /// assert_eq!(Entry::read(&entry.write()), Some(entry));
    /// ```
    pub fn write(&self) -> String {
        let mut out = Writer::new(false);
        out.object(|out| {
            let texts =
                [("name", &self.name), ("author", &self.author), ("date", &self.date), ("address", &self.address)];
            out.key("id").string(self.id.as_str());
            for (key, text) in texts {
                out.key(key).string(text);
            }
            out.key("hash").string(&self.hash);
            out.key("earlier").array(|out| {
                for hash in &self.earlier {
                    out.item().string(hash);
                }
            });
            out.key("created").string(&self.created.0.to_string());
            out.key("counts").array(|out| {
                for it in &self.counts {
                    out.item().object(|out| {
                        out.key("category").string(it.category.as_str());
                        out.key("label").string(&it.label);
                        out.key("count").number(it.count as u64);
                    });
                }
            });
        });
        out.finish()
    }

    /// The inverse of [`Entry::write`]; `None` where it is anything else.
    pub fn read(json: &str) -> Option<Self> {
        let value = parse(json.as_bytes()).ok()?.value;
        let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
        let count = |it: &Value| {
            Some(Count {
                category: Category::from_name(it.get("category")?.as_str()?),
                label: it.get("label")?.as_str()?.to_owned(),
                count: usize::try_from(it.get("count")?.as_u64()?).ok()?,
            })
        };
        let counts: Vec<Count> = value.get("counts")?.as_array()?.iter().map(count).collect::<Option<_>>()?;
        let created = Timestamp(text("created")?.parse().ok()?);
        let hash = |it: &Value| Some(it.as_str()?.to_owned());
        Some(Self {
            id: Iri::new(text("id")?),
            name: text("name")?,
            author: text("author")?,
            date: text("date")?,
            address: text("address")?,
            hash: text("hash")?,
            earlier: value.get("earlier")?.as_array()?.iter().map(hash).collect::<Option<_>>()?,
            created,
            count: counts.iter().map(|it| it.count).sum(),
            counts,
            shelf: Shelf::default(),
            modified: created,
        })
    }
}

impl Shelf {
    /// A shelf as it is kept: names without white space around them, each tag once and in order.
    ///
    /// ```
    /// use glossator_core::catalogue::Shelf;
    /// let shelf = Shelf::new(" Heat ", ["rivers", " rivers", ""].map(String::from), false);
    /// assert_eq!((shelf.folder.as_str(), shelf.tags.len()), ("Heat", 1));
    /// ```
    pub fn new(folder: &str, tags: impl IntoIterator<Item = String>, archived: bool) -> Self {
        let mut all: Vec<String> =
            tags.into_iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
        sort(&mut all, |one, other| one.to_lowercase().cmp(&other.to_lowercase()).then_with(|| one.cmp(other)));
        all.dedup();
        Self { folder: folder.trim().to_owned(), tags: all, archived }
    }

    /// Whether it is none.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// What a file says of it.
    pub fn of(properties: &Properties) -> Self {
        let value = properties.get(SHELF).unwrap_or(&Value::Null);
        let tags = value.get("tags").and_then(Value::as_array);
        let tags = tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        let folder = value.get("folder").and_then(Value::as_str).unwrap_or_default();
        Self::new(folder, tags, value.get("archived").and_then(Value::as_bool).unwrap_or_default())
    }

    /// As a property of a file.
    pub fn value(&self) -> Value {
        let mut properties = Properties::new();
        if !self.folder.is_empty() {
            properties.insert("folder".to_owned(), self.folder.clone().into());
        }
        if !self.tags.is_empty() {
            properties.insert("tags".to_owned(), self.tags.clone().into());
        }
        if self.archived {
            properties.insert("archived".to_owned(), true.into());
        }
        Value::Object(properties)
    }

    /// As a line of JSON.
    pub fn write(&self) -> String {
        let mut out = Writer::new(false);
        out.value(&self.value());
        out.finish()
    }

    /// The inverse of [`Shelf::write`]; no shelf where it is anything else.
    pub fn read(json: &str) -> Self {
        let value = parse(json.as_bytes()).map(|parsed| parsed.value).unwrap_or_default();
        Self::of(&Properties::from_iter([(SHELF.to_owned(), value)]))
    }
}

impl Query {
    /// Whether an entry is one of those that are looked for. `folded` takes case and accents away.
    pub fn finds(&self, entry: &Entry, folded: &dyn Fn(&str) -> String) -> bool {
        let shelf = &entry.shelf;
        self.archived == shelf.archived
            && self.folder.as_ref().is_none_or(|folder| *folder == shelf.folder)
            && self.tag.as_ref().is_none_or(|tag| shelf.tags.contains(tag))
            && (self.words.is_empty() || {
                let tags = shelf.tags.join(" ");
                let said = folded(&[&*entry.name, &entry.author, &entry.address, &shelf.folder, &tags].join("\n"));
                self.words.split_whitespace().all(|word| said.contains(word))
            })
    }
}

/// Entries in an order; those that are alike in it by their last change. `folded` takes case and accents away.
pub fn sorted<'a>(
    entries: impl IntoIterator<Item = &'a Rc<Entry>>,
    order: Order,
    folded: &dyn Fn(&str) -> String,
) -> Vec<&'a Rc<Entry>> {
    // Folded once each, and not at every comparison.
    let name = |entry: &Entry| if order == Order::Name { folded(&entry.name) } else { String::new() };
    let mut named: Vec<(String, &Rc<Entry>)> = entries.into_iter().map(|it| (name(it), it)).collect();
    sort(&mut named, |(one_name, one), (other_name, other)| {
        let first = match order {
            Order::Modified => Ordering::Equal,
            Order::Created => other.created.cmp(&one.created),
            Order::Name => one_name.cmp(other_name),
            Order::Count => other.count.cmp(&one.count),
        };
        first.then_with(|| other.modified.cmp(&one.modified)).then_with(|| one.id.cmp(&other.id))
    });
    named.into_iter().map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;
    use proptest::prelude::*;

    fn entry(name: &str, modified: i64, count: usize, shelf: Shelf) -> Rc<Entry> {
        let article = crate::article::plain_text::parse(name);
        let document = Document::new(Iri::new(name), article, Timestamp(-modified));
        Rc::new(Entry { name: name.to_owned(), modified: Timestamp(modified), count, shelf, ..Entry::of(&document) })
    }

    fn names(entries: &[&Rc<Entry>]) -> String {
        entries.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn entries_stand_in_each_order() {
        let all =
            [("b", 1, 5), ("A", 3, 5), ("c", 2, 9)].map(|(name, at, count)| entry(name, at, count, Shelf::default()));
        let check = |order, expected: &str| {
            assert_eq!(names(&sorted(&all, order, &|it| it.to_lowercase())), expected, "{order:?}");
        };
        check(Order::Modified, "A c b");
        check(Order::Created, "b c A");
        check(Order::Name, "A b c");
        check(Order::Count, "c A b");
    }

    #[test]
    fn a_query_finds_by_words_folder_tag_and_archive() {
        let on = |folder: &str, tags: &str, archived| Shelf::new(folder, tags.split(' ').map(str::to_owned), archived);
        let all = [
            entry("Rivers-in-the-heat", 4, 0, on("Heat", "water bern", false)),
            entry("Markets", 3, 0, on("", "heat", false)),
            entry("Old-heat", 2, 0, on("Heat", "", true)),
        ];
        let check = |query: Query, expected: &str| {
            let found: Vec<_> = all.iter().filter(|it| query.finds(it, &|it| it.to_lowercase())).collect();
            assert_eq!(names(&found), expected, "{query:?}");
        };
        let words = |words: &str| Query { words: words.to_owned(), ..Query::default() };
        check(words(""), "Rivers-in-the-heat Markets");
        check(words("heat"), "Rivers-in-the-heat Markets");
        check(words("water  riv"), "Rivers-in-the-heat");
        check(words("water markets"), "");
        check(Query { folder: Some("Heat".to_owned()), ..Query::default() }, "Rivers-in-the-heat");
        check(Query { folder: Some(String::new()), ..Query::default() }, "Markets");
        check(Query { tag: Some("heat".to_owned()), ..Query::default() }, "Markets");
        check(Query { archived: true, ..Query::default() }, "Old-heat");
    }

    #[test]
    fn an_entry_counts_by_category() {
        let article = crate::article::plain_text::parse("Words.");
        let mut document = Document::new(Iri::new("urn:uuid:1"), article, Timestamp(7));
        let all = [Category::Opinion, Category::from_name("x"), Category::Claim, Category::Opinion];
        document.annotations = all
            .into_iter()
            .zip(["a", "b", "c", "d"])
            .map(|(category, id)| fixtures::annotation(id, category))
            .collect();
        let entry = Entry::of(&document);
        let counts: Vec<_> = entry.counts.iter().map(|it| (it.category.as_str(), it.count)).collect();
        assert_eq!((counts, entry.count), (vec![("claim", 1), ("opinion", 2), ("x", 1)], 4));
        // What is not about the document is told apart from it.
        assert_eq!(Entry::read(&entry.write()), Some(Entry { modified: entry.created, ..entry }));
    }

    #[test]
    fn what_is_no_entry_is_none() {
        for json in ["", "{}", "[]", "nonsense", r#"{"id":1}"#, r#"{"id":"a","name":"b","counts":[{}]}"#] {
            assert_eq!(Entry::read(json), None, "{json}");
            assert!(Shelf::read(json).is_none(), "{json}");
        }
        assert!(Shelf::read(r#"{"folder":4,"tags":["",7],"archived":"yes"}"#).is_none());
    }

    proptest! {
        #[test]
        fn a_shelf_is_read_as_it_was_written(folder in ".*", tags in prop::collection::vec(".*", 0..4), archived: bool) {
            let shelf = Shelf::new(&folder, tags, archived);
            prop_assert_eq!(&Shelf::read(&shelf.write()), &shelf);
            prop_assert_eq!(&Shelf::new(&shelf.folder, shelf.tags.clone(), archived), &shelf);
            let line = shelf.write();
            prop_assert!(!line.contains('\n'));
        }
    }
}
