//! Minutes in the cases that no repository of the tests has.

mod in_short;
mod not_held;

use crate::render::outputs;
use crate::test_group::TestGroup;

/// The minutes of the last call of a group.
fn last_minutes(group: &TestGroup, now: &str) -> String {
    let views = group.views(now);
    outputs::render_minutes(&views, views.group.meetings.last().unwrap()).unwrap()
}

/// The minutes of the last of these calls, in style `mom`.
fn render_last(calls: &[&str]) -> String {
    let schedule = "schedule: [{ every: 2 weeks, from: 2026-02-02, start: \"08:00\", end: \"09:00\" }]\n";
    let group = TestGroup::new().settings(format!("minutes: {{ style: mom }}\n{schedule}"));
    let add_call = |group: TestGroup, call: &&str| group.file(format!("minutes/{}.yaml", &call[6..16]), *call);
    last_minutes(&calls.iter().fold(group, add_call), "2026-06-30")
}

#[test]
fn two_items_with_one_title_have_their_own_notes() {
    let minutes = render_last(&[
        "date: 2026-02-02\nagenda:\n  - { title: Others, notes: one }\n  - { title: Others, notes: two }\n",
    ]);
    assert!(minutes.contains("| Others |  | one |\n| Others |  | two |\n"), "{minutes}");
}

#[test]
fn a_repeated_item_refers_to_its_first_row() {
    let group = TestGroup::new().proposal("a", "issue: 1\nsummary: What it is.\nowners: [MTN]\n");
    let call = "topics: [{ issue: 1, notes: news }, { issue: 1, notes: more news }]\n\
                agenda: [{ issue: 1, notes: one }, { issue: 1, notes: two }]\n";
    let minutes = last_minutes(&group.call("2026-02-12", call), "2026-06-30");
    let rows: Vec<&str> = minutes.lines().filter(|line| line.contains("**A**")).collect();
    let [first, second] = rows[..] else { panic!("{minutes}") };
    assert!(first.contains("What it is.") && first.contains("one<br/>") && first.contains("two"), "{first}");
    assert!(second.ends_with(" |  | **A** | See the first row of this item. |"), "{second}");
    assert_eq!(minutes.matches("What it is.").count(), 2, "once as a topic, once on the agenda: {minutes}");
    assert_eq!(minutes.matches("more news").count(), 2, "in its topic and in the history: {minutes}");
}

#[test]
fn in_style_mom_a_repeated_planned_item_is_empty() {
    let minutes = render_last(&[
        "date: 2026-02-02\nagenda: [{ title: A, notes: one }, { title: A }, { title: A, treated: false }]\n",
    ]);
    assert!(minutes.contains("| A |  | one |\n| A |  |  |\n| A |  | Not treated |\n"), "{minutes}");
}

#[test]
fn numbers_of_the_file_are_printed_and_others_follow_them() {
    let own = "actions:\n  - { id: 2, text: a }\n  - { text: b }\n  - { id: 9999999999, text: c }\n  \
               - { id: 4294967295, text: d }\n  - { text: e }\n";
    let minutes = render_last(&[&format!("date: 2026-02-02\n{own}")]);
    let rows = "| 2. a |  |\n| 3. b |  |\n| 4. c |  |\n| 4294967295. d |  |\n| 4294967295. e |  |\n";
    assert!(minutes.contains(rows), "{minutes}");
}

#[test]
fn plain_numbers_restart_with_every_call() {
    let call = |day: &str, text: &str| format!("date: {day}\nregister: [{{ id: 1, text: {text}, status: open }}]\n");
    let minutes = render_last(&[&call("2026-02-02", "one"), &call("2026-02-16", "two")]);
    assert!(minutes.contains("| 1. two |  |") && !minutes.contains("one"), "{minutes}");
}

#[test]
fn what_was_said_about_earlier_action_points_is_printed() {
    let first = "date: 2026-02-02\nactions: [{ id: 20260202-01, owners: [A], text: one, due: 2026-02-16 }]\n";
    let minutes =
        render_last(&[first, "date: 2026-02-16\naction-updates: [{ id: 20260202-01, status: closed, note: n }]\n"]);
    assert!(minutes.contains("| 2026-02-02: one | A | closed: n |"), "{minutes}");
    let minutes = render_last(&["date: 2026-02-02\nregister: [{ id: 20260119-01, text: one }]\n"]);
    assert!(minutes.contains("| 2026-01-19: one |  | open |"), "{minutes}");
}

