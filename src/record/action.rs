//! Action points: those that a call opened or took back, and what it said about earlier ones.

pub mod change;
pub mod due;
pub mod open;
pub mod update;
pub mod withdraw;

use crate::model::action::Action;
use crate::model::meeting::{Item, Meeting};
use crate::store::edit::PathStep;
use crate::view::lookup::placed_items;

/// The path of an action point in the file of the call that opened it.
fn find_opening(id: &str, meeting: &Meeting) -> Option<Vec<PathStep>> {
    let among =
        |actions: &[Action]| actions.iter().position(|action| action.id.as_ref().is_some_and(|own| own.value == id));
    let of_item = |item: &Item| among(&item.actions);
    let at_item = placed_items(meeting).find_map(|placed| {
        let at = of_item(placed.item)?;
        Some(vec![placed.list.record_key().into(), placed.at.into(), "actions".into(), at.into()])
    });
    at_item.or_else(|| Some(vec!["actions".into(), among(&meeting.actions)?.into()]))
}
