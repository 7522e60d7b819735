//! Action points: those that a call opened or took back, and what it said about earlier ones.

pub mod change;
pub mod due;
pub mod open;
pub mod update;
pub mod withdraw;

use super::item::key_path;
use crate::error::Error;
use crate::model::action::Action;
use crate::model::meeting::{Item, Meeting};
use crate::store::edit::PathStep;
use crate::view::Views;
use crate::view::lookup::placed_items;

/// An entry with which a call opened an action point.
struct Opening<'g> {
    /// The item that has the entry; `None` for those of the whole call.
    item: Option<&'g Item>,
    action: &'g Action,
    /// The path of the entry in the file of the call.
    path: Vec<PathStep>,
}

/// The entries with which a call opened the action point of an id: several where it belongs to several items.
///
/// # Errors
/// When several action points have the id.
fn find_openings<'g>(id: &str, meeting: &'g Meeting, views: &Views) -> Result<Vec<Opening<'g>>, Error> {
    let of_items = placed_items(meeting)
        .map(|placed| (Some(placed.item), &placed.item.actions, key_path(&placed, "actions").to_vec()));
    let of_call = (None, &meeting.actions, vec!["actions".into()]);
    let mut openings: Vec<Opening> = Vec::new();
    for (item, actions, list) in of_items.chain([of_call]) {
        let is_it = |action: &Action| action.id.as_ref().is_some_and(|own| own.value == id);
        for (at, action) in actions.iter().enumerate().filter(|(_, action)| is_it(action)) {
            openings.push(Opening { item, action, path: list.iter().cloned().chain([at.into()]).collect() });
        }
    }
    let mut texts = openings.iter().map(|opening| opening.action.text.split_whitespace());
    if let Some(first) = texts.next()
        && texts.any(|text| !text.eq(first.clone()))
    {
        let message =
            format!("{} action points of the call of {} have the id `{id}`", openings.len(), meeting.date.value);
        let file = &views.group.sources.file(meeting.file).path;
        return Err(Error::not_allowed(message, format!("Give them different ids in {file}.")));
    }
    Ok(openings)
}

#[cfg(test)]
mod tests {
    use super::change::change_action;
    use super::update::update_action;
    use crate::model::action::ActionUpdate;
    use crate::record::changes::ChangeKind;
    use crate::store::edit::apply_edits;
    use crate::test_group::TestGroup;
    use crate::view::calls::due_date::DueDate;

    #[test]
    fn every_entry_of_an_action_point_is_changed() {
        let call = "topics:\n  - title: T\n    actions:\n      - { id: 20260212-01, owners: [A], text: Ask }\nagenda:\n  - \
                    issue: 63\n    actions:\n      - { id: 20260212-02, text: b }\n      - { id: 20260212-01, owners: [B], \
                    text: Ask }\n";
        let due = Some(DueDate::Tomorrow);
        for (text, call, expected) in [
            (None, call, call.replace("text: Ask", "text: Ask, due: 2026-02-13")),
            (Some("Answer"), call, call.replace("text: Ask", "text: Answer, due: 2026-02-13")),
            (
                None,
                &call.replacen("Ask", "Call", 1),
                "2 action points of the call of 2026-02-12 have the id".to_owned(),
            ),
            (Some("Call"), &call.replacen("Ask", "Call", 1), "2 action points".to_owned()),
        ] {
            let views = TestGroup::new().call("2026-02-12", call).views("2026-02-12");
            let meeting = &views.group.meetings[0];
            let changes = match text {
                Some(text) => change_action("20260212-01", "", text, due, meeting, &views),
                None => {
                    let update = ActionUpdate { id: "20260212-01".to_owned().into(), ..ActionUpdate::default() };
                    update_action(update, due, meeting, &views)
                }
            };
            let found = match changes.map(|changes| changes.kind) {
                Ok(ChangeKind::Edit(changes)) => {
                    apply_edits(views.group.sources.file(meeting.file), &changes[0].edits).unwrap()
                }
                Ok(other) => format!("{other:?}"),
                Err(error) => error.to_string(),
            };
            assert!(found.trim_start_matches("date: 2026-02-12\n").starts_with(&expected), "{text:?}: {found}");
        }
    }
}