#[test]
fn an_empty_attendance_is_not_an_unknown_one() {
    assert!(render_last(&["date: 2026-02-02\nattendance: {}\n"]).contains("## Attendees\n\nNobody attended.\n"));
    assert!(
        render_last(&["date: 2026-02-02\nprevious-minutes: approved\n"]).contains("Attendance was not recorded.\n")
    );
    assert!(render_last(&["date: 2026-02-02\n"]).contains("To be recorded.\n"));
}

#[test]
fn the_next_meeting_is_announced_once() {
    let next = |next: &str| {
        let minutes = render_last(&[&format!("date: 2026-02-02\nnext: {next}\n")]);
        minutes.lines().last().unwrap().to_owned()
    };
    assert_eq!(next("2026-02-16"), "- Next meeting: 2026-02-16");
    assert_eq!(next("{ date: 2026-02-16, text: at noon }"), "- Next meeting: 2026-02-16, at noon");
    assert_eq!(
        next("{ date: 2026-02-16, text: The next meeting is on the 16th }"),
        "- The next meeting is on the 16th"
    );
    assert_eq!(next("{ text: \"\\\\# next meeting?\" }"), "- \\# next meeting?");
}

#[test]
fn the_times_are_printed_if_they_are_known() {
    let date = |call: &str| render_last(&[call]).lines().nth(3).unwrap().to_owned();
    assert_eq!(date("date: 2026-02-02\n"), "**Date:** Monday 2026-02-02, 08:00 to 09:00 UTC");
    assert_eq!(date("date: 2026-02-04\nextra: x\n"), "**Date:** Wednesday 2026-02-04; an extra call: x");
    let late = "date: 2026-02-04\nextra: x\nstart: \"23:00\"\nend: \"00:30\"\n";
    assert_eq!(date(late), "**Date:** Wednesday 2026-02-04, 23:00 to 00:30 UTC; an extra call: x");
    assert_eq!(date("date: 2026-01-19\n"), "**Date:** Monday 2026-01-19", "before the schedule");
    assert_eq!(date("date: 2026-01-19\nstart: \"10:00\"\n"), "**Date:** Monday 2026-01-19, 10:00 to 11:00 UTC");
}

#[test]
fn the_next_call_is_printed_if_it_is_known() {
    assert!(render_last(&["date: 2026-01-19\n"]).ends_with("\n## Action points\n\nNone.\n"), "before the schedule");
    let stated = "date: 2026-01-19\nstart: \"10:00\"\n";
    assert!(render_last(&[stated]).ends_with("\n## AOB\n\n- Next meeting: Monday 2026-02-02, 08:00 to 09:00 UTC\n"));
    assert!(render_last(&["date: 2026-01-19\naob: Nothing.\n"]).ends_with("\n## AOB\n\nNothing.\n"));
    let schedule = "schedule: [{ slot: 1st monday, start: \"23:00\", end: \"00:30\", since: 2026-02-01 }]\n";
    let minutes = |date: &str| last_minutes(&TestGroup::new().settings(schedule).call(date, ""), "2026-06-30");
    let next = "\n## Next call\n\nMonday 2026-03-02, 23:00 to 00:30 UTC. Its agenda closes on 2026-02-23 23:00 UTC.\n";
    assert!(minutes("2026-02-02").ends_with(next), "{}", minutes("2026-02-02"));
    assert!(minutes("2026-01-19").ends_with("\n## Action Points\n\nNone.\n"), "{}", minutes("2026-01-19"));
}

#[test]
fn the_agenda_lists_topics_and_items() {
    let items = "topics: [{ title: News }, { kind: scope-enhancement, issue: 7, title: T }]\n\
                 agenda: [{ title: Slot }, { issue: 8, title: U, added: 2026-02-01, exception: urgent }, { issue: 9, closing: true }]\n";
    let minutes = render_last(&[&format!("date: 2026-02-02\n{items}")]);
    let list = "## Agenda\n\n1. News\n2. (scope enhancement) #7 T\n3. Slot\n4. #8 U (late, with an exception: urgent)\n5. #9 (to be closed)\n\n";
    assert!(minutes.contains(list), "{minutes}");
}

