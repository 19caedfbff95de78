//! Targets carried to an edited article. Parts between lines `===`: pairs of numbers, which are ranges of the old text,
//! the old text, the new one. A number left over is where the file wrongly says that the words are.

use crate::{anchor, notation};
use glossator_core::anchor::Anchor;
use glossator_core::carry_over::{Carrier, Progress};
use glossator_core::selector::{Target, describe};
use glossator_core::text::Text;

pub fn run(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let parts = notation::parts(&input, "===");
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let numbers = notation::numbers(part(0));
    let (old, new) = (Text::new(part(1)), Text::new(part(2)));
    let ranges: Vec<_> =
        notation::ranges(&old, &numbers).into_iter().filter(|range| !range.is_empty()).take(16).collect();
    let mut targets: Vec<Target> = ranges.iter().map(|range| describe(&old, *range)).collect();
    let same = carried(Some(&old), &old, &targets, usize::MAX);
    let exact: Vec<Anchor> = ranges.into_iter().map(Anchor::Exact).collect();
    assert_eq!(same, exact, "nothing was edited");
    if let (true, Some(wrong), Some(target)) = (numbers.len() % 2 == 1, numbers.last(), targets.first_mut())
        && let Some(position) = &mut target.position
    {
        position.start = *wrong;
    }
    for from in [Some(&old), None] {
        let at_once = carried(from, &new, &targets, usize::MAX);
        assert_eq!(carried(from, &new, &targets, 1), at_once, "slices make a difference");
        for (target, found) in targets.iter().zip(at_once) {
            anchor::believable(&new, target, found);
        }
    }
}

fn carried(old: Option<&Text>, new: &Text, targets: &[Target], budget: usize) -> Vec<Anchor> {
    let mut carrier = Carrier::new(old.cloned(), new.clone(), targets.to_vec());
    let mut before = Progress::default();
    loop {
        let progress = carrier.step(budget);
        assert!(before.done <= progress.done && progress.done <= progress.total, "{before:?} {progress:?}");
        before = progress;
        if progress.is_complete() {
            return carrier.anchors().to_vec();
        }
    }
}
