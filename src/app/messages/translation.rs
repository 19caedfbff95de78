//! Translations: files with what each message says in another language. They are read only where that is spoken, and by
//! the part of the page that is loaded later, as the names of messages are not part of the first visit.

use super::english::NAMES;
use super::template::{Form, Translation, one_or_other, speak};

/// Languages besides English: the code, which form goes with a number, and the file.
const TRANSLATIONS: [(&str, Form, &str); 1] = [("de", one_or_other, include_str!("de.txt"))];

/// Speaks a language from now on; English where there is no translation. Gives the code of what is spoken.
pub fn take_up(language: &str) -> &'static str {
    let known = TRANSLATIONS.iter().find(|(code, ..)| *code == language);
    // It is used as long as the page lives; each is read once or, where a person tries the setting, a few times.
    speak(known.map(|(code, form, file)| &*Box::leak(Box::new(read(code, *form, file)))));
    known.map_or("en", |(code, ..)| code)
}

fn read(language: &'static str, form: Form, file: &'static str) -> Translation {
    let mut texts = vec![""; NAMES.len()];
    for (name, text) in lines(file) {
        if let Some(at) = NAMES.iter().position(|(known, _)| *known == name) {
            texts[at] = numbered(text, NAMES[at].1);
        }
    }
    Translation { language, form, texts }
}

/// The names in a file with what they say. A line that begins with `#` is for who reads the file.
fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
}

/// A template with numbers in the place of names, as the compiler makes them of the English ones.
fn numbered(template: &'static str, names: &[&str]) -> &'static str {
    if names.is_empty() {
        return template;
    }
    let number = |numbered: String, (at, name): (usize, &&str)| {
        let hole = |end: char| (format!("{{{name}{end}"), format!("{{{at}{end}"));
        let ((plain, to_plain), (plural, to_plural)) = (hole('}'), hole('|'));
        numbered.replace(&plain, &to_plain).replace(&plural, &to_plural)
    };
    names.iter().enumerate().fold(template.to_owned(), number).leak()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::LANGUAGES;
    use crate::messages::english::{self, ENGLISH};

    /// What goes into a template: the names in its holes, each with how many forms go with it, sorted and once.
    fn holes(template: &str) -> Vec<(&str, usize)> {
        let parts = template.split('{').skip(1);
        let mut holes: Vec<(&str, usize)> = parts
            .map(|part| {
                let (hole, rest) = part.split_once('}').expect("a hole that is closed");
                assert!(!rest.contains('}'), "{template}");
                let mut forms = hole.split('|');
                (forms.next().expect("a name"), forms.count())
            })
            .collect();
        holes.sort_unstable();
        holes.dedup();
        holes
    }

    #[test]
    fn each_language_but_english_has_a_file() {
        assert_eq!(LANGUAGES[1..], TRANSLATIONS.map(|(code, ..)| code));
    }

    #[test]
    fn each_message_has_a_translation_with_the_same_holes_and_no_other() {
        for (language, form, file) in TRANSLATIONS {
            let written: Vec<&str> = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
            let lines: Vec<_> = lines(file).collect();
            assert_eq!(lines.len(), written.len(), "{language}: each line is “name = text”");
            for (at, (name, text)) in lines.iter().enumerate() {
                assert!(NAMES.iter().any(|(known, _)| known == name), "{language}: “{name}” is no message");
                assert!(lines[..at].iter().all(|(other, _)| other != name), "{language}: “{name}” stands twice");
                assert_eq!(*text, text.trim(), "{language}: “{name}”");
                assert_ne!(*text, "", "{language}: “{name}” says nothing");
            }
            let forms = (0..1000).map(form).max().expect("a form") + 1;
            for ((name, arguments), english) in NAMES.iter().zip(ENGLISH) {
                let Some((_, text)) = lines.iter().find(|(known, _)| known == name) else {
                    panic!("{language}: “{name}” is not translated")
                };
                let names = |template| {
                    let mut names: Vec<&str> = holes(template).into_iter().map(|(name, _)| name).collect();
                    names.dedup();
                    names
                };
                let mut arguments = arguments.to_vec();
                arguments.sort_unstable();
                assert_eq!(names(english), arguments, "“{name}” in English");
                assert_eq!(names(text), arguments, "{language}: “{name}”");
                for (hole, of_it) in holes(text) {
                    assert!(of_it == 0 || of_it == forms, "{language}: “{name}” has {of_it} forms for {hole}");
                }
                assert!(holes(english).iter().all(|(_, forms)| matches!(forms, 0 | 2)), "“{name}” in English");
            }
        }
    }

    #[test]
    fn holes_are_filled_and_forms_chosen_in_each_language() {
        assert_eq!(english::annotations(1), "1 annotation");
        assert_eq!(english::annotations(0), "0 annotations");
        assert_eq!(english::of_category(2, "{1} {count}"), "2 × {1} {count}", "what is filled in is no template");
        assert_eq!(take_up("de"), "de");
        assert_eq!(english::undo(), "Rückgängig");
        assert_eq!(english::annotations(1), "1 Anmerkung");
        assert_eq!(english::annotations(3), "3 Anmerkungen");
        assert_eq!(english::merging_keeps_yours(1), "bleibt 1 wie hier");
        assert_eq!(take_up("tlh"), "en");
        assert_eq!(english::undo(), "Undo");
    }
}
