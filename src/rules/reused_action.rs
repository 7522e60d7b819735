//! One id stands for two action points.

use super::{Findings, RuleFinding, rule};
use crate::model::action::Action;
use crate::view::Views;
use std::collections::HashMap;

rule! {
    /// Two action points that were opened under one id and whose texts differ.
    ///
    /// Texts that differ only in blanks and line ends are one text. In the style `mom` a plain number is in order:
    /// it counts within its call. What an imported `register` lists is not judged.
    ///
    /// ## Why
    /// A later call closes an action point by its id. Of two with one id the first is closed, and nobody can ever
    /// speak of the second.
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
    /// ## Mend
    /// Give the second one the next number of its call. If it is the first one, said anew, tell of it in
    /// `action-updates` of the later call instead.
    Actions, Error, Group(check)
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
            out.push(
                RuleFinding::new(action.id_place(), format!("`{id}` is the id of another action point already"))
                    .with_help(
                        "Give it the next number of its call; if it is the same one, tell of it in `action-updates`.",
                    )
                    .with_related(earlier.id_place(), "the first is here")
                    .on_day(meeting.date.value),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    fn findings_for(workgroup: &str, ids: [&str; 2]) -> Vec<String> {
        let [first, second] = ids;
        let files = [
            ("workgroup.yaml", workgroup),
            ("minutes/2026-02-12.yaml", &format!("date: 2026-02-12\nactions: [{{ id: {first}, text: one }}]\n")),
            (
                "minutes/2026-02-26.yaml",
                &format!("date: 2026-02-26\nagenda: [{{ issue: 1, actions: [{{ id: {second}, text: two }}] }}]\n"),
            ),
        ];
        rule_findings("reused-action", &files, "2026-06-30")
    }

    #[test]
    fn calls_share_one_row_of_ids_but_for_plain_numbers_of_the_style_mom() {
        assert_eq!(
            findings_for("name: G\n", ["20260212-01", "20260212-01"]),
            [
                "error minutes/2026-02-26.yaml:2:38 `20260212-01` is the id of another action point already | Give it the \
              next number of its call; if it is the same one, tell of it in `action-updates`."
            ]
        );
        assert_eq!(findings_for("name: G\n", ["1", "1"]).len(), 1);
        assert_eq!(findings_for("name: G\nstyle: mom\n", ["1", "1"]), [""; 0]);
        assert_eq!(findings_for("name: G\n", ["20260212-01", "20260226-01"]), [""; 0]);
    }
}
