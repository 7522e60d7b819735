//! An item of a call: what it is about, and what calls said about it.

use super::Facts;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::view::agenda::AgendaItem;
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;

impl<'g> Facts<'_, 'g> {
    /// The items of a list, with their histories or without.
    pub fn items(&self, items: &[AgendaItem<'g>], day: NaiveDate, with_history: bool) -> Vec<Value> {
        items.iter().map(|item| self.item(item, day, with_history)).collect()
    }

    fn item(&self, agenda_item: &AgendaItem<'g>, day: NaiveDate, with_history: bool) -> Value {
        let item = agenda_item.item;
        let proposal = agenda_item.proposal;
        let first = !agenda_item.is_repeated;
        let owners = proposal.map(|proposal| self.views.owners.owners_on(proposal, day)).unwrap_or_default();
        let former_owners = proposal.map(|proposal| self.views.owners.owners_before(proposal, day)).unwrap_or_default();
        let is_first_call = first && self.views.history.is_first_call(&agenda_item.subject, day);
        context! {
            // The kind of a topic, such as `scope enhancement`.
            kind => item.kind.as_deref().map(|kind| kind.replace('-', " ")),
            // The owners on the day.
            owners => self.public_names(owners),
            former_owners => self.public_names(former_owners),
            // Who the item itself names.
            who => item.who.as_ref().and_then(|who| self.public_name(who.as_str())),
            // `current`, `out-of-agenda` or `closing`.
            section => agenda_item.section.json_key(),
            // `no-issue`, `frozen`, `late`, `unlisted`, `exception`, `carried-over` or `on-time`.
            verdict => agenda_item.recorded_verdict.json_key(),
            // Whether it came after the agenda had closed.
            is_late => agenda_item.is_late,
            // Markdown: why it is treated although it is late.
            exception => item.exception.as_deref().map(|reason| self.prose(reason)),
            // Whether an item before it is about the same thing, which has what was said about both.
            is_repeated => agenda_item.is_repeated,
            treated => item.treated,
            // Markdown: what the call said about it, as in the file.
            text => item.notes.as_deref().map(|text| self.prose(text)),
            // Markdown.
            decisions => item.decisions.iter().map(|decision| self.prose(decision)).collect::<Value>(),
            // `None` if it is about no proposal, or is repeated.
            proposal => proposal.filter(|_| first).map(|proposal| self.proposal(proposal, day)),
            // What earlier calls said; empty if the template does not mention it.
            history => if first && with_history { self.history(agenda_item, day) } else { Vec::new() },
            // What calls without a file said, for the first call with one; otherwise empty.
            earlier => if is_first_call { self.notes_of_calls_without_file(agenda_item, day) } else { Vec::new() },
            // Whether no earlier call has a file that names it.
            is_first_call,
            // What this call said about the item's subject.
            update => if first { self.update(agenda_item, day) } else { Vec::new() },
            // What this call said about this item.
            notes => self.notes(agenda_item, day),
            // The open action points about it.
            actions => if first { self.open_actions(&agenda_item.subject, day) } else { Vec::new() },
            ..self.item_name(agenda_item)
        }
    }

    /// What an item is about.
    pub fn item_name(&self, agenda_item: &AgendaItem<'g>) -> Value {
        let slug = agenda_item.item.proposal.as_ref().map(|slug| slug.as_str());
        context! {
            // Its PR, or its issue with those of the members of a family.
            links => self.item_links(agenda_item),
            title => agenda_item.title().or(slug).unwrap_or_default(),
        }
    }

    fn item_links(&self, agenda_item: &AgendaItem<'g>) -> Vec<Value> {
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

    fn proposal(&self, proposal: &'g Proposal, day: NaiveDate) -> Value {
        let is_elsewhere = proposal.template.as_ref().is_some_and(|template| template.pr.is_none());
        let prs = self.views.templates.prs_on(proposal, day);
        let related = proposal.related.iter().filter(|_| proposal.kind != ProposalKind::ApiFamily);
        context! {
            // Markdown.
            summary => proposal.summary.as_deref().map(|summary| self.prose(summary)),
            // Related issues, except those of a family, which are links of the item.
            related => related.map(|issue| self.issue_link(issue)).collect::<Value>(),
            // The pull requests of the template, latest first.
            template_prs => prs.into_iter().map(|pr| self.pr_link(pr)).collect::<Value>(),
            // Where the template is, if it has no pull request.
            template_url => self.views.links.template_url(proposal).filter(|_| is_elsewhere),
        }
    }
}
