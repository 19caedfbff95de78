//! From the bytes of a file to a document and what was wrong with it.
//!
//! Each function takes the properties that it knows out of an object; what is left of the object is what is not known,
//! and is kept.

use super::json::{NESTING_MAX, Parsed, Writer, parse};
use super::name::{absolute, derived_id, is_absolute, is_address, is_link};
use super::problem::{Place, Problem};
use super::write::{derived_label, write, write_annotation};
use super::{ANNOTATIONS_MAX, CATEGORIES_MAX, CONTEXT, FORMAT_VERSION, NAMESPACE, SIZE_MAX, UNREAD};
use crate::Properties;
use crate::annotation::{Annotation, Category, Iri, Person, Timestamp, Unknown};
use crate::article::{Article, Block, BlockKind, Inline, InlineKind, Metadata};
use crate::codebook::{self, Codebook};
use crate::document::{Document, Earlier};
use crate::effort::Effort;
use crate::selector::{Target, TextPositionSelector, TextQuoteSelector};
use crate::text::{Text, TextRange};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// What it holds.
    pub document: Document,
    /// What was wrong with it, in the order of the file.
    pub problems: Vec<Problem>,
}

impl File {
    /// The annotations that could not be read. They are part of the document and are written again.
    pub fn unread(&self) -> &[Value] {
        self.document.unknown.get(UNREAD).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

/// Refuses a file by its size alone, before a byte of it is read.
///
/// ```
/// use glossator_core::file::check_size;
/// assert!(check_size(20 * 1024 * 1024).is_ok());
/// let problem = check_size(31 * 1024 * 1024).unwrap_err();
/// assert_eq!(problem.to_string(), "The file is larger than 20 MB (it has 31 MB). Nothing was changed.");
/// ```
pub fn check_size(bytes: u64) -> Result<(), Problem> {
    if bytes > SIZE_MAX { Err(Problem::TooLarge { bytes }) } else { Ok(()) }
}

/// Reads a file: ours of any order of keys, or another Web Annotation collection that holds its article the same way.
pub fn read(bytes: &[u8]) -> Result<File, Problem> {
    read_file(bytes, false)
}

/// Reads a file that [`read`] refuses as [`Problem::NewerVersion`], as far as it is understood: to be looked at, and
/// never to be written over the file.
pub fn read_newer(bytes: &[u8]) -> Result<File, Problem> {
    read_file(bytes, true)
}

/// Reads what [`write_header`](super::write_header) wrote: a document without annotations.
pub fn read_header(header: &str) -> Result<Document, Problem> {
    header_by(Reader::default(), parse(header.as_bytes())?)
}

/// A header that another part of this program wrote a moment ago. Parsing and reading are apart, because of a text of
/// megabytes either takes a while.
pub struct PassedHeader(Parsed);

impl PassedHeader {
    /// Parses what [`write_header`](super::write_header) wrote.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn parse(header: &str) -> Result<Self, Problem> {
        parse(header.as_bytes()).map(Self)
    }

    /// As [`read_header`], but for the hash of the article, which is taken as it stands there: to work it out would take
    /// longer than all else.
    ///
    /// # Errors
    /// It is no header.
    pub fn read(self) -> Result<Document, Problem> {
        header_by(Reader { passed: true, ..Reader::default() }, self.0)
    }
}

fn header_by(mut reader: Reader, parsed: Parsed) -> Result<Document, Problem> {
    let mut map = reader.collection_map(parsed.value, false)?;
    for key in ["total", "first", "items"] {
        map.remove(key);
    }
    reader.collection(map)
}

/// Reads what [`write_annotation`] wrote: equal to what it was written from.
pub fn read_annotation(annotation: &str) -> Result<(Annotation, Vec<Problem>), Problem> {
    let parsed = parse(annotation.as_bytes())?;
    let mut reader = Reader { ours: true, problems: parsed.problems, ..Reader::default() };
    match reader.annotation(parsed.value, Place::Record, None) {
        Ok(annotation) => Ok((annotation, reader.finish())),
        Err((why, _)) => Err(Problem::Unread { place: Place::Record, why }),
    }
}

/// Reads an annotation that stands in another tool's list, apart from any article: what it means is for the caller to
/// find. Where it says nothing of a date, the date is 1970.
pub(crate) fn read_item(item: Value, place: Place) -> Result<(Annotation, Vec<Problem>), Problem> {
    let mut reader = Reader::default();
    match reader.annotation(item, place, None) {
        Ok(annotation) => Ok((annotation, reader.finish())),
        Err((why, _)) => Err(Problem::Unread { place, why }),
    }
}

fn read_file(bytes: &[u8], newer: bool) -> Result<File, Problem> {
    check_size(bytes.len() as u64)?;
    let parsed = parse(bytes)?;
    let mut reader = Reader { problems: parsed.problems, ..Reader::default() };
    let mut map = reader.collection_map(parsed.value, newer)?;
    let (items, again) = reader.items(&mut map)?;
    let mut document = reader.collection(map)?;
    reader.annotations(&mut document, items, again);
    if reader.effort.is_too_much() {
        return Err(Problem::TooManyWords);
    }
    // Some shapes get a level or two deeper when they are written in ours. What is read must be readable again.
    if parsed.nesting > NESTING_MAX - 4 && parse(write(&document, "").as_bytes()).is_err() {
        return Err(Problem::TooDeep { line: 1 });
    }
    Ok(File { document, problems: reader.finish() })
}

/// What a body is to us.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    Category,
    Note,
    Tag,
}

