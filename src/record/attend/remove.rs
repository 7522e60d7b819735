//! People who are listed in a call by mistake.

use super::describe_entry;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::spelling::is_same_name;
use crate::model::wording::{join_with_and, quote_shell_word};
use crate::record::changes::Changes;
use crate::record::matching::{did_you_mean, expect_found};
use crate::record::organization::resolve_organization;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::lookup::resolution::Resolution;
use crate::view::people::seats::Seat;

/// Removes people from the attendance of a call, by their names or GitHub accounts, or the beginnings of names. Their
/// organization is needed only where two people have one name.
///
/// # Errors
/// When the call does not list somebody, or the organization is missing or not known.
pub fn remove_attendees<'g>(
    names: &[String],
    organization: Option<&str>,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let organization = organization.map(|words| resolve_organization(words, views)).transpose()?;
    let mut seats: Vec<Seat<'g>> = Vec::new();
    for words in names {
        for seat in find_seats(words, organization.as_deref(), meeting, views)? {
            if !seats.iter().any(|known| (known.key, known.at) == (seat.key, seat.at)) {
                seats.push(seat);
            }
        }
    }
    let describe = |seat: &Seat| describe_entry(views.index.organization_name(seat.key), seat.attendee);
    let description = format!("removed: {}", seats.iter().map(describe).collect::<Vec<_>>().join(", "));
    let delegations = || meeting.attendance.iter().flatten();
    let is_last = delegations().all(|one| seats.iter().any(|seat| one.organization.as_str() == seat.key))
        && meeting.listed_people().count() == seats.len();
    // From last to first, so that the indexes of the others stay valid.
    seats.sort_by_key(|seat| std::cmp::Reverse(seat.at));
    let remove = |seat: &Seat| Edit::remove(["attendance".into(), seat.key.into(), seat.at.into()]);
    let edits = match is_last {
        // An empty map would say that nobody came.
        true => vec![Edit::remove(["attendance".into()])],
        false => seats.iter().map(remove).collect(),
    };
    Ok(Changes::edit(meeting.file, edits, description, views))
}

/// Every entry of the person that words name.
fn find_seats<'g>(
    words: &str,
    organization: Option<&str>,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Vec<Seat<'g>>, Error> {
    let day = meeting.date.value;
    let known = views.people.known_on(day);
    let by_account = known.iter().find(|person| person.has_name(words)).map(|person| person.name);
    let listed = || meeting.listed_people().map(|(_, attendee)| attendee.name.as_str());
    let found = Resolution::among_names(by_account.unwrap_or(words), listed());
    let name = expect_found(found, words, "names", |suggestion| {
        let help = did_you_mean(suggestion, format!("`backlog show {day}` shows who is."));
        Error::usage(format!("\"{}\" is not listed in the call of {day}", words.trim()), help)
    })?;
    let seats: Vec<Seat> = views.people.seats(name, meeting).collect();
    let mut organizations: Vec<&str> = Vec::new();
    for own in seats.iter().map(|seat| views.index.organization_name(seat.key)) {
        if !organizations.iter().any(|known| is_same_name(known, own)) {
            organizations.push(own);
        }
    }
    let listed_for = join_with_and(&organizations);
    match organization {
        None if organizations.len() > 1 => {
            Err(Error::usage(format!("{name} is listed for {listed_for}"), "Add the organization: --org ORG."))
        }
        None => Ok(seats),
        Some(organization) => {
            let is_own = |seat: &Seat| is_same_name(views.index.organization_name(seat.key), organization);
            let own: Vec<Seat> = seats.into_iter().filter(is_own).collect();
            if own.is_empty() {
                let message = format!("{name} is listed for {listed_for}, not for {organization}");
                let right = organizations.first().map_or_else(|| "ORG".to_owned(), |one| quote_shell_word(one));
                return Err(Error::not_allowed(message, format!("Correct the organization: --org {right}.")));
            }
            Ok(own)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::changes::ChangeKind;
    use crate::store::edit::apply_edits;
    use crate::test_group::TestGroup;

    /// The file of a call after people were removed, and the description of the change.
    fn remove(attendance: &str, names: &[&str]) -> (String, String) {
        let views = TestGroup::new().call("2026-02-12", format!("attendance:{attendance}\n")).views("2026-02-12");
        let meeting = &views.group.meetings[0];
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let changes = remove_attendees(&names, None, meeting, &views).unwrap();
        let ChangeKind::Edit(changes) = changes.kind else { return <(String, String)>::default() };
        let text = apply_edits(views.group.sources.file(meeting.file), &changes[0].edits).unwrap();
        (text.replacen("date: 2026-02-12\n", "", 1), changes[0].description.clone())
    }

    #[test]
    fn the_rest_of_the_attendance_stays() {
        for (attendance, names, expected) in [
            (" { DT: [Ann, Bo, Cy], Orange: Di }", &["bo", "Cy"][..], "attendance: { DT: [Ann], Orange: Di }\n"),
            (" { DT: [Ann], Orange: Di }", &["Ann"], "attendance: { Orange: Di }\n"),
            (" { DT: [Ann], Orange: Di }", &["Di"], "attendance: { DT: [Ann] }\n"),
            ("\n  DT:\n    - Ann # late\n    - Bo", &["Bo"], "attendance:\n  DT:\n    - Ann # late\n"),
            // Nobody is listed any more, which is not the same as that nobody came.
            (" { DT: [Ann, Bo], Orange: Di }", &["Ann", "Di", "Bo"], ""),
            (" { DT: [Ann], Orange: }", &["Ann"], "attendance: { Orange: }\n"),
        ] {
            assert_eq!(remove(attendance, names).0, expected, "{attendance} {names:?}");
        }
    }

    #[test]
    fn what_is_lost_is_reported() {
        let attendance = " { DT: [{ name: Ann, present: false, note: excused }, Bo], Orange: Di }";
        assert_eq!(remove(attendance, &["Di", "ann"]).1, "removed: Di (Orange), Ann (Deutsche Telekom, excused)");
    }
}
