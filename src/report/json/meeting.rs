//! A call as JSON.

use super::{action_json, format_object, json_error};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::report::agenda::AgendaOrder;
use crate::view::Views;
use crate::view::agenda::AgendaItem;
use crate::view::agenda::progress::ItemRecord;
use crate::view::moment::{format_timestamp, resolve_moment};
use serde_json::{Value, json};

/// One call with derived data, its agenda in an order, and its whole record.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_meeting<'g>(meeting: &'g Meeting, order: AgendaOrder, views: &Views<'g>) -> Result<String, Error> {
    let date = meeting.date.value;
    let call = views.calendar.call_for(meeting);
    let not_held = views.calls.not_held_on(date);
    let delegations = meeting.attendance.iter().flatten();
    let attendance = delegations.flat_map(|delegation| {
        let organization = views.index.organization_name(&delegation.organization);
        delegation.people.iter().map(move |person| {
            json!({
                // `null` if the file names none.
                "organization": Some(organization).filter(|name| !name.is_empty()),
                "name": person.name.as_str(),
                "present": person.present,
                "role": person.role.as_deref(),
            })
        })
    });
    let own_ids: Vec<&str> =
        meeting.register.iter().filter_map(|listed| listed.id.as_ref()).map(|id| id.as_str()).collect();
    let of_call = views.actions.all().iter().filter(|action| {
        let opened_here = !action.imported && action.opened == date;
        let listed_here = action.place.file == meeting.file || action.id.is_some_and(|id| own_ids.contains(&id));
        opened_here || (action.imported && listed_here)
    });
    let items = |items: Vec<AgendaItem>| items.iter().map(|item| item_json(item, views)).collect::<Value>();
    let payload = json!({
        "date": date,
        // `null` if the call is not held, or if neither its file nor a slot has its time.
        "start": call.times.filter(|_| not_held.is_none()).map(|times| format_timestamp(times.start)),
        // `null` if the call has no start.
        "agenda_closes": views.calendar.closing(&call).moment().filter(|_| not_held.is_none()).map(format_timestamp),
        "not_held": not_held.map(|it| json!({ "reason": it.reason, "moved_to": it.moved_to })),
        "moved_from": views.calls.moved_from(meeting).map(|(from, _)| from),
        // Its own, or that of its slot.
        "join": views.calls.join_url(date).map(ToString::to_string),
        "recording": meeting.recording.as_ref().map(|url| url.to_string()),
        // `null` also if it is unknown.
        "next": views.calls.following_day(meeting),
        "sealed": views.approvals.approving_call(meeting).is_some(),
        "attendance": attendance.collect::<Value>(),
        "agenda": items(order.sort_items(meeting, views)),
        "topics": items(views.agenda.topics(meeting)),
        "actions": of_call.map(|action| action_json(action, date)).collect::<Value>(),
        // The file as it is, under its own keys.
        "record": serde_json::to_value(meeting).map_err(|error| json_error("meeting", error))?,
    });
    format_object("meeting", payload)
}

fn item_json(agenda_item: &AgendaItem, views: &Views) -> Value {
    let AgendaItem { item, meeting, proposal, .. } = agenda_item;
    let own = |reference: &Reference| views.index.normalize_reference(reference);
    let owners = proposal.map(|proposal| views.owners.owners_on(proposal, meeting.date.value).join(" & "));
    json!({
        "issue": agenda_item.issue().map(own),
        "pr": item.pr.as_ref().map(|pr| own(pr)),
        "title": agenda_item.title(),
        "who": owners.filter(|who| !who.is_empty()).or_else(|| item.who.as_ref().map(|who| who.value.clone())),
        "section": agenda_item.section.json_key(),
        "added": item.added.as_ref().map(|added| match added.value {
            When::Day(day) => day.to_string(),
            moment => format_timestamp(resolve_moment(moment, views.workgroup.timezone)),
        }),
        "verdict": agenda_item.verdict.json_key(),
        // `recorded`, `not-treated` or `open`; `null` for a closing item or a topic without a record, which need none.
        "state": views.agenda.item_record(agenda_item).map(ItemRecord::json_key),
        "treated": item.is_recorded().then(|| views.calls.has_treated(meeting, item)),
        "notes": item.notes.as_ref().map(|notes| notes.as_str()),
        "decisions": item.decisions.iter().map(|decision| decision.as_str()).collect::<Value>(),
        // The kind of a topic; `null` on the agenda.
        "kind": item.kind.as_deref(),
    })
}
