//! A proposal has no owner.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::view::Views;

rule! {
    /// A proposal without an owner.
    ///
    /// A proposal without `registered` that the records first mention before `records.complete-since` is not checked:
    /// records of that time may not name the owner.
    ///
    /// ## Why
    /// The owner is responsible for the proposal: presents it, writes the template, and is the first to be asked when
    /// the work stops. Without an owner, nobody can be warned before the proposal is frozen.
    ///
    /// ## Evidence
    /// `owners` of the proposal. Former owners and supporters do not count. For a proposal without `registered`, the
    /// first mention is the first day in its own file (`stages`, `history`, a merge, a release) or the first call with
    /// it; a proposal that was carried over to a call was mentioned before it.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// former-owners: [{ name: MTN, until: 2025-08-28 }]
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Fix
    /// Name the organization that leads the work: `backlog owner SLUG ORG`.
    "missing-owner", Proposal, Error, Proposal(check)
}

fn check<'g>(proposal: &'g Proposal, views: &Views<'g>, out: &mut Findings) {
    if !proposal.owners.is_empty() || views.activity.is_older_than_records(proposal) {
        return;
    }
    let help = format!("Name the organization that leads the work: `backlog owner {} ORG`.", proposal.slug);
    let found =
        out.report(proposal.name.place, format!("the proposal `{}` has no owner", *proposal.name)).with_help(help);
    if let Some(former) = proposal.former_owners.last() {
        found.with_related(former.name.place, "a former owner");
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const CALL: &str = "agenda: [{ issue: 63, notes: u }]\n";

    /// How many findings a group with these settings has on a proposal without an owner.
    fn count_findings(settings: &str, proposal: &str) -> usize {
        let group = TestGroup::new().settings(settings).proposal("x", format!("issue: 63\n{proposal}"));
        group.call("2026-01-08", CALL).findings(NAME).len()
    }

    #[test]
    fn proposals_from_before_the_records_are_not_checked() {
        assert_eq!(count_findings("", ""), 1);
        assert_eq!(count_findings("records: { complete-since: 2026-01-22 }\n", ""), 0);
        assert_eq!(count_findings("records: { complete-since: 2026-01-01 }\n", ""), 1);
        assert_eq!(count_findings("records: { complete-since: 2026-01-22 }\n", "registered: 2026-01-22\n"), 1);
        let group = TestGroup::new().settings("records: { complete-since: 2026-01-22 }\n").proposal("x", "issue: 64\n");
        assert_eq!(group.call("2026-01-08", CALL).findings(NAME).len(), 1, "no earlier record mentions it");
    }

    #[test]
    fn since_applies_to_the_first_mention() {
        let since = |day: &str| format!("rules: {{ missing-owner: {{ since: {day} }} }}\n");
        assert_eq!(count_findings(&since("2026-01-08"), ""), 0, "carried over to that call");
        assert_eq!(count_findings(&since("2026-01-07"), ""), 1);
        assert_eq!(count_findings(&since("2026-01-08"), "registered: 2026-01-08\n"), 1);
    }
}
