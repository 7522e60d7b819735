//! What today asks for: the next call, and everything that is to be done, by the day on which it is due.

mod tasks;
#[cfg(test)]
mod tests;
mod waived;

use super::Views;
use super::actions::ActionPoint;
use super::agenda::AgendaItem;
use super::calendar::Call;
use super::calendar::closing::Closing;
use super::freeze::FreezeOutlook;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::stage::ReachedStage;
use chrono::NaiveDate;

/// Where the group stands, seen from now.
pub struct GroupStatus<'v, 'g> {
    /// `None` when neither a file nor the schedule has one within two years.
    pub next: Option<NextCall<'g>>,
    /// What is overdue first, then by the day on which each is due, those without a day last; may be empty.
    pub tasks: Vec<Task<'v, 'g>>,
}

/// The call that is running or comes next.
pub struct NextCall<'g> {
    /// When it is.
    pub call: Call,
    /// When its agenda closes or closed.
    pub closes: Closing,
    /// Its file; `None` while nobody has made it.
    pub meeting: Option<&'g Meeting>,
    /// Its discussion, in the order of the call; empty without a file.
    pub agenda: Vec<AgendaItem<'g>>,
}

/// Something to be done.
pub struct Task<'v, 'g> {
    /// The day by which, in the group's zone; in the past where it is overdue. `None` where nothing sets one.
    pub due: Option<NaiveDate>,
    /// Whether that day is past, or an action point has been open for too many calls.
    pub overdue: bool,
    /// What it is.
    pub kind: TaskKind<'v, 'g>,
}

/// What is to be done.
pub enum TaskKind<'v, 'g> {
    /// Calls of the schedule are over, and have no file.
    Unfiled {
        /// The day of the oldest.
        first: NaiveDate,
        /// How many there are beside it.
        more: usize,
    },
    /// A call is over, and of so many items nothing is recorded.
    Record {
        /// The call.
        meeting: &'g Meeting,
        /// How many of its current items.
        items: usize,
    },
    /// The next call has no file.
    File {
        /// Its day.
        call: NaiveDate,
    },
    /// The agenda of the next call has to go to the reviewer's list (procedure 3).
    Mail {
        /// The call.
        meeting: &'g Meeting,
        /// How many items the list does not know although it was sent an agenda; 0 when it was sent none.
        unknown: usize,
    },
    /// An item of the next call is on no clear footing: late, without an issue, frozen, of no proposal.
    Item {
        /// The call.
        meeting: &'g Meeting,
        /// The item with its verdict.
        item: AgendaItem<'g>,
    },
    /// A proposal on the next agenda has no filled template (procedure 4), or it went to the reviewer and the pull
    /// request with its template is pending (procedure 5).
    Template {
        /// The proposal.
        proposal: &'g Proposal,
        /// Whether it was sent to the reviewer.
        sent: bool,
    },
    /// An approved API has no issue that tracks its onboarding (procedure 8).
    Onboarding {
        /// The proposal.
        proposal: &'g Proposal,
    },
    /// An open action point.
    Action {
        /// With what calls said of it.
        action: &'v ActionPoint<'g>,
    },
    /// A proposal is to be frozen (procedure 9).
    Freeze {
        /// The proposal.
        proposal: &'g Proposal,
        /// Since or from when, and why.
        outlook: FreezeOutlook<'v>,
    },
    /// A proposal has been frozen for too long and is to be archived (procedure 9).
    Archive {
        /// The proposal.
        proposal: &'g Proposal,
        /// The stage at which it was frozen.
        freeze: &'g ReachedStage,
    },
    /// No later call has approved the minutes.
    Approve {
        /// The call whose minutes they are.
        meeting: &'g Meeting,
    },
    /// Nothing says that the minutes were sent, and no later call has approved them.
    Send {
        /// The call whose minutes they are.
        meeting: &'g Meeting,
    },
    /// A call approved the minutes with corrections, and the record does not say that they were made.
    Correct {
        /// The call whose minutes they are.
        meeting: &'g Meeting,
        /// What is to be corrected, as Markdown.
        corrections: &'g str,
    },
    /// Neither a slot of the schedule nor a file has a call to come.
    Schedule,
    /// There is no proposal yet.
    FirstProposal,
}

impl<'g> Views<'g> {
    /// What today asks for.
    pub fn group_status(&self) -> GroupStatus<'_, 'g> {
        let next = self.coming_call();
        let mut tasks = Vec::new();
        self.add_call_tasks(next.as_ref(), &mut tasks);
        self.add_item_tasks(next.as_ref(), &mut tasks);
        self.add_proposal_tasks(next.as_ref(), &mut tasks);
        self.add_action_tasks(&mut tasks);
        tasks.retain(|task| !self.is_waived(task));
        let today = self.now.day();
        tasks.iter_mut().for_each(|task| task.overdue |= task.due.is_some_and(|due| due < today));
        // Stable: what is due on one day keeps the order of above.
        let is_action = |task: &Task| matches!(task.kind, TaskKind::Action { .. });
        tasks.sort_by_key(|task| (!task.overdue, task.due.is_none(), task.due, task.due.is_none() && is_action(task)));
        GroupStatus { next, tasks }
    }

    /// The call that is running or comes next: the earlier one of files and schedule.
    pub fn coming_call(&self) -> Option<NextCall<'g>> {
        let call = self.coming_calls().next()?;
        let meeting = self.meeting_on(call.date);
        let agenda = meeting.map(|meeting| self.agenda_items(meeting)).unwrap_or_default();
        Some(NextCall { call, closes: self.calendar.closing(&call), meeting, agenda })
    }
}
