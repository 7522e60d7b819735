//! A scope enhancement went to the reviewer without the validation of the API's group.

use super::{Findings, rule};
use crate::model::proposal::{Proposal, ProposalKind, Validation};
use crate::view::Views;

rule! {
    /// A scope enhancement that was sent to the reviewer, or decided by it, without a `validation`.
    ///
    /// ## Why
    /// Agreement 6: the group that owns an API knows best whether an enhancement fits, and has to work on it
    /// afterwards. The reviewer decides after that group has agreed.
    ///
    /// ## Evidence
    /// `kind`, `validation` and `stages` of the proposal. A `validation` that has neither a group nor a date nor a link
    /// does not count.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-history.yaml
    /// name: IMEI History
    /// kind: scope-enhancement
    /// target: imei-fraud
    /// issue: 64
    /// owners: MTN
    /// stages:
    ///   - { stage: under-review, date: 2025-11-20 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-history.yaml
    /// name: IMEI History
    /// kind: scope-enhancement
    /// target: imei-fraud
    /// issue: 64
    /// owners: MTN
    /// validation: { group: Device Identifier, date: 2025-11-13 }
    /// stages:
    ///   - { stage: under-review, date: 2025-11-20 }
    /// ```
    ///
    /// ## Fix
    /// Ask the group that owns the API, and record its answer: `backlog set SLUG validation.group=NAME
    /// validation.date=DATE validation.link=URL`.
    "missing-validation", Proposal, Error, Proposal(check)
}

fn check(proposal: &Proposal, _views: &Views, out: &mut Findings) {
    if proposal.kind != ProposalKind::ScopeEnhancement || proposal.validation.as_ref().is_some_and(has_content) {
        return;
    }
    let Some(sent) = proposal.stages.iter().find(|reached| reached.stage.value.is_reviewer_stage()) else { return };
    let date = sent.date.as_ref().map(|date| date.value);
    let on = date.map(|date| format!(" on {date}")).unwrap_or_default();
    let target = proposal.target.as_ref().map_or_else(|| "the API".to_owned(), |target| format!("`{}`", **target));
    let message = format!("`{}`{on} without the validation of the group that owns {target}", sent.stage.value);
    let help = format!(
        "Record the answer of that group: `backlog set {} validation.group=NAME validation.date=DATE \
         validation.link=URL`.",
        proposal.slug
    );
    out.report(sent.stage.place, message).with_help(help).on_day(date);
}

fn has_content(validation: &Validation) -> bool {
    validation.group.is_some() || validation.date.is_some() || validation.link.is_some()
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(rest: &str) -> Vec<String> {
        TestGroup::new().proposal("x", rest).findings(NAME)
    }

    #[test]
    fn only_enhancements_at_the_reviewer_need_it() {
        assert_eq!(
            findings_for("kind: scope-enhancement\ntarget: qod\nstages: [approved]\n"),
            ["error backlog/x.yaml:4:10 `approved` without the validation of the group that owns `qod` | Record \
              the answer of that group: `backlog set x validation.group=NAME validation.date=DATE \
              validation.link=URL`."]
        );
        assert_eq!(findings_for("kind: scope-enhancement\nvalidation: {}\nstages: [under-review]\n").len(), 1);
        for good in ["kind: scope-enhancement\nstages: [under-discussion]\n", "stages: [approved]\n"] {
            assert_eq!(findings_for(good), [""; 0], "{good}");
        }
    }
}
