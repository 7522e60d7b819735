//! Resolves a name to a person and an organization in a call.

use crate::error::Error;
use crate::model::meeting::{Delegation, Meeting};
use crate::model::spelling::{is_same_name, suggest_word};
use crate::model::wording::quote_shell_word;
use crate::record::matching::find_known;
use crate::view::Views;
use crate::view::lookup::resolution::Resolution;
use crate::view::people::KnownPerson;
use crate::view::people::seats::Seat;

/// A person to list in a call.
pub struct NamedPerson<'g> {
    /// As the records spell it, otherwise as typed.
    pub name: String,
    /// By its own name.
    pub organization: String,
    /// The organization as the file of the call spells it, where it is listed.
    pub key: Option<&'g str>,
    /// The existing entry of the person.
    pub seat: Option<Seat<'g>>,
    /// The role of the person in the group.
    pub role: Option<&'g str>,
    /// Similar names, in words for a message.
    pub suggestion: Option<String>,
}

impl NamedPerson<'_> {
    /// Whether both are the same person of the same organization.
    pub fn is_same(&self, other: &Self) -> bool {
        is_same_name(&self.name, &other.name) && is_same_name(&self.organization, &other.organization)
    }
}

/// Why a name is not enough.
pub enum UnclearPerson {
    /// The organization is missing; a terminal prompts for one of these, or for any if there are none.
    NeedsOrganization {
        /// By their own names.
        among: Vec<String>,
        /// The error without a terminal.
        error: Error,
    },
    /// A prompt cannot help.
    Wrong(Error),
}

impl UnclearPerson {
    /// The error without a prompt.
    pub fn into_error(self) -> Error {
        match self {
            UnclearPerson::NeedsOrganization { error, .. } | UnclearPerson::Wrong(error) => error,
        }
    }
}

/// The known person that words name, or someone new; `organization` is the given one, by its own name.
pub fn resolve_person<'g>(
    words: &str,
    organization: Option<&str>,
    known: &[KnownPerson<'g>],
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<NamedPerson<'g>, UnclearPerson> {
    let by_name = known.iter().find(|person| is_same_name(person.name, words));
    let exact = by_name.or_else(|| known.iter().find(|person| person.has_name(words)));
    // With an organization, the person may be new.
    let may_be_beginning = exact.is_none() && organization.is_none() && views.lookup.find_organization(words).is_none();
    let beginning = if may_be_beginning { find_by_beginning(words, known, meeting)? } else { None };
    let words = beginning.unwrap_or(words);
    let person = exact.or_else(|| known.iter().find(|person| is_same_name(person.name, words)));
    let name = person.map_or(words, |person| person.name);
    let date = meeting.date.value;
    let entries: Vec<_> = views.people.entries_on(name, date).collect();
    let has_namesake = entries.len() > 1 && person.is_some_and(|person| person.organizations.len() > 1);
    let seat = match organization {
        Some(organization) => find_seat(name, organization, meeting, views).map_err(UnclearPerson::Wrong)?,
        // The name does not say which of two people it is.
        None if has_namesake => None,
        None => views.people.seats(name, meeting).next(),
    };
    let near = match (person, seat) {
        (None, None) => suggest_names(words, known),
        _ => None,
    };
    let listed = seat.map(|seat| views.index.organization_name(seat.key));
    let organization = match (organization, listed) {
        (_, Some(listed)) => listed.to_owned(),
        (organization, None) => {
            if person.is_none() {
                refuse_organization(words, views).map_err(UnclearPerson::Wrong)?;
            }
            match organization {
                Some(organization) => organization.to_owned(),
                None => {
                    let verb = if has_namesake { "is listed for" } else { "has represented" };
                    known_organization(words, person, near.as_deref(), verb, views)?
                }
            }
        }
    };
    let own_name = |one: &'g Delegation| views.index.organization_name(one.organization.as_str());
    let own_entry = entries.iter().find(|entry| views.people.may_represent(entry, &organization));
    let role =
        if has_namesake { own_entry.and_then(|one| one.role.as_deref()) } else { person.and_then(|one| one.role) };
    let delegation = meeting.attendance.iter().flatten().find(|one| is_same_name(own_name(one), &organization));
    Ok(NamedPerson {
        name: name.to_owned(),
        key: delegation.map(|one| one.organization.as_str()),
        organization: delegation.map_or(organization, |one| own_name(one).to_owned()),
        seat,
        role,
        suggestion: near,
    })
}

