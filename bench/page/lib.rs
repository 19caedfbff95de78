//! What the page that measures speed calls.

use glossator_core::anchor::Anchor;
use glossator_core::approximate::Haystack;
use glossator_core::carry_over::Carrier;
use glossator_core::selector::{Target, describe};
use glossator_core::text::{Text, TextRange};
use wasm_bindgen::prelude::wasm_bindgen;

/// A text made ready to be searched.
#[wasm_bindgen]
pub struct Prepared(Haystack);

#[wasm_bindgen]
impl Prepared {
    /// Takes the text.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Self {
        Self(Haystack::new(text))
    }

    /// The number of matches.
    pub fn search(&self, quote: &str, errors: usize) -> usize {
        self.0.search(quote, errors).len()
    }
}

/// Annotations on their way to an edited text.
#[wasm_bindgen]
pub struct Journey {
    old: Text,
    new: Text,
    targets: Vec<Target>,
    carrier: Option<Carrier>,
}

#[wasm_bindgen]
impl Journey {
    /// Describes the annotations: what a file holds when it is opened.
    #[wasm_bindgen(constructor)]
    pub fn new(old: &str, new: &str, points: &[u32]) -> Self {
        let (old, new) = (Text::new(old), Text::new(new));
        let byte = |point: u32| old.code_point_to_byte(point as usize).unwrap_or_default();
        let targets =
            points.chunks(2).map(|pair| describe(&old, TextRange::new(byte(pair[0]), byte(pair[1])))).collect();
        Self { old, new, targets, carrier: None }
    }

    /// Sets out, with the old text or with the quotes alone.
    pub fn start(&mut self, with_text: bool) {
        let old = with_text.then(|| self.old.clone());
        self.carrier = Some(Carrier::new(old, self.new.clone(), self.targets.clone()));
    }

    /// A slice of the work; how much of it is done, per mille.
    pub fn step(&mut self, budget: usize) -> usize {
        let Some(carrier) = &mut self.carrier else { return 1000 };
        let progress = carrier.step(budget);
        if progress.is_complete() { 1000 } else { (progress.done * 1000 / progress.total).min(999) }
    }

    /// How many were found.
    pub fn found(&self) -> usize {
        let anchors = self.carrier.iter().flat_map(Carrier::anchors);
        anchors.filter(|anchor| **anchor != Anchor::Lost).count()
    }
}
