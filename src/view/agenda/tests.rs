use super::ItemSection;
use crate::view::tests::{day, with_views};

const PROPOSALS: [(&str, &str); 4] = [
    ("backlog/a.yaml", "name: A\nissue: 1\ntemplate: { pr: 2 }\n"),
    ("backlog/b.yaml", "name: B\nissue: 3\nstages: [{ stage: frozen, date: 2026-01-08 }]\n"),
    ("backlog/c.yaml", "name: C\n"),
    (
        "backlog/d.yaml",
        "name: D\nissue: 4\nstages:\n  - { stage: frozen, date: 2025-01-08 }\n  - { stage: reactivated, date: 2026-02-26, notified: 2026-02-01 }\n",
    ),
];

/// `section verdict` of each item of an agenda on 2026-02-12.
fn agenda_verdicts(agenda: &str) -> Vec<String> {
    let file = format!("date: 2026-02-12\nagenda:\n{agenda}");
    let mut files = PROPOSALS.to_vec();
    files.push(("minutes/2026-02-12.yaml", &file));
    with_views(&files, "2026-02-12", |views| {
        let items = views.agenda.items(&views.group.meetings[0]);
        items.iter().map(|item| format!("{} {}", item.section.json_key(), item.verdict.json_key())).collect()
    })
}

#[test]
fn the_agenda_closes_at_the_start_of_the_call_seven_days_ahead() {
    let times = "  - { issue: 1, added: 2026-02-05 }\n  - { issue: 1, added: 2026-02-05T09:00:00Z }\n  \
                 - { issue: 1, added: 2026-02-05T09:00:01Z }\n  - { issue: 1, added: 2026-02-05T09:30+01:00 }\n  \
                 - { issue: 1, added: 2026-02-06 }\n  - { issue: 1, added: 2026-02-06, exception: x }\n  - { issue: 1 }\n";
    assert_eq!(
        agenda_verdicts(times),
        [
            "current on-time",
            "current on-time",
            "out-of-agenda late",
            "current on-time",
            "out-of-agenda late",
            "out-of-agenda exception",
            "current carried-over",
        ]
    );
}

#[test]
fn items_of_a_call_without_a_start_are_compared_by_day() {
    let file = "date: 2026-03-04\nextra: much to do\nagenda:\n  - { issue: 1, added: 2026-02-25T23:59:59Z }\n  \
                - { issue: 1, added: 2026-02-25 }\n  - { issue: 1, added: 2026-02-26T00:00:01Z }\n";
    with_views(&[PROPOSALS[0], ("minutes/2026-03-04.yaml", file)], "2026-03-04", |views| {
        let meeting = &views.group.meetings[0];
        let verdicts: Vec<&str> = views.agenda.items(meeting).iter().map(|item| item.verdict.json_key()).collect();
        assert_eq!(verdicts, ["on-time", "on-time", "late"]);
        assert_eq!(views.agenda.describe_closing(meeting), "the agenda of 2026-03-04 closed on 2026-02-25");
    });
}

#[test]
fn verdicts_for_missing_links_and_frozen_proposals() {
    let items = "  - title: T\n  - { proposal: c }\n  - { pr: 2 }\n  - { pr: 9 }\n  - { issue: 9 }\n  - { issue: 3 }\n  \
                 - { issue: 3, closing: true }\n  - { issue: 4 }\n  - { issue: o/r#1 }\n  - { issue: x/y#1 }\n";
    assert_eq!(
        agenda_verdicts(items),
        [
            "current no-issue",
            "current no-issue",
            "current carried-over",
            "current unlisted",
            "current unlisted",
            "current frozen",
            "closing carried-over",
            "current carried-over",
            "current carried-over",
            "current unlisted",
        ]
    );
}

#[test]
fn sections_do_not_depend_on_the_current_day() {
    let files = [
        ("minutes/2026-02-12.yaml", "date: 2026-02-12\n"),
        (
            "minutes/2026-02-26.yaml",
            "date: 2026-02-26\nagenda: [{ issue: 1 }, { issue: 2, exception: e }, { issue: 3, added: 2026-02-20 }]\n",
        ),
    ];
    for today in ["2026-02-18", "2026-02-20", "2026-03-20"] {
        let sections = with_views(&files, today, |views| {
            let meeting = views.calls.meeting_on(day("2026-02-26")).unwrap();
            views.agenda.items(meeting).iter().map(|item| item.section).collect::<Vec<_>>()
        });
        assert_eq!(sections, [ItemSection::Current, ItemSection::OutOfAgenda, ItemSection::OutOfAgenda], "{today}");
    }
}
