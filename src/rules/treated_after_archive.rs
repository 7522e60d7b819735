//! A call treated a proposal after it was archived.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::view::Views;
use crate::view::index::Mention;
use crate::view::item_label::{item_label, reference_place};

rule! {
    /// An agenda item or topic that a call treated after its proposal was archived.
    ///
    /// The call that archived the proposal does not count. Closing items do not count either: closing the issue is the
    /// last step.
    ///
    /// ## Why
    /// Agreement 9: an archived proposal has ended. What a call says about it afterwards is lost, because it is no
    /// longer in the table and on the agendas.
    ///
    /// ## Evidence
    /// The day of the first `archived` in the proposal's `stages`, and the items of later calls that record an update,
    /// a decision or an action point.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: archived, date: 2025-03-13 }
    /// ```
    /// ```yaml minutes/2025-08-28.yaml
    /// date: 2025-08-28
    /// topics:
    ///   - { issue: 63, notes: xFlow Research would like to go on with it. }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: archived, date: 2025-03-13 }
    /// ```
    /// ```yaml minutes/2025-03-27.yaml
    /// date: 2025-03-27
    /// agenda:
    ///   - { issue: 63, closing: true, notes: The owner was informed. }
    /// ```
    ///
    /// ## Fix
    /// Write a new proposal for what is taken up again, and refer to it in the item. If the proposal was archived
    /// later, or only frozen, correct the stage.
    "treated-after-archive", Lifecycle, Warn, Proposal(check)
}

fn check<'g>(proposal: &'g Proposal, views: &Views<'g>, out: &mut Findings) {
    let Some(archived) = proposal.stages.iter().find(|reached| reached.stage.value == Stage::Archived) else { return };
    let Some(subject) = views.index.proposal_subject(proposal) else { return };
    let mentions = views.index.mentions(&subject).iter();
    let is_treated =
        |mention: &&Mention| !mention.item.closing && views.calls.has_treated(mention.meeting, mention.item);
    let mut treated = mentions.filter(is_treated).peekable();
    let Some(date) = &archived.date else {
        if treated.peek().is_some() {
            out.skip_check("add the date of the stage `archived`: `date: DATE`");
        }
        return;
    };
    for mention in treated.filter(|mention| date.value < mention.meeting.date.value) {
        let (item, day) = (mention.item, mention.meeting.date.value);
        let message = format!("{} was treated after it was archived on {}", item_label(item), date.value);
        let help = "Refer to the new proposal that takes its place; if this one was not archived by then, correct its \
                    stage.";
        out.report(reference_place(item), message)
            .with_help(help)
            .with_related(archived.stage.place, "archived here")
            .on_day(day);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(stage: &str, item: &str) -> Vec<String> {
        let group = TestGroup::new().proposal("x", format!("issue: 63\nstages: [{stage}]\n"));
        group.call("2025-08-28", format!("agenda: [{{ issue: 63, {item} }}]\n")).findings(NAME)
    }

    #[test]
    fn the_finding_has_the_date_of_archiving() {
        let archived = "{ stage: archived, date: 2025-08-27 }";
        assert_eq!(
            findings_for(archived, "notes: u"),
            [
                "warning minutes/2025-08-28.yaml:2:19 #63 was treated after it was archived on 2025-08-27 | Refer to the \
              new proposal that takes its place; if this one was not archived by then, correct its stage."
            ]
        );
        assert_eq!(findings_for(archived, "treated: false"), [""; 0]);
        assert_eq!(findings_for("{ stage: archived, date: 2025-08-28 }", "notes: u"), [""; 0], "the call archived it");
        assert_eq!(findings_for("archived", "notes: u"), [""; 0], "the date is unknown");
        let group = TestGroup::new().proposal("x", format!("issue: 63\nstages: [{archived}]\n"));
        let group = group.call("2025-12-25", "agenda: [{ issue: 63, notes: early }]\n");
        assert_eq!(group.findings(NAME), [""; 0], "the call was canceled");
    }
}
