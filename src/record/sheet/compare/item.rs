//! An item of the agenda or another topic: what was said, and what was decided.

use super::key::SectionKey;
use super::{RequestEffect, SheetComparer, has_lines, no_changes, refuse_changed};
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::model::stage::ReachedStage;
use crate::record::agenda::add::add_items;
use crate::record::agenda::exception::record_exception;
use crate::record::decide::{record_decision, remove_decision, replace_decision};
use crate::record::item::find_item;
use crate::record::note::{NoteRequest, record_not_treated, record_note, take_back_not_treated};
use crate::record::sheet::tidy_prose;
use crate::record::stage::record_stage;
use crate::record::topic::record_topic;
use crate::text::notation::Section;
use crate::text::notation::ending::StageMention;
use crate::text::notation::heading::{Heading, ItemHeading};
use crate::text::notation::mark::Mark;
use crate::view::Views;

/// A decision in a sheet.
#[derive(Clone, PartialEq, Eq)]
struct WrittenDecision {
    line: usize,
    text: String,
    stage: Option<StageMention>,
}

impl SheetComparer<'_, '_> {
    pub(super) fn compare_item(
        &mut self,
        key: &SectionKey,
        heading: &ItemHeading,
        old: Option<&Section>,
        new: &Section,
    ) {
        let words = match key {
            SectionKey::Item { words, .. } => words.clone(),
            SectionKey::NewItem(slug) => slug.clone(),
            _ => heading.title.clone(),
        };
        match (key, old) {
            (SectionKey::Item { .. }, Some(old)) => self.compare_heading(heading, old, &words, new.heading.line),
            (SectionKey::NewItem(_), None) => self.request_agenda_item(heading, &words, new.heading.line),
            (SectionKey::NewTopic(_), None) => self.request_topic(heading, new.heading.line),
            _ => {}
        }
        self.compare_notes(&words, old, new);
        self.compare_decisions(&words, old, new);
        self.compare_actions(Some(&words), old, new);
    }

    fn compare_heading(&mut self, heading: &ItemHeading, old: &Section, words: &str, line: usize) {
        let Heading::Item(before) = &old.heading.value else { return };
        if !heading.leads && (&heading.kind, &heading.number) != (&before.kind, &before.number) && self.is_whole {
            let path = &self.views.group.sources.file(self.meeting.file).path;
            self.misread(line, format!("the kind and the number of a topic that exists are changed in {path}"));
        }
        if let Some(why) = heading.exception.clone() {
            let words = words.to_owned();
            self.request(line, RequestEffect::None, move |meeting, views| {
                let is_recorded = find_item(&words, meeting, views)?.item.exception.as_ref() == Some(&why);
                if is_recorded {
                    Ok(no_changes(meeting, views))
                } else {
                    record_exception(&words, &why, meeting, views)
                }
            });
        }
    }

    fn request_agenda_item(&mut self, heading: &ItemHeading, slug: &str, line: usize) {
        let (slug, added) = (slug.to_owned(), self.added);
        let draft = Item { exception: heading.exception.clone(), ..Item::default() };
        self.request(line, RequestEffect::AddsItem, move |meeting, views| {
            add_items(std::slice::from_ref(&slug), &draft, added, meeting, views)
        });
    }

    fn request_topic(&mut self, heading: &ItemHeading, line: usize) {
        let is_pr = heading.number.as_ref().is_some_and(|number| number.is_pr == Some(true));
        let number = heading.number.as_ref().map(|number| number.reference.clone().into());
        let (pr, issue) = if is_pr { (number, None) } else { (None, number) };
        let topic = Item {
            title: Some(heading.title.clone().into()),
            kind: heading.kind.clone(),
            exception: heading.exception.clone(),
            pr,
            issue,
            ..Item::default()
        };
        let added = self.added;
        self.request(line, RequestEffect::AddsItem, move |meeting, views| {
            record_topic(topic.clone(), added, meeting, views)
        });
    }

    /// Compares what was said, and whether the call treated the item.
    fn compare_notes(&mut self, words: &str, old: Option<&Section>, new: &Section) {
        let before = old.map(|old| old.prose.clone()).unwrap_or_default();
        let (was, is) = (old.and_then(not_treated_line), not_treated_line(new));
        let (text, is_whole, words) = (new.prose.clone(), self.is_whole, words.to_owned());
        if was.is_some() && is.is_none() && is_whole {
            let words = words.clone();
            self.request(new.heading.line, RequestEffect::None, move |meeting, views| {
                take_back_not_treated(&words, meeting, views)
            });
        }
        let is_same = before == text || !is_whole && (text.is_empty() || has_lines(&before, &text));
        if is_same {
            if let (None, Some(line)) = (was, is) {
                self.request(line, RequestEffect::None, move |meeting, views| {
                    record_not_treated(std::slice::from_ref(&words), meeting, views)
                });
            }
            return;
        }
        let not_treated = is.is_some();
        self.request(new.prose_line, RequestEffect::None, move |meeting, views| {
            let placed = find_item(&words, meeting, views)?;
            let now = tidy_prose(placed.item.notes.as_ref());
            if now == text && (placed.item.treated == Some(false)) == not_treated {
                return Ok(no_changes(meeting, views));
            }
            if is_whole && now != before && now != text {
                return Err(refuse_changed("what was said about the item", &now));
            }
            let request = NoteRequest { item: &words, text: &text, replace: is_whole, seen: None, not_treated };
            record_note(&request, meeting, views)
        });
    }

