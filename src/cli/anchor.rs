//! `anchor`: where the annotations of a file are in another version of the article, a line of JSON each.

use crate::files::{created, one, shown};
use crate::opened::{Taken, article, open};
use crate::{Failure, Result, help, say};
use glossator_core::anchor::Anchor;
use glossator_core::carry_over::Carrier;
use glossator_core::file::quoted;
use glossator_core::highlight::{Anchored, anchored};
use glossator_core::text::Text;
use lexopt::prelude::*;
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;

const HELP: &str = "\
glossator anchor FILE --onto ARTICLE

Looks for the annotations of FILE in ARTICLE, which is a text or one of our files, and prints a line of JSON for each:

  {\"id\":…,\"anchor\":\"exact\"|\"moved\"|\"changed\"|\"lost\",\"start\":…,\"end\":…,\"score\":…}

Positions are code points of the article as `glossator import` takes it in; the score says how alike the words are,
from 0 to 1. What is lost has no positions. Of very many words that are not in a long text only some are looked for; how
many were not is said on standard error. An annotation of several places is as good as the worst of them, and has
`segments` besides.
";

/// Bytes of texts that are compared with the article: a corpus may bring fifty thousand of them, which is hours.
const COMPARED: usize = 1 << 28;

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
    let (opened, brings) = match open(&path, &alone) {
        Err(Failure::File(_)) => (open(&path, &Taken { onto: Some(&article), ..alone })?, false),
        opened => (opened?, true),
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let all = opened.documents.iter().flat_map(|document| {
        let old = brings.then(|| document.article.text.clone());
        anchored(document, &[]).into_iter().map(move |it| (it, old.clone()))
    });
    let all: Vec<_> = all.collect();
    let (carried, not_looked_for) = carried(&all, &article.text);
    for (it, anchors) in all.iter().map(|(it, _)| it).zip(carried) {
        let places: Vec<Place> = anchors.into_iter().map(|anchor| Place::of(anchor, &article.text)).collect();
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
    out.flush()?;
    if not_looked_for > 0 {
        say(&format!(
            "{}: {not_looked_for} of the places called lost were not looked for: there are too many in so long a text.",
            shown(&path)
        ));
    }
    Ok(())
}

/// Where the segments of annotations are in another text, and of how many there was no room to look for them; with each
/// annotation the text that it was made in, if it came along.
fn carried(all: &[(Rc<Anchored>, Option<Text>)], text: &Text) -> (Vec<Vec<Anchor>>, usize) {
    let mut carried = Vec::with_capacity(all.len());
    let (mut not_looked_for, mut compared) = (0, 0);
    // Those of one text together: what differs is worked out once.
    for same in all.chunk_by(|(_, one), (_, other)| one == other) {
        compared += text.len() + same[0].1.as_ref().map_or(0, Text::len);
        if compared > COMPARED && !carried.is_empty() {
            let lost = same.iter().map(|(it, _)| vec![Anchor::Lost; it.annotation.targets.len()]);
            not_looked_for += lost.clone().map(|lost| lost.len()).sum::<usize>();
            carried.extend(lost);
            continue;
        }
        let targets = same.iter().flat_map(|(it, _)| it.annotation.targets.clone()).collect();
        let mut carrier = Carrier::new(same[0].1.clone(), text.clone(), targets);
        while !carrier.step(usize::MAX).is_complete() {}
        not_looked_for += carrier.not_looked_for().len();
        let mut anchors = carrier.anchors().iter().copied();
        carried
            .extend(same.iter().map(|(it, _)| anchors.by_ref().take(it.annotation.targets.len()).collect::<Vec<_>>()));
    }
    (carried, not_looked_for)
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
            Anchor::Changed { score, .. } => (2, f64::from(score) / 1000.0),
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
