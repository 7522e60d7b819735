//! `backlog live`: record a call on a live screen.

#[cfg(feature = "live")]
mod screen;
#[cfg(feature = "live")]
#[cfg_attr(not(unix), path = "live/no_signals.rs")]
mod signals;
#[cfg(feature = "live")]
mod terminal;

use super::ExitStatus;
use super::call::NamedCall;
use super::session::Session;
use crate::error::Error;

/// Record a call on a live screen
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog live
  backlog live 2026-02-26

The screen shows the agenda and the item under discussion, and saves what is typed.")]
pub struct Args {
    #[command(flatten)]
    call: NamedCall,
}

#[cfg(feature = "live")]
pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    screen::run_screen(args.call.to_record(), session)
}

#[cfg(not(feature = "live"))]
pub fn run(args: Args, _: &mut Session) -> Result<ExitStatus, Error> {
    let _ = args.call.to_record();
    let help = "Build it with its default features, or record the call with `backlog edit` and the other commands.";
    Err(Error::usage("this build of backlog has no live screen: it lacks the feature `live`", help))
}
