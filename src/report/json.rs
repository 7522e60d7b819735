//! What `--json` prints: one object with its version and kind, every key always there.

use crate::error::Error;
use crate::finding::Finding;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::report::human::is_turning;
use crate::source::{Positions, Sources};
use crate::view::Views;
use crate::view::actions::ActionPoint;
use crate::view::agenda::AgendaItem;
use crate::view::links::release_url;
use crate::view::moment::{resolve, stamped};
use crate::view::on_day;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};

/// The version of every object here; it grows when a key changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

/// An object of a kind, ending with a line end.
///
/// # Errors
/// [`Error::Io`] when the payload cannot be expressed, which no payload here is.
fn object(kind: &str, payload: impl Serialize) -> Result<String, Error> {
    let failed = |error: serde_json::Error| Error::Io {
        action: "print",
        path: kind.into(),
        source: std::io::Error::other(error),
    };
    let mut object = Map::new();
    object.insert("schema_version".to_owned(), SCHEMA_VERSION.into());
    object.insert("kind".to_owned(), kind.into());
    object.insert(kind.to_owned(), serde_json::to_value(payload).map_err(failed)?);
    let mut text = harmless(serde_json::to_string_pretty(&object).map_err(failed)?);
    text.push('\n');
    Ok(text)
}

/// JSON with the signs escaped that steer a terminal and that JSON leaves as they are. They stand in texts
/// only, so the values stay the same.
fn harmless(json: String) -> String {
    let steers = |c: char| matches!(c, '\u{7f}'..='\u{9f}') || is_turning(c);
    if !json.contains(steers) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if steers(c) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// The findings of a check.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed as JSON, which no record cannot.
pub fn findings(findings: &[Finding], sources: &Sources) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Line<'f> {
        rule: &'f str,
        level: &'f str,
        message: &'f str,
        help: Option<&'f str>,
        file: &'f str,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
    }
    let mut positions = Positions::new(sources);
    let line = |finding: &'_ Finding| {
        let source = sources.file(finding.place.file);
        let lines = positions.file(finding.place.file);
        let (start, end) = (lines.position(finding.place.range().start), lines.position(finding.place.range().end));
        serde_json::to_value(Line {
            rule: finding.rule,
            level: finding.level.word(),
            message: &finding.message,
            help: finding.help.as_deref(),
            file: &source.path,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        })
        .unwrap_or(Value::Null)
    };
    object("findings", findings.iter().map(line).collect::<Vec<_>>())
}

/// Every proposal, by slug.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed as JSON, which no record cannot.
pub fn proposals(views: &Views) -> Result<String, Error> {
    object("proposals", views.group.proposals.iter().map(|proposal| summary(proposal, views)).collect::<Vec<_>>())
}

/// One proposal with its history, its action points and its whole record.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed as JSON, which no record cannot.
pub fn proposal(proposal: &Proposal, views: &Views) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Update<'v> {
        date: Option<NaiveDate>,
        treated: bool,
        text: Option<&'v str>,
        decisions: Vec<&'v str>,
    }
    #[derive(Serialize)]
    struct Payload<'v> {
        #[serde(flatten)]
        summary: Summary<'v>,
        updates: Vec<Update<'v>>,
        actions: Vec<ActionLine<'v>>,
        /// The file as it is, under its own keys.
        record: &'v Proposal,
    }
    let subject = views.index.subject_of(proposal);
    let entries = subject.as_ref().map(|subject| views.entries(subject)).unwrap_or_default();
    let said = entries.iter().filter(|entry| entry.text.is_some() || !entry.treated || !entry.decisions.is_empty());
    let updates = said.map(|entry| Update {
        date: entry.date,
        treated: entry.treated,
        text: entry.text,
        decisions: entry.decisions.clone(),
    });
    let actions = views.actions().iter().filter(|action| action.subject == subject && subject.is_some());
    object(
        "proposal",
        Payload {
            summary: summary(proposal, views),
            updates: updates.collect(),
            actions: actions.map(|action| action_line(action, None)).collect(),
            record: proposal,
        },
    )
}

