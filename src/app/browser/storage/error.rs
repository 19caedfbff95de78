//! What can go wrong, in words for the person whose work it is.

use super::connection::text;
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

/// What is said of everything stored that cannot be read; with it goes a way to download it.
pub const KEPT: &str = "Nothing of that was changed or deleted.";

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
        out.write_str(match self.kind {
            ErrorKind::Blocked => {
                "The browser does not let this page keep anything, as in some private windows. Download your work \
                 before you close the tab."
            }
            ErrorKind::Quota => {
                "There is no room left to store your work. It is kept in this tab for now: free some space on the \
                 device, or download your work."
            }
            ErrorKind::Newer => {
                "A newer version of this page has stored the work. Reload the tab to get that version; nothing was \
                 changed."
            }
            ErrorKind::Closed => {
                "The browser has deleted what it stored for this page. What is in this tab can be stored again."
            }
            ErrorKind::Damaged => "Some of what the browser stored for this page cannot be read",
            ErrorKind::Exists => "This article is in the library already.",
            ErrorKind::Other => {
                "The browser did not store this. Your work is kept in this tab: try again, or download it"
            }
        })?;
        match self.kind {
            ErrorKind::Damaged => write!(out, " ({}). {KEPT}", self.detail),
            ErrorKind::Other => write!(out, " ({}).", self.detail),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for StorageError {}
