//! What the schedule says of days, and how calls and closings lie in time.

use super::*;
use crate::view::moment::stamped;
use crate::view::tests::{GROUP, day, on};

const MADRID: &str = r#"
name: G
timezone: Europe/Madrid
schedule:
  - { every: 2 weeks, from: 2026-03-16, start: "08:00", end: "09:00", until: 2026-04-30 }
"#;

fn next(group: &str, after: &str) -> Option<String> {
    on(&[("workgroup.yaml", group)], after, |views| views.calendar.next(day(after)).map(|call| stamped(call.start)))
}

#[test]
fn the_next_call_is_after_the_day() {
    assert_eq!(next(GROUP, "2026-02-11").as_deref(), Some("2026-02-12T09:00:00Z"));
    assert_eq!(next(GROUP, "2026-02-12").as_deref(), Some("2026-02-26T15:00:00Z"));
}

#[test]
fn exceptions_are_left_out_or_moved() {
    assert_eq!(next(GROUP, "2025-12-12").as_deref(), Some("2026-01-08T09:00:00Z"));
    assert_eq!(next(GROUP, "2026-05-20").as_deref(), Some("2026-05-27T15:00:00Z"), "with the slot's times");
    on(&[], "2026-05-20", |views| {
        assert!(views.calendar.is_cancelled(day("2026-05-28")));
        assert_eq!(views.calendar.day(day("2026-05-29")), Day::NoSlot);
    });
}

#[test]
fn local_times_hold_across_the_change_of_the_clock_and_a_schedule_ends() {
    assert_eq!(next(MADRID, "2026-03-17").as_deref(), Some("2026-03-30T08:00:00+02:00"));
    assert_eq!(next(MADRID, "2026-04-28"), None);
    on(&[("workgroup.yaml", MADRID)], "2026-03-17", |views| {
        let call = views.calendar.next(views.now.day()).unwrap();
        // Seven calendar days ahead is before the clock goes forward.
        assert_eq!(stamped(views.calendar.closing(&call)), "2026-03-23T08:00:00+01:00");
    });
}

#[test]
fn a_moved_call_keeps_the_later_closing() {
    on(&[], "2026-05-01", |views| {
        let Day::Call(call) = views.calendar.day(day("2026-05-27")) else { panic!() };
        assert_eq!(stamped(views.calendar.closing(&call)), "2026-05-21T15:00:00Z");
    });
}

#[test]
fn a_late_call_ends_on_the_next_day() {
    let file = ("minutes/2026-02-12.yaml", "date: 2026-02-12\nstart: \"23:30\"\n");
    on(&[file], "2026-02-01", |views| {
        assert_eq!(stamped(views.calendar.call(&views.group.meetings[0]).end), "2026-02-13T01:00:00Z");
    });
}

#[test]
fn a_file_may_give_other_times() {
    let file = ("minutes/2026-02-12.yaml", "date: 2026-02-12\nstart: \"10:00\"\n");
    on(&[file], "2026-02-01", |views| {
        let call = views.calendar.call(&views.group.meetings[0]);
        assert_eq!(
            (stamped(call.start), stamped(call.end)),
            ("2026-02-12T10:00:00Z".into(), "2026-02-12T11:30:00Z".into())
        );
    });
}
