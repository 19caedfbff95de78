//! From overlapping annotations to what is drawn: non-overlapping segments, each with the stack of what covers it,
//! nested into a tree of elements; and for each annotation the lane that its underline keeps from end to end.

mod change;

pub use change::{anchored_after, changed_runs};

use crate::anchor::{Anchor, anchor_within};
use crate::annotation::{Annotation, Category, Iri};
use crate::article::Article;
use crate::document::Document;
use crate::effort::Effort;
use crate::sorting::{sort, sort_and_dedup};
use crate::text::TextRange;
use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};
use std::rc::Rc;

/// The most elements around one run of text. Browsers recurse into nested elements, so that a file with thousands of
/// annotations on the same words could take the page down; deeper ones are reached by their cards.
const DEPTH_MAX: usize = 48;

/// A run of text with what covers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The run.
    pub range: TextRange,
    /// Indices of the items over it: the one that starts first outermost, of those the longest.
    pub stack: Vec<usize>,
}

/// Text, or an element with text in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text.
    Text(TextRange),
    /// An element for the item of that index. An item that crosses another has several.
    Element {
        /// The index of the item.
        item: usize,
        /// What is inside.
        children: Vec<Self>,
    },
}

/// An anchored annotation: the annotation with what was found of each of its segments, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchored {
    /// The annotation.
    pub annotation: Rc<Annotation>,
    /// An anchor a target.
    pub anchors: Vec<Anchor>,
}

impl Anchored {
    /// From the start of the first segment found to the end of the last; `None` where none was found.
    pub fn extent(&self) -> Option<TextRange> {
        let ranges = || self.anchors.iter().filter_map(|anchor| anchor.range());
        Some(TextRange { start: ranges().map(|range| range.start).min()?, end: ranges().map(|range| range.end).max()? })
    }
}

/// The annotations of `document` in reading order (by where they begin, the longer first, then by age), the lost ones
/// last. Those that `previous` holds already are not looked for again: it must be of the same article.
pub fn anchored(document: &Document, previous: &[Rc<Anchored>]) -> Vec<Rc<Anchored>> {
    anchored_and_rest(document, previous).0
}

/// The same, and how many of the places called lost there was no room to look for.
pub fn anchored_and_rest(document: &Document, previous: &[Rc<Anchored>]) -> (Vec<Rc<Anchored>>, usize) {
    let known: HashMap<Iri, usize> =
        previous.iter().enumerate().map(|(index, it)| (it.annotation.id.clone(), index)).collect();
    let same = |annotation: &Rc<Annotation>| {
        let known = known.get(&annotation.id).map(|&index| &previous[index]);
        known.filter(|known| Rc::ptr_eq(&known.annotation, annotation))
    };
    let effort = Effort::looking();
    let mut rest = 0;
    let mut all: Vec<Rc<Anchored>> = document
        .annotations
        .iter()
        .map(|annotation| match same(annotation) {
            Some(known) => known.clone(),
            None => {
                let (found, not_looked_for) = find(document, annotation, &effort);
                rest += not_looked_for;
                Rc::new(found)
            }
        })
        .collect();
    sort(&mut all, |one, other| reading_order(one, other));
    (all, rest)
}

/// Annotations on the way to where they are: of many, some at a time, so that nothing else waits for all of them. What
/// comes of it is for [`anchored`] to put in order.
///
/// ```
/// use glossator_core::{annotation::*, article::plain_text, document::Document, highlight::*};
/// let document = Document::new(Iri::new("urn:uuid:1"), plain_text::parse("Words."), Timestamp(0));
/// let mut anchoring = Anchoring::default();
/// while !anchoring.step(&document, 100) {}
/// assert_eq!(anchored(&document, &anchoring.found), anchored(&document, &[]));
/// ```
pub struct Anchoring {
    /// Those that were looked for, in the order of their ids.
    pub found: Vec<Rc<Anchored>>,
    effort: Effort,
}

impl Default for Anchoring {
    fn default() -> Self {
        Self { found: Vec::new(), effort: Effort::looking() }
    }
}

