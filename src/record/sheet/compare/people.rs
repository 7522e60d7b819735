//! Who attends.

use super::{RequestEffect, SheetComparer};
use crate::model::meeting::Meeting;
use crate::model::spelling::is_same_name;
use crate::record::attend::remove::remove_attendees;
use crate::record::attend::{AttendanceRequest, record_attendance};
use crate::record::changes::Changes;
use crate::text::notation::Numbered;
use crate::text::notation::person::Person;
use crate::view::Views;
use std::collections::HashMap;

impl SheetComparer<'_, '_> {
    /// Compares the people. Where the new sheet has none, nothing changes.
    pub(super) fn compare_people(&mut self, new: &[Numbered<Person>]) {
        let old: Vec<Person> = self.old.people.iter().map(|person| person.value.clone()).collect();
        for Numbered { line, value: person } in new {
            let before = old.iter().find(|before| self.is_same_person(before, person));
            let is_known = before.is_some_and(|before| {
                before.is_present == person.is_present
                    && (before.remark == person.remark || person.is_present && person.remark.is_none())
            });
            if is_known {
                continue;
            }
            match (person.is_present, person.remark.as_deref()) {
                (false, None) if before.is_some_and(is_listed) && self.is_whole => self.request_removal(*line, person),
                (false, None) => {}
                (false, Some("excused")) | (true, _) => self.request_attendance(*line, person),
                (false, Some(remark)) => {
                    self.misread(*line, format!("expected `excused` for someone who is absent, found \"{remark}\""));
                }
            }
        }
        if let (Some(first), true) = (new.first(), self.is_whole) {
            let is_gone = |before: &&Person| {
                is_listed(before) && !new.iter().any(|person| self.is_same_person(before, &person.value))
            };
            let gone: Vec<&Person> = old.iter().filter(is_gone).collect();
            gone.into_iter().for_each(|person| self.request_removal(first.line, person));
        }
    }

    fn is_same_person(&self, one: &Person, other: &Person) -> bool {
        let name = |person: &Person| {
            let words = person.organization.as_deref().unwrap_or_default();
            self.views.lookup.find_organization(words).map_or(words.to_owned(), |one| one.name.value.clone())
        };
        let is_other =
            one.organization.is_some() && other.organization.is_some() && !is_same_name(&name(one), &name(other));
        is_same_name(&one.name, &other.name) && !is_other
    }

    fn request_attendance(&mut self, line: usize, person: &Person) {
        let person = person.clone();
        self.request(line, RequestEffect::None, move |meeting, views| {
            let organization = needed_organization(&person, meeting, views);
            let role = person.remark.as_deref().filter(|_| person.is_present);
            let (names, excused) = (std::slice::from_ref(&person.name), !person.is_present);
            let organizations = &HashMap::new();
            let request = AttendanceRequest { names, organization, organizations, role, excused };
            let changes = record_attendance(&request, meeting, views)?;
            // Who is listed already says nothing new.
            Ok(Changes { notices: if changes.has_edits() { changes.notices } else { Vec::new() }, ..changes })
        });
    }

    fn request_removal(&mut self, line: usize, person: &Person) {
        let person = person.clone();
        self.request(line, RequestEffect::None, move |meeting, views| {
            if views.people.seats(&person.name, meeting).next().is_none() {
                return Ok(super::no_changes(meeting, views));
            }
            let organization = needed_organization(&person, meeting, views);
            remove_attendees(std::slice::from_ref(&person.name), organization, meeting, views)
        });
    }
}

/// Whether the call lists a person.
fn is_listed(person: &Person) -> bool {
    person.is_present || person.remark.is_some()
}

/// The organization, unless the records know it: then it may be a former member.
fn needed_organization<'p>(person: &'p Person, meeting: &Meeting, views: &Views) -> Option<&'p str> {
    let organization = person.organization.as_deref()?;
    let known = views.people.known_on(meeting.date.value);
    let known = known.iter().find(|known| is_same_name(known.name, &person.name));
    let is_clear = known.is_some_and(|known| known.organizations == [views.index.organization_name(organization)]);
    (!is_clear).then_some(organization)
}
