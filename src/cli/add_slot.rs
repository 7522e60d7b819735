//! `backlog add-slot`: say when the group meets.

use super::session::{Needs, Session};
use super::{ExitStatus, parse_day};
use crate::error::Error;
use crate::model::schedule::TimedSlot;
use crate::record::add_slot::add_slots;
use chrono::NaiveDate;

/// Add a slot to the schedule
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog add-slot \"2nd thursday 09:00-10:30\" \"last friday 15:00-16:30\"
  backlog add-slot \"monday 15:00-16:00\" --since 2026-03-01
  backlog add-slot \"1st friday 15:00-16:00\" --since 2024-01-05 --until 2024-12-31
  backlog add-slot \"every 2 weeks from 2026-01-05 08:00-09:00\"")]
pub struct Args {
    /// Days and local times, such as "2nd thursday 09:00-10:30"
    #[arg(value_name = "SLOT", required = true)]
    slots: Vec<String>,

    /// Set the first day on which it applies [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<NaiveDate>,

    /// Set the last day on which it applies
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    until: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.record(Needs::AllRecords, |views, _| {
        let mut slots = parse_slots(&args.slots, args.since.unwrap_or(views.now.day()))?;
        slots.iter_mut().for_each(|slot| slot.0.until = args.until);
        add_slots(&slots, views)
    })
}

/// The slots of a command line, which begin on a day.
pub fn parse_slots(slots: &[String], since: NaiveDate) -> Result<Vec<TimedSlot>, Error> {
    let parse = |text: &String| {
        TimedSlot::parse(text, since)
            .map_err(|wrong| Error::Usage { message: format!("\"{text}\": {wrong}"), help: None })
    };
    slots.iter().map(parse).collect()
}
