//! Tasks that the group waives: their rule is off, or waived for the file in question.

use super::{
    agenda_not_sent, archive_due, freeze_due, missing_meeting, missing_onboarding_issue, template_not_merged,
    unapproved_minutes, unlisted_agenda_item, unrecorded_item,
};
use crate::model::workgroup::{RuleLevel, Waiver, Workgroup};
use crate::view::Views;
use crate::view::status::{GroupStatus, Task, TaskKind};

/// The next call and the tasks of the group, without those that it waives.
pub fn group_status<'v, 'g>(views: &'v Views<'g>) -> GroupStatus<'v, 'g> {
    let mut status = views.group_status();
    status.tasks.retain(|task| !is_waived(task, views.workgroup));
    status
}

/// Whether the group waives the rule that a task follows from.
fn is_waived(task: &Task, group: &Workgroup) -> bool {
    let (rule, allow): (&str, &[Waiver]) = match &task.kind {
        TaskKind::Unfiled { .. } => (missing_meeting::NAME, &group.allow),
        TaskKind::Record { meeting, .. } => (unrecorded_item::NAME, &meeting.allow),
        TaskKind::Mail { meeting, .. } => (agenda_not_sent::NAME, &meeting.allow),
        TaskKind::Approve { .. } => (unapproved_minutes::NAME, &[]),
        TaskKind::Template { proposal, sent: true } => (template_not_merged::NAME, &proposal.allow),
        // No rule reports a proposal without a template: the rule of its agreement shows whether the group follows it.
        TaskKind::Template { sent: false, .. } => (unlisted_agenda_item::NAME, &[]),
        TaskKind::Onboarding { proposal } => (missing_onboarding_issue::NAME, &proposal.allow),
        TaskKind::Freeze { proposal, .. } => (freeze_due::NAME, &proposal.allow),
        TaskKind::Archive { proposal, .. } => (archive_due::NAME, &proposal.allow),
        TaskKind::File { .. } | TaskKind::Item { .. } | TaskKind::Action { .. } => return false,
        TaskKind::AgendaIssue { .. } | TaskKind::GithubStage { .. } => return false,
        TaskKind::Send { .. } | TaskKind::Correct { .. } | TaskKind::Schedule | TaskKind::FirstProposal => {
            return false;
        }
    };
    let is_off = group.rules.iter().any(|set| *set.rule == rule && set.level == Some(RuleLevel::Off));
    is_off || allow.iter().any(|waiver| *waiver.rule == rule)
}

#[cfg(test)]
mod tests {
    use super::{TaskKind, group_status};
    use crate::test_group::TestGroup;

    #[test]
    fn waived_rules_produce_no_tasks() {
        let tasks = |of_group: &str, of_proposal: &str| {
            let group = TestGroup::new()
                .more_settings(format!("records: {{ complete-since: 2026-01-01 }}\n{of_group}"))
                .proposal("a", format!("issue: 1\nregistered: 2026-01-05\n{of_proposal}"))
                .file("github.yaml", "issues: { 1: { updated: 2026-01-05 } }\n");
            group_status(&group.views("2026-02-20")).tasks.len()
        };
        // The past calls, the file of the next one, the freeze.
        assert_eq!(tasks("", ""), 3);
        assert_eq!(tasks("rules: { missing-meeting: off, freeze-due: warn }\n", ""), 2);
        assert_eq!(tasks("allow: { rule: missing-meeting, reason: w }\nrules: { freeze-due: off }\n", ""), 1);
        assert_eq!(tasks("", "allow: { rule: freeze-due, reason: w }\n"), 2);
    }

    #[test]
    fn the_rule_on_the_paths_of_templates_produces_no_task() {
        for (rules, is_task) in [
            ("", true),
            ("rules: { missing-template: off }\n", true),
            ("rules: { unlisted-agenda-item: off }\n", false),
        ] {
            let views = TestGroup::new()
                .more_settings(rules)
                .proposal("a", "issue: 1\n")
                .call("2026-02-26", "agenda: [1]\n")
                .views("2026-02-20");
            let mut tasks = group_status(&views).tasks.into_iter();
            assert_eq!(
                tasks.any(|task| matches!(task.kind, TaskKind::Template { sent: false, .. })),
                is_task,
                "{rules}"
            );
        }
    }
}
