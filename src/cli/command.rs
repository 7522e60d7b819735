//! A command with the options that it shares with others.

use super::mode::WriteArgs;
use super::session::Session;
use crate::error::Error;

// The docs of a command are those of its arguments, so the next two types have none. The first one is for a command that
// only reads, or that decides itself whether it writes.
#[derive(clap::Args)]
pub struct Plain<A: clap::Args> {
    #[command(flatten)]
    args: A,
}

impl<A: clap::Args> Plain<A> {
    /// The arguments of a command that starts.
    pub fn start(self, _: &mut Session) -> Result<A, Error> {
        Ok(self.args)
    }
}

#[derive(clap::Args)]
pub struct Writing<A: clap::Args> {
    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    args: A,
}

impl<A: clap::Args> Writing<A> {
    /// The arguments of a command that starts, which needs a repository before it prompts for anything.
    pub fn start(self, session: &mut Session) -> Result<A, Error> {
        session.mode = self.write.mode();
        session.find_root()?;
        Ok(self.args)
    }
}
