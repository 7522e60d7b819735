//! The reviewer decided on a day without a meeting.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::schedule::{nearest_days, weekday_name};
use crate::model::wording::join_with_and;
use crate::model::workgroup::Reviewer;
use crate::source::Spanned;
use crate::view::Views;
use chrono::{Datelike, NaiveDate};

rule! {
    /// An approval, a refusal or a request for changes on a day on which the reviewer does not meet.
    ///
    /// ## Why
    /// The reviewer decides in its meetings. Another day is usually a mistake, such as the day of the call that heard
    /// about the decision.
    ///
    /// ## Evidence
    /// The days of `approved`, `not-approved` and `changes-requested` in the proposal's `stages`, and the
    /// `schedule` of the `reviewer` in `workgroup.yaml`. If none of its slots is in force on the day, the rule is
    /// silent.
    ///
    /// ## Bad
    /// ```yaml workgroup.yaml
    /// name: Example
    /// reviewer: { name: TSC, schedule: [{ slot: 1st thursday }, { slot: 3rd thursday }] }
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: approved, date: 2023-10-20 }
    /// ```
    ///
    /// ## Good
    /// ```yaml workgroup.yaml
    /// name: Example
    /// reviewer: { name: TSC, schedule: [{ slot: 1st thursday }, { slot: 3rd thursday }] }
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: approved, date: 2023-10-19 }
    /// ```
    ///
    /// ## Fix
    /// Write the day of the meeting. If the reviewer met outside its schedule, waive the rule for this file and give
    /// the reason.
    "reviewer-day", Proposal, Warn, Proposal(check)
}

/// Suggestions are not further away than this.
const FAR_DAYS: usize = 31;

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    let Some(reviewer) = &views.workgroup.reviewer else { return };
    for reached in proposal.stages.iter().filter(|reached| reached.stage.value.is_reviewer_decision()) {
        let Some(date) = &reached.date else { continue };
        let day = date.value;
        if reviewer.schedule.iter().any(|slot| slot.is_in_force(day)) && !views.reviews.is_review_day(day) {
            report_wrong_day(reached.stage.value.record_key(), date, reviewer, views, out);
        }
    }
}

fn report_wrong_day(stage: &str, date: &Spanned<NaiveDate>, reviewer: &Reviewer, views: &Views, out: &mut Findings) {
    let (day, name) = (date.value, reviewer.name.as_str());
    let slots = reviewer.schedule.iter().filter(|slot| slot.is_in_force(day)).filter_map(|slot| slot.cadence());
    let (weekday, slots) = (weekday_name(day.weekday()), join_with_and(slots));
    let message = format!("`{stage}` on {day}, a {weekday}, when {name} does not meet ({slots})");
    let near = nearest_days(day, FAR_DAYS, |day| views.reviews.is_review_day(day));
    let help = match near.is_empty() {
        true => "Correct the date.".to_owned(),
        false => format!("Correct the date; {name} meets on {}.", join_with_and(near)),
    };
    out.report(date.place, message).with_help(help).on_day(day);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(settings: &str, stages: &str) -> Vec<String> {
        TestGroup::new().settings(settings).proposal("x", format!("stages: [{stages}]\n")).findings(NAME)
    }

    const GROUP: &str = "reviewer:\n  name: TSC\n  schedule: [{ slot: 1st thursday, since: 2023-12-01 }, { \
                         slot: 3rd thursday, since: 2023-12-01 }]\n";

    #[test]
    fn the_help_suggests_the_nearest_meetings() {
        assert_eq!(
            findings_for(GROUP, "{ stage: under-review, date: 2026-02-03 }, { stage: approved, date: 2026-02-06 }"),
            ["warning backlog/x.yaml:2:78 `approved` on 2026-02-06, a Friday, when TSC does not meet (1st \
              Thursday and 3rd Thursday) | Correct the date; TSC meets on 2026-02-05 and 2026-02-19."]
        );
        assert_eq!(findings_for(GROUP, "{ stage: not-approved, date: 2026-02-19 }"), [""; 0]);
    }

    #[test]
    fn without_a_schedule_in_force_every_day_is_fine() {
        let early = "{ stage: approved, date: 2023-11-17 }, approved";
        assert_eq!(findings_for(GROUP, early), [""; 0]);
        assert_eq!(findings_for("", early), [""; 0]);
        assert_eq!(findings_for("reviewer: { name: TSC }\n", early), [""; 0]);
    }
}
