//! `backlog agenda remove`: remove items of which nothing is recorded.

use super::super::session::{Needs, Session};
use super::super::{ExitStatus, ask, call};
use super::announce_call;
use crate::error::Error;
use crate::finding::Finding;
use crate::record::agenda::remove::remove_items;
use crate::record::step::find_findings;
use crate::rules::dropped_agenda_item;
use chrono::NaiveDate;

/// Remove items from the agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda remove 63
  backlog agenda remove 23 29")]
pub struct Args {
    /// Issues, slugs, names or titles of the items
    issue: Vec<String>,
}

pub fn run(args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    let issues = if args.issue.is_empty() { vec![prompt_for_item(date, session)?] } else { args.issue };
    let done = session.commit(Needs::AllRecords, |views, session| {
        remove_items(&issues, announce_call(date, views, session)?, views)
    })?;
    // A rule about missing data refuses nothing here, but `check` reports it.
    let is_dropped = |finding: &Finding| finding.rule == dropped_agenda_item::NAME;
    let before = find_findings(&done.before.group, session.clock);
    for finding in find_findings(&done.after.group, session.clock).iter().filter(|finding| is_dropped(finding)) {
        if !before.iter().any(|known| is_dropped(known) && known.message == finding.message) {
            session.out.print_warning(&format!("`backlog check` will report: {} ({})", finding.message, finding.rule));
        }
    }
    Ok(ExitStatus::Clean)
}

/// The item that the user chooses on a terminal; without a terminal, the error that says how to give it.
fn prompt_for_item(date: Option<NaiveDate>, session: &mut Session) -> Result<String, Error> {
    let missing = Error::usage("an item is required", "Add it: `backlog agenda remove ISSUE`.");
    ask::choose_known(None, "Item", session, missing, |views| {
        Ok(call::list_items(super::find_call(date, views)?, views))
    })
}
