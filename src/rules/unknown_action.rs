//! A call updates an action point that is not open.

use super::{Findings, rule};
use crate::model::action::ActionStatus;
use crate::model::spelling::suggest_word;
use crate::view::Views;
use crate::view::actions::point::split_action_id;
use crate::view::actions::register::StrayUpdate;
use chrono::NaiveDate;
use std::collections::HashMap;

/// How many of the newest open action points are compared with an unknown id: comparing is expensive.
const CANDIDATES: usize = 30;

rule! {
    /// An update of an action point that no call up to this one opened, or that is closed already.
    ///
    /// `not-pursued` counts as closed, too. An update with `status: open` reopens an action point, which is fine. In
    /// the style `mom`, plain numbers are not checked: they count within their call.
    ///
    /// ## Why
    /// With a mistake in the id, the update is lost: the right action point stays open and comes up in every call,
    /// although it is done.
    ///
    /// ## Evidence
    /// `action-updates` of the calls, and the action points that earlier calls opened, closed or listed in an imported
    /// `register`. An id with a day before `records.complete-since` on which no call has a file is not checked. The
    /// rule is silent while a file in `minutes/` cannot be read, and about the ids of a call that opened an action
    /// point without one.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions: [{ id: 20260212-01, owners: [MTN], text: Refine the PR }]
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// action-updates: [{ id: 20260212-10, status: closed }]
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions: [{ id: 20260212-01, owners: [MTN], text: Refine the PR }]
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// action-updates: [{ id: 20260212-01, status: closed }]
    /// ```
    /// ```yaml minutes/2026-03-12.yaml
    /// date: 2026-03-12
    /// action-updates: [{ id: 20260212-01, due: 2026-03-26 }]
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions: [{ id: 20260212-01, owners: [MTN], text: Refine the PR }]
    /// register: [{ id: 20230316-01, text: Update the table }]
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// action-updates: [{ id: 20260212-01, status: closed }, { id: 20230316-01, status: not-pursued }]
    /// ```
    /// ```yaml minutes/2026-03-12.yaml
    /// date: 2026-03-12
    /// action-updates: [{ id: 20260212-01, status: open, note: it has to be done again }]
    /// ```
    ///
    /// ## Fix
    /// Correct the id, or remove the update. To reopen an action point, write `status: open`.
    "unknown-action", Actions, Error, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    if !views.group.all_meetings_read {
        return;
    }
    let strays = &views.actions.register().stray_updates;
    let mut lacks_id = HashMap::new();
    // The open action points are collected once for each call with strays.
    for of_call in strays.chunk_by(|one, other| one.meeting.date.value == other.meeting.date.value) {
        let Some(date) = of_call.first().map(|stray| stray.meeting.date.value) else { continue };
        let newest_first = views.actions.all().iter().rev();
        let open = newest_first.filter(|action| action.status_on(date) == Some(ActionStatus::Open));
        let open: Vec<&str> = open.filter_map(|action| action.id).take(CANDIDATES).collect();
        for stray in of_call.iter().filter(|stray| !views.actions.is_mom_number(&stray.update.id)) {
            if is_before_records(stray, views) {
                out.skip_check(
                    "import the minutes of the call that opened the action point: `backlog import minutes FILE`",
                );
            } else if !has_call_without_id(stray, &mut lacks_id, views) {
                report_stray(stray, &open, views, out);
            }
        }
    }
}

/// Whether the action point may have been opened in older minutes that are not in the records.
fn is_before_records(stray: &StrayUpdate, views: &Views) -> bool {
    let day = split_action_id(&stray.update.id).map(|(day, _)| day);
    stray.closed.is_none()
        && day.is_some_and(|day| !views.workgroup.records.is_complete_on(day) && views.calls.meeting_on(day).is_none())
}

/// Whether the call of the date in the id opened an action point without an id, which `action-id` reports. It may be
/// the one of this update.
fn has_call_without_id(stray: &StrayUpdate, lacks_id: &mut HashMap<NaiveDate, bool>, views: &Views) -> bool {
    let day = split_action_id(&stray.update.id).map(|(day, _)| day).filter(|_| stray.closed.is_none());
    let call = day.filter(|day| *day <= stray.meeting.date.value).and_then(|day| views.calls.meeting_on(day));
    call.is_some_and(|call| {
        // Many updates refer to the same call.
        let is_without_id = || call.opened_actions().any(|(_, action)| action.id.is_none());
        *lacks_id.entry(call.date.value).or_insert_with(is_without_id)
    })
}

