//! Replays the seeds, and what was found with them: the short form of `cargo xtask fuzz`, for any compiler.

use glossator_fuzz::TARGETS;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|it| it.is_file()).collect();
    files.sort();
    files
}

fn replay(name: &str) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = glossator_fuzz::find(name).expect("a target");
    let seeds = files(&here.join("seeds").join(name));
    assert!(seeds.len() > 1, "there are no seeds for {name}");
    // The fixtures of other tests are seeds too.
    let fixtures = ["articles", "files", "command", "e2e"].map(|folder| here.join("../tests/fixtures").join(folder));
    for path in seeds.iter().cloned().chain(fixtures.iter().flat_map(|folder| files(folder))) {
        let bytes = std::fs::read(&path).expect("a seed");
        // Whole, and cut off at some places: in the middle of a line, of a character, of a word.
        for cut in [1, 2, 3, 7] {
            (target.run)(&bytes[..bytes.len() / cut]);
        }
    }
}

#[test]
fn every_target_has_a_test_and_a_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut folders: Vec<String> = std::fs::read_dir(folder)
        .expect("the seeds")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    folders.sort();
    assert_eq!(folders, TARGETS.map(|target| target.name));
    assert_eq!(folders, REPLAYED);
}

macro_rules! replayed {
    ($($name:ident),*) => {
        const REPLAYED: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                replay(stringify!($name));
            }
        )*
    };
}

replayed!(anchor, approximate, article, carry_over, export, file, foreign, import, merge, state);
