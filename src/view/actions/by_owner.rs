//! The open action points by owner, for the mail to the group.

use crate::model::spelling::name_key;
use crate::view::actions::Actions;
use crate::view::actions::overdue::Overdue;
use crate::view::actions::point::ActionPoint;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An open action point, and why it is overdue.
pub type OpenPoint<'v, 'g> = (&'v ActionPoint<'g>, Option<Overdue>);

/// The open action points of one owner, or of several who have them together.
#[derive(Debug)]
pub struct OwnerPoints<'v, 'g> {
    /// As the records spell them; empty for action points of nobody.
    pub owners: Vec<&'g str>,
    /// Overdue ones first, then by due date and age. Not empty.
    pub points: Vec<OpenPoint<'v, 'g>>,
}

impl<'g> Actions<'g> {
    /// The action points open at the end of a day, each once. Owners with an overdue one come first; action points of
    /// nobody come last.
    pub fn open_by_owner(&self, day: NaiveDate) -> Vec<OwnerPoints<'_, 'g>> {
        let mut groups: BTreeMap<Vec<String>, OwnerPoints> = BTreeMap::new();
        for point in self.open_on(day) {
            let owners: Vec<&str> = point.owners.iter().map(|owner| self.base.index.organization_name(owner)).collect();
            let key = owners.iter().map(|owner| name_key(owner)).collect();
            let group = groups.entry(key).or_insert(OwnerPoints { owners, points: Vec::new() });
            group.points.push((point, self.overdue_reason(point, day)));
        }
        let mut groups: Vec<OwnerPoints> = groups.into_values().collect();
        for group in &mut groups {
            let due = |point: &ActionPoint| point.due_on(day).unwrap_or(NaiveDate::MAX);
            group.points.sort_by_key(|(point, overdue)| (overdue.is_none(), due(point), point.opened));
        }
        let has_overdue = |group: &OwnerPoints| group.points.iter().any(|(_, overdue)| overdue.is_some());
        groups.sort_by_key(|group| (group.owners.is_empty(), !has_overdue(group)));
        groups
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn overdue_points_and_their_owners_come_first() {
        let call = "actions:\n  - { id: a, text: t }\n  - { id: b, owners: [Orange], text: t }\n  \
                    - { id: c, owners: [DT, Ann], text: t, due: 2026-03-20 }\n  \
                    - { id: d, owners: [DT], text: t, due: 2026-03-12 }\n  - { id: e, owners: [MTN], text: t }\n  \
                    - { id: f, owners: [Deutsche Telekom], text: t, due: 2026-02-26 }\n  \
                    - { id: g, owners: [DT], text: t }\n  - { id: h, owners: [DT], text: t, due: 2026-02-20 }\n  \
                    - { id: i, owners: [mtn], text: t, due: 2026-03-01 }\n";
        let group = TestGroup::new().settings("organizations: [{ name: Deutsche Telekom, aliases: [DT] }]\n");
        let group = group.call("2026-02-12", call).call("2026-02-26", "action-updates: [{ id: e, status: closed }]\n");
        let views = group.views("2026-03-10");
        let describe = |day| {
            let groups = views.actions.open_by_owner(day).into_iter();
            let ids = groups.map(|group| {
                let ids = group.points.iter().map(|(point, overdue)| {
                    format!("{}{}", point.id.unwrap(), if overdue.is_some() { "!" } else { "" })
                });
                format!("{}: {}", group.owners.join("+"), ids.collect::<Vec<_>>().join(" "))
            });
            ids.collect::<Vec<_>>()
        };
        let expected = ["Deutsche Telekom: h! f! d g", "mtn: i!", "Deutsche Telekom+Ann: c", "Orange: b", ": a"];
        assert_eq!(describe(day("2026-03-10")), expected);
        assert!(describe(day("2026-02-11")).is_empty());
    }
}
