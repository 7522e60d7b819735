//! An action point was lost between two registers.

use super::{Findings, RuleFinding, rule};
use crate::view::Views;

rule! {
    /// An action point that is open in the register of imported minutes, that the next register does not list, and
    /// that no call closed.
    ///
    /// ## Why
    /// Where each call copies the list of the last one, a line that is left out is no decision. Whoever owned the
    /// action point believes that it is still wanted, and the others that it is done.
    ///
    /// ## Evidence
    /// `register` of the calls that have one, in their order, and `action-updates` of the calls up to the next
    /// register. Lines without an id are not judged, nor are plain numbers, which begin anew in every register.
    /// While a file in `minutes/` cannot be read the rule is silent.
    ///
    /// ## Bad
    /// ```yaml minutes/2023-03-16.yaml
    /// date: 2023-03-16
    /// register:
    ///   - { id: 20230302-01, text: Update the table, status: open }
    ///   - { id: 20230316-01, text: Ask the other groups, status: open }
    /// ```
    /// ```yaml minutes/2023-03-30.yaml
    /// date: 2023-03-30
    /// register:
    ///   - { id: 20230316-01, text: Ask the other groups, status: open }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2023-03-16.yaml
    /// date: 2023-03-16
    /// register:
    ///   - { id: 20230302-01, text: Update the table, status: open }
    ///   - { id: 20230302-02, text: Find a chair, status: closed }
    ///   - { id: 20230316-01, text: Ask the other groups, status: open }
    /// ```
    /// ```yaml minutes/2023-03-30.yaml
    /// date: 2023-03-30
    /// action-updates: [{ id: 20230302-01, status: closed }]
    /// register:
    ///   - { id: 20230316-01, text: Ask the other groups, status: closed }
    /// ```
    ///
    /// ## Mend
    /// Find out what became of it, and write that into the call of the next register: `action-updates`, with
    /// `status: closed` or `not-pursued`.
    Actions, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    if !views.group.all_meetings_read {
        return;
    }
    for vanished in views.actions.vanished() {
        let (id, next) = (vanished.id, vanished.next.date.value);
        out.push(
            RuleFinding::new(
                id.place,
                format!("`{}` is open here, the register of {next} does not list it, and no call closed it", id.value),
            )
            .with_help(format!(
                "Say in minutes/{}.yaml what became of it: `action-updates: [{{ id: {}, status: closed }}]`.",
                vanished.next.stem, id.value
            ))
            .with_related(vanished.next.date.place, "the call of the next register")
            .on_day(vanished.listed.date.value),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    #[test]
    fn it_is_found_where_it_was_seen_last() {
        let files = [
            ("minutes/2023-03-16.yaml", "date: 2023-03-16\nregister: [{ id: AP-1 }, { id: AP-2 }]\n"),
            ("minutes/2023-03-30.yaml", "date: 2023-03-30\nregister: [{ id: AP-1 }, { id: AP-2 }]\n"),
            ("minutes/2023-04-13.yaml", "date: 2023-04-13\nregister: [{ id: AP-2 }]\n"),
            ("minutes/2023-04-27.yaml", "date: 2023-04-27\nregister: [{ id: AP-2 }]\n"),
        ];
        assert_eq!(
            rule_findings("vanished-action", &files, "2026-06-30"),
            [
                "warning minutes/2023-03-30.yaml:2:18 `AP-1` is open here, the register of 2023-04-13 does not list it, and \
              no call closed it | Say in minutes/2023-04-13.yaml what became of it: `action-updates: [{ id: AP-1, \
              status: closed }]`."
            ]
        );
    }
}
