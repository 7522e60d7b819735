//! `backlog add-person`: somebody who takes part, whom `attend` then knows.

use super::session::{Change, Session};
use super::{Status, ask, organization};
use crate::error::Error;
use crate::store::edit::{Edit, Step};
use crate::store::load::WORKGROUP;
use crate::view::people::is_same;
use clap::builder::NonEmptyStringValueParser;
use serde::Serialize;

/// Add a person to the group, or tell more of one who is there
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog add-person \"Eric Murray\" --org Vodafone --github eric-murray --role chair")]
pub struct Args {
    /// The full name, as attendance lists are to spell it
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    name: Option<String>,

    /// The organisation that the person speaks for
    #[arg(long, value_name = "ORG")]
    org: Option<String>,

    /// The account on GitHub
    #[arg(long, value_name = "ACCOUNT", value_parser = NonEmptyStringValueParser::new())]
    github: Option<String>,

    /// What the person is in the group, such as chair
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new())]
    role: Option<String>,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `people`, in the order of its keys.
#[derive(Serialize)]
struct Entry {
    name: String,
    organization: Option<String>,
    github: Option<String>,
    role: Option<String>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    let missing = || Error::usage("nobody is named", "Name the person: `backlog add-person NAME --org ORG`.");
    let name = ask::text(args.name.take(), "Name of the person", session, missing)?;
    let org = asked_organization(&args, &name, session)?;
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let of_organization = org.map(|org| organization::named(&org, &views)).transpose()?;
    let github = args.github.as_ref().map(|account| account.trim_start_matches('@').to_owned());
    let at = workgroup.people.iter().position(|person| is_same(&person.name, &name));
    let known = at.map(|at| &workgroup.people[at]);
    let text = |known: Option<&String>| known.cloned();
    let entry = Entry {
        name: known.map_or_else(|| name.clone(), |known| known.name.value.clone()),
        organization: of_organization
            .or_else(|| known.and_then(|known| known.organization.as_ref().map(|org| org.value.clone()))),
        github: github.or_else(|| known.and_then(|known| text(known.github.as_ref()))),
        role: args.role.or_else(|| known.and_then(|known| text(known.role.as_ref()))),
    };
    let people: Step = "people".into();
    let edit = match at {
        Some(at) => Edit::set([people, at.into()], &entry)?,
        None => Edit::append([people], &entry)?,
    };
    let of = entry.organization.as_ref().map(|org| format!(" of {org}")).unwrap_or_default();
    let role = entry.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
    let told = format!("{}{of}{role}", entry.name);
    session.edit_records(
        &repository,
        &[Change { path: WORKGROUP.to_owned(), edits: vec![edit], told }],
        args.dry_run,
    )?;
    Ok(Status::Clean)
}

/// The organisation that was named, or is asked for where the person is new.
fn asked_organization(args: &Args, name: &str, session: &mut Session) -> Result<Option<String>, Error> {
    if args.org.is_some() {
        return Ok(args.org.clone());
    }
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    if workgroup.people.iter().any(|person| is_same(&person.name, name)) {
        return Ok(None);
    }
    let missing = || Error::usage(format!("nobody says whom {} speaks for", name), "Name it: --org ORG.");
    ask::one_of("Organisation", &organization::known(workgroup), session, missing).map(Some)
}
