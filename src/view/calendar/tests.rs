//! Days of the schedule, and the times of calls and closings.

use super::*;
use crate::test_group::{TestGroup, day};
use crate::view::moment::format_timestamp;

fn madrid() -> TestGroup {
    TestGroup::new().settings(
        "timezone: Europe/Madrid\nschedule: [{ every: 2 weeks, from: 2026-03-16, start: \"08:00\", end: \"09:00\", until: \
         2026-04-30 }]\n",
    )
}

#[test]
fn the_next_call_is_after_the_day() {
    let usual = TestGroup::new();
    for (group, after, expected) in [
        (&usual, "2026-02-11", Some("2026-02-12T09:00:00Z")),
        (&usual, "2026-02-12", Some("2026-02-26T15:00:00Z")),
        // A call is canceled, or moved with the slot's times.
        (&usual, "2025-12-12", Some("2026-01-08T09:00:00Z")),
        (&usual, "2026-05-20", Some("2026-05-27T15:00:00Z")),
        // Local times survive clock changes, and schedules end.
        (&madrid(), "2026-03-17", Some("2026-03-30T08:00:00+02:00")),
        (&madrid(), "2026-04-28", None),
    ] {
        let views = group.views(after);
        let next = views.calendar.next_scheduled(day(after));
        assert_eq!(next.map(|call| format_timestamp(call.times.unwrap().start)).as_deref(), expected, "{after}");
    }
}

#[test]
fn exceptions_are_canceled_or_moved() {
    let views = TestGroup::new().views("2026-05-20");
    assert!(views.calendar.is_canceled(day("2026-05-28")));
    assert_eq!(views.calendar.scheduled_day(day("2026-05-29")), ScheduledDay::NoSlot);
}

#[test]
fn a_call_may_move_to_a_day_whose_own_is_canceled() {
    let schedule = "schedule: [{ every: 1 week, from: 2026-01-08, start: \"09:00\", end: \"10:00\" }]\n";
    let exceptions = "not-held: [{ date: 2026-02-12 }]\nmoved: [{ from: 2026-02-05, to: 2026-02-12 }]\n";
    let views = TestGroup::new().settings(format!("{schedule}{exceptions}")).views("2026-02-01");
    let is_canceled = |date: &str| views.calendar.is_canceled(day(date));
    assert!(is_canceled("2026-02-05") && !is_canceled("2026-02-12") && !is_canceled("2026-02-19"));
    for date in ["2026-02-05", "2026-02-12", "2026-02-19", "2026-02-20"] {
        let is_not_held = matches!(views.calendar.scheduled_day(day(date)), ScheduledDay::NotHeld(_));
        assert_eq!(is_canceled(date), is_not_held, "{date}");
    }
}

#[test]
fn an_agenda_closes_at_local_time() {
    let views = madrid().views("2026-03-17");
    let call = views.calendar.next_scheduled(views.now.day()).unwrap();
    // Seven calendar days ahead is before the clock goes forward.
    assert_eq!(views.calendar.closing(&call).to_string(), "2026-03-23 08:00 CET");
}

/// The start and end of the call on a day, whose file has these keys.
fn format_times(group: TestGroup, date: &str, keys: &str) -> Option<String> {
    let views = group.call(date, keys).views("2026-02-01");
    let times = views.calendar.call_for(&views.group.meetings[0]).times;
    times.map(|times| format!("{} {}", format_timestamp(times.start), format_timestamp(times.end)))
}

#[test]
fn a_call_has_the_times_of_its_file_or_of_its_slot() {
    let usual = TestGroup::new();
    let late = TestGroup::new().settings("schedule: { slot: 2nd thursday, start: \"23:00\", end: \"00:30\" }\n");
    let bare = TestGroup::new().settings("");
    let moved = TestGroup::new().settings("moved: [{ from: 2026-03-02, to: 2026-03-04 }]\n");
    let extra = "extra: much to do\n";
    let stated = "extra: much to do\nstart: \"12:00\"\n";
    for (group, date, keys, expected) in [
        (&usual, "2026-02-12", "start: \"10:00\"\n", "2026-02-12T10:00:00Z 2026-02-12T11:30:00Z"),
        // A late call ends on the next day.
        (&usual, "2026-02-12", "start: \"23:30\"\n", "2026-02-12T23:30:00Z 2026-02-13T01:00:00Z"),
        (&usual, "2026-02-12", "start: \"23:30\"\nend: \"00:30\"\n", "2026-02-12T23:30:00Z 2026-02-13T00:30:00Z"),
        // A slot that ends after midnight, and a file that changes its start.
        (&late, "2026-02-12", "", "2026-02-12T23:00:00Z 2026-02-13T00:30:00Z"),
        (&late, "2026-02-12", "start: \"20:00\"\n", "2026-02-12T20:00:00Z 2026-02-12T21:30:00Z"),
        // A call outside the schedule has times if its file states a start: it is as long as usual.
        (&usual, "2026-03-04", extra, ""),
        (&usual, "2026-03-04", "extra: much to do\nend: \"13:00\"\n", ""),
        (&usual, "2026-03-04", stated, "2026-03-04T12:00:00Z 2026-03-04T13:30:00Z"),
        (&bare, "2026-03-04", stated, "2026-03-04T12:00:00Z 2026-03-04T13:00:00Z"),
        (&usual, "2025-12-25", extra, "2025-12-25T15:00:00Z 2025-12-25T16:30:00Z"),
        // No slot is moved there.
        (&moved, "2026-03-04", "", ""),
    ] {
        assert_eq!(format_times(group.clone(), date, keys).unwrap_or_default(), expected, "{date}: {keys}");
    }
}

#[test]
fn a_call_during_a_clock_change_ends_after_its_start() {
    let at = |start: &str, end: &str| {
        let slot = format!("{{ slot: last sunday, start: \"{start}\", end: \"{end}\" }}");
        let group = TestGroup::new().settings(format!("timezone: Europe/Madrid\nschedule: {slot}\n"));
        format_times(group, "2026-03-29", "").unwrap()
    };
    assert_eq!(at("02:30", "03:30"), "2026-03-29T03:30:00+02:00 2026-03-29T04:30:00+02:00");
    assert_eq!(at("02:45", "03:15"), "2026-03-29T03:45:00+02:00 2026-03-29T04:15:00+02:00");
    assert_eq!(at("02:30", "04:30"), "2026-03-29T03:30:00+02:00 2026-03-29T04:30:00+02:00", "its end is there");
    assert_eq!(at("01:30", "02:30"), "2026-03-29T01:30:00+01:00 2026-03-29T03:30:00+02:00");
}
