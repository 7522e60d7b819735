//! Another topic of a call, outside the agenda. The closing of the agenda also applies to a topic about a proposal.

use super::agenda::arrival::{Arrivals, format_command, with_advice};
use super::agenda::entry::resolve_presenter;
use super::changes::Changes;
use super::item::describe_place;
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::model::wording::quote_shell_word;
use crate::rules::duplicate_agenda_item;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::view::Views;

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
