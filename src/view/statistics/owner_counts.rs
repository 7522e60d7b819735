//! How many action points are open and overdue, by owner.

use crate::model::spelling::name_key;
use crate::view::Views;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// The open action points by owner.
#[derive(Debug, Default)]
pub struct OwnerCounts<'g> {
    /// All of them, each once.
    pub total: OpenCount,
    /// Those of each owner: the one with the most overdue ones first, then with the most open ones, then by name. An
    /// action point of several owners counts for each.
    pub owners: Vec<(&'g str, OpenCount)>,
    /// Those of nobody.
    pub without_owner: OpenCount,
}

/// A number of open action points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenCount {
    /// How many are open, overdue or not.
    pub open: usize,
    /// How many of them are overdue.
    pub overdue: usize,
}

impl OpenCount {
    fn add_point(&mut self, is_overdue: bool) {
        self.open += 1;
        self.overdue += usize::from(is_overdue);
    }
}

impl<'g> Views<'g> {
    /// The action points open today, by owner.
    pub(super) fn count_open_actions(&self) -> OwnerCounts<'g> {
        let today = self.now.day();
        let mut counts = OwnerCounts::default();
        let mut organizations: HashMap<String, &str> = HashMap::new();
        for one in &self.workgroup.organizations {
            for spelling in one.spellings() {
                organizations.entry(name_key(spelling)).or_insert(one.name.as_str());
            }
        }
        let mut owners: BTreeMap<String, (&str, OpenCount)> = BTreeMap::new();
        for point in self.actions.open_on(today) {
            let is_overdue = self.actions.overdue_reason(point, today).is_some();
            counts.total.add_point(is_overdue);
            let mut own: BTreeMap<String, &str> = BTreeMap::new();
            for owner in &point.owners {
                let name = organizations.get(&name_key(owner)).unwrap_or(owner);
                own.entry(name_key(name)).or_insert(name);
            }
            if own.is_empty() {
                counts.without_owner.add_point(is_overdue);
            }
            for (key, name) in own {
                owners.entry(key).or_insert((name, OpenCount::default())).1.add_point(is_overdue);
            }
        }
        counts.owners = owners.into_values().collect();
        counts.owners.sort_by_key(|(_, count)| (Reverse(count.overdue), Reverse(count.open)));
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn a_joint_action_point_counts_for_each_owner() {
        let call = "actions:\n  - { id: 20260212-01, owners: [Orange], text: t, due: 2026-03-10 }\n  \
                    - { id: 20260212-02, owners: [DT, Deutsche Telekom, Ann], text: t, due: 2026-03-09 }\n  \
                    - { id: 20260212-03, owners: [deutsche telekom], text: t }\n  - { id: 20260212-04, text: t }\n  \
                    - { id: 20260212-05, owners: [Closed], text: t }\n  - { id: 20260212-06, owners: [orange], text: t }\n";
        let views = TestGroup::new()
            .call("2026-02-12", call)
            .call("2026-02-26", "action-updates: [{ id: 20260212-05, status: closed }]\n")
            .views("2026-03-10");
        let counts = views.count_open_actions();
        let count = |open, overdue| OpenCount { open, overdue };
        assert_eq!(counts.owners, [("Deutsche Telekom", count(2, 1)), ("Ann", count(1, 1)), ("Orange", count(2, 0))]);
        assert_eq!((counts.total, counts.without_owner), (count(5, 1), count(1, 0)));
    }
}
