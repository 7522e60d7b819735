//! A person attends for another organization than the group has on record.

use super::{Findings, rule};
use crate::model::organization::Person;
use crate::model::spelling::name_key;
use crate::model::wording::quote_shell_word;
use crate::source::FileId;
use crate::view::Views;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

rule! {
    /// A person in the attendance of a call whose organization differs from the one in `people`.
    ///
    /// Names are compared without case, spaces, hyphens and accents, organizations through their aliases. A person who
    /// is not in `people` is a guest. An entry with `since` or `until` counts on its days only. If no entry of the
    /// person has such days, calls before the first one that agrees with `people` are not checked: people change
    /// employers. A person who is listed under both organizations in one call is reported by `duplicate-attendee`.
    ///
    /// ## Why
    /// The attendance table would show an organization that did not attend, and count the one that did as absent.
    ///
    /// ## Evidence
    /// `people` in `workgroup.yaml` with their `organization`, and the `attendance` of the calls. An unknown
    /// organization is reported by `unknown-organization`.
    ///
    /// ## Bad
    /// ```yaml workgroup.yaml
    /// name: Example
    /// organizations: [Orange, MTN]
    /// people:
    ///   - { name: Gilles Renoux, organization: Orange }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { MTN: [Gilles Renoux] }
    /// ```
    ///
    /// ## Bad
    /// ```yaml workgroup.yaml
    /// name: Example
    /// organizations: [Orange, MTN]
    /// people:
    ///   - { name: Gilles Renoux, organization: Orange, until: 2026-02-11 }
    ///   - { name: Gilles Renoux, organization: MTN, since: 2026-02-12 }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [Gilles Renoux] }
    /// ```
    ///
    /// ## Good
    /// ```yaml workgroup.yaml
    /// name: Example
    /// organizations: [{ name: Orange, aliases: [FT] }, MTN]
    /// people:
    ///   - { name: Gilles Renoux, organization: Orange }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { FT: [Gilles Renoux] }
    /// ```
    ///
    /// ## Fix
    /// Move the person to the right organization in the call. If the person changed employers: `backlog add-person NAME
    /// --org ORG --since DATE`. If it is another person of the same name: `backlog add-person NAME --org ORG --also`.
    "unknown-attendee", Minutes, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    if views.workgroup.people.is_empty() {
        return;
    }
    let mut wrong = Vec::new();
    // Persons who are listed under the right organization, by call: another entry there is another person.
    let mut right: HashSet<(FileId, String)> = HashSet::new();
    let mut first_right: HashMap<String, NaiveDate> = HashMap::new();
    for meeting in &views.group.meetings {
        let day = meeting.date.value;
        for (delegation, attendee) in meeting.listed_people() {
            let name = name_key(&attendee.name);
            let organization = delegation.organization.as_str();
            if views.people.entries_on(&name, day).any(|person| views.people.may_represent(person, organization)) {
                first_right.entry(name.clone()).or_insert(day);
                right.insert((meeting.file, name));
            } else if is_known_organization(organization, views) {
                wrong.push((meeting, name, organization, attendee));
            }
        }
    }
    for (meeting, name, here, attendee) in wrong {
        let (who, day) = (attendee.name.as_str(), meeting.date.value);
        // Without dates, the person may have represented another organization before.
        let may_differ = first_right.get(&name).is_some_and(|first| day < *first)
            && !views.people.entries(&name).any(Person::has_days);
        if may_differ || right.contains(&(meeting.file, name)) {
            continue;
        }
        let found =
            views.people.entries_on(who, day).find_map(|person| other_organization(person, who, here, day, views));
        let not_then = || views.people.entries(who).find(|person| views.people.may_represent(person, here));
        if let Some((person, message, help)) = found.or_else(|| outside_days(not_then()?, who, here)) {
            let found = out.report(attendee.name.place, message).with_help(help);
            found.with_related(person.name.place, "known here").on_day(day);
        }
    }
}

/// The finding if `people` lists the person under another organization on the day of the call.
fn other_organization<'g>(
    person: &'g Person,
    who: &str,
    here: &str,
    day: NaiveDate,
    views: &Views,
) -> Option<(&'g Person, String, String)> {
    let listed = views.index.organization_name(person.organization.as_ref()?.as_str());
    let then = if person.has_days() { " on that day" } else { "" };
    let message = format!("{who} is listed for {here}, but `people` has {listed}{then}");
    let command = format!("backlog add-person {} --org {}", quote_shell_word(who), quote_shell_word(here));
    let help = format!(
        "List the person under {listed} here; if the person represents {here} now: `{command} --since {day}`; if it \
         is another person of that name: `{command} --also`."
    );
    Some((person, message, help))
}

