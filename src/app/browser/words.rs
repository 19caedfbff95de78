//! The words of a text, as the browser's segmenter finds them: Unicode's (UAX 29), with dictionaries for scripts that
//! put no space between words. Tables of our own would weigh more than the rest of the text cursor.

use glossator_core::text::TextRange;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type Segmenter;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &JsValue, options: &JsValue) -> Result<Segmenter, JsValue>;
    #[wasm_bindgen(method)]
    fn segment(this: &Segmenter, text: &str) -> Object;
}

/// The words of `text` in bytes, in order; none where the browser has no segmenter.
pub fn words(text: &str) -> Vec<TextRange> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"granularity".into(), &"word".into());
    let Ok(segmenter) = Segmenter::new(&JsValue::UNDEFINED, &options) else { return Vec::new() };
    let mut start = 0;
    let mut words = Vec::new();
    for piece in Array::from(&segmenter.segment(text)).iter() {
        let get = |name: &str| Reflect::get(&piece, &name.into()).unwrap_or_default();
        let end = start + get("segment").as_string().unwrap_or_default().len();
        if get("isWordLike").is_truthy() {
            words.push(TextRange { start, end });
        }
        start = end;
    }
    words
}
