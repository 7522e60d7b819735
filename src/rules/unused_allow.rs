//! A waiver has no effect.

use super::{Check, Findings, find_rule, rule};
use crate::model::workgroup::Waiver;
use crate::view::Views;

rule! {
    /// A waiver in `allow` whose rule reports nothing in that file, or cannot be waived.
    ///
    /// Rules about files that cannot be read, such as `syntax` or `bad-date`, cannot be waived; neither can
    /// `switched-off`. A name that is not a rule is reported by `unknown-rule`.
    ///
    /// ## Why
    /// A waiver that outlives its reason hides the next mistake of its kind, and readers go on believing that something
    /// is wrong with the record.
    ///
    /// ## Evidence
    /// `allow` of all files, after every other rule has run. While a record cannot be read, rules that look at several
    /// files report less, so only waivers of rules that cannot be waived are reported.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-05 }
    /// allow:
    ///   - { rule: late-agenda-item, reason: the owner can join this call only }
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// allow:
    ///   - { rule: bad-date, reason: the minutes give a day that does not exist }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-09 }
    /// allow:
    ///   - { rule: late-agenda-item, reason: the owner can join this call only }
    /// ```
    ///
    /// ## Fix
    /// Remove the waiver, or move it to the file that it was meant for.
    "unused-allow", Files, Warn, Waiver(check)
}

fn check(waiver: &Waiver, used: bool, views: &Views, out: &mut Findings) {
    let Some(rule) = find_rule(&waiver.rule) else { return };
    let place = waiver.rule.place;
    if rule.is_fixed() {
        let help = match rule.check {
            Check::Problem(_) => "Remove the waiver: a file that cannot be read has to be corrected.",
            _ => "Remove the waiver: a change that turns off checks is always reported.",
        };
        out.report(place, format!("`{}` cannot be waived", rule.name)).with_help(help);
    } else if !used && views.group.all_proposals_read && views.group.all_meetings_read {
        out.report(place, format!("`{}` reports nothing in this file, so the waiver has no effect", rule.name))
            .with_help("Remove the waiver, or move it to the file that it is meant for.");
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const MEETING: &str = "allow:\n  - { rule: syntax, reason: x }\n  \
                           - { rule: late-agenda-item, reason: x }\n  - { rule: no-rule, reason: x }\n";

    #[test]
    fn unused_waivers_are_reported_if_all_files_can_be_read() {
        let never = "warning minutes/2026-02-12.yaml:3:13 `syntax` cannot be waived | Remove the waiver: a file that \
                     cannot be read has to be corrected.";
        let nothing = "warning minutes/2026-02-12.yaml:4:13 `late-agenda-item` reports nothing in this file, so the \
                       waiver has no effect | Remove the waiver, or move it to the file that it is meant for.";
        let group = TestGroup::new().call("2026-02-12", MEETING);
        assert_eq!(group.findings(NAME), [never, nothing]);
        assert_eq!(group.file("backlog/x.yaml", "name: [\n").findings(NAME), [never]);
    }
}
