//! `backlog agenda add`: an item more, unless the agenda has closed.

use super::super::add_proposal::parse_reference;
use super::super::session::{Change, Session};
use super::super::{Status, line, proposal};
use super::meant;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::spelling::nearest;
use crate::model::when::When;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::moment::spoken;
use crate::view::named::{ItemList, PlacedItem};
use chrono::NaiveDate;
use serde::Serialize;

/// Put an item on the agenda, as of now
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda add 63
  backlog agenda add 310 --exception \"the owner can join this call only\"
  backlog agenda add 18 --closing
  backlog agenda add 320 --title \"A wish\" --who MTN --call 2026-03-12")]
pub struct Args {
    /// What is to be treated: an issue, or a proposal by its slug or name
    issue: Option<String>,

    /// What the minutes call it, where it belongs to no proposal
    #[arg(long, value_name = "TITLE", value_parser = line::parse)]
    title: Option<String>,

    /// Who brings it, where no proposal has an owner: an organisation or a person
    #[arg(long, value_name = "WHO", value_parser = line::parse)]
    who: Option<String>,

    /// A pull request instead of an issue: 280, or owner/repo#280
    #[arg(long, value_name = "N", value_parser = parse_reference, conflicts_with = "issue")]
    pr: Option<Reference>,

    /// It is treated to be closed
    #[arg(long)]
    closing: bool,

    /// Why it is treated although it comes late
    #[arg(long, value_name = "WHY", value_parser = line::parse)]
    exception: Option<String>,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `agenda`, in the order of its keys.
#[derive(Serialize)]
struct Entry {
    issue: Option<Reference>,
    pr: Option<Reference>,
    proposal: Option<String>,
    title: Option<String>,
    who: Option<String>,
    added: Option<When>,
    exception: Option<String>,
    closing: bool,
}

pub fn run(mut args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    if args.pr.is_none() && args.title.is_none() {
        let missing = || Error::usage("no item is named", "Name it first: `backlog agenda add ISSUE`.");
        args.issue = Some(proposal::asked(args.issue, session, missing)?);
    }
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = meant(date, &views, session)?;
    let now = session.stamp(workgroup.timezone);
    let is_late = views.is_after_closing(now, views.calendar.closing(&views.calendar.call(meeting)));
    if let Some(why) = args.exception.take_if(|_| !is_late) {
        session.out.say(&format!("the agenda is open, so it needs no exception: {why}"));
    }
    let (mut entry, name) = entry(&args, now, &views)?;
    // What the last call left open is never late: it was taken off, or forgotten.
    let is_carried = is_carried(&args, meeting, &views);
    if is_carried {
        (entry.added, entry.exception) = (None, None);
    }
    let timing = match (is_carried, is_late) {
        (true, _) => "carried over",
        (false, false) => "on time",
        (false, true) => "late, with an exception",
    };
    let closing = if args.closing { ", to be closed" } else { "" };
    let told = format!("{name} on the agenda, {timing}{closing}");
    let edits = vec![Edit::append(["agenda".into()], &entry)?];
    let path = repository.group.sources.file(meeting.file).path.clone();
    let result = session.edit_records(&repository, &[Change { path, edits, told }], args.dry_run);
    result.map(|_| Status::Clean).map_err(|error| {
        let there = views.item_named(&words(&args), meeting);
        error.helped(|rule| match rule {
            "late-agenda-item" | "issue-opened-late" => Some(later(now, &views)),
            "duplicate-agenda-item" => there.map(|placed| on_it_already(&placed, args.closing)),
            _ => None,
        })
    })
}

/// What names the item.
fn words(args: &Args) -> String {
    let pr = || args.pr.as_ref().map(|pr| pr.to_string());
    args.issue.clone().or_else(pr).or_else(|| args.title.clone()).unwrap_or_default()
}

/// Whether `new-meeting` would carry the item over.
fn is_carried(args: &Args, meeting: &Meeting, views: &Views) -> bool {
    let Some((last, open)) = views.carried_over(meeting.date.value) else { return false };
    let before = views.item_named(&words(args), last);
    before.is_some_and(|before| open.iter().any(|item| std::ptr::eq(*item, before.item)))
}

/// The entry, and what it is called in the line that tells of it.
fn entry(args: &Args, added: When, views: &Views) -> Result<(Entry, String), Error> {
    let who = args.who.as_deref().map(|who| views.index.organization_name(who).to_owned());
    let (title, exception, closing) = (args.title.clone(), args.exception.clone(), args.closing);
    let mut entry = Entry { issue: None, pr: None, proposal: None, title, who, added: Some(added), exception, closing };
    if let Some(pr) = &args.pr {
        let pr = views.index.own(pr);
        entry.pr = Some(pr.clone());
        let proposal = views.index.by_pr(&pr);
        say_once(&entry, proposal)?;
        let name = proposal.map(|proposal| format!(" {}", proposal.name.value)).unwrap_or_default();
        return Ok((entry, format!("PR {pr}{name}")));
    }
    let Some(words) = &args.issue else {
        let name = format!("`{}`", entry.title.as_deref().unwrap_or_default());
        return Ok((entry, name));
    };
    let number = parse_reference(words.trim()).ok().map(|number| views.index.own(&number));
    let by_pr = || number.as_ref().and_then(|number| views.index.by_pr(number));
    if let Some(proposal) = views.proposal_named(words).or_else(by_pr) {
        say_once(&entry, Some(proposal))?;
        let pr = || proposal.template.as_ref().and_then(|template| template.pr.as_ref());
        match (&proposal.issue, pr()) {
            (Some(issue), _) => entry.issue = Some(views.index.own(issue)),
            (None, Some(pr)) => entry.pr = Some(views.index.own(pr)),
            (None, None) => entry.proposal = Some(proposal.slug.clone()),
        }
        return Ok((entry, proposal::label(proposal, views)));
    }
    match number {
        Some(issue) => {
            let name = issue.to_string();
            entry.issue = Some(issue);
            Ok((entry, name))
        }
        None => Err(unknown(words, views)),
    }
}

/// The mistake of naming neither an issue nor a proposal.
fn unknown(words: &str, views: &Views) -> Error {
    let slugs = views.group.proposals.iter().map(|proposal| proposal.slug.as_str());
    let help = match nearest(words, slugs) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Name its issue; what has none belongs to the other topics: `backlog topic TITLE`.".to_owned(),
    };
    Error::usage(format!("`{words}` is no issue and no proposal"), help)
}

