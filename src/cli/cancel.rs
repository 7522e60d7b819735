//! `backlog cancel`: a call of the schedule is not held.

use super::session::{Session, WriteOrder};
use super::{ExitStatus, ask, exception, line, parse_day};
use crate::error::Error;
use crate::model::schedule::Exception;
use chrono::NaiveDate;

/// Record that a call of the schedule is not held
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog cancel 2025-12-25 --reason \"public holiday\"")]
pub struct Args {
    /// The day on which the schedule has the call
    #[arg(value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// The day of the call, as DATE
    #[arg(long, value_name = "DATE", value_parser = parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,

    /// Why, in a few words
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    reason: Option<String>,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("no call is named", "Name its day: `backlog cancel DATE --reason WHY`.");
    let date = exception::prompt_for_day(args.date.or(args.call), session, missing)?;
    let missing = || Error::usage("nothing says why the call is not held", "Say it: --reason WHY.");
    let reason = ask::ask_text(args.reason, "Reason", session, missing)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let told = format!("the call of {date} is not held");
    let planned = exception::find_cancellable(date, &views)?;
    let reason = Some(reason.trim().to_owned());
    let entry = Exception { date: planned.slot, moved_to: None, reason, start: None, end: None };
    let change = planned.exception_change(&entry, told)?;
    let moved = match planned.meeting {
        Some(meeting) if meeting.is_empty() => Some(exception::plan_removal(meeting, &views)),
        // What it plans stays, for the next call takes it over; it is on the day of the slot, which has the exception.
        Some(meeting) if planned.slot != date => {
            Some(exception::plan_move(meeting, planned.slot, WriteOrder::RecordFirst, &views)?)
        }
        Some(_) | None => None,
    };
    let after = match moved {
        Some(moved) => session.move_record(&repository, &change, &moved, args.dry_run)?,
        None => session.edit_records(&repository, &[change], args.dry_run)?,
    };
    let workgroup = session.require_all_records(&after)?;
    let views = session.new_views(&after.group, workgroup);
    if let Some(next) = views.next_call(date) {
        session.out.print_message(&format!("the next call after it is on {}", next.date));
    }
    let is_last = after.group.meetings.last().is_some_and(|last| last.date.value == planned.slot);
    if is_last && planned.meeting.is_some_and(|meeting| !meeting.agenda.is_empty()) {
        session.out.print_message(
            "what is on its agenda is carried over when `backlog new-meeting` makes the file of the next call",
        );
    }
    Ok(ExitStatus::Clean)
}
