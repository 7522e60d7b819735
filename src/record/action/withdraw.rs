//! An action point that a call opened and takes back.

use super::find_openings;
use crate::error::Error;
use crate::model::action::{Action, ActionUpdate};
use crate::model::meeting::Meeting;
use crate::model::wording::{join_with_and, quote_shell_word};
use crate::record::changes::{Changes, quote_lost_text};
use crate::record::matching::{did_you_mean, find_known};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::item_label::item_label;
use crate::view::lookup::resolution::Resolution;

/// Withdraws an action point that a call opened, with what the same call said about it. The id may be the beginning of
/// one.
///
/// # Errors
/// When the call has not opened it, several action points have the id, or another call refers to it.
pub fn withdraw_action(words: &str, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let ids = meeting.opened_actions().filter_map(|(_, action)| action.id.as_ref());
    let found = Resolution::among_names(words, ids.map(|id| id.as_str()));
    let suggestion = match &found {
        Resolution::Unknown { suggestion } => suggestion.clone(),
        _ => None,
    };
    let Some(id) = find_known(found, words, "ids of action points")? else {
        return Err(not_opened_error(words, suggestion, meeting, views));
    };
    let openings = find_openings(id, meeting, views)?;
    let [first, ..] = openings.as_slice() else {
        return Err(not_opened_error(words, None, meeting, views));
    };
    if let Some(other) = find_reference(id, meeting, views).filter(|_| !views.actions.is_mom_number(id)) {
        return Err(Error::not_allowed(
            format!("the call of {} refers to {id}", other.date.value),
            format!(
                "To give it up, run `backlog action close {id} --not-pursued`; if it was never meant, first remove what \
                 {} says about it.",
                views.group.sources.file(other.file).path
            ),
        ));
    }
    let updates = meeting.action_updates.iter().enumerate().filter(|(_, update)| update.id.as_str() == id);
    let (places, updates): (Vec<usize>, Vec<&ActionUpdate>) = updates.unzip();
    // From last to first, so that the indexes of the others stay valid.
    let edits = places.iter().rev().map(|at| Edit::remove(["action-updates".into(), (*at).into()]));
    let edits = edits.chain(openings.iter().rev().map(|opening| Edit::remove(opening.path.clone()))).collect();
    let items: Vec<String> = openings.iter().filter_map(|opening| opening.item.map(item_label)).collect();
    let about = if items.is_empty() { String::new() } else { format!(" of {}", join_with_and(items)) };
    let updates: String = updates.into_iter().map(describe_update).collect();
    let description = format!("action point {id}{about} withdrawn: {}{updates}", describe_action(first.action));
    Ok(Changes::edit(meeting.file, edits, description, views))
}

/// Another call that says something about an action point, or lists it in its register.
fn find_reference<'g>(id: &str, meeting: &Meeting, views: &Views<'g>) -> Option<&'g Meeting> {
    let is_about = |other: &&Meeting| {
        let rows = other.register.iter().filter_map(|row| row.id.as_ref());
        other.action_updates.iter().map(|update| &update.id).chain(rows).any(|own| own.as_str() == id)
    };
    views.group.meetings.iter().filter(|other| other.date.value != meeting.date.value).find(is_about)
}

fn not_opened_error(words: &str, suggestion: Option<String>, meeting: &Meeting, views: &Views) -> Error {
    let day = meeting.date.value;
    if let Resolution::Found(id) = views.lookup.resolve_action(words)
        && let Some(point) = views.actions.register().by_id(id)
    {
        let (message, id) =
            (format!("the call of {} opened {id}, not that of {day}", point.opened), quote_shell_word(id));
        let help = format!(
            "To give it up, run `backlog action close {id} --not-pursued`. If it was never meant, withdraw it from its \
             call: --meeting {}.",
            point.opened
        );
        return Error::not_allowed(message, help);
    }
    let help = did_you_mean(suggestion, "`backlog action list` shows the ids.");
    Error::usage(format!("no action point of the call of {day} matches \"{}\"", words.trim()), help)
}

/// What is lost of an action point: `MTN: "Refine the PR", due 2026-02-26`.
fn describe_action(action: &Action) -> String {
    let owners: Vec<&str> = action.owners.iter().map(|owner| owner.as_str()).collect();
    let owners = if owners.is_empty() { String::new() } else { format!("{}: ", owners.join(", ")) };
    let due = action.due.as_ref().map(|due| format!(", due {}", due.value)).unwrap_or_default();
    format!("{owners}{}{due}", quote_lost_text(&action.text))
}

/// What is lost of an update: `; its update: closed, "the PR is merged"`.
fn describe_update(update: &ActionUpdate) -> String {
    let status = update.status.map(|status| status.record_key().to_owned());
    let due = update.due.map(|due| format!("due {due}"));
    let note = update.note.as_ref().map(|note| quote_lost_text(note));
    let parts: Vec<String> = [status, due, note].into_iter().flatten().collect();
    format!("; its update: {}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::changes::ChangeKind;
    use crate::store::edit::apply_edits;
    use crate::test_group::TestGroup;

    /// The file of a call after an action point was withdrawn, or the error.
    fn withdraw(settings: &str, call: &str, id: &str) -> String {
        let later =
            "action-updates: [{ id: 20260212-03, status: closed }]\nregister: [{ id: 2 }, { id: 20260212-04 }]\n";
        let group = TestGroup::new().settings(settings).call("2026-02-12", call).call("2026-02-26", later);
        let views = group.views("2026-03-01");
        let meeting = &views.group.meetings[0];
        match withdraw_action(id, meeting, &views).map(|changes| changes.kind) {
            Ok(ChangeKind::Edit(changes)) => {
                apply_edits(views.group.sources.file(meeting.file), &changes[0].edits).unwrap()
            }
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn every_entry_of_the_action_point_is_removed() {
        let call = "agenda:\n  - issue: 63\n    actions: [{ id: 20260212-01, text: Ask }, { id: 20260212-02, text: b }]\n  \
                    - issue: 64\n    actions: [{ id: 20260212-01, text: \"Ask \" }]\naction-updates: [{ id: 20260212-01, due: \
                    2026-03-12 }]\n";
        assert_eq!(
            withdraw("", call, "20260212-01"),
            "date: 2026-02-12\nagenda:\n  - issue: 63\n    actions: [{ id: 20260212-02, text: b }]\n  - issue: 64\n"
        );
        let other = call.replace("\"Ask \"", "Answer");
        let message = "2 action points of the call of 2026-02-12 have the id `20260212-01`";
        assert_eq!(withdraw("", &other, "20260212-01"), message);
    }

    #[test]
    fn what_another_call_refers_to_stays() {
        let call = "actions: [{ id: 20260212-03, text: a }, { id: 20260212-04, text: b }, { id: 2, text: c }]\n";
        for id in ["20260212-03", "20260212-04", "2"] {
            assert_eq!(withdraw("", call, id), format!("the call of 2026-02-26 refers to {id}"));
        }
        // Plain numbers count within their call.
        let left = "date: 2026-02-12\nactions: [{ id: 20260212-03, text: a }, { id: 20260212-04, text: b }]\n";
        assert_eq!(withdraw("style: mom\n", call, "2"), left);
    }
}
