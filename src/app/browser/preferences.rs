//! What a person chose on this device. Never work: `localStorage` loses what a crash comes too soon after.

use crate::keymap::Keymap;
use crate::messages;
use glossator_core::annotation::{Iri, Person};
use serde_json::{Map, Value};
use web_sys::{Storage, window};

/// The line that says what to do was closed.
pub const HINT_CLOSED: &str = "glossator.hint-closed";

/// Selections grow to whole words.
pub const WHOLE_WORDS: &str = "glossator.whole-words";

/// It was asked what the person at this device is called, and answered.
pub const NAME_ASKED: &str = "glossator.name-asked";

/// The browser was asked to promise that it keeps the work.
pub const PERSISTENCE_ASKED: &str = "glossator.persistence-asked";

/// That it does not was read.
pub const PERSISTENCE_READ: &str = "glossator.persistence-read";

const LOOKS: &str = "glossator.reading";
const KEYS: &str = "glossator.keys";
/// Documents of which it is remembered where one read.
const PLACES: usize = 200;

const NAME: &str = "glossator.name";
const READ: &str = "glossator.read";
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

/// Switches something off.
pub fn unset(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// The document that was open last in this tab; in a new tab, in any.
pub fn last_open() -> Option<Iri> {
    let of_this_tab = || window()?.session_storage().ok()??.get_item(OPEN).ok()?;
    of_this_tab().or_else(|| get(OPEN)).map(Iri::new)
}

/// Remembers the open document.
pub fn remember_open(id: &Iri) {
    put(OPEN, id.as_str());
    if let Some(of_this_tab) = window().and_then(|window| window.session_storage().ok()?) {
        let _ = of_this_tab.set_item(OPEN, id.as_str());
    }
}

/// Where one read in a document: the number of a block.
pub fn place(id: &Iri) -> Option<u32> {
    places().iter().find_map(|line| line.strip_prefix(id.as_str())?.trim().parse().ok())
}

/// Remembers where one read in a document.
pub fn remember_place(id: &Iri, block: u32) {
    let mut places = places();
    places.retain(|line| !line.starts_with(&format!("{id} ")));
    places.insert(0, format!("{id} {block}"));
    places.truncate(PLACES);
    put(READ, &places.join("\n"));
}

fn places() -> Vec<String> {
    get(READ).unwrap_or_default().lines().map(str::to_owned).collect()
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

/// What people call something.
pub type Said = fn() -> &'static str;

/// Values, and what people call them.
pub type Values = &'static [(&'static str, Said)];

/// How the page can be: a name, what people call it, and its values with what they are called; the first is the page
/// as it is made. The names are attributes of the document's element, which `boot.js` sets before anything is drawn.
pub const READING: &[(&str, Said, Values)] = &[
    // A language is called what it calls itself, so that everybody finds the own one.
    ("language", messages::language, &[("", messages::as_browser), ("en", || "English"), ("de", || "Deutsch")]),
    (
        "theme",
        messages::colours,
        &[("", messages::as_system), ("light", messages::light), ("sepia", messages::sepia), ("dark", messages::dark)],
    ),
    ("face", messages::typeface, &[("", messages::serif), ("sans", messages::sans_serif), ("wide", messages::easier)]),
    (
        "size",
        messages::size,
        &[
            ("", messages::normal),
            ("small", messages::small),
            ("large", messages::large),
            ("larger", messages::larger),
            ("largest", messages::largest),
        ],
    ),
    (
        "measure",
        messages::line_width,
        &[("", messages::normal), ("narrow", messages::narrow), ("broad", messages::broad)],
    ),
    (
        "leading",
        messages::line_spacing,
        &[("", messages::normal), ("tight", messages::tight), ("loose", messages::loose)],
    ),
];

/// How the page looks: the chosen values by name; what is not in it is as it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading(Vec<(String, String)>);

impl Reading {
    /// The value of that name, empty for the first one.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Chooses a value; one that there is not is the first one.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(known, _)| known != name);
        let known = READING.iter().any(|(it, _, values)| *it == name && values.iter().any(|(it, _)| *it == value));
        if known && !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    fn to_json(&self) -> Value {
        self.0.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect::<Map<_, _>>().into()
    }

    fn from_json(value: &Value) -> Self {
        let mut reading = Self::default();
        for (name, value) in value.as_object().into_iter().flatten() {
            reading.set(name, value.as_str().unwrap_or_default());
        }
        reading
    }
}

/// How the page looks on this device.
pub fn reading() -> Reading {
    let stored = get(LOOKS).and_then(|text| serde_json::from_str(&text).ok());
    stored.as_ref().map(Reading::from_json).unwrap_or_default()
}

/// Keeps how the page looks, and makes it look so.
pub fn set_reading(reading: &Reading) {
    put(LOOKS, &reading.to_json().to_string());
    let root = window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        for (name, ..) in READING {
            // The platform takes any name that has no space in it.
            let _ = match reading.get(name) {
                "" => root.remove_attribute(&format!("data-{name}")),
                value => root.set_attribute(&format!("data-{name}"), value),
            };
        }
    }
}

/// What a person has set on a device, for a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// How the page looks.
    pub reading: Reading,
    /// Which key does what.
    pub keymap: Keymap,
    /// Whether selections grow to whole words.
    pub whole_words: bool,
}

impl Settings {
    /// As JSON.
    pub fn write(&self) -> String {
        let settings = Map::from_iter([
            ("glossatorSettings".to_owned(), Value::from(1)),
            ("keys".to_owned(), Value::from(self.keymap.write())),
            ("reading".to_owned(), self.reading.to_json()),
            ("wholeWords".to_owned(), Value::from(self.whole_words)),
        ]);
        format!("{:#}\n", Value::from(settings))
    }

    /// What [`Settings::write`] wrote; what is not known in it is left out.
    ///
    /// # Errors
    /// In a sentence, if it holds no settings.
    pub fn read(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        if value.get("glossatorSettings").is_none() {
            return Err(messages::no_settings_in_it().to_owned());
        }
        Ok(Self {
            reading: Reading::from_json(&value["reading"]),
            keymap: Keymap::parse(value["keys"].as_str().unwrap_or_default()),
            whole_words: value["wholeWords"] == true,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_from_their_file() {
        let mut settings = Settings { whole_words: true, ..Settings::default() };
        settings.reading.set("theme", "sepia");
        settings.reading.set("size", "large");
        settings.reading.set("language", "de");
        settings.keymap.bind("note", vec!["e".into()]);
        assert_eq!(Settings::read(&settings.write()), Ok(settings));
        assert_eq!(Settings::read(&Settings::default().write()), Ok(Settings::default()));
    }

    #[test]
    fn each_language_can_be_chosen() {
        let Some((_, _, values)) = READING.iter().find(|(name, ..)| *name == "language") else { panic!("a setting") };
        let codes: Vec<&str> = values.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [&[""][..], &messages::LANGUAGES[..]].concat());
    }

    #[test]
    fn what_is_no_setting_is_left_out() {
        for text in ["", "{}", "[1]", "null"] {
            assert!(Settings::read(text).is_err(), "{text}");
        }
        let strange =
            r#"{"glossatorSettings": 9, "reading": {"theme": "\"><script>", "size": 4, "x": "y"}, "keys": 3}"#;
        assert_eq!(Settings::read(strange), Ok(Settings::default()));
    }
}
