//! Every text of the records that a person wrote, with what a rule on prose has to know of it.

use super::Views;
use crate::model::action::Action;
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::{Proposal, Unparsed};
use crate::model::stage::Stage;
use crate::model::workgroup::Section;
use crate::source::written::Written;
use crate::source::{Sources, Spanned};
use chrono::NaiveDate;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A name, a title, a heading: plain text, where all others are Markdown.
    Title,
    /// What was said of a proposal or an item: to it histories are added.
    History,
    /// Any other.
    Other,
    /// What an import could not place.
    Unparsed,
}

/// A text of the records.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'g> {
    /// As it was decoded, with the place of its scalar.
    pub text: &'g Spanned<String>,
    /// What it is.
    pub part: Part,
    /// The day it is of, by which rules that bind from a day on judge it; `None` where nobody knows.
    pub day: Option<NaiveDate>,
    /// Whether the record around it says on which day this was said, so that the text need not.
    pub is_dated: bool,
    /// Whether nothing is to be filled in any more: the call was held, the proposal was sent to the reviewer.
    /// `false` of what was said in earlier calls, which stays as it was said.
    pub is_final: bool,
}

impl Prose<'_> {
    /// Where its characters stand in the file. Costs a reading of the text: only for what was found.
    pub fn written(&self, sources: &Sources) -> Written {
        Written::of(&sources.file(self.text.place.file).text, self.text.place, &self.text.value)
    }
}

impl<'g> Views<'g> {
    /// Gives every text of the records: those of the group, of its proposals, of its calls, each in the order of
    /// the model. What an import could not place is not among them: see [`Views::each_unparsed`].
    pub fn each_prose(&self, mut take: impl FnMut(Prose<'g>)) {
        let group = self.workgroup;
        let mut record = Record { day: None, is_dated: false, is_final: true, take: &mut take };
        for notice in &group.notices {
            record.day = notice.since;
            record.title([&notice.heading]);
            record.other([&notice.body]);
        }
        record.day = None;
        record.sections(&group.sections, Part::Other);
        for proposal in &self.group.proposals {
            let day = self.first_heard(proposal);
            let is_final = was_sent(proposal, self.now.day());
            of_proposal(proposal, Record { day, is_dated: false, is_final, take: &mut take });
        }
        for meeting in &self.group.meetings {
            let is_final = self.is_held(meeting) && self.is_past(meeting);
            of_meeting(meeting, Record { day: Some(meeting.date.value), is_dated: true, is_final, take: &mut take });
        }
    }
}

impl<'g> Views<'g> {
    /// Gives every text that an import could not place, word for word: those of proposals, then those of calls.
    pub fn each_unparsed(&self, mut take: impl FnMut(Prose<'g>)) {
        let mut give = |unparsed: &'g [Unparsed], day: Option<NaiveDate>, is_dated: bool| {
            let mut record = Record { day, is_dated, is_final: false, take: &mut take };
            record.give(unparsed.iter().map(|unparsed| &unparsed.text), Part::Unparsed);
        };
        for proposal in &self.group.proposals {
            give(&proposal.unparsed, self.first_heard(proposal), false);
        }
        for meeting in &self.group.meetings {
            give(&meeting.unparsed, Some(meeting.date.value), true);
        }
    }
}

/// Whether the proposal has come before the reviewer by that day.
fn was_sent(proposal: &Proposal, day: NaiveDate) -> bool {
    super::lifecycle::stages_by(proposal, day).iter().any(|reached| {
        let stage = reached.stage.value;
        stage.is_approved() || matches!(stage, Stage::SentToTsc | Stage::UpdatesRequested | Stage::NotApproved)
    })
}

/// A record whose texts are given.
struct Record<'t, F> {
    day: Option<NaiveDate>,
    is_dated: bool,
    is_final: bool,
    take: &'t mut F,
}

impl<'g, F: FnMut(Prose<'g>)> Record<'_, F> {
    fn give(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>, part: Part) {
        let Self { day, is_dated, is_final, .. } = *self;
        text.into_iter().for_each(|text| (self.take)(Prose { text, part, day, is_dated, is_final }));
    }

    fn title(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>) {
        self.give(text, Part::Title);
    }

    fn history(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>) {
        self.give(text, Part::History);
    }

    fn other(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>) {
        self.give(text, Part::Other);
    }

    fn sections(&mut self, sections: &'g [Section], part: Part) {
        for section in sections {
            self.title(&section.heading);
            self.give(&section.body, part);
        }
    }

    fn item(&mut self, item: &'g Item) {
        self.title(&item.title);
        self.history(&item.update);
        self.history(&item.decisions);
        self.actions(&item.actions);
    }

    fn actions(&mut self, actions: &'g [Action]) {
        actions.iter().for_each(|action| self.other([&action.text]));
    }
}

