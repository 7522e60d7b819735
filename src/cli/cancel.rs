//! `backlog cancel-meeting`: cancel a call of the schedule.

use super::call::NamedCall;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, exception, line};
use crate::error::Error;
use crate::record::exception::cancel_call;
use chrono::NaiveDate;

/// Cancel a call of the schedule
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog cancel-meeting 2025-12-25 --reason \"public holiday\"")]
pub struct Args {
    #[command(flatten)]
    call: NamedCall,

    /// Give the reason, in a few words
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    reason: Option<String>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a call is required", "Add its day: `backlog cancel-meeting DATE --reason WHY`.");
    let date = exception::prompt_for_day(args.call.day(), session, missing)?;
    let missing = Error::usage("a reason is required", "Add --reason WHY.");
    let reason = ask::ask_text(args.reason, "Reason", session, missing)?;
    let mut planned = None;
    let done = session.commit(Needs::AllFiles, |views, _| {
        let (changes, slot) = cancel_call(date, &reason, views)?;
        planned = Some((slot, views.calls.meeting_on(date).is_some_and(|meeting| !meeting.agenda.is_empty())));
        Ok(changes)
    })?;
    let views = session.derive_views(&done.after, Needs::AllFiles)?;
    if let Some(next) = views.calls.next_after(date) {
        session.out.print_message(&format!("the next call after it is on {}", next.date));
    }
    let is_last = |slot: NaiveDate| views.group.meetings.last().is_some_and(|last| last.date.value == slot);
    if planned.is_some_and(|(slot, has_agenda)| has_agenda && is_last(slot)) {
        session
            .out
            .print_message("its agenda is carried over when `backlog new-meeting` creates the file of the next call");
    }
    Ok(ExitStatus::Clean)
}
