//! The register of action points, collected from the files of all calls.

use crate::model::action::{Action, ActionStatus, ActionUpdate, RegisterRow};
use crate::model::meeting::{Item, Meeting};
use crate::model::workgroup::Workgroup;
use crate::source::{Place, Spanned};
use crate::view::actions::point::{ActionChange, ActionPoint, is_mom_number, split_action_id};
use crate::view::base::ViewBase;
use crate::view::index::Index;
use chrono::NaiveDate;
use std::collections::HashMap;

/// All action points of the calls. Nothing iterates over the map, so no output depends on its order.
#[derive(Debug, Clone, Default)]
pub struct Register<'g> {
    /// In the order in which they were opened.
    pub points: Vec<ActionPoint<'g>>,
    /// Updates without an open action point, oldest first.
    pub stray_updates: Vec<StrayUpdate<'g>>,
    by_id: HashMap<&'g str, usize>,
}

/// An update of an action point that was not open at that time.
#[derive(Debug, Clone, Copy)]
pub struct StrayUpdate<'g> {
    /// The call whose file contains it.
    pub meeting: &'g Meeting,
    /// The update.
    pub update: &'g ActionUpdate,
    /// The index of the action point and the call that closed it or gave it up. `None` if neither this call nor an
    /// earlier one opened it.
    pub closed: Option<(usize, NaiveDate)>,
}

impl<'g> Register<'g> {
    /// Reads every file once; `Actions::register` caches the result.
    pub(super) fn new(base: &ViewBase<'g>) -> Self {
        let mut register = Self::default();
        for meeting in &base.group.meetings {
            for (item, action) in meeting.opened_actions() {
                register.add_opened(&base.index, item, action, meeting.date.value);
            }
            for listed in &meeting.register {
                register.add_listed(base.workgroup, listed, meeting);
            }
            for update in &meeting.action_updates {
                register.apply_update(update, meeting);
            }
        }
        register
    }

    /// The action point with this id; the first, if there are several.
    pub fn by_id(&self, id: &str) -> Option<&ActionPoint<'g>> {
        self.by_id.get(id).and_then(|at| self.points.get(*at))
    }

    fn add_opened(&mut self, index: &Index<'g>, item: Option<&'g Item>, action: &'g Action, on: NaiveDate) {
        if let Some(id) = &action.id {
            self.by_id.entry(id.as_str()).or_insert(self.points.len());
        }
        let due = action.due.as_ref().map(|due| due.value);
        self.points.push(ActionPoint {
            id: optional_text(action.id.as_ref()),
            owners: action.owners.iter().map(|owner| owner.as_str()).collect(),
            text: &action.text,
            opened: on,
            subject: item.map(|item| index.item_subject(item)),
            place: action.place,
            id_place: action.id_place(),
            imported: false,
            changes: vec![ActionChange { day: on, status: ActionStatus::Open, due, note: None }],
        });
    }

    /// Adds a row of an imported register: it updates a known action point, or opens one.
    fn add_listed(&mut self, workgroup: &Workgroup, listed: &'g RegisterRow, meeting: &Meeting) {
        let (on, status) = (meeting.date.value, listed.status.unwrap_or(ActionStatus::Open));
        let note = optional_text(listed.note.as_ref());
        // Plain numbers start again in every call.
        let lasting = listed.id.as_ref().filter(|id| !is_mom_number(workgroup, id));
        let known = lasting.and_then(|id| self.by_id.get(id.as_str()));
        // If a register has the same id twice, it lists two action points.
        let is_other = |at: &&usize| {
            let point = &self.points[**at];
            let is_here = point.imported && point.place.file == meeting.file;
            is_here && optional_text(listed.text.as_ref()).unwrap_or_default() != point.text
        };
        if let Some(at) = known.filter(|at| !is_other(at)) {
            push_change(&mut self.points[*at], on, (Some(status), listed.due), note);
            return;
        }
        if let Some(id) = lasting {
            self.by_id.entry(id.as_str()).or_insert(self.points.len());
        }
        let day_in_id = listed.id.as_ref().and_then(|id| split_action_id(id)).map(|(day, _)| day);
        let opened = day_in_id.filter(|day| *day <= on).unwrap_or(on);
        let place = listed.id.as_ref().map_or(Place::file_start(meeting.file), |id| id.place);
        let since = if status == ActionStatus::Open { opened } else { on };
        self.points.push(ActionPoint {
            id: optional_text(listed.id.as_ref()),
            owners: listed.owners.iter().map(|owner| owner.as_str()).collect(),
            text: optional_text(listed.text.as_ref()).unwrap_or_default(),
            opened,
            subject: None,
            place,
            id_place: place,
            imported: true,
            changes: vec![ActionChange { day: since, status, due: listed.due, note }],
        });
    }

    fn apply_update(&mut self, update: &'g ActionUpdate, meeting: &'g Meeting) {
        let on = meeting.date.value;
        let Some(at) = self.by_id.get(update.id.as_str()).copied() else {
            self.stray_updates.push(StrayUpdate { meeting, update, closed: None });
            return;
        };
        let point = &mut self.points[at];
        // Earlier updates in the same call do not count, nor does an update that reopens it.
        let closed =
            on.pred_opt().filter(|before| !matches!(point.status_on(*before), None | Some(ActionStatus::Open)));
        if update.status != Some(ActionStatus::Open)
            && let Some(by) = closed.and_then(|before| point.closed_by(before))
        {
            self.stray_updates.push(StrayUpdate { meeting, update, closed: Some((at, by)) });
        }
        push_change(point, on, (update.status, update.due), optional_text(update.note.as_ref()));
    }
}

