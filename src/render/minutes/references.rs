//! What things are called in the minutes, with links to where they are.

use super::Writer;
use crate::model::proposal::Kind;
use crate::model::reference::Reference;
use crate::render::cell::{link, text};
use crate::source::Spanned;
use crate::view::agenda::AgendaItem;
use crate::view::index::Subject;
use crate::view::on_day;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;

impl<'g> Writer<'_, 'g> {
    /// What an item is called on the day.
    pub(super) fn title(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let own = item.item.title.as_ref().map(|title| title.as_str());
        let title = item.proposal.map(|proposal| on_day::name(proposal, day)).or(own);
        title.or(item.item.proposal.as_ref().map(|slug| slug.as_str())).map(text).unwrap_or_default()
    }

    /// `[#63](...)`, or `[PR#280](...)` for an item that is a PR; `None` where nothing is linked. A family has the
    /// issues of its members, too.
    pub(super) fn reference(&self, AgendaItem { item, proposal, is_repeated, .. }: &AgendaItem<'g>) -> Option<String> {
        if let Some(pr) = &item.pr {
            return Some(self.linked_pr(pr));
        }
        let issue = item.issue.as_ref().or_else(|| proposal.and_then(|proposal| proposal.issue.as_ref()))?;
        let family = proposal.filter(|proposal| proposal.kind == Kind::ApiFamily && !is_repeated);
        let members = family.map(|family| &family.related);
        Some(self.linked_issues(std::iter::once(issue).chain(members.into_iter().flatten())))
    }

    pub(super) fn linked_issues<'r>(&self, issues: impl IntoIterator<Item = &'r Spanned<Reference>>) -> String {
        issues.into_iter().map(|issue| self.linked_issue(issue)).collect::<Vec<_>>().join(", ")
    }

    /// What an action point is about, as of a day; `None` where only a title says it.
    pub(super) fn subject_reference(&self, subject: &Subject, day: NaiveDate) -> Option<String> {
        match subject {
            Subject::Proposal(_) => {
                let proposal = self.views.index.proposal(subject)?;
                let name = || text(on_day::name(proposal, day));
                Some(proposal.issue.as_ref().map_or_else(name, |issue| self.linked_issue(issue)))
            }
            Subject::Issue(issue) => Some(self.linked_issue(issue)),
            Subject::Pr(pr) => Some(self.linked_pr(pr)),
            Subject::Slug(_) | Subject::Title(_) => None,
        }
    }

    pub(super) fn linked_issue(&self, issue: &Reference) -> String {
        kept(&self.issues, issue, || linked(&self.views.issue_label(issue), self.views.issue_url(issue)))
    }

    pub(super) fn linked_pr(&self, pr: &Reference) -> String {
        kept(&self.prs, pr, || linked(&self.views.pr_label(pr), self.views.pr_url(pr)))
    }
}

/// A link is made once, and stands in the minutes of many calls.
fn kept(links: &RefCell<HashMap<Reference, String>>, to: &Reference, link: impl FnOnce() -> String) -> String {
    if let Some(link) = links.borrow().get(to) {
        return link.clone();
    }
    let link = link();
    links.borrow_mut().insert(to.clone(), link.clone());
    link
}

fn linked(label: &str, url: Option<String>) -> String {
    url.map_or_else(|| text(label), |url| link(label, &url))
}
