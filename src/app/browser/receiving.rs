//! What comes from other programs: from a page that is being read, from what was shared with the installed app, and from
//! files that were opened with it. All of it is foreign, and only looked at before anything is done with it.

use super::address;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CacheStorage, File, FilePropertyBag, Response, window};

/// The names in the address that bring something.
pub const NAMES: [&str; 4] = ["page", "text", "shared", "launched"];

/// What came.
#[derive(Default, PartialEq)]
pub struct Received {
    /// Files; a page is one.
    pub files: Vec<File>,
    /// Text.
    pub text: String,
    /// What it is called.
    pub title: String,
    /// Where it stands on the web.
    pub address: String,
}

/// What the address brings. It is not looked at twice: the caller puts something else there.
pub async fn received() -> Received {
    let pairs = address::pairs();
    let of = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    let mut received = Received {
        text: of("text").unwrap_or_default(),
        title: of("title").unwrap_or_default(),
        address: of("url").unwrap_or_default(),
        files: Vec::new(),
    };
    if let Some(page) = of("page") {
        received.files.extend(page_file(&received.address, &page));
    }
    if of("shared").is_some() {
        // What cannot be had is not there.
        let _ = shared(&mut received).await;
    }
    if of("launched").is_some() {
        let glossator = Reflect::get(&js_sys::global(), &"glossator".into()).unwrap_or_default();
        let files = Reflect::get(&glossator, &"launched".into()).unwrap_or_default();
        received.files.extend(Array::from(&files).iter().filter_map(|it| it.dyn_into().ok()));
        let _ = Reflect::delete_property(&glossator.into(), &"launched".into());
    }
    received
}

/// A page as a file, with its address where browsers write it.
fn page_file(address: &str, page: &str) -> Option<File> {
    // Two dashes would end the comment; written so, they are the same address.
    let address = address.replace("--", "-%2D");
    let saved_from = format!("<!-- saved from url=({:04}){address} -->\n", address.len());
    let parts = Array::of1(&(saved_from + page).into());
    let options = FilePropertyBag::new();
    options.set_type("text/html");
    File::new_with_str_sequence_and_options(&parts, "page.html", &options).ok()
}

/// What another program shared, as the service worker put it aside: the form that it was sent in.
async fn shared(received: &mut Received) -> Result<(), JsValue> {
    let storage: CacheStorage = window().ok_or(JsValue::NULL)?.caches()?;
    let home = address::home();
    let response: Response = JsFuture::from(storage.match_with_str(&format!("{home}shared"))).await?.dyn_into()?;
    // Taken, whether it can be read or not.
    JsFuture::from(storage.delete(&format!("glossator-shared {home}"))).await?;
    let form = JsFuture::from(response.form_data()?).await?;
    for pair in Array::from(&form).iter() {
        let pair = Array::from(&pair);
        let value = pair.get(1);
        match (pair.get(0).as_string().as_deref(), value.as_string()) {
            (Some("title"), Some(text)) => received.title = text,
            (Some("url"), Some(text)) => received.address = text,
            (_, Some(text)) => received.text = text,
            (_, None) => received.files.extend(value.dyn_into()),
        }
    }
    Ok(())
}