/// One call with what is derived of it, and its whole record.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed as JSON, which no record cannot.
pub fn meeting<'g>(meeting: &'g Meeting, views: &Views<'g>) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Person<'g> {
        organization: &'g str,
        name: &'g str,
        present: bool,
        role: Option<&'g str>,
    }
    #[derive(Serialize)]
    struct Payload<'v> {
        date: NaiveDate,
        start: String,
        agenda_closes: String,
        next: Option<NaiveDate>,
        sealed: bool,
        attendance: Vec<Person<'v>>,
        agenda: Vec<ItemLine<'v>>,
        topics: Vec<ItemLine<'v>>,
        actions: Vec<ActionLine<'v>>,
        /// The file as it is, under its own keys.
        record: &'v Meeting,
    }
    let date = meeting.date.value;
    let call = views.calendar.call(meeting);
    let delegations = meeting.attendance.iter().flatten();
    let attendance = delegations.flat_map(|delegation| {
        delegation.people.iter().map(|person| Person {
            organization: views.index.organization_name(&delegation.organization),
            name: &person.name,
            present: person.present,
            role: person.role.as_deref(),
        })
    });
    let announced = meeting.next.as_ref().and_then(|next| next.date.as_ref()).map(|date| date.value);
    let own_ids: Vec<&str> =
        meeting.register.iter().filter_map(|listed| listed.id.as_ref()).map(|id| id.as_str()).collect();
    let of_call = views.actions().iter().filter(|action| {
        let opened_here = !action.imported && action.opened == date;
        let listed_here = action.place.file == meeting.file || action.id.is_some_and(|id| own_ids.contains(&id));
        opened_here || (action.imported && listed_here)
    });
    let agenda = views.agenda(meeting);
    let topics = views.topics(meeting);
    object(
        "meeting",
        Payload {
            date,
            start: stamped(call.start),
            agenda_closes: stamped(views.calendar.closing(&call)),
            next: announced.or_else(|| views.next_call(date).map(|next| next.date)),
            sealed: views.sealed_by(meeting).is_some(),
            attendance: attendance.collect(),
            agenda: agenda.iter().map(|item| item_line(item, views, date)).collect(),
            topics: topics.iter().map(|item| item_line(item, views, date)).collect(),
            actions: of_call.map(|action| action_line(action, Some(date))).collect(),
            record: meeting,
        },
    )
}

/// The group as its file says it.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed as JSON, which no record cannot.
pub fn workgroup(views: &Views) -> Result<String, Error> {
    object("workgroup", views.workgroup)
}

#[derive(Serialize)]
struct Summary<'v> {
    slug: &'v str,
    name: &'v str,
    kind: &'static str,
    issue: Option<Reference>,
    pr: Option<Reference>,
    template_url: Option<String>,
    owners: Vec<&'v str>,
    supporters: Vec<&'v str>,
    registered: Option<NaiveDate>,
    /// Where it stands; a reactivation restores the stage before the freeze.
    stage: Option<&'static str>,
    stages: Vec<StageLine<'v>>,
    onboarding_issue: Option<Reference>,
    repository_url: Option<&'v str>,
    maintainers_url: Option<&'v str>,
    releases: Vec<ReleaseLine<'v>>,
    unparsed: &'v [crate::model::proposal::Unparsed],
}

#[derive(Serialize)]
struct StageLine<'v> {
    stage: &'static str,
    date: Option<NaiveDate>,
    note: Option<&'v str>,
}

#[derive(Serialize)]
struct ReleaseLine<'v> {
    version: Option<&'v str>,
    meta_release: Option<&'v str>,
    url: Option<String>,
    date: Option<NaiveDate>,
}

