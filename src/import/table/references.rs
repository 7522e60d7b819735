//! References to issues and pull requests, as the group writes them: numbers alone are of its own repository.

use crate::model::proposal::{Proposal, ProposalTemplate};
use crate::model::reference::Reference;
use crate::source::Spanned;

/// The repository of all proposals' issues and templates; `None` if there are several.
pub fn find_repository(proposals: &[Proposal]) -> Option<String> {
    let references = proposals.iter().flat_map(|proposal| {
        let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
        proposal.issue.iter().chain(pr)
    });
    let mut repositories = references.filter_map(|reference| reference.value.repository.as_deref());
    let first = repositories.next()?;
    repositories.all(|other| other.eq_ignore_ascii_case(first)).then(|| first.to_owned())
}

/// Shortens the references of proposals to numbers of the own repository. The URL of a template is left out if its
/// number stands for it, for which `workgroup.yaml` needs the repository.
pub fn shorten_references(proposals: &mut [Proposal], own: Option<&str>, is_known: bool) {
    let shorten = |reference: &mut Spanned<Reference>| {
        reference.value.repository.take_if(|one| own.is_some_and(|own| one.eq_ignore_ascii_case(own)));
    };
    for proposal in proposals {
        if let Some(ProposalTemplate { pr: Some(pr), url, .. }) = &mut proposal.template {
            let is_page = url.as_ref().is_some_and(|url| is_page_of(url, pr));
            shorten(pr);
            url.take_if(|_| is_page && (pr.repository.is_some() || is_known));
        }
        proposal.issue.iter_mut().chain(&mut proposal.onboarding_issue).for_each(shorten);
    }
}

/// Whether a URL is the page of a pull request, and nothing more.
fn is_page_of(url: &str, pr: &Reference) -> bool {
    let path = url.strip_prefix("https://github.com/").zip(pr.repository.as_deref());
    let number = path.and_then(|(path, repository)| path.strip_prefix(repository)?.strip_prefix("/pull/"));
    number.is_some_and(|number| number.parse() == Ok(pr.number))
}
