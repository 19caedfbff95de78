//! An article: its text, its blocks whose leaves are ranges of that text, and what is known about it.

pub mod date;
pub mod plain_text;

use crate::Properties;
use crate::sorting::sort;
use crate::text::{Text, TextRange};
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// What a person reads and annotates. The text never changes after import: annotations refer to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The canonical text; each block of it is followed by a line feed.
    pub text: Text,
    /// In order, without overlap; every character but the line feeds between blocks lies in one. [`Article::new`]
    /// sees to it.
    pub blocks: Vec<Block>,
    /// Title, author and the like.
    pub metadata: Metadata,
    /// What a file said of the article and this version does not know.
    pub unknown: Properties,
    hash: String,
}

/// What is known about an article. Empty where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: String,
    /// The byline, without "By".
    pub author: String,
    /// The date of publication: ISO 8601 (`2025-02-14`) where it was understood, else as it was written.
    pub date: String,
    /// Where the article stands on the web: an http or https URL, or nothing.
    pub address: String,
    /// A BCP 47 tag.
    pub language: String,
}

/// A heading, a paragraph, an item: a run of text with a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its role.
    pub kind: BlockKind,
    /// Its text, without the line feed behind it.
    pub range: TextRange,
    /// Emphasis, links and the like, sorted by start, the longer first.
    pub inlines: Vec<Inline>,
}

/// The role of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// Body text.
    Paragraph,
    /// An item of a list.
    ListItem {
        /// Numbered or not.
        ordered: bool,
        /// 0 for the outermost list.
        depth: u8,
    },
    /// Text set off as a quotation.
    Blockquote,
    /// Text whose line breaks count.
    Preformatted,
    /// The words under a picture.
    Caption,
    /// A row of a table, its cells separated by tabs.
    TableRow,
    /// What stands around an article: byline, navigation, sources, tags, disclaimers.
    Furniture,
}

/// A run within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it is, within its block.
    pub range: TextRange,
}

/// What a run within a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Code.
    Code,
    /// A link. The address is http, https or mailto: anything else is dropped on import.
    Link {
        /// Where it leads.
        href: String,
    },
}

impl Article {
    /// An article of `text` with `blocks`. Blocks that overlap, run backwards or do not lie on characters are left
    /// out, and text that lies in no block becomes a paragraph a line, so that nothing of the text is ever unseen.
    ///
    /// ```
    /// use glossator_core::article::{Article, BlockKind, Metadata};
    /// use glossator_core::text::Text;
    /// let article = Article::new(Text::new("One\nTwo\n"), vec![], Metadata::default());
    /// assert_eq!(article.blocks.len(), 2);
    /// assert!(article.blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
    /// ```
    pub fn new(text: Text, blocks: Vec<Block>, metadata: Metadata) -> Self {
        let digest = Sha256::digest(text.as_str().as_bytes());
        let hash = format!("ni:///sha-256;{}", Base64UrlUnpadded::encode_string(&digest));
        Self::named(text, blocks, metadata, hash)
    }

    /// The same, of a text whose hash is known already.
    pub(crate) fn named(text: Text, blocks: Vec<Block>, metadata: Metadata, hash: String) -> Self {
        let blocks = covering(&text, blocks);
        Self { text, blocks, metadata, unknown: Properties::new(), hash }
    }

    /// The name of the text: its SHA-256 as an RFC 6920 URI. Two articles with the same one have the same text.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What annotations name as their source: the address, or the hash where there is none.
    pub fn source(&self) -> &str {
        if self.metadata.address.is_empty() { &self.hash } else { &self.metadata.address }
    }

    /// What to call the article: its title, else its first words, never empty.
    pub fn name(&self) -> &str {
        let title = self.metadata.title.trim();
        if !title.is_empty() {
            return title;
        }
        let first = self.blocks.iter().find(|block| block.kind != BlockKind::Furniture).or(self.blocks.first());
        let line = first.map_or("", |block| self.text.slice(block.range));
        match line.char_indices().nth(80) {
            _ if line.trim().is_empty() => "Untitled",
            // Cut at the last space before, so that no word is halved.
            Some((cut, _)) => line[..line[..cut].rfind(' ').unwrap_or(cut)].trim_end(),
            None => line.trim(),
        }
    }

