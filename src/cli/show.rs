//! `backlog show`: show a proposal, a call or the group.

use super::format::{FormatArgs, PageFormat};
use super::session::{Needs, Session};
use super::{ExitStatus, proposal};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::group::Group;
use crate::model::when::parse_day;
use crate::record::call::find_call_on;
use crate::record::day::wrong_date_message;
use crate::record::proposal::resolve_proposal;
use crate::report::agenda::AgendaOrder;
use crate::report::json;
use crate::report::record_page::{format_group, format_meeting, format_not_held, format_proposal};
use crate::rules;
use crate::source::FileId;
use crate::store::load::focus::Focus;
use crate::store::repository::GroupRepository;
use crate::view::Views;
use chrono::NaiveDate;

/// Show a proposal, a call or the group
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog show 63                show a proposal, by its issue
  backlog show 2026-02-26        show a call
  backlog show workgroup         show the group
  backlog show 63 --web          open its issue in the browser")]
pub struct Args {
    /// Issue, slug or name of a proposal, the day of a call, or `workgroup` for the group
    #[arg(value_name = "ISSUE|SLUG|DATE")]
    what: Option<String>,

    /// Show the call of this day
    #[arg(long = "meeting", alias = "call", value_name = "DATE", value_parser = super::parse_day, conflicts_with = "what")]
    call: Option<NaiveDate>,

    /// Open the page of the issue, or of the group's repository, in the browser; without a browser, print its URL
    #[arg(long, conflicts_with_all = ["format", "json"])]
    web: bool,

    #[command(flatten)]
    format: FormatArgs<PageFormat>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let is_json = args.format.is_json();
    let help = "Add it: `backlog show 63`, `backlog show 2026-02-12` or `backlog show workgroup`.";
    let missing = Error::usage("a proposal, a call or `workgroup` is required", help);
    let given = args.what.clone().or(args.call.map(|day| day.to_string()));
    let what = proposal::prompt_for_proposal(given, session, missing)?;
    let focus = match parse_day(&what) {
        Some(day) => session.new_focus([], Some(day)).map(Focus::with_history),
        None => session.new_focus([&what], None),
    };
    session.read_about(focus.filter(|_| !is_json), |repository, session| show_record(&what, &args, repository, session))
}

/// Shows a record, or opens its page.
fn show_record(
    what: &str,
    args: &Args,
    repository: &GroupRepository,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let is_json = args.format.is_json();
    refuse_unreadable(what, &repository.group)?;
    // A program would not notice what is left out.
    let needs = if is_json { Needs::AllFiles } else { Needs::Workgroup };
    let views = session.derive_views(repository, needs)?;
    if args.web {
        return open_page(what, &views, session);
    }
    let text = if what == "workgroup" {
        if is_json { json::format_workgroup(&views)? } else { format_group(&views) }
    } else if let Some(date) = parse_day(what) {
        match views.calls.not_held_on(date) {
            // Most calls that are not held have no file.
            Some(not_held) if views.calls.meeting_on(date).is_none() && !is_json => {
                session.out.print(&format_not_held(date, &not_held));
                return Ok(ExitStatus::Clean);
            }
            _ => {}
        }
        let meeting = find_call_on(date, &views).map_err(|error| explain_missing(error, "minutes", &views))?;
        if is_json {
            json::format_meeting(meeting, AgendaOrder::OfTheCall, &views)?
        } else {
            format_meeting(meeting, &views, session.findings_look().width)
        }
    } else {
        refuse_wrong_day(what)?;
        let proposal = resolve_proposal(what, &views).map_err(|error| explain_missing(error, "backlog", &views))?;
        if is_json { json::format_proposal(proposal, &views)? } else { format_proposal(proposal, &views) }
    };
    session.out.print(&text);
    Ok(ExitStatus::Clean)
}

/// Opens the page of a proposal's issue or of the group in the browser. Without a browser, or if a program reads the
/// output, prints its URL.
fn open_page(what: &str, views: &Views, session: &mut Session) -> Result<ExitStatus, Error> {
    if parse_day(what).is_some() {
        return Err(Error::usage("a call has no page on the web", "Choose a proposal, or `workgroup`."));
    }
    let url = if what == "workgroup" {
        views.links.repository_url()
    } else {
        let proposal = resolve_proposal(what, views).map_err(|error| explain_missing(error, "backlog", views))?;
        let issue = proposal.issue.as_ref().ok_or_else(|| {
            let help = format!("Add it: `backlog set {} issue=N`.", proposal.slug);
            Error::not_allowed(format!("{} has no issue", proposal.name.value), help)
        })?;
        views.links.issue_url(issue)
    };
    let url = url.ok_or_else(|| {
        let help = "Set it with `backlog set workgroup repository=OWNER/REPO`.";
        Error::not_allowed("the group has no repository on GitHub", help)
    })?;
    if session.out.is_terminal() {
        session.out.print_message(&format!("opening {url}"));
        if open::that(&url).is_ok() {
            return Ok(ExitStatus::Clean);
        }
    }
    session.out.print(&format!("{url}\n"));
    Ok(ExitStatus::Clean)
}

/// Refuses a record that cannot be read, with its findings.
fn refuse_unreadable(what: &str, group: &Group) -> Result<(), Error> {
    let day = parse_day(what).map(|day| day.to_string());
    let file = match &day {
        Some(day) => group.unreadable_record("minutes", day),
        None => group.unreadable_record("backlog", what),
    };
    match file {
        Some(file) => {
            let message = format!("{} cannot be read", group.sources.file(file).path);
            Err(unreadable_error(message, find_findings(group, |found| found == file), group))
        }
        None => Ok(()),
    }
}

/// The error for something that is not found: it may be in an unreadable record, so the findings of these are shown.
fn explain_missing(error: Error, folder: &str, views: &Views) -> Error {
    let group = views.group;
    let is_there = |file: FileId| group.sources.file(file).path.starts_with(folder);
    match find_findings(group, is_there) {
        findings if findings.is_empty() => error,
        findings => unreadable_error(format!("{error}, or its record cannot be read"), findings, group),
    }
}

fn unreadable_error(reason: String, findings: Vec<Finding>, group: &Group) -> Error {
    Error::Refused { paths: Vec::new(), reason, findings, sources: group.sources.clone() }
}

fn find_findings(group: &Group, is_meant: impl Fn(FileId) -> bool) -> Vec<Finding> {
    rules::check_files(group).findings.into_iter().filter(|finding| is_meant(finding.place.file)).collect()
}

/// Refuses a word that looks like a day and is none, such as 2026-02-30 or 2026/2/3.
pub fn refuse_wrong_day(what: &str) -> Result<(), Error> {
    let mut parts = what.split(['-', '/', '.']);
    let numbers = parts.by_ref().take(3).filter(|part| part.parse::<u16>().is_ok()).count();
    if numbers == 3 && parts.next().is_none() && parse_day(what).is_none() {
        return Err(Error::usage(wrong_date_message(what), "Use the day of a call, such as 2026-02-12."));
    }
    Ok(())
}
