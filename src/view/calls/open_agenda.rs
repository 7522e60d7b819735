//! The next call whose agenda is still open.

use crate::model::when::When;
use crate::view::calendar::Call;
use crate::view::calendar::closing::Closing;
use crate::view::calls::Calls;
use crate::view::moment::is_later;
use chrono::NaiveDate;

impl Calls<'_> {
    /// The first call after a day, from files and schedule, whose agenda is open at a given time. `None` if the
    /// schedule ends before.
    pub fn next_with_open_agenda(&self, after: NaiveDate, comes: When) -> Option<Call> {
        let calls = std::iter::successors(self.next_after(after), |call| self.next_after(call.date));
        calls.into_iter().find(|call| !self.is_after_closing(comes, self.calendar.closing(call)))
    }

    /// Whether a time is after the closing of an agenda; a day alone is in time on the day of the closing.
    pub fn is_after_closing(&self, when: When, closing: Closing) -> bool {
        is_later(when, closing.as_when(), self.workgroup.timezone)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::when::When;
    use crate::test_group::{TestGroup, day};

    #[test]
    fn the_first_call_whose_agenda_has_not_closed() {
        let joined = |group: &TestGroup, comes: &str| {
            let views = group.views("2026-02-01");
            let call = views.calls.next_with_open_agenda(day("2026-02-01"), When::parse(comes).unwrap());
            call.map(|call| call.date)
        };
        let group = TestGroup::new();
        assert_eq!(joined(&group, "2026-02-05"), Some(day("2026-02-12")), "a bare day is in time on that day");
        assert_eq!(joined(&group, "2026-02-05T09:00:01Z"), Some(day("2026-02-26")));
        let extra = group.clone().call("2026-02-20", "extra: much to do\n");
        assert_eq!(joined(&extra, "2026-02-05T09:00:01Z"), Some(day("2026-02-20")), "a file counts");
        assert_eq!(joined(&extra, "2026-02-19T15:00Z"), Some(day("2026-02-26")));
        assert_eq!(joined(&group.settings(""), "2026-02-05"), None);
    }
}