/// Appends a change; fields without a new value keep the previous one.
fn push_change<'g>(
    point: &mut ActionPoint<'g>,
    on: NaiveDate,
    (status, due): (Option<ActionStatus>, Option<NaiveDate>),
    note: Option<&'g str>,
) {
    let (last_status, last_due) = point.status();
    point.changes.push(ActionChange { day: on, status: status.unwrap_or(last_status), due: due.or(last_due), note });
}

fn optional_text(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};
    use crate::view::Views;

    #[test]
    fn an_imported_register_opens_unknown_action_points() {
        let first = "register: [{ id: 20230316-01, text: t, status: open }, { text: no id }]\n";
        let group = TestGroup::new().call("2023-03-30", first);
        let views =
            group.call("2023-04-13", "register: [{ id: 20230316-01, text: t, status: closed }]\n").views("2026-03-01");
        let point = &views.actions.all()[0];
        assert_eq!(point.opened, day("2023-03-16"));
        assert_eq!(point.status_on(day("2023-03-30")), Some(ActionStatus::Open));
        assert_eq!(point.status().0, ActionStatus::Closed);
        assert_eq!(views.actions.all().len(), 2);
    }

    /// Each update that changes nothing: the call, the id, and which action point was closed and when.
    fn describe_strays(views: &Views) -> Vec<String> {
        let describe = |stray: &StrayUpdate| {
            let closed = stray.closed.map(|(at, by)| format!(" {at} {by}")).unwrap_or_default();
            format!("{} {}{closed}", stray.meeting.date.value, stray.update.id.value)
        };
        views.actions.register().stray_updates.iter().map(describe).collect()
    }

    #[test]
    fn an_id_listed_twice_means_two_action_points() {
        let twice = "register:\n  - { id: 20230330-01, owners: [DT], text: one, status: open }\n  \
                     - { id: 20230330-01, owners: [MTN], text: other, status: open }\n  \
                     - { id: 20230330-01, owners: [DT], text: one, status: open, note: again }\n";
        // A later call's update applies to the first one, since the id is ambiguous.
        let views = TestGroup::new()
            .call("2023-03-30", twice)
            .call("2023-04-13", "register: [{ id: 20230330-01, text: other, status: closed }]\n")
            .call("2023-04-27", "action-updates: [{ id: 20230330-01, note: late }]\n")
            .views("2023-05-01");
        let describe =
            |point: &ActionPoint| format!("{} {} {:?}", point.owners.join("+"), point.text, point.status().0);
        let all: Vec<String> = views.actions.all().iter().map(describe).collect();
        assert_eq!(all, ["DT one Closed", "MTN other Open"]);
        assert_eq!(views.actions.register().by_id("20230330-01").map(|point| point.text), Some("one"));
        assert_eq!(describe_strays(&views), ["2023-04-27 20230330-01 0 2023-04-13"]);
    }

    #[test]
    fn an_update_of_a_closed_action_point_is_a_stray() {
        let first = "actions: [{ id: a, text: t }, { id: b, text: t }]\naction-updates:\n  - { id: a, status: closed }\n  \
                     - { id: later, note: n }\nregister: [{ id: c, status: closed }]\n";
        let second = "actions: [{ id: later, text: t }]\naction-updates:\n  - { id: a, note: n }\n  \
                      - { id: b, status: not-pursued }\n  - { id: b, note: n }\n  - { id: c, status: open }\n  \
                      - { id: later, status: closed }\n";
        let third = "action-updates: [{ id: c, note: n }, { id: b }]\n";
        let group = TestGroup::new().call("2026-01-22", first).call("2026-02-12", second).call("2026-02-26", third);
        assert_eq!(
            describe_strays(&group.views("2026-03-01")),
            ["2026-01-22 later", "2026-02-12 a 0 2026-01-22", "2026-02-26 b 1 2026-02-12"]
        );
    }
}
