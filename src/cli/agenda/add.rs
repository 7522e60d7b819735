//! `backlog agenda add`: add items, unless the agenda has closed.

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
use crate::view::lookup::{ItemList, PlacedItem, split_references};
use crate::view::stages::freeze_or_archive_on;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Add items to the agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda add 63 64
  backlog agenda add 310 --exception \"the owner can join this call only\"
  backlog agenda add 18 --closing
  backlog agenda add 320 --title \"A wish\" --who MTN --call 2026-03-12")]
pub struct Args {
    /// Issues, slugs or names of the items
    pub(super) issue: Vec<String>,

    /// Set the title, for an item without a proposal
    #[arg(long, value_name = "TITLE", value_parser = line::parse_line)]
    pub(super) title: Option<String>,

    /// Set who presents it, an organization or a person, for an item whose proposal has no owner
    #[arg(long, value_name = "WHO", value_parser = line::parse_line)]
    pub(super) who: Option<String>,

    /// Add a pull request instead of an issue: 280, owner/repo#280 or its URL
    #[arg(long, value_name = "N", value_parser = parse_pr, conflicts_with = "issue")]
    pub(super) pr: Option<Reference>,

    /// Mark it as to be closed in the call
    #[arg(long)]
    pub(super) closing: bool,

    /// Say why it is treated although it is late
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    pub(super) exception: Option<String>,

    /// Show what would change, without writing it
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
        let message = format!("{flag} applies to one item, found {}", args.issue.len());
        return Err(Error::usage(message, "Add that item with a separate command."));
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
        let message = format!("duplicate item \"{}\"", args.issue[twice]);
        return Err(Error::usage(message, "Give each item once."));
    }
    let items: Vec<Option<&str>> = match resolved.as_slice() {
        [] => vec![None],
        named => named.iter().map(|words| Some(words.as_str())).collect(),
    };
    let carried = views.carry_over.subjects(meeting.date.value);
    let (mut edits, mut descriptions) = (Vec::new(), Vec::new());
    for issue in &items {
        let (mut entry, name) = entry::new_entry(*issue, &args, now, &views)?;
        let arrival = describe_arrival(&entry.find_subject(&views), &carried, args.exception.clone(), now);
        (entry.added, entry.exception) = (arrival.added, arrival.exception);
        let who = entry.who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
        edits.push(Edit::append(["agenda".into()], &entry)?);
        descriptions.push((format!("{name}{who}"), arrival.timing));
    }
    let closing = if args.closing { ", to be closed" } else { "" };
    let describe = |alike: &[(String, &str)]| {
        let names: Vec<&str> = alike.iter().map(|(name, _)| name.as_str()).collect();
        let timing = alike.first().map_or("", |(_, timing)| timing);
        format!("{} on the agenda, {timing}{closing}", names.join(", "))
    };
    let descriptions: Vec<String> = descriptions.chunk_by(|one, other| one.1 == other.1).map(describe).collect();
    let description = descriptions.join("; ");
    let path = repository.group.sources.file(meeting.file).path.clone();
    let result = session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run);
    result.map(|_| ExitStatus::Clean).map_err(|error| {
        let words: Vec<String> = items.iter().map(|issue| item_words(*issue, &args)).collect();
        let there = words.iter().find_map(|words| views.lookup.find_item(words, meeting));
        if let Some(placed) = there.filter(|_| error.is_refused_by("duplicate-agenda-item")) {
            let help = duplicate_help(&placed, args.closing);
            return Error::not_allowed(call::describe_place(&placed, meeting, &views), help);
        }
        let error = explain_refusal(error, &words, &format_command(&args), now, meeting, &views);
        error.with_help(|rule| match rule {
            "missing-issue" if args.title.is_some() && args.issue.is_empty() && args.pr.is_none() => {
                Some("Open an issue and use its number; for a topic without one: `backlog topic TITLE`.".to_owned())
            }
            _ => None,
        })
    })
}

/// How an item got on the agenda.
pub struct Arrival {
    /// When it was added; `None` for one that was carried over.
    pub added: Option<When>,
    /// Why it is treated although it is late.
    pub exception: Option<String>,
    /// The words for it.
    pub timing: &'static str,
}

