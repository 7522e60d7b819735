//! The signals that stop, continue or end the program: the terminal is restored first.

use super::pending_signal::PendingSignal;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::low_level::emulate_default_handler;

/// The signals that arrive.
pub struct Signals(signal_hook::iterator::Signals);

impl Signals {
    /// Begins to collect signals.
    pub fn new() -> std::io::Result<Self> {
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]).map(Self)
    }

    /// The signals that arrived since the last time.
    pub fn take_pending(&mut self) -> Vec<PendingSignal> {
        let signal = |signal| match signal {
            SIGTSTP => PendingSignal::Stop,
            SIGCONT => PendingSignal::Continue,
            other => PendingSignal::End(other),
        };
        self.0.pending().map(signal).collect()
    }

    /// Stops the program, and returns when it is continued.
    pub fn stop(&self) {
        // It fails only for signals that do not exist.
        let _ = emulate_default_handler(SIGTSTP);
    }

    /// Ends the program as the signal does, so that its parent knows.
    pub fn end_by(&self, signal: PendingSignal) {
        if let PendingSignal::End(signal) = signal {
            let _ = emulate_default_handler(signal);
        }
    }
}
