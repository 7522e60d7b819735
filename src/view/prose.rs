//! All prose in the records, with what rules about prose need to know.

use super::Views;
use crate::model::proposal::{Earlier, Proposal};
use crate::model::record::{Definition, Key, TextKind, TextVisitor};
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
    /// Gives every text of the records: those of the group, of its proposals, of its calls, each in the order of
    /// its keys.
    pub fn for_each_prose(&self, mut take: impl FnMut(ProseText<'g>)) {
        let mut walk = ProseWalk { is_of_proposal: false, is_final: true, records: Vec::new(), take: &mut take };
        walk.begin(None, false);
        self.workgroup.visit_all_texts(&mut walk);
        walk.is_of_proposal = true;
        for proposal in &self.group.proposals {
            walk.is_final = was_sent_to_reviewer(proposal, self.now.day());
            walk.begin(self.activity.first_heard(proposal), false);
            proposal.visit_all_texts(&mut walk);
        }
        walk.is_of_proposal = false;
        for meeting in &self.group.meetings {
            walk.is_final = self.calls.is_held(meeting) && self.calls.is_meeting_over(meeting);
            walk.begin(Some(meeting.date.value), true);
            meeting.visit_all_texts(&mut walk);
        }
    }
}

/// Whether the proposal was sent to the reviewer by that day.
fn was_sent_to_reviewer(proposal: &Proposal, day: NaiveDate) -> bool {
    super::stages::stages_until(proposal, day).iter().any(|reached| {
        let stage = reached.stage.value;
        stage.is_approved() || matches!(stage, Stage::UnderReview | Stage::ChangesRequested | Stage::NotApproved)
    })
}

/// The texts of a file on their way to a rule.
struct ProseWalk<'t, 'g> {
    is_of_proposal: bool,
    is_final: bool,
    /// What the records around a text say, the innermost one last.
    records: Vec<Around>,
    take: &'t mut dyn FnMut(ProseText<'g>),
}

/// What a record says of the texts in it.
#[derive(Debug, Clone, Copy)]
struct Around {
    record: Option<&'static str>,
    day: Option<NaiveDate>,
    is_dated: bool,
    /// Whether it is of a call without a file.
    is_earlier: bool,
}

impl ProseWalk<'_, '_> {
    /// Begins a file, which is of a day.
    fn begin(&mut self, day: Option<NaiveDate>, is_dated: bool) {
        self.records = vec![Around { record: None, day, is_dated, is_earlier: false }];
    }
}

impl<'g> TextVisitor<'g> for ProseWalk<'_, 'g> {
    fn enter(&mut self, record: &'static Definition, day: Option<NaiveDate>) {
        let Some(outer) = self.records.last().copied() else { return };
        let is_earlier = outer.is_earlier || record.name == Earlier::DEFINITION.name;
        // A notice does not say that its text is of the day from which on it is in force.
        let is_dated = outer.is_dated || day.is_some() && self.is_of_proposal;
        self.records.push(Around { day: day.or(outer.day), is_dated, record: Some(record.name), is_earlier });
    }

    fn visit(&mut self, key: &'static Key, text: &'g Spanned<String>) {
        let Some(around) = self.records.last() else { return };
        let kind = match key.text {
            TextKind::Name | TextKind::Line => return,
            TextKind::Title => ProseKind::Title,
            TextKind::History => ProseKind::History,
            // The sections of a proposal are what an old file said of it.
            TextKind::Prose if self.is_of_proposal && around.record == Some(ProseSection::DEFINITION.name) => {
                ProseKind::History
            }
            TextKind::Prose => ProseKind::Other,
            TextKind::Unparsed => ProseKind::Unparsed,
        };
        let is_final = self.is_final && !around.is_earlier && kind != ProseKind::Unparsed;
        (self.take)(ProseText { text, kind, day: around.day, is_dated: around.is_dated, is_final });
    }

    fn leave(&mut self) {
        self.records.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    /// A group with a text in every place.
    fn group() -> TestGroup {
        let proposal = "name: P1\nsummary: P2\nregistered: 2025-01-01\n\
                        stages: [{ stage: under-review, date: 2025-02-01, reason: P3 }]\n\
                        history: [{ notes: P4 }, { date: 2025-01-09, notes: P5 }]\nrepository: { note: P6 }\n\
                        sections: [{ heading: P7, text: P8 }]\nunparsed: [{ where: w, text: Px }]\n";
        let call = "previous-minutes: { decision: approved, corrections: M1 }\nrecap: [{ heading: M2, text: M3 }]\n\
                    topics: [{ title: M4, notes: M5 }]\nagenda: [{ issue: 1, decisions: [M6], actions: [{ text: M7 }] }]\n\
                    actions: [{ text: M8 }]\naction-updates: [{ id: x, note: M9 }]\ndiscussion: Ma\naob: Mb\noutline: Mc\n\
                    sections: [{ heading: Md, text: Me }]\nregister: [{ text: Mf, note: Mg }]\nnext: { text: Mh }\n\
                    corrections: [{ date: 2026-03-01, text: Mi }]\n";
        TestGroup::new().file("backlog/p.yaml", proposal).call("2026-02-12", call)
    }

    fn collect_prose(today: &str, is_chosen: impl Fn(&ProseText) -> bool) -> String {
        let mut texts = Vec::new();
        group().views(today).for_each_prose(|prose| texts.extend(is_chosen(&prose).then(|| prose.text.value.clone())));
        texts.join(" ")
    }

    #[test]
    fn every_text_is_given_once_with_what_it_is() {
        let all = "P1 P2 P4 P5 P3 P6 Px P7 P8 M1 M2 M3 M4 M5 M6 M7 M8 M9 Ma Mb Mc Mi Md Me Mf Mg Mh";
        assert_eq!(collect_prose("2026-06-30", |_| true), all);
        assert_eq!(collect_prose("2026-06-30", |prose| prose.kind == ProseKind::Title), "P1 P7 M2 M4 Md");
        assert_eq!(collect_prose("2026-06-30", |prose| prose.kind == ProseKind::History), "P2 P4 P5 P8 M5 M6");
        assert_eq!(collect_prose("2026-06-30", |prose| prose.kind == ProseKind::Unparsed), "Px");
        assert_eq!(collect_prose("2026-06-30", |prose| !prose.is_dated), "P1 P2 P4 P6 Px P7 P8");
        assert_eq!(collect_prose("2026-06-30", |prose| !prose.is_final), "P4 P5 Px");
        assert_eq!(collect_prose("2025-01-31", |prose| prose.is_final), "", "neither sent nor held");
        let on_day = |text: &'static str| move |prose: &ProseText| prose.day == Some(text.parse().unwrap());
        assert_eq!(collect_prose("2026-06-30", on_day("2025-01-09")), "P5");
        assert_eq!(collect_prose("2026-06-30", on_day("2025-01-01")), "P1 P2 P4 P6 Px P7 P8");
        assert_eq!(collect_prose("2026-06-30", on_day("2026-03-01")), "Mi");
    }
}
