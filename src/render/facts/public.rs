//! What a site prints: organizations in place of people, and links to its own pages.

use super::Facts;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::render::site_paths::{call_path, proposal_path};
use crate::view::people::by_organization::OrganizationsOfPeople;
use chrono::NaiveDate;
use minijinja::value::Value;

/// What the pages of a site differ in.
pub struct SiteFacts<'g> {
    pub organizations: OrganizationsOfPeople<'g>,
    /// The path from their folder to the root of the site.
    pub up: &'static str,
}

impl<'g> Facts<'_, 'g> {
    /// Whether the facts are for the pages of a site.
    pub fn is_public(&self) -> bool {
        self.site.is_some()
    }

    /// A name of a record as it is printed: in a site, the organization in place of a person. `None` if that is unknown.
    pub fn public_name(&self, name: &'g str) -> Option<&'g str> {
        self.site.as_ref().map_or(Some(name), |site| site.organizations.replace_person(name))
    }

    /// Names of records as they are printed, each once in a site.
    pub fn public_names(&self, names: impl IntoIterator<Item = &'g str>) -> Value {
        let mut printed: Vec<&str> = Vec::new();
        for name in names {
            let name = self.public_name(name);
            printed.extend(name.filter(|name| !self.is_public() || !printed.contains(name)));
        }
        printed.into_iter().collect()
    }

    /// The page of the proposal of an issue, if it has one; only in a site.
    pub fn issue_page(&self, issue: &Reference) -> Option<String> {
        self.site.as_ref().and_then(|_| self.proposal_page(self.views.index.by_issue(issue)?))
    }

    /// The page of a proposal, only in a site.
    pub fn proposal_page(&self, proposal: &Proposal) -> Option<String> {
        self.site.as_ref().map(|site| format!("{}{}", site.up, proposal_path(&proposal.slug)))
    }

    /// The page of a call that has a file, only in a site.
    pub fn call_page(&self, day: NaiveDate) -> Option<String> {
        let site = self.site.as_ref().filter(|_| self.views.calls.meeting_on(day).is_some());
        site.map(|site| format!("{}{}", site.up, call_path(day)))
    }
}
