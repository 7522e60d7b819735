//! What the group does with GitHub: `github` in `workgroup.yaml`.

use crate::model::by_key::{ByKey, KeyedEntry};
use crate::model::record::{Fields, Reader, record, words};
use crate::model::stage::Stage;
use crate::source::{NodeKind, Spanned};

record! {
    /// What the group does with GitHub.
    pub struct GithubTerms: Default = "a map with `labels`, `onboarding` and `stages`", check(check_stages) {
        /// The labels of issues.
        labels: GithubLabels = GithubLabels::default(),
        /// The issue template for the onboarding of an approved API, as a path in the repository; without it, the issue is
        /// opened by hand.
        onboarding: Option<Spanned<String>> as line,
        /// What a stage means for the issue of a proposal, by the names of stages; may be empty.
        stages: ByKey<StageOnGithub>,
    }
}

record! {
    /// The labels of issues on GitHub.
    pub struct GithubLabels: Default = "a map with `proposal` and `agenda`" {
        /// The label of proposals; if omitted, an issue is a proposal if its title begins with `[API Proposal]` or any label
        /// has the word `proposal`.
        proposal: Option<Spanned<String>>,
        /// The label of the issues with the agendas of calls; may be omitted.
        agenda: Option<Spanned<String>>,
    }
}

record! {
    /// What a stage means for the issue of a proposal.
    pub struct StageOnGithub: Default = "a map with `comment`, `label`, `close` and `close-prs`", with {
        /// The stage; the key in the file.
        stage: Spanned<String> = StageOnGithub::default_stage,
    } {
        /// Whether a comment says that the proposal reached the stage.
        comment: bool = false,
        /// The label that the issue has while the proposal is at the stage.
        label: Option<Spanned<String>>,
        /// Why the issue is closed; if omitted, it stays as it is.
        close: Option<CloseReason>,
        /// Whether the open pull requests of the proposal are closed.
        close_prs: bool = false,
    }
}

words! {
    /// Why an issue is closed, in the words of GitHub.
    pub enum CloseReason = "a reason for closing an issue" {
        /// The work is done.
        Completed = "completed",
        /// The work is not going to be done.
        NotPlanned = "not_planned",
    }
}

impl StageOnGithub {
    /// The stage is the key in the map around it.
    fn default_stage(_: &Fields, _: &Reader) -> Spanned<String> {
        Spanned::default()
    }
}

impl KeyedEntry for StageOnGithub {
    type Value = Self;
    const EXPECTED: &'static str = "a map of stages to what they mean on GitHub";

    fn from_parts(stage: Spanned<String>, terms: Self) -> Self {
        Self { stage, ..terms }
    }

    fn parts(&self) -> (&Spanned<String>, &Self) {
        (&self.stage, self)
    }
}

impl GithubTerms {
    /// What a stage means for the issue of a proposal; `None` if the group says nothing about it.
    pub fn stage_terms(&self, stage: Stage) -> Option<&StageOnGithub> {
        self.stages.iter().find(|terms| terms.stage.value == stage.record_key())
    }
}

fn check_stages(_: &GithubTerms, fields: &Fields, reader: &mut Reader) {
    let Some(NodeKind::Map(entries)) = fields.entry("stages").map(|entry| &entry.value.kind) else { return };
    for entry in entries {
        if entry.key.trim().parse::<Stage>().is_err() {
            reader.report_unknown_key(&entry.key, entry.key_place, Stage::KEYS.iter().map(|(word, _)| *word));
        }
    }
}
