//! An issue or a PR on the agenda belongs to no proposal.

use super::{Findings, rule};
use crate::finding::Level;
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::index::Subject;
use crate::view::item_label::{item_label, reference_place};

rule! {
    /// An agenda item whose issue or PR belongs to no proposal.
    ///
    /// A PR without a proposal is an error: it has the template, and with it everything that the backlog needs. An
    /// issue alone is a warning: its template may still be written.
    ///
    /// ## Why
    /// Agreement 4: a proposal enters the backlog table once there is a PR with its template. What is discussed without
    /// a file has no history, no owner and no stage.
    ///
    /// ## Evidence
    /// `issue`, `former-issues` and `template` of the proposals. The rule is silent while a file in `backlog/` cannot
    /// be read. Other topics are not checked.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - pr: 64
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 63
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// template: { pr: 64 }
    /// owners: MTN
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// topics:
    ///   - { issue: 297, title: Warning in the README of archived repositories }
    /// agenda:
    ///   - issue: 63
    /// ```
    ///
    /// ## Fix
    /// Add the proposal: `backlog add-proposal NAME --issue N --owner ORG`. Move an item that is not a proposal to the
    /// `topics`.
    "unlisted-agenda-item", Agenda, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    if !views.group.all_proposals_read {
        return;
    }
    for item in &meeting.agenda {
        let (level, help) = match views.index.item_subject(item) {
            Subject::Pr(pr) => {
                (Level::Error, format!("If it is a template, write `template: {{ pr: {} }}` into", pr.format_bare()))
            }
            Subject::Issue(issue) => {
                let command = format!("`backlog add-proposal NAME --issue {} --owner ORG`", issue.format_bare());
                (Level::Warn, format!("Add the proposal with {command}, or write the issue into"))
            }
            _ => continue,
        };
        let help = format!("{help} the file of its proposal; if it is not a proposal, move the item to the `topics`.");
        out.report(reference_place(item), format!("{} belongs to no proposal in backlog/", item_label(item)))
            .with_help(help)
            .with_level(level);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn a_pr_is_an_error_and_an_issue_a_warning() {
        let meeting = "agenda: [{ pr: 64 }, { issue: o/r#63 }, { issue: 12 }]\n";
        let group = TestGroup::new().proposal("x", "former-issues: [12]\n").call("2026-02-12", meeting);
        assert_eq!(
            group.findings(NAME),
            [
                "error minutes/2026-02-12.yaml:2:16 PR#64 belongs to no proposal in backlog/ | If it is a template, \
                 write `template: { pr: 64 }` into the file of its proposal; if it is not a proposal, move the item \
                 to the `topics`.",
                "warning minutes/2026-02-12.yaml:2:31 o/r#63 belongs to no proposal in backlog/ | Add the proposal \
                 with `backlog add-proposal NAME --issue o/r#63 --owner ORG`, or write the issue into the file of its \
                 proposal; if it is not a proposal, move the item to the `topics`.",
            ]
        );
    }

    #[test]
    fn the_rule_is_silent_while_a_proposal_cannot_be_read() {
        let group = TestGroup::new().file("backlog/x.yaml", "name: [\n").call("2026-02-12", "agenda: { pr: 64 }\n");
        assert_eq!(group.findings(NAME), [""; 0]);
    }
}
