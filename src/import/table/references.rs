//! References to issues and pull requests, as the group writes them: numbers alone are of its own repository.

use crate::import::shorten_reference;
use crate::model::proposal::Proposal;
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
    let shorten = |reference: &mut Spanned<Reference>| reference.value = shorten_reference(&reference.value, own);
    for proposal in proposals {
        let template = proposal.template.as_mut();
        if let Some((template, pr)) = template.and_then(|template| template.pr.take().map(|pr| (template, pr))) {
            let full = pr.value.clone();
            let pr = template.pr.insert(pr);
            shorten(pr);
            let page = full.repository.filter(|_| pr.value.repository.is_some() || is_known);
            let page = page.map(|repository| format!("https://github.com/{repository}/pull/{}", full.number));
            template.url = template.url.take().filter(|url| Some(&url.value) != page.as_ref());
        }
        proposal.issue.iter_mut().chain(&mut proposal.onboarding_issue).for_each(shorten);
    }
}
