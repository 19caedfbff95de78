use super::*;
use crate::article::Block;
use crate::fixtures::any_text;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::PathBuf;

/// An article in short: what is known of it, then a block a line, with its role and its first words.
fn in_short(article: &Article) -> String {
    let mut short = String::new();
    let metadata = &article.metadata;
    for (name, value) in [
        ("title", &metadata.title),
        ("author", &metadata.author),
        ("date", &metadata.date),
        ("address", &metadata.address),
    ] {
        if !value.is_empty() {
            let _ = writeln!(short, "{name}: {value}");
        }
    }
    for block in &article.blocks {
        let text = article.text.slice(block.range).replace('\n', "⏎");
        let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
        let more = if end < text.len() { "…" } else { "" };
        let _ = writeln!(short, "{} {}{more}", role(block), &text[..end]);
    }
    short
}

fn role(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::ListItem { ordered, depth } => {
            format!("{}{}", if ordered { "ol" } else { "ul" }, ">".repeat(depth.into()))
        }
        BlockKind::Blockquote => "quote".to_owned(),
        BlockKind::Preformatted => "pre".to_owned(),
        BlockKind::Caption => "caption".to_owned(),
        BlockKind::TableRow => "row".to_owned(),
        BlockKind::Furniture => "furniture".to_owned(),
    }
}

/// `expected` is [`in_short`], the lines separated by " / " where one source line is enough to say it.
#[track_caller]
fn check(source: &str, expected: &str) {
    let found = in_short(&parse(source));
    assert_eq!(found.trim_end().replace('\n', " / "), expected, "{source}");
}

fn fixture(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/articles");
    folder.join(name).with_extension("txt")
}

/// All of them, in the order of their names.
fn fixtures() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(fixture("any").with_file_name("")).expect("the fixtures");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let mut texts: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    texts.sort();
    texts
}

