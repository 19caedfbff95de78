//! Dates as articles write them.
