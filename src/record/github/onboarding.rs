//! The issue that tracks the onboarding of an API (docs/procedure.md#agreement-8).

use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::record::changes::Changes;
use crate::source::Source;
use crate::store::edit::Edit;
use crate::store::load;
use crate::store::template_files::is_inside;
use crate::view::Views;
use std::path::Path;

const CORRECT: &str = "Correct `github: { onboarding }` in workgroup.yaml.";

/// The group's issue template for onboardings: a path from the root of its records, or from that of the checkout around
/// them.
///
/// # Errors
/// [`Error::Usage`] when the group has none, or the path is not one in the repository, or leads nowhere; those of reading it.
pub fn read_onboarding_template(root: &Path, views: &Views) -> Result<Source, Error> {
    let Some(path) = &views.workgroup.github.onboarding else {
        let help = "Set it: `backlog set workgroup github.onboarding=.github/ISSUE_TEMPLATE/NAME.md`.";
        return Err(Error::usage("the group names no issue template for onboardings", help));
    };
    if !path.split('/').all(|part| part == "." || is_inside(part)) {
        let message = format!("expected a path in the repository, found {}", path.value);
        return Err(Error::usage(message, CORRECT));
    }
    let checkout = root.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok());
    let mut text = None;
    for folder in [Some(root), checkout].into_iter().flatten() {
        text = text.or(load::read_optional(folder, path)?);
    }
    let missing = || Error::usage(format!("{} does not exist in this repository", path.value), CORRECT);
    Ok(Source { path: path.value.clone(), text: text.ok_or_else(missing)? })
}

/// Fails if an onboarding is not to be tracked yet, or is tracked already.
///
/// # Errors
/// [`Error::NotAllowed`].
pub fn expect_onboarding_due(proposal: &Proposal, views: &Views) -> Result<(), Error> {
    let label = views.links.proposal_label(proposal);
    if let Some(issue) = &proposal.onboarding_issue {
        let message = format!("{} tracks the onboarding of {label} already", views.links.issue_label(issue));
        return Err(Error::not_allowed(message, "Edit that issue on GitHub."));
    }
    if !views.stages.lacks_onboarding(proposal, views.now.day()) {
        let message = format!("the onboarding of {label} is not due: it is not an API that was approved");
        return Err(Error::not_allowed(message, "Record its approval first: `backlog stage ISSUE approved`."));
    }
    Ok(())
}

/// Records the issue that tracks the onboarding.
///
/// # Errors
/// [`Error::NotExpressible`].
pub fn record_onboarding_issue(proposal: &Proposal, number: u32, views: &Views) -> Result<Changes, Error> {
    let edit = Edit::set(["onboarding-issue".into()], &Reference::from_number(number))?;
    let description = format!("{}: onboarding-issue {number}", views.links.proposal_label(proposal));
    Ok(Changes::edit(proposal.file, vec![edit], description, views))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn a_template_is_in_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::write(root.join("a..md"), "Name: XXXX").unwrap();
        let read = |path: &str| {
            let group = TestGroup::new().more_settings(format!("github: {{ onboarding: '{path}' }}\n"));
            read_onboarding_template(&root, &group.views("2026-02-26")).map_err(|error| error.to_string())
        };
        for path in ["a..md", "./a..md"] {
            assert_eq!(read(path).unwrap().text, "Name: XXXX");
        }
        assert_eq!(read("b.md").unwrap_err(), "b.md does not exist in this repository");
        for path in ["/etc/hostname", "../a.md", "a/../../b.md", "..", r"C:\a.md", r"..\a.md", r"\\server\a.md"] {
            assert_eq!(read(path).unwrap_err(), format!("expected a path in the repository, found {path}"));
        }
    }
}
