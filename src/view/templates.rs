//! Whether the template of a proposal is merged, according to its file or `github.yaml`.

use super::base::ViewBase;
use crate::model::github_url::RepositoryUrl;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::source::Spanned;
use chrono::NaiveDate;
use std::sync::Arc;

/// The state of the pull request with the template (docs/procedure.md#agreement-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateMerge {
    /// Not merged as far as known: the file has a pull request without a merge day.
    Pending,
    /// Merged, on this day if known; a template with a path or URL of its own was merged at some time.
    Merged(Option<NaiveDate>),
}

/// The pull requests with the templates of proposals.
pub struct TemplatePrs<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
}

impl<'g> TemplatePrs<'g> {
    /// Whether the template is merged. `None` if the proposal has no template to merge.
    pub fn merge_state(&self, proposal: &Proposal) -> Option<TemplateMerge> {
        let template = proposal.template.as_ref()?;
        if let Some(merged) = &template.merged {
            return Some(TemplateMerge::Merged(Some(merged.value)));
        }
        let pr = template.pr.as_ref();
        let merged = pr.and_then(|pr| self.base.index.pr_facts(pr)).and_then(|state| state.merged);
        if let Some(merged) = merged {
            return Some(TemplateMerge::Merged(Some(self.base.day_of(merged))));
        }
        // The URL of a pull request shows where the template is pending.
        let is_place = |url: &str| RepositoryUrl::parse(url).and_then(|hosted| hosted.github_thread()).is_none();
        if template.path.is_some() || template.url.as_ref().is_some_and(|url| is_place(url)) {
            return Some(TemplateMerge::Merged(None));
        }
        pr.map(|_| TemplateMerge::Pending)
    }

    /// The pull request with its template and those that it replaces, as of a day: without those opened later according
    /// to `github.yaml`.
    pub fn prs_on(&self, proposal: &'g Proposal, day: NaiveDate) -> Vec<&'g Reference> {
        let there = |pr: &&Spanned<Reference>| {
            let opened = self.base.index.pr_facts(pr).and_then(|state| state.opened);
            opened.is_none_or(|opened| self.base.day_of(opened) <= day)
        };
        let template = proposal.template.iter();
        let newest_first = template.flat_map(|template| template.pr.iter().chain(template.superseded.iter().rev()));
        newest_first.filter(there).map(|pr| &pr.value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    #[test]
    fn the_file_takes_precedence_and_a_path_counts_as_merged() {
        let lock = "issues: { 64: { kind: pr, merged: 2025-10-20T09:00:00Z }, 65: { kind: pr, opened: 2025-10-01 } }\n";
        let group = TestGroup::new().file("github.yaml", lock);
        let on_day = |text: &str| Some(TemplateMerge::Merged(Some(day(text))));
        for (template, expected) in [
            ("{ pr: 64, merged: 2025-10-19 }", on_day("2025-10-19")),
            ("{ pr: 64, path: a.md }", on_day("2025-10-20")),
            // The group's own repository.
            ("{ pr: o/r#64 }", on_day("2025-10-20")),
            ("{ pr: 66, path: a.md }", Some(TemplateMerge::Merged(None))),
            ("{ pr: 66, url: 'https://e.x/a.md' }", Some(TemplateMerge::Merged(None))),
            ("{ pr: 65 }", Some(TemplateMerge::Pending)),
            ("{ pr: 65, url: 'https://github.com/o/r/pull/65' }", Some(TemplateMerge::Pending)),
            ("{ pr: 66 }", Some(TemplateMerge::Pending)),
            ("{ pr: x/y#64 }", Some(TemplateMerge::Pending)),
            ("{ superseded: 3 }", None),
        ] {
            let views = group.clone().proposal("a", format!("template: {template}\n")).views("2026-01-01");
            assert_eq!(views.templates.merge_state(&views.group.proposals[0]), expected, "{template}");
        }
    }

    #[test]
    fn a_template_exists_once_its_pull_request_is_open() {
        let lock = "issues: { 64: { kind: pr, opened: 2026-03-01T10:00:00Z }, 58: { kind: pr, opened: 2026-02-01 } }\n";
        let group = TestGroup::new().file("github.yaml", lock);
        let views = group.proposal("a", "template: { pr: 64, superseded: [50, 58] }\n").views("2026-05-01");
        for (date, expected) in [("2026-03-01", &[64, 58, 50][..]), ("2026-02-28", &[58, 50]), ("2026-01-31", &[50])] {
            let prs = views.templates.prs_on(&views.group.proposals[0], day(date));
            assert_eq!(prs.iter().map(|pr| pr.number).collect::<Vec<_>>(), expected, "{date}");
        }
    }
}
