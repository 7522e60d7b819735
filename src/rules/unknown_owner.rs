//! The owner of an action point is unknown to the group.

use super::{Findings, rule};
use crate::view::Views;
use crate::view::actions::owners::{ActionOwners, explain_unknown_owner};
use std::collections::HashMap;

rule! {
    /// An owner of an action point who is not an organization, a person or a role of the group.
    ///
    /// Organizations are known by their names and aliases. Persons are known from `people` and from the attendance of
    /// the calls, by their names or GitHub accounts. Roles are those in `people` and in the attendance, the reviewer,
    /// and the usual ones, such as `Chair` and `All`.
    ///
    /// ## Why
    /// Open action points are listed by owner, and reminders go to owners. With a mistyped name, the action point is on
    /// nobody's list.
    ///
    /// ## Evidence
    /// `owners` of the action points that a call opened, and `organizations` in `workgroup.yaml`; while that list is
    /// empty, the rule is silent. The entries of an imported `register` are not checked.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, owners: [Chine Mobile], text: Refine the PR }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [Gilles Renoux] }
    /// actions:
    ///   - { id: 20260212-01, owners: [China Mobile, DT], text: Refine the PR }
    ///   - { id: 20260212-02, owners: Gilles Renoux, text: Update the table }
    ///   - { id: 20260212-03, owners: Chair, text: Ask the other groups }
    /// register:
    ///   - { id: 20230316-01, owners: [Fabrikam], text: Write a summary, status: closed }
    /// ```
    ///
    /// ## Fix
    /// Correct the name, or add it to the group: `backlog add-organization NAME`, or `backlog add-person NAME --org
    /// ORG`, with `--role ROLE` for a role.
    "unknown-owner", Actions, Warn, Group(check)
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    if views.workgroup.organizations.is_empty() {
        return;
    }
    let known = ActionOwners::from_views(views);
    let mut suggestions = known.suggestions();
    // One mistake is often in many files, and the search for a similar name is expensive.
    let mut explained: HashMap<&'g str, (String, String)> = HashMap::new();
    for meeting in &views.group.meetings {
        for owner in meeting.opened_actions().flat_map(|(_, action)| &action.owners) {
            let name = owner.as_str();
            let is_known = || known.resolve_person(name).is_some() || known.is_role(name);
            if views.index.organization_by_name(name).is_some() || is_known() {
                continue;
            }
            let (message, help) =
                explained.entry(name).or_insert_with(|| explain_unknown_owner(name, &mut suggestions));
            out.report(owner.place, message.as_str()).with_help(help.as_str()).on_day(meeting.date.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const CALL: &str = "attendance: { DT: [Ann Example] }\ntopics: [{ title: T, actions: [{ text: x, \
                        owners: [orange, ann example] }] }]\nactions: [{ text: x, owners: [Nobody, ALL, DT] }]\n";

    #[test]
    fn every_owner_is_checked() {
        let stranger = "is not an organization, a person or a role of this group";
        let add = |name| format!("`backlog add-organization {name}`, or `backlog add-person {name} --org ORG`.");
        assert_eq!(
            TestGroup::new().call("2026-02-12", CALL).findings(NAME),
            [
                format!(
                    "warning minutes/2026-02-12.yaml:3:52 `orange` {stranger} | Did you mean `Orange`? If not, add it: {}",
                    add("orange")
                ),
                format!("warning minutes/2026-02-12.yaml:4:31 `Nobody` {stranger} | Add it: {}", add("Nobody")),
            ]
        );
    }

    #[test]
    fn a_group_without_organizations_is_not_checked() {
        assert_eq!(TestGroup::new().settings("").call("2026-02-12", CALL).findings(NAME), [""; 0]);
    }
}