/// What a proposal's file says is not said again.
fn say_once(entry: &Entry, proposal: Option<&Proposal>) -> Result<(), Error> {
    let Some(proposal) = proposal else { return Ok(()) };
    let (flag, what) = match (&entry.title, &entry.who) {
        (Some(_), _) => ("--title", "the name"),
        (None, Some(_)) if !proposal.owners.is_empty() => ("--who", "the owner"),
        _ => return Ok(()),
    };
    let message = format!("{what} comes from the proposal, backlog/{}.yaml", proposal.slug);
    Err(Error::usage(message, format!("Leave {flag} out.")))
}

/// Which call it can still join.
fn later(now: When, views: &Views) -> String {
    let why = "Say why it is treated all the same: --exception WHY.";
    let yesterday = views.now.day().pred_opt();
    let Some(call) = yesterday.and_then(|yesterday| views.next_open_agenda(yesterday, now)) else {
        return format!("{why} The schedule has no later call.");
    };
    let (date, closing) = (call.date, spoken(views.calendar.closing(&call)));
    let file = match views.meeting_on(date) {
        Some(_) => String::new(),
        None => format!(", once `backlog new-meeting {date}` has made its file"),
    };
    format!("{why} Or leave it to the call of {date}, whose agenda closes {closing}: --call {date}{file}.")
}

fn on_it_already(placed: &PlacedItem, closing: bool) -> String {
    match (placed.list, &placed.item.added) {
        (ItemList::Topics, _) => "It is one of the other topics; take it out of `topics` first.".to_owned(),
        (ItemList::Agenda, _) if closing && !placed.item.closing => {
            "To treat it for closing, write `closing: true` into the entry that is there.".to_owned()
        }
        (ItemList::Agenda, None) => "It was carried over from an earlier call: nothing is to be done.".to_owned(),
        (ItemList::Agenda, Some(added)) => format!("It was put there on {}: nothing is to be done.", added.value),
    }
}
