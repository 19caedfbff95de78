//! A web page: the article on it, and all of it.

use crate::html::{self, Written};
use crate::writer::Writer;
use crate::{Found, LeftOut, selection, tree};
use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;
use glossator_core::article::{self, Article, BlockKind, Metadata};
use glossator_core::file;
use serde_json::json;
use std::collections::HashSet;

/// Elements of a page that is searched for its article, which takes longer the more there are.
const ELEMENTS_MAX: usize = 100_000;

/// All of a page, and what it says of itself.
struct Page {
    document: Document,
    base: Base,
    writer: Writer,
    left_out: LeftOut,
    metadata: Metadata,
}

impl Page {
    /// `None` where there is no tree of it.
    fn of(markup: &str) -> Option<Self> {
        let document = tree::parse(markup)?;
        let base = Base::of(&document, markup);
        let Written { mut writer, left_out } = html::write(document.root(), &base);
        writer.close();
        let metadata = base.metadata(&document);
        Some(Self { document, base, writer, left_out, metadata })
    }
}

/// A page.
pub(crate) fn read(markup: &str) -> Found {
    let markup = &*tree::tamed(markup);
    let Some(Page { document, base, mut writer, left_out, mut metadata }) = Page::of(markup) else {
        return words_alone(markup);
    };
    let mut titles = vec![metadata.title.clone()];
    let found = extract(document, base.address.as_deref());
    let mut publisher = None;
    if let Some(found) = &found {
        metadata = found.metadata(metadata);
        titles.insert(0, metadata.title.clone());
        publisher = found.site.clone();
    }
    let headline = selection::headline(&writer, &titles);
    if let Some((_, text)) = &headline {
        metadata.title = collapsed(text);
    } else if metadata.title.is_empty() {
        metadata.title = first_heading(&writer).unwrap_or_default();
    }
    let article = found.and_then(|found| {
        let is_kept = |element: u32| found.kept.contains(&element);
        selection::article(&writer, headline.map(|(at, _)| at), is_kept, &mut metadata)
    });
    let about = |article: &mut Article| {
        article.metadata = metadata.clone();
        if let Some(site) = &publisher {
            let publisher = json!({"type": "schema:Organization", "schema:name": site});
            article.unknown.insert("schema:publisher".to_owned(), publisher);
        }
    };
    let links = |writer: &Writer| writer.blocks().map(|(_, _, origin)| origin.links).sum::<usize>();
    let all_links = links(&writer);
    writer.set_apart();
    let mut whole = writer.finish(Metadata::default());
    about(&mut whole);
    let article = article.and_then(|written| {
        let links = all_links.saturating_sub(links(&written));
        let mut article = written.finish(Metadata::default());
        about(&mut article);
        let left_out = LeftOut { words: words(&whole).saturating_sub(words(&article)), links, ..left_out };
        // One that has everything leaves nothing to choose.
        (article.text != whole.text).then_some((article, left_out))
    });
    match article {
        Some((article, left_out)) => Found { article: Some(article), whole, left_out },
        None => Found { article: None, whole, left_out },
    }
}

/// A part of a page, all of which is wanted.
pub(crate) fn fragment(markup: &str) -> Found {
    let markup = &*tree::tamed(markup);
    let Some(Page { writer, left_out, mut metadata, .. }) = Page::of(markup) else { return words_alone(markup) };
    if metadata.title.is_empty() {
        metadata.title = first_heading(&writer).unwrap_or_default();
    }
    Found::whole(writer.finish(metadata), left_out)
}

/// A page of which there is no tree.
fn words_alone(markup: &str) -> Found {
    Found::whole(tree::words(markup).finish(Metadata::default()), LeftOut::default())
}

/// What was found to be the article.
struct Extract {
    /// The numbers of the elements that it has.
    kept: HashSet<u32>,
    title: String,
    author: String,
    date: String,
    language: String,
    site: Option<String>,
}

