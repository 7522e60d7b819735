//! The attendees of a call, and the names by which they are recognized.

use super::Reading;
use crate::import::doubt::DoubtKind;
use crate::import::minutes::attendance::{self, Attendance, Known};
use crate::import::minutes::grid;
use crate::import::minutes::lines::says_something;
use crate::import::minutes::owners::owners;
use crate::import::minutes::parts::{Kind, Part};
use crate::import::minutes::plain_text;
use crate::import::minutes::record::Attendee;
use crate::import::minutes::words::bare;
use crate::model::spelling::folded;
use std::collections::HashMap;

/// The names that the group knows, and those that the tables of a source name.
pub(super) fn collect_known(parts: &[Part], known: &Known) -> Known {
    let mut known = known.clone();
    for part in parts.iter().filter(|part| part.kind != Kind::Attendees) {
        let mut at = 0;
        while at < part.lines.len() {
            let Some((grid, taken)) = grid::read(&part.lines[at..]) else {
                at += 1;
                continue;
            };
            at += taken;
            let who = grid
                .header
                .iter()
                .position(|cell| matches!(folded(&bare(cell.text)).as_str(), "who" | "owner" | "company" | "apowner"));
            for row in who.into_iter().flat_map(|who| grid.rows.iter().map(move |row| row.cell(who))) {
                owners(row.text).0.iter().for_each(|name| known.owner(name));
            }
        }
    }
    known
}

impl Reading<'_> {
    pub(super) fn attendees(&mut self, part: &Part) {
        let read = if self.is_plain {
            plain_text::attendance(&part.lines)
        } else {
            attendance::read(&part.lines, &self.known)
        };
        if let Some(place) = &read.unsettled {
            let help = "Name the organisations in workgroup.yaml, and import it again.";
            let message = "nothing settles whether the name or the organisation stands first in this list";
            self.doubts.advise(
                DoubtKind::Unplaced,
                place.start,
                self.text.get(place.clone()).unwrap_or_default(),
                message,
                help,
            );
        }
        for line in &read.unplaced {
            self.record.keep("attendance", line.clone());
        }
        self.attend(read);
    }

    fn attend(&mut self, read: Attendance) {
        if read.people.is_empty() && read.organizations.is_empty() {
            return;
        }
        for person in read.people.iter().filter(|person| says_something(&person.organization)) {
            self.names.push((person.organization.clone(), self.doubts.place(person.place.start, person.place.len())));
        }
        let attendance = self.record.attendance.get_or_insert_with(Vec::new);
        let mut places: HashMap<String, usize> =
            attendance.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        let mut place = |attendance: &mut Vec<(String, Vec<Attendee>)>, name: String| {
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
                Attendee { name: person.name, role: person.role, present: person.present, note: person.note };
            attendance[at].1.push(attendee);
        }
    }
}
