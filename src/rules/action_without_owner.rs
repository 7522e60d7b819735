//! An action point has no owner.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;

rule! {
    /// An action point that was opened without an owner.
    ///
    /// ## Why
    /// An action point that belongs to nobody is not done. By the time somebody asks who was responsible, the minutes
    /// are approved and do not say.
    ///
    /// ## Evidence
    /// `owners` of the action points that a call opened. The entries of an imported `register` are not checked.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, text: Refine the PR }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, owners: [MTN], text: Refine the PR }
    ///   - { id: 20260212-02, owners: Chair, text: Ask the other groups }
    /// register:
    ///   - { id: 20230316-01, text: Update the table, status: closed }
    /// ```
    ///
    /// ## Fix
    /// Add `owners` with the organizations, persons or roles (such as `Chair`) that are responsible.
    "action-without-owner", Actions, Error, Meeting(check)
}

fn check(meeting: &Meeting, _views: &Views, out: &mut Findings) {
    for (_, action) in meeting.opened_actions().filter(|(_, action)| action.owners.is_empty()) {
        let name = action.id.as_ref().map_or("an action point".to_owned(), |id| format!("`{}`", id.value));
        out.report(action.id_place(), format!("nobody owns {name}"))
            .with_help("Add `owners:` with the organizations, persons or roles that are responsible.");
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn items_and_topics_are_read() {
        let meeting = "topics: [{ title: T, actions: [{ text: x, owners: [] }] }]\n\
                       agenda: [{ issue: 1, actions: [{ id: 20260212-01, text: x }, { text: x, owners: Chair }] }]\n";
        let help = "Add `owners:` with the organizations, persons or roles that are responsible.";
        assert_eq!(
            TestGroup::new().call("2026-02-12", meeting).findings(NAME),
            [
                format!("error minutes/2026-02-12.yaml:2:32 nobody owns an action point | {help}"),
                format!("error minutes/2026-02-12.yaml:3:38 nobody owns `20260212-01` | {help}"),
            ]
        );
    }
}