#[test]
fn time_alone_changes_no_minutes() {
    let call = "agenda: [{ issue: 1 }, { issue: 5 }, { issue: 6, closing: true }, { issue: 9, exception: \
                urgent }, { issue: 1, added: 2026-02-20 }]\ntopics: [{ issue: 5 }, { title: T, exception: x }]\n";
    for style in ["mom", "api-backlog"] {
        let group = TestGroup::new()
            .more_settings(format!("style: {style}\n"))
            .proposal("a", "issue: 1\n")
            .proposal("b", "issue: 5\n")
            .call("2026-02-12", "")
            .call("2026-02-26", call);
        let (before, after) = (last_minutes(&group, "2026-02-13"), last_minutes(&group, "2026-03-01"));
        assert_eq!(before, after, "{style}");
        assert_eq!(after.matches("(late)").count(), 1, "{style}: the item with a day after the closing: {after}");
        assert!(after.contains("(late, with an exception: urgent)") || style == "api-backlog", "{after}");
    }
}

#[test]
fn a_note_for_a_canceled_call_is_not_called_its_treatment() {
    let group = TestGroup::new().proposal("a", "issue: 1\n");
    let group = group.call("2025-12-25", "agenda: [{ issue: 1, notes: early }]\n");
    let minutes = last_minutes(&group.call("2026-01-08", "agenda: [{ issue: 1 }]\n"), "2026-01-09");
    assert!(minutes.contains("**Dec 25, 2025:** Call not held. early |"), "{minutes}");
}

/// The minutes of 2026-02-12 in style `api-backlog`, with these records.
fn api_backlog(proposal: &str, call: &str) -> String {
    let group = TestGroup::new().file("backlog/a.yaml", proposal);
    let group = group.call("2026-01-22", "agenda: [{ issue: 1, notes: \"one\\n\\ntwo\" }]\n");
    last_minutes(&group.call("2026-02-12", call), "2026-02-13")
}

#[test]
fn days_are_further_apart_than_the_paragraphs_of_one_day() {
    let proposal = "name: A\nissue: 1\nsummary: Why\nhistory: [a, b, { date: 2026-01-08, treated: false }]\n";
    let status = "**Initial context:** Why<br/><br/><br/>a<br/><br/>b<br/><br/><br/>**Jan 8, 2026:** Not treated<br/><br/><br/>\
                  **Jan 22, 2026:** one<br/><br/>two<br/><br/><br/>";
    let minutes = api_backlog(proposal, "agenda: [{ issue: 1, notes: three }]\n");
    let update = format!("| {status}**Meeting update**<br/>**Feb 12, 2026:** three |\n");
    assert!(minutes.contains(&update), "{minutes}");
}

#[test]
fn in_style_mom_the_first_call_shows_what_was_before_it() {
    let proposal =
        "name: A\nissue: 1\ntemplate: { pr: 7 }\nsummary: Why\nhistory: [a, { date: 2026-01-08, treated: false }]\n";
    let settings = "repository: o/r\nminutes: { style: mom }\n";
    let first = TestGroup::new().settings(settings).file("backlog/a.yaml", proposal);
    let first = first.call("2026-01-22", "agenda: [{ issue: 1, notes: one }]\n");
    let row = "The API template is available at [PR#7](https://github.com/o/r/pull/7)<br/>**Initial context:** Why<br/>a<br/>\
               **Jan 8, 2026:** Not treated<br/>**This call:** one |\n";
    let minutes = last_minutes(&first, "2026-06-30");
    assert!(minutes.contains(row), "{minutes}");
    let minutes = last_minutes(&first.call("2026-02-12", "agenda: [{ issue: 1, notes: two }]\n"), "2026-06-30");
    assert!(minutes.contains("| two |\n"), "{minutes}");
}

