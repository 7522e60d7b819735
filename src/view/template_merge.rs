//! Whether the template of a proposal is merged, according to its file or `github.lock`.

use super::Views;
use super::moment::resolve_moment;
use crate::model::proposal::Proposal;
use crate::model::url::RepositoryUrl;
use chrono::NaiveDate;

/// The state of the pull request with the template (procedure 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateMerge {
    /// Not merged as far as known: the file has a pull request without a merge day.
    Pending,
    /// Merged, on this day if known; a template with a path or URL of its own was merged at some time.
    Merged(Option<NaiveDate>),
}

impl Views<'_> {
    /// Whether the template is merged. `None` if the proposal has no template to merge.
    pub fn template_merge(&self, proposal: &Proposal) -> Option<TemplateMerge> {
        let template = proposal.template.as_ref()?;
        if let Some(merged) = &template.merged {
            return Some(TemplateMerge::Merged(Some(merged.value)));
        }
        let pr = template.pr.as_ref();
        let merged = pr.and_then(|pr| self.pr_state(pr)).and_then(|state| state.merged);
        if let Some(merged) = merged {
            return Some(TemplateMerge::Merged(Some(resolve_moment(merged, self.workgroup.timezone).date_naive())));
        }
        // The URL of a pull request shows where the template is pending.
        let is_place = |url: &str| RepositoryUrl::parse(url).and_then(|hosted| hosted.github_thread()).is_none();
        if template.path.is_some() || template.url.as_ref().is_some_and(|url| is_place(url)) {
            return Some(TemplateMerge::Merged(None));
        }
        pr.map(|_| TemplateMerge::Pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::{day, with_views};

    #[test]
    fn the_file_takes_precedence_and_a_path_counts_as_merged() {
        let merge = |template: &str| {
            let text = format!("name: A\ntemplate: {template}\n");
            let lock = ("github.lock", "prs: { 64: { merged: 2025-10-20T09:00:00Z }, 65: { opened: 2025-10-01 } }\n");
            with_views(&[("backlog/a.yaml", &text), lock], "2026-01-01", |views| {
                views.template_merge(&views.group.proposals[0])
            })
        };
        let on_day = |text: &str| Some(TemplateMerge::Merged(Some(day(text))));
        assert_eq!(merge("{ pr: 64, merged: 2025-10-19 }"), on_day("2025-10-19"));
        assert_eq!(merge("{ pr: 64, path: a.md }"), on_day("2025-10-20"));
        assert_eq!(merge("{ pr: o/r#64 }"), on_day("2025-10-20"), "the group's own repository");
        assert_eq!(merge("{ pr: 66, path: a.md }"), Some(TemplateMerge::Merged(None)));
        assert_eq!(merge("{ pr: 66, url: 'https://e.x/a.md' }"), Some(TemplateMerge::Merged(None)));
        for pending in
            ["{ pr: 65 }", "{ pr: 65, url: 'https://github.com/o/r/pull/65' }", "{ pr: 66 }", "{ pr: x/y#64 }"]
        {
            assert_eq!(merge(pending), Some(TemplateMerge::Pending), "{pending}");
        }
        assert_eq!(merge("{ superseded: 3 }"), None);
    }
}
