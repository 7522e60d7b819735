//! An action point disappeared between two registers.

use super::{Findings, rule};
use crate::view::Views;

rule! {
    /// An action point that is open in the register of imported minutes but missing from the next register, although no
    /// call closed it.
    ///
    /// ## Why
    /// If each call copies the list of the previous one, a missing line is not a decision. The owner believes that the
    /// action point is still open, and the others that it is done.
    ///
    /// ## Evidence
    /// `register` of the calls that have one, in order, and `action-updates` of the calls up to the next register.
    /// Entries without an id are not checked, nor are plain numbers, which start again in every register. While a file
    /// in `minutes/` cannot be read, the rule is silent.
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
    /// ## Fix
    /// Find out what became of the action point, and record it in the call of the next register: `action-updates`, with
    /// `status: closed` or `not-pursued`.
    "vanished-action", Actions, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    if !views.group.all_meetings_read {
        return;
    }
    for vanished in views.actions.vanished_actions() {
        let (id, next) = (vanished.id, vanished.next.date.value);
        let message =
            format!("`{}` is open here but missing from the register of {next}, and no call closed it", id.value);
        let help = format!(
            "Record in minutes/{}.yaml what became of it: `action-updates: [{{ id: {}, status: closed }}]`.",
            vanished.next.stem, id.value
        );
        out.report(id.place, message)
            .with_help(help)
            .with_related(vanished.next.date.place, "the call of the next register")
            .on_day(vanished.listed.date.value);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn the_finding_is_in_the_last_register_with_it() {
        let (two, one) = ("register: [{ id: AP-1 }, { id: AP-2 }]\n", "register: [{ id: AP-2 }]\n");
        let group = TestGroup::new().call("2023-03-16", two).call("2023-03-30", two);
        let group = group.call("2023-04-13", one).call("2023-04-27", one);
        assert_eq!(
            group.findings(NAME),
            ["warning minutes/2023-03-30.yaml:2:18 `AP-1` is open here but missing from the register of \
                 2023-04-13, and no call closed it | Record in minutes/2023-04-13.yaml what became of it: \
                 `action-updates: [{ id: AP-1, status: closed }]`."]
        );
    }
}
