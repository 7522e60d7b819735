//! A frozen proposal is due to be archived.

use super::{Findings, rule};
use crate::model::wording::format_count;
use crate::view::Views;
use crate::view::stages::archive::DueArchive;

rule! {
    /// A proposal that has been frozen for longer than `archive-after-months` and for which nobody has announced a
    /// return.
    ///
    /// ## Why
    /// Agreement 9: a freeze is a pause, not a final state. Archiving what nobody takes up again keeps the list of
    /// frozen proposals short enough to be read.
    ///
    /// ## Evidence
    /// The day of the last `frozen` in the proposal's `stages`, `archive-after` in `workgroup.yaml`, and today's date.
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
    /// ## Fix
    /// Archive the proposal: `backlog stage SLUG archived`. If its owner wants to continue, record the return and the
    /// day of the notice: `backlog stage SLUG reactivated --date DATE --notified DATE`.
    "archive-due", Lifecycle, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    let today = views.now.day();
    let months = format_count(views.workgroup.archive_after.months, "month");
    for _ in views.stages.frozen_proposals(today).filter(|(_, freeze)| freeze.date.is_none()) {
        out.skip_check("add the date of the stage `frozen`: `date: DATE`");
    }
    for DueArchive { proposal, freeze, due } in views.stages.due_archives(today) {
        let Some(frozen) = &freeze.date else { continue };
        let message = format!("due to be archived since {due}: frozen since {} (limit: {months})", frozen.value);
        let help = format!(
            "Archive it: `backlog stage {slug} archived`; if its owner wants to continue, record the notice: \
             `backlog stage {slug} reactivated --date DATE --notified DATE`.",
            slug = proposal.slug
        );
        out.report(freeze.stage.place, message).with_help(help).on_day(due);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(stages: &str) -> Vec<String> {
        TestGroup::new().proposal("x", format!("stages: [{stages}]\n")).findings_on(NAME, "2026-03-01")
    }

    #[test]
    fn a_long_freeze_is_found() {
        assert_eq!(
            findings_for("{ stage: frozen, date: 2025-08-31 }"),
            ["warning backlog/x.yaml:2:19 due to be archived since 2026-03-01: frozen since 2025-08-31 (limit: 6 \
              months) | Archive it: `backlog stage x archived`; if its owner wants to continue, record the notice: \
              `backlog stage x reactivated --date DATE --notified DATE`."]
        );
        let again = "{ stage: frozen, date: 2024-01-11 }, { stage: reactivated, date: 2024-05-09 }, { stage: frozen";
        assert_eq!(findings_for(&format!("{again}, date: 2025-09-01 }}")), [""; 0], "the last freeze counts");
    }

    #[test]
    fn undated_and_ending_freezes_are_not_checked() {
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
