//! The issue of a proposal is closed on GitHub, and the group still treats it.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::view::Views;

rule! {
    /// The issue of a proposal was closed on GitHub, while the proposal is neither approved nor refused, frozen, archived or
    /// closed in the records.
    ///
    /// ## Why
    /// Somebody closed the issue without the group, or the group decided and nobody wrote it down. In both cases the table
    /// says something else than GitHub.
    ///
    /// ## Evidence
    /// `github.yaml`, which `backlog sync` writes; `stages` and `closed` of the proposal.
    ///
    /// ## Bad
    /// ```yaml github.yaml
    /// issues:
    ///   63: { kind: issue, closed: 2026-02-03, reason: not_planned }
    /// ```
    ///
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages: [{ stage: under-discussion, date: 2026-01-08 }]
    /// ```
    ///
    /// ## Good
    /// ```yaml github.yaml
    /// issues:
    ///   63: { kind: issue, closed: 2026-02-03, reason: not_planned }
    /// ```
    ///
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages: [{ stage: under-discussion, date: 2026-01-08 }]
    /// closed: 2026-02-03
    /// ```
    ///
    /// ## Fix
    /// Record what the group decided: `backlog close SLUG`, or a stage. Otherwise open the issue again on GitHub and run
    /// `backlog sync`.
    "closed-on-github", Proposal, Warn, Proposal(check)
}

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    let Some(issue) = &proposal.issue else { return };
    let closed = views.index.issue_facts(issue).and_then(|facts| facts.closed);
    let (Some(closed), None) = (closed, &proposal.closed) else { return };
    let stage = views.stages.stage_on(proposal, views.now.day());
    if stage.is_some_and(|stage| !stage.is_active() || stage.is_approved()) {
        return;
    }
    let day = closed.written_day();
    let stage = stage.map_or_else(|| "without a stage".to_owned(), |stage| format!("`{stage}`"));
    let message = format!("{} was closed on GitHub on {day}, and the proposal is {stage}", issue.value);
    let help = format!("Record what was decided: `backlog close {}`, or a stage.", proposal.slug);
    out.report(issue.place, message).with_help(help).on_day(day);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn a_closed_issue_of_an_active_proposal_is_found() {
        let findings = |rest: &str| {
            let group = TestGroup::new().file("github.yaml", "issues: { 7: { closed: 2026-01-09 } }\n");
            group.proposal("x", format!("issue: 7\n{rest}")).findings(NAME)
        };
        assert_eq!(
            findings("stages: [{ stage: under-review, date: 2026-01-08 }]\n"),
            [
                "warning backlog/x.yaml:2:8 #7 was closed on GitHub on 2026-01-09, and the proposal is `under-review` | Record what \
              was decided: `backlog close x`, or a stage."
            ]
        );
        assert_eq!(findings("").len(), 1);
        for rest in ["closed: 2026-01-09\n", "stages: [approved]\n", "stages: [frozen]\n"] {
            assert_eq!(findings(rest), [""; 0], "{rest}");
        }
    }
}
