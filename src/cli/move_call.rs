//! `backlog move-meeting`: move a call of the schedule to another day.

use super::agenda::report_call;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, exception, line, parse_day};
use crate::error::Error;
use crate::model::schedule::MovedDay;
use crate::record::exception::move_call;
use crate::view::calendar::ScheduledDay;
use chrono::{NaiveDate, NaiveTime};

/// Move a call of the schedule to another day
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog move-meeting 2026-05-28 2026-05-27 --reason \"public holiday\"")]
pub struct Args {
    /// Day of the call
    #[arg(value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Day on which it is held instead
    #[arg(value_parser = parse_day)]
    new: Option<NaiveDate>,

    /// Choose the call by its day; NEW is then the only positional argument
    #[arg(long = "meeting", alias = "call", value_name = "DATE", value_parser = parse_day, conflicts_with = "new")]
    call: Option<NaiveDate>,

    /// Give the reason, in a few words
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    reason: Option<String>,

    /// Set the start time, such as 09:00 [default: as in the schedule]
    #[arg(long, value_name = "TIME", value_parser = super::new_meeting::parse_time)]
    start: Option<NaiveTime>,

    /// Set the end time, after midnight if it is before the start [default: as long as in the schedule]
    #[arg(long, value_name = "TIME", value_parser = super::new_meeting::parse_time)]
    end: Option<NaiveTime>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a call is required", "Add its day: `backlog move-meeting DATE NEW --reason WHY`.");
    let (date, new) = match args.call {
        Some(call) => (Some(call), args.date),
        None => (args.date, args.new),
    };
    let date = exception::prompt_for_day(date, session, missing)?;
    let missing = Error::usage("a new day is required", "Add it: `backlog move-meeting DATE NEW --reason WHY`.");
    let new = match new {
        Some(new) => new,
        None => ask::ask_parsed("New day", session, parse_day, missing)?,
    };
    if date == new {
        let help = "To change the time, edit `start` and `end` in the call's file.";
        return Err(Error::usage(format!("the call is already on {date}"), help));
    }
    let missing = Error::usage("a reason is required", "Add --reason WHY.");
    let reason = ask::ask_text(args.reason, "Reason", session, missing)?;
    let reason = Some(reason.trim().to_owned());
    let moved = MovedDay { from: date, to: new, reason, start: args.start, end: args.end };
    let done = session.commit(Needs::AllFiles, |views, _| move_call(&moved, views))?;
    let views = session.derive_views(&done.after, Needs::AllFiles)?;
    let planned = match views.calendar.scheduled_day(new) {
        ScheduledDay::Call(call) => Some(call),
        ScheduledDay::NotHeld(_) | ScheduledDay::NoSlot => None,
    };
    if let Some(call) = views.calls.meeting_on(new).map(|meeting| views.calendar.call_for(meeting)).or(planned) {
        report_call(&call, &views, session);
    }
    Ok(ExitStatus::Clean)
}
