//! The status of the group as JSON.

use super::format_object;
use crate::error::Error;
use crate::model::reference::Reference;
use crate::report::status::instruction::Instruction;
use crate::report::status::{Condition, task_lines};
use crate::view::Views;
use crate::view::moment::format_timestamp;
use crate::view::owners;
use crate::view::status::{GroupStatus, NextCall};
use chrono::NaiveDate;
use serde::Serialize;

/// The status of the group: the next call, and all tasks by due date, errors first.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_status<'g>(
    status: &GroupStatus<'_, 'g>,
    condition: Condition,
    views: &Views<'g>,
) -> Result<String, Error> {
    #[derive(Serialize)]
    struct StatusJson<'v> {
        day: NaiveDate,
        next: Option<NextCallJson<'v>>,
        tasks: Vec<TaskJson>,
    }
    #[derive(Serialize)]
    struct TaskJson {
        due: Option<NaiveDate>,
        overdue: bool,
        opened: Option<NaiveDate>,
        kind: &'static str,
        text: String,
        command: Option<String>,
        file: Option<String>,
        key: Option<&'static str>,
    }
    let tasks = task_lines(status, condition, views).into_iter().map(|line| {
        let text = line.full_text();
        let Instruction { command, written_to, .. } = line.instruction;
        let (file, key) = written_to.unzip();
        TaskJson {
            due: line.due,
            overdue: line.overdue,
            opened: line.opened,
            kind: line.kind,
            text,
            command,
            file,
            key,
        }
    });
    let next = status.next.as_ref().map(|next| next_call_json(next, views));
    format_object("status", StatusJson { day: views.now.day(), next, tasks: tasks.collect() })
}

#[derive(Serialize)]
struct NextCallJson<'v> {
    date: NaiveDate,
    /// `None` if neither its file nor a slot has its time; then its end and the closing of its agenda are `None`, too.
    start: Option<String>,
    end: Option<String>,
    zone: &'static str,
    agenda_closes: Option<String>,
    file: Option<&'v str>,
    agenda: Vec<NextItemJson<'v>>,
}

#[derive(Serialize)]
struct NextItemJson<'v> {
    issue: Option<Reference>,
    pr: Option<Reference>,
    title: Option<&'v str>,
    verdict: &'static str,
    /// The number of calls in a row that did not reach it.
    calls_not_reached: usize,
}

fn next_call_json<'v>(next: &NextCall<'v>, views: &Views<'v>) -> NextCallJson<'v> {
    let items = next.agenda.iter().map(|item| {
        let own = |reference: &Reference| views.index.normalize_reference(reference);
        let issue = item.item.issue.as_ref().or_else(|| item.proposal.and_then(|proposal| proposal.issue.as_ref()));
        let title = item.proposal.map(|proposal| owners::name_on(proposal, next.call.date));
        NextItemJson {
            issue: issue.map(|issue| own(issue)),
            pr: item.item.pr.as_ref().map(|pr| own(pr)),
            title: title.or_else(|| item.item.title.as_ref().map(|title| title.as_str())),
            verdict: item.verdict.json_key(),
            calls_not_reached: views.history.calls_not_reached(item.item, next.call.date),
        }
    });
    NextCallJson {
        date: next.call.date,
        start: next.call.times.map(|times| format_timestamp(times.start)),
        end: next.call.times.map(|times| format_timestamp(times.end)),
        zone: views.workgroup.timezone.name(),
        agenda_closes: next.closes.moment().map(format_timestamp),
        file: next.meeting.map(|meeting| views.group.sources.file(meeting.file).path.as_str()),
        agenda: items.collect(),
    }
}
