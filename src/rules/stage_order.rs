//! The stages of a proposal are out of order.

use super::{Findings, RuleFinding, rule};
use crate::finding::{Fix, Level, PlaceEdit};
use crate::model::proposal::Proposal;
use crate::model::stage::{ReachedStage, Stage, may_follow};
use crate::source::Spanned;
use crate::view::Views;
use crate::view::stages::{StageStep, stage_steps};
use chrono::NaiveDate;

rule! {
    /// A stage that may not follow the one before it, or that has an earlier date.
    ///
    /// Stages may be skipped on the way forward, an approval may be repeated, and after a return (`reactivated`) a
    /// proposal continues from where it was frozen. A date before the registration is a warning. A proposal that a call
    /// treated as an agenda item is under discussion from that day, so it cannot become `not-yet-discussed` later. What
    /// follows `archived` is reported by `revived-archived`.
    ///
    /// ## Why
    /// The last stage decides whether a proposal is on the agenda, how the table shows it, and when it is frozen. A
    /// mistake in the list, often a wrong year, changes all of that.
    ///
    /// ## Evidence
    /// `stages` of the proposal, oldest first, with their dates, and `registered`; the agendas of the calls that were
    /// held.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages: [approved, under-discussion]
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: approved, date: 2022-10-19 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// registered: 2023-08-13
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-10 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages: [{ stage: not-yet-discussed, date: 2026-02-20 }]
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda: [{ issue: 63, notes: The owner presented the API. }]
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// registered: 2023-08-13
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: under-review }
    ///   - { stage: frozen, date: 2024-09-06 }
    ///   - { stage: reactivated, date: 2025-08-28, notified: 2025-08-14 }
    ///   - { stage: approved, date: 2025-09-18 }
    /// ```
    ///
    /// ## Fix
    /// Put the stages in the order in which they were reached, add a missing stage, or correct a date. If two
    /// neighboring stages are swapped and nothing else is wrong, `backlog check --fix` corrects their order.
    "stage-order", Proposal, Error, Proposal(check), appendix(describe_followers)
}

/// Which stage may follow which, made from the table of stages.
fn describe_followers() -> String {
    let describe = |stage: Stage| {
        let followers: Vec<&str> = stage.followers().map(Stage::record_key).collect();
        match (stage, followers.is_empty()) {
            (Stage::Reactivated, _) => {
                format!("- `{stage}`: what may follow the stage before `frozen`, or that stage\n")
            }
            (_, true) => format!("- `{stage}`: nothing\n"),
            (_, false) => format!("- `{stage}`: {}\n", followers.join(", ")),
        }
    };
    let lines: String = Stage::all().map(describe).collect();
    format!("## What may follow\n\n{lines}")
}

fn check<'g>(proposal: &'g Proposal, views: &Views<'g>, out: &mut Findings) {
    let mut last: Option<(Stage, &Spanned<NaiveDate>)> = None;
    let swap = std::cell::OnceCell::new();
    let swapped = || swap.get_or_init(|| swap_fix(&proposal.stages)).clone();
    for step in views.stages.proposal_steps(proposal) {
        let stage = step.reached.stage.value;
        let is_misplaced = step.before != Some(Stage::Archived) && !may_follow(step.before, step.after_return, stage);
        if is_misplaced {
            report_misplaced(&step, out).with_fix(swapped()).on_day(stage_day(step.reached));
        }
        let Some(date) = &step.reached.date else { continue };
        // A misplaced stage also has a misplaced date.
        if let Some((earlier, before)) = last.filter(|(_, before)| date.value < before.value && !is_misplaced) {
            let message = format!("`{stage}` on {} is dated before `{earlier}` on {}", date.value, before.value);
            out.report(date.place, message)
                .with_help("Correct one of the two dates; stages are listed in the order in which they were reached.")
                .with_related(before.place, "the stage before it")
                .with_fix(swapped())
                .on_day(before.value);
        }
        if let Some(registered) = proposal.registered.as_ref().filter(|registered| date.value < registered.value) {
            let message = format!("`{stage}` on {} is before the registration on {}", date.value, registered.value);
            out.report(date.place, message)
                .with_help("Correct one of the two dates; `registered` is the first day in the backlog.")
                .with_related(registered.place, "registered here")
                .with_level(Level::Warn);
        }
        last = Some((stage, date));
    }
}

/// The fix if only two neighboring lines are swapped: swapped back, the dates ascend, and every stage may follow
/// the one before it.
fn swap_fix(stages: &[ReachedStage]) -> Option<Fix> {
    let is_back = |pair: &[ReachedStage]| {
        stage_day(&pair[0]).zip(stage_day(&pair[1])).is_some_and(|(first, second)| second < first)
    };
    let at = stages.windows(2).position(is_back)?;
    let mut swapped = stages.to_vec();
    swapped.swap(at, at + 1);
    let follows = |step: StageStep| may_follow(step.before, step.after_return, step.reached.stage.value);
    let days: Vec<NaiveDate> = swapped.iter().filter_map(stage_day).collect();
    if !days.is_sorted() || !stage_steps(&swapped).all(follows) {
        return None;
    }
    let (one, other) = (&stages[at].stage, &stages[at + 1].stage);
    let description = format!("swapped {} and {} (stages)", one.value, other.value);
    Some(Fix::new(description, PlaceEdit::Swap { one: one.place, other: other.place }))
}

