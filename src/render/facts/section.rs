//! Prose of a call or of the group: notices, recaps, sections and corrections.

use super::{Facts, LinkFacts};
use crate::model::meeting::Meeting;
use crate::view::owners;
use chrono::NaiveDate;
use minijinja::value::Value;
use serde::Serialize;

/// Prose under a heading.
#[derive(Serialize)]
pub struct SectionFacts {
    heading: Option<String>,
    /// What the heading links to.
    url: Option<String>,
    /// Markdown.
    text: Option<Value>,
}

/// A correction of approved minutes.
#[derive(Serialize)]
pub struct CorrectionFacts {
    date: String,
    /// Markdown.
    text: Value,
}

/// A proposal that is frozen on a day.
#[derive(Serialize)]
pub struct FrozenFacts {
    link: Option<LinkFacts>,
    name: String,
    since: Option<String>,
    /// Markdown.
    note: Option<Value>,
}

impl<'g> Facts<'_, 'g> {
    /// The group's notices that are in force on a day.
    pub fn notices(&self, day: NaiveDate) -> Vec<SectionFacts> {
        let notices = self.views.workgroup.notices.iter().filter(|notice| notice.is_in_force(day));
        notices
            .map(|notice| SectionFacts {
                heading: Some(notice.heading.value.clone()),
                url: None,
                text: Some(self.prose(&notice.text)),
            })
            .collect()
    }

    /// What the call reported about other meetings.
    pub fn recaps(&self, meeting: &'g Meeting) -> Vec<SectionFacts> {
        let recap = meeting.recap.iter().map(|recap| SectionFacts {
            heading: Some(recap.heading.value.clone()),
            url: recap.link.as_ref().map(|url| url.value.clone()),
            text: recap.text.as_deref().map(|text| self.prose(text)),
        });
        recap.collect()
    }

    /// Prose of the call that has no other place.
    pub fn sections(&self, meeting: &'g Meeting) -> Vec<SectionFacts> {
        let sections = meeting.sections.iter().map(|section| SectionFacts {
            heading: section.heading.as_ref().map(|heading| heading.value.clone()),
            url: None,
            text: section.text.as_deref().map(|text| self.prose(text)),
        });
        sections.collect()
    }

    /// The corrections of the minutes of a call.
    pub fn corrections(&self, meeting: &'g Meeting) -> Vec<CorrectionFacts> {
        let corrections = meeting.corrections.iter();
        corrections
            .map(|correction| CorrectionFacts {
                date: correction.date.value.to_string(),
                text: self.prose(&correction.text),
            })
            .collect()
    }

    /// The proposals that are frozen on a day.
    pub fn frozen(&self, day: NaiveDate) -> Vec<FrozenFacts> {
        let frozen = self.views.stages.frozen_proposals(day);
        frozen
            .map(|(proposal, freeze)| FrozenFacts {
                link: proposal.issue.as_ref().map(|issue| self.issue_link(issue)),
                name: owners::name_on(proposal, day).to_owned(),
                since: freeze.date.as_ref().map(|date| date.value.to_string()),
                note: freeze.reason.as_deref().map(|note| self.prose(note)),
            })
            .collect()
    }
}
