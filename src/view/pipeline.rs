//! How many proposals are where on the way from registration to onboarding.

use super::Views;
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;

/// Where a proposal is, for its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PipelineState {
    /// Its current stage.
    Stage(Stage),
    /// Its issue was closed before the reviewer decided, or while it was frozen.
    Closed,
    /// No stage is recorded.
    Unknown,
}

impl PipelineState {
    /// The key in outputs: that of the stage, `closed` or `unknown`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stage(stage) => stage.record_key(),
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }

    /// All states in the order of the lifecycle.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Unknown).chain(Stage::all().map(Self::Stage)).chain([Self::Closed])
    }
}

impl<'g> Views<'g> {
    /// Where a proposal is.
    pub fn pipeline_state(&self, proposal: &Proposal) -> PipelineState {
        let stage = self.stages.current_stage(proposal);
        let is_decided = |stage: Stage| stage.is_approved() || matches!(stage, Stage::NotApproved | Stage::Archived);
        match stage {
            Some(stage) if is_decided(stage) => PipelineState::Stage(stage),
            _ if self.stages.closing_day(proposal).is_some() => PipelineState::Closed,
            Some(stage) => PipelineState::Stage(stage),
            None => PipelineState::Unknown,
        }
    }

    /// The states of some proposals, in the order of the lifecycle, each with how many there are; states without any are
    /// left out.
    pub fn pipeline(&self, proposals: &[&'g Proposal]) -> Vec<(PipelineState, usize)> {
        let states: Vec<PipelineState> = proposals.iter().map(|proposal| self.pipeline_state(proposal)).collect();
        let count = |state: PipelineState| (state, states.iter().filter(|other| **other == state).count());
        PipelineState::all().map(count).filter(|(_, count)| *count > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn a_closed_issue_matters_until_the_reviewer_decides() {
        let closed = |stage: &str| format!("closed: 2026-01-08\nstages: [{stage}]\n");
        let views = TestGroup::new()
            .proposal("a", closed("under-discussion"))
            .proposal("b", closed("frozen"))
            .proposal("c", closed("onboarded"))
            .proposal("d", closed("archived"))
            .proposal("e", "stages: [{ stage: frozen, date: 2026-01-08 }]\n")
            .proposal("f", "")
            .proposal("g", closed("not-approved"))
            .views("2026-02-12");
        let all: Vec<_> = views.group.proposals.iter().collect();
        let pipeline: Vec<String> =
            views.pipeline(&all).into_iter().map(|(state, count)| format!("{} {count}", state.key())).collect();
        assert_eq!(pipeline, ["unknown 1", "not-approved 1", "onboarded 1", "frozen 1", "archived 1", "closed 2"]);
    }
}
