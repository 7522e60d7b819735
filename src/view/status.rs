//! The status of the group: the next call and all tasks by due date.

mod tasks;
#[cfg(test)]
mod tests;

use super::Views;
use super::actions::point::ActionPoint;
use super::agenda::AgendaItem;
use super::calendar::Call;
use super::calendar::closing::Closing;
use super::freeze::FreezeOutlook;
use super::github_stages::PendingStage;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::stage::ReachedStage;
use chrono::NaiveDate;

/// The status of the group, as of now.
pub struct GroupStatus<'v, 'g> {
    /// `None` if neither a file nor the schedule has a call within two years.
    pub next: Option<NextCall<'g>>,
    /// Overdue tasks first, then by due date, those without one last; may be empty.
    pub tasks: Vec<Task<'v, 'g>>,
}

/// The running or next call.
pub struct NextCall<'g> {
    /// When it is.
    pub call: Call,
    /// When its agenda closes or closed.
    pub closes: Closing,
    /// Its file; `None` if it does not exist yet.
    pub meeting: Option<&'g Meeting>,
    /// Its agenda, in the order of the call; empty without a file.
    pub agenda: Vec<AgendaItem<'g>>,
}

/// Something to do.
pub struct Task<'v, 'g> {
    /// The due date in the group's time zone, in the past if overdue. `None` if there is none.
    pub due: Option<NaiveDate>,
    /// Whether the due date has passed, or an action point has been open for too many calls.
    pub overdue: bool,
    /// What to do.
    pub kind: TaskKind<'v, 'g>,
}

/// What to do.
pub enum TaskKind<'v, 'g> {
    /// Scheduled calls are over and have no file.
    Unfiled {
        /// The day of the oldest.
        first: NaiveDate,
        /// How many more there are.
        more: usize,
    },
    /// A call is over, and some of its items have no record.
    Record {
        /// The call.
        meeting: &'g Meeting,
        /// How many of its current items have none.
        items: usize,
    },
    /// The next call has no file.
    File {
        /// Its day.
        call: NaiveDate,
    },
    /// The agenda of the next call has to be sent to the reviewer's mailing list (docs/procedure.md#agreement-3).
    Mail {
        /// The call.
        meeting: &'g Meeting,
        /// How many items were added after the agenda was sent; 0 if it was not sent.
        unknown: usize,
    },
    /// The issue with the agenda of the next call has to be opened, or brought up to date.
    AgendaIssue {
        /// The call.
        meeting: &'g Meeting,
        /// How many items were added after it was brought up to date; 0 if it was not opened.
        unknown: usize,
    },
    /// The stage of a proposal is to be shown on GitHub.
    GithubStage {
        /// The stage.
        pending: PendingStage<'g>,
    },
    /// An item of the next call needs attention: late, without an issue, frozen, or without a proposal.
    Item {
        /// The call.
        meeting: &'g Meeting,
        /// The item with its verdict.
        item: AgendaItem<'g>,
    },
    /// A proposal on the next agenda has no completed template (docs/procedure.md#agreement-4), or it was sent to the
    /// reviewer while the pull request with its template is pending (docs/procedure.md#agreement-5).
    Template {
        /// The proposal.
        proposal: &'g Proposal,
        /// Whether it was sent to the reviewer.
        sent: bool,
    },
    /// An approved API has no issue that tracks its onboarding (docs/procedure.md#agreement-8).
    Onboarding {
        /// The proposal.
        proposal: &'g Proposal,
    },
    /// An open action point.
    Action {
        /// The action point.
        action: &'v ActionPoint<'g>,
    },
    /// A proposal is due to be frozen (docs/procedure.md#agreement-9).
    Freeze {
        /// The proposal.
        proposal: &'g Proposal,
        /// Since when or from when, and why.
        outlook: FreezeOutlook<'v>,
    },
    /// A proposal has been frozen for too long and is due to be archived (docs/procedure.md#agreement-9).
    Archive {
        /// The proposal.
        proposal: &'g Proposal,
        /// The entry that froze it.
        freeze: &'g ReachedStage,
    },
    /// No later call has approved the minutes.
    Approve {
        /// The call whose minutes they are.
        meeting: &'g Meeting,
    },
    /// The minutes are not recorded as sent, and no later call has approved them.
    Send {
        /// The call whose minutes they are.
        meeting: &'g Meeting,
    },
    /// A call approved the minutes with corrections that are not recorded as made.
    Correct {
        /// The call whose minutes they are.
        meeting: &'g Meeting,
        /// What to correct, as Markdown.
        corrections: &'g str,
    },
    /// Neither the schedule nor a file has a future call.
    Schedule,
    /// No proposal is recorded yet.
    FirstProposal,
}

impl<'v, 'g> TaskKind<'v, 'g> {
    /// The task with its due date.
    fn with_due(self, due: impl Into<Option<NaiveDate>>) -> Task<'v, 'g> {
        Task { due: due.into(), overdue: false, kind: self }
    }
}

impl<'g> Views<'g> {
    /// The next call and the tasks, including those that the group waives.
    pub fn group_status(&self) -> GroupStatus<'_, 'g> {
        let next = self.coming_call();
        let mut tasks = Vec::new();
        self.add_call_tasks(next.as_ref(), &mut tasks);
        self.add_item_tasks(next.as_ref(), &mut tasks);
        self.add_proposal_tasks(next.as_ref(), &mut tasks);
        self.add_action_tasks(&mut tasks);
        let today = self.now.day();
        tasks.iter_mut().for_each(|task| task.overdue |= task.due.is_some_and(|due| due < today));
        // A stable sort: tasks due on one day keep the order above.
        let is_action = |task: &Task| matches!(task.kind, TaskKind::Action { .. });
        tasks.sort_by_key(|task| (!task.overdue, task.due.is_none(), task.due, task.due.is_none() && is_action(task)));
        GroupStatus { next, tasks }
    }

    /// The running or next call, from files or schedule, whichever is earlier.
    pub fn coming_call(&self) -> Option<NextCall<'g>> {
        let call = self.calls.coming_calls().next()?;
        let meeting = self.calls.meeting_on(call.date);
        let agenda = meeting.map(|meeting| self.agenda.items(meeting)).unwrap_or_default();
        Some(NextCall { call, closes: self.calendar.closing(&call), meeting, agenda })
    }
}
