//! `backlog attend`: record who attends a call or is excused.

use super::call::RecordedCall;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, line, organization};
use crate::error::Error;
use crate::record::attend::person::{UnclearPerson, resolve_person, unknown_person_error};
use crate::record::attend::remove::remove_attendees;
use crate::record::attend::{AttendanceRequest, record_attendance};
use crate::record::organization::resolve_organization;
use crate::view::people::KnownPerson;

use std::collections::HashMap;

/// Record who attends a call or is excused
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog attend \"Eric Murray\" \"Kevin Smith\"
  backlog attend \"Kevin Smith\" --excused
  backlog attend \"A Guest\" --org Orange --role guest
  backlog attend --remove \"Kevin Smith\"")]
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

    /// Remove them from the attendance
    #[arg(long, conflicts_with_all = ["role", "excused"])]
    remove: bool,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.remove {
        return remove_people(args, session);
    }
    // Prompt before the lock is taken, so that no other command waits for an answer.
    let answers = read_answers(&mut args, session)?;
    let (organization, role, excused) = (args.org.as_deref(), args.role.as_deref(), args.excused);
    let request = AttendanceRequest { names: &args.names, organization, organizations: &answers, role, excused };
    args.call.record(session, |meeting, views| record_attendance(&request, meeting, views))
}

/// Removes people, who are chosen on a terminal if none are given.
fn remove_people(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.names.is_empty() {
        let missing =
            Error::usage("a person is required", "Add who is listed by mistake: `backlog attend --remove NAME...`.");
        args.names = ask::choose_several_known("Remove from the attendance", session, missing, |views| {
            let listed = args.call.find_call(views)?.listed_people();
            let line = |organization: &str, name: &str| (name.to_owned(), format!("{name} ({organization})"));
            Ok(listed.map(|(delegation, person)| line(&delegation.organization, &person.name)).collect())
        })?;
    }
    args.call.record(session, |meeting, views| remove_attendees(&args.names, args.org.as_deref(), meeting, views))
}

/// Prompts on a terminal for the people if none are given, and for organizations that are not known: returns the
/// organizations by the words that name the people.
fn read_answers(args: &mut Args, session: &mut Session) -> Result<HashMap<String, String>, Error> {
    let mut organizations = HashMap::new();
    let missing = Error::usage("a person is required", "Add who attends: `backlog attend NAME...`.");
    if !session.out.is_interactive() {
        return if args.names.is_empty() { Err(missing) } else { Ok(organizations) };
    }
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let meeting = args.call.find_call(&views)?;
    let known = views.people.likely_attendees(meeting);
    let mut new_names = Vec::new();
    if args.names.is_empty() {
        let is_new = |one: &&KnownPerson| !views.people.has_seat_for_each(one.name, meeting);
        let choices: Vec<(String, String)> = known.iter().filter(is_new).map(person_choice).collect();
        let state = if args.excused { "excused from" } else { "in" };
        let question = format!("Who is {state} the call of {}", meeting.date.value);
        args.names = ask::choose_several_or_new(&question, &choices, session, missing)?;
        let is_listed = |name: &String| choices.iter().any(|(value, _)| value == name);
        new_names.extend(args.names.iter().filter(|name| !is_listed(name)).cloned());
    }
    if args.org.is_none() {
        for words in &args.names {
            // Someone new was typed with the list in view, so it is not the beginning of another name.
            let is_new = new_names.contains(words) && !known.iter().any(|one| one.has_name(words));
            let (among, error) = match resolve_person(words, None, &known, meeting, &views) {
                Err(UnclearPerson::NeedsOrganization { among, error }) => (among, error),
                Err(UnclearPerson::Wrong(_)) | Ok(_) if is_new => {
                    (organization::organization_names(&views), unknown_person_error(words))
                }
                _ => continue,
            };
            let among: Vec<(String, String)> = among.into_iter().map(|one| (one.clone(), one)).collect();
            let answer = ask::choose_one_of(&format!("Organization of {words}"), &among, session, error)?;
            organizations.insert(words.clone(), resolve_organization(&answer, &views)?);
        }
    }
    Ok(organizations)
}

fn person_choice(known: &KnownPerson) -> (String, String) {
    let of =
        if known.organizations.is_empty() { String::new() } else { format!(" ({})", known.organizations.join(", ")) };
    (known.name.to_owned(), format!("{}{of}", known.name))
}
