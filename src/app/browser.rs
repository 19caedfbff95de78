//! Everything that touches the browser beside Yew: thin, one capability a file.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod file_text;
pub mod folder;
pub mod importer;
pub mod language;
pub mod persistence;
pub mod preferences;
pub mod receiving;
pub mod rescue;
pub mod selection;
pub mod service_worker;
pub mod sheet;
pub mod storage;
pub mod tabs;
pub mod turn;
pub mod worker;

/// A length for a style, in whole pixels: finer ones are not seen, and the code that writes
/// fractions is large.
pub fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i32)
}
