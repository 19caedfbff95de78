//! Names that come from a file or go to a file system: neither is trusted.

use crate::annotation::Iri;
use crate::text::is_word;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;

/// The most characters of a title in a file name, and bytes, which file systems count: 255 with the ending.
const SLUG_MAX: (usize, usize) = (60, 200);

/// The name of the file for an article of that title: `<slug>.glossator.json`. It is never empty and no path, no
/// name of a device, and holds no invisible characters, whatever the title.
///
/// ```
/// use glossator_core::file::file_name;
/// assert_eq!(file_name("City to close Main Street 🚗"), "city-to-close-main-street.glossator.json");
/// assert_eq!(file_name("../../etc/passwd"), "etc-passwd.glossator.json");
/// assert_eq!(file_name("🚗"), "article.glossator.json");
/// ```
pub fn file_name(title: &str) -> String {
    let mut slug = String::new();
    let mut letters = 0;
    for grapheme in title.graphemes(true) {
        // Marks stay with their letter, but not a tower of them.
        let kept: String = grapheme
            .chars()
            .filter(|&char| !is_hidden(char) || char.is_whitespace())
            .take(4)
            .map(|char| char.to_ascii_lowercase())
            .collect();
        if kept.chars().next().is_some_and(is_word) {
            letters += kept.chars().count();
            if letters > SLUG_MAX.0 || slug.len() + kept.len() > SLUG_MAX.1 {
                break;
            }
            slug.push_str(&kept);
        } else if !kept.is_empty() && !slug.is_empty() && !slug.ends_with('-') {
            letters += 1;
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    // Windows takes a name for a device whatever its ending.
    let device = matches!(slug, "con" | "prn" | "aux" | "nul")
        || (slug.strip_prefix("com").or(slug.strip_prefix("lpt"))).is_some_and(|port| {
            matches!(port, "¹" | "²" | "³") || port.len() == 1 && port.as_bytes()[0].is_ascii_digit()
        });
    match slug {
        "" => "article.glossator.json".to_owned(),
        _ if device => format!("article-{slug}.glossator.json"),
        _ => format!("{slug}.glossator.json"),
    }
}

/// Control characters, and those that are not seen or turn the direction of what follows.
fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(u32::from(char),
            0xad | 0x61c | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
            | 0xfe00..=0xfe0f | 0xfeff | 0xfff0..=0xfffb | 0xe_0000..=0xe_0fff)
}

/// The name of another version of what `id` names: the same for the same `content` on every computer, so that the
/// same file opened ten times makes one copy and not ten.
///
/// ```
/// use glossator_core::{annotation::Iri, file::derived_id};
/// let id = Iri::new("urn:uuid:ae7aa096-4d76-597b-90e3-ebe4c145275a");
/// assert_eq!(derived_id(&id, "theirs"), derived_id(&id, "theirs"));
/// assert_ne!(derived_id(&id, "theirs"), derived_id(&id, "mine"));
/// ```
pub fn derived_id(id: &Iri, content: &str) -> Iri {
    // No IRI holds a NUL: no other id and content run together to the same.
    let digest = Sha256::new().chain_update(id.as_str()).chain_update([0]).chain_update(content).finalize();
    let mut uuid = String::from("urn:uuid:");
    for (index, byte) in digest.iter().take(16).enumerate() {
        let byte = match index {
            // RFC 9562, section 5.8: version 8 is for ids of one's own making, and the variant is 10.
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(uuid, "{byte:02x}");
    }
    Iri::new(uuid)
}

/// `name` as an absolute IRI: itself where it is one, a UUID as `urn:uuid:…`, and anything else percent-encoded
/// within our own namespace, from which it can be read again.
pub(crate) fn absolute(name: &str) -> Iri {
    if is_absolute(name) {
        return Iri::new(name);
    }
    if is_uuid(name) {
        return Iri::new(format!("urn:uuid:{}", name.to_ascii_lowercase()));
    }
    let mut iri = String::from("urn:x-glossator:id:");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            iri.push(char::from(byte));
        } else {
            let _ = write!(iri, "%{byte:02X}");
        }
    }
    Iri::new(iri)
}

