//! `backlog agenda carry`: carry over open items that an agenda lacks.

use super::super::ExitStatus;
use super::super::session::{GroupRepository, RecordChange, Session};
use super::announce_held_call;
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::model::reference::Reference;
use crate::model::wording::join_with_and;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::index::Mention;
use chrono::NaiveDate;
use serde::Serialize;

/// Carry over open items of earlier calls that the agenda lacks
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda carry
  backlog agenda carry --call 2026-03-12")]
pub struct Args {
    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// An item as it is carried over: what it is, without what was said about it.
#[derive(Serialize)]
pub struct CarriedEntry {
    issue: Option<Reference>,
    pr: Option<Reference>,
    proposal: Option<String>,
    title: Option<String>,
    who: Option<String>,
    closing: bool,
}

pub fn run(args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = announce_held_call(date, &views, session)?;
    add_missing_items(meeting, &repository, &views, args.dry_run, session)
}

/// Carries over to a call the open items of earlier calls that its agenda lacks.
pub fn add_missing_items(
    meeting: &Meeting,
    repository: &GroupRepository,
    views: &Views,
    dry_run: bool,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let missing = views.carry_over.missing(meeting);
    if missing.is_empty() {
        session.out.print_message("nothing to carry over: the agenda has all open items of earlier calls");
        return Ok(ExitStatus::Clean);
    }
    let append = |mention: &Mention| Edit::append(["agenda".into()], &carried_entry(mention.item, views));
    let edits = missing.iter().map(append).collect::<Result<Vec<_>, _>>()?;
    let path = repository.group.sources.file(meeting.file).path.clone();
    let description = describe_carried(&missing, views);
    session.edit_records(repository, &[RecordChange { path, edits, description }], dry_run)?;
    Ok(ExitStatus::Clean)
}

/// An item as it is carried over, without what is in its proposal's file.
pub fn carried_entry(item: &Item, views: &Views) -> CarriedEntry {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let of_none = views.index.item_proposal(item).is_none();
    CarriedEntry {
        issue: item.issue.as_ref().map(|issue| issue.value.clone()),
        pr: item.pr.as_ref().map(|pr| pr.value.clone()),
        proposal: text(&item.proposal),
        title: text(&item.title).filter(|_| of_none),
        who: text(&item.who).filter(|_| of_none),
        closing: item.closing,
    }
}

/// `carried over from 2026-02-12: #259, #288`.
pub fn describe_carried(items: &[Mention], views: &Views) -> String {
    let mut days: Vec<NaiveDate> = items.iter().map(|mention| mention.meeting.date.value).collect();
    days.dedup();
    let names: Vec<String> = items.iter().map(|mention| item_label(mention.item, views)).collect();
    format!("carried over from {}: {}", join_with_and(days), names.join(", "))
}

/// A short label of an item: its issue or PR, otherwise its slug or title.
fn item_label(item: &Item, views: &Views) -> String {
    let issue = item.issue.as_ref().map(|issue| views.links.issue_label(issue));
    let pr = || item.pr.as_ref().map(|pr| views.links.pr_label(pr));
    let text = || item.proposal.as_ref().or(item.title.as_ref()).map(|text| text.value.clone());
    issue.or_else(pr).or_else(text).unwrap_or_default()
}
