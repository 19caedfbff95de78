//! What stands around an article and is no part of it: sources, tags, disclaimers, invitations to subscribe.
//!
//! A false "furniture" is worse than a missed one, because readers skip it. So a line must begin in one of a few known
//! ways, must stand behind a third of the text, and hardly any prose may follow: what follows would be furniture, too.
//! A paragraph that only mentions a source or a copyright begins otherwise or is followed by more of the article.

use super::Draft;
use crate::article::BlockKind;

/// Lines that begin a part which is about the article, to its end.
const SECTIONS: &[&str] = &[
    "about the author",
    "about the authors",
    "about the writer",
    "bibliography",
    "filed under",
    "footnotes",
    "further reading",
    "references",
    "source",
    "sources",
    "sources for this article include",
    "sources include",
    "tagged",
    "tagged under",
    "tagged with",
    "tags",
    "topics",
    // How press releases say that they are over; what follows is about the company.
    "###",
    "# # #",
    "-30-",
    "- 30 -",
    "-ends-",
    "- ends -",
    "ends",
];

/// Lines that begin lists of other things to read or to do.
const ASIDES: &[&str] = &[
    "comments",
    "follow us",
    "leave a comment",
    "leave a reply",
    "media contact",
    "more on this story",
    "more on this topic",
    "most popular",
    "most read",
    "newsletter",
    "post a comment",
    "press contact",
    "read more",
    "read next",
    "recommended",
    "related",
    "related articles",
    "related content",
    "related posts",
    "related stories",
    "related topics",
    "share",
    "share this",
    "share this article",
    "share this post",
    "share this story",
    "subscribe",
    "trending",
    "you may also like",
    "you might also like",
];

/// Lines that stand between the paragraphs of a page and that no author writes.
const INTERRUPTIONS: &[&str] = &[
    "advertisement",
    "advertisements",
    "article continues after advertisement",
    "article continues below advertisement",
    "article continues below",
    "skip advertisement",
    "story continues below advertisement",
    "story continues below",
];

/// Labels with their content behind them.
const LABELS: &[&str] =
    &["filed under:", "sources include:", "sources:", "tagged under:", "tagged:", "tags:", "topics:"];

/// The same for other things to read.
const LABELS_OF_ASIDES: &[&str] = &[
    "follow us on",
    "image credit:",
    "more:",
    "photo credit:",
    "read also:",
    "read more:",
    "related:",
    "see also:",
    "share this:",
];

/// How notices of duties begin.
const NOTICES: &[&str] = &[
    "all content on this site",
    "all content posted on this site",
    "disclaimer:",
    "our website uses cookies",
    "republished with permission",
    "reprinted with permission",
    "the information contained in this article",
    "the information on this site",
    "this article may contain",
    "this article originally appeared",
    "this article was originally published",
    "this content may not be",
    "this material may not be",
    "this post may contain",
    "this site uses cookies",
    "this story originally appeared",
    "this story was originally published",
    "this website uses cookies",
    "we use cookies",
];

/// How invitations begin; they are short.
const INVITATIONS: &[&str] = &[
    "by subscribing, you agree",
    "click here to",
    "download our app",
    "get our newsletter",
    "join our newsletter",
    "privacy policy",
    "sign up for",
    "sign up to",
    "subscribe now",
    "subscribe to our",
    "terms of service",
    "terms of use",
];

/// The name of a section of a paper above a headline.
const KICKERS: &[&str] = &[
    "analysis",
    "breaking",
    "breaking news",
    "business",
    "comment",
    "commentary",
    "culture",
    "editorial",
    "exclusive",
    "health",
    "news",
    "op-ed",
    "opinion",
    "politics",
    "press release",
    "science",
    "sport",
    "sports",
    "technology",
    "us news",
    "world",
    "world news",
];

/// What pages say above an article.
const NOTICES_ABOVE: &[&str] = &[
    "advertisement",
    "link:",
    "listen to this article",
    "log in",
    "menu",
    "save",
    "search",
    "share",
    "sign in",
    "skip to content",
    "skip to main content",
    "source:",
    "subscribe",
    "url:",
];

/// Bytes of a line that is compared as a whole.
const LONGEST_LINE: usize = 60;

/// Bytes of a line of tags or sources.
const LONGEST_LABELLED: usize = 1000;

/// Bytes of sentences behind a label: longer ones are the article's.
const LONGEST_LABELLED_PROSE: usize = 80;

/// Bytes of an invitation, or of a notice of rights that does not say that it is one.
const LONGEST_INVITATION: usize = 240;

/// Bytes of prose that may follow a notice which furniture begins with.
const PROSE_AFTER_NOTICE: usize = 160;

/// Blocks from the end among which furniture may begin: no page has more of it.
const LAST_BLOCKS: usize = 1000;

/// Gives the blocks after the article, and the interruptions within it, their role.
pub(super) fn mark(drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.kind == BlockKind::Paragraph) {
        if among(INTERRUPTIONS, &draft.text) {
            draft.kind = BlockKind::Furniture;
        }
    }
    let start = start(drafts);
    for draft in &mut drafts[start..] {
        // Its line breaks count, whatever it says.
        if draft.kind != BlockKind::Preformatted {
            draft.kind = BlockKind::Furniture;
        }
    }
}