impl Anchoring {
    /// Looks for so many more annotations of `document`, always the same one. Whether that were all.
    pub fn step(&mut self, document: &Document, count: usize) -> bool {
        let next = document.annotations.iter().skip(self.found.len()).take(count);
        self.found.extend(next.map(|annotation| Rc::new(find(document, annotation, &self.effort).0)));
        self.found.len() == document.annotations.len()
    }
}

/// Looks for an annotation; with how many of its places called lost there was no room to look for.
fn find(document: &Document, annotation: &Rc<Annotation>, effort: &Effort) -> (Anchored, usize) {
    let found = |target| anchor_within(&document.article.text, target, effort);
    let found: Vec<Option<Anchor>> = annotation.targets.iter().map(found).collect();
    let rest = found.iter().filter(|it| it.is_none()).count();
    let anchors = found.into_iter().map(|it| it.unwrap_or(Anchor::Lost)).collect();
    (Anchored { annotation: annotation.clone(), anchors }, rest)
}

/// By where they begin, the longer first, then by age; what is not found comes after all that is.
fn reading_order(one: &Anchored, other: &Anchored) -> Ordering {
    let place =
        |it: &Anchored| it.extent().map_or((usize::MAX, Reverse(0)), |extent| (extent.start, Reverse(extent.end)));
    let age = || one.annotation.created.cmp(&other.annotation.created);
    place(one).cmp(&place(other)).then_with(age).then_with(|| one.annotation.id.cmp(&other.annotation.id))
}

/// An annotation's part of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The annotation.
    pub id: Iri,
    /// Its category.
    pub category: Category,
    /// The lane of its underline, 0 the nearest to the text.
    pub lane: usize,
    /// The words, within the block.
    pub range: TextRange,
    /// Whether the annotation begins here.
    pub first: bool,
}

/// The segments that tile `within`, in order; `items` are cut to it. Linear in the segments, but for a logarithm.
///
/// ```
/// use glossator_core::{highlight::segments, text::TextRange};
/// let items = [TextRange::new(0, 6), TextRange::new(4, 9)];
/// let stacks: Vec<_> = segments(TextRange::new(0, 9), &items).into_iter().map(|it| it.stack).collect();
/// assert_eq!(stacks, [vec![0], vec![0, 1], vec![1]]);
/// ```
pub fn segments(within: TextRange, items: &[TextRange]) -> Vec<Segment> {
    // Outermost first: by where an item really begins, so that it nests alike in every block it crosses.
    let mut order: Vec<usize> = (0..items.len()).filter(|&index| items[index].intersect(within).is_some()).collect();
    sort(&mut order, |&one, &other| by_start(items[one], items[other]));
    let mut cuts = vec![within.start, within.end];
    cuts.extend(
        order.iter().flat_map(|&index| [items[index].start.max(within.start), items[index].end.min(within.end)]),
    );
    sort_and_dedup(&mut cuts);

    let mut segments = Vec::with_capacity(cuts.len());
    // Items by their rank in `order`: those to come, and those that cover the text here, with where they end.
    let mut next = 0;
    let mut ends: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    // In order by themselves, as they come in order.
    let mut active = Vec::new();
    for pair in cuts.windows(2) {
        let [start, end] = [pair[0], pair[1]];
        while let Some(Reverse((_, rank))) = ends.peek().filter(|Reverse((ends, _))| *ends <= start).copied() {
            active.retain(|&other| other != rank);
            ends.pop();
        }
        while let Some(&item) = order.get(next).filter(|&&item| items[item].start.max(within.start) <= start) {
            active.push(next);
            ends.push(Reverse((items[item].end, next)));
            next += 1;
        }
        let stack = active.iter().take(DEPTH_MAX).map(|&rank: &usize| order[rank]).collect();
        segments.push(Segment { range: TextRange { start, end }, stack });
    }
    segments
}

/// The one that starts first, of those the longest.
fn by_start(one: TextRange, other: TextRange) -> Ordering {
    one.start.cmp(&other.start).then(other.end.cmp(&one.end))
}

/// The segments as a tree: neighbours that share the outer part of their stacks share the elements.
pub fn nest(segments: &[Segment]) -> Vec<Node> {
    nest_from(segments, 0)
}

