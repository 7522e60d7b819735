//! `backlog mail agenda|minutes`: what goes out by mail, and sending it.

mod options;
mod sending;

use super::minutes::{find_differing_approval, write_or_print};
use super::session::Session;
use super::{ExitStatus, call};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::render::line_ends::is_same_text;
use crate::render::mail::{self, Letter};
use crate::render::outputs;
use crate::view::Views;
use chrono::NaiveDate;
use options::MailOptions;
use sending::SentMail;
use std::path::Path;

/// Print the mail of an agenda or of minutes, or send it
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog mail agenda
  backlog mail minutes 2026-02-12 --out minutes.eml")]
pub struct Args {
    #[command(subcommand)]
    what: MailCommand,
}

#[derive(clap::Subcommand)]
enum MailCommand {
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
        options: MailOptions,

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
        options: MailOptions,

        /// With --send: send them once more, though `minutes-sent` says that they were sent
        #[arg(long, requires = "send")]
        again: bool,
    },
}

pub fn run(args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    match &args.what {
        MailCommand::Agenda { date, call, options, again } if options.send => {
            sending::send_and_record(SentMail::Agenda, date.or(*call), options, *again, session)
        }
        MailCommand::Minutes { date, call, options, again } if options.send => {
            sending::send_and_record(SentMail::Minutes, date.or(*call), options, *again, session)
        }
        MailCommand::Agenda { date, call, options, .. } => print_agenda(date.or(*call), options, session),
        MailCommand::Minutes { date, call, options, .. } => print_minutes(date.or(*call), options, session),
    }
}

fn print_agenda(date: Option<NaiveDate>, options: &MailOptions, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let workgroup = session.require_all_records(&repository)?;
    let addresses = options.find_addresses(workgroup, options::MailList::Reviewer)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = find_coming_call(date, &views, session)?;
    print_letter(&mail::compose_agenda(&views, meeting, &addresses.as_sender())?, options.out.as_deref(), session)
}

fn print_minutes(date: Option<NaiveDate>, options: &MailOptions, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let workgroup = session.require_all_records(&repository)?;
    let addresses = options.find_addresses(workgroup, options::MailList::Group)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = find_past_call(date, &views, &repository.files.root, session)?;
    print_letter(&mail::compose_minutes(&views, meeting, &addresses.as_sender())?, options.out.as_deref(), session)
}

/// The call whose minutes are meant, or the last one held, which is told. So is where other minutes were approved.
fn find_past_call<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    root: &Path,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let meeting = match date {
        Some(date) => call::find_call_on(date, views)?,
        None => announce_call(find_last_held(views)?, session),
    };
    let text = outputs::render_minutes(views, meeting)?;
    if let Some(by) = find_differing_approval(views, meeting, &text, root)? {
        let path = session.display_path(&outputs::minutes_path(meeting));
        session.out.print_message(&format!("the call of {by} approved other minutes than these: they are in {path}"));
    }
    Ok(meeting)
}

/// The call whose minutes are sent: something is recorded of it.
fn find_call_to_send<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    root: &Path,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let meeting = find_past_call(date, views, root, session)?;
    let day = meeting.date.value;
    if let Some(not_held) = views.not_held_on(day) {
        let help = "Leave out --send to print the mail that says so.";
        return Err(Error::not_allowed(call::not_held_message(day, &not_held), help));
    }
    let help = "Leave out --send to see the draft.";
    if !views.has_begun(&views.calendar.call_for(meeting)) {
        return Err(Error::not_allowed(format!("the call of {day} has not begun"), help));
    }
    if !meeting.is_recorded() {
        return Err(Error::not_allowed(format!("nothing is recorded of the call of {day} yet"), help));
    }
    Ok(meeting)
}

/// The call that is meant, or the next one, which is told; it has to be one that is held.
fn find_coming_call<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let Some(date) = date else {
        return Ok(announce_call(
            call::find_next_call_or(views, "name another call: `backlog mail agenda DATE`")?,
            session,
        ));
    };
    let meeting = call::find_call_on(date, views)?;
    if let Some(not_held) = views.not_held_on(date) {
        let help = format!("`backlog mail minutes {date}` is the mail that says so.");
        return Err(Error::not_allowed(call::not_held_message(date, &not_held), help));
    }
    Ok(meeting)
}

/// The last call that is over and was held.
fn find_last_held<'g>(views: &Views<'g>) -> Result<&'g Meeting, Error> {
    let over = |meeting: &&Meeting| views.is_meeting_over(meeting) && views.is_held(meeting);
    let none = || Error::not_allowed("no call that is over has a file", "Name a call: `backlog mail minutes DATE`.");
    views.group.meetings.iter().rev().find(over).ok_or_else(none)
}

fn announce_call<'g>(meeting: &'g Meeting, session: &mut Session) -> &'g Meeting {
    session.out.print_message(&format!("the call of {}", meeting.date.value));
    meeting
}

/// The mail to stdout as it is, or to a file that is not there yet.
fn print_letter(letter: &Letter, out: Option<&Path>, session: &mut Session) -> Result<ExitStatus, Error> {
    let text = String::from_utf8_lossy(&letter.to_bytes()).into_owned();
    if out.is_some() {
        return write_or_print(&text, out, session, |now| {
            now.is_none_or(|now| is_same_text(now, &text)).then(|| text.clone())
        });
    }
    session.out.print_document(&text);
    Ok(ExitStatus::Clean)
}
