//! An action point and its id.

use crate::model::action::ActionStatus;
use crate::model::minutes_terms::MinutesStyle;
use crate::model::when::parse_day;
use crate::model::workgroup::Workgroup;
use crate::source::Place;
use crate::view::index::Subject;
use chrono::NaiveDate;

/// An action point with everything that calls recorded about it.
#[derive(Debug, Clone)]
pub struct ActionPoint<'g> {
    /// As written in the file. Without an id, no later call can refer to it.
    pub id: Option<&'g str>,
    /// Organizations, people or roles; may be empty in old records.
    pub owners: Vec<&'g str>,
    /// Markdown; empty if an imported register has none.
    pub text: &'g str,
    /// The day of the call that opened it; in an imported register, the day in its id, or else the first call that
    /// lists it.
    pub opened: NaiveDate,
    /// The subject of the item that it belongs to, if any.
    pub subject: Option<Subject>,
    /// The whole entry that opened it; for an imported one, its id, or the top of the file.
    pub place: Place,
    /// The place of its id, or the start of its entry if it has none.
    pub id_place: Place,
    /// Whether it appears only in an imported register.
    pub imported: bool,
    /// Oldest first, starting with the day it was opened.
    pub(super) changes: Vec<ActionChange<'g>>,
}

/// A change of an action point in a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct ActionChange<'g> {
    pub(super) day: NaiveDate,
    pub(super) status: ActionStatus,
    pub(super) due: Option<NaiveDate>,
    pub(super) note: Option<&'g str>,
}

impl<'g> ActionPoint<'g> {
    /// The days on which the register lists it: while it is open, and on each day on which it is changed. `None` instead of
    /// the last one if it is open.
    pub fn listed_days(&self) -> (NaiveDate, Option<NaiveDate>) {
        let last = self.changes.last().filter(|last| last.status != ActionStatus::Open);
        (self.changes.first().map_or(self.opened, |first| first.day), last.map(|last| last.day))
    }

    /// Whether the register of a day lists it.
    pub fn is_listed_on(&self, day: NaiveDate) -> bool {
        self.status_on(day).is_some_and(|status| status == ActionStatus::Open || self.is_changed_on(day))
    }

    /// The notes of the call on a day, in file order. Markdown.
    pub fn notes_on(&self, day: NaiveDate) -> impl Iterator<Item = &'g str> {
        self.changes.iter().filter(move |change| change.day == day).filter_map(|change| change.note)
    }

    /// Whether the call on a day changed it.
    pub fn is_changed_on(&self, day: NaiveDate) -> bool {
        self.changes.iter().any(|change| change.day == day)
    }

    /// Its status at the end of a day. `None` if it was not open yet.
    pub fn status_on(&self, day: NaiveDate) -> Option<ActionStatus> {
        self.last_change_by(day).map(|change| change.status)
    }

    /// Its due date, as of a day.
    pub fn due_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.last_change_by(day).and_then(|change| change.due)
    }

    /// Its latest status and due date.
    pub fn status(&self) -> (ActionStatus, Option<NaiveDate>) {
        self.changes.last().map_or((ActionStatus::Open, None), |last| (last.status, last.due))
    }

    /// The day of the call that closed it or gave it up, if it is no longer open at the end of a day.
    pub fn closed_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let by_then = self.changes_by(day);
        let reopened = by_then.iter().rposition(|change| change.status == ActionStatus::Open).map_or(0, |at| at + 1);
        by_then.get(reopened).map(|change| change.day)
    }

    fn last_change_by(&self, day: NaiveDate) -> Option<&ActionChange<'g>> {
        self.changes_by(day).last()
    }

    /// The changes up to the end of a day.
    fn changes_by(&self, day: NaiveDate) -> &[ActionChange<'g>] {
        &self.changes[..self.changes.partition_point(|change| change.day <= day)]
    }
}

/// Whether an id consists of digits only.
pub fn is_plain_number(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day and the number in an id of the form `YYYYMMDD-NN`.
pub fn split_action_id(id: &str) -> Option<(NaiveDate, u32)> {
    let (day, number) = id.split_once('-')?;
    let shaped =
        day.len() == 8 && number.len() == 2 && (day.bytes().chain(number.bytes())).all(|byte| byte.is_ascii_digit());
    if !shaped {
        return None;
    }
    let day = parse_day(&format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))?;
    number.parse().ok().map(|number| (day, number))
}

/// Whether an id is a plain number in style `mom`.
pub(super) fn is_mom_number(workgroup: &Workgroup, id: &str) -> bool {
    workgroup.minutes.style == MinutesStyle::Mom && is_plain_number(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_contains_a_valid_day() {
        assert_eq!(
            split_action_id("20260212-01").map(|(day, number)| (day.to_string(), number)),
            Some(("2026-02-12".into(), 1))
        );
        for bad in ["20260230-01", "2026-02-12-01", "20260212-1", "20260212-001", "AP1", "20260212", "２026021-01"] {
            assert_eq!(split_action_id(bad), None, "{bad}");
        }
    }
}
