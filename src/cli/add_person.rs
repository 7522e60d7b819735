//! `backlog add-person`: add or update a person of the group, so that `attend` knows the name.

use super::session::{Needs, Session};
use super::{ExitStatus, ask, line, organization, parse_day};
use crate::error::Error;
use crate::model::organization::Person;
use crate::model::spelling::is_same_name;
use crate::record::add_person::{PersonRequest, add_person};
use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;

/// Add or update a person
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog add-person \"Eric Murray\" --org Vodafone --github eric-murray --role chair
  backlog add-person \"Eric Murray\" --org Orange --since 2026-03-01")]
pub struct Args {
    /// Full name, as attendance lists spell it
    #[arg(value_parser = line::parse_line)]
    name: Option<String>,

    /// Set the organization that the person represents
    #[arg(long, value_name = "ORG")]
    org: Option<String>,

    /// Set the first day with the organization; an entry for another organization ends on the day before
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<NaiveDate>,

    /// Name the organization that the person leaves, where several people have this name
    #[arg(long, value_name = "ORG", requires_all = ["org", "since"], conflicts_with = "also")]
    from: Option<String>,

    /// Add another person of the same name in another organization
    #[arg(long)]
    also: bool,

    /// Set the GitHub account
    #[arg(long, value_name = "ACCOUNT", value_parser = NonEmptyStringValueParser::new())]
    github: Option<String>,

    /// Set the role in the group, such as chair
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new())]
    role: Option<String>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a person is required", "Add the name: `backlog add-person NAME --org ORG`.");
    let name = ask::ask_text(args.name.take(), "Name of the person", session, missing)?;
    let org = read_organization(&args, &name, session)?;
    let facts = Person { github: args.github, role: args.role, ..Person::default() };
    let request = PersonRequest {
        name: &name,
        organization: org.as_deref(),
        from: args.from.as_deref(),
        since: args.since,
        is_another: args.also,
    };
    session.record(Needs::AllRecords, |views, _| add_person(&request, &facts, views))
}

/// The organization: given, or prompted for where the person is new.
fn read_organization(args: &Args, name: &str, session: &mut Session) -> Result<Option<String>, Error> {
    if args.org.is_some() {
        return Ok(args.org.clone());
    }
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    if !args.also && views.workgroup.people.iter().any(|person| is_same_name(&person.name, name)) {
        return Ok(None);
    }
    let missing = Error::usage(format!("the organization of {name} is required"), "Add --org ORG.");
    ask::choose_one_of("Organization", &organization::list_organizations(&views), session, missing).map(Some)
}