/// The role of a body, if it has one. Text without a purpose is a note: that is how most tools write one.
pub(super) fn role(body: &Value) -> Option<Role> {
    let body = body.as_object()?;
    if !(body.get("value")?.is_string() && body.get("type").is_none_or(|kind| is_of_type(kind, "TextualBody"))) {
        return None;
    }
    match body.get("purpose") {
        None | Some(Value::Null) => Some(Role::Note),
        Some(Value::String(purpose)) => match purpose.as_str() {
            "classifying" => Some(Role::Category),
            "commenting" => Some(Role::Note),
            "tagging" => Some(Role::Tag),
            _ => None,
        },
        Some(_) => None,
    }
}

/// The category that the tags of an annotation without one stand for: the first that is claim, quote or opinion.
pub(super) fn deciding(tags: &[String]) -> Option<Category> {
    tags.iter().find_map(|tag| Category::ALL.into_iter().find(|category| category.as_str().eq_ignore_ascii_case(tag)))
}

/// Whether a `type`, which may be several, names `wanted`.
fn is_of_type(kind: &Value, wanted: &str) -> bool {
    match kind {
        Value::String(kind) => kind == wanted,
        Value::Array(kinds) => kinds.iter().any(|kind| kind == wanted),
        _ => false,
    }
}

/// One or several, as JSON-LD has it: nothing, a value or an array of values.
fn several(value: Option<Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values,
        Some(value) => vec![value],
    }
}

/// Keeps the value of a property that is ours to write, beside it.
fn set_aside(map: &mut Properties, key: &str, value: Value) {
    let mut name = format!(
        "gl:was-{}",
        ["schema:", "gl:"].iter().fold(key, |key, prefix| key.strip_prefix(prefix).unwrap_or(key))
    );
    // What was set aside before stays.
    while map.contains_key(&name) {
        name.push('+');
    }
    map.insert(name, value);
}

/// Keeps the value of `key` beside it unless it is `usual`, which is what is written anyway.
fn normalize(map: &mut Properties, key: &str, usual: &str) {
    if let Some(value) = map.remove(key).filter(|value| value != usual && !value.is_null()) {
        set_aside(map, key, value);
    }
}

/// A count. No text has more than four billion characters, so that the same files are read on every computer.
pub(crate) fn count(value: &Value) -> Option<usize> {
    let number = value.as_number()?;
    // Some tools write 118.0.
    whole_number(number.as_str()).and_then(|whole| u32::try_from(whole).ok())?.try_into().ok()
}

/// The number, if it is whole and not negative. Floats are not parsed for it: the tables for that would be a
/// twentieth of the page.
fn whole_number(number: &str) -> Option<u64> {
    let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = usize::try_from(i64::try_from(whole.len()).ok()?.checked_add(exponent.parse().ok()?)?).ok()?;
    let mut digits = format!("{whole}{fraction}");
    // No count has more digits.
    while digits.len() < point.min(30) {
        digits.push('0');
    }
    let (whole, rest) = digits.split_at_checked(point)?;
    whole.parse().ok().filter(|_| rest.bytes().all(|digit| digit == b'0'))
}

/// The version that a number means: half a version is the next one, and what is too large to count is the largest.
fn version_of(number: &str) -> u64 {
    if number.starts_with('-') {
        return 0;
    }
    if let Some(whole) = whole_number(number) {
        return whole;
    }
    let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let whole = digits.split('.').next().unwrap_or_default();
    match exponent.parse::<i64>() {
        Ok(..0) => 1,
        Ok(0) => whole.parse::<u64>().map_or(u64::MAX, |whole| whole.saturating_add(1)),
        _ => u64::MAX,
    }
}

/// A date, to the millisecond. One without a time zone is taken as UTC, as other tools mean it.
pub(crate) fn timestamp(text: &str) -> Option<Timestamp> {
    let at = Timestamp::parse(text)
        .or_else(|| Timestamp::parse(&format!("{text}Z")))
        .or_else(|| Timestamp::parse(&format!("{text}T00:00:00Z")))?;
    // Once in UTC it may lie in a year that cannot be written.
    Timestamp::parse(&at.to_string())
}