fn nest_from(mut segments: &[Segment], depth: usize) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    while let Some(first) = segments.first() {
        let Some(&item) = first.stack.get(depth) else {
            match nodes.last_mut() {
                Some(Node::Text(text)) if text.end == first.range.start => text.end = first.range.end,
                _ => nodes.push(Node::Text(first.range)),
            }
            segments = &segments[1..];
            continue;
        };
        let same = segments.iter().take_while(|segment| segment.stack.get(depth) == Some(&item)).count();
        nodes.push(Node::Element { item, children: nest_from(&segments[..same], depth + 1) });
        segments = &segments[same..];
    }
    nodes
}

/// For each block of `article` the runs of the annotations over it, in the order of `anchored`.
pub fn by_block(article: &Article, anchored: &[Rc<Anchored>]) -> Vec<Vec<Run>> {
    let mut blocks = vec![Vec::new(); article.blocks.len()];
    place_runs(article, anchored, 0, &mut blocks);
    blocks
}

/// Puts the runs into `blocks`, which are those of the article from `first_block` on.
fn place_runs(article: &Article, anchored: &[Rc<Anchored>], first_block: usize, blocks: &mut [Vec<Run>]) {
    for (it, lane) in anchored.iter().zip(lanes(anchored)) {
        let mut first = true;
        let mut ranges: Vec<TextRange> = it.anchors.iter().filter_map(|anchor| anchor.range()).collect();
        sort(&mut ranges, TextRange::cmp);
        for range in ranges {
            let from = article.block_at(range.start).unwrap_or(0);
            for (block, runs) in article.blocks.iter().skip(from).zip(&mut blocks[from - first_block..]) {
                if block.range.start >= range.end {
                    break;
                }
                if let Some(range) = block.range.intersect(range) {
                    let (id, category) = (it.annotation.id.clone(), it.annotation.category.clone());
                    runs.push(Run { id, category, lane, range, first });
                    first = false;
                }
            }
        }
    }
}

