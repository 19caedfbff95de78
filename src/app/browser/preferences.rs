//! What a person chose on this device. Never work: `localStorage` loses what a crash comes too soon after.

use crate::keymap::Keymap;
use glossator_core::annotation::{Iri, Person};
use web_sys::{Storage, window};

/// The line that says what to do was closed.
pub const HINT_CLOSED: &str = "glossator.hint-closed";

const KEYS: &str = "glossator.keys";
const NAME: &str = "glossator.name";
const READER: &str = "glossator.reader";
const OPEN: &str = "glossator.open";

/// Whether something was switched on.
pub fn is_set(name: &str) -> bool {
    get(name).is_some()
}

/// Switches something on. Where storage is blocked it holds until the page is closed.
pub fn set(name: &str) {
    put(name, "1");
}

/// The document that was open last.
pub fn last_open() -> Option<Iri> {
    get(OPEN).map(Iri::new)
}

/// Remembers the open document.
pub fn remember_open(id: &Iri) {
    put(OPEN, id.as_str());
}

/// The person at this device. The id is made up once, so that one's own annotations can be told from others'.
pub fn reader() -> Person {
    let id = get(READER).map(Iri::new).unwrap_or_else(|| {
        let id = super::clock::new_id();
        put(READER, id.as_str());
        id
    });
    Person { id: Some(id), name: get(NAME).unwrap_or_default(), ..Person::default() }
}

/// The keys as the person at this device has them.
pub fn keymap() -> Keymap {
    get(KEYS).map(|text| Keymap::parse(&text)).unwrap_or_default()
}

/// Keeps the keys.
pub fn set_keymap(keymap: &Keymap) {
    put(KEYS, &keymap.write());
}

/// Gives the person at this device a name; an empty one takes it away.
pub fn set_name(name: &str) {
    put(NAME, name);
}

fn storage() -> Option<Storage> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    window()?.local_storage().ok()?
}

fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

fn put(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or blocked storage loses a preference and nothing else.
        let _ = storage.set_item(name, value);
    }
}
