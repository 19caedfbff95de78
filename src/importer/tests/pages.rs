//! Small pages, by what they are to show.

use super::lines;
use crate::paste;

#[track_caller]
fn check(markup: &str, expected: &[&str]) {
    let found = paste(markup).expect("words");
    let shown = lines(&found.whole);
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "{markup}");
}

#[test]
fn blocks_and_runs() {
    check(
        "<h2>A <b>title</b></h2><p>One <em>two <b>three</b></em>.<p>Four",
        &["h2 A title", "p One *two **three***.", "p Four"],
    );
    check("a<div>b</div>c", &["p a", "p b", "p c"]);
    check("<p>one<br>two<br><br>three</p>", &["p one⏎two", "p three"]);
    check("<p> one \n two&nbsp;three </p>", &["p one two\u{a0}three"]);
    check("<b><p>one</p><p>two</p></b>", &["p **one**", "p **two**"]);
    check("<b>one <strong>two</strong></b>", &["p **one two**"]);
    check("<pre>one\n\n  two  \nthree</pre>", &["pre one⏎⏎  two⏎three"]);
    check("<p>Use <code>a  b</code></p><q>so</q>", &["p Use `a b`", "p “so”"]);
}

#[test]
fn lists_quotations_and_tables() {
    check("<ul><li>one<ol><li>two</ol><li><p>three</p><p>four</p></ul>", &["- one", "  1. two", "- three⏎four"]);
    check("<blockquote><p>one</p><h3>two</h3></blockquote>", &["> one", "h3 two"]);
    check("<figure><img src=a><figcaption>one</figcaption></figure>", &["cap one"]);
    check("<table><tr><th>a<th>b<tr><td><td>c</table>", &["row a⇥b", "row ⇥c"]);
    check("<table><tr><td><h1>a</h1><p>b</p></td></tr></table>", &["h1 a", "p b"]);
}

#[test]
fn links_lead_to_the_web_and_nowhere_else() {
    check(
        "<a href='https://a.example/'>one</a> <a href=' javascript:alert(1)'>two</a> <a href='/x'>three</a> <a href=#y>four</a>",
        &["p [one](https://a.example/) two three four"],
    );
    check(
        "<base href='https://b.example/c/d'><a href='../e'>one</a> <a href='//f.example'>two</a>",
        &["p [one](https://b.example/e) [two](https://f.example/)"],
    );
}

#[test]
fn what_is_hidden_is_no_text() {
    let found = paste("<p>one<span style='display: none'>two</span><span hidden>three</span>").unwrap();
    assert_eq!(found.whole.text.as_str(), "one\n");
    assert_eq!(found.left_out.hidden, 2);
}

#[test]
fn the_address_of_a_saved_page_is_as_it_was() {
    // Browsers write the second of two dashes otherwise: it is within a comment.
    let page = "<!-- saved from url=(0039)https://xn-%2Dmnchen-3ya.example/title-%2Da -->\n<p>Some words.</p>";
    let found = paste(page).unwrap();
    assert_eq!(found.whole.metadata.address, "https://xn--mnchen-3ya.example/title--a");
}
