//! Writes a call as a sheet: what is recorded as text, and what helps to record the rest as comments.

mod items;
mod people;

use super::tidy_prose;
use crate::model::action::{Action, ActionStatus, ActionUpdate};
use crate::model::meeting::Meeting;
use crate::model::wording::join_with_and;
use crate::record::approve::find_approved_day;
use crate::record::call_text::call_text;
use crate::text::notation::heading::{CallText, Heading};
use crate::text::notation::mark::Mark;
use crate::text::notation::words::split_id;
use crate::text::notation::{escape_prose, format_comment};
use crate::view::Views;
use crate::view::actions::point::ActionPoint;
use crate::view::index::Subject;
use std::collections::HashSet;

/// A section to write.
struct Draft {
    heading: Heading,
    comments: Vec<String>,
    prose: String,
    marks: Vec<Mark>,
}

impl Draft {
    fn new(heading: Heading, prose: String) -> Self {
        Self { heading, comments: Vec::new(), prose, marks: Vec::new() }
    }

    fn format(&self) -> String {
        let comments: String = self.comments.iter().map(|comment| format_comment(comment)).collect();
        let prose = escape_prose(&self.prose);
        let marks: String = self.marks.iter().map(Mark::format).collect();
        // The corrections are below the approval.
        let parts = if matches!(self.heading, Heading::Approval(_)) { [marks, prose] } else { [prose, marks] };
        let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        let gap = if comments.is_empty() || parts.is_empty() { "" } else { "\n" };
        format!("\n{}{comments}{gap}{parts}", self.heading.format())
    }
}

/// Writes a call as a sheet.
pub fn format_call<'g>(meeting: &'g Meeting, views: &Views<'g>) -> String {
    let path = &views.group.sources.file(meeting.file).path;
    let mut text = format_comment(&format!(
        "The call of {}. It is recorded in {path} when you save this text and leave the editor.\n\
         Changed text replaces what was recorded, emptied text takes it back, a section that is removed changes nothing.\n\
         Lines that begin with % are not read: remove it to record `Approved` or `Closed ID:`. What was said is text, and\n\
         \x20 Decision: TEXT -> STAGE      AP OWNER: TEXT (due Mar 12)      Closed ID: NOTE      Not treated\n\
         More sections: `## Recap: WHERE FROM`, `## TITLE OF A TOPIC PR#N [KIND]`, `## #N (exception: WHY)`, `## Discussion`.",
        meeting.date.value
    ));
    text += &format!("\n{}", people::format_people(meeting, views));
    let items = items::draft_items(meeting, views);
    let shown: HashSet<&Subject> = items.iter().map(|(subject, _)| subject).collect();
    let drafts = approval_draft(meeting, views).into_iter().chain(meeting.recap.iter().map(|news| {
        let (heading, link) = (news.heading.value.clone(), news.link.as_ref().map(|link| link.value.clone()));
        Draft::new(Heading::Recap { heading, link }, tidy_prose(news.text.as_ref()))
    }));
    text.extend(drafts.map(|draft| draft.format()));
    for (_, which) in CallText::ALL {
        let mut draft =
            Draft::new(Heading::Text(which), tidy_prose(Some(&call_text(which, meeting).to_owned().into())));
        match which {
            CallText::Aob => {
                items.iter().for_each(|(_, draft)| text.push_str(&draft.format()));
                draft.marks = meeting.actions.iter().map(|action| action_mark(action, views)).collect();
                let is_here = |subject: Option<&Subject>| subject.is_none_or(|subject| !shown.contains(subject));
                add_earlier_actions(&mut draft, is_here, meeting, views);
            }
            CallText::Outline | CallText::Discussion if draft.prose.is_empty() => continue,
            CallText::Outline | CallText::Discussion => {}
        }
        text += &draft.format();
    }
    text
}

/// The approval of earlier minutes, if there are any.
fn approval_draft(meeting: &Meeting, views: &Views) -> Option<Draft> {
    let default = find_approved_day(None, meeting, views).ok();
    let approval = meeting.previous_minutes.as_ref();
    let day = approval.and_then(|approval| approval.date.as_ref()).map(|date| date.value).or(default);
    if day.is_none() && approval.is_none() {
        return None;
    }
    let corrections = approval.and_then(|approval| approval.corrections.as_ref());
    let mut draft = Draft::new(Heading::Approval(day), tidy_prose(corrections));
    draft.marks = approval.map(|approval| Mark::Approval(approval.decision.value)).into_iter().collect();
    if draft.marks.is_empty() {
        draft.comments.push("Approved\n  or Not approved, or Postponed; text below it is the corrections".to_owned());
    }
    Some(draft)
}

/// An action point that the call opened.
fn action_mark(action: &Action, views: &Views) -> Mark {
    let id = action.id.as_ref().map(|id| id.value.clone());
    let owners: Vec<&str> = action.owners.iter().map(|owner| owner.as_str()).collect();
    Mark::Action {
        // A plain number is not an id: the notation knows other ones.
        id: id.filter(|id| split_id(id).is_some_and(|(_, rest)| rest.is_empty()) && !views.actions.is_mom_number(id)),
        owners: owners.join(", "),
        text: tidy_prose(Some(&action.text)).trim().to_owned(),
        due: action.due.as_ref().map(|due| due.value.to_string()),
    }
}

/// Adds what the call said about action points, and the other ones that were open before it as comments: those whose
/// subject belongs to the section.
fn add_earlier_actions(
    draft: &mut Draft,
    is_here: impl Fn(Option<&Subject>) -> bool,
    meeting: &Meeting,
    views: &Views,
) {
    let day = meeting.date.value;
    let subject_of = |id: &str| views.actions.register().by_id(id).and_then(|point| point.subject.as_ref());
    let is_own =
        |id: &str| meeting.opened_actions().any(|(_, action)| action.id.as_deref().is_some_and(|own| own == id));
    for update in meeting.action_updates.iter().filter(|update| is_here(subject_of(&update.id))) {
        // The line would be that of the action point itself.
        match update.status.is_none() && is_own(&update.id) {
            true => draft.comments.push(format!("said in this call: {}", update_mark(update).format().trim_end())),
            false => draft.marks.push(update_mark(update)),
        }
    }
    let is_updated = |id: Option<&str>| meeting.action_updates.iter().any(|update| Some(update.id.as_str()) == id);
    let is_open = |point: &&ActionPoint| {
        point.opened < day && point.status_on(day) == Some(ActionStatus::Open) && !is_updated(point.id)
    };
    let open = views.actions.all().iter().filter(is_open).filter(|point| is_here(point.subject.as_ref()));
    let comments = open.map(|point| {
        let due = point.due_on(day).map(|due| format!(" (due {due})")).unwrap_or_default();
        let text = point.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let owners = join_with_and(&point.owners);
        // The line that closes it, without the sign of a comment.
        let closing = point.id.map(|id| format!("Closed {id}:\n")).unwrap_or_default();
        format!("{closing}  {owners}: {text}{due}")
    });
    draft.comments.splice(0..0, comments);
}

/// What the call said about an action point.
fn update_mark(update: &ActionUpdate) -> Mark {
    let (id, due) = (update.id.value.clone(), update.due.map(|due| due.to_string()));
    let note = tidy_prose(update.note.as_ref()).trim().to_owned();
    match update.status {
        Some(status) => Mark::Update { status, id, note, due },
        None => Mark::Action { id: Some(id), owners: String::new(), text: note, due },
    }
}
