//! `backlog attend`: who is in a call, and who is excused.

mod entry;
mod person;

use super::call::Recorded;
use super::session::{Change, Session};
use super::{Status, ask, line, organization};
use crate::error::Error;
use crate::model::spelling::is_same_name;
use crate::store::edit::Edit;
use crate::view::people::KnownPerson;
use entry::Entry;
use person::{Person, Unclear};
use std::collections::HashMap;

/// Record who is in a call, or is excused
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog attend \"Eric Murray\" \"Kevin Smith\"
  backlog attend \"Kevin Smith\" --excused
  backlog attend \"A Guest\" --org Orange --role guest")]
pub struct Args {
    /// Persons by name, or by their accounts on GitHub; without one a terminal offers those who are known
    #[arg(value_name = "NAME", value_parser = line::parse)]
    names: Vec<String>,

    /// The organisation they speak for; without it that of `people` in workgroup.yaml, or of earlier calls
    #[arg(long, value_name = "ORG")]
    org: Option<String>,

    /// What they are in this call, such as chair; without it what `people` in workgroup.yaml says
    #[arg(long, value_name = "ROLE", value_parser = line::parse)]
    role: Option<String>,

    /// They are not there, and have said so
    #[arg(long)]
    excused: bool,

    #[command(flatten)]
    call: Recorded,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    // Asked before the lock is taken: nobody else is to wait for an answer.
    let answers = answers(&mut args, session)?;
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let org = args.org.as_deref().map(|org| organization::named(org, &views)).transpose()?;
    let meeting = args.call.choose(&views, session)?;
    if meeting.date.value > views.now.day() && !args.excused {
        let message = format!("the call of {} is still to come", meeting.date.value);
        return Err(Error::denied(message, "Who will not be there can be excused already: --excused."));
    }
    let known = views.people_on(meeting.date.value);
    let mut persons: Vec<Person> = Vec::new();
    for words in &args.names {
        let org = org.as_deref().or(answers.get(words).map(String::as_str));
        let person = person::meant(words, org, &known, meeting, &views).map_err(Unclear::into_error)?;
        let is_same = |other: &Person| {
            is_same_name(&other.name, &person.name) && is_same_name(&other.organization, &person.organization)
        };
        if !persons.iter().any(is_same) {
            persons.push(person);
        }
    }
    let (mut edits, mut told) = (Vec::new(), Vec::new());
    for person in &persons {
        let entry = Entry::of(person, args.role.as_deref(), args.excused);
        let line = entry.told(&person.organization);
        if entry.is_there(person) {
            session.out.say(&format!("listed already: {line}"));
            continue;
        }
        if let Some(near) = &person.near {
            session.out.say(&format!("nobody was known as {} before; did you mean {near}?", person.name));
        }
        edits.push(edit(person, &entry)?);
        told.push(line);
    }
    let path = repository.group.sources.file(meeting.file).path.clone();
    session.edit_records(&repository, &[Change { path, edits, told: told.join(", ") }], args.dry_run)?;
    Ok(Status::Clean)
}

/// What makes the file say it. A new organisation comes last; the minutes have their own order.
fn edit(person: &Person, entry: &Entry) -> Result<Edit, Error> {
    match &person.seat {
        Some(seat) => Edit::set(["attendance".into(), seat.key.into(), seat.at.into()], entry),
        None => Edit::append(["attendance".into(), person.key.unwrap_or(&person.organization).into()], entry),
    }
}

/// Asks on a terminal who is there where nobody is named, and for whom they speak where nothing tells: the
/// organisations by the words that name the persons.
fn answers(args: &mut Args, session: &mut Session) -> Result<HashMap<String, String>, Error> {
    let mut organizations = HashMap::new();
    let nobody = || Error::usage("nobody is named", "Name who is there: `backlog attend NAME...`.");
    if !session.out.is_interactive() {
        return if args.names.is_empty() { Err(nobody()) } else { Ok(organizations) };
    }
    let repository = session.repository()?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = args.call.chosen(&views)?;
    let known = views.people_for(meeting);
    let mut new_names = Vec::new();
    if args.names.is_empty() {
        let is_new = |one: &&KnownPerson| !views.has_seat_for_each(one.name, meeting);
        let choices: Vec<(String, String)> = known.iter().filter(is_new).map(choice).collect();
        let state = if args.excused { "excused from" } else { "in" };
        let question = format!("Who is {state} the call of {}", meeting.date.value);
        args.names = ask::several_or_new(&question, &choices, session, nobody)?;
        let is_listed = |name: &String| choices.iter().any(|(value, _)| value == name);
        new_names.extend(args.names.iter().filter(|name| !is_listed(name)).cloned());
    }
    if args.org.is_none() {
        for words in &args.names {
            // Who adds somebody new to the list has seen who is on it: the beginning of another name is not meant.
            let is_new = new_names.contains(words) && !known.iter().any(|one| one.is_meant_by(words));
            let (among, error) = match person::meant(words, None, &known, meeting, &views) {
                Err(Unclear::Asked { among, error }) => (among, error),
                Err(Unclear::Wrong(_)) | Ok(_) if is_new => (organization::names(workgroup), person::unknown(words)),
                _ => continue,
            };
            let among: Vec<(String, String)> = among.into_iter().map(|one| (one.clone(), one)).collect();
            let answer = ask::one_of(&format!("Organisation of {words}"), &among, session, || error)?;
            organizations.insert(words.clone(), organization::named(&answer, &views)?);
        }
    }
    Ok(organizations)
}

fn choice(known: &KnownPerson) -> (String, String) {
    let of =
        if known.organizations.is_empty() { String::new() } else { format!(" ({})", known.organizations.join(", ")) };
    (known.name.to_owned(), format!("{}{of}", known.name))
}
