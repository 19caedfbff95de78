//! What the page says stands among the messages and nowhere else, so that a translation is complete.

use std::path::{Path, PathBuf};

/// What looks like words and is none that are translated.
const NOT_SAID: [&str; 15] = [
    "Glossator",
    "https://",
    // Krippendorff’s, in every language.
    "α",
    // As browsers write it into a page that they save.
    "<!-- saved from url=({:04}){address} -->\\n",
    // Classes.
    "tool main",
    "reader notranslate",
    "furniture front",
    "handle end",
    "margin none",
    "handle start",
    // Selectors and the like.
    "[role=toolbar], button, .handle, .strip",
    "input, textarea, select, dialog, [contenteditable]",
    "button, a, summary",
    "noopener noreferrer",
    // For who reads the program.
    "the sample, which a test reads",
];

/// The strings of a source, each with what stands before it; without comments, attributes and tests.
fn strings(source: &str) -> Vec<(String, String)> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code = |line: &&str| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("#[");
    let code = source.lines().filter(code).collect::<Vec<_>>().join("\n").replace("\\\"", "'");
    let parts: Vec<&str> = code.split('"').collect();
    parts.chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect()
}

/// Whether a person would read or hear it.
fn is_said(before: &str, text: &str) -> bool {
    let attribute = ["aria-label=", "title=", "placeholder="].iter().any(|name| before.ends_with(name));
    // What stands in braces within an element, and not in those of a condition.
    let child = before.trim_end().strip_suffix('{').is_some_and(|before| {
        let before = before.trim_end_matches(' ');
        before.is_empty() || before.ends_with(['>', '}', '\n'])
    });
    let is_word =
        |word: &str| word.len() > 1 && word.trim_matches(['“', '”', ',', '.', ':']).chars().all(char::is_alphabetic);
    let words: Vec<&str> = text.split_whitespace().collect();
    let several = words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)));
    several || (attribute || child) && text.contains(char::is_alphabetic)
}

/// The sources in a folder and the folders in it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn no_sentence_stands_outside_the_messages() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    // Of storage, what failed is given in the browser's words, which are for who looks for the reason.
    let elsewhere = ["messages", "messages.rs", "browser/storage", "browser/storage.rs"].map(|name| app.join(name));
    for path in sources(&app) {
        if path.extension().is_none_or(|it| it != "rs") || elsewhere.iter().any(|it| path.starts_with(it)) {
            continue;
        }
        for (before, text) in strings(&std::fs::read_to_string(&path).expect("a source")) {
            let found = is_said(&before, &text) && !NOT_SAID.contains(&text.as_str());
            assert!(!found, "“{text}” in {} belongs to src/app/messages/english.rs", path.display());
        }
    }
}

#[test]
fn sentences_are_told_from_other_strings() {
    for source in [
        r#"<p>{ "Done" }</p>"#,
        r#"<input aria-label="Note" />"#,
        "desk.say(\"Article deleted\".to_owned())",
        r#"format!("{count} articles found")"#,
    ] {
        let (before, text) = &strings(&format!("{source}\"\""))[0];
        assert!(is_said(before, text), "{source}");
    }
    for source in [r#"html! { <p class="hint">{ " · " }</p> }"#, r#"match name { "claim" => 1 }"#, r#"if on { "1" }"#]
    {
        for (before, text) in strings(&format!("{source}\"\"")) {
            assert!(!is_said(&before, &text), "{source}");
        }
    }
}
