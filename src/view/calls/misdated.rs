//! Files of calls with a wrong day, and the call that each is meant for.

use crate::model::meeting::Meeting;
use crate::model::schedule::days_around;
use crate::model::when::parse_day;
use crate::view::calendar::ScheduledDay;
use crate::view::calls::Calls;
use chrono::NaiveDate;

/// How many days before and after a date to search for the likely one.
const NEAR_DAYS: i64 = 6;

impl Calls<'_> {
    /// Whether a call is on a day without a slot or a moved call, and its file does not say why it is held. Unknown if
    /// no slot is in force.
    pub fn is_off_schedule(&self, meeting: &Meeting) -> bool {
        let day = meeting.date.value;
        meeting.extra.is_none()
            && self.calendar.is_in_force(day)
            && self.calendar.scheduled_day(day) == ScheduledDay::NoSlot
    }

    /// The nearest day with a held call, at most three days away; the earlier of two.
    pub fn nearest(&self, day: NaiveDate) -> Option<NaiveDate> {
        days_around(day, 3).find(|near| self.call_on(*near).is_some())
    }

    /// The likely day of a file whose date is wrong: the day in its name or, if its date is off the schedule, the
    /// nearest day within a week, the earlier of two. Only the day of a call without a file counts. `None` for every
    /// other file.
    pub fn likely_date(&self, meeting: &Meeting) -> Option<NaiveDate> {
        let is_free = |day: &NaiveDate| self.calendar.has_call(*day) && self.meeting_on(*day).is_none();
        let date_in_name = parse_day(&meeting.stem).filter(|day| *day != meeting.date.value).filter(is_free);
        if date_in_name.is_some() || !self.is_off_schedule(meeting) {
            return date_in_name;
        }
        days_around(meeting.date.value, NEAR_DAYS).find(is_free)
    }

    /// The day in the name of a file, if that is the day of a call and the date in the file is not: then the date is
    /// wrong.
    pub fn date_from_file_name(&self, meeting: &Meeting) -> Option<NaiveDate> {
        let date = meeting.date.value;
        let has_none = meeting.extra.is_none() && !self.calendar.has_call(date);
        self.likely_date(meeting).filter(|day| has_none && parse_day(&meeting.stem) == Some(*day))
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn the_nearest_call_is_a_held_one() {
        let views = TestGroup::new().views("2026-02-12");
        assert_eq!(views.calls.nearest(day("2025-12-24")), None, "the call of 2025-12-25 is canceled");
        assert_eq!(views.calls.nearest(day("2026-05-29")), Some(day("2026-05-27")), "the call of 2026-05-28 was moved");
        assert_eq!(views.calls.nearest(day("2026-02-11")), Some(day("2026-02-12")));
    }

    #[test]
    fn a_file_off_the_schedule_likely_belongs_to_a_call_without_file() {
        for (stem, text, expected) in [
            ("2026-02-27", "date: 2026-02-27\n", Some("2026-02-26")),
            ("2026-02-13", "date: 2026-02-13\n", None),
            ("2026-02-19", "date: 2026-02-19\n", None),
            ("2026-03-26", "date: 2025-03-26\n", Some("2026-03-26")),
            ("2026-05-27", "date: 2026-05-28\n", Some("2026-05-27")),
            ("2026-02-26", "date: 2026-03-12\n", Some("2026-02-26")),
            ("2026-02-27", "date: 2026-02-27\nextra: the chair is away before\n", None),
            ("2026-02-26", "date: 2026-02-26\n", None),
            ("2020-02-27", "date: 2020-02-27\n", None),
        ] {
            let group = TestGroup::new().call("2026-02-12", "").file(format!("minutes/{stem}.yaml"), text);
            let views = group.views("2026-06-30");
            let meeting = views.group.meetings.iter().find(|meeting| meeting.date.value != day("2026-02-12")).unwrap();
            assert_eq!(views.calls.likely_date(meeting), expected.map(day), "{stem}: {text}");
        }
    }
}
