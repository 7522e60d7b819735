//! When somebody last worked on a proposal, according to the records.

mod first_heard;
pub mod issue_opening;

use super::base::ViewBase;
use super::index::Mention;
use super::item_label::reference_place;
use super::templates::{TemplateMerge, TemplatePrs};
use crate::model::proposal::{Earlier, Proposal};
use crate::source::{Place, Spanned};
use chrono::NaiveDate;
use std::sync::Arc;

/// An activity on a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    /// In the group's zone.
    pub day: NaiveDate,
    /// What happened.
    pub kind: ActivityKind,
    /// Where it is recorded; `None` if only in `github.yaml`.
    pub place: Option<Place>,
}

/// What counts as activity on a proposal (docs/procedure.md#agreement-9). Of two on one day, the later one in this list
/// counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActivityKind {
    /// Its issue was opened.
    Opened,
    /// Its issue or the pull request with its template changed.
    Updated,
    /// It was registered in the backlog.
    Registered,
    /// Its template was merged.
    Merged,
    /// It reached a stage.
    Stage,
    /// A call treated it, as an agenda item or another topic.
    Treated,
}

impl ActivityKind {
    /// A short description for people.
    pub fn describe_activity(self) -> &'static str {
        match self {
            ActivityKind::Opened => "its issue was opened",
            ActivityKind::Updated => "its issue or pull request changed",
            ActivityKind::Registered => "it was registered",
            ActivityKind::Merged => "its template was merged",
            ActivityKind::Stage => "it reached this stage",
            ActivityKind::Treated => "a call treated it",
        }
    }

    /// Whether it happened on GitHub rather than in a call.
    pub fn is_on_github(self) -> bool {
        matches!(self, ActivityKind::Opened | ActivityKind::Updated | ActivityKind::Merged)
    }
}

/// The activity on proposals.
pub struct Activities<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) templates: Arc<TemplatePrs<'g>>,
}

impl<'g> Activities<'g> {
    /// The last activity on a proposal by the end of a day. `None` if the records have no dated activity; there may
    /// have been some all the same.
    pub fn last_activity(&self, proposal: &'g Proposal, day: NaiveDate) -> Option<Activity> {
        let dated = |date: &Spanned<NaiveDate>, kind| Activity { day: date.value, kind, place: Some(date.place) };
        let stages = proposal.stages.iter().filter_map(|reached| reached.date.as_ref());
        let stages = stages.map(|date| dated(date, ActivityKind::Stage));
        let registered = proposal.registered.iter().map(|date| dated(date, ActivityKind::Registered));
        let merged = match self.templates.merge_state(proposal) {
            Some(TemplateMerge::Merged(Some(day))) => {
                let written = proposal.template.as_ref().and_then(|template| template.merged.as_ref());
                Some(Activity { day, kind: ActivityKind::Merged, place: written.map(|written| written.place) })
            }
            Some(TemplateMerge::Merged(None) | TemplateMerge::Pending) | None => None,
        };
        let treated = self.last_treated(proposal, day);
        let all = stages.chain(registered).chain(merged).chain(treated).chain(self.github_activity(proposal));
        all.filter(|activity| activity.day <= day).max_by_key(|activity| (activity.day, activity.kind))
    }

    /// When the issue was opened, according to `github.yaml` or the proposal's file.
    pub fn opening_day(&self, proposal: &Proposal) -> Option<NaiveDate> {
        let state = proposal.issue.as_ref().and_then(|issue| self.base.index.issue_facts(issue));
        let opened = state.and_then(|state| state.opened);
        opened.map(|opened| self.base.day_of(opened)).or(proposal.opened.as_ref().map(|day| day.value))
    }

    /// The last call by the end of a day that treated the proposal. The file of a call takes precedence over a
    /// `history` entry of the same date.
    fn last_treated(&self, proposal: &'g Proposal, day: NaiveDate) -> impl Iterator<Item = Activity> {
        let treated = |day: NaiveDate, place: Place| Activity { day, kind: ActivityKind::Treated, place: Some(place) };
        let subject = self.base.index.proposal_subject(proposal);
        let mentions = subject.as_ref().map_or(&[][..], |subject| self.base.index.mentions(subject));
        let is_treated = |mention: &&Mention| self.base.calls.has_treated(mention.meeting, mention.item);
        let in_files = mentions.iter().rev().filter(is_treated).find(|mention| mention.meeting.date.value <= day);
        let in_files = in_files.map(|mention| treated(mention.meeting.date.value, reference_place(mention.item)));
        let earlier = proposal.history.iter().filter(|earlier| earlier.treated != Some(false));
        let dates = earlier.flat_map(Earlier::known_dates).filter(move |date| date.value <= day);
        let is_in_file = |date: NaiveDate| {
            let first = mentions.partition_point(|mention| mention.meeting.date.value < date);
            let of_date = mentions[first..].iter().take_while(|mention| mention.meeting.date.value == date);
            of_date.into_iter().any(|mention| mention.item.is_recorded())
        };
        let without_file = dates.filter(|date| !is_in_file(date.value)).max_by_key(|date| date.value);
        in_files.into_iter().chain(without_file.map(|date| treated(date.value, date.place)))
    }

