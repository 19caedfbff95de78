//! Where quotes are found after an edit: in the right place, in a wrong place, not at all.

use crate::corpus::{self, Dice};
use crate::edits::{self, Edit, Place};
use crate::weights;
use glossator_core::anchor::Anchor;
use glossator_core::approximate::Haystack;
use glossator_core::carry_over::Carrier;
use glossator_core::reanchor::Finder;
use glossator_core::selector::describe;
use glossator_core::text::{Text, TextRange};
use std::fmt;
use std::ops::{AddAssign, Range};

/// Words in a quote.
const LENGTHS: [usize; 4] = [1, 3, 12, 40];

/// Quotes from each article, for each edit and length. With 44 articles one wrong place is 0.1 % of a row.
const QUOTES: usize = 24;

/// From what score on the fixed weights are believed. What is taken as the state of the art has no such threshold.
const WEIGHTS_FROM: [f64; 3] = [0.0, 0.75, 0.85];

/// What is compared: with the article's text in the file, with the quote alone, and three times the fixed weights.
const WAYS: usize = 2 + WEIGHTS_FROM.len();

/// What came of a number of quotes.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    right: usize,
    wrong: usize,
    lost: usize,
}

impl Tally {
    fn add(&mut self, place: Option<&Range<usize>>, found: Option<&Range<usize>>) {
        match (place, found) {
            (_, None) => self.lost += 1,
            (Some(place), Some(found)) if is_same(place, found) => self.right += 1,
            _ => self.wrong += 1,
        }
    }

    fn all(&self) -> usize {
        self.right + self.wrong + self.lost
    }

    fn right(&self) -> f64 {
        100.0 * self.right as f64 / self.all().max(1) as f64
    }

    fn wrong(&self) -> f64 {
        100.0 * self.wrong as f64 / self.all().max(1) as f64
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.lost += other.lost;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost = 100.0 * self.lost as f64 / self.all().max(1) as f64;
        write!(out, "{:5.1} {:5.2} {lost:5.1}", self.right(), self.wrong())
    }
}

/// Whether two ranges are about the same words: half of the longer one lies in both.
fn is_same(one: &Range<usize>, other: &Range<usize>) -> bool {
    let both = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    both * 2 >= one.len().max(other.len())
}

/// A row of the table: the quotes whose words are there, or those whose words are gone.
struct Row {
    edit: Edit,
    length: usize,
    gone: bool,
    tallies: [Tally; WAYS],
}

/// Measures, prints, and says whether all figures are reached. With `show`, also prints what we put in a wrong place.
pub fn run(show: bool) -> Result<bool, String> {
    let sections = corpus::sections()?;
    let articles: Vec<Vec<char>> = corpus::articles(&sections).iter().map(|it| it.chars().collect()).collect();
    let mut rows = Vec::new();
    let mut torn = 0;
    for edit in Edit::ALL {
        for length in LENGTHS {
            let [mut there, mut gone] =
                [false, true].map(|gone| Row { edit, length, gone, tallies: Default::default() });
            let mut dice = Dice::new(length as u64);
            for (index, old) in articles.iter().enumerate() {
                for _ in 0..QUOTES {
                    let words = edits::words(old);
                    let first = dice.below(words.len() - length);
                    let passage = words[first].start..words[first + length - 1].end;
                    // The next six articles have no section in common with this one.
                    let other = &articles[(index + 1 + dice.below(6)) % articles.len()];
                    let edited = edits::apply(edit, old, &passage, other, &mut dice);
                    let (row, place) = match edited.place(old, &passage) {
                        Place::There(place) => (&mut there, Some(place)),
                        Place::Gone => (&mut gone, None),
                        Place::Torn => {
                            torn += 1;
                            continue;
                        }
                    };
                    let found = find(old, &edited.text(), &passage);
                    for (tally, found) in row.tallies.iter_mut().zip(&found) {
                        tally.add(place.as_ref(), found.as_ref());
                    }
                    for (found, way) in found.iter().zip(["with the text", "quote alone"]).filter(|_| show) {
                        show_wrong(edit, way, old, &edited.text(), &passage, place.as_ref(), found.as_ref());
                    }
                }
            }
            rows.extend([there, gone].into_iter().filter(|row| row.tallies[0].all() > 0));
        }
    }
    print_table(articles.len(), torn, &rows);
    Ok(print_figures(&rows))
}

