//! What a call takes over from the calls before it, and what it lost on the way.

use super::Views;
use super::index::{Mention, Subject};
use super::lifecycle::stages_by;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::stage::{self, Carry, Stage};
use chrono::NaiveDate;
use std::collections::HashSet;

impl<'g> Views<'g> {
    /// What the calls before a day leave open for a call on that day, newest call first and each in its order. Of a
    /// thing that several of them have, the newest one decides.
    ///
    /// Open are items whose proposal is carried, closing items that are not closed, and items of no proposal that were
    /// not treated. The calls are read down to the last regular one that was held: an extra call has an agenda of its
    /// own, and a cancelled one treated nothing. What that call itself lacks of what was open before it, because its
    /// file was made too early, comes last.
    pub fn carried_over(&self, date: NaiveDate) -> Vec<Mention<'g>> {
        let mut open = self.left_open_before(date);
        let last = self.calls_to_carry_from(date).last().filter(|last| last.extra.is_none() && self.is_held(last));
        let Some(last) = last.filter(|last| self.is_complete_on(last.date.value)) else { return open };
        let known: HashSet<Subject> =
            self.calls_to_carry_from(date).flat_map(Meeting::items).map(|item| self.index.subject(item)).collect();
        open.extend(self.left_open_before(last.date.value).into_iter().filter(|mention| {
            let subject = self.index.subject(mention.item);
            // A title is worded anew from call to call, so only what names a thing shows that it is missing.
            !matches!(subject, Subject::Title(_))
                && !known.contains(&subject)
                && self.is_left_open_for_sure(mention)
                && self.is_left_open(mention, &subject, date)
        }));
        open
    }

    /// The same without what the last call lacks.
    fn left_open_before(&self, date: NaiveDate) -> Vec<Mention<'g>> {
        let mut known = HashSet::new();
        let mut open = Vec::new();
        for meeting in self.calls_to_carry_from(date) {
            for item in &meeting.agenda {
                let subject = self.index.subject(item);
                // A title of signs only folds to nothing, as every other such title does.
                let is_nameless = matches!(&subject, Subject::Title(title) if title.is_empty());
                let mention = Mention { meeting, item, on_agenda: true };
                if (is_nameless || known.insert(subject.clone())) && self.is_left_open(&mention, &subject, date) {
                    open.push(mention);
                }
            }
        }
        open
    }

    /// The subjects of what the calls before a day leave open for a call on that day.
    pub fn carried_subjects(&self, date: NaiveDate) -> HashSet<Subject> {
        self.carried_over(date).iter().map(|mention| self.index.subject(mention.item)).collect()
    }

    /// What the calls before this one leave open, and it has neither on its agenda nor among its topics.
    pub fn missing_items(&self, meeting: &Meeting) -> Vec<Mention<'g>> {
        self.not_listed(meeting, self.carried_over(meeting.date.value))
    }

    fn not_listed(&self, meeting: &Meeting, mut open: Vec<Mention<'g>>) -> Vec<Mention<'g>> {
        let listed: HashSet<Subject> = meeting.items().map(|item| self.index.subject(item)).collect();
        open.retain(|mention| !listed.contains(&self.index.subject(mention.item)));
        open
    }

    /// What is missing in a call and dropped off the agenda: the call before is over or has recorded something of it,
    /// and, where this call is over, no later one has it. Empty for a call that is an extra one, that is cancelled, or
    /// that lists nothing.
    pub fn dropped(&self, meeting: &Meeting) -> Vec<Mention<'g>> {
        if meeting.extra.is_some() || meeting.items().next().is_none() || !self.is_held(meeting) {
            return Vec::new();
        }
        let is_over = self.is_past(meeting);
        // A call that is over is not blamed for what the one before it lacked already.
        let mut dropped = match is_over {
            true => self.not_listed(meeting, self.left_open_before(meeting.date.value)),
            false => self.missing_items(meeting),
        };
        dropped.retain(|mention| {
            let subject = self.index.subject(mention.item);
            let newest = self.index.mentions(&subject).last();
            let has_returned = newest.is_some_and(|newest| newest.meeting.date.value > meeting.date.value);
            // A title is worded anew from call to call, so only what the call says of it shows that it is open.
            let is_known = match &subject {
                Subject::Title(_) => mention.item.treated == Some(false),
                _ => self.is_left_open_for_sure(mention),
            };
            is_known && !(is_over && has_returned)
        });
        dropped
    }

    /// Whether the last regular call before a day that has a file is the last one that was held: the schedule has
    /// no call between them without a file.
    pub fn is_last_call_filed(&self, day: NaiveDate) -> bool {
        let last = self.calls_to_carry_from(day).filter(|meeting| self.is_held(meeting)).last();
        last.is_some_and(|last| !self.is_call_missing_between(last.date.value, day))
    }

    /// The files of the calls before a day, newest first, down to the last regular one that was held.
    fn calls_to_carry_from(&self, day: NaiveDate) -> impl Iterator<Item = &'g Meeting> {
        let mut at_regular = false;
        self.meetings_before(day).iter().rev().take_while(move |meeting| {
            let goes_on = !at_regular;
            at_regular = meeting.extra.is_none() && self.is_held(meeting);
            goes_on
        })
    }

    fn is_left_open(&self, mention: &Mention, subject: &Subject, date: NaiveDate) -> bool {
        let item = mention.item;
        match self.index.proposal(subject) {
            Some(proposal) if item.closing => !self.is_closed_on(proposal, date),
            Some(proposal) => self.is_active_on(proposal, date) && !self.is_settled(proposal, subject, date),
            None => item.closing || !self.has_treated(mention.meeting, item),
        }
    }

    /// Whether the proposal is approved, and a call before a day was held after that and has treated it.
    fn is_settled(&self, proposal: &Proposal, subject: &Subject, date: NaiveDate) -> bool {
        let stages = date.pred_opt().map_or(&[][..], |day_before| stages_by(proposal, day_before));
        if stage::standing(stages).map(Stage::carry) != Some(Carry::UntilTreated) {
            return false;
        }
        let reached = stages.iter().rev().find_map(|reached| reached.date.as_ref()).map(|date| date.value);
        let mentions = self.index.mentions(subject);
        let start = reached.map_or(0, |reached| mentions.partition_point(|it| it.meeting.date.value <= reached));
        let after = mentions[start..].iter().take_while(|mention| mention.meeting.date.value < date);
        after.into_iter().any(|mention| self.has_treated(mention.meeting, mention.item))
    }

    /// Whether a call says that it left an item open: it recorded something of it, it was cancelled, or it is over and
    /// its file is complete.
    fn is_left_open_for_sure(&self, mention: &Mention) -> bool {
        let Mention { meeting, item, .. } = mention;
        item.is_recorded() || !self.is_held(meeting) || (self.is_past(meeting) && self.is_complete(meeting))
    }
}

