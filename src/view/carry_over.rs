//! What a new call takes over from the last one.

use super::Views;
use crate::model::meeting::{Item, Meeting};
use chrono::NaiveDate;

impl<'g> Views<'g> {
    /// The items of the last call before a day (a cancelled one too) that are still open on that day, in
    /// its order: those whose proposal is active, closing items that are not closed, and items of no
    /// proposal that were not treated.
    pub fn carried_over(&self, date: NaiveDate) -> Option<(&'g Meeting, Vec<&'g Item>)> {
        let last = self.meetings_before(date).last()?;
        let open = |item: &&Item| match self.index.proposal_of(item) {
            Some(proposal) if item.closing => !self.is_closed_on(proposal, date),
            Some(proposal) => self.is_active_on(proposal, date),
            None => item.closing || !item.is_treated(),
        };
        Some((last, last.agenda.iter().filter(open).collect()))
    }
}

#[cfg(test)]
mod tests {
    use crate::view::tests::{day, on};

    #[test]
    fn what_is_active_and_not_closed_is_carried_in_its_order() {
        let call = "date: 2025-12-25\nagenda:\n  - { issue: 4, closing: true }\n  - { issue: 3 }\n  - { issue: 1, update: u }\n  \
                    - { issue: 2 }\n  - { issue: 5, closing: true }\n  - { issue: 9, treated: false }\n  - { issue: 8, update: u }\n  \
                    - { issue: 6 }\n";
        let files = [
            ("backlog/a.yaml", "name: A\nissue: 1\n"),
            ("backlog/b.yaml", "name: B\nissue: 2\nstages: [{ stage: frozen, date: 2025-12-26 }]\n"),
            ("backlog/c.yaml", "name: C\nissue: 3\nstages: [{ stage: tsc-approved, date: 2025-12-01 }]\n"),
            ("backlog/d.yaml", "name: D\nissue: 4\nstages: [{ stage: archived, date: 2025-12-01 }]\n"),
            ("backlog/e.yaml", "name: E\nissue: 5\nclosed: 2025-12-30\n"),
            ("backlog/f.yaml", "name: F\nissue: 6\n"),
            ("github.lock", "issues: { 6: { closed: 2025-12-31T10:00:00Z } }\n"),
            // A cancelled call's agenda is carried, too.
            ("minutes/2025-12-25.yaml", call),
        ];
        let carried = on(&files, "2026-01-01", |views| {
            let (_, items) = views.carried_over(day("2026-01-08")).unwrap();
            items.iter().map(|item| item.issue.as_ref().unwrap().number).collect::<Vec<_>>()
        });
        assert_eq!(carried, [4, 3, 1, 9]);
    }
}
