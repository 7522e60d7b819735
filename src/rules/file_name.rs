//! The name of a call's file is not its date.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::view::Views;
use chrono::Datelike;

rule! {
    /// A call whose file is named after another day.
    ///
    /// A name that is not a date at all is reported by `unread-file`.
    ///
    /// ## Why
    /// Calls are looked up by the names of their files, and the minutes of a call are written next to it. Two files for
    /// one day would be two calls.
    ///
    /// ## Evidence
    /// The names of the files in `minutes/`, and the `date` in them.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-13.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Fix
    /// Rename the file, or correct its `date`. If a file of the right name exists already, merge the two files.
    "file-name", Files, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let date = meeting.date.value;
    if meeting.stem == date.to_string() {
        return;
    }
    let right = format!("minutes/{date}.yaml");
    let help = if let Some(named) = views.calls.date_from_file_name(meeting) {
        format!("Write `date: {named}`: the schedule has no call on {date}, a {}.", weekday_name(date.weekday()))
    } else if views.group.sources.find_file(&right).is_some() {
        format!("`{right}` exists already: correct the date, or merge the two files.")
    } else {
        format!("Rename the file to `{right}`, or correct the date.")
    };
    let message = format!("the call is on {date}, but its file is named `{}`", meeting.stem);
    out.report(meeting.date.place, message).with_help(help);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn the_help_names_the_new_file_or_says_that_it_exists() {
        let group = TestGroup::new().call("2026-02-12", "").file("minutes/2026-02-27.yaml", "date: 2026-02-26\n");
        let group = group.file("minutes/2026-02-13.yaml", "# the call\ndate: 2026-02-12\n");
        assert_eq!(
            group.findings(NAME),
            [
                "error minutes/2026-02-13.yaml:2:7 the call is on 2026-02-12, but its file is named `2026-02-13` | \
                 `minutes/2026-02-12.yaml` exists already: correct the date, or merge the two files.",
                "error minutes/2026-02-27.yaml:1:7 the call is on 2026-02-26, but its file is named `2026-02-27` | \
                 Rename the file to `minutes/2026-02-26.yaml`, or correct the date.",
            ]
        );
    }
}
