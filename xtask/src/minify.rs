//! Makes what the page fetches smaller without changing what it does.

use crate::run::run;
use crate::{Result, node};
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is made smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A script, which is a module.
    Script,
    /// A stylesheet.
    Style,
}

/// Takes out comments and white space and shortens the names that nobody else sees, by esbuild.
pub struct Minifier(PathBuf);

impl Minifier {
    /// Brings esbuild.
    pub fn new(root: &Path) -> Result<Self> {
        Ok(Self(node::packages(root)?.join("esbuild")))
    }

    /// Writes a script together with those it imports as one.
    pub fn bundle(&self, from: &Path, to: &Path) -> Result<()> {
        let mut esbuild = Command::new(&self.0);
        esbuild.args(["--bundle", "--format=esm", "--log-level=warning", "--charset=utf8"]);
        run(esbuild.arg(format!("--outfile={}", to.display())).arg("--allow-overwrite").arg(from))
    }

    /// The smaller text.
    pub fn minify(&self, kind: Kind, text: &str) -> Result<String> {
        let options: &[&str] = match kind {
            Kind::Script => &["--loader=js", "--format=esm"],
            Kind::Style => &["--loader=css"],
        };
        let mut child = Command::new(&self.0)
            .args(["--minify", "--log-level=warning", "--charset=utf8"])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("esbuild does not start: {error}. Delete node_modules and try again."))?;
        let failed = |error| format!("esbuild stopped in the middle: {error}.");
        // It answers when it has read everything; dropping its input says that this was all.
        child.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes())).map_err(failed)?;
        let output = child.wait_with_output().map_err(failed)?;
        match String::from_utf8(output.stdout) {
            Ok(text) if output.status.success() => Ok(text),
            _ => Err(format!("esbuild does not take a {kind:?} of the page; see its words above.")),
        }
    }
}

/// Gives the imports of a Wasm module short names, in the module and in its glue: wasm-bindgen gives each a digest of
/// sixteen figures, which nothing compresses.
pub fn shorten_imports(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let odd = || "wasm-bindgen's module is not as xtask/src/minify.rs knows them.".to_owned();
    let mut names = HashMap::new();
    let mut module = wasm.get(..HEADER).ok_or_else(odd)?.to_vec();
    let mut reader = Reader { bytes: wasm, at: HEADER };
    while reader.at < wasm.len() {
        let id = reader.byte().ok_or_else(odd)?;
        let size = reader.number().ok_or_else(odd)?;
        let content = reader.take(size).ok_or_else(odd)?;
        let shorter = if id == IMPORTS { Some(imports(content, &mut names).ok_or_else(odd)?) } else { None };
        let content = shorter.as_deref().unwrap_or(content);
        module.push(id);
        push_number(&mut module, content.len());
        module.extend(content);
    }
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut short = String::with_capacity(glue.len());
    let mut rest = glue;
    while !rest.is_empty() {
        let word_end = rest.find(|c| !word(c)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(word_end);
        short.push_str(names.get(name).map_or(name, String::as_str));
        let gap = after.find(word).unwrap_or(after.len());
        short.push_str(&after[..gap]);
        rest = &after[gap..];
    }
    Ok((module, short))
}

/// Magic number and version. <https://webassembly.github.io/spec/core/binary/modules.html>
const HEADER: usize = 8;

/// The id of the section that lists the imports.
const IMPORTS: u8 = 2;

/// The section with short names in place of wasm-bindgen's.
fn imports(section: &[u8], names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    let mut reader = Reader { bytes: section, at: 0 };
    let mut short = Vec::new();
    let count = reader.number()?;
    push_number(&mut short, count);
    for _ in 0..count {
        let from = reader.name()?;
        let name = reader.name()?;
        let next = format!("i{}", names.len());
        let given = if name.starts_with("__wb") { &*names.entry(name.to_owned()).or_insert(next) } else { name };
        for text in [from, given] {
            push_number(&mut short, text.len());
            short.extend(text.as_bytes());
        }
        let kind = reader.at;
        match reader.byte()? {
            // A function: the index of its type.
            0 => drop(reader.number()?),
            // A table: the type of its elements, then its limits; a memory has limits alone.
            1 => {
                reader.byte()?;
                reader.limits()?;
            }
            2 => reader.limits()?,
            // A global, or a tag: two bytes or indices.
            3 | 4 => {
                reader.byte()?;
                reader.number()?;
            }
            _ => return None,
        }
        short.extend(&section[kind..reader.at]);
    }
    Some(short)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// A number in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let bounded = self.byte()? & 1 == 1;
        self.number()?;
        if bounded {
            self.number()?;
        }
        Some(())
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut section = vec![id];
        push_number(&mut section, content.len());
        [section, content.to_vec()].concat()
    }

    fn import(name: &str, kind: &[u8]) -> Vec<u8> {
        let mut import = b"\x06./a.js".to_vec();
        push_number(&mut import, name.len());
        [import, name.as_bytes().to_vec(), kind.to_vec()].concat()
    }

    fn module(names: &[(&str, &[u8])]) -> Vec<u8> {
        let imports: Vec<u8> = names.iter().flat_map(|(name, kind)| import(name, kind)).collect();
        let list = [vec![names.len() as u8], imports].concat();
        [b"\0asm\x01\0\0\0".to_vec(), section(1, b"types"), section(IMPORTS, &list), section(10, &[7; 300])].concat()
    }

    #[test]
    fn imports_get_short_names_in_module_and_glue() {
        let long = format!("__wbg_{}_70131fc0c91e4b3c", "x".repeat(200));
        let kinds: [&[u8]; 4] = [b"\0\x05", b"\x02\0\x11", b"\x01\x70\x01\x01\x02", b"\x03\x7f\0"];
        let names = ["__wbg_get_01", &long, "env_table", "__wbindgen_cast_1"];
        let given = ["i0", "i1", "env_table", "i2"];
        let before = module(&std::array::from_fn::<_, 4, _>(|at| (names[at], kinds[at])));
        let after = module(&std::array::from_fn::<_, 4, _>(|at| (given[at], kinds[at])));
        let glue = format!("import {{ __wbg_get_01: f, {long}: g, __wbg_get_011: h, é: '__wbindgen_cast_1' }}");
        let (module, glue) = shorten_imports(&before, &glue).unwrap();
        assert_eq!(module, after);
        assert_eq!(glue, "import { i0: f, i1: g, __wbg_get_011: h, é: 'i2' }");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let whole = module(&[("__wbg_get_01", b"\0\x05")]);
        for end in [0, 5, 9, 12, 20, 38] {
            assert!(shorten_imports(&whole[..end], "").is_err(), "{end}");
        }
    }
}
