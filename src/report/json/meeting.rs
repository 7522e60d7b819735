//! A call as JSON.

use super::{ActionJson, action_json, format_object};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::reference::Reference;
use crate::view::Views;
use crate::view::agenda::AgendaItem;
use crate::view::moment::{format_timestamp, resolve_moment};
use crate::view::owners;
use chrono::NaiveDate;
use serde::Serialize;

/// One call with derived data and its whole record.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_meeting<'g>(meeting: &'g Meeting, views: &Views<'g>) -> Result<String, Error> {
    #[derive(Serialize)]
    struct PersonJson<'g> {
        /// `None` if the file names none.
        organization: Option<&'g str>,
        name: &'g str,
        present: bool,
        role: Option<&'g str>,
    }
    #[derive(Serialize)]
    struct NotHeldJson<'v> {
        reason: Option<&'v str>,
        moved_to: Option<NaiveDate>,
    }
    #[derive(Serialize)]
    struct MeetingJson<'v> {
        date: NaiveDate,
        /// `None` if the call is not held, or if neither its file nor a slot has its time.
        start: Option<String>,
        /// `None` if the call has no start.
        agenda_closes: Option<String>,
        not_held: Option<NotHeldJson<'v>>,
        moved_from: Option<NaiveDate>,
        /// `None` also if it is unknown.
        next: Option<NaiveDate>,
        sealed: bool,
        attendance: Vec<PersonJson<'v>>,
        agenda: Vec<MeetingItemJson<'v>>,
        topics: Vec<MeetingItemJson<'v>>,
        actions: Vec<ActionJson<'v>>,
        /// The file as it is, under its own keys.
        record: &'v Meeting,
    }
    let date = meeting.date.value;
    let call = views.calendar.call_for(meeting);
    let not_held = views.calls.not_held_on(date);
    let delegations = meeting.attendance.iter().flatten();
    let attendance = delegations.flat_map(|delegation| {
        delegation.people.iter().map(|person| PersonJson {
            organization: Some(views.index.organization_name(&delegation.organization)).filter(|name| !name.is_empty()),
            name: &person.name,
            present: person.present,
            role: person.role.as_deref(),
        })
    });
    let own_ids: Vec<&str> =
        meeting.register.iter().filter_map(|listed| listed.id.as_ref()).map(|id| id.as_str()).collect();
    let of_call = views.actions.all().iter().filter(|action| {
        let opened_here = !action.imported && action.opened == date;
        let listed_here = action.place.file == meeting.file || action.id.is_some_and(|id| own_ids.contains(&id));
        opened_here || (action.imported && listed_here)
    });
    let agenda = views.agenda.items(meeting);
    let topics = views.agenda.topics(meeting);
    format_object(
        "meeting",
        MeetingJson {
            date,
            start: call.times.filter(|_| not_held.is_none()).map(|times| format_timestamp(times.start)),
            agenda_closes: views.calendar.closing(&call).moment().filter(|_| not_held.is_none()).map(format_timestamp),
            not_held: not_held.map(|it| NotHeldJson { reason: it.reason, moved_to: it.moved_to }),
            moved_from: views.calls.moved_from(meeting).map(|(from, _)| from),
            next: views.calls.following_day(meeting),
            sealed: views.approvals.approving_call(meeting).is_some(),
            attendance: attendance.collect(),
            agenda: agenda.iter().map(|item| item_json(item, meeting, views)).collect(),
            topics: topics.iter().map(|item| item_json(item, meeting, views)).collect(),
            actions: of_call.map(|action| action_json(action, Some(date))).collect(),
            record: meeting,
        },
    )
}

#[derive(Serialize)]
struct MeetingItemJson<'v> {
    issue: Option<Reference>,
    pr: Option<Reference>,
    title: Option<&'v str>,
    who: Option<String>,
    section: &'static str,
    added: Option<String>,
    verdict: &'static str,
    treated: Option<bool>,
    notes: Option<&'v str>,
    decisions: Vec<&'v str>,
    /// The kind of a topic; `None` on the agenda.
    kind: Option<&'v str>,
}

fn item_json<'v>(agenda_item: &AgendaItem<'v>, meeting: &Meeting, views: &Views<'v>) -> MeetingItemJson<'v> {
    let (item, day) = (agenda_item.item, meeting.date.value);
    let own = |reference: &Reference| views.index.normalize_reference(reference);
    let proposal = agenda_item.proposal;
    let issue = item.issue.as_ref().or_else(|| proposal.and_then(|proposal| proposal.issue.as_ref()));
    let title = proposal.map(|proposal| owners::name_on(proposal, day));
    let owners =
        proposal.map(|proposal| views.owners.owners_on(proposal, day).join(" & ")).filter(|who| !who.is_empty());
    MeetingItemJson {
        issue: issue.map(|issue| own(issue)),
        pr: item.pr.as_ref().map(|pr| own(pr)),
        title: title.or_else(|| item.title.as_ref().map(|title| title.as_str())),
        who: owners.or_else(|| item.who.as_ref().map(|who| who.value.clone())),
        section: agenda_item.section.json_key(),
        added: item.added.as_ref().map(|added| match added.value {
            crate::model::when::When::Day(day) => day.to_string(),
            moment => format_timestamp(resolve_moment(moment, views.workgroup.timezone)),
        }),
        verdict: agenda_item.verdict.json_key(),
        treated: item.is_recorded().then(|| views.calls.has_treated(meeting, item)),
        notes: item.notes.as_ref().map(|notes| notes.as_str()),
        decisions: item.decisions.iter().map(|decision| decision.as_str()).collect(),
        kind: item.kind.as_deref(),
    }
}
