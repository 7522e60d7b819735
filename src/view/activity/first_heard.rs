//! Since when the group has known a proposal, according to the records.

use crate::model::proposal::{Earlier, Proposal};
use crate::view::activity::Activities;
use chrono::NaiveDate;

impl<'g> Activities<'g> {
    /// The day on which the group first heard of a proposal: its registration, or else the first day on which the
    /// records mention it, if any.
    pub fn first_heard(&self, proposal: &'g Proposal) -> Option<NaiveDate> {
        match &proposal.registered {
            Some(registered) => Some(registered.value),
            None => self.first_mention(proposal),
        }
    }

    /// Whether a proposal without a registration day is older than the complete records: missing data in its file is
    /// expected then.
    pub fn is_older_than_records(&self, proposal: &'g Proposal) -> bool {
        let is_before = |day: NaiveDate| !self.base.workgroup.records.is_complete_on(day);
        proposal.registered.is_none() && self.first_mention(proposal).is_some_and(is_before)
    }

    /// The first day on which the records mention the proposal or GitHub has its issue.
    pub fn known_since(&self, proposal: &'g Proposal) -> Option<NaiveDate> {
        let registered = proposal.registered.as_ref().map(|date| date.value);
        [registered, self.first_mention(proposal), self.opening_day(proposal)].into_iter().flatten().min()
    }

    /// The first day on which its file or the files of calls mention it. An item carried over to a call is older than
    /// that call.
    fn first_mention(&self, proposal: &'g Proposal) -> Option<NaiveDate> {
        let stages = proposal.stages.iter().filter_map(|reached| reached.date.as_ref());
        let earlier = proposal.history.iter().flat_map(Earlier::known_dates);
        let merged = proposal.template.iter().filter_map(|template| template.merged.as_ref());
        let dated = stages.chain(earlier).chain(merged).chain(&proposal.closed).map(|date| date.value);
        let releases = proposal.releases.iter().filter_map(|release| release.date);
        let subject = self.base.index.proposal_subject(proposal);
        let in_call = subject.and_then(|subject| self.base.index.mentions(&subject).first().copied());
        let in_call = in_call.and_then(|mention| match (mention.meeting.date.value, &mention.item.added) {
            (call, Some(_)) => Some(call),
            (call, None) => call.pred_opt(),
        });
        dated.chain(releases).chain(in_call).min()
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    /// The day on which a proposal was first heard of, with `before` if it is older than the records.
    fn describe_first_heard(proposal: &str, calls: &[(&str, &str)]) -> String {
        let group = TestGroup::new().more_settings("records: { complete-since: 2026-01-22 }\n");
        let group = group.proposal("a", format!("issue: 1\n{proposal}"));
        let group = calls.iter().fold(group, |group, (date, records)| group.call(date, records));
        let views = group.views("2026-06-30");
        let proposal = &views.group.proposals[0];
        let before = if views.activity.is_older_than_records(proposal) { " before" } else { "" };
        format!("{}{before}", views.activity.first_heard(proposal).map(|day| day.to_string()).unwrap_or_default())
    }

    #[test]
    fn without_a_registration_the_first_mention_counts() {
        let calls = [
            ("2026-01-08", "topics: [{ issue: 1, notes: u }]\n"),
            ("2026-01-22", "agenda: [{ issue: 1, added: 2026-01-08 }]\n"),
            ("2026-02-12", "agenda: [{ issue: 1, treated: false }]\n"),
        ];
        for (proposal, calls, expected) in [
            ("", &[][..], ""),
            ("stages: [under-discussion]\nhistory: [undated]\n", &[], ""),
            ("registered: 2026-02-01\n", &calls, "2026-02-01"),
            // A day that the file gives is judged.
            ("registered: 2026-01-01\n", &calls, "2026-01-01"),
            ("", &calls, "2026-01-07 before"),
            ("", &calls[1..], "2026-01-22"),
            ("", &calls[2..], "2026-02-11"),
            ("history: [{ date: 2025-05-08, treated: false }]\n", &calls, "2025-05-08 before"),
            ("stages: [{ stage: frozen, date: 2025-11-13 }]\n", &calls, "2025-11-13 before"),
            ("template: { pr: 2, merged: 2025-10-30 }\n", &calls, "2025-10-30 before"),
            ("releases: [{ tag: r1.1, date: 2025-08-11 }]\n", &[], "2025-08-11 before"),
            // An item that is carried over to the first complete call is older.
            ("", &[("2026-01-22", "agenda: [{ issue: 1 }]\n")], "2026-01-21 before"),
            ("", &[("2026-01-22", "agenda: [{ issue: 1, added: 2026-01-10 }]\n")], "2026-01-22"),
        ] {
            assert_eq!(describe_first_heard(proposal, calls), expected, "{proposal} {calls:?}");
        }
    }
}
