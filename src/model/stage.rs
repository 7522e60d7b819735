//! The stages of a proposal, and which may follow which: the one table of the lifecycle.

#[cfg(test)]
mod tests;

use crate::model::notation::or_word;
use crate::source::Spanned;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Stage {
    /// Registered, but no call has treated it.
    NotYetDiscussed,
    /// The group works on it from call to call.
    UnderDiscussion,
    /// Before the reviewer, with its template merged (procedure 5).
    SentToTsc,
    /// The reviewer wants changes before it decides.
    UpdatesRequested,
    /// The reviewer agreed; may come more than once.
    TscApproved,
    /// The reviewer refused; no longer carried from call to call, but the group may take it up again.
    NotApproved,
    /// The API gets its place in the project; an issue tracks how far it is (procedure 8).
    Onboarding,
    /// The API has its place in the project.
    Onboarded,
    /// At rest because nothing happened; no longer carried from call to call (procedure 9).
    Frozen,
    /// Back from the freeze, at the stage it had before (procedure 9).
    Reactivated,
    /// Given up for good: nothing follows, and who wants it again makes a new proposal (procedure 9).
    Archived,
}

use Stage::*;

/// For how long calls carry a proposal at a stage from one to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// As long as it is at that stage.
    Always,
    /// Until a call that was held has treated it at that stage: the group knows of it, and others go on with it.
    UntilTreated,
    /// Not at all.
    Never,
}

/// One line of the table of stages.
struct StageRow {
    stage: Stage,
    /// The key in the files.
    key: &'static str,
    /// The words in minutes and table, with [`REVIEWER`] in the place of the reviewer's name.
    label: &'static str,
    /// For how long a proposal at this stage is carried from call to call.
    carry: Carry,
    /// Whether the reviewer has approved by now.
    approved: bool,
    /// What may follow, `archived` apart, which may follow any.
    next: &'static [Stage],
}

/// Where the words of a stage name the reviewer.
const REVIEWER: &str = "{reviewer}";

/// Stages may be skipped forwards; an approval may come again; `reactivated` takes its line from
/// the stage before `frozen`; nothing follows `archived`.
const TABLE: [StageRow; 11] = [
    StageRow {
        stage: NotYetDiscussed,
        key: "not-yet-discussed",
        label: "Not yet discussed",
        carry: Carry::Always,
        approved: false,
        next: &[UnderDiscussion, SentToTsc, UpdatesRequested, TscApproved, NotApproved, Onboarding, Onboarded, Frozen],
    },
    StageRow {
        stage: UnderDiscussion,
        key: "under-discussion",
        label: "Under discussion",
        carry: Carry::Always,
        approved: false,
        next: &[SentToTsc, UpdatesRequested, TscApproved, NotApproved, Onboarding, Onboarded, Frozen],
    },
    StageRow {
        stage: SentToTsc,
        key: "sent-to-tsc",
        label: "Sent to {reviewer} for approval",
        carry: Carry::Always,
        approved: false,
        next: &[UpdatesRequested, TscApproved, NotApproved, Onboarding, Onboarded, Frozen],
    },
    StageRow {
        stage: UpdatesRequested,
        key: "updates-requested",
        label: "Updates requested by {reviewer}",
        carry: Carry::Always,
        approved: false,
        next: &[UnderDiscussion, SentToTsc, TscApproved, NotApproved, Onboarding, Onboarded, Frozen],
    },
    StageRow {
        stage: TscApproved,
        key: "tsc-approved",
        label: "{reviewer} approved",
        carry: Carry::UntilTreated,
        approved: true,
        next: &[TscApproved, Onboarding, Onboarded, Frozen],
    },
    StageRow {
        stage: NotApproved,
        key: "not-approved",
        label: "Not approved",
        carry: Carry::Never,
        approved: false,
        next: &[UnderDiscussion, SentToTsc, TscApproved],
    },
    StageRow {
        stage: Onboarding,
        key: "onboarding",
        label: "Onboarding",
        carry: Carry::UntilTreated,
        approved: true,
        next: &[TscApproved, Onboarded, Frozen],
    },
    StageRow {
        stage: Onboarded,
        key: "onboarded",
        label: "Onboarded",
        carry: Carry::UntilTreated,
        approved: true,
        next: &[TscApproved, Frozen],
    },
    StageRow {
        stage: Frozen,
        key: "frozen",
        label: "Frozen",
        carry: Carry::Never,
        approved: false,
        next: &[Reactivated],
    },
    StageRow {
        stage: Reactivated,
        key: "reactivated",
        label: "Reactivated",
        carry: Carry::Always,
        approved: false,
        next: &[],
    },
    StageRow { stage: Archived, key: "archived", label: "Archived", carry: Carry::Never, approved: false, next: &[] },
];

