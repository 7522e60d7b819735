use super::ItemSection;
use crate::test_group::{TestGroup, day};

fn group() -> TestGroup {
    let returning =
        "{ stage: frozen, date: 2025-01-08 }, { stage: reactivated, date: 2026-02-26, notified: 2026-02-01 }";
    TestGroup::new()
        .proposal("a", "issue: 1\ntemplate: { pr: 2 }\n")
        .proposal("b", "issue: 3\nstages: [{ stage: frozen, date: 2026-01-08 }]\n")
        .proposal("c", "")
        .proposal("d", format!("issue: 4\nstages: [{returning}]\n"))
}

/// Asserts `section verdict` of each item of the agenda on 2026-02-12.
#[track_caller]
fn assert_verdicts(cases: &[(&str, &str)]) {
    let items: String = cases.iter().map(|(item, _)| format!("  - {{ {item} }}\n")).collect();
    let views = group().call("2026-02-12", format!("agenda:\n{items}")).views("2026-02-12");
    for ((item, expected), found) in cases.iter().zip(views.agenda.items(&views.group.meetings[0])) {
        assert_eq!(format!("{} {}", found.section.json_key(), found.verdict.json_key()), *expected, "{item}");
    }
}

#[test]
fn the_agenda_closes_at_the_start_of_the_call_seven_days_ahead() {
    assert_verdicts(&[
        ("issue: 1, added: 2026-02-05", "current on-time"),
        ("issue: 1, added: 2026-02-05T09:00:00Z", "current on-time"),
        ("issue: 1, added: 2026-02-05T09:00:01Z", "out-of-agenda late"),
        ("issue: 1, added: 2026-02-05T09:30+01:00", "current on-time"),
        ("issue: 1, added: 2026-02-06", "out-of-agenda late"),
        ("issue: 1, added: 2026-02-06, exception: x", "out-of-agenda exception"),
        ("issue: 1", "current carried-over"),
    ]);
}

#[test]
fn items_of_a_call_without_a_start_are_compared_by_day() {
    let items = "agenda:\n  - { issue: 1, added: 2026-02-25T23:59:59Z }\n  - { issue: 1, added: 2026-02-25 }\n  \
                 - { issue: 1, added: 2026-02-26T00:00:01Z }\n";
    let views = group().call("2026-03-04", format!("extra: much to do\n{items}")).views("2026-03-04");
    let meeting = &views.group.meetings[0];
    let verdicts: Vec<&str> = views.agenda.items(meeting).iter().map(|item| item.verdict.json_key()).collect();
    assert_eq!(verdicts, ["on-time", "on-time", "late"]);
    assert_eq!(views.agenda.describe_closing(meeting), "the agenda of 2026-03-04 closed on 2026-02-25");
}

#[test]
fn verdicts_for_missing_links_and_frozen_proposals() {
    assert_verdicts(&[
        ("title: T", "current no-issue"),
        ("proposal: c", "current no-issue"),
        ("pr: 2", "current carried-over"),
        ("pr: 9", "current unlisted"),
        ("issue: 9", "current unlisted"),
        ("issue: 3", "current frozen"),
        ("issue: 3, closing: true", "closing carried-over"),
        ("issue: 4", "current carried-over"),
        ("issue: o/r#1", "current carried-over"),
        ("issue: x/y#1", "current unlisted"),
    ]);
}

#[test]
fn sections_do_not_depend_on_the_current_day() {
    let items = "agenda: [{ issue: 1 }, { issue: 2, exception: e }, { issue: 3, added: 2026-02-20 }]\n";
    let group = TestGroup::new().call("2026-02-12", "").call("2026-02-26", items);
    for today in ["2026-02-18", "2026-02-20", "2026-03-20"] {
        let views = group.views(today);
        let items = views.agenda.items(views.calls.meeting_on(day("2026-02-26")).unwrap());
        let sections: Vec<ItemSection> = items.iter().map(|item| item.section).collect();
        assert_eq!(sections, [ItemSection::Current, ItemSection::OutOfAgenda, ItemSection::OutOfAgenda], "{today}");
    }
}
