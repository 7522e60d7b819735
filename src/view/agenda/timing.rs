//! When an item was added to the agenda of a call, relative to its closing.

use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::{Earlier, Proposal};
use crate::view::agenda::Agendas;
use crate::view::calendar::closing::Closing;
use crate::view::index::{Mention, Subject};
use chrono::NaiveDate;

/// When an item was added to the agenda, relative to its closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Already on the agenda of an earlier call: never late.
    CarriedOver,
    /// Added before the agenda closed or, if only a day is given, on the day of the closing.
    OnTime,
    /// Added after the agenda closed (docs/procedure.md#agreement-1), with or without an exception. An item without a
    /// day is late once the agenda has closed, unless an earlier call has it.
    Late,
}

impl Timing {
    /// The timing according to the records alone. Whether an item without a day is late also depends on the current
    /// moment, so only an exception shows that it was added late.
    pub(super) fn timing_by_records(self, item: &Item) -> Timing {
        match self {
            Timing::Late | Timing::OnTime if item.added.is_none() => match item.exception {
                Some(_) => Timing::Late,
                None => Timing::OnTime,
            },
            timing => timing,
        }
    }
}

impl Agendas<'_> {
    /// The timing of an item for an agenda with a closing.
    pub(super) fn item_timing(&self, item: &Item, is_carried_over: bool, closing: Closing) -> Timing {
        match &item.added {
            Some(added) if self.base.calls.is_after_closing(added.value, closing) => Timing::Late,
            Some(_) => Timing::OnTime,
            None if is_carried_over => Timing::CarriedOver,
            None if closing.has_passed(self.base.now.moment()) => Timing::Late,
            None => Timing::OnTime,
        }
    }

    /// Whether an earlier call, held or not, has the subject, or the proposal's history has one. This is assumed up to
    /// the first call that the records cover, and while a file cannot be read. Titles change their wording from call to
    /// call, so it is assumed for them too.
    pub(super) fn is_on_earlier_agenda(&self, subject: &Subject, meeting: &Meeting) -> bool {
        let is_first = self.first_covered_call().is_none_or(|first| meeting.date.value <= first);
        let is_unread = !(self.base.group.all_meetings_read && self.base.group.all_proposals_read);
        matches!(subject, Subject::Title(_)) || is_first || is_unread || self.is_mentioned_before(subject, meeting) || {
            let proposal = self.base.index.subject_proposal(subject);
            proposal.is_some_and(|proposal| self.has_history_before(proposal, meeting))
        }
    }

    /// The first held call since `records.complete-since`: the agenda of the call before it is unknown.
    fn first_covered_call(&self) -> Option<NaiveDate> {
        let meetings = &self.base.group.meetings;
        let since = self.base.workgroup.records.complete_since;
        let first = since.map_or(0, |since| meetings.partition_point(|meeting| meeting.date.value < since));
        meetings[first..].iter().find(|meeting| self.base.calls.is_held(meeting)).map(|meeting| meeting.date.value)
    }

    fn is_mentioned_before(&self, subject: &Subject, meeting: &Meeting) -> bool {
        let last_day = self.first_and_last_day(meeting).1;
        let is_earlier = |mention: &Mention| {
            mention.meeting.file != meeting.file && self.first_and_last_day(mention.meeting).0 < last_day
        };
        self.base.index.mentions(subject).iter().any(is_earlier)
    }

    /// The first and the last day of a call: a moved call has two.
    fn first_and_last_day(&self, meeting: &Meeting) -> (NaiveDate, NaiveDate) {
        let day = meeting.date.value;
        let slot = self.base.calendar.moved_from(day).unwrap_or(day);
        (day.min(slot), day.max(slot))
    }

    /// Whether the proposal was on an earlier agenda without a file, or on one that lists it by name only.
    fn has_history_before(&self, proposal: &Proposal, meeting: &Meeting) -> bool {
        let day = meeting.date.value;
        let is_before = |earlier: &Earlier| {
            earlier.known_dates().next().is_none() || earlier.known_dates().any(|date| date.value < day)
        };
        let former = proposal.former_names.iter().map(|former| &former.name);
        let mut names = std::iter::once(&proposal.name).chain(former);
        proposal.history.iter().any(is_before)
            || names.any(|name| self.is_mentioned_before(&Subject::from_title(name), meeting))
    }
}

#[cfg(test)]
mod tests {
    use super::Timing;
    use crate::test_group::{SETTINGS, TestGroup, day};

    /// The timings of the items of a call.
    fn item_timings(date: &str, group: &TestGroup, today: &str) -> Vec<Timing> {
        let views = group.views(today);
        let meeting = views.calls.meeting_on(day(date)).unwrap();
        views.agenda.bound_items(meeting).iter().map(|item| item.timing).collect()
    }

    /// Two calls, of which the second has issue 5.
    fn two_calls() -> TestGroup {
        TestGroup::new().call("2026-02-12", "agenda: [{ issue: 1 }]\n").call("2026-02-26", "agenda: [{ issue: 5 }]\n")
    }

