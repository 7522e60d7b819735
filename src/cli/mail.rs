//! `backlog mail agenda|minutes`: what goes out by mail, and sending it.

mod options;
mod sending;

use super::minutes::{approved_otherwise, write_or_print};
use super::session::Session;
use super::{Status, call};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::render::line_ends::is_same_text;
use crate::render::mail::{self, Letter};
use crate::render::outputs;
use crate::view::Views;
use chrono::NaiveDate;
use options::Options;
use sending::Sent;
use std::path::Path;

/// Print the mail of an agenda or of minutes, or send it
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog mail agenda
  backlog mail minutes 2026-02-12 --out minutes.eml")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// The agenda of a call, for the reviewer's list
    #[command(after_help = "Examples:
  backlog mail agenda                     print that of the next call
  backlog mail agenda --send --dry-run    show what would be sent, and to whom
  backlog mail agenda --send              send it, and write down when

The password is taken from BACKLOG_SMTP_PASSWORD, and goes only to the server
in BACKLOG_SMTP_SERVER.")]
    Agenda {
        /// The day of the call; without it the running or next one
        #[arg(value_parser = super::parse_day)]
        date: Option<NaiveDate>,

        /// The day of the call, as DATE
        #[arg(long, value_name = "DATE", value_parser = super::parse_day, conflicts_with = "date")]
        call: Option<NaiveDate>,

        #[command(flatten)]
        options: Options,

        /// With --send: send it once more, though `agenda-sent` says that it was sent
        #[arg(long, requires = "send")]
        again: bool,
    },
    /// The minutes of a call, for the group
    #[command(after_help = "Examples:
  backlog mail minutes --out minutes.eml    write the last one to a file
  backlog mail minutes 2026-02-12 --send    show and send that of a call, and write down when

The password is taken from BACKLOG_SMTP_PASSWORD, and goes only to the server
in BACKLOG_SMTP_SERVER.")]
    Minutes {
        /// The day of the call; without it the last one held
        #[arg(value_parser = super::parse_day)]
        date: Option<NaiveDate>,

        /// The day of the call, as DATE
        #[arg(long, value_name = "DATE", value_parser = super::parse_day, conflicts_with = "date")]
        call: Option<NaiveDate>,

        #[command(flatten)]
        options: Options,

        /// With --send: send them once more, though `minutes-sent` says that they were sent
        #[arg(long, requires = "send")]
        again: bool,
    },
}

pub fn run(args: &Args, session: &mut Session) -> Result<Status, Error> {
    match &args.what {
        What::Agenda { date, call, options, again } if options.send => {
            sending::send(Sent::Agenda, date.or(*call), options, *again, session)
        }
        What::Minutes { date, call, options, again } if options.send => {
            sending::send(Sent::Minutes, date.or(*call), options, *again, session)
        }
        What::Agenda { date, call, options, .. } => agenda_printed(date.or(*call), options, session),
        What::Minutes { date, call, options, .. } => minutes_printed(date.or(*call), options, session),
    }
}

fn agenda_printed(date: Option<NaiveDate>, options: &Options, session: &mut Session) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let addresses = options.addresses(workgroup, options::To::Reviewer)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = call_ahead(date, &views, session)?;
    print(&mail::agenda(&views, meeting, &addresses.sender())?, options.out.as_deref(), session)
}

fn minutes_printed(date: Option<NaiveDate>, options: &Options, session: &mut Session) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let addresses = options.addresses(workgroup, options::To::Group)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = call_behind(date, &views, &repository.files.root, session)?;
    print(&mail::minutes(&views, meeting, &addresses.sender())?, options.out.as_deref(), session)
}

/// The call whose minutes are meant, or the last one held, which is told. So is where other minutes were approved.
fn call_behind<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    root: &Path,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let meeting = match date {
        Some(date) => call::of_day(date, views)?,
        None => told(last_held(views)?, session),
    };
    let text = outputs::minutes(views, meeting)?;
    if let Some(by) = approved_otherwise(views, meeting, &text, root)? {
        let path = session.shown(&outputs::minutes_path(meeting));
        session.out.say(&format!("the call of {by} approved other minutes than these: they are in {path}"));
    }
    Ok(meeting)
}

/// The call whose minutes are sent: something is recorded of it.
fn call_to_send<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    root: &Path,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let meeting = call_behind(date, views, root, session)?;
    let day = meeting.date.value;
    if let Some(not_held) = views.not_held_on(day) {
        let help = "Leave out --send to print the mail that says so.";
        return Err(Error::denied(call::not_held_message(day, &not_held), help));
    }
    let help = "Leave out --send to see the draft.";
    if !views.has_begun(&views.calendar.call(meeting)) {
        return Err(Error::denied(format!("the call of {day} has not begun"), help));
    }
    if !meeting.is_recorded() {
        return Err(Error::denied(format!("nothing is recorded of the call of {day} yet"), help));
    }
    Ok(meeting)
}

/// The call that is meant, or the next one, which is told; it has to be one that is held.
fn call_ahead<'g>(date: Option<NaiveDate>, views: &Views<'g>, session: &mut Session) -> Result<&'g Meeting, Error> {
    let Some(date) = date else {
        return Ok(told(call::next_or(views, "name another call: `backlog mail agenda DATE`")?, session));
    };
    let meeting = call::of_day(date, views)?;
    if let Some(not_held) = views.not_held_on(date) {
        let help = format!("`backlog mail minutes {date}` is the mail that says so.");
        return Err(Error::denied(call::not_held_message(date, &not_held), help));
    }
    Ok(meeting)
}

/// The last call that is over and was held.
fn last_held<'g>(views: &Views<'g>) -> Result<&'g Meeting, Error> {
    let over = |meeting: &&Meeting| views.is_past(meeting) && views.is_held(meeting);
    let none = || Error::denied("no call that is over has a file", "Name a call: `backlog mail minutes DATE`.");
    views.group.meetings.iter().rev().find(over).ok_or_else(none)
}

fn told<'g>(meeting: &'g Meeting, session: &mut Session) -> &'g Meeting {
    session.out.say(&format!("the call of {}", meeting.date.value));
    meeting
}

/// The mail to stdout as it is, or to a file that is not there yet.
fn print(letter: &Letter, out: Option<&Path>, session: &mut Session) -> Result<Status, Error> {
    let text = String::from_utf8_lossy(&letter.bytes()).into_owned();
    if out.is_some() {
        return write_or_print(&text, out, session, |now| {
            now.is_none_or(|now| is_same_text(now, &text)).then(|| text.clone())
        });
    }
    session.out.print_document(&text);
    Ok(Status::Clean)
}
