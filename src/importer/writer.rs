//! Words to blocks: white space is collapsed as a browser does it, and runs of emphasis and links are kept.

use glossator_core::article::{Article, Block, BlockKind, Inline, InlineKind, Metadata};
use glossator_core::text::{Text, TextRange};

/// Line ends that are none to HTML: vertical tab, next line, line and paragraph separator. None may stay within a line.
const OTHER_LINE_ENDS: [char; 4] = ['\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];

/// What stands between the last word and the next, if there is one. The greater wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Nothing,
    Space,
    Line,
}

/// Where words come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The number of the innermost block element around them; 0 where there is none.
    pub element: u32,
    /// In navigation, a footer, a form: beside what the page is about.
    pub aside: bool,
    /// The link that they are in, by a number, and whether it leads to elsewhere on the page.
    pub link: Option<(u32, bool)>,
}

/// Where a block comes from: its first word, and how much of it is links.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Origin {
    pub place: Place,
    /// Links in it.
    pub links: usize,
    /// Letters outside of links.
    pub plain: usize,
    /// Letters in links to elsewhere on the page.
    pub within: usize,
    last: u32,
}

/// Builds an article word by word.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Where the words that come next are from.
    pub place: Place,
    text: String,
    blocks: Vec<Block>,
    /// Of each block.
    origins: Vec<Origin>,
    origin: Origin,
    /// Where the open block begins, and what it is by its first word.
    start: usize,
    kind: BlockKind,
    /// Runs of the open block that have ended.
    inlines: Vec<Inline>,
    /// Runs that have not, each with where its first word in the open block is.
    begun: Vec<(InlineKind, Option<usize>)>,
    due: Due,
}

impl Default for Writer {
    fn default() -> Self {
        let (kind, due) = (BlockKind::Paragraph, Due::Nothing);
        let (place, origin) = (Place::default(), Origin::default());
        let (blocks, origins, inlines, begun) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { place, text: String::new(), blocks, origins, origin, start: 0, kind, inlines, begun, due }
    }
}

impl Writer {
    /// Adds text of a block of that kind; white space in it only parts words.
    pub fn words(&mut self, text: &str, kind: BlockKind) {
        for char in text.chars() {
            match char {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.due = self.due.max(Due::Space),
                _ if OTHER_LINE_ENDS.contains(&char) => self.due = self.due.max(Due::Space),
                _ => self.char(char, kind),
            }
        }
    }

    /// Adds text whose white space counts.
    pub fn verbatim(&mut self, text: &str, kind: BlockKind) {
        for char in text.chars() {
            match char {
                // A block does not begin with an empty line.
                '\n' if self.is_empty() => {}
                '\n' => {
                    self.trim(&['\u{a0}', '\n']);
                    self.text.push('\n');
                }
                '\r' => {}
                _ => self.char(if OTHER_LINE_ENDS.contains(&char) { ' ' } else { char }, kind),
            }
        }
    }

    fn char(&mut self, char: char, kind: BlockKind) {
        if self.is_empty() {
            // Whoever reads a text takes this for no part of it.
            if char == '\u{feff}' {
                return;
            }
            self.kind = kind;
            self.origin = Origin { place: self.place, ..Origin::default() };
        } else {
            match self.due {
                Due::Nothing => {}
                Due::Space if self.text.ends_with(['\n', '\t']) => {}
                Due::Space => self.text.push(' '),
                Due::Line => {
                    self.trim(&['\u{a0}']);
                    self.text.push('\n');
                }
            }
        }
        self.due = Due::Nothing;
        let at = self.text.len();
        for (_, start) in &mut self.begun {
            start.get_or_insert(at);
        }
        self.text.push(char);
        let origin = &mut self.origin;
        match self.place.link {
            Some((link, within)) => {
                origin.links += usize::from(origin.last != link);
                origin.last = link;
                origin.within += usize::from(within && char.is_alphanumeric());
            }
            None => origin.plain += usize::from(char.is_alphanumeric()),
        }
    }

    /// What follows the end of a sentence stands apart from it.
    pub fn part_sentences(&mut self) {
        if self.text.ends_with(['.', '!', '?', '”', '“', '"', '…']) {
            self.due = self.due.max(Due::Space);
        }
    }

    /// Ends a line within a block. A second one ends the block.
    pub fn line(&mut self) {
        match self.due {
            Due::Line => self.close(),
            _ if !self.is_empty() => self.due = Due::Line,
            _ => {}
        }
    }

