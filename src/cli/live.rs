//! `backlog live`: record a call on a live screen.

#[cfg(feature = "live")]
mod pending_signal;
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

    /// Save a typed text after SECONDS
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0, value_parser = parse_seconds, hide = true)]
    save_after: f64,
}

fn parse_seconds(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|seconds| (0.0..=60.0).contains(seconds)).ok_or_else(|| "expected 0 to 60".to_owned())
}

#[cfg(feature = "live")]
pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let save_after = chrono::TimeDelta::milliseconds((args.save_after * 1000.0) as i64);
    screen::run_screen(args.call.to_record(), save_after, session)
}

#[cfg(not(feature = "live"))]
pub fn run(args: Args, _: &mut Session) -> Result<ExitStatus, Error> {
    let _ = (args.call.to_record(), args.save_after);
    let help = "Build it with its default features, or record the call with `backlog edit` and the other commands.";
    Err(Error::usage("this build of backlog has no live screen: it lacks the feature `live`", help))
}
