//! The importer as the page asks it: a Wasm module of its own, in a worker, that is loaded at the first import. On a
//! computer there is nothing of it.

#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
mod tasks {
    use glossator_core::annotation::{Iri, Timestamp};
    use glossator_core::article::Article;
    use glossator_core::document::Document;
    use glossator_core::file;
    use glossator_importer::{Found, Problem, SIZE_MAX, paste, read};
    use js_sys::{Array, Object, Reflect, Uint8Array};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::File;

    /// Reads a file that a person chose: `[{article, whole, leftOut: {words, links, …}}]`, a chapter each. `article` and
    /// `whole` are headers of documents; `article` is missing where all is article.
    ///
    /// # Errors
    /// Why it could not be read, in a sentence.
    #[wasm_bindgen(js_name = importFile)]
    pub async fn import_file(file: File) -> Result<Array, JsValue> {
        let size = file.size() as u64;
        if size > SIZE_MAX {
            return Err(sentence(Problem::TooLarge { bytes: size }));
        }
        let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| {
            JsValue::from("The browser could not read it. Is it a folder, or was it moved? Nothing was changed.")
        })?;
        let bytes = Uint8Array::new(&bytes).to_vec();
        read(&file.name(), &bytes).map_err(sentence)?.iter().map(entry).collect()
    }

    /// Reads what was pasted, as HTML: the same, of one.
    ///
    /// # Errors
    /// Why there is nothing in it, in a sentence.
    #[wasm_bindgen(js_name = importPaste)]
    pub fn import_paste(html: &str) -> Result<Array, JsValue> {
        Ok(Array::of1(&entry(&paste(html).map_err(sentence)?)?.into()))
    }

    fn sentence(problem: Problem) -> JsValue {
        problem.to_string().into()
    }

    fn entry(found: &Found) -> Result<Object, JsValue> {
        let counts = object(&found.left_out.counts().map(|(name, count)| (name, JsValue::from(count as f64))))?;
        let article = found.article.as_ref().map_or(JsValue::UNDEFINED, |it| header(it).into());
        object(&[("article", article), ("whole", header(&found.whole).into()), ("leftOut", counts.into())])
    }

    /// The id and the time are the page's to give.
    fn header(article: &Article) -> String {
        let document = Document::new(Iri::new("urn:x-glossator:new"), article.clone(), Timestamp(0));
        file::write_header(&document, "")
    }

    fn object(properties: &[(&str, JsValue)]) -> Result<Object, JsValue> {
        let object = Object::new();
        for (name, value) in properties {
            Reflect::set(&object, &(*name).into(), value)?;
        }
        Ok(object)
    }
}

fn main() {}
