//! A scheduled call has passed and has no file.

use super::{Findings, rule};
use crate::source::Place;
use crate::view::Views;

rule! {
    /// A scheduled call that is over and has neither a file in `minutes/` nor an exception saying that it was not held.
    ///
    /// ## Why
    /// Histories, freezes and absences are counted in calls. A call that nobody recorded looks like a call in which
    /// nothing was said, and what it opened or closed is lost.
    ///
    /// ## Evidence
    /// The schedule and its exceptions, and the files in `minutes/`, from `records.complete-since` on; without that
    /// key, from the first file on. The rule is silent while a file in `minutes/` cannot be read. A call whose file has
    /// a wrong date is reported by `off-schedule-meeting` or `file-name` instead.
    ///
    /// ## Bad, on 2026-02-27
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Bad, on 2026-06-01
    /// ```yaml minutes/2026-05-14.yaml
    /// date: 2026-05-14
    /// ```
    ///
    /// ## Good, on 2026-01-09
    /// ```yaml minutes/2025-12-11.yaml
    /// date: 2025-12-11
    /// ```
    /// ```yaml minutes/2026-01-08.yaml
    /// date: 2026-01-08
    /// ```
    ///
    /// ## Good, on 2026-02-26
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Fix
    /// Record what is known about the call: `backlog new-meeting DATE` creates its file. If it was not held, record
    /// that: `backlog cancel-meeting DATE --reason WHY`. If it was held on another day, add the two days to `moved` in
    /// `workgroup.yaml`.
    "missing-meeting", Schedule, Warn, Group(check), reports missing_data
}

fn check(views: &Views, out: &mut Findings) {
    let begin = match views.workgroup.records.complete_since {
        None => " If older calls have no files: `backlog set workgroup records.complete-since=DATE`.",
        Some(_) => "",
    };
    for date in views.calls.missing().into_iter().map(|call| call.date) {
        let place = views.calendar.entry_place(date).unwrap_or(Place::file_start(views.workgroup.file));
        let help = format!(
            "Record what is known about it: `backlog new-meeting {date}`; if it was not held: `backlog cancel-meeting \
             {date} --reason WHY`.{begin}"
        );
        out.report(place, format!("the call of {date} is over but has no file")).with_help(help).on_day(date);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const GROUP: &str = "schedule:\n  - { slot: 2nd thursday, start: '09:00', end: '10:30' }\nexceptions:\n  \
                         - { date: 2026-04-09, moved-to: 2026-04-10, reason: holiday }\n";

    #[test]
    fn findings_are_at_the_slot_or_the_exception() {
        let group = TestGroup::new().settings(format!("{GROUP}records: {{ complete-since: 2026-03-01 }}\n"));
        let at = |now: &str| group.findings_on(NAME, now);
        assert!(at("2026-03-12T10:29").is_empty());
        assert_eq!(
            at("2026-04-11"),
            [
                "warning workgroup.yaml:3:5 the call of 2026-03-12 is over but has no file | Record what is known \
                 about it: `backlog new-meeting 2026-03-12`; if it was not held: `backlog cancel-meeting 2026-03-12 --reason \
                 WHY`.",
                "warning workgroup.yaml:5:5 the call of 2026-04-10 is over but has no file | Record what is known \
                 about it: `backlog new-meeting 2026-04-10`; if it was not held: `backlog cancel-meeting 2026-04-10 --reason \
                 WHY`.",
            ]
        );
    }

    #[test]
    fn files_with_a_wrong_date_are_left_to_other_rules() {
        let at = |path: &str, date: &str| {
            let group = TestGroup::new().settings(GROUP).call("2026-02-12", "").file(path, format!("date: {date}\n"));
            group.findings_on(NAME, "2026-03-13").len()
        };
        assert_eq!(at("minutes/2026-02-13.yaml", "2026-02-13"), 1, "the call of February has its own");
        assert_eq!(at("minutes/2026-03-13.yaml", "2026-03-13"), 0);
        assert_eq!(at("minutes/2026-03-12.yaml", "2026-05-14"), 0);
    }

    #[test]
    fn without_a_first_file_or_with_an_unread_one_the_rule_is_silent() {
        let count = |group: &TestGroup| group.findings_on(NAME, "2026-03-13").len();
        let empty = TestGroup::new().settings(GROUP);
        let first = empty.clone().call("2026-01-08", "");
        assert_eq!((count(&empty), count(&first)), (0, 2));
        assert_eq!(count(&first.file("minutes/2026-02-12.yaml", "dat: 2026-02-12\n")), 0);
    }
}
