//! An organization is not on the group's list.

use super::{Findings, rule};
use crate::model::organization::Organization;
use crate::model::suggestions::Suggestions;
use crate::model::wording::quote_shell_word;
use crate::source::Spanned;
use crate::view::Views;
use chrono::NaiveDate;
use std::collections::HashMap;

rule! {
    /// The name of an organization that is neither a name nor an alias in `workgroup.yaml`.
    ///
    /// ## Why
    /// Attendance, owners and supporters are counted by organization. A mistyped name counts as another organization
    /// with its own row in the attendance, and the absences of the right one are miscounted.
    ///
    /// ## Evidence
    /// `organizations` in `workgroup.yaml`; while that list is empty, the rule is silent. It is compared with `owners`,
    /// `former-owners` and `supporters` of the proposals, `attendance` of the calls, and `organization` of the people.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// supporters: [Chine Mobile]
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// supporters: [China Mobile, DT]
    /// ```
    ///
    /// ## Fix
    /// Correct the name, or add it to the group: `backlog add-organization NAME`. If it is another spelling of an
    /// organization in the list: `backlog add-organization THAT --alias NAME`.
    "unknown-organization", Proposal, Warn, Group(check)
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    let organizations = &views.workgroup.organizations;
    if organizations.is_empty() {
        return;
    }
    let known = organizations.iter().flat_map(Organization::spellings).map(|name| name.as_str());
    let mut suggestions = Suggestions::new(known.collect());
    // One mistake is often in many files, and the search for a similar name is expensive.
    let mut near: HashMap<&'g str, Option<&str>> = HashMap::new();
    for (day, name) in organization_mentions(views) {
        if name.is_empty() || views.index.organization_by_name(name).is_some() {
            continue;
        }
        let near = near.entry(name.as_str()).or_insert_with(|| suggestions.suggest(name));
        let word = quote_shell_word(name);
        let help = match near {
            Some(near) => format!("Did you mean `{near}`? If not, add it: `backlog add-organization {word}`."),
            None => format!(
                "Add it: `backlog add-organization {word}`; if it is another spelling of an organization in the list: \
                 `backlog add-organization THAT --alias {word}`."
            ),
        };
        out.report(name.place, format!("`{}` is not an organization of this group", name.value))
            .with_help(help)
            .on_day(day);
    }
}

/// Every name of an organization in the records, with the date of the record.
fn organization_mentions<'g>(views: &Views<'g>) -> impl Iterator<Item = (Option<NaiveDate>, &'g Spanned<String>)> {
    let people = views.workgroup.people.iter().filter_map(|person| person.organization.as_ref());
    let proposals = views.group.proposals.iter().flat_map(|proposal| {
        let former = proposal.former_owners.iter().map(|former| &former.name);
        let day = views.activity.first_heard(proposal);
        proposal.owners.iter().chain(former).chain(&proposal.supporters).map(move |name| (day, name))
    });
    let meetings = views.group.meetings.iter().flat_map(|meeting| {
        let delegations = meeting.attendance.iter().flatten();
        delegations.map(|delegation| (Some(meeting.date.value), &delegation.organization))
    });
    people.map(|name| (None, name)).chain(proposals).chain(meetings)
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const PROPOSAL: &str = "owners: [orange]\nformer-owners: [D.T.]\nsupporters: [MTN, Fabrikam Telecom]\n";
    const MEETING: &str = "attendance: { '': [], DT: [], Orang: [] }\n";

    #[test]
    fn every_place_of_a_name_is_checked() {
        let else_add = |word| format!("If not, add it: `backlog add-organization {word}`.");
        let add = |word| {
            format!(
                "Add it: `backlog add-organization {word}`; if it is another spelling of an organization in the list: \
                 `backlog add-organization THAT --alias {word}`."
            )
        };
        let stranger = "is not an organization of this group";
        assert_eq!(
            TestGroup::new().proposal("x", PROPOSAL).call("2026-02-12", MEETING).findings(NAME),
            [
                format!(
                    "warning backlog/x.yaml:2:10 `orange` {stranger} | Did you mean `Orange`? {}",
                    else_add("orange")
                ),
                format!("warning backlog/x.yaml:3:17 `D.T.` {stranger} | {}", add("D.T.")),
                format!("warning backlog/x.yaml:4:19 `Fabrikam Telecom` {stranger} | {}", add("\"Fabrikam Telecom\"")),
                format!(
                    "warning minutes/2026-02-12.yaml:2:31 `Orang` {stranger} | Did you mean `Orange`? {}",
                    else_add("Orang")
                ),
            ]
        );
    }

    #[test]
    fn a_group_without_a_list_is_silent_and_people_are_checked() {
        assert_eq!(TestGroup::new().settings("").proposal("x", PROPOSAL).findings(NAME), [""; 0]);
        let settings = "organizations: [Vodafone]\npeople: [{ name: Eric Murray, organization: Vodaphone }]\n";
        let findings = TestGroup::new().settings(settings).findings(NAME);
        assert!(
            findings[0].contains("workgroup.yaml:3:45 `Vodaphone`") && findings[0].contains("mean `Vodafone`?"),
            "{findings:?}"
        );
    }
}
