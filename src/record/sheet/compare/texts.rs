//! The sections that are not items: earlier minutes, news, and texts of the call.

use super::{RequestEffect, SheetComparer, has_lines, no_changes, refuse_changed};
use crate::model::meeting::{Approval, ApprovalDecision, Meeting, Recap};
use crate::model::spelling::is_same_name;
use crate::record::approve::{find_approved_day, record_approval, withdraw_approval};
use crate::record::call_text::{call_text, record_call_text};
use crate::record::recap::{change_news, record_news, remove_news};
use crate::record::sheet::tidy_prose;
use crate::text::notation::Section;
use crate::text::notation::heading::{CallText, Heading};
use crate::text::notation::mark::Mark;
use chrono::NaiveDate;

impl SheetComparer<'_, '_> {
    pub(super) fn compare_approval(&mut self, day: Option<NaiveDate>, old: Option<&Section>, new: &Section) {
        let line = new.heading.line;
        let (before, after) = (old.and_then(find_decision), find_decision(new));
        let corrections = old.map_or("", |old| &old.prose);
        let Some((at, decision)) = after else {
            match (before, new.prose.is_empty()) {
                (Some(_), true) if self.is_whole => self.request_withdrawal(line),
                (_, true) => {}
                (_, false) => {
                    self.misread(new.prose_line, "expected Approved, Not approved or Postponed before a text")
                }
            }
            return;
        };
        if before.map(|(_, before)| before) == Some(decision) && corrections == new.prose {
            return;
        }
        if before.is_some() && self.is_whole {
            self.request_withdrawal(line);
        }
        let corrections = Some(new.prose.clone()).filter(|text| !text.is_empty());
        let is_approved = decision == ApprovalDecision::Approved;
        let effect = if is_approved { RequestEffect::ApprovesMinutes(day) } else { RequestEffect::None };
        self.request(at, effect, move |meeting, views| {
            // Without a day, the approval is about the last call.
            let day = day.filter(|day| find_approved_day(None, meeting, views).ok() != Some(*day));
            let (date, corrections) = (day.map(Into::into), corrections.clone().map(Into::into));
            record_approval(&Approval { decision: decision.into(), date, corrections }, meeting, views)
        });
    }

    fn request_withdrawal(&mut self, line: usize) {
        self.request(line, RequestEffect::None, |meeting, views| match meeting.previous_minutes {
            Some(_) => withdraw_approval(None, meeting, views),
            None => Ok(no_changes(meeting, views)),
        });
    }

    pub(super) fn compare_news(&mut self, heading: &str, link: Option<&str>, old: Option<&Section>, new: &Section) {
        let line = new.heading.line;
        let text = Some(new.prose.clone()).filter(|text| !text.is_empty());
        let (text, link) = (text.map(Into::into), link.map(|link| link.to_owned().into()));
        let news = Recap { heading: heading.to_owned().into(), link, text };
        let Some(old) = old else {
            return self.request(line, RequestEffect::None, move |meeting, views| {
                let is_same = |known: &Recap| *known == news;
                if meeting.recap.iter().any(is_same) {
                    Ok(no_changes(meeting, views))
                } else {
                    record_news(&news, meeting, views)
                }
            });
        };
        let is_same = old.prose == new.prose && old.heading.value == new.heading.value;
        if is_same || !self.is_whole && has_lines(&old.prose, &new.prose) {
            return;
        }
        let (before, is_whole) = (old.prose.clone(), self.is_whole);
        self.request(line, RequestEffect::None, move |meeting, views| {
            let now = meeting.recap.iter().find(|known| is_same_name(&known.heading, &news.heading));
            let text = tidy_prose(now.and_then(|now| now.text.as_ref()));
            match now {
                Some(now) if *now == news => Ok(no_changes(meeting, views)),
                Some(_) if !is_whole => record_news(&news, meeting, views),
                Some(_) if text != before => {
                    Err(refuse_changed(&format!("the news from `{}`", news.heading.value), &text))
                }
                Some(_) if news.text.is_none() && !before.is_empty() => remove_news(&news.heading, meeting, views),
                _ => change_news(&news, meeting, views),
            }
        });
    }

    pub(super) fn compare_text(&mut self, which: CallText, old: Option<&Section>, new: &Section) {
        let before = old.map(|old| old.prose.clone()).unwrap_or_default();
        let (text, is_whole) = (new.prose.clone(), self.is_whole);
        if before == text || !is_whole && (text.is_empty() || has_lines(&before, &text)) {
            return;
        }
        self.request(new.prose_line, RequestEffect::None, move |meeting, views| {
            let now = tidy_call_text(which, meeting);
            if now == text {
                return Ok(no_changes(meeting, views));
            }
            if is_whole && now != before {
                return Err(refuse_changed(
                    &format!("the text below `{}`", Heading::Text(which).format().trim()),
                    &now,
                ));
            }
            record_call_text(which, &text, is_whole, meeting, views)
        });
    }
}

fn tidy_call_text(which: CallText, meeting: &Meeting) -> String {
    tidy_prose(Some(&call_text(which, meeting).to_owned().into()))
}

/// The decision on earlier minutes, with its line.
fn find_decision(section: &Section) -> Option<(usize, ApprovalDecision)> {
    section.marks.iter().rev().find_map(|mark| match mark.value {
        Mark::Approval(decision) => Some((mark.line, decision)),
        _ => None,
    })
}
