//! `backlog attend`: record who attends a call or is excused.

use super::call::RecordedCall;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, line, organization};
use crate::error::Error;
use crate::model::wording::format_count;
use crate::record::attend::list::{ListRequest, UnlistedName, record_list};
use crate::record::attend::person::{UnclearPerson, resolve_person, unknown_person_error};
use crate::record::attend::remove::remove_attendees;
use crate::record::attend::{AttendanceRequest, record_attendance};
use crate::record::organization::resolve_organization;
use crate::text::attendance_list::read_attendance_list;
use crate::text::durations::parse_duration;
use crate::view::people::KnownPerson;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Record who attends a call or is excused
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog attend \"Eric Murray\" \"Kevin Smith\"
  backlog attend \"Kevin Smith\" --excused
  backlog attend \"A Guest\" --org Orange --role guest
  backlog attend --file zoom.csv --at-least 5m
  backlog attend --remove \"Kevin Smith\"")]
pub struct Args {
    /// Names or GitHub accounts; - reads a list from standard input; without them, choose from a list on a terminal
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

    /// Read a list from FILE: names, or an attendance file of Zoom or Teams; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["names", "org", "role", "remove"])]
    file: Option<PathBuf>,

    /// With an attendance file: leave out who was there for less than TIME, such as 5m
    #[arg(long, value_name = "TIME", value_parser = parse_time, conflicts_with = "remove")]
    at_least: Option<u64>,

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
    if let Some(path) = list_path(&args)? {
        return record_list_from(&path, &args, session);
    }
    // Prompt before the lock is taken, so that no other command waits for an answer.
    let answers = read_answers(&mut args, session)?;
    let (organization, role, excused) = (args.org.as_deref(), args.role.as_deref(), args.excused);
    let request = AttendanceRequest { names: &args.names, organization, organizations: &answers, role, excused };
    args.call.record(session, |meeting, views| record_attendance(&request, meeting, views))
}

/// Parses how long somebody was in a call.
fn parse_time(text: &str) -> Result<u64, String> {
    parse_duration(text).ok_or_else(|| "expected a time such as 5m or 1h 30m".to_owned())
}

/// The file with a list, if there is one; `-` is standard input.
fn list_path(args: &Args) -> Result<Option<PathBuf>, Error> {
    let is_list = args.names.iter().any(|name| name == "-");
    if is_list && (args.names.len() > 1 || args.org.is_some() || args.role.is_some()) {
        let message = "a list on standard input has all names, with their organizations";
        return Err(Error::usage(message, "Use - alone, or with --excused and --meeting."));
    }
    let path = args.file.clone().or_else(|| is_list.then(|| PathBuf::from("-")));
    if args.at_least.is_some() && path.is_none() {
        let message = "--at-least needs an attendance file";
        return Err(Error::usage(message, "Add the file of Zoom or Teams: --file FILE."));
    }
    Ok(path)
}

/// Records the known people of a list, and names all others with the commands that add them.
fn record_list_from(path: &Path, args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let list = read_attendance_list(&ask::read_input_bytes(path)?).map_err(|reason| {
        let shown = if path.as_os_str() == "-" { "standard input".into() } else { path.display().to_string() };
        let help = "Use the file as it was exported, or a list with one name per line.";
        Error::usage(format!("{shown}: {reason}"), help)
    })?;
    let request = ListRequest { list: &list, at_least: args.at_least, excused: args.excused };
    let mut unlisted = Vec::new();
    args.call.record(session, |meeting, views| {
        let (changes, others) = record_list(&request, meeting, views)?;
        unlisted = others;
        Ok(changes)
    })?;
    if unlisted.is_empty() {
        return Ok(ExitStatus::Clean);
    }
    let mut lines = format!("not recorded: {}", format_count(unlisted.len() as u64, "name"));
    for UnlistedName { text, reason, command } in unlisted {
        let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        lines.push_str(&format!("\n  {text}{reason}: `{command}`"));
    }
    session.out.print_warning(&lines);
    Ok(ExitStatus::Findings)
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
