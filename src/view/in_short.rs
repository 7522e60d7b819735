//! A call in short: what readers of its minutes look for first.

use super::Views;
use super::actions::point::ActionPoint;
use super::agenda::AgendaItem;
use super::history::Treatment;
use super::history::steps::CallStep;
use super::index::Subject;
use crate::model::action::ActionStatus;
use crate::model::meeting::Meeting;
use std::collections::HashMap;

/// What a call decided, reached, opened and left out; each part may be empty.
#[derive(Debug)]
pub struct InShort<'i, 'v, 'g> {
    /// The items and topics with decisions, in the order of the minutes.
    pub decided: Vec<&'i AgendaItem<'g>>,
    /// The stages and closings of proposals: those of its items first, in their order.
    pub steps: Vec<&'v CallStep<'g>>,
    /// The action points that it opened and did not close, each with its number among those of the call.
    pub actions: Vec<(&'v ActionPoint<'g>, u32)>,
    /// The items and topics that it did not treat, each once.
    pub not_treated: Vec<&'i AgendaItem<'g>>,
}

impl InShort<'_, '_, '_> {
    /// Whether all parts are empty.
    pub fn is_empty(&self) -> bool {
        let Self { decided, steps, actions, not_treated } = self;
        decided.is_empty() && steps.is_empty() && actions.is_empty() && not_treated.is_empty()
    }
}

impl<'g> Views<'g> {
    /// A call in short, with its topics and its agenda; `None` if nothing is recorded yet.
    pub fn call_in_short<'i, 'v>(
        &'v self,
        meeting: &'g Meeting,
        topics: &'i [AgendaItem<'g>],
        agenda: &'i [AgendaItem<'g>],
    ) -> Option<InShort<'i, 'v, 'g>> {
        if !meeting.is_recorded() {
            return None;
        }
        let day = meeting.date.value;
        let items = || topics.iter().chain(agenda);
        let mut places: HashMap<&Subject, usize> = HashMap::new();
        for (place, item) in items().enumerate() {
            places.entry(&item.subject).or_insert(place);
        }
        let mut steps: Vec<&CallStep> = self.history.steps_on(day).iter().collect();
        // A stable sort: the others stay in the order of their slugs.
        steps.sort_by_cached_key(|step| {
            let subject = self.index.proposal_subject(step.proposal);
            subject.and_then(|subject| places.get(&subject).copied()).unwrap_or(usize::MAX)
        });
        let is_open = |(action, _): &(&ActionPoint, u32)| action.status_on(day) == Some(ActionStatus::Open);
        Some(InShort {
            decided: items().filter(|item| !item.item.decisions.is_empty()).collect(),
            steps,
            actions: self.actions.opened_on(day).filter(is_open).collect(),
            not_treated: items()
                .enumerate()
                .filter(|(place, item)| places.get(&item.subject) == Some(place) && self.is_left_out(item))
                .map(|(_, item)| item)
                .collect(),
        })
    }

    /// Whether a call recorded that it did not treat an item. It may have treated the subject as another item.
    fn is_left_out(&self, item: &AgendaItem<'g>) -> bool {
        let entries = self.history.entries(&item.subject);
        let on_day = super::history::entries_on(&entries, item.meeting.date.value);
        !on_day.is_empty() && on_day.iter().all(|entry| entry.treatment == Treatment::NotTreated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    /// The last call of a group in short: labels of its parts.
    fn summarize(group: &TestGroup) -> Option<[Vec<String>; 4]> {
        let views = group.views("2026-03-01");
        let meeting = views.group.meetings.last().unwrap();
        let (topics, agenda) = (views.agenda.topics(meeting), views.agenda.items(meeting));
        let short = views.call_in_short(meeting, &topics, &agenda)?;
        let label = |item: &&AgendaItem| item.title().unwrap_or("-").to_owned();
        Some([
            short.decided.iter().map(label).collect(),
            short.steps.iter().map(|step| step.proposal.slug.clone()).collect(),
            short.actions.iter().map(|(action, number)| format!("{number} {}", action.text)).collect(),
            short.not_treated.iter().map(label).collect(),
        ])
    }

    #[test]
    fn a_call_in_short_has_what_it_came_to() {
        let stage = |day: &str| format!("stages: [{{ stage: under-review, date: {day} }}]\n");
        let group = TestGroup::new()
            .proposal("a", format!("issue: 1\n{}", stage("2026-02-12")))
            .proposal("b", format!("issue: 2\n{}", stage("2026-02-12")))
            .proposal("c", format!("issue: 3\n{}", stage("2026-01-22")))
            .call("2026-01-22", "actions: [{ id: 20260122-01, text: Earlier }]\n");
        let call = "topics: [{ title: News, decisions: [x] }, { title: Later, treated: false }]\n\
                    agenda: [{ issue: 2, notes: said, decisions: [y, z] }, { issue: 3, treated: false }, 4, \
                    { issue: 5, title: Five, treated: false }, { issue: 5, treated: false }]\n\
                    actions: [{ id: 20260212-01, text: one }, { id: 20260212-02, text: two }]\n\
                    action-updates: [{ id: 20260212-01, status: closed }, { id: 20260122-01, note: n }]\n";
        let parts = summarize(&group.call("2026-02-12", call)).unwrap();
        assert_eq!(parts[0], ["News", "B"]);
        assert_eq!(parts[1], ["b", "a"], "the item first, then what was not on the agenda");
        assert_eq!(parts[2], ["2 two"], "neither closed in the call nor opened before it");
        assert_eq!(parts[3], ["Later", "C", "Five"], "each once, and not the one without a record");
    }

    #[test]
    fn a_subject_that_was_treated_as_another_item_is_not_left_out() {
        let call = |items: &str| TestGroup::new().call("2026-02-12", format!("agenda: [{items}]\n"));
        let left_out = |items: &str| summarize(&call(items)).unwrap()[3].len();
        assert_eq!(left_out("{ issue: 1, treated: false }, { issue: 1, notes: said }"), 0);
        assert_eq!(left_out("{ issue: 1, treated: false }, { issue: 1 }"), 1);
    }

    #[test]
    fn a_draft_has_nothing_in_short() {
        assert_eq!(summarize(&TestGroup::new().call("2026-02-12", "agenda: [1, { title: A }]\n")), None);
        let parts = summarize(&TestGroup::new().call("2026-02-12", "attendance: {}\n")).unwrap();
        assert!(parts.iter().all(Vec::is_empty), "{parts:?}");
    }
}
