//! A change makes the checks report less.

mod terms;

use super::run::RuleForce;
use super::{Findings, RULES, find_rule, rule};
use crate::model::workgroup::{RuleLevel, Waiver, Workgroup};
use crate::source::Place;
use crate::store::limits::Limits;
use crate::store::tree;
use crate::view::Views;
use chrono::NaiveDate;
use std::collections::HashMap;

rule! {
    /// A change that makes `check` report less: a lower level or a later `since` of a rule, a new waiver, a weaker
    /// limit, or a removed key.
    ///
    /// Only `backlog check --base REV` can report it: it compares the records with that revision.
    ///
    /// ## Why
    /// Whoever changes the records can also change how they are checked. In a pull request, a rule that is turned off
    /// together with the mistake that it would report looks like a change without findings. Therefore no waiver and no
    /// level in `workgroup.yaml` silences this rule.
    ///
    /// ## Evidence
    /// `rules` in `workgroup.yaml` and `allow` of every file, at the revision and now. Proposals are matched by their
    /// file or issue, calls by their date. The rule also compares `agenda.closes-days-before`, `freeze-after`, `archive-after` and
    /// `records.complete-since`, and whether `schedule`, `organizations`, `repository` and `reviewer` are still set.
    /// Deleted files do not count.
    ///
    /// ## Bad
    /// ```yaml before workgroup.yaml
    /// name: Example
    /// ```
    /// ```yaml workgroup.yaml
    /// name: Example
    /// rules: { late-agenda-item: off }
    /// ```
    ///
    /// ## Bad
    /// ```yaml before minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-09 }
    /// allow:
    ///   - { rule: late-agenda-item, reason: the owner can join this call only }
    /// ```
    ///
    /// ## Bad
    /// ```yaml before workgroup.yaml
    /// name: Example
    /// records: { complete-since: 2025-12-01 }
    /// ```
    /// ```yaml workgroup.yaml
    /// name: Example
    /// records: { complete-since: 2026-06-01 }
    /// ```
    ///
    /// ## Good
    /// ```yaml before workgroup.yaml
    /// name: Example
    /// rules: { late-agenda-item: warn, unknown-owner: { since: 2026-01-01 } }
    /// ```
    /// ```yaml workgroup.yaml
    /// name: Example
    /// rules: { late-agenda-item: error }
    /// ```
    ///
    /// ## Fix
    /// Undo it, unless the group agreed to it. `backlog check -D RULE` shows what a disabled rule would report. Once
    /// the change is part of the revision, the rule is silent.
    "switched-off", Files, Warn, Silencing(check)
}

const HELP: &str = "Undo it, unless the group agreed to it.";

fn check(before: &Views, views: &Views, out: &mut Findings) {
    let now = views.workgroup;
    let text = &views.group.sources.file(now.file).text;
    let tree = tree::parse_tree(text, now.file, Limits::RECORD, &mut Vec::new()).ok().flatten();
    // The place of a key in `workgroup.yaml`, or of the group's name if nothing is left of the key.
    let place_of = |key: &str| tree.as_ref().and_then(|tree| tree.find_last_key(key)).unwrap_or(now.name.place);
    check_rules(before.workgroup, now, place_of, out);
    terms::check_terms(before.workgroup, now, place_of, out);
    check_waivers(before, views, out);
}

fn check_rules(before: &Workgroup, now: &Workgroup, place_of: impl Fn(&str) -> Place, out: &mut Findings) {
    for rule in RULES.iter().filter(|rule| !rule.is_fixed()) {
        let name = rule.name;
        let (was, is) = (RuleForce::new(rule, before, None), RuleForce::new(rule, now, None));
        let place = || place_of(&format!("rules.{name}"));
        let help = format!("{HELP} `backlog check -D {name}` shows what it would report.");
        if is.level < was.level {
            let message =
                format!("`{name}` is `{}` now, and was `{}` before", is.level.record_key(), was.level.record_key());
            out.report(place(), message).with_help(help);
        } else if is.level != RuleLevel::Off && is.since > was.since {
            let since = format_day_or(is.since, "the beginning");
            let before = was.since.map_or("to every day".to_owned(), |day| format!("from {day} on"));
            let message = format!("`{name}` applies from {since} on now; before, it applied {before}");
            out.report(place(), message).with_help(help);
        }
    }
}

