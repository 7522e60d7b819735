use super::*;
use crate::view::tests::{GROUP, with_views};

/// `DUE TASK` of each task of a group with a reviewer and these files, as of a moment.
fn format_tasks(files: &[(&str, &str)], now: &str) -> Vec<String> {
    let group = format!(
        "{GROUP}records: {{ complete-since: 2026-01-01 }}\n\
         reviewer: {{ name: TSC, schedule: {{ slot: 1st thursday, since: 2023-12-01 }} }}\n"
    );
    let mut all = vec![("workgroup.yaml", group.as_str())];
    all.extend(files);
    with_views(&all, now, |views| {
        let format_task = |task: &Task| {
            let due = task.due.map_or_else(|| "never".to_owned(), |due| due.to_string());
            let what = match &task.kind {
                TaskKind::Unfiled { first, more } => format!("unfiled {first} {more}"),
                TaskKind::Record { items, .. } => format!("record {items}"),
                TaskKind::File { call } => format!("file {call}"),
                TaskKind::Mail { unknown, .. } => format!("mail {unknown}"),
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
    })
}

#[test]
fn overdue_tasks_come_first_then_by_due_date() {
    let files = [
        ("backlog/a.yaml", "name: A\nissue: 1\nregistered: 2025-12-01\n"),
        (
            "backlog/b.yaml",
            "name: B\nissue: 2\ntemplate: { pr: 3 }\nstages: [{ stage: under-review, date: 2026-01-29 }]\n",
        ),
        ("backlog/c.yaml", "name: C\nissue: 4\nstages: [{ stage: approved, date: 2026-01-15 }]\n"),
        ("backlog/d.yaml", "name: D\nissue: 5\nstages: [{ stage: frozen, date: 2025-05-01 }]\n"),
        (
            "minutes/2026-01-22.yaml",
            "date: 2026-01-22\nagenda: [{ issue: 1 }, { issue: 4, notes: u }]\nactions:\n  \
             - { id: 20260122-01, owners: [DT], text: t, due: 2026-01-29 }\n  - { id: 20260122-02, owners: [DT], text: t }\n",
        ),
        ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 1 }, { issue: 5 }, { title: T }]\n"),
    ];
    assert_eq!(
        format_tasks(&files, "2026-02-05T08:00"),
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
    let proposal = ("backlog/a.yaml", "name: A\nissue: 1\nregistered: 2026-01-02\nowners: DT\ntemplate: { pr: 2 }\n");
    let call = |day: &str, item: &str| {
        let text =
            format!("date: {day}\nattendance: {{ Orange: [A] }}\nagenda: [{item}]\nprevious-minutes: approved\n");
        (format!("minutes/{day}.yaml"), text)
    };
    let freezes = |calls: &[(String, String)], now: &str| {
        let mut files = vec![proposal];
        files.extend(calls.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        format_tasks(&files, now).into_iter().filter(|task| task.contains("freeze")).collect::<Vec<_>>()
    };
    let waited = "{ issue: 1, treated: false }";
    let calls = [call("2026-01-08", waited), call("2026-01-22", waited)];
    assert_eq!(freezes(&calls[..1], "2026-01-20"), [""; 0]);
    assert_eq!(freezes(&calls, "2026-02-01"), ["2026-02-12 freeze a"], "the third absence in a row");
    let all = [&calls[..], &[call("2026-02-12", waited)]].concat();
    assert_eq!(freezes(&all, "2026-02-13"), ["2026-02-12! freeze a"]);
}

#[test]
fn an_approved_api_without_an_onboarding_issue_is_eventually_frozen() {
    let proposal = "name: C\nissue: 4\nstages: [{ stage: approved, date: 2026-01-02 }]\n";
    let mut files = vec![("backlog/c.yaml", proposal)];
    files.extend([
        ("minutes/2026-01-08.yaml", "date: 2026-01-08\n"),
        ("minutes/2026-01-22.yaml", "date: 2026-01-22\n"),
        ("minutes/2026-02-12.yaml", "date: 2026-02-12\n"),
    ]);
    let of_c =
        |now: &str| format_tasks(&files, now).into_iter().filter(|task| task.ends_with(" c")).collect::<Vec<_>>();
    assert_eq!(of_c("2026-02-11"), ["2026-02-12 onboarding c"]);
    assert_eq!(of_c("2026-02-13"), ["2026-02-12! onboarding c", "2026-02-12! freeze c"]);
}

#[test]
fn a_missing_file_and_an_upcoming_freeze_are_tasks() {
    let unfiled = "2026-01-08! unfiled 2026-01-08 1";
    let lock = ("github.lock", "issues: { 1: { updated: 2026-01-03 } }\n");
    let files = [("backlog/a.yaml", "name: A\nissue: 1\nregistered: 2026-01-05\n"), lock];
    assert_eq!(format_tasks(&files, "2026-02-05"), [unfiled, "2026-02-05 file 2026-02-12", "2026-02-16 freeze a"]);
    let early = ["2026-01-08! unfiled 2026-01-08 0", "2026-01-15 file 2026-01-22"];
    assert_eq!(format_tasks(&files, "2026-01-10"), early, "the time of the freeze has not come");
    let running = [("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda-sent: 2026-02-05\n")];
    let listed = format_tasks(&running, "2026-02-12T10:00");
    assert_eq!(listed, [unfiled, "never first proposal"], "the running call is the next one");
}

#[test]
fn status_and_rules_report_the_same_calls_and_archives() {
    let misdated = ("minutes/2026-01-09.yaml", "date: 2026-01-09\n");
    let listed = format_tasks(&[misdated], "2026-02-05");
    assert!(listed.contains(&"2026-01-22! unfiled 2026-01-22 0".to_owned()), "{listed:?}");
    let announced = "name: D\nstages: [{ stage: frozen, date: 2025-05-01 }, { stage: reactivated, date: 2026-03-12, \
                     notified: 2026-02-01 }]\n";
    let listed = format_tasks(&[("backlog/d.yaml", announced)], "2026-02-05");
    assert!(!listed.iter().any(|task| task.contains("archive")), "{listed:?}");
}

#[test]
fn minutes_are_to_be_sent_until_they_were_or_are_approved() {
    let call = |more: &str| format!("date: 2026-01-22\nagenda: [{{ issue: 1, notes: Heard. }}]\n{more}");
    let sends = |more: &str, next: &str| {
        let (call, next) = (call(more), format!("date: 2026-02-12\n{next}"));
        let files = [("minutes/2026-01-22.yaml", call.as_str()), ("minutes/2026-02-12.yaml", next.as_str())];
        format_tasks(&files, "2026-01-30").iter().filter(|task| task.contains("send")).cloned().collect::<Vec<_>>()
    };
    assert_eq!(sends("", ""), ["2026-02-12 send 2026-01-22"]);
    assert_eq!(sends("minutes-sent: 2026-01-23\n", ""), [""; 0]);
    assert_eq!(sends("", "previous-minutes: approved\n"), [""; 0]);
}

#[test]
fn an_empty_group_gets_the_first_tasks() {
    let group = "name: G\n";
    assert_eq!(
        with_views(&[("workgroup.yaml", group)], "2026-01-30", |views| {
            let tasks = views.group_status().tasks;
            tasks
                .iter()
                .map(|task| (matches!(task.kind, TaskKind::Schedule), matches!(task.kind, TaskKind::FirstProposal)))
                .collect::<Vec<_>>()
        }),
        [(true, false), (false, true)],
        "the schedule comes first"
    );
    assert_eq!(format_tasks(&[], "2026-01-30").last().map(String::as_str), Some("never first proposal"));
}
