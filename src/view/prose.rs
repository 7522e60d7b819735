//! All prose in the records, with what rules about prose need to know.

use super::Views;
use crate::model::action::Action;
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::{Proposal, UnparsedText};
use crate::model::stage::Stage;
use crate::model::workgroup::ProseSection;
use crate::source::scalar_spans::ScalarSpans;
use crate::source::{Sources, Spanned};
use chrono::NaiveDate;

/// The kind of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProseKind {
    /// A name, title or heading: plain text, while all others are Markdown.
    Title,
    /// What was said about a proposal or an item; minutes add histories to it.
    History,
    /// Any other text.
    Other,
    /// Text that an import could not assign to a key.
    Unparsed,
}

/// A text of the records.
#[derive(Debug, Clone, Copy)]
pub struct ProseText<'g> {
    /// The decoded text with the place of its scalar.
    pub text: &'g Spanned<String>,
    /// What it is.
    pub kind: ProseKind,
    /// Its day, for rules that apply from a day on; `None` if unknown.
    pub day: Option<NaiveDate>,
    /// Whether the surrounding record has the day of the text.
    pub is_dated: bool,
    /// Whether the text should be complete: the call was held, or the proposal was sent to the reviewer. `false` for
    /// texts of earlier calls, which are kept as they were.
    pub is_final: bool,
}

impl ProseText<'_> {
    /// Locates its characters in the file. This parses the text again: use it for findings only.
    pub fn locate_text(&self, sources: &Sources) -> ScalarSpans {
        ScalarSpans::new(&sources.file(self.text.place.file).text, self.text.place, &self.text.value)
    }
}

impl<'g> Views<'g> {
    /// Visits every text of the records: of the group, its proposals and its calls, each in the order of the model.
    /// Unparsed texts of imports are visited by [`Views::for_each_unparsed`].
    pub fn for_each_prose(&self, mut take: impl FnMut(ProseText<'g>)) {
        let group = self.workgroup;
        let mut record = ProseWalk { day: None, is_dated: false, is_final: true, take: &mut take };
        for notice in &group.notices {
            record.day = notice.since;
            record.push_title([&notice.heading]);
            record.push_other([&notice.body]);
        }
        record.day = None;
        record.push_sections(&group.sections, ProseKind::Other);
        for proposal in &self.group.proposals {
            let day = self.activity.first_heard(proposal);
            let is_final = was_sent_to_reviewer(proposal, self.now.day());
            walk_proposal(proposal, ProseWalk { day, is_dated: false, is_final, take: &mut take });
        }
        for meeting in &self.group.meetings {
            let is_final = self.calls.is_held(meeting) && self.calls.is_meeting_over(meeting);
            walk_meeting(
                meeting,
                ProseWalk { day: Some(meeting.date.value), is_dated: true, is_final, take: &mut take },
            );
        }
    }
}

impl<'g> Views<'g> {
    /// Visits every text that an import could not parse, verbatim: of proposals, then of calls.
    pub fn for_each_unparsed(&self, mut take: impl FnMut(ProseText<'g>)) {
        let mut give = |unparsed: &'g [UnparsedText], day: Option<NaiveDate>, is_dated: bool| {
            let mut record = ProseWalk { day, is_dated, is_final: false, take: &mut take };
            record.push_texts(unparsed.iter().map(|unparsed| &unparsed.text), ProseKind::Unparsed);
        };
        for proposal in &self.group.proposals {
            give(&proposal.unparsed, self.activity.first_heard(proposal), false);
        }
        for meeting in &self.group.meetings {
            give(&meeting.unparsed, Some(meeting.date.value), true);
        }
    }
}

/// Whether the proposal was sent to the reviewer by that day.
fn was_sent_to_reviewer(proposal: &Proposal, day: NaiveDate) -> bool {
    super::stages::stages_until(proposal, day).iter().any(|reached| {
        let stage = reached.stage.value;
        stage.is_approved() || matches!(stage, Stage::SentToTsc | Stage::UpdatesRequested | Stage::NotApproved)
    })
}

/// A record whose texts are visited.
struct ProseWalk<'t, F> {
    day: Option<NaiveDate>,
    is_dated: bool,
    is_final: bool,
    take: &'t mut F,
}

impl<'g, F: FnMut(ProseText<'g>)> ProseWalk<'_, F> {
    fn push_texts(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>, part: ProseKind) {
        let Self { day, is_dated, is_final, .. } = *self;
        text.into_iter().for_each(|text| (self.take)(ProseText { text, kind: part, day, is_dated, is_final }));
    }

    fn push_title(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>) {
        self.push_texts(text, ProseKind::Title);
    }

    fn push_history(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>) {
        self.push_texts(text, ProseKind::History);
    }

    fn push_other(&mut self, text: impl IntoIterator<Item = &'g Spanned<String>>) {
        self.push_texts(text, ProseKind::Other);
    }

    fn push_sections(&mut self, sections: &'g [ProseSection], part: ProseKind) {
        for section in sections {
            self.push_title(&section.heading);
            self.push_texts(&section.body, part);
        }
    }

    fn push_item(&mut self, item: &'g Item) {
        self.push_title(&item.title);
        self.push_history(&item.update);
        self.push_history(&item.decisions);
        self.push_actions(&item.actions);
    }

    fn push_actions(&mut self, actions: &'g [Action]) {
        actions.iter().for_each(|action| self.push_other([&action.text]));
    }
}

