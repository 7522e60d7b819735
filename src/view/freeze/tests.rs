//! When each reason for freezing applies, as of a day.

use super::*;
use crate::test_group::TestGroup;

/// The issues have had no activity on GitHub since autumn.
const LOCK: &str = "issues: { 1: { updated: 2025-12-01 }, 2: { updated: 2025-12-01 }, 3: { updated: 2025-12-01 } }\n";

/// The calls of a winter: Orange attends the first one only, Deutsche Telekom none, and the last two have no
/// attendance.
fn winter() -> TestGroup {
    TestGroup::new()
        .call("2025-11-13", "attendance: { Orange: [A] }\n")
        .call("2025-11-27", "attendance: { NCSRD: [C] }\n")
        .call("2025-12-11", "attendance: { NCSRD: [C], Orange: [{ name: A, present: false }] }\n")
        .call("2026-01-08", "attendance: { NCSRD: [C] }\n")
        .call("2026-01-22", "agenda: [{ issue: 1, treated: false }, { issue: 2 }]\n")
        .call("2026-02-12", "")
}

/// `DAY CAUSE` of the term that ends first, as of a day.
fn format_outlook(workgroup: &str, proposal: &str, today: &str) -> String {
    format_outlook_with("", workgroup, proposal, today)
}

fn format_outlook_with(lock: &str, workgroup: &str, proposal: &str, today: &str) -> String {
    let mut group = winter().more_settings(workgroup).proposal("a", proposal);
    if !lock.is_empty() {
        group = group.file("github.yaml", lock);
    }
    let views = group.views(today);
    let proposal = &views.group.proposals[0];
    let lacking = if views.freezes.terms(proposal).missing.is_some() { "?" } else { "" };
    let Some(outlook) = views.freezes.outlook(proposal) else { return lacking.to_owned() };
    let due = if outlook.is_due(views.now.day()) { " due" } else { "" };
    let cause = match outlook.cause {
        FreezeCause::Inactive { since, .. } => format!("inactive since {since}"),
        FreezeCause::Absent { calls, limit } => format!("absent {} of {limit}", calls.len()),
        FreezeCause::Untracked { calls, limit, .. } => format!("untracked {} of {limit}", calls.len()),
    };
    format!("{} {cause}{due}{lacking}", outlook.day)
}

#[test]
fn weeks_are_counted_from_the_last_activity() {
    let outlook = |workgroup: &str, proposal: &str| format_outlook_with(LOCK, workgroup, proposal, "2026-02-01");
    let not_on_an_agenda = "issue: 3\n";
    assert_eq!(outlook("", not_on_an_agenda), "2026-01-12 inactive since 2025-12-01 due");
    assert_eq!(outlook("", "issue: 3\nregistered: 2025-12-25\n"), "2026-02-05 inactive since 2025-12-25");
    let stage = "issue: 3\nstages: [{ stage: under-discussion, date: 2025-12-22 }]\n";
    assert_eq!(outlook("", stage), "2026-02-02 inactive since 2025-12-22");
    let merged = "issue: 3\ntemplate: { pr: 4, merged: 2025-12-21 }\n";
    assert_eq!(outlook("", merged), "2026-02-01 inactive since 2025-12-21 due");
    let treated = "issue: 3\nhistory: [{ date: 2026-01-08, notes: t }]\n";
    assert_eq!(outlook("", treated), "2026-02-19 inactive since 2026-01-08");
    let complete = "records: { complete-since: 2026-01-08 }\n";
    assert_eq!(outlook(complete, not_on_an_agenda), "2026-02-19 inactive since 2026-01-08");
    assert_eq!(outlook("freeze-after: { inactive-weeks: 0 }\n", not_on_an_agenda), "");
}

#[test]
fn a_proposal_waiting_on_an_agenda_is_not_inactive() {
    let outlook = |proposal: &str, today: &str| format_outlook_with(LOCK, "", proposal, today);
    let waited = "2026-03-05 inactive since 2026-01-22";
    assert_eq!(outlook("issue: 1\n", "2026-02-01"), waited, "not reached on that day");
    assert_eq!(outlook("issue: 2\n", "2026-02-01"), waited, "its treatment was not recorded");
    assert_eq!(outlook("issue: 1\n", "2026-01-20"), "", "the call is still to come");
}

#[test]
fn inactivity_needs_the_last_update_from_github() {
    let outlook = |lock: &str| format_outlook_with(lock, "", "issue: 3\nregistered: 2025-06-01\n", "2026-02-01");
    assert_eq!(outlook(""), "?");
    assert_eq!(outlook("issues: { 4: { updated: 2025-12-01 } }\n"), "?");
    assert_eq!(outlook("issues: { 3: { opened: 2025-12-01 } }\n"), "?", "the last update is missing");
    assert_eq!(outlook("issues: { 3: { updated: 2026-02-02 } }\n"), "?", "an update before that is unknown");
    assert_eq!(outlook("issues: { 3: { updated: 2026-02-01 } }\n"), "2026-03-15 inactive since 2026-02-01");
    let foreign = format_outlook_with(LOCK, "", "issue: other/repo#3\n", "2026-02-01");
    assert_eq!(foreign, "?", "the lock is about the group's own repository");
}

