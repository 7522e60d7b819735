//! A stage follows the archiving of a proposal.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::view::Views;

rule! {
    /// A proposal that continues after it was archived.
    ///
    /// ## Why
    /// Agreement 9: archiving ends a proposal. To take up the idea again, write a new proposal with its own owner,
    /// issue and template.
    ///
    /// ## Evidence
    /// `stages` of the proposal: everything after the first `archived`.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: archived, date: 2025-03-13 }
    ///   - { stage: reactivated, date: 2025-08-28 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: frozen, date: 2025-03-13 }
    ///   - { stage: reactivated, date: 2025-08-28, notified: 2025-08-14 }
    /// ```
    ///
    /// ## Fix
    /// Leave this proposal archived and add a new one. If it was frozen and not archived, correct that stage.
    "revived-archived", Proposal, Error, Proposal(check)
}

fn check(proposal: &Proposal, _views: &Views, out: &mut Findings) {
    let mut stages = proposal.stages.iter();
    let Some(archived) = stages.find(|reached| reached.stage.value == Stage::Archived) else { return };
    let since = archived.date.as_ref().map(|date| format!(" on {}", date.value)).unwrap_or_default();
    for reached in stages {
        let day = reached.date.as_ref().map(|date| date.value);
        let message = format!("`{}` after the proposal was archived{since}, which is final", reached.stage.value);
        let help = "Leave it archived and add a new proposal; if it was only frozen, replace `archived` with \
                    `frozen`.";
        out.report(reached.stage.place, message)
            .with_help(help)
            .with_related(archived.stage.place, "archived here")
            .on_day(day);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn every_stage_after_the_first_archiving_is_found() {
        let text = "stages: [{ stage: archived, date: 2025-03-13 }, frozen, archived]\n";
        let help = "Leave it archived and add a new proposal; if it was only frozen, replace `archived` with `frozen`.";
        let found = |column: usize, stage: &str| {
            format!(
                "error backlog/x.yaml:2:{column} `{stage}` after the proposal was archived on 2025-03-13, which is \
                 final | {help}"
            )
        };
        assert_eq!(TestGroup::new().proposal("x", text).findings(NAME), [found(49, "frozen"), found(57, "archived")]);
        let group = TestGroup::new().settings("rules: { revived-archived: { since: 2026-01-01 } }\n");
        let text = "registered: 2024-01-11\nstages: [archived, { stage: frozen, date: 2025-12-31 }, \
                    { stage: archived, date: 2026-01-01 }]\n";
        assert_eq!(group.proposal("x", text).findings(NAME).len(), 1, "the day of each stage counts");
    }
}