    fn github_activity(&self, proposal: &'g Proposal) -> impl Iterator<Item = Activity> {
        let issue = proposal.issue.as_ref().and_then(|issue| self.base.index.issue_facts(issue));
        let prs = proposal.template_prs().filter_map(|pr| self.base.index.pr_facts(pr));
        let updated = issue.and_then(|issue| issue.updated).into_iter();
        let updated = updated.chain(prs.flat_map(|pr| [pr.opened, pr.merged, pr.updated].into_iter().flatten()));
        let updated = updated.map(|when| (self.base.day_of(when), ActivityKind::Updated));
        let opened = self.opening_day(proposal).map(|day| (day, ActivityKind::Opened));
        opened.into_iter().chain(updated).map(|(day, kind)| Activity { day, kind, place: None })
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    /// `DAY KIND` of the last activity by a day.
    fn last_activity_by(group: &TestGroup, by: &str) -> String {
        let views = group.views("2026-06-30");
        let last = views.activity.last_activity(&views.group.proposals[0], day(by));
        last.map(|last| format!("{} {:?}", last.day, last.kind)).unwrap_or_default()
    }

    #[test]
    fn the_latest_activity_by_the_day_counts() {
        let proposal = "issue: 1\nregistered: 2025-09-02\ntemplate: { pr: 2, merged: 2025-10-30 }\nearlier:\n  \
                        - { date: 2025-09-11, text: presented }\n  - { date: 2025-10-09, treated: false }\n  - undated\n\
                        stages: [{ stage: under-discussion, date: 2025-09-25 }, { stage: frozen, date: 2026-05-01 }]\n";
        let group = TestGroup::new()
            .proposal("a", proposal)
            .call("2025-11-13", "agenda: [{ issue: 1, notes: u }]\n")
            .call("2025-12-11", "agenda: [{ issue: 1, treated: false }]\n")
            .call("2026-01-08", "agenda: [{ issue: 1 }]\n")
            .call("2026-01-22", "topics: [{ pr: 2, notes: u }]\n")
            .file("github.yaml", "issues: { 1: { opened: 2025-08-01, updated: 2026-03-01T10:00:00Z } }\n");
        let by = |day: &str| last_activity_by(&group, day);
        assert_eq!(by("2025-07-31"), "");
        assert_eq!(by("2025-08-31"), "2025-08-01 Opened");
        assert_eq!(by("2025-09-10"), "2025-09-02 Registered");
        assert_eq!(by("2025-09-24"), "2025-09-11 Treated");
        assert_eq!(by("2025-10-29"), "2025-09-25 Stage", "and no item that was not treated");
        assert_eq!(by("2025-11-12"), "2025-10-30 Merged");
        assert_eq!(by("2026-01-21"), "2025-11-13 Treated");
        assert_eq!(by("2026-02-28"), "2026-01-22 Treated", "among the other topics");
        assert_eq!(by("2026-04-30"), "2026-03-01 Updated");
    }

    #[test]
    fn a_file_takes_precedence_over_an_earlier_entry() {
        let group = TestGroup::new().proposal("a", "issue: 1\nhistory: [{ date: 2025-11-13, notes: t }]\n");
        for (item, expected) in [(", treated: false", ""), ("", "2025-11-13 Treated")] {
            let group = group.clone().call("2025-11-13", format!("agenda: [{{ issue: 1{item} }}]\n"));
            assert_eq!(last_activity_by(&group, "2026-01-01"), expected);
        }
    }

    #[test]
    fn a_note_for_a_canceled_call_is_not_an_activity() {
        let group = TestGroup::new().proposal("a", "issue: 1\nregistered: 2025-09-02\n");
        let group = group.call("2025-12-25", "agenda: [{ issue: 1, notes: early }]\n");
        assert_eq!(last_activity_by(&group, "2026-01-01"), "2025-09-02 Registered");
    }
}
