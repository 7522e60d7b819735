//! `backlog support`: add or withdraw supporters of a proposal.

use super::session::{Needs, Session};
use super::{ExitStatus, organization, proposal};
use crate::error::Error;
use crate::record::support::change_support;

/// Add or withdraw supporters of a proposal
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog support 63 GSMA
  backlog support 63 GSMA --withdraw")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// Names or aliases of the supporters
    #[arg(value_name = "ORG")]
    organizations: Vec<String>,

    /// Withdraw the support
    #[arg(long)]
    withdraw: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a proposal is required", "Add it: `backlog support ISSUE ORG`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let missing = Error::usage("a supporter is required", "Add it: `backlog support ISSUE ORG`.");
    let names = organization::prompt_for_organizations(args.organizations, "Supporter", session, missing)?;
    session.record(Needs::AllRecords, |views, _| change_support(&issue, &names, args.withdraw, views))
}
