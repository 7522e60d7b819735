//! The comment that says which stage a proposal reached, in its issue and in a pull request that is closed with it.

use super::mentions::silence_mentions;
use super::{Marker, limit_length};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::stage::{ReachedStage, Stage};
use crate::render::facts::Facts;
use crate::render::templates::Templates;
use crate::view::Views;
use minijinja::context;

/// Composes the comment on a stage for an issue or a pull request of a repository, and its marker.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails, [`Error::NotAllowed`] when the text is too long.
pub fn compose_stage_comment<'g>(
    proposal: &'g Proposal,
    reached: &'g ReachedStage,
    pr: Option<&Reference>,
    repository: &str,
    views: &Views<'g>,
) -> Result<(String, Marker), Error> {
    let facts = Facts::new(views);
    let stage = reached.stage.value;
    let day = reached.date.as_ref().map(|date| date.value.to_string());
    let context = context! {
        name => proposal.name.as_str(),
        stage => views.reviews.format_stage(stage),
        // `None` if the records do not say when.
        date => day.clone(),
        // Markdown: why.
        reason => reached.reason.as_deref().map(|reason| facts.prose(reason)),
        issue => proposal.issue.as_ref().map(|issue| facts.issue_link(issue)),
        // The pull request that is closed; `None` in the issue itself.
        pr => pr.map(|pr| facts.pr_link(pr)),
        // Whether another stage may follow.
        may_return => stage.followers().any(|next| next != Stage::Archived),
    };
    let filled = Templates::new(views.group)?.fill("github-stage.md", context)?;
    let own = views.workgroup.repository.as_ref().map(|own| own.as_str());
    let about = format!("{}-{}-{}", proposal.slug, stage.record_key(), day.unwrap_or_default());
    let marker = Marker::new("stage", &about);
    Ok((limit_length(marker.enclose(&silence_mentions(filled.trim(), repository, own)), "the comment")?, marker))
}