fn of_proposal<'g, F: FnMut(Prose<'g>)>(proposal: &'g Proposal, mut record: Record<'_, F>) {
    record.title([&proposal.name]);
    record.history(&proposal.summary);
    for reached in &proposal.stages {
        let day = reached.date.as_ref().map(|date| date.value);
        let mut stage = Record { day: day.or(record.day), is_dated: day.is_some(), take: &mut *record.take, ..record };
        stage.other(&reached.note);
    }
    record.other(proposal.repository.iter().flat_map(|repository| &repository.note));
    record.sections(&proposal.sections, Part::History);
    for earlier in &proposal.earlier {
        let day = earlier.date.as_ref().map(|date| date.value);
        let take = &mut *record.take;
        let mut said = Record { day: day.or(record.day), is_dated: day.is_some(), is_final: false, take };
        said.history(&earlier.text);
    }
}

fn of_meeting<'g, F: FnMut(Prose<'g>)>(meeting: &'g Meeting, mut record: Record<'_, F>) {
    record.other(meeting.approval.iter().flat_map(|approval| &approval.corrections));
    for recap in &meeting.recap {
        record.title([&recap.heading]);
        record.other(&recap.body);
    }
    meeting.items().for_each(|item| record.item(item));
    record.actions(&meeting.actions);
    meeting.action_updates.iter().for_each(|update| record.other(&update.note));
    record.other([&meeting.discussion, &meeting.aob, &meeting.outline].into_iter().flatten());
    record.sections(&meeting.sections, Part::Other);
    for listed in &meeting.register {
        record.other(listed.text.iter().chain(&listed.note));
    }
    record.other(meeting.next.iter().flat_map(|next| &next.text));
    for correction in &meeting.corrections {
        record.day = Some(correction.date.value);
        record.other([&correction.text]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::on;

    const PROPOSAL: &str = "\
name: P1
summary: P2
registered: 2025-01-01
stages: [{ stage: sent-to-tsc, date: 2025-02-01, note: P3 }]
earlier: [{ text: P4 }, { date: 2025-01-09, text: P5 }]
repository: { note: P6 }
sections: [{ heading: P7, body: P8 }]
unparsed: [{ where: w, text: Px }]
";
    const MEETING: &str = "\
date: 2026-02-12
approval: { decision: approved, corrections: M1 }
recap: [{ heading: M2, body: M3 }]
topics: [{ title: M4, update: M5 }]
agenda: [{ issue: 1, decisions: [M6], actions: [{ text: M7 }] }]
actions: [{ text: M8 }]
action-updates: [{ id: x, note: M9 }]
discussion: Ma
aob: Mb
outline: Mc
sections: [{ heading: Md, body: Me }]
register: [{ text: Mf, note: Mg }]
next: { text: Mh }
corrections: [{ date: 2026-03-01, text: Mi }]
unparsed: [{ where: w, text: Mx }]
";

    fn told(today: &str, wanted: impl Fn(&Prose) -> bool) -> String {
        let files = [("backlog/p.yaml", PROPOSAL), ("minutes/2026-02-12.yaml", MEETING)];
        on(&files, today, |views| {
            let mut told = Vec::new();
            views.each_prose(|prose| told.extend(wanted(&prose).then(|| prose.text.value.clone())));
            told.join(" ")
        })
    }

    #[test]
    fn what_was_not_placed_is_given_apart() {
        let files = [("backlog/p.yaml", PROPOSAL), ("minutes/2026-02-12.yaml", MEETING)];
        on(&files, "2026-06-30", |views| {
            let mut told = Vec::new();
            views.each_unparsed(|prose| {
                let day = prose.day.map(|day| day.to_string()).unwrap_or_default();
                told.push(format!("{} {day} {}", prose.text.value, prose.is_dated));
            });
            assert_eq!(told, ["Px 2025-01-01 false", "Mx 2026-02-12 true"]);
        });
    }

    #[test]
    fn every_text_is_given_once_with_what_it_is() {
        let all = "P1 P2 P3 P6 P7 P8 P4 P5 M1 M2 M3 M4 M5 M6 M7 M8 M9 Ma Mb Mc Md Me Mf Mg Mh Mi";
        assert_eq!(told("2026-06-30", |_| true), all);
        assert_eq!(told("2026-06-30", |prose| prose.part == Part::Title), "P1 P7 M2 M4 Md");
        assert_eq!(told("2026-06-30", |prose| prose.part == Part::History), "P2 P8 P4 P5 M5 M6");
        assert_eq!(told("2026-06-30", |prose| !prose.is_dated), "P1 P2 P6 P7 P8 P4");
        assert_eq!(told("2026-06-30", |prose| !prose.is_final), "P4 P5");
        assert_eq!(told("2025-01-31", |prose| prose.is_final), "", "neither sent nor held");
        let on_day = |text: &'static str| move |prose: &Prose| prose.day == Some(text.parse().unwrap());
        assert_eq!(told("2026-06-30", on_day("2025-01-09")), "P5");
        assert_eq!(told("2026-06-30", on_day("2025-01-01")), "P1 P2 P6 P7 P8 P4");
        assert_eq!(told("2026-06-30", on_day("2026-03-01")), "Mi");
    }
}