fn report_stray(stray: &StrayUpdate, open: &[&str], views: &Views, out: &mut Findings) {
    let (id, date) = (&stray.update.id, stray.meeting.date.value);
    let near = suggest_word(id, open.iter().copied().filter(|candidate| *candidate != id.as_str()));
    let suggestion = near.map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default();
    let point = stray.closed.and_then(|(at, by)| views.actions.all().get(at).map(|point| (point, by)));
    if let Some((point, by)) = point {
        let word = if point.status_on(by) == Some(ActionStatus::NotPursued) { "given up" } else { "closed" };
        out.report(id.place, format!("`{}` was {word} by the call of {by}", id.value))
            .with_help(format!("{suggestion}Remove the update; to reopen the action point, write `status: open`."))
            .with_related(point.id_place, "opened here")
            .on_day(date);
        return;
    }
    let later = views.actions.register().by_id(id).filter(|point| point.opened > date);
    let message = match later {
        Some(later) => format!("`{}` was opened only later, by the call of {}", id.value, later.opened),
        None => format!("no call up to this one opened `{}`", id.value),
    };
    let help = format!("{suggestion}Correct the id: the right one is under `actions` of its call.");
    let found = out.report(id.place, message).with_help(help).on_day(date);
    if let Some(later) = later {
        found.with_related(later.id_place, "opened here");
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(settings: &str, updates: &str) -> Vec<String> {
        let group = TestGroup::new()
            .settings(settings)
            .call("2026-02-12", "actions: [{ id: 20260212-01, text: a }, { id: 20260212-02, text: b }]\n")
            .call("2026-02-26", "action-updates: [{ id: 20260212-02, status: not-pursued }]\n")
            .call("2026-03-12", format!("action-updates: [{updates}]\n"))
            .call("2026-03-26", "actions: [{ id: 20260326-01, text: c }]\n");
        group.findings(NAME).iter().map(|line| line.replace("error minutes/2026-03-12.yaml:", "")).collect()
    }

    #[test]
    fn a_similar_open_action_point_is_suggested() {
        assert_eq!(
            findings_for("", "{ id: 20260212-11 }, { id: 20260212-02 }, { id: 20260326-01 }, { id: X }"),
            [
                "2:24 no call up to this one opened `20260212-11` | Did you mean `20260212-01`? Correct the id: the \
                 right one is under `actions` of its call.",
                "2:45 `20260212-02` was given up by the call of 2026-02-26 | Did you mean `20260212-01`? Remove the \
                 update; to reopen the action point, write `status: open`.",
                "2:66 `20260326-01` was opened only later, by the call of 2026-03-26 | Did you mean `20260212-01`? \
                 Correct the id: the right one is under `actions` of its call.",
                "2:87 no call up to this one opened `X` | Correct the id: the right one is under `actions` of its \
                 call.",
            ]
        );
    }

    #[test]
    fn an_action_point_without_an_id_may_be_the_right_one() {
        let group = TestGroup::new().call("2026-02-12", "actions: [{ text: a }]\n");
        let updates = "action-updates: [{ id: 20260212-01 }, { id: 20260122-01 }]\n";
        let findings = group.call("2026-02-26", updates).findings(NAME);
        assert!(findings.len() == 1 && findings[0].contains("`20260122-01`"), "{findings:?}");
    }

    #[test]
    fn ids_of_older_minutes_are_not_checked() {
        let since = "records: { complete-since: 2026-02-12 }\n";
        assert_eq!(findings_for(since, "{ id: 20260122-03 }"), [""; 0]);
        assert_eq!(findings_for("", "{ id: 20260122-03 }").len(), 1);
        assert_eq!(findings_for(since, "{ id: 20260212-03 }").len(), 1);
        assert_eq!(findings_for("style: mom\n", "{ id: 3 }"), [""; 0]);
    }
}
