//! The status of the group as JSON.

use super::format_object;
use crate::error::Error;
use crate::model::reference::Reference;
use crate::report::status::{Condition, task_lines};
use crate::view::Views;
use crate::view::agenda::progress::ItemRecord;
use crate::view::moment::format_timestamp;
use crate::view::status::{GroupStatus, NextCall};
use serde_json::{Value, json};

/// The status of the group: the next call, and all tasks by due date, errors first.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_status<'g>(
    status: &GroupStatus<'_, 'g>,
    condition: Condition,
    views: &Views<'g>,
) -> Result<String, Error> {
    let tasks = task_lines(status, condition, views).into_iter().map(|line| {
        let (file, key) = line.instruction.written_to.clone().unzip();
        json!({
            "due": line.due,
            "overdue": line.overdue,
            "opened": line.opened,
            "kind": line.kind,
            "text": line.full_text(),
            "command": line.instruction.command,
            "file": file,
            "key": key,
        })
    });
    let next = status.next.as_ref().map(|next| next_call_json(next, views));
    format_object("status", json!({ "day": views.now.day(), "next": next, "tasks": tasks.collect::<Value>() }))
}

fn next_call_json(next: &NextCall, views: &Views) -> Value {
    let own = |reference: &Reference| views.index.normalize_reference(reference);
    let items = next.agenda.iter().map(|item| {
        json!({
            "issue": item.issue().map(own),
            "pr": item.item.pr.as_ref().map(|pr| own(pr)),
            "title": item.title(),
            "verdict": item.verdict.json_key(),
            // As in the object `meeting`.
            "state": views.agenda.item_record(item).map(ItemRecord::json_key),
            // The number of calls in a row that did not reach it.
            "calls_not_reached": views.history.calls_not_reached(item.item, next.call.date),
        })
    });
    json!({
        "date": next.call.date,
        // `null` if neither its file nor a slot has its time; then its end and the closing of its agenda are `null`, too.
        "start": next.call.times.map(|times| format_timestamp(times.start)),
        "end": next.call.times.map(|times| format_timestamp(times.end)),
        "zone": views.workgroup.timezone.name(),
        "agenda_closes": next.closes.moment().map(format_timestamp),
        "file": next.meeting.map(|meeting| views.group.sources.file(meeting.file).path.as_str()),
        "agenda": items.collect::<Value>(),
    })
}
