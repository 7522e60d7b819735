//! A progress bar on the terminal, once an import takes longer than a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long an import may take before the bar appears.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of an import.
pub struct Progress {
    since: Instant,
    all: u64,
    done: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Progress on this number of files.
    pub fn new(all: usize) -> Self {
        Self { since: Instant::now(), all: all as u64, done: 0, bar: None }
    }

    /// Counts one more file as done.
    pub fn count_file(&mut self) {
        self.done += 1;
        if self.bar.is_none() && self.since.elapsed() > PATIENCE && std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{bar:40} {pos} of {len} files")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            let bar = ProgressBar::with_draw_target(Some(self.all), ProgressDrawTarget::stderr());
            self.bar = Some(bar.with_style(style));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
