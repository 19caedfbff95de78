//! How the cost of what the page does most grows with the article and with the annotations on it. `cargo bench` runs it;
//! `cargo xtask bench core` does, and prints a table of it.

#[path = "../corpus.rs"]
#[expect(dead_code, reason = "the program beside this makes more of it")]
mod corpus;

use corpus::Dice;
use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use glossator_core::Properties;
use glossator_core::anchor::anchor;
use glossator_core::annotation::{Annotation, Category, Iri, Timestamp, Unknown};
use glossator_core::article::plain_text;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::highlight::{Run, anchored, anchored_after, by_block, changed_runs};
use glossator_core::merge::merge;
use glossator_core::selector::{TextPositionSelector, describe};
use glossator_core::text::TextRange;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

/// Bytes of the article where the annotations grow.
const LONG: usize = 1_000_000;

/// Annotations on it.
const MANY: [usize; 3] = [100, 1_000, 10_000];

/// Bytes of articles, where these grow.
const ARTICLES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// Annotations on each of them.
const FEW: usize = 100;

/// An article of at least so many bytes, with annotations of some words each, spread evenly over it.
fn document(bytes: usize, count: usize) -> Document {
    let sections = corpus::sections().expect("the corpus");
    let mut dice = Dice::new(1);
    let article = plain_text::parse(&corpus::long_article(&sections, bytes, &mut dice));
    let mut document = Document::new(Iri::new("urn:x:measured"), article, Timestamp(0));
    for number in 0..count {
        document.annotations.insert(annotation(&document, number, count, &mut dice));
    }
    document
}

/// One of `count`, on up to sixty bytes within one block.
fn annotation(document: &Document, number: usize, count: usize, dice: &mut Dice) -> Rc<Annotation> {
    let text = &document.article.text;
    let blocks = &document.article.blocks;
    let block = blocks[number * blocks.len() / count].range;
    let on_character = |byte: usize| (0..=byte).rev().find(|&at| text.as_str().is_char_boundary(at)).unwrap_or(0);
    let start = on_character(block.start + dice.below(block.len().saturating_sub(20)));
    let end = on_character((start + 20 + dice.below(40)).min(block.end)).max(start);
    Rc::new(Annotation {
        id: Iri::new(format!("urn:uuid:00000000-0000-7000-8000-{number:012}")),
        category: Category::from_name(["claim", "quote", "opinion"][dice.below(3)]),
        targets: vec![describe(text, TextRange::new(start, end))],
        note: if number.is_multiple_of(3) { format!("Note {number} on it.") } else { String::new() },
        tags: Vec::new(),
        attributes: Properties::new(),
        creator: None,
        created: Timestamp(0),
        modified: Timestamp(0),
        revision: 0,
        copy_of: None,
        merged: false,
        unknown: Unknown::default(),
    })
}

/// What is done with a document of some size.
fn all(criterion: &mut Criterion, with: &str, size: usize, document: &Document) {
    let mut group = criterion.benchmark_group(with);
    let text = &document.article.text;
    let found = anchored(document, &[]);
    let runs = by_block(&document.article, &found);
    let json = file::write(document, "0");

    group.bench_function(BenchmarkId::new("segments", size), |bencher| {
        bencher.iter(|| by_block(black_box(&document.article), &found));
    });

    // In the middle, where nothing near the start helps.
    let middle = document.article.blocks[document.article.blocks.len() / 2].range;
    let words = TextRange::new(middle.start, middle.start + "Some".len());
    group.bench_function(BenchmarkId::new("describe", size), |bencher| {
        bencher.iter(|| describe(black_box(text), words));
    });

    let mut moved = describe(text, TextRange::new(middle.start, middle.end));
    group.bench_function(BenchmarkId::new("anchor", size), |bencher| {
        bencher.iter(|| anchor(black_box(text), &moved));
    });
    moved.position = moved.position.map(|it| TextPositionSelector { start: it.start + 500, end: it.end + 500, ..it });
    group.bench_function(BenchmarkId::new("anchor, moved", size), |bencher| {
        bencher.iter(|| anchor(black_box(text), &moved));
    });

    group.bench_function(BenchmarkId::new("anchor all", size), |bencher| {
        bencher.iter(|| anchored(black_box(document), &[]));
    });

    let mut with_one = document.clone();
    with_one.annotations.insert(annotation(
        document,
        document.annotations.len(),
        2 * document.annotations.len(),
        &mut Dice::new(2),
    ));
    group.bench_function(BenchmarkId::new("add one", size), |bencher| {
        bencher.iter(|| {
            let after = anchored_after(black_box(&with_one), &document.annotations, &found);
            let run = |block: usize| -> &[Run] { &runs[block] };
            changed_runs(&document.article, &found, run, &after)
        });
    });

    group.bench_function(BenchmarkId::new("parse", size), |bencher| {
        bencher.iter(|| file::read(black_box(json.as_bytes())).expect("a file"));
    });
    group.bench_function(BenchmarkId::new("write", size), |bencher| {
        bencher.iter(|| file::write(black_box(document), "0"));
    });

    // A colleague's: half of it is here, to the letter.
    let mut theirs = document.clone();
    for annotation in document.annotations.iter().skip(1).step_by(2) {
        let mut other = (**annotation).clone();
        other.id = Iri::new(format!("{}-theirs", annotation.id.as_str()));
        theirs.annotations.remove(&annotation.id);
        theirs.annotations.insert(Rc::new(other));
    }
    group.bench_function(BenchmarkId::new("merge", size), |bencher| {
        bencher.iter_batched(|| theirs.clone(), |theirs| merge(document, &[&theirs]), BatchSize::SmallInput);
    });
}

fn with_annotations(criterion: &mut Criterion) {
    for count in MANY {
        all(criterion, "annotations", count, &document(LONG, count));
    }
}

fn with_articles(criterion: &mut Criterion) {
    for bytes in ARTICLES {
        all(criterion, "bytes", bytes, &document(bytes, FEW));
    }
}

/// Short: the same figure at several sizes says more than one of many digits.
fn short() -> Criterion {
    let short = Criterion::default().without_plots().sample_size(20);
    short.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_millis(1_000))
}

criterion_group! { name = benches; config = short(); targets = with_annotations, with_articles }
criterion_main!(benches);
