//! Which key does what. People can change it, and switch single letters off: who dictates to the computer, or has a cat,
//! must not mark by accident (WCAG 2.1.4).

use glossator_core::annotation::Category;
use glossator_core::codebook::Codebook;

/// What a key asks for, wherever on the page the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Mark as the category of that index, or give it to the annotation in focus.
    Category(usize),
    /// The same with the category that was used last.
    Repeat,
    /// Select the sentence at the cursor, then the next one too.
    Sentence,
    /// Select the quotation at the cursor, or the next one.
    Quotation,
    /// To the next annotation.
    Next,
    /// To the previous annotation.
    Previous,
    /// Write a note.
    Write,
    /// Say who speaks, by the words around.
    Speaker,
    /// Give the annotation in focus the selected words besides.
    Extend,
    /// Divide the annotation in focus at the cursor.
    Split,
    /// Make the annotation in focus and the next one a single one.
    Join,
    /// Delete the annotation in focus.
    Delete,
    /// One step out.
    Out,
    /// Find and filter.
    Find,
    /// Show the article to a class, or no longer.
    Present,
    /// Take the last step back.
    Undo,
    /// Make it again.
    Redo,
    /// Show the keys.
    Help,
}

/// A command, the name it is stored under, and its keys.
type Binding = (Command, &'static str, &'static [&'static str]);

/// The keys as they are before anybody changes them, in the order in which they are listed.
pub const DEFAULTS: &[Binding] = &[
    (Command::Category(0), "claim", &["1"]),
    (Command::Category(1), "quote", &["2"]),
    (Command::Category(2), "opinion", &["3"]),
    (Command::Repeat, "repeat", &["m"]),
    (Command::Sentence, "sentence", &["s"]),
    (Command::Quotation, "quotation", &["q"]),
    (Command::Next, "next", &["j"]),
    (Command::Previous, "previous", &["k"]),
    (Command::Write, "note", &["n", "Enter"]),
    (Command::Speaker, "speaker", &["w"]),
    (Command::Extend, "extend", &["a"]),
    (Command::Split, "split", &["x"]),
    (Command::Join, "join", &["u"]),
    (Command::Delete, "delete", &["Delete", "Backspace"]),
    (Command::Out, "out", &["Escape"]),
    (Command::Find, "find", &["/"]),
    (Command::Present, "present", &["p"]),
    (Command::Undo, "undo", &["Ctrl+z"]),
    (Command::Redo, "redo", &["Ctrl+Shift+z", "Ctrl+y"]),
    (Command::Help, "help", &["?"]),
];

/// The keys as a person has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// Whether keys that are a single character do nothing.
    pub letters_off: bool,
    /// Of the commands whose keys were changed, by name: the keys they have instead.
    pub changed: Vec<(String, Vec<String>)>,
}

/// The chord of a category's own key: one visible character, so that no file takes Tab or Space from anybody.
pub fn own_key(key: &str) -> Option<String> {
    let mut characters = key.chars();
    let visible = characters.next().is_some_and(|it| !it.is_whitespace() && !it.is_control());
    (visible && characters.next().is_none()).then(|| chord(key, false, false, false))
}

impl Keymap {
    /// The keys of a command.
    pub fn keys(&self, name: &str) -> Vec<String> {
        match self.changed.iter().find(|(changed, _)| changed == name) {
            Some((_, keys)) => keys.clone(),
            None => DEFAULTS
                .iter()
                .find(|(_, known, _)| *known == name)
                .map_or_else(Vec::new, |(_, _, keys)| keys.iter().map(|key| (*key).to_owned()).collect()),
        }
    }

    /// The key that does it now, if there is one: empty where there is none or where it is switched off.
    pub fn first(&self, name: &str) -> String {
        self.in_use(name).into_iter().next().unwrap_or_default()
    }

    /// The keys that do it now: those that are switched off are not among them.
    pub fn in_use(&self, name: &str) -> Vec<String> {
        self.keys(name).into_iter().filter(|key| !self.is_off(key)).collect()
    }

    fn is_off(&self, chord: &str) -> bool {
        self.letters_off && chord.chars().count() == 1
    }

    /// What a chord asks for.
    pub fn command(&self, chord: &str) -> Option<Command> {
        if self.is_off(chord) {
            return None;
        }
        DEFAULTS
            .iter()
            .find(|(_, name, _)| self.keys(name).iter().any(|key| key == chord))
            .map(|(command, ..)| *command)
    }

    /// The key that marks as a category: its own of the codebook, where no command has it, else that of the keymap.
    pub fn key_of(&self, codebook: &Codebook, category: &Category) -> String {
        let entry = codebook.entry(category);
        match entry.key() {
            key if own_key(key).is_some_and(|it| self.category(codebook, &it).as_ref() == Some(category)) => {
                key.to_owned()
            }
            _ if Category::ALL.contains(category) => self.first(category.as_str()),
            _ => String::new(),
        }
    }

    /// The category whose own key it is, where no command has it.
    pub fn category(&self, codebook: &Codebook, chord: &str) -> Option<Category> {
        if codebook.is_default() || self.is_off(chord) || self.command(chord).is_some() {
            return None;
        }
        let own = codebook
            .entries()
            .into_iter()
            .find(|it| !it.is_retired() && own_key(it.key()).as_deref() == Some(chord))?;
        Some(own.category)
    }

    /// Gives a command one key in place of those that it has; the default ones are no change.
    pub fn bind(&mut self, name: &str, keys: Vec<String>) {
        // Tab is the way through the page, whoever asks for it.
        let keys: Vec<String> = keys.into_iter().filter(|key| !key.ends_with("Tab")).collect();
        self.changed.retain(|(changed, _)| changed != name);
        if self.keys(name) != keys {
            self.changed.push((name.to_owned(), keys));
        }
    }

    /// The keys that two commands have, with the names of both.
    pub fn conflicts(&self) -> Vec<(String, &'static str, &'static str)> {
        let all: Vec<(String, &str)> =
            DEFAULTS.iter().flat_map(|(_, name, _)| self.keys(name).into_iter().map(move |key| (key, *name))).collect();
        let mut conflicts = Vec::new();
        for (at, (key, name)) in all.iter().enumerate() {
            if let Some((_, other)) = all[..at].iter().find(|(earlier, _)| earlier == key) {
                conflicts.push((key.clone(), *other, *name));
            }
        }
        conflicts
    }

    /// In a line a changed command: its name and its keys. Read again by [`Keymap::parse`].
    pub fn write(&self) -> String {
        let off = if self.letters_off { "letters-off\n" } else { "" };
        let line = |(name, keys): &(String, Vec<String>)| format!("{name} {}\n", keys.join(" "));
        format!("{off}{}", self.changed.iter().map(line).collect::<String>())
    }

    /// What [`Keymap::write`] wrote. What is not known is left out.
    pub fn parse(text: &str) -> Self {
        let mut keymap = Self::default();
        for line in text.lines() {
            let mut words = line.split(' ').map(str::to_owned);
            match words.next().as_deref() {
                Some("letters-off") => keymap.letters_off = true,
                Some(name) if DEFAULTS.iter().any(|(_, known, _)| *known == name) => {
                    keymap.bind(name, words.filter(|key| !key.is_empty()).collect());
                }
                _ => {}
            }
        }
        keymap
    }
}

/// The name of a key with what is held down besides. Ctrl and ⌘ are one, Shift counts where it does not make another
/// character already.
pub fn chord(key: &str, held: bool, shift: bool, alt: bool) -> String {
    let mut characters = key.chars();
    let character = characters.next().filter(|_| characters.next().is_none());
    let mut chord = String::new();
    for (is_held, name) in [(held, "Ctrl+"), (alt, "Alt+"), (shift && (held || alt || character.is_none()), "Shift+")] {
        if is_held {
            chord.push_str(name);
        }
    }
    match character {
        Some(' ') => chord.push_str("Space"),
        // Letters of other scripts are compared as they are: the tables of Unicode weigh more than this whole file.
        Some(character) => chord.push(character.to_ascii_lowercase()),
        None => chord.push_str(key),
    }
    chord
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_the_help_says() {
        let keymap = Keymap::default();
        let plain = |key: &str| keymap.command(&chord(key, false, false, false));
        assert_eq!(plain("3"), Some(Command::Category(2)));
        assert_eq!(plain("4"), None);
        assert_eq!(plain("Enter"), Some(Command::Write));
        assert_eq!(keymap.command(&chord("J", false, true, false)), Some(Command::Next));
        assert_eq!(keymap.command(&chord("?", false, true, false)), Some(Command::Help));
        assert_eq!(keymap.command(&chord("z", true, false, false)), Some(Command::Undo));
        assert_eq!(keymap.command(&chord("Z", true, true, false)), Some(Command::Redo));
        assert_eq!(keymap.command(&chord("y", true, false, false)), Some(Command::Redo));
        // The browser's own shortcuts stay the browser's.
        for key in ["1", "j", "n", "Delete", "c"] {
            assert_eq!(keymap.command(&chord(key, true, false, false)), None);
            assert_eq!(keymap.command(&chord(key, false, false, true)), None);
        }
    }

    #[test]
    fn a_changed_key_is_the_commands_and_the_old_one_is_nobodys() {
        let mut keymap = Keymap::default();
        keymap.bind("note", vec!["e".into()]);
        assert_eq!((keymap.command("e"), keymap.command("n")), (Some(Command::Write), None));
        keymap.bind("note", vec!["n".into(), "Enter".into()]);
        assert_eq!(keymap, Keymap::default());
        keymap.bind("claim", Vec::new());
        assert_eq!(keymap.command("1"), None);
    }

    #[test]
    fn tab_stays_the_way_through_the_page() {
        assert_eq!(Keymap::parse("next Tab Shift+Tab").keys("next"), Vec::<String>::new());
        assert_eq!(Keymap::parse("next Tab d").keys("next"), ["d"]);
    }

    #[test]
    fn letters_can_be_switched_off_and_other_keys_stay() {
        let keymap = Keymap { letters_off: true, ..Keymap::default() };
        for key in ["1", "j", "?"] {
            assert_eq!(keymap.command(key), None);
        }
        assert_eq!(keymap.command("Delete"), Some(Command::Delete));
        assert_eq!((keymap.in_use("note"), keymap.first("help")), (vec!["Enter".to_owned()], String::new()));
        assert_eq!(keymap.command("Ctrl+z"), Some(Command::Undo));
    }

    #[test]
    fn two_commands_with_one_key_are_told() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.conflicts(), []);
        keymap.bind("help", vec!["j".into()]);
        assert_eq!(keymap.conflicts(), [("j".to_owned(), "next", "help")]);
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let mut keymap = Keymap { letters_off: true, ..Keymap::default() };
        keymap.bind("note", vec!["e".into(), "Ctrl+Shift+e".into()]);
        keymap.bind("help", Vec::new());
        assert_eq!(Keymap::parse(&keymap.write()), keymap);
        assert_eq!(
            Keymap::parse("dance d\n\nnext"),
            Keymap { changed: vec![("next".into(), vec![])], ..Keymap::default() }
        );
    }
}
