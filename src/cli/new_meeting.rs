//! `backlog new-meeting`: create the file of the next call, with open items carried over.

use super::agenda::{carry, report_call};
use super::session::Session;
use super::{ExitStatus, ask, schema};
use crate::error::Error;
use crate::model::schedule::{check_times, weekday_name};
use crate::report::schema::RecordKind;
use crate::store::yaml;
use crate::view::Views;
use crate::view::calendar::{Call, ScheduledDay};
use chrono::{Datelike, NaiveDate, NaiveTime};
use clap::builder::NonEmptyStringValueParser;
use serde::Serialize;

/// Create the file of the next call, with open items carried over
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog new-meeting
  backlog new-meeting 2026-03-05 --extra \"The backlog has grown too long\"")]
pub struct Args {
    /// Day of the call [default: the running or next call without a file]. If the call has a file, missing items are
    /// carried over to it
    #[arg(value_parser = super::parse_day)]
    date: Option<NaiveDate>,

    /// Choose the call by its day
    #[arg(long, value_name = "DATE", value_parser = super::parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,

    /// Create an extra call, outside the schedule, for this reason
    #[arg(long, value_name = "WHY", value_parser = NonEmptyStringValueParser::new())]
    extra: Option<String>,

    /// Set the start time of an extra call, such as 09:00 [default: as in the schedule]
    #[arg(long, value_name = "TIME", requires = "extra", value_parser = parse_time)]
    start: Option<NaiveTime>,

    /// Set the end time of an extra call, after midnight if it is before the start
    #[arg(long, value_name = "TIME", requires = "extra", value_parser = parse_time)]
    end: Option<NaiveTime>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// The file, with its keys in order.
#[derive(Serialize)]
struct MeetingRecord {
    date: NaiveDate,
    extra: Option<String>,
    start: Option<String>,
    end: Option<String>,
    agenda: Vec<carry::CarriedEntry>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    args.date = args.date.or(args.call);
    if args.extra.is_some() && args.date.is_none() {
        let missing =
            || Error::usage("the day of the extra call is required", "Add it: `backlog new-meeting DATE --extra WHY`.");
        args.date = Some(ask::ask_parsed("Day of the call", session, super::parse_day, missing)?);
    }
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    if let (Some(start), Some(end)) = (args.start, args.end)
        && let Err(mistake) = check_times(start, end)
    {
        return Err(Error::usage(mistake, "Correct --start or --end."));
    }
    if let Some(meeting) = args.date.filter(|_| args.extra.is_none()).and_then(|date| views.calls.meeting_on(date))
        && views.calls.is_held(meeting)
        && !views.calls.is_meeting_over(meeting)
    {
        report_call(&views.calendar.call_for(meeting), &views, session);
        return carry::add_missing_items(meeting, &repository, &views, args.dry_run, session);
    }
    let call = plan_call(&args, &views)?;
    let carried = views.carry_over.items(call.date);
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    let stated = call.times.filter(|_| args.extra.is_some());
    if stated.is_none() && args.end.is_some() {
        return Err(Error::usage("the start of the call is required", "Add --start TIME."));
    }
    let record = MeetingRecord {
        date: call.date,
        extra: args.extra,
        start: stated.map(|times| time(times.start.time())),
        end: stated.map(|times| time(times.end.time())),
        agenda: carried.iter().map(|mention| carry::carried_entry(mention.item, &views)).collect(),
    };
    let path = format!("minutes/{}.yaml", call.date);
    let text = schema::add_modeline(RecordKind::Meeting, &repository.files.root, yaml::to_yaml(&record)?);
    session.create_record(&repository, &path, text, args.dry_run)?;
    report_call(&call, &views, session);
    let last = views.calls.meetings_before(call.date).last();
    session.out.print_message(&match last {
        None => "nothing to carry over: this is the first call".to_owned(),
        Some(last) if carried.is_empty() => format!("nothing to carry over from {}", last.date.value),
        Some(_) => carry::describe_carried(&carried, &views),
    });
    if let Some(last) = last.filter(|last| views.calls.is_held(last) && !views.calls.is_meeting_over(last)) {
        let (date, last) = (call.date, last.date.value);
        session.out.print_message(&format!(
            "the call of {last} is not over: afterwards, carry over what it leaves open with `backlog agenda carry --call {date}`"
        ));
    }
    if !args.dry_run {
        session.out.print_message(&format!("next: print its draft with `backlog minutes {}`", call.date));
    }
    Ok(ExitStatus::Clean)
}

/// The call whose file to create.
fn plan_call(args: &Args, views: &Views) -> Result<Call, Error> {
    let next = || views.calls.coming_without_file().next();
    let Some(date) = args.date else {
        return next().ok_or_else(|| {
            Error::not_allowed(
                "the schedule has no call in the next two years",
                "Fix `schedule` in workgroup.yaml, or give a day.",
            )
        });
    };
    if args.extra.is_some() {
        return match views.calendar.scheduled_day(date) {
            ScheduledDay::Call(_) => Err(Error::not_allowed(
                format!("{date} is a day of the schedule, not an extra call"),
                "Remove --extra.",
            )),
            ScheduledDay::NotHeld(_) | ScheduledDay::NoSlot => {
                Ok(views.calendar.extra_call(date, args.start, args.end))
            }
        };
    }
    let hint = next().map(|call| format!("The next call is on {}. ", call.date)).unwrap_or_default();
    match views.calendar.scheduled_day(date) {
        ScheduledDay::Call(call) => Ok(call),
        ScheduledDay::NotHeld(exception) => Err(Error::not_allowed(
            format!("the call of {date} is {}", views.calls.not_held_by(exception).describe_exception()),
            format!("{hint}To hold it anyway, remove the exception from workgroup.yaml."),
        )),
        ScheduledDay::NoSlot => Err(Error::not_allowed(
            format!("{date} is a {} outside the schedule", weekday_name(date.weekday())),
            format!("{hint}To hold an extra call, add --extra WHY."),
        )),
    }
}

pub fn parse_time(text: &str) -> Result<NaiveTime, String> {
    let shaped = text.len() == 5;
    let time = shaped.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten();
    time.ok_or_else(|| "expected a time such as 09:00".to_owned())
}
