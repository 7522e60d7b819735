//! The path of a template does not exist.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::view::Views;

rule! {
    /// A template whose `path` does not exist, in a group that keeps its templates in this repository.
    ///
    /// ## Why
    /// The table links to the template by its path, and a template with a path counts as merged. A mistyped path leads
    /// readers nowhere.
    ///
    /// ## Evidence
    /// `template.path` of the proposal, relative to the root of the repository, and the files there. It is checked only
    /// if the first folder of the path exists: otherwise the templates are kept elsewhere.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { path: documentation/IMEI-Fraud.md }
    /// ```
    /// ```markdown documentation/IMEI Fraud.md
    /// # IMEI Fraud
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { path: documentation/IMEI Fraud.md }
    /// ```
    /// ```markdown documentation/IMEI Fraud.md
    /// # IMEI Fraud
    /// ```
    ///
    /// ## Fix
    /// Correct the path, with the capitals of the file's name, or add the file.
    "missing-template", Proposal, Warn, Proposal(check)
}

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    let Some(path) = proposal.template.as_ref().and_then(|template| template.path.as_ref()) else { return };
    if views.group.missing_templates.contains(path.as_str()) {
        out.report(path.place, format!("`{}` does not exist in this repository", path.value))
            .with_help("Correct the path: it is relative to the root of the repository, and capitals matter.");
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn the_path_is_shown() {
        let group = TestGroup::new().proposal("x", "template: { path: docs/x.md }\n");
        assert_eq!(
            group.clone().file("docs/X.md", "").findings(NAME),
            ["warning backlog/x.yaml:2:19 `docs/x.md` does not exist in this repository | Correct the path: it is \
              relative to the root of the repository, and capitals matter."]
        );
        assert_eq!(group.findings(NAME), [""; 0], "the templates are kept elsewhere");
    }
}
