//! How a message becomes a sentence: one template for each, in English in the program or in another language in a file,
//! and one interpreter for all of them. A `format!` for each sentence would make the page larger, and could not be
//! translated.
//!
//! A template has holes with the names of the message's arguments: `{name}` is the argument, and of
//! `{count|annotation|annotations}` the form that goes with the number.

use crate::browser::clock;
use glossator_core::direction::{Direction, FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE};
use std::cell::Cell;

/// Declares messages: a function each, by its name, with its arguments and what it says in English.
macro_rules! messages {
    ($($(#[$why:meta])* $name:ident $(($($argument:ident: $type:ty),+))? = $english:literal;)*) => {
        /// Which message: its place among all of them.
        #[allow(non_camel_case_types)]
        enum Id { $($name),* }

        /// Each message with the names of its arguments, in the same order. For who reads a translation: the names are
        /// not part of the first visit.
        pub(super) const NAMES: &[(&str, &[&str])] = &[$((stringify!($name), &[$($(stringify!($argument)),+)?])),*];

        /// What each says in English, in the same order.
        #[cfg(test)]
        pub(super) const ENGLISH: &[&str] = &[$($english),*];

        $(messages!(@ $(#[$why])* $name $(($($argument: $type),+))? = $english);)*
    };
    (@ $(#[$why:meta])* $name:ident = $english:literal) => {
        #[doc = concat!("“", $english, "”")]
        $(#[$why])*
        pub fn $name() -> &'static str {
            $crate::messages::template::plain(Id::$name as usize, $english)
        }
    };
    (@ $(#[$why:meta])* $name:ident($($argument:ident: $type:ty),+) = $english:literal) => {
        #[doc = concat!("“", $english, "”")]
        $(#[$why])*
        pub fn $name($($argument: $type),+) -> String {
            use $crate::messages::template::{filled, numbered, text};
            const ENGLISH: &str = $english;
            const NAMES: &[&str] = &[$(stringify!($argument)),+];
            // A hole without an argument is an error of the compiler.
            const LENGTH: usize = numbered::<{ ENGLISH.len() }>(ENGLISH, NAMES).1;
            const TEMPLATE: [u8; LENGTH] = numbered(ENGLISH, NAMES).0;
            filled(Id::$name as usize, const { text(&TEMPLATE) }, &[$($argument.into()),+])
        }
    };
}
pub(super) use messages;

/// What goes into a hole.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// A number, written as the language writes it.
    Number(usize),
    /// Words that are in their language already, or a person's own.
    Text(&'a str),
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

/// Which form goes with a number, counted from 0.
pub type Form = fn(usize) -> usize;

/// Another language than English.
pub struct Translation {
    /// Its code, "de".
    pub language: &'static str,
    /// Which form goes with a number.
    pub form: Form,
    /// What each message says, with its holes numbered; empty where it says it in English.
    pub texts: Vec<&'static str>,
}

thread_local! {
    static SPOKEN: Cell<Option<&'static Translation>> = const { Cell::new(None) };
}

/// Speaks another language from now on, or English.
pub fn speak(translation: Option<&'static Translation>) {
    SPOKEN.set(translation);
}

/// The code of the language that is spoken.
pub fn language() -> &'static str {
    SPOKEN.get().map_or("en", |it| it.language)
}

/// What a message without arguments says.
pub fn plain(id: usize, english: &'static str) -> &'static str {
    let translated = SPOKEN.get().and_then(|it| it.texts.get(id));
    translated.copied().filter(|text| !text.is_empty()).unwrap_or(english)
}

/// What a message says with these values in its holes.
pub fn filled(id: usize, english: &'static str, values: &[Value]) -> String {
    let mut said = String::new();
    // Every other part is a hole.
    for (at, part) in plain(id, english).split(['{', '}']).enumerate() {
        if at % 2 == 0 {
            said.push_str(part);
            continue;
        }
        let mut forms = part.split('|');
        let number = forms.next().and_then(|hole| hole.bytes().next()).unwrap_or_default().wrapping_sub(b'0');
        match values.get(usize::from(number)) {
            // What runs to the left would take the words around it along.
            Some(Value::Text(text)) if Direction::has_rtl(text) => {
                said.push(FIRST_STRONG_ISOLATE);
                said.push_str(text);
                said.push(POP_DIRECTIONAL_ISOLATE);
            }
            Some(Value::Text(text)) => said.push_str(text),
            Some(Value::Number(number)) => match forms.nth(form(*number)) {
                Some(form) => said.push_str(form),
                None => said.push_str(&clock::number(*number)),
            },
            None => {}
        }
    }
    said
}

fn form(number: usize) -> usize {
    match SPOKEN.get() {
        Some(translation) => (translation.form)(number),
        None => one_or_other(number),
    }
}

/// The forms of English and German: one, and all other numbers.
pub fn one_or_other(number: usize) -> usize {
    usize::from(number != 1)
}

/// A template with numbers in the place of names, and its length. The compiler does it, so that names are not part of
/// the program.
pub const fn numbered<const N: usize>(template: &str, names: &[&str]) -> ([u8; N], usize) {
    let (template, mut out) = (template.as_bytes(), [0; N]);
    let (mut at, mut length) = (0, 0);
    while at < template.len() {
        out[length] = template[at];
        (at, length) = (at + 1, length + 1);
        if template[at - 1] == b'{' {
            let mut name = 0;
            while !is_named(template, at, names[name].as_bytes()) {
                name += 1;
            }
            out[length] = b'0' + name as u8;
            (at, length) = (at + names[name].len(), length + 1);
        }
    }
    (out, length)
}

const fn is_named(template: &[u8], at: usize, name: &[u8]) -> bool {
    let mut matching = 0;
    while matching < name.len() {
        if template[at + matching] != name[matching] {
            return false;
        }
        matching += 1;
    }
    matches!(template[at + matching], b'}' | b'|')
}

/// A template that was numbered.
pub const fn text(template: &'static [u8]) -> &'static str {
    match std::str::from_utf8(template) {
        Ok(text) => text,
        Err(_) => panic!("only names were taken out"),
    }
}
