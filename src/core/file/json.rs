//! JSON text from and to values.
//!
//! Reading is written here rather than taken from `serde_json` because a file from somewhere else is to be read as far
//! as it can be, with a sentence about the rest: where a key stands twice, where half of a surrogate pair stands alone
//! (which `serde_json` refuses the whole file for), and at which line a file was cut off. Writing is written here
//! because the order of the keys is part of the format, and `serde_json` knows only the alphabet or none.

use super::problem::Problem;
use crate::Properties;
use crate::sorting::sort;
use serde_json::Value;

/// Arrays and objects within each other. No annotation comes near, and a file that is nothing but brackets must not
/// exhaust the stack.
pub(crate) const NESTING_MAX: usize = 64;

/// A value, and what was noticed while reading it.
pub(crate) struct Parsed {
    pub value: Value,
    /// How deep arrays and objects lie within each other.
    pub nesting: usize,
    pub problems: Vec<Problem>,
}

/// The value that `bytes` hold. A byte order mark is passed over.
pub(crate) fn parse(bytes: &[u8]) -> Result<Parsed, Problem> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let (line, column) = place(bytes, error.valid_up_to());
            // Without a length the last character is incomplete, and not wrong.
            return Err(match error.error_len() {
                None => Problem::CutOff { line, column },
                Some(_) => Problem::NotUtf8 { line, column },
            });
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    let mut parser = Parser { text, at: 0, depth: 0, nesting: 0, repeated: None, broken: None };
    match parser.document() {
        Ok(value) => {
            let line = |at| place(text.as_bytes(), at).0;
            let repeated = parser.repeated.map(|(key, at, times)| Problem::RepeatedKey { key, line: line(at), times });
            let broken = parser.broken.map(|(at, times)| Problem::BrokenCharacter { line: line(at), times });
            Ok(Parsed { value, nesting: parser.nesting, problems: repeated.into_iter().chain(broken).collect() })
        }
        Err(stop) => {
            let (line, column) = place(text.as_bytes(), parser.at);
            Err(match stop {
                Stop::TooDeep => Problem::TooDeep { line },
                Stop::Unexpected if parser.at >= text.len() => Problem::CutOff { line, column },
                Stop::Unexpected => Problem::NotJson { line, column },
            })
        }
    }
}

/// Line and column of a byte, both from 1, the column in characters.
fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    // A byte that continues a character is none of its own.
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').filter(|&&byte| byte & 0xc0 != 0x80).count();
    (line, column + 1)
}

enum Stop {
    TooDeep,
    /// What stands at `at` cannot stand there; at the end, something is missing.
    Unexpected,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    nesting: usize,
    /// The first key that stood twice in one object, where, and how many did. Only the first, because a file of
    /// twenty megabytes has room for millions.
    repeated: Option<(String, usize, usize)>,
    /// The same of halves of surrogate pairs.
    broken: Option<(usize, usize)>,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Value, Stop> {
        let value = self.value()?;
        self.space();
        if self.at == self.text.len() { Ok(value) } else { Err(Stop::Unexpected) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Passes over `byte` if it is next after white space.
    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, byte: u8) -> Result<(), Stop> {
        if self.eat(byte) { Ok(()) } else { Err(Stop::Unexpected) }
    }

    fn value(&mut self) -> Result<Value, Stop> {
        self.space();
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => self.string().map(Value::String),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, Stop>) -> Result<Value, Stop> {
        if self.depth == NESTING_MAX {
            return Err(Stop::TooDeep);
        }
        self.at += 1;
        self.depth += 1;
        self.nesting = self.nesting.max(self.depth);
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Result<Value, Stop> {
        let mut map = Properties::new();
        if self.eat(b'}') {
            return Ok(Value::Object(map));
        }
        loop {
            self.space();
            let start = self.at;
            let key = self.string()?;
            self.expect(b':')?;
            let value = self.value()?;
            // Borrowed first: a key that stands twice is rare, and a copy of every key is not.
            if map.contains_key(&key) {
                let short = || key.chars().take(40).collect();
                self.repeated.get_or_insert_with(|| (short(), start, 0)).2 += 1;
            }
            map.insert(key, value);
            if !self.eat(b',') {
                break;
            }
        }
        self.expect(b'}')?;
        Ok(Value::Object(map))
    }

    fn array(&mut self) -> Result<Value, Stop> {
        let mut items = Vec::new();
        if self.eat(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            if !self.eat(b',') {
                break;
            }
        }
        self.expect(b']')?;
        Ok(Value::Array(items))
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Stop> {
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return Err(Stop::Unexpected);
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn digits(&mut self) -> Result<(), Stop> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Stop::Unexpected) }
    }

    fn number(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        // No zero before other digits.
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        // Kept as digits: `1.0` and `1e400` are what somebody wrote, and no float of ours. An exponent gets a sign.
        digits.parse().map(Value::Number).map_err(|_| Stop::Unexpected)
    }

    fn string(&mut self) -> Result<String, Stop> {
        if self.peek() != Some(b'"') {
            return Err(Stop::Unexpected);
        }
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                _ => return Err(Stop::Unexpected),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Stop> {
        let start = self.at;
        self.at += 1;
        let char = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let unit = self.unit()?;
                return Ok(self.code_point(unit, start)?.unwrap_or_else(|| {
                    self.broken.get_or_insert((start, 0)).1 += 1;
                    char::REPLACEMENT_CHARACTER
                }));
            }
            _ => return Err(Stop::Unexpected),
        };
        self.at += 1;
        Ok(char)
    }

