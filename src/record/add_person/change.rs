//! How `people` in `workgroup.yaml` changes to record a person and an organization.

use super::organization_name;
use crate::error::Error;
use crate::model::organization::Person;
use crate::model::spelling::is_same_name;
use crate::model::wording::{join_with_and, quote_shell_word};
use crate::view::Views;
use chrono::NaiveDate;

/// What to record about a person.
#[derive(Debug, Clone, Copy, Default)]
pub struct PersonRequest<'a> {
    /// The full name.
    pub name: &'a str,
    /// By its own name; if `None`, the existing entry is extended.
    pub organization: Option<&'a str>,
    /// The organization that the person leaves, by its own name, if several entries have that name.
    pub from: Option<&'a str>,
    /// The first day on which the person represents it.
    pub since: Option<NaiveDate>,
    /// Whether it is a different person with an existing name.
    pub is_another: bool,
}

/// How the entries of `people` change. Entries are given by index.
#[derive(Debug)]
pub(super) enum PersonChange {
    /// An entry is added.
    Add,
    /// An entry is updated.
    Update(usize),
    /// The person changes organizations: the entry ends, and another one is added.
    Succeed {
        /// The entry that ends.
        at: usize,
        /// Its last day.
        until: NaiveDate,
    },
}

/// How a request changes `people`, or the error for a request that conflicts with existing entries.
pub(super) fn plan_person_change(request: &PersonRequest, views: &Views) -> Result<PersonChange, Error> {
    let day = request.since.unwrap_or(views.now.day());
    let entries = views.workgroup.people.iter().enumerate();
    let entries: Vec<_> = entries.filter(|(_, person)| is_same_name(&person.name, request.name)).collect();
    let Some((_, last)) = entries.last() else { return Ok(PersonChange::Add) };
    let is_open = |person: &Person| person.until.is_none_or(|until| day <= until);
    let open: Vec<_> = entries.iter().copied().filter(|(_, person)| is_open(person)).collect();
    let Some(organization) = request.organization else {
        return match (&open[..], &entries[..]) {
            ([(at, _)], _) | ([], [(at, _)]) => Ok(PersonChange::Update(*at)),
            (several, all) => {
                let listed = describe_people(if several.is_empty() { all } else { several });
                Err(Error::not_allowed(listed, "Add the organization of the one to change: --org ORG."))
            }
        };
    };
    let find_entry = |name: &str| open.iter().copied().find(|(_, person)| views.people.may_represent(person, name));
    if let Some((at, own)) = find_entry(organization) {
        if !request.is_another && request.from.is_none() {
            return Ok(PersonChange::Update(at));
        }
        let help = "Two people of one name in one organization need something that distinguishes them, such as a \
                    middle initial.";
        return Err(Error::not_allowed(format!("{} already", describe_person(own)), help));
    }
    if request.is_another {
        return Ok(PersonChange::Add);
    }
    let command =
        |name: &str| format!("backlog add-person {} --org {}", quote_shell_word(name), quote_shell_word(organization));
    let also = |command: &str| format!("For another person of the same name: `{command} --also`.");
    let (at, former) = match (request.from, &open[..]) {
        (Some(from), _) => find_entry(from).ok_or_else(|| {
            let message = format!("{} is not listed for {from}; {}", request.name, describe_people(&open));
            let help = format!("Use one of these with --from ORG. {}", also(&command(request.name)));
            Error::not_allowed(message, help)
        })?,
        (None, [_, _, ..]) => {
            let command = command(request.name);
            let help = format!(
                "If one of them represents {organization} now: `{command} --since DATE --from ORG`, where --from is the \
                 former organization. {}",
                also(&command)
            );
            return Err(Error::not_allowed(describe_people(&open), help));
        }
        (None, open) if request.since.is_none() => {
            let person = open.first().map_or(last, |(_, person)| person);
            let until = person.until.map(|until| format!(" until {until}")).unwrap_or_default();
            let name = person.name.as_str();
            let command = command(name);
            let help = format!("If {name} represents {organization} now: `{command} --since DATE`. {}", also(&command));
            return Err(Error::not_allowed(format!("{}{until}", describe_person(person)), help));
        }
        (None, []) => return Ok(PersonChange::Add),
        (None, [one]) => *one,
    };
    // The former entry ends the day before, if it begins earlier.
    let until = day.pred_opt().filter(|_| former.since.is_none_or(|since| since < day)).ok_or_else(|| {
        let since = former.since.map(|since| format!(" since {since}")).unwrap_or_default();
        let help = "Use a later day with --since, or edit `people` in workgroup.yaml.";
        Error::not_allowed(format!("{}{since}", describe_person(former)), help)
    })?;
    Ok(PersonChange::Succeed { at, until })
}

/// An entry with its organization.
fn describe_person(person: &Person) -> String {
    format!("{} is listed for {}", person.name.value, organization_name(person).unwrap_or("nobody"))
}

