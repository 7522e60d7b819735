//! A frozen proposal is to be archived.

use super::{Findings, RuleFinding, rule};
use crate::model::wording::{format_count, quote_shell_word};
use crate::view::Views;
use crate::view::stages::archive::DueArchive;

rule! {
    /// A proposal that has been frozen for longer than `archive-after-months`, as of today, and whose return
    /// nobody has announced.
    ///
    /// ## Why
    /// Procedure 9: the freeze is a rest and no place to stay. What nobody takes up again leaves the backlog, so
    /// that the list of frozen proposals stays one that somebody reads.
    ///
    /// ## Evidence
    /// The day of the last `frozen` in the proposal's `stages`, and `lifecycle` in `workgroup.yaml`.
    ///
    /// ## Bad, on 2025-03-07
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: frozen, date: 2024-09-06 }
    /// ```
    ///
    /// ## Good, on 2025-03-06
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: frozen, date: 2024-09-06 }
    /// ```
    ///
    /// ## Mend
    /// Archive it: `backlog stage SLUG archived`. If its owner wants it back, record the return and the day of the
    /// notice: `backlog stage SLUG reactivated --date DATE --notified DATE`.
    Lifecycle, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    let today = views.now.day();
    let months = format_count(views.workgroup.lifecycle.archive_after_months, "month");
    for _ in views.stages.frozen_proposals(today).filter(|(_, freeze)| freeze.date.is_none()) {
        out.skip_check("add the day to the stage `frozen`: `date: DATE`");
    }
    for DueArchive { proposal, freeze, due } in views.stages.due_archives(today) {
        let Some(frozen) = &freeze.date else { continue };
        out.push(
            RuleFinding::new(
                freeze.stage.place,
                format!("frozen since {}, and to be archived after {months}, since {due}", frozen.value),
            )
            .with_help(format!(
                "Archive it: `backlog stage {slug} archived`; or announce its return: `backlog stage {slug} \
                 reactivated --date DATE --notified DATE`.",
                slug = quote_shell_word(&proposal.slug)
            ))
            .on_day(due),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    fn findings_for(stages: &str) -> Vec<String> {
        let text = format!("name: X\nstages: [{stages}]\n");
        rule_findings("archive-due", &[("backlog/x.yaml", &text)], "2026-03-01")
    }

    #[test]
    fn the_months_of_the_freeze_are_over() {
        assert_eq!(
            findings_for("{ stage: frozen, date: 2025-08-31 }"),
            ["warning backlog/x.yaml:2:19 frozen since 2025-08-31, and to be archived after 6 months, since \
              2026-03-01 | Archive it: `backlog stage x archived`; or announce its return: `backlog stage x reactivated \
             --date DATE --notified DATE`."]
        );
        let again = "{ stage: frozen, date: 2024-01-11 }, { stage: reactivated, date: 2024-05-09 }, { stage: frozen";
        assert_eq!(findings_for(&format!("{again}, date: 2025-09-01 }}")), [""; 0], "it rests since the last one");
    }

    #[test]
    fn a_freeze_without_a_day_and_one_that_ends_are_not_judged() {
        assert_eq!(findings_for("frozen"), [""; 0]);
        let announced = "{ stage: frozen, date: 2025-01-09 }, { stage: reactivated, date: 2026-03-12, notified: ";
        assert_eq!(findings_for(&format!("{announced}2026-02-26 }}")), [""; 0]);
        assert_eq!(
            findings_for(&format!("{announced}2026-03-02 }}")).len(),
            1,
            "nobody had said so by the first of March"
        );
        assert_eq!(findings_for("{ stage: frozen, date: 2025-01-09 }, archived"), [""; 0]);
    }
}
