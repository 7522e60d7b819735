//! The output of `--json`: one object with its version and kind, with all keys always present, except `more` of findings.

mod meeting;
mod statistics;
mod status;

pub use meeting::format_meeting;
pub use statistics::format_statistics;
pub use status::format_status;

use super::region::Region;
use super::selection::SelectedFindings;
use crate::error::Error;
use crate::finding::Finding;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::report::inert::escape_json;
use crate::rules::Rule;
use crate::source::{Positions, Sources};
use crate::view::Views;
use crate::view::actions::point::ActionPoint;
use crate::view::history::Treatment;
use crate::view::links::release_url;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The version of all objects; it increases when a key changes its meaning or is removed.
const SCHEMA_VERSION: u32 = 2;

/// Formats an object of a kind, ending with a line end.
///
/// # Errors
/// [`Error::NotExpressible`] when the payload cannot be expressed as JSON, which does not happen.
pub(super) fn format_object(kind: &str, payload: impl Serialize) -> Result<String, Error> {
    let payload = serde_json::to_value(payload).map_err(|error| json_error(kind, error))?;
    format_json(kind, &wrap_payload(kind, payload))
}

fn wrap_payload(kind: &str, payload: Value) -> Map<String, Value> {
    let entries = [("schema_version", SCHEMA_VERSION.into()), ("kind", kind.into()), (kind, payload)];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Formats JSON, ending with a line end.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub(super) fn format_json(kind: &str, payload: &impl Serialize) -> Result<String, Error> {
    let mut text = escape_json(&serde_json::to_string_pretty(payload).map_err(|error| json_error(kind, error))?);
    text.push('\n');
    Ok(text)
}

fn json_error(kind: &str, error: serde_json::Error) -> Error {
    Error::NotExpressible { what: kind.to_owned(), reason: error.to_string() }
}

/// The findings of a check; `more` counts further findings by rule and file.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_findings(findings: &[Finding], sources: &Sources) -> Result<String, Error> {
    let mut positions = Positions::new(sources);
    let shown = SelectedFindings::select(findings);
    let lines =
        shown.findings.iter().map(|finding| finding_with_place(finding, "rule", sources, &mut positions)).collect();
    let mut object = wrap_payload("findings", lines);
    let more = shown.more.iter().map(|more| {
        let file = sources.file(more.first.place.file).path.as_str();
        json!({ "rule": more.first.rule, "level": more.level.as_str(), "file": file, "count": more.count })
    });
    if !shown.more.is_empty() {
        object.insert("more".to_owned(), more.collect());
    }
    format_json("findings", &object)
}

/// A finding with its place; `rule_key` is the key of its rule.
pub(super) fn finding_with_place(
    finding: &Finding,
    rule_key: &str,
    sources: &Sources,
    positions: &mut Positions,
) -> Value {
    let region = Region::from_place(&finding.place, positions);
    let file = sources.file(finding.place.file).path.as_str();
    json!({
        rule_key: finding.rule,
        "level": finding.level.as_str(),
        "message": finding.message,
        "help": finding.help,
        "file": file,
        "line": region.line,
        "column": region.column,
        "end_line": region.end_line,
        "end_column": region.end_column,
    })
}

/// Proposals, in the order in which they are given.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_proposals<'g>(proposals: impl IntoIterator<Item = &'g Proposal>, views: &Views) -> Result<String, Error> {
    let summaries = proposals.into_iter().map(|proposal| summarize_proposal(proposal, views));
    format_object("proposals", summaries.collect::<Value>())
}

/// Rules with their pages as Markdown, in the order in which they are given.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_rules(rules: &[&Rule]) -> Result<String, Error> {
    let rules = rules.iter().map(|rule| {
        let docs = rule.parse_docs();
        json!({
            "name": rule.name,
            "group": rule.group.as_str(),
            "level": rule.level.as_str(),
            "summary": docs.summary,
            "page": docs.markdown,
        })
    });
    format_object("rules", rules.collect::<Value>())
}

