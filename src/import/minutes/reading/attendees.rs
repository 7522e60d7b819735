//! Reads the attendees of a call, and collects names that help to recognize them.

use super::CallReader;
use crate::import::doubt::DoubtKind;
use crate::import::minutes::attendance::{self, KnownNames, ListedName};
use crate::import::minutes::grid::{MinutesBlock, split_blocks};
use crate::import::minutes::headers::{find_column, fold_headers};
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::owners::parse_owners;
use crate::import::minutes::parts::{self, MinutesPart, PartKind};
use crate::import::minutes::plain_text;
use crate::model::by_key::ByKey;
use crate::model::meeting::{Attendee, Delegation};
use crate::model::spelling::fold_name;
use std::collections::{HashMap, HashSet};

/// The names that the group uses, and those in the tables of a source.
pub(super) fn collect_known_names(parts: &[MinutesPart], known: &KnownNames) -> KnownNames {
    let mut known = known.clone();
    let parts = parts.iter().filter(|part| part.kind != PartKind::Attendees);
    for block in parts.flat_map(|part| split_blocks(&part.lines, 0)) {
        let MinutesBlock::Table(table, _) = block else { continue };
        let who = find_column(&fold_headers(&table.header), "who owner company apowner");
        let cells: HashSet<&str> =
            who.into_iter().flat_map(|who| table.rows.iter().map(move |row| row.cell(who).text)).collect();
        cells.into_iter().flat_map(|cell| parse_owners(cell).0).for_each(|name| known.entry(&name).owner = true);
    }
    known
}

impl<'t> CallReader<'t> {
    pub(super) fn read_attendees(&mut self, part: &MinutesPart<'t>) {
        // A label may have names in its own line.
        let label = part.heading.filter(|heading| parts::is_people_label(heading.text));
        let lines = label.into_iter().chain(part.lines.iter().copied());
        let actions = self.action_reader();
        let (marked, lines): (Vec<SourceLine>, Vec<_>) = lines.partition(|line| actions.begins_action(line.text));
        let heading = if label.is_some() { String::new() } else { part.title() };
        let has_mentions = || lines.iter().any(|line| line.text.contains('@'));
        let read = match self.is_plain && label.is_none() && has_mentions() {
            true => plain_text::read_plain_attendance(&lines),
            false => attendance::read_attendance(&heading, &lines, &self.known, self.columns),
        };
        if let Some(place) = &read.unsettled {
            let message = "cannot decide whether the name or the organization comes first in this list";
            let help = "Add the organizations to workgroup.yaml, and import the file again.";
            self.doubts.add(DoubtKind::Unplaced, place.clone(), message).help = Some(help.to_owned());
        }
        let mut unclaimed = [read.unclaimed, marked].concat();
        unclaimed.sort_by_key(|line| line.at);
        self.keep_lines(&heading, &unclaimed);
        if read.names.is_empty() {
            return;
        }
        let ByKey(attendance) = self.record.attendance.get_or_insert_default();
        for ListedName { place, organization, person } in read.names {
            if has_text(&organization) {
                self.known.add_organization(&organization);
                self.names.extend(person.is_some().then(|| (organization.clone(), self.doubts.place_of(place))));
            }
            attendance.push(Delegation { organization: organization.into(), people: person.into_iter().collect() });
        }
    }

    /// Makes one entry of each organization, and of people that are listed again, as `Chair: Name` above the list.
    pub(super) fn merge_attendees(&mut self) {
        let Some(ByKey(attendance)) = &mut self.record.attendance else { return };
        // People without an organization come last.
        attendance.sort_by_key(|delegation| !has_text(&delegation.organization));
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut seen: HashMap<(String, String), (usize, usize)> = HashMap::new();
        let mut merged: Vec<Delegation> = Vec::with_capacity(attendance.len());
        for Delegation { organization, people } in std::mem::take(attendance) {
            let name = organization.value.clone();
            let at = *places.entry(name.clone()).or_insert_with(|| {
                merged.push(Delegation { organization, people: Vec::new() });
                merged.len() - 1
            });
            for person in people {
                let key = (fold_name(&person.name), name.clone());
                if let Some((one, other)) = seen.get(&key) {
                    let first: &mut Attendee = &mut merged[*one].people[*other];
                    first.role = join_said(first.role.take(), person.role);
                    first.note = join_said(first.note.take(), person.note);
                    first.present &= person.present;
                    continue;
                }
                // The same name without an organization is this person.
                let place = (at, merged[at].people.len());
                seen.insert((key.0.clone(), String::new()), place);
                seen.insert(key, place);
                merged[at].people.push(person);
            }
        }
        merged.retain(|delegation| has_text(&delegation.organization) || !delegation.people.is_empty());
        *attendance = merged;
    }
}

/// What two lines say about a person.
fn join_said(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if !one.to_lowercase().contains(&other.to_lowercase()) => {
            Some(format!("{one}, {other}"))
        }
        (one, other) => one.or(other),
    }
}
