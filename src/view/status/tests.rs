use super::*;
use crate::test_group::TestGroup;

/// `DUE TASK` of each task of a group with a reviewer, as of a moment.
fn format_tasks(group: &TestGroup, now: &str) -> Vec<String> {
    let settings = "records: { complete-since: 2026-01-01 }\n\
                    reviewer: { name: TSC, schedule: { slot: 1st thursday, since: 2023-12-01 } }\n";
    let views = group.clone().more_settings(settings).views(now);
    let format_task = |task: &Task| {
        let due = task.due.map_or_else(|| "never".to_owned(), |due| due.to_string());
        let what = match &task.kind {
            TaskKind::Unfiled { first, more } => format!("unfiled {first} {more}"),
            TaskKind::Record { items, .. } => format!("record {items}"),
            TaskKind::File { call } => format!("file {call}"),
            TaskKind::Mail { unknown, .. } => format!("mail {unknown}"),
            TaskKind::AgendaIssue { meeting, unknown } => format!("agenda issue {} {unknown}", meeting.date.value),
            TaskKind::GithubStage { pending } => {
                format!("show {} {}", pending.proposal.slug, pending.reached.stage.value)
            }
            TaskKind::Item { item, .. } => format!("item {}", item.verdict.json_key()),
            TaskKind::Template { proposal, sent } => format!("template {} {sent}", proposal.slug),
            TaskKind::Onboarding { proposal } => format!("onboarding {}", proposal.slug),
            TaskKind::Action { action } => format!("action {}", action.id.unwrap_or_default()),
            TaskKind::Freeze { proposal, .. } => format!("freeze {}", proposal.slug),
            TaskKind::Archive { proposal, .. } => format!("archive {}", proposal.slug),
            TaskKind::Approve { meeting } => format!("approve {}", meeting.date.value),
            TaskKind::Send { meeting } => format!("send {}", meeting.date.value),
            TaskKind::Correct { meeting, .. } => format!("correct {}", meeting.date.value),
            TaskKind::Schedule => "schedule".to_owned(),
            TaskKind::FirstProposal => "first proposal".to_owned(),
        };
        format!("{due}{} {what}", if task.overdue { "!" } else { "" })
    };
    views.group_status().tasks.iter().map(format_task).collect()
}

/// The tasks that contain a word.
fn tasks_with(word: &str, group: &TestGroup, now: &str) -> Vec<String> {
    format_tasks(group, now).into_iter().filter(|task| task.contains(word)).collect()
}

#[test]
fn what_goes_to_github_is_a_task_where_the_group_asks_for_it() {
    let group = |labels: &str, call: &str| {
        TestGroup::new()
            .proposal("a", "issue: 1\nstages: [{ stage: frozen, date: 2026-01-22 }]\n")
            .call("2026-01-22", "attendance: { Orange: [A] }\n")
            .call("2026-02-12", call)
            .more_settings(labels)
    };
    let tasks = |labels: &str, call: &str| {
        let views = group(labels, call).views("2026-02-02");
        let line = |task: &Task| match &task.kind {
            TaskKind::AgendaIssue { unknown, .. } => Some(format!("agenda {} {unknown}", task.due.unwrap())),
            TaskKind::GithubStage { pending } => Some(format!("show {}", pending.proposal.slug)),
            _ => None,
        };
        views.group_status().tasks.iter().filter_map(line).collect::<Vec<_>>()
    };
    let settings = "github: { labels: { agenda: agenda }, stages: { frozen: { comment: true } } }\n";
    assert_eq!(tasks("", ""), [""; 0], "off until it is asked for");
    assert_eq!(tasks(settings, ""), ["agenda 2026-02-05 0", "show a"]);
    assert_eq!(tasks(settings, "agenda-issue: 9\n"), ["show a"]);
    let sent = "agenda-issue: 9\nagenda-issue-sent: 2026-01-30\nagenda: [{ issue: 1, added: 2026-01-30 }";
    assert_eq!(tasks("", &format!("{sent}]\n")), [""; 0]);
    assert_eq!(tasks("", &format!("{sent}, {{ issue: 2, added: 2026-01-31 }}]\n")), ["agenda 2026-02-12 1"]);
}

#[test]
fn overdue_tasks_come_first_then_by_due_date() {
    let january = "agenda: [{ issue: 1 }, { issue: 4, notes: u }]\nactions:\n  \
                   - { id: 20260122-01, owners: [DT], text: t, due: 2026-01-29 }\n  - { id: 20260122-02, owners: [DT], text: t }\n";
    let group = TestGroup::new()
        .proposal("a", "issue: 1\nregistered: 2025-12-01\n")
        .proposal("b", "issue: 2\ntemplate: { pr: 3 }\nstages: [{ stage: under-review, date: 2026-01-29 }]\n")
        .proposal("c", "issue: 4\nstages: [{ stage: approved, date: 2026-01-15 }]\n")
        .proposal("d", "issue: 5\nstages: [{ stage: frozen, date: 2025-05-01 }]\n")
        .call("2026-01-22", january)
        .call("2026-02-12", "agenda: [{ issue: 1 }, { issue: 5 }, { title: T }]\n");
    assert_eq!(
        format_tasks(&group, "2026-02-05T08:00"),
        [
            "2025-11-02! archive d",
            "2026-01-08! unfiled 2026-01-08 0",
            "2026-01-22! record 1",
            "2026-01-29! action 20260122-01",
            "2026-02-05 mail 0",
            "2026-02-05 template b true",
            "2026-02-12 send 2026-01-22",
            "2026-02-12 approve 2026-01-22",
            "2026-02-12 item frozen",
            "2026-02-12 item no-issue",
            "2026-02-12 template a false",
            "2026-02-26 onboarding c",
            "never action 20260122-02",
        ]
    );
}

