//! `backlog attend`: record who attends a call or is excused.

mod entry;
mod person;

use super::call::RecordedCall;
use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, line, organization};
use crate::error::Error;
use crate::model::spelling::is_same_name;
use crate::store::edit::Edit;
use crate::view::people::KnownPerson;
use entry::AttendeeEntry;
use person::{NamedPerson, UnclearPerson};
use std::collections::HashMap;

/// Record who attends a call or is excused
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog attend \"Eric Murray\" \"Kevin Smith\"
  backlog attend \"Kevin Smith\" --excused
  backlog attend \"A Guest\" --org Orange --role guest")]
pub struct Args {
    /// Names or GitHub accounts; on a terminal, choose from a list without them
    #[arg(value_name = "NAME", value_parser = line::parse_line)]
    names: Vec<String>,

    /// Set their organization [default: from `people` in workgroup.yaml, or from earlier calls]
    #[arg(long, value_name = "ORG")]
    org: Option<String>,

    /// Set their role in this call, such as chair [default: from `people` in workgroup.yaml]
    #[arg(long, value_name = "ROLE", value_parser = line::parse_line)]
    role: Option<String>,

    /// Record that they are excused
    #[arg(long)]
    excused: bool,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    // Prompt before the lock is taken, so that no other command waits for an answer.
    let answers = read_answers(&mut args, session)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let org = args.org.as_deref().map(|org| organization::resolve_organization(org, &views)).transpose()?;
    let meeting = args.call.announce_call(&views, session)?;
    if meeting.date.value > views.now.day() && !args.excused {
        let message = format!("the call of {} is still to come", meeting.date.value);
        return Err(Error::not_allowed(message, "To excuse someone in advance, add --excused."));
    }
    let known = views.people.known_on(meeting.date.value);
    let mut persons: Vec<NamedPerson> = Vec::new();
    for words in &args.names {
        let org = org.as_deref().or(answers.get(words).map(String::as_str));
        let person = person::resolve_person(words, org, &known, meeting, &views).map_err(UnclearPerson::into_error)?;
        let is_same = |other: &NamedPerson| {
            is_same_name(&other.name, &person.name) && is_same_name(&other.organization, &person.organization)
        };
        if !persons.iter().any(is_same) {
            persons.push(person);
        }
    }
    let (mut edits, mut descriptions) = (Vec::new(), Vec::new());
    for person in &persons {
        let entry = AttendeeEntry::new(person, args.role.as_deref(), args.excused);
        let line = entry.describe_entry(&person.organization);
        if entry.is_recorded(person) {
            session.out.print_message(&format!("already listed: {line}"));
            continue;
        }
        if let Some(near) = &person.suggestion {
            session.out.print_message(&format!("{} is new here; did you mean {near}?", person.name));
        }
        edits.push(entry_edit(person, &entry)?);
        descriptions.push(line);
    }
    let path = repository.group.sources.file(meeting.file).path.clone();
    session.edit_records(
        &repository,
        &[RecordChange { path, edits, description: descriptions.join(", ") }],
        args.dry_run,
    )?;
    Ok(ExitStatus::Clean)
}

/// The edit that records a person. A new organization is added at the end; the minutes have their own order.
fn entry_edit(person: &NamedPerson, entry: &AttendeeEntry) -> Result<Edit, Error> {
    match &person.seat {
        Some(seat) => Edit::set(["attendance".into(), seat.key.into(), seat.at.into()], entry),
        None => Edit::append(["attendance".into(), person.key.unwrap_or(&person.organization).into()], entry),
    }
}

/// Prompts on a terminal for the people if none are given, and for organizations that are not known: returns the
/// organizations by the words that name the people.
fn read_answers(args: &mut Args, session: &mut Session) -> Result<HashMap<String, String>, Error> {
    let mut organizations = HashMap::new();
    let nobody = || Error::usage("a person is required", "Add who attends: `backlog attend NAME...`.");
    if !session.out.is_interactive() {
        return if args.names.is_empty() { Err(nobody()) } else { Ok(organizations) };
    }
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.find_call(&views)?;
    let known = views.people.likely_attendees(meeting);
    let mut new_names = Vec::new();
    if args.names.is_empty() {
        let is_new = |one: &&KnownPerson| !views.people.has_seat_for_each(one.name, meeting);
        let choices: Vec<(String, String)> = known.iter().filter(is_new).map(person_choice).collect();
        let state = if args.excused { "excused from" } else { "in" };
        let question = format!("Who is {state} the call of {}", meeting.date.value);
        args.names = ask::choose_several_or_new(&question, &choices, session, nobody)?;
        let is_listed = |name: &String| choices.iter().any(|(value, _)| value == name);
        new_names.extend(args.names.iter().filter(|name| !is_listed(name)).cloned());
    }
    if args.org.is_none() {
        for words in &args.names {
            // Someone new was typed with the list in view, so it is not the beginning of another name.
            let is_new = new_names.contains(words) && !known.iter().any(|one| one.has_name(words));
            let (among, error) = match person::resolve_person(words, None, &known, meeting, &views) {
                Err(UnclearPerson::NeedsOrganization { among, error }) => (among, error),
                Err(UnclearPerson::Wrong(_)) | Ok(_) if is_new => {
                    (organization::organization_names(workgroup), person::unknown_person_error(words))
                }
                _ => continue,
            };
            let among: Vec<(String, String)> = among.into_iter().map(|one| (one.clone(), one)).collect();
            let answer = ask::choose_one_of(&format!("Organization of {words}"), &among, session, || error)?;
            organizations.insert(words.clone(), organization::resolve_organization(&answer, &views)?);
        }
    }
    Ok(organizations)
}

fn person_choice(known: &KnownPerson) -> (String, String) {
    let of =
        if known.organizations.is_empty() { String::new() } else { format!(" ({})", known.organizations.join(", ")) };
    (known.name.to_owned(), format!("{}{of}", known.name))
}
