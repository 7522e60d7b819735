//! `backlog agenda remove`: an item less, unless something is recorded of it.

use super::super::session::{Change, Session};
use super::super::{Status, ask, call};
use super::meant;
use crate::error::Error;
use crate::finding::Finding;
use crate::store::edit::Edit;
use crate::view::named::ItemList;
use chrono::NaiveDate;

/// Take an item off the agenda
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog agenda remove 63")]
pub struct Args {
    /// The item: its issue, its proposal's slug or name, or its title
    issue: Option<String>,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    let issue = asked(args.issue, date, session)?;
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = meant(date, &views, session)?;
    let placed = call::item(&issue, meeting, &views)?;
    let label = call::label(placed.item, &views);
    let path = repository.group.sources.file(meeting.file).path.clone();
    let day = meeting.date.value;
    if placed.list == ItemList::Topics {
        let message = format!("{label} is one of the other topics of {day}, and not on its agenda");
        return Err(Error::denied(message, format!("Take it out of `topics` in {}.", session.shown(&path))));
    }
    if placed.item.is_recorded() {
        let message = format!("the call of {day} has recorded something of {label}");
        return Err(Error::denied(message, format!("If that is wrong, mend it in {}.", session.shown(&path))));
    }
    let edits = vec![Edit::remove([placed.list.key().into(), placed.at.into()])];
    let told = format!("{label} off the agenda");
    let after = session.edit_records(&repository, &[Change { path, edits, told }], args.dry_run)?;
    // A rule of absence refuses nothing, but `check` will have it.
    let is_dropped = |finding: &Finding| finding.rule == "dropped-agenda-item";
    let before = session.found(&repository.group);
    for finding in session.found(&after.group).iter().filter(|finding| is_dropped(finding)) {
        if !before.iter().any(|known| is_dropped(known) && known.message == finding.message) {
            session.out.say(&format!("`backlog check` will say: {} (dropped-agenda-item)", finding.message));
        }
    }
    Ok(Status::Clean)
}

/// The item that the user names, or chooses on a terminal; elsewhere the error that says how to name it.
fn asked(given: Option<String>, date: Option<NaiveDate>, session: &mut Session) -> Result<String, Error> {
    let missing = || Error::usage("no item is named", "Name it first: `backlog agenda remove ISSUE`.");
    ask::given_or_known(given, "Item", session, missing, |views| Ok(call::lines(super::chosen(date, views)?, views)))
}
