//! The keys of `workgroup.yaml` that decide how much the rules report.

use super::{HELP, format_day_or};
use crate::model::workgroup::Workgroup;
use crate::rules::Findings;
use crate::source::Place;
use chrono::Datelike;

/// A key, and what a group has there: how much that silences, and the value as text.
type Term = (&'static str, fn(&Workgroup) -> (i64, String));

/// The larger the number of a term, the less the rules report.
const TERMS: [Term; 10] = [
    ("agenda.closes-days-before", |group| {
        let days = group.agenda.closes_days_before;
        (-i64::from(days), days.to_string())
    }),
    ("freeze-after.inactive-weeks", |group| count_term(group.freeze_after.inactive_weeks)),
    ("freeze-after.absent-calls", |group| count_term(group.freeze_after.absent_calls)),
    ("freeze-after.calls-without-onboarding", |group| count_term(group.freeze_after.calls_without_onboarding)),
    ("archive-after.months", |group| count_term(group.archive_after.months)),
    ("records.complete-since", |group| {
        let since = group.records.complete_since;
        (since.map_or(i64::MIN, |day| day.num_days_from_ce().into()), format_day_or(since, "not set"))
    }),
    ("schedule", |group| presence_term(!group.schedule.is_empty())),
    ("organizations", |group| presence_term(!group.organizations.is_empty())),
    ("repository", |group| presence_term(group.repository.is_some())),
    ("reviewer", |group| presence_term(group.reviewer.is_some())),
];

fn count_term(number: u16) -> (i64, String) {
    (number.into(), number.to_string())
}

fn presence_term(is_there: bool) -> (i64, String) {
    if is_there { (0, "set".to_owned()) } else { (1, "not set".to_owned()) }
}

/// Reports the keys that let the rules report less than before.
pub(super) fn check_terms(before: &Workgroup, now: &Workgroup, place_of: impl Fn(&str) -> Place, out: &mut Findings) {
    for (key, term) in TERMS {
        let ((was_silent, was), (is_silent, is)) = (term(before), term(now));
        if is_silent > was_silent {
            let message = format!("`{key}` is {is} now, and was {was} before: the rules report less");
            out.report(place_of(key), message).with_help(HELP);
        }
    }
}
