//! People of the group.

use super::changes::Changes;
use super::organization::resolve_organization;
use crate::error::Error;
use crate::model::organization::Person;
use crate::model::wording::{join_with_and, quote_shell_word};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::people::change::{PersonChange, PersonConflict, PersonRequest};

/// Adds or updates a person, with the GitHub account and the role that `facts` have. The organizations of the request may
/// be the beginnings of names.
///
/// # Errors
/// When an organization is not known, or the request conflicts with existing entries.
pub fn add_person(request: &PersonRequest, facts: &Person, views: &Views) -> Result<Changes, Error> {
    let resolve = |words: Option<&str>| words.map(|words| resolve_organization(words, views)).transpose();
    let (organization, from) = (resolve(request.organization)?, resolve(request.from)?);
    let request = PersonRequest { organization: organization.as_deref(), from: from.as_deref(), ..*request };
    let change = views.people.person_change(&request).map_err(|conflict| conflict_error(&conflict, &request))?;
    let entry = |known: Option<&Person>, until| {
        let known =
            known.cloned().unwrap_or_else(|| Person { name: request.name.to_owned().into(), ..Person::default() });
        let organization = organization.clone().map(Into::into).or(known.organization);
        let github = facts.github.as_ref().map(|account| account.trim_start_matches('@').to_owned()).or(known.github);
        let role = facts.role.clone().or(known.role);
        Person { name: known.name, organization, since: request.since, until, github, role }
    };
    let (edits, description) = match change {
        PersonChange::Add => {
            let entry = entry(None, None);
            (vec![Edit::append(["people".into()], &entry)?], describe_entry(&entry))
        }
        PersonChange::Update(at) => {
            let known = &views.workgroup.people[at];
            let mut entry = entry(Some(known), known.until);
            entry.since = request.since.or(known.since);
            (vec![Edit::set(["people".into(), at.into()], &entry)?], describe_entry(&entry))
        }
        PersonChange::Succeed { at, until } => {
            let known = &views.workgroup.people[at];
            let entry = entry(Some(known), None);
            let former = organization_name(known).unwrap_or_default();
            let end = Edit::set(["people".into(), at.into(), "until".into()], &until)?;
            let description = format!("{}; until {until} of {former}", describe_entry(&entry));
            (vec![end, Edit::append(["people".into()], &entry)?], description)
        }
    };
    Ok(Changes::edit(views.workgroup.file, edits, description, views))
}

fn organization_name(person: &Person) -> Option<String> {
    person.organization.as_ref().map(|name| name.value.clone())
}

/// An entry as the line about a change describes it.
fn describe_entry(entry: &Person) -> String {
    let of = entry.organization.as_ref().map(|org| format!(" of {}", **org)).unwrap_or_default();
    let since = entry.since.map(|since| format!(" since {since}")).unwrap_or_default();
    let role = entry.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
    format!("{}{of}{since}{role}", *entry.name)
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
