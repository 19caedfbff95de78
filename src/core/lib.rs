//! The values and functions of Glossator. No browser, no clock, no randomness: ids and times come from the caller.
//!
//! In reading order: [`text`], [`sorting`], [`article`], [`direction`], [`selector`], [`anchor`], [`approximate`], [`reanchor`],
//! [`difference`], [`carry_over`], [`comparison`], [`annotation`], [`attribute`], [`codebook`], [`document`], [`highlight`], [`filter`], [`transaction`], [`history`],
//! [`mod@file`], [`merge`], [`gather`], [`reshape`], [`state`]; what is counted, [`summary`] and [`agreement`]; what a text cursor moves by, [`word`], [`sentence`], [`quotation`], [`attribution`]; and, for other tools, [`export`] and [`import`].
#![forbid(unsafe_code)]

pub mod agreement;
pub mod anchor;
pub mod annotation;
pub mod approximate;
pub mod article;
pub mod attribute;
pub mod attribution;
pub mod carry_over;
pub mod catalogue;
pub mod codebook;
pub mod comparison;
pub mod difference;
pub mod direction;
pub mod document;
mod effort;
pub mod export;
pub mod file;
pub mod filter;
pub mod gather;
pub mod highlight;
pub mod history;
pub mod import;
pub mod library;
pub mod merge;
pub mod quotation;
pub mod reanchor;
pub mod resemblance;
pub mod reshape;
pub mod selector;
pub mod sentence;
pub mod snapshot;
pub mod sorting;
pub mod state;
pub mod step;
pub mod summary;
pub mod text;
pub mod transaction;
pub mod word;

#[cfg(test)]
mod fixtures;

/// The properties of a JSON object: what a file says and this crate does not know survives in one of these.
pub type Properties = serde_json::Map<String, serde_json::Value>;
