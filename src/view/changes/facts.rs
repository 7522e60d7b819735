//! The facts of a proposal that are stated in its record alone.

use super::{Fact, FactKind};
use crate::model::proposal::Proposal;
use crate::view::links::release_url;

/// The stages, the days, the repository and the last release of a proposal.
pub fn recorded_facts(proposal: &Proposal) -> Vec<Fact> {
    let stages = proposal.stages.iter().map(|reached| Fact {
        stage: Some(reached.stage.value),
        ..Fact::new(FactKind::Stage)
            .date(reached.date.as_ref().map(|date| date.value))
            .note(reached.reason.as_ref().map(|reason| reason.value.clone()))
    });
    let registered = proposal.registered.as_ref().map(|day| Fact::new(FactKind::Registered).date(Some(day.value)));
    let hosted = proposal.repository.as_ref();
    let repository = hosted.filter(|it| it.name.is_some() || it.url.is_some() || it.note.is_some()).map(|it| {
        Fact::new(FactKind::Repository)
            .label(it.name.clone().unwrap_or_default())
            .url(it.url.as_ref().map(|url| url.value.clone()))
            .note(it.note.as_ref().map(|note| note.value.clone()))
    });
    let maintainers = hosted.and_then(|it| it.maintainers.as_ref());
    let maintainers = maintainers.map(|url| Fact::new(FactKind::Maintainers).url(Some(url.value.clone())));
    let release = proposal.releases.last().map(|release| {
        let names = [&release.version, &release.meta_release];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        let label = if names.is_empty() { release.tag.clone().unwrap_or_default() } else { names.join(" ") };
        Fact::new(FactKind::Release).label(label).url(release_url(proposal, release)).date(release.date)
    });
    stages.chain(registered).chain(repository).chain(maintainers).chain(release).collect()
}