/// The given exception, if the item needs one; otherwise a message on stderr says that it does not.
pub fn check_exception(
    mut exception: Option<String>,
    meeting: &Meeting,
    session: &mut Session,
    views: &Views,
) -> Option<String> {
    let now = session.record_moment(views.workgroup.timezone);
    let closing = views.calendar.closing(&views.calendar.call_for(meeting));
    // On the day of the closing, a day without a time is on time, but the issue may have been opened too late.
    let is_open = !views.calls.is_after_closing(now, closing) && now != When::Day(closing.day());
    if let Some(why) = exception.take_if(|_| is_open) {
        session.out.print_message(&format!("the agenda is open, so it needs no exception: {why}"));
    }
    exception
}

/// How an item that is added now gets on the agenda. What earlier calls left open (`carried`) is never late: it was
/// removed, or forgotten.
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

/// A refusal by the rules, with what the user can do instead. `words` name the items.
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

/// The words that name an item: its issue, otherwise the PR or the title of the only one.
fn item_words(issue: Option<&str>, args: &Args) -> String {
    let pr = || args.pr.as_ref().map(|pr| pr.to_string());
    issue.map(ToOwned::to_owned).or_else(pr).or_else(|| args.title.clone()).unwrap_or_default()
}

/// The next call whose agenda is open, with the command that adds the item there.
fn suggest_later_call(command: &str, meeting: &Meeting, now: When, views: &Views) -> String {
    let why = "To treat it anyway, add --exception WHY.";
    let after = views.now.day().pred_opt().map_or(meeting.date.value, |yesterday| yesterday.max(meeting.date.value));
    let Some(call) = views.calls.next_with_open_agenda(after, now) else {
        return format!("{why} The schedule has no later call.");
    };
    let (date, closing) = (call.date, views.calendar.closing(&call));
    let file = match views.calls.meeting_on(date) {
        Some(_) => String::new(),
        None => format!("`backlog new-meeting {date}`, then "),
    };
    format!("{why} Or add it to the call of {date}, whose agenda closes {closing}: {file}`{command} --call {date}`.")
}

/// The command without its call, as typed into a shell.
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

/// An option with its value, as typed into a shell.
pub fn format_option(name: &str, value: Option<&str>) -> Option<String> {
    value.map(|value| format!("{name} {}", quote_shell_word(value)))
}

/// How to bring back a frozen proposal; `None` for an archived one, which cannot come back.
fn suggest_notice(words: &str, meeting: &Meeting, views: &Views) -> Option<String> {
    let (proposal, date) = (views.lookup.find_proposal(words)?, meeting.date.value);
    let frozen = freeze_or_archive_on(proposal, date).filter(|rest| rest.stage.value == Stage::Frozen);
    frozen.map(|_| {
        let notice =
            format!("`backlog stage {} reactivated --date {date} --notified DATE`", quote_shell_word(&proposal.slug));
        format!("First record when notice of its return was given: {notice}.")
    })
}

fn duplicate_help(placed: &PlacedItem, closing: bool) -> String {
    match (placed.list, &placed.item.added) {
        (ItemList::Topics, _) => "It is one of the other topics; remove it from `topics` first.".to_owned(),
        (ItemList::Agenda, _) if closing && !placed.item.closing => {
            "To mark it as to be closed, add `closing: true` to the existing entry.".to_owned()
        }
        (ItemList::Agenda, None) => "It was carried over from an earlier call.".to_owned(),
        (ItemList::Agenda, Some(added)) => format!("It was added on {}.", added.value),
    }
}

/// The proposal that the user chooses on a terminal among the active ones that are not on the agenda; without a
/// terminal, the error that says how to give it.
fn prompt_for_proposal(date: Option<NaiveDate>, session: &mut Session) -> Result<String, Error> {
    let missing = || Error::usage("an item is required", "Add it: `backlog agenda add ISSUE`.");
    ask::choose_known(None, "Proposal", session, missing, |views| {
        let meeting = find_call(date, views)?;
        let is_on_it = |slug: &str| {
            meeting.items().filter_map(|item| views.index.item_proposal(item)).any(|proposal| proposal.slug == slug)
        };
        let active = views.group.proposals.iter().filter(|one| views.stages.is_active_on(one, meeting.date.value));
        let line = |one: &Proposal| (one.slug.clone(), proposal::proposal_label(one, views));
        Ok(active.filter(|one| !is_on_it(&one.slug)).map(line).collect())
    })
}