#[test]
fn absences_count_for_all_owners_since_they_own_the_proposal() {
    let outlook = |proposal: &str| format_outlook("freeze-after: { inactive-weeks: 0 }\n", proposal, "2026-02-01");
    let early = "registered: 2025-06-01\nowners:";
    assert_eq!(outlook(&format!("{early} Orange\n")), "2026-01-08 absent 3 of 3 due");
    assert_eq!(outlook(&format!("{early} [Orange, NCSRD]\n")), "", "one came");
    assert_eq!(outlook(&format!("{early} DT\n")), "2025-12-11 absent 4 of 3 due");
    assert_eq!(outlook("registered: 2025-12-01\nowners: DT\n"), "2026-02-12 absent 2 of 3");
    let given_over = "former-owners: [{ name: Orange, until: 2025-12-12 }]\n";
    assert_eq!(outlook(&format!("{early} DT\n{given_over}")), "2026-02-26 absent 1 of 3");
    let returned = "stages: [{ stage: frozen, date: 2025-07-01 }, { stage: reactivated, date: 2026-01-08 }]\n";
    assert_eq!(outlook(&format!("{early} DT\n{returned}")), "2026-02-26 absent 1 of 3");
}

#[test]
fn absences_count_from_the_first_owner_that_was_a_member() {
    let absent = |owners: &str| {
        let members = "  - { name: MTN, since: 2025-12-01 }\n  - { name: TIM, since: 2026-01-08 }\n\
                       freeze-after: { inactive-weeks: 0 }\n";
        format_outlook(members, &format!("registered: 2025-06-01\nowners: {owners}\n"), "2026-02-01")
    };
    assert_eq!(absent("TIM"), "2026-02-26 absent 1 of 3");
    assert_eq!(absent("MTN"), "2026-02-12 absent 2 of 3");
    assert_eq!(absent("[TIM, MTN]"), absent("MTN"), "one of them was a member before");
    assert_eq!(absent("[MTN, TIM]"), absent("MTN"));
}

#[test]
fn the_first_reason_to_apply_counts() {
    let proposal = "issue: 3\nregistered: 2025-12-04\nowners: DT\n";
    let group = "freeze-after: { inactive-weeks: 5 }\n";
    assert_eq!(format_outlook_with(LOCK, group, proposal, "2026-02-01"), "2026-01-08 inactive since 2025-12-04 due");
    assert_eq!(format_outlook_with("", group, proposal, "2026-02-01"), "2026-02-12 absent 2 of 3?");
}

#[test]
fn a_call_counts_once_it_is_over() {
    let outlook = |today: &str| {
        let weeks = "freeze-after: { inactive-weeks: 0 }\n";
        format_outlook(weeks, "registered: 2025-12-01\nowners: DT\nissue: 1\n", today)
    };
    assert_eq!(outlook("2026-01-08T10:00Z"), "2026-01-22 absent 1 of 3");
    assert_eq!(outlook("2026-01-08T10:30Z"), "2026-01-22 absent 2 of 3");
    assert_eq!(outlook("2026-01-22T16:00Z"), "2026-01-22 absent 2 of 3", "the third is held now");
    assert_eq!(outlook("2026-01-22T17:00Z"), "2026-02-12 absent 2 of 3", "no attendance was recorded");
}

#[test]
fn an_approved_api_needs_a_tracking_issue() {
    let outlook = |rest: &str| {
        let proposal = format!("registered: 2025-01-01\nstages: [{{ stage: approved, date: 2025-11-27 }}]\n{rest}");
        format_outlook("", &proposal, "2026-02-01")
    };
    assert_eq!(outlook(""), "2026-01-22 untracked 3 of 3 due");
    assert_eq!(outlook("kind: scope-enhancement\n"), "");
    assert_eq!(outlook("onboarding-issue: 9\n"), "");
    assert_eq!(outlook("repository: { note: Pending }\n"), "2026-01-22 untracked 3 of 3 due");
    assert_eq!(
        format_outlook("", "stages: [{ stage: approved, date: 2026-01-09 }]\n", "2026-02-01"),
        "2026-02-26 untracked 1 of 3"
    );
    assert_eq!(format_outlook("", "stages: [approved]\n", "2026-02-01"), "?");
}

#[test]
fn inactive_or_unknown_proposals_have_no_outlook() {
    let outlook = |proposal: &str| format_outlook("", proposal, "2026-06-01");
    for stage in ["under-review", "changes-requested", "not-approved", "onboarded", "frozen", "archived"] {
        assert_eq!(outlook(&format!("registered: 2025-01-01\nstages: [{stage}]\n")), "", "{stage}");
    }
    assert_eq!(outlook("kind: name-change\nregistered: 2025-01-01\n"), "");
    assert_eq!(outlook("registered: 2025-01-01\nclosed: 2025-02-01\n"), "");
    assert_eq!(outlook("owners: DT\n"), "?");
    assert_eq!(outlook("registered: 2025-01-01\nstages: [frozen, reactivated]\n"), "?", "since when is unknown");
}
