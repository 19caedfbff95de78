//! Reading and writing files, where `-` stands for the standard streams.

use crate::{Failure, Result};
use glossator_core::annotation::Timestamp;
use glossator_core::file;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What is in a file. One that is too large is refused before it is read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |error: std::io::Error| Failure::File(format!("{} cannot be read: {error}.", shown(path)));
    let mut bytes = Vec::new();
    let refused = |problem: file::Problem| Failure::File(format!("{}: {problem}", shown(path)));
    if path == Path::new("-") {
        // One byte more than is allowed is enough to know.
        std::io::stdin().lock().take(file::SIZE_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        file::check_size(bytes.len() as u64).map_err(refused)?;
        return Ok(bytes);
    }
    let mut opened = std::fs::File::open(path).map_err(unreadable)?;
    let data = opened.metadata().map_err(unreadable)?;
    if data.is_dir() {
        return Err(Failure::File(format!("{} is a folder.", shown(path))));
    }
    file::check_size(data.len()).map_err(refused)?;
    // A pipe has no size.
    (&mut opened).take(file::SIZE_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    file::check_size(bytes.len() as u64).map_err(refused)?;
    Ok(bytes)
}

/// Writes a file whole or not at all: what was there stays until the new one is complete.
pub fn write(path: &Path, content: &str) -> Result<()> {
    if path == Path::new("-") {
        return Ok(std::io::stdout().lock().write_all(content.as_bytes())?);
    }
    let unwritable = |error: std::io::Error| Failure::File(format!("{} cannot be written: {error}.", shown(path)));
    // What is no plain file, such as /dev/null, cannot be put in place of.
    if path.exists() && !path.is_file() {
        return std::fs::write(path, content).map_err(unwritable);
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    let beside = path.with_file_name(name);
    let outcome = std::fs::write(&beside, content).and_then(|()| std::fs::rename(&beside, path));
    outcome.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        unwritable(error)
    })
}

/// A path as it is called in messages.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "Standard input".to_owned() } else { path.display().to_string() }
}

/// The moment that a date on the command line names, or now.
pub fn created(given: Option<OsString>) -> Result<Timestamp> {
    let Some(given) = given else {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        return Ok(Timestamp(i64::try_from(now.as_millis()).unwrap_or_default()));
    };
    let text = given.to_string_lossy();
    Timestamp::parse(&text).ok_or_else(|| Failure::Usage(format!("`{text}` is no date such as 2026-07-01T09:00:00Z.")))
}

/// The one argument that a verb takes.
pub fn one(mut paths: Vec<PathBuf>, what: &str) -> Result<PathBuf> {
    match paths.len() {
        1 => Ok(paths.remove(0)),
        0 => Err(Failure::Usage(format!("There is no {what}."))),
        _ => Err(Failure::Usage(format!("There is more than one {what}."))),
    }
}
