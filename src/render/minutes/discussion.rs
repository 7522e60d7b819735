//! The discussion tables: what each cell of a row says.

use super::Writer;
use crate::model::meeting::ActionStatus;
use crate::model::proposal::Proposal;
use crate::render::cell::{cell, link, text};
use crate::view::actions::ActionPoint;
use crate::view::agenda::AgendaItem;
use crate::view::history::{Entry, days};
use crate::view::index::Subject;
use chrono::NaiveDate;
use serde::Serialize;

/// A row; each cell is Markdown on one line.
#[derive(Serialize)]
pub struct Row {
    pub issue: String,
    pub company: String,
    pub summary: String,
    pub status: String,
    /// For style `mom`: what the item is called, and what was said of it in this call alone.
    pub item: String,
    pub description: String,
}

impl<'g> Writer<'_, 'g> {
    pub(super) fn row(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Row {
        Row {
            issue: self.reference(item.item, item.proposal).unwrap_or_default(),
            company: self.company(item, day),
            summary: self.summary(item, day),
            status: self.status(item, day),
            item: String::new(),
            description: String::new(),
        }
    }

    /// The row of style `mom`, which tells this call alone.
    pub(super) fn plain_row(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Row {
        let reference = self.reference(item.item, item.proposal);
        let title = self.title(item, day);
        let name = [reference, Some(title)].into_iter().flatten().filter(|part| !part.is_empty());
        let mut description = String::new();
        for (at, entry) in self.views.told_by(&item.subject, day).1.iter().enumerate() {
            description.push_str(if at == 0 { "" } else { "<br>" });
            self.say(entry, &mut description);
        }
        Row {
            issue: String::new(),
            company: self.company(item, day),
            summary: String::new(),
            status: String::new(),
            item: name.collect::<Vec<_>>().join(" "),
            description,
        }
    }

    /// Who owned it on the day, and who before; for an item of no proposal who the item names.
    pub(super) fn company(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let Some(proposal) = item.proposal else {
            return item.item.who.as_ref().map(|who| text(who)).unwrap_or_default();
        };
        let joined = |names: Vec<&str>| names.into_iter().map(text).collect::<Vec<_>>().join(" & ");
        let now = joined(self.views.owners_on(proposal, day));
        let before = self.views.owners_before(proposal, day);
        let who = item.item.who.as_ref().filter(|_| now.is_empty()).map(|who| text(who));
        match (who, before.is_empty()) {
            (Some(who), _) => who,
            (None, true) => now,
            (None, false) => format!("{now}<br>before: {}", joined(before)),
        }
    }

    fn summary(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let title = self.title(item, day);
        let bold = if title.is_empty() { String::new() } else { format!("<strong>{title}</strong>") };
        match item.proposal {
            None => bold,
            Some(proposal) => format!("{bold}<br>{}", self.template(proposal)),
        }
    }

    /// Where the filled template is, in the words that the group is used to.
    fn template(&self, proposal: &Proposal) -> String {
        let template = proposal.template.as_ref();
        let Some(pr) = template.and_then(|template| template.pr.as_ref()) else {
            return match self.views.template_url(proposal) {
                Some(url) => format!("The API template is available {}", link("here", &url)),
                None => "The API template is not available yet".to_owned(),
            };
        };
        let linked = |pr| {
            let label = format!("PR{}", self.views.index.own(pr));
            self.views.pr_url(pr).map_or_else(|| text(&label), |url| link(&label, &url))
        };
        let before: Vec<String> =
            template.into_iter().flat_map(|template| &template.superseded).map(|pr| linked(pr)).collect();
        let before = if before.is_empty() { String::new() } else { format!(" (before: {})", before.join(", ")) };
        format!("The API template is available at {}{before}", linked(pr))
    }

    /// Initial context, what earlier calls said, this call's update under its date, its open action points.
    fn status(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        // Written into one text: the histories are most of what minutes hold.
        let mut status = String::with_capacity(4096);
        if let Some(summary) = item.proposal.and_then(|proposal| proposal.summary.as_ref()) {
            status.push_str("<strong>Initial context:</strong> ");
            status.push_str(&self.cell(summary.as_str()));
            status.push_str("<br><br>");
        }
        let (history, own) = self.views.told_by(&item.subject, day);
        for entry in &history {
            self.tell(entry, &mut status);
            status.push_str("<br>");
        }
        if !history.is_empty() {
            status.push_str("<br>");
        }
        status.push_str("<strong>Meeting update</strong>");
        for entry in &own {
            status.push_str("<br>");
            self.tell(entry, &mut status);
        }
        if own.is_empty() {
            status.push_str("<br>");
            push_days(&mut status, &[day], "");
        }
        for (at, action) in self.open_actions_of(item, day).enumerate() {
            status.push_str(if at == 0 { "<br><br>" } else { "<br>" });
            status.push_str(&self.action_told(action, day));
        }
        status
    }

    /// An entry of the history under its days; one without days stands alone.
    fn tell(&self, entry: &Entry<'g>, out: &mut String) {
        if !entry.dates.is_empty() {
            push_days(out, &entry.dates, " ");
        }
        self.say(entry, out);
    }

    /// What an entry says: text, stages, decisions.
    fn say(&self, entry: &Entry<'g>, out: &mut String) {
        let mut gap = "";
        if !entry.treated {
            out.push_str("Not treated");
            gap = "<br>";
        }
        if let Some(prose) = entry.text {
            out.push_str(if entry.treated { "" } else { ". " });
            out.push_str(&self.cell(prose));
            gap = "<br>";
        }
        let mut line = |parts: [&str; 3]| {
            out.push_str(std::mem::replace(&mut gap, "<br>"));
            out.extend(parts);
        };
        for reached in &entry.stages {
            let note = reached.note.as_deref().map(|note| format!(" ({})", cell(note))).unwrap_or_default();
            line(["<strong>Stage:</strong> ", &text(reached.stage.words()), &note]);
        }
        for decision in &entry.decisions {
            line(["<strong>Decision:</strong> ", &self.cell(decision), ""]);
        }
    }

    pub(super) fn open_actions_of(
        &self,
        item: &AgendaItem<'g>,
        day: NaiveDate,
    ) -> impl Iterator<Item = &ActionPoint<'g>> {
        self.views.actions_of(&item.subject).filter(move |action| action.status_on(day) == Some(ActionStatus::Open))
    }

    /// An action point in a line: its id, who owns it, by when, what.
    pub(super) fn action_told(&self, action: &ActionPoint<'g>, day: NaiveDate) -> String {
        let mut about: Vec<String> = Vec::new();
        if !action.owners.is_empty() {
            about.push(action.owners.iter().map(|owner| text(owner)).collect::<Vec<_>>().join(", "));
        }
        about.extend(action.due_on(day).map(|due| format!("due {due}")));
        let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
        let id = action.id.map(|id| format!(" {}", text(id))).unwrap_or_default();
        format!("<strong>AP{id}</strong>{about}: {}", self.cell(action.text))
    }

    /// The reference of what an action point is about.
    pub(super) fn subject_reference(&self, subject: &Subject) -> Option<String> {
        let linked = |label: String, url: Option<String>| match url {
            Some(url) => link(&label, &url),
            None => text(&label),
        };
        match subject {
            Subject::Proposal(_) => {
                let proposal = self.views.index.proposal(subject)?;
                match &proposal.issue {
                    Some(issue) => Some(linked(self.views.index.own(issue).to_string(), self.views.issue_url(issue))),
                    None => Some(text(&proposal.name)),
                }
            }
            Subject::Issue(issue) => Some(linked(issue.to_string(), self.views.issue_url(issue))),
            Subject::Pr(pr) => Some(linked(format!("PR{pr}"), self.views.pr_url(pr))),
            Subject::Slug(_) | Subject::Title(_) => None,
        }
    }
}

/// The days of an entry, then what parts them from what was said.
fn push_days(out: &mut String, dates: &[NaiveDate], gap: &str) {
    out.extend(["<strong>", &days(dates), ":</strong>", gap]);
}
