//! What the core and the worker say, of files and formats, in the language of the page. They say it in English alone, as
//! the command does; here a sentence is known again by what stands around its holes.

use super::{listed, spoken};

/// What is known, by language: a line each with the sentence, as it stands in the program, and its translation.
const TOLD: [(&str, &str); 1] = [("de", include_str!("de-core.txt"))];

/// A sentence of the core in the language of the page; as it is where that is English, or where it is not known.
pub fn told(sentence: String) -> String {
    let file = TOLD.iter().find(|(language, _)| *language == spoken());
    file.and_then(|(_, file)| translated(file, &sentence)).unwrap_or(sentence)
}

fn translated(file: &str, sentence: &str) -> Option<String> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" = ")).find_map(|(pattern, translation)| {
        let found = holes(pattern, sentence)?;
        Some(found.iter().fold(translation.to_owned(), |said, (name, value)| {
            let known = |part: &str| translated(file, part).unwrap_or_else(|| part.to_owned());
            let value = match *name {
                "place" | "why" | "problem" | "what" => known(value),
                "parts" => listed(&value.split(", ").flat_map(|it| it.split(" and ")).map(known).collect::<Vec<_>>()),
                // A name of somebody's own, or a number.
                _ => (*value).to_owned(),
            };
            said.replacen(&["{", name, "}"].concat(), &value, 1)
        }))
    })
}

/// What a sentence has in the holes of a pattern, if it is one of that pattern.
fn holes<'a>(pattern: &'a str, sentence: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut parts = pattern.split('{');
    let mut rest = sentence.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let (name, after) = part.split_once('}')?;
        // The last one reaches to the end: what is in it may hold what comes after it.
        let at = match parts.peek() {
            Some(_) => rest.find(after)?,
            None => rest.strip_suffix(after)?.len(),
        };
        found.push((name, &rest[..at]));
        rest = &rest[at + after.len()..];
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::take_up;
    use glossator_core::export::FORMATS;
    use glossator_core::file::{self, Place};
    use glossator_core::import;
    use std::path::Path;

    fn check(sentence: &str, expected: &str) {
        take_up("de");
        assert_eq!(told(sentence.to_owned()), expected);
        take_up("en");
        assert_eq!(told(sentence.to_owned()), sentence);
    }

    #[test]
    fn a_sentence_is_known_by_what_stands_around_its_holes() {
        let (place, key) = (Place::Annotation(3), "created");
        check(
            &file::Problem::Date { place, key }.to_string(),
            "Anmerkung 3: „created“ ist kein Datum, das es gibt; ein anderes vertritt es.",
        );
        let problem = file::Problem::NotJson { line: 1, column: 12 };
        check(
            &format!("“a: b”: {}", import::Problem::Line { line: 7, problem }),
            "„a: b“: In Zeile 7 der Datei: Die Datei ist kein JSON (Zeile 1, Spalte 12). Nichts wurde geändert.",
        );
        check(
            &import::Problem::Strange { line: 4, why: "there is no text" }.to_string(),
            "Zeile 4: Der Text fehlt. Sie wird ausgelassen.",
        );
        check("title, date and language of the article", "Titel, Datum und Sprache des Artikels");
        check("the attribute “tags” (3)", "die Angabe „tags“ (3)");
        check("notes (2)", "Notizen (2)");
        check("Something new.", "Something new.");
    }

    /// The strings of a source that are sentences or parts of them; without comments and tests.
    fn sentences(source: &str) -> Vec<String> {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        code.split('"')
            .skip(1)
            .step_by(2)
            .map(|text| {
                let lines: Vec<&str> = text.split("\\\n").collect();
                let joined = lines.iter().enumerate().map(|(at, line)| if at == 0 { line } else { line.trim_start() });
                joined
                    .collect::<String>()
                    .replace("{UNCHANGED}", "Nothing was changed.")
                    .replace("\\u{fffd}", "\u{fffd}")
            })
            .filter(|text| text.contains(' ') && text.contains(char::is_alphabetic))
            .collect()
    }

    #[test]
    fn what_the_core_says_of_files_and_formats_is_known() {
        let known = |text: &str| TOLD.iter().all(|(_, file)| translated(file, text).is_some());
        for format in &FORMATS {
            assert!(known(format.purpose), "“{}” is not translated", format.purpose);
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        // They are parts of sentences that are known as a whole.
        let parts = [" In all, {times} {do_so}.", "keys do", "places have one", "{} and "];
        for source in ["core/file/problem.rs", "core/import/problem.rs", "core/export/loss.rs", "worker/reading.rs"] {
            let source = std::fs::read_to_string(root.join("src").join(source)).expect("a source");
            for text in sentences(&source).iter().filter(|text| !parts.contains(&text.as_str())) {
                assert!(known(text), "“{text}” is not translated");
            }
        }
        for source in
            ["core/file/read.rs", "core/import/web_annotation.rs", "core/import/brat.rs", "core/import/rows.rs"]
        {
            let source = std::fs::read_to_string(root.join("src").join(source)).expect("a source");
            for why in
                source.replace("Err((\"", "why: \"").split("why: \"").skip(1).filter_map(|rest| rest.split('"').next())
            {
                assert!(known(why), "“{why}” is not translated");
            }
        }
    }
}
