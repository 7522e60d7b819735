use super::Mention;
use crate::test_group::{TestGroup, day};

fn issue_numbers(mentions: &[Mention]) -> Vec<u32> {
    mentions.iter().filter_map(|it| it.item.issue.as_ref()).map(|issue| issue.number).collect()
}

#[test]
fn items_missing_in_the_last_call_are_carried_over() {
    let group = TestGroup::new()
        .proposal("a", "issue: 1\n")
        .proposal("b", "issue: 2\n")
        .call("2026-01-08", "agenda: [{ issue: 1, treated: false }, { issue: 2, notes: u }]\n")
        .call("2026-01-22", "agenda: [{ issue: 2, notes: u }]\n")
        .call("2026-02-12", "agenda: [{ issue: 2 }]\n");
    let views = group.views("2026-01-30");
    assert_eq!(issue_numbers(&views.carry_over.items(day("2026-02-12"))), [2, 1]);
    let call = |date: &str| views.calls.meeting_on(day(date)).unwrap();
    assert_eq!(issue_numbers(&views.carry_over.missing(call("2026-02-12"))), [1]);
    assert_eq!(issue_numbers(&views.carry_over.dropped_items(call("2026-02-12"))), [1], "it can still be corrected");
    assert_eq!(issue_numbers(&views.carry_over.dropped_items(call("2026-01-22"))), [1]);
    let views = group.views("2026-02-13");
    let call = views.calls.meeting_on(day("2026-02-12")).unwrap();
    assert_eq!(issue_numbers(&views.carry_over.dropped_items(call)), [0; 0], "it was lost in the call before");
}

#[test]
fn active_and_unclosed_items_are_carried_over_in_order() {
    let agenda = "agenda:\n  - { issue: 4, closing: true }\n  - { issue: 3 }\n  - { issue: 1, notes: u }\n  \
                  - { issue: 2 }\n  - { issue: 5, closing: true }\n  - { issue: 9, treated: false }\n  - { issue: 8, notes: u }\n  \
                  - { issue: 6 }\n";
    let views = TestGroup::new()
        .proposal("a", "issue: 1\n")
        .proposal("b", "issue: 2\nstages: [{ stage: frozen, date: 2025-12-26 }]\n")
        .proposal("c", "issue: 3\nstages: [{ stage: approved, date: 2025-12-01 }]\n")
        .proposal("d", "issue: 4\nstages: [{ stage: archived, date: 2025-12-01 }]\n")
        .proposal("e", "issue: 5\nclosed: 2025-12-30\n")
        .proposal("f", "issue: 6\n")
        .file("github.yaml", "issues: { 6: { closed: 2025-12-31T10:00:00Z } }\n")
        // The agenda of a canceled call is carried over too, including items with notes.
        .call("2025-12-25", agenda)
        .views("2026-01-01");
    assert_eq!(issue_numbers(&views.carry_over.items(day("2026-01-08"))), [4, 3, 1, 9, 8]);
}

#[test]
fn an_item_listed_twice_is_carried_over() {
    for (agenda, topic) in [("notes: u", "treated: false"), ("notes: u", "title: T")] {
        let call = format!("agenda: [{{ issue: 1, {agenda} }}]\ntopics: [{{ issue: 1, {topic} }}]\n");
        let views = TestGroup::new().proposal("a", "issue: 1\n").call("2026-01-22", call).views("2026-01-23");
        let subject = views.index.proposal_subject(&views.group.proposals[0]).unwrap();
        assert!(views.carry_over.subjects(day("2026-02-12")).contains(&subject), "{agenda} {topic}");
    }
}

/// A call with six items, and the proposals of five of them.
fn before_the_call() -> TestGroup {
    let last = "agenda:\n  - { issue: 1, notes: u }\n  - { issue: 2, treated: false, notes: u }\n  \
                - { issue: 3, notes: u }\n  - { issue: 4, notes: u }\n  - { issue: 5, notes: u }\n  - { issue: 9, notes: u }\n";
    TestGroup::new()
        .proposal("a", "issue: 1\ntemplate: { pr: 11 }\n")
        .proposal("b", "issue: 2\n")
        .proposal("c", "issue: 3\nstages: [{ stage: frozen, date: 2026-02-12 }]\n")
        .proposal("d", "issue: 4\nclosed: 2026-02-01\n")
        .proposal("e", "issue: 5\nclosed: 2026-02-13\n")
        .call("2026-01-22", last)
}

/// The issues that the call of 2026-02-12 dropped, and whether the call before it has a file.
fn dropped_issues(group: TestGroup, records: &str) -> (Vec<u32>, bool) {
    let views = group.call("2026-02-12", records).views("2026-02-12");
    let meeting = views.calls.meeting_on(day("2026-02-12")).unwrap();
    (issue_numbers(&views.carry_over.dropped_items(meeting)), views.carry_over.is_last_call_filed(day("2026-02-12")))
}