/// Each `name.txt` is what somebody pastes, and `name.blocks` beside it is [`in_short`] what it is to become.
#[test]
fn the_fixtures_come_out_as_written_beside_them() {
    let names = fixtures();
    assert!(names.len() >= 12, "{} fixtures", names.len());
    let mut wrong = String::new();
    for path in names {
        let source = std::fs::read_to_string(&path).expect("a text");
        let expected = std::fs::read_to_string(path.with_extension("blocks")).unwrap_or_default();
        let found = in_short(&parse(&source));
        if found != expected {
            let _ = writeln!(wrong, "== {} is now\n{found}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_sample_comes_out_whole() {
    let expected = "\
title: Mexican Senate clears U.S. Special Forces to train naval unit
author: the Glossator project
date: 2025-02-14
h1 Mexican Senate clears U.S. Special Force…
furniture By the Glossator project · 14 February 2…
p Mexico's Senate voted 107 to 0 to let a …
p The team has ten members and comes from …
p The exercises will cover amphibious, lan…
h2 A vote under pressure
p The timing is hard to miss. Weeks earlie…
p Representative Dan Crenshaw, a Texas Rep…
p President Claudia Sheinbaum defended the…
p Critics answered that foreign soldiers u…
h2 What it can and cannot do
p Ten instructors for six weeks will not d…
p Nor is the vote the bold break with the …
ul more drugs seized before they reach the …
ul fewer weapons moving south; and
ul no harm to the people who live between t…
quote \"We are part of the same movement,\" Shei…
p The first exercises begin on 17 February…
";
    assert_eq!(in_short(&parse(SAMPLE)), expected);
}

#[test]
fn a_title_is_a_line_that_is_set_apart_or_much_shorter() {
    check("One\n\nTwo", "title: One / h1 One / p Two");
    check("One.\n\nTwo.", "p One. / p Two.");
    check("Only one", "p Only one");
    check("One\nTwo", "p One / p Two");
    check("One\nBy Anna Berg", "title: One / author: Anna Berg / h1 One / furniture By Anna Berg");
    check("In the U.S.\n\nTwo.", "title: In the U.S. / h1 In the U.S. / p Two.");
    check("Dear all,\n\nTwo.", "p Dear all, / p Two.");
    check("Q: Why?\n\nA: So.", "p Q: Why? / p A: So.");
    check("Site\n\n# One\n\nTwo", "title: One / p Site / h1 One / p Two");
    check("## One\n# Two", "title: Two / h2 One / h1 Two");
    check("Opinion\n\nOne\n\nTwo", "title: One / furniture Opinion / h1 One / p Two");
    check("Title: One\n\nOne\n\nTwo", "title: One / furniture Title: One / h1 One / p Two");
    check("- One\n\nTwo", "ul One / p Two");
    check("12\n\nTwo", "p 12 / p Two");
}

#[test]
fn underlines_make_headings_of_lines() {
    check("One\n===\nTwo\n---\nThree", "title: One / h1 One / h2 Two / p Three");
    check("One.\n\n---\n\nTwo.", "p One. / p Two.");
    check("He left.\n---\nTwo.", "p He left. / p Two.");
    check("- One\n---\nTwo.", "ul One / p Two.");
    check("a.\nOne\n--\nTwo.", "p a. / p One / p -- / p Two.");
}

#[test]
fn items_are_told_from_numbers_and_dashes() {
    check("1. One\n2. Two", "ol One / ol Two");
    check("1. One\n\n2. Two\n\n\n3. Three", "ol One / ol Two / ol Three");
    check("1. One", "p 1. One");
    check("1. One\n\nbetween.\n\n2. Two", "p 1. One / p between. / p 2. Two");
    check("1. One\n3. Three", "p 1. One / p 3. Three");
    check("3. Three\n4. Four", "p 3. Three / p 4. Four");
    check("1984. Two", "p 1984. Two");
    check("1. One\n   - a\n   - b\n2. Two", "ol One / ul> a / ul> b / ol Two");
    check("- a\n1. b\n2. c\n- d", "ul a / ol b / ol c / ul d");
    check("    - a\n    - b\n- c", "ul a / ul b / ul c");
    check("- a\n  more\nnot more", "ul a more / p not more");
    check("- a\n\n  apart", "ul a / p apart");
    check("Two:\n- a\n- b", "p Two: / ul a / ul b");
}

#[test]
fn quotes_and_code_are_set_off() {
    check("> a\n> b\nc.", "quote a b / p c.");
    check("> a\n>\n> b\n\n> c", "quote a / quote b / quote c");
    check("> > a\n>> b", "quote a b");
    check("```\n  a\n\nb # c\n```\nd.", "pre   a⏎⏎b # c / p d.");
    check("~~~\n```\n~~~", "pre ```");
    check("```\na.\n\nb.", "p ``` / p a. / p b.");
    check("```\n```", "");
    check("~~~", "p ~~~");
}

#[test]
fn furniture_needs_an_article_before_it_and_little_behind() {
    let body = format!("{}\n{}\n", "A sentence of the article. ".repeat(8), "Another one of it. ".repeat(8));
    let roles = |end: &str| {
        let article = parse(&format!("{body}{end}"));
        article.blocks[2..].iter().map(role).collect::<Vec<_>>().join(" ")
    };
    for end in [
        "Sources include:\nhttps://example.org\nThe Post",
        "Sources:\n- one\n- two",
        "## References\nOne. Two.",
        "**Tags:**\none, two",
        "Tagged Under: one, two",
        "READ MORE\nOne thing",
        "COPYRIGHT © 2018 EXAMPLE",
        "Copyright 2018 Example. All rights reserved.",
        "(c) 2018 Example",
        "All rights reserved.",
        "We use cookies to improve your visit. Find out more.",
        "Sign up for our newsletter!",
        "The views expressed are those of the author.",
        "Opinions expressed here do not necessarily reflect those of the paper.",
        "-30-\nAbout us",
    ] {
        let found = roles(end);
        assert!(found.split(' ').all(|role| role == "furniture"), "{end}: {found}");
    }
    for end in [
        "Sources close to the court say that a settlement is near.",
        "Source code was found.",
        "Copyright law knows no birds.",
        "Copyright © or not, the bird sings, and it does so in the morning, when the judge is still asleep and dreams.",
        "© was the sign on every one of them, and customers asked what it meant.",
        "All rights reserved for the bird, the engineer joked.",
        "The views expressed in the council were harsh.",
        "Related to that is the question of the bird.",
        "Share prices fell.",
        "Tags were found on the leg of the bird.",
        "He asked to read more.",
        "We use crumbs.",
    ] {
        assert_eq!(roles(end), "p", "{end}");
    }
    assert_eq!(roles(&format!("Related\n{body}")), "p p p", "an aside in the middle");
    assert_eq!(roles(&format!("Sources:\n{body}")), "p p p");
    check("Sources:\n- one", "p Sources: / ul one");
    check("All rights reserved.", "p All rights reserved.");
}

#[test]
fn addresses_with_a_password_are_not_taken() {
    check(
        "One\n\nhttps://anna:secret@example.org/\n\nTwo.",
        "title: One / h1 One / p https://anna:secret@example.org/ / p Two.",
    );
    check(
        "One\n\nSource:\nhttps://example.org/a\n\nTwo.",
        "title: One / address: https://example.org/a / h1 One / furniture Source: / \
         furniture https://example.org/a / p Two.",
    );
}

#[test]
fn dates_that_are_none_are_text() {
    check("31/02/2025\n9999999999", "p 31/02/2025 / p 9999999999");
    check(
        "February 3, 2024\nIt began.\nFebruary 14, 2024\nIt ended.",
        "date: 2024-02-03 / furniture February 3, 2024 / p It began. / p February 14, 2024 / p It ended.",
    );
    check(
        "---\ntitle: One\ndate: 2024-02-03\n---\nTwo.",
        "title: One / date: 2024-02-03 / furniture title: One / furniture date: 2024-02-03 / p Two.",
    );
    check(
        "One\nBy Anna Berg | 31/02/2025\n\nTwo.",
        "title: One / author: Anna Berg / h1 One / furniture By Anna Berg | 31/02/2025 / p Two.",
    );
}

#[test]
fn hostile_text_is_text() {
    check("", "");
    check(" \n\t\n\u{a0}\r\n\u{2028}", "");
    check("\u{feff}One.\r\n\r\nTwo.\rThree.", "p One. / p Two. / p Three.");
    check("One.\u{2028}Two.\u{2029}Three.\u{85}Four.\u{c}Five.", "p One. / p Two. / p Three. / p Four. / p Five.");
    check("a\0b.\n\0", "p a\0b. / p \0");
    check("\u{202e}# One.\n\u{202e}- Two.\u{202c}", "p \u{202e}# One. / p \u{202e}- Two.\u{202c}");
    check("\u{301}One.\n \u{301}\u{302}.\n- \u{301}Two.", "p \u{301}One. / p \u{301}\u{302}. / ul \u{301}Two.");
    check("#\n##\n-\n*\n>\n1.\n•", "p # / p ## / p - / p * / p 1. / p •");
    check(&"*".repeat(50_000), "");
    check(&">".repeat(100_000), "");
    let by = format!("By {}", "Anna Berg ".repeat(1000));
    assert_eq!(parse(&by).metadata.author, "");
    assert_eq!(parse(&by).blocks[0].kind, BlockKind::Paragraph);
}

/// Long texts of every shape that a step could be quadratic in. All take a second or two where every step is linear;
/// the limit leaves room for a machine that is busy.
#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    for source in
        ["\u{feff}Title", "\u{feff}\u{feff}Title", "# \u{feff}Title", "> \u{feff} Title", "# \u{feff}\n\nTitle"]
    {
        let article = parse(&format!("{source}\n\nSome words, and a \u{feff} among them.\n"));
        assert_eq!(article.text.as_str(), "Title\nSome words, and a \u{feff} among them.\n", "{source:?}");
    }
}

#[test]
fn long_text_takes_time_in_proportion() {
    let many = |piece: &str| piece.repeat(40_000);
    let nested = (0..1_000).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect();
    for source in [
        "x".repeat(1_000_000),
        "a\n".repeat(200_000),
        "\u{301}".repeat(200_000),
        " ".repeat(200_000) + "a",
        "#".repeat(200_000),
        nested,
        many("\n"),
        many("- a\n"),
        many("1. a\n"),
        many("> a\n"),
        many("```a\n"),
        many("a\n\n"),
        many("a\n---\n"),
        many("Tags: a\n"),
        many("By Anna Berg\n"),
        many("so it went on and on until all of them had come to an end of\n"),
        many("a / ") + "2025-02-14",
        many("- "),
        many("1. "),
        many("* * "),
    ] {
        let started = std::time::Instant::now();
        let article = parse(&source);
        let taken = started.elapsed().as_secs();
        assert!(article.text.len() <= source.len() + 1);
        assert!(taken < 60, "{taken} s for {:?}", source.chars().take(20).collect::<String>());
    }
}

/// `text` filled into lines of at most `margin` columns, as mail programs do.
pub(super) fn wrapped(text: &str, margin: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("one");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > margin {
            lines.push(word.to_owned());
            continue;
        }
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(word);
    }
    lines.join("\n")
}

#[test]
fn a_wrapped_article_reads_as_the_same_article() {
    for name in ["scraped_page", "op_ed", "news_page"] {
        let article = parse(&std::fs::read_to_string(fixture(name)).expect("a text"));
        let texts: Vec<&str> = article.blocks.iter().map(|block| article.text.slice(block.range)).collect();
        for margin in (50..=100).step_by(2) {
            let lines: Vec<String> = texts.iter().map(|text| wrapped(text, margin)).collect();
            let again = parse(&lines.join("\n\n"));
            assert_eq!(again.text.as_str(), article.text.as_str(), "{name} at {margin}");
            assert_eq!(again.metadata, article.metadata, "{name} at {margin}");
            let roles = |article: &Article| article.blocks.iter().map(role).collect::<Vec<_>>();
            assert_eq!(roles(&again), roles(&article), "{name} at {margin}");
        }
    }
}

#[test]
fn what_was_imported_says_the_same_again() {
    for path in fixtures() {
        let article = parse(&std::fs::read_to_string(path).expect("a text"));
        let again = parse(article.text.as_str());
        let known = |article: &Article| {
            let metadata = article.metadata.clone();
            (metadata.author, metadata.date, metadata.address)
        };
        assert_eq!(known(&again), known(&article));
        assert!(ink(again.text.as_str()).eq(ink(article.text.as_str())));
    }
}

/// What is left of `text` without white space.
fn ink(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|char| !char.is_whitespace())
}

