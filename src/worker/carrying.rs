//! Annotations carried over to another text: the words that came along are described anew, and for the others a place is
//! proposed where there is one.

use crate::{object, texts};
use glossator_core::anchor::{Anchor, anchor};
use glossator_core::annotation::Annotation;
use glossator_core::carry_over::Carrier;
use glossator_core::document::Document;
use glossator_core::file;
use glossator_core::selector::Target;
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

/// Characters compared between two looks at how far it is. The worker holds nobody up.
const SLICE: usize = 1_000_000;

/// Tells the page what share of the work is done.
fn tell(share: f64) {
    let worker: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    // A page that is gone need not know.
    let _ = object(&[("share", share.into())]).and_then(|message| worker.post_message(&message));
}

/// Carries annotations over to the article of `new`, a header. `old` is the header of the document that they come from,
/// or empty where its text is not known.
///
/// Gives `{annotations, proposals: [{id, target, start, end, score}]}`: the annotations as they are to be taken, and for
/// targets whose words have changed where they may stand now, in bytes of the new text.
///
/// # Errors
/// In a sentence, if a record is none of ours.
#[wasm_bindgen(js_name = carryOver)]
pub fn carry_over(old: &str, new: &str, annotations: Array) -> Result<Object, JsValue> {
    let strange = |_| JsValue::from("The annotations could not be carried over. Nothing was changed.");
    let new = file::read_header(new).map_err(strange)?;
    let text = &new.article.text;
    let old = file::read_header(old).ok().map(|document: Document| document.article.text.clone());
    let records = annotations.iter().map(|json| json.as_string().unwrap_or_default());
    let annotations: Vec<Annotation> =
        records.map(|json| Ok(file::read_annotation(&json).map_err(strange)?.0)).collect::<Result<_, JsValue>>()?;
    let targets: Vec<Target> = annotations.iter().flat_map(|annotation| annotation.targets.clone()).collect();
    let mut carrier = Carrier::new(old, text.clone(), targets);
    loop {
        let progress = carrier.step(SLICE);
        if progress.is_complete() {
            break;
        }
        tell(progress.done as f64 / progress.total as f64);
    }

    let mut anchors = carrier.anchors().iter();
    let mut proposals = Vec::new();
    let mut carried = Vec::with_capacity(annotations.len());
    for mut annotation in annotations {
        for (at, target) in annotation.targets.iter_mut().enumerate() {
            match anchors.next() {
                Some(Anchor::Changed { range, score }) => proposals.push(object(&[
                    ("id", annotation.id.as_str().into()),
                    ("target", (at as u32).into()),
                    ("start", (range.start as u32).into()),
                    ("end", (range.end as u32).into()),
                    ("score", (*score).into()),
                ])?),
                // What the page finds by itself stays as it was sent.
                Some(Anchor::Exact(range) | Anchor::Moved(range)) if anchor(text, target) != Anchor::Exact(*range) => {
                    *target = target.moved_to(text, *range);
                }
                _ => {}
            }
        }
        carried.push(file::write_annotation(&annotation, &new));
    }
    object(&[("annotations", texts(carried)), ("proposals", proposals.iter().collect::<Array>().into())])
}
