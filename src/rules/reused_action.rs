//! Two action points have the same id.

use super::{Findings, rule};
use crate::model::action::Action;
use crate::view::Views;
use std::collections::HashMap;

rule! {
    /// Two action points that were opened with the same id but different texts.
    ///
    /// Texts that differ only in whitespace are the same. In the style `mom`, a plain number may be reused: it counts
    /// within its call. The entries of an imported `register` are not checked.
    ///
    /// ## Why
    /// A later call closes an action point by its id. If two have the same id, the first one is closed, and nobody can
    /// refer to the second.
    ///
    /// ## Evidence
    /// `actions` of all calls and of their items.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, owners: [MTN], text: Refine the PR }
    ///   - { id: 20260212-01, owners: [MTN], text: Ask the other groups }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 63
    ///     actions: [{ id: 20260212-01, owners: [MTN], text: Refine the PR }]
    ///   - issue: 64
    ///     actions: [{ id: 20260212-01, owners: [MTN], text: Refine the PR }]
    /// actions:
    ///   - { id: 20260212-02, owners: [MTN], text: Ask the other groups }
    /// ```
    ///
    /// ## Fix
    /// Give the second one the next number of its call. If it is the same action point again, record its progress in
    /// `action-updates` of the later call instead.
    "reused-action", Actions, Error, Group(check)
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    let mut first: HashMap<&'g str, &'g Action> = HashMap::new();
    for meeting in &views.group.meetings {
        for (_, action) in meeting.opened_actions() {
            let Some(id) = action.id.as_ref().map(|id| id.as_str()) else { continue };
            if id.is_empty() || views.actions.is_mom_number(id) {
                continue;
            }
            let earlier = *first.entry(id).or_insert(action);
            if earlier.text.split_whitespace().eq(action.text.split_whitespace()) {
                continue;
            }
            out.report(action.id_place(), format!("`{id}` is already the id of another action point"))
                .with_help(
                    "Give it the next number of its call; if it is the same action point, update it in \
                         `action-updates`.",
                )
                .with_related(earlier.id_place(), "listed here first")
                .on_day(meeting.date.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(settings: &str, ids: [&str; 2]) -> Vec<String> {
        let [first, second] = ids;
        let group = TestGroup::new().settings(settings);
        let group = group.call("2026-02-12", format!("actions: [{{ id: {first}, text: one }}]\n"));
        let second = format!("agenda: [{{ issue: 1, actions: [{{ id: {second}, text: two }}] }}]\n");
        group.call("2026-02-26", second).findings(NAME)
    }

    #[test]
    fn ids_are_unique_across_calls_except_plain_numbers_in_mom() {
        assert_eq!(
            findings_for("", ["20260212-01", "20260212-01"]),
            ["error minutes/2026-02-26.yaml:2:38 `20260212-01` is already the id of another action point | Give it \
                 the next number of its call; if it is the same action point, update it in `action-updates`."]
        );
        assert_eq!(findings_for("", ["1", "1"]).len(), 1);
        assert_eq!(findings_for("style: mom\n", ["1", "1"]), [""; 0]);
        assert_eq!(findings_for("", ["20260212-01", "20260226-01"]), [""; 0]);
    }
}
