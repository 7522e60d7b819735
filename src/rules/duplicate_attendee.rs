//! A person is listed twice in the attendance of a call.

use super::{Findings, rule};
use crate::model::spelling::name_key;
use crate::model::wording::quote_shell_word;
use crate::source::Place;
use crate::view::Views;
use crate::view::people::MOST_NAMESAKES;
use std::collections::HashMap;

rule! {
    /// A person who is listed twice in one call, under one organization or under two.
    ///
    /// Names are compared without case, spaces, hyphens and accents. If `people` has two persons of that name on the
    /// day of the call, one for each of the two organizations, both may attend.
    ///
    /// ## Why
    /// The minutes would name the person twice, and one of the two organizations would count as present although nobody
    /// represented it. That matters when absences are counted.
    ///
    /// ## Evidence
    /// `attendance` of each call, and `people` in `workgroup.yaml`.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance:
    ///   Orange: [Gilles Renoux]
    ///   MTN: [gilles renoux]
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance:
    ///   Orange: [Gilles Renoux]
    ///   MTN: []
    /// ```
    ///
    /// ## Fix
    /// Keep the entry under the organization that the person represented. If the entries are two persons, add the
    /// second one: `backlog add-person NAME --org ORG --also`. Two persons of one name in one organization need
    /// different names in the records, such as a middle initial.
    "duplicate-attendee", Minutes, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    // The first entries of each name in a call, with their organizations.
    let mut listed: HashMap<String, Vec<(Place, &str)>> = HashMap::new();
    for meeting in &views.group.meetings {
        listed.clear();
        for (delegation, person) in meeting.listed_people() {
            let organization = views.index.organization_name(&delegation.organization);
            let name = name_key(&person.name);
            if name.is_empty() {
                continue;
            }
            let earlier = listed.entry(name).or_default();
            let is_duplicate = |(_, under): &&(Place, &str)| {
                *under == organization
                    || !views.people.has_namesakes(&person.name, [under, organization], meeting.date.value)
            };
            let duplicate = earlier.iter().find(is_duplicate).copied();
            if earlier.len() < MOST_NAMESAKES {
                earlier.push((person.name.place, organization));
            }
            let Some((first, under)) = duplicate else { continue };
            let (who, of) = (&person.name.value, &delegation.organization.value);
            let (message, help) = if under == organization {
                (
                    format!("{who} is listed twice for {of}"),
                    "Remove one of the two. If they are two persons, give them different names.".to_owned(),
                )
            } else {
                (
                    format!("{who} is listed for {under}, and again for {of}"),
                    format!(
                        "Keep the entry under the organization that the person represented. If it is another \
                             person of that name: `backlog add-person {} --org {} --also`.",
                        quote_shell_word(who),
                        quote_shell_word(of)
                    ),
                )
            };
            out.report(person.name.place, message)
                .with_help(help)
                .with_related(first, "listed here first")
                .on_day(meeting.date.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn names_are_normalized_and_aliases_resolved() {
        let meeting = "attendance:\n  DT: [José Pérez, Ann Lee]\n  MTN: [Jose Perez]\n  \
                       Deutsche Telekom: [Ann  Lee]\n";
        let help = "Keep the entry under the organization that the person represented. If it is another person of \
                    that name: `backlog add-person \"Jose Perez\" --org MTN --also`.";
        assert_eq!(
            TestGroup::new().call("2026-02-12", meeting).findings(NAME),
            [
                format!(
                    "warning minutes/2026-02-12.yaml:4:9 Jose Perez is listed for Deutsche Telekom, and again for MTN \
                     | {help}"
                ),
                "warning minutes/2026-02-12.yaml:5:22 Ann  Lee is listed twice for Deutsche Telekom | Remove one of \
                 the two. If they are two persons, give them different names."
                    .to_owned(),
            ]
        );
    }

    #[test]
    fn two_persons_of_one_name_may_both_attend() {
        let group = |people: &str| {
            format!("organizations: [{{ name: Deutsche Telekom, aliases: [DT] }}, MTN, Orange]\npeople: {people}\n")
        };
        let two =
            group("[{ name: Ann Lee, organization: DT }, { name: Ann Lee, organization: MTN, since: 2026-02-12 }]");
        let one = group("[{ name: Ann Lee, organization: DT }]");
        let found = |group: &str, day: &str, attendance: &str| {
            let group = TestGroup::new().settings(group).call(day, format!("attendance: {attendance}\n"));
            let message = |line: &String| line.split_once(' ').unwrap().1.to_owned();
            group.messages(NAME).iter().map(message).collect::<Vec<_>>()
        };
        let both = "{ Deutsche Telekom: [Ann Lee], MTN: [Ann Lee] }";
        assert_eq!(found(&two, "2026-02-12", both), [""; 0]);
        assert_eq!(
            found(&one, "2026-02-12", both),
            ["minutes/2026-02-12.yaml:2:50 Ann Lee is listed for Deutsche Telekom, and again for MTN"]
        );
        assert_eq!(found(&two, "2026-01-22", both).len(), 1, "the second entry begins later");
        let third = "{ DT: [Ann Lee], MTN: [Ann Lee], Orange: [Ann Lee] }";
        assert_eq!(found(&two, "2026-02-12", third).len(), 1, "a third one is unknown");
        let twice = "{ DT: [Ann Lee], MTN: [Ann Lee, ann lee] }";
        assert_eq!(found(&two, "2026-02-12", twice), ["minutes/2026-02-12.yaml:2:45 ann lee is listed twice for MTN"]);
        assert_eq!(found(&two, "2026-02-12", "{ DT: [Ann Lee, A.B.], MTN: [A B] }"), [""; 0]);
    }
}
