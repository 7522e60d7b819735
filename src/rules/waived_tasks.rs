//! Tasks that the group waives: their rule is off, or waived for the file in question.

use super::{Task, TaskKind};
use crate::model::workgroup::{RuleLevel, Waiver};
use crate::view::Views;

impl Views<'_> {
    /// Whether the group waives the rule that a task follows from.
    pub(super) fn is_waived(&self, task: &Task) -> bool {
        let group = self.workgroup;
        let (rule, allow): (&str, &[Waiver]) = match &task.kind {
            TaskKind::Unfiled { .. } => ("missing-meeting", &group.allow),
            TaskKind::Record { meeting, .. } => ("unrecorded-item", &meeting.allow),
            TaskKind::Mail { meeting, .. } => ("agenda-not-sent", &meeting.allow),
            TaskKind::Approve { .. } => ("unapproved-minutes", &[]),
            TaskKind::Template { proposal, sent: true } => ("template-not-merged", &proposal.allow),
            TaskKind::Template { proposal, sent: false } => ("missing-template", &proposal.allow),
            TaskKind::Onboarding { proposal } => ("missing-onboarding-issue", &proposal.allow),
            TaskKind::Freeze { proposal, .. } => ("freeze-due", &proposal.allow),
            TaskKind::Archive { proposal, .. } => ("archive-due", &proposal.allow),
            TaskKind::File { .. } | TaskKind::Item { .. } | TaskKind::Action { .. } => return false,
            TaskKind::Send { .. } | TaskKind::Correct { .. } | TaskKind::Schedule | TaskKind::FirstProposal => {
                return false;
            }
        };
        let is_off = group.rules.iter().any(|set| *set.rule == rule && set.level == Some(RuleLevel::Off));
        is_off || allow.iter().any(|waiver| *waiver.rule == rule)
    }
}

#[cfg(test)]
mod tests {
    use crate::view::tests::{GROUP, with_views};

    #[test]
    fn waived_rules_produce_no_tasks() {
        let tasks = |of_group: &str, of_proposal: &str| {
            let group = format!("{GROUP}records: {{ complete-since: 2026-01-01 }}\n{of_group}");
            let proposal = format!("name: A\nissue: 1\nregistered: 2026-01-05\n{of_proposal}");
            let lock = ("github.lock", "issues: { 1: { updated: 2026-01-05 } }\n");
            with_views(&[("workgroup.yaml", &group), ("backlog/a.yaml", &proposal), lock], "2026-02-20", |views| {
                views.group_status().tasks.len()
            })
        };
        // The past calls, the file of the next one, the freeze.
        assert_eq!(tasks("", ""), 3);
        assert_eq!(tasks("rules: { missing-meeting: off, freeze-due: warn }\n", ""), 2);
        assert_eq!(tasks("allow: { rule: missing-meeting, why: w }\nrules: { freeze-due: off }\n", ""), 1);
        assert_eq!(tasks("", "allow: { rule: freeze-due, why: w }\n"), 2);
    }
}
