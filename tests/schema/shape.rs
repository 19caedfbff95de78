//! The shape of a file as types, from which its JSON Schema is generated. What stands here is what is written; a reader
//! takes more, and every object may have properties that are not known.
//!
//! The comments become the descriptions of the schema.

#![allow(dead_code, reason = "the types are for their shape, and nothing is ever put into them")]

use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

/// A file of Glossator: a Web Annotation collection that carries its article.
#[derive(JsonSchema)]
#[schemars(title = "Glossator file")]
pub struct Collection {
    #[schemars(rename = "@context")]
    context: (AnnotationContext, OwnContext),
    /// The name of the collection, an absolute IRI.
    id: String,
    r#type: Constant<AnnotationCollectionType>,
    /// What people call it.
    label: String,
    creator: Option<Person>,
    generator: Generator,
    /// RFC 3339 in UTC with Z.
    created: Date,
    /// When anything in it last changed.
    modified: Date,
    /// The version of the format.
    #[schemars(rename = "gl:formatVersion")]
    format_version: FormatVersion,
    #[schemars(rename = "schema:about")]
    about: Article,
    /// What the article was before, oldest first.
    #[schemars(rename = "gl:earlierVersions")]
    earlier: Option<Vec<Article>>,
    /// The categories in their order; claim, quote and opinion without it.
    #[schemars(rename = "gl:codebook")]
    codebook: Option<Vec<CategoryEntry>>,
    /// Where its keeper put it: in the file of a whole library alone, which has a document a line.
    #[schemars(rename = "gl:shelf")]
    shelf: Option<Shelf>,
    /// How many annotations there are.
    total: u64,
    /// Left out where there are no annotations.
    first: Option<Page>,
    /// Annotations that could not be read, as they came.
    #[schemars(rename = "gl:unread")]
    unread: Option<Vec<Value>>,
}

/// Where a person put it.
#[derive(JsonSchema)]
pub struct Shelf {
    /// The folder's name.
    folder: Option<String>,
    /// Labels, each once.
    tags: Option<Vec<String>>,
    /// Whether it is out of the way.
    archived: Option<bool>,
}

/// A category of the codebook.
#[derive(JsonSchema)]
pub struct CategoryEntry {
    /// What bodies name it by.
    name: String,
    /// What people call it.
    label: Option<String>,
    definition: Option<String>,
    example: Option<String>,
    /// The name of a colour: amber, blue, plum, green, red, teal, violet or grey.
    colour: Option<String>,
    /// How its line is drawn: solid, dotted, wavy, dashed or double.
    pattern: Option<String>,
    /// The key that marks as it.
    key: Option<String>,
    /// Whether it is no longer offered.
    retired: Option<bool>,
}

/// The article.
#[derive(JsonSchema)]
pub struct Article {
    /// SHA-256 of the text, as an RFC 6920 URI.
    #[schemars(regex(pattern = r"^ni:///sha-256;[A-Za-z0-9_-]{43}$"))]
    id: String,
    r#type: Constant<ArticleType>,
    #[schemars(rename = "schema:url", regex(pattern = r"^[Hh][Tt][Tt][Pp][Ss]?://"))]
    url: Option<String>,
    #[schemars(rename = "schema:headline")]
    headline: Option<String>,
    #[schemars(rename = "schema:author")]
    author: Option<Author>,
    /// ISO 8601 where it was understood, else as it was written.
    #[schemars(rename = "schema:datePublished")]
    date_published: Option<String>,
    #[schemars(rename = "schema:inLanguage")]
    language: Option<String>,
    /// The text. All positions are code points of it.
    #[schemars(rename = "schema:articleBody")]
    body: String,
    /// Its blocks in order; a paragraph a line without them.
    #[schemars(rename = "gl:blocks")]
    blocks: Option<Vec<Block>>,
    /// Of an earlier version: when the next one took its place.
    #[schemars(rename = "gl:replaced")]
    replaced: Option<Date>,
}

/// Who wrote the article.
#[derive(JsonSchema)]
pub struct Author {
    r#type: Constant<SchemaPersonType>,
    #[schemars(rename = "schema:name")]
    name: String,
}

/// A block of the article.
#[derive(JsonSchema)]
pub struct Block {
    kind: BlockKind,
    /// Of a heading.
    #[schemars(range(min = 1, max = 6))]
    level: Option<u64>,
    /// Of an item of a list.
    ordered: Option<bool>,
    /// Of an item of a list, 0 for the outermost.
    depth: Option<u64>,
    start: u64,
    end: u64,
    inlines: Option<Vec<Inline>>,
}

/// The role of a block.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum BlockKind {
    Heading,
    Paragraph,
    ListItem,
    Blockquote,
    Preformatted,
    Caption,
    TableRow,
    Furniture,
}

/// A run within a block.
#[derive(JsonSchema)]
pub struct Inline {
    kind: InlineKind,
    start: u64,
    end: u64,
    /// Of a link: http, https or mailto.
    href: Option<String>,
}

/// What a run is.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum InlineKind {
    Emphasis,
    Strong,
    Code,
    Link,
}

