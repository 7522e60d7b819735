//! `backlog github agenda`: the issue with the agenda of a call.

use super::{SendArgs, changed_meanwhile, show_issue};
use crate::cli::ExitStatus;
use crate::cli::call::NamedCall;
use crate::cli::session::{Needs, Session};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::call::{find_call_on, find_next_call_or, not_held_message};
use crate::record::changes::Changes;
use crate::record::github::agenda::{AgendaOnGithub, compare_agenda, record_agenda_issue};
use crate::record::github::{open_issue, update_issue};
use crate::record::sync::require_repository;
use crate::render::github::compose_agenda_issue;
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
    if !args.send.send {
        show_issue(&text, session);
        // Without a number, it is not on GitHub as far as is known.
        if meeting.agenda_issue.is_some() {
            let compared = args
                .send
                .github
                .connect(session)
                .and_then(|client| compare_agenda(&client, own, meeting, (&text, &marker)));
            match compared {
                Ok(compared) => show_difference(&compared, session),
                Err(error) => session.out.print_message(&format!("not compared with GitHub: {error}")),
            }
        }
        return Ok(ExitStatus::Clean);
    }
    let client = args.send.connect_to_send(session)?;
    let compared = compare_agenda(&client, own, meeting, (&text, &marker))?;
    let to = match &compared {
        AgendaOnGithub::Missing => {
            show_issue(&text, session);
            format!("a new issue of {own}")
        }
        AgendaOnGithub::Same(issue) => {
            session.out.print_message(&format!("{own}#{} is up to date", issue.number));
            if meeting.agenda_issue.is_some() {
                return Ok(ExitStatus::Clean);
            }
            let (day, number) = (meeting.date.value, issue.number);
            return session
                .record(Needs::AllRecords, |views, _| record_agenda_issue(find_call_on(day, views)?, number, views));
        }
        AgendaOnGithub::Different { issue, text } => {
            session.out.print(&format_difference(&issue.title, &issue.text(), text));
            format!("{own}#{}", issue.number)
        }
    };
    if !args.send.confirm(&[to], &client, session)? {
        return Ok(ExitStatus::Clean);
    }
    let day = meeting.date.value;
    session.record(Needs::AllRecords, |views, session| -> Result<Changes, Error> {
        let meeting = find_call_on(day, views)?;
        if compose_agenda_issue(views, meeting, own)?.0 != text {
            return Err(changed_meanwhile());
        }
        let (issue, what) = match &compared {
            AgendaOnGithub::Different { issue, text } => {
                (update_issue(&client, own, issue.number, text)?, "brought up to date")
            }
            _ => {
                let label = views.workgroup.github.labels.agenda.iter().map(|label| label.value.clone());
                (open_issue(&client, own, &text, &label.collect::<Vec<_>>())?, "opened")
            }
        };
        session.out.print_message(&format!("{own}#{} is {what}", issue.number));
        record_agenda_issue(meeting, issue.number, views)
    })
}

/// The call whose agenda to write, by default the next one, which is printed on stderr; it must be held.
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
        Some(not_held) => {
            Err(Error::not_allowed(not_held_message(date, &not_held), "Choose the day of a call that is held."))
        }
        None => Ok(meeting),
    }
}

fn show_difference(compared: &AgendaOnGithub, session: &mut Session) {
    match compared {
        AgendaOnGithub::Missing => {}
        AgendaOnGithub::Same(issue) => session.out.print_message(&format!("#{} says the same", issue.number)),
        AgendaOnGithub::Different { issue, text } => {
            session.out.print_message(&format!("#{} says something else:", issue.number));
            let difference = format_difference(&issue.title, &issue.text(), text);
            session.out.print_message_painted(&make_visible(&difference));
        }
    }
}

/// The lines that change in an issue.
fn format_difference(title: &str, body: &str, text: &crate::render::github::IssueText) -> String {
    unified_diff("GitHub", &format!("Title: {title}\n\n{body}"), &format!("Title: {}\n\n{}", text.title, text.body))
}