impl Stage {
    /// All stages, in the order of a proposal's way.
    pub fn all() -> impl Iterator<Item = Stage> {
        TABLE.iter().map(|line| line.stage)
    }

    /// Reads a key such as `tsc-approved`.
    pub fn parse(key: &str) -> Option<Self> {
        TABLE.iter().find(|line| line.key == key).map(|line| line.stage)
    }

    /// The key in the files.
    pub fn record_key(self) -> &'static str {
        self.table_row().key
    }

    /// The words in minutes and table, which call the reviewer by its name.
    pub fn display_name(self, reviewer: Option<&str>) -> String {
        let words = self.table_row().label;
        match reviewer {
            Some(name) => words.replace(REVIEWER, name),
            None if words.starts_with(REVIEWER) => words.replace(REVIEWER, "The reviewer"),
            None => words.replace(REVIEWER, "the reviewer"),
        }
    }

    /// For how long a proposal at this stage is carried from call to call.
    pub fn carry(self) -> Carry {
        self.table_row().carry
    }

    /// Whether calls go on treating a proposal at this stage.
    pub fn is_active(self) -> bool {
        self.carry() != Carry::Never
    }

    /// Whether the reviewer has approved by now.
    pub fn is_approved(self) -> bool {
        self.table_row().approved
    }

    /// Whether the reviewer has the proposal, or has said something of it: a proposal that was never sent to
    /// the reviewer has none of these.
    pub fn is_reviewer_stage(self) -> bool {
        self == SentToTsc || self.is_reviewer_decision()
    }

    /// Whether the reviewer decides it, in one of its meetings.
    pub fn is_reviewer_decision(self) -> bool {
        matches!(self, UpdatesRequested | TscApproved | NotApproved)
    }

    /// What may follow this stage, in the order of the table. For `reactivated` that is what may
    /// follow the stage it restores, so ask that one.
    pub fn followers(self) -> impl Iterator<Item = Stage> {
        let archive = (self != Archived).then_some(Archived);
        self.table_row().next.iter().copied().chain(archive)
    }

    fn table_row(self) -> &'static StageRow {
        // The table is in the order of the variants, which a test holds.
        &TABLE[self as usize]
    }
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.record_key())
    }
}

impl Serialize for Stage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.record_key())
    }
}

/// A stage that a proposal reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_word("stage"))]
pub struct ReachedStage {
    /// The step taken; `backlog explain stage-order` tells which may follow which.
    pub stage: Spanned<Stage>,
    /// May be missing in old records.
    pub date: Option<Spanned<NaiveDate>>,
    /// Why, in a few words of Markdown; printed behind the stage.
    pub note: Option<Spanned<String>>,
    /// The day on which notice of a reactivation was given (procedure 9).
    pub notified: Option<NaiveDate>,
}

/// The stage that rules and the table read after these, oldest first: a reactivation restores the
/// stage before the freeze (`under-discussion` where none is known). `None` when there are none.
pub fn effective_stage<'a>(stages: impl IntoIterator<Item = &'a ReachedStage>) -> Option<Stage> {
    let mut standing = StageState::default();
    stages.into_iter().for_each(|reached| standing.advance(reached.stage.value));
    standing.now
}

/// Where a proposal stands on its way, stage by stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StageState {
    /// What rules and the table read; `None` before the first stage.
    pub now: Option<Stage>,
    /// Whether the last stage was `reactivated`.
    pub after_return: bool,
    before_freeze: Option<Stage>,
}

impl StageState {
    /// Takes the next stage. A second freeze does not forget what the first one interrupted.
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

/// Whether `next` may come when the proposal stands at `now`; `after_return` says that the last
/// stage was `reactivated`, which the restored stage may repeat.
pub fn may_follow(now: Option<Stage>, after_return: bool, next: Stage) -> bool {
    match now {
        None => next != Reactivated,
        Some(stage) => (after_return && stage == next) || stage.followers().any(|follower| follower == next),
    }
}
