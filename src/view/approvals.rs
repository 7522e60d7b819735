//! Which minutes a later call has approved; those are sealed.

pub mod call_to_record;

use super::base::ViewBase;
use crate::model::meeting::{ApprovalDecision, Meeting};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Which minutes are approved, and which call is to be recorded next.
pub struct Approvals<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) approving_calls: OnceLock<HashMap<NaiveDate, &'g Meeting>>,
}

impl<'g> Approvals<'g> {
    /// The minutes that a call's approval is about: the ones it names, or else those of the last call held before it.
    pub fn approved_minutes(&self, meeting: &Meeting) -> Option<&'g Meeting> {
        let approval = meeting.previous_minutes.as_ref()?;
        match &approval.date {
            Some(date) => self.base.calls.meeting_on(date.value),
            None => self.base.calls.last_held_before(meeting.date.value),
        }
    }

    /// Whether a call can approve the minutes of a day: an earlier day with a file or a slot, as far as the schedule
    /// and the files show.
    pub fn can_approve(&self, call: NaiveDate, minutes: NaiveDate) -> bool {
        let is_known = self.base.group.all_meetings_read && self.base.calendar.is_in_force(minutes);
        minutes < call && (!is_known || self.base.calls.has_call(minutes))
    }

    /// The later call that approved the minutes of this one.
    pub fn approving_call(&self, meeting: &Meeting) -> Option<&'g Meeting> {
        let approvals = self.approving_calls.get_or_init(|| self.collect_approvals());
        approvals.get(&meeting.date.value).copied()
    }

    /// The days whose minutes a later call approved, each with the first call that did so.
    fn collect_approvals(&self) -> HashMap<NaiveDate, &'g Meeting> {
        let mut approvals = HashMap::new();
        for call in &self.base.group.meetings {
            let approval = call.previous_minutes.as_ref();
            if approval.is_none_or(|approval| approval.decision.value != ApprovalDecision::Approved)
                || !self.base.calls.is_held(call)
            {
                continue;
            }
            let approved = self.approved_minutes(call).map(|approved| approved.date.value);
            if let Some(day) = approved.filter(|day| *day < call.date.value) {
                approvals.entry(day).or_insert(call);
            }
        }
        approvals
    }

    /// The corrections requested by the call that approved these minutes, as Markdown, until their file has a
    /// correction of that day or later.
    pub fn corrections_due(&self, meeting: &'g Meeting) -> Option<&'g str> {
        let by = self.approving_call(meeting)?;
        let corrections = by.previous_minutes.as_ref()?.corrections.as_ref()?;
        let are_made = meeting.corrections.iter().any(|correction| correction.date.value >= by.date.value);
        (!are_made).then_some(corrections.as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn corrections_are_due_until_they_are_made() {
        let approved = "previous-minutes: { decision: approved, corrections: Ann came. }\n";
        for (made, expected) in [
            ("", Some("Ann came.")),
            ("corrections: [{ date: 2026-02-20, text: t }]\n", Some("Ann came.")),
            ("corrections: [{ date: 2026-02-26, text: t }]\n", None),
        ] {
            let views = TestGroup::new().call("2026-02-12", made).call("2026-02-26", approved).views("2026-03-01");
            assert_eq!(views.approvals.corrections_due(&views.group.meetings[0]), expected);
        }
    }

    #[test]
    fn the_first_call_that_approves_seals() {
        let approves = |date: &str| format!("previous-minutes: {{ decision: approved, date: {date} }}\n");
        let views = TestGroup::new()
            .call("2026-02-12", approves("2026-02-26"))
            .call("2026-02-26", "previous-minutes: postponed\n")
            .call("2026-03-12", approves("2026-02-12"))
            .call("2026-03-26", approves("2026-02-12"))
            .views("2026-03-27");
        let sealed = |meeting| views.approvals.approving_call(meeting).map(|by| by.date.value.to_string());
        let sealed: Vec<_> = views.group.meetings.iter().map(sealed).collect();
        assert_eq!(sealed, [Some("2026-03-12".to_owned()), None, None, None]);
    }

    #[test]
    fn the_next_held_call_seals_what_it_approves() {
        for (approval, is_sealed) in [
            ("previous-minutes: approved\n", true),
            ("previous-minutes: { decision: approved, date: 2026-02-12 }\n", true),
            ("previous-minutes: { decision: approved, date: 2026-01-22 }\n", false),
            ("previous-minutes: postponed\n", false),
            ("", false),
        ] {
            let group = TestGroup::new().call("2026-01-22", "").call("2026-02-12", "").call("2026-02-26", approval);
            let views = group.views("2026-03-01");
            assert_eq!(views.approvals.approving_call(&views.group.meetings[1]).is_some(), is_sealed, "{approval}");
        }
    }
}
