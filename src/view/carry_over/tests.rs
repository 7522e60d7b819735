use crate::view::tests::{day, with_views};

#[test]
fn items_missing_in_the_last_call_are_carried_over() {
    let files = [
        ("backlog/a.yaml", "name: A\nissue: 1\n"),
        ("backlog/b.yaml", "name: B\nissue: 2\n"),
        (
            "minutes/2026-01-08.yaml",
            "date: 2026-01-08\nagenda: [{ issue: 1, treated: false }, { issue: 2, notes: u }]\n",
        ),
        ("minutes/2026-01-22.yaml", "date: 2026-01-22\nagenda: [{ issue: 2, notes: u }]\n"),
        ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 2 }]\n"),
    ];
    let numbers = |mentions: Vec<super::Mention>| -> Vec<u32> {
        mentions.iter().filter_map(|it| it.item.issue.as_ref()).map(|issue| issue.number).collect()
    };
    with_views(&files, "2026-01-30", |views| {
        assert_eq!(numbers(views.carry_over.items(day("2026-02-12"))), [2, 1]);
        let call = |date: &str| views.calls.meeting_on(day(date)).unwrap();
        assert_eq!(numbers(views.carry_over.missing(call("2026-02-12"))), [1]);
        assert_eq!(numbers(views.carry_over.dropped(call("2026-02-12"))), [1], "it can still be corrected");
        assert_eq!(numbers(views.carry_over.dropped(call("2026-01-22"))), [1]);
    });
    with_views(&files, "2026-02-13", |views| {
        let call = views.calls.meeting_on(day("2026-02-12")).unwrap();
        assert_eq!(numbers(views.carry_over.dropped(call)), [0; 0], "it was lost in the call before");
    });
}

#[test]
fn active_and_unclosed_items_are_carried_over_in_order() {
    let call = "date: 2025-12-25\nagenda:\n  - { issue: 4, closing: true }\n  - { issue: 3 }\n  - { issue: 1, notes: u }\n  \
                - { issue: 2 }\n  - { issue: 5, closing: true }\n  - { issue: 9, treated: false }\n  - { issue: 8, notes: u }\n  \
                - { issue: 6 }\n";
    let files = [
        ("backlog/a.yaml", "name: A\nissue: 1\n"),
        ("backlog/b.yaml", "name: B\nissue: 2\nstages: [{ stage: frozen, date: 2025-12-26 }]\n"),
        ("backlog/c.yaml", "name: C\nissue: 3\nstages: [{ stage: approved, date: 2025-12-01 }]\n"),
        ("backlog/d.yaml", "name: D\nissue: 4\nstages: [{ stage: archived, date: 2025-12-01 }]\n"),
        ("backlog/e.yaml", "name: E\nissue: 5\nclosed: 2025-12-30\n"),
        ("backlog/f.yaml", "name: F\nissue: 6\n"),
        ("github.lock", "issues: { 6: { closed: 2025-12-31T10:00:00Z } }\n"),
        // The agenda of a canceled call is carried over too, including items with notes.
        ("minutes/2025-12-25.yaml", call),
    ];
    let carried = with_views(&files, "2026-01-01", |views| {
        let carried = views.carry_over.items(day("2026-01-08"));
        carried.iter().map(|it| it.item.issue.as_ref().unwrap().number).collect::<Vec<_>>()
    });
    assert_eq!(carried, [4, 3, 1, 9, 8]);
}

#[test]
fn an_item_listed_twice_is_carried_over() {
    for (agenda, topic) in [("notes: u", "treated: false"), ("notes: u", "title: T")] {
        let call = format!("date: 2026-01-22\nagenda: [{{ issue: 1, {agenda} }}]\ntopics: [{{ issue: 1, {topic} }}]\n");
        let files = [("backlog/a.yaml", "name: A\nissue: 1\n"), ("minutes/2026-01-22.yaml", call.as_str())];
        let is_carried = with_views(&files, "2026-01-23", |views| {
            let subject = views.index.proposal_subject(&views.group.proposals[0]).unwrap();
            views.carry_over.subjects(day("2026-02-12")).contains(&subject)
        });
        assert!(is_carried, "{agenda} {topic}");
    }
}

/// The issues that the call of 2026-02-12 dropped, and whether the call before it has a file.
fn dropped_issues(agenda: &str, more: &[(&str, &str)]) -> (Vec<u32>, bool) {
    let last = "date: 2026-01-22\nagenda:\n  - { issue: 1, notes: u }\n  - { issue: 2, treated: false, notes: u }\n  \
                - { issue: 3, notes: u }\n  - { issue: 4, notes: u }\n  - { issue: 5, notes: u }\n  - { issue: 9, notes: u }\n";
    let call = format!("date: 2026-02-12\n{agenda}");
    let mut files = vec![
        ("backlog/a.yaml", "name: A\nissue: 1\ntemplate: { pr: 11 }\n"),
        ("backlog/b.yaml", "name: B\nissue: 2\n"),
        ("backlog/c.yaml", "name: C\nissue: 3\nstages: [{ stage: frozen, date: 2026-02-12 }]\n"),
        ("backlog/d.yaml", "name: D\nissue: 4\nclosed: 2026-02-01\n"),
        ("backlog/e.yaml", "name: E\nissue: 5\nclosed: 2026-02-13\n"),
        ("minutes/2026-01-22.yaml", last),
        ("minutes/2026-02-12.yaml", &call),
    ];
    files.extend(more);
    with_views(&files, "2026-02-12", |views| {
        let meeting = views.calls.meeting_on(day("2026-02-12")).unwrap();
        let issues =
            views.carry_over.dropped(meeting).iter().map(|it| it.item.issue.as_ref().unwrap().number).collect();
        (issues, views.carry_over.is_last_call_filed(day("2026-02-12")))
    })
}

