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
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

/// The action points of all calls.
pub struct Actions<'g> {
    pub(super) base: Rc<ViewBase<'g>>,
    pub(super) attendance: Rc<AttendanceRecords<'g>>,
    pub(super) register: OnceLock<Register<'g>>,
    pub(super) by_subject: OnceLock<HashMap<Subject, Vec<usize>>>,
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
        let opened = self.all().iter().filter(move |action| action.opened == day);
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
        let by_subject = self.by_subject.get_or_init(|| index_by_subject(actions));
        by_subject.get(subject).into_iter().flatten().filter_map(|at| actions.get(*at))
    }
}

fn index_by_subject(actions: &[ActionPoint]) -> HashMap<Subject, Vec<usize>> {
    let mut by_subject: HashMap<Subject, Vec<usize>> = HashMap::new();
    for (at, action) in actions.iter().enumerate() {
        if let Some(subject) = &action.subject {
            by_subject.entry(subject.clone()).or_default().push(at);
        }
    }
    by_subject
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
}