#[test]
fn absences_predict_a_freeze_and_waiting_does_not() {
    let waited = "attendance: { Orange: [A] }\nagenda: [{ issue: 1, treated: false }]\nprevious-minutes: approved\n";
    let facts = "issue: 1\nregistered: 2026-01-02\nowners: DT\ntemplate: { pr: 2 }\n";
    let group = TestGroup::new().proposal("a", facts).call("2026-01-08", waited);
    assert_eq!(tasks_with("freeze", &group, "2026-01-20"), [""; 0]);
    let group = group.call("2026-01-22", waited);
    assert_eq!(tasks_with("freeze", &group, "2026-02-01"), ["2026-02-12 freeze a"], "the third absence in a row");
    assert_eq!(tasks_with("freeze", &group.call("2026-02-12", waited), "2026-02-13"), ["2026-02-12! freeze a"]);
}

#[test]
fn an_approved_api_without_an_onboarding_issue_is_eventually_frozen() {
    let group = TestGroup::new().proposal("c", "issue: 4\nstages: [{ stage: approved, date: 2026-01-02 }]\n");
    let group = group.call("2026-01-08", "").call("2026-01-22", "").call("2026-02-12", "");
    assert_eq!(tasks_with(" c", &group, "2026-02-11"), ["2026-02-12 onboarding c"]);
    assert_eq!(tasks_with(" c", &group, "2026-02-13"), ["2026-02-12! onboarding c", "2026-02-12! freeze c"]);
}

#[test]
fn a_missing_file_and_an_upcoming_freeze_are_tasks() {
    let unfiled = "2026-01-08! unfiled 2026-01-08 1";
    let group = TestGroup::new().proposal("a", "issue: 1\nregistered: 2026-01-05\n");
    let group = group.file("github.yaml", "issues: { 1: { updated: 2026-01-03 } }\n");
    assert_eq!(format_tasks(&group, "2026-02-05"), [unfiled, "2026-02-05 file 2026-02-12", "2026-02-16 freeze a"]);
    let early = ["2026-01-08! unfiled 2026-01-08 0", "2026-01-15 file 2026-01-22"];
    assert_eq!(format_tasks(&group, "2026-01-10"), early, "the time of the freeze has not come");
    let running = TestGroup::new().call("2026-02-12", "agenda-sent: 2026-02-05\n");
    let listed = format_tasks(&running, "2026-02-12T10:00");
    assert_eq!(listed, [unfiled, "never first proposal"], "the running call is the next one");
}

#[test]
fn status_and_rules_report_the_same_calls_and_archives() {
    let misdated = TestGroup::new().call("2026-01-09", "");
    assert_eq!(tasks_with("unfiled", &misdated, "2026-02-05"), ["2026-01-22! unfiled 2026-01-22 0"]);
    let announced = "stages: [{ stage: frozen, date: 2025-05-01 }, { stage: reactivated, date: 2026-03-12, \
                     notified: 2026-02-01 }]\n";
    assert_eq!(tasks_with("archive", &TestGroup::new().proposal("d", announced), "2026-02-05"), [""; 0]);
}

#[test]
fn minutes_are_to_be_sent_until_they_were_or_are_approved() {
    for (more, next, expected) in [
        ("", "", Some("2026-02-12 send 2026-01-22")),
        ("minutes-sent: 2026-01-23\n", "", None),
        ("", "previous-minutes: approved\n", None),
    ] {
        let group = TestGroup::new().call("2026-01-22", format!("agenda: [{{ issue: 1, notes: Heard. }}]\n{more}"));
        assert_eq!(tasks_with("send", &group.call("2026-02-12", next), "2026-01-30"), Vec::from_iter(expected));
    }
}

#[test]
fn an_empty_group_gets_the_first_tasks() {
    let views = TestGroup::new().settings("").views("2026-01-30");
    let [schedule, first] = &views.group_status().tasks[..] else { panic!("two tasks") };
    assert!(matches!(schedule.kind, TaskKind::Schedule) && matches!(first.kind, TaskKind::FirstProposal));
    let listed = format_tasks(&TestGroup::new(), "2026-01-30");
    assert_eq!(listed.last().map(String::as_str), Some("never first proposal"));
}