#[test]
fn an_agenda_in_prose_is_printed_in_both_styles() {
    let minutes = api_backlog("name: A\nissue: 1\n", "outline: First the table.\n");
    assert!(minutes.contains("## Agenda Proposal\n\nFirst the table.\n\n## Approval"), "{minutes}");
    let minutes = api_backlog("name: A\nissue: 1\n", "outline: First the table.\nagenda: [1]\n");
    assert!(minutes.contains("First the table.\n\n- [#1]"), "{minutes}");
    let minutes = render_last(&["date: 2026-02-02\noutline: First the table.\n"]);
    assert!(minutes.contains("## Agenda\n\nFirst the table.\n"), "{minutes}");
}

#[test]
fn an_empty_meeting_update_is_not_printed() {
    let minutes = api_backlog("name: A\nissue: 1\n", "agenda: [{ issue: 1 }, { issue: 9 }]\n");
    assert!(minutes.contains("| **Jan 22, 2026:** one<br/><br/>two |\n"), "{minutes}");
    assert!(minutes.contains("/issues/9) |  |  |  |\n"), "{minutes}");
}

#[test]
fn a_topic_explains_its_proposal() {
    let proposal = "name: A\nissue: 1\nsummary: |\n  What it is.\n\n  - a list\n";
    let minutes = api_backlog(proposal, "topics: [{ issue: 1, kind: information, notes: said }]\n");
    assert!(minutes.contains(" A\n\nWhat it is.\n\n- a list\n\nsaid\n"), "{minutes}");
}

#[test]
fn a_topic_shows_what_calls_without_a_file_said() {
    let group =
        TestGroup::new().file("backlog/a.yaml", "name: A\nissue: 1\nhistory: [{ date: 2026-01-08, notes: one }]\n");
    let minutes = last_minutes(&group.call("2026-02-12", "topics: [{ issue: 1, notes: two }]\n"), "2026-02-13");
    assert!(minutes.contains(" A\n\n**Jan 8, 2026:** one\n\ntwo\n"), "{minutes}");
}

#[test]
fn a_family_is_named_with_the_issues_of_its_members_and_others_list_what_is_related() {
    let link = |number: u32| format!("[#{number}](https://github.com/o/r/issues/{number})");
    let proposal = |kind: &str| format!("name: A\nkind: {kind}\nissue: 1\nrelated: [2, 3]\n");
    let agenda = "agenda: [{ issue: 1, notes: three }]\n";
    let minutes = api_backlog(&proposal("api-family"), agenda);
    let all = format!("{}, {}, {}", link(1), link(2), link(3));
    assert!(minutes.contains(&format!("- {all} A\n")) && minutes.contains(&format!("| {all} |")), "{minutes}");
    let minutes = api_backlog(&proposal("new-api"), agenda);
    assert!(minutes.contains(&format!("- {} A\n", link(1))), "{minutes}");
    assert!(minutes.contains(&format!("yet<br/>Related: {}, {} |", link(2), link(3))), "{minutes}");
}

#[test]
fn a_closed_proposal_says_so_in_the_call_that_closed_it() {
    let closed = |day: &str, item: &str| {
        let proposal = format!("name: A\nissue: 1\nclosed: {day}\n");
        api_backlog(&proposal, &format!("agenda: [{{ issue: 1, {item} }}]\n"))
    };
    let words = "**Feb 12, 2026:** Reminded<br/>closed (2026-02-12) |";
    assert!(closed("2026-02-12", "notes: Reminded").contains(words));
    let later = "**Feb 12, 2026:** Reminded<br/>closed (2026-02-25) |";
    assert!(closed("2026-02-25", "closing: true, notes: Reminded").contains(later));
    let topic = api_backlog("name: A\nissue: 1\nclosed: 2026-02-12\n", "topics: [{ issue: 1, notes: Reminded }]\n");
    assert!(topic.contains("\n\nReminded\n\nclosed (2026-02-12)\n"), "{topic}");
    for (day, item) in [("2026-02-26", "closing: true"), ("2026-02-25", "notes: x"), ("2026-01-22", "notes: x")] {
        let minutes = closed(day, item);
        let (_, update) = minutes.rsplit_once("Meeting update").unwrap_or_default();
        assert!(!update.contains("closed ("), "{day}, {item}: {update}");
    }
}
