//! Work that goes on in turns, so that nothing else waits for all of it.

use gloo::timers::future::TimeoutFuture;

/// Annotations that are read or written in one turn: about ten milliseconds on an old machine.
pub const IN_A_TURN: usize = 250;

/// Bytes of a text from which on each step of reading or writing it takes a turn of its own.
pub const LARGE: usize = 1024 * 1024;

/// As [`turn`], where it is wanted.
pub async fn turn_if(wanted: bool) {
    if wanted {
        turn().await;
    }
}

/// Lets the browser do what waits: draw, and hear keys. In storage's transactions it must not be called: they end by
/// themselves when nothing is asked of them.
pub async fn turn() {
    TimeoutFuture::new(0).await;
}
