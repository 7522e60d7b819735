//! A proposal went to the reviewer before its template was merged.

use super::{Findings, rule};
use crate::finding::Level;
use crate::model::proposal::Proposal;
use crate::view::Views;
use crate::view::templates::TemplateMerge;

rule! {
    /// A proposal that was sent to the reviewer, or decided by it, before the pull request with its template was
    /// merged. If it has been merged since, the finding is a warning.
    ///
    /// ## Why
    /// Agreement 5: the reviewer judges what is in the repository. An open pull request may still change, and then
    /// nobody knows what was approved.
    ///
    /// ## Evidence
    /// `template` of the proposal, with `merged` or the pull request in `github.yaml`, and the first dated stage that
    /// involves the reviewer. A template with `path`, or with the `url` of a page of its own, counts as merged. A
    /// proposal without a template or without such a stage is not checked.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { pr: 64 }
    /// stages:
    ///   - { stage: under-review, date: 2023-10-12 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { pr: 64, merged: 2023-10-13 }
    /// stages:
    ///   - { stage: under-review, date: 2023-10-12 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { pr: 64, merged: 2023-10-12 }
    /// stages:
    ///   - { stage: under-review, date: 2023-10-12 }
    /// ```
    ///
    /// ## Fix
    /// Merge the pull request before the reviewer meets, and record the day, `backlog set SLUG template.merged=DATE`,
    /// or the file, `template.path=PATH`.
    "template-not-merged", Proposal, Error, Proposal(check)
}

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    let mut before_reviewer =
        proposal.stages.iter().filter(|reached| reached.stage.value.is_reviewer_stage()).peekable();
    if before_reviewer.peek().is_none() {
        return;
    }
    let Some(merge) = views.templates.merge_state(proposal) else { return };
    let Some((sent, date)) = before_reviewer.find_map(|sent| Some((sent, sent.date.as_ref()?.value))) else {
        if merge == TemplateMerge::Pending {
            out.skip_check("add the date of the stage at which the proposal went to the reviewer: `date: DATE`");
        }
        return;
    };
    let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
    let label = pr.map_or_else(|| "the pull request".to_owned(), |pr| views.links.pr_label(pr));
    let was = match merge {
        TemplateMerge::Pending => "is not merged".to_owned(),
        TemplateMerge::Merged(Some(merged)) if date < merged => format!("was merged on {merged}"),
        TemplateMerge::Merged(_) => return,
    };
    let message = format!("`{}` on {date}, but {label} with the template {was}", sent.stage.value);
    let found = out.report(sent.stage.place, message).on_day(date);
    match merge {
        TemplateMerge::Pending => found.with_help(format!(
            "Merge it first, and record the day: `backlog set {} template.merged=DATE`.",
            proposal.slug
        )),
        TemplateMerge::Merged(_) => found
            .with_help("Correct one of the two dates, or make sure that the reviewer has the merged version.")
            .with_level(Level::Warn),
    };
    if let Some(pr) = pr {
        found.with_related(pr.place, "the template");
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(rest: &str) -> Vec<String> {
        let lock = "issues: { 70: { kind: pr, opened: 2025-09-01 }, 71: { kind: pr, merged: 2025-10-20T09:00:00Z } }\n";
        TestGroup::new().proposal("x", rest).file("github.yaml", lock).findings(NAME)
    }

    #[test]
    fn the_first_stage_with_the_reviewer_counts() {
        let stages = "stages: [under-discussion, { stage: under-review, date: 2025-10-16 }, { stage: approved, \
                      date: 2025-11-06 }]\n";
        let findings = |template: &str| findings_for(&format!("template: {template}\n{stages}"));
        assert_eq!(
            findings("{ pr: 70 }"),
            ["error backlog/x.yaml:3:37 `under-review` on 2025-10-16, but PR#70 with the template is not merged | \
                 Merge it first, and record the day: `backlog set x template.merged=DATE`."]
        );
        assert_eq!(
            findings("{ pr: 71 }"),
            ["warning backlog/x.yaml:3:37 `under-review` on 2025-10-16, but PR#71 with the template was merged on \
              2025-10-20 | Correct one of the two dates, or make sure that the reviewer has the merged version."]
        );
        for good in ["{ pr: 71, merged: 2025-10-16 }", "{ pr: 70, path: a.md }", "{ superseded: 70 }"] {
            assert_eq!(findings(good), [""; 0], "{good}");
        }
        assert_eq!(findings("{ pr: 72 }").len(), 1, "`github.yaml` does not know it");
    }

    #[test]
    fn only_dated_stages_with_the_reviewer_are_checked() {
        let findings = |stage: &str| findings_for(&format!("template: {{ pr: 70 }}\nstages: [{stage}]\n"));
        assert_eq!(findings("{ stage: not-approved, date: 2025-11-06 }").len(), 1);
        assert_eq!(findings("under-review, { stage: not-approved, date: 2025-11-06 }").len(), 1);
        assert_eq!(findings("{ stage: onboarded, date: 2025-11-06 }"), [""; 0]);
        assert_eq!(findings("approved"), [""; 0], "an old record without dates");
        assert_eq!(findings_for("stages: [{ stage: approved, date: 2025-11-06 }]\n"), [""; 0]);
    }
}
