//! `backlog github agenda`: the issue with the agenda of a call.

use super::{SendArgs, changed_meanwhile, show_issue};
use crate::cli::ExitStatus;
use crate::cli::call::NamedCall;
use crate::cli::session::{Needs, Session};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::call::{find_call_on, find_next_call_or, not_held_message};
use crate::record::changes::Changes;
use crate::record::github::agenda::{AgendaOnGithub, compare_agenda, is_recorded_as_sent, record_agenda_issue};
use crate::record::github::{PublishedIssue, open_issue, update_issue};
use crate::record::sync::require_repository;
use crate::render::github::{IssueText, compose_agenda_issue};
use crate::report::diff::unified_diff;
use crate::report::inert::make_visible;
use crate::view::Views;
use chrono::NaiveDate;

/// Print the issue with the agenda of a call, or open it
#[derive(clap::Args)]
#[command(
    mut_arg("date", |date| date.help("Day of the call [default: the running or next call]")),
    after_help = "Examples:
  backlog github agenda                   print the issue of the next call
  backlog github agenda --send            open it, or bring it up to date
  backlog github agenda 2026-02-26 --send --yes

The issue is opened once; its number is recorded in the call's file as `agenda-issue`. After that,
the command brings the agenda in it up to date, and leaves what people write above and below it."
)]
pub struct Args {
    #[command(flatten)]
    call: NamedCall,

    #[command(flatten)]
    send: SendArgs,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.mode = args.send.write.mode();
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let own = require_repository(&views)?;
    let meeting = find_coming_call(args.call.day(), &views, session)?;
    let (text, marker) = compose_agenda_issue(&views, meeting, own)?;
    let document = (&text, &marker);
    if !args.send.send {
        show_issue(&text, session);
        // Without a number, it is not on GitHub as far as is known.
        if meeting.agenda_issue.is_some() {
            let client = args.send.github.connect(session);
            match client.and_then(|client| compare_agenda(&client, own, meeting, document)) {
                Ok(compared) => show_difference(&compared, own, session),
                Err(error) => session.out.print_message(&format!("not compared with GitHub: {error}")),
            }
        }
        return Ok(ExitStatus::Clean);
    }
    let client = args.send.connect_to_send(session)?;
    let compared = compare_agenda(&client, own, meeting, document)?;
    let to = match &compared {
        AgendaOnGithub::Missing if views.calls.is_meeting_over(meeting) => {
            let message = format!("the call of {} is over, and has no issue with its agenda", meeting.date.value);
            return Err(Error::not_allowed(message, "Publish its minutes instead: `backlog minutes`."));
        }
        AgendaOnGithub::Missing => {
            show_issue(&text, session);
            format!("a new issue of {own}")
        }
        AgendaOnGithub::Same(issue) => {
            session.out.print_message(&format!("{own}#{} is up to date", issue.number));
            format!("{own}#{}", issue.number)
        }
        AgendaOnGithub::Different { issue, text } => {
            session.out.print(&format_difference(issue, text));
            format!("{own}#{}{}", issue.number, if issue.is_open() { "" } else { ", which is closed," })
        }
    };
    let is_sent = !matches!(compared, AgendaOnGithub::Same(_));
    if !is_sent && is_recorded_as_sent(meeting, &views) || is_sent && !args.send.confirm(&[to], &client, session)? {
        return Ok(ExitStatus::Clean);
    }
    let day = meeting.date.value;
    session.record(Needs::AllRecords, |views, session| -> Result<Changes, Error> {
        let meeting = find_call_on(day, views)?;
        if compose_agenda_issue(views, meeting, own)?.0 != text {
            return Err(changed_meanwhile());
        }
        // Another command may have opened it while the user was asked, and people may have written in it.
        let number = match compare_agenda(&client, own, meeting, document)? {
            AgendaOnGithub::Same(issue) => {
                if is_sent {
                    session.out.print_message(&format!("{own}#{} is up to date", issue.number));
                }
                issue.number
            }
            AgendaOnGithub::Different { issue, text } => {
                update_issue(&client, own, issue.number, &text)?;
                session.out.print_message(&format!("brought up to date {own}#{}", issue.number));
                issue.number
            }
            AgendaOnGithub::Missing => {
                let label = views.workgroup.github.labels.agenda.iter().map(|label| label.value.clone());
                let issue = open_issue(&client, own, &text, &label.collect::<Vec<_>>())?;
                session.out.print_message(&format!("opened {own}#{}", issue.number));
                issue.number
            }
        };
        let when = session.clock.record_moment(views.workgroup.timezone);
        record_agenda_issue(meeting, number, when, views)
    })
}

/// The call whose agenda to write, by default the next one, which is printed on stderr. A call that is not held must have
/// an issue, which then says so.
fn find_coming_call<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    let Some(date) = date else {
        let meeting = find_next_call_or(views, "choose another call: `backlog github agenda DATE`")?;
        session.out.print_message(&format!("the call of {}", meeting.date.value));
        return Ok(meeting);
    };
    let meeting = find_call_on(date, views)?;
    match views.calls.not_held_on(date) {
        Some(not_held) if meeting.agenda_issue.is_none() => {
            Err(Error::not_allowed(not_held_message(date, &not_held), "Choose the day of a call that is held."))
        }
        _ => Ok(meeting),
    }
}

fn show_difference(compared: &AgendaOnGithub, own: &str, session: &mut Session) {
    match compared {
        AgendaOnGithub::Missing => {}
        AgendaOnGithub::Same(issue) => session.out.print_message(&format!("{own}#{} is up to date", issue.number)),
        AgendaOnGithub::Different { issue, text } => {
            session.out.print_message(&format!("{own}#{} differs:", issue.number));
            session.out.print_message_painted(&make_visible(&format_difference(issue, text)));
        }
    }
}

/// The lines that change in an issue.
fn format_difference(issue: &PublishedIssue, text: &IssueText) -> String {
    let whole = |title: &str, body: &str| format!("Title: {title}\n\n{}\n", body.trim_end());
    unified_diff("GitHub", &whole(&issue.title, &issue.text()), &whole(&text.title, &text.body))
}
