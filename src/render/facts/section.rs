//! Prose of a call or of the group: notices, recaps, sections and corrections.

use super::Facts;
use crate::model::meeting::Meeting;
use crate::view::owners;
use crate::view::sweep::Sweep;
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;

impl<'g> Facts<'_, 'g> {
    /// The group's notices that are in force on a day.
    pub fn notices(&self, day: NaiveDate) -> Value {
        let notices = self.views.workgroup.notices.iter().filter(|notice| notice.is_in_force(day));
        notices.map(|notice| self.section(Some(&notice.heading), None, Some(&notice.text))).collect()
    }

    /// What the call reported about other meetings.
    pub fn recaps(&self, meeting: &'g Meeting) -> Value {
        let recaps = meeting.recap.iter().map(|recap| {
            let url = recap.link.as_ref().map(|url| url.as_str());
            self.section(Some(&recap.heading), url, recap.text.as_deref().map(String::as_str))
        });
        recaps.collect()
    }

    /// Prose of the call that has no other place.
    pub fn sections(&self, meeting: &'g Meeting) -> Value {
        let sections = meeting.sections.iter().map(|section| {
            let heading = section.heading.as_ref().map(|heading| heading.as_str());
            self.section(heading, None, section.text.as_deref().map(String::as_str))
        });
        sections.collect()
    }

    /// Prose, Markdown, under a heading that may link to a URL.
    fn section(&self, heading: Option<&str>, url: Option<&str>, text: Option<&'g str>) -> Value {
        context! { heading, url, text => text.map(|text| self.prose(text)) }
    }

    /// The corrections of the minutes of a call, with Markdown.
    pub fn corrections(&self, meeting: &'g Meeting) -> Value {
        let corrections = meeting.corrections.iter();
        corrections.map(|it| context! { date => it.date.value.to_string(), text => self.prose(&it.text) }).collect()
    }

    /// The proposals that are frozen on a day, with Markdown as notes.
    pub fn frozen_proposals(&self, day: NaiveDate) -> Value {
        let stages = &self.views.stages;
        let proposals = self.views.index.ever_frozen();
        let mut sweep = self.frozen.borrow_mut();
        let sweep = sweep.get_or_insert_with(|| Sweep::new(proposals.iter().map(|it| stages.frozen_span(it))));
        let candidates = sweep.move_to(day).iter().map(|at| proposals[*at]);
        let frozen = candidates.filter_map(|it| Some((it, stages.freeze_on(it, day)?))).map(|(proposal, freeze)| {
            context! {
                link => proposal.issue.as_ref().map(|issue| self.issue_link(issue)),
                name => owners::name_on(proposal, day),
                since => freeze.date.as_ref().map(|date| date.value.to_string()),
                note => freeze.reason.as_deref().map(|note| self.prose(note)),
            }
        });
        frozen.collect()
    }
}
