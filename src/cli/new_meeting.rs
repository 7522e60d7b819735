//! `backlog new-meeting`: the file of the next call, with what is open carried over.

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

/// Make the file of the next call; what is open is carried over from the last one
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog new-meeting
  backlog new-meeting 2026-03-05 --extra \"The backlog has grown too long\"")]
pub struct Args {
    /// The day of the call; if it has a file, what is missing on its agenda is added. Without it the running or next
    /// call that has no file
    #[arg(value_parser = super::parse_day)]
    date: Option<NaiveDate>,

    /// The day of the call, as DATE
    #[arg(long, value_name = "DATE", value_parser = super::parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,

    /// Hold a call outside the schedule, and say why
    #[arg(long, value_name = "WHY", value_parser = NonEmptyStringValueParser::new())]
    extra: Option<String>,

    /// When an extra call starts, as 09:00; without it as the schedule's calls do
    #[arg(long, value_name = "TIME", requires = "extra", value_parser = parse_time)]
    start: Option<NaiveTime>,

    /// When an extra call ends, after midnight where that is before its start
    #[arg(long, value_name = "TIME", requires = "extra", value_parser = parse_time)]
    end: Option<NaiveTime>,

    /// Show the file, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// The file, in the order of its keys.
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
        let missing = || Error::usage("the extra call has no day", "Name it: `backlog new-meeting DATE --extra WHY`.");
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
    if let Some(meeting) = args.date.filter(|_| args.extra.is_none()).and_then(|date| views.meeting_on(date))
        && views.is_held(meeting)
        && !views.is_meeting_over(meeting)
    {
        report_call(&views.calendar.call_for(meeting), &views, session);
        return carry::add_missing_items(meeting, &repository, &views, args.dry_run, session);
    }
    let call = plan_call(&args, &views)?;
    let carried = views.carried_items(call.date);
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    let stated = call.times.filter(|_| args.extra.is_some());
    if stated.is_none() && args.end.is_some() {
        return Err(Error::usage("nothing says when the call starts", "Add --start TIME."));
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
    let last = views.meetings_before(call.date).last();
    session.out.print_message(&match last {
        None => "carried over: nothing, this is the first call".to_owned(),
        Some(last) if carried.is_empty() => format!("carried over from {}: nothing is open", last.date.value),
        Some(_) => carry::describe_carried(&carried, &views),
    });
    if let Some(last) = last.filter(|last| views.is_held(last) && !views.is_meeting_over(last)) {
        let (date, last) = (call.date, last.date.value);
        session.out.print_message(&format!(
            "the call of {last} is not over: `backlog agenda carry --call {date}` adds what it leaves open after this"
        ));
    }
    if !args.dry_run {
        session.out.print_message(&format!("next: `backlog minutes {}` prints its draft", call.date));
    }
    Ok(ExitStatus::Clean)
}

/// The call to make a file for.
fn plan_call(args: &Args, views: &Views) -> Result<Call, Error> {
    let next = || views.coming_calls_without_file().next();
    let Some(date) = args.date else {
        return next().ok_or_else(|| {
            Error::not_allowed(
                "the schedule names no call in the two years ahead",
                "Mend `schedule` in workgroup.yaml, or name a day.",
            )
        });
    };
    if args.extra.is_some() {
        return match views.calendar.scheduled_day(date) {
            ScheduledDay::Call(_) => Err(Error::not_allowed(
                format!("{date} is a day of the schedule, so the call is no extra one"),
                "Leave --extra out.",
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
            format!("the call of {date} is {}", views.not_held_by(exception).describe_exception()),
            format!("{hint}To hold one all the same, remove the exception from workgroup.yaml."),
        )),
        ScheduledDay::NoSlot => Err(Error::not_allowed(
            format!("{date} is a {} and no slot of the schedule", weekday_name(date.weekday())),
            format!("{hint}To hold a call outside the schedule, say why: --extra WHY."),
        )),
    }
}

pub fn parse_time(text: &str) -> Result<NaiveTime, String> {
    let shaped = text.len() == 5;
    let time = shaped.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten();
    time.ok_or_else(|| "this is no time as 09:00".to_owned())
}
