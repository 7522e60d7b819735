//! People of the group.

mod change;

pub use change::PersonRequest;

use super::changes::Changes;
use super::organization::resolve_organization;
use crate::error::Error;
use crate::model::organization::Person;
use crate::store::edit::Edit;
use crate::view::Views;
use change::{PersonChange, plan_person_change};

/// Adds or updates a person, with the GitHub account and the role that `facts` have. The organizations of the request may
/// be the beginnings of names.
///
/// # Errors
/// When an organization is not known, or the request conflicts with existing entries.
pub fn add_person(request: &PersonRequest, facts: &Person, views: &Views) -> Result<Changes, Error> {
    let resolve = |words: Option<&str>| words.map(|words| resolve_organization(words, views)).transpose();
    let (organization, from) = (resolve(request.organization)?, resolve(request.from)?);
    let request = PersonRequest { organization: organization.as_deref(), from: from.as_deref(), ..*request };
    let entry = |known: Option<&Person>, until| {
        let known =
            known.cloned().unwrap_or_else(|| Person { name: request.name.to_owned().into(), ..Person::default() });
        let organization = organization.clone().map(Into::into).or(known.organization);
        let github = facts.github.as_ref().map(|account| account.trim_start_matches('@').to_owned()).or(known.github);
        let role = facts.role.clone().or(known.role);
        Person { name: known.name, organization, since: request.since, until, github, role }
    };
    let (edits, description) = match plan_person_change(&request, views)? {
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

fn organization_name(person: &Person) -> Option<&str> {
    person.organization.as_ref().map(|name| name.as_str())
}

/// An entry as the line about a change describes it.
fn describe_entry(entry: &Person) -> String {
    let of = organization_name(entry).map(|name| format!(" of {name}")).unwrap_or_default();
    let since = entry.since.map(|since| format!(" since {since}")).unwrap_or_default();
    let role = entry.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
    format!("{}{of}{since}{role}", *entry.name)
}