/// One proposal with its history, its action points and its whole record.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_proposal(proposal: &Proposal, views: &Views) -> Result<String, Error> {
    let subject = views.index.proposal_subject(proposal);
    let entries = subject.as_ref().map(|subject| views.history.entries(subject)).unwrap_or_default();
    let said = entries
        .iter()
        .filter(|entry| entry.text.is_some() || entry.treatment != Treatment::Treated || !entry.decisions.is_empty());
    let updates = said.map(|entry| {
        json!({
            "date": entry.date,
            "treated": entry.treatment == Treatment::Treated,
            "notes": entry.text,
            "decisions": entry.decisions,
        })
    });
    let actions = views.actions.all().iter().filter(|action| action.subject == subject && subject.is_some());
    let mut payload = summarize_proposal(proposal, views);
    payload["history"] = updates.collect();
    payload["actions"] = actions.map(|action| action_json(action, NaiveDate::MAX)).collect();
    // The file as it is, under its own keys.
    payload["record"] = serde_json::to_value(proposal).map_err(|error| json_error("proposal", error))?;
    format_object("proposal", payload)
}

/// The record of the group.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_workgroup(views: &Views) -> Result<String, Error> {
    format_object("workgroup", views.workgroup)
}

/// Action points as of a day, in the order in which they are given.
///
/// # Errors
/// [`Error::NotExpressible`] when they cannot be expressed as JSON, which does not happen.
pub fn format_actions(actions: &[&ActionPoint], day: NaiveDate) -> Result<String, Error> {
    format_object("actions", actions.iter().map(|action| action_json(action, day)).collect::<Value>())
}

fn summarize_proposal(proposal: &Proposal, views: &Views) -> Value {
    let own = |reference: &Reference| views.index.normalize_reference(reference);
    let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
    let repository = proposal.repository.as_ref();
    let stages = proposal.stages.iter().map(|reached| {
        json!({
            "stage": reached.stage.value.record_key(),
            "date": reached.date.as_ref().map(|date| date.value),
            "reason": reached.reason.as_ref().map(|reason| reason.as_str()),
        })
    });
    let releases = proposal.releases.iter().map(|release| {
        json!({
            "version": release.version,
            "meta_release": release.meta_release,
            "url": release_url(proposal, release),
            "date": release.date,
        })
    });
    json!({
        "slug": proposal.slug,
        "name": proposal.name.as_str(),
        "kind": proposal.kind.record_key(),
        "issue": proposal.issue.as_ref().map(|issue| own(issue)),
        "pr": pr.map(|pr| own(pr)),
        "template_url": views.links.template_url(proposal),
        "owners": proposal.owners.iter().map(|owner| owner.as_str()).collect::<Value>(),
        "supporters": proposal.supporters.iter().map(|name| name.as_str()).collect::<Value>(),
        "registered": proposal.registered.as_ref().map(|day| day.value),
        // A reactivation restores the stage before the freeze, and a call that treated the proposal begins its discussion.
        "stage": views.stages.current_stage(proposal).map(|stage| stage.record_key()),
        // As in the file.
        "stages": stages.collect::<Value>(),
        "closed": views.stages.closing_day(proposal),
        "onboarding_issue": proposal.onboarding_issue.as_ref().map(|issue| own(issue)),
        "repository_url": repository.and_then(|it| it.url.as_ref()).map(|url| url.as_str()),
        "maintainers_url": repository.and_then(|it| it.maintainers.as_ref()).map(|url| url.as_str()),
        "releases": releases.collect::<Value>(),
        "unparsed": proposal.unparsed,
    })
}

/// An action point as of a day.
fn action_json(action: &ActionPoint, day: NaiveDate) -> Value {
    json!({
        "id": action.id,
        "owners": action.owners,
        "status": action.status_on(day).map_or("open", |status| status.record_key()),
        "text": action.text,
        "due": action.due_on(day),
        "opened": action.opened,
        "closed": action.closed_by(day),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_the_value_is_the_same() {
        let value = "a\u{1b}\u{7f}\u{80}\u{9f}\u{a0}\u{202a}\u{202e}\u{2066}\u{2069}\"é中";
        let text = format_object("payload", value).unwrap();
        assert_eq!(crate::report::inert::make_visible(&text), text);
        assert!(text.contains("\\u007f\\u0080\\u009f\u{a0}\\u202a"), "{text:?}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["payload"], value);
    }
}
