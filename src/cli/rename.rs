//! `backlog rename`: rename a proposal, and keep the former name.

use super::session::{Needs, Session};
use super::{ExitStatus, ask, line, parse_day, proposal};
use crate::error::Error;
use crate::record::rename::rename_proposal;
use chrono::NaiveDate;

/// Rename a proposal
///
/// Minutes of earlier calls keep the former name.
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog rename 63 \"IMEI Fraud\" --since 2024-03-01")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// New name
    #[arg(value_parser = line::parse_line)]
    name: Option<String>,

    /// Set the first day of the new name [default: today]
    #[arg(long, alias = "date", value_name = "DATE", value_parser = parse_day)]
    since: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a proposal is required", "Add it: `backlog rename ISSUE NAME`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let missing = Error::usage("a new name is required", "Add it: `backlog rename ISSUE NAME`.");
    let name = ask::ask_text(args.name, "New name", session, missing)?.trim().to_owned();
    session.record(Needs::AllFiles, |views, _| rename_proposal(&issue, &name, args.since, views))
}