#[cfg(test)]
mod tests {
    use crate::view::tests::{day, on};

    #[test]
    fn what_the_last_call_lacks_is_carried_as_well() {
        let files = [
            ("backlog/a.yaml", "name: A\nissue: 1\n"),
            ("backlog/b.yaml", "name: B\nissue: 2\n"),
            (
                "minutes/2026-01-08.yaml",
                "date: 2026-01-08\nagenda: [{ issue: 1, treated: false }, { issue: 2, update: u }]\n",
            ),
            ("minutes/2026-01-22.yaml", "date: 2026-01-22\nagenda: [{ issue: 2, update: u }]\n"),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 2 }]\n"),
        ];
        let numbers = |mentions: Vec<super::Mention>| -> Vec<u32> {
            mentions.iter().filter_map(|it| it.item.issue.as_ref()).map(|issue| issue.number).collect()
        };
        on(&files, "2026-01-30", |views| {
            assert_eq!(numbers(views.carried_over(day("2026-02-12"))), [2, 1]);
            let call = |date: &str| views.meeting_on(day(date)).unwrap();
            assert_eq!(numbers(views.missing_items(call("2026-02-12"))), [1]);
            assert_eq!(numbers(views.dropped(call("2026-02-12"))), [1], "it can be put right");
            assert_eq!(numbers(views.dropped(call("2026-01-22"))), [1]);
        });
        on(&files, "2026-02-13", |views| {
            let call = views.meeting_on(day("2026-02-12")).unwrap();
            assert_eq!(numbers(views.dropped(call)), [0; 0], "the call before it is the one that lost it");
        });
    }

    #[test]
    fn what_is_active_and_not_closed_is_carried_in_its_order() {
        let call = "date: 2025-12-25\nagenda:\n  - { issue: 4, closing: true }\n  - { issue: 3 }\n  - { issue: 1, update: u }\n  \
                    - { issue: 2 }\n  - { issue: 5, closing: true }\n  - { issue: 9, treated: false }\n  - { issue: 8, update: u }\n  \
                    - { issue: 6 }\n";
        let files = [
            ("backlog/a.yaml", "name: A\nissue: 1\n"),
            ("backlog/b.yaml", "name: B\nissue: 2\nstages: [{ stage: frozen, date: 2025-12-26 }]\n"),
            ("backlog/c.yaml", "name: C\nissue: 3\nstages: [{ stage: tsc-approved, date: 2025-12-01 }]\n"),
            ("backlog/d.yaml", "name: D\nissue: 4\nstages: [{ stage: archived, date: 2025-12-01 }]\n"),
            ("backlog/e.yaml", "name: E\nissue: 5\nclosed: 2025-12-30\n"),
            ("backlog/f.yaml", "name: F\nissue: 6\n"),
            ("github.lock", "issues: { 6: { closed: 2025-12-31T10:00:00Z } }\n"),
            // A cancelled call's agenda is carried, too, with what was noted for it.
            ("minutes/2025-12-25.yaml", call),
        ];
        let carried = on(&files, "2026-01-01", |views| {
            let carried = views.carried_over(day("2026-01-08"));
            carried.iter().map(|it| it.item.issue.as_ref().unwrap().number).collect::<Vec<_>>()
        });
        assert_eq!(carried, [4, 3, 1, 9, 8]);
    }

    #[test]
    fn what_the_last_call_had_twice_is_carried() {
        for (agenda, topic) in [("update: u", "treated: false"), ("update: u", "title: T")] {
            let call =
                format!("date: 2026-01-22\nagenda: [{{ issue: 1, {agenda} }}]\ntopics: [{{ issue: 1, {topic} }}]\n");
            let files = [("backlog/a.yaml", "name: A\nissue: 1\n"), ("minutes/2026-01-22.yaml", call.as_str())];
            let is_carried = on(&files, "2026-01-23", |views| {
                let subject = views.index.subject_of(&views.group.proposals[0]).unwrap();
                views.carried_subjects(day("2026-02-12")).contains(&subject)
            });
            assert!(is_carried, "{agenda} {topic}");
        }
    }

    /// The issues that the call of 2026-02-12 dropped, and whether the call before it is known.
    fn dropped(agenda: &str, more: &[(&str, &str)]) -> (Vec<u32>, bool) {
        let last = "date: 2026-01-22\nagenda:\n  - { issue: 1, update: u }\n  - { issue: 2, treated: false, update: u }\n  \
                    - { issue: 3, update: u }\n  - { issue: 4, update: u }\n  - { issue: 5, update: u }\n  - { issue: 9, update: u }\n";
        let call = format!("date: 2026-02-12\n{agenda}");
        let mut files = vec![
            ("backlog/a.yaml", "name: A\nissue: 1\ntemplate: { pr: 11 }\n"),
            ("backlog/b.yaml", "name: B\nissue: 2\n"),
            ("backlog/c.yaml", "name: C\nissue: 3\nstages: [{ stage: frozen, date: 2026-02-12 }]\n"),
            ("backlog/d.yaml", "name: D\nissue: 4\nclosed: 2026-02-01\n"),
            ("backlog/e.yaml", "name: E\nissue: 5\nclosed: 2026-02-13\n"),
            ("minutes/2026-01-22.yaml", last),
            ("minutes/2026-02-12.yaml", &call),
        ];
        files.extend(more);
        on(&files, "2026-02-12", |views| {
            let meeting = views.meeting_on(day("2026-02-12")).unwrap();
            let issues = views.dropped(meeting).iter().map(|it| it.item.issue.as_ref().unwrap().number).collect();
            (issues, views.is_last_call_filed(day("2026-02-12")))
        })
    }

    #[test]
    fn what_is_active_is_not_dropped_treated_or_not() {
        assert_eq!(dropped("agenda: [{ issue: 2 }]\n", &[]), (vec![1, 5], true));
        assert_eq!(dropped("agenda: [{ pr: 11 }]\ntopics: [{ issue: 5 }]\n", &[]), (vec![2], true));
        assert_eq!(dropped("", &[]), (vec![], true), "it lists nothing");
        assert_eq!(dropped("extra: x\nagenda: [{ issue: 2 }]\n", &[]), (vec![], true));
    }

    #[test]
    fn an_extra_call_hides_no_regular_one_and_an_unfiled_one_does() {
        let extra = (
            "minutes/2026-02-03.yaml",
            "date: 2026-02-03\nextra: x\nagenda: [{ issue: 2, update: u }, { issue: 1, update: u }]\n",
        );
        assert_eq!(dropped("agenda: [{ issue: 5 }]\n", &[extra]), (vec![2, 1], true));
        let weekly = "name: G\nschedule: { every: 1 week, from: 2026-01-22, start: \"09:00\", end: \"10:00\" }\n";
        assert_eq!(dropped("agenda: [{ issue: 5 }]\n", &[("workgroup.yaml", weekly)]), (vec![1, 2], false));
    }

    #[test]
    fn a_cancelled_call_hides_nothing_of_the_call_before_it() {
        let files = [
            ("minutes/2025-12-11.yaml", "date: 2025-12-11\nagenda: [{ issue: 1 }, { issue: 2, update: u }]\n"),
            ("minutes/2025-12-25.yaml", "date: 2025-12-25\nagenda: [{ issue: 3 }]\n"),
        ];
        let carried = on(&files, "2026-01-01", |views| {
            let carried = views.carried_over(day("2026-01-08"));
            carried
                .iter()
                .map(|it| format!("{} {}", it.meeting.date.value, it.item.issue.as_ref().unwrap().number))
                .collect::<Vec<_>>()
        });
        assert_eq!(carried, ["2025-12-25 3", "2025-12-11 1"]);
    }

    /// Whether a proposal at these stages is carried to the call of 2026-02-26, after these calls.
    fn is_carried(stages: &str, january: &str, february: &str) -> bool {
        let proposal = format!("name: A\nissue: 1\nstages: [{stages}]\n");
        let january = format!("date: 2026-01-22\nagenda: [{{ issue: 1{january} }}]\n");
        let february = format!("date: 2026-02-12\nagenda: [{{ issue: 1{february} }}]\n");
        let files = [
            ("backlog/a.yaml", proposal.as_str()),
            ("minutes/2026-01-22.yaml", &january),
            ("minutes/2026-02-12.yaml", &february),
        ];
        on(&files, "2026-02-20", |views| !views.carried_over(day("2026-02-26")).is_empty())
    }

    #[test]
    fn what_is_approved_is_carried_until_a_call_has_treated_it() {
        let (treated, not) = (", update: u", ", treated: false");
        assert!(is_carried("{ stage: sent-to-tsc, date: 2026-01-15 }", treated, treated), "not approved yet");
        for stage in ["tsc-approved", "onboarding", "onboarded"] {
            let on = |date: &str| format!("{{ stage: {stage}, date: {date} }}");
            assert!(!is_carried(&on("2026-02-05"), not, treated), "{stage}");
            assert!(!is_carried(&on("2026-01-15"), treated, not), "{stage}: an earlier call has treated it");
            assert!(is_carried(&on("2026-02-05"), treated, not), "{stage}: treated before it was approved");
            assert!(is_carried(&on("2026-02-12"), not, treated), "{stage}: reached in the call itself");
            assert!(is_carried(&on("2026-02-19"), treated, treated), "{stage}: reached after the call");
        }
        assert!(!is_carried("tsc-approved", not, treated), "nobody knows since when");
        let onboarded = "{ stage: tsc-approved, date: 2026-01-15 }, { stage: onboarded, date: 2026-02-05 }";
        assert!(is_carried(onboarded, treated, not), "a new stage is treated once more");
        let returned = "{ stage: tsc-approved, date: 2025-01-15 }, { stage: frozen, date: 2025-08-01 }, { stage: reactivated, date: 2026-02-05 }";
        assert!(is_carried(returned, treated, not) && !is_carried(returned, not, treated));
    }
}
