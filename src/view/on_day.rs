//! What a proposal was called and who owned it on a day: a record is of its day.

use crate::model::proposal::Proposal;
use chrono::NaiveDate;

/// The name that the proposal had on that day. A former name holds before its `until`.
pub fn name(proposal: &Proposal, day: NaiveDate) -> &str {
    let former = proposal.former_names.iter().filter(|former| former.until.is_some_and(|until| day < until));
    former.min_by_key(|former| former.until).map_or(proposal.name.as_str(), |former| former.name.as_str())
}

/// Who owned the proposal on that day, in the order of the file. Former owners hold before their
/// `until`; who owned it together has one `until`, so an owner who stays stands in both lists.
pub fn owners(proposal: &Proposal, day: NaiveDate) -> Vec<&str> {
    let untils = proposal.former_owners.iter().filter_map(|former| former.until);
    match untils.filter(|until| day < *until).min() {
        None => proposal.owners.iter().map(|owner| owner.as_str()).collect(),
        Some(until) => {
            let together = proposal.former_owners.iter().filter(|former| former.until == Some(until));
            together.map(|former| former.name.as_str()).collect()
        }
    }
}

/// Who owned it before, oldest first, seen from that day; those without a day first.
pub fn owners_before(proposal: &Proposal, day: NaiveDate) -> Vec<&str> {
    let mut former: Vec<_> =
        proposal.former_owners.iter().filter(|former| former.until.is_none_or(|until| until <= day)).collect();
    former.sort_by_key(|former| former.until);
    former.iter().map(|former| former.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::proposal::{FormerName, FormerOwner, Kind};
    use crate::source::{FileId, Spanned};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn proposal() -> Proposal {
        let spanned = |text: &str| Spanned::nowhere(text.to_owned());
        let former = |name: &str, until: &str| FormerOwner { name: spanned(name), until: Some(day(until)) };
        Proposal {
            slug: "imei-fraud".to_owned(),
            file: FileId(0),
            name: spanned("IMEI Fraud"),
            former_names: vec![FormerName { name: spanned("IMEI Check"), until: Some(day("2024-03-01")), issue: None }],
            kind: Kind::NewApi,
            target: None,
            issue: None,
            opened: None,
            former_issues: vec![],
            template: None,
            registered: None,
            owners: vec![spanned("xFlow Research")],
            former_owners: vec![former("MTN", "2025-08-28"), former("GSMA", "2024-01-01")],
            supporters: vec![],
            summary: None,
            earlier: vec![],
            related: vec![],
            validation: None,
            stages: vec![],
            closed: None,
            onboarding_issue: None,
            repository: None,
            releases: vec![],
            unparsed: vec![],
            sections: vec![],
            allow: vec![],
        }
    }

    #[test]
    fn names_and_owners_are_of_the_day() {
        let proposal = proposal();
        assert_eq!(name(&proposal, day("2024-02-29")), "IMEI Check");
        assert_eq!(name(&proposal, day("2024-03-01")), "IMEI Fraud");
        assert_eq!(owners(&proposal, day("2023-06-01")), ["GSMA"]);
        assert_eq!(owners(&proposal, day("2025-08-27")), ["MTN"]);
        assert_eq!(owners(&proposal, day("2025-08-28")), ["xFlow Research"]);
        assert_eq!(owners_before(&proposal, day("2025-08-28")), ["GSMA", "MTN"]);
        assert_eq!(owners_before(&proposal, day("2024-06-01")), ["GSMA"]);
    }
}