/// The existing entry of the person of an organization in the call.
///
/// # Errors
/// The name is listed for another organization, and `people` does not have two people of this name.
fn find_seat<'g>(
    name: &str,
    organization: &str,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Option<Seat<'g>>, Error> {
    let date = meeting.date.value;
    let listed = |seat: &Seat<'g>| views.index.organization_name(seat.key);
    let own = views.people.seats(name, meeting).find(|seat| is_same_name(listed(seat), organization));
    let is_other = |seat: &Seat| views.people.has_namesakes(name, [seat.key, organization], date);
    match views.people.seats(name, meeting).find(|seat| own.is_none() && !is_other(seat)) {
        None => Ok(own),
        Some(other) => Err(Error::not_allowed(
            format!("{name} is listed for {} in the call of {date}", listed(&other)),
            format!(
                "If the person represented {organization}, move the entry in the file of the call; for another person \
                 of the same name, first run `backlog add-person {} --org {} --also`.",
                quote_shell_word(name),
                quote_shell_word(organization)
            ),
        )),
    }
}

/// The only name that begins with the words, among those that are known or listed in the call.
fn find_by_beginning<'g>(
    words: &str,
    known: &[KnownPerson<'g>],
    meeting: &'g Meeting,
) -> Result<Option<&'g str>, UnclearPerson> {
    let listed = meeting.attendance.iter().flatten().flat_map(|one| &one.people).map(|person| person.name.as_str());
    let names = known.iter().map(|person| person.name).chain(listed);
    find_known(Resolution::among_names(words, names), words, "names").map_err(UnclearPerson::Wrong)
}

/// Similar names: the most similar one, otherwise those that contain the words.
pub(super) fn suggest_names(words: &str, known: &[KnownPerson]) -> Option<String> {
    /// More would be guesses.
    const MOST: usize = 3;
    if let Some(near) = suggest_word(words, known.iter().map(|person| person.name)) {
        return Some(format!("`{near}`"));
    }
    let has = |person: &&KnownPerson| person.name.split([' ', '-']).any(|part| is_same_name(part, words));
    let names: Vec<String> = known.iter().filter(has).map(|person| format!("`{}`", person.name)).collect();
    (1..=MOST).contains(&names.len()).then(|| names.join(" or "))
}

/// The error for someone new without an organization.
pub fn unknown_person_error(words: &str) -> Error {
    Error::usage(format!("no person matches \"{words}\""), "Add the organization: --org ORG.")
}

/// The one organization that the records know for the person.
fn known_organization(
    words: &str,
    person: Option<&KnownPerson>,
    near: Option<&str>,
    verb: &str,
    views: &Views,
) -> Result<String, UnclearPerson> {
    let members = || views.workgroup.organizations.iter().map(|one| one.name.value.clone()).collect();
    let name_it = "Add the organization: --org ORG.";
    match (person, near) {
        (Some(person), _) => match person.organizations[..] {
            [one] => Ok(one.to_owned()),
            [] => Err(UnclearPerson::NeedsOrganization {
                among: members(),
                error: Error::usage(format!("the organization of {} is not known", person.name), name_it),
            }),
            _ => {
                let message = format!("{} {verb} {}", person.name, person.organizations.join(" and "));
                let among = person.organizations.iter().map(|one| (*one).to_owned()).collect();
                Err(UnclearPerson::NeedsOrganization { among, error: Error::usage(message, name_it) })
            }
        },
        (None, Some(near)) => Err(UnclearPerson::Wrong(Error::usage(
            format!("no person matches \"{words}\""),
            format!("Did you mean {near}? For someone new, add --org ORG."),
        ))),
        (None, None) => Err(UnclearPerson::NeedsOrganization { among: members(), error: unknown_person_error(words) }),
    }
}

/// Refuses an organization in place of a person.
fn refuse_organization(words: &str, views: &Views) -> Result<(), Error> {
    views.lookup.find_organization(words).map_or(Ok(()), |one| {
        let name = one.name.as_str();
        Err(Error::not_allowed(
            format!("{name} is an organization, not a person"),
            format!("Add the person who attended: `backlog attend NAME --org {}`.", quote_shell_word(name)),
        ))
    })
}
