//! The page of Glossator: [`glossator_core::state::State`] as HTML, and what a person does as actions on it.
// But for the entry of the part that is loaded later, which a macro writes.
#![deny(unsafe_code)]

pub mod app;
pub mod browser;
pub mod components;
pub mod desk;
pub mod hooks;
pub mod keymap;
pub mod later;
pub mod messages;
pub mod shared;
mod surfaces;
pub mod workspace;

/// The version that files name as their generator.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
