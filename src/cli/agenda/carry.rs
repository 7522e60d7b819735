//! `backlog agenda carry`: carry over open items that an agenda lacks.

use super::super::ExitStatus;
use super::super::session::{Needs, Session};
use super::announce_held_call;
use crate::error::Error;
use crate::record::agenda::carry::carry_items;
use chrono::NaiveDate;

/// Carry over open items of earlier calls that the agenda lacks
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda carry
  backlog agenda carry --meeting 2026-03-12")]
pub struct Args {}

pub fn run(_: Args, date: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    session.record(Needs::AllFiles, |views, session| carry_items(announce_held_call(date, views, session)?, views))
}