/// Where each way finds the passage.
fn find(old: &[char], new: &str, passage: &Range<usize>) -> [Option<Range<usize>>; WAYS] {
    let old = Text::new(old.iter().collect::<String>());
    let byte = |point| old.code_point_to_byte(point).expect("within the text");
    let target = describe(&old, TextRange::new(byte(passage.start), byte(passage.end)));
    let chars: Vec<char> = new.chars().collect();
    let new = Text::new(new);
    let points = |anchor: Anchor| {
        let range = anchor.range()?;
        Some(new.byte_to_code_point(range.start)?..new.byte_to_code_point(range.end)?)
    };
    let mut carrier = Carrier::new(Some(old), new.clone(), vec![target.clone()]);
    while !carrier.step(usize::MAX).is_complete() {}
    let alone = Finder::new(new.clone()).find(&target);
    let weighed = weights::best(&chars, &Haystack::new(new.as_str()), &target);
    let mut found = [points(carrier.anchors()[0]), points(alone), None, None, None];
    for (found, from) in found[2..].iter_mut().zip(WEIGHTS_FROM) {
        *found = weighed.clone().filter(|(_, score)| *score >= from).map(|(range, _)| range);
    }
    found
}

fn show_wrong(
    edit: Edit,
    way: &str,
    old: &[char],
    new: &str,
    passage: &Range<usize>,
    place: Option<&Range<usize>>,
    found: Option<&Range<usize>>,
) {
    let Some(found) = found.filter(|found| !place.is_some_and(|place| is_same(place, found))) else { return };
    let new: Vec<char> = new.chars().collect();
    let shown = |text: &[char], range: &Range<usize>| {
        let part = |range: Range<usize>| text[range].iter().collect::<String>().replace('\n', "¶");
        let (start, end) = (range.start.saturating_sub(32), (range.end + 32).min(text.len()));
        format!("{}[{}]{}", part(start..range.start), part(range.clone()), part(range.end..end))
    };
    println!("{}, {way}:", edit.name());
    println!("  marked {}", shown(old, passage));
    println!("  now    {}", place.map_or("gone".to_owned(), |place| shown(&new, place)));
    println!("  found  {}", shown(&new, found));
}

fn print_table(articles: usize, torn: usize, rows: &[Row]) {
    println!(
        "Quotes found again after an edit, of {articles} articles; in each column the right place, a wrong place and"
    );
    println!(
        "lost, in %. A quote is there if a word of it is left, and gone if none is; {torn} that an edit tore apart"
    );
    println!("are left out. Right is a place of which half of the longer range is common. Ours beside fixed weights");
    println!("(50 quote, 20 prefix, 20 suffix, 2 position), which are believed from a score on.\n");
    println!(
        "{:24}{:>6} {:5} {:>7} | {:^17} | {:^17} | {:^17} | {:^17} | {:^17}",
        "",
        "words",
        "",
        "quotes",
        "ours, with text",
        "ours, quote alone",
        "weights, any",
        "weights, 0.75",
        "weights, 0.85"
    );
    for row in rows {
        let state = if row.gone { "gone" } else { "there" };
        let columns: Vec<String> = row.tallies.iter().map(Tally::to_string).collect();
        let (name, all) = (row.edit.name(), row.tallies[0].all());
        println!("{name:24}{:6} {state:5} {all:7} | {}", row.length, columns.join(" | "));
    }
    println!();
}

/// Prints each figure that is to be reached; whether all are.
fn print_figures(rows: &[Row]) -> bool {
    let sum = |way: usize, chosen: &dyn Fn(&Row) -> bool| {
        let mut sum = Tally::default();
        rows.iter().filter(|row| chosen(row)).for_each(|row| sum += row.tallies[way]);
        sum
    };
    let mut reached = true;
    let mut figure = |what: String, is: f64, wanted: f64, at_most: bool| {
        let good = if at_most { is <= wanted } else { is >= wanted };
        reached &= good;
        let (sign, verdict) =
            (if at_most { "at most" } else { "at least" }, if good { "reached" } else { "NOT REACHED" });
        println!("{what:68} {is:7.2} %, {sign} {wanted} %: {verdict}");
    };
    for length in LENGTHS {
        let gone = sum(1, &|row| row.gone && row.length == length);
        figure(format!("quote alone, gone, {length} words: wrong"), gone.wrong(), 0.5, true);
    }
    for (length, wanted) in [(3, 93.0), (12, 98.0)] {
        let there = sum(1, &|row| !row.gone && row.length == length && row.edit == Edit::WordsReplaced(15));
        figure(format!("quote alone, 15 % of words replaced, {length} words: right"), there.right(), wanted, false);
    }
    for length in LENGTHS {
        let there = sum(0, &|row| !row.gone && row.length == length);
        figure(format!("with the text, there, {length} words: right"), there.right(), 99.0, false);
        let all = sum(0, &|row| row.length == length);
        figure(format!("with the text, there or gone, {length} words: wrong"), all.wrong(), 0.1, true);
    }
    reached
}
