//! The tasks, collected from calls, proposals and action points.

use super::{NextCall, Task, TaskKind};
use crate::model::stage::Stage;
use crate::view::Views;
use crate::view::agenda::mail::AgendaMail;
use crate::view::agenda::{AgendaItem, Verdict};
use crate::view::freeze::FreezeOutlook;
use crate::view::stages::archive::DueArchive;
use crate::view::templates::TemplateMerge;
use chrono::Days;
use std::collections::HashSet;

/// A freeze that is due later than this and later than the next call is not a task yet.
const SOON: Days = Days::new(14);

impl<'g> Views<'g> {
    /// Calls that are over but not recorded, sent or approved; the next call without a file or an agenda mail.
    pub(super) fn add_call_tasks(&self, next: Option<&NextCall<'g>>, tasks: &mut Vec<Task<'_, 'g>>) {
        if let [first, others @ ..] = self.calls.missing().as_slice() {
            tasks.push(TaskKind::Unfiled { first: first.date, more: others.len() }.with_due(first.date));
        }
        let next_day = next.map(|next| next.call.date);
        for meeting in self.group.meetings.iter().filter(|meeting| self.calls.is_record_due(meeting)) {
            let items = self.agenda.unrecorded_items(meeting).count();
            if items > 0 {
                tasks.push(TaskKind::Record { meeting, items }.with_due(meeting.date.value));
            }
            if self.approvals.approving_call(meeting).is_none() {
                if meeting.is_recorded() && meeting.minutes_sent.is_none() {
                    tasks.push(TaskKind::Send { meeting }.with_due(next_day));
                }
                tasks.push(TaskKind::Approve { meeting }.with_due(next_day));
            }
        }
        for meeting in &self.group.meetings {
            if let Some(corrections) = self.approvals.corrections_due(meeting) {
                tasks.push(TaskKind::Correct { meeting, corrections }.with_due(next_day));
            }
        }
        if next.is_none() {
            tasks.push(TaskKind::Schedule.with_due(None));
        }
        if self.group.proposals.is_empty() {
            tasks.push(TaskKind::FirstProposal.with_due(None));
        }
        let Some(next) = next else { return };
        let closes = Some(next.closes.day());
        let Some(meeting) = next.meeting else {
            tasks.push(TaskKind::File { call: next.call.date }.with_due(closes));
            return;
        };
        match self.agenda.mail(meeting) {
            AgendaMail::Outdated { added_later, .. } => {
                let unknown = added_later.len();
                tasks.push(TaskKind::Mail { meeting, unknown }.with_due(next.call.date));
            }
            AgendaMail::Missing | AgendaMail::NotDue if self.workgroup.reviewer.is_some() => {
                tasks.push(TaskKind::Mail { meeting, unknown: 0 }.with_due(closes));
            }
            _ => {}
        }
        if meeting.agenda_issue.is_none() && self.threads.writes_agendas() {
            tasks.push(TaskKind::AgendaIssue { meeting, unknown: 0 }.with_due(closes));
        }
        let unknown = self.threads.items_missing_on_github(meeting).len();
        if unknown > 0 {
            tasks.push(TaskKind::AgendaIssue { meeting, unknown }.with_due(next.call.date));
        }
    }

    /// Items of the next call that need attention.
    pub(super) fn add_item_tasks(&self, next: Option<&NextCall<'g>>, tasks: &mut Vec<Task<'_, 'g>>) {
        let Some(NextCall { call, meeting: Some(meeting), .. }) = next else { return };
        let stumbles = |item: &AgendaItem| item.verdict <= Verdict::Unlisted;
        for item in self.agenda.bound_items(meeting).into_iter().filter(stumbles) {
            tasks.push(TaskKind::Item { meeting, item }.with_due(call.date));
        }
    }

    /// Proposals without a template or an onboarding issue, and those due to be frozen or archived.
    pub(super) fn add_proposal_tasks<'v>(&'v self, next: Option<&NextCall<'g>>, tasks: &mut Vec<Task<'v, 'g>>) {
        let today = self.now.day();
        let call = next.map(|next| next.call.date);
        let on_agenda: HashSet<&str> = next
            .iter()
            .flat_map(|next| &next.agenda)
            .filter_map(|item| item.proposal.map(|proposal| proposal.slug.as_str()))
            .collect();
        let soon = [call, today.checked_add_days(SOON)].into_iter().flatten().max();
        for proposal in &self.group.proposals {
            if !self.stages.is_active_on(proposal, today) {
                continue;
            }
            let stage = self.stages.stage_on(proposal, today);
            if stage == Some(Stage::UnderReview) && self.templates.merge_state(proposal) == Some(TemplateMerge::Pending)
            {
                tasks.push(TaskKind::Template { proposal, sent: true }.with_due(self.reviews.next_review(today)));
            } else if proposal.template.is_none()
                && proposal.kind.is_row()
                && on_agenda.contains(proposal.slug.as_str())
            {
                tasks.push(TaskKind::Template { proposal, sent: false }.with_due(call));
            }
            let outlook = self.freezes.outlook(proposal);
            let lacks_onboarding = self.stages.lacks_onboarding(proposal, today);
            if lacks_onboarding {
                tasks.push(TaskKind::Onboarding { proposal }.with_due(outlook.map(|outlook| outlook.day)));
            }
            // Until the freeze is due, the task that prevents it is enough.
            let is_near = |outlook: &FreezeOutlook| match lacks_onboarding {
                true => outlook.is_due(today),
                false => outlook.is_one_call_away() && soon.is_some_and(|soon| outlook.day <= soon),
            };
            if let Some(outlook) = outlook.filter(is_near) {
                tasks.push(TaskKind::Freeze { proposal, outlook }.with_due(outlook.day));
            }
        }
        for pending in self.threads.pending_stages() {
            tasks.push(TaskKind::GithubStage { pending }.with_due(call));
        }
        for DueArchive { proposal, freeze, due } in self.stages.due_archives(today) {
            tasks.push(TaskKind::Archive { proposal, freeze }.with_due(due));
        }
    }

    /// All open action points, oldest first.
    pub(super) fn add_action_tasks<'v>(&'v self, tasks: &mut Vec<Task<'v, 'g>>) {
        let today = self.now.day();
        for action in self.actions.open_on(today) {
            let overdue = self.actions.overdue_reason(action, today).is_some();
            tasks.push(Task { due: action.due_on(today), overdue, kind: TaskKind::Action { action } });
        }
    }
}
