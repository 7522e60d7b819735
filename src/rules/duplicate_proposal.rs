//! Two files describe the same proposal.

use super::{Findings, rule};
use crate::finding::Level;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::reference::Reference;
use crate::model::spelling::name_key;
use crate::source::Place;
use crate::view::Views;
use std::collections::HashMap;
use std::hash::Hash;

rule! {
    /// Two files in `backlog/` that have the same issue or the same name; the same template is a warning.
    ///
    /// Names are compared without case, spaces, hyphens and accents; every other character counts. Proposals of one API
    /// family may share an issue and its template: write `kind: api-family` in one of the two files. The finding is in
    /// the later file, by path.
    ///
    /// ## Why
    /// The table would show the proposal twice, with two stages, and what a call says about the issue would reach only
    /// one of the two files.
    ///
    /// ## Evidence
    /// `issue`, `name` and `template` (`pr`, `url` and `path`) of all proposals that can be read.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-check.yaml
    /// name: IMEI Check
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml backlog/imeifraud.yaml
    /// name: IMEI-Fraud
    /// issue: 64
    /// owners: MTN
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-check.yaml
    /// name: IMEI Check
    /// issue: 12
    /// template: { pr: 64 }
    /// owners: MTN
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// template: { pr: 64 }
    /// owners: MTN
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// template: { pr: 64 }
    /// owners: MTN
    /// ```
    /// ```yaml backlog/model-as-a-service.yaml
    /// name: Model as a Service
    /// kind: api-family
    /// issue: 83
    /// owners: China Mobile
    /// ```
    /// ```yaml backlog/model-catalogue.yaml
    /// name: Model Catalogue
    /// issue: 83
    /// owners: China Mobile
    /// ```
    ///
    /// ## Fix
    /// Merge the two files and keep the older name in `former-names`; or correct the number or the name that was
    /// copied.
    "duplicate-proposal", Proposal, Error, Group(check)
}

/// What identifies a template.
#[derive(PartialEq, Eq, Hash)]
enum TemplateKey<'g> {
    Pr(Reference),
    Url(&'g str),
    Path(&'g str),
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    let mut proposals: Vec<&'g Proposal> = views.group.proposals.iter().collect();
    proposals.sort_by_key(|proposal| proposal.file);
    let (mut issues, mut names, mut templates) = (HashMap::new(), HashMap::new(), HashMap::new());
    for proposal in proposals {
        let mut report = |place: Place, message: String, help: &str, (first, at): (&Proposal, Place), level: Level| {
            let path = &views.group.sources.file(first.file).path;
            out.report(place, format!("{message} {path}"))
                .with_help(help)
                .with_related(at, "listed here first")
                .with_level(level)
                .on_day(views.activity.first_heard(proposal));
        };
        // An API family may share its issue with any proposal; the others are compared with each other.
        if let Some(issue) = proposal.issue.as_ref().filter(|_| proposal.kind != ProposalKind::ApiFamily)
            && let Some(first) =
                first_with_key(&mut issues, views.index.normalize_reference(issue), proposal, issue.place)
        {
            let help = "Merge the two files or correct the number; for an API family, write `kind: api-family` in one \
                        of them.";
            report(issue.place, format!("{} is also the issue of", issue.value), help, first, Level::Error);
        }
        let name = name_key(&proposal.name);
        if !name.is_empty()
            && let Some(first) = first_with_key(&mut names, name, proposal, proposal.name.place)
        {
            let help = "Merge the two files, or give one of the proposals another name.";
            report(proposal.name.place, format!("`{}` is also the name of", *proposal.name), help, first, Level::Error);
        }
        // All keys of a template are remembered, but only one finding per file is reported.
        let again: Vec<_> = template_keys(proposal, views)
            .filter_map(|(key, place)| first_with_key(&mut templates, key, proposal, place).map(|first| (place, first)))
            .filter(|(_, (first, _))| !is_family(proposal, first, views))
            .collect();
        if let Some((place, first)) = again.into_iter().next() {
            let help = "Merge the two files, or correct the template that was copied.";
            report(place, "this is also the template of".to_owned(), help, first, Level::Warn);
        }
    }
}

/// Whether two proposals share an issue as members of an API family. Then they may share its template, too.
fn is_family(one: &Proposal, other: &Proposal, views: &Views) -> bool {
    let issue = |proposal: &Proposal| proposal.issue.as_ref().map(|issue| views.index.normalize_reference(issue));
    let says_so = [one, other].iter().any(|proposal| proposal.kind == ProposalKind::ApiFamily);
    says_so && issue(one).is_some() && issue(one) == issue(other)
}

/// The keys of a proposal's template, each with its place.
fn template_keys<'g>(proposal: &'g Proposal, views: &Views) -> impl Iterator<Item = (TemplateKey<'g>, Place)> {
    proposal.template.iter().flat_map(|template| {
        let pr = template.pr.iter().map(|pr| (TemplateKey::Pr(views.index.normalize_reference(pr)), pr.place));
        let url = template.url.iter().map(|url| (TemplateKey::Url(url.as_str()), url.place));
        let path = template.path.iter().map(|path| (TemplateKey::Path(path.as_str()), path.place));
        pr.chain(url).chain(path)
    })
}

/// The earlier proposal with this key. The first one is remembered.
fn first_with_key<'g, K: Eq + Hash>(
    first_seen: &mut HashMap<K, (&'g Proposal, Place)>,
    key: K,
    proposal: &'g Proposal,
    place: Place,
) -> Option<(&'g Proposal, Place)> {
    let first = *first_seen.entry(key).or_insert((proposal, place));
    (first.0.file != proposal.file).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn each_kind_is_reported_once_in_the_later_file() {
        let both = "name: Café\nissue: 1\ntemplate: { pr: 2, path: a.md }\n";
        let own = "name: CAFE\nissue: example/backlog#1\ntemplate: { pr: 2, path: a.md }\n";
        assert_eq!(
            TestGroup::new().file("backlog/a.yaml", both).file("backlog/a-b.yaml", own).messages(NAME),
            [
                "error backlog/a.yaml:1:7 `Café` is also the name of backlog/a-b.yaml",
                "error backlog/a.yaml:2:8 #1 is also the issue of backlog/a-b.yaml",
                "warning backlog/a.yaml:3:17 this is also the template of backlog/a-b.yaml",
            ],
            "by path, and `-` comes before `.`"
        );
    }

    #[test]
    fn a_family_excuses_its_own_issue_only() {
        let two = TestGroup::new().proposal("a", "kind: api-family\nissue: 1\n").proposal("b", "issue: 1\n");
        assert_eq!(two.messages(NAME), [""; 0]);
        assert_eq!(
            two.proposal("c", "issue: 1\n").messages(NAME),
            ["error backlog/c.yaml:2:8 #1 is also the issue of backlog/b.yaml"]
        );
    }

    #[test]
    fn every_other_character_distinguishes_names() {
        for (one, other) in [("'!'", "'?'"), ("C++", "C#"), ("API 2.0", "API 20"), ("5G消息", "5G新通话")] {
            let group = TestGroup::new().file("backlog/a.yaml", format!("name: {one}\n"));
            let group = group.file("backlog/b.yaml", format!("name: {other}\n"));
            assert_eq!(group.messages(NAME), [""; 0], "{one}");
        }
    }
}
