//! `backlog owner`: change who owns a proposal, and keep the former owner.

use super::session::{Needs, Session};
use super::{ExitStatus, organization, parse_day, proposal};
use crate::error::Error;
use crate::record::owner::change_owners;
use chrono::NaiveDate;

/// Change who owns a proposal
///
/// Minutes of earlier calls keep the former owner.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog owner 63 MTN
  backlog owner 63 MTN Orange --since 2026-02-12
  backlog owner 63 Orange --add")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// Names or aliases of the new owners
    #[arg(value_name = "ORG")]
    organizations: Vec<String>,

    /// Add to the present owners instead of replacing them
    #[arg(long)]
    add: bool,

    /// Set the first day of the new owners [default: today]
    #[arg(long, alias = "date", value_name = "DATE", value_parser = parse_day)]
    since: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a proposal is required", "Add it: `backlog owner ISSUE ORG`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let missing = Error::usage("an owner is required", "Add the new owner: `backlog owner ISSUE ORG`.");
    let owners = organization::prompt_for_organizations(args.organizations, "Owner", session, missing)?;
    session.record(Needs::AllRecords, |views, _| change_owners(&issue, &owners, args.add, args.since, views))
}
