//! `backlog agenda remove`: remove items of which nothing is recorded.

use super::super::session::{RecordChange, Session};
use super::super::{ExitStatus, ask, call};
use super::announce_call;
use crate::error::Error;
use crate::finding::Finding;
use crate::store::edit::Edit;
use crate::view::lookup::ItemList;
use chrono::NaiveDate;

/// Remove items from the agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda remove 63
  backlog agenda remove 23 29")]
pub struct Args {
    /// Issues, slugs, names or titles of the items
    issue: Vec<String>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let issues = if args.issue.is_empty() { vec![prompt_for_item(date, session)?] } else { args.issue };
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = announce_call(date, &views, session)?;
    let path = repository.group.sources.file(meeting.file).path.clone();
    let day = meeting.date.value;
    let (mut places, mut labels) = (Vec::new(), Vec::new());
    for placed in call::find_items(&issues, meeting, &views)? {
        let label = call::item_label(placed.item, &views);
        if placed.list == ItemList::Topics {
            let message = format!("{label} is one of the other topics of {day}, not on its agenda");
            return Err(Error::not_allowed(
                message,
                format!("Remove it from `topics` in {}.", session.display_path(&path)),
            ));
        }
        if placed.item.is_recorded() {
            let message = format!("the call of {day} has recorded something about {label}");
            return Err(Error::not_allowed(
                message,
                format!("If that is wrong, fix it in {}.", session.display_path(&path)),
            ));
        }
        places.push(placed.at);
        labels.push(label);
    }
    // From last to first, so that the indexes of the others stay valid.
    places.sort_unstable_by(|one, other| other.cmp(one));
    let remove = |at: usize| Edit::remove([ItemList::Agenda.record_key().into(), at.into()]);
    let edits = places.into_iter().map(remove).collect();
    let description = format!("{} off the agenda", labels.join(", "));
    let after = session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    // A rule about missing data refuses nothing here, but `check` reports it.
    let is_dropped = |finding: &Finding| finding.rule == "dropped-agenda-item";
    let before = session.find_findings(&repository.group);
    for finding in session.find_findings(&after.group).iter().filter(|finding| is_dropped(finding)) {
        if !before.iter().any(|known| is_dropped(known) && known.message == finding.message) {
            session
                .out
                .print_message(&format!("`backlog check` will report: {} (dropped-agenda-item)", finding.message));
        }
    }
    Ok(ExitStatus::Clean)
}

/// The item that the user chooses on a terminal; without a terminal, the error that says how to give it.
fn prompt_for_item(date: Option<NaiveDate>, session: &mut Session) -> Result<String, Error> {
    let missing = || Error::usage("an item is required", "Add it: `backlog agenda remove ISSUE`.");
    ask::choose_known(None, "Item", session, missing, |views| {
        Ok(call::list_items(super::find_call(date, views)?, views))
    })
}
