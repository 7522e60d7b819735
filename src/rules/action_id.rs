//! The id of an action point is not that of its call.

use super::{Findings, RuleFinding, rule};
use crate::finding::{Fix, PlaceEdit};
use crate::model::action::Action;
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::actions::point::split_action_id;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

rule! {
    /// An action point whose id is missing, has another form than `YYYYMMDD-NN`, bears another day than that of
    /// its call, or leaves out a number.
    ///
    /// The numbers of a call run from 01 without a gap, in whatever order they stand. In the style `mom` a
    /// plain number, or none, is in order: there the numbers are given in print.
    ///
    /// ## Why
    /// Later calls close an action point by its id, and a reader finds in it the call that opened it. A number
    /// that is left out looks like an action point that somebody removed.
    ///
    /// ## Evidence
    /// `actions` of the call and of its items. What an imported `register` lists is not judged. An id that an earlier
    /// call gave to another action point is left to `reused-action`.
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
    /// ## Mend
    /// Write the id that the finding names. An action point that an earlier call opened is not opened again: tell
    /// of it in `action-updates`. `backlog check --fix` writes the ids that are missing.
    Actions, Error, Meeting(check)
}

/// What is wrong with an id.
enum IdFault {
    Missing,
    Form,
    Day(NaiveDate),
    /// Zero, or beyond the number of action points.
    Number(u32),
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let judged = || meeting.opened_actions().map(|(_, action)| action).filter(|a| !is_numbered_in_print(a, views));
    let bears = |day: NaiveDate| judged().all(|action| id_day(action) == Some(day));
    // A slip in the date of the call is found there, and makes no right id wrong.
    let date = views.calls.likely_date(meeting).filter(|meant| bears(*meant)).unwrap_or(meeting.date.value);
    let judged: Vec<(&Action, Result<u32, IdFault>)> =
        judged().map(|action| (action, id_number(action, date))).collect();
    // As many numbers as there are action points; one number for two of them is another rule's business.
    let mut numbers: BTreeSet<u32> = judged.iter().filter_map(|(_, number)| number.as_ref().ok().copied()).collect();
    let without = judged.iter().filter(|(_, number)| number.is_err()).count();
    let last = u32::try_from(numbers.len() + without).unwrap_or(u32::MAX);
    numbers.retain(|number| *number <= last);
    let mut free = (1..=last).filter(|number| !numbers.contains(number));
    let mut moved: HashMap<u32, Option<u32>> = HashMap::new();
    for (action, number) in judged {
        let (fault, right) = match number {
            Ok(number) if number <= last => continue,
            Ok(number) => (IdFault::Number(number), *moved.entry(number).or_insert_with(|| free.next())),
            Err(fault) => (fault, free.next()),
        };
        if is_reused(action, &fault, views) {
            continue;
        }
        let right = expected_id(date, right);
        let told = fault_finding(action, &fault, &right, date, last);
        out.push(if matches!(fault, IdFault::Missing) { told.with_fix(id_fix(action, &right)) } else { told });
    }
}

/// Whether the id is that of another action point, opened by the call of the day in it: `reused-action` tells that.
fn is_reused(action: &Action, fault: &IdFault, views: &Views) -> bool {
    let IdFault::Day(day) = fault else { return false };
    let first = action.id.as_ref().and_then(|id| views.actions.register().by_id(id));
    first.is_some_and(|first| {
        !first.imported && first.opened == *day && !first.text.split_whitespace().eq(action.text.split_whitespace())
    })
}

/// Whether style `mom` counts it: it has no id, or a plain number.
fn is_numbered_in_print(action: &Action, views: &Views) -> bool {
    views.actions.is_mom_number(action.id.as_ref().map_or("", |id| id.as_str()))
}

/// The day in an id.
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

/// An id of this call; beyond 99 there is none of the form.
fn expected_id(date: NaiveDate, number: Option<u32>) -> String {
    match number {
        Some(number @ 1..=99) => format!("{}-{number:02}", date.format("%Y%m%d")),
        _ => format!("{}-NN", date.format("%Y%m%d")),
    }
}

