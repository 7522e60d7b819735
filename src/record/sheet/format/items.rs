//! The items of a call: what the call recorded as text, what earlier calls recorded as comments.

use super::{Draft, action_mark, add_earlier_actions};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::stage::ReachedStage;
use crate::model::typed_reference::TypedReference;
use crate::model::wording::join_with_and;
use crate::record::sheet::tidy_prose;
use crate::source::Spanned;
use crate::text::notation::ending::StageMention;
use crate::text::notation::heading::{Heading, ItemHeading};
use crate::text::notation::mark::Mark;
use crate::view::Views;
use crate::view::agenda::AgendaItem;
use crate::view::day_list::format_days;
use crate::view::history::{HistoryEntry, grouped_before};
use crate::view::index::Subject;
use chrono::NaiveDate;

/// The number of entries of the history that are shown.
const ENTRIES: usize = 3;

/// The topics and the items of the agenda, each once.
pub(super) fn draft_items<'g>(meeting: &'g Meeting, views: &Views<'g>) -> Vec<(Subject, Draft)> {
    let mut drafts: Vec<(Subject, Draft)> = Vec::new();
    let topics = views.agenda.topics(meeting).into_iter().map(|item| (item, true));
    for (item, is_topic) in topics.chain(views.agenda.items(meeting).into_iter().map(|item| (item, false))) {
        // A second entry about the same thing cannot be distinguished from the first one.
        if item.subject.is_nameless() || drafts.iter().any(|(known, _)| *known == item.subject) {
            continue;
        }
        drafts.push((item.subject.clone(), draft_item(&item, is_topic, meeting, views)));
    }
    drafts
}

fn draft_item<'g>(agenda: &AgendaItem<'g>, is_topic: bool, meeting: &'g Meeting, views: &Views<'g>) -> Draft {
    let item = agenda.item;
    let mut draft = Draft::new(Heading::Item(item_heading(agenda, is_topic)), tidy_prose(item.notes.as_ref()));
    draft.comments.extend(describe_item(agenda, meeting, views));
    let mut reached = reached_stages(agenda.proposal, meeting.date.value);
    // The last decision bears the last stage.
    let stage = if item.decisions.is_empty() { None } else { reached.pop() };
    draft.comments.extend(reached.iter().map(|reached| format!("reached in this call: {}", reached.stage.value)));
    if item.treated == Some(false) {
        draft.marks.push(Mark::NotTreated);
    }
    let last = item.decisions.len().saturating_sub(1);
    let decision = |(at, text): (usize, &Spanned<String>)| {
        let stage = stage.filter(|_| at == last);
        let stage = stage.map(|reached| StageMention { stage: reached.stage.value, reason: None });
        Mark::Decision { text: tidy_prose(Some(text)).trim().to_owned(), stage }
    };
    draft.marks.extend(item.decisions.iter().enumerate().map(decision));
    draft.marks.extend(item.actions.iter().map(|action| action_mark(action, views)));
    add_earlier_actions(&mut draft, |subject| subject == Some(&agenda.subject), meeting, views);
    draft
}

/// The stages that a proposal reached on a day.
fn reached_stages(proposal: Option<&Proposal>, day: NaiveDate) -> Vec<&ReachedStage> {
    let is_today = |reached: &&ReachedStage| reached.date.as_ref().is_some_and(|date| date.value == day);
    proposal.into_iter().flat_map(|proposal| &proposal.stages).filter(is_today).collect()
}

fn item_heading(agenda: &AgendaItem, is_topic: bool) -> ItemHeading {
    let item = agenda.item;
    let number = |reference: &Spanned<Reference>, is_pr| TypedReference { reference: reference.value.clone(), is_pr };
    let issue = item.issue.as_ref().map(|issue| number(issue, None));
    let title = match (is_topic, &item.title) {
        (true, Some(title)) => title.as_str(),
        _ => agenda.title().unwrap_or_default(),
    };
    let number = issue.or_else(|| item.pr.as_ref().map(|pr| number(pr, Some(true))));
    ItemHeading {
        leads: number.is_some() && !(is_topic && item.title.is_some()),
        number,
        title: title.to_owned(),
        kind: item.kind.clone().filter(|_| is_topic),
        exception: None,
    }
}

/// What the chair may want to see of an item: facts, then the last of its history.
fn describe_item<'g>(agenda: &AgendaItem<'g>, meeting: &'g Meeting, views: &Views<'g>) -> Vec<String> {
    let day = meeting.date.value;
    let owners = agenda.proposal.map(|proposal| join_with_and(views.owners.owners_on(proposal, day)));
    let who = agenda.item.who.as_ref().map(|who| who.value.clone());
    let stage = agenda.proposal.and_then(|proposal| views.stages.stage_on(proposal, day));
    let stage = stage.map(|stage| views.reviews.format_stage(stage));
    let exception = agenda.item.exception.as_ref().map(|why| format!("late, with an exception: {why}"));
    let closing = agenda.item.closing.then(|| "to be closed".to_owned());
    let facts = [owners.filter(|owners| !owners.is_empty()).or(who), stage, exception, closing];
    let facts = Some(facts.into_iter().flatten().collect::<Vec<_>>().join(", ")).filter(|facts| !facts.is_empty());
    let entries = views.history.entries(&agenda.subject);
    let groups: Vec<&[HistoryEntry]> = grouped_before(&entries, day).collect();
    let left = groups.len().saturating_sub(ENTRIES);
    let more = (left > 0).then(|| format!("({left} more before these)"));
    facts.into_iter().chain(more).chain(groups[left..].iter().map(|group| describe_entries(group, views))).collect()
}

fn describe_entries(group: &[HistoryEntry], views: &Views) -> String {
    let days = format_days(group.iter().filter_map(|entry| entry.date));
    let Some(entry) = group.first() else { return days };
    let treatment = entry.treatment.display_name().map(str::to_owned);
    let decisions = entry.decisions.iter().map(|decision| format!("Decision: {decision}"));
    let stages = entry.stages.iter().map(|reached| format!("-> {}", views.reviews.format_stage(reached.stage.value)));
    let said = treatment.into_iter().chain(entry.text.map(|text| text.trim_end().to_owned()));
    let said = said.chain(decisions).chain(stages).collect::<Vec<_>>().join("\n").replace('\n', "\n  ");
    if days.is_empty() { said } else { format!("{days}: {said}") }
}
