//! Reads the attendees of a call, and collects names that help to recognize them.

use super::CallReader;
use crate::import::doubt::DoubtKind;
use crate::import::minutes::attendance::{self, AttendanceList, KnownNames};
use crate::import::minutes::grid;
use crate::import::minutes::lines::has_text;
use crate::import::minutes::owners::parse_owners;
use crate::import::minutes::parts::{MinutesPart, PartKind};
use crate::import::minutes::plain_text;
use crate::import::minutes::record::DraftAttendee;
use crate::import::minutes::words::plain_text;
use crate::model::spelling::fold_name;
use std::collections::HashMap;

/// The names that the group uses, and those in the tables of a source.
pub(super) fn collect_known_names(parts: &[MinutesPart], known: &KnownNames) -> KnownNames {
    let mut known = known.clone();
    for part in parts.iter().filter(|part| part.kind != PartKind::Attendees) {
        let mut at = 0;
        while at < part.lines.len() {
            let Some((grid, taken)) = grid::read_table(&part.lines[at..]) else {
                at += 1;
                continue;
            };
            at += taken;
            let who = grid.header.iter().position(|cell| {
                matches!(fold_name(&plain_text(cell.text)).as_str(), "who" | "owner" | "company" | "apowner")
            });
            for row in who.into_iter().flat_map(|who| grid.rows.iter().map(move |row| row.cell(who))) {
                parse_owners(row.text).0.iter().for_each(|name| known.add_owner(name));
            }
        }
    }
    known
}

impl CallReader<'_> {
    pub(super) fn read_attendees(&mut self, part: &MinutesPart) {
        let read = if self.is_plain {
            plain_text::read_plain_attendance(&part.lines)
        } else {
            attendance::read_attendance(&part.lines, &self.known)
        };
        if let Some(place) = &read.unsettled {
            let help = "Add the organizations to workgroup.yaml, and import the file again.";
            let message = "cannot decide whether the name or the organization comes first in this list";
            self.doubts.add_with_help(
                DoubtKind::Unplaced,
                place.start,
                self.text.get(place.clone()).unwrap_or_default(),
                message,
                help,
            );
        }
        for line in &read.unplaced {
            self.record.keep_unparsed("attendance", line.clone());
        }
        self.add_attendance(read);
    }

    fn add_attendance(&mut self, read: AttendanceList) {
        if read.people.is_empty() && read.organizations.is_empty() {
            return;
        }
        for person in read.people.iter().filter(|person| has_text(&person.organization)) {
            self.names
                .push((person.organization.clone(), self.doubts.place_at(person.place.start, person.place.len())));
        }
        let attendance = self.record.attendance.get_or_insert_with(Vec::new);
        let mut places: HashMap<String, usize> =
            attendance.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        let mut place = |attendance: &mut Vec<(String, Vec<DraftAttendee>)>, name: String| {
            *places.entry(name.clone()).or_insert_with(|| {
                attendance.push((name, Vec::new()));
                attendance.len() - 1
            })
        };
        for name in read.organizations {
            place(attendance, name);
        }
        for person in read.people {
            let at = place(attendance, person.organization);
            let attendee =
                DraftAttendee { name: person.name, role: person.role, present: person.present, note: person.note };
            attendance[at].1.push(attendee);
        }
    }
}
