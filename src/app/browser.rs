//! Everything that touches the browser beside Yew: thin, one capability a file.

pub mod clock;
pub mod download;
pub mod preferences;
pub mod rescue;
pub mod selection;
pub mod service_worker;
pub mod storage;
pub mod tabs;
