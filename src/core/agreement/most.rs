//! What most annotators have at a place.

use super::{Place, found};
use crate::anchor::Anchor;
use crate::annotation::{Category, Iri};
use crate::attribute::{Decision, decision};
use crate::highlight::Anchored;
use crate::text::TextRange;
use std::rc::Rc;

impl Place {
    /// The decisions that accept the version which more than half of the annotators have, the same words as the same
    /// category, and reject the others. None where there is no such version.
    ///
    /// Who marked nothing here counts: of four of whom two mark the same, there is no majority.
    pub fn by_most(&self) -> Option<Vec<(Iri, Option<Decision>)>> {
        let is_whole = |it: &&Rc<Anchored>| !it.anchors.contains(&Anchor::Lost);
        let version = |it: &Rc<Anchored>| -> (Vec<TextRange>, Category) { (found(it), it.annotation.category.clone()) };
        let here: Vec<&Rc<Anchored>> = self.versions.iter().flatten().collect();
        let versions: Vec<_> = here.iter().map(|it| Some(*it).filter(is_whole).map(version)).collect();
        let count = |wanted: &Option<_>| versions.iter().filter(|it| *it == wanted).count();
        let most = versions.iter().find(|it| it.is_some() && count(it) * 2 > self.versions.len())?;
        let decide = |(it, version): (&&Rc<Anchored>, &Option<_>)| {
            let decision = if version == most { Decision::Accepted } else { Decision::Rejected };
            (it.annotation.id.clone(), Some(decision))
        };
        Some(here.iter().zip(&versions).map(decide).collect())
    }

    /// Whether nobody decided about any of them.
    pub fn is_untouched(&self) -> bool {
        self.annotations().all(|it| decision(it).is_none())
    }
}

#[cfg(test)]
mod tests {
    use crate::agreement::tests::of;
    use crate::attribute::Decision;

    /// Of each place, the numbers of the annotations that most have; `-` where there is no such version.
    fn check(notation: &str, authors: &[&str], expected: &str) {
        let place = |it: &super::Place| match it.by_most() {
            None => "-".to_owned(),
            Some(decisions) => {
                let accepted = decisions.iter().filter(|(_, decision)| *decision == Some(Decision::Accepted));
                assert_eq!(decisions.len(), it.annotations().count());
                accepted.map(|(id, _)| id.as_str().replace("urn:x:", "")).collect::<Vec<_>>().join(" ")
            }
        };
        assert_eq!(of(notation, authors).places.iter().map(place).collect::<Vec<_>>().join(", "), expected);
    }

    #[test]
    fn more_than_half_are_a_majority() {
        let (three, four) = (&["a", "b", "c"][..], &["a", "b", "c", "d"][..]);
        check("a claim one two\nb claim one two\nc claim one", three, "0 1");
        check("a claim one two\nb claim one two", three, "0 1");
        check("a claim one two\nb claim one two", four, "-");
        check("a claim one two\nb claim one two\nc opinion one two\nd claim one two", four, "0 1 3");
        check("a claim one two\nb claim one two\nc opinion one two\nd opinion one two", four, "-");
        // The same words alone are not the same, and what is found in part is not what is found whole.
        check("a claim one\nb quote one\nc opinion one", three, "-");
        check("a claim one|gone\nb claim one|lost\nc claim one", three, "-");
        check("a claim one", three, "-");
        check("+a claim one two\nb claim one two\nc claim one", three, "0 1");
        assert!(!of("+a claim one two\nb claim one two", three).places[0].is_untouched());
        assert!(of("a claim one two\nb claim one two", three).places[0].is_untouched());
    }
}
