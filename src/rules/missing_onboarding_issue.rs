//! A new API is approved, and nothing tracks its onboarding.

use super::{Findings, RuleFinding, rule};
use crate::model::proposal::Proposal;
use crate::model::wording::quote_shell_word;
use crate::view::Views;
use crate::view::stages::stages_until;

rule! {
    /// A new API, or a family of them, that is approved and has neither an onboarding issue nor a repository, as
    /// of today.
    ///
    /// A note such as `repository: { note: Pending }` is no repository. What was frozen or archived since is not
    /// judged.
    ///
    /// ## Why
    /// Procedure 8: the issue shows who onboards the API and how far that is. Without one an approved API is
    /// forgotten between the two groups.
    ///
    /// ## Evidence
    /// `kind`, `stages`, `onboarding-issue` and `repository` of the proposal.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: tsc-approved, date: 2023-10-19 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: tsc-approved, date: 2023-10-19 }
    /// onboarding-issue: 301
    /// ```
    ///
    /// ## Mend
    /// Open the issue and write down its number: `backlog set SLUG onboarding-issue=N`; or the place that the API has
    /// already: `backlog set SLUG repository.name=NAME repository.url=URL`.
    Proposal, Warn, Proposal(check)
}

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    let today = views.now.day();
    if !views.stages.lacks_onboarding(proposal, today) {
        return;
    }
    let mut stages = stages_until(proposal, today).iter();
    let Some(approved) = stages.find(|reached| reached.stage.value.is_approved()) else { return };
    let date = approved.date.as_ref().map(|date| date.value);
    let on = date.map(|date| format!(" on {date}")).unwrap_or_default();
    let found = RuleFinding::new(
        approved.stage.place,
        format!("`{}`{on}, and neither onboarding issue nor repository", approved.stage.value),
    )
    .with_help(format!(
        "Open the issue and write down its number: `backlog set {} onboarding-issue=N`; or the `repository` that the API \
         has.",
        quote_shell_word(&proposal.slug)
    ));
    out.push(found.on_day(date));
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    fn findings_for(rest: &str) -> Vec<String> {
        rule_findings("missing-onboarding-issue", &[("backlog/x.yaml", &format!("name: X\n{rest}"))], "2026-06-30")
    }

    #[test]
    fn the_first_approval_is_found_until_something_tracks_the_api() {
        let approved = "stages: [{ stage: tsc-approved, date: 2025-11-06 }, onboarding]\n";
        assert_eq!(
            findings_for(approved),
            [
                "warning backlog/x.yaml:2:19 `tsc-approved` on 2025-11-06, and neither onboarding issue nor repository | \
                  Open the issue and write down its number: `backlog set x onboarding-issue=N`; or the `repository` that \
                 the API has."
            ]
        );
        assert_eq!(findings_for(&format!("{approved}repository: {{ note: Pending }}\n")).len(), 1);
        for tracked in ["repository: { name: X }\n", "onboarding-issue: 7\n", "kind: name-change\n"] {
            assert_eq!(findings_for(&format!("{approved}{tracked}")), [""; 0], "{tracked}");
        }
        assert_eq!(findings_for("stages: [tsc-approved, frozen]\n"), [""; 0]);
        assert_eq!(findings_for("stages: [tsc-approved, frozen, reactivated]\n").len(), 1);
        assert_eq!(findings_for("stages: [{ stage: tsc-approved, date: 2026-07-02 }]\n"), [""; 0], "it is planned");
    }
}