    /// The character that a UTF-16 code unit begins, if it begins one.
    fn code_point(&mut self, unit: u32, start: usize) -> Result<Option<char>, Stop> {
        if !(0xd800..0xdc00).contains(&unit) {
            return Ok(char::from_u32(unit));
        }
        let after = start + 6;
        if self.text.get(after..).is_some_and(|rest| rest.starts_with("\\u")) {
            self.at = after + 2;
            let low = self.unit()?;
            if (0xdc00..0xe000).contains(&low) {
                return Ok(char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00)));
            }
            // The next escape is a character of its own.
            self.at = after;
        }
        Ok(None)
    }

    /// The four hexadecimal digits of an escape.
    fn unit(&mut self) -> Result<u32, Stop> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16)).ok_or(Stop::Unexpected)?;
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }
}

/// Writes JSON in the order in which it is told, either over several lines or as tight as can be.
pub(crate) struct Writer {
    out: String,
    pretty: bool,
    depth: usize,
    /// Whether nothing was written yet in the innermost array or object.
    empty: bool,
}

impl Writer {
    pub fn new(pretty: bool) -> Self {
        Self { out: String::new(), pretty, depth: 0, empty: true }
    }

    pub fn finish(self) -> String {
        self.out
    }

    pub fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.nest('{', '}', write);
    }

    pub fn array(&mut self, write: impl FnOnce(&mut Self)) {
        self.nest('[', ']', write);
    }

    fn nest(&mut self, open: char, close: char, write: impl FnOnce(&mut Self)) {
        self.out.push(open);
        self.depth += 1;
        self.empty = true;
        write(self);
        self.depth -= 1;
        if !self.empty {
            self.line();
        }
        self.out.push(close);
        self.empty = false;
    }

    fn line(&mut self) {
        if self.pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", self.depth));
        }
    }

    /// Goes to the next item of an array.
    pub fn item(&mut self) -> &mut Self {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.line();
        self
    }

    /// Goes to the next key of an object; its value is to follow.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.item().string(key);
        self.out.push_str(if self.pretty { ": " } else { ":" });
        self
    }

    pub fn string(&mut self, string: &str) {
        self.out.push('"');
        let mut rest = string;
        while let Some(at) = rest.find(|char: char| char < ' ' || char == '"' || char == '\\') {
            let (plain, special) = rest.split_at(at);
            self.out.push_str(plain);
            let mut chars = special.chars();
            match chars.next() {
                Some('\n') => self.out.push_str("\\n"),
                Some('\t') => self.out.push_str("\\t"),
                Some('\r') => self.out.push_str("\\r"),
                Some('\u{8}') => self.out.push_str("\\b"),
                Some('\u{c}') => self.out.push_str("\\f"),
                Some(char @ ('"' | '\\')) => self.out.extend(['\\', char]),
                Some(char) => {
                    self.out.push_str("\\u00");
                    self.out.extend(
                        [u32::from(char) >> 4, u32::from(char) & 15]
                            .map(|digit| char::from_digit(digit, 16).unwrap_or('0')),
                    );
                }
                None => {}
            }
            rest = chars.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    /// A number as it is written, or another word of JSON.
    pub fn raw(&mut self, word: &str) {
        self.out.push_str(word);
    }

    pub fn number(&mut self, number: u64) {
        self.raw(&number.to_string());
    }

    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.raw("null"),
            Value::Bool(true) => self.raw("true"),
            Value::Bool(false) => self.raw("false"),
            Value::Number(number) => self.raw(number.as_str()),
            Value::String(string) => self.string(string),
            Value::Array(items) => self.array(|out| items.iter().for_each(|item| out.item().value(item))),
            Value::Object(map) => self.object(|out| out.rest(map, &[])),
        }
    }

    /// The properties of `map` but for those that `known` names: these are ours to write, whatever `map` says. They are
    /// in the order of the alphabet, wherever they came from: the same work is the same bytes.
    pub fn rest(&mut self, map: &Properties, known: &[&str]) {
        let mut keys: Vec<&String> = map.keys().filter(|key| !known.contains(&key.as_str())).collect();
        sort(&mut keys, |one, other| one.cmp(other));
        for key in keys {
            self.key(key).value(&map[key]);
        }
    }
}

