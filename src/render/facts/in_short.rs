//! A call in short.

use super::Facts;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::view::agenda::AgendaItem;
use crate::view::calls::FollowingCall;
use crate::view::markdown;
use crate::view::owners;
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;

impl<'g> Facts<'_, 'g> {
    /// A call in short, with its topics and its agenda; `None` for a draft, and if it has no part. The next call has its own
    /// facts.
    pub fn in_short(
        &self,
        meeting: &'g Meeting,
        topics: &[AgendaItem<'g>],
        agenda: &[AgendaItem<'g>],
    ) -> Option<Value> {
        let day = meeting.date.value;
        let next = self.views.calls.following(meeting);
        let is_next_known = matches!(next, FollowingCall::Announced(_) | FollowingCall::Planned(_));
        let short = self.views.call_in_short(meeting, topics, agenda)?;
        if short.is_empty() && !is_next_known {
            return None;
        }
        let decisions = short.decided.iter().flat_map(|item| {
            let of_item = item.item.decisions.iter();
            of_item.map(|decision| context! { ..self.headline(decision), ..self.item_name(item) })
        });
        let stages = short.steps.iter().flat_map(|step| {
            let of_proposal = step.stages.iter();
            of_proposal.map(|reached| {
                context! {
                    name => self.views.reviews.format_stage(reached.stage.value),
                    // Markdown.
                    note => reached.reason.as_deref().map(|note| self.prose(note)),
                    ..self.proposal_name(step.proposal, day)
                }
            })
        });
        let closed = short.steps.iter().filter_map(|step| {
            let closed = step.closed?.to_string();
            Some(context! { closed, ..self.proposal_name(step.proposal, day) })
        });
        let actions = short.actions.iter().map(|(action, number)| {
            context! { ..self.headline(action.text), ..self.action(action, day, Some(*number)) }
        });
        Some(context! {
            decisions => decisions.collect::<Value>(),
            stages => stages.collect::<Value>(),
            closed => closed.collect::<Value>(),
            actions => actions.collect::<Value>(),
            not_treated => short.not_treated.iter().map(|item| self.item_name(item)).collect::<Value>(),
        })
    }

    /// The start of a text that says what it is about.
    fn headline(&self, markdown: &'g str) -> Value {
        let text = markdown::headline(markdown);
        // Markdown, and whether more follows it.
        context! { text => self.prose(text), is_shortened => text.trim_end() != markdown.trim() }
    }

    fn proposal_name(&self, proposal: &'g Proposal, day: NaiveDate) -> Value {
        let links = proposal.issue.iter().map(|issue| self.issue_link(issue));
        context! { links => links.collect::<Value>(), title => owners::name_on(proposal, day) }
    }
}