fn stage_day(reached: &ReachedStage) -> Option<NaiveDate> {
    reached.date.as_ref().map(|date| date.value)
}

fn report_misplaced<'o>(step: &StageStep, out: &'o mut Findings) -> &'o mut RuleFinding {
    let (place, stage) = (step.reached.stage.place, step.reached.stage.value);
    let Some(before) = step.before else {
        return out
            .report(place, format!("`{stage}` is the first stage, but nothing was frozen before it"))
            .with_help("Add `frozen` with its date before it, or begin with the stage that the proposal has reached.");
    };
    if let Some(day) = step.treated.filter(|_| stage == Stage::NotYetDiscussed) {
        return out
            .report(place, format!("the call of {day} treated the proposal, so `{stage}` may not follow `{before}`"))
            .with_help(
                "Correct the date, or remove the stage: a proposal is under discussion from the day on which a call \
                 treats it.",
            );
    }
    let origin = if step.after_return { format!("the return to `{before}`") } else { format!("`{before}`") };
    let followers: Vec<&str> = before.followers().map(Stage::record_key).collect();
    out.report(place, format!("`{stage}` may not follow {origin}"))
        .with_help(format!("`{before}` may be followed by: {}.", followers.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::stage::{ReachedStage, effective_stage};
    use crate::test_group::TestGroup;

    fn findings_for(stages: &str) -> Vec<String> {
        TestGroup::new().proposal("x", format!("stages: [{stages}]\n")).findings(NAME)
    }

    #[test]
    fn a_step_begins_at_the_stage_before_it() {
        let all: Vec<Stage> = Stage::all().collect();
        let reached = |stage| ReachedStage::new(stage, None);
        // Every sequence of four stages, which is as far back as a freeze and a return matter.
        for number in 0..all.len().pow(4) {
            let digits = (0..4).map(|place| number / all.len().pow(place) % all.len());
            let stages: Vec<ReachedStage> = digits.map(|digit| reached(all[digit])).collect();
            for (at, step) in stage_steps(&stages).enumerate() {
                assert_eq!(step.before, effective_stage(&stages[..at]), "{stages:?}");
            }
        }
    }

    #[test]
    fn since_applies_to_the_date_of_the_stage() {
        let group = TestGroup::new().settings("rules: { stage-order: { since: 2026-01-01 } }\n");
        let count_findings = |stages: &str| {
            let facts = format!("registered: 2025-01-01\nstages: [{stages}]\n");
            group.clone().proposal("x", facts).findings(NAME).len()
        };
        assert_eq!(count_findings("{ stage: approved }, { stage: under-review, date: 2025-12-31 }"), 0);
        assert_eq!(count_findings("{ stage: approved }, { stage: under-review, date: 2026-01-01 }"), 1);
        let slip = "{ stage: under-review, date: 2026-02-01 }, { stage: approved, date: 2025-02-19 }";
        assert_eq!(count_findings(slip), 1, "a wrong year does not silence the rule");
    }

    #[test]
    fn the_help_lists_what_may_follow() {
        assert_eq!(
            findings_for("frozen, approved"),
            ["error backlog/x.yaml:2:18 `approved` may not follow `frozen` | `frozen` may be followed by: \
              reactivated, archived."]
        );
        assert_eq!(
            findings_for("onboarded, frozen, reactivated, under-discussion"),
            [
                "error backlog/x.yaml:2:42 `under-discussion` may not follow the return to `onboarded` | `onboarded` may \
              be followed by: approved, frozen, archived."
            ]
        );
        assert_eq!(findings_for("reactivated").len(), 1);
    }

    #[test]
    fn a_treated_proposal_is_under_discussion_from_that_day() {
        let messages_on = |stage: &str, day: &str| {
            let facts = format!("issue: 1\nstages: [{{ stage: {stage}, date: {day} }}, under-review]\n");
            let call = "agenda: [{ issue: 1, notes: Presented }]\n";
            TestGroup::new().proposal("x", facts).call("2026-02-12", call).findings(NAME)
        };
        assert_eq!(messages_on("not-yet-discussed", "2026-02-12"), [""; 0]);
        assert_eq!(messages_on("under-discussion", "2026-02-13"), [""; 0], "it may be stated as well");
        assert_eq!(
            messages_on("not-yet-discussed", "2026-02-13"),
            ["error backlog/x.yaml:3:19 the call of 2026-02-12 treated the proposal, so `not-yet-discussed` may not \
              follow `under-discussion` | Correct the date, or remove the stage: a proposal is under discussion from \
              the day on which a call treats it."]
        );
    }

    #[test]
    fn a_return_may_be_followed_by_the_former_stage() {
        assert_eq!(findings_for("under-review, frozen, reactivated, under-review, approved, approved"), [""; 0]);
        assert_eq!(findings_for("not-yet-discussed, onboarded, archived"), [""; 0]);
        assert_eq!(findings_for("archived, under-discussion"), [""; 0], "`revived-archived` reports it");
    }

    #[test]
    fn stages_without_a_date_are_skipped() {
        let findings = findings_for(
            "{ stage: under-discussion, date: 2024-05-02 }, under-review, { stage: approved, date: 2024-05-01 }",
        );
        assert_eq!(
            findings,
            ["error backlog/x.yaml:2:96 `approved` on 2024-05-01 is dated before `under-discussion` on 2024-05-02 \
              | Correct one of the two dates; stages are listed in the order in which they were reached."]
        );
    }
}
