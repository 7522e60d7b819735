//! Action points and their status on a day.

pub mod by_owner;
mod next_id;
pub mod overdue;
pub mod owners;
pub mod point;
pub mod register;
pub mod vanished;

use super::actions::point::{ActionPoint, is_mom_number};
use super::actions::register::Register;
use super::attendance::AttendanceRecords;
use super::base::ViewBase;
use super::index::Subject;
use crate::model::action::ActionStatus;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

/// The positions of the action points that have a key, in the order in which they were opened.
pub(super) type PointIndex<K> = HashMap<K, Vec<usize>>;

/// The action points of all calls.
pub struct Actions<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) attendance: Arc<AttendanceRecords<'g>>,
    pub(super) register: OnceLock<Register<'g>>,
    pub(super) by_subject: OnceLock<PointIndex<Subject>>,
    pub(super) by_id: OnceLock<PointIndex<&'g str>>,
    pub(super) by_day: OnceLock<PointIndex<NaiveDate>>,
    pub(super) mentions: OnceLock<next_id::Mentions>,
}

impl<'g> Actions<'g> {
    /// The register of action points.
    pub fn register(&self) -> &Register<'g> {
        self.register.get_or_init(|| Register::new(&self.base))
    }

    /// All action points, in the order in which they were opened.
    pub fn all(&self) -> &[ActionPoint<'g>] {
        &self.register().points
    }

    /// The action points open at the end of a day, oldest first.
    pub fn open_on(&self, day: NaiveDate) -> impl Iterator<Item = &ActionPoint<'g>> {
        self.all().iter().filter(move |action| action.status_on(day) == Some(ActionStatus::Open))
    }

    /// The action points that the call of a day opened, each with its number: that in the file, or the one after the number
    /// before.
    pub fn opened_on(&self, day: NaiveDate) -> impl Iterator<Item = (&ActionPoint<'g>, u32)> {
        let mut last = 0_u32;
        let actions = self.all();
        let by_day = self.by_day.get_or_init(|| index_points(actions, |action| Some(action.opened)));
        let opened = by_day.get(&day).into_iter().flatten().filter_map(|at| actions.get(*at));
        opened.map(move |action| {
            let in_file = action.id.filter(|id| self.is_mom_number(id)).and_then(|id| id.parse().ok());
            last = in_file.unwrap_or(last.saturating_add(1));
            (action, last)
        })
    }

    /// Whether an id is a plain number in style `mom`. These numbers start again in every call: later calls cannot
    /// refer to them, and rules about ids ignore them.
    pub fn is_mom_number(&self, id: &str) -> bool {
        is_mom_number(self.base.workgroup, id)
    }

    /// The action points about a subject, in the order in which they were opened.
    pub fn about(&self, subject: &Subject) -> impl Iterator<Item = &ActionPoint<'g>> {
        let actions = self.all();
        let by_subject = self.by_subject.get_or_init(|| index_points(actions, |action| action.subject.clone()));
        by_subject.get(subject).into_iter().flatten().filter_map(|at| actions.get(*at))
    }

    /// The action points with one of these ids, in the order in which they were opened.
    pub fn with_ids(&self, ids: &HashSet<&str>) -> impl Iterator<Item = &ActionPoint<'g>> {
        let actions = self.all();
        let by_id = self.by_id.get_or_init(|| index_points(actions, |action| action.id));
        let mut found: Vec<usize> = ids.iter().filter_map(|id| by_id.get(id)).flatten().copied().collect();
        found.sort_unstable();
        found.into_iter().filter_map(|at| actions.get(at))
    }
}

fn index_points<'g, K: Eq + Hash>(
    actions: &[ActionPoint<'g>],
    key: impl Fn(&ActionPoint<'g>) -> Option<K>,
) -> PointIndex<K> {
    let mut index = PointIndex::new();
    for (at, action) in actions.iter().enumerate() {
        if let Some(key) = key(action) {
            index.entry(key).or_insert_with(Vec::new).push(at);
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn the_status_of_an_action_point_depends_on_the_day() {
        let first = "actions:\n  - { id: 20260108-01, owners: [DT], text: one, due: 2026-01-22 }\n  \
                     - { id: 20260108-02, text: two }\n";
        let second = "action-updates:\n  - { id: 20260108-01, due: 2026-02-26, note: more time }\n  \
                      - { id: 20260108-02, status: closed }\n";
        let third = "action-updates: [{ id: 20260108-01, status: not-pursued }]\n";
        let group = TestGroup::new().call("2026-01-08", first).call("2026-01-22", second).call("2026-02-12", third);
        let views = group.views("2026-03-01");
        let open = |text: &str| views.actions.open_on(day(text)).map(|action| action.text).collect::<Vec<_>>();
        assert!(open("2026-01-07").is_empty());
        assert_eq!(open("2026-01-08"), ["one", "two"]);
        assert_eq!(open("2026-01-22"), ["one"]);
        assert!(open("2026-02-12").is_empty());
        let one = &views.actions.all()[0];
        assert_eq!(one.due_on(day("2026-01-21")), Some(day("2026-01-22")));
        assert_eq!(one.due_on(day("2026-01-22")), Some(day("2026-02-26")));
        assert_eq!(one.closed_by(day("2026-02-11")), None);
        assert_eq!(one.closed_by(day("2026-03-01")), Some(day("2026-02-12")));
        // It is listed on the day of the call that closes it, too.
        assert_eq!(one.listed_days(), (day("2026-01-08"), Some(day("2026-02-12"))));
        let listed = |text: &str| one.is_listed_on(day(text));
        assert_eq!(["2026-01-07", "2026-01-08", "2026-02-12", "2026-02-13"].map(listed), [false, true, true, false]);
    }

    #[test]
    fn action_points_are_found_by_id_and_day_in_the_order_in_which_they_were_opened() {
        let first = "register:\n  - { id: a, text: one }\n  - { id: b, text: two }\n  - { id: a, text: three }\n";
        let group = TestGroup::new().call("2026-01-08", first).call("2026-01-22", "actions: [{ id: c, text: four }]\n");
        let views = group.views("2026-03-01");
        let found = |ids: &[&str]| {
            let ids = ids.iter().copied().collect();
            views.actions.with_ids(&ids).map(|action| action.text).collect::<Vec<_>>()
        };
        assert_eq!(found(&["c", "a", "unknown"]), ["one", "three", "four"]);
        assert!(found(&[]).is_empty());
        let opened = |text: &str| {
            views.actions.opened_on(day(text)).map(|(action, number)| (action.text, number)).collect::<Vec<_>>()
        };
        assert_eq!(opened("2026-01-08"), [("one", 1), ("two", 2), ("three", 3)]);
        assert_eq!(opened("2026-01-22"), [("four", 1)]);
        assert!(opened("2026-02-12").is_empty());
    }
}
