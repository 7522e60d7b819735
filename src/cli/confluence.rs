//! `backlog confluence minutes`: print the page of a call's minutes, or publish it.

mod minutes;

use super::ExitStatus;
use super::session::Session;
use crate::error::Error;

/// Print or publish pages on Confluence
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog confluence minutes            print the page of the last call's minutes
  backlog confluence minutes --send     create it, or bring it up to date")]
pub struct Args {
    #[command(subcommand)]
    what: ConfluenceCommand,
}

#[derive(clap::Subcommand)]
enum ConfluenceCommand {
    Minutes(minutes::Args),
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    match args.what {
        ConfluenceCommand::Minutes(args) => minutes::run(args, session),
    }
}
