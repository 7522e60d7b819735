//! A proposal has no owner.

use super::{Findings, Found, rule};
use crate::model::proposal::Proposal;
use crate::view::Views;

rule! {
    /// A proposal without an owner.
    ///
    /// ## Why
    /// The owner answers for the proposal: presents it, brings the template and is asked first when the work
    /// stands still. Without one nobody can be told that it is about to be frozen.
    ///
    /// ## Evidence
    /// `owners` of the proposal. Former owners and supporters do not count.
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
    /// ## Mend
    /// Name the organisation that leads the work: `backlog owner SLUG ORG`.
    Proposal, Error, Proposal(check)
}

fn check(proposal: &Proposal, _views: &Views, out: &mut Findings) {
    if !proposal.owners.is_empty() {
        return;
    }
    let mut found = Found::at(proposal.name.place, format!("the proposal `{}` has no owner", *proposal.name))
        .help(format!("Name the organisation that leads the work: `backlog owner {} ORG`.", proposal.slug));
    if let Some(former) = proposal.former_owners.last() {
        found = found.related(former.name.place, "an owner it had before");
    }
    out.push(found);
}
