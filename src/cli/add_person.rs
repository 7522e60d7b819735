//! `backlog add-person`: add or update a person of the group, so that `attend` knows the name.

use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, line, organization, parse_day};
use crate::error::Error;
use crate::model::organization::Person;
use crate::model::spelling::is_same_name;
use crate::model::wording::{join_with_and, quote_shell_word};
use crate::store::edit::Edit;
use crate::store::load::WORKGROUP;
use crate::view::people::change::{PersonChange, PersonConflict, PersonRequest};
use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;
use serde::Serialize;

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

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `people`, with its keys in order.
#[derive(Serialize)]
struct PersonEntry {
    name: String,
    organization: Option<String>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    github: Option<String>,
    role: Option<String>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("a person is required", "Add the name: `backlog add-person NAME --org ORG`.");
    let name = ask::ask_text(args.name.take(), "Name of the person", session, missing)?;
    let org = read_organization(&args, &name, session)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let org = org.map(|org| organization::resolve_organization(&org, &views)).transpose()?;
    let from = args.from.as_deref().map(|from| organization::resolve_organization(from, &views)).transpose()?;
    let request = PersonRequest {
        name: &name,
        organization: org.as_deref(),
        from: from.as_deref(),
        since: args.since,
        is_another: args.also,
    };
    let change = views.people.person_change(&request).map_err(|conflict| conflict_error(&conflict, &request))?;
    let entry = |known: Option<&Person>, until| PersonEntry {
        name: known.map_or_else(|| name.clone(), |known| known.name.value.clone()),
        organization: org.clone().or_else(|| known.and_then(organization_name)),
        since: args.since,
        until,
        github: account_name(&args).or_else(|| known.and_then(|known| known.github.clone())),
        role: args.role.clone().or_else(|| known.and_then(|known| known.role.clone())),
    };
    let (edits, description) = match change {
        PersonChange::Add => {
            let entry = entry(None, None);
            (vec![Edit::append(["people".into()], &entry)?], describe_entry(&entry))
        }
        PersonChange::Update(at) => {
            let known = &workgroup.people[at];
            let mut entry = entry(Some(known), known.until);
            entry.since = args.since.or(known.since);
            (vec![Edit::set(["people".into(), at.into()], &entry)?], describe_entry(&entry))
        }
        PersonChange::Succeed { at, until } => {
            let known = &workgroup.people[at];
            let entry = entry(Some(known), None);
            let former = organization_name(known).unwrap_or_default();
            let end = Edit::set(["people".into(), at.into(), "until".into()], &until)?;
            let description = format!("{}; until {until} of {former}", describe_entry(&entry));
            (vec![end, Edit::append(["people".into()], &entry)?], description)
        }
    };
    session.edit_records(
        &repository,
        &[RecordChange { path: WORKGROUP.to_owned(), edits, description }],
        args.dry_run,
    )?;
    Ok(ExitStatus::Clean)
}

fn account_name(args: &Args) -> Option<String> {
    args.github.as_ref().map(|account| account.trim_start_matches('@').to_owned())
}

fn organization_name(person: &Person) -> Option<String> {
    person.organization.as_ref().map(|name| name.value.clone())
}

/// An entry as the line about a change describes it.
fn describe_entry(entry: &PersonEntry) -> String {
    let of = entry.organization.as_ref().map(|org| format!(" of {org}")).unwrap_or_default();
    let since = entry.since.map(|since| format!(" since {since}")).unwrap_or_default();
    let role = entry.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
    format!("{}{of}{since}{role}", entry.name)
}

/// The error for a request that conflicts with existing entries.
fn conflict_error(conflict: &PersonConflict, request: &PersonRequest) -> Error {
    let organization = request.organization.unwrap_or("ORG");
    let also = |command: &str| format!("For another person of the same name: `{command} --also`.");
    let command =
        |name: &str| format!("backlog add-person {} --org {}", quote_shell_word(name), quote_shell_word(organization));
    let listed = |person: &Person| {
        let organization = organization_name(person).unwrap_or_else(|| "nobody".to_owned());
        format!("{} is listed for {organization}", person.name.value)
    };
    match conflict {
        PersonConflict::ListedElsewhere(person) => {
            let until = person.until.map(|until| format!(" until {until}")).unwrap_or_default();
            let name = person.name.as_str();
            let command = command(name);
            let help = format!("If {name} represents {organization} now: `{command} --since DATE`. {}", also(&command));
            Error::not_allowed(format!("{}{until}", listed(person)), help)
        }
        PersonConflict::Listed(person) => {
            let help = "Two people of one name in one organization need something that distinguishes them, such as a \
                        middle initial.";
            Error::not_allowed(format!("{} already", listed(person)), help)
        }
        PersonConflict::BeginsLater(person) => {
            let since = person.since.map(|since| format!(" since {since}")).unwrap_or_default();
            let help = "Use a later day with --since, or edit `people` in workgroup.yaml.";
            Error::not_allowed(format!("{}{since}", listed(person)), help)
        }
        PersonConflict::SeveralElsewhere(people) => {
            let command = command(request.name);
            let help = format!(
                "If one of them represents {organization} now: `{command} --since DATE --from ORG`, where --from is the \
                 former organization. {}",
                also(&command)
            );
            Error::not_allowed(describe_people(people), help)
        }
        PersonConflict::NotFrom(people) => {
            let from = request.from.unwrap_or("ORG");
            let help = format!("Use one of these with --from ORG. {}", also(&command(request.name)));
            Error::not_allowed(format!("{} is not listed for {from}; {}", request.name, describe_people(people)), help)
        }
        PersonConflict::Several(people) => {
            Error::not_allowed(describe_people(people), "Add the organization of the one to change: --org ORG.")
        }
    }
}

/// All entries of one name, with their organizations and days.
fn describe_people(people: &[&Person]) -> String {
    let describe = |person: &&Person| {
        let days = [("since", person.since), ("until", person.until)];
        let days = days.iter().filter_map(|(word, day)| Some(format!(" {word} {}", (*day)?)));
        format!("{}{}", organization_name(person).unwrap_or_else(|| "nobody".to_owned()), days.collect::<String>())
    };
    let entries: Vec<String> = people.iter().map(describe).collect();
    let name = people.first().map_or("", |person| person.name.as_str());
    match entries.as_slice() {
        [] => "no person of that name is listed".to_owned(),
        [one] => format!("{name} is listed for {one}"),
        _ => format!("several people are listed as {name}: for {}", join_with_and(&entries)),
    }
}

/// The organization: given, or prompted for where the person is new.
fn read_organization(args: &Args, name: &str, session: &mut Session) -> Result<Option<String>, Error> {
    if args.org.is_some() {
        return Ok(args.org.clone());
    }
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    if !args.also && workgroup.people.iter().any(|person| is_same_name(&person.name, name)) {
        return Ok(None);
    }
    let missing = || Error::usage(format!("the organization of {name} is required"), "Add --org ORG.");
    ask::choose_one_of("Organization", &organization::list_organizations(workgroup), session, missing).map(Some)
}
