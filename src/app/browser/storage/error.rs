//! What can go wrong, in words for the person whose work it is.

use super::connection::text;
use crate::messages;
use std::fmt;
use wasm_bindgen::JsValue;

/// Why storage did not do what was asked. Nothing was changed by a call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageError {
    /// What kind of failure.
    pub kind: ErrorKind,
    /// What the browser said.
    detail: String,
}

/// Kinds of failure that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The browser has no storage for this page, or does not give it.
    Blocked,
    /// There is no room.
    Quota,
    /// A newer version of the page has written the database. It is not touched.
    Newer,
    /// The storage was emptied from outside while the page was open. It works again; what it held is gone.
    Closed,
    /// What is stored cannot be read.
    Damaged,
    /// There is a document of that id already.
    Exists,
    /// Anything else.
    Other,
}

impl StorageError {
    pub(super) fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// Of what the browser threw, or gave as the reason.
    pub(super) fn of(thrown: JsValue) -> Self {
        let text = |name| text(&thrown, name).unwrap_or_default();
        let name = text("name");
        let kind = match &*name {
            "QuotaExceededError" => ErrorKind::Quota,
            "VersionError" => ErrorKind::Newer,
            "SecurityError" => ErrorKind::Blocked,
            // Chromium and Firefox say so of files that are missing or unreadable; a store that is missing is
            // `NotFoundError`.
            "UnknownError" | "NotReadableError" | "DataError" | "NotFoundError" => ErrorKind::Damaged,
            _ => ErrorKind::Other,
        };
        Self::new(kind, name + ": " + &text("message"))
    }

    /// As it is where the database could not be opened: there, the same names have other reasons.
    pub(super) fn of_opening(mut self) -> Self {
        if self.kind == ErrorKind::Other {
            self.kind = match self.detail.split_once(':').map_or("", |(name, _)| name) {
                // Firefox says so in a private window, and where a person has blocked storage. Nothing is said where
                // there is no IndexedDB at all.
                "InvalidStateError" | "NotSupportedError" | "NotAllowedError" | "" => ErrorKind::Blocked,
                "AbortError" => ErrorKind::Damaged,
                _ => ErrorKind::Other,
            };
        }
        self
    }

    /// Whether it was the connection that failed, and the same may succeed on another.
    pub(super) fn is_of_connection(&self) -> bool {
        self.kind == ErrorKind::Other && self.detail.starts_with("InvalidStateError")
    }
}

impl From<web_sys::DomException> for StorageError {
    fn from(exception: web_sys::DomException) -> Self {
        Self::of(exception.into())
    }
}

/// What happened and what to do.
impl fmt::Display for StorageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&match self.kind {
            ErrorKind::Blocked => messages::storage_blocked().to_owned(),
            ErrorKind::Quota => messages::storage_full().to_owned(),
            ErrorKind::Newer => messages::storage_newer().to_owned(),
            ErrorKind::Closed => messages::storage_closed().to_owned(),
            ErrorKind::Damaged => messages::storage_damaged(&self.detail),
            ErrorKind::Exists => messages::storage_exists().to_owned(),
            ErrorKind::Other => messages::storage_failed(&self.detail),
        })
    }
}

impl std::error::Error for StorageError {}
