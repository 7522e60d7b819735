//! An item of a call: what it is about, and what calls said about it.

use super::action::ActionFacts;
use super::entry::EntryFacts;
use super::{Facts, LinkFacts};
use crate::model::proposal::{Proposal, ProposalKind};
use crate::view::agenda::AgendaItem;
use chrono::NaiveDate;
use minijinja::value::Value;
use serde::Serialize;

/// An item of an agenda, or another topic.
#[derive(Serialize)]
pub struct ItemFacts<'g> {
    /// The kind of a topic, such as `scope enhancement`.
    kind: Option<String>,
    /// Its PR, or its issue with those of the members of a family.
    links: Vec<LinkFacts>,
    title: &'g str,
    /// The owners on the day.
    owners: Vec<&'g str>,
    former_owners: Vec<&'g str>,
    /// Who the item itself names.
    who: Option<&'g str>,
    /// `current`, `out-of-agenda` or `closing`.
    section: &'static str,
    /// `no-issue`, `frozen`, `late`, `unlisted`, `exception`, `carried-over` or `on-time`.
    verdict: &'static str,
    /// Whether it came after the agenda had closed.
    is_late: bool,
    /// Markdown: why it is treated although it is late.
    exception: Option<Value>,
    /// Whether an item before it is about the same thing, which has what was said about both.
    is_repeated: bool,
    treated: Option<bool>,
    /// Markdown: what the call said about it, as in the file.
    text: Option<Value>,
    /// Markdown.
    decisions: Vec<Value>,
    /// `None` if it is about no proposal, or is repeated.
    proposal: Option<ProposalFacts>,
    /// What earlier calls said; empty if the template does not mention it.
    history: Vec<Value>,
    /// What this call said about the item's subject.
    update: Vec<Value>,
    /// What this call said about this item.
    notes: Vec<EntryFacts>,
    /// The open action points about it.
    actions: Vec<ActionFacts>,
}

/// The proposal of an item, as of a day.
#[derive(Serialize)]
pub struct ProposalFacts {
    /// Markdown.
    summary: Option<Value>,
    /// Related issues, except those of a family, which are links of the item.
    related: Vec<LinkFacts>,
    /// The pull requests of the template, latest first.
    template_prs: Vec<LinkFacts>,
    /// Where the template is, if it has no pull request.
    template_url: Option<String>,
}

impl<'g> Facts<'_, 'g> {
    /// The items of a list, with their histories or without.
    pub fn items(&self, items: &[AgendaItem<'g>], day: NaiveDate, with_history: bool) -> Vec<ItemFacts<'g>> {
        items.iter().map(|item| self.item(item, day, with_history)).collect()
    }

    fn item(&self, agenda_item: &AgendaItem<'g>, day: NaiveDate, with_history: bool) -> ItemFacts<'g> {
        let item = agenda_item.item;
        let proposal = agenda_item.proposal;
        let first = !agenda_item.is_repeated;
        let slug = item.proposal.as_ref().map(|slug| slug.as_str());
        ItemFacts {
            kind: item.kind.as_deref().map(|kind| kind.replace('-', " ")),
            links: self.item_links(agenda_item),
            title: agenda_item.title().or(slug).unwrap_or_default(),
            owners: proposal.map(|proposal| self.views.owners.owners_on(proposal, day)).unwrap_or_default(),
            former_owners: proposal.map(|it| self.views.owners.owners_before(it, day)).unwrap_or_default(),
            who: item.who.as_ref().map(|who| who.as_str()),
            section: agenda_item.section.json_key(),
            verdict: agenda_item.recorded_verdict.json_key(),
            is_late: agenda_item.is_late,
            exception: item.exception.as_deref().map(|reason| self.prose(reason)),
            is_repeated: agenda_item.is_repeated,
            treated: item.treated,
            text: item.notes.as_deref().map(|text| self.prose(text)),
            decisions: item.decisions.iter().map(|decision| self.prose(decision)).collect(),
            proposal: proposal.filter(|_| first).map(|proposal| self.proposal(proposal, day)),
            history: if first && with_history { self.history(agenda_item, day) } else { Vec::new() },
            update: if first { self.update(agenda_item, day) } else { Vec::new() },
            notes: self.notes(agenda_item, day),
            actions: if first { self.open_actions(&agenda_item.subject, day) } else { Vec::new() },
        }
    }

    fn item_links(&self, agenda_item: &AgendaItem<'g>) -> Vec<LinkFacts> {
        let AgendaItem { item, proposal, is_repeated, .. } = agenda_item;
        if let Some(pr) = &item.pr {
            return vec![self.pr_link(pr)];
        }
        let issue = agenda_item.issue();
        let family = proposal.filter(|proposal| proposal.kind == ProposalKind::ApiFamily && !is_repeated);
        let members = family.filter(|_| issue.is_some()).map(|family| &family.related);
        issue
            .into_iter()
            .chain(members.into_iter().flatten().map(|member| &member.value))
            .map(|issue| self.issue_link(issue))
            .collect()
    }

    fn proposal(&self, proposal: &'g Proposal, day: NaiveDate) -> ProposalFacts {
        let is_elsewhere = proposal.template.as_ref().is_some_and(|template| template.pr.is_none());
        let related = proposal.related.iter().filter(|_| proposal.kind != ProposalKind::ApiFamily);
        ProposalFacts {
            summary: proposal.summary.as_deref().map(|summary| self.prose(summary)),
            related: related.map(|issue| self.issue_link(issue)).collect(),
            template_prs: self.views.templates.prs_on(proposal, day).into_iter().map(|pr| self.pr_link(pr)).collect(),
            template_url: self.views.links.template_url(proposal).filter(|_| is_elsewhere),
        }
    }
}
