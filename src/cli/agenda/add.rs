//! `backlog agenda add`: an item more, unless the agenda has closed.

use super::super::reference::parse_pr;
use super::super::session::{RecordChange, Session};
use super::super::{ExitStatus, ask, call, line, proposal};
use super::{announce_held_call, entry, find_call};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::stage::Stage;
use crate::model::when::When;
use crate::model::wording::quote_shell_word;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::index::Subject;
use crate::view::lifecycle::freeze_or_archive_on;
use crate::view::lookup::{ItemList, PlacedItem, split_references};
use chrono::NaiveDate;
use std::collections::HashSet;

/// Put items on the agenda, as of now
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda add 63 64
  backlog agenda add 310 --exception \"the owner can join this call only\"
  backlog agenda add 18 --closing
  backlog agenda add 320 --title \"A wish\" --who MTN --call 2026-03-12")]
pub struct Args {
    /// What is to be treated, one or more: issues, or proposals by slug or name
    pub(super) issue: Vec<String>,

    /// What the minutes call it, where it belongs to no proposal
    #[arg(long, value_name = "TITLE", value_parser = line::parse_line)]
    pub(super) title: Option<String>,

    /// Who brings it, where no proposal has an owner: an organisation or a person
    #[arg(long, value_name = "WHO", value_parser = line::parse_line)]
    pub(super) who: Option<String>,

    /// A pull request instead of an issue: 280, owner/repo#280 or its URL
    #[arg(long, value_name = "N", value_parser = parse_pr, conflicts_with = "issue")]
    pub(super) pr: Option<Reference>,

    /// It is treated to be closed
    #[arg(long)]
    pub(super) closing: bool,

    /// Why it is treated although it comes late
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    pub(super) exception: Option<String>,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    if args.issue.is_empty() && args.pr.is_none() && args.title.is_none() {
        args.issue.push(prompt_for_proposal(date, session)?);
    }
    args.issue = args.issue.iter().flat_map(|words| split_references(words)).collect();
    let of_one = [("--title", &args.title), ("--who", &args.who)].into_iter().find(|(_, value)| value.is_some());
    if let Some((flag, _)) = of_one.filter(|_| args.issue.len() > 1) {
        let message = format!("{flag} is of one item, and {} are named", args.issue.len());
        return Err(Error::usage(message, "Add that item by a command of its own."));
    }
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = announce_held_call(date, &views, session)?;
    let now = session.record_moment(workgroup.timezone);
    args.exception = check_exception(args.exception, meeting, session, &views);
    let resolve = |words: &String| entry::resolve_item_words(words, &views);
    let resolved = args.issue.iter().map(resolve).collect::<Result<Vec<_>, _>>()?;
    if let Some(twice) = (1..resolved.len()).find(|at| resolved[..*at].contains(&resolved[*at])) {
        let message = format!("`{}` is named twice", args.issue[twice]);
        return Err(Error::usage(message, "Name each item once."));
    }
    let items: Vec<Option<&str>> = match resolved.as_slice() {
        [] => vec![None],
        named => named.iter().map(|words| Some(words.as_str())).collect(),
    };
    let carried = views.carried_subjects(meeting.date.value);
    let (mut edits, mut told) = (Vec::new(), Vec::new());
    for issue in &items {
        let (mut entry, name) = entry::new_entry(*issue, &args, now, &views)?;
        let arrival = describe_arrival(&entry.find_subject(&views), &carried, args.exception.clone(), now);
        (entry.added, entry.exception) = (arrival.added, arrival.exception);
        let who = entry.who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
        edits.push(Edit::append(["agenda".into()], &entry)?);
        told.push((format!("{name}{who}"), arrival.timing));
    }
    let closing = if args.closing { ", to be closed" } else { "" };
    let describe = |alike: &[(String, &str)]| {
        let names: Vec<&str> = alike.iter().map(|(name, _)| name.as_str()).collect();
        let timing = alike.first().map_or("", |(_, timing)| timing);
        format!("{} on the agenda, {timing}{closing}", names.join(", "))
    };
    let told: Vec<String> = told.chunk_by(|one, other| one.1 == other.1).map(describe).collect();
    let told = told.join("; ");
    let path = repository.group.sources.file(meeting.file).path.clone();
    let result = session.edit_records(&repository, &[RecordChange { path, edits, description: told }], args.dry_run);
    result.map(|_| ExitStatus::Clean).map_err(|error| {
        let words: Vec<String> = items.iter().map(|issue| item_words(*issue, &args)).collect();
        let there = words.iter().find_map(|words| views.find_item(words, meeting));
        if let Some(placed) = there.filter(|_| error.is_refused_by("duplicate-agenda-item")) {
            let help = duplicate_help(&placed, args.closing);
            return Error::not_allowed(call::describe_place(&placed, meeting, &views), help);
        }
        let error = explain_refusal(error, &words, &format_command(&args), now, meeting, &views);
        error.with_help(|rule| match rule {
            "missing-issue" if args.title.is_some() && args.issue.is_empty() && args.pr.is_none() => {
                Some("Open an issue and name it; what needs none is another topic: `backlog topic TITLE`.".to_owned())
            }
            _ => None,
        })
    })
}

/// How an item comes to a call.
pub struct Arrival {
    /// When; `None` for one that was carried over.
    pub added: Option<When>,
    /// Why it is treated although it comes late.
    pub exception: Option<String>,
    /// In words.
    pub timing: &'static str,
}

