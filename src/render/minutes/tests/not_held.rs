//! Minutes of days that the schedule takes out.

use super::last_minutes;
use crate::test_group::TestGroup;

/// The minutes of a call on a day that the schedule takes out, in a style.
fn of_no_call(style: &str, date: &str, call: &str) -> String {
    let group = TestGroup::new().more_settings(format!("style: {style}\n")).proposal("a", "issue: 1\n");
    last_minutes(&group.call(date, call), "2026-06-30")
}

#[test]
fn a_canceled_call_is_printed_as_not_held() {
    for (style, heading) in [("api-backlog", "# 2025-12-25 G Minutes"), ("mom", "# MoM - G - 2025-12-25")] {
        let minutes = of_no_call(style, "2025-12-25", "agenda: [{ issue: 1, notes: early }, { issue: 2 }]\n");
        let (_, text) = minutes.split_once('\n').unwrap();
        let link = |number: u32| format!("[#{number}](https://github.com/o/r/issues/{number})");
        let expected = format!(
            "{heading} (not held)\n\nThursday 2025-12-25: not held (public holiday).\n\n## Agenda\n\n- {} A\n- {}\n\n\
             ## Notes\n\n- {} A: early\n\n## Next call\n\nThursday 2026-01-08, 09:00 to 10:30 UTC. Its agenda closes on \
             2026-01-01 09:00 UTC.\n",
            link(1),
            link(2),
            link(1)
        );
        assert_eq!(text, expected, "{style}");
    }
}

#[test]
fn a_template_of_canceled_calls_has_its_own_facts() {
    // The other template of style `mom` prints no history.
    let own = "{% for item in agenda %}{{ item.title }}: {{ item.history[0].text | cell }}{% endfor %}";
    let group = TestGroup::new().more_settings("style: mom\n").proposal("a", "issue: 1\nhistory: [Earlier]\n");
    let group = group.file("templates/minutes-not-held.md", own);
    assert_eq!(last_minutes(&group.call("2025-12-25", "agenda: [1]\n"), "2026-06-30"), "A: Earlier\n");
}

#[test]
fn a_moved_call_says_where_it_went() {
    let minutes = of_no_call("api-backlog", "2026-05-28", "");
    let moved = "Minutes (moved)\n\nThursday 2026-05-28: moved to Wednesday 2026-05-27, 15:00 to 16:30 UTC (public \
                 holiday).\n\n## Next call\n\nThursday 2026-06-11,";
    assert!(minutes.contains(moved), "{minutes}");
}

#[test]
fn a_record_against_the_schedule_is_printed_with_the_schedules_reason() {
    let minutes = of_no_call("api-backlog", "2025-12-25", "attendance: { Orange: [Ann Example] }\n");
    assert!(minutes.contains("UTC; the schedule says: not held (public holiday). The agenda closed"), "{minutes}");
    assert!(minutes.contains("| Orange | Ann Example |"), "{minutes}");
}