fn format_day_or(day: Option<NaiveDate>, none: &str) -> String {
    day.map_or_else(|| none.to_owned(), |day| day.to_string())
}

fn check_waivers(before: &Views, views: &Views, out: &mut Findings) {
    let calls: HashMap<NaiveDate, &[Waiver]> =
        before.group.meetings.iter().map(|call| (call.date.value, call.allow.as_slice())).collect();
    report_new_waivers(&before.workgroup.allow, &views.workgroup.allow, out);
    for proposal in &views.group.proposals {
        let former = before.index.proposal_before(proposal, &views.index);
        report_new_waivers(former.map_or(&[], |former| &former.allow), &proposal.allow, out);
    }
    for call in &views.group.meetings {
        report_new_waivers(calls.get(&call.date.value).copied().unwrap_or_default(), &call.allow, out);
    }
}

fn report_new_waivers(before: &[Waiver], now: &[Waiver], out: &mut Findings) {
    for waiver in now {
        let rule = &waiver.rule;
        let is_new = !before.iter().any(|waiver| waiver.rule == *rule);
        if is_new && find_rule(rule).is_some_and(|rule| !rule.is_fixed()) {
            let message = format!("`{}` is waived in this file now, and was not before", rule.value);
            out.report(rule.place, message).with_help(HELP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    /// The findings when a file changes, each without its help.
    fn findings_in(path: &str, before: &str, after: &str) -> Vec<String> {
        let [before, after] = [before, after].map(|text| TestGroup::new().file(path, text));
        let found = after.findings_since(NAME, &before, "2026-03-01");
        found.iter().map(|line| line.split(" | ").next().unwrap().to_owned()).collect()
    }

    /// The findings when the settings of a group change.
    fn group_findings(before: &str, after: &str) -> Vec<String> {
        let [before, after] = [before, after].map(|settings| format!("name: G\n{settings}\n"));
        findings_in("workgroup.yaml", &before, &after)
    }

    #[test]
    fn a_lower_level_or_a_later_day_is_found() {
        for (before, after, message) in [
            ("", "rules: { late-agenda-item: off }", "2:10 `late-agenda-item` is `off` now, and was `error` before"),
            ("", "rules: { late-agenda-item: warn }", "2:10 `late-agenda-item` is `warn` now, and was `error` before"),
            ("rules: { rewritten-fact: error }", "", "1:7 `rewritten-fact` is `warn` now, and was `error` before"),
            (
                "",
                "rules: { missing-owner: { since: 2026-01-01 } }",
                "2:10 `missing-owner` applies from 2026-01-01 on now; before, it applied to every day",
            ),
        ] {
            assert_eq!(group_findings(before, after), [format!("warning workgroup.yaml:{message}")], "{after}");
        }
        for (before, after) in [
            ("rules: { late-agenda-item: off }", "rules: { late-agenda-item: off }"),
            ("rules: { late-agenda-item: off }", "rules: { late-agenda-item: { level: off, since: 2026-01-01 } }"),
            ("rules: { missing-owner: { since: 2026-01-01 } }", "rules: { missing-owner: { since: 2025-01-01 } }"),
            ("rules: { rewritten-fact: warn }", ""),
            // Settings of fixed rules have no effect.
            ("", "rules: { syntax: off, switched-off: off }"),
        ] {
            assert_eq!(group_findings(before, after), [""; 0], "{after}");
        }
    }

    #[test]
    fn weaker_limits_and_removed_keys_are_found() {
        const ALL: &str = "schedule: [{ slot: 2nd thursday, start: \"09:00\", end: \"10:30\" }]\norganizations: [Orange]\n\
                           repository: o/r\nreviewer: { name: TSC }\nrecords: { complete-since: 2025-12-01 }";
        let removed = ["schedule", "organizations", "repository", "reviewer"].map(|key| {
            format!("warning workgroup.yaml:1:7 `{key}` is not set now, and was set before: the rules report less")
        });
        let mut found = group_findings(ALL, "");
        found.sort();
        let mut expected = removed.to_vec();
        expected.sort();
        assert_eq!(found, expected, "without `complete-since` the rules report more");
        let found = group_findings("", ALL);
        assert!(matches!(found.as_slice(), [one] if one.starts_with("warning workgroup.yaml:6:12 ")), "{found:?}");
        // For a removed key, the mapping that had it.
        let found = group_findings("rules: { syntax: off, rewritten-fact: error }", "rules: { syntax: off }");
        assert!(matches!(found.as_slice(), [one] if one.starts_with("warning workgroup.yaml:2:1 ")), "{found:?}");
        for (setting, milder, stricter) in [
            ("agenda: { closes-days-before: N }", "6", "8"),
            ("freeze-after: { inactive-weeks: N }", "7", "5"),
            ("freeze-after: { absent-calls: N }", "4", "2"),
            ("freeze-after: { calls-without-onboarding: N }", "4", "2"),
            ("archive-after: { months: N }", "7", "5"),
        ] {
            let found = group_findings("", &setting.replace('N', milder));
            let key = format!("warning workgroup.yaml:2:{} `", setting.find("{ ").unwrap() + 3);
            assert!(matches!(found.as_slice(), [one] if one.starts_with(&key)), "{found:?}");
            assert_eq!(group_findings("", &setting.replace('N', stricter)), [""; 0], "{setting}");
        }
    }

    #[test]
    fn new_waivers_are_found_and_moved_or_removed_ones_are_not() {
        let waived = |rule: &str| format!("allow: [{{ rule: {rule}, reason: w }}]\n");
        let new = "`missing-owner` is waived in this file now, and was not before";
        let (proposal, waiver) = ("name: A\nissue: 1\n", waived("missing-owner"));
        let with = proposal.to_owned() + &waiver;
        assert_eq!(findings_in("backlog/a.yaml", proposal, &with), [format!("warning backlog/a.yaml:3:17 {new}")]);
        assert_eq!(findings_in("backlog/a.yaml", &with, &with), [""; 0]);
        assert_eq!(findings_in("backlog/a.yaml", &with, proposal), [""; 0]);
        assert_eq!(
            findings_in("minutes/2026-02-12.yaml", "date: 2026-02-12\n", &format!("date: 2026-02-12\n{waiver}")).len(),
            1
        );
        assert_eq!(group_findings("", &waiver).len(), 1);
        // Waivers of fixed rules have no effect.
        assert_eq!(findings_in("backlog/a.yaml", proposal, &(proposal.to_owned() + &waived("syntax"))), [""; 0]);

        let old = TestGroup::new().file("backlog/a.yaml", &with);
        let count = |after: TestGroup| after.findings_since(NAME, &old, "2026-03-01").len();
        let other = with.replace("issue: 1", "issue: 2");
        assert_eq!(count(TestGroup::new().file("backlog/b.yaml", &with)), 0, "the same under another name");
        assert_eq!(count(TestGroup::new().file("backlog/b.yaml", &other)), 1, "another proposal");
        assert_eq!(count(old.clone().file("backlog/b.yaml", &other)), 1);
    }

    #[test]
    fn nothing_in_the_records_silences_it() {
        let silenced =
            "rules: { late-agenda-item: off, switched-off: off }\nallow: [{ rule: switched-off, reason: w }]";
        assert_eq!(group_findings("", silenced).len(), 1);
    }
}
