//! What a new call takes over from the last one, and what it lost on the way.

use super::Views;
use super::index::{Mention, Subject};
use crate::model::meeting::{Item, Meeting};
use chrono::{Days, NaiveDate};
use std::collections::HashSet;

impl<'g> Views<'g> {
    /// The items of the last call before a day (a cancelled one too) that are still open on that day, in
    /// its order: those whose proposal is active, closing items that are not closed, and items of no
    /// proposal that were not treated.
    pub fn carried_over(&self, date: NaiveDate) -> Option<(&'g Meeting, Vec<&'g Item>)> {
        let last = self.meetings_before(date).last()?;
        let open = |item: &&Item| match self.index.proposal_of(item) {
            Some(proposal) if item.closing => !self.is_closed_on(proposal, date),
            Some(proposal) => self.is_active_on(proposal, date),
            // What was noted before a call was cancelled was not treated.
            None => item.closing || !item.is_treated() || !self.is_held(last),
        };
        Some((last, last.agenda.iter().filter(open).collect()))
    }

    /// The items of the last call that was held whose proposals were treated in it, are still active on the day
    /// of this one, and are neither on its agenda nor among its topics; newest call first, each proposal once.
    /// An extra call before this one is read with the regular call before it. Empty for a call that is itself an
    /// extra one, that is cancelled, or that lists nothing.
    pub fn dropped(&self, meeting: &'g Meeting) -> Vec<Mention<'g>> {
        let day = meeting.date.value;
        let mut listed: HashSet<Subject> = meeting.items().map(|item| self.index.subject(item)).collect();
        if meeting.extra.is_some() || listed.is_empty() || !self.is_held(meeting) {
            return Vec::new();
        }
        let mut dropped = Vec::new();
        for last in self.up_to_the_regular_call_before(day) {
            for item in last.agenda.iter().filter(|item| item.is_treated()) {
                let subject = self.index.subject(item);
                let active = self.index.proposal(&subject).is_some_and(|proposal| self.is_active_on(proposal, day));
                if active && listed.insert(subject) {
                    dropped.push(Mention { meeting: last, item });
                }
            }
        }
        dropped
    }

    /// Whether the last regular call before a day that has a file is the last one that was held: the schedule has
    /// no call between them without a file.
    pub fn is_last_call_filed(&self, day: NaiveDate) -> bool {
        let last = self.up_to_the_regular_call_before(day).last();
        last.is_some_and(|last| self.unfiled_calls(last.date.value + Days::new(1), day - Days::new(1)).next().is_none())
    }

    /// The files of the calls held before a day, newest first, down to the last regular one.
    fn up_to_the_regular_call_before(&self, day: NaiveDate) -> impl Iterator<Item = &'g Meeting> {
        let mut at_regular = false;
        self.meetings_before(day).iter().rev().filter(|meeting| self.is_held(meeting)).take_while(move |meeting| {
            let goes_on = !at_regular;
            at_regular = meeting.extra.is_none();
            goes_on
        })
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
            // A cancelled call's agenda is carried, too, with what was noted for it.
            ("minutes/2025-12-25.yaml", call),
        ];
        let carried = on(&files, "2026-01-01", |views| {
            let (_, items) = views.carried_over(day("2026-01-08")).unwrap();
            items.iter().map(|item| item.issue.as_ref().unwrap().number).collect::<Vec<_>>()
        });
        assert_eq!(carried, [4, 3, 1, 9, 8]);
    }

    /// The issues that the call of 2026-02-12 dropped, and whether the call before it is known.
    fn dropped(agenda: &str, more: &[(&str, &str)]) -> (Vec<u32>, bool) {
        let last = "date: 2026-01-22\nagenda:\n  - { issue: 1, update: u }\n  - { issue: 2, treated: false, update: u }\n  \
                    - { issue: 3, update: u }\n  - { issue: 4, update: u }\n  - { issue: 5, update: u }\n  - { issue: 9, update: u }\n";
        let call = format!("date: 2026-02-12\n{agenda}");
        let mut files = vec![
            ("backlog/a.yaml", "name: A\nissue: 1\ntemplate: { pr: 11 }\n"),
            ("backlog/b.yaml", "name: B\nissue: 2\n"),
            ("backlog/c.yaml", "name: C\nissue: 3\nstages: [{ stage: frozen, date: 2026-02-12 }]\n"),
            ("backlog/d.yaml", "name: D\nissue: 4\nclosed: 2026-02-01\n"),
            ("backlog/e.yaml", "name: E\nissue: 5\nclosed: 2026-02-13\n"),
            ("minutes/2026-01-22.yaml", last),
            ("minutes/2026-02-12.yaml", &call),
        ];
        files.extend(more);
        on(&files, "2026-02-12", |views| {
            let meeting = views.meeting_on(day("2026-02-12")).unwrap();
            let issues = views.dropped(meeting).iter().map(|it| it.item.issue.as_ref().unwrap().number).collect();
            (issues, views.is_last_call_filed(day("2026-02-12")))
        })
    }

    #[test]
    fn what_was_treated_and_is_active_is_not_dropped() {
        assert_eq!(dropped("agenda: [{ issue: 2 }]\n", &[]), (vec![1, 5], true));
        assert_eq!(dropped("agenda: [{ pr: 11 }]\ntopics: [{ issue: 5 }]\n", &[]), (vec![], true));
        assert_eq!(dropped("", &[]), (vec![], true), "it lists nothing");
        assert_eq!(dropped("extra: x\nagenda: [{ issue: 2 }]\n", &[]), (vec![], true));
    }

    #[test]
    fn an_extra_call_hides_no_regular_one_and_an_unfiled_one_does() {
        let extra = (
            "minutes/2026-02-03.yaml",
            "date: 2026-02-03\nextra: x\nagenda: [{ issue: 2, update: u }, { issue: 1, update: u }]\n",
        );
        assert_eq!(dropped("agenda: [{ issue: 5 }]\n", &[extra]), (vec![2, 1], true));
        let weekly = "name: G\nschedule: { every: 1 week, from: 2026-01-22, start: \"09:00\", end: \"10:00\" }\n";
        assert_eq!(dropped("agenda: [{ issue: 5 }]\n", &[("workgroup.yaml", weekly)]), (vec![1], false));
    }
}
