//! The tools of the build, each at one version, brought when missing.
//!
//! A tool of the right version on the PATH is used as it is. Otherwise it is compiled once into
//! the cache that all clones share (see [`crate::project::cache`]).

use crate::run::{self, cargo, run};
use crate::{Result, project};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Builds the page. 0.22 needs a newer compiler than the workspace asks for.
const TRUNK: &str = "0.21.14";
/// Checks licences, bans and sources of dependencies.
const CARGO_DENY: &str = "0.20.2";
/// Cuts the page's program; of the same family as the macro in `Cargo.toml`, which it checks.
const WASM_SPLIT: &str = "0.2.4";
/// What the page is compiled to.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A tool from the crate registry.
struct Tool {
    package: &'static str,
    version: String,
    programs: &'static [&'static str],
    /// What it has to be compiled with.
    features: &'static str,
    /// About how long two cores take to compile it.
    minutes: u32,
}

/// The folder that has trunk.
pub fn trunk() -> Result<PathBuf> {
    bring(&Tool { package: "trunk", version: TRUNK.to_owned(), programs: &["trunk"], features: "", minutes: 6 })
}

/// The folder that has cargo-deny.
pub fn cargo_deny() -> Result<PathBuf> {
    let programs = &["cargo-deny"];
    bring(&Tool { package: "cargo-deny", version: CARGO_DENY.to_owned(), programs, features: "", minutes: 3 })
}

/// The folder that has what cuts a program. As a tool and not as a library of xtask, which would take a minute longer to
/// compile in each clone.
pub fn wasm_split() -> Result<PathBuf> {
    let (package, version) = ("wasm_split_cli_support", WASM_SPLIT.to_owned());
    bring(&Tool { package, version, programs: &["wasm-split-cli"], features: "build-binary", minutes: 2 })
}

/// The folder that has the command line of wasm-bindgen, of the very version in `Cargo.lock`.
pub fn wasm_bindgen(root: &Path) -> Result<PathBuf> {
    let lock = project::read(&root.join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen: run `cargo update --workspace` and try again.")?
        .to_owned();
    let programs = &["wasm-bindgen", "wasm-bindgen-test-runner"];
    bring(&Tool { package: "wasm-bindgen-cli", version, programs, features: "", minutes: 3 })
}

/// The version of a package that a `Cargo.lock` holds.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

fn bring(tool: &Tool) -> Result<PathBuf> {
    if let Some(folder) = on_path(tool) {
        return Ok(folder);
    }
    let Tool { package, version, programs, features, minutes } = tool;
    let root = project::cache()?.join("tools").join(format!("{package}-{version}"));
    let folder = root.join("bin");
    if programs.iter().all(|program| folder.join(executable(program)).is_file()) {
        return Ok(folder);
    }
    println!("Compiling {package} {version}, once for all clones: about {minutes} minutes on two cores.");
    let mut install = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    install
        .args(["install", "--quiet", "--locked", "--root"])
        .arg(&root)
        .arg(format!("{package}@{version}"))
        .args(["--features", features])
        // Tools are used a few seconds at a time: fast to compile is what counts.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS");
    run(&mut install).map_err(|_| {
        format!("{package} {version} could not be compiled; see above, or put that version on the PATH yourself.")
    })?;
    Ok(folder)
}

fn on_path(tool: &Tool) -> Option<PathBuf> {
    let programs: Option<Vec<PathBuf>> = tool.programs.iter().map(|program| run::find(program)).collect();
    let programs = programs?;
    let right = programs.iter().all(|program| {
        run::version(program).is_some_and(|line| line.split_whitespace().any(|word| word == tool.version))
    });
    right.then(|| programs[0].parent().map(Path::to_path_buf)).flatten()
}

fn executable(program: &str) -> String {
    format!("{program}{}", std::env::consts::EXE_SUFFIX)
}

/// Brings what the compiler needs for the page.
pub fn wasm_target(root: &Path) -> Result<()> {
    let libdir = Command::new("rustc")
        .current_dir(root)
        .args(["--print", "target-libdir", "--target", WASM])
        .stderr(Stdio::null())
        .output()
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .unwrap_or_default();
    if Path::new(libdir.trim()).is_dir() {
        return Ok(());
    }
    println!("Adding the compiler's target {WASM}: about half a minute.");
    run(Command::new("rustup").current_dir(root).args(["target", "add", WASM])).map_err(|_| {
        format!("The compiler has no target {WASM}: install Rust by rustup, then run `rustup target add {WASM}`.")
    })
}

/// Brings what formats and lints.
pub fn rustfmt_and_clippy(root: &Path) -> Result<()> {
    for (verb, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let mut probe = cargo(root);
        probe.args([verb, "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
        if run(&mut probe).is_err() {
            println!("Adding {component}: some seconds.");
            run(Command::new("rustup").current_dir(root).args(["component", "add", component])).map_err(|_| {
                format!("{component} is missing: install Rust by rustup, then run `rustup component add {component}`.")
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_package_named() {
        let lock = "\
[[package]]
name = \"wasm-bindgen-macro\"
version = \"0.1.0\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.129\"
source = \"somewhere\"
";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(lock, "yew"), None);
    }
}