fn summary<'v>(proposal: &'v Proposal, views: &Views) -> Summary<'v> {
    let own = |reference: &Reference| views.index.own(reference);
    let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
    let repository = proposal.repository.as_ref();
    Summary {
        slug: &proposal.slug,
        name: &proposal.name,
        kind: proposal.kind.key(),
        issue: proposal.issue.as_ref().map(|issue| own(issue)),
        pr: pr.map(|pr| own(pr)),
        template_url: views.template_url(proposal),
        owners: proposal.owners.iter().map(|owner| owner.as_str()).collect(),
        supporters: proposal.supporters.iter().map(|name| name.as_str()).collect(),
        registered: proposal.registered.as_ref().map(|day| day.value),
        stage: crate::view::lifecycle::stage(proposal).map(|stage| stage.key()),
        stages: proposal
            .stages
            .iter()
            .map(|reached| StageLine {
                stage: reached.stage.value.key(),
                date: reached.date.as_ref().map(|date| date.value),
                note: reached.note.as_deref(),
            })
            .collect(),
        onboarding_issue: proposal.onboarding_issue.as_ref().map(|issue| own(issue)),
        repository_url: repository.and_then(|it| it.url.as_ref()).map(|url| url.as_str()),
        maintainers_url: repository.and_then(|it| it.maintainers.as_ref()).map(|url| url.as_str()),
        releases: proposal
            .releases
            .iter()
            .map(|release| ReleaseLine {
                version: release.version.as_deref(),
                meta_release: release.meta_release.as_deref(),
                url: release_url(proposal, release),
                date: release.date,
            })
            .collect(),
        unparsed: &proposal.unparsed,
    }
}

#[derive(Serialize)]
struct ItemLine<'v> {
    issue: Option<Reference>,
    pr: Option<Reference>,
    title: Option<&'v str>,
    who: Option<String>,
    section: &'static str,
    added: Option<String>,
    verdict: &'static str,
    treated: Option<bool>,
    update: Option<&'v str>,
    decisions: Vec<&'v str>,
    /// What a topic is; `None` on the agenda.
    kind: Option<&'v str>,
}

fn item_line<'v>(agenda_item: &AgendaItem<'v>, views: &Views<'v>, day: NaiveDate) -> ItemLine<'v> {
    let item = agenda_item.item;
    let own = |reference: &Reference| views.index.own(reference);
    let proposal = agenda_item.proposal;
    let issue = item.issue.as_ref().or_else(|| proposal.and_then(|proposal| proposal.issue.as_ref()));
    let title = proposal.map(|proposal| on_day::name(proposal, day));
    let owners = proposal.map(|proposal| views.owners_on(proposal, day).join(" & ")).filter(|who| !who.is_empty());
    ItemLine {
        issue: issue.map(|issue| own(issue)),
        pr: item.pr.as_ref().map(|pr| own(pr)),
        title: title.or_else(|| item.title.as_ref().map(|title| title.as_str())),
        who: owners.or_else(|| item.who.as_ref().map(|who| who.value.clone())),
        section: agenda_item.section.key(),
        added: item.added.as_ref().map(|added| match added.value {
            crate::model::when::When::Day(day) => day.to_string(),
            moment => stamped(resolve(moment, views.workgroup.timezone)),
        }),
        verdict: agenda_item.verdict.key(),
        treated: item.treated.or_else(|| item.is_recorded().then_some(true)),
        update: item.update.as_ref().map(|update| update.as_str()),
        decisions: item.decisions.iter().map(|decision| decision.as_str()).collect(),
        kind: item.kind.as_deref(),
    }
}

#[derive(Serialize)]
struct ActionLine<'v> {
    id: Option<&'v str>,
    owners: Vec<&'v str>,
    status: &'static str,
    text: &'v str,
    due: Option<NaiveDate>,
    opened: NaiveDate,
    closed: Option<NaiveDate>,
}

/// An action point as of a day, or as it stands at last.
fn action_line<'v>(action: &'v ActionPoint<'_>, day: Option<NaiveDate>) -> ActionLine<'v> {
    let day = day.unwrap_or(NaiveDate::MAX);
    ActionLine {
        id: action.id,
        owners: action.owners.clone(),
        status: action.status_on(day).map_or("open", |status| status.key()),
        text: action.text,
        due: action.due_on(day),
        opened: action.opened,
        closed: action.closed_by(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_steer_the_terminal_are_escaped_and_the_value_is_the_same() {
        let value = "a\u{1b}\u{7f}\u{80}\u{9f}\u{a0}\u{202a}\u{202e}\u{2066}\u{2069}\"é中";
        let text = object("payload", value).unwrap();
        let steers = |c: char| (c.is_control() && c != '\n') || is_turning(c);
        assert!(!text.contains(steers), "{text:?}");
        assert!(text.contains("\\u007f\\u0080\\u009f\u{a0}\\u202a"), "{text:?}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["payload"], value);
    }
}