impl Extract {
    /// What was found besides what the page says of itself.
    fn metadata(&self, page: Metadata) -> Metadata {
        let or = |found: &String, other: String| if found.is_empty() { other } else { found.clone() };
        Metadata {
            title: or(&self.title, page.title),
            author: or(&self.author, page.author),
            date: or(&self.date, page.date),
            address: page.address,
            language: or(&page.language, self.language.clone()),
        }
    }
}

/// Finds the article. Its elements are known by their numbers, and its words are read where they stand on the page: what
/// was found has other headings, and tables and lists that are torn apart.
fn extract(document: Document, address: Option<&str>) -> Option<Extract> {
    if document.root().descendants_it().filter(|it| it.is_element()).nth(ELEMENTS_MAX).is_some() {
        return None;
    }
    let found = Readability::with_document(document, address, None).ok()?.parse().ok()?;
    let number = |rest: &str| rest.split_once('=').and_then(|(number, _)| number.parse().ok());
    let text = |text: Option<String>| text.map(|it| collapsed(&it)).unwrap_or_default();
    Some(Extract {
        kept: found.content.split(html::NUMBER).skip(1).filter_map(number).collect(),
        title: named(collapsed(&found.title)),
        author: byline(&text(found.byline)),
        date: date(&text(found.published_time)),
        language: text(found.lang),
        site: found.site_name.map(|it| collapsed(&it)).filter(|it| !it.is_empty()),
    })
}

/// The heading of it all; one in the midst of it is of a part.
fn first_heading(writer: &Writer) -> Option<String> {
    let is_it = |(at, kind): (usize, BlockKind)| match kind {
        BlockKind::Heading { level } => level == 1 || at == 0,
        _ => false,
    };
    let mut blocks = writer.blocks().enumerate();
    blocks.find(|(at, (kind, ..))| is_it((*at, *kind))).map(|(_, (_, text, _))| collapsed(text))
}

fn words(article: &Article) -> usize {
    article.text.as_str().split_whitespace().count()
}

/// A title, or nothing where it is what programs call a page that nobody named.
fn named(title: String) -> String {
    let unnamed = ["untitled", "untitled document", "document"].iter().any(|it| title.eq_ignore_ascii_case(it));
    if unnamed { String::new() } else { title }
}

pub(crate) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as a page's data has it: some write the English word before it there too.
fn author(text: &str) -> String {
    let by = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    text[if by { 3 } else { 0 }..].trim().to_owned()
}

/// A name without the word before it.
fn byline(text: &str) -> String {
    let by = ["by ", "von ", "par ", "por ", "بقلم "];
    let found = by.iter().find(|by| text.get(..by.len()).is_some_and(|start| start.eq_ignore_ascii_case(by)));
    text[found.map_or(0, |by| by.len())..].trim().to_owned()
}

/// A date as ISO 8601 without its time where it is understood, else as it was written.
pub(crate) fn date(text: &str) -> String {
    let day = text.get(..10).filter(|day| text.len() > 10 && text[day.len()..].starts_with(['T', ' ']));
    day.and_then(article::date::parse).or_else(|| article::date::parse(text)).unwrap_or_else(|| text.to_owned())
}

/// An address of the web without a name or a password in it.
pub(crate) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    file::is_address(text).then(|| text.to_owned())
}

/// Where a page stands, and what its links are relative to.
pub(crate) struct Base {
    /// The page's own address.
    pub address: Option<String>,
    url: Option<url::Url>,
}