/// A string as JSON.
///
/// ```
/// assert_eq!(glossator_core::file::quoted("a \"b\""), r#""a \"b\"""#);
/// ```
pub fn quoted(string: &str) -> String {
    let mut out = Writer::new(false);
    out.string(string);
    out.out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::tests::any_json;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Value, Problem> {
        parse(text.as_bytes()).map(|parsed| parsed.value)
    }

    proptest! {
        #[test]
        fn writing_is_what_serde_json_writes_and_reads_back(value in any_json()) {
            for pretty in [true, false] {
                let mut writer = Writer::new(pretty);
                writer.value(&value);
                let text = writer.finish();
                prop_assert_eq!(read(&text), Ok(value.clone()));
                prop_assert_eq!(text, if pretty { format!("{value:#}") } else { value.to_string() });
            }
        }

        #[test]
        fn what_is_no_json_for_serde_json_is_none_here(text in "[\\[\\]{}\",:0-9.eE+\\\\ntrufalsbd\u{1}é -]{0,24}") {
            // A lone half of a surrogate pair is the one thing that is read here and refused there.
            prop_assume!(!text.contains("\\ud"));
            let theirs: Option<Value> = serde_json::from_str(&text).ok();
            prop_assert_eq!(read(&text).ok(), theirs);
        }

        #[test]
        fn no_bytes_are_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }
    }

    #[test]
    fn numbers_are_kept_as_digits() {
        for number in ["1.0", "1e+400", "-0", "1e-5", "0.30000000000000004", "12345678901234567890123"] {
            let mut writer = Writer::new(false);
            writer.value(&read(number).expect("a number"));
            assert_eq!(writer.finish(), number);
        }
    }

    #[test]
    fn halves_of_surrogate_pairs_become_replacement_characters() {
        for (text, expected) in [
            (r#""\ud83d\ude97""#, "🚗"),
            (r#""\ud800""#, "\u{fffd}"),
            (r#""\ude97x""#, "\u{fffd}x"),
            (r#""\ud83d\ud83d\ude97""#, "\u{fffd}🚗"),
            (r#""\ud83d\n""#, "\u{fffd}\n"),
        ] {
            assert_eq!(read(text), Ok(Value::String(expected.into())), "{text}");
        }
        let problems = parse(br#"["\ud800", "\ud800"]"#).expect("readable").problems;
        assert_eq!(problems, [Problem::BrokenCharacter { line: 1, times: 2 }]);
    }

    #[test]
    fn the_place_of_an_error_is_a_line_and_a_column_in_characters() {
        for (text, line, column) in [("{\n\"é\": 01}", 2, 7), ("[1,]", 1, 4), ("nul!", 1, 4), ("{} x", 1, 4)] {
            assert_eq!(read(text), Err(Problem::NotJson { line, column }), "{text}");
        }
        assert_eq!(read("{\"a\":\n"), Err(Problem::CutOff { line: 2, column: 1 }));
        assert_eq!(parse(b"\"\xff\"").err(), Some(Problem::NotUtf8 { line: 1, column: 2 }));
        assert_eq!(parse(b"\"\xf0\x9f").err(), Some(Problem::CutOff { line: 1, column: 2 }));
        assert_eq!(read("\u{feff}"), Err(Problem::Empty));
        assert_eq!(read("\u{feff} 1"), Ok(Value::from(1)));
    }

    #[test]
    fn nesting_is_bounded_and_brackets_in_strings_do_not_count() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(parse(nested(NESTING_MAX).as_bytes()).map(|parsed| parsed.nesting).ok(), Some(NESTING_MAX));
        for depth in [NESTING_MAX + 1, 10_000, 1_000_000] {
            assert_eq!(read(&nested(depth)), Err(Problem::TooDeep { line: 1 }));
            assert_eq!(read(&"{\"a\":".repeat(depth)), Err(Problem::TooDeep { line: 1 }));
        }
        assert!(read(&format!("\"{}\"", "[".repeat(1000))).is_ok());
    }
}
