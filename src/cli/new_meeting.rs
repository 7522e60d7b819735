//! `backlog new-meeting`: create the file of the next call, with open items carried over.

use super::agenda::report_call;
use super::call::NamedCall;
use super::mode::Mode;
use super::session::{Needs, Session};
use super::{ExitStatus, ask};
use crate::error::Error;
use crate::record::agenda::carry::carry_items;
use crate::record::new_meeting::{MeetingRequest, create_meeting, describe_carry_over, find_coming_meeting};
use chrono::NaiveTime;
use clap::builder::NonEmptyStringValueParser;

/// Create the file of the next call
///
/// Open items of earlier calls are carried over.
#[derive(clap::Args)]
#[command(
    mut_arg("date", |date| date.help("Day of the call [default: the running or next call without a file]. If the call \
                                      has a file, missing items are carried over to it")),
    after_help = "Examples:
  backlog new-meeting
  backlog new-meeting 2026-03-05 --extra \"The backlog has grown too long\""
)]
pub struct Args {
    #[command(flatten)]
    call: NamedCall,

    /// Create an extra call, outside the schedule, for this reason
    #[arg(long, value_name = "WHY", value_parser = NonEmptyStringValueParser::new())]
    extra: Option<String>,

    /// Set the start time of an extra call, such as 09:00 [default: as in the schedule]
    #[arg(long, value_name = "TIME", requires = "extra", value_parser = parse_time)]
    start: Option<NaiveTime>,

    /// Set the end time of an extra call, after midnight if it is before the start
    #[arg(long, value_name = "TIME", requires = "extra", value_parser = parse_time)]
    end: Option<NaiveTime>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let mut date = args.call.day();
    if args.extra.is_some() && date.is_none() {
        let missing =
            Error::usage("the day of the extra call is required", "Add it: `backlog new-meeting DATE --extra WHY`.");
        date = Some(ask::ask_parsed("Day of the call", session, super::parse_day, missing)?);
    }
    let request = MeetingRequest { date, extra: args.extra.as_deref(), start: args.start, end: args.end };
    let mut new = None;
    let done = session.commit(Needs::AllFiles, |views, session| {
        if let Some(meeting) = find_coming_meeting(&request, views)? {
            report_call(&views.calendar.call_for(meeting), views, session);
            return carry_items(meeting, views);
        }
        let (call, changes) = create_meeting(&request, views)?;
        new = Some(call);
        Ok(changes)
    })?;
    if let Some(call) = new {
        let views = session.derive_views(&done.before, Needs::AllFiles)?;
        report_call(&call, &views, session);
        for line in describe_carry_over(&call, &views) {
            session.out.print_message(&line);
        }
        if session.mode == Mode::Write {
            session.out.print_message(&format!("next: print its draft with `backlog minutes {}`", call.date));
        }
    }
    Ok(ExitStatus::Clean)
}

pub fn parse_time(text: &str) -> Result<NaiveTime, String> {
    let shaped = text.len() == 5;
    let time = shaped.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten();
    time.ok_or_else(|| "expected a time such as 09:00".to_owned())
}