    fn compare_decisions(&mut self, words: &str, old: Option<&Section>, new: &Section) {
        let (before, after) = (old.map(decisions).unwrap_or_default(), decisions(new));
        if !self.is_whole {
            for decision in after {
                match before.iter().find(|known| known.text == decision.text) {
                    Some(known) => self.compare_stage(words, known, &decision),
                    None => self.request_decision(words, decision, None),
                }
            }
            return;
        }
        let same = before.iter().zip(&after).take_while(|(one, other)| one.text == other.text).count();
        for (known, decision) in before.iter().zip(&after).take(same) {
            self.compare_stage(words, known, decision);
        }
        match (&before[same..], &after[same..]) {
            ([known], [decision]) => self.request_decision(words, decision.clone(), Some(known.text.clone())),
            (gone, added) => {
                for decision in gone.iter().rev() {
                    let (words, text) = (words.to_owned(), decision.text.clone());
                    self.request(new.heading.line, RequestEffect::None, move |meeting, views| {
                        match expect_last(&words, &text, meeting, views)? {
                            true => remove_decision(&words, meeting, views),
                            false => Ok(no_changes(meeting, views)),
                        }
                    });
                }
                added.iter().for_each(|decision| self.request_decision(words, decision.clone(), None));
            }
        }
    }

    /// Requests a decision, after the others or instead of the last one.
    fn request_decision(&mut self, words: &str, decision: WrittenDecision, instead: Option<String>) {
        let words = words.to_owned();
        self.request(decision.line, RequestEffect::None, move |meeting, views| {
            let stage = decision.stage.as_ref().and_then(|stage| new_stage(&words, stage, meeting, views));
            let is_there =
                find_item(&words, meeting, views)?.item.decisions.iter().any(|one| one.trim() == decision.text);
            match &instead {
                Some(text) if !is_there && expect_last(&words, text, meeting, views)? => {
                    replace_decision(&words, &decision.text, stage, meeting, views)
                }
                _ => record_decision(&words, &decision.text, stage, meeting, views),
            }
        });
    }

    /// Compares the stages of a decision.
    fn compare_stage(&mut self, words: &str, before: &WrittenDecision, after: &WrittenDecision) {
        let stage = |decision: &WrittenDecision| decision.stage.as_ref().map(|mention| mention.stage);
        if stage(before) == stage(after) {
            return;
        }
        let Some(mention) = after.stage.clone() else {
            if self.is_whole {
                let message = "a stage is taken back in the file of the proposal: `backlog edit ISSUE`";
                self.misread(after.line, message);
            }
            return;
        };
        let words = words.to_owned();
        self.request(after.line, RequestEffect::None, move |meeting, views| {
            let placed = find_item(&words, meeting, views)?;
            let (Some(reached), Some(proposal)) =
                (new_stage(&words, &mention, meeting, views), views.index.item_proposal(placed.item))
            else {
                return Ok(no_changes(meeting, views));
            };
            let reached = ReachedStage { date: Some(meeting.date.value.into()), ..reached };
            record_stage(&proposal.slug, reached, views)
        });
    }
}

fn not_treated_line(section: &Section) -> Option<usize> {
    section.marks.iter().find(|mark| mark.value == Mark::NotTreated).map(|mark| mark.line)
}

fn decisions(section: &Section) -> Vec<WrittenDecision> {
    let decision = |mark: &crate::text::notation::Numbered<Mark>| match &mark.value {
        Mark::Decision { text, stage } => {
            Some(WrittenDecision { line: mark.line, text: text.clone(), stage: stage.clone() })
        }
        _ => None,
    };
    section.marks.iter().filter_map(decision).collect()
}

/// The stage, unless the proposal reached it in this call already.
fn new_stage<'g>(words: &str, mention: &StageMention, meeting: &'g Meeting, views: &Views<'g>) -> Option<ReachedStage> {
    let proposal = find_item(words, meeting, views).ok().and_then(|placed| views.index.item_proposal(placed.item));
    let is_reached = |reached: &ReachedStage| {
        reached.stage.value == mention.stage
            && reached.date.as_ref().is_some_and(|date| date.value == meeting.date.value)
    };
    let is_known = proposal.and_then(|proposal| proposal.stages.last()).is_some_and(is_reached);
    let reason = mention.reason.clone().map(Into::into);
    (!is_known).then(|| ReachedStage { reason, ..ReachedStage::new(mention.stage, None) })
}

/// Whether a text is the last decision on an item. `false` where it is gone already.
fn expect_last<'g>(words: &str, text: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<bool, Error> {
    let decisions: Vec<String> = find_item(words, meeting, views)?
        .item
        .decisions
        .iter()
        .map(|one| tidy_prose(Some(one)).trim().to_owned())
        .collect();
    match decisions.iter().rposition(|one| one == text) {
        Some(at) if at + 1 == decisions.len() => Ok(true),
        Some(_) => Err(refuse_changed("what was decided on the item", &decisions.join("; "))),
        None => Ok(false),
    }
}
