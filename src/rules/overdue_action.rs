//! An action point has been open for too long.

use super::{Findings, rule};
use crate::model::wording::{format_count, quote_shell_word};
use crate::view::Views;
use crate::view::actions::overdue::Overdue;
use crate::view::actions::point::ActionPoint;
use chrono::NaiveDate;

rule! {
    /// An action point that is open past its due date, or for more than three calls without a due date.
    ///
    /// Only calls with a file that were held after the one that opened it are counted. On the due date itself, the
    /// action point is not overdue yet. Not checked are action points that only an imported `register` lists, and those
    /// without an id (in the style `mom`, with a plain number), because no later call can refer to them.
    ///
    /// ## Why
    /// An action point that nobody follows up is forgotten, and so is what depends on it. Three calls are about a month
    /// and a half.
    ///
    /// ## Evidence
    /// `actions` and `action-updates` of the calls, and today's date.
    ///
    /// ## Bad, on 2026-02-27
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, owners: [MTN], text: Refine the PR, due: 2026-02-26 }
    /// ```
    ///
    /// ## Bad, on 2026-02-27
    /// ```yaml minutes/2025-12-11.yaml
    /// date: 2025-12-11
    /// actions: [{ id: 20251211-01, owners: [MTN], text: Refine the PR }]
    /// ```
    /// ```yaml minutes/2026-01-08.yaml
    /// date: 2026-01-08
    /// ```
    /// ```yaml minutes/2026-01-22.yaml
    /// date: 2026-01-22
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// ```
    ///
    /// ## Good, on 2026-02-27
    /// ```yaml minutes/2026-01-22.yaml
    /// date: 2026-01-22
    /// actions:
    ///   - { id: 20260122-01, owners: [MTN], text: Refine the PR, due: 2026-02-12 }
    ///   - { id: 20260122-02, owners: [MTN], text: Ask the other groups, due: 2026-02-12 }
    ///   - { id: 20260122-03, owners: [MTN], text: Answer the reviewer }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// action-updates:
    ///   - { id: 20260122-01, status: closed }
    ///   - { id: 20260122-02, due: 2026-03-12, note: extended }
    /// ```
    ///
    /// ## Fix
    /// Ask the owners, and record the result: `backlog action close ID`, or a new due date, `backlog action update ID
    /// --due DATE`. It is recorded in `action-updates` of the call that discussed it.
    "overdue-action", Actions, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    let today = views.now.day();
    for action in views.actions.open_on(today) {
        if let Some(overdue) = views.actions.overdue_reason(action, today) {
            report_overdue(action, overdue, today, out);
        }
    }
}

fn report_overdue(action: &ActionPoint, overdue: Overdue, today: NaiveDate, out: &mut Findings) {
    let (id, opened) = (action.id.unwrap_or_default(), action.opened);
    let message = match overdue {
        Overdue::Due(due) => {
            let late = today.signed_duration_since(due).num_days();
            format!("`{id}`, which the call of {opened} opened, was due on {due}, {} ago", format_count(late, "day"))
        }
        Overdue::Calls(calls) => {
            format!("`{id}` has been open since the call of {opened}, {calls} calls ago, and has no `due`")
        }
    };
    let word = quote_shell_word(id);
    let help = format!(
        "Record what became of it: `backlog action close {word}`, or set a new due date: `backlog action update \
         {word} --due DATE`."
    );
    out.report(action.id_place, message).with_help(help).on_day(opened);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn the_message_counts_days_or_calls() {
        let opening = "actions: [{ id: 20251211-01, text: a, due: 2026-02-12 }]\n\
                       agenda: [{ issue: 1, actions: [{ text: b, id: 20251211-02 }] }]\n";
        let group = TestGroup::new().call("2025-12-11", opening).call("2026-01-08", "");
        let group = group.call("2026-01-15", "extra: much to do\n").call("2026-01-22", "").call("2026-02-12", "");
        let help = |id: &str| {
            format!(
                "Record what became of it: `backlog action close {id}`, or set a new due date: `backlog action update \
                 {id} --due DATE`."
            )
        };
        assert_eq!(
            group.findings_on(NAME, "2026-02-13"),
            [
                format!(
                    "warning minutes/2025-12-11.yaml:2:17 `20251211-01`, which the call of 2025-12-11 opened, was due on \
                     2026-02-12, 1 day ago | {}",
                    help("20251211-01")
                ),
                format!(
                    "warning minutes/2025-12-11.yaml:3:47 `20251211-02` has been open since the call of 2025-12-11, 4 \
                     calls ago, and has no `due` | {}",
                    help("20251211-02")
                ),
            ]
        );
        assert!(group.findings_on(NAME, "2026-02-12").is_empty());
    }
}
