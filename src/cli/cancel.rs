//! `backlog cancel`: cancel a call of the schedule.

use super::session::{Session, WriteOrder};
use super::{ExitStatus, ask, exception, line, parse_day};
use crate::error::Error;
use crate::model::schedule::Exception;
use chrono::NaiveDate;

/// Cancel a call of the schedule
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog cancel 2025-12-25 --reason \"public holiday\"")]
pub struct Args {
    /// Day of the call
    #[arg(value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Choose the call by its day
    #[arg(long, value_name = "DATE", value_parser = parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,

    /// Give the reason, in a few words
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    reason: Option<String>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("a call is required", "Add its day: `backlog cancel DATE --reason WHY`.");
    let date = exception::prompt_for_day(args.date.or(args.call), session, missing)?;
    let missing = || Error::usage("a reason is required", "Add --reason WHY.");
    let reason = ask::ask_text(args.reason, "Reason", session, missing)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let description = format!("the call of {date} is not held");
    let planned = exception::find_cancellable(date, &views)?;
    let reason = Some(reason.trim().to_owned());
    let entry = Exception { date: planned.slot, moved_to: None, reason, start: None, end: None };
    let change = planned.exception_change(&entry, description)?;
    let moved = match planned.meeting {
        Some(meeting) if meeting.is_empty() => Some(exception::plan_removal(meeting, &views)),
        // Its agenda stays, since the next call takes it over; the file moves to the day of the slot, which has the
        // exception.
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
    if let Some(next) = views.calls.next_after(date) {
        session.out.print_message(&format!("the next call after it is on {}", next.date));
    }
    let is_last = after.group.meetings.last().is_some_and(|last| last.date.value == planned.slot);
    if is_last && planned.meeting.is_some_and(|meeting| !meeting.agenda.is_empty()) {
        session
            .out
            .print_message("its agenda is carried over when `backlog new-meeting` creates the file of the next call");
    }
    Ok(ExitStatus::Clean)
}
