//! Which blocks of a page are its article: those in which Readability found it, and what stands between the headline and
//! these.

use crate::writer::{Origin, Writer};
use glossator_core::article::{BlockKind, Metadata, date};

/// Blocks between the headline and the text. Where there are more, something else stands between.
const HEAD_MAX: usize = 30;

/// Words of a line that says who wrote it and when.
const LINE_WORDS: usize = 14;

/// What stands alone where an advertisement was.
const LABELS: [&str; 10] = [
    "advertisement",
    "advertising",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "reklame",
    "storycontinuesbelowadvertisement",
    "articlecontinuesbelowadvertisement",
    "skipadvertisement",
];

/// How lines begin that lead to other articles.
const ELSEWHERE: [&str; 14] = [
    "read more",
    "read also",
    "also read",
    "read next",
    "see also",
    "related",
    "more on this",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "mehr dazu",
    "siehe auch",
    "lire aussi",
    "à lire aussi",
];

/// The headline as the page shows it: the block that one of the titles is made of, by its place.
pub(crate) fn headline(writer: &Writer, titles: &[String]) -> Option<(usize, String)> {
    let titles: Vec<String> = titles.iter().map(|title| letters(title)).filter(|title| !title.is_empty()).collect();
    let mut best: Option<(usize, usize, &str)> = None;
    for (at, (kind, text, _)) in writer.blocks().enumerate() {
        let is_heading = matches!(kind, BlockKind::Heading { .. });
        let text_letters = letters(text);
        // A title has the name of the paper beside the headline, or what the article belongs to.
        let is_part = |title: &String| {
            let (length, whole) = (text_letters.len(), title.len());
            is_heading
                && (length > 12 && title.starts_with(&text_letters)
                    || length * 2 >= whole && title.contains(&text_letters))
        };
        let is_it = |title: &String| *title == text_letters || is_part(title);
        let found = !text_letters.is_empty() && titles.iter().any(is_it);
        let worth = text_letters.len() * 2 + usize::from(is_heading);
        if found && best.is_none_or(|(_, before, _)| worth > before) {
            best = Some((at, worth, text));
        }
    }
    best.map(|(at, _, text)| (at, text.to_owned()))
}

/// The article, if there is one. The headline stands first, for it is said of the article and people annotate it.
pub(crate) fn article(
    writer: &Writer,
    headline: Option<usize>,
    is_kept: impl Fn(u32) -> bool,
    metadata: &mut Metadata,
) -> Option<Writer> {
    let blocks: Vec<(BlockKind, &str, &Origin)> = writer.blocks().collect();
    let mut kept: Vec<bool> = blocks.iter().map(|(.., origin)| is_kept(origin.place.element)).collect();
    for (kept, (_, text, origin)) in kept.iter_mut().zip(&blocks) {
        *kept &= !leads_elsewhere(text, origin);
    }
    let first = kept.iter().position(|kept| *kept)?;
    let is_long =
        |at: usize| blocks[at].0 == BlockKind::Paragraph && blocks[at].1.split_whitespace().count() > 2 * LINE_WORDS;
    let text = (first..blocks.len()).find(|at| kept[*at] && is_long(*at)).unwrap_or(first);
    if let Some(headline) = headline.filter(|headline| *headline < text && text - headline <= HEAD_MAX) {
        let said = letters(blocks[headline].1);
        for at in headline + 1..text {
            let (_, text, origin) = &blocks[at];
            let only_links = origin.plain == 0 && origin.links > 0;
            let says = text.contains(char::is_alphabetic) && !only_links && !leads_elsewhere(text, origin);
            kept[at] |= !origin.place.aside && says;
            kept[at] &= letters(text) != said;
        }
        // A heading belongs to what is below it.
        for at in (headline + 1..text).rev() {
            kept[at] &= !matches!(blocks[at].0, BlockKind::Heading { .. }) || kept[at + 1];
        }
    }
    // What was taken out of the middle and leads nowhere is a warning, a caption, a subheading, and no advertisement.
    let last = kept.iter().rposition(|kept| *kept).unwrap_or(text);
    let mut at = text;
    while at < last {
        let end = (at..last).find(|end| kept[*end] != kept[at]).unwrap_or(last);
        let says = |at: usize| {
            let (_, text, origin) = &blocks[at];
            !origin.place.aside && origin.links == 0 && !leads_elsewhere(text, origin)
        };
        let heading = |at: usize| matches!(blocks[at].0, BlockKind::Heading { .. }) && !blocks[at].2.place.aside;
        if !kept[at] && (at..end).all(says) {
            kept[at..end].fill(true);
        } else if !kept[at] && kept[end] && heading(end - 1) {
            kept[end - 1] = true;
        }
        at = end;
    }
    let mut article = Writer::default();
    match headline {
        Some(at) => article.copy(writer, at, BlockKind::Heading { level: 1 }),
        None => article.words(&metadata.title, BlockKind::Heading { level: 1 }),
    }
    article.close();
    for (at, (kind, words, origin)) in blocks.iter().enumerate().filter(|(at, _)| kept[*at] && Some(*at) != headline) {
        let is_link = origin.plain == 0 && origin.links > 0;
        let is_line = is_link || at < text && says_who_or_when(words, metadata);
        article.copy(writer, at, if is_line && *kind == BlockKind::Paragraph { BlockKind::Furniture } else { *kind });
    }
    Some(article)
}

/// Whether a line is a link to another article or another place on the page, or the sign above an advertisement.
fn leads_elsewhere(text: &str, origin: &Origin) -> bool {
    let lower = || text.chars().take(40).flat_map(char::to_lowercase).collect::<String>();
    if origin.links > 0 {
        // The words before the link are among those below, and little else.
        let few = origin.plain <= 20;
        return origin.plain == 0 && origin.within > 0 || few && ELSEWHERE.iter().any(|it| lower().starts_with(it));
    }
    text.len() <= 40 && LABELS.contains(&letters(text).as_str())
}

/// Whether a line is a byline or a date. A date that nothing else said is the article's.
fn says_who_or_when(text: &str, metadata: &mut Metadata) -> bool {
    if text.split_whitespace().count() > LINE_WORDS {
        return false;
    }
    // A word or a place may stand before a date.
    let words = text.match_indices(' ').map(|(at, _)| at + 1).take(4);
    let date = [0].into_iter().chain(words).find_map(|at| date::parse(&text[at..]));
    if let Some(date) = date.filter(|_| !text.ends_with('.')) {
        if metadata.date.is_empty() {
            metadata.date = date;
        }
        return true;
    }
    let author = letters(&metadata.author);
    !author.is_empty() && letters(text).contains(&author)
}

/// Letters and digits alone: what is left of a headline in a title.
fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
