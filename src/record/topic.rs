//! Another topic of a call, outside the agenda. The closing of the agenda also applies to a topic about a proposal.

use super::agenda::arrival::{Arrivals, format_command, with_advice};
use super::agenda::entry::resolve_presenter;
use super::changes::{Changes, quote_lost_text};
use super::item::{describe_place, find_existing_item, named_item_label, take_back_commands};
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::model::wording::{join_with_and, quote_shell_word};
use crate::rules::duplicate_agenda_item;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::item_label::item_argument;
use crate::view::lookup::ItemList;

/// Records a topic, which is added at this moment. Its exception is for a topic about a proposal.
///
/// # Errors
/// When the words for who presents it match several names.
pub fn record_topic<'g>(
    mut topic: Item,
    added: When,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let normalize = |number: Spanned<Reference>| views.index.normalize_reference(&number).into();
    (topic.issue, topic.pr) = (topic.issue.map(normalize), topic.pr.map(normalize));
    let number = topic.issue.as_ref().or(topic.pr.as_ref()).map(|number| number.value.to_string());
    let title = topic.title.as_ref().map_or("", |title| title.as_str()).to_owned();
    let command = format!("backlog topic {}", quote_shell_word(&title));
    let command = format_command(&command, &Item { title: None, ..topic.clone() });
    let (mut notices, mut timing, exception) = (Vec::new(), String::new(), topic.exception.take());
    match views.index.item_proposal(&topic) {
        Some(proposal) => {
            let arrivals = Arrivals::new(added, exception.as_deref(), meeting, views, &mut notices);
            let arrival = arrivals.set_arrival(&mut topic, views);
            timing = format!(" about {}, {arrival}", views.links.proposal_label(proposal));
        }
        None => notices.extend(
            exception.map(|why| format!("no exception needed, because the topic is not about a proposal: {why}")),
        ),
    }
    resolve_presenter(&mut topic, views)?;
    let by = topic.who.as_ref().map(|who| format!(" of {}", who.value)).unwrap_or_default();
    let edit = Edit::append(["topics".into()], &topic)?;
    let mut changes = Changes::edit(meeting.file, vec![edit], format!("the topic `{title}`{by}{timing}"), views);
    changes.notices = notices;
    if let Some(placed) = views.lookup.find_item(number.as_deref().unwrap_or(&title), meeting) {
        let help = "Record what is said about it with `backlog note` and `backlog decide`.";
        let error = Error::not_allowed(describe_place(&placed, meeting, views), help);
        changes = changes.with_error(duplicate_agenda_item::NAME, error);
    }
    let words: Vec<String> = number.into_iter().collect();
    Ok(with_advice(changes, &words, &command, added, meeting, views))
}

/// Removes a topic that words name, with its text. Decisions and action points are results, which are taken back first.
///
/// # Errors
/// When no topic matches the words, or the call decided something on it or opened an action point for it.
pub fn remove_topic<'g>(words: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let placed = find_existing_item(words, meeting, views)?;
    let (item, day, label) = (placed.item, meeting.date.value, named_item_label(placed.item, views));
    let argument = item_argument(item, &views.index);
    if placed.list == ItemList::Agenda {
        let help = format!("Remove it with `backlog agenda remove {argument} --meeting {day}`.");
        return Err(Error::not_allowed(
            format!("{label} is on the agenda of {day}, not one of the other topics"),
            help,
        ));
    }
    if !item.decisions.is_empty() || !item.actions.is_empty() {
        let results = Item { notes: None, ..item.clone() };
        let help = match take_back_commands(&results, views).as_slice() {
            [] => format!("If they are wrong, remove them in {}.", views.group.sources.file(meeting.file).path),
            commands => format!("If they are wrong, first run {}.", join_with_and(commands)),
        };
        return Err(Error::not_allowed(format!("{label} has decisions or action points of {day}"), help));
    }
    let title = item.title.as_ref().map_or("", |title| title.as_str());
    let number = (item.issue.is_some() || item.pr.is_some()).then_some(label.as_str());
    let who = item.who.as_ref().map(|who| who.as_str());
    let facts = [number, item.kind.as_deref(), who, item.exception.as_deref()];
    let facts: Vec<&str> = facts.into_iter().flatten().collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    let text = item.notes.as_ref().map(|text| format!(": {}", quote_lost_text(text))).unwrap_or_default();
    let name = if title.is_empty() { label.clone() } else { format!("`{title}`") };
    let edit = Edit::remove([placed.list.record_key().into(), placed.at.into()]);
    Ok(Changes::edit(meeting.file, vec![edit], format!("topic removed: {name}{facts}{text}"), views))
}
