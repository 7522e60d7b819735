//! A supporter is listed twice in a proposal.

use super::{Findings, rule};
use crate::finding::{Fix, PlaceEdit};
use crate::model::proposal::Proposal;
use crate::view::Views;
use std::collections::HashMap;

rule! {
    /// A supporter that is listed twice, under the same name or under two aliases.
    ///
    /// An owner that is also a supporter is not a duplicate.
    ///
    /// ## Why
    /// The number of supporters matters when a proposal is decided. The table shows each supporter once, so the mistake
    /// in the file goes unnoticed.
    ///
    /// ## Evidence
    /// `supporters` of the proposal, and the `aliases` of the organizations in `workgroup.yaml`.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// supporters: [Deutsche Telekom, China Mobile, DT]
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// supporters: [Deutsche Telekom, China Mobile, MTN]
    /// ```
    ///
    /// ## Fix
    /// Remove one of the two. `backlog check --fix` keeps the first.
    "duplicate-supporter", Proposal, Warn, Proposal(check)
}

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    if proposal.supporters.len() < 2 {
        return;
    }
    let mut first = HashMap::with_capacity(proposal.supporters.len());
    for supporter in &proposal.supporters {
        let name = views.index.organization_name(supporter.as_str());
        let before = *first.entry(name).or_insert(supporter);
        if before.place == supporter.place {
            continue;
        }
        let message = if before.value == supporter.value {
            format!("`{}` is listed twice", supporter.value)
        } else {
            format!("`{}` and `{}` are the same organization, {name}", supporter.value, before.value)
        };
        out.report(supporter.place, message)
            .with_help("Remove one of the two.")
            .with_related(before.place, "listed here first")
            .with_fix(Some(Fix::new(
                format!("removed the duplicate {name} (supporters)"),
                PlaceEdit::Remove { place: supporter.place },
            )));
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn every_duplicate_is_found() {
        let text = "owners: MTN\nsupporters: [MTN, DT, Deutsche Telekom, Guest, Guest, DT]\n";
        assert_eq!(
            TestGroup::new().proposal("x", text).findings(NAME),
            [
                "warning backlog/x.yaml:3:23 `Deutsche Telekom` and `DT` are the same organization, Deutsche Telekom \
                 | Remove one of the two.",
                "warning backlog/x.yaml:3:48 `Guest` is listed twice | Remove one of the two.",
                "warning backlog/x.yaml:3:55 `DT` is listed twice | Remove one of the two.",
            ]
        );
    }
}
