//! What a browser is told about the page: the content security policy, and the headers.
//!
//! The policy is written here and nowhere else. The page carries it in a `<meta>`, so that it
//! holds in any folder of any web server, and `serve` sends it as a header besides.

/// The content security policy. Nothing inline, nothing from elsewhere, no HTML from strings.
pub const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data: blob:; manifest-src 'self'; worker-src 'self'; \
    base-uri 'self'; form-action 'none'; require-trusted-types-for 'script'; trusted-types sw";

/// What a `<meta>` cannot say.
const ONLY_AS_HEADER: &str = "frame-ancestors 'none'";

/// The page's own copy of the policy.
pub fn meta() -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{CSP}\">")
}

/// The headers of an answer that carries the file of this name.
pub fn headers(file: &str) -> Vec<(&'static str, String)> {
    vec![
        ("Content-Type", mime(file).to_owned()),
        ("Cache-Control", cache_control(file).to_owned()),
        ("Content-Security-Policy", format!("{CSP}; {ONLY_AS_HEADER}")),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
    ]
}

fn mime(file: &str) -> &'static str {
    match file.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") | None => "text/plain; charset=utf-8",
        Some(_) => "application/octet-stream",
    }
}

/// A name with a digest never carries other bytes; every other file is asked for anew.
fn cache_control(file: &str) -> &'static str {
    if has_digest(file) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether a file's name ends in a digest: `reader-0f5c9d2e41b7a683.css`, but not `icon-192.png`.
fn has_digest(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, tail)| (12..=16).contains(&tail.len()) && tail.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_digest_are_kept_for_ever() {
        for kept in ["glossator-0f5c9d2e41b7a683_bg.wasm", "boot-0f5c9d2e41b7a683.js", "a/reader-f5c9d2e41b7a683.css"] {
            assert!(cache_control(kept).contains("immutable"), "{kept}");
        }
        for asked in ["index.html", "sw.js", "manifest.webmanifest", "icon-192.png", "import-worker_bg.wasm", "LICENSE"]
        {
            assert_eq!(cache_control(asked), "no-cache", "{asked}");
        }
    }

    #[test]
    fn types_are_what_browsers_insist_on() {
        assert_eq!(mime("glossator_bg.wasm"), "application/wasm");
        assert_eq!(mime("manifest.webmanifest"), "application/manifest+json");
        assert!(mime("sw.js").starts_with("text/javascript"));
        assert!(mime("index.html").starts_with("text/html"));
        assert!(mime("LICENSE-MIT").starts_with("text/plain"));
    }

    #[test]
    fn the_policy_fits_in_an_attribute_and_a_header() {
        assert!(!CSP.contains(['"', '\n', '<', '>']));
        assert!(!CSP.contains("unsafe-inline"));
    }
}
