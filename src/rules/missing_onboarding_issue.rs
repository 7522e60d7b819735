//! A new API is approved, but nothing tracks its onboarding.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::view::Views;
use crate::view::stages::stages_until;

rule! {
    /// A new API or API family that is approved but has neither an onboarding issue nor a repository today.
    ///
    /// A note such as `repository: { note: Pending }` is not a repository. Proposals that were frozen or archived since
    /// are not checked.
    ///
    /// ## Why
    /// Agreement 8: the issue shows who onboards the API and how far the onboarding is. Without it, an approved API
    /// gets lost between the two groups.
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
    ///   - { stage: approved, date: 2023-10-19 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: approved, date: 2023-10-19 }
    /// onboarding-issue: 301
    /// ```
    ///
    /// ## Fix
    /// Open the issue and record its number: `backlog set SLUG onboarding-issue=N`. If `workgroup.yaml` names the issue
    /// template in `github.onboarding`, `backlog github onboarding ISSUE --send` does both. If the API has a repository
    /// already, record that: `backlog set SLUG repository.name=NAME repository.url=URL`.
    "missing-onboarding-issue", Proposal, Warn, Proposal(check)
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
    let stage = approved.stage.value;
    let message = format!("`{stage}`{on}, but there is neither an onboarding issue nor a repository");
    let slug = &proposal.slug;
    let opening = match views.workgroup.github.onboarding {
        Some(_) => format!("Open the issue: `backlog github onboarding {slug} --send`"),
        None => format!("Open the issue and record its number: `backlog set {slug} onboarding-issue=N`"),
    };
    let help = format!("{opening}; or record the `repository` of the API.");
    out.report(approved.stage.place, message).with_help(help).on_day(date);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(rest: &str) -> Vec<String> {
        TestGroup::new().proposal("x", rest).findings(NAME)
    }

    #[test]
    fn an_approval_without_a_tracker_is_found() {
        let approved = "stages: [{ stage: approved, date: 2025-11-06 }, onboarding]\n";
        assert_eq!(
            findings_for(approved),
            ["warning backlog/x.yaml:2:19 `approved` on 2025-11-06, but there is neither an onboarding issue \
                 nor a repository | Open the issue and record its number: `backlog set x onboarding-issue=N`; or \
                 record the `repository` of the API."]
        );
        assert_eq!(findings_for(&format!("{approved}repository: {{ note: Pending }}\n")).len(), 1);
        for tracked in ["repository: { name: X }\n", "onboarding-issue: 7\n", "kind: name-change\n"] {
            assert_eq!(findings_for(&format!("{approved}{tracked}")), [""; 0], "{tracked}");
        }
        let group = TestGroup::new().more_settings("github: { onboarding: tracker.md }\n");
        let found = group.proposal("x", approved).findings(NAME);
        let help = "Open the issue: `backlog github onboarding x --send`; or record the `repository` of the API.";
        assert!(found[0].ends_with(help), "{found:?}");
        assert_eq!(findings_for("stages: [approved, frozen]\n"), [""; 0]);
        assert_eq!(findings_for("stages: [approved, frozen, reactivated]\n").len(), 1);
        assert_eq!(findings_for("stages: [{ stage: approved, date: 2026-07-02 }]\n"), [""; 0], "it is planned");
    }
}