/// The index of the block at which furniture begins; their count where none does.
fn start(drafts: &[Draft]) -> usize {
    let body = |draft: &&Draft| draft.kind != BlockKind::Furniture;
    let all: usize = drafts.iter().filter(body).map(|draft| draft.text.len()).sum();
    let (mut start, mut after, mut prose) = (drafts.len(), 0, 0);
    let from_the_end = drafts.iter().enumerate().rev().take(LAST_BLOCKS);
    for (index, draft) in from_the_end.filter(|(_, draft)| body(draft)) {
        after += draft.text.len();
        let opening = Opening::of(draft);
        let longest = match opening {
            Some(Opening::Section) => all / 4,
            Some(Opening::Aside) => PROSE_AFTER_NOTICE.min(all / 5),
            None => {
                prose += prose_in(draft);
                if prose > all / 4 || matches!(draft.kind, BlockKind::Heading { .. }) {
                    break;
                }
                continue;
            }
        };
        if prose <= longest && (all - after) * 3 >= all {
            start = index;
        }
    }
    start
}

/// Whether `draft` reads as the beginning of furniture, wherever it stands.
pub(super) fn can_begin(draft: &Draft) -> bool {
    Opening::of(draft).is_some()
}

/// How furniture may begin.
#[derive(Clone, Copy)]
enum Opening {
    /// Says that the rest is sources, tags or about the author.
    Section,
    /// A notice, or a list of other things: little may follow.
    Aside,
}

impl Opening {
    fn of(draft: &Draft) -> Option<Self> {
        let text = &draft.text;
        if draft.kind == BlockKind::Preformatted {
            return None;
        }
        if among(SECTIONS, text) {
            return Some(Self::Section);
        }
        let start = text[..text.floor_char_boundary(300)].to_ascii_lowercase();
        let begins = |beginnings: &[&str]| beginnings.iter().any(|one| start.starts_with(one));
        let is_short = prose_in(draft) <= LONGEST_LABELLED_PROSE;
        if begins(LABELS) && text.len() <= LONGEST_LABELLED && is_short {
            return Some(Self::Section);
        }
        let is_aside = among(ASIDES, text)
            || begins(LABELS_OF_ASIDES) && text.len() <= LONGEST_INVITATION && is_short
            || reserves_rights(&start)
            || begins(NOTICES)
            || begins(INVITATIONS) && text.len() <= LONGEST_INVITATION
            || disowns(&start);
        is_aside.then_some(Self::Aside)
    }
}

/// "© 2018 The Post", "COPYRIGHT (C) 2018", "All rights reserved.", but neither "Copyright law" nor "© was the sign".
fn reserves_rights(start: &str) -> bool {
    if let Some(rest) = start.strip_prefix("all rights reserved") {
        return !rest.trim_start().starts_with(char::is_alphabetic);
    }
    let after_word = start.strip_prefix("copyright").map(|rest| rest.trim_start_matches([' ', ':']));
    let rest = after_word.unwrap_or(start);
    let after_sign = ["©", "(c)"].iter().find_map(|sign| rest.strip_prefix(sign));
    if after_word.is_none() && after_sign.is_none() {
        return false;
    }
    let rest = after_sign.unwrap_or(rest).trim_start();
    let year = rest.chars().take_while(char::is_ascii_digit).count() == 4;
    let says_so = ["reserved", "permission", "may not be"].iter().any(|one| start.contains(one));
    let is_whole = start.len() <= 100 || says_so;
    is_whole && (year || after_word.is_some() && after_sign.is_some() || says_so)
}

/// "The views expressed in this article are those of the author": both halves, as hearings have views expressed, too.
fn disowns(start: &str) -> bool {
    let start = start.strip_prefix("the ").unwrap_or(start);
    let begins = ["views expressed", "opinions expressed", "views and opinions expressed"];
    let ends = ["those of the", "not necessarily", "author's own", "author’s own", "solely"];
    begins.iter().any(|one| start.starts_with(one)) && ends.iter().any(|one| start.contains(one))
}

/// Bytes of prose in a block: of sentences, that is. A line with an address in it is a reference.
fn prose_in(draft: &Draft) -> usize {
    let bare = draft.text.trim_end_matches(|char| "\"'”’»)]*_".contains(char));
    let is_sentence = bare.ends_with(['.', '!', '?', '…', '。', '؟']) && !draft.text.contains("://");
    if is_sentence { draft.text.len() } else { 0 }
}

/// Whether `text` is the name of a section above a headline.
pub(super) fn is_kicker(text: &str) -> bool {
    among(KICKERS, text)
}

/// Whether `line` is what pages and press releases say above an article.
pub(super) fn is_notice_above(line: &str) -> bool {
    let start = line[..line.floor_char_boundary(30)].to_ascii_lowercase();
    let begins = ["for immediate release", "contact:", "media contact:", "press contact:"];
    let crumbs = ["home >", "home »", "home ›", "home /", "home |"];
    let is_sentence = line.ends_with('.');
    let known = begins.iter().chain(&crumbs).any(|one| start.starts_with(one));
    known && !is_sentence && line.len() <= 140 || NOTICES_ABOVE.contains(&line.trim().to_ascii_lowercase().as_str())
}

/// Whether `text` is one of `lines`, in whatever case and with or without a colon and stars around it.
fn among(lines: &[&str], text: &str) -> bool {
    let bare = text.trim().trim_matches(['*', '_']).trim_end_matches(':').trim_end();
    bare.len() <= LONGEST_LINE && lines.contains(&bare.to_ascii_lowercase().as_str())
}