/// The lane of each: the lowest that is free over the whole of its extent, so that a line never jumps.
fn lanes(anchored: &[Rc<Anchored>]) -> Vec<usize> {
    let mut lanes = vec![0; anchored.len()];
    let mut order: Vec<(TextRange, usize)> =
        anchored.iter().enumerate().filter_map(|(index, it)| Some((it.extent()?, index))).collect();
    sort(&mut order, |(one, _), (other, _)| by_start(*one, *other));
    let mut free: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    let mut used = 0;
    let mut ends: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    for (extent, index) in order {
        while let Some(Reverse((_, lane))) = ends.peek().filter(|Reverse((end, _))| *end <= extent.start).copied() {
            free.push(Reverse((lane, 0)));
            ends.pop();
        }
        let lane = free.pop().map(|Reverse((lane, _))| lane).unwrap_or_else(|| {
            used += 1;
            used - 1
        });
        lanes[index] = lane;
        ends.push(Reverse((extent.end, lane)));
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleBuilder, BlockKind, Metadata};
    use crate::fixtures::annotation;
    use proptest::prelude::*;

    /// `items` as a picture over the text "abcdefghij", and the tree as text: `(0 …)` is an element of item 0.
    fn check(items: &[(usize, usize)], expected: &str) {
        let items: Vec<TextRange> = items.iter().map(|&(start, end)| TextRange::new(start, end)).collect();
        assert_eq!(show(&nest(&segments(TextRange::new(0, 10), &items))), expected);
    }

    fn show(nodes: &[Node]) -> String {
        let show_one = |node: &Node| match node {
            Node::Text(range) => "abcdefghij"[range.bytes()].to_owned(),
            Node::Element { item, children } => format!("({item} {})", show(children)),
        };
        nodes.iter().map(show_one).collect()
    }

    #[test]
    fn annotations_nest_where_they_can_and_split_where_they_cross() {
        check(&[], "abcdefghij");
        check(&[(2, 5)], "ab(0 cde)fghij");
        check(&[(0, 10), (2, 5)], "(0 ab(1 cde)fghij)");
        check(&[(2, 5), (0, 10)], "(1 ab(0 cde)fghij)");
        check(&[(0, 6), (4, 10)], "(0 abcd(1 ef))(1 ghij)");
        check(&[(3, 6), (3, 6)], "abc(0 (1 def))ghij");
        check(&[(0, 3), (3, 6), (6, 10)], "(0 abc)(1 def)(2 ghij)");
        check(&[(5, 40), (8, 9)], "abcde(0 fgh(1 i)j)");
    }

    #[test]
    fn a_lane_is_kept_from_end_to_end_and_used_again_when_free() {
        let anchored: Vec<Rc<Anchored>> = [(0, 6), (4, 12), (6, 8), (12, 14)]
            .iter()
            .map(|&(start, end)| Anchored {
                annotation: annotation(&format!("{start}"), Category::Claim),
                anchors: vec![Anchor::Exact(TextRange::new(start, end))],
            })
            .map(Rc::new)
            .collect();
        assert_eq!(lanes(&anchored), [0, 1, 0, 0]);
    }

    #[test]
    fn an_annotation_over_two_blocks_has_a_run_in_each() {
        let mut builder = ArticleBuilder::default();
        builder.push(BlockKind::Paragraph, "one two");
        builder.push(BlockKind::Paragraph, "three");
        builder.push(BlockKind::Paragraph, "four");
        let article = builder.finish(Metadata::default());
        let anchored = [
            Anchored {
                annotation: annotation("x", Category::Quote),
                anchors: vec![Anchor::Exact(TextRange::new(4, 13)), Anchor::Exact(TextRange::new(14, 16))],
            },
            Anchored { annotation: annotation("gone", Category::Quote), anchors: vec![Anchor::Lost] },
        ]
        .map(Rc::new);
        let runs: Vec<Vec<(TextRange, bool)>> = by_block(&article, &anchored)
            .iter()
            .map(|runs| runs.iter().map(|run| (run.range, run.first)).collect())
            .collect();
        let range = TextRange::new;
        assert_eq!(runs, [vec![(range(4, 7), true)], vec![(range(8, 13), false)], vec![(range(14, 16), false)]]);
    }

    #[test]
    fn thousands_on_the_same_words_stay_shallow_and_quick() {
        let items = vec![TextRange::new(2, 5); 20_000];
        let segments = segments(TextRange::new(0, 10), &items);
        assert_eq!(segments[1].stack.len(), DEPTH_MAX);
    }

    proptest! {
        #[test]
        fn segments_tile_the_text_and_know_what_covers_them(
            items in prop::collection::vec((0usize..60, 0usize..60), 0..20),
            start in 0usize..20,
            len in 1usize..40,
        ) {
            let items: Vec<TextRange> = items.into_iter().map(|(a, b)| TextRange::new(a, b)).collect();
            let within = TextRange::new(start, start + len);
            let segments = segments(within, &items);
            let mut at = within.start;
            for segment in &segments {
                prop_assert_eq!(segment.range.start, at);
                prop_assert!(!segment.range.is_empty());
                at = segment.range.end;
                let mut stack = segment.stack.clone();
                stack.sort_unstable();
                let covering: Vec<usize> = (0..items.len())
                    .filter(|&index| items[index].intersect(segment.range) == Some(segment.range))
                    .collect();
                prop_assert_eq!(stack, covering);
            }
            prop_assert_eq!(at, within.end);
            let mut flat = Vec::new();
            flatten(&nest(&segments), &mut Vec::new(), &mut flat);
            let mut expected: Vec<(TextRange, Vec<usize>)> = Vec::new();
            for segment in segments {
                match expected.last_mut() {
                    Some((range, stack)) if *stack == segment.stack => range.end = segment.range.end,
                    _ => expected.push((segment.range, segment.stack)),
                }
            }
            prop_assert_eq!(flat, expected);
        }
    }

    fn flatten(nodes: &[Node], stack: &mut Vec<usize>, flat: &mut Vec<(TextRange, Vec<usize>)>) {
        for node in nodes {
            match node {
                Node::Text(range) => flat.push((*range, stack.clone())),
                Node::Element { item, children } => {
                    stack.push(*item);
                    flatten(children, stack, flat);
                    stack.pop();
                }
            }
        }
    }
}
