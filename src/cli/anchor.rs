//! `anchor`: where the annotations of a file are in another version of the article, a line of JSON each.

use crate::files::{created, one};
use crate::opened::{Taken, article, open};
use crate::{Failure, Result, help};
use glossator_core::anchor::{Anchor, anchor};
use glossator_core::file::quoted;
use glossator_core::highlight::anchored;
use glossator_core::text::Text;
use lexopt::prelude::*;
use std::io::Write;
use std::path::PathBuf;

const HELP: &str = "\
glossator anchor FILE --onto ARTICLE

Looks for the annotations of FILE in ARTICLE, which is a text or one of our files, and prints a line of JSON for each:

  {\"id\":…,\"anchor\":\"exact\"|\"moved\"|\"changed\"|\"lost\",\"start\":…,\"end\":…,\"score\":…}

Positions are code points of the article as `glossator import` takes it in; the score says how alike the words are,
from 0 to 1. What is lost has no positions. An annotation of several places is as good as the worst of them, and has
`segments` besides.
";

pub fn run(mut parser: lexopt::Parser) -> Result<()> {
    let (mut paths, mut onto) = (Vec::new(), None);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return help(HELP),
            Long("onto") => onto = Some(PathBuf::from(parser.value()?)),
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = one(paths, "file")?;
    let Some(onto) = onto else {
        return Err(Failure::Usage("Say with --onto in which article.".to_owned()));
    };
    let article = article(&onto)?;
    let created = created(None)?;
    // Annotations that bring their own article are anchored from there; others have only this one.
    let alone = Taken { map: &[], onto: None, created };
    let opened = match open(&path, &alone) {
        Err(Failure::File(_)) => open(&path, &Taken { onto: Some(&article), ..alone })?,
        opened => opened?,
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for it in opened.documents.iter().flat_map(|document| anchored(document, &[])) {
        let targets = &it.annotation.targets;
        let places: Vec<Place> =
            targets.iter().map(|target| Place::of(anchor(&article.text, target), &article.text)).collect();
        let whole = Place::together(&places);
        let segments = match places.len() {
            0 | 1 => String::new(),
            _ => {
                let all: Vec<String> = places.iter().map(|place| format!("{{{}}}", place.json())).collect();
                format!(",\"segments\":[{}]", all.join(","))
            }
        };
        writeln!(out, "{{\"id\":{},{}{segments}}}", quoted(it.annotation.id.as_str()), whole.json())?;
    }
    Ok(out.flush()?)
}

/// Where something is, and how surely.
#[derive(Clone, Copy)]
struct Place {
    /// 0 for exact, the larger the worse.
    rank: usize,
    range: Option<(usize, usize)>,
    score: f64,
}

impl Place {
    const LOST: Self = Self { rank: 3, range: None, score: 0.0 };

    fn of(anchor: Anchor, text: &Text) -> Self {
        let (rank, score) = match anchor {
            Anchor::Exact(_) => (0, 1.0),
            Anchor::Moved(_) => (1, 1.0),
            Anchor::Changed { score, .. } => (2, score),
            Anchor::Lost => return Self::LOST,
        };
        let points = |byte| text.byte_to_code_point(byte).unwrap_or_default();
        Self { rank, range: anchor.range().map(|range| (points(range.start), points(range.end))), score }
    }

    /// As good as the worst of them; from the start of the first to the end of the last that was found.
    fn together(places: &[Self]) -> Self {
        let worst = places.iter().max_by_key(|place| place.rank).copied().unwrap_or(Self::LOST);
        let ranges = || places.iter().filter_map(|place| place.range);
        let range = ranges().map(|range| range.0).min().zip(ranges().map(|range| range.1).max());
        let score = places.iter().map(|place| place.score).fold(worst.score, f64::min);
        Self { range, score, ..worst }
    }

    fn json(&self) -> String {
        let name = ["exact", "moved", "changed", "lost"][self.rank];
        let number = |number: Option<usize>| number.map_or_else(|| "null".to_owned(), |number| number.to_string());
        let (start, end) = (number(self.range.map(|range| range.0)), number(self.range.map(|range| range.1)));
        // To the thousandth: what lies behind it differs between machines and means nothing.
        let score = (self.score * 1000.0).round() / 1000.0;
        format!("\"anchor\":\"{name}\",\"start\":{start},\"end\":{end},\"score\":{score}")
    }
}
