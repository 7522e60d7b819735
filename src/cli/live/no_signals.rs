//! In place of signals, on a system that has none.

/// A signal that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingSignal {
    /// The program is to stop until it is continued.
    Stop,
    /// It was continued.
    Continue,
    /// It is to end.
    End(i32),
}

impl PendingSignal {
    /// The signal of a terminal that is gone.
    pub const HANGUP: Self = Self::End(1);
}

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
