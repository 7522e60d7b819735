//! One person stands twice in the attendance of a call.

use super::{Findings, Found, rule};
use crate::model::spelling::folded;
use crate::source::Place;
use crate::view::Views;
use std::collections::HashMap;

rule! {
    /// A person who is listed twice in one call, under one organisation or under two.
    ///
    /// Names are compared without case, spaces, hyphens and accents.
    ///
    /// ## Why
    /// The minutes would name the person twice, and of two organisations one counts as present though nobody
    /// of it was there, which matters when absences are counted.
    ///
    /// ## Evidence
    /// `attendance` of each call.
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
    /// ## Mend
    /// Keep the entry under the organisation that the person spoke for. Two persons of one name need something
    /// that tells them apart, such as a middle initial.
    Minutes, Warn, Group(check)
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    // The same names come back in every call.
    let mut fold: HashMap<&'g str, String> = HashMap::new();
    for delegation in views.group.meetings.iter().flat_map(|meeting| meeting.attendance.iter().flatten()) {
        for person in &delegation.people {
            fold.entry(person.name.as_str()).or_insert_with(|| folded(&person.name));
        }
    }
    let mut seen: HashMap<&str, (Place, &str)> = HashMap::new();
    for meeting in &views.group.meetings {
        seen.clear();
        for delegation in meeting.attendance.iter().flatten() {
            let organization = views.index.organization_name(&delegation.organization);
            for person in &delegation.people {
                let name = fold.get(person.name.as_str()).map_or("", String::as_str);
                if name.is_empty() {
                    continue;
                }
                let (first, under) = *seen.entry(name).or_insert((person.name.place, organization));
                if first == person.name.place {
                    continue;
                }
                let (who, of) = (&person.name.value, &delegation.organization.value);
                let (told, help) = if under == organization {
                    (
                        format!("{who} is listed twice for {of}"),
                        "Remove one of the two; what tells two persons of one name apart is part of the name.",
                    )
                } else {
                    (
                        format!("{who} is listed for {under}, and again for {of}"),
                        "Keep one of the two: the one under the organisation that the person spoke for.",
                    )
                };
                out.push(
                    Found::at(person.name.place, told)
                        .help(help)
                        .related(first, "listed here first")
                        .on(meeting.date.value),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::told;

    #[test]
    fn names_are_compared_folded_and_organisations_through_their_aliases() {
        let meeting = "date: 2026-02-12\nattendance:\n  DT: [José Pérez, Ann Lee]\n  MTN: [Jose Perez]\n  \
                       Deutsche Telekom: [Ann  Lee]\n";
        let help = "Keep one of the two: the one under the organisation that the person spoke for.";
        assert_eq!(
            told("duplicate-attendee", &[("minutes/2026-02-12.yaml", meeting)], "2026-06-30"),
            [
                format!(
                    "warning minutes/2026-02-12.yaml:4:9 Jose Perez is listed for Deutsche Telekom, and again for MTN \
                     | {help}"
                ),
                "warning minutes/2026-02-12.yaml:5:22 Ann  Lee is listed twice for Deutsche Telekom | Remove one of the \
                 two; what tells two persons of one name apart is part of the name."
                    .to_owned(),
            ]
        );
    }
}
