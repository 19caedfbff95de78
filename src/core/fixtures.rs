//! What tests are made of: text in which whatever breaks offsets is common, and annotations.

use crate::Properties;
use crate::annotation::{Annotation, Category, Iri, Timestamp, Unknown};
use crate::selector::Target;
use proptest::prelude::*;
use std::rc::Rc;

/// Text with astral characters, combining marks, ZWJ sequences, CRLF and right-to-left script.
pub fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z ,.“”'’\"]{1,8}".prop_map(String::from),
        1 => Just(" ".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\u{a0}".to_owned()),
        1 => Just("🚗".to_owned()),
        1 => Just("👩‍👩‍👧‍👦".to_owned()),
        1 => Just("🇲🇽🇺🇸".to_owned()),
        1 => Just("e\u{301}".to_owned()),
        1 => Just("\u{301}\u{302}".to_owned()),
        1 => Just("مرحبا بالعالم".to_owned()),
        1 => Just("שלום".to_owned()),
        1 => Just("\u{202e}\u{200b}".to_owned()),
        1 => Just("क्षि".to_owned()),
        1 => Just("각".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// An annotation of that id on nothing in particular.
pub fn annotation(id: &str, category: Category) -> Rc<Annotation> {
    Rc::new(Annotation {
        id: Iri::new(id),
        category,
        targets: vec![Target::default()],
        note: String::new(),
        tags: Vec::new(),
        attributes: Properties::new(),
        creator: None,
        created: Timestamp(0),
        modified: Timestamp(0),
        revision: 0,
        copy_of: None,
        merged: false,
        unknown: Unknown::default(),
    })
}
