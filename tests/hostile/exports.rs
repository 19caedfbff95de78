//! What is written for others.

use super::*;
use glossator_core::export::Format;
use serde_json::json;

/// [`FERRY`] with a note, a tag, an attribute and a name that are all `words`, in a format.
fn written(key: &str, words: &str) -> String {
    let (document, _) = read(ferry_with(|file| {
        let annotation = item(file, 0);
        annotation["body"] = json!([
            {"type": "TextualBody", "purpose": "classifying", "value": words},
            {"type": "TextualBody", "purpose": "commenting", "value": words},
            {"type": "TextualBody", "purpose": "tagging", "value": words},
        ]);
        annotation["gl:attributes"] = json!({ words: words });
        annotation["creator"] = json!({"type": "Person", "name": words});
        file["schema:about"]["schema:headline"] = words.into();
    }));
    Format::find(key).expect("a format").write(&document, "0.1.0").pop().expect("a file").content
}

#[test]
fn formulas_in_csv() {
    for formula in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]
    {
        let table = written("csv", formula);
        let quoted = formula.replace('"', "\"\"");
        assert!(table.contains(&format!("\"'{quoted}\"")), "{formula:?}");
        assert!(!table.contains(&format!(",\"{quoted}")), "{formula:?}");
    }
}

#[test]
fn fences_in_notes() {
    let note = "```\n~~~~\n# Not a heading\n- not an item\n> not a quote\n    not code\n***\n<b>not markup</b>";
    let page = written("markdown", note);
    for line in page.lines() {
        let bare = line.trim_start();
        for wrong in ["~~~", "# Not", "- not", "> not", "***", "<b>"] {
            assert!(!bare.starts_with(wrong), "{line:?}");
        }
    }
    // The two of the article's own code.
    assert_eq!(page.lines().filter(|line| line.trim_start().starts_with("```")).count(), 2);
}

#[test]
fn ends_of_scripts_in_notes() {
    for words in ["</script><script>alert(1)</script>", "</SCRIPT >", "<!--<script>", "</style><style>*{}", "</title>"]
    {
        let page = written("html", words);
        assert_eq!(page.matches("<script").count(), 1, "only the data block");
        assert_eq!(page.to_lowercase().matches("</script").count(), 1);
        assert_eq!((page.matches("<style").count(), page.matches("</style").count()), (1, 1));
        assert_eq!((page.matches("<title").count(), page.matches("</title").count()), (1, 1));
    }
}

#[test]
fn ends_of_comments_in_notes() {
    for words in ["-->", "--!>", "<!--", "]]>", "<![CDATA["] {
        let page = written("html", words);
        assert!(!page.contains("<!--") && !page.contains("<![CDATA["), "{words}");
        // Within the data, it ends no comment, because none can begin.
        let shown = page.split("<script").next().expect("a page");
        assert!(!shown.contains("-->") && !shown.contains("--!>") && !shown.contains("]]>"), "{words}");
    }
}

/// The names of the files that an article of that title becomes.
fn names(title: &str) -> Vec<String> {
    let document = read(ferry_with(|file| file["schema:about"]["schema:headline"] = title.into())).0;
    let formats = glossator_core::export::FORMATS.iter();
    formats.flat_map(|format| format.write(&document, "0.1.0")).map(|file| file.name).collect()
}

#[test]
fn file_names_that_lead_elsewhere() {
    for title in ["../../x", "..\\..\\x", "/etc/passwd", "C:\\x", "~/x", "x/../../y", "a\0b", "%2e%2e%2fx"] {
        for name in names(title) {
            assert!(!name.contains(['/', '\\', ':', '\0', '%', '~']) && !name.contains(".."), "{title:?}: {name:?}");
            assert!(!name.starts_with('.'), "{name:?}");
        }
    }
}

#[test]
fn file_names_that_are_devices() {
    for title in ["CON", "con", "NUL", "Com1", "LPT9", "aux"] {
        for name in names(title) {
            let stem = name.split('.').next().expect("a stem").to_lowercase();
            assert_ne!(stem, title.to_lowercase(), "{name}");
        }
    }
}

#[test]
fn file_names_of_three_hundred_characters() {
    for title in ["x".repeat(300), "行".repeat(300), "👩‍👩‍👧‍👦".repeat(300), "word ".repeat(60)] {
        for name in names(&title) {
            assert!(name.len() <= 255 && name.chars().count() <= 100, "{name}");
        }
    }
}
