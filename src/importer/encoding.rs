//! Bytes to text, as browsers do it: a byte order mark decides, then what the page says of itself, then the bytes.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes at the start of a page among which it names its encoding, by the HTML standard's section 13.2.3.2.
const PRESCANNED: usize = 1024;

/// The text of a page.
pub(crate) fn decode_page(bytes: &[u8]) -> String {
    decode(bytes, named(&bytes[..bytes.len().min(PRESCANNED)]))
}

/// The text of a file that cannot name its encoding.
pub(crate) fn decode_text(bytes: &[u8]) -> String {
    decode(bytes, None)
}

/// Bytes that are UTF-8 are nothing else, whatever the page says of itself: in another encoding they would be nonsense.
/// Bytes that are no UTF-8 although the page says so are in the encoding of the old web.
fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // These hide other characters behind ASCII.
        if named.is_none_or(Encoding::is_ascii_compatible) || !text.is_ascii() {
            return text.to_owned();
        }
    }
    // A few broken bytes in a page make it no other encoding.
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{fffd}').count();
    if named.is_none_or(|it| it == UTF_8) && text.chars().filter(|char| !char.is_ascii()).count() > broken * 4 {
        return text.into_owned();
    }
    let encoding = named.filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding that a page names in a `meta` element or an XML declaration.
fn named(start: &[u8]) -> Option<&'static Encoding> {
    let start: String = start.iter().map(|byte| byte.to_ascii_lowercase() as char).collect();
    let after = |key: &str| {
        start.match_indices(key).find_map(|(at, _)| {
            let rest = start[at + key.len()..].trim_start().strip_prefix('=')?.trim_start();
            let label = rest.trim_start_matches(['"', '\'']);
            let end = label.find(|char: char| "\"'; />?".contains(char) || char.is_whitespace()).unwrap_or(label.len());
            Encoding::for_label(&label.as_bytes()[..end])
        })
    };
    let declared = start.trim_start().starts_with("<?xml").then(|| after("encoding")).flatten();
    // A page that can say in ASCII that it is UTF-16 is not.
    declared.or_else(|| after("charset")).filter(|encoding| !encoding.name().starts_with("UTF-16"))
}