impl Base {
    fn of(document: &Document, markup: &str) -> Self {
        let attribute = |element: &NodeRef<'_>, name: &str| element.attr(name).map(|it| it.to_string());
        let root = document.root();
        let head = || root.descendants_it().filter(|it| it.is_element());
        let link = |rel: &str| {
            let is_it = |it: &NodeRef<'_>| it.has_name("link") && has_word(it.attr("rel").as_deref(), rel);
            head().find(is_it).and_then(|it| attribute(&it, "href"))
        };
        let said = || {
            let is_it = |it: &NodeRef<'_>| it.has_name("meta") && it.attr("property").as_deref() == Some("og:url");
            head().find(is_it).and_then(|it| attribute(&it, "content"))
        };
        let found = saved_from(markup).or_else(|| link("canonical")).or_else(said);
        let address = found.as_deref().and_then(address);
        let url = address.as_deref().and_then(|address| url::Url::parse(address).ok());
        let moved = head().find(|it| it.has_name("base")).and_then(|it| attribute(&it, "href"));
        let url = match (&url, moved) {
            (Some(url), Some(moved)) => url.join(&moved).ok(),
            (None, Some(moved)) => url::Url::parse(&moved).ok(),
            (_, None) => url,
        };
        Self { address, url }
    }

    /// Whether a link leads to elsewhere on the page. Browsers write these with the page's address when they save it.
    pub fn is_within(&self, href: &str) -> bool {
        let (page, rest) = href.trim().split_at(href.trim().find('#').unwrap_or(0));
        rest.starts_with('#') && (page.is_empty() || self.address.as_deref() == Some(page))
    }

    /// Where a link leads, or nothing where that is no address of the web and no mail.
    pub fn link(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if self.is_within(href) {
            return None;
        }
        let url = match &self.url {
            Some(base) => base.join(href),
            None => url::Url::parse(href),
        };
        let url = url.ok().map(String::from)?;
        file::is_link(&url).then_some(url)
    }

    /// What a page says of itself.
    fn metadata(&self, document: &Document) -> Metadata {
        let root = document.root();
        let elements = || root.descendants_it().filter(|it| it.is_element());
        let title = elements().find(|it| it.has_name("title")).map(|it| collapsed(&it.text())).unwrap_or_default();
        let title = named(title);
        let language = elements().find(|it| it.has_name("html")).and_then(|it| it.attr("lang"));
        let meta = |names: &[&str]| {
            let content = |it: NodeRef<'_>| {
                let name = it
                    .attr("name")
                    .or_else(|| it.attr("property"))
                    .or_else(|| it.attr("itemprop"))?
                    .to_ascii_lowercase();
                names.contains(&name.as_str()).then(|| it.attr("content")).flatten().map(|it| collapsed(&it))
            };
            elements().filter(|it| it.has_name("meta")).find_map(content).unwrap_or_default()
        };
        // Where nothing says it of the page, the first moment that the text names as such is when it appeared.
        let moment = || {
            let is_it = |it: &NodeRef<'_>| it.has_name("article") || it.has_name("main");
            let within = elements().find(is_it)?;
            let moment = within.descendants_it().find(|it| it.has_name("time") && it.has_attr("datetime"));
            moment.and_then(|it| it.attr("datetime")).map(|it| date(&it)).filter(|it| it.len() == 10)
        };
        let published =
            date(&meta(&["article:published_time", "date", "dc.date", "dcterms.date", "pubdate", "datepublished"]));
        Metadata {
            title,
            author: author(&meta(&["author", "dc.creator", "parsely-author"])),
            date: if published.is_empty() { moment().unwrap_or_default() } else { published },
            address: self.address.clone().unwrap_or_default(),
            language: language.map(|it| it.trim().to_owned()).unwrap_or_default(),
        }
    }
}

fn has_word(text: Option<&str>, word: &str) -> bool {
    text.is_some_and(|text| text.split_whitespace().any(|it| it.eq_ignore_ascii_case(word)))
}

/// The address that browsers write into a page that they save.
fn saved_from(markup: &str) -> Option<String> {
    let (_, rest) = markup.get(..markup.floor_char_boundary(4096))?.split_once("<!-- saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    // Two dashes would end the comment, so browsers write the second one otherwise.
    Some(rest.split_once("-->")?.0.trim().replace("-%2D", "--"))
}
