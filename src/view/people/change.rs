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
    use crate::view::tests::{GROUP, day, with_views};

    /// How a request changes these entries, in short.
    fn format_change(people: &str, organization: Option<&str>, since: Option<&str>, is_another: bool) -> String {
        let since = since.map(day);
        describe_request(people, &PersonRequest { name: "Ann Lee", organization, since, is_another, from: None })
    }

    fn describe_request(people: &str, request: &PersonRequest) -> String {
        let workgroup = format!("{GROUP}people: {people}\n");
        let list = |people: Vec<&Person>| {
            let own = |person: &&Person| person.organization.as_ref().unwrap().value.clone();
            people.iter().map(own).collect::<Vec<_>>().join(", ")
        };
        with_views(&[("workgroup.yaml", &workgroup)], "2026-03-01", |views| match views.people.person_change(request) {
            Ok(PersonChange::Succeed { at, until }) => format!("succeed {at} {until}"),
            Ok(change) => format!("{change:?}"),
            Err(PersonConflict::ListedElsewhere(person)) => {
                format!("listed for {}", person.organization.as_ref().unwrap().value)
            }
            Err(PersonConflict::Listed(_)) => "listed".to_owned(),
            Err(PersonConflict::BeginsLater(_)) => "begins later".to_owned(),
            Err(PersonConflict::Several(people)) => format!("several: {}", list(people)),
            Err(PersonConflict::SeveralElsewhere(people)) => format!("elsewhere: {}", list(people)),
            Err(PersonConflict::NotFrom(people)) => format!("not from, but {}", list(people)),
        })
    }

    #[test]
    fn an_existing_name_has_to_be_distinguished() {
        let one = "[Bo, { name: Ann Lee, organization: DT }]";
        let since = Some("2026-02-12");
        assert_eq!(format_change("[]", Some("Orange"), None, false), "Add");
        assert_eq!(format_change(one, Some("Orange"), None, false), "listed for DT");
        assert_eq!(format_change(one, Some("Orange"), since, false), "succeed 1 2026-02-11");
        assert_eq!(format_change(one, Some("Orange"), None, true), "Add");
        assert_eq!(format_change(one, Some("Deutsche Telekom"), None, true), "listed");
        assert_eq!(format_change(one, Some("Deutsche Telekom"), since, false), "Update(1)");
        assert_eq!(format_change(one, None, None, false), "Update(1)");
        assert_eq!(format_change("[Ann Lee]", Some("Orange"), since, false), "Update(0)");
    }

    #[test]
    fn a_returning_person_gets_another_entry() {
        let moved = "[{ name: Ann Lee, organization: DT, until: 2026-02-11 }, { name: Ann Lee, organization: Orange, \
                     since: 2026-02-12 }]";
        assert_eq!(format_change(moved, Some("DT"), None, false), "listed for Orange");
        assert_eq!(format_change(moved, Some("DT"), Some("2026-04-01"), false), "succeed 1 2026-03-31");
        assert_eq!(format_change(moved, Some("NCSRD"), Some("2026-02-12"), false), "begins later");
        assert_eq!(format_change(moved, None, None, false), "Update(1)");
        let ended = "[{ name: Ann Lee, organization: DT, until: 2026-02-11 }]";
        assert_eq!(format_change(ended, Some("DT"), None, false), "listed for DT");
        assert_eq!(format_change(ended, Some("DT"), Some("2026-03-01"), false), "Add");
    }

    #[test]
    fn the_entry_of_one_of_two_people_has_to_be_chosen() {
        let two = "[{ name: Ann Lee, organization: DT }, { name: Ann Lee, organization: Orange }]";
        assert_eq!(format_change(two, None, None, false), "several: DT, Orange");
        assert_eq!(format_change(two, Some("Orange"), None, false), "Update(1)");
        for since in [None, Some("2026-03-01")] {
            assert_eq!(format_change(two, Some("NCSRD"), since, false), "elsewhere: DT, Orange");
        }
        assert_eq!(format_change(two, Some("NCSRD"), None, true), "Add");
        let from = |from, organization| {
            let since = Some(day("2026-03-01"));
            let organization = Some(organization);
            describe_request(
                two,
                &PersonRequest { name: "Ann Lee", organization, from: Some(from), since, is_another: false },
            )
        };
        assert_eq!(from("Deutsche Telekom", "NCSRD"), "succeed 0 2026-02-28");
        assert_eq!(from("Orange", "NCSRD"), "succeed 1 2026-02-28");
        assert_eq!(from("MTN", "NCSRD"), "not from, but DT, Orange");
        assert_eq!(from("Deutsche Telekom", "Orange"), "listed");
    }
}
