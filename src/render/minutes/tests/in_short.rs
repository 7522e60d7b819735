//! The top of minutes: the call in short, and the attendance in each form.

use super::last_minutes;
use crate::render::outputs;
use crate::render::templates::Templates;
use crate::test_group::TestGroup;

/// The records of a call whose minutes have every part in short.
fn full_call() -> TestGroup {
    let stage = "issue: 1\nstages: [{ stage: under-review, date: 2026-02-12, reason: with a note }]\n";
    let call = "attendance: { Orange: [{ name: Ann Example, role: chair }], DT: [{ name: B C, present: false, note: excused }] }\n\
                agenda:\n\
                - { issue: 1, decisions: [\"It goes on:\\n\\n- one\\n- two\"], actions: [{ id: 20260212-01, owners: [DT], text: Ask, due: 2026-02-26 }] }\n\
                - { issue: 2, closing: true, notes: Closed. }\n- { issue: 3, title: Three, treated: false }\n- { issue: 4, treated: false }\n";
    TestGroup::new().proposal("a", stage).proposal("b", "issue: 2\nclosed: 2026-02-13\n").call("2026-02-12", call)
}

/// The section of minutes below a heading.
fn section<'m>(minutes: &'m str, heading: &str) -> &'m str {
    let (_, rest) = minutes.split_once(&format!("\n## {heading}\n\n")).unwrap_or_else(|| panic!("{minutes}"));
    rest.split("\n## ").next().unwrap()
}

#[test]
fn minutes_open_with_the_call_in_short() {
    let link = |number: u32| format!("[#{number}](https://github.com/o/r/issues/{number})");
    for (style, action) in [("api-backlog", "AP 20260212-01"), ("mom", "AP 1")] {
        let minutes = last_minutes(&full_call().more_settings(format!("style: {style}\n")), "2026-06-30");
        let expected = format!(
            "- **Decision:** {one} A: It goes on: …\n- **Stage:** {one} A: Sent to the reviewer for approval (with a note)\n\
             - **Closed:** {two} B (2026-02-13)\n- **{action}** ({one}; Deutsche Telekom; due 2026-02-26): Ask\n\
             - **Not treated:** {three} Three, {four}\n\
             - **Next call:** Thursday 2026-02-26, 15:00 to 16:30 UTC\n",
            one = link(1),
            two = link(2),
            three = link(3),
            four = link(4),
        );
        assert_eq!(section(&minutes, "In short"), expected, "{style}");
    }
}

#[test]
fn drafts_and_canceled_calls_have_nothing_in_short() {
    let group = TestGroup::new().call("2026-02-12", "agenda: [1]\n");
    assert!(!last_minutes(&group, "2026-06-30").contains("In short"));
    let group = TestGroup::new().call("2025-12-25", "agenda: [{ issue: 1, notes: early }]\n");
    assert!(!last_minutes(&group, "2026-06-30").contains("In short"));
    let alone = TestGroup::new().settings("").call("2026-02-12", "attendance: {}\n");
    assert!(!last_minutes(&alone, "2026-06-30").contains("In short"), "no part has content");
}

#[test]
fn an_announcement_that_names_the_next_call_needs_no_label() {
    let short = |next: &str| {
        let group = TestGroup::new().call("2026-02-12", format!("attendance: {{}}\nnext: {next}\n"));
        section(&last_minutes(&group, "2026-06-30"), "In short").to_owned()
    };
    assert_eq!(short("{ text: '**Next call**: in May' }"), "- **Next call**: in May\n");
    assert_eq!(short("{ text: in May }"), "- **Next call:** in May\n");
}

/// The attendance of a call in a form and a style, in a file or converted.
fn attendance(form: &str, style: &str, is_converted: bool) -> String {
    let members = "organizations: [Orange, { name: Deutsche Telekom, aliases: [DT] }, MTN]\n";
    let settings = format!("minutes: {{ style: {style}, attendance: {form} }}\n{members}");
    let group = full_call().settings(settings);
    let views = group.views("2026-06-30");
    let templates = if is_converted { Templates::for_mail(views.group) } else { Templates::new(views.group) }.unwrap();
    let minutes = outputs::render_minutes_with(&templates, &views, views.group.meetings.last().unwrap()).unwrap();
    section(&minutes, "Attendees").to_owned()
}

#[test]
fn the_attendance_has_three_forms() {
    let table = "| Organization | Name |\n| --- | --- |\n| Orange | Ann Example (chair) |\n\
                 | Deutsche Telekom | B C (absent, excused) |\n| MTN |  |\n";
    let folded = format!(
        "**Present:** Ann Example (Orange)\n\n<details>\n<summary>Organizations: 1 of 3</summary>\n\n{table}\n</details>\n"
    );
    let by_organization =
        "- Orange: Ann Example (chair)\n- Deutsche Telekom: B C (absent, excused)\n- Nobody from MTN\n";
    let by_person = "- Ann Example (Orange), chair\n- B C (Deutsche Telekom), absent, excused\n- Nobody from MTN\n";
    for (style, present) in [("api-backlog", by_organization), ("mom", by_person)] {
        assert_eq!(attendance("full", style, false), table, "{style}");
        assert_eq!(attendance("folded", style, false), folded, "{style}");
        assert_eq!(attendance("present", style, false), present, "{style}");
        assert_eq!(attendance("full", style, true), table, "{style}");
        assert_eq!(attendance("folded", style, true), present, "{style}: a mail folds nothing");
    }
}
