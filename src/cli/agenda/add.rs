//! `backlog agenda add`: add items, unless the agenda has closed.

use super::super::session::Session;
use super::super::{ExitStatus, ask, line};
use super::{announce_held_call, find_call};
use crate::error::Error;
use crate::model::meeting::Item;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::record::agenda::add::add_items;
use crate::record::reference::parse_pr;
use crate::view::lookup::split_references;
use chrono::NaiveDate;

/// Add items to the agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda add 63 64
  backlog agenda add 310 --exception \"the owner can join this call only\"
  backlog agenda add 18 --closing
  backlog agenda add 320 --title \"A wish\" --who MTN --meeting 2026-03-12")]
pub struct Args {
    /// Issues, slugs or names of the items
    issue: Vec<String>,

    /// Set the title, for an item without a proposal
    #[arg(long, value_name = "TITLE", value_parser = line::parse_line)]
    title: Option<String>,

    /// Set who presents it, an organization or a person, for an item whose proposal has no owner
    #[arg(long, value_name = "WHO", value_parser = line::parse_line)]
    who: Option<String>,

    /// Add a pull request instead of an issue: 280, owner/repo#280 or its URL
    #[arg(long, value_name = "N", value_parser = parse_pr, conflicts_with = "issue")]
    pr: Option<Reference>,

    /// Mark it as to be closed in the call
    #[arg(long)]
    closing: bool,

    /// Say why it is treated although it is late
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    exception: Option<String>,
}

pub fn run(mut args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.issue.is_empty() && args.pr.is_none() && args.title.is_none() {
        args.issue.push(prompt_for_proposal(date, session)?);
    }
    args.issue = args.issue.iter().flat_map(|words| split_references(words)).collect();
    let of_one = [("--title", &args.title), ("--who", &args.who)].into_iter().find(|(_, value)| value.is_some());
    if let Some((flag, _)) = of_one.filter(|_| args.issue.len() > 1) {
        let message = format!("{flag} applies to one item, found {}", args.issue.len());
        return Err(Error::usage(message, "Add that item with a separate command."));
    }
    let (title, who, pr) = (args.title.map(Into::into), args.who.map(Into::into), args.pr.map(Into::into));
    let draft = Item { title, who, pr, closing: args.closing, exception: args.exception, ..Item::default() };
    let numbers = args.issue.iter().cloned().chain(draft.pr.as_ref().map(|pr| pr.to_string())).collect::<Vec<_>>();
    // What earlier calls said under a title is in files that only all records show.
    let focus = session.new_focus(&numbers, date).filter(|_| !numbers.is_empty());
    session.record_about(focus, |views, session| {
        let meeting = announce_held_call(date, views, session)?;
        add_items(&args.issue, &draft, session.clock.record_moment(views.workgroup.timezone), meeting, views)
    })
}

/// The proposal that the user chooses on a terminal among the active ones that are not on the agenda; without a
/// terminal, the error that says how to give it.
fn prompt_for_proposal(date: Option<NaiveDate>, session: &mut Session) -> Result<String, Error> {
    let missing = Error::usage("an item is required", "Add it: `backlog agenda add ISSUE`.");
    ask::choose_known(None, "Proposal", session, missing, |views| {
        let meeting = find_call(date, views)?;
        let is_on_it = |slug: &str| {
            meeting.items().filter_map(|item| views.index.item_proposal(item)).any(|proposal| proposal.slug == slug)
        };
        let active = views.group.proposals.iter().filter(|one| views.stages.is_active_on(one, meeting.date.value));
        let line = |one: &Proposal| (one.slug.clone(), views.links.proposal_label(one));
        Ok(active.filter(|one| !is_on_it(&one.slug)).map(line).collect())
    })
}
