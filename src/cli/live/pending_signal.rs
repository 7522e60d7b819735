//! What a signal asks of the program.

/// A signal that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "only Unix stops and continues programs"))]
pub enum PendingSignal {
    /// The program is to stop until it is continued.
    Stop,
    /// It was continued.
    Continue,
    /// It is to end.
    End(i32),
}

impl PendingSignal {
    /// The signal of a terminal that is gone. It has this number on every system.
    pub const HANGUP: Self = Self::End(1);
}
