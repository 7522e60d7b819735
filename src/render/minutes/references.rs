//! The names of things in the minutes, with links.

use super::MinutesWriter;
use crate::model::proposal::ProposalKind;
use crate::model::reference::Reference;
use crate::render::cell::{escape_text, format_link};
use crate::source::Spanned;
use crate::view::agenda::AgendaItem;
use crate::view::index::Subject;
use crate::view::owners;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;

impl<'g> MinutesWriter<'_, 'g> {
    /// The title of an item on the day.
    pub(super) fn item_title(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let own = item.item.title.as_ref().map(|title| title.as_str());
        let title = item.proposal.map(|proposal| owners::name_on(proposal, day)).or(own);
        title.or(item.item.proposal.as_ref().map(|slug| slug.as_str())).map(escape_text).unwrap_or_default()
    }

    /// `[#63](...)`, or `[PR#280](...)` for an item that is a PR; `None` without either. A family has the issues of its
    /// members, too.
    pub(super) fn item_reference(
        &self,
        AgendaItem { item, proposal, is_repeated, .. }: &AgendaItem<'g>,
    ) -> Option<String> {
        if let Some(pr) = &item.pr {
            return Some(self.link_pr(pr));
        }
        let issue = item.issue.as_ref().or_else(|| proposal.and_then(|proposal| proposal.issue.as_ref()))?;
        let family = proposal.filter(|proposal| proposal.kind == ProposalKind::ApiFamily && !is_repeated);
        let members = family.map(|family| &family.related);
        Some(self.link_issues(std::iter::once(issue).chain(members.into_iter().flatten())))
    }

    pub(super) fn link_issues<'r>(&self, issues: impl IntoIterator<Item = &'r Spanned<Reference>>) -> String {
        issues.into_iter().map(|issue| self.link_issue(issue)).collect::<Vec<_>>().join(", ")
    }

    /// The subject of an action point, as of a day; `None` if it has only a title.
    pub(super) fn subject_reference(&self, subject: &Subject, day: NaiveDate) -> Option<String> {
        match subject {
            Subject::Proposal(_) => {
                let proposal = self.views.index.subject_proposal(subject)?;
                let name = || escape_text(owners::name_on(proposal, day));
                Some(proposal.issue.as_ref().map_or_else(name, |issue| self.link_issue(issue)))
            }
            Subject::Issue(issue) => Some(self.link_issue(issue)),
            Subject::Pr(pr) => Some(self.link_pr(pr)),
            Subject::Slug(_) | Subject::Title(_) => None,
        }
    }

    pub(super) fn link_issue(&self, issue: &Reference) -> String {
        cached_link(&self.issues, issue, || {
            link_if_url(&self.views.links.issue_label(issue), self.views.links.issue_url(issue))
        })
    }

    pub(super) fn link_pr(&self, pr: &Reference) -> String {
        cached_link(&self.prs, pr, || link_if_url(&self.views.links.pr_label(pr), self.views.links.pr_url(pr)))
    }
}

/// Creates a link once; it appears in the minutes of many calls.
fn cached_link(links: &RefCell<HashMap<Reference, String>>, to: &Reference, link: impl FnOnce() -> String) -> String {
    if let Some(link) = links.borrow().get(to) {
        return link.clone();
    }
    let link = link();
    links.borrow_mut().insert(to.clone(), link.clone());
    link
}

fn link_if_url(label: &str, url: Option<String>) -> String {
    url.map_or_else(|| escape_text(label), |url| format_link(label, &url))
}