/// All entries of one name, with their organizations and days.
fn describe_people(people: &[(usize, &Person)]) -> String {
    let describe = |(_, person): &(usize, &Person)| {
        let days = [("since", person.since), ("until", person.until)];
        let days = days.iter().filter_map(|(word, day)| Some(format!(" {word} {}", (*day)?)));
        format!("{}{}", organization_name(person).unwrap_or("nobody"), days.collect::<String>())
    };
    let entries: Vec<String> = people.iter().map(describe).collect();
    let name = people.first().map_or("", |(_, person)| person.name.as_str());
    match entries.as_slice() {
        [] => "no person of that name is listed".to_owned(),
        [one] => format!("{name} is listed for {one}"),
        _ => format!("several people are listed as {name}: for {}", join_with_and(&entries)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    /// A request about Ann Lee.
    const REQUEST: PersonRequest =
        PersonRequest { name: "Ann Lee", organization: None, since: None, is_another: false, from: None };

    /// How a request changes these entries, in short.
    fn describe_request(people: &str, request: &PersonRequest) -> String {
        let views = TestGroup::new().more_settings(format!("people: {people}\n")).views("2026-03-01");
        match plan_person_change(request, &views) {
            Ok(PersonChange::Succeed { at, until }) => format!("succeed {at} {until}"),
            Ok(change) => format!("{change:?}"),
            Err(Error::NotAllowed { message, help }) => format!("{message} | {}", help.unwrap()),
            Err(other) => other.to_string(),
        }
    }

    #[test]
    fn an_entry_is_added_updated_or_succeeded_unless_it_is_unclear() {
        let one = "[Bo, { name: Ann Lee, organization: DT }]";
        let moved = "[{ name: Ann Lee, organization: DT, until: 2026-02-11 }, { name: Ann Lee, organization: Orange, \
                     since: 2026-02-12 }]";
        let ended = "[{ name: Ann Lee, organization: DT, until: 2026-02-11 }]";
        let two = "[{ name: Ann Lee, organization: DT }, { name: Ann Lee, organization: Orange }]";
        let since = Some("2026-02-12");
        for (people, organization, since, is_another, expected) in [
            // An existing name has to be distinguished.
            ("[]", Some("Orange"), None, false, "Add"),
            (one, Some("Orange"), None, false, "Ann Lee is listed for DT | If"),
            (one, Some("Orange"), since, false, "succeed 1 2026-02-11"),
            (one, Some("Orange"), None, true, "Add"),
            (one, Some("Deutsche Telekom"), None, true, "Ann Lee is listed for DT already | Two"),
            (one, Some("Deutsche Telekom"), since, false, "Update(1)"),
            (one, None, None, false, "Update(1)"),
            ("[Ann Lee]", Some("Orange"), since, false, "Update(0)"),
            // A returning person gets another entry.
            (moved, Some("DT"), None, false, "Ann Lee is listed for Orange | If"),
            (moved, Some("DT"), Some("2026-04-01"), false, "succeed 1 2026-03-31"),
            (moved, Some("NCSRD"), since, false, "Ann Lee is listed for Orange since 2026-02-12 | Use"),
            (moved, None, None, false, "Update(1)"),
            (ended, Some("DT"), None, false, "Ann Lee is listed for DT until 2026-02-11 | If"),
            (ended, Some("DT"), Some("2026-03-01"), false, "Add"),
            // The entry of one of two people has to be chosen.
            (two, None, None, false, "several people are listed as Ann Lee: for DT and Orange | Add"),
            (two, Some("Orange"), None, false, "Update(1)"),
            (two, Some("NCSRD"), None, false, "several people are listed as Ann Lee: for DT and Orange | If"),
            (
                two,
                Some("NCSRD"),
                Some("2026-03-01"),
                false,
                "several people are listed as Ann Lee: for DT and Orange | If",
            ),
            (two, Some("NCSRD"), None, true, "Add"),
        ] {
            let request = PersonRequest { organization, since: since.map(day), is_another, ..REQUEST };
            let found = describe_request(people, &request);
            assert!(found.starts_with(expected), "{people} {organization:?} {since:?}: {found}");
        }
        for (from, organization, expected) in [
            ("Deutsche Telekom", "NCSRD", "succeed 0 2026-02-28"),
            ("Orange", "NCSRD", "succeed 1 2026-02-28"),
            (
                "MTN",
                "NCSRD",
                "Ann Lee is not listed for MTN; several people are listed as Ann Lee: for DT and Orange | Use",
            ),
            ("Deutsche Telekom", "Orange", "Ann Lee is listed for Orange already | Two"),
        ] {
            let since = Some(day("2026-03-01"));
            let request = PersonRequest { organization: Some(organization), since, from: Some(from), ..REQUEST };
            let found = describe_request(two, &request);
            assert!(found.starts_with(expected), "{from} {organization}: {found}");
        }
    }
}
