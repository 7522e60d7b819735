//! `backlog add-organization`: add or update a member of the group.

use super::session::{Needs, Session};
use super::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::organization::Organization;
use crate::record::add_organization::add_organization;
use chrono::NaiveDate;

/// Add or update an organization
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog add-organization NCSRD --since 2025-12-22
  backlog add-organization \"Deutsche Telekom\" --alias DT --alias DTAG")]
pub struct Args {
    /// Name, as the attendance table prints it
    #[arg(value_parser = line::parse_line)]
    name: Option<String>,

    /// Add another spelling; repeat it for several
    #[arg(long, value_name = "NAME", value_parser = line::parse_line)]
    alias: Vec<String>,

    /// Set the first day of its membership
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    since: Option<NaiveDate>,

    /// Set the last day of its membership
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    until: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("an organization is required", "Add its name: `backlog add-organization NAME`.");
    let name = ask::ask_text(args.name, "Name of the organization", session, missing)?;
    let aliases = args.alias.into_iter().map(Into::into).collect();
    let request = Organization { name: name.into(), aliases, since: args.since, until: args.until };
    session.record(Needs::AllRecords, |views, _| add_organization(&request, views))
}
