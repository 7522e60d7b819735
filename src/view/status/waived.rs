//! Tasks that the group does not ask for: their rule is off, or waived for the file that they are about.

use super::{Task, What};
use crate::model::workgroup::{RuleLevel, Waiver};
use crate::view::Views;

impl Views<'_> {
    /// Whether the group took back the rule that a task follows from.
    pub(super) fn is_waived(&self, task: &Task) -> bool {
        let group = self.workgroup;
        let (rule, allow): (&str, &[Waiver]) = match &task.what {
            What::Unfiled { .. } => ("missing-meeting", &group.allow),
            What::Record { meeting, .. } => ("unrecorded-item", &meeting.allow),
            What::Mail { meeting, .. } => ("agenda-not-sent", &meeting.allow),
            What::Approve { .. } => ("unapproved-minutes", &[]),
            What::Template { proposal, sent: true } => ("template-not-merged", &proposal.allow),
            What::Template { proposal, sent: false } => ("missing-template", &proposal.allow),
            What::Onboarding { proposal } => ("missing-onboarding-issue", &proposal.allow),
            What::Freeze { proposal, .. } => ("freeze-due", &proposal.allow),
            What::Archive { proposal, .. } => ("archive-due", &proposal.allow),
            What::File { .. } | What::Item { .. } | What::Action { .. } => return false,
            What::Send { .. } | What::Correct { .. } | What::Schedule | What::FirstProposal => return false,
        };
        let is_off = group.rules.iter().any(|set| *set.rule == rule && set.level == Some(RuleLevel::Off));
        is_off || allow.iter().any(|waiver| *waiver.rule == rule)
    }
}

#[cfg(test)]
mod tests {
    use crate::view::tests::{GROUP, on};

    #[test]
    fn what_the_group_waives_is_no_task() {
        let tasks = |of_group: &str, of_proposal: &str| {
            let group = format!("{GROUP}records: {{ complete-since: 2026-01-01 }}\n{of_group}");
            let proposal = format!("name: A\nissue: 1\nregistered: 2026-01-05\n{of_proposal}");
            let lock = ("github.lock", "issues: { 1: { updated: 2026-01-05 } }\n");
            on(&[("workgroup.yaml", &group), ("backlog/a.yaml", &proposal), lock], "2026-02-20", |views| {
                views.status().tasks.len()
            })
        };
        // The calls of the past, the file of the next one, the freeze.
        assert_eq!(tasks("", ""), 3);
        assert_eq!(tasks("rules: { missing-meeting: off, freeze-due: warn }\n", ""), 2);
        assert_eq!(tasks("allow: { rule: missing-meeting, why: w }\nrules: { freeze-due: off }\n", ""), 1);
        assert_eq!(tasks("", "allow: { rule: freeze-due, why: w }\n"), 2);
    }
}