fn walk_proposal<'g, F: FnMut(ProseText<'g>)>(proposal: &'g Proposal, mut record: ProseWalk<'_, F>) {
    record.push_title([&proposal.name]);
    record.push_history(&proposal.summary);
    for reached in &proposal.stages {
        let day = reached.date.as_ref().map(|date| date.value);
        let mut stage =
            ProseWalk { day: day.or(record.day), is_dated: day.is_some(), take: &mut *record.take, ..record };
        stage.push_other(&reached.note);
    }
    record.push_other(proposal.repository.iter().flat_map(|repository| &repository.note));
    record.push_sections(&proposal.sections, ProseKind::History);
    for earlier in &proposal.earlier {
        let day = earlier.date.as_ref().map(|date| date.value);
        let take = &mut *record.take;
        let mut said = ProseWalk { day: day.or(record.day), is_dated: day.is_some(), is_final: false, take };
        said.push_history(&earlier.text);
    }
}

fn walk_meeting<'g, F: FnMut(ProseText<'g>)>(meeting: &'g Meeting, mut record: ProseWalk<'_, F>) {
    record.push_other(meeting.approval.iter().flat_map(|approval| &approval.corrections));
    for recap in &meeting.recap {
        record.push_title([&recap.heading]);
        record.push_other(&recap.body);
    }
    meeting.items().for_each(|item| record.push_item(item));
    record.push_actions(&meeting.actions);
    meeting.action_updates.iter().for_each(|update| record.push_other(&update.note));
    record.push_other([&meeting.discussion, &meeting.aob, &meeting.outline].into_iter().flatten());
    record.push_sections(&meeting.sections, ProseKind::Other);
    for listed in &meeting.register {
        record.push_other(listed.text.iter().chain(&listed.note));
    }
    record.push_other(meeting.next.iter().flat_map(|next| &next.text));
    for correction in &meeting.corrections {
        record.day = Some(correction.date.value);
        record.push_other([&correction.text]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::with_views;

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

    fn collect_prose(today: &str, wanted: impl Fn(&ProseText) -> bool) -> String {
        let files = [("backlog/p.yaml", PROPOSAL), ("minutes/2026-02-12.yaml", MEETING)];
        with_views(&files, today, |views| {
            let mut texts = Vec::new();
            views.for_each_prose(|prose| texts.extend(wanted(&prose).then(|| prose.text.value.clone())));
            texts.join(" ")
        })
    }

    #[test]
    fn unparsed_texts_are_visited_separately() {
        let files = [("backlog/p.yaml", PROPOSAL), ("minutes/2026-02-12.yaml", MEETING)];
        with_views(&files, "2026-06-30", |views| {
            let mut unparsed = Vec::new();
            views.for_each_unparsed(|prose| {
                let day = prose.day.map(|day| day.to_string()).unwrap_or_default();
                unparsed.push(format!("{} {day} {}", prose.text.value, prose.is_dated));
            });
            assert_eq!(unparsed, ["Px 2025-01-01 false", "Mx 2026-02-12 true"]);
        });
    }

    #[test]
    fn every_text_is_visited_once_with_its_kind() {
        let all = "P1 P2 P3 P6 P7 P8 P4 P5 M1 M2 M3 M4 M5 M6 M7 M8 M9 Ma Mb Mc Md Me Mf Mg Mh Mi";
        assert_eq!(collect_prose("2026-06-30", |_| true), all);
        assert_eq!(collect_prose("2026-06-30", |prose| prose.kind == ProseKind::Title), "P1 P7 M2 M4 Md");
        assert_eq!(collect_prose("2026-06-30", |prose| prose.kind == ProseKind::History), "P2 P8 P4 P5 M5 M6");
        assert_eq!(collect_prose("2026-06-30", |prose| !prose.is_dated), "P1 P2 P6 P7 P8 P4");
        assert_eq!(collect_prose("2026-06-30", |prose| !prose.is_final), "P4 P5");
        assert_eq!(collect_prose("2025-01-31", |prose| prose.is_final), "", "neither sent nor held");
        let on_day = |text: &'static str| move |prose: &ProseText| prose.day == Some(text.parse().unwrap());
        assert_eq!(collect_prose("2026-06-30", on_day("2025-01-09")), "P5");
        assert_eq!(collect_prose("2026-06-30", on_day("2025-01-01")), "P1 P2 P6 P7 P8 P4");
        assert_eq!(collect_prose("2026-06-30", on_day("2026-03-01")), "Mi");
    }
}
