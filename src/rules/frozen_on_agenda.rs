//! A frozen or archived proposal is on the agenda.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::model::stage::{ReachedStage, Stage};
use crate::view::Views;
use crate::view::agenda::is_frozen_without_notice;
use crate::view::item_label::{item_label, reference_place};
use crate::view::markdown;
use crate::view::stages::freeze_or_archive_on;

rule! {
    /// A proposal on the agenda that is frozen or archived on the day of the call, and for which nobody gave notice of
    /// a return.
    ///
    /// What the call itself decides does not count: a call may freeze or reactivate a proposal that is on its agenda.
    /// Closing items are not checked.
    ///
    /// ## Why
    /// Agreement 9: a frozen proposal takes no time in the calls until its owner announces that the work continues. An
    /// archived one does not return.
    ///
    /// ## Evidence
    /// `stages` of the proposal up to the day of the call, and `notified` of a later `reactivated`.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: frozen, date: 2024-09-06, reason: no answer from the owner }
    /// ```
    /// ```yaml minutes/2025-08-28.yaml
    /// date: 2025-08-28
    /// agenda:
    ///   - issue: 63
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2023-08-13 }
    ///   - { stage: frozen, date: 2024-09-06, reason: no answer from the owner }
    ///   - { stage: reactivated, date: 2025-08-28, notified: 2025-08-14 }
    /// ```
    /// ```yaml minutes/2025-08-28.yaml
    /// date: 2025-08-28
    /// agenda:
    ///   - issue: 63
    /// ```
    ///
    /// ## Fix
    /// Remove the item from the agenda, or record when notice was given: `backlog stage SLUG reactivated --date DATE
    /// --notified DATE`.
    "frozen-on-agenda", Agenda, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let call = views.calendar.call_for(meeting);
    for item in &meeting.agenda {
        let Some(proposal) = views.index.item_proposal(item) else { continue };
        if !is_frozen_without_notice(proposal, item, &call) {
            continue;
        }
        let Some(rest) = freeze_or_archive_on(proposal, call.date) else { continue };
        let name = item_label(item);
        let help = if rest.stage.value == Stage::Archived {
            "Remove it from the agenda: an archived proposal does not return. Add a new proposal instead.".to_owned()
        } else {
            format!(
                "Remove it from the agenda, or record when notice was given: `backlog stage {} reactivated --date {} \
                 --notified DATE`.",
                proposal.slug, call.date
            )
        };
        let message = format!("{name} {}, and nobody gave notice of its return", describe_rest(rest));
        out.report(reference_place(item), message)
            .with_help(help)
            .with_related(rest.stage.place, format!("{} here", rest.stage.value));
    }
}

/// `has been frozen since 2024-09-06 (no answer from the owner)`.
fn describe_rest(rest: &ReachedStage) -> String {
    let note = rest.reason.as_ref().map(|note| format!(" ({})", markdown::plain_text(note))).unwrap_or_default();
    match &rest.date {
        Some(date) => format!("has been {} since {}{note}", rest.stage.value, date.value),
        None => format!("is {}{note}", rest.stage.value),
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(stages: &str, item: &str) -> Vec<String> {
        let group = TestGroup::new().proposal("x", format!("issue: 63\nstages: [{stages}]\n"));
        group.call("2025-08-28", format!("agenda: [{{ issue: 63{item} }}]\n")).findings(NAME)
    }

    #[test]
    fn the_message_describes_the_freeze() {
        assert_eq!(
            findings_for("{ stage: frozen, date: 2024-09-06, reason: no answer }", ""),
            [
                "error minutes/2025-08-28.yaml:2:19 #63 has been frozen since 2024-09-06 (no answer), and nobody gave notice \
              of its return | Remove it from the agenda, or record when notice was given: `backlog stage x \
              reactivated --date 2025-08-28 --notified DATE`."
            ]
        );
        assert!(findings_for("archived", "")[0].contains("#63 is archived, and"));
        let marked = "{ stage: frozen, reason: '**no** [answer](https://example.org), see `#4`' }";
        assert!(findings_for(marked, "")[0].contains("#63 is frozen (no answer, see #4), and"));
    }

    #[test]
    fn stages_of_the_call_and_later_ones_do_not_count() {
        for stages in ["{ stage: frozen, date: 2025-08-28 }", "{ stage: frozen, date: 2025-09-11 }"] {
            assert!(findings_for(stages, "").is_empty(), "{stages}");
        }
        assert!(findings_for("{ stage: frozen, date: 2024-09-06 }", ", closing: true").is_empty());
        let returned = "{ stage: frozen, date: 2024-09-06 }, { stage: reactivated, date: 2025-08-28 }";
        assert!(findings_for(returned, "").is_empty(), "`short-reactivation` reports the missing notice");
    }
}