/// The id written into an action point that has none.
fn id_fix(action: &Action, right: &str) -> Option<Fix> {
    let id = right.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let mend = || PlaceEdit::Add { place: action.place, key: "id", text: right.to_owned() };
    id.then(|| Fix::new(format!("an action point has the id {right} now"), mend()))
}

fn fault_finding(action: &Action, fault: &IdFault, right: &str, date: NaiveDate, last: u32) -> RuleFinding {
    let place = action.id_place();
    let id = action.id.as_ref().map_or("", |id| id.as_str());
    match fault {
        IdFault::Missing => {
            RuleFinding::new(place, "an action point without an id").with_help(format!("Add `id: {right}`."))
        }
        IdFault::Form => RuleFinding::new(place, format!("`{id}` is not of the form YYYYMMDD-NN"))
            .with_help(format!("Write `{right}`: the day of the call, then the number in it.")),
        IdFault::Day(day) => RuleFinding::new(place, format!("`{id}` bears the day {day}, and the call is on {date}"))
            .with_help(format!(
                "Write `{right}`; if the call of {day} opened it, tell of it in `action-updates` instead."
            )),
        IdFault::Number(number) => {
            RuleFinding::new(place, format!("the number {number:02} is out of sequence: this call has 01 to {last:02}"))
                .with_help(format!("Write `{right}`: the numbers of a call run from 01 without a gap."))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    fn findings_for(workgroup: &str, ids: &[&str]) -> Vec<String> {
        let mut meeting = "date: 2026-02-12\nactions:\n".to_owned();
        for id in ids {
            meeting.push_str(&format!("  - {{{id} owners: [MTN], text: x }}\n"));
        }
        let files = [("workgroup.yaml", workgroup), ("minutes/2026-02-12.yaml", meeting.as_str())];
        rule_findings("action-id", &files, "2026-06-30")
            .into_iter()
            .map(|line| line.replace("error minutes/2026-02-12.yaml:", ""))
            .collect()
    }

    const GROUP: &str = "name: G\n";

    #[test]
    fn the_help_names_the_right_id_of_each() {
        assert_eq!(
            findings_for(GROUP, &["", "id: 20260212-02,", "id: AP2,", "id: 20260122-01,", "id: 20260212-09,"]),
            [
                "3:5 an action point without an id | Add `id: 20260212-01`.",
                "5:10 `AP2` is not of the form YYYYMMDD-NN | Write `20260212-03`: the day of the call, then the number \
                 in it.",
                "6:10 `20260122-01` bears the day 2026-01-22, and the call is on 2026-02-12 | Write `20260212-04`; if \
                 the call of 2026-01-22 opened it, tell of it in `action-updates` instead.",
                "7:10 the number 09 is out of sequence: this call has 01 to 05 | Write `20260212-05`: the numbers of a \
                 call run from 01 without a gap.",
            ]
        );
    }

    #[test]
    fn order_does_not_matter_and_a_number_twice_is_another_rules() {
        assert_eq!(findings_for(GROUP, &["id: 20260212-02,", "id: 20260212-01,", "id: 20260212-02,"]), [""; 0]);
        let zero = findings_for(GROUP, &["id: 20260212-00,", "id: 20260212-01,"]);
        assert!(zero.len() == 1 && zero[0].contains("number 00") && zero[0].contains("`20260212-02`"), "{zero:?}");
        let twice = findings_for(GROUP, &["id: 20260212-07,", "id: 20260212-07,"]);
        assert!(twice.len() == 2 && twice.iter().all(|line| line.contains("`20260212-01`")), "{twice:?}");
    }

    #[test]
    fn the_style_mom_numbers_in_print() {
        let mom = "name: G\nstyle: mom\n";
        assert_eq!(findings_for(mom, &["", "id: 7,"]), [""; 0]);
        assert_eq!(findings_for(mom, &["id: 7,", "id: 20260122-01,"]).len(), 1);
    }
}