    /// The index of the block that holds `byte`; the one before where `byte` lies between two.
    pub fn block_at(&self, byte: usize) -> Option<usize> {
        self.blocks.partition_point(|block| block.range.start <= byte).checked_sub(1)
    }
}

/// `blocks` without the impossible ones, and a paragraph for each line of `text` that none of them covers.
fn covering(text: &Text, mut blocks: Vec<Block>) -> Vec<Block> {
    let string = text.as_str();
    blocks.retain(|block| string.get(block.range.bytes()).is_some() && !block.range.is_empty());
    sort(&mut blocks, |one, other| one.range.start.cmp(&other.range.start));
    let mut covered = Vec::with_capacity(blocks.len());
    let mut at = 0;
    for mut block in blocks {
        if block.range.start < at {
            continue;
        }
        paragraphs(string, at, block.range.start, &mut covered);
        at = block.range.end;
        let range = block.range;
        block.inlines.retain(|inline| {
            string.get(inline.range.bytes()).is_some() && range.intersect(inline.range) == Some(inline.range)
        });
        sort(&mut block.inlines, |one, other| {
            one.range.start.cmp(&other.range.start).then(other.range.end.cmp(&one.range.end))
        });
        covered.push(block);
    }
    paragraphs(string, at, string.len(), &mut covered);
    covered
}

fn paragraphs(string: &str, start: usize, end: usize, blocks: &mut Vec<Block>) {
    let mut at = start;
    for line in string[start..end].split_inclusive('\n') {
        let range = TextRange::new(at, at + line.trim_end_matches('\n').len());
        at += line.len();
        if !range.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, range, inlines: Vec::new() });
        }
    }
}

/// Builds an article block by block; importers use it.
///
/// ```
/// use glossator_core::article::{ArticleBuilder, BlockKind, Metadata};
/// let mut builder = ArticleBuilder::default();
/// builder.push(BlockKind::Heading { level: 1 }, "A title");
/// builder.push(BlockKind::Paragraph, "Some words.");
/// let article = builder.finish(Metadata::default());
/// assert_eq!(article.text.as_str(), "A title\nSome words.\n");
/// ```
#[derive(Debug, Default)]
pub struct ArticleBuilder {
    text: String,
    blocks: Vec<Block>,
}

impl ArticleBuilder {
    /// Adds a block. `text` is canonical; an empty one is not added.
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { kind, range: TextRange::new(start, self.text.len()), inlines: Vec::new() });
        self.text.push('\n');
    }

    /// The article.
    pub fn finish(self, metadata: Metadata) -> Article {
        Article::new(Text::new(self.text), self.blocks, metadata)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_cover_the_text_whatever_a_file_says(
            string in any_text(),
            wild in prop::collection::vec((0usize..300, 0usize..300), 0..12),
        ) {
            let wild = wild.into_iter().map(|(start, end)| Block {
                kind: BlockKind::Blockquote,
                range: TextRange { start, end },
                inlines: vec![Inline { kind: InlineKind::Strong, range: TextRange { start, end: end + 1 } }],
            });
            let article = Article::new(Text::new(string), wild.collect(), Metadata::default());
            let mut at = 0;
            for block in &article.blocks {
                let gap = &article.text.as_str()[at..block.range.start];
                prop_assert!(gap.chars().all(|char| char == '\n'), "{:?} is in no block", gap);
                at = block.range.end;
            }
            prop_assert!(article.text.as_str()[at..].chars().all(|char| char == '\n'));
            prop_assert!(!article.name().is_empty());
        }
    }

    #[test]
    fn the_hash_is_the_one_of_rfc_6920() {
        // The example of RFC 6920, section 8.1.
        let article = Article::new(Text::new("Hello World!"), vec![], Metadata::default());
        assert_eq!(article.hash(), "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
    }

    #[test]
    fn an_article_without_a_title_is_called_by_its_first_words() {
        let mut builder = ArticleBuilder::default();
        builder.push(BlockKind::Furniture, "02/14/2025 / By Willow Tohi");
        builder.push(BlockKind::Paragraph, &"word ".repeat(40));
        let name = builder.finish(Metadata::default()).name().to_owned();
        assert!(name.starts_with("word word") && name.len() <= 80 && !name.ends_with(' '), "{name}");
        assert_eq!(ArticleBuilder::default().finish(Metadata::default()).name(), "Untitled");
    }
}
