//! A setting names a rule that does not exist.

use super::run::all_waivers;
use super::{Check, Findings, find_rule, rule, suggest_rule};
use crate::source::Spanned;
use crate::view::Views;

rule! {
    /// A name in `rules` or `allow` that is not a rule, or a level for a rule whose level is fixed.
    ///
    /// The rules about files that cannot be read, such as `syntax` or `bad-date`, are always errors, and `switched-off`
    /// is always reported. A setting in `rules` does not change that.
    ///
    /// ## Why
    /// A mistyped name leaves the rule as it was: it still reports what was meant to be waived, or stays off although
    /// somebody thinks that it is on.
    ///
    /// ## Evidence
    /// `rules` in `workgroup.yaml`, and `allow` of every file.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// allow:
    ///   - { rule: late-agenda-itme, reason: the owner can join this call only }
    /// ```
    ///
    /// ## Bad
    /// ```yaml workgroup.yaml
    /// name: Example
    /// rules: { unknown-organisation: off }
    /// ```
    ///
    /// ## Bad
    /// ```yaml workgroup.yaml
    /// name: Example
    /// rules: { syntax: warn }
    /// ```
    ///
    /// ## Good
    /// ```yaml workgroup.yaml
    /// name: Example
    /// rules: { unknown-organization: off, late-agenda-item: { level: warn, since: 2024-01-01 } }
    /// ```
    ///
    /// ## Fix
    /// Correct the name. `backlog explain` lists all rules. Remove the level of a rule whose level is fixed.
    "unknown-rule", Files, Error, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    for setting in &views.workgroup.rules {
        match find_rule(&setting.rule) {
            None => report_unknown(&setting.rule, out),
            Some(rule) if rule.is_fixed() => {
                let (always, why) = match rule.check {
                    Check::Problem(_) => ("an error", "a file that cannot be read has to be corrected"),
                    _ => ("reported", "it is about the settings themselves"),
                };
                let message = format!("`{}` is always {always}, and no setting changes it", rule.name);
                out.report(setting.rule.place, message).with_help(format!("Remove the setting: {why}."));
            }
            Some(_) => {}
        }
    }
    for (_, waiver) in all_waivers(views) {
        if find_rule(&waiver.rule).is_none() {
            report_unknown(&waiver.rule, out);
        }
    }
}

fn report_unknown(name: &Spanned<String>, out: &mut Findings) {
    let help = match suggest_rule(name) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`backlog explain` lists the rules.".to_owned(),
    };
    out.report(name.place, format!("unknown rule `{}`", name.value)).with_help(help);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn names_are_looked_up_in_every_file() {
        let settings = "rules: { syntax: { since: 2024-01-01 }, speed: warn }\n\
                         allow: [{ rule: file-nam, reason: x }]\n";
        let proposal = "allow: [{ rule: missing-ownr, reason: x }, { rule: missing-owner, reason: x }]\n";
        assert_eq!(
            TestGroup::new().settings(settings).proposal("x", proposal).findings(NAME),
            [
                "error backlog/x.yaml:2:17 unknown rule `missing-ownr` | Did you mean `missing-owner`?",
                "error workgroup.yaml:2:10 `syntax` is always an error, and no setting changes it | Remove the \
                 setting: a file that cannot be read has to be corrected.",
                "error workgroup.yaml:2:41 unknown rule `speed` | `backlog explain` lists the rules.",
                "error workgroup.yaml:3:17 unknown rule `file-nam` | Did you mean `file-name`?",
            ]
        );
    }
}
