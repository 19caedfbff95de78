//! Other tabs of this page are told that something was stored.
//!
//! A message is a poke and nothing more: what was stored is read from storage's journal, so that garbage in a message
//! is harmless, and so is a message that never comes.

use gloo::events::EventListener;
use glossator_core::annotation::Iri;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

/// The channel to the other tabs. Dropping it closes it.
pub struct Tabs(Option<Open>);

struct Open {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Tabs {
    /// Calls `on_poke` whenever another tab may have stored something. Where the browser has no channels it never
    /// does.
    pub fn open(on_poke: impl Fn() + 'static) -> Self {
        Self::open_named("glossator", on_poke)
    }

    /// As [`Tabs::open`], on a channel of that name: for tests.
    pub fn open_named(name: &str, on_poke: impl Fn() + 'static) -> Self {
        if cfg!(not(target_arch = "wasm32")) {
            return Self(None);
        }
        let known = Reflect::has(&js_sys::global(), &JsValue::from_str("BroadcastChannel")).unwrap_or(false);
        let channel = known.then(|| BroadcastChannel::new(name).ok()).flatten();
        Self(channel.map(|channel| {
            let listener = EventListener::new(&channel, "message", move |_| on_poke());
            Open { channel, _listener: listener }
        }))
    }

    /// Tells the other tabs that the document was stored, and the number of the change.
    pub fn poke(&self, document: &Iri, sequence: u64) {
        if let Some(open) = &self.0 {
            // For whoever watches the channel; no tab reads it.
            let _ = open.channel.post_message(&JsValue::from_str(&format!("{sequence} {document}")));
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(open) = &self.0 {
            open.channel.close();
        }
    }
}
