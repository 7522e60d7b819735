//! All days in the records, each with its key.

use super::Views;
use super::moment::resolve_moment;
use crate::model::meeting::Meeting;
use crate::model::proposal::{Earlier, Proposal};
use crate::model::schedule::Cadence;
use crate::model::stage::Stage;
use crate::model::when::When;
use crate::source::Place;
use chrono::NaiveDate;

/// A day of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedDay {
    /// The key or the stage that it belongs to.
    pub key: &'static str,
    /// In the group's time zone.
    pub day: NaiveDate,
    /// The place of the day, or of the entry that contains it.
    pub place: Place,
    /// Whether it is about the past, so that it cannot be a future day.
    pub has_happened: bool,
}

impl<'g> Views<'g> {
    /// Visits every day of the records: of the group, its proposals and its calls. Imported registers of action points
    /// (`register`) are left out.
    pub fn for_each_recorded_day(&self, mut take: impl FnMut(RecordedDay)) {
        self.walk_group(&mut take);
        self.group.proposals.iter().for_each(|proposal| walk_proposal(proposal, &mut take));
        self.group.meetings.iter().for_each(|meeting| self.walk_meeting(meeting, &mut take));
    }

    fn walk_group(&self, take: &mut impl FnMut(RecordedDay)) {
        let group = self.workgroup;
        let mut planned = |key: &'static str, day: Option<NaiveDate>, place: Place| {
            day.into_iter().for_each(|day| take(RecordedDay { key, day, place, has_happened: false }));
        };
        for slot in &group.schedule {
            if let Some(Cadence::Weekly { from, .. }) = slot.cadence() {
                planned("from", Some(from), slot.place);
            }
        }
        for day in &group.not_held {
            planned("date", Some(day.date), day.place);
        }
        for day in &group.moved {
            planned("from", Some(day.from), day.place);
            planned("to", Some(day.to), day.place);
        }
        planned("complete-since", group.records.complete_since, group.name.place);
        let reviews = group.reviewer.iter().flat_map(|reviewer| &reviewer.schedule);
        let slots = group.schedule.iter().map(|slot| (slot.since, slot.until, slot.place));
        let terms = slots
            .chain(reviews.map(|slot| (slot.since, slot.until, group.name.place)))
            .chain(group.notices.iter().map(|notice| (notice.since, notice.until, notice.heading.place)))
            .chain(group.organizations.iter().map(|one| (one.since, one.until, one.name.place)))
            .chain(group.people.iter().map(|person| (person.since, person.until, person.name.place)));
        for (since, until, place) in terms {
            planned("since", since, place);
            planned("until", until, place);
        }
    }

    fn walk_meeting(&self, meeting: &Meeting, take: &mut impl FnMut(RecordedDay)) {
        let day_of = |when: When| resolve_moment(when, self.workgroup.timezone).date_naive();
        let mut give = |key: &'static str, day: NaiveDate, place: Place, has_happened: bool| {
            take(RecordedDay { key, day, place, has_happened });
        };
        give("date", meeting.date.value, meeting.date.place, false);
        for (key, sent) in [
            ("agenda-sent", &meeting.agenda_sent),
            ("agenda-issue-sent", &meeting.agenda_issue_sent),
            ("minutes-sent", &meeting.minutes_sent),
            ("actions-sent", &meeting.actions_sent),
        ] {
            if let Some(sent) = sent {
                give(key, day_of(sent.value), sent.place, true);
            }
        }
        for approved in meeting.previous_minutes.iter().filter_map(|approval| approval.date.as_ref()) {
            give("previous-minutes", approved.value, approved.place, true);
        }
        for added in meeting.items().filter_map(|item| item.added.as_ref()) {
            give("added", day_of(added.value), added.place, true);
        }
        for (place, due) in due_days(meeting) {
            give("due", due, place, false);
        }
        for next in meeting.next.iter().filter_map(|next| next.date.as_ref()) {
            give("next", next.value, next.place, false);
        }
        for correction in &meeting.corrections {
            give("corrections", correction.date.value, correction.date.place, true);
        }
    }
}

/// The due dates that a call sets for action points, including postponed ones, each with its place.
pub fn due_days(meeting: &Meeting) -> impl Iterator<Item = (Place, NaiveDate)> {
    let opened = meeting.opened_actions().filter_map(|(_, action)| action.due.as_ref());
    let put_off = meeting.action_updates.iter().filter_map(|update| Some((update.id.place, update.due?)));
    opened.map(|due| (due.place, due.value)).chain(put_off)
}

