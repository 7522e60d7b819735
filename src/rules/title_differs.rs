//! The title of an issue is not the name of its proposal.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::spelling::begins_with;
use crate::model::wording::quote_shell_word;
use crate::view::Views;
use crate::view::threads::split_title;

rule! {
    /// The open issue of a proposal has a title that is neither its name nor one of its former names.
    ///
    /// The prefix `[API Proposal]`, case, spaces and hyphens do not count, and one of the two may have more words at its end.
    ///
    /// ## Why
    /// A name change is decided in a call. Where GitHub and the table have different names, people look for two proposals.
    ///
    /// ## Evidence
    /// `github.yaml`, which `backlog sync` writes; `name` and `former-names` of the proposal. Closed issues are not checked,
    /// nor families, name changes and implementations, whose issue may be that of another proposal.
    ///
    /// ## Bad
    /// ```yaml github.yaml
    /// issues:
    ///   63: { kind: issue, title: "[API Proposal] Device Fraud" }
    /// ```
    ///
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Good
    /// ```yaml github.yaml
    /// issues:
    ///   63: { kind: issue, title: "[API Proposal] IMEI-Fraud (second version)" }
    /// ```
    ///
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Fix
    /// If the group renamed it: `backlog rename SLUG NAME`. Otherwise change the title on GitHub, and run `backlog sync`.
    "title-differs", Proposal, Warn, Proposal(check)
}

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    let facts = proposal.issue.as_ref().and_then(|issue| views.index.issue_facts(issue));
    let Some(facts) = facts.filter(|facts| facts.closed.is_none() && proposal.kind.is_single()) else { return };
    let Some(title) = facts.title.as_deref().map(|title| split_title(title).0) else { return };
    let names = [&proposal.name].into_iter().chain(proposal.former_names.iter().map(|former| &former.name));
    if names.into_iter().any(|name| begins_with(title, name) || begins_with(name, title)) {
        return;
    }
    let help = format!("If the group renamed it: `backlog rename {} {}`.", proposal.slug, quote_shell_word(title));
    out.report(proposal.name.place, format!("the title of the issue on GitHub is `{title}`")).with_help(help);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn a_title_with_another_name_is_found() {
        let findings = |title: &str, rest: &str| {
            let group = TestGroup::new().file("github.yaml", format!("issues: {{ 7: {{ title: '{title}' }} }}\n"));
            group.proposal("sky-map", format!("issue: 7\n{rest}")).findings(NAME)
        };
        assert_eq!(
            findings("[API Proposal] Sea", ""),
            [
                "warning backlog/sky-map.yaml:1:7 the title of the issue on GitHub is `Sea` | If the group renamed it: `backlog \
              rename sky-map Sea`."
            ]
        );
        for title in ["sky-map", "[API Proposal]: Sky-Map v2", "Sky"] {
            assert_eq!(findings(title, ""), [""; 0], "{title}");
        }
        assert_eq!(findings("Sea", "former-names: [Sea]\n"), [""; 0]);
        assert_eq!(findings("Sea", "kind: api-family\n"), [""; 0]);
    }
}