    /// The timing of issue 5 in the second call.
    fn issue_timing(group: &TestGroup) -> Timing {
        item_timings("2026-02-26", group, "2026-03-01")[0]
    }

    #[test]
    fn a_new_item_is_on_time_until_the_agenda_closes() {
        assert_eq!(item_timings("2026-02-26", &two_calls(), "2026-02-19T14:59"), [Timing::OnTime]);
        assert_eq!(item_timings("2026-02-26", &two_calls(), "2026-02-19T15:00"), [Timing::Late]);
    }

    #[test]
    fn a_topic_names_its_proposal_by_either_number_under_either_key() {
        let group = two_calls().proposal("a", "issue: 5\ntemplate: { pr: 6 }\n");
        for key in ["issue: 5", "pr: 6", "issue: 6", "pr: 5"] {
            let group = group.clone().call("2026-02-26", format!("topics: [{{ title: T, {key} }}]\n"));
            assert_eq!(issue_timing(&group), Timing::Late, "{key}");
        }
    }

    #[test]
    fn an_earlier_item_matches_by_issue_pull_request_slug_or_name() {
        let facts = "former-names: [Old A]\nissue: 5\nformer-issues: [4]\ntemplate: { pr: 6 }\n";
        let group = two_calls().proposal("a", facts);
        let items =
            ["issue: 5", "issue: 4", "pr: 6", "proposal: a", "title: a", "title: OLD-A", "issue: 5, treated: false"];
        for item in items {
            for list in ["agenda", "topics"] {
                let group = group.clone().call("2026-02-12", format!("{list}: [{{ {item} }}]\n"));
                assert_eq!(issue_timing(&group), Timing::CarriedOver, "{list} {item}");
            }
        }
        assert_eq!(issue_timing(&group), Timing::Late);
        let later = group.call("2026-03-12", "agenda: [{ issue: 5 }]\n");
        assert_eq!(issue_timing(&later), Timing::Late, "a later call does not count");
        for name in ["API 2.0", "A & B", "C++"] {
            let group = two_calls().file("backlog/a.yaml", format!("name: {name}\nissue: 5\n"));
            let group = group.call("2026-02-12", format!("agenda: [{{ title: {name} }}]\n"));
            assert_eq!(issue_timing(&group), Timing::CarriedOver, "{name}");
        }
    }

    #[test]
    fn a_canceled_call_and_one_moved_past_this_one_are_earlier() {
        let with = |key: &str, day: &str| SETTINGS.replace(key, &format!("{key}\n  - {day}"));
        let canceled = with("not-held:", "{ date: 2026-02-12, reason: snow }");
        let group = two_calls().file("workgroup.yaml", canceled).call("2026-01-22", "");
        assert_eq!(issue_timing(&group.call("2026-02-12", "agenda: [{ issue: 5 }]\n")), Timing::CarriedOver);
        let moved = with("moved:", "{ from: 2026-02-12, to: 2026-02-27, reason: snow }");
        let group = two_calls().file("workgroup.yaml", moved).file("minutes/2026-02-12.yaml", "date: 2026-01-22\n");
        assert_eq!(issue_timing(&group.call("2026-02-27", "agenda: [{ issue: 5 }]\n")), Timing::CarriedOver);
    }

    #[test]
    fn the_earlier_history_of_a_proposal_counts() {
        for (earlier, expected) in [
            ("{ date: 2025-06-12, notes: said }", Timing::CarriedOver),
            ("said", Timing::CarriedOver),
            ("{ date: 2026-02-26, notes: said }", Timing::Late),
        ] {
            let group = two_calls().proposal("a", format!("issue: 5\nhistory: [{earlier}]\n"));
            assert_eq!(issue_timing(&group), expected, "{earlier}");
        }
    }

    #[test]
    fn nothing_is_late_up_to_the_first_call_that_the_records_cover() {
        for (since, expected) in [
            ("2026-02-12", Timing::Late),
            ("2026-02-13", Timing::CarriedOver),
            ("2026-02-26", Timing::CarriedOver),
            ("2026-02-27", Timing::CarriedOver),
        ] {
            let group = two_calls().more_settings(format!("records: {{ complete-since: {since} }}\n"));
            assert_eq!(issue_timing(&group), expected, "{since}");
        }
        assert_eq!(item_timings("2026-02-12", &two_calls(), "2026-03-01"), [Timing::CarriedOver], "the first file");
    }

    #[test]
    fn the_closing_applies_to_topics_that_name_a_proposal() {
        let group = two_calls().proposal("a", "issue: 5\ntemplate: { pr: 6 }\n");
        let topics = "agenda: [{ issue: 1 }]\ntopics: [{ pr: 6 }, { issue: 9 }, { title: T }]\n";
        let timings = item_timings("2026-02-26", &group.call("2026-02-26", topics), "2026-03-01");
        assert_eq!(timings, [Timing::CarriedOver, Timing::Late]);
    }
}
