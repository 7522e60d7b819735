//! Whether a command writes, or only shows what would change.

/// Whether a command writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Write,
    /// Shows what would change; takes no lock.
    DryRun,
}

impl Mode {
    /// The mode for a flag of a dry run.
    pub fn from_dry_run(dry_run: bool) -> Self {
        if dry_run { Self::DryRun } else { Self::Write }
    }
}

/// The flag of every command that writes.
#[derive(clap::Args)]
pub struct WriteArgs {
    /// Show what would change, without writing it
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl WriteArgs {
    /// The mode that the flag chooses.
    pub fn mode(&self) -> Mode {
        Mode::from_dry_run(self.dry_run)
    }
}
