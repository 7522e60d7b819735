//! The figures of the group as JSON.

use super::format_object;
use crate::error::Error;
use crate::model::reference::Reference;
use crate::view::Views;
use crate::view::statistics::GroupStatistics;
use crate::view::statistics::owner_counts::OpenCount;
use serde_json::{Value, json};

/// The figures of the group: exact numbers, without shares.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_statistics(statistics: &GroupStatistics, views: &Views) -> Result<String, Error> {
    let payload = json!({
        "day": views.now.day(),
        "attendance": attendance_json(statistics),
        "waiting": waiting_json(statistics, views),
        "approvals": approvals_json(statistics, views),
        "actions": actions_json(statistics),
    });
    format_object("statistics", payload)
}

fn attendance_json(statistics: &GroupStatistics) -> Value {
    let counts = &statistics.attendance;
    let organizations = counts.members.iter().map(|one| {
        json!({
            "name": one.organization,
            "is_member": one.is_member,
            "calls": one.calls,
            "present": one.present,
            "last_present": one.last_present,
        })
    });
    let guests = counts.guests.iter().map(|(name, present)| json!({ "name": name, "present": present }));
    json!({
        "calls": counts.calls,
        "calls_unrecorded": counts.calls_unrecorded,
        "organizations": organizations.collect::<Value>(),
        "guests": guests.collect::<Value>(),
    })
}

fn waiting_json(statistics: &GroupStatistics, views: &Views) -> Value {
    let own = |reference: &Reference| views.index.normalize_reference(reference);
    let items = statistics.waiting.items.iter().map(|waiting| {
        let (item, proposal) = (waiting.item, views.index.subject_proposal(&waiting.subject));
        let issue = item.issue.as_ref().or_else(|| proposal?.issue.as_ref());
        let title = proposal.map(|proposal| &proposal.name).or(item.title.as_ref());
        json!({
            "issue": issue.map(|issue| own(issue)),
            "pr": item.pr.as_ref().map(|pr| own(pr)),
            "slug": proposal.map(|proposal| &proposal.slug),
            "title": title.map(|title| title.as_str()),
            "calls_not_reached": waiting.calls,
        })
    });
    json!({ "call": statistics.waiting.call, "items": items.collect::<Value>() })
}

fn approvals_json(statistics: &GroupStatistics, views: &Views) -> Value {
    let times = &statistics.approvals;
    let measured = times.measured.iter().map(|time| {
        json!({
            "slug": time.proposal.slug,
            "issue": time.proposal.issue.as_ref().map(|issue| views.index.normalize_reference(issue)),
            "registered": time.registered,
            "approved": time.approved,
            "days": time.days,
        })
    });
    json!({
        "proposals": measured.collect::<Value>(),
        "median_days": times.percentile(50),
        "p90_days": times.percentile(90),
        "left_out": {
            "without_registration": times.without_registration,
            "without_approval_day": times.without_approval_day,
            "registered_later": times.registered_later,
        },
    })
}

fn actions_json(statistics: &GroupStatistics) -> Value {
    let counts = &statistics.actions;
    let count_json =
        |owner: Option<&str>, count: OpenCount| json!({ "owner": owner, "open": count.open, "overdue": count.overdue });
    let owners = counts.owners.iter().map(|(owner, count)| count_json(Some(owner), *count));
    // The owner of those of nobody is null.
    let nobody = Some(counts.without_owner).filter(|count| count.open > 0).map(|count| count_json(None, count));
    json!({
        "open": counts.total.open,
        "overdue": counts.total.overdue,
        "owners": owners.chain(nobody).collect::<Value>(),
    })
}
