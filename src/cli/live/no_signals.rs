//! In place of signals, on a system that has none.

use super::pending_signal::PendingSignal;

/// The signals that arrive: none.
pub struct Signals;

impl Signals {
    /// Begins to collect signals.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    /// The signals that arrived since the last time.
    pub fn take_pending(&mut self) -> Vec<PendingSignal> {
        Vec::new()
    }

    /// Stops the program, which this system cannot.
    pub fn stop(&self) {}

    /// Ends the program as the signal does.
    pub fn end_by(&self, _: PendingSignal) {}
}