/// The exception that the user gives, if one is needed; else that is told on stderr.
pub fn check_exception(
    mut exception: Option<String>,
    meeting: &Meeting,
    session: &mut Session,
    views: &Views,
) -> Option<String> {
    let now = session.record_moment(views.workgroup.timezone);
    let closing = views.calendar.closing(&views.calendar.call_for(meeting));
    // On the day of the closing a bare day is in time, and the issue may still have been opened too late.
    let is_open = !views.is_after_closing(now, closing) && now != When::Day(closing.day());
    if let Some(why) = exception.take_if(|_| is_open) {
        session.out.print_message(&format!("the agenda is open, so it needs no exception: {why}"));
    }
    exception
}

/// How an item comes to a call that is put there now. What the calls before left open (`carried`) is never late: it was
/// taken off, or forgotten.
pub fn describe_arrival(
    subject: &Subject,
    carried: &HashSet<Subject>,
    exception: Option<String>,
    now: When,
) -> Arrival {
    if carried.contains(subject) {
        return Arrival { added: None, exception: None, timing: "carried over" };
    }
    let timing = if exception.is_some() { "with an exception" } else { "on time" };
    Arrival { added: Some(now), exception, timing }
}

/// The refusal of items that a command names by these words, with what the user can do instead.
pub fn explain_refusal(
    error: Error,
    words: &[String],
    command: &str,
    now: When,
    meeting: &Meeting,
    views: &Views,
) -> Error {
    error.with_help(|rule| match rule {
        "late-agenda-item" | "issue-opened-late" => Some(suggest_later_call(command, meeting, now, views)),
        "frozen-on-agenda" => words.iter().find_map(|words| suggest_notice(words, meeting, views)),
        _ => None,
    })
}

/// What names an item: its issue, else the PR or the title of the only one.
fn item_words(issue: Option<&str>, args: &Args) -> String {
    let pr = || args.pr.as_ref().map(|pr| pr.to_string());
    issue.map(ToOwned::to_owned).or_else(pr).or_else(|| args.title.clone()).unwrap_or_default()
}

/// Which call it can still join, and the command that puts it there.
fn suggest_later_call(command: &str, meeting: &Meeting, now: When, views: &Views) -> String {
    let why = "Say why it is treated all the same: --exception WHY.";
    let after = views.now.day().pred_opt().map_or(meeting.date.value, |yesterday| yesterday.max(meeting.date.value));
    let Some(call) = views.next_open_agenda(after, now) else {
        return format!("{why} The schedule has no later call.");
    };
    let (date, closing) = (call.date, views.calendar.closing(&call));
    let file = match views.meeting_on(date) {
        Some(_) => String::new(),
        None => format!("`backlog new-meeting {date}`, then "),
    };
    format!("{why} Or leave it to the call of {date}, whose agenda closes {closing}: {file}`{command} --call {date}`.")
}

/// The command without its call, as a shell takes it.
fn format_command(args: &Args) -> String {
    let issues = args.issue.iter().map(|issue| Some(quote_shell_word(issue)));
    let others = [
        args.pr.as_ref().map(|pr| format!("--pr {}", pr.to_string().trim_start_matches('#'))),
        format_option("--title", args.title.as_deref()),
        format_option("--who", args.who.as_deref()),
        args.closing.then(|| "--closing".to_owned()),
    ];
    let words = issues.chain(others).flatten();
    words.fold("backlog agenda add".to_owned(), |command, word| format!("{command} {word}"))
}

/// An option with its value, as a shell takes it.
pub fn format_option(name: &str, value: Option<&str>) -> Option<String> {
    value.map(|value| format!("{name} {}", quote_shell_word(value)))
}

/// How a frozen proposal comes back; none for an archived one, which does not.
fn suggest_notice(words: &str, meeting: &Meeting, views: &Views) -> Option<String> {
    let (proposal, date) = (views.find_proposal(words)?, meeting.date.value);
    let frozen = freeze_or_archive_on(proposal, date).filter(|rest| rest.stage.value == Stage::Frozen);
    frozen.map(|_| {
        let notice =
            format!("`backlog stage {} reactivated --date {date} --notified DATE`", quote_shell_word(&proposal.slug));
        format!("Record first when notice of its return was given: {notice}.")
    })
}

fn duplicate_help(placed: &PlacedItem, closing: bool) -> String {
    match (placed.list, &placed.item.added) {
        (ItemList::Topics, _) => "It is one of the other topics; take it out of `topics` first.".to_owned(),
        (ItemList::Agenda, _) if closing && !placed.item.closing => {
            "To treat it for closing, write `closing: true` into the entry that is there.".to_owned()
        }
        (ItemList::Agenda, None) => "It was carried over from an earlier call: nothing is to be done.".to_owned(),
        (ItemList::Agenda, Some(added)) => format!("It was put there on {}: nothing is to be done.", added.value),
    }
}

/// The proposal that the user names, or chooses on a terminal of the active ones that are not on the agenda;
/// elsewhere the error that says how to name it.
fn prompt_for_proposal(date: Option<NaiveDate>, session: &mut Session) -> Result<String, Error> {
    let missing = || Error::usage("no item is named", "Name it first: `backlog agenda add ISSUE`.");
    ask::choose_known(None, "Proposal", session, missing, |views| {
        let meeting = find_call(date, views)?;
        let is_on_it = |slug: &str| {
            meeting.items().filter_map(|item| views.index.item_proposal(item)).any(|proposal| proposal.slug == slug)
        };
        let active = views.group.proposals.iter().filter(|one| views.is_active_on(one, meeting.date.value));
        let line = |one: &Proposal| (one.slug.clone(), proposal::proposal_label(one, views));
        Ok(active.filter(|one| !is_on_it(&one.slug)).map(line).collect())
    })
}
