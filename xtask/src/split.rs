//! Cuts the page's program in two or more: what the first visit fetches, and chunks that are loaded when they are
//! first needed. The page says where to cut (`src/app/later.rs`).
//!
//! Trunk knows nothing of this: it makes the whole program, by cargo and wasm-bindgen, and this takes cargo's output
//! once more. The cut comes before wasm-bindgen, as it needs what the linker wrote of what refers to what.

use crate::minify::Minifier;
use crate::run::{capture, run};
use crate::{Result, digest, node, order, project, tools};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the script with the loaders is called, to which the program's imports point.
const LOADERS: &str = "__wasm_split.js";

/// How the names of chunks begin.
pub const CHUNK: &str = "chunk-";

/// How parts are optimized: for size.
const OPTIMIZED: [&str; 5] = [
    "--quiet",
    "-Oz",
    // The second time it finds a little more.
    "-Oz",
    // The lowest kilobyte is the far end of the stack: what would reach it overflows, and traps either way.
    "--low-memory-unused",
    // Larger functions pack better when they stay apart: 20 is the best for this program.
    "--one-caller-inline-max-function-size=20",
];

/// How what was optimized is put into the order that its names say. What it says of itself goes last: until then it says
/// what may be in it.
const ORDERED: [&str; 4] = ["--quiet", "--reorder-functions-by-name", "--strip-producers", "--strip-target-features"];

/// What cuts and finishes a program.
pub struct Splitter {
    split: PathBuf,
    bindgen: PathBuf,
    optimizer: PathBuf,
    /// Where cargo put the program, and where it is cut.
    target: PathBuf,
}

impl Splitter {
    /// Brings the tools.
    pub fn new(root: &Path) -> Result<Self> {
        Ok(Self {
            split: tools::wasm_split()?.join("wasm-split-cli"),
            bindgen: tools::wasm_bindgen(root)?.join("wasm-bindgen"),
            optimizer: node::packages(root)?.join("wasm-opt"),
            target: project::target(root),
        })
    }

    /// Puts a program into `folder` once more, in place of the files `stem.js` and `stem_bg.wasm` that trunk made of it,
    /// and its chunks beside them, named after their content. The script is not made smaller yet.
    pub fn split(&self, folder: &Path, stem: &str, minifier: &Minifier) -> Result<()> {
        // Trunk's name for it ends in a digest.
        let name = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
        let work = self.target.join("xtask/split");
        // Chunks of another build must not come along.
        if work.exists() {
            std::fs::remove_dir_all(&work)
                .map_err(|error| format!("{} cannot be emptied: {error}.", work.display()))?;
        }
        let whole = self.target.join(tools::WASM).join("release").join(name).with_extension("wasm");
        capture(Command::new(&self.split).args(["--target", "web", "--out-name", stem]).arg(&whole).arg(&work))?;
        let loaders = project::read(&work.join(LOADERS))?;
        let loaders = self.name_chunks(&work, folder, &loaders)?;

        // Chunks reach the program through what the linker exports, like the stack pointer.
        let options = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", stem, "--out-dir"];
        let main = work.join(stem).with_extension("wasm");
        let bound = work.join("bound");
        run(Command::new(&self.bindgen).args(options).arg(&bound).arg(&main))?;
        let wasm = format!("{stem}_bg.wasm");
        self.optimize(&bound.join(&wasm), &folder.join(&wasm))?;
        // Script and loaders import each other; a request more at the start would be one too many.
        let js = format!("{stem}.js");
        project::write(&bound.join(LOADERS), loaders)?;
        minifier.bundle(&bound.join(&js), &folder.join(&js))
    }

    /// Optimizes the chunks and puts them into `folder`, and gives the loaders with their names.
    fn name_chunks(&self, work: &Path, folder: &Path, loaders: &str) -> Result<String> {
        let mut loaders = loaders.to_owned();
        for file in project::files_under(work)? {
            let Some(name) = file.strip_suffix(".wasm").filter(|_| names(&loaders, &file)) else { continue };
            let optimized = work.join(name).with_extension("optimized");
            self.optimize(&work.join(&file), &optimized)?;
            let code = std::fs::read(&optimized).map_err(|error| format!("{name} cannot be read: {error}."))?;
            let named = named(name, &code);
            project::write(&folder.join(&named), code)?;
            loaders = loaders.replace(&quoted(&file), &quoted(&named));
        }
        Ok(loaders)
    }

    fn optimize(&self, from: &Path, to: &Path) -> Result<()> {
        let part = to.with_extension("unordered");
        self.run(&OPTIMIZED, from, &part)?;
        let code = std::fs::read(&part).map_err(|error| format!("{} cannot be read: {error}.", part.display()))?;
        project::write(&part, order::named_by_place(&code)?)?;
        self.run(&ORDERED, &part, to)?;
        std::fs::remove_file(&part).map_err(|error| format!("{} cannot be deleted: {error}.", part.display()))
    }

    fn run(&self, options: &[&str], from: &Path, to: &Path) -> Result<()> {
        let mut optimizer = Command::new(&self.optimizer);
        let output = optimizer.args(options).arg("--output").arg(to).arg(from).output();
        let output = output.map_err(|error| format!("wasm-opt could not be started: {error}."))?;
        // It warns of names in chunks that it does not know, and drops them all.
        if output.status.success() {
            return Ok(());
        }
        Err(format!("wasm-opt failed:\n{}", String::from_utf8_lossy(&output.stderr).trim_end()))
    }
}

/// Whether the loaders fetch a file; they name it as one beside them.
fn names(loaders: &str, file: &str) -> bool {
    loaders.contains(&quoted(file))
}

fn quoted(file: &str) -> String {
    format!("\"./{file}\"")
}

/// `split_later` is the cut `later`, and `chunk_2` is what several cuts share.
fn named(name: &str, code: &[u8]) -> String {
    let name = name.strip_prefix("split_").or_else(|| name.strip_prefix("chunk_")).unwrap_or(name);
    format!("{CHUNK}{name}-{}.wasm", digest::short([code]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_named_after_their_content() {
        let name = named("split_later", b"code");
        assert!(name.starts_with("chunk-later-") && name.ends_with(".wasm"), "{name}");
        assert_ne!(name, named("split_later", b"other code"));
        assert!(named("chunk_2", b"code").starts_with("chunk-2-"));
    }

    #[test]
    fn only_what_the_loaders_fetch_is_a_chunk() {
        let loaders = "fetch(new URL(\"./split_later.wasm\", import.meta.url))";
        assert!(names(loaders, "split_later.wasm"));
        assert!(!names(loaders, "later.wasm") && !names(loaders, "glossator.wasm"));
    }
}
