//! `backlog calendar`: the calls for the calendars of their participants.

use super::ExitStatus;
use super::minutes::write_or_print;
use super::session::Session;
use crate::error::Error;
use crate::render::calendar::{is_own_calendar, render_calendar};
use std::path::PathBuf;

/// Print the calls as a calendar (iCalendar) that other programs can subscribe to
///
/// Each slot of the schedule is one series, without the calls that are not held or moved; moved and extra calls and
/// those at other times are events of their own. An alarm goes off when the agenda of a call closes.
///
/// A series goes on until its slot ends; where slots keep meeting on one day, it ends as the deadlines do. The same
/// records give the same calendar on any day.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog calendar > calls.ics
  backlog calendar --deadlines --out docs/calls.ics")]
pub struct Args {
    /// Add the days on which agendas close, until two years after the last day that the records name
    #[arg(long)]
    deadlines: bool,

    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let text = render_calendar(&views, args.deadlines)?;
    write_or_print(&text, args.out.as_deref(), session, |now| now.is_none_or(is_own_calendar).then(|| text.clone()))
}
