//! Whom a name means in a call, and for which organisation.

use crate::cli::resolved::find_known;
use crate::error::Error;
use crate::model::meeting::{Delegation, Meeting};
use crate::model::spelling::{is_same_name, suggest_word};
use crate::model::wording::quote_shell_word;
use crate::view::Views;
use crate::view::people::{KnownPerson, Seat};
use crate::view::resolution::Resolution;

/// A person who is to be listed in a call.
pub struct NamedPerson<'g> {
    /// As the records spell it, else as it was typed.
    pub name: String,
    /// By its own name.
    pub organization: String,
    /// The organisation as the file of the call spells it, where it is listed.
    pub key: Option<&'g str>,
    /// Where the person is listed already.
    pub seat: Option<Seat<'g>>,
    /// What the person is in the group.
    pub role: Option<&'g str>,
    /// The names of those who may be meant instead, as words for people.
    pub suggestion: Option<String>,
}

/// Why a name says too little.
pub enum UnclearPerson {
    /// The organisation is missing; a terminal asks for one of these, or for any where there is none.
    NeedsOrganization {
        /// By their own names.
        among: Vec<String>,
        /// What is said where nobody can be asked.
        error: Error,
    },
    /// Nothing is asked.
    Wrong(Error),
}

impl UnclearPerson {
    /// What is said where nobody is asked.
    pub fn into_error(self) -> Error {
        match self {
            UnclearPerson::NeedsOrganization { error, .. } | UnclearPerson::Wrong(error) => error,
        }
    }
}

/// The person that words mean, of those who are known; `organization` is the one that the user named, by its own
/// name.
pub fn resolve_person<'g>(
    words: &str,
    organization: Option<&str>,
    known: &[KnownPerson<'g>],
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<NamedPerson<'g>, UnclearPerson> {
    let by_name = known.iter().find(|person| is_same_name(person.name, words));
    let exact = by_name.or_else(|| known.iter().find(|person| person.has_name(words)));
    // With an organization, somebody new may be named.
    let may_be_beginning = exact.is_none() && organization.is_none() && views.find_organization(words).is_none();
    let beginning = if may_be_beginning { find_by_beginning(words, known, meeting)? } else { None };
    let words = beginning.unwrap_or(words);
    let person = exact.or_else(|| known.iter().find(|person| is_same_name(person.name, words)));
    let name = person.map_or(words, |person| person.name);
    let date = meeting.date.value;
    let entries: Vec<_> = views.person_entries_on(name, date).collect();
    let has_namesake = entries.len() > 1 && person.is_some_and(|person| person.organizations.len() > 1);
    let seat = match organization {
        Some(organization) => find_seat(name, organization, meeting, views).map_err(UnclearPerson::Wrong)?,
        // Which of two persons is meant, the name does not say.
        None if has_namesake => None,
        None => views.seats(name, meeting).next(),
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
                    let verb = if has_namesake { "is listed for" } else { "has spoken for" };
                    known_organization(words, person, near.as_deref(), verb, views)?
                }
            }
        }
    };
    let own_name = |one: &'g Delegation| views.index.organization_name(one.organization.as_str());
    let own_entry = entries.iter().find(|entry| views.may_speak_for(entry, &organization));
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

/// Where the person of an organization is listed in the call.
///
/// # Errors
/// The name is listed for another organization, and `people` does not have two persons of it.
fn find_seat<'g>(
    name: &str,
    organization: &str,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Option<Seat<'g>>, Error> {
    let date = meeting.date.value;
    let listed = |seat: &Seat<'g>| views.index.organization_name(seat.key);
    let own = views.seats(name, meeting).find(|seat| is_same_name(listed(seat), organization));
    let is_other = |seat: &Seat| views.has_namesakes(name, [seat.key, organization], date);
    match views.seats(name, meeting).find(|seat| own.is_none() && !is_other(seat)) {
        None => Ok(own),
        Some(other) => Err(Error::not_allowed(
            format!("{name} is listed for {} in the call of {date}", listed(&other)),
            format!(
                "If the person spoke for {organization}, move the entry in the file of the call; if it is another person \
                 of that name, first: `backlog add-person {} --org {} --also`.",
                quote_shell_word(name),
                quote_shell_word(organization)
            ),
        )),
    }
}

/// The only name that begins with the words, of those who are known or listed in the call.
fn find_by_beginning<'g>(
    words: &str,
    known: &[KnownPerson<'g>],
    meeting: &'g Meeting,
) -> Result<Option<&'g str>, UnclearPerson> {
    let listed = meeting.attendance.iter().flatten().flat_map(|one| &one.people).map(|person| person.name.as_str());
    let names = known.iter().map(|person| person.name).chain(listed);
    find_known(Resolution::among_names(words, names), words, "names").map_err(UnclearPerson::Wrong)
}

/// Who may be meant: the name that is nearest, else those of which the words are a part.
fn suggest_names(words: &str, known: &[KnownPerson]) -> Option<String> {
    /// More would be a guess.
    const MOST: usize = 3;
    if let Some(near) = suggest_word(words, known.iter().map(|person| person.name)) {
        return Some(format!("`{near}`"));
    }
    let has = |person: &&KnownPerson| person.name.split([' ', '-']).any(|part| is_same_name(part, words));
    let names: Vec<String> = known.iter().filter(has).map(|person| format!("`{}`", person.name)).collect();
    (1..=MOST).contains(&names.len()).then(|| names.join(" or "))
}

/// What is said of somebody new without an organization.
pub fn unknown_person_error(words: &str) -> Error {
    Error::usage(format!("nobody is known as `{words}`"), "Say for whom the person speaks: --org ORG.")
}

/// The one organisation that the records know the person by.
fn known_organization(
    words: &str,
    person: Option<&KnownPerson>,
    near: Option<&str>,
    verb: &str,
    views: &Views,
) -> Result<String, UnclearPerson> {
    let members = || views.workgroup.organizations.iter().map(|one| one.name.value.clone()).collect();
    let name_it = "Say for whom the person speaks: --org ORG.";
    match (person, near) {
        (Some(person), _) => match person.organizations[..] {
            [one] => Ok(one.to_owned()),
            [] => Err(UnclearPerson::NeedsOrganization {
                among: members(),
                error: Error::usage(format!("nothing tells for whom {} speaks", person.name), name_it),
            }),
            _ => {
                let message = format!("{} {verb} {}", person.name, person.organizations.join(" and "));
                let among = person.organizations.iter().map(|one| (*one).to_owned()).collect();
                Err(UnclearPerson::NeedsOrganization { among, error: Error::usage(message, name_it) })
            }
        },
        (None, Some(near)) => Err(UnclearPerson::Wrong(Error::usage(
            format!("nobody is known as `{words}`"),
            format!("Did you mean {near}? Somebody new comes with an organisation: --org ORG."),
        ))),
        (None, None) => Err(UnclearPerson::NeedsOrganization { among: members(), error: unknown_person_error(words) }),
    }
}

/// An organisation is no person.
fn refuse_organization(words: &str, views: &Views) -> Result<(), Error> {
    views.find_organization(words).map_or(Ok(()), |one| {
        let name = one.name.as_str();
        Err(Error::not_allowed(
            format!("{name} is an organisation"),
            format!("Name the person who came: `backlog attend NAME --org {}`.", quote_shell_word(name)),
        ))
    })
}
