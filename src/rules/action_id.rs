//! The id of an action point does not fit its call.

use super::{Findings, rule};
use crate::finding::{Fix, PlaceEdit};
use crate::model::action::Action;
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::actions::point::split_action_id;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

rule! {
    /// An action point without an id, or with an id that is not of the form `YYYYMMDD-NN`, has the date of another
    /// call, or leaves a gap in the numbers.
    ///
    /// The numbers of a call run from 01 without a gap. Their order in the file does not matter. In the style `mom`, a
    /// plain number or no id is fine: the numbers are assigned when the minutes are printed.
    ///
    /// ## Why
    /// Later calls close an action point by its id, and the id shows which call opened it. A gap in the numbers looks
    /// as if somebody removed an action point.
    ///
    /// ## Evidence
    /// `actions` of the call and of its items. The entries of an imported `register` are not checked. An id that an
    /// earlier call gave to another action point is reported by `reused-action`.
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
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, owners: [MTN], text: Refine the PR }
    ///   - { id: 20260212-03, owners: [MTN], text: Ask the other groups }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 63
    ///     actions: [{ id: 20260212-02, owners: [MTN], text: Refine the PR }]
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
    /// Zero, or larger than the number of action points.
    Number(u32),
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let checked = || meeting.opened_actions().map(|(_, action)| action).filter(|a| !is_numbered_in_print(a, views));
    let all_have = |day: NaiveDate| checked().all(|action| id_day(action) == Some(day));
    // A wrong date of the call is reported elsewhere and does not make correct ids wrong.
    let date = views.calls.likely_date(meeting).filter(|likely| all_have(*likely)).unwrap_or(meeting.date.value);
    let checked: Vec<(&Action, Result<u32, IdFault>)> =
        checked().map(|action| (action, id_number(action, date))).collect();
    // As many numbers as action points. Two action points with one number are reported by `reused-action`.
    let mut numbers: BTreeSet<u32> = checked.iter().filter_map(|(_, number)| number.as_ref().ok().copied()).collect();
    let without = checked.iter().filter(|(_, number)| number.is_err()).count();
    let last = u32::try_from(numbers.len() + without).unwrap_or(u32::MAX);
    numbers.retain(|number| *number <= last);
    let mut free = (1..=last).filter(|number| !numbers.contains(number));
    let mut moved: HashMap<u32, Option<u32>> = HashMap::new();
    for (action, number) in checked {
        let (fault, right) = match number {
            Ok(number) if number <= last => continue,
            Ok(number) => (IdFault::Number(number), *moved.entry(number).or_insert_with(|| free.next())),
            Err(fault) => (fault, free.next()),
        };
        if is_reused(action, &fault, views) {
            continue;
        }
        let right = expected_id(date, right);
        let (message, help) = describe_fault(action, &fault, &right, date, last);
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

/// The number in an id of this call.
fn id_number(action: &Action, date: NaiveDate) -> Result<u32, IdFault> {
    let id = action.id.as_ref().ok_or(IdFault::Missing)?;
    match split_action_id(id).ok_or(IdFault::Form)? {
        (day, _) if day != date => Err(IdFault::Day(day)),
        (_, 0) => Err(IdFault::Number(0)),
        (_, number) => Ok(number),
    }
}

/// An id of this call. The form has no number above 99.
fn expected_id(date: NaiveDate, number: Option<u32>) -> String {
    match number {
        Some(number @ 1..=99) => format!("{}-{number:02}", date.format("%Y%m%d")),
        _ => format!("{}-NN", date.format("%Y%m%d")),
    }
}

/// The edit that adds a missing id.
fn id_fix(action: &Action, right: &str) -> Option<Fix> {
    let id = right.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let edit = || PlaceEdit::Add { place: action.place, key: "id", text: right.to_owned() };
    id.then(|| Fix::new(format!("added the id {right} to an action point"), edit()))
}

fn describe_fault(action: &Action, fault: &IdFault, right: &str, date: NaiveDate, last: u32) -> (String, String) {
    let id = action.id.as_ref().map_or("", |id| id.as_str());
    match fault {
        IdFault::Missing => ("an action point without an id".to_owned(), format!("Add `id: {right}`.")),
        IdFault::Form => (
            format!("`{id}` is not of the form YYYYMMDD-NN"),
            format!("Write `{right}`: the date of the call, then the number of the action point."),
        ),
        IdFault::Day(day) => (
            format!("`{id}` has the date {day}, but the call is on {date}"),
            format!("Write `{right}`; if the call of {day} opened it, update it in `action-updates` instead."),
        ),
        IdFault::Number(number) => (
            format!("the number {number:02} is out of sequence: this call has 01 to {last:02}"),
            format!("Write `{right}`: the numbers of a call run from 01 without a gap."),
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
                "3:5 an action point without an id | Add `id: 20260212-01`.",
                "5:10 `AP2` is not of the form YYYYMMDD-NN | Write `20260212-03`: the date of the call, then the \
                 number of the action point.",
                "6:10 `20260122-01` has the date 2026-01-22, but the call is on 2026-02-12 | Write `20260212-04`; if \
                 the call of 2026-01-22 opened it, update it in `action-updates` instead.",
                "7:10 the number 09 is out of sequence: this call has 01 to 05 | Write `20260212-05`: the numbers of a \
                 call run from 01 without a gap.",
            ]
        );
    }

    #[test]
    fn order_and_duplicate_numbers_do_not_matter() {
        assert_eq!(findings_for("", &["id: 20260212-02,", "id: 20260212-01,", "id: 20260212-02,"]), [""; 0]);
        let zero = findings_for("", &["id: 20260212-00,", "id: 20260212-01,"]);
        assert!(zero.len() == 1 && zero[0].contains("number 00") && zero[0].contains("`20260212-02`"), "{zero:?}");
        let twice = findings_for("", &["id: 20260212-07,", "id: 20260212-07,"]);
        assert!(twice.len() == 2 && twice.iter().all(|line| line.contains("`20260212-01`")), "{twice:?}");
    }

    #[test]
    fn the_style_mom_assigns_numbers_in_print() {
        let mom = "style: mom\n";
        assert_eq!(findings_for(mom, &["", "id: 7,"]), [""; 0]);
        assert_eq!(findings_for(mom, &["id: 7,", "id: 20260122-01,"]).len(), 1);
    }
}
