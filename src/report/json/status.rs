//! What today asks for as JSON.

use super::object;
use crate::error::Error;
use crate::model::reference::Reference;
use crate::report::status::mend::Mend;
use crate::report::status::{Condition, lines};
use crate::view::Views;
use crate::view::moment::stamped;
use crate::view::on_day;
use crate::view::status::{NextCall, Status};
use chrono::NaiveDate;
use serde::Serialize;

/// Where the group stands: the next call, and every task by the day on which it is due, errors first.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed as JSON, which no record cannot.
pub fn status<'g>(status: &Status<'_, 'g>, condition: Condition, views: &Views<'g>) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Payload<'v> {
        day: NaiveDate,
        next: Option<NextLine<'v>>,
        tasks: Vec<TaskLine>,
    }
    #[derive(Serialize)]
    struct TaskLine {
        due: Option<NaiveDate>,
        overdue: bool,
        opened: Option<NaiveDate>,
        kind: &'static str,
        text: String,
        command: Option<String>,
        file: Option<String>,
        key: Option<&'static str>,
    }
    let tasks = lines(status, condition, views).into_iter().map(|line| {
        let text = line.text();
        let Mend { command, written_to, .. } = line.mend;
        let (file, key) = written_to.unzip();
        TaskLine {
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
    let next = status.next.as_ref().map(|next| next_line(next, views));
    object("status", Payload { day: views.now.day(), next, tasks: tasks.collect() })
}

#[derive(Serialize)]
struct NextLine<'v> {
    date: NaiveDate,
    /// `None` where neither its file nor a slot says it; so are its end and the closing of its agenda then.
    start: Option<String>,
    end: Option<String>,
    zone: &'static str,
    agenda_closes: Option<String>,
    file: Option<&'v str>,
    agenda: Vec<ItemLine<'v>>,
}

#[derive(Serialize)]
struct ItemLine<'v> {
    issue: Option<Reference>,
    pr: Option<Reference>,
    title: Option<&'v str>,
    verdict: &'static str,
    /// How many calls in a row did not reach it.
    calls_not_reached: usize,
}

fn next_line<'v>(next: &NextCall<'v>, views: &Views<'v>) -> NextLine<'v> {
    let items = next.agenda.iter().map(|item| {
        let own = |reference: &Reference| views.index.own(reference);
        let issue = item.item.issue.as_ref().or_else(|| item.proposal.and_then(|proposal| proposal.issue.as_ref()));
        let title = item.proposal.map(|proposal| on_day::name(proposal, next.call.date));
        ItemLine {
            issue: issue.map(|issue| own(issue)),
            pr: item.item.pr.as_ref().map(|pr| own(pr)),
            title: title.or_else(|| item.item.title.as_ref().map(|title| title.as_str())),
            verdict: item.verdict.key(),
            calls_not_reached: views.calls_not_reached(item.item, next.call.date),
        }
    });
    NextLine {
        date: next.call.date,
        start: next.call.times.map(|times| stamped(times.start)),
        end: next.call.times.map(|times| stamped(times.end)),
        zone: views.workgroup.timezone.name(),
        agenda_closes: next.closes.moment().map(stamped),
        file: next.meeting.map(|meeting| views.group.sources.file(meeting.file).path.as_str()),
        agenda: items.collect(),
    }
}
