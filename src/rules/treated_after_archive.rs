//! A call treats a proposal that was archived before.

use super::{Findings, RuleFinding, rule};
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::view::Views;
use crate::view::agenda::{item_label, reference_place};
use crate::view::index::Mention;

rule! {
    /// An item, on the agenda or among the other topics, that a call treated after its proposal was archived.
    ///
    /// The call that archived it does not count, nor do closing items: closing the issue is what is left to do.
    ///
    /// ## Why
    /// Procedure 9: an archived proposal has ended. What a call still says of it has no place to be followed up:
    /// the table and the agendas no longer carry it.
    ///
    /// ## Evidence
    /// The day of the first `archived` in the proposal's `stages`, and the items of later calls that record an
    /// update, a decision or an action point.
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
    ///   - { issue: 63, update: xFlow Research would like to go on with it. }
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
    ///   - { issue: 63, closing: true, update: The owner was told. }
    /// ```
    ///
    /// ## Mend
    /// Write a new proposal for what is taken up again and name that one. If it was archived later, or only
    /// frozen, mend the stage.
    Lifecycle, Warn, Proposal(check)
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
            out.skip_check("add the day to the stage `archived`: `date: DATE`");
        }
        return;
    };
    for mention in treated.filter(|mention| date.value < mention.meeting.date.value) {
        let (item, day) = (mention.item, mention.meeting.date.value);
        out.push(
            RuleFinding::new(
                reference_place(item),
                format!("{} was treated, and archived on {} before", item_label(item), date.value),
            )
            .with_help(
                "Name the new proposal that takes its place; if this one was not archived by then, mend its stage.",
            )
            .with_related(archived.stage.place, "archived here")
            .on_day(day),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    fn findings_for(stage: &str, item: &str) -> Vec<String> {
        let proposal = format!("name: X\nissue: 63\nstages: [{stage}]\n");
        let meeting = format!("date: 2025-08-28\nagenda: [{{ issue: 63, {item} }}]\n");
        let files = [("backlog/x.yaml", proposal.as_str()), ("minutes/2025-08-28.yaml", meeting.as_str())];
        rule_findings("treated-after-archive", &files, "2026-06-30")
    }

    #[test]
    fn the_item_is_found_and_the_day_of_the_archive_told() {
        let archived = "{ stage: archived, date: 2025-08-27 }";
        assert_eq!(
            findings_for(archived, "update: u"),
            ["warning minutes/2025-08-28.yaml:2:19 #63 was treated, and archived on 2025-08-27 before | Name the new \
              proposal that takes its place; if this one was not archived by then, mend its stage."]
        );
        assert_eq!(findings_for(archived, "treated: false"), [""; 0]);
        assert_eq!(findings_for("{ stage: archived, date: 2025-08-28 }", "update: u"), [""; 0], "the call did it");
        assert_eq!(findings_for("archived", "update: u"), [""; 0], "nobody knows when");
        let files = [
            ("backlog/x.yaml", "name: X\nissue: 63\nstages: [{ stage: archived, date: 2025-08-27 }]\n"),
            ("minutes/2025-12-25.yaml", "date: 2025-12-25\nagenda: [{ issue: 63, update: early }]\n"),
        ];
        assert_eq!(rule_findings("treated-after-archive", &files, "2026-06-30"), [""; 0], "the call was cancelled");
    }
}