/// The ends of what may be the marker of `line` (without white space), by the grammar in the module's first paragraph
/// and without asking the parser: 0 for none, the length for a line that is all marker.
fn markers(line: &[char]) -> Vec<usize> {
    let run = |mark: char| line.iter().take_while(|char| **char == mark).count();
    let digits = line.iter().take_while(|char| char.is_ascii_digit()).count();
    let mut ends = vec![0];
    let Some(&first) = line.first() else {
        return ends;
    };
    match first {
        '#' if run('#') <= 6 => ends.push(run('#')),
        '>' => ends.push(run('>')),
        '-' | '*' | '+' | '•' => ends.push(1),
        '0'..='9' if matches!(line.get(digits), Some('.' | ')')) => ends.push(digits + 1),
        _ => {}
    }
    let is_rule = "-*_=".contains(first) && run(first) == line.len();
    let is_fence = "`~".contains(first) && line.len() - run(first) <= 30;
    if run(first) >= 3 && (is_rule || is_fence) {
        ends.push(line.len());
    }
    ends
}

/// Asserts that `article` has all of `source` and nothing else: each line comes out whole, or without its marker.
/// Which of both is for the tables to say. All the places in the output to which the lines so far may have led are
/// carried along, so that a wrong guess about one line cannot fail the next.
fn assert_kept(source: &str, article: &Article) {
    let output: Vec<char> = ink(article.text.as_str()).collect();
    let mut places = vec![0];
    let source = source.trim_start_matches('\u{feff}');
    for line in source.split(|char| char == '\n' || char == '\r' || OTHER_LINE_ENDS.contains(&char)) {
        let line: Vec<char> = ink(line).collect();
        let ends = markers(&line);
        let next = places.iter().flat_map(|&place: &usize| {
            let (line, output) = (&line, &output);
            ends.iter().filter_map(move |&end| {
                let rest = &line[end..];
                // Where nothing stands before it yet, it is a byte order mark and no part of the text.
                let marks = rest.iter().take_while(|char| place == 0 && **char == '\u{feff}').count();
                let rest = &rest[marks..];
                output[place..].starts_with(rest).then_some(place + rest.len())
            })
        });
        places = next.collect();
        places.sort_unstable();
        places.dedup();
        assert!(!places.is_empty(), "lost or invented: {line:?} in {:?}", article.text);
    }
    assert!(places.contains(&output.len()), "invented at the end: {:?}", article.text);
}

