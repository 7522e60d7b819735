//! A generated file no longer says what the records say, or is missing.

use super::{Findings, Found, rule};
use crate::error::Error;
use crate::render::outputs::{self, State};
use crate::source::Place;
use crate::view::Views;

rule! {
    /// A generated file that does not say what the records say, or that is missing: the minutes of a call, or the
    /// table.
    ///
    /// Minutes that a later call has approved are sealed, and so are not compared. A file that would have nothing to
    /// print is not missed: the table of a group without proposals, the draft of a call with nothing on its agenda.
    ///
    /// ## Why
    /// People read the generated files. When a record is changed and they are not regenerated, the group
    /// has two truths, which is what this program is there to end.
    ///
    /// ## Evidence
    /// The generated files. The rule is silent while a record cannot be read, and when a command that writes a record
    /// runs it. `backlog render --check` answers this question alone.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// ```
    /// ```markdown backlog/README.md
    /// <!-- backlog:table:begin -->
    /// A table of last year.
    /// <!-- backlog:table:end -->
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda: [{ issue: 63, treated: false }]
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Mend
    /// Run `backlog render` or `backlog check --fix`. A file that the program did not make, and that stands where one of its own
    /// belongs, is yours to move away.
    Files, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    if !views.group.problems.is_empty() {
        return;
    }
    let stale = match outputs::stale(views, false) {
        Ok(stale) => stale,
        Err(error @ Error::Template { .. }) => {
            let help = "Mend the template, or remove it to use the built-in one.";
            out.push(Found::at(Place::top(views.workgroup.file), error.to_string()).help(help));
            return;
        }
        // Two files of one call are found by their names.
        Err(_) => return,
    };
    for file in stale {
        let place = Place::top(file.record.unwrap_or(views.workgroup.file));
        let found = match file.state {
            State::Outdated { .. } => Found::at(place, format!("{} no longer says what the records say", file.path))
                .help("Run `backlog render`."),
            State::Foreign if file.record.is_none() => {
                Found::at(place, format!("{} was not made by backlog", file.path))
                    .help("Move it away, or put the markers of the table into it, then run `backlog render`.")
            }
            State::Foreign => Found::at(place, format!("{} was not made by backlog", file.path))
                .help("Move it away, then run `backlog render`."),
            State::Missing { .. } => continue,
        };
        let call = views.group.meetings.iter().find(|meeting| Some(meeting.file) == file.record);
        out.push(found.on(call.map(|call| call.date.value)));
    }
    for outputs::Missing { path, meeting } in outputs::missing(views) {
        let place = Place::top(meeting.map_or(views.workgroup.file, |meeting| meeting.file));
        let day = meeting.map(|meeting| meeting.date.value);
        out.push(Found::at(place, format!("{path} is missing")).help("Run `backlog render`.").on(day));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::told;

    #[test]
    fn what_would_hold_nothing_is_not_missed() {
        let told = |files: &[(&str, &str)]| told("stale-output", files, "2026-02-12").len();
        assert_eq!(told(&[("workgroup.yaml", "name: G\n"), ("minutes/2026-02-12.yaml", "date: 2026-02-12\n")]), 0);
        assert_eq!(told(&[("backlog/x.yaml", "name: X\nkind: name-change\n")]), 0);
        assert_eq!(told(&[("backlog/x.yaml", "name: X\n")]), 1);
        assert_eq!(told(&[("minutes/2026-02-12.yaml", "date: 2026-02-12\naob: Nothing.\n")]), 1);
        let written = ("minutes/2026-02-12.md", "Written by hand.\n");
        assert_eq!(told(&[("minutes/2026-02-12.yaml", "date: 2026-02-12\naob: Nothing.\n"), written]), 1);
    }

    #[test]
    fn minutes_are_of_the_day_of_their_call() {
        let group = "name: G\nrules: { stale-output: { since: 2026-02-26 } }\n";
        let files = [
            ("workgroup.yaml", group),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\n"),
            ("minutes/2026-02-12.md", "Written by hand.\n"),
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\n"),
            ("minutes/2026-02-26.md", "Written by hand.\n"),
        ];
        let told = told("stale-output", &files, "2026-06-30");
        assert!(told.len() == 1 && told[0].contains("minutes/2026-02-26.md was not made"), "{told:?}");
    }
}
