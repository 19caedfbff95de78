//! Generated text for properties: what breaks offsets is common in it.

use proptest::prelude::*;

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