/// The finding if `people` lists the person under that organization on other days only, and under none on the day of
/// the call.
fn outside_days<'g>(person: &'g Person, who: &str, here: &str) -> Option<(&'g Person, String, String)> {
    let days = [("since", person.since), ("until", person.until)];
    let days: Vec<String> = days.iter().filter_map(|(word, day)| Some(format!("{word} {}", (*day)?))).collect();
    let message = format!("{who} is listed for {here}, but `people` has that only {}", days.join(" "));
    let help = "List the person under the organization of that day, or correct `since` and `until` in workgroup.yaml.";
    Some((person, message, help.to_owned()))
}

/// Whether the organization is on the group's list, or the list is empty.
fn is_known_organization(organization: &str, views: &Views) -> bool {
    views.workgroup.organizations.is_empty() || views.index.organization_by_name(organization).is_some()
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const GROUP: &str = "organizations: [{ name: Deutsche Telekom, aliases: [DT] }, MTN]\npeople:\n  \
                         - { name: José Pérez, organization: DT }\n  - { name: Ann Lee }\n";

    fn findings_for(calls: &[(&str, &str)]) -> Vec<String> {
        let group = calls.iter().fold(TestGroup::new().settings(GROUP), |group, (date, attendance)| {
            group.call(date, format!("attendance: {attendance}\n"))
        });
        group.findings(NAME)
    }

    #[test]
    fn the_finding_names_both_organizations() {
        assert_eq!(
            findings_for(&[("2026-02-12", "{ MTN: [Jose Perez, Ann Lee, A Guest] }")]),
            ["warning minutes/2026-02-12.yaml:2:21 Jose Perez is listed for MTN, but `people` has Deutsche Telekom | \
              List the person under Deutsche Telekom here; if the person represents MTN now: `backlog add-person \
              \"Jose Perez\" --org MTN --since 2026-02-12`; if it is another person of that name: `backlog add-person \
              \"Jose Perez\" --org MTN --also`."]
        );
        for right in [
            "{ MTN: [Jose Perez], DT: [José Pérez] }",
            "{ Deutsche Telekom: [José Pérez] }",
            "{ dt: [José Pérez] }",
            "{ Contoso: [José Pérez] }",
        ] {
            assert_eq!(findings_for(&[("2026-02-12", right)]), [""; 0], "{right}");
        }
    }

    #[test]
    fn a_name_of_hyphens_alone_is_a_name() {
        let group =
            TestGroup::new().settings("organizations: [Orange, MTN]\npeople: { name: '-', organization: Orange }\n");
        let found = group.call("2026-02-12", "attendance: { MTN: ['-'] }\n").messages(NAME);
        assert_eq!(found, ["warning minutes/2026-02-12.yaml:2:21 - is listed for MTN, but `people` has Orange"]);
    }

    #[test]
    fn entries_before_a_change_of_employer_are_fine() {
        let (old, new) = ("{ MTN: [José Pérez] }", "{ DT: [José Pérez] }");
        assert_eq!(findings_for(&[("2026-01-22", old), ("2026-02-12", new)]), [""; 0]);
        let slip = findings_for(&[("2026-01-22", new), ("2026-02-12", old), ("2026-02-26", new)]);
        assert!(slip.len() == 1 && slip[0].contains("2026-02-12.yaml"), "{slip:?}");
    }

    #[test]
    fn an_entry_applies_on_its_days() {
        let group = |people: &str| format!("organizations: [Deutsche Telekom, MTN, Orange]\npeople:\n{people}");
        let both = group(
            "  - { name: Ann Lee, organization: MTN, until: 2026-02-12 }\n  - { name: Ann Lee, organization: Orange, since: \
             2026-02-13 }\n",
        );
        let left = group("  - { name: Ann Lee, organization: MTN, until: 2026-02-12 }\n");
        let found = |group: &str, day: &str, organization: &str| {
            let group = TestGroup::new().settings(group);
            group.call(day, format!("attendance: {{ {organization}: [Ann Lee] }}\n")).messages(NAME).pop()
        };
        let (before, after) = ("2026-02-12", "2026-02-26");
        assert_eq!(found(&both, before, "MTN"), None);
        assert_eq!(found(&both, after, "Orange"), None);
        for (day, here, there) in
            [(before, "Orange", "MTN"), (after, "MTN", "Orange"), (after, "Deutsche Telekom", "Orange")]
        {
            let message = format!("Ann Lee is listed for {here}, but `people` has {there} on that day");
            assert!(found(&both, day, here).is_some_and(|found| found.ends_with(&message)), "{day} {here}");
        }
        let message = "Ann Lee is listed for MTN, but `people` has that only until 2026-02-12";
        assert!(found(&left, after, "MTN").is_some_and(|found| found.ends_with(message)));
        assert_eq!(found(&left, after, "Orange"), None, "her organization is unknown now");
    }
}
