//! Where things are: the project, its build output, and the cache that all clones share.

use crate::Result;
use std::env;
use std::path::{Path, PathBuf};

/// The project's folder: the one at or above the present folder that has `xtask/` and `Trunk.toml`.
pub fn root() -> Result<PathBuf> {
    let here = env::current_dir().map_err(|error| format!("The present folder cannot be read: {error}."))?;
    here.ancestors()
        .find(|folder| folder.join("Trunk.toml").is_file() && folder.join("xtask/Cargo.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| "This is not within the project's folder: change into it and try again.".to_owned())
}

/// Where cargo builds, and where xtask keeps its stamps.
pub fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// Where tools are kept, so that a second clone need not build them again.
pub fn cache() -> Result<PathBuf> {
    let base = if cfg!(windows) {
        env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else if let Some(dir) = env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()) {
        Some(PathBuf::from(dir))
    } else {
        let home = env::home_dir();
        home.map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }))
    };
    base.map(|base| base.join("glossator"))
        .ok_or_else(|| "There is no place for tools: set XDG_CACHE_HOME to a folder.".to_owned())
}

/// Reads a file of the project.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))
}

/// Writes a file, with the folders above it.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    path.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, content))
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))
}

/// Every file under a folder, sorted, as paths relative to it with `/` between their parts.
pub fn files_under(folder: &Path) -> Result<Vec<String>> {
    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found).map_err(|error| format!("{} cannot be listed: {error}.", folder.display()))?;
    found.sort();
    Ok(found)
}
