//! Running other programs.

use crate::Result;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs a program to its end, its output shown as it comes.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().map_err(|error| could_not_start(&name, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed; see above.")) }
}

/// Runs a program and gives what it printed.
pub fn capture(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| could_not_start(&name, &error))?;
    if !output.status.success() {
        return Err(format!("{name} failed; see above."));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("{name} printed something that is not text."))
}

/// The first line that a program prints for `--version`, if it can be run at all.
pub fn version(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}

/// Finds a program on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ""] } else { &[""] };
    env::split_paths(&env::var_os("PATH")?)
        .flat_map(|folder| names.iter().map(move |suffix| folder.join(format!("{program}{suffix}"))))
        .find(|path| path.is_file())
}

/// A PATH with some folders before all others.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&path));
    env::join_paths(all).unwrap_or(path)
}

/// The cargo that runs this, or the one on the PATH.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_stem().unwrap_or_default().to_string_lossy();
    match command.get_args().next() {
        Some(first) if program == "cargo" => format!("`cargo {}`", first.to_string_lossy()),
        _ => format!("`{program}`"),
    }
}

fn could_not_start(name: &str, error: &std::io::Error) -> String {
    format!("{name} could not be started: {error}.")
}