/// Lines as people and pages write them, and as nobody does.
fn any_lines() -> impl Strategy<Value = String> {
    let marker = prop::sample::select(vec![
        "",
        "",
        "",
        "# ",
        "## ",
        "#",
        "> ",
        ">> ",
        "> > ",
        "- ",
        "* ",
        "+ ",
        "• ",
        "•",
        "1. ",
        "2. ",
        "3) ",
        "14. ",
        "  - ",
        "    ",
        "\t",
        "```",
        "~~~ ",
        "---",
        "===",
        "* * *",
        "-",
        "Q: ",
        "By ",
        "Sources:",
        "Tags: ",
        "Published: ",
        "©",
        "| ",
    ]);
    let text = prop_oneof![
        any_text(),
        Just(String::new()),
        "[A-Z][a-z ]{3,90}[.]?".prop_map(String::from),
        "([a-z]{1,9} ){9,14}".prop_map(String::from),
        prop::sample::select(vec![
            "By Anna Berg | Feb. 14, 2025",
            "https://example.org/",
            "Sources include:",
            "All rights reserved.",
            "rust",
            "Advertisement",
        ])
        .prop_map(str::to_owned),
    ];
    let end = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "\u{2028}"]);
    let line = (marker, text, end).prop_map(|(marker, text, end)| format!("{marker}{text}{end}"));
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_invented(source in prop_oneof![any_lines(), any_text()]) {
        assert_kept(&source, &parse(&source));
    }

    #[test]
    fn text_without_marks_comes_out_to_the_letter(source in any_lines()) {
        let plain: String = source.chars().filter(|char| !"#>-*+•_=`~0123456789\u{feff}".contains(*char)).collect();
        let article = parse(&plain);
        prop_assert!(ink(article.text.as_str()).eq(ink(&plain)));
    }

    #[test]
    fn what_is_known_of_an_article_stands_in_it(source in any_lines()) {
        let article = parse(&source);
        let metadata = &article.metadata;
        for known in [&metadata.title, &metadata.author, &metadata.address] {
            prop_assert!(article.text.as_str().contains(known.as_str()), "{known}");
        }
    }

    #[test]
    fn the_text_is_canonical_and_each_block_ends_a_line(source in any_lines()) {
        let article = parse(&source);
        prop_assert_eq!(canonical(article.text.as_str()), article.text.as_str());
        let texts: String = article.blocks.iter().map(|block| format!("{}\n", article.text.slice(block.range))).collect();
        prop_assert_eq!(texts, article.text.as_str());
        prop_assert!(article.blocks.iter().all(|block| !article.text.slice(block.range).trim().is_empty()));
    }
}
