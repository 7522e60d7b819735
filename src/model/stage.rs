//! The stages of a proposal, and which may follow which: the table of the lifecycle.

#[cfg(test)]
mod tests;

use crate::model::record::{record, words};
use crate::source::Spanned;
use chrono::NaiveDate;

words! {
    /// A stage of a proposal.
    #[derive(PartialOrd, Ord, Hash)]
    pub enum Stage = "a stage" {
        /// Registered, but not treated by a call yet.
        NotYetDiscussed = "not-yet-discussed",
        /// The group discusses it from call to call.
        UnderDiscussion = "under-discussion",
        /// Sent to the reviewer, with its template merged (docs/procedure.md#agreement-5).
        UnderReview = "under-review",
        /// The reviewer requests changes before it decides.
        ChangesRequested = "changes-requested",
        /// The reviewer approved it; may occur more than once.
        Approved = "approved",
        /// The reviewer refused it; no longer carried over from call to call, but the group may resume it.
        NotApproved = "not-approved",
        /// The API is being onboarded in the project, tracked by an issue (docs/procedure.md#agreement-8).
        Onboarding = "onboarding",
        /// The API is part of the project.
        Onboarded = "onboarded",
        /// Frozen because of inactivity; no longer carried over from call to call (docs/procedure.md#agreement-9).
        Frozen = "frozen",
        /// Returned from the freeze to the stage before it (docs/procedure.md#agreement-9).
        Reactivated = "reactivated",
        /// Given up permanently: no stage follows, and resuming it takes a new proposal
        /// (docs/procedure.md#agreement-9).
        Archived = "archived",
    }
}

use Stage::*;

/// How long calls carry over a proposal at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// As long as it is at that stage.
    Always,
    /// Until a held call has treated it at that stage: the group is informed, and others continue the work.
    UntilTreated,
    /// Not at all.
    Never,
}

/// The placeholder for the reviewer's name.
const REVIEWER: &str = "{reviewer}";

impl Stage {
    /// The name in minutes and table, with [`REVIEWER`] in place of the reviewer's name; how long a proposal at this stage
    /// is carried over from call to call; the stages that may follow, except `archived`, which may follow any.
    ///
    /// Stages may be skipped forward; an approval may be repeated; after `reactivated`, the row of the stage before
    /// `frozen` applies; nothing follows `archived`.
    fn row(self) -> (&'static str, Carry, &'static [Stage]) {
        use Carry::{Always, Never, UntilTreated};
        match self {
            NotYetDiscussed => (
                "Not yet discussed",
                Always,
                &[UnderDiscussion, UnderReview, ChangesRequested, Approved, NotApproved, Onboarding, Onboarded, Frozen],
            ),
            UnderDiscussion => (
                "Under discussion",
                Always,
                &[UnderReview, ChangesRequested, Approved, NotApproved, Onboarding, Onboarded, Frozen],
            ),
            UnderReview => (
                "Sent to {reviewer} for approval",
                Always,
                &[ChangesRequested, Approved, NotApproved, Onboarding, Onboarded, Frozen],
            ),
            ChangesRequested => (
                "Updates requested by {reviewer}",
                Always,
                &[UnderDiscussion, UnderReview, Approved, NotApproved, Onboarding, Onboarded, Frozen],
            ),
            Approved => ("{reviewer} approved", UntilTreated, &[Approved, Onboarding, Onboarded, Frozen]),
            NotApproved => ("Not approved", Never, &[UnderDiscussion, UnderReview, Approved]),
            Onboarding => ("Onboarding", UntilTreated, &[Approved, Onboarded, Frozen]),
            Onboarded => ("Onboarded", UntilTreated, &[Approved, Frozen]),
            Frozen => ("Frozen", Never, &[Reactivated]),
            Reactivated => ("Reactivated", Always, &[]),
            Archived => ("Archived", Never, &[]),
        }
    }

    /// All stages, in the order of the lifecycle.
    pub fn all() -> impl Iterator<Item = Stage> {
        Self::KEYS.into_iter().map(|(_, stage)| stage)
    }

