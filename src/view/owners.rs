//! The name and the owners of a proposal on a day: a record is of its day.

use super::base::ViewBase;
use crate::model::proposal::Proposal;
use crate::source::Spanned;
use chrono::NaiveDate;
use std::collections::HashSet;
use std::sync::Arc;

/// The name of a proposal on a day. A former name applies before its `until`.
pub fn name_on(proposal: &Proposal, day: NaiveDate) -> &str {
    let former = proposal.former_names.iter().filter(|former| former.until.is_some_and(|until| day < until));
    former.min_by_key(|former| former.until).map_or(proposal.name.as_str(), |former| former.name.as_str())
}

/// The first day of the current name: the day of the last change, or else the registration.
pub fn name_since(proposal: &Proposal) -> Option<NaiveDate> {
    present_since(proposal, proposal.former_names.iter().filter_map(|former| former.until))
}

/// The first day of the current owners: the day of the last change, or else the registration.
pub fn owners_since(proposal: &Proposal) -> Option<NaiveDate> {
    present_since(proposal, proposal.former_owners.iter().filter_map(|former| former.until))
}

fn present_since(proposal: &Proposal, untils: impl Iterator<Item = NaiveDate>) -> Option<NaiveDate> {
    untils.max().or(proposal.registered.as_ref().map(|day| day.value))
}

/// The owners and supporters of proposals.
pub struct Owners<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
}

impl<'g> Owners<'g> {
    /// The owners on a day, in file order, by the organizations' own names. Former owners apply before their `until`;
    /// joint owners share one `until`, so an owner who stays is in both lists.
    pub fn owners_on(&self, proposal: &'g Proposal, day: NaiveDate) -> Vec<&'g str> {
        let untils = proposal.former_owners.iter().filter_map(|former| former.until);
        match untils.filter(|until| day < *until).min() {
            None => self.distinct_names(&proposal.owners),
            Some(until) => {
                let together = proposal.former_owners.iter().filter(|former| former.until == Some(until));
                self.distinct_names(together.map(|former| &former.name))
            }
        }
    }

    /// The former owners as of a day, oldest first; undated ones first.
    pub fn owners_before(&self, proposal: &'g Proposal, day: NaiveDate) -> Vec<&'g str> {
        let mut former: Vec<_> =
            proposal.former_owners.iter().filter(|former| former.until.is_none_or(|until| until <= day)).collect();
        former.sort_by_key(|former| former.until);
        self.distinct_names(former.iter().map(|former| &former.name))
    }

    /// The current owners, in file order.
    pub fn current_owners(&self, proposal: &'g Proposal) -> Vec<&'g str> {
        self.distinct_names(&proposal.owners)
    }

    /// The supporters that are not owners, in file order.
    pub fn supporters(&self, proposal: &'g Proposal) -> Vec<&'g str> {
        let owners: HashSet<&str> = self.current_owners(proposal).into_iter().collect();
        self.distinct_names(&proposal.supporters).into_iter().filter(|name| !owners.contains(name)).collect()
    }

    /// The supporters as listed in the file, including owners.
    pub fn listed_supporters(&self, proposal: &'g Proposal) -> impl Iterator<Item = &'g str> {
        proposal.supporters.iter().map(|spelling| self.base.index.organization_name(spelling.as_str()))
    }

    /// The organizations' own names for spellings, each once.
    fn distinct_names(&self, spellings: impl IntoIterator<Item = &'g Spanned<String>>) -> Vec<&'g str> {
        let mut known = HashSet::new();
        let names = spellings.into_iter().map(|spelling| self.base.index.organization_name(spelling.as_str()));
        names.filter(|name| known.insert(*name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    #[test]
    fn names_and_owners_depend_on_the_day() {
        let facts = "former-names: [{ name: Check, until: 2024-03-01 }]\nowners: [DT, Deutsche Telekom]\n\
                     former-owners: [{ name: MTN, until: 2025-08-28 }, { name: GSMA, until: 2024-01-01 }]\n\
                     supporters: [Orange, DT, Orange]\n";
        let views = TestGroup::new().proposal("fraud", facts).views("2026-01-01");
        let proposal = &views.group.proposals[0];
        assert_eq!(name_on(proposal, day("2024-02-29")), "Check");
        assert_eq!(name_on(proposal, day("2024-03-01")), "FRAUD");
        assert_eq!(views.owners.owners_on(proposal, day("2023-06-01")), ["GSMA"]);
        assert_eq!(views.owners.owners_on(proposal, day("2025-08-27")), ["MTN"]);
        assert_eq!(views.owners.owners_on(proposal, day("2025-08-28")), ["Deutsche Telekom"]);
        assert_eq!(views.owners.owners_before(proposal, day("2025-08-28")), ["GSMA", "MTN"]);
        assert_eq!(views.owners.owners_before(proposal, day("2024-06-01")), ["GSMA"]);
        assert_eq!(views.owners.supporters(proposal), ["Orange"]);
    }
}
