//! A proposal was sent to the reviewer shortly before its decision.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::model::wording::format_count;
use crate::view::Views;

rule! {
    /// A proposal that was sent to the reviewer less than a week before the meeting that decided on it.
    ///
    /// ## Why
    /// The reviewer's members read a proposal before they decide. Within the same week they hardly have the time.
    ///
    /// ## Evidence
    /// The days of `under-review` and of the decision that follows it (`approved`, `not-approved` or
    /// `changes-requested`) in the proposal's `stages`.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-review, date: 2023-10-13 }
    ///   - { stage: approved, date: 2023-10-19 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-review, date: 2023-10-12 }
    ///   - { stage: approved, date: 2023-10-19 }
    /// ```
    ///
    /// ## Fix
    /// Correct the date if it is wrong. Otherwise nothing needs to change in this file; send the next proposal a week
    /// ahead.
    "sent-late", Proposal, Warn, Proposal(check)
}

/// Days from the sending to the decision.
const AHEAD: i64 = 7;

fn check(proposal: &Proposal, _views: &Views, out: &mut Findings) {
    let stages = &proposal.stages;
    let sendings = stages.iter().enumerate().filter(|(_, reached)| reached.stage.value == Stage::UnderReview);
    for (at, sent) in sendings {
        // Up to the next sending, so that a decision is measured once.
        let next = stages[at + 1..].iter().find(|reached| reached.stage.value.is_reviewer_stage());
        let Some(decided) = next.filter(|reached| reached.stage.value.is_reviewer_decision()) else { continue };
        let (Some(sent_on), Some(decided_on)) = (&sent.date, &decided.date) else {
            out.skip_check("add the dates of `under-review` and of the stage after it: `date: DATE`");
            continue;
        };
        let days = (decided_on.value - sent_on.value).num_days();
        // A decision before the sending is reported by `stage-order`.
        if !(0..AHEAD).contains(&days) {
            continue;
        }
        let ahead =
            if days == 0 { "on the day of".to_owned() } else { format!("{} before", format_count(days, "day")) };
        let decision = format!("`{}` on {}", decided.stage.value, decided_on.value);
        out.report(sent_on.place, format!("sent on {}, {ahead} {decision}", sent_on.value))
            .with_help("Correct the date if it is wrong; the reviewer needs a week to read a proposal.")
            .with_related(decided_on.place, "decided here")
            .on_day(sent_on.value);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(stages: &str) -> Vec<String> {
        TestGroup::new().proposal("x", format!("stages: [{stages}]\n")).findings(NAME)
    }

    #[test]
    fn each_sending_is_compared_with_the_next_decision() {
        let help = "Correct the date if it is wrong; the reviewer needs a week to read a proposal.";
        assert_eq!(
            findings_for(
                "{ stage: under-review, date: 2026-02-03 }, { stage: changes-requested, date: 2026-02-05 }, { stage: \
                 under-review, date: 2026-02-12 }, { stage: approved, date: 2026-02-19 }"
            ),
            [format!(
                "warning backlog/x.yaml:2:39 sent on 2026-02-03, 2 days before `changes-requested` on 2026-02-05 \
                      | {help}"
            )]
        );
        assert_eq!(
            findings_for("{ stage: under-review, date: 2026-02-05 }, { stage: not-approved, date: 2026-02-05 }"),
            [format!(
                "warning backlog/x.yaml:2:39 sent on 2026-02-05, on the day of `not-approved` on 2026-02-05 | \
                      {help}"
            )]
        );
    }

    #[test]
    fn undated_and_reversed_stages_are_not_checked() {
        assert_eq!(findings_for("under-review, { stage: approved, date: 2026-02-05 }"), [""; 0]);
        assert_eq!(findings_for("{ stage: under-review, date: 2026-02-05 }, frozen"), [""; 0]);
        assert_eq!(
            findings_for("{ stage: under-review, date: 2026-02-06 }, { stage: approved, date: 2026-02-05 }"),
            [""; 0]
        );
    }
}