/// The most problems that are told one by one.
const PROBLEMS_MAX: usize = 1_000;

struct Reader {
    problems: Vec<Problem>,
    hidden: usize,
    /// Whether we wrote the file: then positions are code points for certain.
    ours: bool,
    /// Whether this program wrote it a moment ago: then the hash is the article's for certain.
    passed: bool,
    /// The article's text, where there is one.
    text: Option<Text>,
    /// When the document was made.
    created: Timestamp,
    /// What annotations may name as their source.
    sources: Vec<String>,
    /// How much describing there has been.
    effort: Effort,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            problems: Vec::new(),
            hidden: 0,
            ours: false,
            passed: false,
            text: None,
            created: Timestamp::default(),
            sources: Vec::new(),
            effort: Effort::describing(),
        }
    }
}

impl Reader {
    fn report(&mut self, problem: Problem) {
        // An annotation of a thousand broken targets has one problem.
        if self.problems.last() == Some(&problem) {
            return;
        }
        if self.problems.len() < PROBLEMS_MAX { self.problems.push(problem) } else { self.hidden += 1 }
    }

    fn finish(mut self) -> Vec<Problem> {
        if self.hidden > 0 {
            self.problems.push(Problem::More { hidden: self.hidden });
        }
        self.problems
    }

    /// The text of a property; empty where there is none.
    fn string(&mut self, map: &mut Properties, key: &'static str, place: Place) -> String {
        match map.remove(key) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(string)) => string,
            Some(other) => {
                set_aside(map, key, other);
                self.report(Problem::Property { place, key });
                String::new()
            }
        }
    }

    fn date(&mut self, map: &mut Properties, key: &'static str, place: Place) -> Option<Timestamp> {
        let value = map.remove(key).filter(|value| !value.is_null())?;
        let date = value.as_str().and_then(timestamp);
        if date.is_none() {
            set_aside(map, key, value);
            self.report(Problem::Date { place, key });
        }
        date
    }

    fn person(&mut self, map: &mut Properties, place: Place) -> Option<Person> {
        let value = map.remove("creator").filter(|value| !value.is_null())?;
        let person = match &value {
            Value::Array(people) => {
                let first = people.iter().find_map(|person| self.one_person(person, place));
                // Only one of them has a place here.
                set_aside(map, "creator", value);
                return first;
            }
            one => self.one_person(one, place),
        };
        if person.is_none() && value != "" {
            set_aside(map, "creator", value);
            self.report(Problem::Property { place, key: "creator" });
        }
        person
    }

    fn one_person(&mut self, value: &Value, place: Place) -> Option<Person> {
        match value {
            Value::String(name) if is_absolute(name) => {
                Some(Person { id: Some(Iri::new(name.as_str())), ..Person::default() })
            }
            Value::String(name) if !name.is_empty() => Some(Person { name: name.clone(), ..Person::default() }),
            Value::Object(map) => {
                let mut map = map.clone();
                let id = self.string(&mut map, "id", place);
                let name = self.string(&mut map, "name", place);
                normalize(&mut map, "type", "Person");
                Some(Person { id: (!id.is_empty()).then(|| absolute(&id)), name, unknown: map })
            }
            _ => None,
        }
    }

    /// The properties of a collection or page, if it is one of a version that we read.
    fn collection_map(&mut self, value: Value, newer: bool) -> Result<Properties, Problem> {
        let mut map = match value {
            Value::Object(map) => map,
            // A bare list of annotations, as some tools export it.
            Value::Array(items) if items.iter().any(|item| item.get("target").is_some()) => {
                return Err(Problem::NoArticle);
            }
            _ => return Err(Problem::NotAnnotations),
        };
        if let Some(version) = map.remove("gl:formatVersion") {
            self.ours = true;
            let number = version.as_number().map(|number| version_of(number.as_str()));
            if number.is_some_and(|number| number > FORMAT_VERSION) && !newer {
                return Err(Problem::NewerVersion { version: number.unwrap_or_default() });
            }
            if number.is_none_or(|number| number < 1) {
                set_aside(&mut map, "gl:formatVersion", version);
                self.report(Problem::Version);
            }
        }
        let kind = map.get("type").unwrap_or(&Value::Null);
        let known = ["AnnotationCollection", "AnnotationPage"].iter().any(|wanted| is_of_type(kind, wanted));
        let bare = is_of_type(kind, "Annotation");
        let with_text = map.get("schema:about").is_some_and(|about| about.get("schema:articleBody").is_some());
        match (with_text, known) {
            (true, true) => Ok(map),
            (true, false) if kind.is_null() => Ok(map),
            (false, true) => Err(Problem::NoArticle),
            _ if bare => Err(Problem::NoArticle),
            _ => Err(Problem::NotAnnotations),
        }
    }

    /// The annotations of a collection, of all its pages that are in the file, and those that were set aside before.
    fn items(&mut self, map: &mut Properties) -> Result<(Vec<Value>, Vec<Value>), Problem> {
        let mut items = several(map.remove("items"));
        let mut page = map.remove("first").filter(|page| !page.is_null());
        while let Some(Value::Object(mut properties)) = page {
            items.append(&mut several(properties.remove("items")));
            page = properties.remove("next").filter(|page| !page.is_null());
            for key in ["id", "type", "partOf", "startIndex", "prev"] {
                properties.remove(key);
            }
            if !properties.is_empty() {
                set_aside(map, "first", Value::Object(properties));
            }
        }
        if let Some(elsewhere) = page {
            set_aside(map, "first", elsewhere);
            self.report(Problem::PagesElsewhere);
        }
        if let Some(said) = map.remove("total").and_then(|total| total.as_u64())
            && said != items.len() as u64
        {
            self.report(Problem::Count { said, found: items.len() });
        }
        // What is said of a page or of the pages' order holds no longer once they are one page.
        for key in ["partOf", "startIndex", "next", "prev", "last"] {
            if let Some(value) = map.remove(key) {
                set_aside(map, key, value);
            }
        }
        let again = several(map.remove(UNREAD));
        let annotations = items.len() + again.len();
        if annotations > ANNOTATIONS_MAX {
            return Err(Problem::TooMany { annotations });
        }
        Ok((items, again))
    }

    /// The document, without its annotations.
    fn collection(&mut self, mut map: Properties) -> Result<Document, Problem> {
        let place = Place::Collection;
        self.context(&mut map);
        normalize(&mut map, "type", "AnnotationCollection");
        let Some(Value::Object(about)) = map.remove("schema:about") else { return Err(Problem::NoArticle) };
        let article = self.article(about)?;
        let earlier = self.earlier(&mut map);
        let codebook = self.codebook(&mut map);
        let id = self.string(&mut map, "id", place);
        let label = self.string(&mut map, "label", place);
        let creator = self.person(&mut map, place);
        if map.get("generator").and_then(|generator| generator.get("id")).is_some_and(|id| id == "urn:x-glossator:app")
        {
            map.remove("generator");
        }
        normalize(&mut map, "generator", "");
        let created = self.date(&mut map, "created", place);
        self.date(&mut map, "modified", place);
        self.created = created.unwrap_or_default();
        self.text = Some(article.text.clone());
        let id = if id.is_empty() { derived_id(&Iri::new(article.hash()), "collection") } else { absolute(&id) };
        let label = if label == derived_label(creator.as_ref(), &article) { String::new() } else { label };
        let mut document = Document::new(id, article, self.created);
        (document.label, document.creator, document.unknown) = (label, creator, map);
        (document.earlier, document.codebook) = (earlier, codebook);
        Ok(document)
    }

    /// What the article was before. What cannot be read is kept beside it.
    fn earlier(&mut self, map: &mut Properties) -> Vec<Earlier> {
        let (mut earlier, mut unread) = (Vec::new(), Vec::new());
        for version in several(map.remove("gl:earlierVersions")) {
            match version {
                Value::Object(mut version) if version.get("schema:articleBody").is_some_and(Value::is_string) => {
                    let replaced = self.date(&mut version, "gl:replaced", Place::Article).unwrap_or_default();
                    if let Ok(article) = self.article(version) {
                        earlier.push(Earlier { article: article.into(), replaced });
                    }
                }
                other => unread.push(other),
            }
        }
        if !unread.is_empty() {
            set_aside(map, "gl:earlierVersions", Value::Array(unread));
            self.report(Problem::Property { place: Place::Collection, key: "gl:earlierVersions" });
        }
        earlier
    }

    /// The categories. What is no category is kept beside them.
    fn codebook(&mut self, map: &mut Properties) -> Codebook {
        let (mut entries, mut unread) = (Vec::new(), Vec::new());
        let is_new = |name: &Value, entries: &[codebook::Entry]| {
            name.as_str().is_some_and(|name| !name.is_empty() && entries.iter().all(|it| it.category.as_str() != name))
        };
        for entry in several(map.remove("gl:codebook")) {
            match entry {
                Value::Object(mut said)
                    if entries.len() < CATEGORIES_MAX
                        && said.get("name").is_some_and(|name| is_new(name, &entries)) =>
                {
                    let category = Category::from_name(&self.string(&mut said, "name", Place::Collection));
                    entries.push(codebook::Entry { category, said });
                }
                other => unread.push(other),
            }
        }
        if !unread.is_empty() {
            set_aside(map, "gl:codebook", Value::Array(unread));
            self.report(Problem::Property { place: Place::Collection, key: "gl:codebook" });
        }
        Codebook::new(entries)
    }

    /// Our context goes without saying. Others are kept beside it: without them, unknown properties mean nothing.
    fn context(&mut self, map: &mut Properties) {
        let mut contexts = several(map.remove("@context"));
        if !contexts.iter().any(|context| context == CONTEXT) {
            self.report(Problem::Context);
        }
        let ours = Value::Object(Map::from_iter([("gl".to_owned(), NAMESPACE.into())]));
        contexts.retain(|context| context != CONTEXT && *context != ours);
        if !contexts.is_empty() {
            set_aside(map, "context", Value::Array(contexts));
        }
    }

    fn article(&mut self, mut map: Properties) -> Result<Article, Problem> {
        let place = Place::Article;
        let Some(Value::String(body)) = map.remove("schema:articleBody") else { return Err(Problem::NoArticle) };
        let text = Text::new(body);
        let mut address = self.string(&mut map, "schema:url", place);
        if !address.is_empty() {
            self.sources.push(address.clone());
        }
        if !address.is_empty() && !is_address(&address) {
            set_aside(&mut map, "schema:url", Value::String(std::mem::take(&mut address)));
            self.report(Problem::Address);
        }
        let metadata = Metadata {
            title: self.string(&mut map, "schema:headline", place),
            author: self.author(&mut map),
            date: self.string(&mut map, "schema:datePublished", place),
            address,
            language: self.string(&mut map, "schema:inLanguage", place),
        };
        let blocks = self.blocks(&mut map, &text);
        normalize(&mut map, "type", "schema:Article");
        let id = map.remove("id");
        let mut article = match id.as_ref().and_then(Value::as_str).filter(|_| self.passed) {
            Some(hash) => Article::named(text, blocks, metadata, hash.to_owned()),
            None => Article::new(text, blocks, metadata),
        };
        match id {
            Some(Value::String(id)) if id == article.hash() => {}
            Some(Value::String(id)) if id.starts_with("ni:") => {
                self.sources.push(id);
                self.report(Problem::OtherText);
            }
            // The name that another tool gave it.
            Some(id) if !id.is_null() => {
                self.sources.extend(id.as_str().map(str::to_owned));
                set_aside(&mut map, "id", id);
            }
            _ => {}
        }
        self.sources.push(article.hash().to_owned());
        article.unknown = map;
        Ok(article)
    }

    /// The byline: text, or the name of a person; of several, all of them.
    fn author(&mut self, map: &mut Properties) -> String {
        let value = map.remove("schema:author").unwrap_or_default();
        let name = |author: &Value| author.as_str().or_else(|| author.get("schema:name")?.as_str()).map(str::to_owned);
        let byline = match &value {
            Value::String(author) => return author.clone(),
            Value::Array(authors) => authors.iter().filter_map(name).collect::<Vec<_>>().join(", "),
            author => name(author).unwrap_or_default(),
        };
        let plain = value.as_object().is_some_and(|author| {
            holds_only(author, &["schema:name", "type"])
                && author.get("type").is_some_and(|kind| kind == "schema:Person")
        });
        if !value.is_null() && (!plain || byline.is_empty()) {
            set_aside(map, "schema:author", value);
        }
        byline
    }

    fn blocks(&mut self, map: &mut Properties, text: &Text) -> Vec<Block> {
        let Some(value) = map.remove("gl:blocks").filter(|value| !value.is_null()) else { return Vec::new() };
        let (mut strange, mut links) = (0, 0);
        let mut blocks = Vec::new();
        for item in value.as_array().map_or(std::slice::from_ref(&value), Vec::as_slice) {
            let Some(range) = range(item, text) else {
                strange += 1;
                continue;
            };
            let small = |key, most| {
                item.get(key).and_then(count).map_or(0, |number| u8::try_from(number).unwrap_or(most).min(most))
            };
            let kind = match item.get("kind").and_then(Value::as_str).unwrap_or_default() {
                "heading" => BlockKind::Heading { level: small("level", 6).max(1) },
                "paragraph" => BlockKind::Paragraph,
                "list-item" => BlockKind::ListItem {
                    ordered: item.get("ordered") == Some(&Value::Bool(true)),
                    depth: small("depth", u8::MAX),
                },
                "blockquote" => BlockKind::Blockquote,
                "preformatted" => BlockKind::Preformatted,
                "caption" => BlockKind::Caption,
                "table-row" => BlockKind::TableRow,
                "furniture" => BlockKind::Furniture,
                _ => {
                    strange += 1;
                    BlockKind::Paragraph
                }
            };
            let mut inlines = Vec::new();
            for inline in item.get("inlines").and_then(Value::as_array).into_iter().flatten() {
                let href = inline.get("href").and_then(Value::as_str).unwrap_or_default();
                let kind = match inline.get("kind").and_then(Value::as_str).unwrap_or_default() {
                    "emphasis" => Some(InlineKind::Emphasis),
                    "strong" => Some(InlineKind::Strong),
                    "code" => Some(InlineKind::Code),
                    "link" if is_link(href) => Some(InlineKind::Link { href: href.to_owned() }),
                    "link" => {
                        links += 1;
                        continue;
                    }
                    _ => None,
                };
                match kind.zip(self::range(inline, text)) {
                    Some((kind, range)) => inlines.push(Inline { kind, range }),
                    None => strange += 1,
                }
            }
            blocks.push(Block { kind, range, inlines });
        }
        if links > 0 {
            self.report(Problem::Links { dropped: links });
        }
        if strange > 0 {
            self.report(Problem::Blocks { strange });
        }
        if links + strange > 0 {
            set_aside(map, "gl:blocks", value);
        }
        blocks
    }

    /// Puts the annotations into `document`, and sets those aside that cannot be read.
    fn annotations(&mut self, document: &mut Document, items: Vec<Value>, again: Vec<Value>) {
        self.sources.push(document.article.source().to_owned());
        let items = items.into_iter().enumerate().map(|(index, item)| (Place::Annotation(index + 1), item));
        let again = again.into_iter().enumerate().map(|(index, item)| (Place::SetAside(index + 1), item));
        let mut all: Vec<Rc<Annotation>> = Vec::new();
        let mut by_id: HashMap<Iri, usize> = HashMap::new();
        let mut unread = Vec::new();
        for (place, item) in items.chain(again) {
            let mut annotation = match self.annotation(item, place, Some(document)) {
                Ok(annotation) => annotation,
                Err((why, item)) => {
                    self.report(Problem::Unread { place, why });
                    unread.push(item);
                    continue;
                }
            };
            let id = annotation.id.clone();
            if let Entry::Vacant(free) = by_id.entry(id.clone()) {
                free.insert(all.len());
                all.push(Rc::new(annotation));
                continue;
            }
            let content = write_annotation(&annotation, document);
            // The first one keeps the id. Another one gets the same new id whenever this file is opened.
            loop {
                match by_id.get(&annotation.id).map(|&taken| *all[taken] == annotation) {
                    None => {
                        by_id.insert(annotation.id.clone(), all.len());
                        all.push(Rc::new(annotation));
                        self.report(Problem::SameId { place, id });
                        break;
                    }
                    Some(true) => {
                        self.report(Problem::Twice { place });
                        break;
                    }
                    Some(false) => {
                        annotation.id = derived_id(&annotation.id, &content);
                        annotation.copy_of.get_or_insert_with(|| id.clone());
                    }
                }
            }
        }
        if !unread.is_empty() {
            document.unknown.insert(UNREAD.to_owned(), Value::Array(unread));
        }
        document.annotations = all.into_iter().collect();
    }

    /// An annotation; or, where it cannot be read, why not, and itself unchanged.
    fn annotation(
        &mut self,
        value: Value,
        place: Place,
        document: Option<&Document>,
    ) -> Result<Annotation, (&'static str, Value)> {
        let mut map = match value {
            Value::Object(map) if map.get("type").is_some_and(|kind| !is_of_type(kind, "Annotation")) => {
                return Err(("there is something that is no annotation", Value::Object(map)));
            }
            Value::Object(map) => map,
            other => return Err(("there is something that is no annotation", other)),
        };
        let has_target = |target: &Value| match target {
            Value::Array(targets) => targets.iter().any(is_target),
            target => is_target(target),
        };
        if !map.get("target").is_some_and(has_target) {
            return Err(("nothing is said to be annotated", Value::Object(map)));
        }
        let id = match (map.get("id").and_then(Value::as_str), document) {
            (Some(id), _) => absolute(id),
            // Named by its content, so that it is the same one when the file is opened again.
            (None, Some(document)) => {
                let mut out = Writer::new(false);
                out.rest(&map, &[]);
                derived_id(&document.id, &out.finish())
            }
            (None, None) => return Err(("there is no id", Value::Object(map))),
        };
        if let Some(no_id) = map.remove("id").filter(|id| !id.is_string() && !id.is_null()) {
            set_aside(&mut map, "id", no_id);
        }
        normalize(&mut map, "type", "Annotation");
        normalize(&mut map, "motivation", "classifying");
        // Every annotation may name the context of its own.
        normalize(&mut map, "@context", CONTEXT);
        let created = self.date(&mut map, "created", place);
        let modified = self.date(&mut map, "modified", place);
        let created = created.or(modified).unwrap_or(self.created);
        let mut annotation = Annotation {
            id,
            category: Category::Other("".into()),
            targets: self.targets(&mut map, place),
            note: String::new(),
            tags: Vec::new(),
            attributes: Properties::new(),
            creator: self.person(&mut map, place),
            created,
            modified: modified.unwrap_or(created),
            revision: 0,
            copy_of: None,
            merged: false,
            unknown: Unknown::default(),
        };
        if let Some(revision) = map.remove("gl:revision").filter(|revision| !revision.is_null()) {
            match revision.as_u64() {
                Some(revision) => annotation.revision = revision,
                None => {
                    set_aside(&mut map, "gl:revision", revision);
                    self.report(Problem::Property { place, key: "gl:revision" });
                }
            }
        }
        match map.remove("gl:merged") {
            // Of a file that somebody sent, it says nothing about what is here.
            Some(Value::Bool(merged)) => annotation.merged = merged && matches!(place, Place::Record),
            None | Some(Value::Null) => {}
            Some(other) => {
                set_aside(&mut map, "gl:merged", other);
                self.report(Problem::Property { place, key: "gl:merged" });
            }
        }
        let original = self.string(&mut map, "gl:copyOf", place);
        annotation.copy_of = (!original.is_empty()).then(|| absolute(&original));
        match map.remove("gl:attributes") {
            Some(Value::Object(attributes)) => annotation.attributes = attributes,
            None | Some(Value::Null) => {}
            Some(other) => {
                set_aside(&mut map, "gl:attributes", other);
                self.report(Problem::Property { place, key: "gl:attributes" });
            }
        }
        self.bodies(&mut map, &mut annotation, place);
        annotation.unknown.annotation = map;
        Ok(annotation)
    }

    /// What is said about the words. The first body that names a category and the first that is a note are ours;
    /// others of their kind are kept as they are.
    fn bodies(&mut self, map: &mut Properties, annotation: &mut Annotation, place: Place) {
        let (mut with_category, mut with_note) = (false, false);
        // As a set: the one kind of map that is compiled anyway.
        let mut tagged = Properties::new();
        for body in several(map.remove("body")) {
            let role = role(&body);
            let mut body = match body {
                Value::Object(body) if role.is_some() => body,
                other => {
                    annotation.unknown.bodies.push(other);
                    continue;
                }
            };
            let value = body.get("value").and_then(Value::as_str).unwrap_or_default().to_owned();
            let mut strip = |format: bool| {
                for key in ["value", "purpose"] {
                    body.remove(key);
                }
                normalize(&mut body, "type", "TextualBody");
                if format {
                    normalize(&mut body, "format", "text/plain");
                }
                std::mem::take(&mut body)
            };
            match role {
                Some(Role::Category) if !with_category => {
                    with_category = true;
                    annotation.category = Category::from_name(&value);
                    annotation.unknown.category = strip(true);
                }
                Some(Role::Note) if !with_note => {
                    with_note = true;
                    annotation.unknown.note = strip(true);
                    annotation.note = value;
                }
                Some(Role::Tag) => {
                    let plain = strip(false);
                    if !plain.is_empty() && !tagged.contains_key(&value) {
                        annotation.unknown.tags.insert(value.clone(), Value::Object(plain));
                    } else if !plain.is_empty() {
                        // The same tag again, with something else about it.
                        let mut again = plain;
                        again.insert("purpose".to_owned(), "tagging".into());
                        again.insert("type".to_owned(), "TextualBody".into());
                        again.insert("value".to_owned(), value.into());
                        annotation.unknown.bodies.push(Value::Object(again));
                        continue;
                    } else if value.is_empty() {
                        continue;
                    }
                    tagged.insert(value.clone(), Value::Null);
                    annotation.tags.push(value);
                }
                _ => annotation.unknown.bodies.push(Value::Object(body)),
            }
        }
        let note = self.string(map, "bodyValue", place);
        if !with_note {
            annotation.note = note;
        } else if !note.is_empty() {
            set_aside(map, "bodyValue", Value::String(note));
        }
        if !with_category && let Some(category) = deciding(&annotation.tags) {
            annotation.category = category;
        }
    }

    fn targets(&mut self, map: &mut Properties, place: Place) -> Vec<Target> {
        let (targets, others): (Vec<_>, Vec<_>) = several(map.remove("target")).into_iter().partition(is_target);
        if !others.is_empty() {
            set_aside(map, "target", Value::Array(others));
            self.report(Problem::Property { place, key: "target" });
        }
        targets.into_iter().map(|target| self.target(target, place)).collect()
    }

    fn target(&mut self, value: Value, place: Place) -> Target {
        let mut map = match value {
            Value::Object(map) => map,
            // The name of the source alone.
            source => Map::from_iter([("source".to_owned(), source)]),
        };
        normalize(&mut map, "type", "SpecificResource");
        self.source(&mut map, place);
        // The state of ours is derived from the document; a state that says more is kept.
        let states: Vec<Value> =
            several(map.remove("state")).into_iter().filter(|state| !is_own_state(state)).collect();
        if !states.is_empty() {
            map.insert("state".to_owned(), Value::Array(states));
        }
        let mut quote = None;
        let mut position = None;
        let mut others = Vec::new();
        for selector in several(map.remove("selector")) {
            let is = |wanted| selector.get("type").is_some_and(|kind| is_of_type(kind, wanted));
            match (is("TextQuoteSelector"), is("TextPositionSelector"), selector) {
                (true, _, Value::Object(mut map))
                    if quote.is_none() && map.get("exact").is_some_and(Value::is_string) =>
                {
                    map.remove("type");
                    quote = Some(TextQuoteSelector {
                        exact: self.string(&mut map, "exact", place),
                        prefix: self.string(&mut map, "prefix", place),
                        suffix: self.string(&mut map, "suffix", place),
                        unknown: map,
                    });
                }
                (_, true, Value::Object(mut map)) if position.is_none() => {
                    match map.get("start").and_then(count).zip(map.get("end").and_then(count)) {
                        Some((start, end)) => {
                            for key in ["type", "start", "end"] {
                                map.remove(key);
                            }
                            if start > end {
                                self.report(Problem::Position { place });
                            }
                            position = Some(TextPositionSelector { start, end, unknown: map });
                        }
                        None => {
                            self.report(Problem::Position { place });
                            others.push(Value::Object(map));
                        }
                    }
                }
                (_, _, other) => others.push(other),
            }
        }
        let mut target = Target { quote: quote.unwrap_or_default(), position, other_selectors: others, unknown: map };
        self.complete(&mut target, place);
        target
    }

    /// The source is that of the document and is not kept, unless it names something else.
    fn source(&mut self, map: &mut Properties, place: Place) {
        let Some(source) = map.remove("source").filter(|source| !source.is_null()) else { return };
        let name = source.as_str().or_else(|| source.get("id")?.as_str()).unwrap_or_default();
        // A record of storage has no document at hand to compare with.
        if self.sources.is_empty() {
            return;
        }
        let known = self.sources.iter().any(|known| known == name);
        if !known {
            self.report(Problem::OtherSource { place });
        }
        if !known || !source.is_string() {
            set_aside(map, "source", source);
        }
    }

    /// Describes the words of a target that has only a position, and counts positions of other tools in code points
    /// where only UTF-16 makes sense of them: the quote decides.
    fn complete(&mut self, target: &mut Target, place: Place) {
        let Some(text) = &self.text else { return };
        let without_words = target.quote.exact.is_empty();
        let Some(position) = &mut target.position else {
            if without_words {
                self.report(Problem::Words { place });
            }
            return;
        };
        let range = |start: Option<usize>, end: Option<usize>| match (start, end) {
            (Some(start), Some(end)) if start < end => Some(TextRange { start, end }),
            _ => None,
        };
        let here = range(text.code_point_to_byte(position.start), text.code_point_to_byte(position.end));
        if without_words {
            match here {
                Some(range) if target.quote == TextQuoteSelector::default() => {
                    let described = self.effort.describe(text, range);
                    target.quote = described.quote;
                    if let Some(at) = described.position {
                        (position.start, position.end) = (at.start, at.end);
                    }
                }
                _ => self.report(Problem::Words { place }),
            }
        } else if !self.ours && here.is_none_or(|range| text.slice(range) != target.quote.exact) {
            let utf16 = range(text.utf16_to_byte(position.start), text.utf16_to_byte(position.end))
                .filter(|&range| text.slice(range) == target.quote.exact)
                .and_then(|range| text.byte_to_code_point(range.start).zip(text.byte_to_code_point(range.end)));
            if let Some((start, end)) = utf16 {
                (position.start, position.end) = (start, end);
            }
        }
    }
}

fn is_target(target: &Value) -> bool {
    target.is_object() || target.as_str().is_some_and(|target| !target.is_empty())
}

/// Whether a map has these keys, all of them, and no others.
fn holds_only(map: &Properties, keys: &[&str]) -> bool {
    map.len() == keys.len() && keys.iter().all(|key| map.contains_key(*key))
}

fn is_own_state(state: &Value) -> bool {
    let text = |key| state.get(key).and_then(Value::as_str).unwrap_or_default();
    state.as_object().is_some_and(|state| holds_only(state, &["cached", "sourceDate", "type"]))
        && text("type") == "TimeState"
        && text("cached").starts_with("ni:///sha-256;")
        && timestamp(text("sourceDate")).is_some()
}

/// The range of a block or of a run in one, in bytes.
fn range(item: &Value, text: &Text) -> Option<TextRange> {
    let byte = |key| text.code_point_to_byte(item.get(key).and_then(count)?);
    let (start, end) = (byte("start")?, byte("end")?);
    (start < end).then_some(TextRange { start, end })
}
