//! `backlog mail agenda|minutes|actions`: print or send a mail to the reviewer or the group.

mod options;
mod sending;

use super::ExitStatus;
use super::minutes::{find_differing_approval, write_or_print};
use super::session::{Needs, Session};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::call::{find_call_on, find_next_call_or, not_held_message};
use crate::record::mail::SentMail;
use crate::render::line_ends::is_same_text;
use crate::render::mail::Letter;
use crate::render::outputs;
use crate::view::Views;
use chrono::NaiveDate;
use options::{CallMailOptions, MailOptions};
use std::path::Path;

/// Print or send an agenda, minutes, or the open action points
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
    /// Print or send the agenda of a call, for the reviewer's list
    #[command(
        mut_arg("date", |date| date.help("Day of the call [default: the running or next call]")),
        mut_arg("again", |again| again.help("With --send: send it again, although `agenda-sent` records that it was sent")),
        after_help = "Examples:
  backlog mail agenda                     print the mail of the next call
  backlog mail agenda --send --dry-run    show the mail and its recipients
  backlog mail agenda --send              send it, and record when

The password comes from BACKLOG_SMTP_PASSWORD and is sent only to the server
in BACKLOG_SMTP_SERVER."
    )]
    Agenda(CallMailOptions),
    /// Print or send the minutes of a call, for the group
    #[command(
        mut_arg("date", |date| date.help("Day of the call [default: the last call held]")),
        after_help = "Examples:
  backlog mail minutes --out minutes.eml    write the mail of the last call to a file
  backlog mail minutes 2026-02-12 --send    show and send the mail of a call, and record when

The password comes from BACKLOG_SMTP_PASSWORD and is sent only to the server
in BACKLOG_SMTP_SERVER."
    )]
    Minutes(CallMailOptions),

    /// Print or send the open action points by owner, for the group
    #[command(
        mut_arg("again", |again| again.help("With --send: send them again, although `actions-sent` records that they were sent today")),
        after_help = "Examples:
  backlog mail actions           print the mail, with what is overdue first
  backlog mail actions --send    send it, and record when in the file of the last call

The password comes from BACKLOG_SMTP_PASSWORD and is sent only to the server
in BACKLOG_SMTP_SERVER."
    )]
    Actions(MailOptions),
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let (what, day, options) = match args.what {
        MailCommand::Agenda(options) => (SentMail::Agenda, options.call.day(), options.mail),
        MailCommand::Minutes(options) => (SentMail::Minutes, options.call.day(), options.mail),
        MailCommand::Actions(options) => (SentMail::Actions, None, options),
    };
    session.mode = options.write.mode();
    match options.send {
        true => sending::send_and_record(what, day, &options, session),
        false => print_mail(what, day, &options, session),
    }
}

fn print_mail(
    what: SentMail,
    day: Option<NaiveDate>,
    options: &MailOptions,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let addresses = options.find_addresses(views.workgroup, what)?;
    let meeting = match what {
        SentMail::Agenda => find_coming_call(day, &views, session)?,
        SentMail::Minutes => find_past_call(day, &views, &repository.files.root, session)?,
        SentMail::Actions => match find_call_with_open_actions(&views, session) {
            Some(meeting) => meeting,
            None => return Ok(ExitStatus::Clean),
        },
    };
    print_letter(&what.compose_letter(meeting, &addresses, &views)?, options.out.as_deref(), session)
}

/// The call whose minutes to print, by default the last one held, which is printed on stderr. So is a difference from
/// approved minutes.
pub fn find_past_call<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    root: &Path,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let meeting = match date {
        Some(date) => find_call_on(date, views)?,
        None => announce_call(find_last_held(views)?, session),
    };
    let text = outputs::render_minutes(views, meeting)?;
    if let Some(by) = find_differing_approval(views, meeting, &text, root)? {
        let path = session.display_path(&outputs::minutes_path(meeting));
        session.out.print_warning(&format!("the call of {by} approved different minutes: they are in {path}"));
    }
    Ok(meeting)
}

/// The call whose minutes to send, of which something must be recorded.
fn find_call_to_send<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    root: &Path,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let meeting = find_past_call(date, views, root, session)?;
    let day = meeting.date.value;
    if let Some(not_held) = views.calls.not_held_on(day) {
        let help = "Remove --send to print the mail that says so.";
        return Err(Error::not_allowed(not_held_message(day, &not_held), help));
    }
    let help = "Remove --send to see the draft.";
    if !views.calls.has_begun(&views.calendar.call_for(meeting)) {
        return Err(Error::not_allowed(format!("the call of {day} has not begun"), help));
    }
    if !meeting.is_recorded() {
        return Err(Error::not_allowed(format!("nothing is recorded about the call of {day} yet"), help));
    }
    Ok(meeting)
}

/// The call whose agenda to print, by default the next one, which is printed on stderr; it must be held.
fn find_coming_call<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let Some(date) = date else {
        return Ok(announce_call(
            find_next_call_or(views, "choose another call: `backlog mail agenda DATE`")?,
            session,
        ));
    };
    let meeting = find_call_on(date, views)?;
    if let Some(not_held) = views.calls.not_held_on(date) {
        let help = format!("`backlog mail minutes {date}` prints the mail that says so.");
        return Err(Error::not_allowed(not_held_message(date, &not_held), help));
    }
    Ok(meeting)
}

/// The last call with a file up to today, which records the mail of the open action points; without any, the mail is
/// not needed, which is printed on stderr.
fn find_call_with_open_actions<'g>(views: &Views<'g>, session: &mut Session) -> Option<&'g Meeting> {
    let today = views.now.day();
    if views.actions.open_on(today).next().is_none() {
        session.out.print_message("no open action points");
        return None;
    }
    views.group.meetings.iter().rev().find(|meeting| meeting.date.value <= today)
}

/// The last call that is over and was held.
fn find_last_held<'g>(views: &Views<'g>) -> Result<&'g Meeting, Error> {
    let over = |meeting: &&Meeting| views.calls.is_meeting_over(meeting) && views.calls.is_held(meeting);
    let none = || Error::not_allowed("no past call has a file", "Choose a call: `backlog mail minutes DATE`.");
    views.group.meetings.iter().rev().find(over).ok_or_else(none)
}

fn announce_call<'g>(meeting: &'g Meeting, session: &mut Session) -> &'g Meeting {
    session.out.print_message(&format!("the call of {}", meeting.date.value));
    meeting
}

/// Writes the mail unchanged to stdout, or to a new file.
fn print_letter(letter: &Letter, out: Option<&Path>, session: &mut Session) -> Result<ExitStatus, Error> {
    let text = String::from_utf8_lossy(&letter.to_bytes()).into_owned();
    if out.is_some() {
        return write_or_print(&text, out, session, |now| {
            Ok(now.is_none_or(|now| is_same_text(now, &text)).then(|| text.clone()))
        });
    }
    session.out.print_document(&text);
    Ok(ExitStatus::Clean)
}