fn walk_proposal(proposal: &Proposal, take: &mut impl FnMut(RecordedDay)) {
    let mut give = |key: &'static str, day: Option<NaiveDate>, place: Place, has_happened: bool| {
        day.into_iter().for_each(|day| take(RecordedDay { key, day, place, has_happened }));
    };
    let merged = proposal.template.as_ref().and_then(|template| template.merged.as_ref());
    let validated = proposal.validation.as_ref().and_then(|validation| validation.date.as_ref());
    let days = [
        ("registered", proposal.registered.as_ref()),
        ("closed", proposal.closed.as_ref()),
        ("opened", proposal.opened.as_ref()),
        ("merged", merged),
        ("validation", validated),
    ];
    for (key, day) in days.into_iter().filter_map(|(key, day)| Some((key, day?))) {
        give(key, Some(day.value), day.place, true);
    }
    let names = proposal.former_names.iter().map(|former| (former.until, former.name.place));
    for (until, place) in names.chain(proposal.former_owners.iter().map(|former| (former.until, former.name.place))) {
        give("until", until, place, false);
    }
    for date in proposal.history.iter().flat_map(Earlier::known_dates) {
        give("history", Some(date.value), date.place, true);
    }
    for reached in &proposal.stages {
        let stage = reached.stage.value;
        let place = reached.date.as_ref().map_or(reached.stage.place, |date| date.place);
        // A return is announced in advance.
        give(stage.record_key(), reached.date.as_ref().map(|date| date.value), place, stage != Stage::Reactivated);
        give("notified", reached.notified, reached.stage.place, true);
    }
    for release in &proposal.releases {
        give("releases", release.date, release.url.as_ref().map_or(proposal.name.place, |url| url.place), false);
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn every_day_is_visited_with_its_key() {
        let group = "schedule: [{ slot: 2nd thursday, start: '09:00', end: '10:00', since: 2001-01-01, until: \
                     2031-01-01 }, { every: 2 weeks, from: 2001-01-02, start: '09:00', end: '10:00' }]\nmoved: [{ from: \
                     2001-01-03, to: 2001-01-04 }]\nreviewer: { name: R, schedule: [{ slot: 1st thursday, since: \
                     2001-01-05 }] }\nrecords: { complete-since: 2001-01-06 }\nnotices: [{ heading: H, text: B, since: \
                     2001-01-07, until: 2001-01-08 }]\norganizations: [{ name: O, since: 2001-01-09, until: 2001-01-10 }]\n";
        let proposal = "registered: 2002-01-01\nclosed: 2002-01-02\nopened: 2002-01-03\ntemplate: { merged: \
                        2002-01-04 }\nformer-names: [{ name: Q, until: 2002-01-05 }]\nformer-owners: [{ name: O, until: \
                        2002-01-06 }]\nhistory: [{ date: 2002-01-07, notes: t }]\nvalidation: { date: 2002-01-08 }\nstages: [{ \
                        stage: frozen, date: 2002-01-09 }, { stage: reactivated, date: 2002-01-10, notified: 2002-01-11 \
                        }]\nreleases: [{ date: 2002-01-12 }]\n";
        let meeting = "agenda-sent: 2003-01-02\nagenda-issue-sent: 2003-01-09\nprevious-minutes: { decision: approved, date: 2003-01-03 }\nagenda: \
                       [{ issue: 1, added: 2003-01-04T10:00Z, actions: [{ text: t, due: 2003-01-05 }] }]\naction-updates: \
                       [{ id: x, due: 2003-01-06 }]\nnext: { date: 2003-01-07 }\ncorrections: [{ date: 2003-01-08, text: t \
                       }]\n";
        let group = TestGroup::new().settings(group).proposal("p", proposal).call("2003-01-01", meeting);
        let (mut all, mut planned) = (Vec::new(), Vec::new());
        group.views("2026-01-01").for_each_recorded_day(|recorded| {
            all.push(format!("{} {}", recorded.key, recorded.day));
            planned.extend((!recorded.has_happened).then_some(recorded.key));
        });
        let written: usize = group.files.iter().map(|(_, text)| text.matches("-01-").count()).sum();
        assert_eq!(all.len(), written, "{all:?}");
        for expected in ["from 2001-01-02", "merged 2002-01-04", "reactivated 2002-01-10", "added 2003-01-04"] {
            assert!(all.iter().any(|day| day == expected), "{expected}");
        }
        planned.sort_unstable();
        planned.dedup();
        let keys = ["complete-since", "date", "due", "from", "next", "reactivated", "releases", "since", "to", "until"];
        assert_eq!(planned, keys);
    }
}
