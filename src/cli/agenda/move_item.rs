//! `backlog agenda move`: change the order of the agenda.

use super::super::ExitStatus;
use super::super::session::{Needs, Session};
use super::announce_call;
use crate::error::Error;
use crate::record::agenda::reorder::{AgendaPlace, move_item};
use chrono::NaiveDate;

/// Move an item to another place on the agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda move 63 --first
  backlog agenda move 63 --before 29")]
pub struct Args {
    /// Issue, slug, name or title of the item
    issue: String,

    #[command(flatten)]
    place: PlaceArgs,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct PlaceArgs {
    /// Move it before all other items
    #[arg(long)]
    first: bool,

    /// Move it after all other items
    #[arg(long)]
    last: bool,

    /// Move it before another item
    #[arg(long, value_name = "ISSUE")]
    before: Option<String>,
}

pub fn run(args: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    let place = match (&args.place.before, args.place.first) {
        (Some(words), _) => AgendaPlace::Before(words),
        (None, true) => AgendaPlace::First,
        (None, false) => AgendaPlace::Last,
    };
    session.record(Needs::AllRecords, |views, session| {
        move_item(&args.issue, place, announce_call(date, views, session)?, views)
    })
}
