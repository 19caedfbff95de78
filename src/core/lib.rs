//! The values and functions of Glossator. No browser, no clock, no randomness.
#![forbid(unsafe_code)]
