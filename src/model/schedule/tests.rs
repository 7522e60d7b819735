use super::slot::WeekInterval;
use super::*;
use crate::model::record::ShapedText;

fn parse_slot(text: &str) -> Option<Cadence> {
    ShapedText::parse_text(text)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn slot_since_2023(cadence: Cadence) -> Slot {
    slot_between(cadence, day("2023-11-09"), None)
}

fn slot_between(cadence: Cadence, since: NaiveDate, until: Option<NaiveDate>) -> Slot {
    Slot { slot: Some(cadence), since: Some(since), until, ..Slot::default() }
}

#[test]
fn the_second_thursday() {
    let slot = slot_since_2023(parse_slot("2nd Thursday").unwrap());
    assert!(slot.falls_on(day("2026-02-12")));
    assert!(!slot.falls_on(day("2026-02-05")));
    assert!(!slot.falls_on(day("2026-02-13")));
    assert!(!slot.falls_on(day("2023-10-12")), "before it held");
}

#[test]
fn the_last_friday_and_every_second_week() {
    assert!(slot_since_2023(parse_slot("last friday").unwrap()).falls_on(day("2026-02-27")));
    assert!(!slot_since_2023(parse_slot("last friday").unwrap()).falls_on(day("2026-01-23")));
    let weekly = slot_since_2023(Cadence::Weekly { weeks: 2, from: day("2023-11-06") });
    assert!(weekly.falls_on(day("2023-11-20")));
    assert!(!weekly.falls_on(day("2023-11-13")));
    assert!(!weekly.falls_on(day("2023-10-23")), "before it began");
}

#[test]
fn a_call_may_end_after_midnight() {
    let check = |start: &str, end: &str| check_times(start.parse().unwrap(), end.parse().unwrap());
    for (start, end) in [("23:00:00", "00:30:00"), ("20:00:00", "08:00:00"), ("00:00:00", "23:59:00")] {
        assert_eq!(check(start, end), Ok(()), "{start} to {end}");
    }
    let refusal = |start, end| check(start, end).unwrap_err();
    assert_eq!(refusal("09:00:00", "09:00:00"), "the call starts and ends at 09:00");
    assert_eq!(
        refusal("15:00:00", "14:30:00"),
        "the call ends before it starts, and 15:00 to 14:30 of the next day is longer than 12 hours"
    );
}

#[test]
fn only_valid_slots_are_parsed() {
    for bad in ["6th thursday", "2nd", "thursday", "2nd thursdy", "every day", ""] {
        assert_eq!(parse_slot(bad), None, "{bad}");
    }
    assert_eq!(WeekInterval::parse_text("0 weeks"), None);
    assert_eq!(WeekInterval::parse_text("2 weeks").map(|weeks| weeks.to_string()).as_deref(), Some("2 weeks"));
}

#[test]
fn a_mistyped_slot_has_a_suggestion() {
    for (text, slot) in [
        ("1st tusday", "1st tuesday"),
        ("frist Thursday", "first thursday"),
        ("forth thurs", "fourth thursday"),
        ("secnd wendesday", "second wednesday"),
        ("3th friday", "3rd friday"),
        ("2 thursday", "2nd thursday"),
        ("2nd-thursday", "2nd thursday"),
        ("2nd thursdays", "2nd thursday"),
        ("every 2nd thursday", "2nd thursday"),
        ("thursday, 2nd", "2nd thursday"),
        ("lst friday", "last friday"),
    ] {
        let suggested = suggest_slot(text);
        assert_eq!(suggested.as_deref(), Some(slot), "{text}");
        assert!(parse_slot(slot).is_some());
    }
    for none in
        ["6th thursday", "10 thursday", "sixth monday", "2nd", "thursday", "2nd and 4th thursday", "2nd month", ""]
    {
        assert_eq!(suggest_slot(none), None, "{none}");
    }
    for (text, every) in [("2 wekks", "2 weeks"), ("2weeks", "2 weeks"), ("2", "2 weeks"), ("weekly", "1 week")] {
        assert_eq!(suggest_every(text).as_deref(), Some(every), "{text}");
    }
    for none in ["0 weeks", "99 weeks", "2 months", "daily", ""] {
        assert_eq!(suggest_every(none), None, "{none}");
    }
}

#[test]
fn the_days_of_a_slot_are_those_that_it_falls_on() {
    let (first, last) = (day("2026-01-02"), day("2027-03-31"));
    let weekly = Cadence::Weekly { weeks: 3, from: day("2026-02-04") };
    let cadences = ["5th monday", "1st friday", "last sunday"].map(|text| parse_slot(text).unwrap());
    for cadence in cadences.into_iter().chain([weekly]) {
        let slot = slot_between(cadence, day("2026-01-09"), Some(day("2027-03-01")));
        let expected: Vec<_> =
            first.iter_days().take_while(|day| *day <= last).filter(|day| slot.falls_on(*day)).collect();
        assert!(expected.len() > 3);
        assert_eq!(slot.days_between(first, last).collect::<Vec<_>>(), expected);
        assert_eq!(slot.days_between(last, first).count(), 0);
    }
}