#[test]
fn active_items_must_not_be_dropped_whether_treated_or_not() {
    let dropped = |records: &str| dropped_issues(before_the_call(), records);
    assert_eq!(dropped("agenda: [{ issue: 2 }]\n"), (vec![1, 5], true));
    assert_eq!(dropped("agenda: [{ pr: 11 }]\ntopics: [{ issue: 5 }]\n"), (vec![2], true));
    assert_eq!(dropped(""), (vec![], true), "it lists nothing");
    assert_eq!(dropped("extra: x\nagenda: [{ issue: 2 }]\n"), (vec![], true));
}

#[test]
fn an_extra_call_does_not_hide_the_regular_one_before_it() {
    let extra = "extra: x\nagenda: [{ issue: 2, notes: u }, { issue: 1, notes: u }]\n";
    let extra = before_the_call().call("2026-02-03", extra);
    assert_eq!(dropped_issues(extra, "agenda: [{ issue: 5 }]\n"), (vec![2, 1], true));
    let weekly = "schedule: { every: 1 week, from: 2026-01-22, start: \"09:00\", end: \"10:00\" }\n";
    let weekly = before_the_call().settings(weekly);
    assert_eq!(dropped_issues(weekly, "agenda: [{ issue: 5 }]\n"), (vec![1, 2], false));
}

#[test]
fn a_canceled_call_does_not_hide_the_call_before_it() {
    let group = TestGroup::new().call("2025-12-11", "agenda: [{ issue: 1 }, { issue: 2, notes: u }]\n");
    let views = group.call("2025-12-25", "agenda: [{ issue: 3 }]\n").views("2026-01-01");
    let carried = views.carry_over.items(day("2026-01-08"));
    let days: Vec<_> = carried.iter().map(|it| it.meeting.date.value).collect();
    assert_eq!((days, issue_numbers(&carried)), (vec![day("2025-12-25"), day("2025-12-11")], vec![3, 1]));
}

#[test]
fn only_a_held_regular_call_is_the_last_one_with_a_file() {
    for (days, expected) in [
        (&["2026-01-08", "2026-01-22", "2026-02-03", "2026-02-12"][..], true),
        // The call of 2026-01-22 has no file.
        (&["2026-01-08", "2026-02-03", "2026-02-12"], false),
        (&["2025-12-11", "2025-12-25", "2026-01-08"], true),
        // No regular call before it has a file, or was held.
        (&["2026-02-03", "2026-02-12"], false),
        (&["2025-12-25", "2026-01-08"], false),
    ] {
        let records = |date: &str| if date == "2026-02-03" { "extra: x\n" } else { "" };
        let group = days.iter().fold(TestGroup::new(), |group, date| group.call(date, records(date)));
        let is_filed = group.views("2026-02-13").carry_over.is_last_call_filed(day(days[days.len() - 1]));
        assert_eq!(is_filed, expected, "{days:?}");
    }
}

/// Whether a proposal at these stages is carried over to the call of 2026-02-26, after these calls.
fn is_carried(stages: &str, january: &str, february: &str) -> bool {
    let agenda = |item: &str| format!("agenda: [{{ issue: 1{item} }}]\n");
    let group = TestGroup::new().proposal("a", format!("issue: 1\nstages: [{stages}]\n"));
    let group = group.call("2026-01-22", agenda(january)).call("2026-02-12", agenda(february));
    !group.views("2026-02-20").carry_over.items(day("2026-02-26")).is_empty()
}

#[test]
fn an_approved_proposal_is_carried_over_until_treated() {
    let (treated, not) = (", notes: u", ", treated: false");
    assert!(is_carried("{ stage: under-review, date: 2026-01-15 }", treated, treated), "not approved yet");
    for stage in ["approved", "onboarding", "onboarded"] {
        let on = |date: &str| format!("{{ stage: {stage}, date: {date} }}");
        assert!(!is_carried(&on("2026-02-05"), not, treated), "{stage}");
        assert!(!is_carried(&on("2026-01-15"), treated, not), "{stage}: an earlier call has treated it");
        assert!(is_carried(&on("2026-02-05"), treated, not), "{stage}: treated before it was approved");
        assert!(is_carried(&on("2026-02-12"), not, treated), "{stage}: reached in the call itself");
        assert!(is_carried(&on("2026-02-19"), treated, treated), "{stage}: reached after the call");
    }
    assert!(!is_carried("approved", not, treated), "since when is unknown");
    let onboarded = "{ stage: approved, date: 2026-01-15 }, { stage: onboarded, date: 2026-02-05 }";
    assert!(is_carried(onboarded, treated, not), "a new stage is treated once more");
    let returned = "{ stage: approved, date: 2025-01-15 }, { stage: frozen, date: 2025-08-01 }, { stage: reactivated, date: 2026-02-05 }";
    assert!(is_carried(returned, treated, not) && !is_carried(returned, not, treated));
}
