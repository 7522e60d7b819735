//! How `people` in `workgroup.yaml` changes to record a person and an organization.

use crate::model::organization::Person;
use crate::model::spelling::is_same_name;
use crate::view::people::People;
use chrono::NaiveDate;

/// What to record about a person.
#[derive(Debug, Clone, Copy, Default)]
pub struct PersonRequest<'a> {
    /// The full name.
    pub name: &'a str,
    /// By its own name; if `None`, the existing entry is extended.
    pub organization: Option<&'a str>,
    /// The organization that the person leaves, by its own name, if several entries have that name.
    pub from: Option<&'a str>,
    /// The first day on which the person represents it.
    pub since: Option<NaiveDate>,
    /// Whether it is a different person with an existing name.
    pub is_another: bool,
}

/// How the entries of `people` change. Entries are given by index.
#[derive(Debug, PartialEq, Eq)]
pub enum PersonChange {
    /// An entry is added.
    Add,
    /// An entry is updated.
    Update(usize),
    /// The person changes organizations: the entry ends, and another one is added.
    Succeed {
        /// The entry that ends.
        at: usize,
        /// Its last day.
        until: NaiveDate,
    },
}

/// Why the request cannot be recorded as it is.
#[derive(Debug, PartialEq, Eq)]
pub enum PersonConflict<'g> {
    /// The name exists for another organization, or did for this one: the request has to say which person it is.
    ListedElsewhere(&'g Person),
    /// Several current entries have that name, for other organizations: the request has to say which one changes, or
    /// that it is a different person.
    SeveralElsewhere(Vec<&'g Person>),
    /// No current entry has that name for the organization that the person is to leave.
    NotFrom(Vec<&'g Person>),
    /// A person with that name already exists for this organization.
    Listed(&'g Person),
    /// The current entry begins on the day of the request or later.
    BeginsLater(&'g Person),
    /// Several current entries have that name, and the request does not say which one.
    Several(Vec<&'g Person>),
}

impl<'g> People<'g> {
    /// How a request changes `people`.
    ///
    /// # Errors
    /// The conflict with the existing entries.
    pub fn person_change(&self, request: &PersonRequest) -> Result<PersonChange, PersonConflict<'g>> {
        let day = request.since.unwrap_or(self.base.now.day());
        let entries = self
            .base
            .workgroup
            .people
            .iter()
            .enumerate()
            .filter(|(_, person)| is_same_name(&person.name, request.name));
        let entries: Vec<(usize, &Person)> = entries.collect();
        let Some((_, last)) = entries.last() else { return Ok(PersonChange::Add) };
        let open: Vec<(usize, &Person)> =
            entries.iter().copied().filter(|(_, person)| is_current_or_later(person, day)).collect();
        let people = |entries: &[(usize, &'g Person)]| entries.iter().map(|(_, person)| *person).collect();
        let Some(organization) = request.organization else {
            return match (&open[..], &entries[..]) {
                ([(at, _)], _) | ([], [(at, _)]) => Ok(PersonChange::Update(*at)),
                ([], _) => Err(PersonConflict::Several(people(&entries))),
                _ => Err(PersonConflict::Several(people(&open))),
            };
        };
        let own = open.iter().find(|(_, person)| self.may_represent(person, organization));
        match (own, &open[..], request) {
            (Some((_, own)), _, PersonRequest { is_another: true, .. }) => Err(PersonConflict::Listed(own)),
            (None, _, PersonRequest { is_another: true, .. }) => Ok(PersonChange::Add),
            (Some((_, own)), _, PersonRequest { from: Some(_), .. }) => Err(PersonConflict::Listed(own)),
            (Some((at, _)), _, _) => Ok(PersonChange::Update(*at)),
            (None, _, PersonRequest { from: Some(from), .. }) => {
                let former = open.iter().find(|(_, person)| self.may_represent(person, from));
                former.map_or_else(|| Err(PersonConflict::NotFrom(people(&open))), |(at, one)| end_entry(*at, one, day))
            }
            (None, [_, _, ..], _) => Err(PersonConflict::SeveralElsewhere(people(&open))),
            (None, open, PersonRequest { since: None, .. }) => {
                Err(PersonConflict::ListedElsewhere(open.first().map_or(last, |(_, person)| person)))
            }
            (None, [], _) => Ok(PersonChange::Add),
            (None, [(at, person)], _) => end_entry(*at, person, day),
        }
    }
}

/// Ends an entry the day before, if it begins earlier.
fn end_entry<'g>(at: usize, person: &'g Person, day: NaiveDate) -> Result<PersonChange, PersonConflict<'g>> {
    match day.pred_opt().filter(|_| person.since.is_none_or(|since| since < day)) {
        Some(until) => Ok(PersonChange::Succeed { at, until }),
        None => Err(PersonConflict::BeginsLater(person)),
    }
}

/// Whether an entry applies on a day or later.
fn is_current_or_later(person: &Person, day: NaiveDate) -> bool {
    person.until.is_none_or(|until| day <= until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    /// A request about Ann Lee.
    const REQUEST: PersonRequest =
        PersonRequest { name: "Ann Lee", organization: None, since: None, is_another: false, from: None };

    /// How a request changes these entries, in short.
    fn describe_request(people: &str, request: &PersonRequest) -> String {
        let views = TestGroup::new().more_settings(format!("people: {people}\n")).views("2026-03-01");
        let organization = |person: &Person| person.organization.as_ref().unwrap().value.clone();
        let list = |people: Vec<&Person>| people.into_iter().map(organization).collect::<Vec<_>>().join(", ");
        match views.people.person_change(request) {
            Ok(PersonChange::Succeed { at, until }) => format!("succeed {at} {until}"),
            Ok(change) => format!("{change:?}"),
            Err(PersonConflict::ListedElsewhere(person)) => format!("listed for {}", organization(person)),
            Err(PersonConflict::Listed(_)) => "listed".to_owned(),
            Err(PersonConflict::BeginsLater(_)) => "begins later".to_owned(),
            Err(PersonConflict::Several(people)) => format!("several: {}", list(people)),
            Err(PersonConflict::SeveralElsewhere(people)) => format!("elsewhere: {}", list(people)),
            Err(PersonConflict::NotFrom(people)) => format!("not from, but {}", list(people)),
        }
    }

    #[test]
    fn an_entry_is_added_updated_or_succeeded_unless_it_is_unclear() {
        let one = "[Bo, { name: Ann Lee, organization: DT }]";
        let moved = "[{ name: Ann Lee, organization: DT, until: 2026-02-11 }, { name: Ann Lee, organization: Orange, \
                     since: 2026-02-12 }]";
        let ended = "[{ name: Ann Lee, organization: DT, until: 2026-02-11 }]";
        let two = "[{ name: Ann Lee, organization: DT }, { name: Ann Lee, organization: Orange }]";
        let since = Some("2026-02-12");
        for (people, organization, since, is_another, expected) in [
            // An existing name has to be distinguished.
            ("[]", Some("Orange"), None, false, "Add"),
            (one, Some("Orange"), None, false, "listed for DT"),
            (one, Some("Orange"), since, false, "succeed 1 2026-02-11"),
            (one, Some("Orange"), None, true, "Add"),
            (one, Some("Deutsche Telekom"), None, true, "listed"),
            (one, Some("Deutsche Telekom"), since, false, "Update(1)"),
            (one, None, None, false, "Update(1)"),
            ("[Ann Lee]", Some("Orange"), since, false, "Update(0)"),
            // A returning person gets another entry.
            (moved, Some("DT"), None, false, "listed for Orange"),
            (moved, Some("DT"), Some("2026-04-01"), false, "succeed 1 2026-03-31"),
            (moved, Some("NCSRD"), since, false, "begins later"),
            (moved, None, None, false, "Update(1)"),
            (ended, Some("DT"), None, false, "listed for DT"),
            (ended, Some("DT"), Some("2026-03-01"), false, "Add"),
            // The entry of one of two people has to be chosen.
            (two, None, None, false, "several: DT, Orange"),
            (two, Some("Orange"), None, false, "Update(1)"),
            (two, Some("NCSRD"), None, false, "elsewhere: DT, Orange"),
            (two, Some("NCSRD"), Some("2026-03-01"), false, "elsewhere: DT, Orange"),
            (two, Some("NCSRD"), None, true, "Add"),
        ] {
            let request = PersonRequest { organization, since: since.map(day), is_another, ..REQUEST };
            assert_eq!(describe_request(people, &request), expected, "{people} {organization:?} {since:?}");
        }
        for (from, organization, expected) in [
            ("Deutsche Telekom", "NCSRD", "succeed 0 2026-02-28"),
            ("Orange", "NCSRD", "succeed 1 2026-02-28"),
            ("MTN", "NCSRD", "not from, but DT, Orange"),
            ("Deutsche Telekom", "Orange", "listed"),
        ] {
            let since = Some(day("2026-03-01"));
            let request = PersonRequest { organization: Some(organization), since, from: Some(from), ..REQUEST };
            assert_eq!(describe_request(two, &request), expected, "{from} {organization}");
        }
    }
}
