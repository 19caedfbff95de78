//! What the sheets do not say, because a browser would then look at the whole page anew for a small change of it.

use std::path::Path;

/// The selectors of a sheet, each by itself.
fn selectors(css: &str) -> Vec<String> {
    let mut without_comments = String::new();
    for (nth, part) in css.split("/*").enumerate() {
        without_comments.push_str(if nth == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) });
    }
    let heads = without_comments.split(['{', '}', ';']).map(str::trim);
    // What stands before a block; declarations have a colon and a space behind it.
    let heads = heads.filter(|head| !head.is_empty() && !head.starts_with('@') && !head.contains(": "));
    let mut all = Vec::new();
    for head in heads {
        let (mut depth, mut from) = (0, 0);
        for (at, char) in head.char_indices() {
            match char {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                ',' if depth == 0 => {
                    all.push(head[from..at].trim().to_owned());
                    from = at + 1;
                }
                _ => {}
            }
        }
        all.push(head[from..].trim().to_owned());
    }
    all
}

/// Why a selector costs too much, if it does.
fn costs(selector: &str) -> Option<&'static str> {
    let words: Vec<&str> = selector.split_whitespace().collect();
    let named = |compound: &str| compound.contains(['.', '#', '[']);
    // Tried on every element, it has each parent remember that its children's places matter.
    let by_place = [":nth-", ":first-child", ":last-child", ":only-child"];
    if words.iter().any(|word| by_place.iter().any(|place| word.starts_with(place))) {
        return Some("an element of any type is told by its place");
    }
    // Of what follows an element of a type, the browser remembers only that something follows something.
    let follows = words.windows(2).any(|pair| matches!(pair[1], "+" | "~") && !named(pair[0]));
    follows.then_some("what follows an element of a type")
}

#[test]
fn no_sheet_has_all_of_the_page_looked_at_for_a_small_change() {
    assert_eq!(costs("dialog > :nth-child(2)"), Some("an element of any type is told by its place"));
    assert_eq!(costs(".changes li + li"), Some("what follows an element of a type"));
    assert_eq!(costs("dialog > .head + *"), None);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("styles");
    let mut seen = 0;
    for sheet in std::fs::read_dir(folder).expect("the sheets") {
        let path = sheet.expect("a sheet").path();
        for selector in selectors(&std::fs::read_to_string(&path).expect("a sheet")) {
            seen += 1;
            assert_eq!(costs(&selector), None, "`{selector}` in {}", path.display());
        }
    }
    assert!(seen > 300, "{seen}");
}