/// Somebody. Nothing proves who.
#[derive(JsonSchema)]
pub struct Person {
    id: Option<String>,
    r#type: Constant<PersonType>,
    name: Option<String>,
}

/// The program that wrote the file.
#[derive(JsonSchema)]
pub struct Generator {
    id: String,
    r#type: Constant<SoftwareType>,
    name: String,
}

/// The one page of the collection.
#[derive(JsonSchema)]
pub struct Page {
    id: String,
    r#type: Constant<AnnotationPageType>,
    #[schemars(rename = "partOf")]
    part_of: String,
    #[schemars(rename = "startIndex")]
    start_index: u64,
    #[schemars(length(min = 1))]
    items: Vec<Annotation>,
}

/// An annotation.
#[derive(JsonSchema)]
pub struct Annotation {
    /// Its name wherever it travels, an absolute IRI.
    id: String,
    r#type: Constant<AnnotationType>,
    motivation: Constant<Classifying>,
    created: Date,
    modified: Date,
    creator: Option<Person>,
    /// How often it was changed.
    #[schemars(rename = "gl:revision")]
    revision: Option<u64>,
    /// The annotation that this is another version of.
    #[schemars(rename = "gl:copyOf")]
    copy_of: Option<String>,
    /// The category, the note, the tags, and bodies of other tools.
    body: Option<Vec<AnyBody>>,
    /// Verdict, speaker and the like.
    #[schemars(rename = "gl:attributes")]
    attributes: Option<Map<String, Value>>,
    target: OneOrSeveral,
}

/// A target, or one for each segment.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum OneOrSeveral {
    One(Target),
    Several(Vec<Target>),
}

/// Which words are meant.
#[derive(JsonSchema)]
pub struct Target {
    r#type: Constant<SpecificResourceType>,
    /// The address of the article, or its hash.
    source: String,
    state: AnyState,
    /// A quote and a position, alternatives for the same words, and selectors of other tools.
    selector: Option<Vec<AnySelector>>,
}

/// A state of the article; of other tools, more than one.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum AnyState {
    One(State),
    Several(Vec<Value>),
}

/// When the article was taken in, and its hash.
#[derive(JsonSchema)]
pub struct State {
    r#type: Constant<TimeStateType>,
    #[schemars(rename = "sourceDate")]
    source_date: Date,
    cached: String,
}

/// A selector of ours, or of another tool.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum AnySelector {
    Quote(Quote),
    Position(Position),
    Other(Value),
}

/// A body of ours, or of another tool.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum AnyBody {
    Text(Body),
    Other(Value),
}

/// A body that says what the words are, what somebody thinks of them, or a tag.
#[derive(JsonSchema)]
pub struct Body {
    r#type: Constant<TextualBodyType>,
    purpose: Purpose,
    value: String,
    /// Of a tag there is none.
    format: Option<String>,
}

/// What a body is for.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Purpose {
    Classifying,
    Commenting,
    Tagging,
}

/// Words with their context.
#[derive(JsonSchema)]
pub struct Quote {
    r#type: Constant<TextQuoteSelectorType>,
    exact: String,
    prefix: String,
    suffix: String,
}

/// A position in code points, half-open.
#[derive(JsonSchema)]
pub struct Position {
    r#type: Constant<TextPositionSelectorType>,
    start: u64,
    end: u64,
}

/// A date as it is written.
pub struct Date;

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$",
        })
    }
}

/// A value that is always the same.
pub struct Constant<T>(std::marker::PhantomData<T>);

/// What that value is.
pub trait Text {
    const TEXT: &'static str;
}

impl<T: Text> JsonSchema for Constant<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::TEXT.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        schemars::json_schema!({ "const": T::TEXT })
    }
}

macro_rules! constants {
    ($($name:ident = $text:literal)*) => {$(
        pub struct $name;

        impl Text for $name {
            const TEXT: &'static str = $text;
        }
    )*};
}

constants! {
    AnnotationCollectionType = "AnnotationCollection"
    AnnotationPageType = "AnnotationPage"
    AnnotationType = "Annotation"
    ArticleType = "schema:Article"
    Classifying = "classifying"
    PersonType = "Person"
    SchemaPersonType = "schema:Person"
    SoftwareType = "Software"
    SpecificResourceType = "SpecificResource"
    TextPositionSelectorType = "TextPositionSelector"
    TextQuoteSelectorType = "TextQuoteSelector"
    TimeStateType = "TimeState"
    TextualBodyType = "TextualBody"
    ContextOfAnnotations = "http://www.w3.org/ns/anno.jsonld"
    Namespace = "urn:x-glossator:"
}

type AnnotationContext = Constant<ContextOfAnnotations>;

/// What `gl:` stands for.
#[derive(JsonSchema)]
pub struct OwnContext {
    gl: Constant<Namespace>,
}

/// The version that is written.
pub struct FormatVersion;

impl JsonSchema for FormatVersion {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FormatVersion".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        schemars::json_schema!({ "const": glossator_core::file::FORMAT_VERSION })
    }
}
