//! A packed document: its parts by name, unpacked only as far as a document can be large.

use crate::Problem;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes that all parts together may have when they are unpacked. Text packs to a fifth; what packs to a thousandth is
/// made to fill a memory.
const UNPACKED_MAX: u64 = 100 * 1024 * 1024;

/// A packed document.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::Damaged)?;
        Ok(Self { zip, left: UNPACKED_MAX })
    }

    pub fn has(&mut self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part as text; `None` if there is none of that name.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let mut part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Problem::Locked),
            Err(_) => return Err(Problem::Damaged),
        };
        let mut bytes = Vec::new();
        // What the archive says of its size may be a lie.
        part.by_ref().take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Problem::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Problem::Swells)?;
        Ok(Some(crate::encoding::decode_page(&bytes)))
    }
}
