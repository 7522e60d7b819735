//! Whether a command writes, or only shows what would change.

/// Whether a command writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Write,
    /// Shows what would change; takes no lock.
    DryRun,
}

/// The flag of every command that writes.
#[derive(clap::Args)]
pub struct WriteArgs {
    /// Show what would change, without writing it
    #[arg(short = 'n', long, display_order = 99)]
    dry_run: bool,
}

impl WriteArgs {
    /// The mode that the flag chooses.
    pub fn mode(&self) -> Mode {
        if self.dry_run { Mode::DryRun } else { Mode::Write }
    }
}