/// Whether `name` has a scheme (RFC 3986, section 3.1) and none of the characters that no IRI has (RFC 3987).
pub(crate) fn is_absolute(name: &str) -> bool {
    let scheme = |scheme: &str| {
        scheme.starts_with(|char: char| char.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    name.split_once(':').is_some_and(|(before, after)| scheme(before) && !after.is_empty())
        && !name.contains(|char: char| char.is_whitespace() || is_hidden(char) || "<>\"{}|\\^`".contains(char))
}

fn is_uuid(name: &str) -> bool {
    let groups = name.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12]) && name.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// Whether `href` is an http or https URL.
pub(crate) fn is_web(href: &str) -> bool {
    authority(href).is_some_and(|host| !host.is_empty()) && is_plain(href)
}

/// Whether `href` is a URL that an article may link to: http, https or mailto.
///
/// ```
/// use glossator_core::file::is_link;
/// assert!(is_link("https://example.org/a") && is_link("mailto:desk@example.org"));
/// assert!(!is_link("javascript:alert(1)") && !is_link("/a"));
/// ```
pub fn is_link(href: &str) -> bool {
    is_web(href) || after(href, "mailto:").is_some_and(|to| !to.is_empty() && is_plain(to))
}

/// Whether `href` can be an article's address: a URL of the web that tells no user name and no password.
///
/// ```
/// use glossator_core::file::is_address;
/// assert!(is_address("https://example.org/@ada"));
/// assert!(!is_address("https://ada:secret@example.org/") && !is_address("mailto:desk@example.org"));
/// ```
pub fn is_address(href: &str) -> bool {
    is_web(href) && !has_credentials(href)
}

/// Whether a URL tells a user name or a password.
fn has_credentials(href: &str) -> bool {
    authority(href).is_some_and(|authority| authority.contains('@'))
}

fn authority(href: &str) -> Option<&str> {
    let rest = after(href, "http://").or_else(|| after(href, "https://"))?;
    // A backslash is a slash to a browser.
    rest.split(['/', '\\', '?', '#']).next()
}

fn after<'a>(href: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = href.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Browsers pass over tabs and line feeds in a URL: what has any is not what it looks like.
fn is_plain(href: &str) -> bool {
    !href.contains(|char: char| char.is_whitespace() || char.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::any_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn file_names_are_safe_whatever_the_title(title in any_text()) {
            let name = file_name(&title);
            prop_assert!(name.chars().count() <= 80 && name.len() <= 255, "{}", name);
            let slug = name.strip_suffix(".glossator.json").expect("the ending");
            prop_assert!(!slug.is_empty() && !slug.starts_with('-') && !slug.ends_with('-'));
            let unsafe_char = |char: char| is_hidden(char) || char.is_whitespace() || "/\\:*?\"<>|.%".contains(char);
            prop_assert!(!slug.contains(unsafe_char), "{:?}", slug);
            prop_assert_eq!(file_name(&title), name);
        }

        #[test]
        fn every_name_becomes_an_absolute_one(name in any_text()) {
            let iri = absolute(&name);
            prop_assert!(is_absolute(iri.as_str()), "{}", iri);
            prop_assert_eq!(absolute(iri.as_str()), iri);
        }
    }

    #[test]
    fn hostile_titles_make_harmless_file_names() {
        let long = "word ".repeat(100);
        for (title, expected) in [
            ("../../x", "x"),
            ("..\\..\\x", "x"),
            ("CON", "article-con"),
            ("com1", "article-com1"),
            ("LPT\u{b9}", "article-lpt\u{b9}"),
            ("Console", "console"),
            ("", "article"),
            ("🚗🚗", "article"),
            ("...", "article"),
            ("a\u{202e}gpj.exe", "agpj-exe"),
            ("nul\u{0}", "article-nul"),
            ("one\ttwo\u{2028}three", "one-two-three"),
            ("Zu\u{ad}sammen\u{200b}fassung", "zusammenfassung"),
            ("Größe & Maß", "größe-maß"),
            ("مرحبا بالعالم", "مرحبا-بالعالم"),
            ("क्षि", "क्षि"),
            ("<script>alert('x')</script>", "script-alert-x-script"),
            (&long, long.replace(' ', "-")[..59].trim_end_matches('-')),
        ] {
            assert_eq!(file_name(title), format!("{expected}.glossator.json"), "{title:?}");
        }
        for title in ["x".repeat(300), "行".repeat(300), "𠀀".repeat(300), format!("e{}", "\u{301}".repeat(10_000))]
        {
            let name = file_name(&title);
            assert!(name.chars().count() <= 80 && name.len() < 255, "{name}");
        }
    }

    #[test]
    fn names_that_are_no_iris_become_some() {
        for (name, expected) in [
            ("AE7AA096-4d76-597b-90e3-ebe4c145275a", "urn:uuid:ae7aa096-4d76-597b-90e3-ebe4c145275a"),
            ("https://example.org/a?b#c", "https://example.org/a?b#c"),
            ("acct:ada@example.org", "acct:ada@example.org"),
            ("note 7/ü", "urn:x-glossator:id:note%207%2F%C3%BC"),
            ("_:b0", "urn:x-glossator:id:_%3Ab0"),
            ("C:\\notes", "urn:x-glossator:id:C%3A%5Cnotes"),
            ("", "urn:x-glossator:id:"),
        ] {
            assert_eq!(absolute(name).as_str(), expected);
        }
    }

    #[test]
    fn derived_ids_are_uuids_of_version_eight() {
        let id = derived_id(&Iri::new("urn:x:1"), "content");
        let uuid = id.as_str().strip_prefix("urn:uuid:").expect("a UUID");
        assert!(is_uuid(uuid), "{uuid}");
        assert_eq!(&uuid[14..15], "8");
        assert!(matches!(&uuid[19..20], "8" | "9" | "a" | "b"));
    }

    #[test]
    fn links_lead_to_the_web_or_to_mail() {
        for link in ["http://a", "HTTPS://example.org/x?y#z", "mailto:ada@example.org", "https://u:p@example.org"] {
            assert!(is_link(link), "{link}");
        }
        for link in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:https://a/b",
            "//example.org",
            "/x",
            "",
            "http:",
            "http://",
            "https:/x",
            "ht\ntp://a",
            "http://a b",
            "mailto:",
            "vbscript:x",
            "é",
        ] {
            assert!(!is_link(link), "{link}");
        }
        for (link, tells) in [
            ("https://user:pass@example.org/", true),
            ("http://user@example.org", true),
            ("https://example.org/@ada", false),
            ("https://example.org?to=a@b", false),
            ("https://evil\\@example.org", false),
        ] {
            assert_eq!(has_credentials(link), tells, "{link}");
        }
    }
}
