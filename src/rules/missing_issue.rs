//! An agenda item or a proposal has no issue.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::view::Views;
use crate::view::agenda::{AgendaItem, Verdict};
use crate::view::index::Subject;
use crate::view::item_label::{item_label, reference_place};

rule! {
    /// An agenda item that has neither an issue nor a PR, or a proposal without an issue that the reviewer has not
    /// approved yet.
    ///
    /// Other topics need no issue. A proposal that is frozen, archived, refused or closed is not checked. For an
    /// approved proposal, its PR or its onboarding issue is enough.
    ///
    /// ## Why
    /// Agreement 1: whoever wants an item on the agenda opens an issue for it. People read the issue before the call
    /// and comment in it afterwards.
    ///
    /// ## Evidence
    /// The agenda items, each with its proposal as of the day of the call, and `issue` of the proposals as of today. An
    /// item that names a slug is not checked while a file in `backlog/` cannot be read.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - title: Roaming status
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// owners: MTN
    /// stages: [under-discussion]
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// topics:
    ///   - title: Names of the next releases
    /// agenda:
    ///   - proposal: imei-fraud
    ///   - { pr: 280, title: Update the table }
    /// ```
    ///
    /// ## Fix
    /// Open an issue and record its number: `backlog set SLUG issue=N`, or `issue: N` for an item without a proposal.
    "missing-issue", Agenda, Error, Records(check_proposal, check_call)
}

fn check_proposal(proposal: &Proposal, views: &Views, out: &mut Findings) {
    if is_missing_issue(proposal, views) {
        let stage = views.stages.current_stage(proposal).map(|stage| format!(" (it is {stage})")).unwrap_or_default();
        out.report(proposal.name.place, format!("`{}` has no issue and is not approved yet{stage}", *proposal.name))
            .with_help(help_to_open(proposal));
    }
}

fn check_call<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    for agenda_item in views.agenda.items(meeting) {
        let unread = matches!(agenda_item.subject, Subject::Slug(_)) && !views.group.all_proposals_read;
        // A proposal without an issue is reported in its own file, not in each call.
        let found_itself = agenda_item.proposal.is_some_and(|proposal| is_missing_issue(proposal, views));
        if agenda_item.verdict == Verdict::NoIssue && !unread && !found_itself {
            report_item(&agenda_item, out);
        }
    }
}

/// Whether the missing issue is reported in the proposal's own file: it is active, and not approved yet.
fn is_missing_issue(proposal: &Proposal, views: &Views) -> bool {
    let approved = views.stages.current_stage(proposal).is_some_and(Stage::is_approved);
    proposal.issue.is_none() && !approved && views.stages.is_active_on(proposal, views.now.day())
}

fn report_item(agenda_item: &AgendaItem, out: &mut Findings) {
    let (item, name, date) = (agenda_item.item, item_label(agenda_item.item), agenda_item.meeting.date.value);
    let (message, help) = match (agenda_item.proposal, &agenda_item.subject) {
        (Some(proposal), _) => {
            let has_pr = proposal.template.as_ref().is_some_and(|template| template.pr.is_some());
            let who = if item.proposal.is_some() { name } else { format!("`{}` ({name})", proposal.slug) };
            let lacks = if has_pr { "no issue and was not approved yet" } else { "neither an issue nor a PR" };
            (format!("on {date} the proposal {who} had {lacks}"), help_to_open(proposal))
        }
        (None, Subject::Slug(_)) => (
            format!("no proposal has the slug {name}, and the item has neither an issue nor a PR"),
            "Correct the slug, or write the issue instead: `issue: N`.".to_owned(),
        ),
        (None, _) => (
            format!("{name} has neither an issue nor a PR"),
            "Open an issue and write `issue: N`, or move the item to the `topics` if it needs none.".to_owned(),
        ),
    };
    out.report(reference_place(item), message).with_help(help);
}

fn help_to_open(proposal: &Proposal) -> String {
    format!("Open an issue, and record its number: `backlog set {} issue=N`.", proposal.slug)
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const MEETING: &str = "agenda: [{ pr: 64 }, { proposal: x }]\n";

    fn messages_for(facts: &str) -> Vec<String> {
        TestGroup::new().proposal("x", facts).call("2026-02-12", MEETING).messages(NAME)
    }

    #[test]
    fn items_are_checked_as_of_the_call_and_proposals_as_of_today() {
        let approved_after =
            "template: { pr: 64 }\nstages: [under-discussion, { stage: approved, date: 2026-03-05 }]\n";
        assert_eq!(
            messages_for(approved_after),
            [
                "error minutes/2026-02-12.yaml:2:16 on 2026-02-12 the proposal `x` (PR#64) had no issue and was not \
                 approved yet",
                "error minutes/2026-02-12.yaml:2:34 on 2026-02-12 the proposal `x` had no issue and was not approved \
                 yet",
            ]
        );
        let approved_before =
            "template: { pr: 64 }\nstages: [under-discussion, { stage: approved, date: 2026-02-05 }]\n";
        assert!(messages_for(approved_before).is_empty());
        let frozen = "template: { pr: 64 }\nstages: [frozen]\n";
        assert_eq!(messages_for(frozen).len(), 2, "the items of the call, and not the file of the proposal");
        assert_eq!(messages_for("issue: 1\ntemplate: { pr: 64 }\n"), [""; 0]);
    }

    #[test]
    fn slugs_are_not_checked_while_a_proposal_cannot_be_read() {
        assert_eq!(messages_for("owner: MTN\n"), [""; 0]);
    }
}
