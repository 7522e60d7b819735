//! A call that is not held on its day: why, and when the group meets instead.

use crate::model::meeting::Meeting;
use crate::model::schedule::Exception;
use crate::view::calendar::{Call, CallOrigin, ScheduledDay};
use crate::view::calls::Calls;
use chrono::NaiveDate;

/// A scheduled call that is not held on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotHeld<'g> {
    /// Why, in a few words.
    pub reason: Option<&'g str>,
    /// The day on which it is held instead; `None` for a canceled call.
    pub moved_to: Option<NaiveDate>,
    /// The call that it is moved to, or else the next call.
    pub next: Option<Call>,
}

impl NotHeld<'_> {
    /// `not held (public holiday)` or `moved to 2026-05-27 (public holiday)`.
    pub fn describe_exception(&self) -> String {
        let what = self.moved_to.map_or_else(|| "not held".to_owned(), |day| format!("moved to {day}"));
        let reason = self.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        format!("{what}{reason}")
    }
}

impl<'g> Calls<'g> {
    /// The call that is canceled or moved away from a day; `None` for every other day.
    pub fn not_held_on(&self, date: NaiveDate) -> Option<NotHeld<'g>> {
        let ScheduledDay::NotHeld(exception) = self.calendar.scheduled_day(date) else { return None };
        if self.meeting_on(date).is_some_and(|meeting| self.is_held(meeting)) {
            return None;
        }
        Some(self.not_held_by(exception.value))
    }

    /// The call that an exception cancels or moves.
    pub fn not_held_by<'e>(&self, exception: Exception<'e>) -> NotHeld<'e> {
        let next = match exception.moved_to {
            Some(to) => self.call_on(to),
            None => self.next_after(exception.date),
        };
        NotHeld { reason: exception.reason, moved_to: exception.moved_to, next }
    }

    /// The day that a call was moved from, and why.
    pub fn moved_from(&self, meeting: &Meeting) -> Option<(NaiveDate, Option<&'g str>)> {
        match self.calendar.call_for(meeting).origin {
            CallOrigin::Moved { from } => Some((from, self.calendar.exception_reason(from))),
            CallOrigin::Slot | CallOrigin::Extra => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_canceled_call_has_its_reason_and_the_next_call() {
        for (date, expected) in [
            ("2025-12-25", Some(("not held (public holiday)", "2026-01-08"))),
            ("2026-05-28", Some(("moved to 2026-05-27 (public holiday)", "2026-05-27"))),
            ("2026-01-08", None),
        ] {
            let views = TestGroup::new().views("2026-01-01");
            let found = views.calls.not_held_on(day(date)).map(|it| (it.describe_exception(), it.next.unwrap().date));
            assert_eq!(found, expected.map(|(reason, next)| (reason.to_owned(), day(next))), "{date}");
        }
        let extra = TestGroup::new().call("2025-12-25", "extra: nobody has a holiday\n").views("2026-01-01");
        assert!(extra.calls.not_held_on(day("2025-12-25")).is_none());
    }
}
