//! `backlog calendar`: print the calls as a calendar.

use super::ExitStatus;
use super::minutes::write_or_print;
use super::session::{Needs, Session};
use crate::error::Error;
use crate::render::calendar::{is_own_calendar, render_calendar};
use std::path::PathBuf;

/// Print the calls in iCalendar format
///
/// Each slot of the schedule is one series, without calls that are canceled or moved. Moved calls, extra calls and
/// calls at other times are separate events. An alarm goes off when the agenda of a call closes.
///
/// A series continues until its slot ends; where slots fall on the same day repeatedly, it ends when the deadlines end.
/// The same records give the same calendar on any day.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog calendar > calls.ics
  backlog calendar --deadlines --out docs/calls.ics")]
pub struct Args {
    /// Include the days on which agendas close, until two years after the last date in the records
    #[arg(long)]
    deadlines: bool,

    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let text = render_calendar(&views, args.deadlines)?;
    write_or_print(&text, args.out.as_deref(), session, |now| Ok(now.is_none_or(is_own_calendar).then(|| text.clone())))
}
