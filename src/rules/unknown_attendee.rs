//! A person is in a call for another organisation than the group knows.

use super::{Findings, Found, rule};
use crate::model::meeting::Delegation;
use crate::model::organization::Person;
use crate::model::spelling::folded;
use crate::model::wording::shell_word;
use crate::view::Views;
use chrono::NaiveDate;
use std::collections::HashMap;

rule! {
    /// A person in the attendance of a call whom `people` lists under another organisation.
    ///
    /// Names are compared without case, spaces, hyphens and accents, organisations through their aliases. A
    /// person whom `people` does not list is a guest. Calls before the first one that has the person under the
    /// organisation in `people` are not judged: people change their employer. Who stands in a call under both is found
    /// by `duplicate-attendee`.
    ///
    /// ## Why
    /// The attendance table would show an organisation that was not there, and count as absent the one that
    /// was.
    ///
    /// ## Evidence
    /// `people` in `workgroup.yaml` with their `organization`, and the `attendance` of the calls. An organisation
    /// that the group does not know is left to `unknown-organization`.
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
    /// ## Mend
    /// Move the person to the right organisation in the call; if the person has changed sides:
    /// `backlog add-person NAME --org ORG`.
    Minutes, Warn, Group(check)
}

/// A person whom the group knows.
struct Known<'g> {
    /// More than one where two persons bear one name.
    people: Vec<&'g Person>,
    /// The first call that has the person where `people` does.
    first_right: Option<NaiveDate>,
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    let mut by_name: HashMap<String, Known<'g>> = HashMap::new();
    for person in &views.workgroup.people {
        let known = by_name.entry(folded(&person.name));
        known.or_insert_with(|| Known { people: Vec::new(), first_right: None }).people.push(person);
    }
    if by_name.is_empty() {
        return;
    }
    // The same names come back in every call.
    let mut fold: HashMap<&'g str, String> = HashMap::new();
    let mut wrong = Vec::new();
    for meeting in &views.group.meetings {
        for delegation in meeting.attendance.iter().flatten() {
            for attendee in &delegation.people {
                let name = fold.entry(attendee.name.as_str()).or_insert_with(|| folded(&attendee.name));
                let Some(known) = by_name.get_mut(name) else { continue };
                if known.people.iter().any(|person| is_of(person, &delegation.organization, views)) {
                    known.first_right.get_or_insert(meeting.date.value);
                } else if is_known(&delegation.organization, views) {
                    wrong.push((meeting, delegation, attendee));
                }
            }
        }
    }
    for (meeting, delegation, attendee) in wrong {
        let who = attendee.name.as_str();
        let Some(known) = fold.get(who).and_then(|name| by_name.get(name)) else { continue };
        let Some((person, organization)) =
            known.people.iter().find_map(|person| Some((person, person.organization.as_ref()?)))
        else {
            continue;
        };
        if known.first_right.is_some_and(|first| meeting.date.value < first) {
            continue;
        }
        let is_right = |there: &Delegation| known.people.iter().any(|one| is_of(one, &there.organization, views));
        let has = |there: &Delegation| there.people.iter().any(|one| fold.get(one.name.as_str()) == fold.get(who));
        if meeting.attendance.iter().flatten().any(|there| is_right(there) && has(there)) {
            continue;
        }
        let here = &delegation.organization.value;
        let listed = views.index.organization_name(organization);
        out.push(
            Found::at(attendee.name.place, format!("{who} is listed for {here}, and `people` has {listed}"))
                .help(format!(
                    "List the person under {listed} here; if the person speaks for {here} by now: `backlog add-person {} \
                     --org {}`.",
                    shell_word(who),
                    shell_word(here)
                ))
                .related(person.name.place, "known here")
                .on(meeting.date.value),
        );
    }
}

/// Whether the person speaks for an organisation, or nobody knows for which.
fn is_of(person: &Person, organization: &str, views: &Views) -> bool {
    person.organization.as_ref().is_none_or(|own| {
        let (own, here) = (views.index.organization_name(own), views.index.organization_name(organization));
        own == here || folded(own) == folded(here)
    })
}

/// Whether the group knows the organisation, as far as it lists any.
fn is_known(organization: &str, views: &Views) -> bool {
    views.workgroup.organizations.is_empty() || views.index.organization(organization).is_some()
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::told;

    const GROUP: &str = "name: G\norganizations: [{ name: Deutsche Telekom, aliases: [DT] }, MTN]\npeople:\n  \
                         - { name: José Pérez, organization: DT }\n  - { name: Ann Lee }\n";

    fn told_of(calls: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<(String, String)> = calls
            .iter()
            .map(|(day, attendance)| {
                (format!("minutes/{day}.yaml"), format!("date: {day}\nattendance: {attendance}\n"))
            })
            .collect();
        let mut all = vec![("workgroup.yaml", GROUP)];
        all.extend(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        told("unknown-attendee", &all, "2026-06-30")
    }

    #[test]
    fn the_finding_names_both_organisations() {
        assert_eq!(
            told_of(&[("2026-02-12", "{ MTN: [Jose Perez, Ann Lee, A Guest] }")]),
            ["warning minutes/2026-02-12.yaml:2:21 Jose Perez is listed for MTN, and `people` has Deutsche Telekom | \
              List the person under Deutsche Telekom here; if the person speaks for MTN by now: `backlog add-person \
             \"Jose Perez\" --org MTN`."]
        );
        for right in [
            "{ MTN: [Jose Perez], DT: [José Pérez] }",
            "{ Deutsche Telekom: [José Pérez] }",
            "{ dt: [José Pérez] }",
            "{ Contoso: [José Pérez] }",
        ] {
            assert_eq!(told_of(&[("2026-02-12", right)]), [""; 0], "{right}");
        }
    }

    #[test]
    fn who_has_changed_sides_was_right_before() {
        let (old, new) = ("{ MTN: [José Pérez] }", "{ DT: [José Pérez] }");
        assert_eq!(told_of(&[("2026-01-22", old), ("2026-02-12", new)]), [""; 0]);
        let slip = told_of(&[("2026-01-22", new), ("2026-02-12", old), ("2026-02-26", new)]);
        assert!(slip.len() == 1 && slip[0].contains("2026-02-12.yaml"), "{slip:?}");
    }
}