#[test]
fn active_items_must_not_be_dropped_whether_treated_or_not() {
    assert_eq!(dropped_issues("agenda: [{ issue: 2 }]\n", &[]), (vec![1, 5], true));
    assert_eq!(dropped_issues("agenda: [{ pr: 11 }]\ntopics: [{ issue: 5 }]\n", &[]), (vec![2], true));
    assert_eq!(dropped_issues("", &[]), (vec![], true), "it lists nothing");
    assert_eq!(dropped_issues("extra: x\nagenda: [{ issue: 2 }]\n", &[]), (vec![], true));
}

#[test]
fn an_extra_call_does_not_hide_the_regular_one_before_it() {
    let extra = (
        "minutes/2026-02-03.yaml",
        "date: 2026-02-03\nextra: x\nagenda: [{ issue: 2, notes: u }, { issue: 1, notes: u }]\n",
    );
    assert_eq!(dropped_issues("agenda: [{ issue: 5 }]\n", &[extra]), (vec![2, 1], true));
    let weekly = "name: G\nschedule: { every: 1 week, from: 2026-01-22, start: \"09:00\", end: \"10:00\" }\n";
    assert_eq!(dropped_issues("agenda: [{ issue: 5 }]\n", &[("workgroup.yaml", weekly)]), (vec![1, 2], false));
}

#[test]
fn a_canceled_call_does_not_hide_the_call_before_it() {
    let files = [
        ("minutes/2025-12-11.yaml", "date: 2025-12-11\nagenda: [{ issue: 1 }, { issue: 2, notes: u }]\n"),
        ("minutes/2025-12-25.yaml", "date: 2025-12-25\nagenda: [{ issue: 3 }]\n"),
    ];
    let carried = with_views(&files, "2026-01-01", |views| {
        let carried = views.carry_over.items(day("2026-01-08"));
        carried
            .iter()
            .map(|it| format!("{} {}", it.meeting.date.value, it.item.issue.as_ref().unwrap().number))
            .collect::<Vec<_>>()
    });
    assert_eq!(carried, ["2025-12-25 3", "2025-12-11 1"]);
}

/// Whether the calls before the last of these days all have files.
fn is_last_call_filed(days: &[(&str, &str)]) -> bool {
    let files: Vec<_> =
        days.iter().map(|(day, more)| (format!("minutes/{day}.yaml"), format!("date: {day}\n{more}"))).collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    with_views(&files, "2026-02-13", |views| {
        let last = views.group.meetings.last().unwrap().date.value;
        views.carry_over.is_last_call_filed(last)
    })
}

#[test]
fn an_extra_call_does_not_replace_the_file_of_a_regular_one() {
    let (first, extra, call) = (("2026-01-08", ""), ("2026-02-03", "extra: x\n"), ("2026-02-12", ""));
    assert!(is_last_call_filed(&[first, ("2026-01-22", ""), extra, call]));
    assert!(!is_last_call_filed(&[first, extra, call]), "the call of 2026-01-22 has no file");
    assert!(!is_last_call_filed(&[extra, call]), "no regular call has a file");
}

#[test]
fn a_canceled_call_is_not_the_last_one_with_a_file() {
    let (canceled, call) = (("2025-12-25", ""), ("2026-01-08", ""));
    assert!(is_last_call_filed(&[("2025-12-11", ""), canceled, call]));
    assert!(!is_last_call_filed(&[canceled, call]), "no call before it was held");
}

/// Whether a proposal at these stages is carried over to the call of 2026-02-26, after these calls.
fn is_carried(stages: &str, january: &str, february: &str) -> bool {
    let proposal = format!("name: A\nissue: 1\nstages: [{stages}]\n");
    let january = format!("date: 2026-01-22\nagenda: [{{ issue: 1{january} }}]\n");
    let february = format!("date: 2026-02-12\nagenda: [{{ issue: 1{february} }}]\n");
    let files = [
        ("backlog/a.yaml", proposal.as_str()),
        ("minutes/2026-01-22.yaml", &january),
        ("minutes/2026-02-12.yaml", &february),
    ];
    with_views(&files, "2026-02-20", |views| !views.carry_over.items(day("2026-02-26")).is_empty())
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
