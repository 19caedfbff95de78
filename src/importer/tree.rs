//! Markup to a tree, as browsers read it, but never for longer than reading it is worth.
//!
//! The standard's way to a tree takes a time that grows with how deep elements lie in each other, and makes more elements
//! than were written where formatting is not closed. No page that people read does either to speak of.

use crate::html::{is_block, is_unseen};
use crate::writer::Writer;
use dom_query::Document;
use glossator_core::article::BlockKind;
use html5ever::buffer_queue::BufferQueue;
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states};
use html5ever::tree_builder::TreeBuilderOpts;
use std::borrow::Cow;
use std::cell::RefCell;

/// How deep elements may lie in each other: as in browsers.
const NESTING_MAX: usize = 512;

/// Elements, texts and comments of a page.
const NODES_MAX: usize = 1_000_000;

/// Bytes that are read between two looks at how large the tree is.
const SLICE: usize = 4096;

/// Attributes of an element. The parser compares each with all before it.
const ATTRIBUTES_MAX: usize = 256;

/// Markup without the attributes that are too many. Nothing is taken away beyond the next sign of a tag, so that what
/// only looks like one, as in a script, ends where it did.
pub(crate) fn tamed(markup: &str) -> Cow<'_, str> {
    let bytes = markup.as_bytes();
    let mut tamed = String::new();
    let (mut at, mut from) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut attributes = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'<' | b'>' => break,
                b'=' if matches!(bytes.get(at + 1), Some(b'"' | b'\'')) => {
                    let close = bytes[at + 2..].iter().position(|byte| *byte == bytes[at + 1]);
                    at += 2 + close.unwrap_or(0);
                }
                b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'"' | b'\'' => attributes += 1,
                _ => {}
            }
            at += 1;
            if attributes > ATTRIBUTES_MAX {
                tamed.push_str(&markup[from..at]);
                at += bytes[at..].iter().position(|byte| matches!(byte, b'<' | b'>')).unwrap_or(bytes.len() - at);
                from = at;
            }
        }
    }
    if from == 0 {
        return Cow::Borrowed(markup);
    }
    tamed.push_str(&markup[from..]);
    Cow::Owned(tamed)
}

/// The tree; `None` for a page that is made to be slow.
pub(crate) fn parse(markup: &str) -> Option<Document> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let mut parser = parse_document(Document::default(), ParseOpts { tree_builder, ..ParseOpts::default() });
    let mut rest = markup;
    while !rest.is_empty() {
        let (slice, after) = rest.split_at(rest.floor_char_boundary(SLICE.min(rest.len())));
        parser.process(StrTendril::from_slice(slice));
        let document = &parser.tokenizer.sink.sink;
        // What is wrong with a page nobody asks here, and it may be much.
        document.errors.borrow_mut().clear();
        if document.tree.len() > NODES_MAX || depth(document) > NESTING_MAX {
            return None;
        }
        rest = after;
    }
    Some(parser.finish())
}

/// How deep that lies which was read last.
fn depth(document: &Document) -> usize {
    let mut node = document.root();
    let mut depth = 0;
    while let Some(last) = node.last_child() {
        node = last;
        depth += 1;
    }
    depth
}

/// The words between the tags, in the time that it takes to read them once.
pub(crate) fn words(markup: &str) -> Writer {
    let sink = Words { state: RefCell::new((Writer::default(), None)) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(markup));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.state.into_inner().0
}

/// Writes words, unless they are within an element that shows none.
struct Words {
    state: RefCell<(Writer, Option<String>)>,
}

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let (writer, unseen) = &mut *self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) if unseen.is_none() => writer.words(&text, BlockKind::Paragraph),
            Token::TagToken(Tag { kind, name, .. }) => {
                if is_block(&name) || &*name == "br" {
                    writer.close();
                }
                let raw = is_unseen(&name) && !matches!(&*name, "head" | "template");
                match kind {
                    TagKind::StartTag if raw => {
                        *unseen = Some(name.to_string());
                        return TokenSinkResult::RawData(states::RawKind::Rawtext);
                    }
                    TagKind::EndTag if unseen.as_deref() == Some(&*name) => *unseen = None,
                    _ => {}
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
