//! What can go wrong, in words for the person whose work it is.

use indexed_db_futures::error::{DomException, Error, OpenDbError};
use std::fmt;
use wasm_bindgen::JsCast;

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

    /// Of a failure to open the database: there, the same names have other reasons.
    pub(super) fn of_opening(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(base) => {
                let name = name(&base);
                let error = Self::from(base);
                match (error.kind, name.as_deref()) {
                    // Firefox says so in a private window, and where a person has blocked storage.
                    (ErrorKind::Other, Some("InvalidStateError" | "NotSupportedError" | "NotAllowedError")) => {
                        Self { kind: ErrorKind::Blocked, ..error }
                    }
                    (ErrorKind::Other, Some("AbortError" | "NotFoundError")) => {
                        Self { kind: ErrorKind::Damaged, ..error }
                    }
                    _ => error,
                }
            }
            other => Self::new(ErrorKind::Blocked, other.to_string()),
        }
    }

    /// Whether it was the connection that failed, and the same may succeed on another.
    pub(super) fn is_of_connection(&self) -> bool {
        self.kind == ErrorKind::Other && self.detail.starts_with("InvalidStateError")
    }
}

impl From<Error> for StorageError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) => Self::from(web_sys::DomException::from(exception)),
            other => Self::new(ErrorKind::Other, other.to_string()),
        }
    }
}

impl From<web_sys::DomException> for StorageError {
    fn from(exception: web_sys::DomException) -> Self {
        let kind = match exception.name().as_str() {
            "QuotaExceededError" => ErrorKind::Quota,
            "VersionError" => ErrorKind::Newer,
            "SecurityError" => ErrorKind::Blocked,
            // Chromium and Firefox say so of files that are missing or unreadable; a store that is missing is
            // `NotFoundError`.
            "UnknownError" | "NotReadableError" | "DataError" | "NotFoundError" => ErrorKind::Damaged,
            _ => ErrorKind::Other,
        };
        Self::new(kind, format!("{}: {}", exception.name(), exception.message()))
    }
}

fn name(error: &Error) -> Option<String> {
    let Error::DomException(exception) = error else { return None };
    let js: &wasm_bindgen::JsValue = DomException::as_ref(exception);
    js.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name)
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
            ErrorKind::Damaged => {
                "What the browser stored for this page cannot be read. Save it as it is before you do anything else"
            }
            ErrorKind::Exists => "This article is in the library already.",
            ErrorKind::Other => {
                "The browser did not store this. Your work is kept in this tab: try again, or download it"
            }
        })?;
        match self.kind {
            ErrorKind::Damaged | ErrorKind::Other => write!(out, " ({}).", self.detail),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for StorageError {}