    /// The name in minutes and table, with the reviewer's name.
    pub fn display_name(self, reviewer: Option<&str>) -> String {
        let (words, ..) = self.row();
        match reviewer {
            Some(name) => words.replace(REVIEWER, name),
            None if words.starts_with(REVIEWER) => words.replace(REVIEWER, "The reviewer"),
            None => words.replace(REVIEWER, "the reviewer"),
        }
    }

    /// How long a proposal at this stage is carried over from call to call.
    pub fn carry(self) -> Carry {
        self.row().1
    }

    /// Whether calls treat a proposal at this stage.
    pub fn is_active(self) -> bool {
        self.carry() != Carry::Never
    }

    /// Whether the reviewer has approved it at this stage.
    pub fn is_approved(self) -> bool {
        matches!(self, Approved | Onboarding | Onboarded)
    }

    /// Whether the reviewer has the proposal or has responded: a proposal that was never sent to the reviewer has no
    /// such stage.
    pub fn is_reviewer_stage(self) -> bool {
        self == UnderReview || self.is_reviewer_decision()
    }

    /// Whether it is a decision of the reviewer, made in one of its meetings.
    pub fn is_reviewer_decision(self) -> bool {
        matches!(self, ChangesRequested | Approved | NotApproved)
    }

    /// The stages that may follow this one, in the order of the table. For `reactivated`, use the stage that it
    /// restores.
    pub fn followers(self) -> impl Iterator<Item = Stage> {
        let archive = (self != Archived).then_some(Archived);
        self.row().2.iter().copied().chain(archive)
    }
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.record_key())
    }
}

record! {
    /// A stage that a proposal reached.
    pub struct ReachedStage = "a stage with its `date`", short(stage), day(date) {
        /// The stage; `backlog explain stage-order` shows which may follow which.
        stage: Spanned<Stage>,
        /// May be missing in old records.
        date: Option<Spanned<NaiveDate>>,
        /// Why, in a few words of Markdown; printed after the stage.
        reason: Option<Spanned<String>> as prose,
        /// The day on which the reactivation was announced (docs/procedure.md#agreement-9).
        notified: Option<NaiveDate>,
        /// The day on which the issue on GitHub was brought up to date with it; see `github` in `workgroup.yaml`.
        on_github: Option<NaiveDate>,
    }
}

impl ReachedStage {
    /// A stage without more than its day, which may be missing.
    pub fn new(stage: Stage, date: Option<NaiveDate>) -> Self {
        Self { stage: stage.into(), date: date.map(Spanned::from), reason: None, notified: None, on_github: None }
    }
}

/// The effective stage after these stages, oldest first: a reactivation restores the stage before the freeze
/// (`under-discussion` if unknown). `None` if there are none.
pub fn effective_stage<'a>(stages: impl IntoIterator<Item = &'a ReachedStage>) -> Option<Stage> {
    let mut standing = StageState::default();
    stages.into_iter().for_each(|reached| standing.advance(reached.stage.value));
    standing.now
}

/// The state of a proposal while its stages are applied one by one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StageState {
    /// The effective stage; `None` before the first one.
    pub now: Option<Stage>,
    /// Whether the last stage was `reactivated`.
    pub after_return: bool,
    before_freeze: Option<Stage>,
}

impl StageState {
    /// Applies the next stage. A second freeze keeps the stage that the first one interrupted.
    pub fn advance(&mut self, next: Stage) {
        self.after_return = next == Reactivated;
        self.now = match next {
            Frozen if self.now == Some(Frozen) => Some(Frozen),
            Frozen => {
                self.before_freeze = self.now;
                Some(Frozen)
            }
            Reactivated => self.before_freeze.or(Some(UnderDiscussion)),
            stage => Some(stage),
        };
    }
}

/// Whether `next` may follow the effective stage `now`; after a reactivation (`after_return`), the restored stage may
/// be repeated.
pub fn may_follow(now: Option<Stage>, after_return: bool, next: Stage) -> bool {
    match now {
        None => next != Reactivated,
        Some(stage) => (after_return && stage == next) || stage.followers().any(|follower| follower == next),
    }
}
