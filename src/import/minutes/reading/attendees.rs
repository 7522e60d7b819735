//! Reads the attendees of a call, and collects names that help to recognize them.

use super::CallReader;
use crate::import::doubt::DoubtKind;
use crate::import::minutes::attendance::{self, AttendanceList, KnownNames};
use crate::import::minutes::grid::{MinutesBlock, split_blocks};
use crate::import::minutes::headers::{find_column, fold_headers};
use crate::import::minutes::lines::has_text;
use crate::import::minutes::owners::parse_owners;
use crate::import::minutes::parts::{MinutesPart, PartKind};
use crate::import::minutes::plain_text;
use crate::model::by_key::ByKey;
use crate::model::meeting::Delegation;
use std::collections::HashMap;

/// The names that the group uses, and those in the tables of a source.
pub(super) fn collect_known_names(parts: &[MinutesPart], known: &KnownNames) -> KnownNames {
    let mut known = known.clone();
    let parts = parts.iter().filter(|part| part.kind != PartKind::Attendees);
    for block in parts.flat_map(|part| split_blocks(&part.lines, 0)) {
        let MinutesBlock::Table(table, _) = block else { continue };
        let who = find_column(&fold_headers(&table.header), "who owner company apowner");
        for row in who.into_iter().flat_map(|who| table.rows.iter().map(move |row| row.cell(who))) {
            parse_owners(row.text).0.iter().for_each(|name| known.add_owner(name));
        }
    }
    known
}

impl CallReader<'_> {
    pub(super) fn read_attendees(&mut self, part: &MinutesPart) {
        let read = match self.is_plain {
            true => plain_text::read_plain_attendance(&part.lines),
            false => attendance::read_attendance(&part.lines, &self.known),
        };
        if let Some(place) = &read.unsettled {
            let message = "cannot decide whether the name or the organization comes first in this list";
            let help = "Add the organizations to workgroup.yaml, and import the file again.";
            self.doubts.add(DoubtKind::Unplaced, place.clone(), message).help = Some(help.to_owned());
        }
        for line in &read.unplaced {
            self.add_section(&part.title(), line.clone());
        }
        self.add_attendance(read);
    }

    fn add_attendance(&mut self, read: AttendanceList) {
        if read.people.is_empty() && read.organizations.is_empty() {
            return;
        }
        for person in read.people.iter().filter(|person| has_text(&person.organization)) {
            self.names.push((person.organization.clone(), self.doubts.place_of(person.place.clone())));
        }
        let ByKey(attendance) = self.record.attendance.get_or_insert_default();
        let names = attendance.iter().map(|one| one.organization.value.clone());
        let mut places: HashMap<String, usize> = names.zip(0..).collect();
        let listed = read.organizations.into_iter().map(|name| (name, None));
        let people = read.people.into_iter().map(|person| (person.organization, Some(person.attendee)));
        for (organization, attendee) in listed.chain(people) {
            let at = *places.entry(organization).or_insert_with_key(|name| {
                attendance.push(Delegation { organization: name.clone().into(), people: Vec::new() });
                attendance.len() - 1
            });
            attendance[at].people.extend(attendee);
        }
    }
}
