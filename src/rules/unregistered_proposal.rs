//! An open issue proposes an API and has no record.

use super::{Findings, rule};
use crate::view::Views;
use crate::view::threads::split_title;

rule! {
    /// An open issue that looks like a proposal, and no file in `backlog/` has it.
    ///
    /// An issue looks like a proposal if it has the label `github.labels.proposal` of `workgroup.yaml`; where the group
    /// names no label, if its title begins with `[API Proposal]`, or one of its labels has the word "proposal".
    ///
    /// ## Why
    /// Agreement 4: a proposal is in the backlog table before it is discussed. One that nobody copied from GitHub is not on
    /// any agenda.
    ///
    /// ## Evidence
    /// `github.yaml`, which `backlog sync` writes; `issue`, `former-issues` and `former-names` of all proposals.
    ///
    /// ## Bad
    /// ```yaml github.yaml
    /// issues:
    ///   63: { kind: issue, title: "[API Proposal] IMEI Fraud", opened: 2026-01-20T08:00:00Z }
    /// ```
    ///
    /// ## Good
    /// ```yaml github.yaml
    /// issues:
    ///   63: { kind: issue, title: "[API Proposal] IMEI Fraud", opened: 2026-01-20T08:00:00Z }
    /// ```
    ///
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Fix
    /// Register it: `backlog add-proposal --issue N --owner ORG`. If it is not a proposal, take the label off on GitHub and run
    /// `backlog sync`, or name the label of proposals: `backlog set workgroup github.labels.proposal=LABEL`.
    "unregistered-proposal", Proposal, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    // A file that cannot be read may be its record.
    if !views.group.all_proposals_read {
        return;
    }
    for (number, facts) in views.threads.unregistered() {
        let Some(place) = views.threads.place_of(number) else { continue };
        let name = split_title(facts.title.as_deref().unwrap_or_default()).0;
        let help = format!("Register it: `backlog add-proposal --issue {} --owner ORG`.", number.format_bare());
        let opened = facts.opened.map(|opened| opened.written_day());
        out.report(place, format!("{number} {name} is an open proposal without a record"))
            .with_help(help)
            .on_day(opened);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn an_open_proposal_without_a_record_is_found() {
        let facts = "issues:\n  7: { title: '[API Proposal] Sky' }\n  8: { title: '[API Proposal] Sea' }\n  9: { title: Talk }\n";
        let group = TestGroup::new().file("github.yaml", facts).proposal("sea", "issue: 8\n");
        assert_eq!(
            group.findings(NAME),
            [
                "warning github.yaml:2:3 #7 Sky is an open proposal without a record | Register it: `backlog add-proposal \
              --issue 7 --owner ORG`."
            ]
        );
    }
}