    /// What follows stands on a line of its own in the block.
    pub fn next_line(&mut self) {
        if !self.is_empty() {
            self.due = Due::Line;
        }
    }

    /// Ends a cell of a row.
    pub fn cell(&mut self, kind: BlockKind) {
        if self.is_empty() {
            self.kind = kind;
            self.origin = Origin { place: self.place, ..Origin::default() };
        }
        self.due = Due::Nothing;
        self.text.push('\t');
    }

    /// A run begins with the next word.
    pub fn begin(&mut self, kind: InlineKind) {
        self.begun.push((kind, None));
    }

    /// The run that began last ends.
    pub fn end(&mut self) {
        let Some((kind, Some(start))) = self.begun.pop() else { return };
        // What is emphasised twice is emphasised.
        if self.begun.iter().all(|(outer, _)| *outer != kind) {
            self.inlines.push(Inline { kind, range: TextRange::new(start, self.text.len()) });
        }
    }

    /// Ends the block. Runs that have not ended go on in the next one.
    pub fn close(&mut self) {
        self.due = Due::Nothing;
        self.trim(&['\u{a0}']);
        let range = TextRange::new(self.start, self.text.len());
        let mut inlines = std::mem::take(&mut self.inlines);
        for at in 0..self.begun.len() {
            let (outer, (kind, start)) = (&self.begun[..at], &self.begun[at]);
            if let Some(start) = start.filter(|_| outer.iter().all(|(outer, _)| outer != kind)) {
                inlines.push(Inline { kind: kind.clone(), range: TextRange::new(start.min(range.end), range.end) });
            }
        }
        self.begun.iter_mut().for_each(|(_, start)| *start = None);
        if self.text[range.bytes()].trim().is_empty() {
            self.text.truncate(self.start);
            return;
        }
        let inlines = inlines.into_iter().filter_map(|inline| {
            let cut = range.intersect(inline.range).filter(|cut| !cut.is_empty())?;
            Some(Inline { range: cut, ..inline })
        });
        self.blocks.push(Block { kind: self.kind, range, inlines: inlines.collect() });
        self.origins.push(self.origin);
        self.text.push('\n');
        self.start = self.text.len();
    }

    /// Adds a block of another writer, as another kind.
    pub fn copy(&mut self, from: &Self, at: usize, kind: BlockKind) {
        let block = &from.blocks[at];
        let moved = |range: TextRange| {
            TextRange::new(range.start - block.range.start + self.start, range.end - block.range.start + self.start)
        };
        let inlines = block.inlines.iter().map(|it| Inline { kind: it.kind.clone(), range: moved(it.range) }).collect();
        self.blocks.push(Block { kind, range: moved(block.range), inlines });
        self.origins.push(from.origins[at]);
        self.text.push_str(&from.text[block.range.bytes()]);
        self.text.push('\n');
        self.start = self.text.len();
    }

    /// The blocks up to now, each with its text and where it comes from.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = (BlockKind, &str, &Origin)> + ExactSizeIterator {
        self.blocks
            .iter()
            .zip(&self.origins)
            .map(|(block, origin)| (block.kind, &self.text[block.range.bytes()], origin))
    }

    /// Sets apart what stands beside what the page is about.
    pub fn set_apart(&mut self) {
        for (block, origin) in self.blocks.iter_mut().zip(&self.origins) {
            if origin.place.aside && block.kind == BlockKind::Paragraph {
                block.kind = BlockKind::Furniture;
            }
        }
    }

    /// The article.
    pub fn finish(mut self, metadata: Metadata) -> Article {
        self.close();
        Article::new(Text::new(self.text), self.blocks, metadata)
    }

    fn is_empty(&self) -> bool {
        self.text.len() == self.start
    }

    /// Takes away white space at the end of what is open, but none of `kept`.
    fn trim(&mut self, kept: &[char]) {
        let open = &self.text[self.start..];
        let length = open.trim_end_matches(|char: char| char.is_whitespace() && !kept.contains(&char)).len();
        let end = self.start + length;
        if end == self.text.len() {
            return;
        }
        self.text.truncate(end);
        // What ended or began in it ends and begins before it.
        for inline in &mut self.inlines {
            let range = inline.range;
            inline.range = TextRange::new(range.start.min(end), range.end.min(end));
        }
        self.begun.iter_mut().for_each(|(_, start)| *start = start.filter(|start| *start < end));
    }
}
