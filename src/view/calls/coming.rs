//! The calls that are not over yet.

use crate::view::calendar::Call;
use crate::view::calls::Calls;
use chrono::Days;

impl Calls<'_> {
    /// The calls of files and schedule that are not over, including the running one, soonest first.
    pub fn coming_calls(&self) -> impl Iterator<Item = Call> {
        // Yesterday's call may run past midnight.
        let before_yesterday = self.now.day().checked_sub_days(Days::new(2));
        let first = before_yesterday.and_then(|day| self.next_after(day));
        std::iter::successors(first, |call| self.next_after(call.date)).filter(|call| !self.is_over(call))
    }

    /// The calls that can still be moved or canceled: scheduled calls that have not begun, soonest first.
    pub fn movable_calls(&self) -> impl Iterator<Item = Call> {
        self.coming_calls().filter(|call| self.calendar.has_call(call.date) && !self.has_begun(call))
    }

    /// The scheduled calls that are not over and have no file, soonest first.
    pub fn coming_without_file(&self) -> impl Iterator<Item = Call> {
        self.coming_calls().filter(|call| self.meeting_on(call.date).is_none())
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;
    use crate::view::calendar::Call;

    fn extra() -> TestGroup {
        TestGroup::new().call("2026-02-20", "extra: much to do\nstart: \"12:00\"\n")
    }

    /// The days of the first two calls.
    fn first_two(calls: impl Iterator<Item = Call>) -> [String; 2] {
        let mut days = calls.map(|call| call.date.to_string());
        std::array::from_fn(|_| days.next().unwrap_or_default())
    }

    #[test]
    fn a_call_is_the_next_one_until_its_end() {
        let at = |now: &str| first_two(extra().views(now).calls.coming_calls());
        assert_eq!(at("2026-02-12"), ["2026-02-12", "2026-02-20"]);
        assert_eq!(at("2026-02-12T10:29Z"), ["2026-02-12", "2026-02-20"]);
        assert_eq!(at("2026-02-12T10:30Z"), ["2026-02-20", "2026-02-26"]);
        assert_eq!(at("2025-12-12"), ["2026-01-08", "2026-01-22"], "one is not held");
    }

    #[test]
    fn the_times_of_its_file_say_when_a_call_is_over() {
        for (times, now, expected) in [
            ("end: \"09:30\"\n", "2026-02-12T09:29Z", ["2026-02-12", "2026-02-26"]),
            ("end: \"09:30\"\n", "2026-02-12T09:30Z", ["2026-02-26", "2026-03-12"]),
            ("start: \"23:30\"\n", "2026-02-13T00:59Z", ["2026-02-12", "2026-02-26"]),
            ("start: \"23:30\"\n", "2026-02-13T01:00Z", ["2026-02-26", "2026-03-12"]),
        ] {
            let views = TestGroup::new().call("2026-02-12", times).views(now);
            assert_eq!(first_two(views.calls.coming_calls()), expected, "{now}");
        }
    }

    #[test]
    fn a_call_of_the_schedule_can_be_moved_until_it_begins() {
        let at = |now: &str| first_two(extra().views(now).calls.movable_calls());
        assert_eq!(at("2026-02-12T08:59Z"), ["2026-02-12", "2026-02-26"]);
        assert_eq!(at("2026-02-12T09:00Z"), ["2026-02-26", "2026-03-12"]);
    }

    #[test]
    fn the_running_call_comes_first_among_those_without_a_file() {
        let at = |now: &str| first_two(extra().call("2026-02-26", "").views(now).calls.coming_without_file());
        assert_eq!(at("2026-02-12T09:10Z"), ["2026-02-12", "2026-03-12"]);
        assert_eq!(at("2026-02-13"), ["2026-03-12", "2026-03-26"]);
    }
}
