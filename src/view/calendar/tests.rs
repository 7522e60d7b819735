//! Days of the schedule, and the times of calls and closings.

use super::*;
use crate::view::moment::format_timestamp;
use crate::view::tests::{GROUP, day, with_views};

const MADRID: &str = r#"
name: G
timezone: Europe/Madrid
schedule:
  - { every: 2 weeks, from: 2026-03-16, start: "08:00", end: "09:00", until: 2026-04-30 }
"#;

fn next_start(group: &str, after: &str) -> Option<String> {
    with_views(&[("workgroup.yaml", group)], after, |views| {
        views.calendar.next_scheduled(day(after)).map(|call| format_timestamp(call.times.unwrap().start))
    })
}

#[test]
fn the_next_call_is_after_the_day() {
    assert_eq!(next_start(GROUP, "2026-02-11").as_deref(), Some("2026-02-12T09:00:00Z"));
    assert_eq!(next_start(GROUP, "2026-02-12").as_deref(), Some("2026-02-26T15:00:00Z"));
}

#[test]
fn exceptions_are_canceled_or_moved() {
    assert_eq!(next_start(GROUP, "2025-12-12").as_deref(), Some("2026-01-08T09:00:00Z"));
    assert_eq!(next_start(GROUP, "2026-05-20").as_deref(), Some("2026-05-27T15:00:00Z"), "with the slot's times");
    with_views(&[], "2026-05-20", |views| {
        assert!(views.calendar.is_canceled(day("2026-05-28")));
        assert_eq!(views.calendar.scheduled_day(day("2026-05-29")), ScheduledDay::NoSlot);
    });
}

#[test]
fn local_times_survive_clock_changes_and_schedules_end() {
    assert_eq!(next_start(MADRID, "2026-03-17").as_deref(), Some("2026-03-30T08:00:00+02:00"));
    assert_eq!(next_start(MADRID, "2026-04-28"), None);
    with_views(&[("workgroup.yaml", MADRID)], "2026-03-17", |views| {
        let call = views.calendar.next_scheduled(views.now.day()).unwrap();
        // Seven calendar days ahead is before the clock goes forward.
        assert_eq!(views.calendar.closing(&call).to_string(), "2026-03-23 08:00 CET");
    });
}

/// The start and end of the call in the only file.
fn format_times(group: &str, file: &str) -> Option<String> {
    let date = file.lines().next().and_then(|line| line.strip_prefix("date: ")).unwrap();
    let path = format!("minutes/{date}.yaml");
    with_views(&[("workgroup.yaml", group), (&path, file)], "2026-02-01", |views| {
        let times = views.calendar.call_for(&views.group.meetings[0]).times;
        times.map(|times| format!("{} {}", format_timestamp(times.start), format_timestamp(times.end)))
    })
}

#[test]
fn a_late_call_ends_on_the_next_day() {
    let late = "date: 2026-02-12\nstart: \"23:30\"\n";
    assert_eq!(format_times(GROUP, late).as_deref(), Some("2026-02-12T23:30:00Z 2026-02-13T01:00:00Z"));
    let stated = format!("{late}end: \"00:30\"\n");
    assert_eq!(format_times(GROUP, &stated).as_deref(), Some("2026-02-12T23:30:00Z 2026-02-13T00:30:00Z"));
    // A slot that ends after midnight, and a file that changes its start.
    let group = "name: G\nschedule: { slot: 2nd thursday, start: \"23:00\", end: \"00:30\" }\n";
    assert_eq!(format_times(group, "date: 2026-02-12\n").as_deref(), Some("2026-02-12T23:00:00Z 2026-02-13T00:30:00Z"));
    let earlier = "date: 2026-02-12\nstart: \"20:00\"\n";
    assert_eq!(format_times(group, earlier).as_deref(), Some("2026-02-12T20:00:00Z 2026-02-12T21:30:00Z"));
}

#[test]
fn a_file_may_state_other_times() {
    let file = "date: 2026-02-12\nstart: \"10:00\"\n";
    assert_eq!(format_times(GROUP, file).as_deref(), Some("2026-02-12T10:00:00Z 2026-02-12T11:30:00Z"));
}

#[test]
fn a_call_outside_the_schedule_has_times_if_its_file_states_a_start() {
    let file = "date: 2026-03-04\nextra: much to do\n";
    assert_eq!(format_times(GROUP, file), None);
    assert_eq!(format_times(GROUP, &format!("{file}end: \"13:00\"\n")), None);
    let stated = format!("{file}start: \"12:00\"\n");
    assert_eq!(
        format_times(GROUP, &stated).as_deref(),
        Some("2026-03-04T12:00:00Z 2026-03-04T13:30:00Z"),
        "as long as usual"
    );
    assert_eq!(format_times("name: G\n", &stated).as_deref(), Some("2026-03-04T12:00:00Z 2026-03-04T13:00:00Z"));
    let on_a_day_off = "date: 2025-12-25\nextra: nobody has a holiday\n";
    assert_eq!(format_times(GROUP, on_a_day_off).as_deref(), Some("2025-12-25T15:00:00Z 2025-12-25T16:30:00Z"));
    let nowhere = "name: G\nmoved: [{ from: 2026-03-02, to: 2026-03-04 }]\n";
    assert_eq!(format_times(nowhere, "date: 2026-03-04\n"), None, "no slot is moved there");
}

#[test]
fn a_call_during_a_clock_change_ends_after_its_start() {
    let at = |start: &str, end: &str| {
        let slot = format!("{{ slot: last sunday, start: \"{start}\", end: \"{end}\" }}");
        let group = format!("name: G\ntimezone: Europe/Madrid\nschedule: {slot}\n");
        format_times(&group, "date: 2026-03-29\n").unwrap()
    };
    assert_eq!(at("02:30", "03:30"), "2026-03-29T03:30:00+02:00 2026-03-29T04:30:00+02:00");
    assert_eq!(at("02:45", "03:15"), "2026-03-29T03:45:00+02:00 2026-03-29T04:15:00+02:00");
    assert_eq!(at("02:30", "04:30"), "2026-03-29T03:30:00+02:00 2026-03-29T04:30:00+02:00", "its end is there");
    assert_eq!(at("01:30", "02:30"), "2026-03-29T01:30:00+01:00 2026-03-29T03:30:00+02:00");
}
