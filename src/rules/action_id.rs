//! The id of an action point does not fit its call.

use super::{Findings, rule};
use crate::finding::{Fix, PlaceEdit};
use crate::model::action::Action;
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::actions::point::split_action_id;
use chrono::NaiveDate;

rule! {
    /// An action point without an id, or with an id that is not of the form `YYYYMMDD-NN` or has the date of another
    /// call.
    ///
    /// The numbers of a call begin with 01. Their order in the file does not matter, and numbers may be missing: a call
    /// may withdraw an action point. In the style `mom`, a plain number or no id is fine: the numbers are assigned when
    /// the minutes are printed.
    ///
    /// ## Why
    /// Later calls close an action point by its id, and the id shows which call opened it.
    ///
    /// ## Evidence
    /// `actions` of the call and of its items. The entries of an imported `register` are not checked. An id of two
    /// action points is reported by `reused-action`.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { owners: [MTN], text: Refine the PR }
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: AP1, owners: [MTN], text: Refine the PR }
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260122-01, owners: [MTN], text: Refine the PR }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 63
    ///     actions: [{ id: 20260212-03, owners: [MTN], text: Refine the PR }]
    /// actions:
    ///   - { id: 20260212-01, owners: [MTN], text: Ask the other groups }
    /// ```
    ///
    /// ## Fix
    /// Write the id that the finding shows. Do not open again what an earlier call opened: record its progress in
    /// `action-updates`. `backlog check --fix` adds missing ids.
    "action-id", Actions, Error, Meeting(check)
}

/// What is wrong with an id.
enum IdFault {
    Missing,
    Form,
    Day(NaiveDate),
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let checked = || meeting.opened_actions().map(|(_, action)| action).filter(|a| !is_numbered_in_print(a, views));
    let all_have = |day: NaiveDate| checked().all(|action| id_day(action) == Some(day));
    // A wrong date of the call is reported elsewhere and does not make correct ids wrong.
    let date = views.calls.likely_date(meeting).filter(|likely| all_have(*likely)).unwrap_or(meeting.date.value);
    let mut unused = views.actions.unused_numbers(meeting, date);
    for (action, fault) in checked().filter_map(|action| Some((action, find_fault(action, date)?))) {
        let number = unused.next();
        if is_reused(action, &fault, views) {
            continue;
        }
        let right = expected_id(date, number);
        let (message, help) = describe_fault(action, &fault, &right, date);
        let found = out.report(action.id_place(), message).with_help(help);
        if matches!(fault, IdFault::Missing) {
            found.with_fix(id_fix(action, &right));
        }
    }
}

/// Whether the id is that of another action point, opened by the call whose date it has. `reused-action` reports that.
fn is_reused(action: &Action, fault: &IdFault, views: &Views) -> bool {
    let IdFault::Day(day) = fault else { return false };
    let first = action.id.as_ref().and_then(|id| views.actions.register().by_id(id));
    first.is_some_and(|first| {
        !first.imported && first.opened == *day && !first.text.split_whitespace().eq(action.text.split_whitespace())
    })
}

/// Whether it gets its number in print, in the style `mom`: it has no id, or a plain number.
fn is_numbered_in_print(action: &Action, views: &Views) -> bool {
    views.actions.is_mom_number(action.id.as_ref().map_or("", |id| id.as_str()))
}

/// The date in an id.
fn id_day(action: &Action) -> Option<NaiveDate> {
    action.id.as_ref().and_then(|id| split_action_id(id)).map(|(day, _)| day)
}

/// What is wrong with the id of an action point of this call.
fn find_fault(action: &Action, date: NaiveDate) -> Option<IdFault> {
    let Some(id) = &action.id else { return Some(IdFault::Missing) };
    match split_action_id(id) {
        None | Some((_, 0)) => Some(IdFault::Form),
        Some((day, _)) => (day != date).then_some(IdFault::Day(day)),
    }
}

/// An id of this call; without the number if none is left.
fn expected_id(date: NaiveDate, number: Option<u32>) -> String {
    let number = number.map_or_else(|| "NN".to_owned(), |number| format!("{number:02}"));
    format!("{}-{number}", date.format("%Y%m%d"))
}

/// The edit that adds a missing id.
fn id_fix(action: &Action, right: &str) -> Option<Fix> {
    let id = right.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let edit = || PlaceEdit::Add { place: action.place, key: "id", text: right.to_owned() };
    id.then(|| Fix::new(format!("added the id {right} to an action point"), edit()))
}

fn describe_fault(action: &Action, fault: &IdFault, right: &str, date: NaiveDate) -> (String, String) {
    let id = action.id.as_ref().map_or("", |id| id.as_str());
    match fault {
        IdFault::Missing => ("an action point without an id".to_owned(), format!("Add `id: {right}`.")),
        IdFault::Form => (
            format!("`{id}` is not of the form YYYYMMDD-NN"),
            format!("Write `{right}`: the date of the call, then a number from 01."),
        ),
        IdFault::Day(day) => (
            format!("`{id}` has the date {day}, but the call is on {date}"),
            format!("Write `{right}`; if the call of {day} opened it, update it in `action-updates` instead."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(settings: &str, ids: &[&str]) -> Vec<String> {
        let actions: String = ids.iter().map(|id| format!("  - {{{id} owners: [MTN], text: x }}\n")).collect();
        let group = TestGroup::new().settings(settings).call("2026-02-12", format!("actions:\n{actions}"));
        group.findings(NAME).into_iter().map(|line| line.replace("error minutes/2026-02-12.yaml:", "")).collect()
    }

    #[test]
    fn the_help_shows_the_right_id() {
        assert_eq!(
            findings_for("", &["", "id: 20260212-02,", "id: AP2,", "id: 20260122-01,", "id: 20260212-09,"]),
            [
                "3:5 an action point without an id | Add `id: 20260212-10`.",
                "5:10 `AP2` is not of the form YYYYMMDD-NN | Write `20260212-11`: the date of the call, then a number \
                 from 01.",
                "6:10 `20260122-01` has the date 2026-01-22, but the call is on 2026-02-12 | Write `20260212-12`; if \
                 the call of 2026-01-22 opened it, update it in `action-updates` instead.",
            ]
        );
    }

    #[test]
    fn the_order_of_the_numbers_and_missing_ones_do_not_matter() {
        assert_eq!(findings_for("", &["id: 20260212-07,", "id: 20260212-01,", "id: 20260212-07,"]), [""; 0]);
        let zero = findings_for("", &["id: 20260212-00,", "id: 20260212-01,"]);
        assert!(
            zero.len() == 1 && zero[0].contains("`20260212-00` is not") && zero[0].contains("`20260212-02`"),
            "{zero:?}"
        );
    }

    #[test]
    fn the_style_mom_assigns_numbers_in_print() {
        let mom = "style: mom\n";
        assert_eq!(findings_for(mom, &["", "id: 7,"]), [""; 0]);
        assert_eq!(findings_for(mom, &["id: 7,", "id: 20260122-01,"]).len(), 1);
    }
}
