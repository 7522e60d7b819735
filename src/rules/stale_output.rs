//! A generated file no longer says what the records say, or is missing.

use super::{Findings, RuleFinding, rule};
use crate::error::Error;
use crate::finding::Finding;
use crate::render::outputs::{self, Outdated, State};
use crate::source::Place;
use crate::view::Views;

rule! {
    /// A generated file that does not say what the records say, or that is missing: the minutes of a call, or the
    /// table.
    ///
    /// Minutes that a later call has approved are sealed, and so are not compared. A file that would have nothing to
    /// print is neither missed nor written: the table of a group without proposals, the draft of a call to come whose
    /// file says only when it is. A call that is over has minutes.
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
    /// ## Bad, on 2026-02-13
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Good, on 2026-02-11
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
    let (outdated, failed) = match outputs::find_outdated_and_errors(views) {
        Ok(outdated_and_failed) => outdated_and_failed,
        Err(error @ Error::Template { .. }) => (Vec::new(), vec![error]),
        // Two files of one call are found by their names.
        Err(_) => return,
    };
    for error in failed {
        let help = "Correct the template, or remove it to use the built-in one.";
        out.push(RuleFinding::new(Place::file_start(views.workgroup.file), error.to_string()).with_help(help));
    }
    for Outdated { path, meeting, state } in outdated {
        let (message, help) = match (state, meeting) {
            (State::Stale { .. }, _) => (format!("{path} no longer says what the records say"), REGENERATE),
            (State::Missing, _) => (format!("{path} is missing"), REGENERATE),
            (State::Foreign, None) => (
                format!("{path} was not made by backlog"),
                "Move it away, or put the markers of the table into it, then run `backlog render`.",
            ),
            (State::Foreign, Some(_)) => {
                (format!("{path} was not made by backlog"), "Move it away, then run `backlog render`.")
            }
        };
        let place = Place::file_start(meeting.map_or(views.workgroup.file, |meeting| meeting.file));
        out.push(RuleFinding::new(place, message).with_help(help).on_day(meeting.map(|meeting| meeting.date.value)));
    }
}

/// The help of what `render` writes.
const REGENERATE: &str = "Run `backlog render`.";

/// Whether `render` does what a finding of this rule asks for: it leaves alone what it did not make.
pub fn is_regenerated(finding: &Finding) -> bool {
    finding.rule == RULE.name && finding.help.as_deref() == Some(REGENERATE)
}

#[cfg(test)]
mod tests {
    use super::is_regenerated;
    use crate::render::outputs;
    use crate::rules::examples::rule_findings;
    use crate::rules::{Overrides, check};
    use crate::view::Views;
    use crate::view::tests::with_views;

    #[test]
    fn what_would_hold_nothing_is_not_missed() {
        let told = |files: &[(&str, &str)]| rule_findings("stale-output", files, "2026-02-11").len();
        assert_eq!(told(&[("workgroup.yaml", "name: G\n"), ("minutes/2026-02-12.yaml", "date: 2026-02-12\n")]), 0);
        assert_eq!(told(&[("backlog/x.yaml", "name: X\nkind: name-change\n")]), 0);
        assert_eq!(told(&[("backlog/x.yaml", "name: X\n")]), 1);
        assert_eq!(told(&[("minutes/2026-02-12.yaml", "date: 2026-02-12\naob: Nothing.\n")]), 1);
        let written = ("minutes/2026-02-12.md", "Written by hand.\n");
        assert_eq!(told(&[("minutes/2026-02-12.yaml", "date: 2026-02-12\naob: Nothing.\n"), written]), 1);
    }

    #[test]
    fn a_call_that_is_over_has_minutes_even_when_its_file_has_only_a_day() {
        let call = ("minutes/2026-02-12.yaml", "date: 2026-02-12\n");
        let approving = ("minutes/2026-02-26.yaml", "date: 2026-02-26\napproval: approved\n");
        let found = |files: &[(&str, &str)], day: &str| rule_findings("stale-output", files, day).len();
        assert_eq!(found(&[call], "2026-02-12T10:29"), 0);
        assert_eq!(found(&[call], "2026-02-12T10:30"), 1);
        assert_eq!(found(&[call, approving], "2026-02-27"), 2, "approved minutes that are not there");
    }

    /// The same records with these generated files.
    fn with_generated<'g>(views: &Views<'g>, files: &[(String, String)]) -> Views<'g> {
        let mut views = Views::new(views.group, views.workgroup, views.now);
        views.generated = Some(files.iter().cloned().collect());
        views
    }

    #[test]
    fn what_is_found_is_what_is_written() {
        let files = [
            ("backlog/x.yaml", "name: X\n"),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\n"),
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\n"),
        ];
        with_views(&files, "2026-02-13", |views| {
            assert_eq!(outputs::find_outdated(views).unwrap(), [], "nobody has looked");
            let views = with_generated(views, &[]);
            let outdated = outputs::find_outdated(&views).unwrap();
            let texts = outputs::generate_texts(&outdated, &views).unwrap();
            let paths: Vec<_> = outdated.iter().map(|file| file.path.as_str()).collect();
            assert_eq!(paths, ["backlog/README.md", "minutes/2026-02-12.md"]);
            assert!(texts.iter().all(Option::is_some));
            let found = check(&views, &Overrides::default()).findings;
            assert_eq!(found.iter().filter(|finding| is_regenerated(finding)).count(), 2);
            let paths = paths.into_iter().map(str::to_owned);
            let written: Vec<_> = paths.zip(texts.into_iter().flatten()).collect();
            let views = with_generated(&views, &written);
            assert_eq!(outputs::find_outdated(&views).unwrap(), []);
        });
    }

    #[test]
    fn a_file_that_is_not_ours_is_found_and_not_regenerated() {
        let group = ("workgroup.yaml", "name: G\n");
        let files = [group, ("minutes/2026-02-12.yaml", "date: 2026-02-12\naob: Nothing.\n")];
        with_views(&files, "2026-02-13", |views| {
            let by_hand = [("minutes/2026-02-12.md".to_owned(), "Written by hand.\n".to_owned())];
            let views = with_generated(views, &by_hand);
            let found = check(&views, &Overrides::default()).findings;
            let stale: Vec<_> = found.iter().filter(|finding| finding.rule == "stale-output").collect();
            assert!(stale.len() == 1 && !is_regenerated(stale[0]), "{stale:?}");
        });
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
        let told = rule_findings("stale-output", &files, "2026-06-30");
        assert!(told.len() == 1 && told[0].contains("minutes/2026-02-26.md was not made"), "{told:?}");
    }
}
