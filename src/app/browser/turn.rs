//! Work that goes on in turns, so that nothing else waits for all of it.

use gloo::timers::future::TimeoutFuture;

/// Lets the browser do what waits: draw, and hear keys. In storage's transactions it must not be called: they end by
/// themselves when nothing is asked of them.
pub async fn turn() {
    TimeoutFuture::new(0).await;
}
